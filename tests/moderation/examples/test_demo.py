"""The three example boards as one finds them when the demo starts."""

import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, Q
from jsonschema import Draft202012Validator

from bulletin.accounts.models import SignInLink, User
from bulletin.audit.models import Entry
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.planning import plan
from moderation.desk.prepared import PLACES, unknown_places
from moderation.desk.waiting import unacknowledged_first_posts, unanswered_probes
from moderation.examples.demo import HAS_ANSWERED, HAS_NOT_ANSWERED, LONDON
from moderation.insight.charts import Drawings, closed_questions
from moderation.models import Coding, Note, Star
from moderation.participation import figures
from moderation.participation.statement import statement_of
from moderation.transcripts.dictionary import schema
from moderation.web import Desk
from participants.actions.answering import submit_answer
from participants.entry.actions.consenting import give_consent
from participants.enums import CallKind, Channel, ReplyKind, Vote
from participants.gate.openness import open_stages, opened_stages, unanswered_required
from participants.kinds.content import AnswerContent
from participants.kinds.tables import Line
from participants.models import AnswerValue, Call, Participant, PersonalLink, Reply, ReplyVersion
from sessions.enums import Reveal, Role
from sessions.models import Question
from tests.moderation.transcripts.reading import document

TWO_MINUTES = timedelta(minutes=2)


def person(demo, email) -> Participant:
    return Participant.objects.select_related("board").get(board=demo.running, email=email)


def question(board, key) -> Question:
    return Question.objects.with_wording().get(stage__board=board, key=key)


def read_by(reader, now, **of) -> set[str]:
    """What others have said, as the gate opens it to this reader."""
    replies = Reply.objects.visible_to(reader, now=now).exclude(participant=reader).filter(**of)
    return set(replies.values_list("current_version__text", flat=True))


def test_one_board_runs_one_is_over_and_one_has_not_begun(demo):
    boards = [demo.running, demo.finished, demo.draft]

    assert [board.state(demo.starts_at) for board in boards] == ["running", "ended", "draft"]
    assert {board.participants.count() for board in boards[:2]} == {23}


def test_the_finished_board_has_the_figures_on_record(demo):
    told = figures(demo.finished, demo.starts_at)

    assert (told.invited, told.never_came, told.came_silent, told.wrote) == (20, 3, 2, 15)
    assert (told.without_address, told.entered_uninvited) == (3, 3)
    assert told.entered_for == {Channel.EMAIL: 3}
    assert (told.delivered, told.consented, told.withdrawn) == (20, 20, 1)
    assert [stage.answered for stage in told.stages] == [18, 15, 17]


def test_the_finished_board_says_its_figures_by_itself(demo):
    """The outcome on record, and what a method section asks beside it."""
    assert statement_of(demo.finished, demo.starts_at).paragraphs == [
        "20 people were invited to the board; 20 invitations were delivered. Of these, 3 never"
        " signed in (leave: 3), 2 signed in and wrote nothing, and 15 wrote on the board. A"
        " further 3 people, who had not been invited, sent their answers by e-mail. 20 consented,"
        " nobody declined, and 1 withdrew.",
        "“Hopes and first reflections” was answered by 18 people; 18 finished it. “What the group"
        " said” was answered by 15 people; 15 finished it. “Looking forward” was answered by 17"
        " people; 17 finished it.",
        "Participants wrote 5,138 words in 272 answers and 43 comments; staff wrote 4 comments and"
        " 7 probes. The answers came in these ways: by e-mail: 32; on the board: 240. There were"
        " 0.2 comments and probes to an answer. The median number of answers a person was 17. A"
        " question was answered by 11 to 18 people.",
        "Of the 283 posts that participants made on the board, staff wrote afterwards in the"
        " threads of 11, in those of 11 within a day. The median time until they did was 2 hours.",
    ]


def test_the_finished_boards_votes_name_of_whom_they_are(demo):
    member = demo.finished.staff.get(role=Role.OBSERVER)
    desk = Desk(member=member, board=demo.finished, now=demo.starts_at)

    by_key = {one.question.key: one for one in Drawings(desk, list(closed_questions(desk)))}

    assert list(by_key) == ["joined", "confidence", "summary", "mattered", "priorities", "again"]
    assert by_key["summary"].notes == [
        "Answered by 15 of the 18 of whom you may read anything; 20 were invited."
    ]
    assert by_key["again"].tables[0].lines == (
        Line("Yes", ("13 of 17",)), Line("Perhaps", ("4 of 17",)), Line("No", ("0 of 17",)),
    )  # fmt: skip
    assert by_key["mattered"].words == (
        "Being believed",
        "Not being talked about while I'm sitting there",
    )


