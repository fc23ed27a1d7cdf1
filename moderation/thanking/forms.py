"""What a facilitator types about thank-yous."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.thanking.owed import Owed
from sessions.enums import GivenFor
from sessions.models import ThankYou
from sessions.studio.actions.thanking import Promise


class PromiseForm(forms.Form):
    use_required_attribute = False

    what = forms.CharField(
        label=gettext_lazy("What is given"),
        help_text=gettext_lazy("For example: a voucher of 20 euros. Left empty: nothing is given."),
        max_length=200,
        required=False,
    )
    given_for = forms.ChoiceField(
        label=gettext_lazy("For what?"), choices=GivenFor, widget=forms.RadioSelect
    )
    at_least = forms.IntegerField(
        label=gettext_lazy("So many stages are enough"),
        help_text=gettext_lazy("For the whole board. Left empty: every stage that is theirs."),
        min_value=1,
        max_value=200,
        required=False,
    )
    after_withdrawal = forms.CharField(
        label=gettext_lazy("What still stands for somebody who withdraws"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, given: ThankYou | None, data: Mapping[str, Any] | None = None) -> None:
        initial: dict[str, Any] = {"given_for": GivenFor.WHOLE}
        if given:
            initial = {name: getattr(given, name) for name in self.base_fields}
        super().__init__(data, initial=initial, label_suffix="")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("at_least") and said.get("given_for") == GivenFor.PER_STAGE:
            self.add_error("at_least", _("A thank-you for each stage asks for no number of them."))
        return said

    def promise(self) -> Promise:
        said = self.cleaned_data
        return Promise(
            what=said["what"],
            given_for=GivenFor(said["given_for"]),
            at_least=said["at_least"],
            after_withdrawal=" ".join(said["after_withdrawal"].split()),
        )


class DecisionForm(forms.Form):
    """How often it is owed to one person; empty leaves it to the count."""

    use_required_attribute = False

    shares = forms.IntegerField(
        label=gettext_lazy("How often it is owed to them"), min_value=0, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, for your records"),
        help_text=gettext_lazy("Whoever sends the thank-you reads it too."),
        max_length=300,
        required=False,
    )

    def __init__(self, owed: Owed, data: Mapping[str, Any] | None = None) -> None:
        thanks = owed.thanks
        initial = {"shares": thanks.shares, "reason": thanks.reason} if thanks else {}
        super().__init__(data, initial=initial, label_suffix="")
        self._most = max(owed.of, 1)
        shares = self.fields["shares"]
        shares.widget.attrs["max"] = self._most
        shares.help_text = _(
            "From 0 to %(most)d. Left empty: as the answers say, which is %(counted)d now."
        ) % {"most": self._most, "counted": owed.counted}

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("shares") is not None and said["shares"] > self._most:
            self.add_error("shares", _("At most %(most)d.") % {"most": self._most})
        if said.get("shares") is not None and not said.get("reason"):
            self.add_error("reason", _("Say why it is not as the answers say."))
        return said
