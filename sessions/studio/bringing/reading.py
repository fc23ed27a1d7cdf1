"""Pasted text, or a Word document as text, becomes a draft of a guide.

Headings are stages, numbered lines questions, bullets the options of the question above them,
lines that begin as notes are private; any other line belongs to what stands above it. Nothing
is thrown away: what fits nowhere is named with its line.
"""

from django.utils.translation import gettext as _

from sessions.script.scalars import LONGEST_LINE
from sessions.studio.bringing.draft import (
    Became,
    GuideDraft,
    OptionDraft,
    QuestionDraft,
    Read,
    StageDraft,
)
from sessions.studio.bringing.kinds import settle_kind
from sessions.studio.bringing.lines import Line, Mark, lines_of, stage_title
from sessions.studio.bringing.words import STAGE

LONGEST_GUIDE = 100_000
LONGEST_PARAGRAPH = 5_000
MOST_QUESTIONS = 500


def read_guide(text: str) -> GuideDraft:
    """The guide that this text holds. Any text is read; none raises."""
    lines = lines_of(text)
    reader = _Reader(_title_line(lines), _stage_level(lines))
    for line in lines:
        reader.take(line)
    reader.finish()
    for question in reader.draft.questions:
        settle_kind(question)
    return reader.draft


def _title_line(lines: list[Line]) -> int | None:
    """The number of the line that is the board's title: a heading above all others."""
    headings = [line for line in lines if line.mark in (Mark.HEADING, Mark.STAGE)]
    if len(headings) < 2 or headings[0].mark is not Mark.HEADING:
        return None
    first, *others = headings
    if STAGE.fullmatch(first.said) or any(
        other.mark is Mark.HEADING and other.level <= first.level for other in others
    ):
        return None
    if any(line.mark is Mark.NUMBER for line in lines if line.number < others[0].number):
        return None
    return first.number


def _stage_level(lines: list[Line]) -> int:
    """How many marks a heading has that begins a stage; deeper ones stand within it."""
    title = _title_line(lines)
    levels = [line.level for line in lines if line.mark is Mark.HEADING and line.number != title]
    return min(levels, default=1)