def test_on_the_running_board_one_stage_is_past_due_one_open_and_one_about_to_open(demo):
    now, reader = demo.starts_at, person(demo, HAS_ANSWERED)
    first, second, third = demo.running.stages.order_by("position")

    assert first.due_or_ends_at < now < second.due_or_ends_at
    assert third.opens_at == now + TWO_MINUTES
    assert [*opened_stages(reader, now)] == [first, second]
    assert [*open_stages(reader, now + TWO_MINUTES)] == [first, second, third]


def test_the_clock_starts_in_working_hours(demo):
    local = demo.starts_at.astimezone(LONDON)

    assert (f"{local:%A %H:%M}", local.date().isoweekday()) == ("Wednesday 08:58", 3)


def test_whoever_has_not_come_sees_nothing_and_once_consenting_only_what_is_always_open(demo, db):
    now, reader = demo.starts_at, person(demo, HAS_NOT_ANSWERED)
    assert Reply.objects.filter(board=demo.running).count() > 100
    assert read_by(reader, now) == set()

    version = demo.running.consent_versions.get()
    statements = dict.fromkeys(version.statements.all(), True)
    give_consent(participant=reader, version=version, answers=statements, now=now)

    hellos = read_by(reader, now, question__key="hello", kind=ReplyKind.ANSWER)
    assert len(hellos) == 17
    assert read_by(reader, now) == read_by(reader, now, question__reveal=Reveal.ALWAYS)
    assert hellos < read_by(reader, now)


def test_whoever_has_answered_reads_the_others_and_has_something_left_to_do(demo):
    now, reader = demo.starts_at, person(demo, HAS_ANSWERED)

    assert len(read_by(reader, now, question__key="hopes", kind=ReplyKind.ANSWER)) == 16
    assert set(
        unanswered_required(reader)
        .filter(stage__in=open_stages(reader, now))
        .values_list("key", flat=True)
    ) == {"surprised", "agree"}
    assert read_by(reader, now, question__key="surprised") == set()


def test_what_was_posted_since_their_last_visit_is_new_to_them(demo):
    reader = person(demo, HAS_ANSWERED)
    last_said = Reply.objects.filter(participant=reader).latest("posted_at").posted_at

    assert reader.last_came_at == last_said != reader.first_came_at


def test_answering_opens_the_others_replies(demo, db):
    now, reader = demo.starts_at, person(demo, HAS_ANSWERED)
    surprised = question(demo.running, "surprised")
    there = Reply.objects.answers().filter(question=surprised)
    assert there.count() == 6

    submit_answer(
        participant=reader, question=surprised, content=AnswerContent("The gloves."), now=now
    )

    assert read_by(reader, now, question=surprised, kind=ReplyKind.ANSWER) == set(
        there.exclude(participant=reader).values_list("current_version__text", flat=True)
    )


def test_the_finished_board_shows_what_can_happen_to_a_reply(demo):
    replies = Reply.objects.filter(board=demo.finished)
    corrected = ReplyVersion.objects.get(reply__board=demo.finished, number=2)

    assert (corrected.after_reading, corrected.text != "") == (True, True)
    assert replies.filter(concealed_at__isnull=False).count() == 1
    assert set(
        replies.filter(withdrawn_at__isnull=False).values_list("current_version__text", flat=True)
    ) == {""}
    probes = replies.filter(kind=ReplyKind.PROBE)
    assert probes.count() == probes.filter(children__participant__isnull=False).count() == 7
    assert replies.filter(private_to__isnull=False).count() == 2
    assert replies.filter(late=True).exists()


def test_the_group_mostly_finds_itself_in_its_summary(demo):
    votes = Counter(
        AnswerValue.objects.filter(version__reply__question__key="summary").values_list(
            "text", flat=True
        )
    )

    assert votes[Vote.AGREE] + votes[Vote.PARTLY] > 0.9 * votes.total()
    assert set(votes) == set(Vote.values)


def test_nothing_is_said_before_its_stage_opens_or_after_the_demo_starts(demo):
    said = Reply.objects.exclude(board=demo.draft)

    assert said.count() == Reply.objects.count()
    assert not said.filter(posted_at__gt=demo.starts_at).exists()
    for done in (Coding, Note, Star):
        assert done.objects.exists()
        assert not done.objects.filter(made_at__gt=demo.starts_at).exists()
    for board in (demo.running, demo.finished):
        for stage in board.stages.all():
            assert not Reply.objects.filter(
                Q(said_at__lt=stage.opens_at) | Q(posted_at__lt=stage.opens_at),
                question__stage=stage,
            ).exists()


