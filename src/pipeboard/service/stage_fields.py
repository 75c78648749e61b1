"""What a stage consists of as a person types it: ``probability=65``, ``stale-after=14``."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pipeboard.domain.deals import one_line
from pipeboard.domain.stageline import StageLine
from pipeboard.domain.stages import Pipeline, Stage, StageKind, StageRule
from pipeboard.errors import BadInput, NotAccepted, Refused

_LONGEST = 3650
"""Days after which nothing is called stale."""


def free_name(name: str, others: Sequence[Stage | Pipeline], kind: str = "stage") -> str:
    """The name on one line; raises BadInput when it is empty.

    Refused when another one has it, in any case.
    """
    name = one_line(name)
    if not name:
        raise BadInput("name", name, f"a {kind} needs a name")
    taken = next((each.name for each in others if each.name.casefold() == name.casefold()), None)
    if taken is not None:
        raise Refused(f"there is a {kind} {taken} already; give another name")
    return name


def settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of anything but the name, as a stage has them; raises BadInput like ``checked``."""
    unknown = values.keys() - _CHECKS.keys()
    if unknown:
        raise BadInput("field", min(unknown), f"use one of {', '.join(NAMES)}")
    return {key: _CHECKS[key](value) for key, value in values.items()}


def checked(stage: Stage, values: Mapping[str, Any], others: Sequence[Stage]) -> dict[str, Any]:
    """The values as a stage has them; raises BadInput, naming the field and what it takes."""
    found: dict[str, Any] = {}
    if "name" in values and one_line(str(values["name"])) != stage.name:
        found["name"] = free_name(str(values["name"]), others)
    return found | settings({key: value for key, value in values.items() if key != "name"})


def read(name: str, typed: str) -> dict[str, Any]:
    """A field named and a value typed by a person, as ``edit`` of a stage takes it.

    Raises BadInput, with the field that may have been meant.
    """
    plain = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    if plain == "name":
        return {"name": typed}
    if plain not in _CHECKS:
        near = get_close_matches(plain, [each.replace("-", "_") for each in NAMES], n=1)
        hint = f"did you mean {near[0].replace('_', '-')}?" if near else None
        raise BadInput("field", name, hint or f"use one of {', '.join(NAMES)}")
    return {plain: _CHECKS[plain](typed)}


def said(line: StageLine) -> dict[str, Any]:
    """The settings that were typed in one line with a name; raises BadInput as ``read`` does."""
    values: dict[str, Any] = {}
    for name in ("probability", "stale_after"):
        number = getattr(line, name)
        if number is not None:
            values |= read(name, str(number))
    return values


def told(seen: Stage, after: Mapping[str, Any]) -> str:
    """The sentence on what was changed."""
    changed = {key: value for key, value in after.items() if getattr(seen, key) != value}
    name = seen.name
    if not changed:
        return ""
    if changed.keys() == {"name"}:
        return f"Renamed the stage {name} to {changed['name']}"
    if len(changed) == 1:
        key, value = next(iter(changed.items()))
        return _told_one(name, key, value)
    labels = [_label(key) for key in changed]
    return f"Changed the {', '.join(labels[:-1])} and {labels[-1]} of {name}"


def _told_one(name: str, key: str, value: Any) -> str:
    if key == "guidance":
        return f"{'Changed' if value else 'Cleared'} the guidance of {name}"
    if key in ("qualified", "marketing_qualified"):
        mark = _label(key)
        return (
            f"Deals count as {mark} from {name} on" if value else f"{name} is not {mark} any more"
        )
    said = {
        "probability": f"{value} %",
        "stale_after": f"{value} days" if value else "never",
    }.get(key, str(value))
    return f"Set the {_label(key)} of {name} to {said}"


def _label(key: str) -> str:
    return {"stale_after": "stale-after", "marketing_qualified": "marketing-qualified"}.get(
        key, key
    )


def _number(field: str, most: int, accepted: str) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        text = str(value).strip().removesuffix("%" if field == "probability" else "d").strip()
        plain = text.isascii() and text.isdecimal() and len(text) <= 6
        if isinstance(value, bool) or not plain:
            raise BadInput(field, str(value), accepted)
        if int(text) > most:
            raise NotAccepted(field, str(value), accepted)
        return int(text)

    return check


def _mark(field: str) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        words = {"yes": True, "true": True, "1": True, "on": True}
        words |= {"no": False, "false": False, "0": False, "off": False}
        found = words.get(str(value).strip().casefold())
        if found is None:
            raise BadInput(field, str(value), "yes or no is needed")
        return found

    return check


def _choice(field: str, choices: type[StrEnum]) -> Callable[[Any], StrEnum]:
    def check(value: Any) -> StrEnum:
        wanted = str(value).strip().casefold()
        found = [each for each in choices if wanted and each.value.startswith(wanted)]
        if len(found) != 1:
            raise BadInput(field, str(value), f"one of {', '.join(choices)} is needed")
        return found[0]

    return check


_CHECKS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "probability": _number("probability", 100, "a whole number from 0 to 100 is needed"),
        "stale_after": _number(
            "stale-after", _LONGEST, f"a number of days from 0 (never) to {_LONGEST} is needed"
        ),
        "marketing_qualified": _mark("marketing-qualified"),
        "qualified": _mark("qualified"),
        "rule": _choice("rule", StageRule),
        "guidance": lambda value: str(value).strip(),
        "kind": _choice("kind", StageKind),
    }
)
NAMES = ("name", *(key.replace("_", "-") for key in _CHECKS))
"""The names of the fields, as they are typed."""
