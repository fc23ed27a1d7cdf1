"""Pictures that are sent for an answer: kept at once, looked at again, taken out, and sent."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bulletin.accounts.models import User
from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken
from participants.actions.uploading import SENT, keep_upload
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Draft, Participant, Reply, ReplyVersion, Upload
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.bulletin.media import documents
from tests.bulletin.media.pictures import bomb
from tests.moderation.desk.conftest import _on_the_tuesday, signed_in
from tests.participants.visits import address, browser_of, form_of, text_of

__all__ = ["_on_the_tuesday"]

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


def picture(name: str = "harbour.png", colour: str = "red") -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 20), colour).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/png")


def send(browser: Client, question: Question, **fields: object) -> Any:
    return browser.post(address(question), form_of(question, **fields))


def files_of(reply: Reply) -> list[str]:
    reply.refresh_from_db()
    assert reply.current_version is not None
    values = reply.current_version.values.order_by("place")
    return [f"{value.file_id} {value.text}".strip() for value in values]


def test_a_picture_that_is_sent_with_the_answer_is_in_it(browser, question):
    response = send(browser, question, upload=picture())

    file, answer = MediaFile.objects.get(), Reply.objects.get()
    assert response.status_code == 200
    assert files_of(answer) == [str(file.pk)]
    assert reverse("small_file", args=["cop", file.pk]) in text_of(response)
    assert file.uploaded_name == ""
    assert not Draft.objects.exists()


def test_what_was_added_is_looked_at_and_described_before_it_is_sent(browser, question):
    page = send(browser, question, upload=[picture(), picture(colour="blue")], add="1")

    one, other = MediaFile.objects.order_by("uploaded_at")
    assert not Reply.objects.exists()
    assert Draft.objects.get().fields == {"file": [str(one.pk), str(other.pk)]}
    assert text_of(page).count('name="file"') == 2
    small = browser.get(reverse("small_file", args=["cop", one.pk]))
    assert b"WEBP" in b"".join(small)

    captions = {f"caption-{one.pk}": "The harbour", f"caption-{other.pk}": ""}
    send(browser, question, file=[str(one.pk), str(other.pk)], **seen(), **captions)

    assert files_of(Reply.objects.get()) == [f"{one.pk} The harbour", str(other.pk)]


def seen() -> dict[str, str]:
    return {"seen": Draft.objects.get().saved_at.isoformat()}


def test_what_was_added_can_be_taken_out_again_and_is_gone(
    browser, question, django_capture_on_commit_callbacks
):
    send(browser, question, upload=picture(), add="1")
    file = MediaFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        page = send(browser, question, file=[str(file.pk)], remove=str(file.pk), **seen())

    assert page.status_code == 200
    assert not MediaFile.objects.exists()
    assert not default_storage.exists(str(file.file.name))
    assert not default_storage.exists(str(file.small.name))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Not a picture", "This file is not a picture that we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This file is not a picture"),
        (bomb(), "This picture has more than 40 million pixels."),
    ],
)
def test_each_file_that_is_not_taken_is_named_and_the_others_are_kept(browser, question, data, why):
    wrong = SimpleUploadedFile("notes.png", data, content_type="image/png")

    response = send(browser, question, upload=[picture(), wrong])

    assert response.status_code == 422
    assert f"“notes.png”: {why}" in text_of(response)
    assert Draft.objects.get().fields == {"file": [str(MediaFile.objects.get().pk)]}
    assert not Reply.objects.exists()


def test_more_than_are_asked_for_are_not_taken(browser, question):
    response = send(browser, question, upload=[picture(f"{number}.png") for number in range(5)])

    assert response.status_code == 422
    assert text_of(response).count("There are as many files as are asked for already.") == 2
    assert MediaFile.objects.count() == 3


def test_a_file_that_is_refused_takes_up_no_place(browser, question):
    wrong = SimpleUploadedFile("notes.png", b"Not a picture")
    others = [picture(f"{number}.png") for number in range(3)]

    response = send(browser, question, upload=[wrong, *others])

    assert "There are as many files as are asked for already." not in text_of(response)
    assert MediaFile.objects.count() == 3


def test_a_thousand_files_are_not_even_read(browser, question):
    files = [SimpleUploadedFile(f"{number}.png", b"1") for number in range(1000)]

    assert send(browser, question, upload=files).status_code == 400
    assert not MediaFile.objects.exists()


def test_a_form_that_is_far_too_large_is_not_even_read(browser, question, settings):
    settings.UPLOAD_MAX_SIZE = 100

    assert send(browser, question, upload=picture()).status_code == 400
    assert not MediaFile.objects.exists()


def test_whoever_sends_without_end_is_asked_to_wait(browser, person, question):
    for _each in range(SENT.most):
        SENT.is_exceeded_by(str(person.pk))

    response = send(browser, question, upload=picture())

    assert "You have sent very many files." in text_of(response)
    assert not MediaFile.objects.exists()


def test_only_what_is_asked_for_is_taken(board, browser):
    documents = factories.question(
        factories.stage(board), kind=Kind.FILE, settings={"takes": ["document"]}
    )

    response = send(browser, documents, upload=picture())

    assert "Only documents (PDF) are asked for here." in text_of(response)
    assert not MediaFile.objects.exists()


def test_a_document_that_is_asked_for_is_taken_and_offered_to_be_saved(board, browser):
    asked = factories.question(
        factories.stage(board), kind=Kind.FILE, settings={"takes": ["document"]}
    )
    leaflet = SimpleUploadedFile("leaflet.png", documents.as_bytes(documents.pdf()))

    assert send(browser, asked, upload=leaflet).status_code == 200

    file = MediaFile.objects.get()
    sent = browser.get(reverse("file", args=[board.slug, file.pk]))
    assert b"".join(sent).startswith(b"%PDF-")
    assert sent["Content-Disposition"] == 'attachment; filename="file.pdf"'


def test_a_video_that_nobody_asked_for_is_refused_before_it_is_read(browser, question, monkeypatch):
    monkeypatch.delattr("bulletin.media.apart.rewritten")
    video = SimpleUploadedFile("holiday.jpg", b"\x00\x00\x00\x18ftypmp42" + bytes(100))

    response = send(browser, question, upload=video)

    assert "“holiday.jpg”: Only pictures are asked for here." in text_of(response)
    assert not MediaFile.objects.exists()


def test_without_a_file_there_is_no_answer_unless_words_are_welcome(board, browser, question):
    response = send(browser, question)
    assert (response.status_code, "Please add something here." in text_of(response)) == (422, True)

    either = factories.question(question.stage, kind=Kind.FILE, settings={"words": True})
    send(browser, either, text="I have no picture of it.")

    assert ReplyVersion.objects.get().text == "I have no picture of it."


def test_somebody_elses_file_cannot_be_sent_as_ones_own(board, browser, question):
    theirs = factories.upload(factories.participant(board), question)

    response = send(browser, question, file=[str(theirs.pk)])

    assert response.status_code == 422
    assert "A file that you had sent is no longer there." in text_of(response)
    assert str(theirs.pk) not in text_of(response)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("named", ["nonsense", "1", "\x00", "../../etc/passwd"])
def test_what_is_no_file_at_all_is_answered_calmly(browser, question, named):
    assert send(browser, question, file=[named], remove=named).status_code in (200, 422)
    assert send(browser, question, file=[named]).status_code == 422


def test_somebody_elses_file_cannot_be_taken_out(board, browser, question):
    theirs = factories.upload(factories.participant(board), question)

    send(browser, question, remove=str(theirs.pk))

    assert MediaFile.objects.get() == theirs


def test_a_correction_keeps_adds_and_takes_out_and_the_first_version_stays(browser, question):
    send(browser, question, upload=[picture(), picture(colour="blue")])
    answer = Reply.objects.get()
    first, second = MediaFile.objects.order_by("uploaded_at")
    page = browser.get(f"{address(question)}?correct=1")
    assert text_of(page).count('name="file"') == 2

    last = answer.versions.get().submitted_at.isoformat()
    send(browser, question, file=[str(second.pk)], upload=picture(colour="green"), seen=last)

    _first, _second, third = MediaFile.objects.order_by("uploaded_at")
    assert files_of(answer) == [str(second.pk), str(third.pk)]
    kept = answer.versions.get(number=1).values.order_by("place")
    assert [value.file for value in kept] == [first, second]


def test_a_further_file_is_looked_at_before_a_correction_is_sent(browser, question):
    send(browser, question, upload=picture())
    first = MediaFile.objects.get()
    last = ReplyVersion.objects.get().submitted_at.isoformat()

    upload = picture(colour="blue")
    page = send(browser, question, entry=1, file=[str(first.pk)], upload=upload, add="1", seen=last)

    assert text_of(page).count('name="file"') == 2
    assert ReplyVersion.objects.count() == 1


def test_what_was_submitted_is_not_lost_by_taking_it_out_of_a_correction(browser, question):
    send(browser, question, upload=picture())
    file = MediaFile.objects.get()

    send(browser, question, file=[str(file.pk)], remove=str(file.pk))

    assert MediaFile.objects.get() == file


def test_withdrawing_takes_away_what_was_only_begun_and_with_the_words_all_files(
    board, person, question, django_capture_on_commit_callbacks
):
    submitted = factories.file_in(factories.answer(person, question))
    begun = factories.upload(person, question)
    guide = factories.picture(board, "harbour")

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(
            participant=person,
            answers=AnswersAfterWithdrawal.REMOVE,
            now=factories.NOW,
            by=factories.facilitator(board).user,
        )

    assert list(MediaFile.objects.all()) == [guide]
    for file in (submitted, begun):
        assert not default_storage.exists(str(file.file.name))
        assert not default_storage.exists(str(file.small.name))


def test_with_the_words_kept_the_files_of_the_answer_stay(board, person, question):
    submitted = factories.file_in(factories.answer(person, question))
    factories.upload(person, question)

    withdraw(
        participant=person,
        answers=AnswersAfterWithdrawal.KEEP,
        now=factories.NOW,
        by=factories.facilitator(board).user,
    )

    assert [upload.file for upload in Upload.objects.all()] == [submitted]


def test_what_staff_sent_is_not_kept_where_the_person_withdrew_while_it_was_read(
    board, person, question, monkeypatch
):
    staff = factories.facilitator(board)
    where = reverse("desk_on_behalf", args=["cop", person.pk, question.pk])
    withdraws_as_it_is_read(person, staff.user, monkeypatch)

    response = signed_in(staff.user).post(where, {"upload": picture(), "add": "1"})

    assert "no longer kept for somebody who has left" in text_of(response)
    assert not MediaFile.objects.exists()


def test_who_withdraws_in_another_window_while_their_file_is_read_meets_no_question(
    board, person, question, browser, monkeypatch
):
    withdraws_as_it_is_read(person, factories.facilitator(board).user, monkeypatch)

    response = send(browser, question, upload=picture(), add="1")

    assert response.status_code == 404
    assert not MediaFile.objects.exists()


def withdraws_as_it_is_read(person: Participant, by: User, patch: pytest.MonkeyPatch) -> None:
    def withdrawn_meanwhile(file: Any) -> Harmless:
        answers = AnswersAfterWithdrawal.KEEP
        withdraw(participant=person, answers=answers, now=factories.NOW, by=by)
        return made_harmless(file)

    patch.setattr("participants.actions.uploading.made_harmless", withdrawn_meanwhile)


@pytest.mark.parametrize(
    "left",
    [
        {"withdrawn_at": factories.NOW, "withdrawn_answers": AnswersAfterWithdrawal.KEEP},
        {"erased_at": factories.NOW},
    ],
)
def test_whoever_left_after_the_page_was_asked_for_sends_no_file(person, question, left):
    harmless = made_harmless(picture())
    Participant.objects.filter(pk=person.pk).update(**left)

    with pytest.raises(NotTaken):
        keep_upload(participant=person, question=question, harmless=harmless, now=factories.NOW)
    assert not MediaFile.objects.exists()


def test_what_staff_have_just_sent_for_somebody_outlives_what_they_submit_themselves(
    board, browser, person, question
):
    by_staff = factories.upload(person, question, by=factories.facilitator(board))
    in_another_tab = factories.upload(person, question)

    send(browser, question, upload=picture())

    left = set(MediaFile.objects.values_list("pk", flat=True))
    assert Reply.objects.exists()
    assert {by_staff.pk, in_another_tab.pk} < left


def test_what_lay_about_for_a_while_goes_with_the_next_file_of_whoever_sent_it(
    board, person, question
):
    staff = factories.facilitator(board)
    theirs, by_staff = (factories.upload(person, question, by=by) for by in (None, staff))
    long_ago = factories.NOW - 2 * factories.HOUR
    MediaFile.objects.update(uploaded_at=long_ago)

    for by, left in [(staff, {theirs}), (None, set())]:
        harmless = made_harmless(picture())
        keep_upload(
            participant=person, question=question, harmless=harmless, now=factories.NOW, by=by
        )
        assert set(MediaFile.objects.filter(uploaded_at=long_ago)) == left
    assert not MediaFile.objects.filter(pk=by_staff.pk).exists()


@pytest.mark.parametrize("pressed", [{}, {"add": "1"}])
@pytest.mark.parametrize("is_paused", [True, False])
def test_while_nothing_can_be_answered_words_are_kept_and_files_are_not_read(
    board, browser, monkeypatch, pressed, is_paused
):
    asked = factories.question(factories.stage(board), kind=Kind.FILE, settings={"words": True})
    if is_paused:
        factories.pause(board)
    else:
        asked.stage.closes_at = factories.NOW - factories.HOUR
        asked.stage.save()
    monkeypatch.delattr("participants.actions.uploading.made_harmless")

    response = send(browser, asked, upload=picture(), text="What I see.", **pressed)

    why = "Back on Monday." if is_paused else "This question no longer takes answers."
    assert f"“harbour.png”: {why}" in text_of(response)
    assert Draft.objects.get().fields["text"] == ["What I see."]
    assert not MediaFile.objects.exists()
