"""What posts say of each other: quotations, names, and what rings true."""

from datetime import datetime

from participants.models import Mention, Participant, Quote, Reply, ReplyVersion, Resonance
from sessions.models import StaffMember

from .moments import NOW


def quote(comment: Reply, quoted: Reply, words: str = "") -> Quote:
    """The comment quotes these words of the other's current version, where they first stand, or
    all of them."""
    version, source = comment.current_version, quoted.current_version
    assert version is not None
    assert source is not None
    start = source.text.index(words)
    _referring(version)
    return Quote.objects.create(
        version=version,
        quoted=source,
        start=start,
        end=start + len(words or source.text),
        position=version.quotes.count() + 1,
    )


def mention(comment: Reply, whom: Participant | StaffMember, words: str) -> Mention:
    """These words of the comment, where they first stand, mean this person."""
    version = comment.current_version
    assert version is not None
    start = version.text.index(words)
    _referring(version)
    return Mention.objects.create(
        version=version,
        participant=whom if isinstance(whom, Participant) else None,
        staff=whom if isinstance(whom, StaffMember) else None,
        start=start,
        end=start + len(words),
    )


def resonance(participant: Participant, reply: Reply, *, at: datetime = NOW) -> Resonance:
    """The reply rings true for this person."""
    return Resonance.objects.create(
        participant=participant, reply=reply, question_id=reply.question_id, at=at
    )


def _referring(version: ReplyVersion) -> None:
    version.refers = True
    version.save(update_fields=["refers"])
