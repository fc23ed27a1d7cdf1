"""How somebody wants to read: in which language, and by which clocks."""

from participants.models import Participant


def choose(*, participant: Participant, language: str = "", timezone: str = "") -> None:
    """Pages and mails follow from now on; what is left out stays as it is."""
    chosen = {"language": language, "timezone": timezone}
    given = {name: value for name, value in chosen.items() if value}
    if given:
        Participant.objects.filter(pk=participant.pk).update(**given)


def choose_on_coming(*, participant: Participant, language: str) -> None:
    """What was chosen in a browser before anybody was known is for whoever comes for the first
    time: somebody else may have chosen there, and who came before has a language of their own.

    `participant` is as they were before they were let in.
    """
    if participant.first_came_at is None:
        choose(participant=participant, language=language)
