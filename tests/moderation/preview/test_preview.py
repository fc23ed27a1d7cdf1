"""Looking at a board with a participant's eyes: the real pages, and no trace of having looked."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from moderation.preview.eyes import Eyes
from participants.models import Draft, Participant, Reply, Upload
from sessions.enums import Kind, Role
from sessions.models import Board, Question, Segment, StaffMember, WorkingCopy
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db

NOW = factories.NOW


@pytest.fixture
def client(facilitator: Client) -> Client:
    return facilitator


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, title="Hopes"), prompt="What do you hope?")


def look(client: Client, eyes: Eyes, name: str = "board", *ids: object) -> Any:
    address = reverse(name, args=["cop", *ids]).lstrip("/")
    return client.get(reverse("desk_seen", args=["cop", eyes.token(), address]))


def rows() -> dict[str, int]:
    models: list[type[Model]] = list(apps.get_models())
    return {model._meta.label: model._default_manager.count() for model in models}


def columns_of(person: Participant) -> dict[str, Any]:
    return dict(Participant.objects.filter(pk=person.pk).values().get())


def test_somebody_imagined_reads_others_only_once_they_have_answered(
    client: Client, board: Board, question: Question
) -> None:
    factories.answer(factories.participant(board), question, "OTHERWORDS")

    before = look(client, Eyes(), "question", question.pk)
    after = look(client, Eyes(has_answered=True), "question", question.pk)

    assert b"What do you hope?" in before.content
    assert b"OTHERWORDS" not in before.content
    assert b"OTHERWORDS" in after.content


def test_a_participant_is_looked_through_without_a_trace(
    client: Client, board: Board, question: Question
) -> None:
    person = factories.participant(board)
    factories.answer(person, question)
    factories.answer(factories.participant(board), question, "OTHERWORDS")
    before, there = columns_of(person), rows()

    page = look(client, Eyes(person=person.pk), "question", question.pk)

    assert b"OTHERWORDS" in page.content
    assert (columns_of(person), rows()) == (before, there)


def test_imagining_somebody_leaves_nobody_behind(
    client: Client, board: Board, question: Question
) -> None:
    there = rows()

    assert look(client, Eyes(has_answered=True)).status_code == 200

    assert rows() == there


def test_what_somebody_only_typed_is_not_shown(
    client: Client, board: Board, question: Question
) -> None:
    person = factories.participant(board)
    Draft.objects.create(
        participant=person,
        question=question,
        question_version=question.wording,
        fields={"text": ["TYPEDONLY"]},
        saved_at=NOW,
    )

    page = look(client, Eyes(person=person.pk), "question", question.pk)

    assert b"TYPEDONLY" not in page.content
    assert Draft.objects.count() == 1


def test_a_file_that_somebody_has_only_added_is_not_shown(client: Client, board: Board) -> None:
    person = factories.participant(board)
    asked = factories.question(factories.stage(board), kind=Kind.FILE)
    sent = factories.file_in(factories.answer(person, asked, ""))
    begun = factories.upload(person, asked)

    looks = [look(client, Eyes(person=person.pk), "file", file.pk) for file in (sent, begun)]

    assert b"".join(looks[0])
    assert [one.status_code for one in looks] == [200, 404]
    assert Upload.objects.filter(file=begun).exists()


@pytest.mark.parametrize(("at", "is_open"), [(-1, False), (1, True)])
def test_the_board_is_seen_as_it_is_at_the_chosen_moment(
    client: Client, board: Board, at: int, is_open: bool
) -> None:
    opens = NOW + factories.DAY
    stage = factories.stage(board, opens_at=opens, released=False)
    ahead = factories.question(stage, prompt="WHATCOMES")

    page = look(client, Eyes(at=opens + timedelta(minutes=at)), "question", ahead.pk)

    assert (page.status_code == 200) is is_open
    assert (b"WHATCOMES" in page.content) is is_open


def test_a_draft_board_is_seen_as_if_it_were_launched(staff: dict[Role, StaffMember]) -> None:
    draft = factories.board(slug="draft", launched=False)
    question = factories.question(factories.stage(draft), prompt="SOON")
    client = signed_in(factories.facilitator(draft).user)
    address = reverse("question", args=["draft", question.pk]).lstrip("/")

    page = client.get(reverse("desk_seen", args=["draft", Eyes().token(), address]))

    assert b"SOON" in page.content
    draft.refresh_from_db()
    assert draft.launched_at is None


def test_the_guide_is_seen_as_published_or_as_it_is_being_written(
    client: Client, staff: dict[Role, StaffMember], question: Question
) -> None:
    by = staff[Role.FACILITATOR].user
    script = {"key": question.key, "kind": "text", "prompt": "WRITTENSINCE"}
    WorkingCopy.objects.create(question=question, script=script, saved_at=NOW, saved_by=by)
    unfinished = factories.question(question.stage, published=False)
    half = {"key": unfinished.key, "kind": "single", "prompt": "HALFWRITTEN"}
    WorkingCopy.objects.create(question=unfinished, script=half, saved_at=NOW, saved_by=by)

    published = look(client, Eyes(), "question", question.pk).content
    written = look(client, Eyes(as_written=True), "question", question.pk).content

    assert b"What do you hope?" in published
    assert b"WRITTENSINCE" not in published
    assert b"WRITTENSINCE" in written
    assert b"HALFWRITTEN" not in look(client, Eyes(as_written=True)).content
    assert WorkingCopy.objects.count() == 2


def test_somebody_imagined_holds_the_chosen_segments(client: Client, board: Board) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    asked = factories.question(factories.stage(board), prompt="FORHEALTH", segments=[health])

    def status(segment: Segment) -> int:
        return int(look(client, Eyes(segments=(segment.pk,)), "question", asked.pk).status_code)

    assert (status(health), status(care)) == (200, 404)


def test_its_links_lead_on_within_the_preview_and_nowhere_else_afterwards(
    client: Client, board: Board, question: Question
) -> None:
    eyes = Eyes()
    within = reverse("desk_seen", args=["cop", eyes.token(), f"b/cop/questions/{question.pk}/"])

    page = look(client, eyes)

    assert f'href="{within}"'.encode() in page.content
    theirs = browser_of(factories.participant(board)).get(reverse("board", args=["cop"]))
    assert f'href="/b/cop/questions/{question.pk}/"'.encode() in theirs.content
    assert b"/preview/" not in theirs.content


def test_nothing_is_sent_and_no_script_runs(
    client: Client, board: Board, question: Question
) -> None:
    there = rows()
    address = reverse("question", args=["cop", question.pk]).lstrip("/")
    place = reverse("desk_seen", args=["cop", Eyes().token(), address])

    sent = client.post(place, {"text": "Sent from a preview"})

    assert (sent.status_code, rows()) == (405, there)
    page = client.get(place)
    assert b"<script" not in page.content
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize(
    "address", ["desk/cop/", "b/elsewhere/", "accounts/login/", "i/abc/", "nowhere/", ".."]
)
def test_only_participants_pages_of_this_board_are_seen(
    client: Client, board: Board, address: str
) -> None:
    factories.board(slug="elsewhere")

    place = reverse("desk_seen", args=["cop", Eyes().token(), address])

    assert client.get(place).status_code == 404


def test_a_token_of_ones_own_making_is_no_address(client: Client, board: Board) -> None:
    token = Eyes().token()

    for wrong in ("x", token[:-1], token + "x"):
        assert client.get(reverse("desk_seen", args=["cop", wrong, "b/cop/"])).status_code == 404


def test_a_person_of_another_board_cannot_be_looked_through(client: Client, board: Board) -> None:
    stranger = factories.participant(factories.board(slug="elsewhere"))

    assert look(client, Eyes(person=stranger.pk)).status_code == 404


def test_the_frame_shows_what_was_chosen(client: Client, board: Board, question: Question) -> None:
    opens_at = question.stage.opens_at
    assert opens_at
    asked = {"answered": "everything", "moment": opens_at.isoformat(), "width": "whole"}

    page = client.get(reverse("desk_preview", args=["cop"]), asked)

    (token,) = re.findall(r'src="/desk/cop/preview/([^/]+)/b/cop/"', page.content.decode())
    assert Eyes.of(token) == Eyes(has_answered=True, as_written=True, at=opens_at)
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_staff_learn_no_name_from_it_that_the_desk_does_not_show_them(
    client: Client, board: Board, question: Question
) -> None:
    """Elsewhere a look at a name is a deed of its own, and in the trail (rules 9 and 13)."""
    Board.objects.filter(pk=board.pk).update(identity_peers="real_name", identity_staff="pseudonym")
    person = factories.participant(board, name="REALNAME One")
    factories.answer(person, question)
    factories.answer(factories.participant(board, name="REALNAME Two"), question, "OTHERWORDS")

    pages = [look(client, Eyes(person=person.pk)), look(client, Eyes(person=person.pk), "about")]
    page = look(client, Eyes(person=person.pk), "question", question.pk)

    assert b"OTHERWORDS" in page.content
    assert not any(b"REALNAME" in one.content for one in [*pages, page])


def test_what_a_known_person_consented_to_is_not_shown(client: Client, board: Board) -> None:
    person = factories.participant(board)

    assert look(client, Eyes(person=person.pk), "consent_copy").status_code == 404
    assert look(client, Eyes(), "consent_copy").status_code == 200


def test_a_rejected_answer_is_imagined_to_stand(
    client: Client, board: Board, question: Question
) -> None:
    person = factories.participant(board)
    factories.reject(factories.answer(person, question, "REJECTEDONCE"))

    page = look(client, Eyes(person=person.pk, has_answered=True), "question", question.pk)

    assert page.status_code == 200
    assert Reply.objects.filter(rejected_at__isnull=False).count() == 1


def test_what_is_not_there_is_said_within_the_frame(client: Client, board: Board) -> None:
    missing = look(client, Eyes(), "question", uuid4())

    assert (missing.status_code, missing.headers["X-Frame-Options"]) == (404, "SAMEORIGIN")
    assert b"<script" not in missing.content


def test_what_staff_are_to_be_told_is_not_lost_to_a_look(
    client: Client, board: Board, question: Question
) -> None:
    client.post(reverse("desk_pause", args=["cop"]), {"message": "Back soon"})

    told = b"The board is paused. Participants can read"
    seen = look(client, Eyes()).content
    afterwards = client.get(reverse("desk_board", args=["cop"])).content

    assert told not in seen
    assert told in afterwards


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:00"])
def test_a_year_that_cannot_be_meant_is_asked_about(client: Client, board: Board, at: str) -> None:
    page = client.get(reverse("desk_preview", args=["cop"]), {"moment": "other", "at": at})

    assert page.status_code == 422
    assert b"Look at the year" in page.content


def test_another_moment_must_be_said(client: Client, board: Board) -> None:
    page = client.get(reverse("desk_preview", args=["cop"]), {"moment": "other"})

    assert page.status_code == 422
    assert b"Say which moment." in page.content


def test_every_kind_can_be_imagined_answered(client: Client, board: Board) -> None:
    stage = factories.stage(board)
    kinds = [
        Kind.TEXT,
        Kind.FILE,
        Kind.ANNOTATE,
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.SCALE,
        Kind.RANKING,
    ]
    for kind in kinds:
        question = factories.question(stage, kind=kind)
        page = look(client, Eyes(has_answered=True), "question", question.pk)
        assert page.status_code == 200, kind


def test_whoever_reads_all_may_look(board: Board, staff: dict[Role, StaffMember]) -> None:
    statuses = {
        role: look(signed_in(member.user), Eyes()).status_code for role, member in staff.items()
    }

    assert statuses == {
        Role.FACILITATOR: 200,
        Role.MODERATOR: 200,
        Role.OBSERVER: 403,
        Role.RECRUITER: 403,
    }
