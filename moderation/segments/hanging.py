"""What hangs on a segment, so that it cannot be removed."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from sessions.models import Question, Segment, SegmentSet, WorkingCopy
from sessions.studio.typed import Typed

# By the name under which a segment knows of it; whatever has none here hangs on it as well.
_WHAT = {
    "memberships": say("Somebody holds it, or has held it."),
    "stages": say("A stage is for those who hold it."),
    "questions": say("A question is asked of those who hold it."),
    "routed_from": say("An option of a question leads to it, or led to it in an earlier wording."),
}


def hanging_on(segments: Collection[Segment]) -> list[str]:
    """In sentences, all that refers to any of these; nothing where they can go."""
    if not segments:
        return []
    here = [sentence for sentence, rows in _referring(segments) if rows.exists()]
    named = {(one.segment_set.key, one.value) for one in segments}
    board = next(iter(segments)).segment_set.board_id
    if any(named & set(_named_in(copy.script)) for copy in copies_on(board)):
        here.append(_("A question that is being written names it."))
    return here


def hanging_on_set(segment_set: SegmentSet) -> list[str]:
    """The same of a whole set."""
    here = hanging_on(list(segment_set.segments.select_related("segment_set")))
    if is_limiting(segment_set):
        here.append(_("A question limits its replies to one's own value of it."))
    return here


def is_limiting(segment_set: SegmentSet) -> bool:
    """Whether a question limits, or is about to limit, its replies to one's own value of it."""
    asked = Question.objects.filter(within_set=segment_set)
    return asked.exists() or any(
        copy.script.get("within") == segment_set.key for copy in copies_on(segment_set.board_id)
    )


def copies_on(board: Any) -> Iterator[WorkingCopy]:
    return WorkingCopy.objects.filter(question__stage__board=board).iterator()


def _referring(segments: Collection[Segment]) -> Iterator[tuple[str, Any]]:
    relations: Any = Segment._meta.get_fields(include_hidden=True)
    for relation in relations:
        model = relation.related_model
        if not relation.auto_created or model is None or model._meta.auto_created:
            continue
        sentence = _WHAT.get(relation.name, _("Something else of this board refers to it."))
        there = {f"{relation.field.name}__in": segments}
        yield str(sentence), model._default_manager.filter(**there)


def _named_in(script: Typed) -> Iterator[tuple[str, str]]:
    for key, values in script.get("segments", {}).items():
        yield from ((key, value) for value in values)
    for option in script.get("options", ()):
        if isinstance(option, dict) and "segment" in option:
            yield script.get("routes", ""), option["segment"]
