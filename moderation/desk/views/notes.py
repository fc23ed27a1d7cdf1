"""Notes beside a post or a question, and wishes for a probe."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation.actions.notes import change_note, decline_wish, remove_note, write_note
from moderation.actions.reading import mark_read
from moderation.desk.forms.notes import DeclineForm, NoteForm
from moderation.desk.found import question_at, reply_at
from moderation.desk.guide import is_closed_to
from moderation.desk.notes import line_for, note_at, notes_beside, notes_on
from moderation.desk.pages import carry_out, form_page, posted
from moderation.desk.pages import page as desk_page
from moderation.desk.posts import line_of, place_of
from moderation.desk.wishes import lines_for as wishes_in
from moderation.desk.wishes import replies_in, settled_already, wishes_of
from moderation.models import Note
from moderation.web import READERS, Desk, DeskRequest, staff_page
from participants.models import Reply
from sessions.enums import Role
from sessions.models import Question

BACK_ROOM = (*READERS, Role.OBSERVER)
WISHES_A_PAGE = 20


@staff_page(*BACK_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_reply_notes(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """A note beside a post; of a participant's it may be a wish."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    form = NoteForm(desk, posted(request), may_wish=reply.participant_id is not None)
    if form.is_valid():
        return _written(request, form, reply.question, reply)
    context = {
        "form": form,
        "line": line_of(desk, reply),
        "notes": notes_beside(desk, [reply.pk])[reply.pk],
        "back": place_of(desk, reply),
    }
    return form_page(request, "desk_reply_notes", "desk_everything", context)


@staff_page(*BACK_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_question_notes(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """A note beside a question; one that is closed to observers is not there for them."""
    desk, question = request.desk, question_at(request.desk, question_id)
    if is_closed_to(desk, question):
        raise Http404
    form = NoteForm(desk, posted(request), may_wish=False)
    if form.is_valid():
        return _written(request, form, question, None)
    context = {"form": form, "question": question, "notes": notes_on(desk, question)}
    return form_page(request, "desk_question_notes", "desk_everything", context)


@staff_page(*BACK_ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_note(request: DeskRequest, note_id: UUID) -> HttpResponse:
    """One's own note, to be changed until somebody has acted on it; others' are read."""
    desk, note = request.desk, note_at(request.desk, note_id)
    line = line_for(desk, note)
    initial = {"text": note.text, "for_observers": note.for_observers}
    form = NoteForm(desk, posted(request), may_wish=False, initial=initial)
    if not (line.is_own and form.is_valid()):
        context = {"form": form, "line": line, "back": _place_of(desk, note)}
        return form_page(request, "desk_note", "desk_everything", context)
    return carry_out(
        request,
        lambda: change_note(
            note=note, text=form.cleaned_data["text"], for_observers=form.is_for_observers
        ),
        done=_("Your note reads so now."),
        already=lambda: settled_already(desk, note),
        back=_place_of(desk, note),
    )


@staff_page(*BACK_ROOM)
@require_POST
def desk_note_removal(request: DeskRequest, note_id: UUID) -> HttpResponse:
    desk, note = request.desk, note_at(request.desk, note_id)
    back = _place_of(desk, note)
    if note.author == desk.member:
        remove_note(note=note, by=desk.user, now=desk.now)
        messages.success(request, _("Your note is removed."))
    else:
        messages.error(request, _("Only whoever wrote a note can remove it."))
    return redirect(back)


@staff_page(*BACK_ROOM)
@require_safe
def desk_wishes(request: DeskRequest) -> HttpResponse:
    """What was wished, how it was asked, and what came back; whoever is shown it has read it."""
    desk = request.desk
    sheet = Paginator(wishes_of(desk), WISHES_A_PAGE).get_page(request.GET.get("page"))
    lines = wishes_in(desk, list(sheet))
    response = desk_page(request, "desk_wishes", "desk_wishes", {"lines": lines, "sheet": sheet})
    mark_read(member=desk.member, replies=replies_in(lines), as_of=desk.now, now=desk.now)
    return response


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_declining(request: DeskRequest, note_id: UUID) -> HttpResponse:
    desk, note = request.desk, note_at(request.desk, note_id)
    if not note.wants_probe:
        raise Http404
    form = DeclineForm(posted(request))
    if not form.is_valid():
        context = {"form": form, "note": note}
        return form_page(request, "desk_declining", "desk_wishes", context)
    return carry_out(
        request,
        lambda: decline_wish(note=note, why=form.cleaned_data["why"], by=desk.user, now=desk.now),
        done=_("It will not be asked, and whoever wished it reads why."),
        already=lambda: settled_already(desk, note),
        back=reverse("desk_wishes", args=[desk.board.slug]),
    )


def _written(
    request: DeskRequest, form: NoteForm, question: Question, reply: Reply | None
) -> HttpResponse:
    desk = request.desk
    note = write_note(
        author=desk.member,
        question=question,
        reply=reply,
        text=form.cleaned_data["text"],
        for_observers=form.is_for_observers,
        wants_probe=form.is_wish,
        now=desk.now,
    )
    messages.success(
        request,
        _("Your wish is with the moderators.") if note.wants_probe else _("Your note is there."),
    )
    return redirect(_place_of(desk, note))


def _place_of(desk: Desk, note: Note) -> str:
    """Beside what it stands."""
    if note.reply is not None:
        return reverse("desk_reply_notes", args=[desk.board.slug, note.reply.pk])
    return reverse("desk_question_notes", args=[desk.board.slug, note.question_id])
