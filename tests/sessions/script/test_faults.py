"""Everything that is wrong with a script is said at once, by line and path, in plain words."""

import re

import pytest

from tests.sessions.scripts import BOARD, EXAMPLE, faults, faults_of, script_text

TWENTY_FAULTS = """\
format: bulletin-script/2
board:
  titel: A board
  timezone: Europe/Londn
  language: english
  starts_on: 26.3.2021
  ends: {day: 7}
  grace: a while
  identity: {peers: nickname}
  minutes_per_day: 15.5
  front_matter:
    run_by:
      - {name: The commissioner, role: observer}
    contacts:
      - {for: question, name: A, email: not-an-address}
      - {for: support, name: B}
      - {for: complaints, name: C, telephone: 020 7946 0000}
  consent:
    information: What this is about.
    statements: []
stages:
  - key: Part One
    title: First
    opens: soon
    questions:
      - {key: a, kind: txt, prompt: Why}
      - key: a
        prompt: Why not
      - key: b
        kind: scale
        prompt: ""
        scale: {from: 1, to: 70, low: Not}
        colour: red
      - key: c
        kind: multiple
        prompt: Which
        options: [one, two, One]
      - key: d
        kind: text_page
        prompt: Thanks
        required: true
        segments: {sector: [health]}
      - key: e
        kind: summary
        prompt: Is it so
        of: [first]
        statements: [It is]
reminders:
  - {at: "25:00", to: everyone}
"""
KINDS = "text, file, annotate, single, multiple, scale, grid, ranking, summary, text_page"
ITS_FAULTS = f"""\
1: format: “bulletin-script/2” must be bulletin-script/1.
2: board.title: This is missing. Add it.
3: board.titel: This key is not known here. Known are: title, timezone, language, starts_on, ends, \
grace, holidays, identity, after_due, hold_first_posts, minutes_per_day, late_joiner_days, \
look, front_matter, welcome, farewell, reading_until, destruction, given_in_thanks, consent. Did \
you mean title?
4: board.timezone: “Europe/Londn” is no time zone; write one such as Europe/London. \
Did you mean Europe/London?
5: board.language: “english” is no language code; write one such as en-GB, fr or pt-BR.
6: board.starts_on: “26.3.2021” is no date: write year, month and day, such as 2021-03-26.
7: board.ends: This is no point in time: write a day of the board as {{day: 4, at: "14:00"}}, or a \
date and time as 2021-03-26 09:00.
8: board.grace: “a while” must be a number of hours, days or weeks, such as 3 days.
9: board.identity.peers: “nickname” must be one of: real_name, first_name, pseudonym.
10: board.minutes_per_day: “15.5” must be a whole number, such as 3.
13: board.front_matter.run_by.1.organisation: Name the observer's organisation: participants are \
told it.
15: board.front_matter.contacts.1.email: “not-an-address” is no e-mail address; it looks like \
name@example.org.
15: board.front_matter.contacts.1.for: “question” must be one of: questions, support, complaints, \
data protection. Did you mean questions?
16: board.front_matter.contacts.2.email: Give an e-mail address or a telephone number.
20: board.consent.statements: At least 1 must be given.
22: stages.Part One.key: “Part One” is no key: small letters, digits and hyphens, such as part-one.
24: stages.Part One.opens: This is no point in time: write a day of the board as \
{{day: 4, at: "14:00"}}, or a date and time as 2021-03-26 09:00. \
Or write after_previous, or by_hand.
26: stages.Part One.questions.a: There is no question of the kind “txt”; the kinds are: {KINDS}. \
Did you mean text?
27: stages.Part One.questions.a: This question lacks its kind, one of: {KINDS}.
27: stages.Part One.questions.a.key: “a” is used a second time; the first is on line 26.
31: stages.Part One.questions.b.prompt: This is empty. Write a text here, or take the line away \
if it is not needed.
32: stages.Part One.questions.b.scale.high: This is missing. Add it.
32: stages.Part One.questions.b.scale.to: From 1 to 70 are too many points; 11 are the most.
33: stages.Part One.questions.b.colour: This key is not known here. Known are: key, kind, prompt, \
required, reveal, within, segments, stimuli, note, entries, every, scale.
37: stages.Part One.questions.c.options: “One” is there twice.
41: stages.Part One.questions.d.required: A text page takes no answer, so it cannot be required.
42: stages.Part One.questions.d.segments.sector: There is no segment set “sector”.
46: stages.Part One.questions.e.of.1: There is no stage with the key “first”.
49: reminders.1.at: “25:00” is no time of day: write hours and minutes, such as 14:00.
49: reminders.1.to: “everyone” must be one of: unfinished, never_came.
49: reminders.1.working_days_after_open: Say either working_days_before_due or \
working_days_after_open.
"""

