"""More time for one person in one stage, whichever of the two was chosen first."""

from moderation.actions.dates import give_more_time
from moderation.desk.forms.people import MoreTimeForm
from moderation.desk.pages import say_beside
from moderation.web import DeskRequest
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.models import Stage


def gave_more_time(
    request: DeskRequest, form: MoreTimeForm, *, person: Participant, stage: Stage
) -> bool:
    """Whether they have that time now; what stands against it is said beside its field."""
    desk = request.desk
    stage.board = desk.board
    try:
        give_more_time(
            participant=person,
            stage=stage,
            until=form.instant("until"),
            reason=form.cleaned_data["reason"],
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        say_beside(form, refused)
        return False
    return True
