"""A script says where the options of a question lead, and what is wrong with that."""

import pytest

from sessions.kinds.single import SingleScript
from sessions.script.writing import write_script
from tests.sessions.scripts import faults, faults_of, script, script_text

ROUTES = """
- key: where
  kind: single
  prompt: Where do you work?
  routes: sector
  options: [{text: In a hospital, segment: health}, Elsewhere]
"""

WRONG = {
    ROUTES.replace("  routes: sector\n", ""): [
        "where.options.1.segment: Say in “routes”, beside the prompt, of which segment set this is"
        " a value."
    ],
    ROUTES.replace("routes: sector", "routes: sectr"): [
        "where.routes: There is no segment set “sectr”. Did you mean sector?"
    ],
    ROUTES.replace("segment: health", "segment: helth"): [
        "where.options.1.segment: sector has no value “helth”; it has: health, voluntary sector."
        " Did you mean health?"
    ],
    ROUTES.replace(", segment: health", ""): [
        "where.routes: No option says to which value of sector it leads."
    ],
    ROUTES + "  segments: {sector: [health]}\n": [
        "where.routes: Only some of sector are asked this: whoever it led elsewhere would lose the"
        " question with their answer."
    ],
}


def test_an_option_may_lead_to_a_value_of_one_set() -> None:
    (where,) = script(ROUTES).stages[0].questions

    assert isinstance(where, SingleScript)
    assert (where.routes, [one.segment for one in where.options]) == (
        "sector",
        ["health", None],
    )
    assert "routes: sector" in write_script(script(ROUTES))
    assert "{text: In a hospital, segment: health}" in write_script(script(ROUTES))


@pytest.mark.parametrize("questions", WRONG, ids=range(len(WRONG)))
def test_what_leads_nowhere_is_said_by_its_place(questions: str) -> None:
    assert faults_of(questions) == WRONG[questions]


def test_a_stage_for_some_of_a_set_leads_nobody_to_others_of_it() -> None:
    text = script_text(ROUTES).replace(
        "    questions:", "    segments: {sector: [health]}\n    questions:"
    )

    assert [fault.partition(": ")[2] for fault in faults(text)] == [
        "stages.first.questions.where.routes: Only some of sector are asked this: whoever it led"
        " elsewhere would lose the question with their answer."
    ]
