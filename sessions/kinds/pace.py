"""How fast people read and write, as every kind assumes it.

Silent reading of plain prose in one's first language runs at about 240 words a minute
(Brysbaert, "How many words do we read per minute?", Journal of Memory and Language, 2019). We
take 200: on a telephone, beside work, and not always in one's first language. Writing is put at
30 words a minute: people copy some 36 a minute on a telephone (Palin and others, "How do people
type on mobile devices?", MobileHCI 2019), and thinking comes on top.
"""

from collections.abc import Iterable

from sessions.models import QuestionVersion

WORDS_READ_A_MINUTE = 200
WORDS_WRITTEN_A_MINUTE = 30
# What each kind's own minutes have room for: a question in a sentence or two, with its items.
WORDS_WITHIN = 40


def words_in(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def texts_of(version: QuestionVersion) -> list[str]:
    """All there is to read before answering; no query where the items are prefetched."""
    return [version.prompt, *(f"{item.heading} {item.text}" for item in version.items.all())]


def minutes_to_read(words: int) -> float:
    return words / WORDS_READ_A_MINUTE


def minutes_to_write(words: int) -> float:
    return words / WORDS_WRITTEN_A_MINUTE


def longer_reading(texts: Iterable[str]) -> float:
    """The minutes for what is longer than a question usually is."""
    return minutes_to_read(max(0, words_in(texts) - WORDS_WITHIN))
