"""Addresses of what one has said oneself."""

from django.urls import path

from participants.mine import views
from participants.mine.naming import pseudonym

urlpatterns = [
    path("b/<slug:slug>/pseudonym/", pseudonym, name="pseudonym"),
    path("b/<slug:slug>/mine/", views.mine, name="mine"),
    path("b/<slug:slug>/mine/file/", views.mine_file, name="mine_file"),
    path(
        "b/<slug:slug>/replies/<uuid:reply_id>/earlier/", views.earlier_words, name="earlier_words"
    ),
    path(
        "b/<slug:slug>/replies/<uuid:reply_id>/withdrawal/",
        views.reply_withdrawal,
        name="reply_withdrawal",
    ),
]
