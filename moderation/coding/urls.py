"""Addresses of codes, stars and hidden words, under the desk's."""

from django.urls import path

from moderation.coding.views import codebook, codes, redacting, starring

BOARD = "<slug:slug>/"
CODE = f"{BOARD}codes/<uuid:code_id>/"
REPLY = f"{BOARD}replies/<uuid:reply_id>/"

urlpatterns = [
    path(f"{BOARD}codes/", codebook.desk_codebook, name="desk_codebook"),
    path(f"{BOARD}codes/file/", codebook.desk_codebook_file, name="desk_codebook_file"),
    path(CODE, codebook.desk_code, name="desk_code"),
    path(f"{CODE}change/", codebook.desk_code_change, name="desk_code_change"),
    path(f"{CODE}merging/", codebook.desk_code_merging, name="desk_code_merging"),
    path(f"{CODE}place/", codebook.desk_code_place, name="desk_code_place"),
    path(f"{CODE}removal/", codebook.desk_code_removal, name="desk_code_removal"),
    path(f"{CODE}restoration/", codebook.desk_code_restoration, name="desk_code_restoration"),
    path(f"{REPLY}codes/", codes.desk_codes, name="desk_codes"),
    path(f"{REPLY}codes/carrying/", codes.desk_carrying, name="desk_carrying"),
    path(
        f"{BOARD}codings/<uuid:coding_id>/removal/",
        codes.desk_coding_removal,
        name="desk_coding_removal",
    ),
    path(f"{BOARD}starred/", starring.desk_starred, name="desk_starred"),
    path(f"{REPLY}star/", starring.desk_star, name="desk_star"),
    path(f"{REPLY}redaction/", redacting.desk_redaction, name="desk_redaction"),
    path(f"{REPLY}original/", redacting.desk_original, name="desk_original"),
    path(f"{REPLY}destruction/", redacting.desk_destruction, name="desk_destruction"),
    path(
        f"{BOARD}redactions/<uuid:redaction_id>/removal/",
        redacting.desk_redaction_removal,
        name="desk_redaction_removal",
    ),
]
