"""A story happens on a board: each thing at its moment, through the product's own actions."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from moderation.actions.absences import note_inability
from moderation.actions.entering import Provenance, enter_consent_for, enter_for
from moderation.examples.analyzing import refresh_statistics
from moderation.examples.contents import content_for
from moderation.examples.desk_playing import at_the_desk, calls_made
from moderation.examples.past_mail import send_what_was_owed
from moderation.examples.saying import said_under, was_here
from moderation.examples.scene import Event, Scene
from moderation.examples.stories import Answer, Correction, Person, Sitting, Unable, Votes
from moderation.notices.unreleased_alarm import ALARM_BEFORE
from participants.actions.answering import submit_answer
from participants.actions.unlocking import note_served
from participants.actions.withdrawing import withdraw
from participants.entry.actions.consenting import give_consent
from participants.entry.actions.entering import open_place
from participants.enums import AnswersAfterWithdrawal, Channel
from participants.kinds.content import AnswerContent
from participants.models import Participant, PersonalLink
from participants.notices.occasions import occasions_of
from sessions.actions.staging import release_stage
from sessions.enums import Role

TO_READ_THE_INFORMATION = timedelta(minutes=2)
TO_BEGIN = timedelta(seconds=40)
TO_WRITE_A_WORD = timedelta(seconds=3)
TO_ENTER_AN_ANSWER = timedelta(seconds=30)
# After so many events the tables have changed too much for what the database knows of them.
KNOWN_FOR = 60


def play(scene: Scene, *, until: datetime) -> None:
    """Everything that the story tells has happened up to and including `until`.

    Raises NotOpen where the story has someone do what the board does not allow.
    """
    due = [event for event in _events(scene, until) if event.at <= until]
    for number, event in enumerate(sorted(due, key=lambda event: event.at)):
        if number % KNOWN_FOR == 0:
            refresh_statistics()
        event.happen(event.at)
    refresh_statistics()


def _events(scene: Scene, until: datetime) -> Iterator[Event]:
    """In no order but that of one person's answers."""
    yield from _releases(scene)
    for number, person in scene.story.people.items():
        if person.by == Channel.WEB:
            yield from _on_the_board(scene, number, person)
        else:
            yield from _on_their_behalf(scene, number, person)
    for thread in scene.story.threads:
        yield from said_under(scene, thread, partial(scene.answers.__getitem__, thread.under))
    for correction in scene.story.corrections:
        yield _corrected(scene, correction)
    for leaving in scene.story.withdraw:
        yield Event(scene.when(leaving.at), _withdrawing(scene.people[leaving.member]))
    for unable in scene.story.unable:
        yield Event(scene.when(unable.at), _unable(scene, unable))
    yield from at_the_desk(scene)
    yield from _sweeps(scene, until)


def _sweeps(scene: Scene, until: datetime) -> Iterator[Event]:
    """Mail goes out as it falls due: launch, alarm, openings, calls, reminders, the end."""
    board = scene.board
    assert board.launched_at is not None
    moments = {board.launched_at, min(until, board.grace_ends_at)}
    for stage in board.stages.select_related("board"):
        assert stage.opens_at is not None
        moments |= {stage.opens_at, stage.opens_at - ALARM_BEFORE}
        rules = board.reminder_rules.all()
        moments |= {one.at for one in occasions_of(stage, rules, due_at=stage.due_or_ends_at)}
    moments |= set(calls_made(scene))
    for moment in moments:
        yield Event(moment, send_what_was_owed)


def _releases(scene: Scene) -> Iterator[Event]:
    def release(now: datetime) -> None:
        for stage in scene.board.stages.filter(released_at=None):
            release_stage(stage=stage, by=scene.staff[Role.FACILITATOR].user, now=now)

    yield Event(scene.when(scene.story.released), release)


