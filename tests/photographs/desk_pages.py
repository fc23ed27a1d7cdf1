"""What staff see: every page that the table of roles knows, and some of them once more, with
something chosen or refused."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import get_resolver, reverse

from bulletin.privacy.models import Destruction
from moderation.desk.roles import rows
from moderation.examples.demo import HAS_ANSWERED, MODERATOR, OBSERVER
from moderation.models import Note
from moderation.preview.eyes import Eyes
from participants.models import Call, Participant, Redaction, Reply
from sessions.enums import Kind
from sessions.models import Board, Question, Segment
from tests.photographs import places
from tests.photographs.planted_kinds import STAGE
from tests.photographs.shots import AT_THE_DESK, PLANTED, Shot, Visitor, send_as_it_is

# Files, and parts of pages that stand in others.
NO_PAGES = frozenset(
    {
        "desk_file",
        "desk_small_file",
        "desk_chart",
        "desk_script",
        "desk_news",
        "desk_people_sheet",
        "desk_codebook_file",
        "desk_findings_file",
        "desk_guide_card",
        "desk_participation_figure",
        "desk_transcript_file",
        "desk_erasure_receipt_text",
        "desk_destruction_receipt_text",
    }
)
# With what is asked for beside the address.
ASKING = {"desk_shifting": "?days=1", "desk_destroying": "?what=key"}
# These are read on the board that is over.
OF_THE_END = frozenset(
    {
        "desk_ending",
        "desk_findings",
        "desk_verdicts",
        "desk_archive",
        "desk_destruction_days",
        "desk_destroying",
        "desk_destruction_receipt",
    }
)


def pages(running: Board, finished: Board) -> Iterator[Shot]:
    yield Shot("desk", AT_THE_DESK, reverse("desk"))
    yield Shot("account", AT_THE_DESK, reverse("account"))
    yield Shot("desk-new-board", AT_THE_DESK, reverse("desk_new_board"))
    yield from _of_the_table(running, finished)
    yield from _of_each_kind(running)
    yield from _as_others(running)
    yield from _refused(running)
    for board in (places.PAUSED, places.UNLAUNCHED):
        name = board.replace(PLANTED, "desk-board-")
        yield Shot(name, AT_THE_DESK, reverse("desk_board", args=[board]))
    unlaunched = reverse("desk_launch", args=[places.UNLAUNCHED])
    yield Shot("desk-launch-before", AT_THE_DESK, unlaunched)


def _of_the_table(running: Board, finished: Board) -> Iterator[Shot]:
    here, over = _values(running), _values(finished)
    names = [name for row in rows() for name in (*row.pages, *row.forms)]
    for name in dict.fromkeys(names):
        if name not in NO_PAGES:
            address = _address(name, over if name in OF_THE_END else here)
            yield Shot(name.replace("_", "-", 1), AT_THE_DESK, address + ASKING.get(name, ""))


def _address(name: str, values: Mapping[str, Any]) -> str:
    parameters = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={one: values[one] for one in parameters})


def _values(board: Board) -> dict[str, Any]:
    """What fills the parameters of an address: of each the first, or the one with most to it."""
    redacted = Redaction.objects.filter(version__reply__board=board).first()
    answers = Reply.objects.answers().filter(board=board)
    reply = redacted.version.reply if redacted else answers.earliest("said_at")
    person = board.participants.get(email=HAS_ANSWERED).pk
    return {
        "slug": board.slug,
        "reply_id": reply.pk,
        "question_id": reply.question_id,
        "stage_id": reply.question.stage_id,
        "participant_id": person,
        "eyes": Eyes(person=person).token(),
        "address": f"b/{board.slug}/",
        **{f"{name}_id": _first(found) for name, found in _rows(board).items()},
    }


def _rows(board: Board) -> dict[str, QuerySet[Any]]:
    """Of what there may be some on a board, by the parameters that name one."""
    return {
        "note": Note.objects.filter(board=board, wants_probe=True),
        "call": Call.objects.filter(reply__board=board),
        "segment": Segment.objects.filter(segment_set__board=board),
        "destruction": Destruction.objects.filter(board=board.pk),
        "member": board.staff.all(),
        "code": board.codes.all(),
        "prepared": board.prepared_probes.all(),
        "statement": board.statements.all(),
        "announcement": board.announcements.all(),
        "set": board.segment_sets.all(),
        "transcript": board.transcripts.all(),
    }


def _first(found: QuerySet[Any]) -> Any:
    first = found.first()
    return first.pk if first else None


def _of_each_kind(running: Board) -> Iterator[Shot]:
    """The form in which a question is written, and what was said to it."""
    seen: set[str] = set()
    planted = Question.objects.filter(stage__board=running, stage__key=STAGE)
    guide = Question.objects.filter(stage__board=running).exclude(stage__key=STAGE)
    for question in (*planted, *guide):
        args = [running.slug, question.pk]
        if question.kind not in seen:
            seen.add(question.kind)
            form = reverse("desk_guide_question", args=args)
            yield Shot(f"desk-write-{question.kind}", AT_THE_DESK, form)
            if question.kind != Kind.TEXT_PAGE:
                said = reverse("desk_question", args=args)
                yield Shot(f"desk-said-{question.kind}", AT_THE_DESK, said)


def _as_others(running: Board) -> Iterator[Shot]:
    """What others of the staff find, and what is not for them."""
    board, slug = reverse("desk_board", args=[running.slug]), running.slug
    erased = Participant.objects.filter(board=running, erased_at__isnull=False)[0].pk
    reserve = running.participants.get(email=places.RESERVE).pk
    observer, recruiter = Visitor(OBSERVER), Visitor(places.RECRUITER)
    receipt = reverse("desk_erasure_receipt", args=[slug, erased])
    yield Shot("desk-erasure_receipt", AT_THE_DESK, receipt)
    yield Shot("desk-person-reserve", AT_THE_DESK, reverse("desk_person", args=[slug, reserve]))
    yield Shot("desk-person-erased", AT_THE_DESK, reverse("desk_person", args=[slug, erased]))
    yield Shot("observer-board", observer, board)
    yield Shot("observer-everything", observer, reverse("desk_everything", args=[slug]))
    yield Shot("moderator-board", Visitor(MODERATOR), board)
    yield Shot("recruiter-board", recruiter, board)
    yield Shot("recruiter-people", recruiter, reverse("desk_people", args=[slug]))
    yield Shot("recruiter-forbidden", recruiter, reverse("desk_everything", args=[slug]))


def _refused(running: Board) -> Iterator[Shot]:
    """Forms sent as they are, each with what is said of that beside its field."""
    for name in ("invitation", "announcements", "codebook", "roster"):
        address = reverse(f"desk_{name}", args=[running.slug])
        yield Shot(f"desk-{name}-refused", AT_THE_DESK, address, send_as_it_is)
