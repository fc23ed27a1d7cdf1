"""What was said on an example board, as its file tells it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from moderation.examples.deskwork import Desk, Report, Wish
from moderation.examples.telling import Author, Moment, Place, Told
from participants.enums import Channel, Vote
from sessions.enums import Kind

HERE = Path(__file__).parent
SCRIPT = HERE / "communities-of-practice.yaml"
ROSTER = HERE / "roster.csv"
STORIES = HERE / "stories"


class Votes(Told):
    """On a summary: the vote on each statement by its heading, and what it missed."""

    votes: dict[str, Vote]
    missed: str = ""


class Choices(Told):
    """Several options by their wording, and words of one's own."""

    choices: list[str]
    other: str = ""


# Prose, an option's wording, a point on a scale or a ranking, each as its question's kind asks.
Answer = Votes | Choices | list[str] | str


class Sitting(Told):
    """One person's answers to one stage, begun `at` and, for others' channels, `entered` later."""

    at: Moment
    entered: Moment | None = None
    answers: dict[str, Answer]


class Person(Told):
    """`came` is when they first signed in; whoever answers `by` e-mail never does."""

    came: Moment | None = None
    by: Channel = Channel.WEB
    source: str = ""
    quoted: bool
    contact: bool
    stages: dict[str, Sitting] = {}


class Post(Told):
    """Something said under another post, by a member or by staff, and what was said under it.

    A probe may have been `wished`; `thanks` acknowledge what a member said.
    """

    by: Author
    at: Moment
    says: str
    probe: bool = False
    private: bool = False
    thanks: bool = False
    wished: Wish | None = None
    reported: Report | None = None
    concealed: Moment | None = None
    then: list["Post"] = []

    def with_all_under(self) -> Iterator["Post"]:
        yield self
        for post in self.then:
            yield from post.with_all_under()


class Thread(Post):
    """A post under one member's answer to one question."""

    under: Place


class Correction(Told):
    by: int
    question: str
    at: Moment
    says: str


class Withdrawal(Told):
    """Somebody leaves and takes their words with them."""

    member: int
    at: Moment


class Unable(Told):
    """Somebody cannot take part, and says why."""

    member: int
    at: Moment
    why: str


class Statement(Told):
    heading: str
    text: str


class Story(Told):
    """`due` moves due dates of the script, `summary` takes the place of its statements.

    `released` is when the facilitator released what the script leaves unreleased.
    """

    title: str
    released: Moment
    summary: list[Statement]
    due: dict[str, dict[str, str]] = {}
    people: dict[int, Person]
    threads: list[Thread]
    corrections: list[Correction] = []
    withdraw: list[Withdrawal] = Field(default=[])
    unable: list[Unable] = []
    desk: Desk = Desk()


def read_story(name: str) -> Story:
    """Raises ValidationError for a file that says something this module does not know."""
    text = (STORIES / f"{name}.yaml").read_text(encoding="utf-8")
    return Story.model_validate(_plain(text))


def script_for(story: Story) -> str:
    """The example script with this story's title, due dates and summary."""
    script = _plain(titled(story.title))
    for stage in script["stages"]:
        stage.update({"due": story.due[stage["key"]]} if stage["key"] in story.due else {})
        for question in stage["questions"]:
            if question["kind"] == Kind.SUMMARY:
                question["statements"] = [one.model_dump() for one in story.summary]
    return yaml.safe_dump(script, allow_unicode=True, sort_keys=False)


def titled(title: str) -> str:
    """The example script under another title."""
    script = _plain(SCRIPT.read_text(encoding="utf-8"))
    script["board"]["title"] = title
    return yaml.safe_dump(script, allow_unicode=True, sort_keys=False)


def _plain(text: str) -> Any:
    """YAML with every scalar as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
