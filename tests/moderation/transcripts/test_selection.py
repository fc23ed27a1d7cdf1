"""What a transcript holds of all that was said, and in which order."""

from datetime import date

import pytest

from moderation.enums import Arrangement, TranscriptNames, TranscriptPart
from moderation.models import Code, Coding
from moderation.transcripts.about import chosen
from moderation.transcripts.rows import rows
from moderation.transcripts.selection import Selection
from participants.enums import ReplyKind
from tests import factories
from tests.moderation.transcripts.reading import transcript_of

pytestmark = pytest.mark.django_db

DAY, HOUR, NOW = factories.DAY, factories.HOUR, factories.NOW
EVERYTHING = [
    "Ask [name] about it.",
    "May I ring you?",
    "Contacts.",
    "Contacts, and time.",
    "Which contacts?",
    "Across the county.",
    "The same here.",
    "I see no list.",
    "",
]


def told(board, **selection):
    return list(rows(transcript_of(board, **selection)))


def words(board, **selection):
    return [row.words for row in told(board, **selection)]


def without(*parts):
    return {"parts": [part for part in TranscriptPart if part not in parts]}


@pytest.fixture
def trust(board, lived, moderator):
    """A code on the first version of Ann's answer, which she corrected since."""
    code = Code.objects.create(board=board, name="Trust: in others", position=2)
    other = Code.objects.create(board=board, name="Time", position=1)
    first, second = lived.anns.versions.order_by("number")
    for one, version in ((code, first), (code, second), (other, second)):
        Coding.objects.create(code=one, version=version, made_at=NOW, made_by=moderator.user)
    return code


def test_nothing_chosen_is_the_whole_record(board, lived):
    assert words(board) == EVERYTHING


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        (TranscriptPart.STAFF, {"Well said."}),
        (TranscriptPart.PROBES, {"May I ring you?", "Which contacts?"}),
        (TranscriptPart.PRIVATE, {"May I ring you?", "I see no list."}),
        (TranscriptPart.VERSIONS, {"Contacts."}),
    ],
)
def test_each_part_can_be_left_out(board, lived, moderator, part, gone):
    factories.comment(moderator, lived.anns, "Well said.", said_at=NOW + 5 * HOUR)
    everything = words(board)
    assert gone < set(everything)

    assert words(board, **without(part)) == [one for one in everything if one not in gone]


def test_what_answers_something_left_out_names_no_number_and_keeps_its_thread(board, lived):
    kept = {row.words: row for row in told(board, **without(TranscriptPart.PROBES))}

    answer, beneath = kept["Contacts."], kept["Across the county."]
    assert (answer.reply, answer.thread, answer.parent) == (2, 2, None)
    assert (beneath.reply, beneath.thread, beneath.parent) == (3, 2, None)


def test_a_thread_whose_beginning_is_left_out_breaks_no_number(board, lived):
    comments = told(board, kinds=[ReplyKind.COMMENT])

    assert [(row.reply, row.thread, row.parent, row.words) for row in comments] == [
        (1, None, None, "Across the county."),
        (2, None, None, "The same here."),
        (3, 3, None, "I see no list."),
    ]


def test_a_segment_holds_its_people_and_what_staff_said_to_them(board, lived):
    assert words(board, segments={"sector": ["health"]}) == [
        "Contacts.",
        "Contacts, and time.",
        "Which contacts?",
        "Across the county.",
        "I see no list.",
        "",
    ]
    assert words(board, segments={"sector": ["voluntary sector"]}) == []


def test_of_several_sets_one_value_of_each_is_asked_for(board, lived):
    region = factories.segment_set(board, "region", "north", "south")
    factories.member_of(lived.ben, factories.segment(region, "north"))
    factories.member_of(lived.ann, factories.segment(region, "north"))

    north = words(board, segments={"region": ["north", "south"]})
    both = words(board, segments={"region": ["north"], "sector": ["health"]})

    assert north == EVERYTHING
    assert both == words(board, segments={"sector": ["health"]})


def test_days_are_those_of_the_boards_zone_and_both_count(board, lived):
    before_midnight = NOW.astimezone(board.zone).replace(hour=23, minute=59)
    factories.comment(lived.ben, lived.anns, "Late at night.", said_at=before_midnight)
    factories.comment(lived.ben, lived.anns, "Next.", said_at=before_midnight + HOUR)
    day = before_midnight.date()

    assert words(board, since=day + DAY) == ["Next."]
    assert words(board, since=day, until=day) == [one for one in words(board) if one != "Next."]
    assert words(board, until=day - DAY) == []