class _Reader:
    """Takes one line after the other. What a plain line belongs to is what came before it."""

    def __init__(self, title_line: int | None, stage_level: int) -> None:
        self.draft = GuideDraft()
        self.stage: StageDraft | None = None
        self.question: QuestionDraft | None = None
        self._title_line, self._stage_level = title_line, stage_level
        self._waiting: list[tuple[str, Read]] = []
        self._last = Became.WELCOME
        self._bullets_ask: int | None = None
        self._questions = 0
        self._is_full = False

    def take(self, line: Line) -> None:
        if why := self._why_left_out(line):
            self._became(line, Became.NOTHING, why)
            return
        match line.mark:
            case Mark.HEADING | Mark.STAGE:
                self._heading(line)
            case Mark.NUMBER:
                self._question(line)
            case Mark.BULLET | Mark.LETTER:
                self._bullet(line)
            case Mark.NOTE:
                self._note(line)
            case Mark.NOT_READ:
                why = _("The document holds this beside its text. Take the [?] away to use it.")
                self._became(line, Became.NOTHING, why)
            case Mark.PLAIN:
                self._plain(line)

    def _why_left_out(self, line: Line) -> str:
        """Why a guide cannot hold this line, if so: with a question too many goes all below it."""
        begins = line.mark in (Mark.HEADING, Mark.STAGE, Mark.NUMBER) or self._asks(line)
        self._is_full = self._is_full or (begins and self._questions >= MOST_QUESTIONS)
        if self._is_full:
            return _("A guide has at most %(most)s questions.") % {"most": MOST_QUESTIONS}
        if len(line.text) > LONGEST_PARAGRAPH:
            return _("This line is longer than %(most)s characters. Break it into paragraphs.") % {
                "most": LONGEST_PARAGRAPH
            }
        return ""

    def finish(self) -> None:
        """Notes that waited for a question which never came belong nowhere."""
        for _said, read in self._waiting:
            read.became = Became.NOTHING
            read.why = _("A note belongs to a question, and none follows in its stage.")
        self._waiting = []

    def _became(self, line: Line, became: Became, why: str = "") -> Read:
        read = Read(line.number, line.text, became, why)
        self.draft.reads.append(read)
        if became is not Became.NOTHING:
            self._last = became
        return read

    def _heading(self, line: Line) -> None:
        if line.number == self._title_line:
            self.draft.title = line.said[:LONGEST_LINE]
            if len(line.said) > LONGEST_LINE:
                self.draft.welcomes.append(line.said)
            self._became(line, Became.TITLE)
        elif line.mark is Mark.HEADING and line.level > self._stage_level:
            self._headed_question(line)
        else:
            self._new_stage(stage_title(line.said))
            self._became(line, Became.STAGE)

    def _new_stage(self, title: str) -> None:
        """A title that is too long is cut, and stands whole in the introduction."""
        self.finish()
        self.stage = StageDraft(title=title[:LONGEST_LINE])
        if len(title) > LONGEST_LINE:
            self.stage.introductions.append(title)
        self.draft.stages.append(self.stage)
        self.question, self._bullets_ask = None, None

    def _headed_question(self, line: Line) -> None:
        self._new_question(f"**{line.said}**").headed = True
        self._became(line, Became.QUESTION, _("A heading within a stage."))

    def _question(self, line: Line) -> None:
        if self.question is not None and self.question.is_only_headed:
            self.question.paragraphs.append(line.said)
            self.question.headed = False
        else:
            self._new_question(line.said)
        self._became(line, Became.QUESTION)

    def _new_question(self, said: str) -> QuestionDraft:
        if self.stage is None:
            self._new_stage(_("Questions"))
        assert self.stage is not None
        self.question = QuestionDraft(paragraphs=[said])
        self.question.notes += [note for note, _read in self._waiting]
        self._waiting = []
        self._questions += 1
        self.stage.questions.append(self.question)
        return self.question

    def _bullet(self, line: Line) -> None:
        if self.question is None and line.mark is Mark.BULLET:
            self._bullets_ask = line.indent
        if self._asks(line):
            self._new_question(line.said)
            self._became(line, Became.QUESTION, _("A bullet with no question above it."))
        elif self.question is None:
            self._plain(line)
        else:
            read = self._became(line, Became.OPTION)
            self.question.options.append(OptionDraft(line.said, read))

    def _asks(self, bullet: Line) -> bool:
        """Whether the questions of this stage are its bullets, and this is one of them."""
        return (
            bullet.mark is Mark.BULLET
            and self._bullets_ask is not None
            and bullet.indent <= self._bullets_ask
        )

    def _note(self, line: Line) -> None:
        if self.question is not None:
            self.question.notes.append(line.said)
            self._became(line, Became.NOTE)
        else:
            why = _("Of the question that follows.")
            self._waiting.append((line.said, self._became(line, Became.NOTE, why)))

    def _plain(self, line: Line) -> None:
        """Right under a note it is more of the note: what is private stays so."""
        if self._last is Became.NOTE and not line.after_blank:
            self._more_of_a_note(line)
        elif self._last is Became.OPTION and not line.after_blank and line.indent > 1:
            self._more_of_an_option(line)
        elif self.question is not None:
            self.question.paragraphs.append(line.text)
            self._became(line, Became.PROMPT)
        elif self.stage is not None:
            self.stage.introductions.append(line.text)
            self._became(line, Became.INTRODUCTION)
        else:
            self.draft.welcomes.append(line.text)
            self._became(line, Became.WELCOME)

    def _more_of_a_note(self, line: Line) -> None:
        read = self._became(line, Became.NOTE, _("It stands right under a note."))
        if self._waiting:
            self._waiting.append((line.text, read))
        elif self.question is not None:
            self.question.notes.append(line.text)

    def _more_of_an_option(self, line: Line) -> None:
        assert self.question is not None
        self.question.options[-1].text += f" {line.text}"
        self._became(line, Became.OPTION, _("It goes on from the line above."))
