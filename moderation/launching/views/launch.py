"""Pre-flight, the test message, and the launch itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.installation.checks import check_mail_server
from moderation.desk.ahead import ahead_for
from moderation.desk.pages import page
from moderation.desk.reach import Reach
from moderation.launching.actions.trying_mail import try_mail
from moderation.launching.checks import ALL
from moderation.launching.page import launched, pre_flight
from moderation.web import DeskRequest, staff_page
from sessions.actions.launching import NotReady, launch_board
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_launch(request: DeskRequest) -> HttpResponse:
    """What is missing and where it is mended; a board with nothing in the way is launched by a
    POST. Once it is, what has happened since."""
    desk = request.desk
    if desk.board.is_launched(desk.now):
        return _after(request)
    status = 200
    if request.method == "POST":
        try:
            launch_board(board=desk.board, by=desk.user, now=desk.now, checks=ALL)
        except NotReady:
            messages.error(request, _("The board is not launched: something is missing."))
            status = 422
        else:
            messages.success(request, _("The board is launched. Invitations are on their way."))
            return redirect("desk_launch", desk.board.slug)
    context = {"flight": pre_flight(desk)}
    return page(request, "desk_launch", "desk_board", context, status=status, folder="launching")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_test_message(request: DeskRequest) -> HttpResponse:
    """The board's invitation to oneself, if the mail server can be used at all."""
    desk = request.desk
    server = check_mail_server()
    if not try_mail(member=desk.member, server=server, now=desk.now):
        messages.info(request, _("A test message is on its way already."))
    elif server.works:
        messages.success(request, _("The test message is on its way to you."))
    else:
        messages.error(request, _("The test message cannot be sent."))
    return redirect(reverse("desk_launch", args=[desk.board.slug]) + "#mail")


def _after(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    stages = list(desk.board.stages.prefetch_related("segments").order_by("position"))
    for stage in stages:
        stage.board = desk.board
    context = {
        "launched": launched(desk),
        "ahead": ahead_for(desk, stages, Reach(desk.board)),
    }
    return page(request, "desk_launched", "desk_board", context, folder="launching")
