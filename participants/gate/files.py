"""The gate for files: who may fetch which (rules 1 and 2)."""

from datetime import datetime

from django.db.models import Q, QuerySet

from bulletin.media.models import MediaFile
from participants.gate.questions import shown_questions
from participants.models import Participant
from sessions.enums import Role
from sessions.models import Question, QuestionItem, QuestionVersion, StaffMember, Stimulus


def files_for(participant: Participant, now: datetime) -> QuerySet[MediaFile]:
    """What this participant may fetch at `now`: what is shown with a question that is shown to
    them, as it is published now."""
    shown = Question.objects.filter(pk__in=shown_questions.ids(participant, now))
    return MediaFile.objects.filter(shown_with(shown), board=participant.board_id)


def files_for_staff(member: StaffMember) -> QuerySet[MediaFile]:
    """What this staff member may fetch: what the guide has, as far as it is theirs to read."""
    if member.removed_at is not None or member.role == Role.RECRUITER:
        return MediaFile.objects.none()
    here = MediaFile.objects.filter(board=member.board_id)
    if member.reads_everything:
        return here.exclude(key="")
    published = Question.objects.filter(stage__board=member.board_id, hidden_at=None)
    return here.filter(shown_with(published))


def shown_with(questions: QuerySet[Question]) -> Q:
    """On files: one of these questions has it to look at, or an option of it has it."""
    versions = QuestionVersion.objects.filter(pk__in=questions.values("current_version"))
    stimuli = Stimulus.objects.filter(version__in=versions)
    items = QuestionItem.objects.filter(version__in=versions, picture__isnull=False)
    return Q(pk__in=stimuli.values("file")) | Q(pk__in=items.values("picture"))
