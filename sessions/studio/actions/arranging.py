"""Questions come into the guide, change their place and leave it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.actions.staging import hold, locked
from sessions.enums import Kind
from sessions.models import Question, Stage, WorkingCopy
from sessions.studio.actions.saving import held, newest_version, save_copy
from sessions.studio.placeholders import left_in_question, refuse_to_let_out
from sessions.studio.rules import (
    is_let_out,
    may_be_removed,
    may_change_stage,
    was_met,
    would_be_put_to_people,
)
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed, published_in, typed_in


@transaction.atomic
def add_question(
    *, stage: Stage, kind: Kind, by: User, now: datetime, script: Typed | None = None
) -> Question:
    """The stage's last question, for its authors only until it can be published."""
    hold(stage.board)
    key = _free_key(stage)
    made = Question.objects.create(
        stage=stage,
        key=key,
        kind=kind,
        position=_last_place(stage) + 1,
        required=kind != Kind.TEXT_PAGE,
    )
    typed = {**(script or {}), "key": key, "kind": kind.value}
    around = Surroundings.of(stage.board)
    question, _found = save_copy(question=made, script=typed, seen=0, around=around, by=by, now=now)
    return question


@transaction.atomic
def duplicate_question(*, question: Question, by: User, now: datetime) -> Question:
    """A second one with the same text stands behind it, under a name of its own."""
    hold(question.stage.board)
    question = held(question)
    made = add_question(
        stage=question.stage,
        kind=Kind(question.kind),
        by=by,
        now=now,
        script=_without_given_keys(typed_in(question)),
    )
    behind = _after(question)
    if behind != made:
        _put_before(behind, made, question.stage)
    return made


@transaction.atomic
def move_question(
    *, question: Question, to: Stage, before: Question | None, by: User, now: datetime
) -> bool:
    """It stands in stage `to` before that question, or last. False where it did already.

    Raises Refused where participants have met it in its stage, where they would meet it in `to`
    at once, where a summary would come before what it sums up, and where `to` is released and
    something is still to be filled in.
    """
    hold(to.board)
    question, to = held(question), locked(to)
    if not may_change_stage(question, to, now):
        raise Refused(_why_it_stays(question, now))
    if any(stage.position >= to.position for stage in question.sums_up.all()):
        raise Refused(_("A summary stays behind the stages that it sums up."))
    if question.stage_id != to.pk and is_let_out(to) and not question.hidden_at:
        refuse_to_let_out(left_in_question(question))
    moved = _put_before(before, question, to)
    if moved and to.board.is_launched(now):
        _record("question_moved", question, by, now)
    return moved


@transaction.atomic
def move_by_one(*, question: Question, up: bool, by: User, now: datetime) -> bool:
    """Past its neighbour; past the first or last, to the end or beginning of the stage there.

    False where there is nowhere to go.
    """
    stage = question.stage
    rows = list(stage.questions.in_guide().order_by("position"))
    if question not in rows:
        raise Refused(_("This question was removed meanwhile. It can be put back."))
    place = rows.index(question)
    if up and place:
        before: Question | None = rows[place - 1]
        return move_question(question=question, to=stage, before=before, by=by, now=now)
    if not up and place + 1 < len(rows):
        before = rows[place + 2] if place + 2 < len(rows) else None
        return move_question(question=question, to=stage, before=before, by=by, now=now)
    others = stage.board.stages.order_by("-position" if up else "position")
    beyond = {"position__lt": stage.position} if up else {"position__gt": stage.position}
    to = others.filter(**beyond).first()
    if to is None:
        return False
    first = None if up else to.questions.in_guide().order_by("position").first()
    return move_question(question=question, to=to, before=first, by=by, now=now)


@transaction.atomic
def remove_question(*, question: Question, by: User, now: datetime) -> bool:
    """It is out of the guide, and can be put back as it was. False where it was out already.

    Raises Refused where participants may have met it.
    """
    row = _locked(question)
    if row.removed_at:
        return False
    if not may_be_removed(row, now):
        raise Refused(_("Participants have met this question: it can be hidden, with a reason."))
    row.removed_at, row.removed_by, row.current_version = now, by, None
    row.save(update_fields=["removed_at", "removed_by", "current_version"])
    _record("question_removed", row, by, now)
    return True


