"""Words that name somebody read as something else, everywhere; the original lies beside."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bulletin.accounts.models import User
from bulletin.privacy.scrubbing import scrubbing
from bulletin.text import plain
from bulletin.text.ranges import replace_ranges
from participants.kinds.base import content_of
from participants.lexemes import lexemes_of
from participants.models import AnswerValue, Redaction, ReplyVersion


@transaction.atomic
def redact(
    *,
    version: ReplyVersion,
    start: int,
    end: int,
    replacement: str,
    by: User,
    now: datetime,
    value: AnswerValue | None = None,
) -> Redaction:
    """These code points of what was submitted read as `replacement` on every page from now on.

    The range lies in the version's words, or in those of `value`, its "other".
    """
    redaction = Redaction.objects.create(
        version=version,
        value=value,
        start=start,
        end=end,
        replacement=replacement,
        made_at=now,
        made_by=by,
    )
    rewrite(version)
    return redaction


@transaction.atomic
def rewrite(version: ReplyVersion) -> None:
    """What is read and found of the version is what its standing redactions leave.

    Without one it is what was submitted, and no original lies beside.
    """
    version = ReplyVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    with scrubbing():
        for value in version.values.exclude(text=""):
            _rewrite_value(value)
        ranges = _ranges(Redaction.objects.filter(version=version, value=None))
        submitted = version.original or version.text
        version.text = replace_ranges(submitted, ranges)
        version.original = submitted if ranges else ""
        version.html = plain.to_html(version.text)
        words = content_of(version).all_words
        version.lexemes = lexemes_of(words, version.reply.board)
        version.save(update_fields=["text", "original", "html", "lexemes"])


def _rewrite_value(value: AnswerValue) -> None:
    ranges = _ranges(value.redactions.all())
    submitted = value.original or value.text
    value.text = replace_ranges(submitted, ranges)
    value.original = submitted if ranges else ""
    value.save(update_fields=["text", "original"])


def _ranges(redactions: QuerySet[Redaction]) -> list[tuple[int, int, str]]:
    """Those whose words are destroyed are part of the text already."""
    standing = redactions.filter(destroyed_at=None)
    return list(standing.values_list("start", "end", "replacement"))
