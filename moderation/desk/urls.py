"""Addresses of the desk: a noun each, and a deed is a noun too."""

from django.urls import path

from moderation.desk.views import (
    absences,
    audit,
    board,
    boards,
    calls,
    charts,
    corrections,
    everything,
    on_behalf,
    people,
    person,
    replies,
    staff,
    stages,
    statement,
)

BOARD = "<slug:slug>/"
STAGE = f"{BOARD}stages/<uuid:stage_id>/"
QUESTION = f"{BOARD}questions/<uuid:question_id>/"
REPLY = f"{BOARD}replies/<uuid:reply_id>/"
PERSON = f"{BOARD}people/<uuid:participant_id>/"
CALL = f"{BOARD}calls/<uuid:call_id>/"
MEMBER = f"{BOARD}staff/<uuid:member_id>/"

urlpatterns = [
    path("", boards.desk, name="desk"),
    path(BOARD, board.desk_board, name="desk_board"),
    path(f"{BOARD}launch/", board.desk_launch, name="desk_launch"),
    path(f"{BOARD}pause/", board.desk_pause, name="desk_pause"),
    path(f"{BOARD}end/", board.desk_end, name="desk_end"),
    path(f"{BOARD}resumption/", board.desk_resumption, name="desk_resumption"),
    path(f"{STAGE}release/", stages.desk_release, name="desk_release"),
    path(f"{STAGE}holding/", stages.desk_holding, name="desk_holding"),
    path(f"{STAGE}opening/", stages.desk_opening, name="desk_opening"),
    path(f"{STAGE}closing/", stages.desk_closing, name="desk_closing"),
    path(f"{STAGE}more-time/", stages.desk_stage_more_time, name="desk_stage_more_time"),
    path(f"{STAGE}dates/", stages.desk_dates, name="desk_dates"),
    path(f"{BOARD}everything/", everything.desk_everything, name="desk_everything"),
    path(f"{BOARD}charts/", charts.desk_charts, name="desk_charts"),
    path(f"{BOARD}charts/<uuid:closed_id>/chart.svg", charts.desk_chart, name="desk_chart"),
    path(
        f"{BOARD}participation/",
        statement.desk_participation_statement,
        name="desk_participation_statement",
    ),
    path(
        f"{BOARD}participation/figure.svg",
        statement.desk_participation_figure,
        name="desk_participation_figure",
    ),
    path(QUESTION, everything.desk_question, name="desk_question"),
    path(f"{QUESTION}reveal/", everything.desk_reveal, name="desk_reveal"),
    path(REPLY, replies.desk_reply, name="desk_reply"),
    path(f"{REPLY}comments/", replies.desk_comment, name="desk_comment"),
    path(f"{REPLY}concealment/", replies.desk_concealment, name="desk_concealment"),
    path(f"{REPLY}restoration/", replies.desk_restoration, name="desk_restoration"),
    path(f"{REPLY}passing/", replies.desk_passing, name="desk_passing"),
    path(f"{BOARD}calls/", calls.desk_calls, name="desk_calls"),
    path(f"{CALL}settlement/", calls.desk_call_settlement, name="desk_call_settlement"),
    path(f"{CALL}reopening/", calls.desk_call_reopening, name="desk_call_reopening"),
    path(f"{BOARD}people/", people.desk_people, name="desk_people"),
    path(f"{BOARD}people/sheet/", people.desk_people_sheet, name="desk_people_sheet"),
    path(f"{BOARD}people/new/", people.desk_invitation, name="desk_invitation"),
    path(PERSON, person.desk_person, name="desk_person"),
    path(f"{PERSON}identity/", person.desk_identity, name="desk_identity"),
    path(f"{PERSON}link/", person.desk_link, name="desk_link"),
    path(f"{PERSON}revocation/", person.desk_revocation, name="desk_revocation"),
    path(f"{PERSON}device/", person.desk_device, name="desk_device"),
    path(f"{PERSON}deactivation/", person.desk_deactivation, name="desk_deactivation"),
    path(f"{PERSON}reactivation/", person.desk_reactivation, name="desk_reactivation"),
    path(f"{PERSON}more-time/", person.desk_more_time, name="desk_more_time"),
    path(f"{PERSON}withdrawal/", person.desk_withdrawal, name="desk_withdrawal"),
    path(f"{PERSON}absence/", absences.desk_absence, name="desk_absence"),
    path(f"{PERSON}return/", absences.desk_return, name="desk_return"),
    path(f"{PERSON}inability/", absences.desk_inability, name="desk_inability"),
    path(f"{PERSON}ability/", absences.desk_ability, name="desk_ability"),
    path(f"{PERSON}fresh-link/", corrections.desk_fresh_link, name="desk_fresh_link"),
    path(f"{PERSON}address/", corrections.desk_address, name="desk_address"),
    path(f"{PERSON}name/", corrections.desk_name, name="desk_name"),
    path(f"{PERSON}consent/", on_behalf.desk_consent, name="desk_consent"),
    path(f"{PERSON}answers/<uuid:question_id>/", on_behalf.desk_on_behalf, name="desk_on_behalf"),
    path(f"{BOARD}staff/", staff.desk_staff, name="desk_staff"),
    path(f"{MEMBER}name/", staff.desk_staff_name, name="desk_staff_name"),
    path(f"{MEMBER}role/", staff.desk_staff_role, name="desk_staff_role"),
    path(f"{MEMBER}invitation/", staff.desk_staff_invitation, name="desk_staff_invitation"),
    path(f"{MEMBER}duty/", staff.desk_staff_duty, name="desk_staff_duty"),
    path(f"{MEMBER}relief/", staff.desk_staff_relief, name="desk_staff_relief"),
    path(f"{MEMBER}removal/", staff.desk_staff_removal, name="desk_staff_removal"),
    path(f"{BOARD}trail/", audit.desk_audit, name="desk_audit"),
]