def test_a_code_on_any_version_lets_the_reply_pass(board, trust):
    found = told(board, codes=["Trust: in others"])

    assert [(row.words, row.codes) for row in found] == [
        ("Contacts.", ["Time", "Trust: in others"]),
        ("Contacts, and time.", ["Time", "Trust: in others"]),
    ]
    assert words(board, codes=["Unheard of"]) == []


def test_codes_are_told_unless_they_are_left_out(board, trust):
    assert {code for row in told(board) for code in row.codes} == {"Time", "Trust: in others"}
    assert {
        code for row in told(board, **without(TranscriptPart.CODES)) for code in row.codes
    } == set()


def test_by_person_each_persons_words_stand_together_with_what_they_were_asked(board, lived):
    by_person = [(row.author, row.addressee, row.words) for row in told(board, by="person")]

    assert by_person == [
        ("Kestrel", "", "Contacts."),
        ("Kestrel", "", "Contacts, and time."),
        ("The moderator", "Kestrel", "Which contacts?"),
        ("Kestrel", "", "Across the county."),
        ("Kestrel", "", "I see no list."),
        ("Kestrel", "", ""),
        ("Linnet", "", "Ask [name] about it."),
        ("The moderator", "Linnet", "May I ring you?"),
        ("Linnet", "", "The same here."),
    ]


def test_by_person_what_is_answered_is_numbered_also_where_it_comes_later(board, lived):
    factories.comment(lived.ann, lived.bens, "I wonder.", said_at=NOW + 6 * HOUR)

    by_words = {row.words: row for row in told(board, by="person")}

    wonder, answer = by_words["I wonder."], by_words["Ask [name] about it."]
    assert (wonder.reply, wonder.parent) == (1, answer.reply)
    assert answer.reply == 7


def test_by_stage_people_come_one_after_another_in_each(board, lived):
    second = factories.question(factories.stage(board, key="second"), key="later")
    factories.answer(lived.ann, second, "Later.", said_at=NOW + DAY)
    factories.answer(lived.ben, second, "Later, too.", said_at=NOW + DAY)

    order = [(row.stage, row.author or row.addressee) for row in told(board, by="stage")]

    assert [one for one in dict.fromkeys(order) if one[1] != "The moderator"] == [
        ("first", "Kestrel"),
        ("first", "Linnet"),
        ("second", "Kestrel"),
        ("second", "Linnet"),
    ]


def test_by_time_everything_stands_as_it_was_said(board, lived):
    by_time = [row for row in told(board, by="time") if row.version == 1]

    assert [row.said_at for row in by_time] == sorted(row.said_at for row in by_time)
    assert [row.reply for row in by_time] == list(range(1, 9))


@pytest.mark.parametrize("by", Arrangement)
def test_every_arrangement_holds_the_same(board, lived, by):
    assert sorted(words(board, by=by)) == sorted(EVERYTHING)


def test_two_people_of_one_name_are_told_apart(board, lived):
    factories.answer(
        factories.participant(board, name="Ann Other"), lived.hopes, "Another.", said_at=NOW
    )

    authors = {row.author for row in rows(transcript_of(board, TranscriptNames.FIRST_NAME))}

    assert {one for one in authors if "Ann" in one} == {"Ann (2)", "Ann (3)"}


def test_what_was_chosen_is_said_in_plain_words():
    selection = Selection(
        by=Arrangement.PERSON,
        segments={"sector": ["health", "voluntary sector"]},
        codes=["Trust"],
        since=date(2021, 3, 30),
        until=date(2021, 4, 1),
        kinds=[ReplyKind.ANSWER, ReplyKind.COMMENT],
        **without(TranscriptPart.PROBES, TranscriptPart.CODES),
    )

    assert chosen(selection) == [
        "It is arranged by person, and there in the order of the guide.",
        "It holds only people of the segment “sector” who are “health”, “voluntary sector”.",
        "It holds only replies coded with “Trust”.",
        "It holds only what was said on 30 March 2021 or later.",
        "It holds only what was said on 1 April 2021 or before.",
        "Of all replies it holds only answers and comments.",
        "Left out are probes and codes.",
    ]
    assert Selection.model_validate(selection.stored()) == selection
