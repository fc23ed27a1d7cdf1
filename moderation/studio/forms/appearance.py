"""What a facilitator chooses of how participants' pages look."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.colours import COLOUR
from bulletin.media.looks import Look, Place, look_at
from bulletin.media.models import MediaFile
from moderation.studio.forms.looks import TAKEN_PICTURES
from sessions.models import Board

LONGEST_ALTERNATIVE = 200
# What the field shows before a colour is chosen: our own.
_OURS = "#1f5c57"


class LookForm(forms.Form):
    """A picture that comes with the form is kept before it is looked at: see `took`."""

    use_required_attribute = False

    is_own = forms.BooleanField(
        label=gettext_lazy("The board has a colour of its own"), required=False
    )
    accent = forms.CharField(
        label=gettext_lazy("Its colour"),
        help_text=gettext_lazy(
            "For links, buttons and marks. We make it as dark or as light as it must be to be read."
        ),
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    logo = forms.ChoiceField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("A picture of this board's guide, or a new one."),
        required=False,
    )
    upload = forms.FileField(
        label=gettext_lazy("A new picture from your device"),
        required=False,
        widget=forms.FileInput(attrs={"accept": TAKEN_PICTURES}),
    )
    alternative = forms.CharField(
        label=gettext_lazy("What the logo says"),
        help_text=gettext_lazy("For whoever cannot see it: most often a name."),
        max_length=LONGEST_ALTERNATIVE,
        required=False,
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        self._board = board
        pictures = MediaFile.objects.filter(board=board.pk, content_type__startswith="image/")
        self._pictures = {file.key: file for file in pictures.exclude(key="").order_by("key")}
        initial = {
            "is_own": bool(board.accent),
            "accent": board.accent or _OURS,
            "logo": board.logo.key if board.logo else "",
            "alternative": board.logo_alternative,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self._offer()

    def took(self, file: MediaFile) -> None:
        """What came with the form is chosen, as if it had been there before."""
        self._pictures[file.key] = file
        self.data = {name: self.data[name] for name in self.data} | {"logo": file.key}
        self._offer()

    def clean_accent(self) -> str:
        accent = str(self.cleaned_data["accent"]).lower()
        if not COLOUR.fullmatch(accent):
            raise forms.ValidationError(_("Write it as #7a3b69, with six digits."))
        return accent

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("logo") and not self.cleaned_data.get("alternative"):
            self.add_error("alternative", _("Say what the logo says, for whoever cannot see it."))
        return self.cleaned_data

    @property
    def chosen_accent(self) -> str:
        """As far as one is typed that can be shown; empty for ours."""
        typed = str(self["accent"].value() or "").lower()
        return typed if self["is_own"].value() and COLOUR.fullmatch(typed) else ""

    @property
    def chosen_logo(self) -> MediaFile | None:
        return self._pictures.get(str(self["logo"].value() or ""))

    @property
    def chosen_alternative(self) -> str:
        return str(self["alternative"].value() or "") if self.chosen_logo else ""

    @property
    def look(self) -> Look | None:
        """The logo as the desk's pages show it."""
        if self.chosen_logo is None:
            return None
        alternative, slug = self.chosen_alternative, self._board.slug
        return look_at(self.chosen_logo, alternative, slug=slug, place=Place.DESK)

    def _offer(self) -> None:
        field = self.fields["logo"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("None")), *((key, key) for key in self._pictures)]
