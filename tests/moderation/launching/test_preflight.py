"""What is looked at before a launch: fine, a remark, or in the way, and where it is mended."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from bulletin.privacy.enums import Destroyable
from moderation.launching.checks import ALL
from moderation.launching.page import TONES
from moderation.launching.places import WAYS
from sessions.models import Board, ConsentStatement, Question, RunBy, StaffMember
from sessions.preflight import Check, Missing, Place, Weight, checked
from sessions.studio.actions.texts import TEXTS, set_texts
from tests import factories
from tests.factories import DAY, HOUR, NOW

PAGE = "/desk/cop/launch/"


def found(board: Board, weight: Weight) -> dict[str, str]:
    """By the path in the script."""
    looked = checked(board, ALL, now=NOW)
    return {
        one.where: one.sentence for each in looked for one in each.missing if one.weight == weight
    }


def in_the_way(board: Board) -> dict[str, str]:
    return found(board, Weight.IN_THE_WAY)


def remarks(board: Board) -> dict[str, str]:
    return found(board, Weight.REMARK)


def test_every_place_has_a_way_to_it_and_every_weight_a_tone() -> None:
    assert set(WAYS) == set(Place)
    assert set(TONES) == set(Weight)


def test_what_a_careful_facilitator_would_still_do_is_remarked(draft: Board) -> None:
    draft.stages.update(released_at=None, released_by=None)

    assert in_the_way(draft) == {}
    assert remarks(draft) == {
        "board.front_matter.controller": "Say who answers for the data.",
        "board.front_matter.afterwards": "Say what is done with the answers.",
        "stages.0.released": "“Stage 1” is not released: the clock alone does not open it.",
        "staff.on_call": "Nobody is on call: calls for help reach the facilitators.",
        "people": "Nobody is on the roster yet.",
        "board.destruction": (
            "Say when names, addresses and answers are destroyed: people are told before."
        ),
        "mail": "No test message has been sent yet.",
    }


def test_nothing_is_remarked_of_a_board_on_which_all_is_done(draft: Board) -> None:
    Board.objects.filter(pk=draft.pk).update(
        controller="The institute",
        afterwards="A report.",
        **{f"destroy_{what.value}_on": draft.ends_at + 30 * DAY for what in Destroyable},
    )
    StaffMember.objects.update(on_call=True)
    factories.participant(draft, consented=False)
    draft.refresh_from_db()

    assert set(remarks(draft)) == {"mail"}


def test_a_voice_that_is_missing_is_remarked(draft: Board) -> None:
    sector = factories.segment_set(draft, "sector", "health", "care")
    sector.segments.update(wanted=2)
    factories.participant(draft, segments=[factories.segment(sector, "care")], consented=False)

    assert remarks(draft)["segments"] == "care: 1 of the 2 people who are needed."


def no_statement_is_required(board: Board) -> None:
    ConsentStatement.objects.update(required=False)


def consent_is_unpublished(board: Board) -> None:
    board.consent_versions.update(published_at=None)


def a_stage_has_closed(board: Board) -> None:
    board.stages.update(due_at=None, closes_at=NOW - HOUR)


def due_before_it_opens(board: Board) -> None:
    board.stages.update(opens_at=NOW + 2 * DAY)


def closes_before_it_is_due(board: Board) -> None:
    board.stages.update(closes_at=NOW + HOUR)


def due_after_the_end(board: Board) -> None:
    board.stages.update(due_at=board.ends_at + HOUR)


def the_title_is_not_filled_in(board: Board) -> None:
    board.title = "About [FILL IN: what]"


@pytest.mark.parametrize(
    ("fault", "where"),
    [
        (no_statement_is_required, "board.consent.statements"),
        (consent_is_unpublished, "board.consent"),
        (a_stage_has_closed, "stages.0.closes"),
        (due_before_it_opens, "stages.0.due"),
        (closes_before_it_is_due, "stages.0.closes"),
        (due_after_the_end, "stages.0.due"),
        (the_title_is_not_filled_in, "board.title"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_fault_stands_in_the_way(
    draft: Board, fault: Callable[[Board], None], where: str
) -> None:
    fault(draft)

    assert set(in_the_way(draft)) == {where}


def test_a_due_date_that_has_passed_is_remarked(draft: Board) -> None:
    draft.stages.update(due_at=NOW - HOUR)

    assert remarks(draft)["stages.0.due"] == "“Stage 1” was due already."


@pytest.mark.parametrize(
    "prompt", ["TBD", "Question 3", "…", "Lorem ipsum dolor", "To be written."]
)
def test_a_prompt_that_stands_for_another_is_remarked(draft: Board, prompt: str) -> None:
    question = Question.objects.get()
    question.wording.prompt = prompt
    question.wording.save()

    assert "stages.0.questions.0" in remarks(draft)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([{"in_reserve": True}, {"tester": True}], "Nobody is on the roster yet."),
        ([{"email": ""}], "Nobody on the roster can be reached by mail."),
        ([{}, {"email": ""}], "1 person has no address, and is not invited by mail."),
    ],
)
def test_who_is_not_invited_is_remarked(
    draft: Board, people: list[dict[str, Any]], said: str
) -> None:
    for fields in people:
        factories.participant(draft, consented=False, **fields)

    assert remarks(draft)["people"] == said


def test_one_more_check_is_one_more_row(draft: Board) -> None:
    voices = Check("Voices", lambda _draft: [Missing("voices", "Nobody speaks.", Place.PEOPLE)])

    [each] = checked(draft, [voices], now=NOW)

    assert (each.what, each.weight, str(each.missing[0])) == (
        "Voices",
        Weight.IN_THE_WAY,
        "voices: Nobody speaks.",
    )


def test_each_line_leads_to_where_it_is_mended_and_then_is_gone(
    draft: Board, facilitator: Client
) -> None:
    Board.objects.filter(pk=draft.pk).update(purpose="")
    RunBy.objects.all().delete()
    factories.question(draft.stages.get(), published=False)
    page = facilitator.get(PAGE).content.decode()

    ways = re.findall(r'<a href="([^"]+)">Mend it', page)

    assert "3 things are in the way." in page
    assert "/desk/cop/guide/about/#id_purpose" in ways
    assert "/desk/cop/guide/about/people/" in ways
    for way in set(ways):
        assert facilitator.get(way.partition("#")[0]).status_code == 200, way
    by = factories.facilitator(draft).user
    draft.refresh_from_db()
    texts = texts_of(draft)
    set_texts(board=draft, texts=texts | {"purpose": "To learn."}, seen=texts, by=by, now=NOW)
    assert "2 things are in the way." in facilitator.get(PAGE).content.decode()


def texts_of(board: Board) -> dict[str, str]:
    return {name: getattr(board, name) for name in TEXTS}


def test_what_is_in_the_way_refuses_the_launch_and_remarks_do_not(
    draft: Board, facilitator: Client
) -> None:
    Board.objects.filter(pk=draft.pk).update(purpose="")
    assert facilitator.post(PAGE).status_code == 422
    with pytest.raises(SystemExit):
        call_command("launch", "cop")
    Board.objects.filter(pk=draft.pk).update(purpose="To learn.")
    assert "Launch the board, remarks and all" in facilitator.get(PAGE).content.decode()

    assert facilitator.post(PAGE).status_code == 302

    draft.refresh_from_db()
    assert draft.launched_at is not None


def test_after_the_launch_the_page_says_what_happened(draft: Board, facilitator: Client) -> None:
    person = factories.participant(draft, consented=False)
    factories.participant(draft, consented=False, email="")

    page = facilitator.post(PAGE, follow=True).content.decode()

    assert "This board was launched" in page
    assert "The facilitator, " in page
    assert "<dt>Waiting</dt><dd>1" in page
    assert "<dt>Without an address</dt><dd>1" in page
    factories.notice(kind="invitation", board=draft.pk, recipient=person.pk, sent_at=NOW)
    again = facilitator.get(PAGE).content.decode()
    assert "<dt>Sent</dt><dd>1" in again


def test_whom_no_invitation_will_be_planned_for_does_not_wait(
    draft: Board, facilitator: Client
) -> None:
    invited = factories.participant(draft, consented=False)
    factories.participant(draft, consented=False, cannot_take_part_at=NOW)
    factories.participant(draft, consented=False, address_bad_at=NOW)
    factories.participant(draft, consented=False)
    facilitator.post(PAGE)
    for nth in (1, 2):
        factories.notice(
            kind="invitation",
            board=draft.pk,
            subject=draft.pk,
            recipient=invited.pk,
            nth=nth,
            sent_at=NOW,
        )

    page = facilitator.get(PAGE).content.decode()
    assert "<dt>Sent</dt><dd>1" in page
    assert "<dt>Waiting</dt><dd>1" in page

    Board.objects.filter(pk=draft.pk).update(ends_at=NOW)
    assert "<dt>Waiting</dt><dd>0" in facilitator.get(PAGE).content.decode()


def test_who_runs_it_and_whom_to_ask_is_written(draft: Board, facilitator: Client) -> None:
    address = reverse("desk_guide_behind", args=["cop"])
    form = {
        "run_by-TOTAL_FORMS": 2, "run_by-INITIAL_FORMS": 0,
        "run_by-0-name": "Member 01", "run_by-0-role": "facilitator",
        "run_by-1-name": "Member 02", "run_by-1-role": "observer",
        "contacts-TOTAL_FORMS": 1, "contacts-INITIAL_FORMS": 0,
        "contacts-0-name": "Member 01", "contacts-0-purpose": "questions",
    }  # fmt: skip

    refused = facilitator.post(address, form)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Name the observer&#x27;s organisation" in page
    assert "Give an e-mail address or a telephone number." in page
    form |= {"run_by-1-organisation": "The institute", "contacts-0-telephone": "0123 456"}
    assert facilitator.post(address, form).status_code == 302

    assert list(draft.run_by.values_list("name", "role", "organisation")) == [
        ("Member 01", "facilitator", ""),
        ("Member 02", "observer", "The institute"),
    ]
    assert [contact.telephone for contact in draft.contacts.all()] == ["0123 456"]
    Board.objects.filter(pk=draft.pk).update(launched_at=NOW, launched_by=None)
    emptied = facilitator.post(address, form | {"contacts-0-purpose": "complaints"})
    assert emptied.status_code == 422
    assert "Name somebody whom participants can ask." in emptied.content.decode()
    assert draft.contacts.get().purpose == "questions"
