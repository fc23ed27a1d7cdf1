"""What a facilitator may do to a question now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.web import Desk
from sessions.models import Question
from sessions.rules import may_be_revealed


def of_question(desk: Desk, question: Question) -> list[Deed]:
    if not (desk.member.is_facilitator and may_be_revealed(question)):
        return []
    return [
        Deed(
            _("Reveal the replies"),
            reverse("desk_reveal", args=[desk.board.slug, question.pk]),
            _(
                "Whoever has answered this question reads the others' replies from then on. It"
                " cannot be undone. Nobody is told by e-mail."
            ),
            _("Reveal the replies"),
        )
    ]
