"""A post rings true for somebody, or does not any more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participants import rules
from participants.actions.posting import NotOpen, take_turns
from participants.models import Participant, Reply, Resonance


@transaction.atomic
def ring_true(*, participant: Participant, post: Reply, now: datetime) -> bool:
    """The post rings true for this person; False where it did before.

    Raises NotOpen where they may not say so now.
    """
    take_turns(participant, to_post_at=None)
    if not rules.may_resonate(participant, post, now):
        raise NotOpen(_("This cannot be changed at present."))
    _row, is_new = Resonance.objects.get_or_create(
        participant=participant,
        reply=post,
        defaults={"question_id": post.question_id, "at": now},
    )
    return is_new


@transaction.atomic
def take_back(*, participant: Participant, post: Reply, now: datetime) -> bool:
    """It does not any more; False where it did not before. Raises NotOpen like `ring_true`."""
    take_turns(participant, to_post_at=None)
    if not rules.may_resonate(participant, post, now):
        raise NotOpen(_("This cannot be changed at present."))
    gone, _models = Resonance.objects.filter(participant=participant, reply=post).delete()
    return bool(gone)
