"""What staff may do for a person now."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.desk.leaving import leaves
from moderation.desk.reserve import after_moving_in
from moderation.web import Desk
from participants.models import Participant
from participants.notices.inviting_again import is_on_its_way, reason_against
from sessions.enums import Role

IDENTITY_VIEWERS = (Role.FACILITATOR, Role.RECRUITER)


def of_person(desk: Desk, person: Participant) -> list[Deed]:
    """What this desk may do for this person now; somebody who left is left in peace."""
    if desk.role == Role.OBSERVER:
        return []
    if person.erased_at or person.withdrawn_at:
        return [*_rights(desk, person)]
    deeds = [*_reaching(desk, person)]
    if desk.member.reads_everything:
        deeds += [
            _page(desk, "desk_consent", person, _("Record their consent")),
            _page(desk, "desk_more_time", person, _("Give more time")),
            _page(desk, "desk_person_segments", person, _("Change their segments")),
            *_absence(desk, person),
            _link(desk, person),
            _device(desk, person),
            _revoke(desk, person),
            *([_reactivate(desk, person)] if person.deactivated_at else []),
            *_testing(desk, person),
            *_rights(desk, person),
        ]
    return deeds


def _rights(desk: Desk, person: Participant) -> Iterator[Deed]:
    """Also of somebody who has withdrawn."""
    if not desk.member.is_facilitator:
        return
    if person.erased_at:
        yield _page(desk, "desk_erasure_receipt", person, _("Receipt of the erasure"))
    else:
        yield _copy(desk, person)


def _reaching(desk: Desk, person: Participant) -> Iterator[Deed]:
    if desk.role in IDENTITY_VIEWERS:
        yield _identity(desk, person)
    if may_be_sent_a_link(desk, person):
        yield _fresh_link(desk, person)
    yield from _reserve(desk, person)
    yield _page(desk, "desk_address", person, _("Correct their address"))
    yield _page(desk, "desk_name", person, _("Correct their name"))


def _reserve(desk: Desk, person: Participant) -> Iterator[Deed]:
    if person.in_reserve:
        yield _move_in(desk, person)
    elif person.first_came_at is None and not person.deactivated_at:
        yield Deed(
            _("Move them to the reserve"),
            _url(desk, "desk_moving_out", person),
            _(
                "They count nowhere and get no mail. Where they were invited, their link lets them"
                " in no more. They can be moved in again."
            ),
            _("Move them to the reserve"),
        )
    if not person.in_reserve and desk.member.reads_everything:
        yield _page(desk, "desk_replacement", person, _("Put somebody in their place"))


def _move_in(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Move them in"),
        _url(desk, "desk_moving_in", person),
        after_moving_in(desk, person),
        _("Move them in"),
        main=True,
    )


def may_be_sent_a_link(desk: Desk, person: Participant) -> bool:
    """Whether an invitation can reach them, and none is on its way."""
    return (
        desk.board.is_launched(desk.now)
        and not desk.board.has_ended(desk.now)
        and reason_against(person, desk.now) is None
        and not is_on_its_way(person)
    )


def _absence(desk: Desk, person: Participant) -> Iterator[Deed]:
    if person.is_away(desk.now):
        yield _page(desk, "desk_absence", person, _("Change until when they are away"))
        yield _return(desk, person)
    else:
        yield _page(desk, "desk_absence", person, _("Note that they are away"))
    if person.cannot_take_part_at:
        yield _ability(desk, person)
    else:
        yield _page(desk, "desk_inability", person, _("Note that they cannot take part"))


def _testing(desk: Desk, person: Participant) -> Iterator[Deed]:
    if not desk.member.is_facilitator:
        return
    if not person.tester:
        yield _page(desk, "desk_tester", person, _("Make them a tester"))
    else:
        yield Deed(
            _("Make them a participant"),
            _url(desk, "desk_tester_removal", person),
            _(
                "What they write from then on is for everyone, as the questions' rules say, and"
                " counts. It cannot be done while anything stands that they did as a tester."
            ),
            _("Make them a participant"),
        )


def _page(desk: Desk, name: str, person: Participant, label: str, *, grave: bool = False) -> Deed:
    return Deed(label, _url(desk, name, person), grave=grave)


def _identity(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Show name and address"),
        _url(desk, "desk_identity", person),
        _("You see who this is. The trail keeps that you looked."),
        _("Show name and address"),
    )


def _fresh_link(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Send a fresh link"),
        _url(desk, "desk_fresh_link", person),
        _("They get the invitation once more, with a new link. The links they have still work.")
        + " "
        + leaves(person, desk.now),
        _("Send it to their address"),
    )


def _return(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("They are back"),
        _url(desk, "desk_return", person),
        _("They are away no longer. What waited for them leaves now, or in the morning."),
        _("Note that they are back"),
    )


def _ability(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("They can take part after all"),
        _url(desk, "desk_ability", person),
        _("The board writes to them again, and the reason is put away."),
        _("Note that they can take part"),
    )


def _link(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Copy a personal link"),
        _url(desk, "desk_link", person),
        _(
            "Whoever has this link acts as this person. Hand it to them alone. It is shown once,"
            " and the trail keeps that you made it. Nobody is told by e-mail."
        ),
        _("Make a link to copy"),
    )


def _device(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Allow one more device"),
        _url(desk, "desk_device", person),
        _("The next device on which they open their link is let in without a code."),
        _("Allow one more device"),
    )


def _revoke(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Revoke their links"),
        _url(desk, "desk_revocation", person),
        _(
            "No link made so far works any more, and the devices that it let in are signed out."
            " Their next mail carries a new link."
        ),
        _("Revoke all links"),
        grave=True,
    )


def _reactivate(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Open their place again"),
        _url(desk, "desk_reactivation", person),
        _("They take part again, with everything they had."),
        _("Open their place again"),
    )


def _copy(desk: Desk, person: Participant) -> Deed:
    return Deed(
        _("Make them a copy of everything"),
        _url(desk, "desk_copy_for_person", person),
        _(
            "A file for themselves, with their name and address, all they wrote, and the mail they"
            " got; nothing that others wrote. The trail keeps that you made it. Nobody is told by"
            " e-mail."
        ),
        _("Save the copy"),
    )


def _url(desk: Desk, name: str, person: Participant) -> str:
    return reverse(name, args=[desk.board.slug, person.pk])
