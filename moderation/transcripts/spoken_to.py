"""Whom a text speaks to, under the name that one transcript gives them (ADR 42)."""

from collections.abc import Iterator

from bulletin.text.ranges import Replaced, replace_ranges
from moderation.enums import TranscriptNames
from moderation.transcripts.names import Cast
from participants.models import Mention, ReplyVersion
from participants.phrases import is_hidden, place_now

HIDDEN = "[…]"


def words_of(version: ReplyVersion, cast: Cast) -> str:
    """The text as everyone may read it; `@` and a name that peers know say who it is by the name
    that this transcript uses. To the letter where real names are used.

    The version must have its mentions at hand, and the redactions of its text.
    """
    if not version.refers or cast.names == TranscriptNames.REAL_NAME:
        return version.text
    return replace_ranges(version.text, _named_in(version, cast))


def _named_in(version: ReplyVersion, cast: Cast) -> Iterator[Replaced]:
    """Of a name that is hidden in part nothing is left, nor is it said again by another."""
    hiding, since = list(version.redactions.all()), version.submitted_at
    for one in version.mentions.all():
        place = (one.start, one.end)
        if is_hidden(place, hiding, since=since):
            continue
        in_part = is_hidden(place, hiding, since=since, in_part=True)
        words = HIDDEN if in_part else f"@{_label(one, cast)}"
        yield (*place_now(place, hiding, since=since), words)


def _label(mention: Mention, cast: Cast) -> str:
    if mention.participant_id is not None:
        return cast.label_of(mention.participant_id)
    assert mention.staff_id is not None
    return cast.staff_label_of(mention.staff_id)
