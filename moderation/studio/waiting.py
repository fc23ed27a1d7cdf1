"""What waits to be published, and what follows for the participants."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.desk.reach import Reach
from moderation.studio.finding import question_title
from moderation.studio.telling import Difference, differences, in_its_place
from moderation.web import Desk
from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Question, Stage
from sessions.rules import has_closed, has_opened
from sessions.studio.checking import checked
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed, published_in, typed_in


@dataclass(frozen=True)
class Change:
    """One question that waits: what it said and will say, and what follows from that.

    `again` is how many people could be asked to answer it again.
    """

    question: Question
    title: str
    is_new: bool
    differences: list[Difference]
    consequences: list[str]
    faults: list[str]
    again: int = 0

    @property
    def is_required(self) -> bool:
        """Whether it counts as left to do once it is published."""
        return bool(typed_in(self.question).get("required", True))

    @property
    def token(self) -> str:
        """The question as it was read here: with a later revision it is another."""
        return f"{self.question.pk}:{self.question.revision}"


def waiting_questions(desk: Desk) -> list[Question]:
    """Those that were typed into since they were published, or never were, in guide's order."""
    waits = Q(working_copy__isnull=False) | Q(current_version=None)
    questions = Question.objects.for_editing().filter(waits, stage__board=desk.board)
    return list(
        questions.prefetch_related("stage__segments").order_by("stage__position", "position")
    )


def changes_for(desk: Desk, around: Surroundings) -> list[Change]:
    """A handful of queries, however much waits."""
    questions = waiting_questions(desk)
    answered, again = _answered(desk, questions), _could_answer_again(desk, questions)
    reach = Reach(desk.board)
    changes = []
    for question in questions:
        question.stage.board = desk.board
        typed, is_new = typed_in(question), question.current_version is None
        before = _bare(typed) if is_new else published_in(question)
        people = reach.asked(question.stage, _segments_in(typed, around))
        kind = Kind(question.kind)
        follows = (
            _for_a_new_one(desk, question.stage, people, typed)
            if is_new
            else _for_a_change(question, answered.get(question.pk, 0), typed)
        )
        changes.append(
            Change(
                question,
                question_title(question),
                is_new,
                differences(kind, before, typed),
                follows,
                [in_its_place(kind, one) for one in checked(question, typed, around).faults],
                0 if has_closed(question.stage, desk.now) else again.get(question.pk, 0),
            )
        )
    return changes


def _bare(typed: Typed) -> Typed:
    """A new question has nothing before it: its wording stands above, and is not said twice."""
    return {name: typed[name] for name in ("key", "prompt") if name in typed}


def _segments_in(typed: Typed, around: Surroundings) -> set[UUID]:
    """The segments that are named, as far as there are such."""
    named = {(key, value) for key, values in typed.get("segments", {}).items() for value in values}
    return {around.segments[one].pk for one in named & around.segments.keys()}


def _answered(desk: Desk, questions: Iterable[Question]) -> dict[UUID, int]:
    """How many people's answers stand to the wording that is published now."""
    readable = Reply.objects.for_staff(desk.member).counted_on(desk.board.pk)
    standing = readable.answers().standing()
    asked = standing.filter(
        question__in=[question.pk for question in questions],
        current_version__question_version=F("question__current_version"),
    )
    rows = asked.order_by().values("question").annotate(people=Count("participant", distinct=True))
    return dict(rows.values_list("question", "people"))


def _could_answer_again(desk: Desk, questions: Iterable[Question]) -> dict[UUID, int]:
    """How many people who take part have an answer there, to whatever wording."""
    readable = Reply.objects.for_staff(desk.member).counted_on(desk.board.pk)
    theirs = (
        readable.answers()
        .standing()
        .filter(
            question__in=[question.pk for question in questions],
            participant__in=Participant.objects.active().filter(board=desk.board),
            withdrawn_at=None,
        )
    )
    rows = theirs.order_by().values("question").annotate(people=Count("participant", distinct=True))
    return dict(rows.values_list("question", "people"))


def _for_a_change(question: Question, answered: int, typed: Typed) -> list[str]:
    follows = _for_whoever_answered(answered)
    if typed.get("required", True) and not question.required and question.kind != Kind.TEXT_PAGE:
        follows.append(_("It is required from now on: who has not answered it has it left to do."))
    return follows


def _for_whoever_answered(answered: int) -> list[str]:
    if not answered:
        return [_("Nobody has answered the wording that is published now.")]
    return [
        ngettext(
            "%(number)d person has answered the wording that is published now. Their answer"
            " stays, and transcripts say which wording it was given to.",
            "%(number)d people have answered the wording that is published now. Their answers"
            " stay, and transcripts say which wording they were given to.",
            answered,
        )
        % {"number": answered},
        _("Nobody is told by e-mail."),
    ]


def _for_a_new_one(desk: Desk, stage: Stage, people: int, typed: Typed) -> list[str]:
    if not has_opened(stage, desk.now):
        return [_("It is there when “%(stage)s” opens.") % {"stage": stage.title}]
    if has_closed(stage, desk.now):
        return [
            _("“%(stage)s” has closed: nobody can answer it any more.") % {"stage": stage.title}
        ]
    if not typed.get("required", True) or typed.get("kind") == Kind.TEXT_PAGE:
        words = ngettext(
            "%(number)d person can see it at once; it does not count as left to do.",
            "%(number)d people can see it at once; it does not count as left to do.",
            people,
        )
    else:
        words = ngettext(
            "%(number)d person has it left to do at once, also if they had finished the stage.",
            "%(number)d people have it left to do at once, also those who had finished the stage.",
            people,
        )
    follows = [words % {"number": people}]
    if typed.get("kind") == Kind.SUMMARY:
        follows.append(
            _("Of these, only those see it who contributed to each stage that it sums up.")
        )
    return follows
