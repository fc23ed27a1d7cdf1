"""What each role may see and do: the one table that the staff page shows and a test proves.

Every address of a board's desk stands in it once: among the `pages` of a row if it is looked
at, among its `deeds` if something is posted there, among its `forms` if both, and then for the
same roles. An address looked at by some and posted to by fewer stands in two rows. What the
views allow is `staff_page`'s alone; the test asks every address as every role.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from moderation.web import EVERYONE, READERS
from sessions.enums import Role

_F, _M, _O, _R = Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER, Role.RECRUITER


class Sight(Enum):
    """Something that a page may show, whatever its address; a test looks for each on them all."""

    OPEN_WORDS = "what the participants' consent opens to observers"
    SHARED_NOTES = "notes beside a question that staff share with observers"
    OTHER_WORDS = "what only those who run the board read"
    PRIVATE_WORDS = "private exchanges and calls for help"
    NAMES = "names, on a board that shows them to its staff"
    CONSENTED_NAMES = "names of those who consented to being named to observers"
    ADDRESSES = "e-mail addresses"


@dataclass(frozen=True)
class Row:
    """One thing to see or to do, in words, and who may."""

    what: Any
    roles: tuple[Role, ...]
    pages: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    shows: Sight | None = None


@dataclass(frozen=True)
class Group:
    title: Any
    rows: tuple[Row, ...]


TABLE = (
    Group(
        _("The board"),
        (
            Row(
                _("See the stages, their dates and the numbers"),
                EVERYONE,
                pages=("desk_board",),
            ),
            Row(
                _("See the timetable: every date, drawn and as a list"),
                EVERYONE,
                pages=("desk_timetable",),
            ),
            Row(
                _("Move all dates that are still to come, and choose whose holidays are days off"),
                (_F,),
                deeds=("desk_holidays",),
                forms=("desk_shifting",),
            ),
            Row(
                _("See the board as a participant does, at any moment"),
                (_F, _M),
                pages=("desk_preview", "desk_seen"),
            ),
            Row(
                _("See how many minutes the guide asks of one person, and how many they take"),
                READERS,
                pages=("desk_workload",),
            ),
            Row(
                _("Read the discussion guide as it is being written"),
                READERS,
                pages=("desk_guide",),
            ),
            Row(
                _("Write the discussion guide, and publish what was changed in it"),
                (_F,),
                pages=("desk_guide_card",),
                deeds=(
                    "desk_guide_saving",
                    "desk_guide_questions",
                    "desk_guide_place",
                    "desk_guide_twin",
                    "desk_guide_removal",
                    "desk_guide_return",
                    "desk_guide_showing",
                    "desk_guide_stage",
                    "desk_guide_stage_place",
                    "desk_guide_stage_removal",
                    "desk_guide_discarding",
                ),
                forms=(
                    "desk_guide_question",
                    "desk_guide_stages",
                    "desk_guide_stage_rules",
                    "desk_guide_hiding",
                    "desk_guide_publication",
                    "desk_guide_texts",
                    "desk_guide_behind",
                    "desk_guide_look",
                ),
            ),
            Row(
                _("Read every version of the consent, and who agreed to which"),
                READERS,
                pages=("desk_consent_versions",),
            ),
            Row(
                _("Write the consent, and publish a new version of it"),
                (_F,),
                deeds=("desk_consent_discarding",),
                forms=("desk_consent_draft", "desk_consent_publication"),
            ),
            Row(
                _("Launch, pause and end it; release, open and close stages; move dates"),
                (_F,),
                deeds=(
                    "desk_resumption",
                    "desk_test_message",
                    "desk_release",
                    "desk_holding",
                    "desk_opening",
                    "desk_closing",
                ),
                forms=("desk_launch", "desk_pause", "desk_end", "desk_dates"),
            ),
            Row(
                _("Bring it to its end: write and send the report, archive, end reading, destroy"),
                (_F,),
                pages=(
                    "desk_ending",
                    "desk_destruction_receipt",
                    "desk_destruction_receipt_text",
                ),
                deeds=(
                    "desk_findings_sending",
                    "desk_archiving",
                    "desk_unarchiving",
                    "desk_reading_end",
                ),
                forms=(
                    "desk_findings",
                    "desk_archive",
                    "desk_destruction_days",
                    "desk_destroying",
                ),
            ),
            Row(
                _("Make a new board like this one"),
                (_F,),
                forms=("desk_copy",),
            ),
            Row(
                _("Reveal the replies to a question that waits for it"),
                (_F,),
                deeds=("desk_reveal",),
            ),
            Row(
                _("Take the discussion guide away as a script"),
                READERS,
                pages=("desk_script",),
            ),
            Row(
                _("Read the trail of what the staff did, but for what their role may not know"),
                EVERYONE,
                pages=("desk_audit",),
            ),
        ),
    ),
    Group(
        _("What is said"),
        (
            Row(
                _("Read what the participants' consent opens to observers"),
                (_F, _M, _O),
                pages=(
                    "desk_everything",
                    "desk_file",
                    "desk_small_file",
                    "desk_question",
                    "desk_speakers",
                    "desk_stream",
                    "desk_news",
                ),
                shows=Sight.OPEN_WORDS,
            ),
            Row(
                _("Mark what one has read, and star what one wants to come back to"),
                (_F, _M, _O),
                pages=("desk_starred",),
                deeds=("desk_reading", "desk_reading_all", "desk_forgetting", "desk_star"),
            ),
            Row(
                _("Read all the rest: what is held, concealed, rejected, or corrected since"),
                READERS,
                pages=("desk_reply",),
                shows=Sight.OTHER_WORDS,
            ),
            Row(
                _("See the closed questions in figures"),
                (_F, _M, _O),
                pages=("desk_charts", "desk_chart"),
            ),
            Row(
                _("Read private exchanges and calls for help, and settle the calls"),
                READERS,
                pages=("desk_calls",),
                deeds=("desk_call_settlement", "desk_call_reopening"),
                shows=Sight.PRIVATE_WORDS,
            ),
            Row(
                _("Acknowledge, comment and ask for more, with prepared questions at hand"),
                READERS,
                pages=("desk_probes", "desk_first_posts"),
                deeds=(
                    "desk_thanks",
                    "desk_letting_off",
                    "desk_prepared_removal",
                    "desk_prepared_return",
                    "desk_prepared_place",
                ),
                forms=(
                    "desk_comment",
                    "desk_correction",
                    "desk_prepared",
                    "desk_prepared_probe",
                ),
            ),
            Row(
                _("Conceal, restore and let through; reject with a reason, and take it back"),
                READERS,
                pages=("desk_held",),
                deeds=(
                    "desk_concealment",
                    "desk_restoration",
                    "desk_passing",
                    "desk_passing_all",
                    "desk_acceptance",
                ),
                forms=("desk_rejection",),
            ),
            Row(
                _("Write notes in the back room, and wish for a probe"),
                (_F, _M, _O),
                pages=("desk_wishes",),
                deeds=("desk_note_removal",),
                forms=("desk_reply_notes", "desk_question_notes", "desk_note"),
                shows=Sight.SHARED_NOTES,
            ),
            Row(
                _("Decline a wish for a probe, with a reason"),
                READERS,
                forms=("desk_declining",),
            ),
            Row(
                _("Keep the codebook, and code replies"),
                READERS,
                pages=("desk_codebook_file", "desk_code"),
                deeds=(
                    "desk_code_merging",
                    "desk_code_place",
                    "desk_code_removal",
                    "desk_code_restoration",
                    "desk_carrying",
                    "desk_coding_removal",
                ),
                forms=("desk_codebook", "desk_code_change", "desk_codes"),
            ),
            Row(
                _("See what is collected for a summary, and what each of its statements rests on"),
                READERS,
                pages=("desk_collected",),
            ),
            Row(
                _("Collect passages, write statements of them, and make a summary of these"),
                (_F,),
                deeds=(
                    "desk_passage_place",
                    "desk_passage_removal",
                    "desk_statements",
                    "desk_statement_place",
                    "desk_statement_removal",
                    "desk_statement_return",
                    "desk_summary",
                ),
                forms=("desk_passages", "desk_statement"),
            ),
            Row(
                _("Hide words in what somebody wrote"),
                READERS,
                forms=("desk_redaction",),
            ),
            Row(
                _("Look at hidden words, show them again and destroy them"),
                (_F,),
                deeds=("desk_redaction_removal", "desk_original", "desk_destruction"),
            ),
            Row(
                _("Enter what somebody said by e-mail, telephone or on paper"),
                READERS,
                forms=("desk_on_behalf",),
            ),
        ),
    ),
    Group(
        _("The people"),
        (
            Row(
                _("See who takes part, whether mail reached them, and when they came"),
                (_F, _M, _R),
                pages=("desk_people", "desk_person"),
            ),
            Row(
                _("Read their names where the board shows its staff more than pseudonyms"),
                (_F, _M, _R),
                shows=Sight.NAMES,
            ),
            Row(
                _("Read the names of those who consented to being named to observers"),
                (_O,),
                shows=Sight.CONSENTED_NAMES,
            ),
            Row(
                _("Look up the name and address behind a pseudonym; the trail keeps each look"),
                (_F, _R),
                deeds=("desk_identity", "desk_people_lookup"),
                shows=Sight.ADDRESSES,
            ),
            Row(
                _("Add somebody, correct their name or address, and send them a fresh link"),
                (_F, _M, _R),
                deeds=("desk_fresh_link",),
                forms=("desk_invitation", "desk_address", "desk_name"),
            ),
            Row(
                _("See the segments, how many people hold each, and what is for whom"),
                (_F, _M, _R),
                pages=("desk_segments",),
            ),
            Row(
                _("Say which segments somebody holds"),
                READERS,
                forms=("desk_person_segments", "desk_segment_people"),
            ),
            Row(
                _("Make, name, put in order and remove segments"),
                (_F,),
                deeds=(
                    "desk_segments",
                    "desk_segment_values",
                    "desk_segment_set_removal",
                    "desk_segment_place",
                    "desk_segment_removal",
                ),
                forms=("desk_segment_set", "desk_segment"),
            ),
            Row(
                _("Add many people at once from a list, and change those who are there by it"),
                (_F, _M, _R),
                deeds=("desk_roster_preview", "desk_roster_import"),
                forms=("desk_roster",),
            ),
            Row(
                _("Write announcements, and see as how many mails they left"),
                READERS,
                pages=("desk_announcement",),
                deeds=("desk_announcement_removal",),
                forms=("desk_announcements", "desk_announcement_text"),
            ),
            Row(
                _("Publish announcements, correct them and take them back"),
                (_F,),
                deeds=("desk_announcement_withdrawal",),
                forms=("desk_announcement_publication",),
            ),
            Row(
                _("See who is owed which thank-you, tick it as sent, and take the list away"),
                (_F, _R),
                pages=("desk_thanks_owed",),
                deeds=("desk_thanks_sent", "desk_thanks_unsent", "desk_thanks_file"),
            ),
            Row(
                _("Promise a thank-you, and decide what somebody is owed against the count"),
                (_F,),
                forms=("desk_thank_you", "desk_thanks_decision"),
            ),
            Row(
                _("See and take away who answered what, as a grid without words"),
                READERS,
                pages=("desk_people_sheet",),
            ),
            Row(
                _("Help them in: make a link, allow a device, revoke links, open a closed place"),
                READERS,
                deeds=(
                    "desk_link",
                    "desk_revocation",
                    "desk_device",
                    "desk_reactivation",
                ),
            ),
            Row(
                _("See whose voices are needed, and how many are there"),
                (_F, _M, _R),
                pages=("desk_voices",),
            ),
            Row(
                _("Say whose voices are needed, and what late joiners find"),
                (_F,),
                forms=("desk_voices_wanted", "desk_late_joiners"),
            ),
            Row(
                _("Say whether people may take another pseudonym"),
                (_F,),
                forms=("desk_pseudonyms",),
            ),
            Row(
                _("Keep a reserve, and move people in and out of it"),
                (_F, _M, _R),
                deeds=("desk_moving_in", "desk_moving_out"),
                forms=("desk_reserve",),
            ),
            Row(
                _(
                    "Send many a fresh link, or put them in reserve; and, as far as their role"
                    " goes, put them into a segment, give them more time or close their places"
                ),
                (_F, _M, _R),
                deeds=("desk_people_deed",),
            ),
            Row(
                _("Close a place, and put somebody from the reserve in it"),
                READERS,
                forms=("desk_deactivation", "desk_replacement"),
            ),
            Row(
                _("Try the board out: make testers, and clear what they wrote"),
                (_F,),
                deeds=("desk_own_place", "desk_tester_removal"),
                forms=("desk_testers", "desk_tester", "desk_testers_clearing"),
            ),
            Row(
                _("Erase somebody for good, and decide on what quotes them"),
                (_F,),
                pages=("desk_erasure_receipt", "desk_erasure_receipt_text"),
                forms=("desk_erasure", "desk_quotations"),
            ),
            Row(
                _("Make somebody a copy of everything that is held about them"),
                (_F,),
                deeds=("desk_copy_for_person",),
            ),
            Row(
                _("Give more time; record who is away, consents, withdraws, or cannot take part"),
                READERS,
                deeds=("desk_return", "desk_ability"),
                forms=(
                    "desk_absence",
                    "desk_inability",
                    "desk_more_time",
                    "desk_stage_more_time",
                    "desk_withdrawal",
                    "desk_consent",
                ),
            ),
        ),
    ),
    Group(
        _("Transcripts and reports"),
        (
            Row(
                _("Read who took part, as a statement for a report"),
                READERS,
                pages=("desk_participation_statement", "desk_participation_figure"),
            ),
            Row(
                _("Read the data sheet: what is held of whom, and who sees it"),
                READERS,
                pages=("desk_data_sheet",),
            ),
            Row(
                _("Read the report, and whether contributors find themselves in it"),
                READERS,
                pages=("desk_verdicts", "desk_findings_file"),
            ),
            Row(
                _("Ask for transcripts and take them away, under the names their role may take"),
                READERS,
                pages=("desk_transcript", "desk_transcript_file"),
                deeds=("desk_transcript_cancellation",),
                forms=("desk_transcripts",),
            ),
        ),
    ),
    Group(
        _("The staff"),
        (
            Row(
                _("See who is on the staff, and who is on call"),
                READERS,
                pages=("desk_staff",),
            ),
            Row(
                _("Add and remove staff, change names and roles, put on call"),
                (_F,),
                deeds=(
                    "desk_staff",
                    "desk_staff_invitation",
                    "desk_staff_duty",
                    "desk_staff_relief",
                    "desk_staff_removal",
                ),
                forms=("desk_staff_name", "desk_staff_role"),
            ),
        ),
    ),
)


def rows() -> Iterator[Row]:
    for group in TABLE:
        yield from group.rows


@dataclass(frozen=True)
class RoleSheet:
    """What one role may, as a list: the table's column, for a narrow window."""

    role: Role
    groups: list[Group]


def sheets() -> list[RoleSheet]:
    return [RoleSheet(role, [group for group in _of(role) if group.rows]) for role in Role]


def _of(role: Role) -> Iterator[Group]:
    for group in TABLE:
        yield Group(group.title, tuple(row for row in group.rows if role in row.roles))
