"""Queries written with the ORM, put into SQL once a process and prepared once a connection.

A query of the gate reads like the rules and costs tens of milliseconds to build, send and
plan. Its SQL depends on nothing but the instants and ids in it, so it is built for stand-ins;
PostgreSQL keeps its plan, and each call only names the real values. See ADR 17.
"""

import inspect
import re
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from typing import Any, Generic, TypeVar, get_args, get_type_hints
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet
from django.db.models.base import ModelState
from psycopg import Connection, sql
from psycopg.errors import InvalidSqlStatementName

Rows = list[tuple[Any, ...]]

_TYPES: Mapping[Any, str] = {
    uuid.UUID: "uuid",
    datetime: "timestamptz",
    datetime | None: "timestamptz",
    str: "text",
    list[uuid.UUID]: "uuid[]",
}
_PREPARED: "WeakKeyDictionary[Connection[Any], dict[str, str]]" = WeakKeyDictionary()
_ATTEMPTS = count(1)


@dataclass(frozen=True, slots=True)
class Text:
    """A query's SQL with `$1`, `$2` … where the values named in `places` stand, in that order."""

    sql: str
    places: tuple[str, ...]


M = TypeVar("M", bound=Model)


class Columns(Generic[M]):
    """What is stored of a model's row: the columns to ask for, and the row made of them.

    The fields named in `but` are left out, and fetched one by one where they are wanted.
    """

    def __init__(self, model: type[M], *, but: Collection[str] = ()) -> None:
        fields = [field for field in model._meta.concrete_fields if field.name not in but]
        self._model = model
        self._names = [field.attname for field in fields]
        self._read = [(field.attname, field) for field in fields if _converts(field)]
        self.number = len(self._names)

    def of(self, path: str = "") -> list[str]:
        return [f"{path}{name}" for name in self._names]

    def made(self, values: Sequence[Any]) -> M:
        """An instance as the ORM would have loaded it, without the signals of doing so."""
        made = self._model.__new__(self._model)
        made._state = ModelState()
        made._state.adding, made._state.db = False, connection.alias
        made.__dict__.update(zip(self._names, values, strict=True))
        for name, field in self._read:
            made.__dict__[name] = field.from_db_value(made.__dict__[name], None, connection)  # type: ignore[attr-defined]
        return made


class Statement:
    """Decorates a function that builds a query from keyword arguments; a call gives its rows.

    Arguments are ids, instants and words; they must come into the query as they are. A `bool`
    may be asked while building: each value of it is a statement of its own. What belongs together
    may be one TypedDict: `**facts: Unpack[Facts]`. Rows come as the database gives them, without
    the ORM's conversions: choose columns that need none.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        hints = _arguments(build)
        self._flags = [name for name, hint in hints.items() if hint is bool]
        self._types = {name: _TYPES[hint] for name, hint in hints.items() if hint is not bool}
        self._stand_ins = stand_ins({name: hints[name] for name in self._types})
        self._ready: dict[tuple[bool, ...], PreparedText] = {}

    def __call__(self, **given: Any) -> Rows:
        flags = tuple(given[name] for name in self._flags)
        prepared = self._ready.get(flags)
        if prepared is None:
            prepared = self._ready[flags] = self._prepare(flags)
        return prepared.rows(given)

    def text(self, **flags: bool) -> Text:
        """Raises TypeError for an argument that does not come into the query as it is."""
        query = self.build(**flags, **self._stand_ins).query
        return numbered(*query.sql_with_params(), self._stand_ins)

    def _prepare(self, flags: tuple[bool, ...]) -> "PreparedText":
        text = self.text(**dict(zip(self._flags, flags, strict=True)))
        name = f"{self.build.__name__}_{sha256(text.sql.encode()).hexdigest()[:8]}"
        return PreparedText(name, text, [self._types[place] for place in text.places])


class PreparedText:
    """One statement by its name; PostgreSQL learns it when a connection first asks for it."""

    def __init__(self, name: str, text: Text, types: Sequence[str]) -> None:
        self._name = name
        self._places = text.places
        self._types = ", ".join(types)
        self._sql = text.sql
        self._values = ", ".join(["%s"] * len(types))

    def rows(self, given: Mapping[str, Any]) -> Rows:
        values = [_as_text(given[place]) for place in self._places]
        ours = connections[DEFAULT_DB_ALIAS]
        with ours.cursor() as cursor:
            try:
                cursor.execute(f"EXECUTE {self._known(ours)} ({self._values})", values)
            except DatabaseError as error:
                if not isinstance(error.__cause__, InvalidSqlStatementName):
                    raise
                # Somebody has told this connection to discard all that it had learnt.
                del _PREPARED[ours.connection]
                if ours.in_atomic_block:
                    raise
                cursor.execute(f"EXECUTE {self._known(ours)} ({self._values})", values)
            found: Rows = cursor.fetchall()
            return found

    def _known(self, ours: BaseDatabaseWrapper) -> str:
        """The name under which this connection knows the statement, from now on if need be.

        Each attempt to tell has a name of its own: one that was interrupted is in nobody's way.
        """
        known = _PREPARED.setdefault(ours.connection, {})
        if self._name not in known:
            name = f"{self._name}_{next(_ATTEMPTS)}"
            ours.validate_no_broken_transaction()
            with ours.wrap_database_errors:
                ours.connection.execute(f"PREPARE {name} ({self._types}) AS {self._sql}".encode())
            known[self._name] = name
        return known[self._name]


def _arguments(build: Callable[..., Any]) -> dict[str, Any]:
    """By name what type each is of, those of a TypedDict among them."""
    hints = get_type_hints(build)
    hints.pop("return", None)
    for name, parameter in inspect.signature(build).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            [facts] = get_args(hints.pop(name))
            hints |= get_type_hints(facts)
    return hints


def _as_text(value: Any) -> str | None:
    """As PostgreSQL reads the type that was prepared for: quicker than letting psycopg find out."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    return f"{{{','.join(map(str, value))}}}" if isinstance(value, list) else str(value)


def _converts(field: Field[Any, Any]) -> bool:
    return hasattr(field, "from_db_value")


def stand_ins(types: Mapping[str, Any]) -> dict[str, Any]:
    """For each name a value of its type that stands in no query of its own accord."""
    numbers = count(1)
    return {name: _stand_in(kind, next(numbers)) for name, kind in types.items()}


def _stand_in(kind: Any, number: int) -> Any:
    if kind is uuid.UUID:
        return uuid.UUID(int=number)
    if kind == list[uuid.UUID]:
        return [uuid.UUID(int=number)]
    return f"\x01{number}" if kind is str else datetime(1, 1, number, tzinfo=UTC)


def numbered(text: str, parameters: Sequence[Any], places: Mapping[str, Any]) -> Text:
    """Django's SQL with a number for each place and every other parameter written out.

    Raises TypeError where a place is missing or an instant has been computed with.
    """
    names = {_key(value): name for name, value in places.items()}
    used: list[str] = []
    values = iter(parameters)

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(values)
        name = names.get(_key(value))
        if name is None:
            return _literal(value)
        if name not in used:
            used.append(name)
        return f"${used.index(name) + 1}"

    whole = re.sub("%[s%]", written, text)
    if missing := places.keys() - set(used):
        raise TypeError(f"not in the query as they are: {sorted(missing)}")
    return Text(whole, tuple(used))


def _key(value: Any) -> tuple[type, str]:
    return type(value), repr(value)


def _literal(value: Any) -> str:
    if isinstance(value, datetime):
        raise TypeError("A statement compares with the instant itself.")
    return sql.Literal(value).as_string(connection.connection)