LETTERS = list("abcdefghijklmnopqrstuvwxyz")
FAULTY_QUESTIONS = {
    "- {key: q, kind: text, prompt: '  '}": [
        "q.prompt: This is empty. Write a text here, or take the line away if it is not needed."
    ],
    "- {key: q, kind: text, prompt: [a, b]}": [
        "q.prompt: Write a text here, not a list or a block of further lines."
    ],
    "- {key: q, kind: text, prompt: x, min_words: 0}": [
        "q.min_words: 0 cannot be: it must be from 1 to 500."
    ],
    "- {key: q, kind: text, prompt: x, entries: many}": [
        "q.entries: “many” must be a whole number, such as 3."
    ],
    "- {key: q, kind: text, prompt: x, entries: 3, every: week}": ["q.every: “week” must be day."],
    "- {key: q, kind: text, prompt: x, every: day}": [
        "q.every: Say for how many days: a daily diary has more than one entry."
    ],
    "- {key: q, kind: text, prompt: x, required: perhaps}": [
        "q.required: “perhaps” must be true or false."
    ],
    "- {key: q, kind: text, prompt: x, reveal: after_anwser}": [
        "q.reveal: “after_anwser” must be one of: always, after_answer, after_stage, after_close,"
        " on_reveal, never. Did you mean after_answer?"
    ],
    "- {key: q, kind: single, prompt: x, options: [Yes]}": ["q.options: At least 2 must be given."],
    "- {key: q, kind: single, prompt: x, options: Yes}": [
        "q.options: This must be a list: one entry a line, each behind a hyphen."
    ],
    "- {key: q, kind: single, prompt: x, options: [{key: a, text: b}, {key: a, text: c}]}": [
        "q.options: The key a names two options."
    ],
    "- {key: q, kind: single, prompt: x, options: [{key: a, txt: b}, c]}": [
        "q.options.a.text: This is missing. Add it.",
        "q.options.a.txt: This key is not known here. Known are: key, text, pinned, exclusive,"
        " picture, segment. Did you mean text?",
    ],
    f"- {{key: q, kind: single, prompt: x, options: {[str(n) for n in range(51)]}}}": [
        "q.options: These are 51; at most 50 can be used."
    ],
    f"- {{key: q, kind: single, prompt: x, options: [{'a' * 201}, b]}}": [
        "q.options.1.text: This is too long: it has 201 characters, and 200 are the most."
    ],
    "- {key: q, kind: multiple, prompt: x, options: [a, b], max_choices: 4}": [
        "q.max_choices: 4 choices cannot be made: there are 2."
    ],
    "- {key: q, kind: multiple, prompt: x, options: [a, b], other: true, min_choices: 4}": [
        "q.min_choices: 4 choices cannot be made: there are 3."
    ],
    "- {key: q, kind: multiple, prompt: x, options: [a, b], min_choices: 2, max_choices: 1}": [
        "q.max_choices: At most 1 and at least 2 choices cannot both be."
    ],
    "- {key: q, kind: scale, prompt: x, scale: {from: 7, to: 1, low: a, high: b}}": [
        "q.scale.to: A scale runs upwards: 1 must be more than 7."
    ],
    "- {key: q, kind: scale, prompt: x, scale: 1-7}": [
        "q.scale: This must be a block of lines, each with a key and a colon."
    ],
    "- {key: q, kind: grid, prompt: x, rows: [a]}": ["q.columns: Say either scale or columns."],
    "- {key: q, kind: grid, prompt: x, rows: [a], columns: [b, c],"
    " scale: {from: 1, to: 5, low: d, high: e}}": ["q.columns: Say either scale or columns."],
    "- {key: q, kind: grid, prompt: x, columns: [Never]}": [
        "q.columns: At least 2 must be given.",
        "q.rows: This is missing. Add it.",
    ],
    f"- {{key: q, kind: grid, prompt: x, rows: {LETTERS[:21]}, columns: {LETTERS[:8]}}}": [
        "q.columns: These are 8; at most 7 can be used.",
        "q.rows: These are 21; at most 20 can be used.",
    ],
    "- {key: q, kind: grid, prompt: x, rows: [We met, we met], columns: [Never, Never]}": [
        "q.columns: “Never” is there twice.",
        "q.rows: “we met” is there twice.",
    ],
    "- {key: q, kind: grid, prompt: x, rows: [{key: a, text: b}, {key: a, text: c}],"
    " columns: [{key: d, text: e}, {key: d, text: f}]}": [
        "q.columns: The key d names two columns.",
        "q.rows: The key a names two rows.",
    ],
    "- {key: q, kind: grid, prompt: x, rows: [{text: a, exclusive: true}],"
    " columns: [{text: b, pinned: true}, c]}": [
        "q.columns.1.pinned: This key is not known here. Known are: key, text.",
        "q.rows.1.exclusive: This key is not known here. Known are: key, text, pinned.",
    ],
    "- {key: q, kind: grid, prompt: x, rows: [a], scale: {from: 1, to: 12, low: b, high: c}}": [
        "q.scale.to: From 1 to 12 are too many points; 11 are the most."
    ],
    "- {key: q, kind: summary, prompt: x, of: [first], statements: []}": [
        "q.of.1: A summary can only sum up stages before its own; first is not.",
        "q.statements: At least 1 must be given.",
    ],
    "- {key: q, kind: text_page, prompt: x, reveal: always}": [
        "q.reveal: A text page takes no answers, so there is nothing to reveal."
    ],
    "- {key: q, kind: text, prompt: x, segments: {sector: [helth, health, health]}}": [
        "q.segments.sector.1: sector has no value “helth”; it has: health, voluntary sector."
        " Did you mean health?",
        "q.segments.sector.3: “health” is used a second time; the first is on line 21.",
    ],
    "- {key: q, kind: text, prompt: x, within: sectr}": [
        "q.within: There is no segment set “sectr”. Did you mean sector?"
    ],
    "- {key: q, kind: text, prompt: x, within: topic}": [
        "q.within: A person may hold several values of topic, so it makes no groups."
    ],
    "- {key: q, kind: [text], prompt: x}": [f"q: This question lacks its kind, one of: {KINDS}."],
}


