"""Addresses of what is collected, and of the statements made of it, under the desk's."""

from django.urls import path

from moderation.collecting.views import collected, passages, statements

BOARD = "<slug:slug>/"
REPLY = f"{BOARD}replies/<uuid:reply_id>/"
PASSAGE = f"{BOARD}guide/passages/<uuid:passage_id>/"
STATEMENT = f"{BOARD}guide/statements/<uuid:statement_id>/"

urlpatterns = [
    path(f"{REPLY}passages/", passages.desk_passages, name="desk_passages"),
    path(f"{PASSAGE}place/", passages.desk_passage_place, name="desk_passage_place"),
    path(f"{PASSAGE}removal/", passages.desk_passage_removal, name="desk_passage_removal"),
    path(f"{BOARD}guide/collected/", collected.desk_collected, name="desk_collected"),
    path(f"{BOARD}guide/statements/", collected.desk_statements, name="desk_statements"),
    path(f"{BOARD}guide/summary/", collected.desk_summary, name="desk_summary"),
    path(STATEMENT, statements.desk_statement, name="desk_statement"),
    path(f"{STATEMENT}place/", statements.desk_statement_place, name="desk_statement_place"),
    path(f"{STATEMENT}removal/", statements.desk_statement_removal, name="desk_statement_removal"),
    path(f"{STATEMENT}return/", statements.desk_statement_return, name="desk_statement_return"),
]
