"""What somebody said by e-mail, by telephone or on paper, entered by staff (rules 12 and 16)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulletin.media.looks import Place, looks_at
from moderation.actions.entering import enter_consent_for, enter_for
from moderation.desk.entering import Entering, entering_of
from moderation.desk.forms.people import ProvenanceForm
from moderation.desk.found import person_at, question_at
from moderation.desk.pages import form_page, posted, say_beside
from moderation.desk.person_pages import named
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.posting import NotOpen
from participants.board.receiving import received
from participants.entry.forms import ConsentForm
from participants.entry.standing import Standing, standing_of, version_to_ask
from participants.kinds import KINDS
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Kind
from sessions.models import ConsentVersion


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
        **named(person),
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
        say_beside(provenance, refused)
        return False
    return True


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_on_behalf(request: DeskRequest, participant_id: UUID, question_id: UUID) -> HttpResponse:
    """Any kind of question, in the form that participants answer it in, and where it came from.

    `?entry=` of a diary is corrected where staff have entered it; else the next one is given.
    """
    desk, person = request.desk, person_at(request.desk, participant_id)
    question = question_at(desk, question_id)
    came = None
    if request.method == "POST":
        came = received(request, person, question, now=desk.now, by=desk.member)
    entering = entering_of(desk, person, question, request.GET.get("entry", ""), came)
    if entering.is_valid() and _enter(request, entering):
        messages.success(request, _("The answer is entered, and marked as entered by you."))
        return redirect("desk_person", desk.board.slug, person.pk)
    context = {
        **named(person),
        "question": question,
        "looks": looks_at(question.wording.looked_at(), slug=desk.board.slug, place=Place.DESK),
        "form": entering.form,
        "form_template": KINDS[Kind(question.kind)].form_template,
        "takes_files": KINDS[Kind(question.kind)].takes_files,
        "provenance": entering.provenance,
        "entry": entering.entry,
        "day": entering.day,
        "corrects": entering.corrects,
        "is_theirs": entering.is_theirs,
        "has_consented": standing_of(person, desk.now) is Standing.TAKING_PART,
    }
    return form_page(request, "desk_on_behalf", "desk_people", context)


def _enter(request: DeskRequest, entering: Entering) -> bool:
    """Whether it is entered; where the question took no answer then, the form says so."""
    provenance = entering.provenance
    try:
        enter_for(
            participant=entering.person,
            question=entering.question,
            content=entering.form.content(),
            provenance=provenance.provenance(),
            staff=request.desk.member,
            entry=entering.entry,
            now=request.desk.now,
        )
    except NotOpen:
        provenance.add_error("said_at", _("The question took no answer from them at that moment."))
        return False
    except Refused as refused:
        say_beside(provenance, refused)
        return False
    return True
