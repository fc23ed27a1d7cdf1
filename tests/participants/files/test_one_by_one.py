"""Files that come by themselves, as soon as each is chosen, and as often as it takes."""

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bulletin.media import keeping
from bulletin.media.models import MediaFile
from participants.entry.keys import device_key
from participants.models import Draft, Participant, Reply, Upload
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.participants.visits import address, browser_of, form_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), kind=Kind.FILE)


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def browser(person: Participant) -> Client:
    return browser_of(person)


def picture(*, exif: Image.Exif | None = None) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 20), "red").save(data, "JPEG", exif=exif or Image.Exif())
    return SimpleUploadedFile("IMG_0001.jpg", data.getvalue(), content_type="image/jpeg")


def send(browser, question, **fields):
    path = reverse("uploads", args=[question.stage.board.slug, question.pk])
    sent = {"key": str(uuid.uuid4()), "upload": picture(), "entry": 1} | fields
    return browser.post(path, sent)


def test_it_comes_back_as_it_stands_in_the_form(browser, question):
    first = factories.upload(Participant.objects.get(), question)

    response = send(browser, question, file=[str(first.pk)])

    file = MediaFile.objects.exclude(pk=first.pk).get()
    html = text_of(response)
    assert response.status_code == 201
    assert f'name="file" value="{file.pk}"' in html
    assert f'name="caption-{file.pk}"' in html
    assert "picture 2" in html
    assert str(first.pk) not in html
    assert not Draft.objects.exists()
    assert not Reply.objects.exists()


def test_what_stands_in_the_form_already_is_answered_with_itself(browser, question):
    key = str(uuid.uuid4())
    send(browser, question, key=key)
    first = MediaFile.objects.get()
    other = factories.upload(Participant.objects.get(), question)

    html = text_of(send(browser, question, key=key, file=[str(first.pk), str(other.pk)]))

    assert f'name="file" value="{first.pk}"' in html
    assert str(other.pk) not in html


def test_the_same_file_that_arrives_twice_is_one(browser, question, monkeypatch):
    key = str(uuid.uuid4())
    send(browser, question, key=key)
    monkeypatch.delattr("participants.actions.uploading.made_harmless")

    again = send(browser, question, key=key)

    file = MediaFile.objects.get()
    assert again.status_code == 201
    assert str(file.pk) in text_of(again)
    assert Upload.objects.count() == 1


def test_the_same_key_of_another_person_is_another_file(browser, board, question):
    key = str(uuid.uuid4())
    send(browser, question, key=key)

    response = send(browser_of(factories.participant(board)), question, key=key)

    assert response.status_code == 201
    assert Upload.objects.count() == 2


def test_nobody_else_may_fetch_it_and_where_it_was_taken_is_gone(browser, board, question):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    send(browser, question, upload=picture(exif=exif))
    file = MediaFile.objects.get()
    path = reverse("file", args=[board.slug, file.pk])

    kept = Image.open(BytesIO(b"".join(browser.get(path))))

    assert not kept.getexif()
    assert browser_of(factories.participant(board)).get(path).status_code == 404


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"upload": SimpleUploadedFile("notes.png", b"Words")}, "not a picture that we can read"),
        ({"upload": ""}, "There is no file in what was sent."),
        ({"file": [str(uuid.uuid4()) for _each in range(3)]}, "as many files as are asked for"),
    ],
)
def test_why_it_is_not_taken_is_said_in_plain_words(browser, question, fields, why):
    response = send(browser, question, **fields)

    assert response.status_code == 422
    assert response.headers["Content-Type"].startswith("text/plain")
    assert why in text_of(response)
    assert not MediaFile.objects.exists()


def test_while_many_are_being_read_it_is_asked_for_later(browser, question, monkeypatch):
    monkeypatch.setattr(keeping, "LONGEST_WAIT", factories.HOUR * 0)
    for _each in range(2):
        keeping.AT_ONCE.acquire()

    response = send(browser, question)

    for _each in range(2):
        keeping.AT_ONCE.release()
    assert response.status_code == 503
    assert "Please try again in a minute." in text_of(response)


def test_once_the_stage_has_closed_nothing_is_read(browser, question, monkeypatch):
    question.stage.closes_at = factories.NOW - factories.HOUR
    question.stage.save()
    monkeypatch.delattr("participants.actions.uploading.made_harmless")

    response = send(browser, question)

    assert response.status_code == 422
    assert not MediaFile.objects.exists()


def test_a_file_of_another_persons_page_is_not_kept_in_this_ones_name(browser, board, question):
    response = send(browser, question, whose=device_key(factories.participant(board)))

    assert (response.status_code, response.headers["Signed-Out"]) == (404, "yes")
    assert not MediaFile.objects.exists()


def test_where_no_files_are_asked_for_there_is_no_such_place(browser, board):
    words = factories.question(factories.stage(board))

    assert send(browser, words).status_code == 404


def test_a_key_that_is_none_is_answered_calmly(browser, question):
    assert send(browser, question, key="nonsense").status_code == 400


def test_what_came_by_itself_is_sent_with_the_answer(browser, question):
    send(browser, question)
    file = MediaFile.objects.get()

    browser.post(address(question), form_of(question, file=[str(file.pk)]))

    version = Reply.objects.get().current_version
    assert version is not None
    assert [value.file_id for value in version.values.all()] == [file.pk]
