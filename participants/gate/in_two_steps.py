"""The gate for the page of one question, whose statements ask it in two steps.

The question comes first: does it exist for this person, and is it opened to reading
(`participants.board.shown`)? Its replies are asked for with these answers at hand, an instant
later, as if the page had been asked for that much earlier. They must never come from anywhere
else: `make lint` lets nothing import this but `participants.board.rows`.
"""

import uuid

from django.db.models import Q

from participants.gate.peers import of_own_segment, staff_in_own_thread, unhidden
from participants.models import Participant

NOTHING = Q(pk__in=[])


def visible_under(
    participant: Participant, question: uuid.UUID, *, hidden: bool, opened: bool, grouped: bool
) -> Q:
    """True for the replies that this participant may read under a question within their reach.

    `hidden` says whether the question is, `opened` whether others' replies are, and `grouped`
    whether within one's own segment alone.
    """
    here, own = Q(question=question), Q(participant=participant)
    if hidden:
        return here & own & Q(board=participant.board_id)
    others = unhidden(participant)
    if grouped or not opened:
        opening = of_own_segment(participant) if opened else NOTHING
        others &= staff_in_own_thread(participant) | opening
    return here & (own | others)
