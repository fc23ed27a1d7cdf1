"""Language codes as BCP 47 writes them: language, perhaps a script, perhaps a region."""

import re

# ISO 639-1. Languages without a two-letter code are named by any three letters (ISO 639-3).
_TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy"
    " da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht"
    " hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky"
    " la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny"
    " oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss"
    " st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo"
    " za zh zu".split()
)
_CODE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?", re.IGNORECASE)


def canonical_language(text: str) -> str | None:
    """`en-gb` as `en-GB`, `zh-hant-tw` as `zh-Hant-TW`; None for what is no language code."""
    found = _CODE.fullmatch(text.replace("_", "-"))
    if not found:
        return None
    language, script, region = found.groups()
    if len(language) == 2 and language.lower() not in _TWO_LETTERS:
        return None
    parts = [language.lower(), (script or "").title(), (region or "").upper()]
    return "-".join(part for part in parts if part)
