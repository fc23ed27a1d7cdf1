"""What was brought, with what was asked for beside it, as the script of a board."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from bulletin.accounts.models import User
from moderation.studio.brought import Brought
from sessions.enums import ContactPurpose, Role
from sessions.models import Board
from sessions.script.reading import script_of_data
from sessions.script.shape import BoardScript
from sessions.script.writing import as_data
from sessions.studio.bringing.scripting import Particulars, script_from
from sessions.studio.placeholders import filled_in


def script_to_make(brought: Brought, typed: dict[str, Any], words: dict[str, str]) -> BoardScript:
    """Raises ScriptErrors where what was typed and what was brought contradict each other."""
    if brought.draft:
        return script_from(brought.draft, Particulars(**typed))
    script = brought.script
    assert script is not None
    data = as_data(script)
    board = data["board"]
    board |= {key: str(typed[key]) for key in ("title", "timezone", "language", "starts_on")}
    front = board.setdefault("front_matter", {})
    _say_who_runs_it(front, typed.get("run_by", ""), typed.get("email", ""))
    return script_of_data(filled_in(data, words), board["title"])


def token_in(posted: Mapping[str, str]) -> UUID:
    """What tells one form from another, however often it is sent; a new one where there is none."""
    try:
        return UUID(posted.get("token", ""))
    except ValueError:
        return uuid4()


def made_before(token: UUID, user: User) -> Board | None:
    """The board that this form has made, if it has."""
    return Board.objects.staffed_by(user).filter(made_by_form=token).first()


def lacks_who_runs_it(script: BoardScript) -> bool:
    return not script.board.front_matter.run_by


def lacks_whom_to_ask(script: BoardScript) -> bool:
    contacts = script.board.front_matter.contacts
    return not any(contact.for_ == ContactPurpose.QUESTIONS for contact in contacts)


def _say_who_runs_it(front: dict[str, Any], name: str, email: str) -> None:
    if name:
        front["run_by"] = [{"name": name, "role": Role.FACILITATOR.value}]
    if email:
        who = name or front["run_by"][0]["name"]
        asked = {"for": ContactPurpose.QUESTIONS.value, "name": who, "email": email}
        front["contacts"] = [*front.get("contacts", []), asked]
