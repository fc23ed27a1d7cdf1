"""A board on which one person has left something of themselves wherever that can be left."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bulletin.media.models import MediaFile
from moderation.enums import QuotedIn, TranscriptFormat, TranscriptNames
from moderation.models import Quotation, Transcript
from participants.enums import Channel, Provenance, Vote, WhySkipped
from participants.models import (
    Consent,
    Device,
    Draft,
    EntryCode,
    Membership,
    Participant,
    PersonalLink,
    Reply,
    Skip,
    Thanks,
)
from sessions.enums import Identity, Kind
from sessions.models import Board, Question, StaffMember
from tests import factories

NOW = factories.NOW
NAME, ADDRESS = "Quincy Realsurname", "secret-address@example.org"
# A word for each place in which somebody's words can stand.
SAID = (
    "answerwords", "correctedwords", "commentwords", "otherwords", "draftwords", "captionwords",
    "callwords", "helpwords", "skipwords", "notewords", "statementwords", "verdictwords",
    "hiddenwords", "reportwords", "describedwords", "rejectedwords",
)  # fmt: skip


@dataclass
class Lived:
    board: Board
    person: Participant
    question: Question
    answer: Reply
    file: MediaFile
    token: str


def lived(board: Board) -> Lived:
    board.identity_staff = Identity.REAL_NAME
    board.save()
    stage = factories.stage(board)
    question = factories.question(stage)
    choice = factories.question(
        stage, kind=Kind.SINGLE, options=["Yes", "No"], settings={"other": True}
    )
    person = factories.participant(
        board, name=NAME, email=ADDRESS, pseudonym="Calm Elm",
        cannot_take_part_at=NOW, cannot_take_part_why=f"{NAME} is ill",
    )  # fmt: skip
    person.user = factories.user("somebody@example.org")
    person.save()
    staff = factories.facilitator(board)
    answer = _said(person, question, choice, staff)
    _left_behind(person, question, staff)
    file = _files(board, answer)
    _told_beside(person, answer)
    token = PersonalLink.objects.issue(person, now=NOW)
    factories.findings(board, text="reportwords")
    factories.verdict(person, Vote.PARTLY, "verdictwords")
    return Lived(board, person, question, answer, file, token)


def _said(person: Participant, question: Question, choice: Question, staff: StaffMember) -> Reply:
    answer = factories.answer(person, question, f"answerwords and hiddenwords of {NAME}")
    factories.redact(answer, f"hiddenwords of {NAME}", "[left out]")
    factories.version(
        answer,
        "correctedwords",
        channel=Channel.EMAIL,
        entered_by=staff,
        source=f"From {NAME}, {ADDRESS}",
    )
    said = factories.comment(person, answer, "commentwords")
    factories.quote(said, answer)
    factories.mention(said, person, "commentwords")
    factories.resonance(person, answer)
    factories.comment(
        person, answer, "", rejected_at=NOW, rejected_by=staff.user, rejected_why="rejectedwords"
    )
    chosen = factories.answer(person, choice, "")
    other = factories.value(chosen, text=f"otherwords of {NAME}")
    factories.redact(chosen, f"of {NAME}", "[left out]", value=other)
    peer = factories.participant(
        person.board, deactivated_at=NOW, deactivated_by=staff.user,
        deactivated_why=f"As {NAME} of {ADDRESS} wished",
    )  # fmt: skip
    factories.call(peer, answer, why="callwords")
    factories.call(person, factories.call_for_help(person, question, "helpwords"), why="")
    factories.note(staff, answer, "notewords")
    passage = factories.passage(answer)
    factories.statement(person.board, "statementwords", passage)
    factories.coding(factories.code(person.board), answer, by=staff)
    factories.star(staff, answer)
    factories.seen(staff, answer)
    return answer


def _told_beside(person: Participant, answer: Reply) -> None:
    """What they chose took a segment of staff's away, and they are quoted."""
    sector = factories.segment_set(person.board, "sector", "health", "care")
    health, care = sector.segments.all()
    by = factories.facilitator(person.board).user
    Membership.objects.give(person, [health], provenance=Provenance.ROSTER, by=by, now=NOW)
    held = Membership.objects.filter(participant=person)
    held.end(through=Provenance.ROUTED, by=None, now=NOW)
    Membership.objects.give(person, [care], provenance=Provenance.ROUTED, by=None, now=NOW)
    held.current().update(routed_by=answer)
    for kind in (QuotedIn.REPLY, QuotedIn.WORDING):
        Quotation.objects.create(participant=person, kind=kind, target=answer.pk)


def _left_behind(person: Participant, question: Question, staff: StaffMember) -> None:
    Draft.objects.create(
        participant=person, question=question, question_version=question.wording,
        fields={"text": ["draftwords"]}, saved_at=NOW,
    )  # fmt: skip
    Skip.objects.create(
        participant=person,
        question=question,
        skipped_at=NOW,
        why=WhySkipped.PRIVATE,
        reason="skipwords",
    )
    longer = factories.extension(person, question.stage, NOW)
    longer.reason = f"{NAME} asked for it"
    longer.save()
    Thanks.objects.create(
        participant=person, shares=2, reason=f"{NAME} of {ADDRESS} came twice",
        decided_at=NOW, decided_by=staff.user,
    )  # fmt: skip
    Consent.objects.filter(participant=person).update(source=f"Letter of {NAME}, {ADDRESS}")
    Device.objects.create(participant=person, proved_address=ADDRESS, let_in_at=NOW)
    EntryCode.objects.create(participant=person, digest=b"1", sent_at=NOW, expires_at=NOW)
    board, recipient = person.board_id, person.pk
    factories.mail(board=board, recipient=recipient, address=ADDRESS, last_error=f"550 {ADDRESS}")
    factories.notice(kind="entry_code", secret="123456", board=board, recipient=recipient)


def _files(board: Board, answer: Reply) -> MediaFile:
    file = factories.file_in(answer, "captionwords")
    file.uploaded_name, file.alternative = f"{NAME}.png", "describedwords"
    file.save()
    said = f"{NAME} <{ADDRESS}>: {', '.join(SAID)}"
    for identity in (TranscriptNames.REAL_NAME, TranscriptNames.PSEUDONYM):
        words = said if identity == TranscriptNames.REAL_NAME else ", ".join(SAID)
        made = Transcript.objects.create(
            board=board, format=TranscriptFormat.TXT, identity=identity, asked_at=NOW,
            started_at=NOW, finished_at=NOW, checksum="0" * 64,
            expires_at=NOW + 100 * factories.DAY,
        )  # fmt: skip
        made.file.name = default_storage.save(f"transcripts/{made.pk}-1.txt", ContentFile(words))
        made.save()
    return file
