import pytest

from participants.kinds import KINDS
from participants.kinds.charts import Bar, Given
from participants.kinds.content import AnswerContent, ValueContent
from participants.kinds.ranking import RankingForm
from sessions.enums import Kind
from tests.participants.kinds.asking import filled, item, someone, tally, wording

pytestmark = pytest.mark.django_db

OPTIONS = ["People", "News", "Time"]


def test_every_option_gets_a_place_of_its_own() -> None:
    version = wording(Kind.RANKING, options=OPTIONS)

    form = filled(version, rank_people="2", rank_news="3", rank_time="1")

    assert form.is_valid()
    assert form.content() == AnswerContent(
        "",
        tuple(
            ValueContent(item=item(version, key), number=place)
            for key, place in [("people", 2), ("news", 3), ("time", 1)]
        ),
    )


def test_a_place_given_twice_is_refused() -> None:
    form = filled(
        wording(Kind.RANKING, options=OPTIONS), rank_people="2", rank_news="2", rank_time="1"
    )

    assert form.non_field_errors() == ["Each place can be given once; 2 is used more than once."]


def test_an_option_without_a_place_is_refused_beside_it() -> None:
    version = wording(Kind.RANKING, options=OPTIONS)

    form = filled(version, rank_people="2", rank_time="1")

    assert form.errors == {f"rank-{item(version, 'news').pk}": ["Please give this one a place."]}


def test_a_place_beyond_the_last_is_refused() -> None:
    form = filled(
        wording(Kind.RANKING, options=OPTIONS), rank_people="4", rank_news="2", rank_time="1"
    )

    assert not form.is_valid()


def test_the_list_stands_in_the_order_ranked_so_far() -> None:
    version = wording(Kind.RANKING, options=OPTIONS)
    kind = KINDS[Kind.RANKING]
    fields = {f"rank-{item(version, 'time').pk}": ["1"]}

    form = kind.form(version, someone(version), initial=fields)

    assert isinstance(form, RankingForm)
    assert [box.label for box, _look in form.boxes_in_order()] == ["Time", "People", "News"]


def test_an_answer_goes_back_into_its_boxes() -> None:
    version = wording(Kind.RANKING, options=OPTIONS)
    content = filled_content(version)

    assert KINDS[Kind.RANKING].fields_from(version, content) == {
        f"rank-{item(version, 'people').pk}": ["2"],
        f"rank-{item(version, 'news').pk}": ["3"],
        f"rank-{item(version, 'time').pk}": ["1"],
    }


def filled_content(version):
    form = filled(version, rank_people="2", rank_news="3", rank_time="1")
    assert form.is_valid()
    return form.content()


def test_first_places_are_counted_best_placed_first() -> None:
    version = wording(Kind.RANKING, options=OPTIONS)
    answers = [
        [Given("people", 1, ""), Given("time", 2, ""), Given("news", 3, "")],
        [Given("time", 1, ""), Given("people", 2, ""), Given("news", 3, "")],
        [Given("time", 1, ""), Given("people", 2, ""), Given("news", 3, "")],
    ]

    (chart,) = KINDS[Kind.RANKING].charts(version, tally(answers))

    assert chart.title == "Put first by"
    assert chart.bars == (Bar("Time", 2), Bar("People", 1), Bar("News", 0))
    assert [mean and round(mean, 2) for mean in chart.means] == [1.33, 1.67, 3]


def test_an_option_that_few_could_place_is_not_the_best_for_that() -> None:
    """ "News" came with a later wording, and nobody has placed "Time" in it yet."""
    version = wording(Kind.RANKING, options=OPTIONS)
    answers = [[Given("people", 1, "")], [Given("people", 1, ""), Given("news", 2, "")]]

    (chart,) = KINDS[Kind.RANKING].charts(version, tally(answers))

    assert chart.bars == (Bar("People", 2), Bar("News", 0), Bar("Time", 0))
    assert chart.means == (1, 2, None)


def test_ones_own_order_reads_from_the_first() -> None:
    version = wording(Kind.RANKING, options=OPTIONS)

    assert KINDS[Kind.RANKING].lines(filled_content(version)) == ["1. Time", "2. People", "3. News"]
