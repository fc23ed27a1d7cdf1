"""One person of whom there is something wherever a person can leave anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from bulletin.outbox.models import Mail, Notice
from bulletin.privacy.emptying import scrubbed_fields
from bulletin.privacy.scrubbing import scrubbing
from moderation.models import Note, Transcript
from participants.enums import WhySkipped
from participants.models import (
    AnswerValue,
    Call,
    Consent,
    Device,
    Draft,
    Extension,
    Participant,
    PersonalLink,
    Reply,
    ReplyVersion,
    Skip,
    Thanks,
    Verdict,
)
from sessions.enums import Kind
from sessions.models import Board, Question, Segment, Stimulus, WorkingCopy
from tests import factories

NOW = factories.NOW
NAME, PSEUDONYM, EMAIL = "Zebulon Quist", "Amber Wagtail", "zebulon@quist.example.net"
SAID = "Quornbury had the kindest heron of all."
QUOTED = "had the kindest heron of all"
# What is planted into every field of theirs that says it is scrubbed.
PLANTED = "Plantedwort"
WORDS = (NAME, "Zebulon", PSEUDONYM, EMAIL, "Quornbury", "kindest heron", PLANTED)


@dataclass
class Life:
    board: Board
    person: Participant
    peer: Participant
    answer: Reply
    question: Question
    comment: Reply
    """A peer's, which quotes them."""

    def rows(self) -> dict[type[models.Model], Any]:
        """Theirs, by model: all in which something is declared scrubbed."""
        said = Reply.objects.filter(participant=self.person)
        return {
            Participant: Participant.objects.filter(pk=self.person.pk),
            User: User.objects.filter(email=EMAIL),
            Reply: said,
            ReplyVersion: ReplyVersion.objects.filter(reply__in=said),
            AnswerValue: AnswerValue.objects.filter(version__reply__in=said),
            Call: Call.objects.filter(participant=self.person),
            Consent: Consent.objects.filter(participant=self.person),
            Device: Device.objects.filter(participant=self.person),
            Draft: Draft.objects.filter(participant=self.person),
            Extension: Extension.objects.filter(participant=self.person),
            Skip: Skip.objects.filter(participant=self.person),
            Thanks: Thanks.objects.filter(participant=self.person),
            Verdict: Verdict.objects.filter(participant=self.person),
            MediaFile: MediaFile.objects.filter(upload__participant=self.person),
            Mail: Mail.objects.filter(recipient=self.person.pk),
            Notice: Notice.objects.filter(recipient=self.person.pk),
            Note: Note.objects.filter(reply__in=said),
            Transcript: Transcript.objects.filter(board=self.board),
        }

    def left(self) -> Iterator[str]:
        """The fields of theirs that still hold something."""
        for model, rows in self.rows().items():
            for field in scrubbed_fields(model):
                for value in rows.values_list(field.name, flat=True):
                    if value not in ("", None, {}):
                        yield f"{model._meta.label}.{field.name}"


def life_on(board: Board) -> Life:
    stage = factories.stage(board)
    question = factories.question(stage)
    user = factories.user(EMAIL, name=NAME)
    sector = factories.segment_set(board, "sector", "health")
    person = factories.participant(
        board,
        name=NAME,
        pseudonym=PSEUDONYM,
        email=EMAIL,
        user=user,
        segments=[factories.segment(sector, "health")],
    )
    peer = factories.participant(board, name="Member 02", pseudonym="Heron 02")
    answer = factories.answer(person, question, f"First, {SAID}")
    factories.version(answer, SAID)
    factories.redact(answer, "Quornbury")
    made = Life(
        board,
        person,
        peer,
        answer,
        question,
        factories.comment(peer, answer, f"I like that it {QUOTED}, {PSEUDONYM}."),
    )
    _answer_everything(made)
    _leave_traces(made)
    _quote(made)
    _plant(made)
    return made


def _answer_everything(life: Life) -> None:
    stage, person = life.question.stage, life.person
    single = factories.question(
        stage, kind=Kind.SINGLE, options=["Yes", "No"], settings={"other": True}
    )
    chosen = factories.answer(person, single, "")
    factories.value(chosen, "yes")
    factories.value(chosen, text=f"Other: {SAID}")
    sent = factories.answer(person, factories.question(stage, kind=Kind.FILE), "")
    factories.file_in(sent, f"A picture: {SAID}")
    factories.upload(person, stage.questions.get(kind=Kind.FILE), colour="blue")
    drawn = factories.answer(person, factories.question(stage, kind=Kind.ANNOTATE), "")
    factories.mark(drawn, 500, 500, f"Here {SAID}")
    of_peer = factories.answer(life.peer, life.question, "Nothing of the kind.")
    said = factories.comment(person, of_peer, SAID)
    factories.comment(life.peer, said, "A reply that stays.")
    member = factories.facilitator(life.board)
    factories.probe(member, life.answer, f"{PSEUDONYM}, can you say more?", private_to=person)
    factories.call_for_help(person, life.question, f"Help! {SAID}")
    factories.call(person, of_peer, why=SAID)
    factories.call(life.peer, life.answer, why=f"{NAME} names somebody.")
    spoken_to = factories.comment(life.peer, life.answer, f"And you, @{PSEUDONYM}?")
    factories.mention(spoken_to, person, f"@{PSEUDONYM}")
    factories.mention(said, life.peer, SAID)
    factories.quote(spoken_to, life.answer)
    factories.quote(said, of_peer)
    factories.resonance(person, of_peer)
    factories.resonance(life.peer, life.answer)
    factories.reject(factories.answer(person, factories.question(stage), SAID))


