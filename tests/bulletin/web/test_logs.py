"""The log never stores a working link (rule 8)."""

import logging

import pytest
from django.urls import reverse

from bulletin.web.logs import MaskSecrets, masked

TOKEN = "hYx0-Secret_Token12345"


@pytest.mark.parametrize("name", ["personal_link", "further_device", "mute", "sign_in_link"])
def test_the_secret_of_a_link_is_masked(name: str) -> None:
    path = reverse(name, args=[TOKEN])

    line = masked(f"Not Found: {path}?again")

    assert TOKEN not in line
    assert line == f"Not Found: {path.replace(TOKEN, '…')}?again"


def test_a_record_is_masked_with_its_arguments() -> None:
    record = logging.makeLogRecord({"msg": "%s: %s", "args": ("Not Found", f"/i/{TOKEN}/")})

    assert MaskSecrets().filter(record)

    assert record.getMessage() == "Not Found: /i/…/"
