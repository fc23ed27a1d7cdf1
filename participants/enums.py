"""The closed lists of this part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReplyKind(TextChoices):
    ANSWER = "answer", _("Answer")
    COMMENT = "comment", _("Comment")
    PROBE = "probe", _("Probe")


class Channel(TextChoices):
    """How something was said (rule 16)."""

    WEB = "web", _("On the board")
    EMAIL = "email", _("By e-mail")
    TELEPHONE = "telephone", _("By telephone")
    PAPER = "paper", _("On paper")


class Provenance(TextChoices):
    """Where a person's segment came from."""

    ROSTER = "roster", _("Roster")
    HAND = "hand", _("Given by hand")
    ROUTED = "routed", _("From an answer")


class Vote(TextChoices):
    AGREE = "agree", _("Agree")
    PARTLY = "partly", _("Partly")
    DISAGREE = "disagree", _("Disagree")
    CANNOT_SAY = "cannot_say", _("Cannot say")


class AnswersAfterWithdrawal(TextChoices):
    KEEP = "keep", _("Keep my answers")
    REMOVE = "remove", _("Remove my answers")


class CallKind(TextChoices):
    """What a participant calls staff for."""

    HELP = "help", _("Asks for help")
    REPORT = "report", _("Reports a post")


class AnnouncedTo(TextChoices):
    """For whom an announcement is."""

    EVERYONE = "everyone", _("Everybody")
    SEGMENT = "segment", _("Those who hold one value of a set")
    CONTRIBUTORS = "contributors", _("Those who have answered something")
    STAGE = "stage", _("Those who have answered something in one stage")
    NEVER_CAME = "never_came", _("Those who have not come by then")


class WhySkipped(TextChoices):
    """What somebody who passes over a question may give as their reason."""

    NOT_MINE = "not_mine", _("It does not concern me")
    NOTHING_TO_SAY = "nothing", _("I have nothing to say to it")
    UNCLEAR = "unclear", _("I do not understand it")
    PRIVATE = "private", _("I would rather not say")
    NO_TIME = "no_time", _("I have no time for it")
