"""What somebody said by e-mail, by telephone or on paper, entered by staff (rules 12 and 16)."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.media.models import MediaFile
from participants.enums import Channel
from participants.gate.questions import revealed_questions
from participants.models import Consent, Participant, PersonalLink, Reply, ReplyVersion
from participants.simulate.enclosing import picture_called
from sessions.enums import Every, Kind, Role
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.trails import details, trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY

BY_MAIL = {
    "provenance-channel": "email",
    "provenance-said_at": "2021-03-29T10:15",
    "provenance-source": "Mail to the project's address",
}
SAID_AT = datetime(2021, 3, 29, 9, 15, tzinfo=UTC)


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, due_at=NOW - 20 * HOUR))


@pytest.fixture
def person(board: Board) -> Participant:
    """Somebody without an address, who cannot come by themself."""
    return factories.participant(board, email="")


def address(person: Participant, question: Question) -> str:
    return reverse("desk_on_behalf", args=["cop", person.pk, question.pk])


def enter(client: Client, person: Participant, question: Question, **form: str) -> int:
    return client.post(address(person, question), BY_MAIL | form).status_code


def test_the_moment_it_was_said_counts_and_who_entered_it_is_kept(
    board: Board, facilitator: Client, person: Participant, question: Question
) -> None:
    assert enter(facilitator, person, question, text="By mail I say this.") == 302

    reply, version = Reply.objects.get(), ReplyVersion.objects.get()
    assert (reply.participant, reply.said_at, reply.late) == (person, SAID_AT, False)
    assert (version.text, version.channel, version.said_at) == (
        "By mail I say this.",
        Channel.EMAIL,
        SAID_AT,
    )
    assert version.entered_by == factories.facilitator(board)
    assert version.source == "Mail to the project's address"
    assert version.submitted_at >= NOW
    assert trail() == [("answer_entered", version.entered_by.user_id, person.pk)]
    assert details("answer_entered") == {
        "question": str(question.pk),
        "channel": "email",
        "said_at": "2021-03-29T09:15:00+00:00",
    }


def test_what_was_said_after_the_due_date_is_late(
    facilitator: Client, person: Participant, question: Question
) -> None:
    said_at = {"provenance-said_at": "2021-03-30T12:00"}

    assert enter(facilitator, person, question, text="Late.", **said_at) == 302

    assert Reply.objects.get().late


def test_it_opens_the_others_replies_as_if_they_had_written_it(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board))
    assert question not in revealed_questions(person, NOW)

    enter(facilitator, person, question, text="By mail I say this.")

    assert question in revealed_questions(person, NOW + HOUR)


def test_the_person_sees_it_marked(
    facilitator: Client, person: Participant, question: Question
) -> None:
    enter(facilitator, person, question, text="By mail I say this.")
    browser = Client()
    token = PersonalLink.objects.issue(person, now=NOW)
    browser.post(reverse("personal_link", args=[token]))

    page = browser.get(reverse("question", args=["cop", question.pk])).content.decode()

    assert "By mail I say this." in page
    assert "by e-mail" in page.lower()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.TEXT_PAGE])
def test_every_kind_of_question_can_be_entered(
    board: Board, facilitator: Client, person: Participant, kind: Kind
) -> None:
    options = ["A", "B"] if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING} else []
    stage = factories.stage(board)
    sums_up = [stage] if kind == Kind.SUMMARY else []
    if sums_up:
        factories.answer(person, factories.question(stage), said_at=NOW - 2 * DAY)
    statements = ["One"] if kind == Kind.SUMMARY else []
    rows = ["One", "Two"] if kind == Kind.GRID else []
    question = factories.question(
        stage, kind=kind, options=options, statements=statements, rows=rows, sums_up=sums_up
    )
    items = [str(item.pk) for item in question.wording.items.order_by("position")]
    typed: dict[Kind, dict[str, object]] = {
        Kind.TEXT: {"text": "Words."},
        Kind.FILE: {"upload": BytesIO(picture_called("paper.png"))},
        Kind.ANNOTATE: {"mark-0-across": "32.5", "mark-0-down": "60"},
        Kind.SINGLE: {"choice": items[0]} if items else {},
        Kind.MULTIPLE: {"choices": items},
        Kind.SCALE: {"point": "3"},
        Kind.GRID: {f"row-{pk}": "3" for pk in items},
        Kind.RANKING: {f"rank-{pk}": str(rank) for rank, pk in enumerate(items, start=1)},
        Kind.SUMMARY: {f"vote-{pk}": "agree" for pk in items},
    }

    response = facilitator.post(address(person, question), BY_MAIL | typed[kind])

    assert response.status_code == 302, response.content.decode()
    assert Reply.objects.filter(question=question, participant=person).exists()


def test_what_is_wrong_is_said_beside_its_box_and_nothing_typed_is_lost(
    facilitator: Client, person: Participant, question: Question
) -> None:
    form = {
        "text": "By mail I say this.",
        "provenance-said_at": "2021-03-30T18:00",
        "provenance-source": "A note",
    }

    response = facilitator.post(address(person, question), form)

    page = response.content.decode()
    assert response.status_code == 422
    assert "That lies in the future." in page
    assert "By mail I say this." in page
    assert 'value="A note"' in page
    assert not Reply.objects.exists()
    assert trail() == []


def test_a_picture_that_was_added_is_seen_before_anything_is_entered(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), kind=Kind.FILE)
    sent = {"upload": BytesIO(picture_called("paper.png")), "add": "1"}

    page = facilitator.post(address(person, question), {"provenance-source": "A note"} | sent)

    file = MediaFile.objects.get()
    shown = page.content.decode()
    assert reverse("desk_small_file", args=["cop", file.pk]) in shown
    assert ('value="A note"' in shown, "field__error" in shown) == (True, False)
    small = facilitator.get(reverse("desk_small_file", args=["cop", file.pk]))
    assert b"WEBP" in b"".join(small)
    assert not Reply.objects.exists()

    facilitator.post(address(person, question), BY_MAIL | {"file": str(file.pk)})
    assert ReplyVersion.objects.get().values.get().file == file


def test_an_empty_answer_is_refused(
    facilitator: Client, person: Participant, question: Question
) -> None:
    assert enter(facilitator, person, question, text=" \u200b ") == 422
    assert not Reply.objects.exists()


def test_what_was_said_before_the_question_opened_was_no_answer_to_it(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board, opens_at=NOW - HOUR))

    response = facilitator.post(address(person, question), BY_MAIL | {"text": "Too early."})

    assert response.status_code == 422
    assert "took no answer from them at that moment" in response.content.decode()
    assert not Reply.objects.exists()


def test_what_was_said_in_time_can_be_entered_after_the_stage_has_closed(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board, closes_at=NOW - HOUR))

    assert enter(facilitator, person, question, text="In time.") == 302

    assert not Reply.objects.get().late


def test_a_correction_begins_with_what_was_entered_and_keeps_what_was_said_first(
    facilitator: Client, person: Participant, question: Question
) -> None:
    enter(facilitator, person, question, text="First.")
    page = facilitator.get(address(person, question)).content.decode()
    assert "what you enter becomes a correction" in page
    assert ">\nFirst.</textarea>" in page
    assert 'value="2021-03-29T10:15"' in page
    assert 'value="Mail to the project&#x27;s address"' in page

    enter(facilitator, person, question, text="Second.")

    versions = ReplyVersion.objects.order_by("number")
    assert [(version.text, version.entered_by_id is None) for version in versions] == [
        ("First.", False),
        ("Second.", False),
    ]
    assert Reply.objects.get().current_version == versions[1]


def test_each_kind_of_answer_begins_with_what_was_entered(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["A", "B"])
    chosen = question.wording.items.get(text="B")
    enter(facilitator, person, question, choice=str(chosen.pk))

    page = facilitator.get(address(person, question)).content.decode()

    [checked] = re.findall(r'value="([^"]+)"[^>]* checked', page.split("provenance")[0])
    assert checked == str(chosen.pk)


def test_what_they_wrote_themselves_is_not_staffs_to_correct(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board)
    factories.answer(person, question, "My own words.", said_at=SAID_AT)
    page = facilitator.get(address(person, question)).content.decode()
    assert "it is theirs alone to correct" in page
    assert "My own words." not in page

    refused = facilitator.post(address(person, question), BY_MAIL | {"text": "Other words."})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "They wrote this answer themselves before that" in page
    assert "Other words." in page
    assert ReplyVersion.objects.count() == 1
    assert trail() == []


def test_what_they_said_before_they_wrote_themselves_is_kept_and_does_not_stand(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board)
    answer = factories.answer(person, question, "My own words.", said_at=SAID_AT + HOUR)

    assert enter(facilitator, person, question, text="By mail, before.") == 302

    answer.refresh_from_db()
    assert answer.current_version is not None
    assert answer.current_version.text == "My own words."
    assert answer.versions.count() == 2


def test_once_they_have_corrected_it_themselves_it_is_theirs_again(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board)
    enter(facilitator, person, question, text="By mail.")
    factories.version(Reply.objects.get(), "My own words.", said_at=SAID_AT + HOUR)

    later = {"provenance-said_at": "2021-03-29T12:00"}
    assert enter(facilitator, person, question, text="By mail again.", **later) == 422

    assert ReplyVersion.objects.count() == 2


def test_the_page_of_a_person_leads_to_what_staff_may_enter_and_correct(
    board: Board, facilitator: Client
) -> None:
    stage, person = factories.stage(board), factories.participant(board)
    moderator = factories.staff(board, Role.MODERATOR)
    own, entered, open_one, diary = (
        factories.question(stage, entries=entries) for entries in (1, 1, 1, 3)
    )
    factories.answer(person, own)
    factories.answer(person, entered, channel=Channel.EMAIL, entered_by=moderator)
    factories.answer(person, diary, entry=1)
    factories.answer(person, diary, entry=2, channel=Channel.PAPER, entered_by=moderator)

    page = facilitator.get(reverse("desk_person", args=["cop", person.pk])).content.decode()

    links = re.findall(r'href="([^"]*/answers/[^"]*)">([^<]+)', page)
    assert links == [
        (address(person, entered) + "?entry=1", "Correct what was entered"),
        (address(person, open_one), "Enter an answer"),
        (address(person, diary) + "?entry=2", "Correct entry 2"),
        (address(person, diary), "Enter an answer"),
    ]


def test_an_entry_of_a_diary_is_corrected_by_its_number(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), entries=3)
    for words in ("Monday.", "Tuesday."):
        enter(facilitator, person, question, text=words)
    first = address(person, question) + "?entry=1"
    assert "Monday." in facilitator.get(first).content.decode()

    facilitator.post(first, BY_MAIL | {"text": "Monday, rather."})

    standing = Reply.objects.order_by("entry").values_list("current_version__text", flat=True)
    assert list(standing) == ["Monday, rather.", "Tuesday."]


def test_each_entry_of_a_diary_can_be_entered(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), entries=2)

    for words in ("Monday.", "Tuesday."):
        enter(facilitator, person, question, text=words)

    assert list(Reply.objects.order_by("entry").values_list("entry", flat=True)) == [1, 2]


def test_nothing_is_entered_for_somebody_who_has_not_consented(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board, email="", consented=False)
    page = facilitator.get(address(person, question)).content.decode()
    assert "They have not consented yet" in page

    assert enter(facilitator, person, question, text="By mail I say this.") == 422

    assert not Reply.objects.exists()


def test_consent_is_recorded_with_how_and_when_it_was_given(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board, email="", consented=False)
    consent_page = reverse("desk_consent", args=["cop", person.pk])
    answers = {"statement-take-part": "yes", "statement-quoted": "no"}

    for _time in range(2):
        assert facilitator.post(consent_page, BY_MAIL | answers).status_code == 302

    consent, by = Consent.objects.get(), factories.facilitator(board).user
    assert (consent.given_at, consent.channel, consent.entered_by) == (SAID_AT, "email", by)
    assert consent.source == "Mail to the project's address"
    agreed = {answer.statement.key: answer.agreed for answer in consent.answers.all()}
    assert agreed == {"take-part": True, "quoted": False}
    assert trail() == [("consent_entered", by.pk, consent.pk)]
    assert enter(facilitator, person, question, text="Now it can be entered.") == 302


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"statement-take-part": "no", "statement-quoted": "yes"}, "needs your yes here"),
        ({"statement-take-part": "yes"}, "Please answer yes or no."),
        (
            {"statement-take-part": "yes", "statement-quoted": "no", "provenance-channel": "web"},
            "Select a valid choice.",
        ),
    ],
)
def test_a_consent_that_is_none_is_refused(
    board: Board, facilitator: Client, form: dict[str, str], message: str
) -> None:
    person = factories.participant(board, consented=False)

    response = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), BY_MAIL | form)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Consent.objects.exists()


AGREED = {"statement-take-part": "yes", "statement-quoted": "no"}


@pytest.mark.parametrize(
    ("said_at", "message"),
    [
        ("2021-03-25T08:59", "was published after that"),
        ("2021-03-30T18:00", "That lies in the future."),
    ],
)
def test_nobody_agreed_before_there_was_something_to_agree_to_nor_will_have(
    board: Board, facilitator: Client, said_at: str, message: str
) -> None:
    person = factories.participant(board, consented=False)
    form = BY_MAIL | AGREED | {"provenance-said_at": said_at}

    response = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), form)

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'value="{said_at}"' in page
    assert not Consent.objects.exists()


def test_consent_counts_from_the_minute_in_which_it_was_published(
    board: Board, facilitator: Client
) -> None:
    board.consent_versions.update(published_at=factories.LAUNCHED_AT.replace(second=40))
    person = factories.participant(board, consented=False)
    form = BY_MAIL | AGREED | {"provenance-said_at": "2021-03-25T09:00"}

    response = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), form)

    assert response.status_code == 302


@pytest.mark.parametrize(
    "gone",
    [{"withdrawn_at": NOW, "withdrawn_answers": "keep"}, {"deactivated_at": NOW}],
)
def test_no_consent_is_recorded_for_somebody_who_holds_no_place_any_more(
    board: Board, facilitator: Client, gone: dict[str, object]
) -> None:
    person = factories.participant(board, consented=False)
    Participant.objects.filter(pk=person.pk).update(**gone)

    page = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), BY_MAIL | AGREED)

    assert page.status_code == 422
    assert "They hold no place on this board any more." in page.content.decode()
    assert not Consent.objects.exists()


def test_a_board_without_information_has_nothing_to_consent_to(
    facilitator: Client, board: Board
) -> None:
    board.consent_versions.all().delete()
    person = factories.participant(board, consented=False)

    page = facilitator.get(reverse("desk_consent", args=["cop", person.pk])).content.decode()

    assert "nothing to consent to" in page


def test_a_day_of_a_daily_diary_is_entered_once_it_has_come(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), entries=10, every=Every.DAY)
    page = facilitator.get(address(person, question)).content.decode()
    assert "Day 1 of 10, Friday 26 March" in page
    ahead = address(person, question) + "?entry=6"

    refused = facilitator.post(ahead, BY_MAIL | {"text": "Tomorrow."})
    assert "The question took no answer from them at that moment." in refused.content.decode()
    for _ in range(2):
        enter(facilitator, person, question, text="As I remember it.")

    assert list(Reply.objects.order_by("entry").values_list("entry", flat=True)) == [1, 2]


def test_an_entry_is_offered_to_be_entered_while_a_day_of_the_diary_waits(
    board: Board, facilitator: Client, person: Participant
) -> None:
    diary = factories.question(factories.stage(board), entries=10, every=Every.DAY)
    page = reverse("desk_person", args=["cop", person.pk])
    for entry in range(1, 5):
        factories.answer(person, diary, entry=entry)
    assert "Enter an answer" in facilitator.get(page).content.decode()

    factories.answer(person, diary, entry=5)

    assert "Enter an answer" not in facilitator.get(page).content.decode()
