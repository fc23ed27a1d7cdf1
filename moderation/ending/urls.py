"""Addresses of the end of a board, under the desk's."""

from django.urls import path

from moderation.ending.views import archive, destruction, ending, findings

BOARD = "<slug:slug>/"
RECEIPT = f"{BOARD}destruction/<uuid:destruction_id>/"

urlpatterns = [
    path(f"{BOARD}ending/", ending.desk_ending, name="desk_ending"),
    path(f"{BOARD}findings/", findings.desk_findings, name="desk_findings"),
    path(f"{BOARD}findings/sending/", findings.desk_findings_sending, name="desk_findings_sending"),
    path(f"{BOARD}findings/report.pdf", findings.desk_findings_file, name="desk_findings_file"),
    path(f"{BOARD}findings/verdicts/", findings.desk_verdicts, name="desk_verdicts"),
    path(f"{BOARD}archive/", archive.desk_archive, name="desk_archive"),
    path(f"{BOARD}archive/archiving/", archive.desk_archiving, name="desk_archiving"),
    path(f"{BOARD}archive/return/", archive.desk_unarchiving, name="desk_unarchiving"),
    path(f"{BOARD}archive/reading/", archive.desk_reading_end, name="desk_reading_end"),
    path(f"{BOARD}destruction/", destruction.desk_destruction_days, name="desk_destruction_days"),
    path(f"{BOARD}destruction/now/", destruction.desk_destroying, name="desk_destroying"),
    path(RECEIPT, destruction.desk_destruction_receipt, name="desk_destruction_receipt"),
    path(
        f"{RECEIPT}text/",
        destruction.desk_destruction_receipt_text,
        name="desk_destruction_receipt_text",
    ),
]
