"""How somebody wants to read: in which language, and by which clocks."""

from participants.models import Participant


def choose(*, participant: Participant, language: str = "", timezone: str = "") -> None:
    """Pages and mails follow from now on; what is left out stays as it is."""
    chosen = {"language": language, "timezone": timezone}
    given = {name: value for name, value in chosen.items() if value}
    if given:
        Participant.objects.filter(pk=participant.pk).update(**given)
