"""Sets and segments in an address, found on the desk's own board."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from moderation.web import Desk
from sessions.models import Segment, SegmentSet


def set_at(desk: Desk, set_id: UUID) -> SegmentSet:
    segment_set = get_object_or_404(SegmentSet, board=desk.board, pk=set_id)
    segment_set.board = desk.board
    return segment_set


def segment_at(desk: Desk, segment_id: UUID) -> Segment:
    here = Segment.objects.select_related("segment_set").filter(segment_set__board=desk.board)
    segment = get_object_or_404(here, pk=segment_id)
    segment.segment_set.board = desk.board
    return segment
