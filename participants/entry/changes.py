"""What a newer sheet of information asks that the one somebody agreed to did not."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.models import Consent, Participant
from sessions.models import ConsentVersion


@dataclass(frozen=True, slots=True)
class Changes:
    """In sentences; `new` and `reworded` are keys of statements."""

    sentences: list[str] = field(default_factory=list)
    new: frozenset[str] = frozenset()
    reworded: frozenset[str] = frozenset()


def changes_for(participant: Participant, version: ConsentVersion) -> Changes | None:
    """Since this person last agreed; None for whoever never did. Two queries."""
    given = (
        Consent.objects.filter(participant=participant, given_at__isnull=False)
        .exclude(version=version)
        .select_related("version")
        .prefetch_related("version__statements")
        .order_by("-version__number")
        .first()
    )
    return changes_between(given.version, version) if given else None


def changes_between(old: ConsentVersion, now: ConsentVersion) -> Changes:
    before = {one.key: one for one in old.statements.all()}
    after = {one.key: one for one in now.statements.all()}
    new = frozenset(after.keys() - before.keys())
    reworded = frozenset(
        key for key in after.keys() & before.keys() if after[key].text != before[key].text
    )
    gone = len(before.keys() - after.keys())
    sentences = list(_sentences(old, now, new=len(new), reworded=len(reworded), gone=gone))
    return Changes(sentences, new, reworded)


def _sentences(
    old: ConsentVersion, now: ConsentVersion, *, new: int, reworded: int, gone: int
) -> Iterator[str]:
    if old.information != now.information:
        yield _("The text of the information was revised.")
    if old.observers != now.observers:
        yield _("What observers may read has changed.")
    if new:
        yield ngettext("%(number)d statement is new.", "%(number)d statements are new.", new) % {
            "number": new
        }
    if reworded:
        yield ngettext(
            "%(number)d statement was reworded.", "%(number)d statements were reworded.", reworded
        ) % {"number": reworded}
    if gone:
        yield ngettext(
            "%(number)d statement is no longer asked.",
            "%(number)d statements are no longer asked.",
            gone,
        ) % {"number": gone}
