"""Breaches of what was said."""

import uuid

from participants.enums import Channel, ReplyKind
from participants.models import AnswerValue, Call, Redaction, Reply
from sessions.enums import Kind
from tests import factories
from tests.factories import NOW

from .breaches import breaks_constraint, once_more, put
from .people import someone_asked


def an_answer() -> Reply:
    return factories.answer(*someone_asked())


def a_probe() -> Reply:
    answer = an_answer()
    return factories.probe(factories.facilitator(answer.board), answer)


@breaks_constraint
def one_answer_a_person_question_and_entry() -> None:
    person, question = someone_asked()
    factories.answer(person, question)
    factories.answer(person, question)


@breaks_constraint
def a_file_that_is_sent_twice_is_there_once() -> None:
    person, question = someone_asked()
    key = uuid.uuid4()
    for _each in range(2):
        factories.upload(person, question, key=key)


@breaks_constraint
def a_reply_has_one_author() -> None:
    probe = a_probe()
    author = factories.participant(probe.board)
    put(probe, kind=ReplyKind.COMMENT, participant=author)


@breaks_constraint
def an_answer_begins_a_thread() -> None:
    answer = an_answer()
    put(factories.comment(factories.participant(answer.board), answer), kind=ReplyKind.ANSWER)


@breaks_constraint
def a_probe_is_staffs_and_hangs_on_something() -> None:
    answer = an_answer()
    put(factories.comment(factories.participant(answer.board), answer), kind=ReplyKind.PROBE)


@breaks_constraint
def a_comment_hangs_on_something_or_is_private() -> None:
    put(factories.call_for_help(*someone_asked()), private_to=None)


@breaks_constraint
def a_reply_without_a_parent_begins_its_thread() -> None:
    person, question = someone_asked()
    answer = factories.answer(person, question)
    put(factories.call_for_help(person, question), thread=answer)


@breaks_constraint
def what_is_written_to_a_reply_hangs_on_something() -> None:
    answer = an_answer()
    put(an_answer(), in_reply_to=answer)


@breaks_constraint
def only_a_probe_needs_a_reply() -> None:
    put(an_answer(), needs_reply=True)


@breaks_constraint
def a_rejection_has_a_time_and_a_person() -> None:
    put(an_answer(), rejected_at=NOW)


@breaks_constraint
def a_concealment_has_a_time_and_a_person() -> None:
    put(an_answer(), concealed_at=NOW)


@breaks_constraint
def a_reply_version_number_is_used_once() -> None:
    once_more(an_answer().versions.get())


@breaks_constraint
def what_came_by_another_channel_was_entered_by_someone() -> None:
    put(an_answer().versions.get(), channel=Channel.EMAIL)


@breaks_constraint
def what_was_taken_back_says_nothing() -> None:
    put(an_answer().versions.get(), withdrawn_at=NOW)


@breaks_constraint
def one_value_a_version_item_and_place() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["Yes"])
    answer = factories.answer(factories.participant(board), question)
    factories.value(answer, "yes")
    factories.value(answer, "yes")


@breaks_constraint
def a_file_has_its_place_in_an_answer() -> None:
    answer = an_answer()
    file = factories.picture(answer.board)
    AnswerValue.objects.create(version=answer.versions.get(), file=file)


@breaks_constraint
def a_mark_is_on_its_picture() -> None:
    version = an_answer().versions.get()
    AnswerValue.objects.create(version=version, place=1, across=1001, down=1000)


@breaks_constraint
def a_redaction_covers_something() -> None:
    answer = an_answer()
    Redaction.objects.create(
        id=uuid.uuid4(),
        version=answer.versions.get(),
        start=3,
        end=3,
        replacement="[name]",
        made_at=NOW,
        made_by=factories.facilitator(answer.board).user,
    )


@breaks_constraint
def a_destruction_has_a_time_and_a_person() -> None:
    put(factories.redact(an_answer(), "answer"), destroyed_at=NOW)


def a_call() -> Call:
    person, question = someone_asked()
    return factories.call(person, factories.call_for_help(person, question))


@breaks_constraint
def a_person_calls_once_about_a_reply() -> None:
    once_more(a_call())


@breaks_constraint
def a_settled_call_has_a_time_and_a_person() -> None:
    put(a_call(), settled_at=NOW)


def _comment() -> Reply:
    answer = an_answer()
    return factories.comment(factories.participant(answer.board), answer)


@breaks_constraint
def one_quote_a_version_and_position() -> None:
    comment = _comment()
    once_more(factories.quote(comment, comment.thread))


@breaks_constraint
def a_quote_has_words() -> None:
    comment = _comment()
    put(factories.quote(comment, comment.thread), end=0)


@breaks_constraint
def one_mention_a_version_and_place() -> None:
    comment = _comment()
    once_more(factories.mention(comment, factories.facilitator(comment.board), "comment"))


@breaks_constraint
def a_mention_covers_something() -> None:
    comment = _comment()
    put(factories.mention(comment, factories.facilitator(comment.board), "comment"), end=0)


@breaks_constraint
def a_mention_means_one_person() -> None:
    comment = _comment()
    put(factories.mention(comment, factories.facilitator(comment.board), "comment"), staff=None)


@breaks_constraint
def a_post_rings_true_once_for_a_person() -> None:
    answer = an_answer()
    once_more(factories.resonance(factories.participant(answer.board), answer))
