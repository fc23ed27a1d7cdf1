"""What somebody brings to make a board of, and what is asked for beside it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bulletin.accounts.forms import ZoneField
from bulletin.accounts.models import User
from bulletin.outbox.users import zone_of
from moderation.studio.brought import Brought, Form, form_of, text_of_file, text_of_script
from moderation.studio.companions import Companions, found_again, kept
from moderation.studio.making import lacks_who_runs_it, lacks_whom_to_ask
from sessions.script.bundle import Bundle, NoBundle, holds_a_bundle
from sessions.script.languages import canonical_language
from sessions.script.scalars import LONGEST_LINE
from sessions.script.source import LONGEST_FILE
from sessions.script.times import LATEST_DAY
from sessions.studio.bringing.reading import LONGEST_GUIDE
from sessions.studio.bringing.word.package import LARGEST_FILE, NotReadable, too_large
from sessions.studio.placeholders import placeholders_in, placeholders_of

_A_WORKING_WEEK = 5
_DAYS_A_STAGE = 2
_MONDAY, _FRIDAY = 0, 4


class TextField(forms.CharField):
    """A text whose lines end as they are read: browsers send two characters for each end."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class TextForm(forms.Form):
    """A text that was pasted, or a file: `text` and `form` after `is_valid()`."""

    use_required_attribute = False

    text = TextField(
        label=gettext_lazy("Or paste it as text"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
        max_length=LONGEST_FILE,
        strip=False,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Your guide as a file"),
        help_text=gettext_lazy(
            "A Word document (.docx), a script (.yaml, or .zip with its pictures) or plain text."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.yaml,.yml,.zip,.txt,.md"}),
        required=False,
        allow_empty_file=True,
    )
    form: Form = "guide"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        user: User | None = None,
    ) -> None:
        super().__init__(data, files, label_suffix="")
        self._user = user
        self.companions = found_again((data or {}).get("with", ""), user) if user else Companions()

    def clean(self) -> dict[str, Any]:
        """A file goes before a text; of the two, one must be there."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if file := cleaned.get("file"):
            cleaned["text"] = self._read(file)
        elif not cleaned["text"].strip():
            self.add_error("text", _("Paste your guide here, or choose a file."))
        else:
            self.form = "script" if self.data.get("form") == "script" else form_of(cleaned["text"])
            if self.form == "guide" and len(cleaned["text"]) > LONGEST_GUIDE:
                self.add_error("text", _("This text is too long to be a guide."))
        return cleaned

    def _read(self, file: Any) -> str:
        try:
            if holds_a_bundle(file):
                return self._unpacked(file)
            if file.size > LARGEST_FILE:
                raise NotReadable(too_large())
            text, self.form = text_of_file(file.name, file.read())
        except NotReadable as why:
            self.add_error("file", str(why))
            return ""
        return text

    def _unpacked(self, file: Any) -> str:
        """The script in a zip, whose pictures and files are kept beside it."""
        assert self._user is not None
        try:
            bundle = Bundle(file)
            text = text_of_script(bundle.guide())
            self.companions = kept(file, bundle, self._user)
        except NoBundle as why:
            raise NotReadable(str(why)) from None
        self.form = "script"
        return text


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "field__short"})


class BoardForm(forms.Form):
    """What a board needs beside its guide; what was brought says some of it already."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Title of the board"), max_length=LONGEST_LINE)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the questions"), choices=lambda: languages()
    )
    timezone = ZoneField(label=gettext_lazy("Time zone of the board"))
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("The board ends at 18:00 of that day. You can move it later."),
        widget=DayInput,
    )
    run_by = forms.CharField(
        label=gettext_lazy("Who runs it"),
        help_text=gettext_lazy("The name that participants read."),
        max_length=LONGEST_LINE,
    )
    email = forms.EmailField(
        label=gettext_lazy("Whom participants can ask"),
        help_text=gettext_lazy("An e-mail address that they are shown."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("What the board is for"),
        help_text=gettext_lazy("A sentence or two for participants. Needed before the launch."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    information = forms.CharField(
        label=gettext_lazy("What participants agree to"),
        help_text=gettext_lazy("They read it before they begin."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(
        self, brought: Brought, user: User, now: datetime, data: Mapping[str, Any] | None = None
    ) -> None:
        self._today = now.astimezone(zone_of(user)).date()
        super().__init__(data, initial=_initial(brought, user, self._today), label_suffix="")
        self._fills: dict[str, str] = {}
        if brought.script:
            for name in self._said_by(brought):
                del self.fields[name]
            self._ask_for_blanks(brought)

    @staticmethod
    def _said_by(brought: Brought) -> Iterator[str]:
        """The fields that a script needs no more."""
        assert brought.script is not None
        yield from ("ends_on", "purpose", "information")
        if not lacks_who_runs_it(brought.script):
            yield "run_by"
        if not lacks_whom_to_ask(brought.script):
            yield "email"

    def _ask_for_blanks(self, brought: Brought) -> None:
        """A field for each thing to fill in; what only a stage needs can wait for its release."""
        assert brought.script is not None
        soon = placeholders_of(brought.script.board)
        for what in placeholders_of(brought.script):
            name = f"fill-{crc32(what.encode()):08x}"
            self._fills[name] = what
            self.fields[name] = forms.CharField(
                label=f"{what[:1].upper()}{what[1:]}",
                required=what in soon,
                widget=forms.TextInput if what in soon else forms.Textarea(attrs={"rows": 3}),
                help_text="" if what in soon else _("Can wait until you release its stage."),
            )

    def kept(self, typed: Mapping[str, Any]) -> "BoardForm":
        """The form with what was typed into it before, without a word on what is wrong."""
        self.initial.update({name: typed[name] for name in self.fields if name in typed})
        return self

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on < self._today:
            raise ValidationError(_("That day has passed."))
        return starts_on

    def clean_information(self) -> str:
        information: str = self.cleaned_data["information"]
        if left := placeholders_in([information]):
            raise ValidationError(_("Fill in: %(what)s.") % {"what": "; ".join(left)})
        return information

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("It cannot end before it begins."))
        elif starts_on and ends_on and (ends_on - starts_on).days >= LATEST_DAY:
            self.add_error("ends_on", _("That is too long for a board."))
        return cleaned

    @property
    def typed(self) -> dict[str, Any]:
        """What was asked for, without the blanks."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self._fills}

    @property
    def words(self) -> dict[str, str]:
        """What was written into the blanks, by what they ask for."""
        return {what: self.cleaned_data.get(name, "") for name, what in self._fills.items()}


def languages() -> list[tuple[str, str]]:
    """Every language that Django has a name for, by its own name, as a script writes its code."""
    named = {
        canonical_language(code): info["name_local"]
        for code, info in LANG_INFO.items()
        if "name_local" in info
    }
    found = [(code, f"{name[:1].upper()}{name[1:]}") for code, name in named.items() if code]
    return sorted(found, key=lambda one: one[1].casefold())


def _initial(brought: Brought, user: User, today: date) -> dict[str, Any]:
    common = {
        "timezone": str(zone_of(user)),
        "run_by": user.name,
        "email": user.email,
        "language": canonical_language(user.language or get_language() or "en"),
    }
    if brought.script:
        board = brought.script.board
        starts_on = board.starts_on if board.starts_on >= today else _next_monday(today)
        zone = {} if user.timezone else {"timezone": board.timezone}
        said = {"title": board.title, "language": board.language, "starts_on": starts_on}
        return common | said | zone
    starts_on = _next_monday(today)
    stages = len(brought.draft.stages) if brought.draft else 1
    return common | {
        "title": brought.draft.title if brought.draft else "",
        "starts_on": starts_on,
        "ends_on": _last_day(starts_on, stages),
        "information": _(
            "Taking part is voluntary. You may stop at any time and need not say why.\n\n"
            "The others see what you write under a pseudonym. Those who run the board read"
            " everything.\n\n"
            "[FILL IN: who keeps the answers, and until when]"
        ),
    }


def _next_monday(today: date) -> date:
    return today + timedelta(days=(_MONDAY - today.weekday() - 1) % 7 + 1)


def _last_day(starts_on: date, stages: int) -> date:
    """Two days a stage and a working week at least; never on a weekend."""
    day = starts_on + timedelta(days=max(_A_WORKING_WEEK, _DAYS_A_STAGE * stages) - 1)
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))
