"""Whom a text speaks to, under the name that one transcript gives them (ADR 42)."""

from moderation.enums import TranscriptNames
from moderation.renaming import renamed
from moderation.transcripts.names import Cast
from participants.models import Mention, ReplyVersion


def words_of(version: ReplyVersion, cast: Cast) -> str:
    """The text as everyone may read it; `@` and a name that peers know say who it is by the name
    that this transcript uses. To the letter where real names are used.

    The version must have its mentions at hand, and the redactions of its text.
    """
    if not version.refers or cast.names == TranscriptNames.REAL_NAME:
        return version.text
    mentions, hiding = version.mentions.all(), list(version.redactions.all())
    return renamed(version, mentions, hiding, lambda mention: _label(mention, cast))


def _label(mention: Mention, cast: Cast) -> str:
    if mention.participant_id is not None:
        return cast.label_of(mention.participant_id)
    assert mention.staff_id is not None
    return cast.staff_label_of(mention.staff_id)
