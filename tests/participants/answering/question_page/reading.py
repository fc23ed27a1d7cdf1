"""One participant reading a question's page."""

from django.test import Client

from sessions.models import Question
from tests.participants.visits import address

HIDDEN = "Zanzibarium"


def page(browser: Client, question: Question, **query: str | int) -> str:
    response = browser.get(address(question), query)
    assert response.status_code == 200
    return response.content.decode()
