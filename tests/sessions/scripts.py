"""Small scripts for tests."""

from io import BytesIO
from pathlib import Path
from textwrap import dedent, indent

from bulletin.media.keeping import made_harmless
from sessions.script.errors import ScriptErrors
from sessions.script.reading import read_script
from sessions.script.shape import BoardScript
from tests.bulletin.media import pictures

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "moderation" / "examples" / "communities-of-practice.yaml"

BOARD = """\
format: bulletin-script/1
board:
  title: A small board
  timezone: Europe/London
  language: en-GB
  starts_on: 2021-03-26
  ends: {day: 7, at: "18:00"}
  consent:
    information: What this is about.
    statements:
      - {key: take-part, text: I agree to take part.}
segments:
  sector: {values: [health, voluntary sector]}
  topic: {values: [costs, quality], several: true}
stages:
  - key: first
    title: First
    opens: {day: 1, at: "09:00"}
    due: {day: 4, at: "12:00"}
    questions:
"""


def script_text(questions: str = "- {key: why, kind: text, prompt: 'Why?'}") -> str:
    """A script with one stage that asks these questions."""
    return BOARD + indent(dedent(questions).strip("\n"), " " * 6) + "\n"


def script(questions: str = "- {key: why, kind: text, prompt: 'Why?'}") -> BoardScript:
    return read_script(script_text(questions), "small.yaml")


def faults(text: str | bytes) -> list[str]:
    """What `read_script` complains of, each as `LINE: path: message`."""
    try:
        read_script(text, "f")
    except ScriptErrors as errors:
        return [line.removeprefix("f:") for line in errors.lines()]
    return []


def faults_of(questions: str) -> list[str]:
    """Complaints about these questions, without their lines and the way to the question."""
    return [
        line.partition(": ")[2].removeprefix("stages.first.questions.")
        for line in faults(script_text(questions))
    ]


EVERY_KIND = (
    (
        script_text(
            """
        - {key: text, kind: text, prompt: "Why?", min_words: 90, entries: 5, every: day}
        - key: file
          kind: file
          prompt: Show us.
          takes: [document, picture]
          most: 2
          words: true
        - key: annotate
          kind: annotate
          prompt: What catches your eye?
          picture: harbour
          alternative: A harbour at night.
          marks: [I like this, {key: unclear, text: I do not understand this}]
          least: 2
          most: 5
          comments: false
        - key: single
          kind: single
          prompt: Which?
          options: [{text: Yes, segment: health}, {text: No, segment: voluntary sector}, Both]
          routes: sector
          other: true
        - key: multiple
          kind: multiple
          prompt: Which of these?
          options:
            - Time
            - {key: people, text: The mix of people, pinned: true}
            - {text: None, exclusive: true}
          min_choices: 2
          max_choices: 3
          shuffle: true
          segments: {sector: [health]}
        - key: scale
          kind: scale
          prompt: How sure?
          scale: {from: -2, to: 2, low: Not, high: Very}
        - key: grid
          kind: grid
          prompt: How often?
          rows:
            - We met
            - {key: pauses, text: We wrote in the pauses, pinned: true}
          columns: [Never, {key: now-and-then, text: Sometimes}, Often]
          shuffle: true
        - {key: ranking, kind: ranking, prompt: Put in order., options: [One, Two], within: sector}
        - {key: text-page, kind: text_page, prompt: Thank you., note: Said warmly.}
        """
        )
        + """\
  - key: second
    title: Second
    opens: after_previous
    in_order: true
    segments: {topic: [costs, quality]}
    questions:
      - key: summary
        kind: summary
        of: [first]
        prompt: Does it ring true?
        statements: [{heading: Hopes, text: A way is sought.}, Nobody was sure.]
        missed: What did we miss?
        reveal: on_reveal
"""
    )
    .replace("voluntary sector]}", "voluntary sector], wanted: {health: 5}}")
    .replace(
        "  language: en-GB\n",
        "  language: en-GB\n  late_joiner_days: 3\n"
        "  look: {accent: '#7a3b69', logo: harbour, alternative: The harbour}\n",
    )
    .replace(
        "  consent:\n",
        "  given_in_thanks: {what: A voucher, at_least: 2, after_withdrawal: It stays yours.}\n"
        "  consent:\n",
    )
)


# What EVERY_KIND names to be looked at.
EVERY_FILE = {"harbour": made_harmless(BytesIO(pictures.chatty_png()))}


def every_kind() -> BoardScript:
    """A script with a question of each kind, keyed by it, and most settings used."""
    return read_script(EVERY_KIND, "kinds.yaml", files=EVERY_FILE)
