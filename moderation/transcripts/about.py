"""What a transcript is and what it holds, in sentences: in every file and on the page.

No sentence has a colon among its first 63 characters: a program that takes what stands before
a colon for a speaker's name shall find none where nobody speaks.
"""

from collections.abc import Iterator

from django.utils.dateformat import format as format_date
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import pgettext

from bulletin.text.quoting import each_quoted
from bulletin.text.within import noun, uncapitalised
from moderation.enums import Arrangement, TranscriptFormat, TranscriptNames
from moderation.models import Transcript
from moderation.transcripts.selection import Selection, selection_of
from participants.enums import ReplyKind

STANDINGS = {
    TranscriptNames.REAL_NAME: say(
        "People appear under their real names. All of it is personal data."
    ),
    TranscriptNames.FIRST_NAME: say(
        "People appear under their first names. All of it is personal data."
    ),
    TranscriptNames.PSEUDONYM: say(
        "People appear under the pseudonyms of the board. The board holds the key to them, so"
        " this is still personal data."
    ),
    TranscriptNames.ANONYMOUS: say(
        "People appear under labels made for this transcript, to which there is no key; days of"
        " the board stand instead of times, and staff appear by their role. What people tell of"
        " themselves can still give them away: only reading makes text anonymous."
    ),
}
FORMATS = {
    TranscriptFormat.CSV: say("For statistics and every spreadsheet program; says what is what."),
    TranscriptFormat.XLSX: say("For Excel and LibreOffice: the same tables in one file."),
    TranscriptFormat.DOCX: say("For Word; NVivo, MAXQDA and ATLAS.ti code it by themselves."),
    TranscriptFormat.HTML: say("To read and to print; opens anywhere, without a connection."),
    TranscriptFormat.TXT: say("For simple programs, and for eyes."),
    TranscriptFormat.JSON: say("For programs, with a published schema."),
    TranscriptFormat.FILES: say("The same tables, and what people sent."),
}
_ARRANGED = {
    Arrangement.QUESTION: say("It is arranged by question, in the order of the guide."),
    Arrangement.PERSON: say("It is arranged by person, and there in the order of the guide."),
    Arrangement.STAGE: say("It is arranged by stage, and there by person."),
    Arrangement.TIME: say("It is arranged by the time at which things were said."),
}
_KINDS = {
    ReplyKind.ANSWER: say("answers"),
    ReplyKind.COMMENT: say("comments"),
    ReplyKind.PROBE: say("probes"),
}


def sentences(transcript: Transcript) -> list[str]:
    """First what it is in the eyes of data protection, then what was chosen."""
    names, selection = TranscriptNames(transcript.identity), selection_of(transcript)
    if selection.instructions_only:
        return [instructions()]
    return [standing(names), *chosen(selection)]


def sort_of(selection: Selection) -> str:
    return _("Discussion guide") if selection.instructions_only else _("Transcript")


def named(selection: Selection, title: str) -> str:
    """The board's title, behind more than 63 characters: it may have a colon."""
    if selection.instructions_only:
        words = _("All of this is put to participants on the bulletin board named “%(title)s”.")
    else:
        words = _("All that is below was said by people on the bulletin board named “%(title)s”.")
    return words % {"title": title}


def instructions() -> str:
    return _("This is the guide alone, as it is put to participants. It holds no replies.")


def standing(names: TranscriptNames) -> str:
    said = _("This transcript is %(standing)s.") % {"standing": uncapitalised(names.standing.label)}
    return f"{said} {STANDINGS[names]}"


def chosen(selection: Selection) -> list[str]:
    """How it is arranged, what it is limited to, and what is left out."""
    return [str(_ARRANGED[selection.by]), *_limits(selection), *_left_out(selection)]


def _limits(selection: Selection) -> Iterator[str]:
    for key, values in selection.segments.items():
        yield _("It holds only people of the segment “%(set)s” who are %(values)s.") % {
            "set": key,
            "values": each_quoted(values),
        }
    if selection.codes:
        yield _("It holds only replies coded with %(codes)s.") % {
            "codes": each_quoted(selection.codes)
        }
    yield from _dates(selection)
    if selection.kinds:
        kinds = get_text_list([str(_KINDS[kind]) for kind in selection.kinds], _("and"))
        yield _("Of all replies it holds only %(kinds)s.") % {"kinds": kinds}


def _dates(selection: Selection) -> Iterator[str]:
    form = pgettext("format of a date", "j F Y")
    if selection.since:
        since = format_date(selection.since, form)
        yield _("It holds only what was said on %(day)s or later.") % {"day": since}
    if selection.until:
        until = format_date(selection.until, form)
        yield _("It holds only what was said on %(day)s or before.") % {"day": until}


def _left_out(selection: Selection) -> Iterator[str]:
    if selection.left_out:
        parts = [noun(part.label) for part in selection.left_out]
        yield _("Left out are %(parts)s.") % {"parts": get_text_list(parts, _("and"))}
    if selection.rare_segments:
        yield _("It tells segments that only one person in it belongs to.")
