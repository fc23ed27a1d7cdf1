"""What is looked at before a launch: what the guide knows by itself, then people and their mail.

One more check is one more function, and a row in the table.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bulletin.privacy.enums import Destroyable
from moderation.launching.trials import Outcome, trial_of
from participants.models import Participant
from participants.notices.people import reachable
from participants.voices import missing_voices
from sessions.preflight import CHECKS, Check, Draft, Missing, Place, Weight


def _people(draft: Draft) -> Iterator[Missing]:
    """Whoever is invited: nobody need be yet, since a board is also launched for its testers."""
    there = Participant.objects.active().counted().filter(board=draft.board)
    if not there.exists():
        yield _remark("people", _("Nobody is on the roster yet."), Place.PEOPLE)
        return
    if not reachable().filter(board=draft.board, tester=False).exists():
        yield _remark("people", _("Nobody on the roster can be reached by mail."), Place.PEOPLE)
        return
    if without := there.filter(email="").count():
        words = ngettext(
            "%(count)d person has no address, and is not invited by mail.",
            "%(count)d people have no address, and are not invited by mail.",
            without,
        )
        yield _remark("people", words % {"count": without}, Place.PEOPLE)


def _voices(draft: Draft) -> Iterator[Missing]:
    for voice in missing_voices(draft.board):
        words = _("%(value)s: %(there)d of the %(wanted)d people who are needed.")
        counts = {"value": voice.segment.value, "there": voice.there, "wanted": voice.wanted}
        yield _remark("segments", words % counts, Place.VOICES)


def _destruction(draft: Draft) -> Iterator[Missing]:
    if len(draft.board.destruction_days) < len(Destroyable):
        words = _("Say when names, addresses and answers are destroyed: people are told before.")
        yield _remark("board.destruction", words, Place.DESTRUCTION)


def _mail(draft: Draft) -> Iterator[Missing]:
    trial = trial_of(draft.board, now=draft.now)
    weight = Weight.FINE if trial.outcome == Outcome.TAKEN else Weight.REMARK
    yield Missing("mail", trial.sentence, Place.MAIL, weight=weight)


def _remark(where: str, sentence: str, at: Place) -> Missing:
    return Missing(where, sentence, at, weight=Weight.REMARK)


ALL: tuple[Check, ...] = (
    *CHECKS,
    Check(gettext_lazy("People"), _people),
    Check(gettext_lazy("Whose voices are needed"), _voices),
    Check(gettext_lazy("What is destroyed, and when"), _destruction),
    Check(gettext_lazy("Mail"), _mail),
)
