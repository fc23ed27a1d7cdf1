"""A restored backup brings nobody back who was erased since (rule 14)."""

import json
import stat
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bulletin.privacy import kinds, ledger
from bulletin.privacy.ledger import Line
from bulletin.privacy.models import Erasure
from bulletin.privacy.reapplying import Reapplied, reapply
from moderation.enums import OnQuotation
from moderation.erasing.actions import KIND, decide, erase
from moderation.erasing.quoting import quoting
from moderation.models import Quotation
from participants.models import Participant
from sessions.models import Board
from tests import factories
from tests.bulletin.installation.test_backup import everything, here
from tests.moderation.erasing.life import NAME, WORDS, Life
from tests.moderation.searching import found_in_database, found_in_files

__all__ = ["here"]
pytestmark = pytest.mark.django_db(transaction=True)
NOW = factories.NOW


def erase_hiding_all(life: Life) -> None:
    choices = {one.target: OnQuotation.HIDE for one in quoting(life.person)}
    by = factories.facilitator(life.board).user.pk
    assert erase(participant=life.person, choices=choices, now=NOW, by=by)


def test_who_was_erased_since_the_backup_is_erased_in_what_comes_back(
    here: Path, board: Board, life: Life
) -> None:
    call_command("backup", str(here / "all.backup"))
    erase_hiding_all(life)
    assert found_in_database(WORDS) == []

    told = StringIO()
    call_command("restore", str(here / "all.backup"), stdout=told)

    assert "Erasures on record: 1. Carried out again: 1." in told.getvalue()
    assert found_in_database(WORDS) == []
    assert found_in_files(WORDS) == []
    again = Participant.objects.get(pk=life.person.pk)
    assert again.erased_at == NOW
    assert Erasure.objects.get().subject == life.person.pk
    before = everything()
    call_command("reapply_erasures", stdout=told)
    assert everything() == before


def test_without_the_ledger_they_would_be_back(here: Path, board: Board, life: Life) -> None:
    call_command("backup", str(here / "all.backup"))
    erase_hiding_all(life)
    (here / "erasures.jsonl").unlink()

    call_command("restore", str(here / "all.backup"), stdout=StringIO())

    assert Participant.objects.get(pk=life.person.pk).name == NAME


def test_a_decision_made_since_the_backup_is_carried_out_again(
    here: Path, board: Board, life: Life
) -> None:
    by = factories.facilitator(life.board).user
    erase(participant=life.person, choices={}, now=NOW, by=by.pk)
    call_command("backup", str(here / "all.backup"))
    waiting = Quotation.objects.get(target=life.comment.pk)
    assert decide(quotation=waiting, decision=OnQuotation.HIDE, by=by, now=NOW)

    call_command("restore", str(here / "all.backup"), stdout=StringIO())

    waiting.refresh_from_db()
    life.comment.refresh_from_db()
    assert waiting.decision == OnQuotation.HIDE
    assert life.comment.current_version is not None
    assert "kindest" not in life.comment.current_version.text


def test_the_ledger_holds_ids_and_times_and_only_its_owner_can_read_it(
    here: Path, board: Board, life: Life
) -> None:
    erase_hiding_all(life)

    file = here / "erasures.jsonl"
    (line,) = filter(None, file.read_text().splitlines())
    assert set(json.loads(line)) == {"kind", "subject", "at", "by", "also"}
    assert [word for word in WORDS if word in line] == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_line_that_was_cut_off_hides_no_other(here: Path, db: None) -> None:
    first, second = (Line(KIND, uuid.uuid4(), NOW) for _ in range(2))
    ledger.write(first)
    with (here / "erasures.jsonl").open("a") as file:
        file.write('{"kind": "parti')
    ledger.write(second)
    Erasure.objects.all().delete()

    assert {line.subject for line in ledger.lines()} == {first.subject, second.subject}


def test_who_came_after_the_backup_is_not_there_to_be_erased(here: Path, db: None) -> None:
    ledger.write(Line(KIND, uuid.uuid4(), NOW))

    assert reapply() == Reapplied(lines=1, done=0, unknown=())


def test_what_this_version_cannot_erase_is_an_error(here: Path, db: None) -> None:
    ledger.write(Line("something later", uuid.uuid4(), NOW))

    with pytest.raises(CommandError, match="something later"):
        call_command("reapply_erasures")


def test_a_line_that_fails_stops_no_other_and_is_named(
    here: Path, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = Line("failing", uuid.uuid4(), NOW - factories.HOUR)

    def fail(line: Line) -> bool:
        Participant.objects.filter(pk=life.person.pk).update(pseudonym="")
        raise ValueError(NAME)

    monkeypatch.setitem(kinds._kinds, "failing", fail)
    ledger.write(failing)
    ledger.write(Line(KIND, life.person.pk, NOW))

    with pytest.raises(CommandError) as raised:
        call_command("reapply_erasures")

    said = str(raised.value)
    assert f"failing {failing.subject} (ValueError)" in said
    assert "Do not start the services" in said
    assert str(life.person.pk) not in said
    assert NAME not in said
    assert Participant.objects.get(pk=life.person.pk).erased_at == NOW


def test_each_subject_is_told_once_with_all_that_was_hidden_for_it(here: Path, db: None) -> None:
    subject, one, other = (uuid.uuid4() for _ in range(3))
    ledger.write(Line(KIND, subject, NOW, None, (one,)))
    ledger.write(Line(KIND, subject, NOW, None, (other,)))

    (line,) = ledger.lines()
    assert set(line.also) == {one, other}
