"""A search in what one participant may see: questions shown to them, and posts through the gate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participants.actions.unlocking import note_some_served
from participants.entry.overview.questions import in_one_line
from participants.enums import ReplyKind
from participants.gate.questions import shown_questions
from participants.hits import snippet, words_found
from participants.lexemes import dictionary_of, searched_for
from participants.models import Participant, Reply
from participants.speakers import CLOSED, speaking
from participants.web import Visit
from sessions.enums import Audience
from sessions.models import Question

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    question: Question
    words: SafeString


@dataclass(frozen=True, slots=True)
class FoundPost:
    """Whose post, under which question in one plain line, and the words around what was found."""

    reply: Reply
    author: str
    prompt: str
    words: SafeString


@dataclass(frozen=True)
class Found:
    """What a search found. `number` counts posts; `page` is one of those that hold them."""

    questions: Sequence[FoundQuestion]
    posts: Sequence[FoundPost]
    number: int
    page: "Page[Reply]"


def found_for(visit: Visit, words: str, page: str) -> Found:
    """Nothing that this person may not see is looked at. Others' words that are shown count as
    served to them."""
    questions = list(_questions(visit, words)) if page in ("", "1") else []
    pages = Paginator(_posts(visit, words), A_PAGE)
    here = pages.get_page(page)
    replies = list(here.object_list)
    texts = [one.wording.prompt for one in questions] + [_text(one) for one in replies]
    hits = words_found(visit.board, words, texts) if texts else frozenset()
    if not visit.preview:
        served = _served(visit.participant, replies)
        note_some_served(visit.participant, served, now=visit.now)
    return Found(
        questions=[FoundQuestion(one, snippet(_plain(one), hits)) for one in questions],
        posts=[_post(visit, one, hits) for one in replies],
        number=pages.count,
        page=here,
    )


def _questions(visit: Visit, words: str) -> QuerySet[Question]:
    prompt = SearchVector("current_version__prompt", config=dictionary_of(visit.board))
    return (
        shown_questions(visit.participant, visit.now)
        .annotate(prompt=prompt)
        .filter(prompt=searched_for(words, visit.board))
        .select_related("current_version", "stage")
        .order_by("stage__position", "position")
    )


def _posts(visit: Visit, words: str) -> QuerySet[Reply]:
    """The newest first. What was written as "other" beside a choice has no author (rule 2): of a
    choice only the words that stand under a name are looked at, lest it be told by what is not
    found."""
    query = searched_for(words, visit.board)
    text = SearchVector("current_version__text", config=dictionary_of(visit.board))
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    choice = Q(kind=ReplyKind.ANSWER, question__kind__in=CLOSED)
    return (
        speaking(readable)
        .annotate(prose=text)
        .filter((~choice & Q(current_version__lexemes=query)) | (choice & Q(prose=query)))
        .select_related("current_version", "question__current_version", "participant", "staff")
        .order_by("-said_at", "pk")
    )


def _post(visit: Visit, reply: Reply, hits: frozenset[str]) -> FoundPost:
    return FoundPost(
        reply=reply,
        author=_author(visit, reply),
        prompt=_prompt(reply.question),
        words=snippet(_text(reply), hits),
    )


def _author(visit: Visit, reply: Reply) -> str:
    if reply.participant is None:
        return reply.staff.display_name if reply.staff else ""
    if reply.participant == visit.participant:
        return _("You")
    reply.participant.board = visit.board
    return reply.participant.name_for(Audience.PEERS)


def _text(reply: Reply) -> str:
    return reply.current_version.text if reply.current_version else ""


def _plain(question: Question) -> str:
    return in_one_line(question.wording.prompt_html)


def _prompt(question: Question) -> str:
    """Under a question that was taken down one's own words stay, and not what it asked."""
    return "…" if question.hidden_at else _plain(question)


def _served(participant: Participant, replies: Iterable[Reply]) -> set[UUID]:
    """The questions of other participants' words: staff's in one's own thread are read before
    anything opens."""
    return {one.question_id for one in replies if one.participant_id not in (None, participant.pk)}
