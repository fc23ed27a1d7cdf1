"""A whole installation of real processes, which tests may hurt.

`installation()` starts it in a folder of its own; `PostOffice` is the mail server it writes to.
"""

from .crew import said_by
from .installation import Installation, installation
from .looking import family, node_of, pid_of
from .smtp import PostOffice, Stall, Taken
from .waiting import wait_until

__all__ = [
    "Installation",
    "PostOffice",
    "Stall",
    "Taken",
    "family",
    "installation",
    "node_of",
    "pid_of",
    "said_by",
    "wait_until",
]
