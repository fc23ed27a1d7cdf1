"""Spans over the days of a calendar."""

from bulletin.drawing.canvas import Frame
from bulletin.drawing.spans import WIDTH, Day, Row, Span, draw_spans
from tests.bulletin.drawing.reading import elements, texts

FRAME = Frame(name="one", title="The week", width=WIDTH)
DAYS = [Day("Fri", False), Day("Sat", True), Day("Sun", True), Day("Mon", False)]
ROW = Row("Hopes", "Open", (Span(0.5, 2, "solid"), Span(2, 4, "hatched")), marks=(2,))


def drawn(days: list[Day] = DAYS, now: float | None = 3.25) -> str:
    legend = [("solid", "Open"), ("hatched", "Late")]
    return draw_spans(FRAME, days, [ROW], now=now, now_label="Now", legend=legend)


def shapes(svg: str, paint: str) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in elements(svg) if one.get("class") == f"picture__{paint}"]


def test_days_off_are_shaded_where_they_lie() -> None:
    assert [(one["x"], one["width"]) for one in shapes(drawn(), "shade")] == [
        ("225", "225"),
        ("450", "225"),
    ]


def test_a_span_lies_from_its_beginning_to_its_end() -> None:
    bar = shapes(drawn(), "bar")[0]

    assert (bar["x"], bar["width"]) == ("112.5", "337.5")


def test_now_is_a_line_with_its_name_only_while_it_is_on_the_calendar() -> None:
    assert shapes(drawn(), "now")[0]["d"].startswith("M731.2 ")
    assert "Now" in texts(drawn())
    assert shapes(drawn(now=None), "now") == []


def test_names_of_days_leave_each_other_room() -> None:
    many = [Day(f"D{number}", False) for number in range(60)]

    named = [words for words in texts(drawn(many)) if words.startswith("D")]

    assert named == [f"D{number}" for number in range(0, 60, 6)]
