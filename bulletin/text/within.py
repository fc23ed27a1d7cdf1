"""The words of a label in the middle of a sentence, where they no longer begin one."""

from django.utils.translation import get_language, pgettext

_NOUNS_ARE_LARGE = ("de",)


def uncapitalised(words: object) -> str:
    """`By e-mail` as `by e-mail`: words that are large only because they stand alone."""
    return str(words)[:1].lower() + str(words)[1:]


def noun(words: object) -> str:
    """`Facilitator` as `facilitator`; as it is in a language that writes nouns large."""
    if (get_language() or "").startswith(_NOUNS_ARE_LARGE):
        return str(words)
    return uncapitalised(words)


def labelled(label: object, words: object) -> str:
    """`sector: health`, with the colon as the active language sets it."""
    return pgettext("a label and what it says", "%(label)s: %(words)s") % {
        "label": label,
        "words": words,
    }
