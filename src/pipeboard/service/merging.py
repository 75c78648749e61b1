"""Merging two deals, contacts or companies into one: a look at it first, then one step."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeboard.domain.changes import Change, Step, edit
from pipeboard.domain.deals import require_closed_after
from pipeboard.domain.merging import (
    Kind,
    Merge,
    MergedField,
    Party,
    Side,
    United,
    weightier,
)
from pipeboard.domain.people import Role
from pipeboard.domain.sameness import mail_key
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, Conflict, Refused
from pipeboard.service import mergefields
from pipeboard.service.workspace import Workspace
from pipeboard.store import merging as store
from pipeboard.store import stages
from pipeboard.store.database import Connection, Draft

_Row = dict[str, Any]
_SAYS_NOTHING = "touched_on"
"""A column that says nothing by itself of what was changed."""


def preview(ws: Workspace, kind: Kind, keep_id: int, other_id: int) -> Merge:
    """How one would go into the other; nothing is written.

    Raises Refused for one with itself, NotFound for one that is gone.
    """
    with ws.read() as connection:
        return _read(connection, kind, keep_id, other_id).merge


def merge(ws: Workspace, seen: Merge, chosen: Mapping[str, Side] | None = None) -> Step | None:
    """Merges two as they were ``seen``; ``chosen`` says of fields by name whose value is kept.

    What belongs to the other one comes to the kept one, and the other is gone. A deal that is kept
    stays where it is on the board. Raises Conflict when either was changed since, NotFound when one
    is gone, BadInput for a choice that there is not.
    """
    chosen = chosen or {}
    with ws.step() as step:
        pair = _read(step.connection, seen.kind, seen.keep.id, seen.other.id)
        if pair.merge.seen != seen.seen:
            raise Conflict(
                f"{seen.keep} or {seen.other} was changed meanwhile",
                "nothing was merged, look again",
            )
        after = _chosen(pair, chosen)
        step.apply(_moved(pair))
        _finish(step, pair, after)
        step.title = pair.merge.title
    return step.step


def require_field(seen: Merge, name: str) -> MergedField:
    """The field of that name; raises BadInput with the names of those that differ."""
    wanted = " ".join(name.casefold().replace("_", " ").split())
    for field in seen.fields:
        if wanted in (field.name, field.label.casefold()) and len(field.sides) > 1:
            return field
    differing = [field.name for field in seen.fields if len(field.sides) > 1]
    accepted = f"the two differ in {', '.join(differing)}" if differing else "no field differs"
    raise BadInput("field", name, accepted)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two rows with everything that refers to either."""

    merge: Merge
    keep: _Row
    other: _Row
    parts: Mapping[tuple[str, str], store.Rows]
    fields: Sequence[mergefields.Found]


def _read(connection: Connection, kind: Kind, keep_id: int, other_id: int) -> _Pair:
    keep = store.party(connection, kind, keep_id)
    parties = Party(keep_id, keep["title" if kind is Kind.DEAL else "name"])
    if keep_id == other_id:
        raise Refused(f"{parties} cannot be merged with itself; name another {kind}")
    other = store.party(connection, kind, other_id)
    ids = [keep_id, other_id]
    parts = {
        (table, column): store.referring(connection, table, column, ids)
        for table, column in store.references(kind)
    }
    fields = mergefields.read(connection, kind, keep, other)
    merge = Merge(
        kind=kind,
        keep=parties,
        other=Party(other_id, other["title" if kind is Kind.DEAL else "name"]),
        fields=tuple(found.field for found in fields),
        united=tuple(_united(connection, kind, keep_id, parts)),
        goes=tuple(_goes(connection, kind, keep, other, parts)),
        seen=_seen(keep, other, parts),
    )
    return _Pair(merge, keep, other, parts, fields)


def _seen(
    keep: _Row, other: _Row, parts: Mapping[tuple[str, str], store.Rows]
) -> dict[str, list[Mapping[str, Any]]]:
    """What must still be so when it is written: the two, and what belongs to either."""
    found: dict[str, list[Mapping[str, Any]]] = {
        "": [
            {key: value for key, value in row.items() if key != _SAYS_NOTHING}
            for row in (keep, other)
        ]
    }
    for (table, column), rows in parts.items():
        whole = table in _SAME_BY
        found[f"{table}.{column}"] = [
            row if whole else {"id": row["id"], column: row[column]} for row in rows
        ]
    return found


# What belongs to the two

_SAME_BY: Mapping[str, Callable[[_Row, str], Hashable]] = {
    "deal_label": lambda row, _: row["label"],
    "deal_check": lambda row, _: row["item"],
    "external_id": lambda row, _: (row["system"], row["value"]),
    "deal_contact": lambda row, by: row["contact_id" if by == "deal_id" else "deal_id"],
    "contact_email": lambda row, _: mail_key(row["address"]),
    "contact_phone": lambda row, _: "".join(filter(str.isalnum, row["number"])) or row["number"],
}
"""What two of one table that belong to the two have in common when they are one and the same."""


def _itself(row: _Row, _by: str) -> Hashable:
    return int(row["id"])


_STAYS = "stage_visit"
"""What goes with the other deal: the kept one has a way through the stages of its own."""


