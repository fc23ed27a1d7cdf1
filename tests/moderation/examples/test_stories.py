"""The files of the example: the project's own copies, and what is told on the boards."""

import re
from pathlib import Path

import pytest
import yaml

from moderation.examples.stories import (
    ROSTER,
    SCRIPT,
    STORIES,
    Story,
    Votes,
    read_story,
    script_for,
)
from sessions.script.reading import read_script

SHARED = Path(__file__).parents[4] / "shared" / "examples"
NAMES = ["pilot", "running"]


@pytest.fixture(params=NAMES)
def story(request) -> Story:
    return read_story(request.param)


@pytest.mark.parametrize("copy", [SCRIPT, ROSTER], ids=lambda path: path.name)
def test_our_copy_is_the_shared_example(copy):
    original = SHARED / copy.name
    if not original.exists():
        pytest.skip(f"the shared examples are not beside this checkout: {original}")

    assert copy.read_bytes() == original.read_bytes()


def test_every_story_is_tested():
    assert sorted(path.stem for path in STORIES.glob("*.yaml")) == NAMES


def test_the_script_of_a_story_has_its_title_and_its_summary(story):
    script = read_script(script_for(story)).model_dump()

    (summary,) = (
        question
        for stage in script["stages"]
        for question in stage["questions"]
        if question["kind"] == "summary"
    )
    assert script["board"]["title"] == story.title
    assert [(one["heading"], one["text"]) for one in summary["statements"]] == [
        (one.heading, one.text) for one in story.summary
    ]


def test_everybody_told_of_is_on_the_roster(story):
    on_roster = {int(number) for number in re.findall(r"Member (\d+)", ROSTER.read_text())}
    text = yaml.safe_dump(story.model_dump(mode="json"))

    assert len(on_roster) == 23
    assert set(story.people) <= on_roster
    assert {int(number) for number in re.findall(r"\{(\d+)\}", text)} <= set(story.people)


def test_every_statement_is_voted_on_by_whoever_votes(story):
    headings = [statement.heading for statement in story.summary]
    votes = [
        answer.votes
        for person in story.people.values()
        for sitting in person.stages.values()
        for answer in sitting.answers.values()
        if isinstance(answer, Votes)
    ]

    assert len(votes) >= 7
    assert [list(one) for one in votes] == [headings] * len(votes)


def test_no_address_and_no_link_is_told(story):
    text = yaml.safe_dump(story.model_dump(mode="json"))

    assert not re.search(r"@|https?:|www\.", text)
