"""Question kinds as participants answer them: one module each, and this table of all."""

from participants.kinds.annotate import Annotate
from participants.kinds.base import AnsweringKind
from participants.kinds.file import File
from participants.kinds.grid import Grid
from participants.kinds.multiple import Multiple
from participants.kinds.ranking import Ranking
from participants.kinds.scale import Scale
from participants.kinds.single import Single
from participants.kinds.summary import Summary
from participants.kinds.text import Text
from participants.kinds.text_page import TextPage
from sessions.enums import Kind

KINDS: dict[Kind, AnsweringKind] = {
    kind.kind: kind
    for kind in (
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
