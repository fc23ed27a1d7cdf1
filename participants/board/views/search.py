"""Searching in what one may see of the board."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participants.board.forms import SearchForm
from participants.board.searching import found_for
from participants.web import ParticipantRequest, participant_page


@participant_page()
@require_safe
def search(request: ParticipantRequest) -> HttpResponse:
    """`q` is what is searched for, `page` one of the pages of posts that have it."""
    form = SearchForm(request.GET if request.GET.get("q", "").strip() else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = found_for(request.visit, words, request.GET.get("page", "")) if words else None
    context = {"form": form, "words": words, "found": found}
    status = 422 if form.errors else 200
    return render(request, "participants/search.html", context, status=status)
