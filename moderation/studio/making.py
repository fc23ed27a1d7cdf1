"""What was brought, with what was asked for beside it, as the script of a board."""

from typing import Any

from moderation.studio.brought import Brought
from sessions.enums import ContactPurpose, Role
from sessions.script.reading import script_of_data
from sessions.script.shape import BoardScript, ContactScript, FrontMatterScript, RunByScript
from sessions.script.writing import as_data
from sessions.studio.bringing.scripting import Particulars, script_from
from sessions.studio.placeholders import filled_in


def script_to_make(brought: Brought, typed: dict[str, Any], words: dict[str, str]) -> BoardScript:
    """Raises ScriptErrors where what was typed and what was brought contradict each other."""
    if brought.draft:
        return script_from(brought.draft, Particulars(**typed))
    script = brought.script
    assert script is not None
    own = {key: typed[key] for key in ("title", "timezone", "language", "starts_on")}
    front = _with_whoever_runs_it(
        script.board.front_matter, typed.get("run_by", ""), typed.get("email", "")
    )
    section = script.board.model_copy(update=own | {"front_matter": front})
    filled = filled_in(script.model_copy(update={"board": section}), words)
    return script_of_data(as_data(filled), filled.board.title)


def lacks_who_runs_it(script: BoardScript) -> bool:
    return not script.board.front_matter.run_by


def lacks_whom_to_ask(script: BoardScript) -> bool:
    contacts = script.board.front_matter.contacts
    return not any(contact.for_ == ContactPurpose.QUESTIONS for contact in contacts)


def _with_whoever_runs_it(front: FrontMatterScript, name: str, email: str) -> FrontMatterScript:
    update: dict[str, Any] = {}
    if name and not front.run_by:
        update["run_by"] = [RunByScript(name=name, role=Role.FACILITATOR)]
    if email:
        who = name or front.run_by[0].name
        asked = ContactScript(for_=ContactPurpose.QUESTIONS, name=who, email=email)
        update["contacts"] = [*front.contacts, asked]
    return front.model_copy(update=update)