def test_a_file_with_many_faults_has_all_of_them_listed_with_their_lines() -> None:
    assert faults(TWENTY_FAULTS) == ITS_FAULTS.splitlines()


@pytest.mark.parametrize("questions", FAULTY_QUESTIONS, ids=lambda text: text[:70])
def test_what_is_wrong_with_a_question_is_said_in_plain_words(questions: str) -> None:
    assert faults_of(questions) == FAULTY_QUESTIONS[questions]


def test_keys_of_stages_questions_and_statements_are_used_once() -> None:
    text = BOARD.replace(
        "      - {key: take-part, text: I agree to take part.}\n",
        "      - {key: quoted, text: One.}\n      - {key: quoted, text: Two.}\n",
    )
    again = "  - {key: first, title: Again, opens: by_hand}\n"
    assert faults(text + "      - {key: q, kind: text, prompt: x}\n" + again) == [
        "12: board.consent.statements.quoted.key: “quoted” is used a second time;"
        " the first is on line 11.",
        "23: stages.first.key: “first” is used a second time; the first is on line 17.",
    ]


def test_values_that_people_cannot_tell_apart_are_one() -> None:
    text = script_text().replace(
        "[health, voluntary sector]", "[health, voluntary sector, Health ]"
    )
    assert faults(text) == [
        "13: segments.sector.values.3: “Health” is used a second time; the first is on line 13."
    ]


def test_a_segment_set_is_not_called_like_a_column_of_the_roster() -> None:
    assert faults(script_text().replace("sector:", "email:")) == [
        "13: segments.email: A roster has a column of this name already; call the set something"
        " else."
    ]


def test_a_question_key_is_used_once_in_the_whole_file() -> None:
    again = "  - key: second\n    title: x\n    opens: by_hand\n    questions:\n"
    question = "      - {key: why, kind: text, prompt: x}\n"
    assert faults(BOARD + question + again + question) == [
        "26: stages.second.questions.why.key: “why” is used a second time; the first is on line 21."
    ]


def test_no_message_shows_the_words_of_a_library() -> None:
    words = "\n".join([ITS_FAULTS, *(line for said in FAULTY_QUESTIONS.values() for line in said)])
    assert not re.search("Input should|valid|pydantic|dict|NoneType|str\\b", words)


def test_the_example_has_no_fault() -> None:
    assert faults(EXAMPLE.read_bytes()) == []


def test_a_fault_in_one_place_hides_none_in_another() -> None:
    text = script_text().replace("title: First", "titel: First").replace("day: 4", "day: 9")
    assert faults(text) == [
        "16: stages.first.title: This is missing. Add it.",
        "17: stages.first.titel: This key is not known here. Known are: key, title, opens, due,"
        " closes, released, in_order, segments, introduction, questions. Did you mean title?",
        "19: stages.first.due: The board ends before that.",
    ]


def test_whoever_should_be_in_the_room_is_of_a_value_that_there_is() -> None:
    text = script_text().replace(
        "voluntary sector]}", "voluntary sector], wanted: {helth: 5, health: 0}}"
    )

    assert faults(
        text.replace("  language: en-GB\n", "  language: en-GB\n  late_joiner_days: 0\n")
    ) == [
        "6: board.late_joiner_days: 0 cannot be: it must be from 1 to 90.",
        "14: segments.sector.wanted.health: 0 cannot be: it must be from 1 to 9999.",
        "14: segments.sector.wanted.helth: sector has no value “helth”; it has: health,"
        " voluntary sector. Did you mean health?",
    ]
