"""What answers show besides their words, as one participant gets it."""

import uuid
from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from bulletin.media.looks import Place
from participants.kinds import KINDS
from participants.models import AnswerValue, Reply, ReplyVersion
from sessions.enums import Kind


def shows_beside(kind: str) -> bool:
    return KINDS[Kind(kind)].shows_beside


def beside_of(kind: str, versions: Iterable[uuid.UUID], slug: str) -> dict[str, SafeString]:
    """By version, of those that their reader has been found to read; two queries."""
    shown = ReplyVersion.objects.filter(pk__in=list(versions)).prefetch_related(
        Prefetch("values", AnswerValue.objects.select_related("item", "file"))
    )
    return {str(one.pk): KINDS[Kind(kind)].beside(one, slug, Place.BOARD) for one in shown}


def beside_reply(reply: Reply) -> SafeString:
    """Of one reply as it stands."""
    kind, version = reply.question.kind, reply.current_version_id
    if version is None or not shows_beside(kind):
        return SafeString()
    return beside_of(kind, [version], reply.question.stage.board.slug)[str(version)]
