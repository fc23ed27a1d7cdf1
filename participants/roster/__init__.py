"""Participants from a spreadsheet: read, checked whole, matched with who is there, brought in."""

from participants.roster.errors import RosterError, RosterErrors
from participants.roster.importing import RosterResult, import_roster

__all__ = ["RosterError", "RosterErrors", "RosterResult", "import_roster"]