def _on_the_board(scene: Scene, number: int, person: Person) -> Iterator[Event]:
    """They come by the link they were sent, consent, and answer each stage in one sitting."""
    participant = scene.people[number]
    assert person.came is not None
    came = scene.when(person.came)
    yield Event(came, lambda now: _come(participant, now))
    yield Event(
        came + TO_READ_THE_INFORMATION,
        lambda now: give_consent(
            participant=participant,
            version=scene.consent,
            answers=scene.statements(number),
            now=now,
        ),
    )
    for sitting in person.stages.values():
        for key, answer, moment in _paced(sitting, scene.when(sitting.at)):
            yield Event(moment, _answering(scene, number, key, answer))
        yield Event(moment, partial(was_here, participant))


def _come(participant: Participant, now: datetime) -> None:
    token = PersonalLink.objects.issue(participant, now=now)
    open_place(link=PersonalLink.objects.living(token).get(), now=now)


def _paced(sitting: Sitting, at: datetime) -> Iterator[tuple[str, Answer, datetime]]:
    """Each answer with the moment at which it was finished."""
    for key, answer in sitting.answers.items():
        words = answer.missed if isinstance(answer, Votes) else answer
        written = len(words.split()) if isinstance(words, str) else 0
        at += TO_BEGIN + written * TO_WRITE_A_WORD
        yield key, answer, at


def _answering(scene: Scene, number: int, key: str, answer: Answer) -> Callable[[datetime], object]:
    question = scene.questions[key]

    def happen(now: datetime) -> None:
        scene.answers[number, key] = submit_answer(
            participant=scene.people[number],
            question=question,
            content=content_for(question, scene.in_words(answer)),
            now=now,
        )

    return happen


def _on_their_behalf(scene: Scene, number: int, person: Person) -> Iterator[Event]:
    """What they said by another channel, entered by the facilitator, with consent first of all."""
    consented = False
    for sitting in person.stages.values():
        assert sitting.entered is not None
        entered = scene.when(sitting.entered)
        provenance = Provenance(
            channel=person.by, said_at=scene.when(sitting.at), source=person.source
        )
        if not consented:
            consented = True
            yield Event(entered, _consenting(scene, number, provenance))
        for key, answer in sitting.answers.items():
            entered += TO_ENTER_AN_ANSWER
            yield Event(entered, _entering(scene, number, key, answer, provenance))


def _consenting(scene: Scene, number: int, provenance: Provenance) -> Callable[[datetime], object]:
    return lambda now: enter_consent_for(
        participant=scene.people[number],
        version=scene.consent,
        answers=scene.statements(number),
        provenance=provenance,
        staff=scene.staff[Role.FACILITATOR],
        now=now,
    )


def _entering(
    scene: Scene, number: int, key: str, answer: Answer, provenance: Provenance
) -> Callable[[datetime], object]:
    question = scene.questions[key]

    def happen(now: datetime) -> None:
        scene.answers[number, key] = enter_for(
            participant=scene.people[number],
            question=question,
            content=content_for(question, scene.in_words(answer)),
            provenance=provenance,
            staff=scene.staff[Role.FACILITATOR],
            now=now,
        )

    return happen


def _corrected(scene: Scene, correction: Correction) -> Event:
    """They had read the others before they thought again."""
    participant, question = scene.people[correction.by], scene.questions[correction.question]

    def happen(now: datetime) -> None:
        note_served(participant, question, now=now)
        submit_answer(
            participant=participant,
            question=question,
            content=AnswerContent(scene.words(correction.says)),
            now=now,
        )

    return Event(scene.when(correction.at), happen)


def _withdrawing(participant: Participant) -> Callable[[datetime], object]:
    return lambda now: withdraw(
        participant=participant, answers=AnswersAfterWithdrawal.REMOVE, now=now, by=None
    )


def _unable(scene: Scene, unable: Unable) -> Callable[[datetime], object]:
    return lambda now: note_inability(
        participant=scene.people[unable.member],
        reason=unable.why,
        by=scene.staff[Role.FACILITATOR].user,
        now=now,
    )
