"""The desk's pages, on a board like the example and on one twenty-five times as big."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from bulletin import clock
from bulletin.accounts.models import SignInLink
from sessions.enums import Role
from sessions.models import StaffMember
from tests import factories
from tests.bench.boards import Boards, Guide
from tests.bench.browsers import Browser, Request
from tests.bench.installation import Web

# Its name in the table, its address's name, and what is added to the address.
Page = tuple[str, str, str]
# A page of staff's takes longer than a participant's, and is asked for less often.
FEWEST = 16
PAGES: Sequence[Page] = (
    ("board", "desk_board", ""),
    ("people", "desk_people", ""),
    ("person", "desk_person", ""),
    ("everything", "desk_everything", ""),
    ("by person", "desk_speakers", ""),
    ("stream", "desk_stream", ""),
    ("search", "desk_stream", "?words=meeting"),
    ("question", "desk_question", ""),
    ("figures", "desk_charts", ""),
    ("reply", "desk_reply", ""),
    ("probes", "desk_probes", ""),
    ("first posts", "desk_first_posts", ""),
    ("held", "desk_held", ""),
    ("wishes", "desk_wishes", ""),
    ("prepared", "desk_prepared", ""),
    ("starred", "desk_starred", ""),
    ("codes", "desk_codebook", ""),
    ("replies with a code", "desk_code", ""),
    ("hiding words", "desk_redaction", ""),
    ("calls", "desk_calls", ""),
    ("trail", "desk_audit", ""),
    ("transcripts", "desk_transcripts", ""),
    ("statement", "desk_participation_statement", ""),
    ("staff", "desk_staff", ""),
    ("guide", "desk_guide", ""),
    ("guide, one open", "desk_guide_question", ""),
    ("publishing", "desk_guide_publication", ""),
    ("workload", "desk_workload", ""),
    ("as they see it", "desk_preview", ""),
)
# Those of an observer's that read what the participants' consent opens to them.
OBSERVED = tuple(each for each in PAGES if each[0] in {"everything", "stream", "question"})


def desk_requests(boards: Boards, web: Web) -> list[tuple[str, Request]]:
    """Each page on the one board and then on the other, by its facilitator and an observer."""
    pages = (_of_each_page(guide, web) for guide in (boards.desk, boards.big_desk))
    return [
        (f"desk: {name}{size}", request)
        for pair in zip(*pages, strict=True)
        for (name, request), size in zip(pair, ("", ", big board"), strict=True)
    ]


def _of_each_page(guide: Guide, web: Web) -> Iterator[tuple[str, Request]]:
    facilitator = _signed_in(factories.facilitator(guide.board), web)
    observer = _signed_in(factories.staff(guide.board, Role.OBSERVER), web)
    yield from _asked(PAGES, guide, facilitator)
    for name, request in _asked(OBSERVED, guide, observer):
        yield f"{name} to an observer", request


def _asked(pages: Sequence[Page], guide: Guide, browser: Browser) -> Iterator[tuple[str, Request]]:
    for name, page, query in pages:
        request = browser.request(reverse(page, args=_place(page, guide)) + query)
        answer = browser.send(request)
        assert answer.status == 200, (name, answer.status, answer.body)
        yield name, request


def _place(page: str, guide: Guide) -> list[object]:
    """What the page's address names: its board, and a question, reply or person of it."""
    question = guide.open[0]
    reply = question.replies.answers().values_list("pk", flat=True)[0]
    about = {
        "desk_question": question.pk,
        "desk_guide_question": question.pk,
        "desk_reply": reply,
        "desk_redaction": reply,
        "desk_code": guide.board.codes.values_list("pk", flat=True)[0],
        "desk_person": guide.board.participants.values_list("pk", flat=True)[0],
    }
    return [guide.board.slug, *([about[page]] if page in about else [])]


def _signed_in(member: StaffMember, web: Web) -> Browser:
    browser = Browser(web.port)
    path = reverse("sign_in_link", args=[SignInLink.objects.issue(member.user, now=clock.now())])
    door = browser.send(browser.request(path))
    entered = browser.send(browser.form(path, door.hidden_fields()))
    assert entered.status == 302, entered.body
    return browser
