"""Whom a text speaks to, under the name that one transcript gives them (ADR 42)."""

from bulletin.text.ranges import replace_ranges
from moderation.enums import TranscriptNames
from moderation.transcripts.names import Cast
from participants.models import Mention, ReplyVersion
from participants.phrases import is_hidden, place_now


def words_of(version: ReplyVersion, cast: Cast) -> str:
    """The text as everyone may read it; `@` and a name that peers know say who it is by the name
    that this transcript uses. To the letter where real names are used.

    The version must have its mentions at hand, and the redactions of its text.
    """
    if not version.refers or cast.names == TranscriptNames.REAL_NAME:
        return version.text
    hiding, since = list(version.redactions.all()), version.submitted_at
    named = [
        (*place_now((one.start, one.end), hiding, since=since), f"@{_label(one, cast)}")
        for one in version.mentions.all()
        if not is_hidden((one.start, one.end), hiding, since=since, in_part=True)
    ]
    return replace_ranges(version.text, named)


def _label(mention: Mention, cast: Cast) -> str:
    if mention.participant_id is not None:
        return cast.label_of(mention.participant_id)
    assert mention.staff_id is not None
    return cast.staff_label_of(mention.staff_id)
