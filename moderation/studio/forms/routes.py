"""Where options lead: `set=value` as it is chosen in a form, a set and its values in a script."""

from typing import Any

from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed


def as_routed(typed: Typed) -> Typed:
    """What was chosen, as the script says it: the set of the first option that leads somewhere is
    the question's. An option that leads into another set keeps saying which, and is wrong."""
    chosen = [one.get("segment", "").partition("=")[0] for one in typed["options"]]
    routes = next(filter(None, chosen), None)
    if routes is None:
        return typed
    options = [_within(routes, option) for option in typed["options"]]
    return typed | {"routes": routes, "options": options}


def as_chosen(typed: Typed, around: Surroundings) -> Typed:
    """What the script says, as it was chosen."""
    options = [_of_set(typed.get("routes"), one, around) for one in typed.get("options", ())]
    return typed | {"options": options}


def _within(routes: str, option: Typed) -> Typed:
    key, _equals, value = option.get("segment", "").partition("=")
    return option | {"segment": value} if key == routes else option


def _of_set(routes: str | None, option: Any, around: Surroundings) -> Any:
    if not isinstance(option, dict) or not option.get("segment"):
        return option
    segment = option["segment"]
    says_its_set = segment.partition("=")[::2] in around.segments
    if says_its_set and (routes, segment) not in around.segments:
        return option
    return option | {"segment": f"{routes}={segment}"}
