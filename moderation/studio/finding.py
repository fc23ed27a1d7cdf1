"""Questions of a board's guide, and those that were taken out of it, found for its authors."""

from dataclasses import dataclass
from html import unescape
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.html import strip_tags

from bulletin.text.markdown import to_html
from moderation.models import Note, PreparedProbe
from moderation.web import Desk
from participants.models import Reply
from sessions.models import Question
from sessions.studio.typed import copy_of, typed_in


@dataclass(frozen=True)
class Removed:
    """A question that can be put back, and what it asked last."""

    question: Question
    words: str


def question_in(desk: Desk, question_id: UUID) -> Question:
    """A question of this board's guide, with all that its form shows."""
    question = _questions(desk).filter(pk=question_id).first()
    if question is None:
        raise Http404
    return question


def question_or_removed(desk: Desk, question_id: UUID) -> Question | Removed:
    """The same, or what was taken out of the guide since somebody opened it."""
    try:
        return question_in(desk, question_id)
    except Http404:
        for removed in removed_from(desk):
            if removed.question.pk == question_id:
                return removed
        raise


def removed_from(desk: Desk) -> list[Removed]:
    """The last removed first: two queries."""
    removed = (
        Question.objects.filter(stage__board=desk.board, removed_at__isnull=False)
        .select_related("stage", "working_copy")
        .prefetch_related("versions")
    )
    return [Removed(one, _asked_last(one)) for one in removed.order_by("-removed_at", "pk")]


def _questions(desk: Desk) -> QuerySet[Question]:
    """Each with whether a reply hangs on it (a tester's too), a note or a prepared probe."""
    here = {"question": OuterRef("pk")}
    replies, notes = Exists(Reply.objects.filter(**here)), Exists(Note.objects.filter(**here))
    in_use = replies | notes | Exists(PreparedProbe.objects.filter(**here))
    questions = Question.objects.for_editing().filter(stage__board=desk.board)
    return questions.annotate(is_in_use=in_use)


def questions_in_order(desk: Desk) -> QuerySet[Question]:
    """The whole guide, without fetching its stage and board again with each question."""
    related = ("current_version", "working_copy", "within_set")
    questions = _questions(desk).select_related(None).select_related(*related)
    return questions.order_by("stage__position", "position")


def is_in_use(question: Question) -> bool:
    """Of one that was found by this module: whether something hangs on it."""
    return bool(getattr(question, "is_in_use", True))


def number_of(question: Question) -> int:
    before = question.stage.questions.in_guide().filter(position__lt=question.position)
    return before.count() + 1


def question_title(question: Question) -> str:
    """What it asks, as it was typed last; its name where that is nothing."""
    return _plain(typed_in(question).get("prompt", "")) or question.key


def _asked_last(question: Question) -> str:
    copy, versions = copy_of(question), list(question.versions.all())
    said = copy.script.get("prompt") if copy else versions[-1].prompt if versions else ""
    return _plain(said or "") or question.key


def _plain(markdown: str) -> str:
    """The words that a reader sees, on one line."""
    return " ".join(unescape(strip_tags(to_html(markdown))).split())
