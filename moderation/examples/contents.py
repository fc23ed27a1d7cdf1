"""What a story says in answer to a question becomes what the product keeps of it."""

from collections.abc import Iterable

from moderation.examples.stories import Answer, Choices, Votes
from participants.kinds.content import AnswerContent, ValueContent
from sessions.enums import Kind
from sessions.models import Question, QuestionItem


def content_for(question: Question, answer: Answer) -> AnswerContent:
    """Raises KeyError for an option or a heading that the question does not have."""
    items = question.wording.items.all()
    by_text = {item.text: item for item in items}
    match Kind(question.kind), answer:
        case Kind.SINGLE, str(option):
            return AnswerContent("", (ValueContent(by_text[option]),))
        case Kind.SCALE, str(point):
            return AnswerContent("", (ValueContent(None, number=int(point)),))
        case Kind.RANKING, list(options):
            return AnswerContent("", tuple(_ranked(by_text[option] for option in options)))
        case Kind.MULTIPLE, Choices(choices=options, other=words):
            own = (ValueContent(None, text=words),) if words else ()
            return AnswerContent("", (*(ValueContent(by_text[one]) for one in options), *own))
        case Kind.SUMMARY, Votes(votes=votes, missed=missed):
            by_heading = {item.heading: item for item in items}
            cast = (ValueContent(by_heading[head], text=vote) for head, vote in votes.items())
            return AnswerContent(missed, tuple(cast))
        case Kind.TEXT, str(words):
            return AnswerContent(words)
    raise ValueError(f"{question.key}: {answer!r} is no answer to this kind of question")


def _ranked(items: Iterable[QuestionItem]) -> Iterable[ValueContent]:
    return (ValueContent(item, number=place) for place, item in enumerate(items, start=1))
