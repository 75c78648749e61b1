"""Why deals are won and lost: the lists to pick from, and what is on them."""

from collections.abc import Mapping, Sequence

from pipeboard.domain.deals import Status, one_line
from pipeboard.errors import BadInput, NotFound, Refused

OTHER = "other"
"""Always the last choice and never on a list: whoever takes it says why in their own words."""

NOT_A_FIT = "not a fit"
"""Why a deal that was disqualified is lost, whatever is on the list."""

STATUSES = (Status.WON, Status.LOST)
"""The statuses that have a list of reasons."""

DEFAULTS: Mapping[Status, tuple[str, ...]] = {
    Status.WON: (
        "best fit",
        "price",
        "they know us",
        "service",
        "quick to start",
        "recommended to them",
    ),
    Status.LOST: (
        "price",
        "no budget",
        "timing",
        "went with a competitor",
        "no decision",
        NOT_A_FIT,
        "no answer",
    ),
}
"""The lists until somebody edits them."""


def listed(names: Sequence[str], text: str | None) -> str | None:
    """The reason of a list that a text is, as it is spelled there, whatever the case; else None."""
    wanted = one_line(text or "").casefold()
    return next((name for name in names if name.casefold() == wanted), None)


def meant(names: Sequence[str], text: str | None) -> str | None:
    """The reason that a text stands for: one of the list, else the text itself; None for none.

    Raises BadInput for 'other' alone, which says nothing.
    """
    said = one_line(text or "")
    if said.casefold().rstrip(".…") == OTHER:
        raise BadInput("reason", said, "say in your own words what it was")
    return listed(names, said) or said or None


def checked(names: Sequence[str]) -> tuple[str, ...]:
    """The names of a list, each on one line, empty ones left out.

    Raises BadInput for 'other', Refused for a name that stands there twice.
    """
    found: list[str] = []
    for name in filter(None, map(one_line, names)):
        if name.casefold().rstrip(".…") == OTHER:
            raise BadInput("reason", name, "it is always the last choice, and on no list")
        if listed(found, name):
            raise Refused(f"there is a reason '{listed(found, name)}' already")
        found.append(name)
    return tuple(found)


def place(names: Sequence[str], text: str, status: Status) -> int:
    """The place of a reason in its list, from 0; raises NotFound with those that there are."""
    name = listed(names, text)
    if name is None:
        there = ", ".join(names)
        raise NotFound(f"there is no reason '{one_line(text)}' for {status}; there are {there}")
    return names.index(name)
