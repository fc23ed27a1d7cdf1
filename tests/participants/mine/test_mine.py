"""All that one has said oneself: on a page, and as a file to keep (rule 12)."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin.media.models import MediaFile
from participants.actions.drafting import save_draft
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal, Vote
from participants.models import Consent, Participant, Reply
from sessions.enums import Kind
from sessions.models import Board, Segment, Stage
from tests import factories
from tests.factories import NOW
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def board() -> Board:
    return factories.board(slug="cop")


@pytest.fixture
def me(board: Board) -> Participant:
    """Somebody with one of each, and peers who wrote beside it."""
    stage = factories.stage(board)
    asked = factories.question(stage, prompt="What did you hope?")
    chosen = factories.question(stage, kind=Kind.SINGLE, options=["Yes"], prompt="Would you?")
    sent = factories.question(stage, kind=Kind.FILE, prompt="Show us.")
    person = factories.participant(board, segments=[one_segment(board)])
    answer = factories.answer(person, asked, "First words.")
    factories.version(answer, "Second words.")
    factories.value(factories.answer(person, chosen, ""), "yes")
    factories.file_in(factories.answer(person, sent, ""), "My desk")
    peer = factories.participant(board)
    theirs = factories.answer(peer, asked, "PEERSWORDS")
    factories.comment(peer, answer, "PEERSCOMMENT")
    factories.comment(person, theirs, "I see it so too.")
    factories.note(factories.facilitator(board), answer, "NOTEDWORDS")
    factories.call(person, factories.call_for_help(person, asked, "Help me."))
    factories.call(person, theirs, why="Please look.")
    save_draft(
        participant=person, question=factories.question(stage), fields={"text": ["Half."]}, now=NOW
    )
    factories.findings(board)
    factories.verdict(person, Vote.PARTLY, "Not quite.")
    return person


def one_segment(board: Board) -> Segment:
    return factories.segment_set(board, "sector", "SECRETSEGMENT").segments.get()


OWN = (
    "First words.", "Second words.", "Yes", "My desk", "I see it so too.", "Help me.",
    "Please look.", "Half.", "Not quite.", "What did you hope?", "Would you?",
)  # fmt: skip
OTHERS = ("PEERSWORDS", "PEERSCOMMENT", "NOTEDWORDS", "SECRETSEGMENT", "Heron 02")


def page(me: Participant) -> str:
    return reverse("mine", args=[me.board.slug])


def packed(browser: Client, me: Participant) -> ZipFile:
    response = browser.get(reverse("mine_file", args=[me.board.slug]))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Disposition"] == 'attachment; filename="cop-mine.zip"'
    return ZipFile(BytesIO(b"".join(response)))


def test_the_page_has_all_that_is_ones_own_and_nothing_of_others(me: Participant) -> None:
    html = browser_of(me).get(page(me)).content.decode()

    assert [words for words in OWN if words not in html] == []
    assert [words for words in OTHERS if words in html] == []


def test_the_language_is_called_by_its_own_name(me: Participant) -> None:
    told = json.loads(packed(browser_of(me), me).read("account.json"))

    assert {"what": "Language", "says": "English"} in told["sections"]["you"]["facts"]


def test_the_file_holds_the_same_for_people_and_for_machines_with_ones_files(
    me: Participant,
) -> None:
    archive = packed(browser_of(me), me)

    assert sorted(archive.namelist()) == [
        "account.html", "account.json", "files/01.webp", "style.css"
    ]  # fmt: skip
    for name in ("account.html", "account.json"):
        told = archive.read(name).decode()
        assert [words for words in OWN if words not in told] == []
        assert [words for words in OTHERS if words in told] == []
    told = json.loads(archive.read("account.json"))
    versions = [one["versions"] for one in told["sections"]["answers"]["said"]]
    words = [[version["words"] for version in one] for one in versions]
    assert ["First words.", "Second words."] in words
    assert archive.read("files/01.webp")[:4] == b"RIFF"


def leads_of(archive: ZipFile) -> list[str]:
    """All that the page in the file names beside itself."""
    html = archive.read("account.html").decode()
    return re.findall(r'(?:href|src)="([^"]+)"', html)


def marked_by(me: Participant) -> Reply:
    stage = Stage.objects.filter(board=me.board).earliest("position")
    asked = factories.question(stage, kind=Kind.ANNOTATE, marks=["I like this"])
    answer = factories.answer(me, asked, "")
    factories.mark(answer, 250, 750, "Warm.", kind="i-like-this")
    return answer


def test_whatever_the_page_in_the_file_leads_to_is_in_the_file(me: Participant) -> None:
    marked_by(me)

    archive = packed(browser_of(me), me)

    leads = leads_of(archive)
    assert set(leads) == {"style.css", "files/01.webp", "files/picture-01.webp"}
    assert set(leads) <= set(archive.namelist())
    html = archive.read("account.html").decode()
    assert '<img src="files/01.webp" alt="My desk"' in html
    assert "<circle" in html
    assert "Mark 1, 25 % across and 75 % down: I like this: Warm." in html
    assert "http" not in html
    assert "style=" not in html


def test_whoever_left_keeps_their_marks_in_words_and_not_the_boards_picture(
    me: Participant,
) -> None:
    marked_by(me)
    browser = browser_of(me)
    withdraw(participant=me, answers=AnswersAfterWithdrawal.KEEP, now=NOW, by=None)

    archive = packed(browser, me)

    assert "files/picture-01.webp" not in [*archive.namelist(), *leads_of(archive)]
    assert set(leads_of(archive)) <= set(archive.namelist())
    assert "25 % across and 75 % down" in archive.read("account.html").decode()


def test_a_file_is_shown_on_the_page_where_it_was_sent(me: Participant) -> None:
    html = browser_of(me).get(page(me)).content.decode()

    file = MediaFile.objects.get(upload__participant=me)
    for name in ("file", "small_file"):
        assert f'"{reverse(name, args=["cop", file.pk])}"' in html


def test_which_version_came_first_is_said_and_by_which_clocks(me: Participant) -> None:
    html = packed(browser_of(me), me).read("account.html").decode()

    first, second = html.index("First version"), html.index("Corrected")
    assert first < html.index("First words.") < second < html.index("Second words.")
    assert html.count("First version") == 1
    assert "All times are as in London." in html


def test_a_point_on_a_scale_is_told_with_its_ends(me: Participant) -> None:
    stage = Stage.objects.filter(board=me.board).earliest("position")
    scale = factories.question(stage, kind=Kind.SCALE, settings={"from": 0, "to": 10})
    factories.value(factories.answer(me, scale, ""), number=7)

    told = packed(browser_of(me), me).read("account.html").decode()

    assert "7 (0: low; 10: high)" in told


def test_a_language_is_called_by_its_name_however_its_tag_is_written(me: Participant) -> None:
    Participant.objects.filter(pk=me.pk).update(language="en-GB")

    html = browser_of(me).get(page(me)).content.decode()

    assert "<dd>English</dd>" in html
    assert "En-GB" not in html


def test_sizes_are_for_people_to_read(me: Participant) -> None:
    MediaFile.objects.filter(upload__participant=me).update(size=2_108_910)

    told = packed(browser_of(me), me).read("account.html").decode()

    assert "2.0\xa0MB" in told
    assert "2108910" not in told


def test_hidden_words_are_not_in_it(me: Participant) -> None:
    factories.redact(Reply.objects.filter(participant=me).earliest("posted_at"), "Second", "[...]")

    assert "Second words." not in packed(browser_of(me), me).read("account.json").decode()


def test_each_post_can_be_found_and_taken_back_from_there(me: Participant) -> None:
    html = browser_of(me).get(page(me)).content.decode()

    for reply in Reply.objects.filter(participant=me):
        assert reverse("reply", args=["cop", reply.pk]) in html
        assert reverse("reply_withdrawal", args=["cop", reply.pk]) in html


def test_what_has_no_place_any_more_can_still_be_taken_back(me: Participant) -> None:
    question = factories.question(factories.stage(me.board, released=False))
    answer = factories.answer(me, question, "Out of reach.")

    html = browser_of(me).get(page(me)).content.decode()

    assert f'href="{reverse("reply", args=["cop", answer.pk])}"' not in html
    assert reverse("reply_withdrawal", args=["cop", answer.pk]) in html


def test_whoever_withdrew_still_has_what_is_left(me: Participant) -> None:
    browser = browser_of(me)
    withdraw(participant=me, answers=AnswersAfterWithdrawal.KEEP, now=NOW, by=None)

    html = browser.get(page(me)).content.decode()

    assert "Second words." in html
    assert "Half." not in html
    assert "Take back" not in html
    assert "Second words." in packed(browser, me).read("account.html").decode()
    assert page(me) in browser.get(reverse("withdrawal", args=["cop"])).content.decode()


def test_whoever_is_asked_for_consent_anew_has_it_too(me: Participant) -> None:
    browser = browser_of(me)
    Consent.objects.filter(participant=me).delete()

    assert browser.get(page(me)).status_code == 200


def test_a_place_that_staff_closed_has_nothing_there(me: Participant) -> None:
    browser = browser_of(me)
    Participant.objects.filter(pk=me.pk).update(
        deactivated_at=NOW, deactivated_by=factories.facilitator(me.board).user
    )

    assert browser.get(page(me)).status_code == 404
    assert browser.get(reverse("mine_file", args=["cop"])).status_code == 404


def test_the_page_about_the_board_leads_there(me: Participant) -> None:
    assert page(me) in browser_of(me).get(reverse("about", args=["cop"])).content.decode()


@pytest.mark.parametrize("answers", [1, 3])
def test_the_page_costs_as_much_whatever_was_said(
    board: Board, django_assert_num_queries, answers: int
) -> None:
    stage, person = factories.stage(board), factories.participant(board)
    for _each in range(answers):
        factories.answer(person, factories.question(stage))
    browser = browser_of(person)
    browser.get(page(person))

    with django_assert_num_queries(19):
        browser.get(page(person))


def test_asking_for_the_file_very_often_is_answered_in_words(
    me: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(me)
    monkeypatch.setattr("bulletin.web.limits.Limit.is_exceeded_by", lambda _limit, _who: True)

    response = browser.get(reverse("mine_file", args=["cop"]))

    assert (response.status_code, response.content[:14]) == (429, b"You have asked")


def test_it_is_nobody_elses(me: Participant, board: Board) -> None:
    other = factories.participant(board)

    html = browser_of(other).get(page(other)).content.decode()

    assert [words for words in OWN[:3] if words in html] == []
