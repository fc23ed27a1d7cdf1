"""Asking for a transcript, watching it being written, and taking it away."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from bulletin.accounts.confirming import fresh_sign_in
from bulletin.media.answering import answer_with_file
from moderation.desk.pages import carry_out, form_page, posted
from moderation.enums import TranscriptFormat, TranscriptNames, TranscriptState
from moderation.models import Transcript
from moderation.transcripts.actions import ask_for_transcript, cancel, note_download
from moderation.transcripts.forms import TranscriptForm
from moderation.transcripts.lines import (
    holds_removed_words,
    last_removal,
    line_for,
    lines_for,
    state_at,
    transcripts_for,
)
from moderation.transcripts.writing import FORMATS
from moderation.web import READERS, DeskRequest, staff_page


@staff_page(*READERS)
@fresh_sign_in(then="desk_transcripts", looking_is_free=True)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_transcripts(request: DeskRequest) -> HttpResponse:
    """What was asked for, and the form that asks for one more."""
    desk = request.desk
    form = TranscriptForm(desk.member, posted(request))
    if form.is_valid():
        ask_for_transcript(
            member=desk.member,
            format=TranscriptFormat(form.cleaned_data["format"]),
            identity=TranscriptNames(form.cleaned_data["identity"]),
            selection=form.selection(),
            now=desk.now,
        )
        messages.success(request, _("Your transcript is being written."))
        return redirect("desk_transcripts", desk.board.slug)
    context = {
        "form": form,
        "lines": lines_for(desk),
    }
    return form_page(request, "desk_transcripts", "desk_transcripts", context)


@staff_page(*READERS)
@require_safe
@vary_on_headers("HX-Request")
def desk_transcript(request: DeskRequest, transcript_id: UUID) -> HttpResponse:
    """How far one transcript is, for the page that waits for it."""
    desk = request.desk
    transcript = get_object_or_404(transcripts_for(desk.member), pk=transcript_id)
    if not request.htmx:
        return redirect("desk_transcripts", desk.board.slug)
    return render(request, "desk/_transcript.html", {"line": line_for(desk, transcript)})


@staff_page(*READERS)
@require_POST
def desk_transcript_cancellation(request: DeskRequest, transcript_id: UUID) -> HttpResponse:
    """It is not written further; the row stays, and says who stopped it."""
    desk = request.desk
    transcript = get_object_or_404(transcripts_for(desk.member), pk=transcript_id)
    return carry_out(
        request,
        lambda: cancel(transcript=transcript, member=desk.member, now=desk.now),
        done=_("The transcript is cancelled."),
        already=_("There was nothing to cancel any more."),
        back=reverse("desk_transcripts", args=[desk.board.slug]),
    )


@staff_page(*READERS)
@fresh_sign_in(then="desk_transcript")
@require_safe
def desk_transcript_file(request: DeskRequest, transcript_id: UUID) -> HttpResponseBase:
    """The file itself; who fetched it stands in the trail."""
    desk = request.desk
    transcript = get_object_or_404(transcripts_for(desk.member), pk=transcript_id)
    removal = last_removal(desk.board)
    if state_at(transcript, desk.now, removal=removal) != TranscriptState.READY:
        messages.info(request, _why_not(transcript, removal))
        return redirect("desk_transcripts", desk.board.slug)
    if request.method == "GET":
        note_download(transcript=transcript, member=desk.member, now=desk.now)
    return _attachment(transcript)


def _why_not(transcript: Transcript, removal: datetime | None) -> str:
    if holds_removed_words(transcript, removal):
        return _(
            "This file is not there any more: words that stood in it have been removed or redacted"
            " since. Ask for a new one."
        )
    return _("This file is not there any more. Ask for a new one.")


def _attachment(transcript: Transcript) -> HttpResponseBase:
    """Saved, never shown, under a name that says of which board and when."""
    layout = FORMATS[TranscriptFormat(transcript.format)]
    made_at = transcript.as_of.astimezone(transcript.board.zone)
    name = f"{transcript.board.slug}-transcript-{made_at:%Y-%m-%d}.{layout.suffix}"
    return answer_with_file(
        str(transcript.file),
        filename=get_valid_filename(name),
        content_type=layout.content_type,
    )
