"""The trail of staff's actions, as sentences (rule 13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import ngettext_lazy

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.desk.details import named_in
from moderation.desk.names import naming_for
from moderation.models import Code
from moderation.web import Desk
from participants.models import Consent, Participant, Reply
from sessions.enums import Role
from sessions.models import Question, StaffMember

# What was done, as the end of a sentence that begins with who did it.
SENTENCES: dict[str, Any] = {
    "board_created": say("made the board from a script"),
    "board_copied": say("made a new board like this one, with %(people)s of its people"),
    "board_made_as_copy": say("made the board like another, with %(people)s of its people"),
    "board_launched": say("launched the board"),
    "announcement_published": say("published the announcement “%(subject)s”"),
    "announcement_corrected": say("corrected the announcement “%(subject)s”"),
    "announcement_taken_back": say("took the announcement “%(subject)s” back"),
    "thank_you_changed": say("changed what is given in thanks from “%(before)s” to “%(after)s”"),
    "thanks_sent": say("ticked the thank-you of %(subject)s as sent"),
    "thanks_not_sent": say("took back that the thank-you of %(subject)s was sent"),
    "thanks_decided": say("decided how often %(subject)s is owed the thank-you: %(shares)s"),
    "thanks_downloaded": say("downloaded who is owed which thank-you, with names and addresses"),
    "test_message_sent": say("had a test message sent to themselves"),
    "board_paused": say("paused the board"),
    "board_resumed": say("resumed the board"),
    "stage_released": say("released “%(subject)s”"),
    "stage_held_back": say("took back the release of “%(subject)s”"),
    "stage_opened_by_hand": say("opened “%(subject)s” by hand"),
    "stage_closed_by_hand": say("closed “%(subject)s” by hand"),
    "board_archived": say("archived the board"),
    "board_taken_out_of_archive": say("took the board out of the archive"),
    "reading_end_set": say("moved the end of participants' reading from %(before)s to %(after)s"),
    "reading_ended": say("ended participants' reading"),
    "findings_sent": say("sent the report to the contributors"),
    "findings_changed": say("changed the report after it was sent"),
    "destruction_date_set": say(
        "moved the day on which something is destroyed (%(which)s) from %(before)s to %(after)s"
    ),
    "board_destruction": say("destroyed something of the board for good (%(which)s)"),
    "end_moved": say("moved the end of the board from %(before)s to %(after)s"),
    "date_moved": say("moved a date of “%(subject)s” (%(which)s): from %(before)s to %(after)s"),
    "withdrawal_moved": say("moved until when people may withdraw from %(before)s to %(after)s"),
    "dates_shifted": ngettext_lazy(
        "moved %(dates)s date that was still to come, all in one go",
        "moved all %(dates)s dates that were still to come, in one go",
        "dates",
    ),
    "holidays_chosen": say("chose whose public holidays are days off: %(after)s"),
    "stage_added": say("added the stage “%(subject)s”"),
    "stage_changed": say("changed the title or introduction of “%(subject)s”"),
    "stage_rules_changed": say("changed what holds for “%(subject)s”: %(which)s"),
    "stage_moved": say("moved the stage “%(subject)s” in the guide"),
    "stage_removed": say("removed a stage that held no question"),
    "board_look_changed": say("changed how participants' pages look: %(which)s"),
    "board_texts_changed": say("changed what the board says of itself: %(which)s"),
    "consent_published": say("published version %(number)s of the consent"),
    "consent_draft_discarded": say("threw the draft of the consent away"),
    "question_published": say("published the wording of “%(subject)s”"),
    "question_asked_again": say("asked those who had answered “%(subject)s” to answer it again"),
    "question_moved": say("moved the question “%(subject)s” in the guide"),
    "question_removed": say("removed the question “%(subject)s”"),
    "question_put_back": say("put the question “%(subject)s” back"),
    "question_hidden": say("hid the question “%(subject)s”"),
    "question_shown": say("showed the question “%(subject)s” again"),
    "question_revealed": say("revealed the replies to “%(subject)s”"),
    "reply_concealed": say("concealed a reply by %(subject)s"),
    "reply_restored": say("restored a reply by %(subject)s"),
    "reply_let_through": say("let a held reply by %(subject)s through"),
    "reply_redacted": ngettext_lazy(
        "hid words of a reply by %(subject)s, in %(places)s place",
        "hid words of a reply by %(subject)s, in %(places)s places",
        "places",
    ),
    "redaction_taken_back": say("showed hidden words of a reply by %(subject)s again"),
    "original_read": say("looked at what was written under hidden words by %(subject)s"),
    "original_destroyed": say("destroyed what was written under hidden words by %(subject)s"),
    "code_added": say("added the code “%(subject)s”"),
    "code_changed": say("changed the code “%(subject)s”"),
    "codes_merged": say("merged a code into “%(subject)s”"),
    "code_removed": say("removed the code “%(subject)s”"),
    "code_restored": say("put the code “%(subject)s” back"),
    "coding_taken_away": say("took somebody's code of a reply by %(subject)s away"),
    "passage_collected": say("collected a passage of a reply by %(subject)s"),
    "passage_let_go": say("let a collected passage of a reply by %(subject)s go"),
    "statement_added": say("wrote a statement for a summary"),
    "statement_reworded": say("reworded a statement for a summary"),
    "statement_removed": say("removed a statement for a summary"),
    "statement_put_back": say("put a statement for a summary back"),
    "summary_made": say("made the summary “%(subject)s” of what was collected"),
    "codebook_downloaded": say("downloaded the codebook"),
    "script_downloaded": say("downloaded the discussion guide as a script"),
    "reply_rejected": say("rejected what %(subject)s said"),
    "rejection_taken_back": say("took back the rejection of what %(subject)s said"),
    "probe_let_off": say("said that a reply to a question is no longer needed"),
    "staff_words_corrected": say("corrected their own words"),
    "note_removed": say("removed a note of theirs at “%(subject)s”"),
    "wish_declined": say("declined a wish for a probe at “%(subject)s”"),
    "probe_prepared": say("prepared a question to ask"),
    "prepared_probe_changed": say("changed a prepared question"),
    "prepared_probe_moved": say("moved a prepared question"),
    "prepared_probe_removed": say("removed a prepared question"),
    "call_settled": say("settled a call about what %(subject)s wrote"),
    "call_opened_again": say("opened a call about what %(subject)s wrote again"),
    "answer_entered": say("entered an answer for %(subject)s"),
    "consent_entered": say("recorded the consent of %(subject)s"),
    "refusal_entered": say("recorded that %(subject)s declined"),
    "roster_imported": say("read a roster: %(added)s added, %(updated)s changed"),
    "person_invited": say("added %(subject)s"),
    "tester_invited": say("added %(subject)s as a tester"),
    "person_made_tester": say("made %(subject)s a tester"),
    "person_erased": say("erased a person"),
    "copy_made": say("made %(subject)s a copy of what is held about them"),
    "quotation_decided": say("decided on words of an erased person in what somebody wrote"),
    "person_made_participant": say("made the tester %(subject)s a participant"),
    "testers_cleared": say(
        "cleared what testers had written from %(first)s to %(last)s: testers %(testers)s,"
        " posts %(posts)s, replies of staff to them %(by_staff)s"
    ),
    "testers_begin_anew": say("let the testers begin anew"),
    "person_put_in_reserve": say("put %(subject)s in reserve"),
    "person_moved_in": say("moved %(subject)s in from the reserve"),
    "person_moved_out": say("moved %(subject)s to the reserve"),
    "person_replaced": say("put somebody from the reserve in the place of %(subject)s"),
    "late_joiner_given_time": say(
        "opened closed stages (%(stages)s) to %(subject)s, who came late, until %(until)s"
    ),
    "late_joiners_set": say("changed what late joiners find: from %(before)s to %(after)s days"),
    "pseudonyms_offered": say("let people take another pseudonym before they first write"),
    "pseudonyms_not_offered": say("no longer let people take another pseudonym"),
    "voices_set": say("changed who should be in the room"),
    "participant withdrew": say("recorded the withdrawal of %(subject)s"),
    "reply_withdrawn": say("took back something that %(subject)s wrote"),
    "pseudonym_drawn": say("drew another pseudonym for %(subject)s"),
    "person_deactivated": say("closed the place of %(subject)s"),
    "person_reactivated": say("opened the place of %(subject)s again"),
    "segment_set_added": say("made the set of segments “%(set)s”"),
    "segment_set_changed": say("changed the set of segments “%(set)s”"),
    "segment_set_removed": say("removed the set of segments “%(set)s”"),
    "segment_added": say("added a value to the segments “%(set)s”"),
    "segment_renamed": say("renamed a value of the segments “%(set)s”"),
    "segment_moved": say("put the values of the segments “%(set)s” in another order"),
    "segment_removed": say("removed a value of the segments “%(set)s”"),
    "segments_changed": say("changed the segments of %(subject)s: %(sets)s"),
    "more_time_given": say("gave %(subject)s more time"),
    "person_away": say("noted that %(subject)s is away until %(until)s"),
    "person_back": say("noted that %(subject)s is back"),
    "person_unable": say("noted that %(subject)s cannot take part"),
    "person_able": say("noted that %(subject)s can take part after all"),
    "address_corrected": say("corrected the address of %(subject)s"),
    "name_corrected": say("corrected the name of %(subject)s"),
    "link_sent": say("had a fresh link sent to %(subject)s"),
    "sign_in_link_made": say("made a personal link of %(subject)s that lets one device in"),
    "link_copied": say("copied a personal link of %(subject)s"),
    "links_revoked": say("revoked the links of %(subject)s"),
    "device_allowed": say("allowed %(subject)s one more device"),
    "identity_viewed": say("looked at the name and address of %(subject)s"),
    "grid_downloaded": say("downloaded who answered what"),
    "transcript_asked_for": say("asked for a transcript"),
    "transcript_cancelled": say("cancelled a transcript"),
    "transcript_downloaded": say("downloaded a transcript"),
    "transcript_exported": say("exported a transcript"),
    "staff_added": say("added %(subject)s to the staff"),
    "staff_removed": say("removed %(subject)s from the staff"),
    "staff_invited_again": say("invited %(subject)s once more"),
    "staff_renamed": say("changed how %(subject)s is called on the board"),
    "staff_role_changed": say("changed the role of %(subject)s from %(before)s to %(after)s"),
    "staff_on_call": say("put %(subject)s on call"),
    "staff_off_call": say("took %(subject)s off call"),
}

# What is nobody's words and nobody's place: everyone on the staff reads it.
ABOUT_THE_BOARD = (
    "board_created",
    "board_copied",
    "board_made_as_copy",
    "board_launched",
    "test_message_sent",
    "thank_you_changed",
    "board_paused",
    "board_resumed",
    "board_archived",
    "board_taken_out_of_archive",
    "reading_end_set",
    "reading_ended",
    "findings_sent",
    "findings_changed",
    "destruction_date_set",
    "board_destruction",
    "end_moved",
    "stage_released",
    "stage_held_back",
    "stage_opened_by_hand",
    "stage_closed_by_hand",
    "date_moved",
    "withdrawal_moved",
    "dates_shifted",
    "holidays_chosen",
    "board_texts_changed",
    "late_joiners_set",
    "pseudonyms_offered",
    "pseudonyms_not_offered",
    "voices_set",
    "stage_added",
    "stage_changed",
    "stage_rules_changed",
    "stage_moved",
    "stage_removed",
    "consent_published",
    "question_published",
    "question_asked_again",
    "question_moved",
    "question_hidden",
    "question_shown",
    "question_revealed",
    "staff_added",
    "staff_removed",
    "staff_invited_again",
    "staff_renamed",
    "staff_role_changed",
    "staff_on_call",
    "staff_off_call",
)
# What was done about somebody's place, and nothing of what they said on the board.
ABOUT_PEOPLE = (
    "roster_imported",
    "person_invited",
    "tester_invited",
    "person_made_tester",
    "person_made_participant",
    "person_erased",
    "copy_made",
    "person_put_in_reserve",
    "person_moved_in",
    "person_moved_out",
    "person_replaced",
    "late_joiner_given_time",
    "participant withdrew",
    "pseudonym_drawn",
    "person_deactivated",
    "person_reactivated",
    "person_away",
    "person_back",
    "person_unable",
    "person_able",
    "address_corrected",
    "name_corrected",
    "segment_set_added",
    "segment_set_changed",
    "segment_set_removed",
    "segment_added",
    "segment_renamed",
    "segment_moved",
    "segment_removed",
    "segments_changed",
    "more_time_given",
    "link_sent",
    "link_copied",
    "links_revoked",
    "device_allowed",
    "identity_viewed",
    "thanks_sent",
    "thanks_not_sent",
    "thanks_decided",
    "thanks_downloaded",
)

# What a participant did without staff.
BY_THEMSELVES = {
    "participant withdrew": say("withdrew"),
    "reply_withdrawn": say("took back something they had written"),
    "pseudonym_drawn": say("drew another pseudonym before they wrote anything"),
}


@dataclass(frozen=True)
class TrailLine:
    number: int
    at: datetime
    who: str
    what: str


def lines_for(desk: Desk, entries: Iterable[Entry]) -> list[TrailLine]:
    """The entries in the order given: five queries, however many there are."""
    entries = list(entries)
    actors, subjects = _actors(desk, entries), _subjects(desk, entries)
    return [
        _line(entry, actors, subjects.get(entry.subject, _("somebody or something gone")))
        for entry in entries
    ]


def _line(entry: Entry, actors: Mapping[UUID | None, str], subject: str) -> TrailLine:
    """Where nobody of the staff acted, the person did, or else the command line."""
    if entry.actor is None and entry.action in BY_THEMSELVES:
        return TrailLine(entry.pk, entry.at, subject, str(BY_THEMSELVES[entry.action]))
    who = actors.get(entry.actor, _("The command line"))
    return TrailLine(entry.pk, entry.at, who, in_words(entry, subject))


def entries_of(desk: Desk) -> QuerySet[Entry]:
    """What this desk reads of all that is noted about its board, the newest first.

    A line on a reply would tell an observer of what is hidden from them, and a recruiter of
    what people said (rules 2 and 9).
    """
    entries = Entry.objects.filter(board=desk.board.pk)
    if desk.member.reads_everything:
        return entries
    about_people = ABOUT_PEOPLE if desk.role == Role.RECRUITER else ()
    return entries.filter(action__in=(*ABOUT_THE_BOARD, *about_people))


def in_words(entry: Entry, subject: str) -> str:
    """What was done; an action without a sentence here reads as its own name."""
    sentence = SENTENCES.get(entry.action)
    if sentence is None:
        return entry.action.replace("_", " ")
    return str(sentence % {**named_in(entry), "subject": subject})


def _actors(desk: Desk, entries: list[Entry]) -> dict[UUID | None, str]:
    """Users by the name they have on this board, else by their own; never by an address."""
    ids = {entry.actor for entry in entries if entry.actor}
    names: dict[UUID | None, str] = {
        user.pk: user.name or _("Somebody of this installation")
        for user in User.objects.filter(pk__in=ids)
    }
    staff = StaffMember.objects.filter(board=desk.board, user__in=ids).order_by("added_at")
    return names | dict(staff.values_list("user", "display_name"))


def _subjects(desk: Desk, entries: list[Entry]) -> dict[UUID | None, str]:
    ids: dict[str, set[UUID]] = {}
    for entry in entries:
        if entry.subject:
            ids.setdefault(entry.subject_kind, set()).add(entry.subject)
    whose = _whose(desk, ids)
    wanted = ids.get("participant", set()) | {person for person in whose.values() if person}
    people = list(Participant.objects.filter(board=desk.board, pk__in=wanted))
    name_of = naming_for(desk, people)
    names: dict[UUID | None, str] = {person.pk: name_of(person) for person in people}
    named = {subject: names.get(person, _("the staff")) for subject, person in whose.items()}
    return names | named | _titles(desk, ids)


def _whose(desk: Desk, ids: dict[str, set[UUID]]) -> dict[UUID, UUID | None]:
    """Whose reply or consent each of these is; None for what staff said."""
    replies = Reply.objects.for_staff(desk.member).filter(pk__in=ids.get("reply", ()))
    consents = Consent.objects.filter(pk__in=ids.get("consent", ()))
    return {
        **dict(replies.values_list("pk", "participant")),
        **dict(consents.values_list("pk", "participant")),
    }


def _titles(desk: Desk, ids: dict[str, set[UUID]]) -> dict[UUID | None, str]:
    stages = desk.board.stages.filter(pk__in=ids.get("stage", ()))
    questions = Question.objects.filter(stage__board=desk.board, pk__in=ids.get("question", ()))
    staff = desk.board.staff.filter(pk__in=ids.get("staffmember", ()))
    codes = Code.objects.filter(board=desk.board, pk__in=ids.get("code", ()))
    announced = desk.board.announcements.filter(pk__in=ids.get("announcement", ()))
    return {
        **dict(stages.values_list("pk", "title")),
        **dict(questions.values_list("pk", "key")),
        **dict(staff.values_list("pk", "display_name")),
        **dict(codes.values_list("pk", "name")),
        **dict(announced.values_list("pk", "title")),
    }
