"""What someone who asks for a transcript chooses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bulletin.text.within import labelled, noun
from moderation.enums import Arrangement, TranscriptFormat, TranscriptNames, TranscriptPart
from moderation.models import Code
from moderation.transcripts.about import FORMATS, STANDINGS
from moderation.transcripts.rules import names_for
from moderation.transcripts.selection import Selection
from participants.enums import ReplyKind
from sessions.models import Segment, StaffMember

SAID, GUIDE = "said", "guide"
# What is folded away: most transcripts hold everything.
LIMITS = ("segments", "codes", "kinds", "since", "until")
CHOICES = ("content", "format", "by", "identity", "rare_segments", "left_out")


class PresetField(forms.ChoiceField):
    """One of a few; where nothing was sent it is the one that was preset."""

    widget = forms.RadioSelect

    def clean(self, value: Any) -> str:
        return str(super().clean(value or self.initial))


class TranscriptForm(forms.Form):
    """The names offered are those that this staff member may take."""

    use_required_attribute = False

    content = PresetField(
        label=_("What"),
        choices=[
            (SAID, _("What was said")),
            (GUIDE, _("The instructions only: the guide as participants read it, for translators")),
        ],
        initial=SAID,
    )
    format = forms.ChoiceField(
        label=_("Format"),
        initial=TranscriptFormat.CSV,
        widget=forms.RadioSelect(attrs={"class": "choices--two"}),
    )
    by = PresetField(
        label=_("Arranged"),
        choices=Arrangement.choices,
        initial=Arrangement.QUESTION,
        widget=forms.RadioSelect(attrs={"class": "choices--two"}),
    )
    identity = forms.ChoiceField(
        label=_("Names"),
        help_text=_("Your choice is noted in the trail."),
        widget=forms.RadioSelect,
    )
    left_out = forms.MultipleChoiceField(
        label=_("Leave out"),
        choices=TranscriptPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--two"}),
    )
    rare_segments = forms.BooleanField(
        label=_("Under fresh labels, tell a segment also where one person alone belongs to it"),
        required=False,
    )
    segments = forms.MultipleChoiceField(
        label=_("Only people of these segments"),
        help_text=_("Of one set any of the values, of several sets one of each."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
    )
    codes = forms.MultipleChoiceField(
        label=_("Only replies with one of these codes"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only replies of these kinds"),
        choices=ReplyKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
    )
    since = forms.DateField(
        label=_("Only what was said from"),
        help_text=_("A day in the board's time zone."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "field__short"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Only what was said up to"),
        help_text=_("This day included."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "field__short"}, format="%Y-%m-%d"),
    )

    def __init__(self, member: StaffMember, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        allowed = names_for(member)
        self._offer(
            "format",
            ((one.value, _explained(str(one.label), str(FORMATS[one]))) for one in FORMATS),
        )
        self._offer("identity", ((one.value, _with_standing(one)) for one in allowed))
        self.fields["identity"].initial = allowed[0].value
        self.segments_by_id = {str(one.pk): one for one in _segments(member)}
        self._offer("segments", ((pk, one.in_full) for pk, one in self.segments_by_id.items()))
        self._offer("codes", ((name, name) for name in _codes(member)))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """A list without a choice is not asked for."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
        if not field.choices:
            del self.fields[name]

    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in LIMITS if name in self.fields]

    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in CHOICES]

    def is_limited(self) -> bool:
        """Whether one of the limits was chosen, or is wrong."""
        return (
            any(bound.data or bound.errors for bound in self.limits()) if self.is_bound else False
        )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", say("This is before the first day."))
        wanted, left_out = given.get("kinds"), given.get("left_out", [])
        if wanted == [ReplyKind.PROBE] and TranscriptPart.PROBES in left_out:
            self.add_error("kinds", say("You ask for probes alone, and leave probes out."))
        return given

    def selection(self) -> Selection:
        """What was chosen; call it once the form is valid."""
        given = self.cleaned_data
        if given["content"] == GUIDE:
            return Selection(instructions_only=True)
        return Selection(
            by=given["by"],
            segments=self._by_set(given.get("segments", [])),
            codes=given.get("codes", []),
            kinds=given["kinds"],
            since=given["since"],
            until=given["until"],
            parts=[part for part in TranscriptPart if part not in given["left_out"]],
            rare_segments=given["rare_segments"],
        )

    def _by_set(self, chosen: Iterable[str]) -> dict[str, list[str]]:
        values: dict[str, list[str]] = defaultdict(list)
        for pk in chosen:
            segment = self.segments_by_id[pk]
            values[segment.segment_set.key].append(segment.value)
        return dict(values)


def _explained(label: str, about: str) -> SafeString:
    return format_html('<strong>{}</strong> <small class="choice__about">{}</small>', label, about)


def _with_standing(names: TranscriptNames) -> SafeString:
    """`Pseudonymised: pseudonyms`, and what that means."""
    label = labelled(names.standing.label, noun(names.label))
    return _explained(label, str(STANDINGS[names]))


def _segments(member: StaffMember) -> Iterable[Segment]:
    return Segment.objects.filter(segment_set__board=member.board_id).select_related("segment_set")


def _codes(member: StaffMember) -> Iterable[str]:
    codes = Code.objects.current().filter(board=member.board_id).order_by("position", "name")
    return codes.values_list("name", flat=True)
