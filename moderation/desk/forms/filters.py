"""What everything said can be narrowed to; each field is a parameter of the address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.desk.guide import published_questions
from moderation.desk.probes import ANSWERED, ANY, WAITING
from moderation.web import Desk
from participants.enums import Channel
from sessions.models import Segment

LONGEST_SEARCH = 200
UNREAD, HELP, PRIVATE, OLDEST = "new", "help", "private", "oldest"
EVERY = ("", _("Any"))
KINDS = [
    ("answer", _("Answers")),
    ("comment", _("Comments")),
    ("probe", _("Probes")),
]
KINDS_BETWEEN = [(PRIVATE, _("Private exchanges")), (HELP, _("Calls for help"))]
STATES = [("held", _("Held")), ("concealed", _("Concealed")), ("rejected", _("Rejected"))]
PROBED = [
    (ANY, _("Probed")),
    (WAITING, _("Probed, and a reply is awaited")),
    (ANSWERED, _("Probed, and answered since")),
]


def _choice(label: Any, choices: Any = (), *, every: tuple[str, Any] = EVERY) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[every, *choices], required=False)


class FilterForm(forms.Form):
    """Offers an observer nothing that they may not read, nor what would tell who somebody is."""

    words = forms.CharField(
        label=_("Search for words"),
        max_length=LONGEST_SEARCH,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Words"), "data-key-search": True}
        ),
    )
    unread = _choice(_("New to me"), [(UNREAD, _("Only new"))], every=("", _("All")))
    stage = _choice(_("Stage"))
    segment = _choice(_("Segment"))
    kind = _choice(_("Kind"), KINDS)
    probe = _choice(_("Probes"), PROBED)
    channel = _choice(_("How it was said"), Channel.choices)
    state = _choice(_("State"), STATES)
    order = _choice(_("Order"), [(OLDEST, _("Oldest first"))], every=("", _("Newest first")))
    question = forms.UUIDField(required=False, widget=forms.HiddenInput)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, desk: Desk, data: Mapping[str, Any]) -> None:
        super().__init__(data, label_suffix="")
        self._offer("stage", _stages(desk))
        if desk.member.reads_everything:
            self._offer("kind", [*KINDS, *KINDS_BETWEEN])
            self._offer("segment", _segments(desk))
        else:
            del self.fields["segment"], self.fields["state"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [EVERY, *choices]


def _stages(desk: Desk) -> list[tuple[str, str]]:
    asked = published_questions(desk).order_by().values("stage")
    stages = desk.board.stages.filter(pk__in=asked).order_by("position")
    return [(str(stage), title) for stage, title in stages.values_list("pk", "title")]


def _segments(desk: Desk) -> list[tuple[str, str]]:
    segments = Segment.objects.filter(segment_set__board=desk.board).select_related("segment_set")
    return [(str(one.pk), one.in_full) for one in segments]
