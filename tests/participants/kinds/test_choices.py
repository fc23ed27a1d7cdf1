"""One choice and several: options, "other", least and most, exclusive ones, counting."""

import pytest

from participants.kinds import KINDS
from participants.kinds.charts import Bar, Chart, Given
from participants.kinds.content import AnswerContent, ValueContent
from sessions.enums import Kind
from tests.participants.kinds.asking import filled, item, someone, tally, wording

pytestmark = pytest.mark.django_db

OPTIONS = ["Time", "People", "Goal", "Food"]


def test_one_option_is_chosen() -> None:
    version = wording(Kind.SINGLE, options=OPTIONS)
    people = item(version, "people")

    form = filled(version, choice=str(people.pk))

    assert form.is_valid()
    assert form.content() == AnswerContent(text="", values=(ValueContent(item=people),))


def test_nothing_chosen_is_no_answer() -> None:
    assert filled(wording(Kind.SINGLE, options=OPTIONS)).errors == {
        "choice": ["Please choose one."]
    }
    assert filled(wording(Kind.MULTIPLE, options=OPTIONS)).errors == {
        "choices": ["Please choose at least one."]
    }


def test_other_is_chosen_with_its_words() -> None:
    version = wording(Kind.SINGLE, options=OPTIONS, settings={"other": True})

    form = filled(version, choice="other", other=" The garden ")

    assert form.is_valid()
    assert form.content() == AnswerContent(
        text="", values=(ValueContent(item=None, text="The garden"),)
    )


def test_other_without_words_is_refused_beside_its_box() -> None:
    version = wording(Kind.SINGLE, options=OPTIONS, settings={"other": True})

    assert filled(version, choice="other", other="\u200b").errors == {
        "other": ["Please say what the other one is."]
    }


def test_words_for_other_are_not_dropped_silently_when_it_is_not_chosen() -> None:
    version = wording(Kind.MULTIPLE, options=OPTIONS, settings={"other": True})

    form = filled(version, choices=[str(item(version, "time").pk)], other="The garden")

    assert form.errors == {
        "other": ["To count these words, choose “Other” as well, or empty this box."]
    }


def test_a_question_without_other_has_no_box_for_it() -> None:
    version = wording(Kind.SINGLE, options=OPTIONS)

    assert list(filled(version).fields) == ["choice"]
    assert filled(version, choice="other").errors.keys() == {"choice"}


def test_several_options_and_other_are_kept_in_the_guides_order() -> None:
    version = wording(Kind.MULTIPLE, options=OPTIONS, settings={"other": True, "shuffle": True})
    time, goal = item(version, "time"), item(version, "goal")

    form = filled(version, choices=["other", str(goal.pk), str(time.pk)], other="Cake")

    assert form.is_valid()
    assert form.content().values == (
        ValueContent(item=time),
        ValueContent(item=goal),
        ValueContent(item=None, text="Cake"),
    )


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (["time"], "Please choose at least 2."),
        (["time", "people", "goal", "food"], "You have chosen 4. Please keep no more than 3."),
    ],
)
def test_too_few_and_too_many_are_refused(chosen: list[str], message: str) -> None:
    version = wording(Kind.MULTIPLE, options=OPTIONS, settings={"min_choices": 2, "max_choices": 3})

    form = filled(version, choices=[str(item(version, key).pk) for key in chosen])

    assert form.errors == {"choices": [message]}


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1, None, ""),
        (2, None, "At least 2."),
        (1, 3, "Up to 3."),
        (2, 3, "2 to 3."),
        (2, 2, "Exactly 2."),
    ],
)
def test_the_page_says_how_many_are_wanted(least: int, most: int | None, words: str) -> None:
    version = wording(
        Kind.MULTIPLE, options=OPTIONS, settings={"min_choices": least, "max_choices": most}
    )

    assert filled(version).fields["choices"].help_text == words


def test_an_exclusive_option_stands_alone() -> None:
    version = wording(Kind.MULTIPLE, options=[*OPTIONS, "None of these"])
    none = item(version, "none-of-these")
    none.exclusive = True
    none.save()

    both = filled(version, choices=[str(none.pk), str(item(version, "time").pk)])
    alone = filled(version, choices=[str(none.pk)])

    assert both.errors == {"choices": ["“None of these” cannot be chosen together with others."]}
    assert alone.is_valid()


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE])
def test_an_answer_goes_back_into_the_boxes_it_came_from(kind: Kind) -> None:
    version = wording(kind, options=OPTIONS, settings={"other": True})
    content = AnswerContent(text="", values=(ValueContent(item=None, text="Cake"),))

    fields = KINDS[kind].fields_from(version, content)
    form = KINDS[kind].form(version, someone(version), fields_as_posted(fields))

    assert form.is_valid()
    assert form.content() == content


def fields_as_posted(fields: dict[str, list[str]]) -> dict[str, object]:
    return {name: strings if name == "choices" else strings[0] for name, strings in fields.items()}


def test_an_answer_to_an_earlier_wording_is_found_again_by_the_options_keys() -> None:
    first = wording(Kind.SINGLE, options=OPTIONS)
    second = wording(Kind.SINGLE, options=["People", "Weather"])
    content = AnswerContent(text="", values=(ValueContent(item=item(first, "people")),))

    fields = KINDS[Kind.SINGLE].fields_from(second, content)

    assert fields == {"choice": [str(item(second, "people").pk)]}


def test_choices_are_counted_and_others_words_stand_apart_in_no_order_of_arrival() -> None:
    version = wording(Kind.MULTIPLE, options=["Time", "People"], settings={"other": True})
    answers = [
        [Given("time", None, ""), Given("people", None, "")],
        [Given("time", None, ""), Given("", None, "zebra")],
        [Given("", None, "apple")],
    ]

    assert KINDS[Kind.MULTIPLE].charts(version, tally(answers)) == (
        Chart(
            bars=(Bar("Time", 2), Bar("People", 1), Bar("Other", 2)),
            out_of=3,
            words=("apple", "zebra"),
        ),
    )


def test_ones_own_choices_read_as_lines() -> None:
    version = wording(Kind.SINGLE, options=OPTIONS)
    values = (ValueContent(item=item(version, "time")), ValueContent(item=None, text="Cake"))

    assert KINDS[Kind.SINGLE].lines(AnswerContent("", values)) == ["Time", "Cake"]
