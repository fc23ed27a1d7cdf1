"""A stage is given its rules and its dates in one go, and nobody loses what they could read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from moderation.actions.dates import move_dates
from sessions.models import Stage
from sessions.studio.actions.stages import StageRules, set_stage_rules
from sessions.timetable.wall_time import WallTime


@transaction.atomic
def arrange_stage(
    *,
    stage: Stage,
    rules: StageRules,
    to: Mapping[str, WallTime | None],
    by: User,
    now: datetime,
    tell: bool = False,
) -> bool:
    """All of it or nothing; False where it was so already. Raises what `set_stage_rules` and
    `move_dates` raise."""
    changed = set_stage_rules(stage=stage, rules=rules, by=by, now=now)
    moved = move_dates(stage=stage, to=to, by=by, now=now, tell=tell)
    return changed or bool(moved)
