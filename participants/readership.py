"""Who will see what one is about to write: a few words beside the box, and more behind a tap.

The words never promise less reading than the gate allows: where the gate's answer depends on
what others still do, they name everyone who may come to read.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.translation import gettext as _

from bulletin.text.within import noun
from participants.authors import Author
from participants.entry.people import people_of
from participants.kinds import KINDS
from participants.models import Participant
from sessions.enums import AfterDue, Audience, Identity, Kind, Reveal
from sessions.models import Board, Question


class Readers(Enum):
    """The widest circle of participants who can come to read an answer."""

    NOBODY = "staff only"
    TESTERS = "testers"
    ANSWERED = "those who answered the question"
    ANSWERED_AND_CLOSED = "those who answered, once the stage has closed"
    ANSWERED_AND_REVEALED = "those who answered, once it is revealed"
    CONTRIBUTORS = "those who answered something in the stage"
    EVERYONE_ONCE_DUE = "everyone, once the stage is due"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Readership:
    """`line` has at most fifteen words; `more` are whole sentences."""

    readers: Readers
    line: str
    more: tuple[str, ...]

    def __str__(self) -> str:
        return self.line


def who_will_see(question: Question, board: Board, author: Author, now: datetime) -> Readership:
    """What is true of an answer to this question by this person, by the rules now in force."""
    readers = readers_of(question, board, author, now)
    observed = question.reveal != Reveal.NEVER and author.is_observed
    return Readership(
        readers=readers,
        line=line_of(readers, question, board, author.participant, observed=observed),
        more=tuple(_more(question, author.participant, readers, observed)),
    )


def line_of(
    readers: Readers, question: Question, board: Board, participant: Participant, *, observed: bool
) -> str:
    """Two short sentences, fifteen words at most: who reads, and by what name one is known."""
    grouped = question.within_set_id is not None
    naming = _naming(question, board, participant, readers)
    return f"{_circle(readers, grouped, observed)} {naming}"


def line_of_comment(question: Question, *, observed: bool) -> str:
    """Of one's own words under a post: they go with what they stand under."""
    if question.reveal == Reveal.NEVER:
        return only_staff()
    if observed:
        return _("Everyone who may read what it stands under, staff and observers.")
    return _("Everyone who may read what it stands under, and staff.")


def only_staff() -> str:
    return _("Only staff read this.")


def readers_of(question: Question, board: Board, author: Author, now: datetime) -> Readers:
    """The circle, from reveal, past-due setting, segment limit and whether one is a tester."""
    if question.reveal == Reveal.NEVER or (question.within_set_id and not author.has_group):
        return Readers.NOBODY
    if author.participant.tester:
        return Readers.TESTERS
    past_due = question.reveal in (Reveal.AFTER_ANSWER, Reveal.AFTER_STAGE)
    if past_due and board.after_due == AfterDue.EVERYONE:
        is_due = question.stage.due_or_ends_at <= now
        return Readers.EVERYONE if is_due else Readers.EVERYONE_ONCE_DUE
    if past_due and board.after_due == AfterDue.CONTRIBUTORS:
        return Readers.CONTRIBUTORS
    return {
        Reveal.ALWAYS: Readers.EVERYONE,
        Reveal.AFTER_CLOSE: Readers.ANSWERED_AND_CLOSED,
        Reveal.ON_REVEAL: Readers.ANSWERED
        if question.is_revealed(now)
        else Readers.ANSWERED_AND_REVEALED,
    }.get(Reveal(question.reveal), Readers.ANSWERED)


def _circle(readers: Readers, grouped: bool, observed: bool) -> str:
    """At most ten words."""
    if readers is Readers.NOBODY:
        if observed:
            return _("Only staff and observers read this.")
        return only_staff()
    circle = noun(_circle_in_group(readers) if grouped else _circle_of_all(readers))
    if observed:
        return _("Staff, observers, and %(circle)s.") % {"circle": circle}
    return _("Staff, and %(circle)s.") % {"circle": circle}


def _circle_of_all(readers: Readers) -> str:
    return {
        Readers.TESTERS: _("Other testers"),
        Readers.ANSWERED: _("Participants who answered this"),
        Readers.ANSWERED_AND_CLOSED: _("Participants who answered, after the stage closes"),
        Readers.ANSWERED_AND_REVEALED: _("Participants who answered this, if revealed later"),
        Readers.CONTRIBUTORS: _("Participants who answered something in this stage"),
        Readers.EVERYONE_ONCE_DUE: _("All participants, at the latest once due"),
        Readers.EVERYONE: _("All participants"),
    }[readers]