@transaction.atomic
def put_back(*, question: Question, by: User, now: datetime) -> bool:
    """The question is in its old place again, published if it was. False where it was in it.

    Where its stage has opened meanwhile, or was released while something in it is still to be
    filled in, it waits to be published. Raises Refused where a summary would come before what it
    sums up.
    """
    hold(question.stage.board)
    row = _locked(question)
    if not row.removed_at:
        return False
    if row.sums_up.filter(position__gte=row.stage.position).exists():
        raise Refused(_("By now it stands before a stage that it sums up: move the stages first."))
    row.removed_at, row.removed_by, row.current_version = None, None, newest_version(row)
    unfinished = is_let_out(row.stage) and left_in_question(row)
    if unfinished or would_be_put_to_people(row, row.stage, now):
        _take_back(row, by, now)
    row.save(update_fields=["removed_at", "removed_by", "current_version"])
    _record("question_put_back", row, by, now)
    return True


@transaction.atomic
def hide_question(*, question: Question, why: str, by: User, now: datetime) -> bool:
    """Nobody but staff sees it or what stands under it, except their own. False where hidden."""
    row = _locked(question)
    if row.hidden_at:
        return False
    row.hidden_at, row.hidden_by, row.hidden_why = now, by, why
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    _record("question_hidden", row, by, now)
    return True


@transaction.atomic
def show_question(*, question: Question, by: User, now: datetime) -> bool:
    """It is shown again as its rules say. False where it was not hidden.

    Raises Refused where its stage is released and something is still to be filled in.
    """
    row = _locked(question)
    if not row.hidden_at:
        return False
    if is_let_out(row.stage):
        refuse_to_let_out(left_in_question(row))
    row.hidden_at, row.hidden_by, row.hidden_why = None, None, ""
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    _record("question_shown", row, by, now)
    return True


def _take_back(question: Question, by: User, now: datetime) -> None:
    """What was published, or typed since, is a working copy."""
    WorkingCopy.objects.get_or_create(
        question=question,
        defaults={"script": published_in(question), "saved_at": now, "saved_by": by},
    )
    question.current_version = None


def _why_it_stays(question: Question, now: datetime) -> str:
    if was_met(question, now):
        return _("Participants have met this question where it is: it stays in its stage.")
    return _(
        "That stage has opened, and this question is published: it would be put to everyone at"
        " once. Double it and move the second one, which waits until you publish it."
    )


def _put_before(before: Question | None, question: Question, to: Stage) -> bool:
    rows = list(to.questions.exclude(pk=question.pk).order_by("position"))
    place = rows.index(before) if before in rows else len(rows)
    rows.insert(place, question)
    changed = question.stage_id != to.pk or [row.pk for row in rows] != [
        row.pk for row in to.questions.order_by("position")
    ]
    question.stage = to
    _number(rows)
    return changed


def _locked(question: Question) -> Question:
    here = Question.objects.select_related("stage__board")
    return here.select_for_update(of=("self",), no_key=True).get(pk=question.pk)


def _after(question: Question) -> Question | None:
    later = question.stage.questions.in_guide().filter(position__gt=question.position)
    return later.order_by("position").first()


def _number(rows: list[Question]) -> None:
    for number, row in enumerate(rows):
        row.position = number
    Question.objects.bulk_update(rows, ["position", "stage"])


def _last_place(stage: Stage) -> int:
    last = stage.questions.aggregate(last=Max("position", default=-1))["last"]
    return int(last)


def _free_key(stage: Stage) -> str:
    """`question-7`: the first number that no question of the board has, removed or not."""
    taken = set(Question.objects.filter(stage__board=stage.board_id).values_list("key", flat=True))
    number = len(taken) + 1
    while f"question-{number}" in taken:
        number += 1
    return f"question-{number}"


def _without_given_keys(script: Typed) -> Typed:
    """A second question's items are new ones, named after their texts."""
    return {
        name: [_without_key(entry) for entry in value] if isinstance(value, list) else value
        for name, value in script.items()
    }


def _without_key(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    return {name: value for name, value in entry.items() if name != "key"}


def _record(action: str, question: Question, by: User, now: datetime) -> None:
    board = question.stage.board_id
    Entry.objects.record(action, now=now, actor=by.pk, board=board, subject=question)
