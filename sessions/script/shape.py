"""The whole file: what a script may say, and what each key means when it is left out."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from django.utils.translation import gettext as _
from pydantic import Field, ValidationInfo, ValidatorFunctionWrapHandler, field_validator

from sessions.enums import (
    AfterDue,
    ContactPurpose,
    GivenFor,
    Identity,
    ObserverSight,
    OnWithdrawal,
    ReminderAnchor,
    ReminderAudience,
    Role,
)
from sessions.kinds import KINDS
from sessions.kinds.base import QuestionScript
from sessions.script.base import ScriptModel
from sessions.script.fields import (
    Address,
    AtMost,
    Between,
    Colour,
    Country,
    Date,
    Duration,
    Flag,
    Key,
    Language,
    Line,
    Prose,
    TimeOfDay,
    WholeNumber,
    Zone,
)
from sessions.script.scalars import wrong
from sessions.script.times import Moment, OpeningMoment

FORMAT = "bulletin-script/1"
MOST_WORKING_DAYS = 30
MOST_LATE_DAYS = 90
MOST_WANTED = 9_999

if TYPE_CHECKING:
    AnyQuestion = QuestionScript
else:
    AnyQuestion = Annotated[
        Union[tuple(kind.script_model for kind in KINDS.values())],  # noqa: UP007 - from a table
        Field(discriminator="kind"),
    ]


class IdentityScript(ScriptModel):
    """How participants are named to each audience."""

    peers: Identity = Identity.PSEUDONYM
    staff: Identity = Identity.PSEUDONYM
    exports: Identity = Identity.PSEUDONYM
    choose_pseudonym: Flag = Field(
        False,
        description="Whether people may take another of the pseudonyms drawn for them until they "
        "first post.",
    )


class RunByScript(ScriptModel):
    """Someone who runs or observes the board, as participants are told."""

    name: Line
    role: Role
    organisation: Line = Field("", validate_default=True)

    @field_validator("organisation", mode="wrap")
    @classmethod
    def _observers_name_theirs(
        cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        if value != "":
            return read(value)
        if info.data.get("role") == Role.OBSERVER:
            raise wrong(_("Name the observer's organisation: participants are told it."))
        return value


class ContactScript(ScriptModel):
    """Whom participants can turn to, and for what."""

    for_: ContactPurpose = Field(alias="for")
    name: Line
    telephone: Annotated[Line, AtMost(40)] = ""
    email: Address = Field("", validate_default=True)

    @field_validator("email", mode="wrap")
    @classmethod
    def _can_be_reached(
        cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        if value != "":
            return read(value)
        if info.data.get("telephone") == "":
            raise wrong(_("Give an e-mail address or a telephone number."))
        return value


class FrontMatterScript(ScriptModel):
    """What every participant page leads to in one tap."""

    purpose: Prose = ""
    afterwards: Prose = Field("", description="What is done with the answers.")
    conduct: Prose = ""
    run_by: list[RunByScript] = []
    controller: Line = Field("", description="The data controller.")
    ethics_reference: Line = ""
    contacts: list[ContactScript] = []


class StatementOfConsentScript(ScriptModel):
    """One statement to agree to. Known keys: quoted, observers, contact, reuse."""

    key: Key
    required: Flag = True
    text: Prose


class WithdrawalScript(ScriptModel):
    """Until when a person may withdraw, and what then happens to what they wrote."""

    until: Moment | None = None
    answers: OnWithdrawal = OnWithdrawal.ASK


class ConsentScript(ScriptModel):
    """The information and the numbered statements that participants agree to."""

    version: Annotated[WholeNumber, Between(1, 999)] = 1
    information: Prose
    statements: list[StatementOfConsentScript] = Field(min_length=1, max_length=50)
    observers: ObserverSight = ObserverSight.NONE
    withdrawal: WithdrawalScript = WithdrawalScript()


class DestructionScript(ScriptModel):
    """When what the board keeps is to be destroyed; a facilitator does it, and is reminded."""

    key: Date | None = Field(None, description="The names behind the pseudonyms.")
    contacts: Date | None = Field(None, description="The e-mail addresses of participants.")
    data: Date | None = Field(None, description="Everything that was said.")


class ThankYouScript(ScriptModel):
    """What is given to those who take part; participants are told before they consent."""

    what: Line
    for_: GivenFor = Field(GivenFor.WHOLE, alias="for")
    at_least: Annotated[WholeNumber, Between(1, 200)] | None = Field(
        None,
        description="For the whole board: so many stages are enough. Left out: all of theirs.",
        validate_default=True,
    )
    after_withdrawal: Annotated[Line, AtMost(500)] = Field(
        "", description="What still stands for somebody who withdraws."
    )

    @field_validator("at_least")
    @classmethod
    def _counts_for_the_whole(cls, number: int | None, info: ValidationInfo) -> int | None:
        if number is not None and info.data.get("for_") == GivenFor.PER_STAGE:
            raise wrong(_("A thank-you for each stage asks for no number of stages."))
        return number


class LookScript(ScriptModel):
    """What participants' pages look like."""

    accent: Colour | None = Field(
        None,
        description="Such as #7a3b69; it is made as light or as dark as it must be.",
    )
    logo: Key | None = Field(None, description="What the board's guide calls the picture of it.")
    alternative: Line | None = Field(
        None, description="What the logo says, for whoever cannot see it.", validate_default=True
    )

    @field_validator("alternative")
    @classmethod
    def _goes_with_the_logo(cls, alternative: str | None, info: ValidationInfo) -> str | None:
        has_logo = info.data.get("logo") is not None
        if has_logo and not alternative:
            raise wrong(_("Say what the logo says, for whoever cannot see it."))
        if alternative and not has_logo:
            raise wrong(_("There is no logo that this could be said of."))
        return alternative


