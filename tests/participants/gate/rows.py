"""Everything on one board, loaded whole, for the slow reading of the rules."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from participants.models import (
    Consent,
    ConsentAnswer,
    Extension,
    Membership,
    Participant,
    Reading,
    Reply,
    StageFinish,
)
from sessions.models import Board, ConsentVersion, Pause, Question, Segment, Stage

Id = uuid.UUID
Pairs = dict[Id, set[Id]]


def _grouped(pairs: Iterable[tuple[Id, Id]]) -> Pairs:
    groups: Pairs = defaultdict(set)
    for key, member in pairs:
        groups[key].add(member)
    return groups


@dataclass
class Rows:
    """The rows of a board as they are at loading; nothing is filtered, nothing is decided."""

    board: Board
    stages: dict[Id, Stage] = field(init=False)
    questions: dict[Id, Question] = field(init=False)
    people: dict[Id, Participant] = field(init=False)
    replies: dict[Id, Reply] = field(init=False)
    segments: dict[Id, Segment] = field(init=False)
    stage_segments: Pairs = field(init=False)
    question_segments: Pairs = field(init=False)
    sums_up: Pairs = field(init=False)
    held_segments: Pairs = field(init=False)
    consent_versions: dict[Id, ConsentVersion] = field(init=False)
    consents: list[Consent] = field(init=False)
    refused: set[tuple[Id, str]] = field(init=False)
    extensions: dict[tuple[Id, Id], Extension] = field(init=False)
    readings: dict[tuple[Id, Id], Reading] = field(init=False)
    finishes: set[tuple[Id, Id]] = field(init=False)
    pauses: list[Pause] = field(init=False)

    def __post_init__(self) -> None:
        here = self.board.pk
        self.board = Board.objects.get(pk=here)
        self._load_guide(here)
        self._load_people(here)

    def _load_guide(self, here: Id) -> None:
        questions = Question.objects.filter(stage__board=here)
        stages = Stage.objects.filter(board=here)
        self.stages = {stage.pk: stage for stage in stages}
        self.questions = {question.pk: question for question in questions}
        self.segments = {
            segment.pk: segment for segment in Segment.objects.filter(segment_set__board=here)
        }
        self.stage_segments = _grouped(
            Stage.segments.through.objects.values_list("stage_id", "segment_id")
        )
        self.question_segments = _grouped(
            Question.segments.through.objects.values_list("question_id", "segment_id")
        )
        self.sums_up = _grouped(
            Question.sums_up.through.objects.values_list("question_id", "stage_id")
        )
        self.consent_versions = {
            version.pk: version for version in ConsentVersion.objects.filter(board=here)
        }
        self.pauses = list(Pause.objects.filter(board=here))

    def _load_people(self, here: Id) -> None:
        mine = {"participant__board": here}
        self.people = {person.pk: person for person in Participant.objects.filter(board=here)}
        self.replies = {reply.pk: reply for reply in Reply.objects.filter(board=here)}
        self.held_segments = _grouped(
            Membership.objects.filter(**mine, ended_at=None).values_list(
                "participant_id", "segment_id"
            )
        )
        self.consents = list(Consent.objects.filter(**mine))
        self.refused = set(
            ConsentAnswer.objects.filter(
                consent__participant__board=here, agreed=False
            ).values_list("consent_id", "statement__key")
        )
        self.extensions = {
            (row.participant_id, row.stage_id): row for row in Extension.objects.filter(**mine)
        }
        self.readings = {
            (row.participant_id, row.question_id): row for row in Reading.objects.filter(**mine)
        }
        self.finishes = set(
            StageFinish.objects.filter(**mine).values_list("participant_id", "stage_id")
        )
