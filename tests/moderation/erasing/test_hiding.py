"""What is hidden of others' words is what names the erased person, and nothing else (rule 14)."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from moderation.enums import OnQuotation, QuotedIn
from moderation.erasing.actions import decide, erase
from moderation.erasing.quoting import quoting
from moderation.models import Code, Quotation, Statement
from participants.models import Draft, Participant, Reply, ReplyVersion
from sessions.models import Board
from tests import factories
from tests.moderation.erasing.life import Life

pytestmark = pytest.mark.django_db
NOW = factories.NOW


@pytest.fixture
def amber(board: Board) -> Participant:
    return factories.participant(board, name="Zebulon Quist", pseudonym="Amber Wagtail")


@pytest.fixture
def blue(board: Board) -> Participant:
    return factories.participant(board, name="Yolanda Prim", pseudonym="Blue Tern")


def of_peer(board: Board, text: str) -> Reply:
    peer = factories.participant(board, name="Member 03", pseudonym="Calm Heron")
    answer = factories.answer(peer, factories.question(factories.stage(board)), "Nothing.")
    return factories.comment(peer, answer, text)


def erased(person: Participant, *, hiding: bool = False) -> None:
    found: list[UUID] = [one.target for one in quoting(person)]
    choices = dict.fromkeys(found, OnQuotation.HIDE) if hiding else {}
    by = factories.facilitator(person.board).user.pk
    assert erase(participant=person, choices=choices, now=NOW, by=by)


def read(reply: Reply) -> str:
    reply.refresh_from_db()
    assert reply.current_version is not None
    return reply.current_version.text


def waiting(person: Participant, kind: QuotedIn) -> Quotation:
    return Quotation.objects.waiting().get(participant=person, kind=kind)


def decided_on_page(desk: Client, *quotations: Quotation) -> str:
    chosen = {f"{one.kind}-{one.pk}": "hide" for one in quotations}
    return desk.post(reverse("desk_quotations", args=["cop"]), chosen, follow=True).content.decode()


def test_names_of_codes_stay_apart_once_they_are_hidden(board: Board, amber: Participant) -> None:
    first = factories.code(board, "Zebulon Quist")
    second = factories.code(board, "Amber Wagtail")
    third = factories.code(board, "Trust of Amber Wagtail")

    erased(amber, hiding=True)

    names = dict(Code.objects.values_list("pk", "name"))
    assert {names[first.pk], names[second.pk]} == {"[…]", "[…] 2"}
    assert names[third.pk] == "Trust of […]"


def test_what_cannot_be_hidden_goes_on_waiting(board: Board, facilitator: Client) -> None:
    max_ = factories.participant(board, name="Max Moritz", pseudonym="Dun Owl")
    factories.code(board, f"[…] {'y' * 96}")
    full = factories.code(board, f"Max {'y' * 96}")

    erased(max_, hiding=True)

    one = waiting(max_, QuotedIn.CODE)
    assert one.target == full.pk
    said = decided_on_page(facilitator, one)
    assert "It cannot be hidden where it stands" in said
    assert waiting(max_, QuotedIn.CODE) == one


def test_a_name_within_a_longer_word_is_that_words(board: Board, amber: Participant) -> None:
    comment = of_peer(board, "Zebulon calls it Zebulonite.")
    note = factories.note(factories.facilitator(board), comment, "Zebulon has Zebulonite.")

    erased(amber, hiding=True)

    note.refresh_from_db()
    assert note.text == "[…] has Zebulonite."
    assert read(comment) == "[…] calls it Zebulonite."


def test_it_is_hidden_in_what_its_author_has_typed_to_correct_it(
    board: Board, amber: Participant
) -> None:
    said = of_peer(board, "Yes.").parent
    assert said is not None
    assert said.participant is not None
    factories.version(said, "Ask Zebulon for Zebulonite.")
    draft = Draft.objects.create(
        participant=said.participant,
        question=said.question,
        question_version=said.question.wording,
        fields={"text": ["Do ask Zebulon for Zebulonite."]},
        saved_at=NOW,
    )

    erased(amber, hiding=True)

    draft.refresh_from_db()
    assert draft.fields["text"] == ["Do ask […] for Zebulonite."]


def test_two_who_stand_in_one_text_are_both_hidden(
    board: Board, amber: Participant, blue: Participant, facilitator: Client
) -> None:
    comment = of_peer(board, "Under it: Amber Wagtail and Blue Tern agree.")
    factories.redact(comment, "Under", "[somewhere]")
    statement = factories.statement(board, "Amber Wagtail met Blue Tern, and Amber Wagtail left.")
    erased(amber)
    erased(blue)

    for kind in (QuotedIn.REPLY, QuotedIn.STATEMENT):
        for person in (amber, blue):
            decided_on_page(facilitator, waiting(person, kind))

    assert read(comment) == "[somewhere] it: […] and […] agree."
    assert Statement.objects.get(pk=statement.pk).text == "[…] met […], and […] left."
    assert not Quotation.objects.waiting().exists()


def test_two_who_stand_in_one_text_are_decided_on_apart_and_at_once(
    board: Board, amber: Participant, blue: Participant, facilitator: Client
) -> None:
    comment = of_peer(board, "Amber Wagtail and Blue Tern agree.")
    erased(amber)
    erased(blue)
    first, second = (waiting(person, QuotedIn.REPLY) for person in (amber, blue))

    shown = facilitator.get(reverse("desk_quotations", args=["cop"])).content.decode()
    assert f'name="reply-{first.pk}"' in shown
    assert f'name="reply-{second.pk}"' in shown
    by = factories.facilitator(board).user
    for one in (first, second):
        assert decide(quotation=one, decision=OnQuotation.HIDE, by=by, now=NOW)

    assert read(comment) == "[…] and […] agree."


def test_what_is_hidden_with_another_waits_no_more(
    board: Board, amber: Participant, facilitator: Client
) -> None:
    namesake = factories.participant(board, name="Member 04", pseudonym="The Amber Wagtail Trust")
    statement = factories.statement(board, "I asked the Amber Wagtail Trust.")
    erased(amber)
    erased(namesake, hiding=True)

    assert Statement.objects.get(pk=statement.pk).text == "I asked […]."
    assert not Quotation.objects.waiting().exists()


def test_an_older_version_of_a_life_is_hidden_too(life: Life) -> None:
    factories.version(life.comment, "Amber Wagtail, I have said it better by now.")

    erased(life.person, hiding=True)

    assert [one.text for one in life.comment.versions.order_by("number")] == [
        "I like that it […], […].",
        "[…], I have said it better by now.",
    ]


def test_whom_a_row_means_is_hidden_without_a_decision_and_other_names_wait(
    board: Board, amber: Participant
) -> None:
    said = of_peer(board, "Zebulon, Dr Who and @Amber Wagtail: yes.")
    factories.mention(said, amber, "@Amber Wagtail")
    factories.redact(said, "Dr Who", "[a person]")
    twice = factories.comment(
        factories.participant(board), said.thread, "So says @Amber Wagtail. @Amber Wagtail?"
    )
    factories.mention(twice, amber, "@Amber Wagtail")

    erased(amber)

    assert read(said) == "Zebulon, [a person] and […]: yes."
    assert read(twice) == "So says […]. @Amber Wagtail?"
    assert {one.target for one in Quotation.objects.waiting()} == {said.pk, twice.pk}
    erased_now = Entry.objects.get(action="person_erased")
    assert (erased_now.details["mentions"], erased_now.details["waiting"]) == (2, 2)


def test_a_name_beneath_what_was_hidden_before_is_gone_too(
    board: Board, amber: Participant
) -> None:
    said = of_peer(board, "Ask her: @Amber Wagtail knows.")
    factories.mention(said, amber, "@Amber Wagtail")
    factories.redact(said, "her: @Amber", "[x]")
    peer = factories.participant(board)
    whole = factories.comment(peer, said.thread, "Ask @Amber Wagtail now.")
    factories.mention(whole, amber, "@Amber Wagtail")
    factories.redact(whole, "Ask @Amber Wagtail", "[y]")

    erased(amber)

    assert (read(said), read(whole)) == ("Ask […] knows.", "[y] now.")
    assert not Quotation.objects.waiting().exists()
    assert not ReplyVersion.objects.exclude(original="").exists()


def test_whoever_else_waits_in_a_text_is_found_in_what_it_becomes(
    board: Board, amber: Participant, blue: Participant
) -> None:
    said = of_peer(board, "@Amber Wagtail and @Blue Tern: Yolanda.")
    factories.mention(said, amber, "@Amber Wagtail")
    erased(blue)
    assert waiting(blue, QuotedIn.REPLY).target == said.pk

    erased(amber)

    by = factories.facilitator(board).user
    after = waiting(blue, QuotedIn.REPLY)
    assert decide(quotation=after, decision=OnQuotation.HIDE, by=by, now=NOW)
    assert read(said) == "[…] and @[…]: […]."
