"""Every text of a board that others write, and where each is read: the one table of them.

A text that a later feature lets somebody write gets its line here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from bulletin.media.models import MediaFile
from bulletin.text.ranges import Range
from moderation.enums import QuotedIn
from moderation.models import Code, Note, PreparedProbe, Statement
from participants.actions.erasing import theirs
from participants.models import (
    Announcement,
    AnswerValue,
    Call,
    Consent,
    Extension,
    Findings,
    Participant,
    Redaction,
    Reply,
    ReplyVersion,
    Skip,
    Thanks,
    Verdict,
)
from sessions.models import (
    Board,
    ConsentStatement,
    ConsentVersion,
    Pause,
    Question,
    QuestionItem,
    QuestionVersion,
    Segment,
    Stage,
    Stimulus,
    ThankYou,
    WorkingCopy,
)

Places = dict[tuple[str, str], tuple[str, list[Range]]]
"""By the row that holds a text and the way to it: the text, and where in it."""


class Text(NamedTuple):
    """One text: the row it stands in, and its field, or the way to it within a field of JSON."""

    row: UUID
    path: str
    words: str


@dataclass(frozen=True)
class Source:
    """`rows` are those of a board that are not the person's own; `html` is made of a field. No
    two rows of a board read the same in a field of `once`."""

    model: Any
    rows: Callable[[Participant], "QuerySet[Any]"]
    fields: tuple[str, ...]
    page: str
    html: Mapping[str, str] = field(default_factory=dict)
    args: Callable[[Any], list[Any]] = lambda row: []
    once: tuple[str, ...] = ()

    def texts(self, row: Any) -> Iterator[Text]:
        for name in self.fields:
            yield from _leaves(row.pk, name, getattr(row, name))


class Replies(Source):
    """What was submitted, in every version, and in the words of "other"."""

    def texts(self, row: Reply) -> Iterator[Text]:
        for version in row.versions.all():
            yield Text(version.pk, "text", version.original or version.text)
            for value in version.values.all():
                if value.is_own_words:
                    yield Text(value.pk, "text", value.original or value.text)


def _leaves(row: UUID, path: str, value: Any) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(row, path, value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(row, f"{path}/{key}", one)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(row, f"{path}/{number}", one)


def _of_board(model: Any, way: str = "board") -> Callable[[Participant], "QuerySet[Any]"]:
    return lambda person: model._default_manager.filter(**{way: person.board_id})


def _replies(person: Participant) -> "QuerySet[Reply]":
    return (
        Reply.objects.filter(board=person.board_id)
        .exclude(theirs(person))
        .select_related("participant", "staff")
        .prefetch_related("versions__values")
        .order_by("said_at", "pk")
    )


def _notes(person: Participant) -> "QuerySet[Note]":
    own = Note.objects.filter(reply__in=Reply.objects.filter(theirs(person)))
    here = Note.objects.filter(board=person.board_id).exclude(pk__in=own)
    return here.select_related("author")


def _pictures(person: Participant) -> "QuerySet[MediaFile]":
    """Those of the guide: what participants send has no description of staff's."""
    return MediaFile.objects.filter(~Q(key=""), board=person.board_id)


def _boards(person: Participant) -> "QuerySet[Board]":
    return Board.objects.filter(pk=person.board_id)


def _beside(row: Note) -> list[Any]:
    return [row.pk]


def _verdicts(person: Participant) -> "QuerySet[Verdict]":
    return Verdict.objects.filter(findings__board=person.board_id).exclude(participant=person)


def _of_people(model: Any) -> Callable[[Participant], "QuerySet[Any]"]:
    def rows(person: Participant) -> "QuerySet[Any]":
        here: QuerySet[Any] = model._default_manager.filter(participant__board=person.board_id)
        return here.exclude(participant=person)

    return rows


def _people(person: Participant) -> "QuerySet[Participant]":
    return Participant.objects.filter(board=person.board_id).exclude(pk=person.pk)


def _calls(person: Participant) -> "QuerySet[Call]":
    own = Reply.objects.filter(theirs(person))
    here = Call.objects.filter(participant__board=person.board_id)
    return here.exclude(Q(participant=person) | Q(reply__in=own))


def _versions(person: Participant) -> "QuerySet[ReplyVersion]":
    own = Reply.objects.filter(theirs(person))
    return ReplyVersion.objects.filter(reply__board=person.board_id).exclude(reply__in=own)


def _redactions(person: Participant) -> "QuerySet[Redaction]":
    own = Reply.objects.filter(theirs(person))
    here = Redaction.objects.filter(version__reply__board=person.board_id)
    return here.exclude(version__reply__in=own).select_related("version")


def _whose(row: Any) -> list[Any]:
    return [row.participant_id]


PROSE_OF_BOARD = ("purpose", "afterwards", "conduct", "welcome", "farewell")