def _moved(pair: _Pair) -> list[Change]:
    """The changes by which what belongs to the other comes to the kept one."""
    merge = pair.merge
    edits: list[Change] = []
    deletes: list[Change] = []
    for (table, column), rows in pair.parts.items():
        same_by = _SAME_BY.get(table)
        mine = (
            {same_by(row, column): row for row in rows if row[column] == merge.keep.id}
            if (same_by)
            else {}
        )
        for row in rows:
            if row[column] != merge.other.id or (table, row["id"]) == (merge.kind, merge.keep.id):
                continue
            deal_id = _deal_of(pair, table, row)
            twin = mine.get(same_by(row, column)) if same_by else None
            if table == _STAYS or twin is not None:
                deletes.append(Change(table, row["id"], row, None, deal_id))
                if table == "deal_contact" and twin is not None:
                    edits += _weighed(twin, row, deal_id)
                continue
            if same_by:
                mine[same_by(row, column)] = row
            edits.append(
                Change(table, row["id"], {column: row[column]}, {column: merge.keep.id}, deal_id)
            )
    return [*deletes, *edits]


def _weighed(twin: _Row, row: _Row, deal_id: int | None) -> list[Change]:
    """One person twice on one deal: the weightier role stays, and that they have left."""
    role = weightier(Role(twin["role"]), Role(row["role"]))
    left_on = twin["left_on"] or row["left_on"]
    found = [
        edit("deal_contact", twin["id"], twin, {"role": role.value}, deal_id),
        edit("deal_contact", twin["id"], twin, {"left_on": left_on}, deal_id),
    ]
    return [change for change in found if change is not None]


def _deal_of(pair: _Pair, table: str, row: _Row) -> int | None:
    """The deal in whose history a change of a row stands."""
    if table == "deal":
        return int(row["id"])
    if pair.merge.kind is Kind.DEAL:
        return pair.merge.keep.id
    found: int | None = row.get("deal_id")
    return found


_LABELS = {
    ("deal", "sold_from_id"): "sold from it",
    ("deal", "company_id"): "deals",
    ("deal_contact", "deal_id"): "contacts",
    ("deal_contact", "contact_id"): "deals",
    ("deal_label", "deal_id"): "labels",
    ("deal_check", "deal_id"): "ticked items",
    ("external_id", "deal_id"): "external ids",
    ("cadence_run", "deal_id"): "cadences",
    ("contact_email", "contact_id"): "e-mails",
    ("contact_phone", "contact_id"): "phones",
    ("contact", "company_id"): "contacts",
    ("follow_up", "deal_id"): "follow-ups",
    ("follow_up", "contact_id"): "follow-ups",
    ("follow_up", "company_id"): "follow-ups",
}
_SPELLED: Mapping[str, Callable[[_Row], str]] = {
    "deal_label": lambda row: f"#{row['label']}",
    "deal_check": lambda row: str(row["item"]),
    "external_id": lambda row: f"{row['system']} {row['value']}".strip(),
    "contact_email": lambda row: str(row["address"]),
    "contact_phone": lambda row: str(row["number"]),
}


def _united(
    connection: Connection, kind: Kind, keep_id: int, parts: Mapping[tuple[str, str], store.Rows]
) -> list[United]:
    found = []
    for (table, column), rows in parts.items():
        if table == _STAYS or not rows:
            continue
        same_by = _SAME_BY.get(table, _itself)
        once = {same_by(row, column): row for row in reversed(rows)}
        spell = _SPELLED.get(table)
        names = tuple(spell(row) for row in reversed(once.values())) if spell else ()
        if table == "deal_contact" and kind is Kind.DEAL:
            names = mergefields.people(connection, [row["contact_id"] for row in once.values()])
        mine = sum(row[column] == keep_id for row in rows)
        label = _LABELS.get((table, column), f"{table.replace('_', ' ')}s")
        found.append(United(label, mine, len(rows) - mine, len(once), names))
    return found


def _goes(
    connection: Connection,
    kind: Kind,
    keep: _Row,
    other: _Row,
    parts: Mapping[tuple[str, str], store.Rows],
) -> list[str]:
    if kind is not Kind.DEAL:
        return []
    known = {stage.id: stage.name for stage in stages.stages(connection, removed=True)}
    there, here = (
        f"{known.get(row['stage_id'], 'no stage')}, {row['status']}" for row in (other, keep)
    )
    told = [] if there == here else [f"it is in {there}; the deal that is kept stays in {here}"]
    visits = sum(row["deal_id"] == other["id"] for row in parts[_STAYS, "deal_id"])
    return [*told, f"its way through the stages ({many(visits, 'stay')})"] if visits else told


# Their fields


def _chosen(pair: _Pair, chosen: Mapping[str, Side]) -> _Row:
    """The columns of the kept one after the merge."""
    for name, side in chosen.items():
        field = require_field(pair.merge, name)
        if side not in field.sides:
            raise BadInput(field.label, side, f"one of {', '.join(field.sides)} is needed")
    after: _Row = {}
    for found in pair.fields:
        side = chosen.get(found.field.name, found.field.side)
        if side is not Side.KEPT:
            found.put(after, pair.keep, side)
    if {"created_on", "closed_on"} & after.keys():
        days = {**pair.keep, **after}
        require_closed_after(pair.merge.keep.name, days["created_on"], days["closed_on"])
    return after


def _finish(step: Draft, pair: _Pair, after: _Row) -> None:
    """Gives the kept one what it takes over, and removes the other."""
    merge = pair.merge
    table, keep_id, other_id = merge.kind.value, merge.keep.id, merge.other.id
    if merge.kind is not Kind.DEAL:
        step.edit(table, keep_id, pair.keep, after)
        step.delete(table, pair.other)
        return
    gone = dict(pair.other)
    # Both deals have the step in their history, also where nothing else of them is changed.
    for row, deal_id in ((pair.keep, keep_id), (gone, other_id)):
        was = {"touched_on": row["touched_on"]}
        step.apply([Change(table, deal_id, was, {"touched_on": step.today}, deal_id)])
    gone["touched_on"] = step.today
    step.edit(table, keep_id, pair.keep, after, keep_id)
    step.delete(table, gone, keep_id)
