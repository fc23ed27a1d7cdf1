"""Stages come into the guide, are named, change their place and leave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from bulletin.text.markdown import to_html
from sessions.actions.errors import Refused
from sessions.actions.staging import hold, locked
from sessions.enums import Opening
from sessions.models import Board, Question, Segment, Stage
from sessions.rules import has_opened
from sessions.script.checks import only_some_are_asked
from sessions.script.scalars import as_key
from sessions.studio.actions.texts import changed_in
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out
from sessions.studio.rules import (
    is_let_out,
    is_summary_met,
    is_summed_up,
    is_waited_for,
    may_be_gone_past,
    may_stage_be_removed,
)

_LONGEST_KEY = 40


@transaction.atomic
def add_stage(*, board: Board, title: str, introduction: str, by: User, now: datetime) -> Stage:
    """The board's last stage, not released; it waits for a hand until it is given a date."""
    hold(board)
    last = board.stages.aggregate(last=Max("position", default=-1))["last"]
    made = Stage.objects.create(
        board=board,
        key=_free_key(board, title),
        position=last + 1,
        title=title,
        introduction=introduction,
        introduction_html=to_html(introduction),
        opening=Opening.BY_HAND,
    )
    _record("stage_added", made, by, now)
    return made


@transaction.atomic
def change_stage(
    *, stage: Stage, texts: Mapping[str, str], seen: Mapping[str, str], by: User, now: datetime
) -> bool:
    """It is called and introduced so from now on. False where it was already.

    `seen` is what whoever typed had before them: what they left alone stays as it is by now.
    Raises TextsOvertaken, and changes nothing, where they and somebody else changed the same, and
    Refused where the stage is released and something is still to be filled in.
    """
    hold(stage.board)
    stage = locked(stage)
    there = {"title": stage.title, "introduction": stage.introduction}
    changed = changed_in(there, texts=texts, seen=seen)
    if not changed:
        return False
    for name in changed:
        if is_let_out(stage):
            refuse_to_let_out(placeholders_in([texts[name]]), field=name)
        setattr(stage, name, texts[name])
    stage.introduction_html = to_html(stage.introduction)
    stage.save(update_fields=["title", "introduction", "introduction_html"])
    _record("stage_changed", stage, by, now)
    return True


@dataclass(frozen=True)
class StageRules:
    """What a script says of a stage besides its texts and dates; no segment means everyone."""

    key: str
    opening: Opening
    in_order: bool
    segments: frozenset[Segment]


@transaction.atomic
def set_stage_rules(*, stage: Stage, rules: StageRules, by: User, now: datetime) -> bool:
    """It goes by these rules from now on. False where it did already.

    One that is to open at a date waits for a hand until `set_dates` has given it one. Raises
    Refused where that would take from participants what they have met, where there is no stage
    before it to wait for, and for a name that cannot be.
    """
    hold(stage.board)
    hold(stage)
    stage = Stage.objects.select_related("board").get(pk=stage.pk)
    changed = [
        *_name(stage, rules.key, now),
        *_open_by(stage, rules.opening, now),
        *_put_to(stage, rules.segments, now),
    ]
    if stage.in_order != rules.in_order:
        stage.in_order = rules.in_order
        changed.append("in_order")
    if not changed:
        return False
    stage.save(update_fields=["key", "opening", "opens", "opens_at", "in_order"])
    Entry.objects.record(
        "stage_rules_changed",
        now=now,
        actor=by.pk,
        board=stage.board_id,
        subject=stage,
        which=", ".join(changed),
    )
    nudge()
    return True


def _name(stage: Stage, key: str, now: datetime) -> list[str]:
    if key == stage.key:
        return []
    if stage.board.is_launched(now):
        raise Refused(_("The board is live: transcripts know it by its name."), field="key")
    try:
        stage.key = as_key(key)
    except PydanticCustomError as error:
        raise Refused(error.message(), field="key") from None
    if stage.board.stages.exclude(pk=stage.pk).filter(key=stage.key).exists():
        raise Refused(_("Another stage has this name."), field="key")
    return ["key"]


