"""Who writes, found as the page of a question finds it."""

from participants.authors import Author, in_a_group_of_its_set, lets_observers_read
from participants.models import Participant
from sessions.models import Question


def author_of(participant: Participant, question: Question) -> Author:
    here = Question.objects.filter(pk=question.pk)
    let_read = lets_observers_read(participant.pk, tester=participant.tester)
    return Author(
        participant=participant,
        is_observed=here.filter(let_read).exists(),
        has_group=here.filter(in_a_group_of_its_set(participant.pk)).exists(),
    )
