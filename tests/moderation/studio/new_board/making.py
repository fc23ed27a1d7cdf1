"""A guide as it is typed, and where it is brought to."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

NEW, PREVIEW, MAKING = "/desk/boards/new/", "/desk/boards/new/preview/", "/desk/boards/new/making/"
GUIDE = """\
# Hopes
There are no right answers.
1. What did you hope for?
Note: ask for whom
2. How long have you been here?
- A month
- A year
# Ahead
3. How would you go on?
[?] Row of a table: North | South
"""
ASKED = {
    "form": "guide",
    "text": GUIDE,
    "title": "A small board",
    "language": "en-GB",
    "timezone": "Europe/London",
    "starts_on": "2021-04-12",
    "ends_on": "2021-04-16",
    "run_by": "The facilitator",
    "email": "facilitator@example.org",
    "purpose": "To learn.",
    "information": "What this is about.",
}


def upload(browser: Client, data: bytes, name: str) -> str:
    response = browser.post(PREVIEW, {"file": SimpleUploadedFile(name, data), "text": ""})
    return response.content.decode()


def token_in(page: str) -> str:
    """What a form says of the pictures and files that came with its text."""
    found = re.search(r'name="with" value="([^"]+)"', page)
    return found[1] if found else ""
