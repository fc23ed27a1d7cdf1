"""Whose eyes, and when, as staff choose them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.text.moments import day_and_time
from moderation.desk.forms.moments import MomentsForm, WallTimeField
from moderation.desk.forms.segments import SegmentsForm
from moderation.desk.names import naming_for
from moderation.preview.eyes import Eyes
from moderation.web import Desk
from sessions.models import Board

IMAGINED = "imagined"
NOW, OTHER = "now", "other"
NOTHING, EVERYTHING = "nothing", "everything"
WRITTEN, PUBLISHED = "written", "published"
TELEPHONE, WHOLE = "telephone", "whole"
_FROM_THE_START = {
    "person": IMAGINED,
    "answered": NOTHING,
    "guide": WRITTEN,
    "moment": NOW,
    "width": TELEPHONE,
}


class EyesForm(MomentsForm, SegmentsForm):
    """`eyes()` after `is_valid()`; everything has a choice from the start."""

    moments = ("at",)

    person = forms.ChoiceField(label=gettext_lazy("Who looks?"))
    answered = forms.ChoiceField(
        label=gettext_lazy("What have they answered?"),
        choices=[
            (NOTHING, gettext_lazy("Nothing more than is there")),
            (EVERYTHING, gettext_lazy("Everything that is open to them")),
        ],
    )
    guide = forms.ChoiceField(
        label=gettext_lazy("Which guide?"),
        choices=[
            (WRITTEN, gettext_lazy("As it is being written")),
            (PUBLISHED, gettext_lazy("As it is published")),
        ],
    )
    moment = forms.ChoiceField(label=gettext_lazy("When?"))
    at = WallTimeField(label=gettext_lazy("Which other moment?"), required=False)
    width = forms.ChoiceField(
        label=gettext_lazy("How wide?"),
        choices=[
            (TELEPHONE, gettext_lazy("As a telephone")),
            (WHOLE, gettext_lazy("As wide as there is room")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, desk: Desk, asked: QueryDict) -> None:
        data = asked.copy()
        for name, start in _FROM_THE_START.items():
            data.setdefault(name, start)
        super().__init__(desk.board, data)
        self.offer_segments(desk.board)
        self._offer("person", _people(desk))
        self._offer("moment", list(_moments(desk.board)))
        before = [name for name in self.fields if name.startswith("segment-")]
        self.order_fields(["person", *before])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("moment") == OTHER and not self.cleaned_data.get("at"):
            self.add_error("at", _("Say which moment."))
        return self.cleaned_data

    def eyes(self) -> Eyes:
        chosen = self.cleaned_data
        imagined = chosen["person"] == IMAGINED
        return Eyes(
            person=None if imagined else UUID(chosen["person"]),
            segments=tuple(one.pk for one in self.segments()) if imagined else (),
            has_answered=chosen["answered"] == EVERYTHING,
            as_written=chosen["guide"] == WRITTEN,
            at=self._instant(),
        )

    def _instant(self) -> datetime | None:
        moment = self.cleaned_data["moment"]
        if moment == NOW:
            return None
        return self.instant("at") if moment == OTHER else datetime.fromisoformat(moment)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _people(desk: Desk) -> list[tuple[str, str]]:
    people = list(desk.board.participants.active().order_by("pseudonym"))
    name_of = naming_for(desk, people)
    return [
        (IMAGINED, _("Somebody imagined")),
        *((str(person.pk), name_of(person)) for person in people),
    ]


def _moments(board: Board) -> Iterator[tuple[str, str]]:
    yield NOW, _("Now")
    for stage in board.stages.order_by("position"):
        named = {"stage": stage.title}
        if stage.opens_at:
            yield _moment(stage.opens_at, _("“%(stage)s” opens") % named, board)
        if stage.due_at:
            yield _moment(stage.due_at, _("“%(stage)s” is due") % named, board)
        if stage.closes_at:
            yield _moment(stage.closes_at, _("“%(stage)s” closes") % named, board)
    yield _moment(board.ends_at, _("The board ends"), board)
    yield OTHER, _("Another moment")


def _moment(at: datetime, what: str, board: Board) -> tuple[str, str]:
    return at.isoformat(), f"{what} · {day_and_time(at, board.zone)}"
