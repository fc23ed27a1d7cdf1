"""The closed lists of this part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sessions.enums import Identity


class TranscriptFormat(TextChoices):
    CSV = "csv", _("Spreadsheets (CSV, zipped)")
    XLSX = "xlsx", _("Workbook (XLSX)")
    DOCX = "docx", _("Document (DOCX)")
    HTML = "html", _("Web page (HTML)")
    TXT = "txt", _("Plain text (TXT)")
    JSON = "json", _("JSON")
    FILES = "files", _("Spreadsheets with pictures and files (zipped)")


class Standing(TextChoices):
    """What a transcript is in the eyes of data protection."""

    IDENTIFIED = "identified", _("Identified")
    PSEUDONYMISED = "pseudonymised", _("Pseudonymised")
    ANONYMISED = "anonymised", _("Anonymised")


class TranscriptNames(TextChoices):
    """Under which names people appear in a transcript: an `Identity`, or labels of its own."""

    REAL_NAME = Identity.REAL_NAME.value, _("Real names")
    FIRST_NAME = Identity.FIRST_NAME.value, _("First names")
    PSEUDONYM = Identity.PSEUDONYM.value, _("Pseudonyms")
    ANONYMOUS = "anonymous", _("Fresh labels")

    @property
    def standing(self) -> Standing:
        if self == TranscriptNames.ANONYMOUS:
            return Standing.ANONYMISED
        return Standing.PSEUDONYMISED if self == TranscriptNames.PSEUDONYM else Standing.IDENTIFIED


class Arrangement(TextChoices):
    """What a transcript's order follows first; inside it, the guide's."""

    QUESTION = "question", _("By question")
    PERSON = "person", _("By person")
    STAGE = "stage", _("By stage, person after person")
    TIME = "time", _("By time")


class TranscriptPart(TextChoices):
    """What may be left out of a transcript."""

    STAFF = "staff", _("Moderators' comments")
    PROBES = "probes", _("Probes")
    PRIVATE = "private", _("Private exchanges")
    VERSIONS = "versions", _("Earlier versions of what was corrected")
    CODES = "codes", _("Codes")


class TranscriptState(TextChoices):
    """How far the worker has come with a transcript; computed, never stored."""

    WAITING = "waiting", _("Waiting for the worker")
    BUILDING = "building", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    REMOVED = "removed", _("Removed")


class Quotable(TextChoices):
    """What a person said to being quoted."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not asked", _("Not asked")


class ReplyState(TextChoices):
    """What keeps a reply from its peers, or took its words away."""

    HELD = "held", _("Held: waits for staff")
    REJECTED = "rejected", _("Rejected")
    CONCEALED = "concealed", _("Concealed")
    WITHDRAWN = "withdrawn", _("Withdrawn: its words are gone")
    ERASED = "erased", _("Its author was erased")


class QuotedIn(TextChoices):
    """Where words of somebody who is erased stand in what others wrote."""

    REPLY = "reply", _("A reply")
    NOTE = "note", _("A note in the back room")
    STATEMENT = "statement", _("A statement for a summary")
    WORDING = "wording", _("A question's wording")
    ITEM = "item", _("An option or statement of a question")
    TYPED = "typed", _("What is typed into a question and not published")
    STAGE = "stage", _("A stage's title or introduction")
    BOARD = "board", _("What the board says of itself")
    INFORMATION = "information", _("An information sheet")
    CONSENT = "consent", _("A statement of the consent")
    PAUSE = "pause", _("The message of a pause")
    PREPARED = "prepared", _("A prepared question")
    CODE = "code", _("A code")
    PICTURE = "picture", _("The description of a picture")
    REJECTION = "rejection", _("The reason for a rejection")
    ANNOUNCEMENT = "announcement", _("An announcement")
    FINDINGS = "findings", _("The report on the board")
    VERDICT = "verdict", _("An answer to whether the report is right")
    CALL = "call", _("A call for help or a report")
    MORE_TIME = "more_time", _("Why somebody was given more time")
    SKIP = "skip", _("Why somebody skipped a question")
    PERSON = "person", _("Why somebody cannot take part, or their place is closed")
    AGREED = "agreed", _("Where somebody's consent is on record")
    SAID = "said", _("Where something that was entered for somebody comes from")
    IN_PLACE = "in_place", _("What is read in place of hidden words")
    HIDDEN = "hidden", _("Why a question is hidden")
    STIMULUS = "stimulus", _("What a picture beside a question shows")
    THANK_YOU = "thank_you", _("What is given in thanks")
    THANKS = "thanks", _("The decision on somebody's thank-you")
    SEGMENT = "segment", _("A segment")


class OnQuotation(TextChoices):
    """What a facilitator decides on a quotation."""

    LATER = "later", _("Decide later")
    LEAVE = "leave", _("Leave it")
    HIDE = "hide", _("Hide these words for good")