def test_names_are_put_in_and_every_script_survives(demo):
    words = "\n".join(
        ReplyVersion.objects.values_list("text", flat=True).order_by("reply__board", "submitted_at")
    )

    assert not re.search(r"[{}]", words)
    assert [
        one
        for one in ("صبر", "dyfal donc a dyr y garreg", "gdzie kucharek", "🏓")
        if one not in words
    ] == []
    fifth = demo.running.participants.get(name="Member 12").pseudonym
    assert f"That {fifth} had to go into a corridor" in words


def test_the_mails_of_the_past_are_on_record_and_none_is_owed(demo, db):
    for board in (demo.running, demo.finished):
        invited = Notice.objects.filter(board=board.pk, kind="invitation", sent_at__isnull=False)
        assert invited.count() == 20
    assert not Notice.objects.open().exists()
    assert not Mail.objects.filter(accepted_at=None).exists()
    assert not Mail.objects.filter(address="").exists()
    assert set(Mail.objects.values_list("address", flat=True)) >= {
        "member14@example.org",
        "facilitator@example.org",
    }

    assert plan(now=demo.starts_at) == 0


def test_two_minutes_on_exactly_one_stage_is_told_to_everyone_who_can_take_part(demo, db):
    third = demo.running.stages.get(key="looking-forward")
    known = set(Notice.objects.values_list("pk", flat=True))

    plan(now=demo.starts_at + TWO_MINUTES)

    new = Notice.objects.exclude(pk__in=known)
    assert set(new.values_list("kind", "subject")) == {("stage_opened", third.pk)}
    unable = demo.running.participants.get(cannot_take_part_at__isnull=False)
    assert new.count() == 19
    assert unable.pk not in set(new.values_list("recipient", flat=True))


def test_each_board_that_has_run_is_staffed_by_facilitator_moderator_and_observer(demo):
    for board in (demo.running, demo.finished):
        assert {(one.role, one.user.email) for one in board.staff.current()} == {
            (Role.FACILITATOR, "facilitator@example.org"),
            (Role.MODERATOR, "moderator@example.org"),
            (Role.OBSERVER, "observer@example.org"),
        }
    assert User.objects.get(email="facilitator@example.org").may_create_boards


def test_the_command_prints_a_link_for_each_that_lets_them_in(demo, loaded):
    printed = loaded[1]
    staff = re.findall(r"(\w+) +http://localhost:8000/accounts/link/([\w-]+)/", printed)
    members = re.findall(r"(Member \d+).* http://localhost:8000/i/([\w-]+)/", printed)

    users = {
        role: SignInLink.objects.usable(token, now=demo.starts_at).get().user
        for role, token in staff
    }
    assert {role: user and user.email for role, user in users.items()} == {
        "Facilitator": "facilitator@example.org",
        "Moderator": "moderator@example.org",
        "Observer": "observer@example.org",
    }
    assert {
        name: PersonalLink.objects.living(token).get().participant.name for name, token in members
    } == {"Member 07": "Member 07", "Member 10": "Member 10"}
    assert "http://localhost:8000/demo/mail/" in printed


@pytest.mark.parametrize("name", ["running", "finished"])
def test_its_transcript_is_whole_and_valid(demo, db, tmp_path, name):
    board = getattr(demo, name)
    path = tmp_path / "transcript.json"
    call_command(
        "export_transcript", board.slug, format="json", output=str(path), stderr=StringIO()
    )

    told = document(path)
    Draft202012Validator(schema()).validate(told)
    assert len({row["reply"] for row in told["rows"]}) == board.replies.count()
    assert not re.search(r"Member|Dr (Parry|Lind)", path.read_text())


both_boards = pytest.mark.parametrize("name", ["running", "finished"])


@both_boards
def test_the_trail_tells_what_staff_did_at_the_desk(demo, name):
    told = Entry.objects.filter(board=getattr(demo, name).pk, at__lte=demo.starts_at)

    done = {
        "call_settled",
        "code_added",
        "person_away",
        "person_unable",
        "probe_prepared",
        "reply_concealed",
        "reply_redacted",
        "wish_declined",
    }
    assert set(told.filter(action__in=done).values_list("action", flat=True)) == done


@both_boards
def test_two_analysts_have_coded_with_a_codebook_of_two_levels(demo, name):
    codes = getattr(demo, name).codes.all()
    codings = Coding.objects.filter(code__board=getattr(demo, name))
    analysts = Counter(codings.values_list("made_by__email", flat=True))

    assert codes.filter(parent=None).exists()
    below = codes.exclude(parent=None)
    assert set(below) == set(below.filter(codings__isnull=False)) != set()
    assert set(analysts) == {"moderator@example.org", "facilitator@example.org"}
    both = codings.values("code", "version").annotate(by=Count("made_by")).filter(by=2)
    assert 0 < both.count() < min(analysts.values())


