"""A page that only shows text: there is nothing to answer."""

from participants.kinds.base import AnsweringKind
from participants.kinds.content import AnswerContent, Fields
from sessions.enums import Kind
from sessions.models import QuestionVersion


class TextPage(AnsweringKind):
    kind = Kind.TEXT_PAGE
    takes_answer = False

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        return {}
