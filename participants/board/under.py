"""A box under a reply: the reply it hangs on, its draft, and who will see what is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participants.actions.drafting import Box
from participants.board.beside import beside_reply
from participants.board.faces import Face, face_of, staff_face, tint_of
from participants.board.forms import CommentForm
from participants.board.passages import Passage
from participants.models import Draft, Reply
from participants.web import Visit
from sessions.enums import Audience, Reveal
from sessions.models import Question


@dataclass(slots=True)
class UnderReply:
    """`newer` is a draft that another window or device has kept meanwhile; `unkept` says that no
    draft holds what was typed."""

    parent: Reply
    face: Face
    form: CommentForm
    readers: str
    draft: Draft | None
    seen_text: str
    passages: Sequence[Passage] = ()
    newer: Draft | None = None
    unkept: bool = False

    @property
    def may_be_quoted(self) -> bool:
        version = self.parent.current_version
        return version is not None and bool(version.text) and not self.passages

    @property
    def beside(self) -> SafeString:
        return beside_reply(self.parent)

    @property
    def question(self) -> Question:
        return self.parent.question


def under(
    visit: Visit,
    box: Box,
    form: CommentForm,
    passages: Sequence[Passage] = (),
    *,
    newer: Draft | None = None,
) -> UnderReply:
    parent = box.parent
    assert parent is not None
    touched = box.touched_at()
    return UnderReply(
        parent=parent,
        face=_face_of(parent),
        form=form,
        readers=readers_under(parent),
        draft=None if newer else box.draft(),
        seen_text=touched.isoformat() if touched else "",
        passages=passages,
        newer=newer,
    )


def readers_under(parent: Reply) -> str:
    """Who will see a comment: at most fifteen words. It follows what it hangs on."""
    if parent.private_to_id is not None:
        return _("Only you and staff read this.")
    if parent.question.reveal == Reveal.NEVER:
        return _("Only staff read this.")
    return _("Everyone who may read what you are replying to.")


def _face_of(reply: Reply) -> Face:
    """The reply's author must be loaded, and a participant's board."""
    if reply.participant is not None:
        author = reply.participant
        return face_of(author.name_for(Audience.PEERS), tint_of(author.pk))
    assert reply.staff is not None
    return staff_face(reply.staff.display_name, str(reply.staff.get_role_display()))
