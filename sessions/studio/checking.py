"""Whether what was typed into a question can be published, and what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from pydantic import ValidationError

from sessions.enums import Kind, Reveal
from sessions.kinds import KINDS
from sessions.kinds.base import Path, QuestionScript, files_in, pictures_in, routed_in
from sessions.models import Question
from sessions.script.checks import only_some_are_asked
from sessions.script.complaints import words_of
from sessions.studio.placeholders import left_in_script
from sessions.studio.rules import is_let_out
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `path` is where in the question's script."""

    path: Path
    message: str


@dataclass(frozen=True)
class Checked:
    """The script where it can be published, else what stands against it."""

    script: QuestionScript | None
    faults: list[Fault] = field(default_factory=list)


def checked(question: Question, typed: Typed, around: Surroundings) -> Checked:
    """What the kind's model and the board say of it; the question is as it stands now."""
    try:
        script = KINDS[Kind(question.kind)].script_model.model_validate(typed)
    except ValidationError as error:
        return Checked(None, [Fault(e["loc"], words_of(e)) for e in error.errors()])
    faults = [
        *_contradictions(question, script, around),
        *_misled(question, script, around),
        *_missing_files(script, around),
        *_left_open(question, script),
        *_loosened(question, script),
        *_taken_away(question, script),
        *_opened_by_the_way(question, script, around),
    ]
    return Checked(None if faults else script, faults)


def _contradictions(
    question: Question, script: QuestionScript, around: Surroundings
) -> Iterator[Fault]:
    if around.keys.get(script.key, question.pk) != question.pk:
        yield Fault(("key",), _("Another question has this name."))
    if script.within is not None:
        within = around.sets.get(script.within)
        if within is None:
            yield Fault(("within",), _("There is no such set of segments."))
        elif within.allows_several:
            yield Fault(("within",), _("A person may hold several of its values."))
    for key, values in script.segments.items():
        if any((key, value) not in around.segments for value in values):
            yield Fault(("segments",), _("There is no such segment."))
    earlier = around.before(question.stage)
    if any(key not in earlier for key in getattr(script, "of", ())):
        yield Fault(("of",), _("A summary can only sum up stages before its own."))


def _misled(question: Question, script: QuestionScript, around: Surroundings) -> Iterator[Fault]:
    """An option leads to a value of the one set that its question routes into."""
    routes, named = getattr(script, "routes", None), list(routed_in(script))
    if routes is None and not named:
        return
    if routes not in around.sets:
        yield Fault(("routes",), _("There is no such set of segments."))
        return
    if not named:
        yield Fault(("routes",), _("No option says to which of its values it leads."))
    if routes in {*script.segments, *around.limits_of(question.stage)}:
        yield Fault(("routes",), only_some_are_asked(routes))
    for path, value in named:
        if (routes, value) not in around.segments:
            words = _("All options lead within one set, which is “%(set)s”; this is none of it.")
            yield Fault(path, words % {"set": routes})


def _missing_files(script: QuestionScript, around: Surroundings) -> Iterator[Fault]:
    for path, file in files_in(script):
        if file not in around.files:
            yield Fault(path, _("There is no such file on this board."))
    for path, picture in pictures_in(script):
        if not around.has_picture(picture):
            yield Fault(path, _("There is no such picture on this board."))


def _left_open(question: Question, script: QuestionScript) -> Iterator[Fault]:
    """What a guide left to be filled in stays out of a stage that is released."""
    if is_let_out(question.stage) and (left := left_in_script(script)):
        words = _("Something is still to be filled in: %(what)s.")
        yield Fault((), words % {"what": "; ".join(left)})


def _loosened(question: Question, script: QuestionScript) -> Iterator[Fault]:
    """Once somebody has posted, reveal and segment limit can only be tightened (rule 2)."""
    is_known = question.current_version_id and question.stage.board.launched_at
    if is_known and script.key != question.key:
        yield Fault(("key",), _("The board is live: transcripts know it by its name."))
    if question.first_posted_at is None:
        return
    order = list(Reveal)
    if order.index(script.reveal) < order.index(Reveal(question.reveal)):
        yield Fault(
            ("reveal",),
            _(
                "Somebody has answered in the belief that others read it later than this: it can"
                " only become stricter than “%(now)s”."
            )
            % {"now": Reveal(question.reveal).label},
        )
    if getattr(script, "entries", 1) < question.entries:
        yield Fault(("entries",), _("People have answered: there can be more entries, not fewer."))
    if (getattr(script, "every", None) or "") != question.every:
        words = _("People have answered: when its entries come stays as it is.")
        yield Fault(("every",), words)
    if question.within_set and question.within_set.key != script.within:
        yield Fault(("within",), _("Somebody has answered: this limit can no longer be lifted."))


def _taken_away(question: Question, script: QuestionScript) -> Iterator[Fault]:
    """Once somebody has posted, whoever could read it still can (rule 2)."""
    if question.first_posted_at is None:
        return
    before = {(one.segment_set.key, one.value) for one in question.segments.all()}
    wanted = {(key, value) for key, values in script.segments.items() for value in values}
    if wanted and not (before and before <= wanted):
        words = _("People have answered: it can be put to more people, not to fewer.")
        yield Fault(("segments",), words)
    if set(getattr(script, "of", ())) - {stage.key for stage in question.sums_up.all()}:
        words = _("People have answered: it can sum up fewer stages, not others.")
        yield Fault(("of",), words)


def _opened_by_the_way(
    question: Question, script: QuestionScript, around: Surroundings
) -> Iterator[Fault]:
    """What opens after every required question of a stage does not open for one fewer (rule 2)."""
    is_let_go = question.current_version_id and question.required and not script.required
    if is_let_go and question.kind != Kind.TEXT_PAGE and around.wait_for(question):
        yield Fault(
            ("required",),
            _(
                "People have answered another question of this stage in the belief that others"
                " read it once they have answered this one: it stays required."
            ),
        )
