"""What sets somebody apart from a person who simply takes part, and what they consented to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.web import Desk
from participants.models import Consent, Participant

NOT_ASKED = gettext_lazy("not yet")


@dataclass(frozen=True)
class Standing:
    """A word about somebody's place, with the tone of its badge."""

    word: str
    tone: str = ""
    has_declined: bool = False
    """To take part, by what was said last."""
    is_given: bool = False
    """Consent, to any version."""


def standings_of(person: Participant, now: datetime) -> list[Standing]:
    holding = (
        (person.erased_at, _("erased"), "bad"),
        (person.withdrawn_at, _("withdrew"), "bad"),
        (person.deactivated_at, _("place closed"), "bad"),
        (person.cannot_take_part_at, _("cannot take part"), "warn"),
        (person.is_away(now), _away_until(person), "warn"),
        (person.in_reserve, _("in reserve"), ""),
        (person.tester, _("tester"), "accent"),
        (person.muted_at, _("no reminders"), ""),
    )
    return [Standing(word, tone) for holds, word, tone in holding if holds]


def _away_until(person: Participant) -> str:
    if person.away_until is None:
        return ""
    return _("away until %(day)s") % {"day": date_format(person.away_until, "j F")}


def consents_of(desk: Desk) -> dict[UUID, Standing]:
    """What each said last, and whether a newer version waits for them: two queries."""
    in_force = desk.board.consent_versions.asked_last().values_list("number", flat=True).first()
    said = Consent.objects.filter(participant__board=desk.board).order_by("version__number")
    return {
        person: consent_in_words(given_at, newer=number < (in_force or 0))
        for person, given_at, number in said.values_list(
            "participant", "given_at", "version__number"
        )
    }


def consent_in_words(given_at: datetime | None, *, newer: bool) -> Standing:
    if given_at is None:
        return Standing(_("declined"), "bad", has_declined=True)
    if newer:
        return Standing(_("asked again"), "warn", is_given=True)
    return Standing(_("given"), "good", is_given=True)
