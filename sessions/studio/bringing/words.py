"""The words by which a guide says what a line is, in the languages we read: en, fr, de, es."""

import re

_NOTE = (
    r"(?:private\s+|moderator(?:'s|\u2019s)?\s+|staff\s+)?notes?|note\s+priv[ée]e|note\s+interne"
    r"|remarque|(?:interne\s+)?notiz(?:en)?|anmerkung(?:en)?|hinweis(?:e)?|notas?(?:\s+privadas?)?"
    r"|probes?|relances?|nachfragen?"
)
NOTE = re.compile(rf"(?:\[\s*(?:{_NOTE})\s*\]\s*:?|(?:{_NOTE})\s*:)\s*(?P<said>.*)", re.I)
NOTE_IN_BRACKETS = re.compile(rf"\[\s*(?:{_NOTE})\s*:\s*(?P<said>.*)\]", re.I)

STAGE = re.compile(
    r"(?P<name>(?:stage|part|phase|section|session|day|étape|etape|partie|jour|séance|teil"
    r"|abschnitt|tag|etapa|parte|fase|día|dia|sesión)\s+(?:\d{1,3}|[ivx]{1,5}))"
    r"(?:\s*(?:[:.]|[-\u2013\u2014](?=\s))\s*(?P<title>.{0,150}(?<!\.))?)?",
    re.I,
)
QUESTION = re.compile(
    r"(?:q(?:uestion)?|frage|pregunta)\s*(?:n[°o]\.?\s*)?\d{1,3}\s*[.):]\s*(?P<said>\S.*)", re.I
)

SEVERAL = re.compile(
    r"\b(?:(?:choose|select|tick|check|pick|mark)\s+(?:all|several|as\s+many|any|up\s+to|one\s+or"
    r"\s+more|at\s+least)|all\s+that\s+apply|more\s+than\s+one|multiple\s+(?:answers|choices?)"
    r"|several\s+answers"
    r"|plusieurs\s+(?:réponses|choix|options)|(?:cochez|choisissez|sélectionnez)\s+(?:toutes|tous"
    r"|plusieurs|jusqu)|toutes\s+les\s+réponses"
    r"|mehrere\s+(?:antworten|nennungen)|mehrfach\w*|alle[s]?\s+zutreffende\w*|wählen\s+sie\s+(?:alle"
    r"|mehrere|bis\s+zu)"
    r"|varias\s+(?:respuestas|opciones)|(?:elija|elige|marque|marca|seleccione|selecciona)\s+(?:todas"
    r"|varias|hasta)|todas\s+las\s+que)",
    re.I,
)
_COUNTS = (
    ("two", "deux", "zwei", "dos"),
    ("three", "trois", "drei", "tres"),
    ("four", "quatre", "vier", "cuatro"),
    ("five", "cinq", "fünf", "cinco"),
    ("six", "six", "sechs", "seis"),
)
COUNTS = {word: number for number, words in enumerate(_COUNTS, start=2) for word in words}
AT_MOST = re.compile(
    rf"\b(?:up\s+to|at\s+most|jusqu(?:'|\u2019)à|au\s+plus|bis\s+zu|höchstens|hasta|como\s+máximo)\s+"
    rf"(?P<count>\d{{1,2}}|{'|'.join(COUNTS)})\b",
    re.I,
)

_TO = r"\s*(?:-|\u2013|\u2014|to|à|bis|a|hasta|\.\.)\s*"
SCALE = re.compile(
    rf"(?:\((?P<from>\d{{1,2}}){_TO}(?P<to>\d{{1,2}})(?=[\s,;:.)])"
    rf"|\b(?:scale|échelle|skala|escala)\s+(?:from|of|de|von)?\s*(?P<from2>\d{{1,2}}){_TO}"
    r"(?P<to2>\d{1,2})\b)",
    re.I,
)
END = re.compile(r"(?<![\w.])(?P<point>\d{1,2})\s*(?:=|:)\s*(?P<words>[^,;()\d=][^,;()=]*)")

OTHER = re.compile(
    r"(?:other|autre|andere[rs]?|anderes|sonstiges|otro|otra)s?"
    r"\s*(?:\([^()]*\)|[:…_. ]*|,?\s*(?:please|namely|specify|which|précisez|und zwar|cuál)\b.*)",
    re.I,
)
