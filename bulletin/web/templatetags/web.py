"""What every template uses: an icon of our sprite, and an instant in the reader's zone."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bulletin.text import languages as tongues
from bulletin.text import moments, quoting, within, zones
from bulletin.web.accents import address_of

register = template.Library()

# Icons that point along the line of reading, and turn with it.
_DIRECTED = {"arrow-left", "arrow-right", "chevron-right", "corner-down-right", "log-out", "send"}
_UNSPOKEN = mark_safe('aria-hidden="true"')
_KEPT_ICONS = 512
_KEPT_PIECES = 1024


@register.simple_tag
def kept(template: str, **values: str) -> SafeString:
    """What a template makes of these words alone, in the active language: made once for each."""
    return _kept(template, get_language(), get_script_prefix(), tuple(values.items()))


@lru_cache(maxsize=_KEPT_PIECES)
def _kept(
    template: str, language: str | None, prefix: str, values: tuple[tuple[str, str], ...]
) -> SafeString:
    """The language, and where addresses begin, are named because they make a difference."""
    return SafeString(get_template(template).render(dict(values)))


@register.simple_tag
@lru_cache(maxsize=_KEPT_ICONS)
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `static/icons.svg`; hidden from screen readers unless it has a label."""
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"></use></svg>',
        " icon--turns" if name in _DIRECTED else "",
        format_html('role="img" aria-label="{}"', label) if label else _UNSPOKEN,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def accent(colour: str) -> SafeString:
    """The style sheet of a board's own colour, for what is `accented`; nothing without one."""
    if not colour:
        return SafeString("")
    return format_html('<link rel="stylesheet" href="{}">', address_of(colour))


@register.simple_tag
def moment(instant: datetime, zone: bool = True) -> SafeString:
    """`Tue 30 March, 14:00 Europe/London`: in the zone this response is written for."""
    here = timezone.get_current_timezone()
    shown = _time(instant, moments.day_and_time(instant, here))
    return format_html("{} {}", shown, moments.zone_name(here)) if zone else shown


@register.simple_tag
def lately(instant: datetime, now: datetime) -> SafeString:
    """`14:00`, and the day where it is another: in the zone this response is written for."""
    return _time(instant, moments.lately(instant, now, timezone.get_current_timezone()))


@register.simple_tag
def dated(instant: datetime, zone: bool = True) -> SafeString:
    """`30 March 2021, 14:00 Europe/London`: for what is read again in another year."""
    here = timezone.get_current_timezone()
    shown = _time(instant, moments.day_year_and_time(instant, here))
    return format_html("{} {}", shown, moments.zone_name(here)) if zone else shown


register.filter(quoting.quoted)


@register.filter
def whole_day(day: date) -> str:
    """`Tuesday 30 March`."""
    return moments.whole_day(day)


@register.filter(expects_localtime=True)
def whole_date(day: date) -> str:
    """`30 March 2021`."""
    return moments.whole_date(day)


@register.filter(expects_localtime=True)
def day_and_month(day: date) -> str:
    """`30 March`."""
    return moments.day_and_month(day)


@register.filter
def clock_shows(instant: datetime) -> str:
    """`14:05`, in the zone this response is written for."""
    return f"{timezone.localtime(instant):%H:%M}"


@register.filter
def city(zone: object) -> str:
    """`London` for Europe/London, as the active language calls it."""
    return zones.city(str(zone))


@register.simple_tag
def languages() -> list[str]:
    """The codes of those there are."""
    return [code for code, _name in settings.LANGUAGES]


@register.filter
def own_name(code: str) -> str:
    """`français`: what its readers call a language, within a sentence."""
    return tongues.own_name(code)


@register.filter
def heading(code: str) -> str:
    """`Français`: the same alone."""
    return tongues.heading(code)


@register.filter
def speaks(language: str) -> SafeString:
    """`lang="fr"`, for a tag around what is written in this language, where the page is not."""
    return tongues.attributes_for(language)


@register.filter
def uncapitalised(label: object) -> str:
    """`By e-mail` as `by e-mail`."""
    return within.uncapitalised(label)


@register.filter
def noun(label: object) -> str:
    """`Moderator` as `moderator`, where nouns are not written large."""
    return within.noun(label)


@register.filter
def from_now(instant: datetime, now: datetime) -> str:
    """`in 3 hours`, `2 days ago`."""
    return moments.from_now(instant, now)


def _time(instant: datetime, words: str) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>', instant.isoformat(timespec="minutes"), words
    )
