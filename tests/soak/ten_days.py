"""Ten days for two hundred people in twelve zones, over a night in which the clocks change, while
workers are killed at random moments; then the mailboxes are judged."""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bulletin import clock
from bulletin.outbox.models import Mail, Notice
from participants.models import Consent, Participant, Reply
from sessions.models import Board
from tests.live import Taken

from .figures import record, stopwatch
from .guides import Guide, Member, members, roster
from .installing import Home, home
from .judging import Deeds, Judge
from .saboteur import Saboteur

PEOPLE = 200


def deeds_on(board: Board) -> dict[str, Deeds]:
    """By address, what everybody did."""
    answers: dict[object, dict[str, datetime]] = defaultdict(dict)
    said = Reply.objects.answers().filter(board=board, participant__isnull=False)
    for person, key, at in said.values_list("participant", "question__key", "posted_at"):
        answers[person][key] = at
    declined = Consent.objects.filter(participant__board=board, declined_at__isnull=False)
    left = dict(declined.values_list("participant", "declined_at"))
    return {
        person.email: Deeds(answers[person.pk], left.get(person.pk) or person.withdrawn_at)
        for person in Participant.objects.filter(board=board)
    }


def judge_of(there: Home, slug: str, guide: Guide, people: list[Member]) -> Judge:
    mails: dict[str, list[Taken]] = defaultdict(list)
    for taken in there.post.taken:
        if taken.subject.endswith(guide.title):
            mails[taken.to].append(taken)
    return Judge(guide, people, deeds_on(Board.objects.get(slug=slug)), mails)


def handed_over_again() -> set[str]:
    again = Mail.objects.filter(handed_over_again_at__isnull=False)
    return {f"<{name.strip('<>')}>" for name in again.values_list("message_id", flat=True)}


def assert_not_stuck(slug: str) -> None:
    """Everything has opened, the end has come, and nothing that was due is left lying."""
    board, now = Board.objects.get(slug=slug), clock.now()
    assert board.has_ended(now)
    assert not board.stages.filter(released_at=None).exists()
    assert not Mail.objects.filter(board=board.pk).waiting(now=now).exists()
    assert (
        not Notice.objects.filter(board=board.pk, mail=None).open().filter(due_at__lte=now).exists()
    )
    answered = Reply.objects.answers().filter(board=board)
    assert answered.values("question__stage").distinct().count() == board.stages.count()


def live_and_judge(guide: Guide, folder: Path) -> None:
    """Everybody was written to as promised. Models must be in use already."""
    people = members(PEOPLE)
    with home(folder, workers=3, beats=2) as there:
        with there.live.inside():
            clock.move_to(guide.opens_at(0) - timedelta(days=2))
        slug = there.board(guide, roster(people))
        saboteur = Saboteur(there.live, there.post, Random(guide.title))
        with stopwatch() as took, saboteur.at_work():
            there.simulate(slug, participants=PEOPLE, seed=1)
        with there.live.inside():
            judge = judge_of(there, slug, guide, people)
            assert_promises_were_kept(judge)
            assert_not_stuck(slug)
            again = len(handed_over_again())
        record(
            f"200 people over ten days, {guide.title.lower()}",
            {
                "seconds": took[0],
                "workers killed": saboteur.kills,
                "of them while mail was leaving": saboteur.among_mail,
                "mails": sum(map(len, judge.mails.values())),
                "mails sent again under their Message-ID": again,
                "answers": sum(len(one.answers) for one in judge.deeds.values()),
            },
        )


def assert_promises_were_kept(judge: Judge) -> None:
    assert judge.mailed_at_night() == []
    assert judge.mailed_twice(handed_over_again()) == []
    assert judge.reminded_without_need() == []
    assert judge.forgotten() == []
