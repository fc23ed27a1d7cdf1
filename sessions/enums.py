"""The closed lists of this part, as data that every part reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Identity(TextChoices):
    """How one audience sees a participant (rule 9)."""

    REAL_NAME = "real_name", _("Real name")
    FIRST_NAME = "first_name", _("First name")
    PSEUDONYM = "pseudonym", _("Pseudonym")


class Audience(TextChoices):
    PEERS = "peers", _("Other participants")
    STAFF = "staff", _("Staff")
    EXPORTS = "exports", _("Exports")


class AfterDue(TextChoices):
    """Who may read AFTER_ANSWER and AFTER_STAGE questions past the reader's due date."""

    CONTRIBUTORS = "contributors", _("Those who answered something in the stage")
    ANSWERED = "answered", _("Only those who answered the question")
    EVERYONE = "everyone", _("Everyone who consented")


class Role(TextChoices):
    FACILITATOR = "facilitator", _("Facilitator")
    MODERATOR = "moderator", _("Moderator")
    OBSERVER = "observer", _("Observer")
    RECRUITER = "recruiter", _("Recruiter")


class Opening(TextChoices):
    """What opens a stage, once a facilitator has released it (rule 5)."""

    BY_DATE = "by_date", _("At a date")
    AFTER_PREVIOUS = "after_previous", _("When the person has finished the stage before")
    BY_HAND = "by_hand", _("When a facilitator opens it")


class Reveal(TextChoices):
    """When others' replies to a question become readable, from loosest to tightest (rule 2)."""

    ALWAYS = "always", _("At once")
    AFTER_ANSWER = "after_answer", _("After one's own answer")
    AFTER_STAGE = "after_stage", _("After every required question of the stage")
    AFTER_CLOSE = "after_close", _("After the stage has closed, to those who answered")
    ON_REVEAL = "on_reveal", _("When a facilitator reveals them, to those who answered")
    NEVER = "never", _("Never: only staff read them")


class Every(TextChoices):
    """How often a diary asks for an entry; without one, people give them when they like."""

    DAY = "day", _("One a day, from the day on which its stage opens for the person")


class Kind(TextChoices):
    TEXT = "text", _("Text")
    FILE = "file", _("Pictures or files asked for")
    ANNOTATE = "annotate", _("Picture to mark")
    SINGLE = "single", _("One choice")
    MULTIPLE = "multiple", _("Several choices")
    SCALE = "scale", _("Scale")
    GRID = "grid", _("Grid")
    RANKING = "ranking", _("Ranking")
    SUMMARY = "summary", _("Summary to vote on")
    TEXT_PAGE = "text_page", _("Text page")


class FileSort(TextChoices):
    """What may be sent in answer to a question that asks for files."""

    PICTURE = "picture", _("Pictures")
    DOCUMENT = "document", _("Documents (PDF)")


class ItemKind(TextChoices):
    OPTION = "option", _("Option")
    STATEMENT = "statement", _("Statement")
    ROW = "row", _("Row")
    COLUMN = "column", _("Column")
    LOW_END = "low_end", _("Low end of the scale")
    HIGH_END = "high_end", _("High end of the scale")
    PICTURE = "picture", _("Picture")
    MARK = "mark", _("Kind of mark")


class ContactPurpose(TextChoices):
    QUESTIONS = "questions", _("Questions")
    SUPPORT = "support", _("Support")
    COMPLAINTS = "complaints", _("Complaints")
    DATA_PROTECTION = "data protection", _("Data protection")


class ObserverSight(TextChoices):
    """What the consent in force lets observers see."""

    NONE = "none", _("Nothing")
    PSEUDONYM = "pseudonym", _("Replies under pseudonyms")
    NAME = "name", _("Replies under the names staff see")


class OnWithdrawal(TextChoices):
    KEEP = "keep", _("Answers are kept")
    REMOVE = "remove", _("Answers are removed")
    ASK = "ask", _("The person chooses")


class GivenFor(TextChoices):
    """For what a thank-you is given."""

    WHOLE = "whole", _("Once, for the whole board")
    PER_STAGE = "per_stage", _("Once for each stage that is done")


class ReminderAnchor(TextChoices):
    BEFORE_DUE = "before_due", _("working days before a stage is due")
    AFTER_OPEN = "after_open", _("working days after a stage opened")


class ReminderAudience(TextChoices):
    """`unfinished` has come and has something required left; `never_came` has not come."""

    UNFINISHED = "unfinished", _("Those with something left to do")
    NEVER_CAME = "never_came", _("Those who have not come yet")


class WhichDate(TextChoices):
    """A date that can be moved: three of a stage, and the board's end."""

    OPENS = "opens"
    DUE = "due"
    CLOSES = "closes"
    ENDS = "ends"
