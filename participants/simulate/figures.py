"""Who took part, counted from the diaries, in the words of the desk."""

from collections import Counter
from collections.abc import Mapping, Sequence

from participants.enums import Channel
from participants.simulate.diary import Staff
from participants.simulate.letters import Letters
from participants.simulate.person import Person


def counted(people: Sequence[Person], staff: Staff, letters: Letters) -> dict[str, int]:
    """Each line as the desk's own table of participation has it, then answers by stage.

    People are counted once a line.
    """
    diaries = [person.diary for person in people]
    invited = [person for person in people if person.address or _came(person)]
    entered = [person for person in people if person.diary.by]
    figures = {
        "On the roster": len(people),
        "Invited to the board": len(invited),
        "Invitations delivered": sum(bool(letters.to(one.address)) for one in people),
        "Never signed in": sum(not _came(person) for person in invited),
        "Signed in and wrote nothing": sum(one.came and not one.wrote for one in diaries),
        "Wrote on the board": sum(one.wrote for one in diaries),
        "Without an address": sum(not person.address for person in people),
        "Entered on their behalf without having been invited": sum(
            person not in invited for person in entered
        ),
        "Consented": sum(one.consented for one in diaries),
        "Declined": sum(one.declined and not one.consented for one in diaries),
        "Withdrew": sum(one.withdrew for one in diaries),
        "Answers": sum(len(one.answers) for one in diaries),
        "Comments by participants": sum(one.comments for one in diaries),
        "Comments by staff": staff.comments,
        "Probes": staff.probes,
        "Words by participants": sum(sum(one.words.values()) for one in diaries),
    }
    if entered:
        label = f"Entered on their behalf: {Channel.EMAIL.label}"
        figures[label] = len(entered)
    return figures | _by_stage(people)


def _came(person: Person) -> bool:
    return person.diary.came


def _by_stage(people: Sequence[Person]) -> dict[str, int]:
    """How many people answered something in each stage."""
    stages: Counter[str] = Counter()
    for person in people:
        stages.update(dict.fromkeys(person.diary.answers.values(), 1))
    return stages


def beside(people: Sequence[Person]) -> str:
    """What they did besides, of which the desk keeps no figure."""
    diaries = [person.diary for person in people]
    return (
        f"Besides: {sum(one.corrections for one in diaries)} corrections, "
        f"{sum(one.drafts for one in diaries)} drafts, "
        f"{sum(one.devices for one in diaries)} further devices."
    )


def compared(own: Mapping[str, int], desk: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Every figure with the desk's beside it; what the desk leaves out is nothing."""
    return [(label, number, desk.get(label, 0)) for label, number in own.items()]
