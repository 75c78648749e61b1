"""The lists of reasons for won and lost, and what a person can do with them.

A list is written as a whole: its rows are brought to what is wanted, and those that stay in their
order are not touched. What deals were won or lost for stays on them as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeboard.domain import ranks
from pipeboard.domain import reasons as rules
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status, one_line
from pipeboard.errors import BadInput, Conflict, NotAccepted, Refused
from pipeboard.service.workspace import Workspace
from pipeboard.store import reasons as store
from pipeboard.store.database import Draft

Names = tuple[str, ...]


def names(ws: Workspace, status: Status) -> Names:
    """The reasons for a status in order, without 'other', which is always there besides."""
    with ws.read() as connection:
        return store.names(connection, status)


def write(ws: Workspace, status: Status, seen: Sequence[str], after: Sequence[str]) -> Step | None:
    """Puts the list ``after`` in the place of the one ``seen``; empty, the default list is back.

    Raises Conflict when the list is another than ``seen`` meanwhile, BadInput and Refused for
    names that cannot be on it.
    """

    def edited(before: Names) -> tuple[Names, str]:
        if before != tuple(seen):
            raise Conflict(
                f"somebody else changed the reasons for {status} meanwhile", "look again"
            )
        title = f"Changed the reasons for {status}"
        return rules.checked(after), title if any(map(one_line, after)) else _RESET.format(status)

    return _edit(ws, status, edited)


def add(ws: Workspace, status: Status, name: str) -> Step | None:
    """Adds a reason at the end of its list."""
    _require_text(name)

    def edited(before: Names) -> tuple[Names, str]:
        return (*before, name), f"Added '{one_line(name)}' to the reasons for {status}"

    return _edit(ws, status, edited)


def rename(ws: Workspace, status: Status, name: str, new: str) -> Step | None:
    """Gives a reason another name in its list; raises NotFound."""
    _require_text(new)
    renamed: dict[str, str] = {}

    def edited(before: Names) -> tuple[Names, str]:
        at = rules.place(before, name, status)
        renamed[before[at]] = one_line(new)
        after = (*before[:at], new, *before[at + 1 :])
        return after, f"Renamed the reason '{before[at]}' for {status} to '{one_line(new)}'"

    return _edit(ws, status, edited, renamed)


def remove(ws: Workspace, status: Status, name: str) -> Step | None:
    """Takes a reason off its list; raises NotFound, and Refused for the last one."""

    def edited(before: Names) -> tuple[Names, str]:
        at = rules.place(before, name, status)
        if len(before) == 1:
            raise Refused(f"'{before[0]}' is the last reason for {status}; add another one first")
        title = f"Removed '{before[at]}' from the reasons for {status}"
        return (*before[:at], *before[at + 1 :]), title

    return _edit(ws, status, edited)


def move(ws: Workspace, status: Status, name: str, to: int) -> Step | None:
    """Puts a reason at a place in its list, from 1; raises NotFound, and BadInput for no place."""

    def edited(before: Names) -> tuple[Names, str]:
        at = rules.place(before, name, status)
        if not 1 <= to <= len(before):
            raise NotAccepted("place", str(to), f"the list has the places 1 to {len(before)}")
        others = [*before[:at], *before[at + 1 :]]
        after = (*others[: to - 1], before[at], *others[to - 1 :])
        return after, f"Moved '{before[at]}' to place {to} of the reasons for {status}"

    return _edit(ws, status, edited)


_RESET = "Put back the default reasons for {}"


def _require_text(name: str) -> None:
    if not one_line(name):
        raise BadInput("reason", name, "type a few words")


def _edit(
    ws: Workspace,
    status: Status,
    edited: Callable[[Names], tuple[Names, str]],
    renamed: Mapping[str, str] | None = None,
) -> Step | None:
    """Brings a list to what ``edited`` makes of it, with the title that it gives the step."""
    if status not in rules.STATUSES:
        raise BadInput("status", status, f"use one of {', '.join(rules.STATUSES)}")
    with ws.step() as step:
        rows = store.rows(step.connection, status)
        before = store.names(step.connection, status)
        wanted, title = edited(before)
        wanted = rules.checked(wanted)
        if wanted != before:
            _bring(step, status, rows, wanted, renamed or {})
        step.title = title
    return step.step


def _bring(
    step: Draft,
    status: Status,
    rows: Sequence[dict[str, Any]],
    wanted: Names,
    renamed: Mapping[str, str],
) -> None:
    by_name = {renamed.get(row["name"], row["name"]): row for row in rows}
    for name, row in by_name.items():
        if name not in wanted:
            step.delete("reason", row)
    staying = _in_order([by_name[name]["rank"] for name in wanted if name in by_name])
    last: str | None = None
    for at, name in enumerate(wanted):
        found = by_name.get(name)
        rank = found["rank"] if found else None
        if rank not in staying:
            rests = (by_name[later]["rank"] for later in wanted[at + 1 :] if later in by_name)
            rank = ranks.between(last, next((rest for rest in rests if rest in staying), None))
        if found is None:
            step.insert("reason", {"status": status, "rank": rank, "name": name})
        else:
            step.edit("reason", found["id"], found, {"rank": rank, "name": name})
        last = rank


def _in_order(found: Sequence[str]) -> set[str]:
    """The longest run of ranks, gaps allowed, that ascend: their rows need not be written."""
    runs: list[list[str]] = []
    for rank in found:
        before = [run for run in runs if run[-1] < rank]
        runs.append([*_longest(before), rank])
    return set(_longest(runs))


def _longest(runs: Sequence[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []
