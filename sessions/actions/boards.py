"""A script becomes a board: all of it or nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.media.keeping import Harmless, keep
from bulletin.text.markdown import to_html
from sessions.actions.guides import create_questions
from sessions.actions.looks import give_logo, refuse_a_logo_that_is_no_picture
from sessions.enums import Opening, Role
from sessions.models import (
    Board,
    ConsentStatement,
    ConsentVersion,
    Contact,
    ReminderRule,
    RunBy,
    Segment,
    SegmentSet,
    StaffMember,
    Stage,
    ThankYou,
)
from sessions.script.shape import (
    BoardScript,
    BoardSection,
    ConsentScript,
    FrontMatterScript,
    ReminderScript,
    StageScript,
    ThankYouScript,
)
from sessions.slugs import free_slug
from sessions.timetable.instants import derive_instants


@transaction.atomic
def create_board(
    *,
    script: BoardScript,
    owner: User,
    starts_on: date | None = None,
    files: Mapping[str, Harmless] | None = None,
    now: datetime,
    form: UUID | None = None,
) -> Board:
    """The board that this script describes exists, and `owner` is its facilitator; `files` are
    what it names, by key.

    With `starts_on` the board starts on that date instead of the script's: what was said in
    days of the board follows, what was said in dates stays. Stages that the script releases are
    released by the owner, now. A second call makes a second board; with the same `form`, it
    raises IntegrityError. Raises TimetableError where daylight saving skips or repeats a time
    that moved, and NotTaken where its logo is no picture.
    """
    refuse_a_logo_that_is_no_picture(script.board.look, files or {})
    board = _new_board(script.board, starts_on or script.board.starts_on, now)
    board.made_by_form = form
    stages = [
        _new_stage(board, position, stage, owner, now)
        for position, stage in enumerate(script.stages)
    ]
    derive_instants(board, stages)
    board.save(force_insert=True)
    _create_front_matter(board, script.board.front_matter)
    _create_consent(board, script.board.consent, owner, now)
    _create_thank_you(board, script.board.given_in_thanks)
    segments = _create_segments(board, script)
    Stage.objects.bulk_create(stages)
    kept = {
        key: keep(harmless, board=board.pk, uploaded_name=key, key=key)
        for key, harmless in (files or {}).items()
    }
    give_logo(board, script.board.look, kept)
    create_questions(stages, script.stages, segments=segments, files=kept, by=owner, now=now)
    _create_reminders(board, script.reminders)
    _create_owner(board, owner, script.board.front_matter, now)
    _record(board, stages, owner, now)
    return board


def _new_board(section: BoardSection, starts_on: date, now: datetime) -> Board:
    front = section.front_matter
    return Board(
        slug=free_slug(section.title),
        title=section.title,
        timezone=section.timezone,
        language=section.language,
        created_at=now,
        starts_on=starts_on,
        ends=section.ends,
        grace=section.grace,
        holidays=section.holidays,
        identity_peers=section.identity.peers,
        identity_staff=section.identity.staff,
        identity_exports=section.identity.exports,
        choose_pseudonym=section.identity.choose_pseudonym,
        after_due=section.after_due,
        hold_first_posts=section.hold_first_posts,
        minutes_per_day=section.minutes_per_day,
        late_joiner_days=section.late_joiner_days,
        accent=section.look.accent or "",
        purpose=front.purpose,
        purpose_html=to_html(front.purpose),
        afterwards=front.afterwards,
        afterwards_html=to_html(front.afterwards),
        conduct=front.conduct,
        conduct_html=to_html(front.conduct),
        controller=front.controller,
        ethics_reference=front.ethics_reference,
        welcome=section.welcome,
        welcome_html=to_html(section.welcome),
        farewell=section.farewell,
        farewell_html=to_html(section.farewell),
        reading=section.reading_until,
        destroy_key_on=section.destruction.key,
        destroy_contacts_on=section.destruction.contacts,
        destroy_data_on=section.destruction.data,
        withdrawal=section.consent.withdrawal.until,
        withdrawal_answers=section.consent.withdrawal.answers,
    )


def _new_stage(
    board: Board, position: int, stage: StageScript, owner: User, now: datetime
) -> Stage:
    opening, opens = (
        (stage.opens, None) if isinstance(stage.opens, Opening) else (Opening.BY_DATE, stage.opens)
    )
    return Stage(
        board=board,
        key=stage.key,
        position=position,
        title=stage.title,
        introduction=stage.introduction,
        introduction_html=to_html(stage.introduction),
        in_order=stage.in_order,
        opening=opening,
        opens=opens,
        due=stage.due,
        closes=stage.closes,
        released_at=now if stage.released else None,
        released_by=owner if stage.released else None,
    )


def _create_front_matter(board: Board, front: FrontMatterScript) -> None:
    RunBy.objects.bulk_create(
        RunBy(
            board=board,
            position=position,
            name=person.name,
            role=person.role,
            organisation=person.organisation,
        )
        for position, person in enumerate(front.run_by)
    )
    Contact.objects.bulk_create(
        Contact(
            board=board,
            position=position,
            purpose=contact.for_,
            name=contact.name,
            email=contact.email,
            telephone=contact.telephone,
        )
        for position, contact in enumerate(front.contacts)
    )


def _create_consent(board: Board, consent: ConsentScript, owner: User, now: datetime) -> None:
    version = ConsentVersion.objects.create(
        board=board,
        number=consent.version,
        information=consent.information,
        information_html=to_html(consent.information),
        observers=consent.observers,
        published_at=now,
        published_by=owner,
    )
    ConsentStatement.objects.bulk_create(
        ConsentStatement(
            version=version,
            key=statement.key,
            text=statement.text,
            required=statement.required,
            position=position,
        )
        for position, statement in enumerate(consent.statements)
    )


def _create_thank_you(board: Board, given: ThankYouScript | None) -> None:
    if given is not None:
        ThankYou.objects.create(
            board=board,
            what=given.what,
            given_for=given.for_,
            at_least=given.at_least,
            after_withdrawal=given.after_withdrawal,
        )


def _create_segments(board: Board, script: BoardScript) -> dict[tuple[str, str], Segment]:
    """All segments by their set's key and their value."""
    sets = [
        SegmentSet(board=board, key=key, position=position, allows_several=segment_set.several)
        for position, (key, segment_set) in enumerate(script.segments.items())
    ]
    segments = [
        Segment(
            segment_set=segment_set,
            value=value,
            position=position,
            wanted=script.segments[segment_set.key].wanted.get(value),
        )
        for segment_set in sets
        for position, value in enumerate(script.segments[segment_set.key].values)
    ]
    SegmentSet.objects.bulk_create(sets)
    Segment.objects.bulk_create(segments)
    return {(segment.segment_set.key, segment.value): segment for segment in segments}


def _create_reminders(board: Board, reminders: list[ReminderScript]) -> None:
    for position, reminder in enumerate(reminders):
        anchor, working_days = reminder.counts_from
        ReminderRule.objects.create(
            board=board,
            position=position,
            anchor=anchor,
            working_days=working_days,
            at=reminder.at,
            audience=reminder.to,
        )


def _create_owner(board: Board, owner: User, front: FrontMatterScript, now: datetime) -> None:
    """The owner goes by the name that the front matter gives the facilitator, if it does."""
    named = next((person for person in front.run_by if person.role == Role.FACILITATOR), None)
    StaffMember.objects.create(
        board=board,
        user=owner,
        role=Role.FACILITATOR,
        display_name=named.name if named else owner.name or owner.email.partition("@")[0],
        organisation=named.organisation if named else "",
        added_at=now,
    )


def _record(board: Board, stages: list[Stage], owner: User, now: datetime) -> None:
    log = Entry.objects
    log.record("board_created", now=now, actor=owner.pk, board=board.pk, subject=board)
    for stage in stages:
        if stage.is_released:
            log.record("stage_released", now=now, actor=owner.pk, board=board.pk, subject=stage)
