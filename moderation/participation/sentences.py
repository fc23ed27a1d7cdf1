"""The participation statement in sentences, ready for the method section of a report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import ngettext

from bulletin.text.numbers import grouped, one_decimal
from moderation.participation.counting import Figures, StageFigures
from moderation.participation.particulars import Particulars, Reason, Responses
from participants.enums import Channel

WAYS = {
    Channel.WEB: say("on the board"),
    Channel.EMAIL: say("by e-mail"),
    Channel.TELEPHONE: say("by telephone"),
    Channel.PAPER: say("on paper"),
}
ANSWERED = {
    Channel.WEB: say("had their answers entered on the board"),
    Channel.EMAIL: say("sent their answers by e-mail"),
    Channel.TELEPHONE: say("gave their answers by telephone"),
    Channel.PAPER: say("gave their answers on paper"),
}
_SHORT = timedelta(minutes=90)
_HOURS = timedelta(hours=36)


def paragraphs_of(figures: Figures, more: Particulars) -> list[str]:
    """Who took part, stage by stage, what was said, and how soon staff replied."""
    parts = (
        _people(figures, more),
        map(_stage, figures.stages),
        _said(figures, more),
        _responses(more.responses),
    )
    return [" ".join(sentences) for part in parts if (sentences := list(part))]


def _people(figures: Figures, more: Particulars) -> Iterator[str]:
    yield _invited(figures)
    if figures.invited:
        yield _what_became_of_them(figures, more)
    if figures.entered_uninvited:
        yield _uninvited(figures.entered_uninvited, more.uninvited)
    if more.stopped:
        yield _stopped(more.stopped)
    yield _consent(figures)


def _invited(figures: Figures) -> str:
    invited = ngettext(
        "%(number)d person was invited to the board",
        "%(number)d people were invited to the board",
        figures.invited,
    ) % {"number": figures.invited}
    delivered = ngettext(
        "%(number)d invitation was delivered",
        "%(number)d invitations were delivered",
        figures.delivered,
    ) % {"number": figures.delivered}
    return _("%(invited)s; %(delivered)s.") % {"invited": invited, "delivered": delivered}


def _what_became_of_them(figures: Figures, more: Particulars) -> str:
    never = _("%(number)d never signed in") % {"number": figures.never_came}
    return _("Of these, %(never)s, %(silent)s, and %(wrote)s.") % {
        "never": never + in_brackets(more.unable),
        "silent": _("%(number)d signed in and wrote nothing") % {"number": figures.came_silent},
        "wrote": _("%(number)d wrote on the board") % {"number": figures.wrote},
    }


def in_brackets(reasons: Sequence[Reason]) -> str:
    """` (leave: 3; illness: 1)`; nothing where no reason is known."""
    known = [f"{reason.why or _('no reason given')}: {reason.people}" for reason in reasons]
    return f" ({'; '.join(known)})" if known else ""


def _uninvited(people: int, by: Mapping[Channel, int]) -> str:
    return ngettext(
        "A further %(number)d person, who had not been invited, %(answered)s.",
        "A further %(number)d people, who had not been invited, %(answered)s.",
        people,
    ) % {"number": people, "answered": _answered(by)}


def _answered(by: Mapping[Channel, int]) -> str:
    if len(by) == 1:
        (channel,) = by
        return str(ANSWERED[channel])
    return _("answered in other ways (%(ways)s)") % {"ways": ways_of(by)}


def ways_of(by: Mapping[Channel, int]) -> str:
    """`by e-mail`; with their numbers where there are several: `by e-mail: 2; on paper: 1`."""
    if len(by) == 1:
        (channel,) = by
        return str(WAYS[channel])
    return "; ".join(f"{WAYS[channel]}: {number}" for channel, number in by.items())


def _stopped(reasons: Sequence[Reason]) -> str:
    people = sum(reason.people for reason in reasons)
    return ngettext(
        "%(number)d other person said that they could not go on%(reasons)s.",
        "%(number)d others said that they could not go on%(reasons)s.",
        people,
    ) % {"number": people, "reasons": in_brackets(reasons)}


def _consent(figures: Figures) -> str:
    """A sentence may begin with a figure, and nobody is a word."""
    return _("%(consented)d consented, %(declined)s declined, and %(withdrawn)s withdrew.") % {
        "consented": figures.consented,
        "declined": figures.declined or _("nobody"),
        "withdrawn": figures.withdrawn or _("nobody"),
    }


def _stage(stage: StageFigures) -> str:
    if not stage.has_opened:
        return _("“%(title)s” has not opened.") % {"title": stage.title}
    return ngettext(
        "“%(title)s” was answered by %(answered)d person; %(finished)d finished it.",
        "“%(title)s” was answered by %(answered)d people; %(finished)d finished it.",
        stage.answered,
    ) % {"title": stage.title, "answered": stage.answered, "finished": stage.finished}


def _said(figures: Figures, more: Particulars) -> Iterator[str]:
    if not figures.answers:
        return
    yield _(
        "Participants wrote %(words)s words in %(answers)d answers and %(comments)d comments;"
        " staff wrote %(staff)d comments and %(probes)d probes."
    ) % {
        "words": grouped(figures.words),
        "answers": figures.answers,
        "comments": figures.comments,
        "staff": figures.staff_comments,
        "probes": figures.probes,
    }
    if len(more.answers_by) > 1:
        yield _("The answers came in these ways: %(ways)s.") % {"ways": ways_of(more.answers_by)}
    yield from _typical(figures, more)


def _typical(figures: Figures, more: Particulars) -> Iterator[str]:
    yield _("There were %(number)s comments and probes to an answer.") % {
        "number": one_decimal(replies_an_answer(figures))
    }
    if more.answers_a_person is not None:
        yield _("The median number of answers a person was %(number)s.") % {
            "number": one_decimal(more.answers_a_person)
        }
    if more.people_a_question:
        fewest, most = more.people_a_question
        yield _("A question was answered by %(fewest)d to %(most)d people.") % {
            "fewest": fewest,
            "most": most,
        }


def replies_an_answer(figures: Figures) -> float:
    replies = figures.comments + figures.staff_comments + figures.probes
    return replies / figures.answers if figures.answers else 0


def _responses(responses: Responses) -> Iterator[str]:
    if not responses.posts:
        return
    yield _(
        "Of the %(posts)d posts that participants made on the board, staff wrote afterwards in the"
        " threads of %(answered)d, in those of %(soon)d within a day."
    ) % {
        "answered": responses.answered,
        "posts": responses.posts,
        "soon": responses.within_a_day,
    }
    if responses.median is not None:
        yield _("The median time until they did was %(time)s.") % {
            "time": duration(responses.median)
        }


def duration(time: timedelta) -> str:
    """`12 minutes`, `5 hours`, `3 days`."""
    if time < _SHORT:
        number = round(time / timedelta(minutes=1))
        words = ngettext("%(number)d minute", "%(number)d minutes", number)
    elif time < _HOURS:
        number = round(time / timedelta(hours=1))
        words = ngettext("%(number)d hour", "%(number)d hours", number)
    else:
        number = round(time / timedelta(days=1))
        words = ngettext("%(number)d day", "%(number)d days", number)
    return words % {"number": number}