def _circle_in_group(readers: Readers) -> str:
    return {
        Readers.TESTERS: _("Other testers"),
        Readers.ANSWERED: _("Those in your group who answered this"),
        Readers.ANSWERED_AND_CLOSED: _("Those in your group who answered, later"),
        Readers.ANSWERED_AND_REVEALED: _("Those in your group who answered, later"),
        Readers.CONTRIBUTORS: _("Those in your group answering this stage"),
        Readers.EVERYONE_ONCE_DUE: _("Your group, at the latest once due"),
        Readers.EVERYONE: _("Everyone in your group"),
    }[readers]


def _naming(question: Question, board: Board, participant: Participant, readers: Readers) -> str:
    """A few words: by what name, or that only totals are shown."""
    if readers is not Readers.NOBODY and KINDS[Kind(question.kind)].is_closed:
        votes = question.kind == Kind.SUMMARY
        return _("Votes show as totals.") if votes else _("Participants see no name.")
    peers, staff = (board.identity_for(to) for to in (Audience.PEERS, Audience.STAFF))
    if readers is Readers.NOBODY:
        return _staff_see(staff)
    if peers == staff:
        return _("As %(name)s.") % {"name": participant.name_for(Audience.PEERS)}
    return _staff_see(staff) if _tells_more(staff, peers) else _participants_see(peers)


def _tells_more(one: Identity, other: Identity) -> bool:
    telling = [Identity.PSEUDONYM, Identity.FIRST_NAME, Identity.REAL_NAME]
    return telling.index(one) > telling.index(other)


def _staff_see(identity: Identity) -> str:
    return {
        Identity.REAL_NAME: _("Staff see your name."),
        Identity.FIRST_NAME: _("Staff see your first name."),
        Identity.PSEUDONYM: _("Staff see your pseudonym."),
    }[identity]


def _participants_see(identity: Identity) -> str:
    return {
        Identity.REAL_NAME: _("Participants see your name."),
        Identity.FIRST_NAME: _("Participants see your first name."),
        Identity.PSEUDONYM: _("Participants see your pseudonym."),
    }[identity]


def _more(
    question: Question, participant: Participant, readers: Readers, observed: bool
) -> list[str]:
    sentences = [_when(question, readers)]
    if question.within_set_id is not None and readers is not Readers.NOBODY:
        sentences.append(_("Only people in your own group of the board are meant."))
    if readers is not Readers.NOBODY and KINDS[Kind(question.kind)].is_closed:
        sentences.append(
            _("Others see how many chose what, once there are at least three; never who did.")
        )
        if question.wording.settings.get("missed"):
            sentences.append(
                _(
                    "What you write beside it stands under your name: whoever looks as it appears"
                    " can see which numbers change with it."
                )
            )
    sentences.append(
        _("Participants know you as %(peers)s, staff as %(staff)s.")
        % {
            "peers": participant.name_for(Audience.PEERS),
            "staff": participant.name_for(Audience.STAFF),
        }
    )
    sentences.append(_about_observers(participant, observed))
    sentences.append(_("You can correct your answer later; staff then see both wordings."))
    return sentences


def _when(question: Question, readers: Readers) -> str:
    if readers is Readers.NOBODY:
        return _("No other participant will ever read this, whatever they answer themselves.")
    if readers is Readers.TESTERS:
        return _("You are trying the board out: only other testers and staff read you.")
    reveal = Reveal(question.reveal)
    first = {
        Reveal.ALWAYS: _("Every participant can read this from the moment you send it."),
        Reveal.AFTER_ANSWER: _("Another participant reads this once they have answered it too."),
        Reveal.AFTER_STAGE: _(
            "Another participant reads this once they have answered everything that is "
            "required in this stage."
        ),
        Reveal.AFTER_CLOSE: _(
            "Participants who have answered it read this after the stage has closed."
        ),
        Reveal.ON_REVEAL: _(
            "Participants who have answered it read this once a facilitator shows the answers."
        ),
    }[reveal]
    later = {
        Readers.CONTRIBUTORS: _(
            "After the stage's due date, everyone who answered something in it can read it."
        ),
        Readers.EVERYONE_ONCE_DUE: _("After the stage's due date, every participant can read it."),
    }.get(readers, "")
    return f"{first} {later}".strip()


def _about_observers(participant: Participant, observed: bool) -> str:
    """Observers by name and organisation (rule 9)."""
    if not observed:
        return _("Observers do not read it.")
    named = [
        f"{one.name} ({one.organisation})" if one.organisation else one.name
        for one in people_of(participant, None).observers
    ]
    if not named:
        return _("Observers may read it as the consent you gave allows.")
    return _("Observers may read it as the consent you gave allows: %(names)s.") % {
        "names": ", ".join(named)
    }
