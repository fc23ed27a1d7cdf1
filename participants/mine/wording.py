"""What somebody chose, marked or sent, in words, as they read it themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from participants.kinds import KINDS
from participants.kinds.content import by_place, content_of
from participants.kinds.scale import ends_in_words
from participants.models import Draft, ReplyVersion
from sessions.enums import Kind


def in_words(version: ReplyVersion, kind: Kind) -> str:
    """All that a version says; its values, their items and files are at hand."""
    if version.withdrawn_at is not None:
        return _("Taken back.")
    chosen = [*_chosen(version, kind), *_placed(version)]
    return "\n".join(filter(None, (*chosen, version.text)))


def _chosen(version: ReplyVersion, kind: Kind) -> list[str]:
    """Where numbers between two ends are chosen, with what these mean."""
    lines = KINDS[kind].lines(content_of(version))
    has_ends = lines and kind in (Kind.SCALE, Kind.GRID)
    ends = ends_in_words(version.question_version) if has_ends else ""
    if not ends:
        return lines
    return [f"{lines[0]} ({ends})"] if kind == Kind.SCALE else [*lines, f"({ends})"]


def _placed(version: ReplyVersion) -> Iterator[str]:
    """Marks with what they mean and where they are; files with what they show."""
    for value in by_place(version):
        meant = value.item.text if value.item else ""
        if value.across is None or value.down is None:
            where = _("File %(number)d") % {"number": value.place or 0}
        else:
            where = _("Mark %(number)d, %(across)d %% across and %(down)d %% down") % {
                "number": value.place or 0,
                "across": round(value.across / 10),
                "down": round(value.down / 10),
            }
        yield ": ".join(filter(None, (where, meant, value.text)))


def typed_in(draft: Draft) -> str:
    """What stands in the boxes of a draft; options read as their words. What is quoted in it is
    another's."""
    items = {str(item.pk): item.text for item in draft.question_version.items.all()}
    lines = []
    for name, strings in draft.fields.items():
        if name == "quote":
            continue
        about = items.get(name.partition("-")[2], "")
        lines += [": ".join(filter(None, (about, items.get(one, one)))) for one in strings]
    return "\n".join(filter(None, lines))