@both_boards
def test_each_of_the_staff_has_starred_something_and_read_what_they_had_to(demo, name):
    for member in getattr(demo, name).staff.current():
        readable = Reply.objects.for_staff(member)
        starred = readable.filter(stars__member=member)

        assert starred.count() == member.stars.count() > 0
        assert member.seen.count() > 0.5 * readable.count()
        assert member.first_came_at is not None


@both_boards
def test_notes_stand_beside_answers_and_questions_and_observers_read_those_for_them(demo, name):
    board = getattr(demo, name)
    notes = board.notes.filter(wants_probe=False)
    observer = board.staff.get(role=Role.OBSERVER)
    theirs = notes.filter(author=observer)
    shared = notes.filter(for_observers=True)

    assert {note.reply is None for note in notes} == {True, False}
    assert set(notes.for_staff(observer)) == set(shared)
    assert set() != set(theirs) < set(shared) < set(notes)


@both_boards
def test_what_an_observer_wished_was_asked_in_other_words_or_declined_with_a_reason(demo, name):
    board = getattr(demo, name)
    wishes = board.notes.filter(wants_probe=True)
    observer = board.staff.get(role=Role.OBSERVER)

    assert set(wishes.for_staff(observer)) == set(wishes.filter(author=observer)) == set(wishes)
    asked = wishes.filter(probe__isnull=False).select_related("probe__current_version")
    assert asked.exists()
    for wish in asked:
        assert wish.probe.staff.role == Role.MODERATOR
        assert wish.probe.current_version.text != wish.text
        assert wish.made_at < wish.probe.posted_at
    assert wishes.exclude(settled_why="").count() == 1
    assert wishes.open_wishes().count() == (1 if name == "running" else 0)


@both_boards
def test_questions_stand_ready_with_places_for_the_name_and_the_question(demo, name):
    ready = getattr(demo, name).prepared_probes.all()
    texts = [one.text for one in ready]

    assert [unknown_places(text) for text in texts] == [[]] * len(texts)
    assert [place for place in PLACES if not any(place in text for text in texts)] == []
    assert {one.question is None for one in ready} == {True, False}


def test_what_names_somebody_was_hidden_and_what_was_reported_was_settled(demo):
    for board, hidden in ((demo.finished, "[a consultant]"), (demo.running, "[a colleague]")):
        (version,) = ReplyVersion.objects.filter(reply__board=board, redactions__isnull=False)
        assert hidden in version.text
        assert [bool(re.search(r"Dr \w+", one)) for one in (version.original, version.text)] == [
            True,
            False,
        ]
        reported = Call.objects.filter(reply__board=board, settled_at__isnull=False)
        assert reported.filter(kind=CallKind.REPORT, reply__concealed_at__isnull=False).count() == 1


def test_on_the_running_board_one_call_was_answered_and_a_call_and_a_report_wait(demo):
    calls = Call.objects.filter(reply__board=demo.running)
    answered = calls.get(kind=CallKind.HELP, settled_at__isnull=False)
    told = Notice.objects.filter(subject__in=calls.values("pk"), sent_at__isnull=False)

    assert answered.reply.children.get().staff == demo.running.staff.get(role=Role.FACILITATOR)
    assert sorted(calls.open().values_list("kind", flat=True)) == [CallKind.HELP, CallKind.REPORT]
    assert {one.subject: one.sent_at for one in told} == {one.pk: one.made_at for one in calls}


def test_on_the_running_board_some_first_posts_were_acknowledged_and_some_wait(demo):
    facilitator = demo.running.staff.get(role=Role.FACILITATOR)
    waiting = unacknowledged_first_posts(facilitator)

    assert set(waiting.values_list("participant__name", flat=True)) == {
        f"Member {number}" for number in (11, 15, 17, 20, 22)
    }
    assert facilitator.acknowledgement.startswith("Thank you, {name}.")


def test_on_the_running_board_a_probe_waits_for_its_reply(demo):
    moderator = demo.running.staff.get(role=Role.MODERATOR)

    assert unanswered_probes(moderator).get().question.key == "agree"


def test_somebody_is_away_and_somebody_cannot_take_part_for_a_reason(demo):
    away = demo.running.participants.get(away_until__isnull=False)
    back = demo.finished.participants.get(away_until__isnull=False)

    assert away.away_until == demo.starts_at.date() + timedelta(days=1)
    last_said = Reply.objects.filter(participant=back).latest("posted_at").posted_at
    assert last_said.astimezone(LONDON).date() == back.away_until
    unable = Participant.objects.filter(cannot_take_part_at__isnull=False)
    assert Counter(unable.values_list("board__slug", "cannot_take_part_why")) == {
        (demo.running.slug, "new post"): 1,
        (demo.finished.slug, "leave"): 3,
    }
