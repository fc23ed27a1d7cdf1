"""Staff say who holds what."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from moderation.actions.many import give_segment
from moderation.desk.found import person_at
from moderation.desk.pages import form_page, posted
from moderation.desk.person import segments_of
from moderation.desk.person_pages import named, settle
from moderation.segments.forms import PeopleForm, PersonSegmentsForm
from moderation.segments.found import segment_at
from moderation.segments.uses import cards_for
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.grouping import set_segments


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_person_segments(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """What one person holds, and what follows if that is changed."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = PersonSegmentsForm(person, segments_of(desk, person), posted(request))
    done = form.is_valid() and settle(
        request,
        person,
        form,
        lambda: set_segments(participant=person, wanted=form.wanted(), by=desk.user, now=desk.now),
        done=_("They hold these segments now."),
        already=_("They held these segments already."),
    )
    context = {"form": form, "cards": cards_for(desk), **named(person)}
    return done or form_page(
        request, "desk_person_segments", "desk_people", context, folder="segments"
    )


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_segment_people(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    """One value is given to everybody who is ticked."""
    desk, segment = request.desk, segment_at(request.desk, segment_id)
    form = PeopleForm(desk, segment, posted(request))
    if form.is_valid():
        given = give_segment(segment=segment, people=form.chosen(), by=desk.user, now=desk.now)
        words = ngettext("%(n)d person holds it now.", "%(n)d people hold it now.", given)
        messages.success(request, words % {"n": given})
        return redirect("desk_segments", desk.board.slug)
    cards = [card for card in cards_for(desk) if card.segment_set == segment.segment_set]
    context = {"form": form, "segment": segment, "cards": cards}
    return form_page(request, "desk_segment_people", "desk_segments", context, folder="segments")
