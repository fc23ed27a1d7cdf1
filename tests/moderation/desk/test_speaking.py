"""What staff write under a reply: thanks, corrections, and two who write at one post."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from moderation.actions.speaking import Overtaken, correct_words, say
from moderation.desk.waiting import answered_and_unread
from participants.actions.posting import NotOpen
from participants.enums import ReplyKind
from participants.models import Participant, Reply
from sessions.enums import Identity, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.trails import trail

NOW, HOUR = factories.NOW, factories.HOUR


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope for?")


@pytest.fixture
def author(board: Board) -> Participant:
    return factories.participant(board, name="Quincy Realname", pseudonym="Green Heron")


@pytest.fixture
def answer(author: Participant, question: Question) -> Reply:
    return factories.answer(author, question, "FIRSTWORDS")


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


def to(name: str, reply: Reply) -> str:
    return reverse(name, args=["cop", reply.pk])


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def seen_on(page: str) -> str:
    """What the page carries along of others' words in the thread."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


def said_by_staff() -> list[str]:
    replies = Reply.objects.filter(staff__isnull=False).order_by("posted_at")
    return [reply.current_version.text for reply in replies if reply.current_version]


def test_one_press_thanks_by_the_name_that_peers_see(
    board: Board, moderator: Client, answer: Reply
) -> None:
    board.identity_staff = Identity.REAL_NAME
    board.save()
    assert "Thank you, Green Heron. I have read it." in page_of(moderator, to("desk_reply", answer))

    response = moderator.post(to("desk_thanks", answer))

    said = Reply.objects.get(staff__isnull=False)
    assert (said.kind, said.parent) == (ReplyKind.COMMENT, answer)
    assert said_by_staff() == ["Thank you, Green Heron. I have read it."]
    assert response.headers["Location"].endswith(f"#reply-{said.pk}")


def test_the_page_to_write_on_leads_to_the_post_and_to_the_box(
    moderator: Client, answer: Reply
) -> None:
    page = page_of(moderator, to("desk_reply", answer))

    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {f"reply-{answer.pk}", "id_text"} <= set(re.findall(r'href="#([^"]+)"', page)) & set(ids)


def test_ones_own_thanks_are_offered_the_next_time_with_the_next_name(
    board: Board, moderator: Client, facilitator: Client, question: Question, answer: Reply
) -> None:
    other = factories.answer(factories.participant(board, pseudonym="Calm Elm"), question)

    moderator.post(to("desk_thanks", answer), {"text": "Lovely, Green Heron!"})

    assert "Lovely, Calm Elm!" in page_of(moderator, to("desk_reply", other))
    assert "Thank you, Calm Elm. I have read it." in page_of(facilitator, to("desk_reply", other))
    moderator.post(to("desk_thanks", other))
    assert said_by_staff() == ["Lovely, Green Heron!", "Lovely, Calm Elm!"]


def test_thanks_from_the_list_of_first_posts_lead_back_to_it_without_the_post(
    board: Board, moderator: Client, question: Question, answer: Reply
) -> None:
    other = factories.participant(board, pseudonym="Calm Elm")
    factories.answer(other, question, "LATERWORDS", said_at=NOW + HOUR)
    listed = reverse("desk_first_posts", args=["cop"])
    page = page_of(moderator, listed)
    assert page.index("FIRSTWORDS") < page.index("LATERWORDS")
    assert "Thank Green Heron" in page

    response = moderator.post(
        to("desk_thanks", answer) + "?from=desk_first_posts", {"text": "Thank you."}
    )

    assert response.headers["Location"] == listed
    page = page_of(moderator, listed)
    assert ("FIRSTWORDS" in page, "LATERWORDS" in page) == (False, True)


def test_empty_thanks_are_asked_for_again(moderator: Client, answer: Reply) -> None:
    response = moderator.post(to("desk_thanks", answer), {"text": "  "})

    assert response.status_code == 422
    assert "Please write something here." in response.content.decode()
    assert said_by_staff() == []


def test_the_second_of_two_is_told_what_the_first_wrote_and_loses_nothing(
    moderator: Client, facilitator: Client, answer: Reply
) -> None:
    theirs, mine = (page_of(one, to("desk_reply", answer)) for one in (moderator, facilitator))
    moderator.post(
        to("desk_comment", answer),
        {"manner": "probe", "text": "THEIRWORDS", "seen": seen_on(theirs)},
    )

    typed = {"manner": "private probe", "text": "MYWORDS", "seen": seen_on(mine)}
    told = facilitator.post(to("desk_comment", answer), typed)

    page = told.content.decode()
    assert told.status_code == 409
    box, notice = page.partition('id="write"')[2].split("</form>")[0], "While you wrote"
    assert notice in box
    assert box.index(notice) < box.index("The moderator") < box.index("THEIRWORDS")
    assert "MYWORDS" in box
    assert 'value="private probe" id="id_manner_2" checked' in box
    assert said_by_staff() == ["THEIRWORDS"]

    again = facilitator.post(to("desk_comment", answer), typed | {"seen": seen_on(page)})

    assert again.status_code == 302
    assert said_by_staff() == ["THEIRWORDS", "MYWORDS"]


