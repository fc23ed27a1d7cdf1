"""A server that takes mails and never answers is given fewer and fewer.

Each mail without an answer is in doubt, and may be sent once more only. While a server hangs
for hours, the many must not all be spent on finding out whether it is back.
"""

from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, Max
from django.db.models.functions import Coalesce, Now

from bulletin.outbox.models import Mail
from bulletin.outbox.models.mail import ANSWER_WITHIN

# After one unanswered mail; twice as long for each further one that is still in doubt.
REST = timedelta(minutes=1)
LONGEST_REST = ANSWER_WITHIN
_MOST_DOUBLINGS = 10  # beyond the longest rest, and within what a duration can hold


def is_to_be_respected() -> bool:
    """Whether the server kept silent so lately that only what was just asked for is tried.

    What it has accepted since ends the silence.
    """
    silent = Mail.objects.in_doubt().aggregate(
        number=Count("pk"),
        since=Max(Coalesce("handed_over_again_at", "handed_over_at")),
        lasted=ExpressionWrapper(
            Now() + ANSWER_WITHIN - Max("claimed_until"), output_field=DurationField()
        ),
    )
    if silent["lasted"] is None or Mail.objects.filter(accepted_at__gte=silent["since"]).exists():
        return False
    rest = min(REST * 2 ** min(silent["number"] - 1, _MOST_DOUBLINGS), LONGEST_REST)
    return bool(silent["lasted"] < rest)
