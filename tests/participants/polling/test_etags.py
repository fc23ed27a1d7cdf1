"""One ETag, one fragment: it tells of nothing that the page does not show (rule 1)."""

from collections.abc import Callable
from random import Random

import pytest
from django.utils import timezone, translation

from participants.board.replies import is_closed, prose_etag, replies_under
from participants.board.shown import shown_to
from participants.models import Participant, Reply, Resonance
from participants.web import Visit
from sessions.enums import Identity, Kind, Reveal
from sessions.models import Pause, Question
from tests import factories
from tests.factories import HOUR, NOW

pytestmark = pytest.mark.django_db

KINDS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {},
    Kind.SINGLE: {"options": ["Yes", "No"], "settings": {"other": True}},
    Kind.MULTIPLE: {"options": ["This", "That", "Another"]},
}
EVENTS = 40


class Life:
    """A board of a few people on which things happen at random to one question's replies."""

    def __init__(self, seed: int, kind: Kind, identity: Identity) -> None:
        self.random = Random(seed)
        self.board = factories.board(identity_peers=identity)
        stage = factories.stage(self.board)
        self.question = factories.question(stage, kind=kind, **KINDS[kind])  # type: ignore[arg-type]
        self.people = [factories.participant(self.board) for _ in range(4)]
        self.people.append(factories.participant(self.board, tester=True))
        self.staff = factories.facilitator(self.board)

    def happen(self) -> None:
        self.random.choice(self.events)()

    @property
    def events(self) -> list[Callable[[], object]]:
        said = [self.answer, self.answer, self.comment, self.probe, self.correct]
        return [*said, *self.to_states, *self.to_talk]

    @property
    def to_states(self) -> list[Callable[[], object]]:
        return [self.state, self.state, self.withdraw, self.rename, self.rename_staff, self.pause]

    @property
    def to_talk(self) -> list[Callable[[], object]]:
        return [self.quote, self.quote, self.mention, self.ring, self.ring]

    def quote(self) -> None:
        reply, quoted = self.any_reply(), self.any_reply()
        if reply and quoted and quoted.current_version and quoted.current_version.text:
            factories.quote(reply, quoted)

    def mention(self) -> None:
        if parent := self.any_reply():
            said = factories.comment(self.random.choice(self.people), parent, "And @you?")
            is_staff = self.random.random() < 0.2
            whom = self.staff if is_staff else self.random.choice(self.people)
            factories.mention(said, whom, "@you")

    def ring(self) -> None:
        person, reply = self.random.choice(self.people), self.any_reply()
        if reply and not Resonance.objects.filter(participant=person, reply=reply).delete()[0]:
            factories.resonance(person, reply)

    def answer(self) -> None:
        author = self.random.choice(self.people)
        if not author.replies.filter(kind="answer").exists():
            self.choose(factories.answer(author, self.question, self.words()))

    def choose(self, answer: Reply) -> None:
        items = list(self.question.wording.items.all())
        if items:
            factories.value(answer, self.random.choice(items).key)

    def words(self) -> str:
        return "" if is_closed(self.question) and self.random.random() < 0.7 else "Some words."

    def any_reply(self) -> Reply | None:
        replies = list(Reply.objects.order_by("posted_at", "pk"))
        return self.random.choice(replies) if replies else None

    def comment(self) -> None:
        if parent := self.any_reply():
            factories.comment(self.random.choice(self.people), parent)

    def probe(self) -> None:
        if parent := self.any_reply():
            private = parent.participant if self.random.random() < 0.4 else None
            factories.probe(self.staff, parent, private_to=private)

    def correct(self) -> None:
        answer = self.any_reply()
        if answer and answer.kind == "answer" and not answer.withdrawn_at:
            factories.version(answer, self.random.choice(["Some words.", "Others.", ""]))
            self.choose(answer)

    def state(self) -> None:
        if reply := self.any_reply():
            change = self.random.choice([factories.hold, factories.conceal, factories.reject])
            change(reply)

    def withdraw(self) -> None:
        if reply := self.any_reply():
            Reply.objects.filter(pk=reply.pk).update(withdrawn_at=NOW)

    def rename(self) -> None:
        number = self.random.randrange(1000)
        person = self.random.choice(self.people)
        names = {"name": f"Member {number}", "pseudonym": f"Heron {number}"}
        field = self.random.choice(["name", "pseudonym"])
        Participant.objects.filter(pk=person.pk).update(**{field: names[field]})

    def rename_staff(self) -> None:
        self.staff.display_name = f"Facilitator {self.random.randrange(3)}"
        self.staff.save()

    def pause(self) -> None:
        if not Pause.objects.filter(ended_at=None).update(ended_at=NOW - HOUR):
            factories.pause(self.board, started_at=NOW - 2 * HOUR)

    def looks_of(self, reader: Participant) -> tuple[str, str]:
        """The fragment this reader would get now, and its ETag as the page gives it."""
        fresh = Participant.objects.select_related("board").get(pk=reader.pk)
        visit = Visit(fresh, NOW, since=NOW - HOUR, preview=False)
        with timezone.override("Europe/London"), translation.override("en-gb"):
            shown = shown_to(visit, self.question.pk)
            replies = replies_under(shown, visit)
            again = shown_to(visit, self.question.pk)
            if not is_closed(self.question):
                assert prose_etag(again, visit) == replies.etag
        return replies.html.decode(), replies.etag


@pytest.mark.parametrize("identity", Identity)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_the_etag_is_another_where_the_fragment_is_and_nowhere_else(
    seed: int, kind: Kind, identity: Identity
) -> None:
    life = Life(seed, kind, identity)
    seen: dict[Participant, list[tuple[str, str]]] = {one: [] for one in life.people}
    for _ in range(EVENTS):
        life.happen()
        for reader, looks in seen.items():
            looks.append(life.looks_of(reader))
    for looks in seen.values():
        fragments, etags = zip(*looks, strict=True)
        assert len(set(looks)) == len(set(fragments)) == len(set(etags))
    assert any(len(set(looks)) > 2 for looks in seen.values())


def test_a_vote_that_is_not_yet_counted_does_not_move_anybodys_etag() -> None:
    life = Life(0, Kind.SINGLE, Identity.PSEUDONYM)
    me, second, third, _fourth, _tester = life.people
    life.choose(factories.answer(me, life.question, ""))
    before = life.looks_of(me)

    life.choose(factories.answer(second, life.question, ""))
    assert life.looks_of(me) == before

    life.choose(factories.answer(third, life.question, ""))
    counted = life.looks_of(me)
    assert counted[1] != before[1]

    again = second.replies.get()
    [chosen] = again.current_version.values.all()  # type: ignore[union-attr]
    factories.version(again, "")
    factories.value(again, chosen.item.key)  # type: ignore[union-attr]
    Participant.objects.filter(pk=third.pk).update(pseudonym="Zebra")
    assert life.looks_of(me) == counted


def test_a_reveal_that_changes_nothing_for_a_reader_is_not_told() -> None:
    life = Life(0, Kind.TEXT, Identity.PSEUDONYM)
    me, other, *_others = life.people
    factories.answer(me, life.question)
    factories.answer(other, life.question)
    before = life.looks_of(me)

    Question.objects.filter(pk=life.question.pk).update(reveal=Reveal.AFTER_STAGE)

    assert life.looks_of(me) == before
