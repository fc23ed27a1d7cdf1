"""Pictures come into a question's form, are described, arranged and taken away again."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.models import MediaFile
from sessions.enums import Kind, Role
from sessions.models import Board, Question
from sessions.studio.typed import typed_in
from tests import factories
from tests.bulletin.media import documents, pictures, videos
from tests.moderation.studio.conftest import at, opened
from tests.sessions.studio.writing import as_it_is, put_out

Upload = Callable[..., str]


def picture(name: str = "Red harbour.JPG", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or pictures.photo(), content_type="image/jpeg")


def press(client: Client, question: Question, **more: Any) -> Any:
    """The form as it stands is sent, with this besides; the answer has the form again."""
    return client.post(at("desk_guide_question", question), opened(client, question) | more)


def looks(question: Question) -> list[tuple[str, str]]:
    typed = typed_in(as_it_is(question)).get("stimuli", [])
    return [(one["file"], one["alternative"]) for one in typed]


def test_a_picture_comes_under_a_name_made_from_its_own_and_asks_what_it_shows(
    facilitator: Client, question: Question
) -> None:
    page = press(facilitator, question, upload=picture(), prompt="Typed").content.decode()

    file = MediaFile.objects.get()
    assert (file.key, file.uploaded_name) == ("red-harbour", "Red harbour.JPG")
    assert looks(question) == [("red-harbour", "")]
    assert typed_in(as_it_is(question))["prompt"] == "Typed"
    assert "Say what it shows, for whoever cannot see it." in page
    assert "data-arrive autofocus></textarea>" in page


def test_described_and_published_it_is_the_questions(
    facilitator: Client, question: Question
) -> None:
    press(facilitator, question, upload=picture())
    assert question.wording.looked_at() == []
    described = press(facilitator, question, **{"stimuli-0-alternative": "A harbour at dawn"})
    assert described.status_code == 302
    put_out(question)

    (stimulus,) = as_it_is(question).wording.looked_at()
    assert (stimulus.file.key, stimulus.alternative) == ("red-harbour", "A harbour at dawn")


def test_without_a_word_on_what_it_shows_it_is_not_finished(
    draft: Board, facilitator: Client, question: Question
) -> None:
    press(facilitator, question, upload=picture())

    question.refresh_from_db()
    assert question.wording.looked_at() == []
    guide = facilitator.get("/desk/cop/guide/").content.decode()
    assert "Not finished" in guide
    assert "Pictures and files: 1" in guide


def test_what_it_shows_is_kept_while_it_is_typed(facilitator: Client, question: Question) -> None:
    press(facilitator, question, upload=picture())
    typed = opened(facilitator, question) | {"stimuli-0-alternative": "A harb"}

    response = facilitator.post(at("desk_guide_saving", question), typed)

    assert response.status_code == 200
    assert looks(question) == [("red-harbour", "A harb")]


def test_several_come_at_once_and_each_has_a_name_of_its_own(
    facilitator: Client, question: Question
) -> None:
    names = ["harbour.jpg", "Harbour.png", "../../etc/passwd", "<script>.jpg", "…"]

    press(facilitator, question, upload=[picture(name) for name in names])

    assert [key for key, _words in looks(question)] == [
        "harbour",
        "harbour-2",
        "passwd",
        "script",
        "file",
    ]


@pytest.mark.parametrize("data", [b"<script>alert(1)</script>", pictures.bomb(100), b"MZ\0\0"])
def test_what_is_no_picture_is_refused_beside_the_field_and_the_rest_is_kept(
    facilitator: Client, question: Question, data: bytes
) -> None:
    both = [picture("harbour.jpg"), picture("holiday.jpg", data)]
    response = press(facilitator, question, upload=both, prompt="Typed")

    assert response.status_code == 422
    page = response.content.decode()
    assert "“holiday.jpg”: This file is not" in page
    assert looks(question) == [("harbour", "")]
    assert typed_in(as_it_is(question))["prompt"] == "Typed"


def test_nothing_is_added_before_all_files_are_read(
    facilitator: Client, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[int] = []

    def noting(file: Any) -> Harmless:
        added.append(MediaFile.objects.count())
        return made_harmless(file)

    monkeypatch.setattr("moderation.studio.pressing.made_harmless", noting)
    press(facilitator, question, upload=[picture("one.jpg"), picture("two.jpg")])

    assert (added, MediaFile.objects.count()) == ([0, 0], 2)


def test_no_more_come_than_a_question_can_have(facilitator: Client, question: Question) -> None:
    response = press(facilitator, question, upload=[picture(f"{n}.jpg") for n in range(14)])

    assert response.status_code == 422
    assert response.content.decode().count("12 are the most") == 2
    assert len(looks(question)) == MediaFile.objects.count() == 12


def test_a_thousand_files_at_once_are_no_request(facilitator: Client, question: Question) -> None:
    many = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(1000)]
    typed = opened(facilitator, question) | {"upload": many}

    assert facilitator.post(at("desk_guide_question", question), typed).status_code == 400
    assert not MediaFile.objects.exists()


def test_a_file_that_the_board_has_is_taken_again(
    facilitator: Client, board: Board, question: Question
) -> None:
    factories.picture(board, "harbour")
    factories.picture(factories.board(slug="other"), "foreign")

    press(facilitator, question, again="harbour")
    press(facilitator, question, again="foreign")

    assert looks(question) == [("harbour", "")]


def test_a_file_of_another_board_cannot_be_published(
    facilitator: Client, question: Question
) -> None:
    factories.picture(factories.board(slug="other"), "foreign")
    stolen = {"stimuli-0-file": "foreign", "stimuli-0-alternative": "Theirs"}

    page = press(facilitator, question, **stolen).content.decode()

    assert "There is no such file on this board." in page


@pytest.fixture
def three(facilitator: Client, question: Question) -> Question:
    press(facilitator, question, upload=[picture(f"{name}.jpg") for name in ("one", "two", "six")])
    words = {f"stimuli-{place}-alternative": f"Words {place}" for place in range(3)}
    press(facilitator, question, **words)
    return question


@pytest.mark.parametrize(
    ("button", "value", "order"),
    [
        ("up", "stimuli-1", ["two", "one", "six"]),
        ("down", "stimuli-1", ["one", "six", "two"]),
        ("up", "stimuli-0", ["one", "two", "six"]),
        ("down", "stimuli-2", ["one", "two", "six"]),
        ("remove", "stimuli-1", ["one", "six"]),
        ("remove", "stimuli-9", ["one", "two", "six"]),
        ("remove", f"stimuli-{'9' * 5000}", ["one", "two", "six"]),
        ("remove", "prompt-0", ["one", "two", "six"]),
    ],
)
def test_they_are_arranged(
    facilitator: Client, three: Question, button: str, value: str, order: list[str]
) -> None:
    response = press(facilitator, three, **{button: value})

    assert response.status_code == 200
    assert [key for key, _words in looks(three)] == order


def test_one_that_was_taken_away_can_be_put_back_with_its_words(
    facilitator: Client, three: Question
) -> None:
    before = looks(three)
    page = press(facilitator, three, remove="stimuli-1").content.decode()
    assert "“two” is taken away." in page

    back = {"back": "1", "removed-file": "two", "removed-alternative": "Words 1"}
    press(facilitator, three, **back)

    assert looks(three) == before


def test_who_was_overtaken_loses_neither_the_file_nor_the_words(
    facilitator: Client, question: Question
) -> None:
    typed = opened(facilitator, question)
    press(facilitator, question, prompt="Theirs", close="1")

    mine = typed | {"prompt": "Mine", "upload": picture()}
    response = facilitator.post(at("desk_guide_question", question), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert 'name="stimuli-0-file" value="red-harbour"' in page
    assert "Mine</textarea>" in page
    assert looks(question) == []


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING])
def test_a_picture_is_put_to_an_option(
    facilitator: Client, board: Board, question: Question, kind: Kind
) -> None:
    chosen = factories.question(question.stage, kind=kind, options=["One", "Another"])

    press(facilitator, chosen, **{"options-1-upload": picture()})
    put_out(chosen)

    chosen.refresh_from_db()
    pictured = [
        (item.text, item.picture.key if item.picture else "")
        for item in chosen.wording.items.order_by("position")
    ]
    assert pictured == [("One", ""), ("Another", "red-harbour")]
    press(facilitator, chosen, **{"options-1-picture": "", "options-0-picture": "red-harbour"})
    assert [one.get("picture") for one in typed_in(as_it_is(chosen))["options"]] == [
        "red-harbour",
        None,
    ]


def test_what_is_no_picture_is_refused_beside_its_option(
    facilitator: Client, question: Question
) -> None:
    chosen = factories.question(question.stage, kind=Kind.SINGLE, options=["One", "Another"])
    document = documents.as_bytes(documents.pdf())

    page = press(facilitator, chosen, **{"options-1-upload": picture("p.jpg", document)})

    row = page.content.decode().partition('<div data-place="options-1">')[2].partition("</div>")[0]
    assert "“p.jpg”: This is no picture." in row
    assert not MediaFile.objects.exists()


def test_documents_and_videos_come_too(facilitator: Client, question: Question) -> None:
    several = {"leaflet.jpg": documents.as_bytes(documents.pdf()), "film.pdf": videos.video()}
    press(facilitator, question, upload=[picture(*one) for one in several.items()])

    kinds = MediaFile.objects.order_by("key").values_list("key", "content_type")
    assert list(kinds) == [("film", "video/mp4"), ("leaflet", "application/pdf")]


def test_a_picture_for_an_option_without_words_is_refused(
    facilitator: Client, question: Question
) -> None:
    chosen = factories.question(question.stage, kind=Kind.SINGLE, options=["One", "Another"])

    response = press(facilitator, chosen, **{"options-3-upload": picture()})

    assert response.status_code == 422
    assert "Write the option first." in response.content.decode()
    assert not MediaFile.objects.exists()


def test_an_option_takes_no_picture_that_is_not_there(
    facilitator: Client, question: Question
) -> None:
    chosen = factories.question(question.stage, kind=Kind.SINGLE, options=["One", "Another"])

    page = press(facilitator, chosen, **{"options-0-picture": "foreign"}).content.decode()

    assert "There is no such picture on this board." in page


def test_before_publishing_one_reads_which_came(facilitator: Client, question: Question) -> None:
    press(facilitator, question, upload=picture())
    press(facilitator, question, **{"stimuli-0-alternative": "A harbour at dawn"})

    page = facilitator.get("/desk/cop/guide/publication/").content.decode()

    assert "red-harbour: A harbour at dawn" in page


def test_moderators_bring_no_files(question: Question, at_desk: Callable[..., Client]) -> None:
    client = at_desk(Role.MODERATOR)
    data = {"upload": BytesIO(pictures.photo()), "seen": "0"}

    assert client.post(at("desk_guide_question", question), data).status_code in (403, 404)
    assert not MediaFile.objects.exists()
