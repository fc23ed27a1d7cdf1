"""The three example boards as one finds them when the demo starts."""

import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Q
from jsonschema import Draft202012Validator

from bulletin.accounts.models import SignInLink, User
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.planning import plan
from moderation.examples.demo import HAS_ANSWERED, HAS_NOT_ANSWERED, LONDON
from moderation.insight.charts import Drawings, closed_questions
from moderation.participation import figures
from moderation.participation.statement import statement_of
from moderation.transcripts.dictionary import schema
from moderation.web import Desk
from participants.actions.answering import submit_answer
from participants.entry.actions.consenting import give_consent
from participants.enums import Channel, ReplyKind, Vote
from participants.gate.openness import open_stages, opened_stages, unanswered_required
from participants.kinds.base import AnswerContent
from participants.kinds.tables import Line
from participants.models import AnswerValue, Participant, PersonalLink, Reply, ReplyVersion
from sessions.enums import Reveal, Role
from sessions.models import Question
from tests.moderation.transcripts.reading import document

TWO_MINUTES = timedelta(minutes=2)


def person(demo, email) -> Participant:
    return Participant.objects.select_related("board").get(board=demo.running, email=email)


def question(board, key) -> Question:
    return Question.objects.with_wording().get(stage__board=board, key=key)


def read_by(reader, now, **of) -> set[str]:
    """What others have said, as the gate opens it to this reader."""
    replies = Reply.objects.visible_to(reader, now=now).exclude(participant=reader).filter(**of)
    return set(replies.values_list("current_version__text", flat=True))


def test_one_board_runs_one_is_over_and_one_has_not_begun(demo):
    boards = [demo.running, demo.finished, demo.draft]

    assert [board.state(demo.starts_at) for board in boards] == ["running", "ended", "draft"]
    assert {board.participants.count() for board in boards[:2]} == {23}


def test_the_finished_board_has_the_figures_on_record(demo):
    told = figures(demo.finished, demo.starts_at)

    assert (told.invited, told.never_came, told.came_silent, told.wrote) == (20, 3, 2, 15)
    assert (told.without_address, told.entered_uninvited) == (3, 3)
    assert told.entered_for == {Channel.EMAIL: 3}
    assert (told.delivered, told.consented, told.withdrawn) == (20, 20, 1)
    assert [stage.answered for stage in told.stages] == [18, 15, 17]


def test_the_finished_board_says_its_figures_by_itself(demo):
    """The outcome on record, and what a method section asks beside it."""
    assert statement_of(demo.finished, demo.starts_at).paragraphs == [
        "20 people were invited to the board; 20 invitations were delivered. Of these, 3 never"
        " signed in (leave: 3), 2 signed in and wrote nothing, and 15 wrote on the board. A"
        " further 3 people, who had not been invited, sent their answers by e-mail. 20 consented,"
        " nobody declined, and 1 withdrew.",
        "“Hopes and first reflections” was answered by 18 people; 18 finished it. “What the group"
        " said” was answered by 15 people; 15 finished it. “Looking forward” was answered by 17"
        " people; 17 finished it.",
        "Participants wrote 5,138 words in 272 answers and 43 comments; staff wrote 4 comments and"
        " 7 probes. The answers came in these ways: by e-mail: 32; on the board: 240. There were"
        " 0.2 comments and probes to an answer. The median number of answers a person was 17. A"
        " question was answered by 11 to 18 people.",
        "Of the 283 posts that participants made on the board, staff wrote afterwards in the"
        " threads of 11, in those of 11 within a day. The median time until they did was 2 hours.",
    ]


def test_the_finished_boards_votes_name_of_whom_they_are(demo):
    member = demo.finished.staff.get(role=Role.OBSERVER)
    desk = Desk(member=member, board=demo.finished, now=demo.starts_at)

    by_key = {one.question.key: one for one in Drawings(desk, list(closed_questions(desk)))}

    assert list(by_key) == ["joined", "confidence", "summary", "mattered", "priorities", "again"]
    assert by_key["summary"].notes == [
        "Answered by 15 of the 18 of whom you may read anything; 20 were invited."
    ]
    assert by_key["again"].tables[0].lines == (
        Line("Yes", ("13 of 17",)), Line("Perhaps", ("4 of 17",)), Line("No", ("0 of 17",)),
    )  # fmt: skip
    assert by_key["mattered"].words == (
        "Being believed",
        "Not being talked about while I'm sitting there",
    )


