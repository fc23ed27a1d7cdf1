"""Passages as pages show them: in their own words as they read now, by whom and where said."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString

from bulletin.text import plain
from moderation.collecting.words import words_now
from moderation.desk.marks import Mark, marks_of, state_marks_of
from moderation.desk.names import naming_for
from moderation.desk.pages import place_of
from moderation.desk.sayings import choices_of, shown_of
from moderation.desk.wording import wording_for
from moderation.models import Passage
from moderation.web import Desk
from participants.models import AnswerValue, Reply
from sessions.enums import Kind
from sessions.models import Question


@dataclass(frozen=True)
class PassageLine:
    """One passage. `html` and `choices` are empty once its words are gone."""

    passage: Passage
    name: str
    url: str
    html: SafeString
    choices: str
    marks: list[Mark]

    @property
    def reply(self) -> Reply:
        return self.passage.version.reply

    @property
    def question(self) -> Question:
        return self.reply.question

    @property
    def is_there(self) -> bool:
        return bool(self.html or self.choices)

    @property
    def is_earlier(self) -> bool:
        """Whether its author has corrected the reply since."""
        return self.passage.version_id != self.reply.current_version_id


def passages_for(desk: Desk) -> QuerySet[Passage]:
    """Through the gate for staff, with all that a line needs: four queries, however many."""
    values = AnswerValue.objects.select_related("item", "column", "file")
    return (
        Passage.objects.for_staff(desk.member)
        .select_related(
            "version__reply__participant",
            "version__reply__question__stage",
            "version__reply__question__current_version",
            "version__question_version",
        )
        .prefetch_related(
            "version__redactions",
            "version__question_version__items",
            Prefetch("version__values", values),
        )
        .as_the_guide_has_them()
    )


def lines_of(desk: Desk, passages: Iterable[Passage]) -> list[PassageLine]:
    """In the order given; `passages` as `passages_for` brings them."""
    passages = list(passages)
    people = {one.version.reply.participant for one in passages}
    name_of = naming_for(desk, [person for person in people if person])
    wording = wording_for(desk, (one.version for one in passages))
    lines = []
    for passage in passages:
        version = passage.version
        reply = version.reply
        kind = Kind(reply.question.kind)
        assert reply.participant is not None
        lines.append(
            PassageLine(
                passage=passage,
                name=name_of(reply.participant),
                url=place_of(desk, reply),
                html=(
                    plain.to_html(words_now(passage))
                    if passage.range
                    else shown_of(desk, version, kind, wording)
                ),
                choices="" if passage.range else choices_of(version, kind),
                marks=[*state_marks_of(reply), *marks_of(reply, version)],
            )
        )
    return lines
