"""What stands in a transcript, in which order, under which numbers."""

import pytest

from bulletin.accounts.models import User
from moderation.enums import Quotable, ReplyState, TranscriptNames
from moderation.transcripts import rows as stream
from moderation.transcripts.rows import NobodyMayRead, rows
from participants.enums import Channel, ReplyKind
from participants.models import Participant, Reply
from sessions.enums import Role
from sessions.models import StaffMember
from tests import factories
from tests.moderation.transcripts.reading import transcript_of

pytestmark = pytest.mark.django_db

HOUR, NOW = factories.HOUR, factories.NOW


def told(board, identity=TranscriptNames.PSEUDONYM):
    return list(rows(transcript_of(board, identity)))


def test_every_version_of_every_reply_stands_in_the_order_of_the_guide(board, lived):
    assert [(row.reply, row.version, row.thread, row.parent, row.words) for row in told(board)] == [
        (1, 1, 1, None, "Ask [name] about it."),
        (2, 1, 1, 1, "May I ring you?"),
        (3, 1, 3, None, "Contacts."),
        (3, 2, 3, None, "Contacts, and time."),
        (4, 1, 3, 3, "Which contacts?"),
        (5, 1, 3, 4, "Across the county."),
        (6, 1, 3, 3, "The same here."),
        (7, 1, 7, None, "I see no list."),
        (8, 1, 8, None, ""),
    ]


def test_what_answers_something_stands_behind_it_even_when_said_at_the_same_instant(board, lived):
    for _ in range(6):
        thread = factories.answer(factories.participant(board), lived.hopes, "Answer.", said_at=NOW)
        comment = factories.comment(lived.ben, thread, "Comment.", said_at=NOW)
        factories.comment(lived.ann, comment, "Reply.", said_at=NOW)

    words = [row.words for row in told(board) if row.words in ("Answer.", "Comment.", "Reply.")]

    assert words == ["Answer.", "Comment.", "Reply."] * 6


def test_the_same_board_always_gives_the_same_rows(board, lived):
    same_instant = [
        factories.answer(factories.participant(board), lived.hopes, said_at=NOW) for _ in range(6)
    ]
    assert len({reply.said_at for reply in same_instant}) == 1

    first, second = told(board), told(board)

    assert first == second


def test_a_row_says_who_spoke_and_what_is_known_of_them(board, lived):
    by_reply = {row.reply: row for row in told(board)}

    ben, probe, ann = by_reply[1], by_reply[4], by_reply[3]
    assert (ben.author, ben.person, ben.role, ben.segments) == ("Linnet", 1, "participant", {})
    assert (ann.author, ann.person, ann.segments) == ("Kestrel", 2, {"sector": ["health"]})
    assert (probe.author, probe.person, probe.role) == ("The moderator", None, "moderator")
    assert (ben.quoted, ann.quoted, probe.quoted) == (
        Quotable.NO,
        Quotable.YES,
        Quotable.NOT_ASKED,
    )


def test_a_row_says_how_and_when_it_was_said(board, lived):
    by_reply = {row.reply: row for row in told(board)}

    ben = by_reply[1]
    assert (ben.channel, ben.late, ben.entered_by) == (Channel.EMAIL, True, "The facilitator")
    assert ben.said_at.isoformat() == "2021-03-30T11:00:00+01:00"
    assert ben.entered_at.isoformat() == "2021-03-30T13:00:00+01:00"
    assert (by_reply[3].channel, by_reply[3].late, by_reply[3].entered_by) == (
        Channel.WEB,
        False,
        "",
    )
    assert by_reply[3].after_reading is True  # the second version, which overwrote the first here
    assert by_reply[4].needs_reply is True
    assert [row.private_with for row in by_reply.values()] == [
        "",
        "Linnet",
        "",
        "",
        "",
        "",
        "Kestrel",
        "",
    ]


def test_a_correction_leaves_the_first_version_and_says_which_stands(board, lived):
    versions = [row for row in told(board) if row.reply == 3]

    assert [(row.version, row.latest, row.after_reading) for row in versions] == [
        (1, False, False),
        (2, True, True),
    ]


def test_a_row_shows_the_question_as_it_was_worded_when_answered(board, lived, another_wording):
    reworded = another_wording("And now, what do you hope?")
    factories.answer(factories.participant(board), reworded, "More.", said_at=NOW + 9 * HOUR)

    prompts = {row.words: (row.question_version, row.prompt) for row in told(board)}

    assert prompts["Contacts."] == (1, "What did you hope?")
    assert prompts["More."] == (2, "And now, what do you hope?")


def test_what_was_chosen_stands_in_words_and_value_by_value(board, lived):
    choice = told(board)[-1]

    assert choice.choices == "Contacts made; other: the biscuits"
    assert [(value.key, value.item, value.words) for value in choice.values] == [
        ("contacts-made", "Contacts made", ""),
        ("other", "", "the biscuits"),
    ]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (factories.hold, ReplyState.HELD),
        (factories.reject, ReplyState.REJECTED),
        (factories.conceal, ReplyState.CONCEALED),
    ],
)
def test_what_staff_keep_from_peers_is_told_with_its_state(board, lived, change, state):
    change(lived.comment)

    row = next(row for row in told(board) if row.words == "The same here.")

    assert row.state == [state]