def test_on_the_running_board_one_stage_is_past_due_one_open_and_one_about_to_open(demo):
    now, reader = demo.starts_at, person(demo, HAS_ANSWERED)
    first, second, third = demo.running.stages.order_by("position")

    assert first.due_or_ends_at < now < second.due_or_ends_at
    assert third.opens_at == now + TWO_MINUTES
    assert [*opened_stages(reader, now)] == [first, second]
    assert [*open_stages(reader, now + TWO_MINUTES)] == [first, second, third]


def test_the_clock_starts_in_working_hours(demo):
    local = demo.starts_at.astimezone(LONDON)

    assert (f"{local:%A %H:%M}", local.date().isoweekday()) == ("Wednesday 08:58", 3)


def test_whoever_has_not_come_sees_nothing_and_once_consenting_only_what_is_always_open(demo, db):
    now, reader = demo.starts_at, person(demo, HAS_NOT_ANSWERED)
    assert Reply.objects.filter(board=demo.running).count() > 100
    assert read_by(reader, now) == set()

    version = demo.running.consent_versions.get()
    statements = dict.fromkeys(version.statements.all(), True)
    give_consent(participant=reader, version=version, answers=statements, now=now)

    hellos = read_by(reader, now, question__key="hello", kind=ReplyKind.ANSWER)
    assert len(hellos) == 17
    assert read_by(reader, now) == read_by(reader, now, question__reveal=Reveal.ALWAYS)
    assert hellos < read_by(reader, now)


def test_whoever_has_answered_reads_the_others_and_has_something_left_to_do(demo):
    now, reader = demo.starts_at, person(demo, HAS_ANSWERED)

    assert len(read_by(reader, now, question__key="hopes", kind=ReplyKind.ANSWER)) == 16
    assert set(
        unanswered_required(reader)
        .filter(stage__in=open_stages(reader, now))
        .values_list("key", flat=True)
    ) == {"surprised", "agree"}
    assert read_by(reader, now, question__key="surprised") == set()


def test_what_was_posted_since_their_last_visit_is_new_to_them(demo):
    reader = person(demo, HAS_ANSWERED)
    last_said = Reply.objects.filter(participant=reader).latest("posted_at").posted_at

    assert reader.last_came_at == last_said != reader.first_came_at


def test_answering_opens_the_others_replies(demo, db):
    now, reader = demo.starts_at, person(demo, HAS_ANSWERED)
    surprised = question(demo.running, "surprised")
    there = Reply.objects.answers().filter(question=surprised)
    assert there.count() == 6

    submit_answer(
        participant=reader, question=surprised, content=AnswerContent("The gloves."), now=now
    )

    assert read_by(reader, now, question=surprised, kind=ReplyKind.ANSWER) == set(
        there.exclude(participant=reader).values_list("current_version__text", flat=True)
    )


def test_the_finished_board_shows_what_can_happen_to_a_reply(demo):
    replies = Reply.objects.filter(board=demo.finished)
    corrected = ReplyVersion.objects.get(reply__board=demo.finished, number=2)

    assert (corrected.after_reading, corrected.text != "") == (True, True)
    assert replies.filter(concealed_at__isnull=False).count() == 1
    assert set(
        replies.filter(withdrawn_at__isnull=False).values_list("current_version__text", flat=True)
    ) == {""}
    probes = replies.filter(kind=ReplyKind.PROBE)
    assert probes.count() == probes.filter(children__participant__isnull=False).count() == 7
    assert replies.filter(private_to__isnull=False).count() == 2
    assert replies.filter(late=True).exists()


def test_the_group_mostly_finds_itself_in_its_summary(demo):
    votes = Counter(
        AnswerValue.objects.filter(version__reply__question__key="summary").values_list(
            "text", flat=True
        )
    )

    assert votes[Vote.AGREE] + votes[Vote.PARTLY] > 0.9 * votes.total()
    assert set(votes) == set(Vote.values)


