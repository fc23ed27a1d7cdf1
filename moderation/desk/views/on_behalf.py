"""What somebody said by e-mail, by telephone or on paper, entered by staff (rules 12 and 16)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.actions.entering import enter_consent_for, enter_for
from moderation.desk.forms.people import ProvenanceForm
from moderation.desk.found import person_at, question_at
from moderation.desk.pages import form_page, posted
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.posting import NotOpen
from participants.entry.forms import ConsentForm
from participants.entry.standing import Standing, standing_of, version_to_ask
from participants.kinds import KINDS
from participants.kinds.base import AnswerForm
from participants.models import Participant, Reply
from sessions.actions.errors import Refused
from sessions.enums import Audience, Kind
from sessions.models import ConsentVersion, Question


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_consent(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """What they said to each statement; without an information sheet there is nothing to say."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    version = version_to_ask(person)
    data = posted(request)
    form = ConsentForm(version, data) if version else None
    provenance = ProvenanceForm(desk.board, desk.now, data)
    both = form is not None and form.is_valid() & provenance.is_valid()
    if both and version and form and _enter_consent(request, person, version, form, provenance):
        messages.success(request, _("Their consent is recorded."))
        return redirect("desk_person", desk.board.slug, person.pk)
    context = {
        "person": person,
        "name": person.name_for(Audience.STAFF),
        "version": version,
        "form": form,
        "provenance": provenance,
        "standing": standing_of(person, desk.now),
        "has_consented": standing_of(person, desk.now) is Standing.TAKING_PART,
    }
    return form_page(request, "desk_consent", "desk_people", context)


def _enter_consent(
    request: DeskRequest,
    person: Participant,
    version: ConsentVersion,
    form: ConsentForm,
    provenance: ProvenanceForm,
) -> bool:
    """Whether it is recorded; what stands against it is said beside its field."""
    desk = request.desk
    try:
        enter_consent_for(
            participant=person,
            version=version,
            answers=form.answers(),
            provenance=provenance.provenance(),
            staff=desk.member,
            now=desk.now,
        )
    except Refused as refused:
        provenance.add_error(refused.field, str(refused))
        return False
    return True


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_on_behalf(request: DeskRequest, participant_id: UUID, question_id: UUID) -> HttpResponse:
    """Any kind of question, in the form that participants answer it in, and where it came from."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    question = question_at(desk, question_id)
    data = posted(request)
    form = KINDS[Kind(question.kind)].form(question.wording, person, data)
    provenance = ProvenanceForm(desk.board, desk.now, data)
    both = form.is_valid() & provenance.is_valid()
    if both and _enter(request, person, question, form, provenance):
        messages.success(request, _("The answer is entered, and marked as entered by you."))
        return redirect("desk_person", desk.board.slug, person.pk)
    context = {
        "person": person,
        "name": person.name_for(Audience.STAFF),
        "question": question,
        "form": form,
        "form_template": KINDS[Kind(question.kind)].form_template,
        "provenance": provenance,
        "given": _answers(person, question).count(),
        "has_consented": standing_of(person, desk.now) is Standing.TAKING_PART,
    }
    return form_page(request, "desk_on_behalf", "desk_people", context)


def _enter(
    request: DeskRequest,
    person: Participant,
    question: Question,
    form: AnswerForm,
    provenance: ProvenanceForm,
) -> bool:
    """Whether it is entered; where the question took no answer then, the form says so."""
    desk = request.desk
    try:
        enter_for(
            participant=person,
            question=question,
            content=form.content(),
            provenance=provenance.provenance(),
            staff=desk.member,
            entry=min(_answers(person, question).count() + 1, question.entries),
            now=desk.now,
        )
    except NotOpen:
        provenance.add_error("said_at", _("The question took no answer from them at that moment."))
        return False
    return True


def _answers(person: Participant, question: Question) -> QuerySet[Reply]:
    return Reply.objects.answers().standing().filter(participant=person, question=question)