def _open_by(stage: Stage, opening: Opening, now: datetime) -> list[str]:
    if opening == stage.opening:
        return []
    if has_opened(stage, now):
        raise Refused(_("This stage has opened: how it opened stays."), field="opening")
    is_first = not stage.board.stages.filter(position__lt=stage.position).exists()
    if opening == Opening.AFTER_PREVIOUS and is_first:
        raise Refused(_("There is no stage before the first."), field="opening")
    stage.opening = Opening.BY_HAND if opening == Opening.BY_DATE else opening
    stage.opens = stage.opens_at = None
    return ["opening"]


def _put_to(stage: Stage, segments: frozenset[Segment], now: datetime) -> list[str]:
    before = frozenset(stage.segments.all())
    if segments == before:
        return []
    if has_opened(stage, now) and segments and not (before and before <= segments):
        words = _("This stage has opened: it can be for more people, not for fewer.")
        raise Refused(words, field="segments")
    _refuse_to_cut_off_routes(stage, segments)
    if before and not (segments and segments <= before):
        _refuse_more_people(stage, now)
    stage.segments.set(segments)
    return ["segments"]


def _refuse_to_cut_off_routes(stage: Stage, segments: frozenset[Segment]) -> None:
    """Raises Refused where a question in it leads people to other values of the same set."""
    led = Segment.objects.filter(routed_from__version__in=stage.questions.values("current_version"))
    for key in led.values_list("segment_set__key", flat=True):
        if key in {one.segment_set.key for one in segments}:
            raise Refused(only_some_are_asked(key), field="segments")


def _refuse_more_people(stage: Stage, now: datetime) -> None:
    """Raises Refused where those who come in would lose what they have reached without it."""
    if is_summary_met(stage, now):
        words = _("A summary that participants may have met sums it up: nobody is added.")
        raise Refused(words, field="segments")
    if may_be_gone_past(stage, now):
        words = _("A stage that opens after it has been released: nobody is added to this one.")
        raise Refused(words, field="segments")


@transaction.atomic
def move_stage(*, stage: Stage, up: bool, by: User, now: datetime) -> bool:
    """It changes places with its neighbour. False where there is none.

    Raises Refused where a summary would come before what it sums up, where a stage opens by what
    a person has done in one of the two, and where one of them has opened.
    """
    hold(stage.board)
    rows = list(stage.board.stages.order_by("position"))
    if stage not in rows:
        raise Refused(_("This stage was removed meanwhile."))
    place = rows.index(stage)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    earlier, later = rows[min(place, other)], rows[max(place, other)]
    _refuse_to_swap(earlier, later, now)
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows):
        row.position = number
    Stage.objects.bulk_update(rows, ["position"])
    if stage.board.is_launched(now):
        _record("stage_moved", stage, by, now)
    return True


@transaction.atomic
def remove_stage(*, stage: Stage, by: User, now: datetime) -> None:
    """It is gone, with the questions that were removed from it.

    Raises Refused where it still holds a question, or participants may have seen it, and where a
    summary or the stage behind it hangs on it.
    """
    hold(stage.board)
    stage = locked(stage)
    if not may_stage_be_removed(stage, now):
        raise Refused(_("Only a stage without questions that has not opened yet can be removed."))
    if is_summed_up(stage):
        raise Refused(_("A summary, in the guide or removed from it, sums it up: the stage stays."))
    if is_waited_for(stage):
        raise Refused(_("The stage behind it opens when this one is finished: it stays."))
    _record("stage_removed", stage, by, now)
    stage.delete()


def _refuse_to_swap(earlier: Stage, later: Stage, now: datetime) -> None:
    if has_opened(earlier, now) or has_opened(later, now):
        raise Refused(_("One of the two has opened: it stays where it is."))
    if Question.objects.in_guide().filter(stage=later, sums_up=earlier).exists():
        raise Refused(_("A summary stays behind the stages that it sums up."))
    if Opening.AFTER_PREVIOUS in (earlier.opening, later.opening):
        raise Refused(_("One of the two opens when the stage before it is finished: it stays."))
    if is_waited_for(later):
        raise Refused(
            _("The stage behind them opens when the one before it is finished: they stay.")
        )


def _free_key(board: Board, title: str) -> str:
    plain = slugify(title)[:_LONGEST_KEY].strip("-_") or "stage"
    taken, key, number = set(board.stages.values_list("key", flat=True)), plain, 1
    while key in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def _record(action: str, stage: Stage, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=stage.board_id, subject=stage)
