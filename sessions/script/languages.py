"""Language codes as BCP 47 writes them: language, perhaps a script, perhaps a region."""

import re

# ISO 639-1. Languages without a two-letter code are named by any three letters (ISO 639-3).
_TWO_LETTERS = frozenset(
    re.findall(
        "..",
        "aaabaeafakamanarasavayazbabebgbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffi"
        "fjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukv"
        "kwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurm"
        "rnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowa"
        "woxhyiyozazhzu",
    )
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
