"""A form is filled in by what it is: whatever question it belongs to."""

from random import Random

from participants.simulate.markup import read
from participants.simulate.sheets import Sheet, filled
from participants.simulate.words import Pen, Style

CHOICES = """
<form method="post" action="/q/1/#answer" hx-post="/q/1/">
  <input type="hidden" name="csrfmiddlewaretoken" value="secret">
  <label><input type="radio" name="sure" value="{first}"> <span>{first_words}</span></label>
  <label><input type="radio" name="sure" value="{second}"> <span>{second_words}</span></label>
  <label><input type="checkbox" name="which" value="time"> Time</label>
  <label><input type="checkbox" name="which" value="people"> People</label>
  <label><input type="checkbox" name="which" value="other"> Other</label>
  <input type="text" name="other">
  <button type="submit">Send</button><button type="submit" name="keep">Keep</button>
</form>
"""
PLACES = (
    "<form>"
    + "".join(
        f'<select name="rank-{name}"><option value="">-</option><option value="1">1</option>'
        '<option value="2">2</option><option value="3">3</option></select>'
        for name in "abc"
    )
    + "</form>"
)


def sheet_of(html: str) -> Sheet:
    form = read(html).first("form")
    assert form is not None
    return Sheet.of(form, "/q/1/?correct=1")


def fill(html: str, *, seed: int = 1, tries: int = 0, **given: str) -> dict[str, list[str]]:
    chance = Random(seed)
    pen = Pen(Style.PLAIN, chance)
    return filled(sheet_of(html), pen=pen, chance=chance, tries=tries, given=given)


def choices(first: str = "yes", second: str = "no") -> str:
    words = {"yes": "Yes, I am", "no": "No"}
    return CHOICES.format(
        first=first, second=second, first_words=words[first], second_words=words[second]
    )


def test_a_form_knows_where_it_goes_and_what_it_asks() -> None:
    sheet = sheet_of(choices())
    assert (sheet.action, sheet.live_action) == ("/q/1/", "/q/1/")
    assert [(box.name, box.kind) for box in sheet.asks] == [
        ("sure", "radio"),
        ("which", "checkbox"),
        ("other", "text"),
    ]
    assert sheet.boxes[1].offers == [("Yes, I am", "yes"), ("No", "no")]
    assert (sheet.has_button("keep"), sheet.has_button("agree")) == (True, False)


def test_what_the_page_keeps_for_itself_goes_back_as_it_came() -> None:
    assert fill(choices())["csrfmiddlewaretoken"] == ["secret"]


def test_the_order_of_choices_on_the_page_changes_nothing() -> None:
    for seed in range(20):
        there, back = fill(choices(), seed=seed), fill(choices("no", "yes"), seed=seed)
        assert there == back


def test_words_beside_a_choice_are_given_with_it_alone() -> None:
    for seed in range(40):
        said = fill(choices(), seed=seed)
        assert bool(said["other"][0]) == ("other" in said["which"]), seed


def test_who_was_refused_chooses_another_number_of_things() -> None:
    assert [len(fill(choices(), tries=tries)["which"]) for tries in (1, 2, 3, 4)] == [1, 2, 3, 3]


def test_places_in_an_order_are_each_given_once() -> None:
    for seed in range(20):
        said = fill(PLACES, seed=seed)
        assert sorted(place for [place] in said.values()) == ["1", "2", "3"]


def test_a_number_stays_within_its_bounds() -> None:
    html = '<form><input type="number" name="hours" min="3" max="4"></form>'
    assert {fill(html, seed=seed)["hours"][0] for seed in range(20)} == {"3", "4"}


def test_what_was_begun_is_finished() -> None:
    html = '<form><textarea name="text">\nI had just begun</textarea></form>'
    [text] = fill(html)["text"]
    assert text.startswith("I had just begun ")
    assert len(text) > len("I had just begun ")


def test_a_form_that_is_shut_asks_for_nothing() -> None:
    html = '<form><fieldset disabled><textarea name="text"></textarea></fieldset></form>'
    assert sheet_of(html).asks == []


def test_what_is_said_for_a_box_stands_in_it() -> None:
    assert fill(choices(), sure="no")["sure"] == ["no"]
