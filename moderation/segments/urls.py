"""Addresses of segments, under the desk's people."""

from django.urls import path

from moderation.segments.views import giving, sets

BOARD = "<slug:slug>/"
SEGMENTS = f"{BOARD}people/segments/"
SET = f"{SEGMENTS}sets/<uuid:set_id>/"
SEGMENT = f"{SEGMENTS}<uuid:segment_id>/"

urlpatterns = [
    path(SEGMENTS, sets.desk_segments, name="desk_segments"),
    path(SET, sets.desk_segment_set, name="desk_segment_set"),
    path(f"{SET}values/", sets.desk_segment_values, name="desk_segment_values"),
    path(f"{SET}removal/", sets.desk_segment_set_removal, name="desk_segment_set_removal"),
    path(SEGMENT, sets.desk_segment, name="desk_segment"),
    path(f"{SEGMENT}place/", sets.desk_segment_place, name="desk_segment_place"),
    path(f"{SEGMENT}removal/", sets.desk_segment_removal, name="desk_segment_removal"),
    path(f"{SEGMENT}people/", giving.desk_segment_people, name="desk_segment_people"),
    path(
        f"{BOARD}people/<uuid:participant_id>/segments/",
        giving.desk_person_segments,
        name="desk_person_segments",
    ),
]
