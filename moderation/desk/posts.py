"""Single posts, out of their threads: where one stands, and those that wait for something."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from moderation.desk.forms.speaking import ThanksForm
from moderation.desk.marks import Mark, state_marks_of
from moderation.desk.names import Naming, naming_for
from moderation.desk.prepared import thanks_for
from moderation.desk.sayings import choices_of, replies_for, shown_of
from moderation.desk.wording import Wording, wording_of
from moderation.web import Desk, DeskRequest
from participants.models import Participant, Reply
from sessions.enums import Kind

A_PAGE = 25


@dataclass(frozen=True)
class PostLine:
    """One post as a list shows it, with the words that would thank its author."""

    reply: Reply
    name: str
    html: SafeString
    choices: str
    marks: list[Mark]
    url: str
    thanks: ThanksForm | None = None


# The lists of posts that a press may lead back to.
LISTS = ("desk_held", "desk_probes", "desk_first_posts")


def place_of(desk: Desk, reply: Reply, *, sent: Reply | None = None) -> str:
    """Where the reply stands among everything said under its question.

    `sent` names what was written to: the device then forgets what it had kept of it.
    """
    page = reverse("desk_question", args=[desk.board.slug, reply.question_id])
    return f"{page}?at={reply.pk}{f'&sent={sent.pk}' if sent else ''}#reply-{reply.pk}"


def back_to(request: DeskRequest, reply: Reply) -> str:
    """The list that the press came from, else where the reply stands."""
    if (name := request.GET.get("from")) in LISTS:
        return reverse(name, args=[request.desk.board.slug])
    return place_of(request.desk, reply)


def line_of(desk: Desk, reply: Reply) -> PostLine:
    (line,) = lines_of(desk, [reply.pk])
    return line


def lines_of(desk: Desk, wanted: Sequence[UUID]) -> list[PostLine]:
    """In the order given, those that this desk may read; six queries, however many."""
    replies = replies_for(desk).select_related("question__current_version")
    found = {reply.pk: reply for reply in replies.filter(pk__in=wanted)}
    name_of = naming_for(desk, people_of(found.values()))
    wording = wording_of(desk, found.values())
    return [_line(desk, found[one], name_of, wording) for one in wanted if one in found]


def people_of(replies: Iterable[Reply]) -> set[Participant]:
    return {reply.participant for reply in replies if reply.participant}


def name_in(reply: Reply, name_of: Naming) -> str:
    """Whose words they are, as this desk names them."""
    if reply.participant:
        return name_of(reply.participant)
    return reply.staff.display_name if reply.staff else ""


def _line(desk: Desk, reply: Reply, name_of: Naming, wording: Wording) -> PostLine:
    current = next(
        (one for one in reply.versions.all() if one.pk == reply.current_version_id), None
    )
    kind = Kind(reply.question.kind)
    return PostLine(
        reply=reply,
        name=name_in(reply, name_of),
        html=shown_of(desk, current, kind, wording) if current else mark_safe(""),
        choices=choices_of(current, kind) if current else "",
        marks=state_marks_of(reply),
        url=place_of(desk, reply),
        thanks=_thanks(desk, reply),
    )


def _thanks(desk: Desk, reply: Reply) -> ThanksForm | None:
    if not desk.member.reads_everything or reply.participant is None:
        return None
    return ThanksForm(initial={"text": thanks_for(desk, reply)}, auto_id=f"id_%s_{reply.pk}")


@dataclass(frozen=True)
class OfOne:
    """What is held of one person."""

    person: Participant
    name: str
    lines: list[PostLine]


def by_person(lines: Iterable[PostLine]) -> list[OfOne]:
    """Whoever has waited longest first."""
    people: dict[UUID, OfOne] = {}
    for line in lines:
        person = line.reply.participant
        if person is not None:
            people.setdefault(person.pk, OfOne(person, line.name, [])).lines.append(line)
    return list(people.values())


def answers_to(desk: Desk, probes: Sequence[UUID]) -> dict[UUID | None, list[UUID]]:
    """By probe, what this desk may read of what participants wrote to it, the first first."""
    answers: dict[UUID | None, list[UUID]] = defaultdict(list)
    to_them = Q(in_reply_to__in=probes) | Q(in_reply_to=None, parent__in=probes)
    said = Reply.objects.for_staff(desk.member).filter(to_them, participant__isnull=False)
    written = said.order_by("posted_at", "pk").values_list("pk", "in_reply_to", "parent")
    for reply, beside, parent in written:
        answers[beside or parent].append(reply)
    return answers
