"""Words as the full-text search of staff knows them, in the board's language."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import TextField, Value

from sessions.models import Board

# PostgreSQL's own dictionaries, by ISO 639-1; every other language is searched word for word.
DICTIONARIES = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def dictionary_of(board: Board) -> str:
    return DICTIONARIES.get(board.language.split("-")[0], "simple")


def searched_for(words: str, board: Board) -> SearchQuery:
    """As people type into a search engine: "these words", or, -not; in the board's language."""
    return SearchQuery(words, config=dictionary_of(board), search_type="websearch")


def lexemes_of(words: str, board: Board) -> SearchVector:
    """What these words are found by; an expression for a version's `lexemes`."""
    return SearchVector(Value(words, output_field=TextField()), config=dictionary_of(board))
