"""The back room: notes and wishes beside what was said, and what staff have read."""

from datetime import datetime

from moderation.models import Note, PreparedProbe, Seen
from participants.models import Reply
from sessions.models import Board, Question, StaffMember

from .moments import NOW


def note(
    author: StaffMember,
    beside: Reply | Question,
    text: str = "A note.",
    *,
    for_observers: bool | None = None,
    made_at: datetime = NOW,
    **fields: object,
) -> Note:
    """A note beside a post or a question; an observer's is for observers unless refused."""
    reply = beside if isinstance(beside, Reply) else None
    question = beside.question if isinstance(beside, Reply) else beside
    given = {
        "board": author.board,
        "question": question,
        "reply": reply,
        "author": author,
        "text": text,
        "for_observers": author.is_observer if for_observers is None else for_observers,
        "made_at": made_at,
    }
    return Note.objects.create(**{**given, **fields})


def wish(author: StaffMember, reply: Reply, text: str = "Ask what they mean.") -> Note:
    """Somebody of the staff asks for a probe beside this reply."""
    return note(author, reply, text, wants_probe=True)


def prepared_probe(
    board: Board, text: str = "Can you give an example?", *, question: Question | None = None
) -> PreparedProbe:
    """The next question that the board's staff have ready."""
    position = board.prepared_probes.count() + 1
    return PreparedProbe.objects.create(
        board=board, question=question, text=text, position=position
    )


def seen(member: StaffMember, reply: Reply, *, seen_at: datetime = NOW) -> Seen:
    """The member has read the reply as it stands."""
    assert reply.current_version is not None
    return Seen.objects.create(
        member=member, reply=reply, version=reply.current_version, seen_at=seen_at
    )
