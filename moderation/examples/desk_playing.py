"""What staff of an example board do at the desk, each thing at its moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from moderation.actions.absences import note_absence
from moderation.actions.notes import decline_wish, write_note
from moderation.actions.prepared import prepare_probe
from moderation.actions.reading import mark_read
from moderation.coding.actions.codebook import add_code
from moderation.coding.actions.coding import code_reply
from moderation.coding.actions.starring import star
from moderation.examples import deskwork
from moderation.examples.saying import say_as_staff, was_here
from moderation.examples.scene import Event, Scene
from moderation.models import Note
from participants.actions.calling import call_for_help
from participants.actions.redacting import redact_phrase
from participants.models import Call, Reply
from sessions.enums import Role
from sessions.models import StaffMember

TO_CODE_AN_ANSWER = timedelta(seconds=50)


def at_the_desk(scene: Scene) -> Iterator[Event]:
    """In no order but that of one analyst's codings."""
    desk = scene.story.desk
    for reading in desk.read:
        yield Event(scene.when(reading.at), partial(_read, scene.staff[reading.by]))
    for prepared in desk.prepared:
        yield Event(scene.when(prepared.at), partial(_prepare, scene, prepared))
    for code in desk.codebook:
        yield Event(scene.when(code.at), partial(_add_code, scene, code))
    for sitting in desk.coded:
        yield from _coded(scene, sitting)
    for starring in desk.starred:
        yield Event(scene.when(starring.at), partial(_star, scene, starring))
    for note in desk.notes:
        yield from _noted(scene, note)
    for redaction in desk.redacted:
        yield Event(scene.when(redaction.at), partial(_redact, scene, redaction))
    for call in desk.calls:
        yield from _called(scene, call)
    for absence in desk.away:
        yield Event(scene.when(absence.at), partial(_leave, scene, absence))


def calls_made(scene: Scene) -> Iterator[datetime]:
    """When staff are called: they are told at once."""
    for call in scene.story.desk.calls:
        yield scene.when(call.at)
    for thread in scene.story.threads:
        for post in thread.with_all_under():
            if post.reported:
                yield scene.when(post.reported.at)


def _read(member: StaffMember, now: datetime) -> None:
    StaffMember.objects.filter(pk=member.pk).note_coming(now=now)
    mark_read(member=member, replies=Reply.objects.for_staff(member), as_of=now, now=now)


def _prepare(scene: Scene, prepared: deskwork.Prepared, now: datetime) -> None:
    prepare_probe(
        board=scene.board,
        question=scene.questions[prepared.question] if prepared.question else None,
        text=scene.words(prepared.says),
        by=scene.staff[prepared.by].user,
        now=now,
    )


def _add_code(scene: Scene, code: deskwork.NewCode, now: datetime) -> None:
    scene.codes[code.name] = add_code(
        board=scene.board,
        name=code.name,
        description=scene.words(code.description),
        parent=scene.codes[code.under] if code.under else None,
        by=scene.staff[code.by].user,
        now=now,
    )


def _coded(scene: Scene, sitting: deskwork.Coding) -> Iterator[Event]:
    """One answer after the other, question by question."""
    member, at = scene.staff[sitting.by], scene.when(sitting.at)
    for key, by_number in sitting.answers.items():
        for number, names in by_number.items():
            at += TO_CODE_AN_ANSWER
            yield Event(at, partial(_code, scene, member, (number, key), names))


def _code(
    scene: Scene, member: StaffMember, place: tuple[int, str], names: list[str], now: datetime
) -> None:
    code_reply(
        reply=scene.answers[place],
        codes=[scene.codes[name] for name in names],
        member=member,
        now=now,
    )


def _star(scene: Scene, starring: deskwork.Starring, now: datetime) -> None:
    for key, numbers in starring.answers.items():
        for number in numbers:
            star(reply=scene.answers[number, key], member=scene.staff[starring.by], now=now)


def _noted(scene: Scene, note: deskwork.Note) -> Iterator[Event]:
    written: list[Note] = []

    def write(now: datetime) -> None:
        reply = scene.answers[note.beside] if note.beside else None
        written.append(
            write_note(
                author=scene.staff[note.by],
                question=reply.question if reply else scene.questions[note.question],
                reply=reply,
                text=scene.words(note.says),
                for_observers=note.shared,
                wants_probe=note.wish,
                now=now,
            )
        )

    yield Event(scene.when(note.at), write)
    if note.declined:
        yield Event(scene.when(note.declined.at), _declining(scene, note.declined, written))


def _declining(
    scene: Scene, declined: deskwork.Declined, written: list[Note]
) -> Callable[[datetime], object]:
    by = scene.staff[declined.by].user
    return lambda now: decline_wish(note=written[0], why=declined.why, by=by, now=now)


def _redact(scene: Scene, redaction: deskwork.Redaction, now: datetime) -> None:
    redact_phrase(
        reply=scene.answers[redaction.of],
        phrase=redaction.phrase,
        replacement=redaction.reads,
        by=scene.staff[redaction.by].user,
        now=now,
    )


def _called(scene: Scene, call: deskwork.CallForHelp) -> Iterator[Event]:
    """What staff say to it settles it."""
    made: list[Call] = []
    participant = scene.people[call.by]

    def happen(now: datetime) -> None:
        was_here(participant, now)
        made.append(
            call_for_help(
                participant=participant,
                question=scene.questions[call.question],
                text=scene.words(call.says),
                now=now,
            )
        )

    yield Event(scene.when(call.at), happen)
    if answer := call.answered:
        member = scene.staff[answer.by]
        yield Event(
            scene.when(answer.at),
            lambda now: say_as_staff(scene, member, made[0].reply, answer.says, now),
        )


def _leave(scene: Scene, absence: deskwork.Absence, now: datetime) -> None:
    note_absence(
        participant=scene.people[absence.member],
        until=absence.until.date_in(scene.board.starts_on),
        by=scene.staff[Role.FACILITATOR].user,
        now=now,
    )
