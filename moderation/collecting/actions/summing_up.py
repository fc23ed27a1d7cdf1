"""What was made of the passages is put to the vote: statements become a summary question."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.models import Statement
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.enums import ItemKind, Kind
from sessions.kinds.keys import keys_for
from sessions.models import Question, Stage
from sessions.studio.actions.arranging import add_question


@transaction.atomic
def make_summary(*, stage: Stage, by: User, now: datetime) -> Question:
    """The statements that wait are a new question's, the stage's last; on a live board it waits
    in its working copy. Each keeps its passages, by the key of its item.

    It sums up the stages before its own that the passages come from; without any, the one right
    before it. Raises Refused where no statement waits, or no stage stands before.
    """
    board = stage.board
    hold(board)
    statements = list(Statement.objects.filter(board=board).waiting().order_by("position"))
    before = list(board.stages.filter(position__lt=stage.position).order_by("position"))
    if not statements:
        raise Refused(_("No statement waits for a summary."))
    if not before:
        raise Refused(_("A summary stands behind the stages that it sums up: choose a later one."))
    keys = keys_for([(None, one.text) for one in statements], kind=ItemKind.STATEMENT)
    with override(board.language):
        words = {
            "prompt": _("This is what we heard. Does it ring true?"),
            "missed": _("What did we miss?"),
        }
    script = {
        **words,
        "of": [one.key for one in _summed_up(statements, before)],
        "statements": [
            {"key": key, "text": one.text} for key, one in zip(keys, statements, strict=True)
        ],
    }
    question = add_question(stage=stage, kind=Kind.SUMMARY, by=by, now=now, script=script)
    for one, key in zip(statements, keys, strict=True):
        one.question, one.key = question, key
    Statement.objects.bulk_update(statements, ["question", "key"])
    Entry.objects.record("summary_made", now=now, actor=by.pk, board=board.pk, subject=question)
    return question


def _summed_up(statements: Sequence[Statement], before: Sequence[Stage]) -> list[Stage]:
    path = "questions__replies__versions__passages__statements__in"
    drawn_from = set(
        Stage.objects.filter(**{path: statements}).order_by().values_list("pk", flat=True)
    )
    return [stage for stage in before if stage.pk in drawn_from] or [before[-1]]
