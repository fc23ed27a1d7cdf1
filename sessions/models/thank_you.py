"""What a board gives to those who take part, and for what; told before they consent."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.privacy.fields import kept
from sessions.enums import GivenFor

from .board import Board


class ThankYou(models.Model):
    """`what` is given once for the whole board, or once for each stage (`per_stage`).

    A stage is done with all that it requires of the person. The whole is done with every stage that
    is theirs, or with `at_least` so many of them. `after_withdrawal` says what still stands then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.OneToOneField(Board, on_delete=models.CASCADE, related_name="given_in_thanks")
    what = kept(models.CharField(max_length=200))
    given_for = models.CharField(max_length=12, choices=GivenFor, default=GivenFor.WHOLE)
    at_least = models.PositiveSmallIntegerField(null=True, blank=True, help_text="so many stages")
    after_withdrawal = kept(models.CharField(max_length=500, blank=True))

    class Meta:
        verbose_name = "thank-you"
        constraints = [
            models.CheckConstraint(
                condition=Q(at_least=None) | Q(given_for=GivenFor.WHOLE, at_least__gte=1),
                name="only_a_whole_thank_you_asks_for_a_number_of_stages",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def in_words(self) -> str:
        """For what it is given, as participants are told."""
        if self.given_for == GivenFor.PER_STAGE:
            return _("For each part of the board in which you answer all that is required.")
        if self.at_least is None:
            return _("Once you have answered all that is required of you.")
        return ngettext(
            "Once you have answered all that is required in %(number)d part of the board.",
            "Once you have answered all that is required in %(number)d parts of the board.",
            self.at_least,
        ) % {"number": self.at_least}
