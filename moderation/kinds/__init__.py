"""How answers of each question kind read: the table is total, which a test holds."""

from moderation.kinds.annotate import Annotate
from moderation.kinds.base import Cell, ReadingKind
from moderation.kinds.file import File
from moderation.kinds.grid import Grid
from moderation.kinds.multiple import Multiple
from moderation.kinds.ranking import Ranking
from moderation.kinds.scale import Scale
from moderation.kinds.single import Single
from moderation.kinds.summary import Summary
from moderation.kinds.text import Text
from moderation.kinds.text_page import TextPage
from sessions.enums import Kind

KINDS: dict[Kind, ReadingKind] = {
    reading.kind: reading
    for reading in (
        Text(),
        File(),
        Annotate(),
        Single(),
        Multiple(),
        Scale(),
        Grid(),
        Ranking(),
        Summary(),
        TextPage(),
    )
}

__all__ = ["KINDS", "Cell", "ReadingKind"]
