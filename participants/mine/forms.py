"""That a post is to be taken back is asked once."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyWithdrawalForm(forms.Form):
    use_required_attribute = False

    sure = forms.BooleanField(
        label=_("Yes, take back what I wrote here."),
        label_suffix="",
        error_messages={"required": _("Please tick this box if you want to take it back.")},
    )
