"""Which stage has opened to whom, for a whole board at once."""

from collections.abc import Sequence
from uuid import UUID

from moderation.web import Desk
from participants.gate.openness import opened_stages
from participants.models import Extension, Participant
from sessions.enums import Opening
from sessions.models import Stage
from sessions.rules import has_closed, has_opened


class Openness:
    """One query, and one or two more where a stage waits for each person's own progress."""

    def __init__(self, desk: Desk, people: Sequence[Participant], stages: Sequence[Stage]) -> None:
        opened = [stage for stage in stages if has_opened(stage, desk.now)]
        by_progress = {s.pk for s in opened if s.opening == Opening.AFTER_PREVIOUS}
        self._for_everybody = {stage.pk for stage in opened} - by_progress
        self._for_some = opened_stages.of_each(people, desk.now) if by_progress else set()
        self._goes_on = {stage.pk for stage in opened if not has_closed(stage, desk.now)}
        longer = Extension.objects.filter(stage__board=desk.board, until__gt=desk.now)
        self._longer = set(longer.values_list("participant", "stage"))

    def has_opened_to(self, person: Participant, stage: UUID) -> bool:
        """Whether it has opened to somebody whose stage it is, since closed or not."""
        return stage in self._for_everybody or (person.pk, stage) in self._for_some

    def takes_answers_of(self, person: Participant, stage: UUID) -> bool:
        """Whether it is open to them still, by their own extension too, a pause apart."""
        goes_on = stage in self._goes_on or (person.pk, stage) in self._longer
        return goes_on and self.has_opened_to(person, stage)
