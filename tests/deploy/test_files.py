"""A private file is sent by us, or by nginx where it stands in front."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from pytest_django import Settings

from bulletin.media.answering import answer_with_file

NAME = "transcripts/a b.json"
HEADERS = {
    "Content-Type": "application/json",
    "Content-Disposition": 'attachment; filename="practice.json"',
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@pytest.fixture(autouse=True)
def _stored(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(NAME, ContentFile(b"what they said"))


def answer(name: str = NAME):
    return answer_with_file(name, filename="practice.json", content_type="application/json")


@pytest.mark.django_db  # closing a response ends its request, which looks at the connection
def test_without_nginx_we_send_the_file(settings: Settings) -> None:
    settings.ACCEL = ""
    response = answer()
    assert b"".join(response) == b"what they said"
    assert response.headers.items() >= HEADERS.items()
    assert "X-Accel-Redirect" not in response.headers
    response.close()


def test_with_nginx_we_only_name_it(settings: Settings) -> None:
    settings.ACCEL = "/_files/"
    response = answer()
    assert isinstance(response, HttpResponse)
    assert response.content == b""
    assert dict(response.headers) == HEADERS | {
        "X-Accel-Redirect": "/_files/transcripts/a%20b.json"
    }


@pytest.mark.parametrize("accel", ["", "/_files/"])
def test_a_file_that_is_gone_is_not_found(settings: Settings, accel: str) -> None:
    settings.ACCEL = accel
    with pytest.raises(Http404):
        answer("transcripts/none.json")
