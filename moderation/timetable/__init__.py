"""The timetable of a board: all its dates in one look, and how they are moved together."""
