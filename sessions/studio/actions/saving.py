"""What is typed into a question is kept, and published: at once before launch, else by a button."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.actions.wording import new_items, new_stimuli, new_version, set_rules
from sessions.kinds.base import QuestionScript
from sessions.models import Board, Question, QuestionItem, QuestionVersion, Stimulus, WorkingCopy
from sessions.studio.checking import Checked, checked
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed, copy_of, is_fixed, published_in, typed_in


class Overtaken(Exception):
    """Somebody saved the question since it was opened: `question` is as they left it."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question


def held(question: Question) -> Question:
    """The question as it is now, with all that its form shows, held until the transaction ends.

    Whoever answers refers to it meanwhile, so its key stays free for them. Raises Refused where
    somebody took it out of the guide.
    """
    for found in all_held([question]):
        return found
    raise Refused(_("This question was removed meanwhile. It can be put back."))


def all_held(questions: Sequence[Question]) -> QuerySet[Question]:
    """These questions in the same way."""
    asked = Question.objects.filter(pk__in=[question.pk for question in questions])
    bool(asked.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return Question.objects.for_editing().filter(pk__in=asked)


@transaction.atomic
def save_copy(
    *,
    question: Question,
    script: Typed,
    seen: int,
    around: Surroundings,
    by: User,
    now: datetime,
) -> tuple[Question, Checked]:
    """What was typed is kept, whether it is complete or not; returns what stands against it.

    Before the board is launched a complete script is published at once. Afterwards it waits in
    the working copy; typed as it is published already, nothing waits. `seen` is the revision
    that whoever typed had before them. Raises Overtaken, and keeps nothing, where it is not the
    last one.
    """
    board = question.stage.board
    hold(board)
    question = held(question)
    if seen != question.revision:
        raise Overtaken(question)
    around = around.as_asked_now(board)
    found = checked(question, script, around)
    is_live = question.stage.board.is_launched(now)
    if script == typed_in(question) and not _is_behind(question, found, is_live=is_live):
        return question, found
    question.revision += 1
    question.save(update_fields=["revision"])
    if found.script and not is_live:
        put_into_force(question, found.script, around, by=by, now=now)
    elif found.script and _is_published(question, found.script, around):
        drop_copy(question)
    else:
        question.working_copy = WorkingCopy.objects.update_or_create(
            question=question, defaults={"script": script, "saved_at": now, "saved_by": by}
        )[0]
    return question, found


@transaction.atomic
def discard_copy(*, question: Question) -> bool:
    """The published wording stands, and what was typed since is gone.

    False where nothing waits, or where nothing else is there to stand.
    """
    question = held(question)
    if copy_of(question) is None or question.current_version is None:
        return False
    drop_copy(question)
    question.revision += 1
    question.save(update_fields=["revision"])
    return True


@transaction.atomic
def publish(
    *,
    board: Board,
    questions: Sequence[Question],
    around: Surroundings,
    by: User,
    now: datetime,
    again: Collection[UUID] = (),
) -> list[Question]:
    """The working copies of these questions become their wording; returns those that had one.

    Whoever has answered one of those that `again` names is asked to answer it again (rule 4).
    All or none: raises Refused where one is not complete, or was changed since it was read, and
    where two would have one name.
    """
    hold(board)
    around = around.as_asked_now(board)
    seen, published = {question.pk: question.revision for question in questions}, []
    for question in all_held(questions):
        copy = copy_of(question)
        if copy is None:
            continue
        if seen[question.pk] != question.revision:
            raise Refused(
                _("“%(key)s” was changed just now: read it again.") % {"key": question.key}
            )
        script = _to_publish(question, copy.script, around)
        put_into_force(question, script, around, by=by, now=now)
        around = around.with_key(script.key, question)
        Entry.objects.record(
            "question_published", now=now, actor=by.pk, board=board.pk, subject=question
        )
        if question.pk in again:
            _ask_again(question, by, now)
        published.append(question)
    return published


def _ask_again(question: Question, by: User, now: datetime) -> None:
    """What was answered before the wording now in force is left to do again."""
    question.asked_again_from = question.wording.number
    question.save(update_fields=["asked_again_from"])
    board = question.stage.board_id
    Entry.objects.record(
        "question_asked_again", now=now, actor=by.pk, board=board, subject=question
    )


def _to_publish(question: Question, typed: Typed, around: Surroundings) -> QuestionScript:
    """Raises Refused, saying what stands against it."""
    found = checked(question, typed, around)
    if found.script is None:
        faults = " ".join(fault.message for fault in found.faults)
        raise Refused(
            _("“%(key)s” is not finished: %(faults)s") % {"key": question.key, "faults": faults}
        )
    return found.script


def put_into_force(
    question: Question, script: QuestionScript, around: Surroundings, *, by: User, now: datetime
) -> None:
    """The script is the question's wording and rules; one that somebody may have met stays a
    version of its own."""
    before = question.current_version or newest_version(question)
    number = before.number + 1 if before else 1
    if before and not is_fixed(question, before):
        number = before.number
        QuestionItem.objects.filter(version=before).delete()
        if before.has_stimuli:
            Stimulus.objects.filter(version=before).delete()
    version = new_version(question, script, number=number, by=by, now=now)
    if before and number == before.number:
        version.pk = before.pk
        version._state.adding = False
    version.save()
    items = new_items(version, script, around.files, around.segments)
    QuestionItem.objects.bulk_create(items)
    Stimulus.objects.bulk_create(new_stimuli(version, script, around.files))
    set_rules(question, script, around.sets)
    question.current_version = version
    question.save()
    _route(question, script, around)
    drop_copy(question)


def _route(question: Question, script: QuestionScript, around: Surroundings) -> None:
    """Whom it is put to and what it sums up; where that stays, nothing is asked or written."""
    segments = {
        around.segments[key, value] for key, values in script.segments.items() for value in values
    }
    if segments != set(question.segments.all()):
        question.segments.set(segments)
    by_key = {stage.key: stage for stage in around.stages}
    stages = {by_key[key] for key in getattr(script, "of", ())}
    if stages != set(question.sums_up.all()):
        question.sums_up.set(stages)


def drop_copy(question: Question) -> None:
    WorkingCopy.objects.filter(question=question).delete()
    question._state.fields_cache.pop("working_copy", None)


def _is_behind(question: Question, found: Checked, *, is_live: bool) -> bool:
    """Whether something follows though it was typed before: nothing was kept of it yet, or what
    stood against it is gone and it takes effect at once."""
    if copy_of(question) is None:
        return question.current_version is None
    return found.script is not None and not is_live


def _is_published(question: Question, script: QuestionScript, around: Surroundings) -> bool:
    return question.current_version is not None and (
        checked(question, published_in(question), around).script == script
    )


def newest_version(question: Question) -> QuestionVersion | None:
    return QuestionVersion.objects.filter(question=question).order_by("number").last()
