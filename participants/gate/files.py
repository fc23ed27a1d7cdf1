"""The gate for files: who may fetch which (rules 1 and 2)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bulletin.media.models import MediaFile
from bulletin.statements import Statement
from participants.gate.questions import shown_questions
from participants.gate.reader import reader_with
from participants.models import AnswerValue, Participant, Reply, Upload
from sessions.enums import Role
from sessions.models import Question, QuestionItem, QuestionVersion, StaffMember, Stimulus


def files_for(participant: Participant, now: datetime) -> QuerySet[MediaFile]:
    """What this participant may fetch at `now`: what is shown with a question that is shown to
    them, as it is published now; what stands in a reply that they may read; and what they sent
    themselves."""
    shown = Question.objects.filter(pk__in=shown_questions.ids(participant, now))
    readable = Reply.objects.visible_to(participant, now=now)
    return MediaFile.objects.filter(
        shown_with(shown) | standing_in(readable) | sent(Upload.objects.sent_by(participant, None)),
        board=participant.board_id,
    )


@Statement
def reached_file(
    reader: UUID, board: UUID, tester: bool, file: UUID, now: datetime
) -> QuerySet[Any, Any]:
    """The same of one file: a page of answers has many pictures."""
    person = reader_with(reader, board, tester=tester)
    return files_for(person, now).filter(pk=file).values_list("pk")


def files_for_staff(member: StaffMember) -> QuerySet[MediaFile]:
    """What this staff member may fetch: what the guide has and what replies have, as far as it
    is theirs to read; and what they sent for somebody. What others have only begun is not."""
    if member.removed_at is not None or member.role == Role.RECRUITER:
        return MediaFile.objects.none()
    here = MediaFile.objects.filter(board=member.board_id)
    readable = Reply.objects.for_staff(member)
    if member.reads_everything:
        sent_by_them = sent(Upload.objects.filter(staff=member))
        return here.filter(~Q(key="") | ever_in(readable) | sent_by_them)
    published = Question.objects.filter(stage__board=member.board_id, hidden_at=None)
    return here.filter(shown_with(published) | standing_in(readable))


def files_to_answer_with(
    participant: Participant, question: UUID, *, by: StaffMember | None = None
) -> QuerySet[MediaFile]:
    """What an answer of theirs to this question can have: what was sent for it by whoever
    answers, and what the answer has had before."""
    sent_before = Upload.objects.sent_by(participant, by).filter(question=question)
    given = Reply.objects.answers().filter(participant=participant, question=question)
    return MediaFile.objects.filter(sent(sent_before) | ever_in(given))


def sent(uploads: QuerySet[Upload]) -> Q:
    return Q(pk__in=uploads.values("file"))


def standing_in(replies: QuerySet[Reply]) -> Q:
    """On files: one of these replies has it as it stands now."""
    versions = replies.filter(withdrawn_at=None).values("current_version")
    return Q(pk__in=AnswerValue.objects.filter(version__in=versions).values("file"))


def ever_in(replies: QuerySet[Reply]) -> Q:
    """On files: one of these replies has it, or had it before it was corrected."""
    said = replies.filter(withdrawn_at=None)
    return Q(pk__in=AnswerValue.objects.filter(version__reply__in=said).values("file"))


def shown_with(questions: QuerySet[Question]) -> Q:
    """On files: one of these questions has it to look at, or an option of it has it."""
    versions = QuestionVersion.objects.filter(pk__in=questions.values("current_version"))
    stimuli = Stimulus.objects.filter(version__in=versions)
    items = QuestionItem.objects.filter(version__in=versions, picture__isnull=False)
    return Q(pk__in=stimuli.values("file")) | Q(pk__in=items.values("picture"))
