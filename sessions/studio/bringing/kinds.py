"""What kind a question is, by its words and by what stands under it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sessions.enums import Kind
from sessions.kinds.options import MOST_OPTIONS
from sessions.kinds.scale import MOST_POINTS
from sessions.script.scalars import LONGEST_LINE
from sessions.studio.bringing.draft import Became, OptionDraft, QuestionDraft
from sessions.studio.bringing.words import AT_MOST, COUNTS, END, OTHER, SCALE, SEVERAL

_FEWEST_OPTIONS = 2


def settle_kind(question: QuestionDraft) -> None:
    """Options make a choice, a span of numbers makes a scale, and anything else is text."""
    if question.options:
        _settle_options(question)
    else:
        _settle_scale(question)


def _settle_options(question: QuestionDraft) -> None:
    others = [option for option in question.options if OTHER.fullmatch(option.words)]
    options = [option for option in question.options if option not in others[:1]]
    if why := next(_why_no_choice(options), None):
        _into_the_prompt(question, why)
        return
    question.options = options
    for option in others[:1]:
        question.other = True
        option.read.became = Became.OTHER
    question.kind = Kind.SINGLE
    if SEVERAL.search(question.words):
        question.kind = Kind.MULTIPLE
        question.most = _at_most(question)


def _why_no_choice(options: list[OptionDraft]) -> Iterator[str]:
    """Why these lines cannot be options, if so."""
    texts = [option.words.casefold() for option in options]
    if len(options) < _FEWEST_OPTIONS:
        yield _("One option makes no choice; it stands in the question's text.")
    if all(text.endswith("?") for text in texts):
        yield _("What is listed asks on, so it stands in the question's text.")
    if len(options) > MOST_OPTIONS:
        yield _("These are too many options; they stand in the question's text.")
    if any(len(text) > LONGEST_LINE for text in texts):
        yield _("What is listed is too long for options; it stands in the question's text.")
    if len(set(texts)) < len(texts):
        yield _("Two options are the same; they stand in the question's text.")


def _into_the_prompt(question: QuestionDraft, why: str) -> None:
    """What is listed stays a list, as the last paragraph of the prompt."""
    question.paragraphs.append("\n".join(f"- {option.text}" for option in question.options))
    question.remarks.append(why)
    for option in question.options:
        option.read.became, option.read.why = Became.PROMPT, why
    question.options = []


def _at_most(question: QuestionDraft) -> int | None:
    """The most that may be chosen, where the text says so and there are as many."""
    found = AT_MOST.search(question.words)
    if not found:
        return None
    said = found["count"].casefold()
    count = int(said) if said.isascii() and said.isdigit() else COUNTS.get(said, 0)
    return count if 1 <= count <= len(question.options) + question.other else None


def _settle_scale(question: QuestionDraft) -> None:
    found = SCALE.search(question.words)
    if not found:
        return
    low, high = int(found["from"] or found["from2"]), int(found["to"] or found["to2"])
    if not 1 <= high - low < MOST_POINTS:
        return
    question.kind, question.ends = Kind.SCALE, (low, high)
    words = {int(end["point"]): end["words"].strip(" .") for end in END.finditer(question.words)}
    question.ends_in_words = (words.get(low, "")[:LONGEST_LINE], words.get(high, "")[:LONGEST_LINE])
    if not all(question.ends_in_words):
        question.remarks.append(_("Say what the ends mean, as in: 1 = not at all, 7 = completely."))