def test_nothing_is_said_before_its_stage_opens_or_after_the_demo_starts(demo):
    said = Reply.objects.exclude(board=demo.draft)

    assert said.count() == Reply.objects.count()
    assert not said.filter(posted_at__gt=demo.starts_at).exists()
    for board in (demo.running, demo.finished):
        for stage in board.stages.all():
            assert not Reply.objects.filter(
                Q(said_at__lt=stage.opens_at) | Q(posted_at__lt=stage.opens_at),
                question__stage=stage,
            ).exists()


def test_names_are_put_in_and_every_script_survives(demo):
    words = "\n".join(
        ReplyVersion.objects.values_list("text", flat=True).order_by("reply__board", "submitted_at")
    )

    assert not re.search(r"[{}]", words)
    assert [
        one
        for one in ("صبر", "dyfal donc a dyr y garreg", "gdzie kucharek", "🏓")
        if one not in words
    ] == []
    fifth = demo.running.participants.get(name="Member 12").pseudonym
    assert f"That {fifth} had to go into a corridor" in words


def test_the_mails_of_the_past_are_on_record_and_none_is_owed(demo, db):
    for board in (demo.running, demo.finished):
        invited = Notice.objects.filter(board=board.pk, kind="invitation", sent_at__isnull=False)
        assert invited.count() == 20
    assert not Notice.objects.open().exists()
    assert not Mail.objects.filter(accepted_at=None).exists()
    assert not Mail.objects.filter(address="").exists()
    assert set(Mail.objects.values_list("address", flat=True)) >= {
        "member14@example.org",
        "facilitator@example.org",
    }

    assert plan(now=demo.starts_at) == 0


def test_two_minutes_on_exactly_one_stage_is_told_to_everyone(demo, db):
    third = demo.running.stages.get(key="looking-forward")
    known = set(Notice.objects.values_list("pk", flat=True))

    plan(now=demo.starts_at + TWO_MINUTES)

    new = Notice.objects.exclude(pk__in=known)
    assert set(new.values_list("kind", "subject")) == {("stage_opened", third.pk)}
    assert new.count() == 20


def test_each_board_that_has_run_is_staffed_by_facilitator_moderator_and_observer(demo):
    for board in (demo.running, demo.finished):
        assert {(one.role, one.user.email) for one in board.staff.current()} == {
            (Role.FACILITATOR, "facilitator@example.org"),
            (Role.MODERATOR, "moderator@example.org"),
            (Role.OBSERVER, "observer@example.org"),
        }
    assert User.objects.get(email="facilitator@example.org").may_create_boards


def test_the_command_prints_a_link_for_each_that_lets_them_in(demo, loaded):
    printed = loaded[1]
    staff = re.findall(r"(\w+) +http://localhost:8000/accounts/link/([\w-]+)/", printed)
    members = re.findall(r"(Member \d+).* http://localhost:8000/i/([\w-]+)/", printed)

    users = {
        role: SignInLink.objects.usable(token, now=demo.starts_at).get().user
        for role, token in staff
    }
    assert {role: user and user.email for role, user in users.items()} == {
        "Facilitator": "facilitator@example.org",
        "Moderator": "moderator@example.org",
        "Observer": "observer@example.org",
    }
    assert {
        name: PersonalLink.objects.living(token).get().participant.name for name, token in members
    } == {"Member 07": "Member 07", "Member 10": "Member 10"}
    assert "http://localhost:8000/demo/mail/" in printed


@pytest.mark.parametrize("name", ["running", "finished"])
def test_its_transcript_is_whole_and_valid(demo, db, tmp_path, name):
    board = getattr(demo, name)
    path = tmp_path / "transcript.json"
    call_command(
        "export_transcript", board.slug, format="json", output=str(path), stderr=StringIO()
    )

    told = document(path)
    Draft202012Validator(schema()).validate(told)
    assert len({row["reply"] for row in told["rows"]}) == board.replies.count()
    assert "Member" not in path.read_text()