def test_a_withdrawn_reply_leaves_one_row_without_words(board, lived):
    before = [row for row in told(board) if row.person == 2 and row.kind == ReplyKind.ANSWER]
    assert [row.words for row in before] == ["Contacts.", "Contacts, and time.", ""]
    assert before[-1].values

    Reply.objects.filter(participant=lived.ann).update(withdrawn_at=NOW)

    after = [row for row in told(board) if row.person == 2]
    assert [(row.reply, row.version, row.state) for row in after] == [
        (3, 2, [ReplyState.WITHDRAWN]),
        (5, 1, [ReplyState.WITHDRAWN]),
        (7, 1, [ReplyState.WITHDRAWN]),
        (8, 1, [ReplyState.WITHDRAWN]),
    ]
    assert {(row.words, row.choices, tuple(row.values)) for row in after} == {("", "", ())}


def test_the_words_of_an_erased_person_are_never_told(board, lived):
    Participant.objects.filter(pk=lived.ben.pk).update(erased_at=NOW, name="", pseudonym="Gone 1")

    hers = [row for row in told(board) if row.author == "Gone 1"]

    assert [(row.words, row.state) for row in hers] == [
        ("", [ReplyState.ERASED]),
        ("", [ReplyState.ERASED]),
    ]


def test_testers_stand_nowhere(board, lived):
    assert Reply.objects.filter(thread__participant=lived.tester).count() == 3
    assert Reply.objects.filter(participant=lived.tester).count() == 3

    assert not [row for row in told(board) if "tester" in row.words.lower()]


def test_what_is_said_after_the_moment_of_asking_is_left_out(board, lived):
    transcript = transcript_of(board)
    complete = list(rows(transcript))
    later = transcript.asked_at + HOUR
    factories.comment(lived.ben, lived.anns, "Too late.", said_at=later)
    factories.version(lived.comment, "The same here, I find.", said_at=later)

    assert list(rows(transcript)) == complete


@pytest.mark.parametrize(
    ("identity", "names"),
    [
        (TranscriptNames.REAL_NAME, {"Ann Zebedee", "Ben Quigley"}),
        (TranscriptNames.FIRST_NAME, {"Ann", "Ben"}),
        (TranscriptNames.PSEUDONYM, {"Kestrel", "Linnet"}),
        (TranscriptNames.ANONYMOUS, {"Participant 1", "Participant 2"}),
    ],
)
def test_people_appear_under_the_names_that_were_chosen(board, lived, identity, names):
    assert {row.author for row in told(board, identity) if row.person} == names


def test_where_something_came_from_is_told_only_with_real_names(board, lived):
    sources = {
        identity: {row.source for row in told(board, identity)} - {""}
        for identity in TranscriptNames
    }

    assert sources == {
        TranscriptNames.REAL_NAME: {"E-mail of 29 March from ben.quigley@example.org"},
        TranscriptNames.FIRST_NAME: set(),
        TranscriptNames.PSEUDONYM: set(),
        TranscriptNames.ANONYMOUS: set(),
    }


def test_someone_who_declined_what_was_asked_anew_is_not_to_be_quoted(board, lived):
    factories.decline(lived.ann, factories.consent_version(board))

    assert {row.quoted for row in told(board) if row.person == 2} == {Quotable.NO}


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_no_transcript_is_written_for_a_role_that_takes_none(board, lived, moderator, role):
    transcript = transcript_of(board)
    transcript.asked_by = moderator.user
    assert len(list(rows(transcript))) == 9

    transcript.asked_by = factories.staff(board, role).user
    with pytest.raises(NobodyMayRead):
        list(rows(transcript))


def test_no_transcript_with_real_names_is_written_for_who_is_no_longer_facilitator(
    board, lived, facilitator
):
    transcript = transcript_of(board, TranscriptNames.REAL_NAME)
    transcript.asked_by = facilitator.user
    assert len(list(rows(transcript))) == 9

    StaffMember.objects.filter(pk=facilitator.pk).update(role=Role.MODERATOR)
    with pytest.raises(NobodyMayRead):
        list(rows(transcript))


def test_no_transcript_is_written_for_a_role_that_has_ended(board, lived, moderator):
    transcript = transcript_of(board)
    transcript.asked_by = moderator.user
    StaffMember.objects.filter(pk=moderator.pk).update(removed_at=NOW)

    with pytest.raises(NobodyMayRead):
        list(rows(transcript))


def test_a_board_of_others_is_never_in_it(board, lived):
    elsewhere = factories.board(
        owner=User.objects.get(staff_roles__board=board, staff_roles__role="facilitator")
    )
    question = factories.question(factories.stage(elsewhere))
    factories.answer(factories.participant(elsewhere), question, "Elsewhere.")

    assert "Elsewhere." not in {row.words for row in told(board)}
    assert [row.words for row in told(elsewhere)] == ["Elsewhere."]


def test_each_chunk_of_replies_costs_five_queries(
    board, hopes, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(stream, "CHUNK", 10)
    people = [factories.participant(board) for _ in range(30)]
    for person in people[:10]:
        factories.answer(person, hopes)
    transcript = transcript_of(board)
    # Reader, people (4), guide (5) and numbers; then one for the replies, and for each chunk of
    # them their versions, values and codes, whom they speak to, and what is hidden in them.
    with django_assert_num_queries(11 + 1 + 5):
        assert len(list(rows(transcript))) == 10

    for person in people[10:]:
        factories.answer(person, hopes)
    with django_assert_num_queries(11 + 1 + 15):
        assert len(list(rows(transcript))) == 30
