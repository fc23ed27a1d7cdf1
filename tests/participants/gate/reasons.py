"""The reasons by which the slow gate explains itself."""

from enum import StrEnum, auto


class Hides(StrEnum):
    """Why somebody may not read a reply."""

    ARCHIVE_REMOVED = auto()
    NO_CONSENT_IN_FORCE = auto()
    READER_WITHDREW = auto()
    READER_DEACTIVATED = auto()
    READER_ERASED = auto()
    READER_IN_RESERVE = auto()
    QUESTION_UNPUBLISHED = auto()
    QUESTION_OF_OTHER_SEGMENTS = auto()
    QUESTION_HIDDEN = auto()
    STAGE_NOT_OPENED = auto()
    STAGE_SUMMED_UP_LACKED = auto()
    HANGS_ON_HIDDEN = auto()
    HELD = auto()
    REJECTED = auto()
    CONCEALED = auto()
    BY_A_TESTER = auto()
    PRIVATE = auto()
    NOT_REVEALED = auto()
    OF_ANOTHER_GROUP = auto()


class HidesFromStaff(StrEnum):
    """Why a staff member may not read a reply."""

    REMOVED = auto()
    RECRUITER = auto()
    NEVER_QUESTION = auto()
    PRIVATE = auto()
    HELD = auto()
    REJECTED = auto()
    CONCEALED = auto()
    BY_A_TESTER = auto()
    AUTHOR_GAVE_NO_CONSENT = auto()
    CONSENT_KEEPS_OBSERVERS_OUT = auto()
    AUTHOR_KEEPS_OBSERVERS_OUT = auto()
    HANGS_ON_HIDDEN = auto()


class Reveals(StrEnum):
    """Why others' replies to a question are open to someone."""

    ALWAYS = auto()
    OWN_ANSWER = auto()
    WHOLE_STAGE = auto()
    CLOSED_STAGE = auto()
    FACILITATORS_REVEAL = auto()
    DUE_FOR_EVERYONE = auto()
    DUE_FOR_CONTRIBUTORS = auto()
    DUE_FOR_ANSWERERS = auto()
    ONCE_READABLE = auto()


class Shuts(StrEnum):
    """Why a stage has not opened for someone, or takes no answers from them."""

    BOARD_NOT_LAUNCHED = auto()
    NOT_RELEASED = auto()
    OF_OTHER_SEGMENTS = auto()
    NOT_YET = auto()
    STAGE_BEFORE_UNFINISHED = auto()
    PAUSED = auto()
    CLOSED = auto()
    BOARD_ENDED = auto()
    GRACE_OVER = auto()
