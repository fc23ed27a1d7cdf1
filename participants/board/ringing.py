"""One post's place for saying that it rings true, as it stands after a press."""

from django.urls import reverse
from django.utils.translation import gettext as _

from participants.board.stands import rings_for
from participants.board.talk import Rings
from participants.models import Participant, Reply


def ring_of(participant: Participant, post: Reply) -> dict[str, object]:
    """What `_ring.html` shows to this person, and what is said of it once. One query."""
    ringing = post.resonances.told_to(tester=participant.tester)
    who = list(ringing.values_list("participant", flat=True))
    rings = Rings(len(who), participant.pk in who)
    told = rings_for(rings) if rings.number else ""
    said = (
        _("Rings true %(whom)s.") % {"whom": told}
        if rings.mine
        else _("It no longer counts as ringing true for you.")
    )
    return {
        "post": {
            "id": str(post.pk),
            "ring_link": reverse("resonance", args=[post.board.slug, post.pk]),
            "rung": rings.mine,
            "ring_for": told,
        },
        "says": said,
    }
