"""The guide is written on one page: opened in place, kept while it is typed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from moderation.studio.forms import FORMS
from sessions.enums import Kind, Role
from sessions.models import Board, Question, WorkingCopy
from sessions.studio.actions.arranging import add_question
from tests import factories
from tests.moderation.studio.conftest import at, opened, revision

GUIDE = "/desk/cop/guide/"


def test_every_kind_has_a_form() -> None:
    assert list(FORMS) == list(Kind)


def test_the_guide_shows_every_question_in_its_stage(
    draft: Board, facilitator: Client, question: Question
) -> None:
    factories.question(
        factories.stage(draft), kind=Kind.SINGLE, prompt="How *long*?", options=["A year", "Two"]
    )

    page = facilitator.get(GUIDE).content.decode()

    assert page.index("What did you hope for?") < page.index("<p>How <em>long</em>?</p>")
    assert "<li>A year</li><li>Two</li>" in page


def test_moderators_read_the_guide_and_find_nothing_to_press(
    question: Question, at_desk: Callable[[Role], Client]
) -> None:
    page = at_desk(Role.MODERATOR).get(GUIDE).content.decode()

    assert "What did you hope for?" in page
    assert "Change" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Add a question" not in page


def test_a_question_that_is_not_published_is_there_for_its_authors(
    question: Question, facilitator: Client
) -> None:
    factories.question(question.stage, published=False)

    assert facilitator.get(GUIDE).content.decode().count("Not published yet") == 1


@pytest.mark.parametrize("kind", list(Kind))
def test_a_question_of_every_kind_can_be_added_and_is_open(
    draft: Board, facilitator: Client, question: Question, kind: Kind
) -> None:
    add = reverse("desk_guide_questions", args=["cop", question.stage.pk])

    page = facilitator.post(add, {"kind": kind.value}, follow=True).content.decode()

    made = question.stage.questions.latest("position")
    assert (made.kind, made.current_version) == (kind, None)
    assert f'action="{at("desk_guide_question", made)}#question-{made.pk}"' in page


def test_what_is_typed_is_kept_and_answered_with_little(
    draft: Board, facilitator: Client, question: Question
) -> None:
    typed = opened(facilitator, question) | {"prompt": "What did you **really** hope for?"}

    response = facilitator.post(at("desk_guide_saving", question), typed)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'data-seen-now="{revision(question)}">Kept' in page
    assert '<template data-for="preview"><p>What did you <strong>really</strong>' in page
    assert "<textarea" not in page
    question.refresh_from_db()
    assert question.current_version is not None
    assert question.current_version.prompt == "What did you **really** hope for?"


def test_on_a_live_board_it_waits_and_says_so(facilitator: Client, question: Question) -> None:
    typed = opened(facilitator, question) | {"prompt": "What do you hope for?"}

    page = facilitator.post(at("desk_guide_saving", question), typed).content.decode()

    assert "Participants read it once you publish." in page
    guide = facilitator.get(GUIDE).content.decode()
    assert "<p>What do you hope for?</p>" in guide
    assert "Changed, not published yet" in guide
    assert question.wording.prompt == "What did you hope for?"


@pytest.mark.parametrize("name", ["desk_guide_saving", "desk_guide_question"])
@pytest.mark.parametrize("seen", ["9" * 5000, "²", "x", ""])
def test_a_tampered_revision_is_refused(
    facilitator: Client, question: Question, name: str, seen: str
) -> None:
    typed = opened(facilitator, question) | {"seen": seen}

    assert facilitator.post(at(name, question), typed).status_code == 422


def test_a_tampered_row_moves_nothing(facilitator: Client, question: Question) -> None:
    typed = opened(facilitator, question) | {"up": f"options-{'9' * 5000}"}

    assert facilitator.post(at("desk_guide_question", question), typed).status_code == 200


def test_what_is_wrong_is_said_beside_its_field_and_kept(
    draft: Board, facilitator: Client, question: Question
) -> None:
    typed = opened(facilitator, question) | {"min_words": "many", "prompt": "Why?"}

    page = facilitator.post(at("desk_guide_saving", question), typed).content.decode()

    words = page.partition('<template data-for="min_words">')[2].partition("</template>")[0]
    assert "“many” must be a whole number, such as 3." in words
    assert "Not finished: 1 thing is left to mend." in page
    assert opened(facilitator, question)["min_words"] == "many"


def test_without_javascript_a_button_keeps_it_and_goes_back_to_its_place(
    draft: Board, facilitator: Client, question: Question
) -> None:
    typed = opened(facilitator, question) | {"prompt": "Why?"}

    response = facilitator.post(at("desk_guide_question", question), typed)

    assert response.headers["Location"] == f"{GUIDE}#question-{question.pk}"
    assert "<p>Why?</p>" in facilitator.get(GUIDE).content.decode()


def test_what_is_unfinished_is_kept_and_put_away_by_the_button_that_closes(
    facilitator: Client, question: Question
) -> None:
    sent = opened(facilitator, question) | {"prompt": "", "note": "Think again.", "close": ""}

    response = facilitator.post(at("desk_guide_question", question), sent)

    assert response.headers["Location"] == f"{GUIDE}#question-{question.pk}"
    assert WorkingCopy.objects.get().script["note"] == "Think again."


def test_without_javascript_what_is_unfinished_stays_open_with_what_was_typed(
    draft: Board, facilitator: Client, question: Question
) -> None:
    typed = opened(facilitator, question) | {"prompt": "", "note": "Ask them."}

    response = facilitator.post(at("desk_guide_question", question), typed)

    assert response.status_code == 422
    assert "This is missing. Add it." in response.content.decode()
    assert opened(facilitator, question)["note"] == "Ask them."
    assert question.wording.prompt == "What did you hope for?"


def test_rows_are_added_moved_and_taken_away(draft: Board, facilitator: Client) -> None:
    stage = factories.stage(draft)
    question = factories.question(stage, kind=Kind.SINGLE, options=["One", "Two"])
    address = at("desk_guide_question", question)
    typed = opened(facilitator, question)
    assert [name for name in typed if name.endswith("-text")] == [
        f"options-{number}-text" for number in range(4)
    ]

    typed |= {"options-2-text": "Three", "up": "options-2"}
    page = facilitator.post(address, typed)
    assert page.status_code == 200
    typed = opened(facilitator, question)
    assert [typed[f"options-{number}-text"] for number in range(3)] == ["One", "Three", "Two"]

    facilitator.post(address, typed | {"options-0-text": ""})
    question = Question.objects.for_editing().get(pk=question.pk)
    items = question.wording.items.order_by("position")
    assert [item.text for item in items] == ["Three", "Two"]

    page = facilitator.post(address, opened(facilitator, question) | {"more": "options"})
    assert page.content.decode().count('name="options-') > 16


def test_what_is_wrong_with_a_row_stands_beside_the_row_that_was_typed(
    draft: Board, facilitator: Client
) -> None:
    stage = factories.stage(draft)
    question = factories.question(stage, kind=Kind.SINGLE, options=["One", "Two"])
    typed = opened(facilitator, question) | {"options-3-text": "x" * 201}

    page = facilitator.post(at("desk_guide_saving", question), typed).content.decode()

    words = page.partition('<template data-for="options-3">')[2].partition("</template>")[0]
    assert "This is too long" in words


def test_the_second_of_two_is_told_and_shown_both(
    facilitator: Client, question: Question, at_desk: Callable[[Role], Client]
) -> None:
    other = at_desk(Role.FACILITATOR)
    mine, theirs = opened(facilitator, question), opened(other, question)
    other.post(at("desk_guide_saving", question), theirs | {"prompt": "What was hoped for?"})

    response = facilitator.post(
        at("desk_guide_saving", question), mine | {"prompt": "What do you hope for?"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "The facilitator saved this question while you had it open." in page
    assert "What was hoped for?" in page
    assert "What do you hope for?" in page
    assert opened(other, question)["prompt"] == "What was hoped for?"

    kept = mine | {"prompt": "What do you hope for?", "over": str(revision(question))}
    assert facilitator.post(at("desk_guide_question", question), kept).status_code == 302
    assert opened(other, question)["prompt"] == "What do you hope for?"


def test_without_javascript_the_second_keeps_what_they_typed_and_chooses(
    draft: Board, facilitator: Client, question: Question, at_desk: Callable[[Role], Client]
) -> None:
    other, address = at_desk(Role.FACILITATOR), at("desk_guide_question", question)
    mine, theirs = opened(facilitator, question), opened(other, question)
    other.post(address, theirs | {"prompt": "What was hoped for?"})

    response = facilitator.post(address, mine | {"prompt": "What do you hope for?"})
    again = facilitator.post(address, mine | {"prompt": "What do you hope for?"})

    assert (response.status_code, again.status_code) == (409, 409)
    page = response.content.decode()
    assert "What do you hope for?</textarea>" in page
    assert f'name="over" value="{revision(question)}"' in page
    assert opened(other, question)["prompt"] == "What was hoped for?"


def test_one_keystroke_moves_only_that_question(
    draft: Board, facilitator: Client, question: Question
) -> None:
    others = [factories.question(question.stage) for _ in range(3)]
    typed = opened(facilitator, question) | {"prompt": "Why"}

    facilitator.post(at("desk_guide_saving", question), typed)

    assert [revision(one) for one in (question, *others)] == [1, 0, 0, 0]
    assert not WorkingCopy.objects.exists()


def test_what_cannot_be_stored_is_not(
    draft: Board, facilitator: Client, question: Question
) -> None:
    typed = opened(facilitator, question) | {"prompt": "Why\x00?", "reveal": "nonsense"}

    assert facilitator.post(at("desk_guide_saving", question), typed).status_code == 200
    assert opened(facilitator, question)["prompt"] == "Why?"


def test_a_question_that_was_begun_is_found_again(
    draft: Board, facilitator: Client, question: Question
) -> None:
    by = factories.facilitator(draft).user
    begun = add_question(stage=question.stage, kind=Kind.SCALE, by=by, now=factories.NOW)

    facilitator.post(
        at("desk_guide_saving", begun), opened(facilitator, begun) | {"scale_low": "not at all"}
    )

    assert opened(facilitator, begun)["scale_low"] == "not at all"


HTMX = {"HX-Request": "true"}


def test_in_the_page_a_question_alone_is_exchanged_for_its_form_and_back(
    draft: Board, facilitator: Client, question: Question
) -> None:
    address, place = at("desk_guide_question", question), '<li class="card'

    form = facilitator.get(address, headers=HTMX).content.decode()
    card = facilitator.get(at("desk_guide_card", question), headers=HTMX).content.decode()

    assert form.strip().startswith(place)
    assert "<textarea" in form
    assert card.strip().startswith(place)
    assert "<textarea" not in card
    assert "<html" not in form + card


def test_in_the_page_saving_answers_with_the_card_or_with_what_is_left_to_mend(
    draft: Board, facilitator: Client, question: Question
) -> None:
    address, typed = at("desk_guide_question", question), opened(facilitator, question)

    wrong = facilitator.post(address, typed | {"prompt": ""}, headers=HTMX)
    assert wrong.status_code == 422
    assert "This is missing. Add it." in wrong.content.decode()

    typed = opened(facilitator, question) | {"prompt": "Why?"}
    right = facilitator.post(address, typed, headers=HTMX).content.decode()
    assert "<p>Why?</p>" in right
    assert "<textarea" not in right
    stale = facilitator.post(address, typed | {"prompt": "Who?"}, headers=HTMX)
    assert stale.status_code == 409
    assert "Who?</textarea>" in stale.content.decode()
