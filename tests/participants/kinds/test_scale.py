import pytest

from participants.kinds import KINDS
from participants.kinds.charts import Axis, Bar, Given
from participants.kinds.content import AnswerContent, ValueContent
from sessions.enums import Kind
from tests.participants.kinds.asking import filled, tally, wording

pytestmark = pytest.mark.django_db


def test_a_point_is_chosen() -> None:
    form = filled(wording(Kind.SCALE, settings={"from": 1, "to": 7}), point="5")

    assert form.is_valid()
    assert form.content() == AnswerContent("", (ValueContent(item=None, number=5),))


@pytest.mark.parametrize("point", ["", "0", "8", "2.5", "high"])
def test_a_point_beside_the_scale_is_refused(point: str) -> None:
    form = filled(wording(Kind.SCALE, settings={"from": 1, "to": 7}), point=point)

    assert list(form.errors) == ["point"]


def test_a_scale_may_begin_below_nought() -> None:
    form = filled(wording(Kind.SCALE, settings={"from": -2, "to": 2}), point="-2")

    assert form.is_valid()
    assert form.content().values == (ValueContent(item=None, number=-2),)


def test_an_answer_goes_back_into_its_box() -> None:
    content = AnswerContent("", (ValueContent(item=None, number=5),))

    assert KINDS[Kind.SCALE].fields_from(wording(Kind.SCALE), content) == {"point": ["5"]}


def test_points_are_counted_with_the_words_of_both_ends() -> None:
    version = wording(Kind.SCALE, settings={"from": 1, "to": 3})
    answers = [[Given("", point, "")] for point in (1, 3, 3)]

    (chart,) = KINDS[Kind.SCALE].charts(version, tally(answers))

    assert chart.bars == (Bar("1: low", 1), Bar("2", 0), Bar("3: high", 2))
    assert chart.words == ()


@pytest.mark.parametrize(
    ("points", "median"), [((1, 3, 3), 3), ((1, 2), 1.5), ((2, 9, 9), 2), ((), None)]
)
def test_the_median_is_that_of_the_points_there_are(points, median) -> None:
    """9 was given to an earlier wording with more points."""
    version = wording(Kind.SCALE, settings={"from": 1, "to": 3})

    (chart,) = KINDS[Kind.SCALE].charts(version, tally([[Given("", one, "")] for one in points]))

    assert chart.axis == Axis((1, 2, 3), "low", "high", median)
