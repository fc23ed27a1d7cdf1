"""One post as one reader sees it, and its markup.

The markup is a pure function of the post, so each process keeps what it has rendered: two
hundred replies of which one is new cost one rendering. Whoever asks brings the whole content
along, so nothing can come out that did not go in.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from bulletin.text.moments import day_and_time
from participants.board.faces import Face

KEPT_RENDERINGS = 4096


@dataclass(frozen=True, slots=True)
class Post:
    """`html` is the words as stored, `hanging` the rendered posts beneath; both are safe."""

    id: str
    kind: str
    face: Face
    html: str
    when: str
    instant: str
    link: str
    own: bool = False
    staff: bool = False
    private: bool = False
    gone: bool = False
    new: bool = False
    asks_you: bool = False
    entry: int = 0
    notes: tuple[str, ...] = ()
    comment_link: str = ""
    correct_link: str = ""
    hanging: str = ""


def when_said(instant: datetime) -> str:
    """In the reader's zone and language: the same few moments are asked for at every poll."""
    return _when(instant.replace(second=0, microsecond=0), get_current_timezone(), get_language())


@lru_cache(maxsize=KEPT_RENDERINGS)
def _when(minute: datetime, zone: tzinfo, language: str | None) -> str:
    return day_and_time(minute, zone)


def render_post(post: Post) -> SafeString:
    return _rendered(post, get_language())


@lru_cache(maxsize=KEPT_RENDERINGS)
def _rendered(post: Post, language: str | None) -> SafeString:
    return mark_safe(  # noqa: S308 - a template's output
        get_template("participants/_reply.html").render({"post": post})
    )


def joined(rendered: list[SafeString]) -> SafeString:
    return mark_safe("".join(rendered))  # noqa: S308 - each part is a rendered template
