"""Drafts with characters nobody can store, entries that do not exist, wordings since changed."""

import pytest
from django.urls import reverse

from participants.models import Draft
from sessions.enums import Kind
from sessions.models import Question, QuestionItem, QuestionVersion
from tests import factories
from tests.participants.visits import address, browser_of, form_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(
        factories.stage(factories.board()), kind=Kind.SINGLE, options=["Red", "Blue"]
    )


def draft_address(question: Question) -> str:
    return reverse("draft", args=[question.stage.board.slug, question.pk])


def reword(question: Question) -> None:
    old = question.wording
    new = QuestionVersion.objects.create(
        question=question,
        number=2,
        prompt="Which one, then?",
        prompt_html="<p>Which one, then?</p>",
        settings=old.settings,
        created_at=factories.NOW,
        published_at=factories.NOW,
        published_by=factories.facilitator(question.stage.board).user,
    )
    QuestionItem.objects.bulk_create(
        QuestionItem(
            version=new, kind=item.kind, key=item.key, position=item.position, text=item.text
        )
        for item in old.items.all()
    )
    Question.objects.filter(pk=question.pk).update(current_version=new)


def test_a_nul_character_costs_nobody_a_draft() -> None:
    question = factories.question(factories.stage(factories.board()))
    client = browser_of(factories.participant(question.stage.board))

    kept = client.post(draft_address(question), {"text": "abc\x00def", "entry": "1"})

    assert kept.status_code == 200
    assert Draft.objects.get().fields == {"text": ["abcdef"]}


def test_there_is_no_draft_for_an_entry_that_does_not_exist(question: Question) -> None:
    client = browser_of(factories.participant(question.stage.board))

    refused = client.post(draft_address(question), {"text": "abc", "entry": "900"})

    assert refused.status_code == 404
    assert not Draft.objects.exists()


def test_a_choice_made_under_the_old_wording_is_still_chosen_after_a_reload(
    question: Question,
) -> None:
    client = browser_of(factories.participant(question.stage.board))
    chosen = question.wording.items.get(key="red")
    form = form_of(question, choice=str(chosen.pk))
    reword(question)

    client.post(address(question), form)

    assert "checked" in text_of(client.get(address(question)))


def test_a_rank_of_five_thousand_digits_breaks_no_page() -> None:
    question = factories.question(
        factories.stage(factories.board()), kind=Kind.RANKING, options=["Red", "Blue"]
    )
    client = browser_of(factories.participant(question.stage.board))
    page = client.get(address(question))
    box = next(iter(page.context["page"].box.form.fields))

    client.post(draft_address(question), {box: "9" * 5000, "entry": "1"})

    assert client.get(address(question)).status_code == 200