def test_a_correction_by_the_other_is_something_not_seen(
    staff: dict[Role, StaffMember], facilitator: Client, answer: Reply
) -> None:
    said = factories.comment(staff[Role.MODERATOR], answer, "Before.")
    seen = seen_on(page_of(facilitator, to("desk_reply", answer)))
    factories.version(said, "AFTERWARDS", said_at=NOW)

    told = facilitator.post(
        to("desk_comment", answer), {"manner": "comment", "text": "Mine.", "seen": seen}
    )

    assert told.status_code == 409
    assert "AFTERWARDS" in told.content.decode()


def test_ones_own_words_in_another_window_are_no_surprise(moderator: Client, answer: Reply) -> None:
    seen = seen_on(page_of(moderator, to("desk_reply", answer)))
    for words in ("One.", "Two."):
        form = {"manner": "comment", "text": words, "seen": seen}
        assert moderator.post(to("desk_comment", answer), form).status_code == 302

    assert said_by_staff() == ["One.", "Two."]


def test_thanks_where_somebody_has_thanked_already_are_asked_about(
    moderator: Client, facilitator: Client, answer: Reply
) -> None:
    moderator.post(to("desk_thanks", answer))

    told = facilitator.post(to("desk_thanks", answer))

    assert told.status_code == 409
    assert "Put mine on the board anyway" in told.content.decode()
    assert len(said_by_staff()) == 1


@pytest.mark.parametrize("manner", ["comment", "probe"])
def test_a_second_click_says_nothing_twice(moderator: Client, answer: Reply, manner: str) -> None:
    form = {"manner": manner, "text": "Once."}

    for _click in range(2):
        assert moderator.post(to("desk_comment", answer), form).status_code == 302

    assert said_by_staff() == ["Once."]


def test_what_was_said_before_in_words_is_not_overtaken_twice(
    staff: dict[Role, StaffMember], answer: Reply
) -> None:
    first = factories.comment(staff[Role.MODERATOR], answer)
    with pytest.raises(Overtaken) as told:
        say(member=staff[Role.FACILITATOR], parent=answer, text="x", seen=set(), now=NOW)
    assert told.value.words == [first]

    assert first.current_version is not None
    seen = {first.current_version.pk}
    say(member=staff[Role.FACILITATOR], parent=answer, text="x", seen=seen, now=NOW)

    assert len(said_by_staff()) == 2


def test_asking_for_more_begins_with_words_and_keeps_the_answer_in_mind(
    moderator: Client, answer: Reply
) -> None:
    page = page_of(moderator, to("desk_reply", answer) + "?more=1")

    assert "Thank you, Green Heron. Could you say a little more about this?" in page
    assert 'value="probe" id="id_manner_1" checked' in page
    assert 'name="needs_reply" id="id_needs_reply" checked' in page


def test_ones_own_words_are_corrected_and_what_they_said_is_kept(
    staff: dict[Role, StaffMember], moderator: Client, answer: Reply
) -> None:
    said = factories.comment(staff[Role.MODERATOR], answer, "Befor.")
    clock.move_to(NOW + HOUR)
    assert "Befor." in page_of(moderator, to("desk_correction", said))

    for _time in range(2):
        response = moderator.post(to("desk_correction", said), {"text": "Before."})
        assert response.status_code == 302

    assert [one.text for one in said.versions.order_by("number")] == ["Befor.", "Before."]
    assert said_by_staff() == ["Before."]
    by = staff[Role.MODERATOR].user.pk
    assert trail() == [("staff_words_corrected", by, said.pk)]


def test_nobody_corrects_what_somebody_else_said(
    staff: dict[Role, StaffMember], facilitator: Client, answer: Reply
) -> None:
    said = factories.comment(staff[Role.MODERATOR], answer, "Theirs.")

    for reply, whose in ((said, "The moderator"), (answer, "Green Heron")):
        assert f"These words are {whose}" in page_of(facilitator, to("desk_correction", reply))
        response = facilitator.post(to("desk_correction", reply), {"text": "Mine."})
        assert response.status_code == 422

    assert [said.versions.count(), answer.versions.count()] == [1, 1]


def test_after_the_grace_period_nothing_is_corrected(board: Board) -> None:
    stage = factories.stage(board)
    answer = factories.answer(factories.participant(board), factories.question(stage))
    member = factories.facilitator(board)
    said = factories.comment(member, answer)

    with pytest.raises(NotOpen):
        correct_words(reply=said, member=member, text="Late.", now=board.grace_ends_at)


def test_somebody_who_signed_in_again_while_writing_finds_the_page(
    moderator: Client, answer: Reply
) -> None:
    """The address to which the words went is where signing in leads back to."""
    page = page_of(moderator, to("desk_comment", answer))

    assert "FIRSTWORDS" in page
    assert "data-kept=" in page
    assert "data-kept-answered" not in page


def test_the_page_after_sending_names_what_the_device_may_forget(
    moderator: Client, answer: Reply
) -> None:
    response = moderator.post(to("desk_comment", answer), {"manner": "comment", "text": "Sent."})

    assert f"&sent={answer.pk}#" in response.headers["Location"]


def test_whoever_writes_under_a_post_has_read_its_thread(
    staff: dict[Role, StaffMember], moderator: Client, answer: Reply
) -> None:
    author = answer.participant
    assert author is not None
    probe = factories.probe(staff[Role.MODERATOR], answer, needs_reply=True)
    factories.comment(author, probe)
    assert list(answered_and_unread(staff[Role.MODERATOR])) == [probe]

    page_of(moderator, to("desk_reply", answer))

    assert list(answered_and_unread(staff[Role.MODERATOR])) == []
    assert list(answered_and_unread(staff[Role.FACILITATOR])) == [probe]
