"""Words that name somebody read as something else, everywhere; the original lies beside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.privacy.scrubbing import scrubbing
from bulletin.text import plain
from bulletin.text.ranges import Range, occurrences, replace_ranges
from participants.actions.posting import take_turns
from participants.enums import ReplyKind
from participants.kinds.content import content_of
from participants.lexemes import lexemes_of
from participants.models import AnswerValue, Draft, Redaction, Reply, ReplyVersion
from participants.phrases import Place, Words, places_at, places_in, words_of
from sessions.actions.errors import Refused

# A form's boxes that hold words; what is chosen is held as ids and numbers.
BOXES_OF_WORDS = ("text", "missed", "other", "caption")


@transaction.atomic
def redact_phrase(
    *,
    reply: Reply,
    phrase: str,
    replacement: str,
    by: User,
    now: datetime,
    in_longer: bool = False,
) -> int:
    """Wherever the phrase stands in the reply, `replacement` is read from now on; how often.

    In every version, in the words of "other", and in what its author has typed to correct it.
    Raises Refused where it stands nowhere.
    """
    if reply.participant:
        take_turns(reply.participant, reply.question)
    places = places_in(words_of(reply, lock=True), phrase, in_longer=in_longer)
    if not places:
        raise Refused(_("These words stand nowhere in this reply."), field="phrase")
    _hide_all(reply, places, replacement, by, now)
    _rewrite_draft(reply, plain.clean(phrase), replacement, in_longer)
    return len(places)


@transaction.atomic
def redact_ranges(
    *,
    reply: Reply,
    ranges: Mapping[UUID, Sequence[Range]],
    replacement: str,
    by: User,
    now: datetime,
) -> int:
    """`replacement` is read from now on in these ranges of what was submitted; in how many places.

    `ranges` goes by the id of the version, or of the value, in whose text they lie. The same
    words go from what the author has typed to correct it. What is hidden already stays so.
    """
    if reply.participant:
        take_turns(reply.participant, reply.question)
    places = [
        place
        for words in words_of(reply, lock=True)
        for place in places_at(words, ranges.get(words.holder.pk, ()))
    ]
    if not places:
        return 0
    _hide_all(reply, places, replacement, by, now)
    phrases = {place.words.submitted[place.start : place.end] for place in places}
    for phrase in sorted(phrases, key=len, reverse=True):
        _rewrite_draft(reply, phrase, replacement, in_longer=False)
    return len(places)


@transaction.atomic
def take_back(*, redaction: Redaction, by: User, now: datetime) -> bool:
    """What was hidden together with this is read again as it was submitted.

    False, and nothing changes, where its words are destroyed, or it was taken back before.
    """
    reply = redaction.version.reply
    taken, _models = Redaction.objects.standing().made_with(redaction).delete()
    if taken:
        rewrite(reply)
        _record("redaction_taken_back", reply, by, now)
    return bool(taken)


@transaction.atomic
def destroy_originals(*, reply: Reply, by: User, now: datetime) -> bool:
    """Nobody can read any more what was written under the reply's redactions.

    False, and nothing changes, where nothing lies beneath them.
    """
    destroyed = destroy_beneath(Redaction.objects.standing().of(reply), by=by.pk, now=now)
    if destroyed:
        _record("original_destroyed", reply, by, now)
    return bool(destroyed)


@transaction.atomic
def destroy_beneath(
    redactions: QuerySet[Redaction], *, by: UUID | Combinable, now: datetime
) -> int:
    """Nothing lies any more beneath these, which stand; how many there were."""
    versions = list(redactions.values_list("version", flat=True))
    AnswerValue.objects.filter(version__in=versions).update(original="")
    ReplyVersion.objects.filter(pk__in=versions).update(original="")
    return redactions.update(destroyed_at=now, destroyed_by=by)


def note_original_read(*, reply: Reply, by: User, now: datetime) -> None:
    _record("original_read", reply, by, now)


@transaction.atomic
def rewrite(reply: Reply) -> None:
    """What is read and found of the reply is what its standing redactions leave.

    Without one it is what was submitted, and no original lies beside.
    """
    with scrubbing():
        changed = [words for words in words_of(reply, lock=True) if _put(words)]
        for version in {words.version for words in changed}:
            version.html = plain.to_html(version.text)
            version.lexemes = lexemes_of(content_of(version).all_words, reply.board)
            version.save(update_fields=["text", "original", "html", "lexemes"])


def _put(words: Words) -> bool:
    """Whether the text reads otherwise than before, or its original lies elsewhere."""
    holder, submitted = words.value or words.version, words.submitted
    text = replace_ranges(submitted, words.replaced)
    original = submitted if words.replaced else ""
    if (text, original) == (holder.text, holder.original):
        return False
    holder.text, holder.original = text, original
    if words.value:
        words.value.save(update_fields=["text", "original"])
    return True


def _hide_all(reply: Reply, places: list[Place], replacement: str, by: User, now: datetime) -> None:
    for place in places:
        _hide(place, replacement, by, now)
    rewrite(reply)
    versions = len({place.words.version.pk for place in places})
    _record("reply_redacted", reply, by, now, places=len(places), versions=versions)


def _hide(place: Place, replacement: str, by: User, now: datetime) -> None:
    """One redaction stands there, in place of those that hid a part of it."""
    words = place.words
    covered = [one for one in words.redactions if place.start <= one.start and one.end <= place.end]
    Redaction.objects.filter(pk__in=[one.pk for one in covered]).delete()
    Redaction.objects.create(
        version=words.version,
        value=words.value,
        start=place.start,
        end=place.end,
        replacement=replacement,
        made_at=now,
        made_by=by,
    )


def _rewrite_draft(reply: Reply, phrase: str, replacement: str, in_longer: bool) -> None:
    """Else the words would come back with the correction that their author has begun."""
    if reply.kind != ReplyKind.ANSWER:
        return
    boxes = Draft.objects.filter(
        participant=reply.participant, question=reply.question, entry=reply.entry, parent=None
    )
    for draft in boxes:
        for box in filter(_holds_words, draft.fields):
            draft.fields[box] = [
                _without(phrase, normalize("NFC", typed), replacement, in_longer)
                for typed in draft.fields[box]
            ]
        draft.save(update_fields=["fields"])


def _holds_words(box: str) -> bool:
    """What there can be several of is numbered behind a dash."""
    return box.partition("-")[0] in BOXES_OF_WORDS or box.endswith("-comment")


def _without(phrase: str, words: str, replacement: str, in_longer: bool) -> str:
    found = occurrences(words, phrase, in_longer=in_longer)
    return replace_ranges(words, [(start, end, replacement) for start, end in found])


def _record(action: str, reply: Reply, by: User, now: datetime, **details: int) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=reply.board_id, subject=reply, **details
    )