SOURCES: dict[QuotedIn, Source] = {
    QuotedIn.REPLY: Replies(
        Reply, _replies, ("text",), "desk_redaction", args=lambda row: [row.pk]
    ),
    QuotedIn.REJECTION: Source(
        Reply, _replies, ("rejected_why",), "desk_reply", args=lambda row: [row.pk]
    ),
    QuotedIn.NOTE: Source(Note, _notes, ("text", "settled_why"), "desk_note", args=_beside),
    QuotedIn.STATEMENT: Source(Statement, _of_board(Statement), ("text",), "desk_collected"),
    QuotedIn.WORDING: Source(
        QuestionVersion,
        _of_board(QuestionVersion, "question__stage__board"),
        ("prompt", "note"),
        "desk_guide",
        {"prompt": "prompt_html"},
    ),
    QuotedIn.ITEM: Source(
        QuestionItem,
        _of_board(QuestionItem, "version__question__stage__board"),
        ("heading", "text"),
        "desk_guide",
    ),
    QuotedIn.TYPED: Source(
        WorkingCopy,
        _of_board(WorkingCopy, "question__stage__board"),
        ("script",),
        "desk_guide",
    ),
    QuotedIn.STAGE: Source(
        Stage,
        _of_board(Stage),
        ("title", "introduction"),
        "desk_guide_stages",
        {"introduction": "introduction_html"},
    ),
    QuotedIn.BOARD: Source(
        Board,
        _boards,
        ("title", *PROSE_OF_BOARD, "destruction_why", "logo_alternative"),
        "desk_guide_texts",
        {name: f"{name}_html" for name in PROSE_OF_BOARD},
    ),
    QuotedIn.INFORMATION: Source(
        ConsentVersion,
        _of_board(ConsentVersion),
        ("information",),
        "desk_consent_versions",
        {"information": "information_html"},
    ),
    QuotedIn.CONSENT: Source(
        ConsentStatement,
        _of_board(ConsentStatement, "version__board"),
        ("text",),
        "desk_consent_versions",
    ),
    QuotedIn.PAUSE: Source(Pause, _of_board(Pause), ("message",), "desk_board"),
    QuotedIn.PREPARED: Source(PreparedProbe, _of_board(PreparedProbe), ("text",), "desk_prepared"),
    QuotedIn.CODE: Source(
        Code, _of_board(Code), ("name", "description"), "desk_codebook", once=("name",)
    ),
    QuotedIn.ANNOUNCEMENT: Source(
        Announcement,
        _of_board(Announcement),
        ("title", "text", "first_text"),
        "desk_announcement",
        {"text": "text_html"},
        args=lambda row: [row.pk],
    ),
    QuotedIn.FINDINGS: Source(
        Findings, _of_board(Findings), ("text",), "desk_findings", {"text": "text_html"}
    ),
    QuotedIn.VERDICT: Source(Verdict, _verdicts, ("words",), "desk_verdicts"),
    QuotedIn.PICTURE: Source(MediaFile, _pictures, ("alternative",), "desk_guide"),
    QuotedIn.CALL: Source(Call, _calls, ("why",), "desk_calls"),
    QuotedIn.MORE_TIME: Source(
        Extension, _of_people(Extension), ("reason",), "desk_person", args=_whose
    ),
    QuotedIn.SKIP: Source(Skip, _of_people(Skip), ("reason",), "desk_person", args=_whose),
    QuotedIn.PERSON: Source(
        Participant,
        _people,
        ("cannot_take_part_why", "deactivated_why"),
        "desk_person",
        args=lambda row: [row.pk],
    ),
    QuotedIn.AGREED: Source(Consent, _of_people(Consent), ("source",), "desk_person", args=_whose),
    QuotedIn.SAID: Source(
        ReplyVersion, _versions, ("source",), "desk_reply", args=lambda row: [row.reply_id]
    ),
    QuotedIn.IN_PLACE: Source(
        Redaction,
        _redactions,
        ("replacement",),
        "desk_redaction",
        args=lambda row: [row.version.reply_id],
    ),
    QuotedIn.HIDDEN: Source(
        Question, _of_board(Question, "stage__board"), ("hidden_why",), "desk_guide"
    ),
    QuotedIn.STIMULUS: Source(
        Stimulus,
        _of_board(Stimulus, "version__question__stage__board"),
        ("alternative",),
        "desk_guide",
    ),
    QuotedIn.THANK_YOU: Source(
        ThankYou, _of_board(ThankYou), ("what", "after_withdrawal"), "desk_thank_you"
    ),
    QuotedIn.THANKS: Source(Thanks, _of_people(Thanks), ("reason",), "desk_person", args=_whose),
    QuotedIn.SEGMENT: Source(
        Segment,
        _of_board(Segment, "segment_set__board"),
        ("value",),
        "desk_segments",
        once=("value",),
    ),
}

# Where a text of a reply stands by the id that its place names.
HOLDERS = (ReplyVersion, AnswerValue)
