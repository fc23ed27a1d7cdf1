"""Each view says who may call it; the middleware refuses one that does not.

`public` is for anyone. `participant` and `staff` only declare: the part that owns the page
adds the resolver that turns a request into a person (participants.web, moderation.web).
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    PUBLIC = "public"
    PARTICIPANT = "participant"
    SIGNED_IN = "signed in"
    STAFF = "staff"


def declare(view: View, access: Access) -> View:
    vars(view)["access"] = access
    return view


def access_of(view: Callable[..., Any]) -> Access | None:
    """What this view declares; None where it says nothing and must be refused."""
    return getattr(view, "access", None)


def public(view: View) -> View:
    """Anyone may call this view; it reads nothing of a board's replies."""
    return declare(view, Access.PUBLIC)


def signed_in(view: View) -> View:
    """Only a signed-in user may call this view; the view sees to it with `login_required`."""
    return declare(view, Access.SIGNED_IN)
