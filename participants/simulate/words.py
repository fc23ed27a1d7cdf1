"""What virtual people write: about any question, each in their own way."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

_THOUGHTS = (
    "For me it began slowly, and then it suddenly made sense.",
    "What helped most was that somebody took the time to listen.",
    "I had expected more structure at the beginning.",
    "We talked a great deal and did rather less, which surprised nobody.",
    "The mix of people was the best thing about it.",
    "It would have been easier with a clear goal from the start.",
    "I learned more from the pauses than from the meetings.",
    "Time was always short, and still I would not want to have missed it.",
    "In my own work very little has changed so far.",
    "Two or three conversations stay with me to this day.",
    "Somebody always had to leave early, and it was rarely the same person.",
    "Once we had agreed on one small thing to do, the rest followed.",
    "I am not sure that those who decide have heard any of it.",
    "It was good to find that others struggle with the same things.",
    "Next time I should like to see it in writing beforehand.",
    "Between the meetings we heard nothing, and that cost us a lot.",
    "I would begin with fewer people and let others join later.",
    "There was room for doubt, and that is rarer than it sounds.",
    "My colleagues noticed before I did.",
    "If I am honest, I came for the company.",
)
_SHORT = (
    "Yes, mostly.", "Not really.", "More time.", "The people.", "It depends.",
    "Hard to say.", "Better than I thought.", "A clear goal.", "I would.", "Nothing much.",
)  # fmt: skip
_PICTURES = ("🌿", "👍🏽", "🙂", "☕", "🚲", "👩‍👩‍👧", "🎉", "🤔")
_ARABIC = (
    "شكرا على هذا السؤال، أعتقد أن الوقت كان قصيرا.",
    "أحببت العمل معا أكثر من أي شيء آخر.",
    "نحتاج إلى هدف واضح من البداية.",
)
_COMMENTS = (
    "That is just how it was for me too.",
    "I had not thought of it in this way; thank you.",
    "Would you say the same if there had been more time?",
    "I saw it rather differently, though I know what you mean.",
    "This is the point that I should like to see in the report.",
    "How did your colleagues take it?",
    "Exactly. And nobody had said so aloud.",
)
_REPLIES = (
    "I mean that we needed somebody who keeps things together.",
    "An example: the second meeting, when half of us were away.",
    "It was less the place than the hour.",
    "For whom? Above all for those who were new.",
)
_AFTERTHOUGHTS = (
    "Having read the others, I would put the time first.",
    "On second thoughts it was not all that bad.",
    "I should add that this was so only at the beginning.",
)
_PROBES = (
    "Thank you. Could you give an example?",
    "For whom would that make the greatest difference?",
    "What would have to happen for that to change?",
)


class Style(StrEnum):
    PLAIN = "plain"
    SHORT = "short"
    LONG = "long"
    COLOURFUL = "colourful"


@dataclass(frozen=True, slots=True)
class Pen:
    """One person's way of writing, and the chance by which the words come to them."""

    style: Style
    chance: Random

    def answer(self, begun: str = "") -> str:
        """Prose for a question; what was begun is finished."""
        said = self._prose()
        return f"{begun} {said}" if begun else said

    def _prose(self) -> str:
        if self.style == Style.SHORT:
            return self.chance.choice(_SHORT)
        if self.style == Style.LONG:
            paragraphs = [self._sentences(self.chance.randint(2, 4)) for _each in range(3)]
            return "\n\n".join(paragraphs)
        if self.style == Style.COLOURFUL:
            pictures = "".join(self.chance.sample(_PICTURES, 2))
            return f"{self.chance.choice(_ARABIC)} {pictures} {self._sentences(1)}"
        return self._sentences(self.chance.randint(1, 3))

    def _sentences(self, number: int) -> str:
        return " ".join(self.chance.sample(_THOUGHTS, number))

    def half_a_thought(self) -> str:
        """What is kept as a draft when the bus comes."""
        return self.chance.choice(_THOUGHTS).rsplit(" ", 3)[0] + " …"

    def few_words(self) -> str:
        return self.chance.choice(_SHORT).rstrip(".")

    def comment(self) -> str:
        picture = f" {self.chance.choice(_PICTURES)}" if self.style == Style.COLOURFUL else ""
        return self.chance.choice(_COMMENTS) + picture

    def reply(self) -> str:
        """In answer to a question that staff have asked."""
        return self.chance.choice(_REPLIES)

    def afterthought(self) -> str:
        return self.chance.choice(_AFTERTHOUGHTS)

    def probe(self) -> str:
        return self.chance.choice(_PROBES)


def words_in(text: str) -> int:
    return len(text.split())
