"""An announcement is written, published, corrected and taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from bulletin.text.markdown import to_html
from moderation.announcing import rules
from participants.enums import AnnouncedTo
from participants.models import Announcement
from sessions.actions.errors import Refused
from sessions.models import Board, Segment, StaffMember, Stage
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out
from sessions.timetable.wall_time import WallTime


@dataclass(frozen=True)
class Wording:
    title: str
    text: str


@dataclass(frozen=True)
class Audience:
    """For whom it is; the segment or stage where `to` asks for one."""

    to: AnnouncedTo
    by_mail: bool
    segment: Segment | None = None
    stage: Stage | None = None


@transaction.atomic
def write_announcement(
    *, board: Board, wording: Wording, audience: Audience, by: User, now: datetime
) -> Announcement:
    """A draft, which nobody but those who run the board can see."""
    made = Announcement(board=board, written_at=now, written_by=by)
    _put(made, wording, audience)
    made.save(force_insert=True)
    return made


@transaction.atomic
def rewrite(
    *,
    announcement: Announcement,
    wording: Wording,
    audience: Audience,
    member: StaffMember,
    now: datetime,
) -> bool:
    """It reads so from now on; once it has appeared, it says that it was corrected, is for whom it
    was, and is not mailed again. False, and nothing changes, where it reads so already.

    Raises Refused where somebody published it meanwhile, who may, or took it back.
    """
    here = _held(announcement)
    if not rules.may_rewrite(member, here):
        raise Refused(_("It was published or taken back meanwhile: only facilitators change it."))
    if here.is_published:
        refuse_to_let_out(placeholders_in([wording.title, wording.text]), field="text")
    if rules.is_fixed(here, now):
        return _correct(here, wording, by=member.user, now=now)
    before = _said(here)
    _put(here, wording, audience)
    here.save()
    return _said(here) != before


@transaction.atomic
def publish(
    *, announcement: Announcement, appears: WallTime | None, by: User, now: datetime
) -> bool:
    """It appears at once, or when its moment has come, and is then mailed to those who want mail.

    False, and nothing changes, where it is published already. Raises Refused before the board's
    launch, for a moment that has passed, and where something is still to be filled in.
    """
    here = _held(announcement)
    if not rules.may_publish(here):
        return False
    board = here.board
    if not board.is_launched(now):
        raise Refused(_("Nobody can read it before the board is launched."))
    appears_at = appears.instant(board.starts_on, board.zone) if appears else now
    if appears_at < now:
        raise Refused(_("That moment has passed."), field="appears")
    refuse_to_let_out(placeholders_in([here.title, here.text]))
    here.appears, here.appears_at = appears, appears_at
    here.published_at, here.published_by = now, by
    here.save()
    _record("announcement_published", here, by=by, now=now)
    nudge()
    return True


@transaction.atomic
def take_back(*, announcement: Announcement, by: User, now: datetime) -> bool:
    """Before it has appeared it is a draft again; afterwards it is gone from the board, and what
    mail has not brought it yet brings it no more. False where it is not published."""
    here = _held(announcement)
    if not rules.may_take_back(here):
        return False
    if here.has_appeared(now):
        here.withdrawn_at, here.withdrawn_by = now, by
    else:
        here.appears = here.appears_at = here.published_at = here.published_by = None
    here.save()
    _record("announcement_taken_back", here, by=by, now=now)
    return True


@transaction.atomic
def discard(*, announcement: Announcement) -> bool:
    """A draft is gone. False, and nothing changes, where it is published."""
    here = _held(announcement)
    if here.is_published:
        return False
    here.delete()
    return True


def _held(announcement: Announcement) -> Announcement:
    """As it is now, until the transaction ends."""
    there = Announcement.objects.select_related("board").select_for_update(of=("self",))
    return there.get(pk=announcement.pk)


def _put(here: Announcement, wording: Wording, audience: Audience) -> None:
    here.title, here.text = wording.title, wording.text
    here.text_html = to_html(wording.text)
    here.to, here.by_mail = audience.to, audience.by_mail
    here.segment = audience.segment if audience.to == AnnouncedTo.SEGMENT else None
    here.stage = audience.stage if audience.to == AnnouncedTo.STAGE else None


def _said(here: Announcement) -> tuple[object, ...]:
    return here.title, here.text, here.to, here.by_mail, here.segment_id, here.stage_id


def _correct(here: Announcement, wording: Wording, *, by: User, now: datetime) -> bool:
    if (here.title, here.text) == (wording.title, wording.text):
        return False
    here.first_text = here.first_text or f"{here.title}\n\n{here.text}"
    here.title, here.text = wording.title, wording.text
    here.text_html = to_html(wording.text)
    here.corrected_at, here.corrected_by = now, by
    here.save()
    _record("announcement_corrected", here, by=by, now=now)
    return True


def _record(action: str, here: Announcement, *, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=here.board_id, subject=here)
