"""Breaches of what staff tell participants, give them, and try before."""

from moderation.models import MailTrial
from participants.enums import AnnouncedTo
from participants.models import AnnouncementRead, Thanks
from sessions.enums import GivenFor
from tests import factories
from tests.factories import NOW

from .breaches import breaks_constraint, once_more, put


@breaks_constraint
def an_announcement_to_a_segment_names_it() -> None:
    put(factories.announcement(factories.board()), to=AnnouncedTo.SEGMENT)


@breaks_constraint
def an_announcement_to_a_stages_contributors_names_it() -> None:
    put(factories.announcement(factories.board()), to=AnnouncedTo.STAGE)


@breaks_constraint
def a_published_announcement_says_who_and_from_when() -> None:
    put(factories.announcement(factories.board(), appears_at=None), published_at=NOW)


@breaks_constraint
def a_correction_of_an_announcement_has_a_time_and_a_person() -> None:
    put(factories.announcement(factories.board()), corrected_at=NOW)


@breaks_constraint
def a_published_announcement_is_taken_back_by_somebody() -> None:
    put(factories.announcement(factories.board()), withdrawn_at=NOW)


@breaks_constraint
def an_announcement_is_read_once() -> None:
    board = factories.board()
    read = AnnouncementRead.objects.create(
        announcement=factories.announcement(board),
        participant=factories.participant(board),
        read_at=NOW,
    )
    once_more(read)


@breaks_constraint
def what_is_given_against_the_count_was_decided_by_somebody() -> None:
    person = factories.participant(factories.board())
    Thanks.objects.create(participant=person, shares=1)


@breaks_constraint
def a_thank_you_was_sent_by_somebody() -> None:
    Thanks.objects.create(participant=factories.participant(factories.board()), sent_at=NOW)


@breaks_constraint
def only_a_whole_thank_you_asks_for_a_number_of_stages() -> None:
    factories.thank_you(factories.board(), given_for=GivenFor.PER_STAGE, at_least=2)


@breaks_constraint
def a_mail_trial_was_sent_or_says_why_not() -> None:
    board = factories.board()
    by = factories.facilitator(board).user
    MailTrial.objects.create(board=board, asked_at=NOW, asked_by=by, sender="board@example.org")
