"""The question kinds; a new one is a module here and a line in this table."""

from typing import Any

from sessions.enums import Kind
from sessions.kinds.annotate import Annotate
from sessions.kinds.base import QuestionKind
from sessions.kinds.file import File
from sessions.kinds.grid import Grid
from sessions.kinds.multiple import Multiple
from sessions.kinds.ranking import Ranking
from sessions.kinds.scale import Scale
from sessions.kinds.single import Single
from sessions.kinds.summary import Summary
from sessions.kinds.text import Text
from sessions.kinds.text_page import TextPage

KINDS: dict[Kind, QuestionKind[Any, Any]] = {
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
