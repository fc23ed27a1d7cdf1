"""Who may take which transcript of a board."""

from moderation.enums import TranscriptNames
from sessions.enums import Audience, Identity
from sessions.models import StaffMember


def names_for(member: StaffMember) -> list[TranscriptNames]:
    """Under which names this staff member may export; the first is what their board chose.

    Facilitators may take any; moderators fresh labels and pseudonyms, and first names where
    the board exports under names at all. Observers and recruiters export nothing (rules 2
    and 9).
    """
    if not member.reads_everything:
        return []
    chosen = member.board.identity_for(Audience.EXPORTS)
    return [*map(TranscriptNames, _identities(member, chosen)), TranscriptNames.ANONYMOUS]


def _identities(member: StaffMember, chosen: Identity) -> list[Identity]:
    if member.is_facilitator:
        return [chosen, *(identity for identity in Identity if identity != chosen)]
    if chosen == Identity.PSEUDONYM:
        return [Identity.PSEUDONYM]
    return [Identity.FIRST_NAME, Identity.PSEUDONYM]
