"""A board as the script that makes one like it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sessions.enums import Kind, Opening, ReminderAnchor
from sessions.kinds import KINDS
from sessions.models import (
    Board,
    ConsentVersion,
    Question,
    QuestionVersion,
    ReminderRule,
    Segment,
    SegmentSet,
    Stage,
)
from sessions.script.shape import FORMAT, BoardScript

_REMINDER_KEYS = {
    ReminderAnchor.BEFORE_DUE: "working_days_before_due",
    ReminderAnchor.AFTER_OPEN: "working_days_after_open",
}


def script_of(board: Board) -> BoardScript:
    """What a facilitator authored, as it stands now: published wordings, releases, dates.

    A stage opened by date stands with its date, one opened by hand `by_hand`. Hidden questions
    and working copies are left out, sets without a value, and everything about who takes
    part. Raises ValidationError of a guide that is not complete, such as one without a stage.
    """
    stages = board.stages.prefetch_related("segments__segment_set").order_by("position")
    questions: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for question in _questions(board):
        questions[question.stage_id].append(question_script(question))
    return BoardScript.model_validate(
        {
            "format": FORMAT,
            "board": _board(board),
            "segments": {
                segment_set.key: {
                    "values": [segment.value for segment in segment_set.segments.all()],
                    "several": segment_set.allows_several,
                }
                | _filled(wanted=_wanted(segment_set))
                for segment_set in board.segment_sets.prefetch_related("segments")
                if segment_set.segments.all()
            },
            "stages": [_stage(stage) | {"questions": questions[stage.pk]} for stage in stages],
            "reminders": [_reminder(rule) for rule in board.reminder_rules.all()],
        }
    )


def _wanted(segment_set: SegmentSet) -> dict[str, int]:
    return {
        segment.value: segment.wanted
        for segment in segment_set.segments.all()
        if segment.wanted is not None
    }


def _questions(board: Board) -> Iterable[Question]:
    return (
        Question.objects.with_wording()
        .filter(stage__board=board, current_version__isnull=False, hidden_at=None)
        .select_related("within_set")
        .with_stimuli()
        .with_routes()
        .prefetch_related("segments__segment_set", "sums_up")
        .order_by("stage__position", "position")
    )


def _board(board: Board) -> dict[str, Any]:
    return {
        "title": board.title,
        "timezone": board.timezone,
        "language": board.language,
        "starts_on": board.starts_on,
        "ends": board.ends,
        "grace": board.grace,
        "identity": {
            "peers": board.identity_peers,
            "staff": board.identity_staff,
            "exports": board.identity_exports,
            "choose_pseudonym": board.choose_pseudonym,
        },
        "after_due": board.after_due,
        "hold_first_posts": board.hold_first_posts,
        "minutes_per_day": board.minutes_per_day,
        "late_joiner_days": board.late_joiner_days,
        "front_matter": _front_matter(board),
        "consent": _consent(board),
        "reading_until": board.reading,
        "destruction": {
            "key": board.destroy_key_on,
            "contacts": board.destroy_contacts_on,
            "data": board.destroy_data_on,
        },
    } | _filled(
        welcome=board.welcome,
        farewell=board.farewell,
        holidays=board.holidays,
        look=_look(board),
        given_in_thanks=_given_in_thanks(board),
    )


def _look(board: Board) -> dict[str, Any]:
    logo = {"logo": board.logo.key, "alternative": board.logo_alternative} if board.logo else {}
    return _filled(accent=board.accent) | logo


def _given_in_thanks(board: Board) -> dict[str, Any]:
    given = board.promised_thanks
    if given is None:
        return {}
    return {"what": given.what, "for": given.given_for} | _filled(
        at_least=given.at_least, after_withdrawal=given.after_withdrawal
    )


def _front_matter(board: Board) -> dict[str, Any]:
    return _filled(
        purpose=board.purpose,
        afterwards=board.afterwards,
        conduct=board.conduct,
        run_by=[
            {"name": person.name, "role": person.role} | _filled(organisation=person.organisation)
            for person in board.run_by.all()
        ],
        controller=board.controller,
        ethics_reference=board.ethics_reference,
        contacts=[
            {"for": contact.purpose, "name": contact.name}
            | _filled(email=contact.email, telephone=contact.telephone)
            for contact in board.contacts.all()
        ],
    )


def _consent(board: Board) -> dict[str, Any]:
    """The newest published version; where none is published yet, the one being written."""
    versions = board.consent_versions
    version = versions.published().last() or versions.last()
    assert isinstance(version, ConsentVersion)
    return {
        "version": version.number,
        "information": version.information,
        "statements": [
            {"key": statement.key, "required": statement.required, "text": statement.text}
            for statement in version.statements.all()
        ],
        "observers": version.observers,
        "withdrawal": {"until": board.withdrawal, "answers": board.withdrawal_answers},
    }


def _stage(stage: Stage) -> dict[str, Any]:
    opening = Opening(stage.opening)
    return {
        "key": stage.key,
        "title": stage.title,
        "opens": stage.opens if opening == Opening.BY_DATE else opening,
        "due": stage.due,
        "closes": stage.closes,
        "released": stage.is_released,
        "in_order": stage.in_order,
        "segments": _by_set(stage.segments.all()),
    } | _filled(introduction=stage.introduction)


def question_script(question: Question) -> dict[str, Any]:
    """A published question as its script says it; fetch its items, segments and stages with it."""
    version = question.wording
    version.question = question  # the very row, with what was fetched alongside it
    kind = KINDS[Kind(question.kind)]
    common = {"key": question.key, "kind": question.kind, "prompt": version.prompt}
    rules = {
        "required": question.required,
        "reveal": question.reveal,
        "within": question.within_set and question.within_set.key,
        "entries": question.entries,
        "every": question.every or None,
    }
    ours = set(kind.script_model.model_fields) if kind.takes_answer else set()
    return (
        common
        | kind.own_fields(version)
        | {key: value for key, value in rules.items() if key in ours}
        | {"segments": _by_set(question.segments.all())}
        | _filled(note=version.note, stimuli=_stimuli(version))
    )


def _stimuli(version: QuestionVersion) -> list[dict[str, str]]:
    """None is asked for where the version is known to have none."""
    if not version.has_stimuli:
        return []
    return [
        {"file": stimulus.file.key, "alternative": stimulus.alternative}
        for stimulus in version.stimuli.all()
    ]


def _by_set(segments: Iterable[Segment]) -> dict[str, list[str]]:
    values = defaultdict(list)
    for segment in segments:
        values[segment.segment_set.key].append(segment.value)
    return dict(values)


def _reminder(rule: ReminderRule) -> dict[str, Any]:
    key = _REMINDER_KEYS[ReminderAnchor(rule.anchor)]
    return {key: rule.working_days, "at": rule.at, "to": rule.audience}


def _filled(**values: Any) -> dict[str, Any]:
    """Those that say something: an empty text stands for what was left out."""
    return {key: value for key, value in values.items() if value}
