"""One question is opened in its place, typed into, and put away again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.text.markdown import to_html
from bulletin.text.numbers import number_in
from moderation.collecting.evidence import evidence_by_key
from moderation.desk.pages import page
from moderation.studio.cards import card_of, form_of
from moderation.studio.finding import Removed, number_of, question_in, question_or_removed
from moderation.studio.forms import FORMS
from moderation.studio.forms.base import MORE_ROWS, QuestionForm
from moderation.studio.pages import guide_page, opened, place_of
from moderation.studio.pressing import KEEP_OPEN, Pressed, pressed_in
from moderation.studio.telling import differences
from moderation.web import DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Kind, Role
from sessions.models import Question
from sessions.studio.actions.saving import Overtaken, save_copy
from sessions.studio.checking import Checked
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed, copy_of, typed_in

_MOST_DIGITS = 9
_STEERING = KEEP_OPEN | {"csrfmiddlewaretoken", "seen", "over", "close"}


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_question(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """The question's form, in its place in the guide; what was typed is kept, and where it is
    finished the form is put away. `close` puts it away as it is; other presses keep it open."""
    desk, question = request.desk, question_or_removed(request.desk, question_id)
    if isinstance(question, Removed):
        return _gone(request, question)
    around = Surroundings.of(desk.board)
    if request.method != "POST":
        return _open(request, around, form_of(question, around))
    form = FORMS[Kind(question.kind)](question, around, request.POST)
    seen = seen_in(request)
    if seen is None:
        return _open(request, around, form_of(question, around), status=422)
    pressed = pressed_in(form, request.POST, request.FILES, desk.board)
    around, typed = around.with_files(pressed.added), pressed.typed
    try:
        question, found = _save(request, around, question, typed, seen)
    except Overtaken as overtaken:
        form = _reopened(request, around, question, pressed)
        return show_both(request, around, form, seen, overtaken)
    except Refused as refused:
        return HttpResponse(str(refused), status=422)
    if pressed.keeps_open or request.POST.keys() & KEEP_OPEN:
        form = _reopened(request, around, question, pressed)
        if pressed.keeps_open:
            form.complain(found.faults)
        return _open(request, around, form, status=422 if pressed.refused else 200)
    if found.faults and "close" not in request.POST:
        form.seen = question.revision
        form.complain(found.faults)
        return _open(request, around, form, status=422)
    if request.htmx:
        return _card(request, around, question_in(desk, question_id))
    return redirect(place_of(desk, question))


@staff_page(Role.FACILITATOR)
@require_safe
def desk_guide_card(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """The question in plain view, in its place in the guide."""
    question = question_in(request.desk, question_id)
    if request.htmx:
        return _card(request, Surroundings.of(request.desk.board), question)
    return redirect(place_of(request.desk, question))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_saving(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """What is typed is kept while it is typed: answers with what stands against it, a preview,
    and, where somebody else saved it meanwhile, with both texts."""
    desk, question = request.desk, question_or_removed(request.desk, question_id)
    if isinstance(question, Removed):
        return render(request, "studio/_removed_meanwhile.html", status=409)
    around = Surroundings.of(desk.board)
    form = FORMS[Kind(question.kind)](question, around, request.POST)
    seen, typed = seen_in(request), form.typed()
    if seen is None:
        return HttpResponse(_("Open this question again."), status=422)
    try:
        question, found = _save(request, around, question, typed, seen)
    except Overtaken as overtaken:
        theirs = _theirs(form, overtaken.question)
        return render(request, "studio/_overtaken.html", theirs, status=409)
    except Refused as refused:
        return HttpResponse(str(refused), status=422)
    form.complain(found.faults)
    context = {
        "question": question,
        "board": desk.board,
        "now": desk.now,
        "preview": to_html(typed.get("prompt", "")),
        "errors": form.errors_by_place(),
        **_standing(request, found),
    }
    return render(request, "studio/_saving.html", context)


def _gone(request: DeskRequest, removed: Removed) -> HttpResponse:
    """It was taken out of the guide meanwhile: what was typed is there to be put back with it."""
    desk, question = request.desk, removed.question
    form = FORMS[Kind(question.kind)](question, Surroundings.of(desk.board), request.POST)
    there = typed_in(question)
    sent = [
        (name, value)
        for name in request.POST
        if name not in _STEERING
        for value in request.POST.getlist(name)
    ]
    context = {
        "removed": removed,
        "sent": sent,
        "differences": differences(Kind(question.kind), there, form.typed()) if sent else [],
    }
    status = 409 if request.method == "POST" else 404
    if request.htmx:
        context |= {"board": desk.board}
        return render(request, "studio/_removed_question.html", context, status=status)
    return page(
        request, "desk_guide_removed", "desk_guide", context, status=status, folder="studio"
    )


def _save(
    request: DeskRequest, around: Surroundings, question: Question, typed: Typed, seen: int
) -> tuple[Question, Checked]:
    desk = request.desk
    return save_copy(
        question=question, script=typed, seen=seen, around=around, by=desk.user, now=desk.now
    )


def show_both(
    request: DeskRequest, around: Surroundings, form: QuestionForm, seen: int, overtaken: Overtaken
) -> HttpResponse:
    """The form with what was typed, and with what somebody else saved meanwhile."""
    form.seen = seen
    return _open(request, around, form, status=409, **_theirs(form, overtaken.question))


def seen_in(request: DeskRequest) -> int | None:
    """The revision that was before whoever typed; `over` is one that they were shown since."""
    return number_in(request.POST.get("over") or request.POST.get("seen", ""), digits=_MOST_DIGITS)


def _standing(request: DeskRequest, found: Checked) -> dict[str, object]:
    desk = request.desk
    return {"faults": len(found.faults), "is_live": desk.board.is_launched(desk.now)}


def _theirs(form: QuestionForm, question: Question) -> dict[str, object]:
    """What somebody else made of the question meanwhile, beside what was typed here."""
    copy = copy_of(question)
    version = question.current_version
    by = copy.saved_by_id if copy else version.published_by_id if version else None
    board = question.stage.board
    return {
        "overtaken": True,
        "question": question,
        "board": board,
        "theirs_by": board.staff.filter(user=by).order_by("added_at").first(),
        "differences": differences(Kind(question.kind), typed_in(question), form.typed()),
    }


def _reopened(
    request: DeskRequest, around: Surroundings, question: Question, pressed: Pressed
) -> QuestionForm:
    """The form again, with what the press made of it."""
    form = FORMS[Kind(question.kind)].showing(question, around, pressed.typed)
    form.refused, form.removed = pressed.refused, pressed.removed
    form.arrive_at(pressed.arrives)
    if "more" in request.POST:
        form.empty_rows = MORE_ROWS
    return form


def _open(
    request: DeskRequest,
    around: Surroundings,
    form: QuestionForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    question = form.question
    form.evidence = evidence_by_key(request.desk, [question]).get(question.pk, {})
    if not request.htmx:
        return guide_page(request, around, opened(form), status=status, **more)
    context = {
        "card": card_of(
            request.desk,
            question_in(request.desk, question.pk),
            number_of(question),
            around,
            form,
        ),
        **_frame(request),
        **more,
    }
    return render(request, "studio/_question_form.html", context, status=status)


def _card(request: DeskRequest, around: Surroundings, question: Question) -> HttpResponse:
    card = card_of(request.desk, question, number_of(question), around)
    return render(
        request, "studio/_question.html", {"card": card, "arrives": True, **_frame(request)}
    )


def _frame(request: DeskRequest) -> dict[str, object]:
    desk = request.desk
    return {
        "board": desk.board,
        "may_write": True,
        "is_live": desk.board.is_launched(desk.now),
        "now": desk.now,
    }
