"""Who is told when mail stops."""

import uuid
from datetime import datetime

from bulletin.accounts.models import User
from sessions.models import StaffMember


def to_be_told(*, now: datetime) -> set[uuid.UUID]:
    """Facilitators of boards that are not over, and those who may make boards (they run it all)."""
    facilitators = StaffMember.objects.facilitators().filter(
        board__grace_ends_at__gt=now, user__is_active=True
    )
    keepers = User.objects.filter(may_create_boards=True, is_active=True)
    return {*facilitators.values_list("user", flat=True), *keepers.values_list("pk", flat=True)}