class BoardSection(ScriptModel):
    """The board itself."""

    title: Line
    timezone: Zone = Field(description="The zone of all times in this file.")
    language: Language
    starts_on: Date = Field(description="Day 1.")
    ends: Moment
    grace: Duration = Field(
        timedelta(),
        description="Comments and replies to probes, after the end.",
        json_schema_extra={"default": "0 days"},
    )
    holidays: Country = Field(
        "", description="Whose public holidays are days off: a country, such as GB, or GB-SCT."
    )
    identity: IdentityScript = IdentityScript()
    after_due: AfterDue = Field(
        AfterDue.CONTRIBUTORS, description="Who may read past a stage's due date."
    )
    hold_first_posts: Flag = Field(
        False, description="Whether a person's first post waits for staff."
    )
    minutes_per_day: Annotated[WholeNumber, Between(1, 600)] = Field(
        15, description="Promised to participants."
    )
    late_joiner_days: Annotated[WholeNumber, Between(1, MOST_LATE_DAYS)] | None = Field(
        None,
        description="For how many days stages that have closed are open to whoever is added "
        "later, within the grace period; left out, they stay closed.",
    )
    look: LookScript = LookScript()
    front_matter: FrontMatterScript = FrontMatterScript()
    welcome: Prose = ""
    farewell: Prose = Field("", description="Read once the board has ended.")
    reading_until: Moment | None = Field(
        None, description="When participants can read no more; else when a facilitator says so."
    )
    destruction: DestructionScript = DestructionScript()
    given_in_thanks: ThankYouScript | None = None
    consent: ConsentScript


class SegmentSetScript(ScriptModel):
    """A set of values, of which a person holds one; or several, where the set allows it."""

    values: list[Line] = Field(min_length=1, max_length=200)
    several: Flag = Field(False, description="Whether a person may hold several values.")
    wanted: dict[Line, Annotated[WholeNumber, Between(1, MOST_WANTED)]] = Field(
        default_factory=dict, description="How many people of a value should be in the room."
    )


class StageScript(ScriptModel):
    """Questions that open together."""

    key: Key
    title: Line
    opens: OpeningMoment = Field(
        description="A time; or after_previous: when the person has finished the stage before; "
        "or by_hand."
    )
    due: Moment | None = Field(None, description="What reminders speak of.")
    closes: Moment | None = Field(
        None, description="Only where late answers are not wanted. The time itself is shut."
    )
    released: Flag = Field(False, description="Whether it opens without a further press.")
    in_order: Flag = Field(False, description="Whether its questions open one after another.")
    segments: dict[Key, list[Line]] = Field(
        default_factory=dict, description="For those who hold any of these values."
    )
    introduction: Prose = ""
    questions: list[AnyQuestion] = []


WorkingDays = Annotated[WholeNumber, Between(0, MOST_WORKING_DAYS)]


class ReminderScript(ScriptModel):
    """A reminder: so many working days before a stage is due, or after it opened."""

    working_days_before_due: WorkingDays | None = None
    working_days_after_open: WorkingDays | None = Field(None, validate_default=True)
    at: TimeOfDay
    to: ReminderAudience

    @field_validator("working_days_after_open")
    @classmethod
    def _counts_from_one_date(cls, after: int | None, info: ValidationInfo) -> int | None:
        before = info.data.get("working_days_before_due", after)
        if "working_days_before_due" in info.data and (before is None) == (after is None):
            raise wrong(_("Say either working_days_before_due or working_days_after_open."))
        return after

    @property
    def counts_from(self) -> tuple[ReminderAnchor, int]:
        """From which date it counts, and how many working days."""
        if self.working_days_before_due is not None:
            return ReminderAnchor.BEFORE_DUE, self.working_days_before_due
        return ReminderAnchor.AFTER_OPEN, self.working_days_after_open or 0


class BoardScript(ScriptModel):
    """A board script: everything a facilitator authors, nothing about who takes part."""

    format: Literal["bulletin-script/1"]
    board: BoardSection
    segments: dict[Key, SegmentSetScript] = {}
    stages: list[StageScript] = Field(min_length=1, max_length=200)
    reminders: list[ReminderScript] = []
