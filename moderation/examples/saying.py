"""What is said under a post of an example board, and what became of it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from moderation.actions.notes import write_note
from moderation.actions.replies import conceal_reply
from moderation.actions.speaking import acknowledge, say, words_of_others
from moderation.examples.deskwork import Report, Wish
from moderation.examples.scene import Event, Scene
from moderation.examples.stories import Post
from moderation.models import Note
from participants.actions.calling import report_post, settle_call
from participants.actions.commenting import post_comment
from participants.actions.unlocking import note_served
from participants.models import Call, Participant, Reply
from sessions.enums import Audience, Role
from sessions.models import StaffMember


def said_under(scene: Scene, post: Post, parent: Callable[[], Reply]) -> Iterator[Event]:
    """The post with what came before it, what became of it, and what was said under it in turn."""
    wishes: list[Note] = []
    made: list[Reply] = []
    if post.wished:
        yield _wished(scene, post.wished, parent, wishes)
    yield Event(
        scene.when(post.at),
        lambda now: made.append(_said(scene, post, parent(), next(iter(wishes), None), now)),
    )
    if post.reported:
        yield from _reported(scene, post.reported, made)
    if post.concealed:
        moderator = scene.staff[Role.MODERATOR].user
        yield Event(
            scene.when(post.concealed),
            lambda now: conceal_reply(reply=made[0], by=moderator, now=now),
        )
    for reply in post.then:
        yield from said_under(scene, reply, lambda: made[0])


def say_as_staff(
    scene: Scene,
    member: StaffMember,
    parent: Reply,
    says: str,
    now: datetime,
    *,
    probe: bool = False,
    private: bool = False,
    wish: Note | None = None,
) -> Reply:
    """They had read what their colleagues wrote there."""
    return say(
        member=member,
        parent=parent,
        text=scene.words(says),
        seen=_seen(member, parent),
        now=now,
        probe=probe,
        private=private,
        needs_reply=probe,
        wish=wish,
    )


def was_here(participant: Participant, now: datetime) -> None:
    """What is posted from now on is new to them when they next come."""
    Participant.objects.filter(pk=participant.pk).update(last_came_at=now)


def _said(scene: Scene, post: Post, parent: Reply, wish: Note | None, now: datetime) -> Reply:
    author = scene.author(post.by)
    if isinstance(author, Participant):
        note_served(author, parent.question, now=now)
        was_here(author, now)
        return post_comment(author=author, parent=parent, text=scene.words(post.says), now=now)
    if post.thanks:
        return _thanked(scene, author, parent, post.says, now)
    return say_as_staff(
        scene, author, parent, post.says, now, probe=post.probe, private=post.private, wish=wish
    )


def _thanked(scene: Scene, member: StaffMember, parent: Reply, says: str, now: datetime) -> Reply:
    assert parent.participant is not None
    return acknowledge(
        member=member,
        parent=parent,
        text=scene.words(says),
        name=parent.participant.name_for(Audience.PEERS),
        seen=_seen(member, parent),
        now=now,
    )


def _seen(member: StaffMember, parent: Reply) -> set[UUID]:
    versions = (one.current_version_id for one in words_of_others(member, parent))
    return {version for version in versions if version}


def _wished(scene: Scene, wish: Wish, parent: Callable[[], Reply], wishes: list[Note]) -> Event:
    def happen(now: datetime) -> None:
        reply = parent()
        wishes.append(
            write_note(
                author=scene.staff[wish.by],
                question=reply.question,
                reply=reply,
                text=scene.words(wish.says),
                for_observers=True,
                wants_probe=True,
                now=now,
            )
        )

    return Event(scene.when(wish.at), happen)


def _reported(scene: Scene, report: Report, made: list[Reply]) -> Iterator[Event]:
    calls: list[Call] = []

    def happen(now: datetime) -> None:
        call, _is_new = report_post(
            participant=scene.people[report.by], post=made[0], why=scene.words(report.why), now=now
        )
        calls.append(call)

    yield Event(scene.when(report.at), happen)
    if report.settled:
        moderator = scene.staff[Role.MODERATOR].user
        yield Event(
            scene.when(report.settled),
            lambda now: settle_call(call=calls[0], by=moderator, now=now),
        )
