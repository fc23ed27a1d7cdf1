"""Where others speak to somebody by `@` and their name, as rows say (ADR 42)."""

from django.db.models import Prefetch

from moderation.erasing.sources import Places
from participants.actions.erasing import theirs
from participants.models import Mention, Participant, Redaction, Reply
from participants.phrases import place_beneath


def mentions_of(person: Participant) -> dict[Reply, Places]:
    """By reply of somebody else: where it speaks to them, in what is submitted now."""
    prose = Redaction.objects.filter(value=None)
    rows = (
        Mention.objects.filter(participant=person)
        .exclude(version__reply__in=Reply.objects.filter(theirs(person)))
        .select_related("version__reply__participant", "version__reply__question")
        .prefetch_related(Prefetch("version__redactions", prose))
    )
    found: dict[Reply, Places] = {}
    for one in rows:
        version, since = one.version, one.version.submitted_at
        place = place_beneath((one.start, one.end), list(version.redactions.all()), since=since)
        if place and (words := version.original or version.text):
            places = found.setdefault(version.reply, {})
            places.setdefault((str(version.pk), "text"), (words, []))[1].append(place)
    return found
