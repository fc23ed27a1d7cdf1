"""Breaches in accounts, health, outbox, privacy, codes and transcripts."""

import uuid
from datetime import timedelta

from bulletin.health.enums import Alarm
from bulletin.health.models import Episode
from bulletin.outbox.models import Mail, Notice
from bulletin.privacy.models import Erasure
from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.models import Code, Coding, Note, Passage, Quotation, Star, Statement, Transcript
from tests import factories
from tests.factories import NOW

from .breaches import breaks_constraint, once_more, put
from .replies import an_answer


@breaks_constraint
def user_email_is_unique_whatever_its_case() -> None:
    factories.user("anna@example.org")
    factories.user("ANNA@example.org")


@breaks_constraint
def a_guide_calls_one_file_by_a_name() -> None:
    once_more(factories.picture(factories.board(), "harbour"))


def _mail() -> Mail:
    return Mail.objects.create(
        recipient=uuid.uuid4(), message_id="<1@example.org>", created_at=NOW, due_at=NOW
    )


@breaks_constraint
def a_mail_is_not_both_accepted_and_failed() -> None:
    put(_mail(), accepted_at=NOW, failed_at=NOW)


@breaks_constraint
def a_mail_handed_over_again_was_handed_over_before() -> None:
    put(_mail(), handed_over_again_at=NOW)


def _notice() -> Notice:
    return Notice.objects.create(
        kind="invitation",
        recipient=uuid.uuid4(),
        subject=uuid.uuid4(),
        planned_at=NOW,
        due_at=NOW,
    )


@breaks_constraint
def a_notice_is_planned_once() -> None:
    once_more(_notice())


@breaks_constraint
def a_sent_notice_keeps_no_secret() -> None:
    put(_notice(), sent_at=NOW, secret="123456")


def _episode() -> Episode:
    return Episode.objects.create(alarm=Alarm.SWEEPS, since=NOW, noticed_at=NOW)


@breaks_constraint
def one_open_episode_an_alarm() -> None:
    once_more(_episode())


@breaks_constraint
def an_episode_is_over_after_it_was_noticed() -> None:
    put(_episode(), over_at=NOW - timedelta(seconds=1))


@breaks_constraint
def one_erasure_a_kind_and_subject() -> None:
    once_more(Erasure.objects.create(subject=uuid.uuid4(), kind="participant", erased_at=NOW))


def _quotation() -> Quotation:
    person = factories.participant(factories.board())
    return Quotation.objects.create(participant=person, kind="reply", target=uuid.uuid4())


@breaks_constraint
def a_quotation_is_found_once() -> None:
    once_more(_quotation())


@breaks_constraint
def a_decision_on_a_quotation_has_a_time() -> None:
    put(_quotation(), decision="leave")


@breaks_constraint
def a_code_is_named_once_a_board() -> None:
    once_more(Code.objects.create(board=factories.board(), name="Trust"))


@breaks_constraint
def a_removed_code_has_a_time_and_a_person() -> None:
    put(Code.objects.create(board=factories.board(), name="Trust"), removed_at=NOW)


def _coding() -> Coding:
    answer = an_answer()
    return Coding.objects.create(
        code=Code.objects.create(board=answer.board, name="Trust"),
        version=answer.versions.get(),
        made_at=NOW,
        made_by=factories.facilitator(answer.board).user,
    )


@breaks_constraint
def one_coding_a_code_range_and_analyst() -> None:
    once_more(_coding())


@breaks_constraint
def a_coded_range_covers_something() -> None:
    put(_coding(), start=3, end=3)


def _passage() -> Passage:
    return factories.passage(an_answer())


@breaks_constraint
def a_passage_is_collected_once() -> None:
    once_more(_passage())


@breaks_constraint
def a_passage_covers_something() -> None:
    put(_passage(), start=3, end=3)


def _statement() -> Statement:
    question = an_answer().question
    return factories.statement(question.stage.board, question=question, key="one")


@breaks_constraint
def a_summarys_item_has_one_statement() -> None:
    once_more(_statement())


@breaks_constraint
def a_statement_of_a_summary_has_a_key() -> None:
    put(_statement(), key="")


@breaks_constraint
def a_removed_statement_has_a_time_and_a_person() -> None:
    put(_statement(), removed_at=NOW)


@breaks_constraint
def a_finished_transcript_has_a_checksum() -> None:
    Transcript.objects.create(
        board=factories.board(),
        format=TranscriptFormat.CSV,
        identity=TranscriptNames.PSEUDONYM,
        asked_at=NOW,
        finished_at=NOW,
    )


def _transcript() -> Transcript:
    return Transcript.objects.create(
        board=factories.board(),
        format=TranscriptFormat.CSV,
        identity=TranscriptNames.PSEUDONYM,
        asked_at=NOW,
    )


@breaks_constraint
def a_cancelled_transcript_has_a_time_and_a_person() -> None:
    put(_transcript(), cancelled_at=NOW)


@breaks_constraint
def a_cancelled_transcript_was_not_finished() -> None:
    by = factories.user()
    done = {"finished_at": NOW, "checksum": "0" * 64}
    put(_transcript(), cancelled_at=NOW, cancelled_by=by, **done)


@breaks_constraint
def a_reply_is_seen_once() -> None:
    answer = an_answer()
    once_more(factories.seen(factories.facilitator(answer.board), answer))


@breaks_constraint
def a_reply_is_starred_once() -> None:
    answer = an_answer()
    once_more(
        Star.objects.create(member=factories.facilitator(answer.board), reply=answer, made_at=NOW)
    )


def _note() -> Note:
    answer = an_answer()
    return Note.objects.create(
        board=answer.board,
        question=answer.question,
        reply=answer,
        author=factories.facilitator(answer.board),
        text="Interesting.",
        made_at=NOW,
    )


@breaks_constraint
def a_wish_for_a_probe_is_about_a_reply() -> None:
    put(_note(), reply=None, wants_probe=True)


@breaks_constraint
def a_settled_note_has_a_time_and_a_person() -> None:
    put(_note(), settled_at=NOW)