def _leave_traces(life: Life) -> None:
    person, question = life.person, life.question
    member = factories.facilitator(life.board)
    factories.extension(person, question.stage, NOW)
    last = factories.question(question.stage)
    Skip.objects.create(
        participant=person,
        question=last,
        skipped_at=NOW,
        why=WhySkipped.PRIVATE,
        reason=f"Not {SAID}",
    )
    Draft.objects.create(
        participant=person,
        question=last,
        question_version=last.wording,
        fields={"text": [SAID]},
        saved_at=NOW,
    )
    link = PersonalLink.objects.create(participant=person, digest=b"1" * 32, created_at=NOW)
    Device.objects.create(participant=person, link=link, let_in_at=NOW, proved_address=EMAIL)
    factories.findings(life.board)
    factories.verdict(person, words=SAID)
    Thanks.objects.create(participant=person, sent_at=NOW, sent_by=member.user)
    mail = factories.mail(recipient=person.pk, board=life.board.pk, address=EMAIL)
    factories.notice(recipient=person.pk, board=life.board.pk, mail=mail)
    factories.note(member, life.answer, f"{NAME} again.")
    Entry.objects.record(
        "tried", now=NOW, actor=None, board=life.board.pk, who=NAME, deeper=[EMAIL, "kept"]
    )
    transcript = Transcript.objects.create(
        board=life.board,
        format="json",
        identity="pseudonym",
        asked_at=NOW,
        started_at=NOW,
        finished_at=NOW,
        checksum="0",
    )
    transcript.file.save(f"{transcript.pk}-1.json", ContentFile(SAID.encode()))


def _quote(life: Life) -> None:
    """In each text that somebody else may write."""
    board, member = life.board, factories.facilitator(life.board)
    said = f"They said it {QUOTED}."
    question = factories.question(life.question.stage, prompt=said, options=[f"That it {QUOTED}"])
    factories.note(member, question, said)
    factories.statement(board, said)
    factories.prepared_probe(board, said)
    factories.code(board, "Heron").__class__.objects.filter(board=board).update(description=said)
    factories.pause(board, ended_at=NOW).__class__.objects.filter(board=board).update(message=said)
    WorkingCopy.objects.create(
        question=question,
        script={"prompt": said, "options": [{"text": said}]},
        saved_at=NOW,
        saved_by=member.user,
    )
    board.welcome, board.welcome_html = said, f"<p>{said}</p>"
    board.save(update_fields=["welcome", "welcome_html"])
    life.question.stage.__class__.objects.filter(pk=life.question.stage_id).update(
        introduction=said, introduction_html=f"<p>{said}</p>"
    )
    board.consent_versions.update(information=said, information_html=f"<p>{said}</p>")
    board.consent_versions.get().statements.filter(key="quoted").update(text=said)
    factories.reject(factories.answer(life.peer, question, "No."))
    Reply.objects.filter(participant=life.peer, rejected_at=NOW).update(rejected_why=said)
    factories.announcement(board, text=said)
    factories.verdict(life.peer, words=said)
    board.findings.text, board.findings.text_html = said, f"<p>{said}</p>"
    board.findings.save(update_fields=["text", "text_html"])
    picture = factories.picture(board, "harbour")
    MediaFile.objects.filter(pk=picture.pk).update(alternative=said)
    hidden = factories.comment(life.peer, life.answer, f"Under it: {said}")
    factories.redact(hidden, "Under", said)
    _quote_of_peer(life, said, hidden)


def _quote_of_peer(life: Life, said: str, comment: Reply) -> None:
    """In what is kept of somebody else, and in what staff say of the guide."""
    board, peer, by = life.board, life.peer, factories.facilitator(life.board).user
    factories.call(peer, comment, why=said)
    factories.extension(peer, life.question.stage, NOW)
    Extension.objects.filter(participant=peer).update(reason=said)
    skipped = factories.question(life.question.stage, hidden_why=said)
    Skip.objects.create(participant=peer, question=skipped, skipped_at=NOW, reason=said)
    Participant.objects.filter(pk=peer.pk).update(deactivated_why=said)
    Consent.objects.filter(participant=peer).update(source=said)
    with scrubbing():
        ReplyVersion.objects.filter(reply=comment).update(source=said)
    picture = factories.picture(board, "quay")
    Stimulus.objects.create(version=skipped.wording, file=picture, alternative=said, position=1)
    factories.thank_you(board, said)
    Thanks.objects.create(participant=peer, sent_at=NOW, sent_by=by, reason=said)
    Segment.objects.create(segment_set=board.segment_sets.get(), value=said, position=9)


def _plant(life: Life) -> None:
    """A word into every field of theirs that takes one, and is empty."""
    with scrubbing():
        for model, rows in life.rows().items():
            for field in scrubbed_fields(model):
                if isinstance(field, models.CharField | models.TextField):
                    rows.filter(**{field.name: ""}).update(**{field.name: PLANTED})
