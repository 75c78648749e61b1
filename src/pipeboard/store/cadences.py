"""Reading cadences, what they run on, and what a paused one has put aside."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from pipeboard.domain.cadences import ALIVE, Cadence, CadenceStep, Run, RunState
from pipeboard.store import history, schema
from pipeboard.store.batching import batches

_cadence, _step, _run = schema.cadence, schema.cadence_step, schema.cadence_run
_item, _change = schema.follow_up, schema.change


def all_of_them(connection: Connection) -> list[Cadence]:
    """Every cadence that was not removed, in the order in which they were made."""
    query = select(_cadence).where(_cadence.c.removed_on.is_(None)).order_by(_cadence.c.id)
    found = list(connection.execute(query).mappings())
    steps: dict[int, list[CadenceStep]] = defaultdict(list)
    for row in connection.execute(select(_step).order_by(_step.c.rank, _step.c.id)).mappings():
        steps[row["cadence_id"]].append(CadenceStep(row["day"], row["type"], row["subject"]))
    count = func.count(_run.c.deal_id.distinct()).label("deals")
    runs = (
        select(_run.c.cadence_id, count).where(_run.c.state.in_(ALIVE)).group_by(_run.c.cadence_id)
    )
    deals = {row.cadence_id: row.deals for row in connection.execute(runs)}
    return [
        Cadence(
            row["id"],
            row["name"],
            tuple(steps[row["id"]]),
            row["stops_on_reply"],
            row["stops_on_move"],
            deals.get(row["id"], 0),
        )
        for row in found
    ]


def ever(connection: Connection) -> bool:
    """Whether there are or were any cadences, removed and reverted ones too."""
    if connection.execute(select(_cadence.c.id).limit(1)).first():
        return True
    query = select(_change.c.id).where(_change.c.table == _cadence.name).limit(1)
    return connection.execute(query).first() is not None


def step_rows(connection: Connection, cadence_id: int) -> list[dict[str, Any]]:
    """The rows of the steps of a cadence, in their order."""
    query = select(_step).where(_step.c.cadence_id == cadence_id).order_by(_step.c.rank, _step.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def marks(connection: Connection, cadence_ids: Collection[int]) -> dict[int, tuple[bool, bool]]:
    """Whether a reply and whether a stage change stops each cadence, removed ones too."""
    columns = _cadence.c.id, _cadence.c.stops_on_reply, _cadence.c.stops_on_move
    query = select(*columns).where(_cadence.c.id.in_(cadence_ids))
    return {row.id: (row.stops_on_reply, row.stops_on_move) for row in connection.execute(query)}


def called(connection: Connection, runs: Mapping[int, int | None]) -> dict[int, str]:
    """The names of the cadences of runs, by the runs; ``runs`` has the cadence where it is known."""
    query = select(_run.c.id, _run.c.cadence_id).where(_run.c.id.in_(runs))
    known = {row.id: row.cadence_id for row in connection.execute(query)}
    known |= {run_id: cadence_id for run_id, cadence_id in runs.items() if cadence_id}
    query = select(_cadence.c.id, _cadence.c.name).where(_cadence.c.id.in_(known.values()))
    names = {row.id: row.name for row in connection.execute(query)}
    return {
        run_id: names[cadence_id] for run_id, cadence_id in known.items() if cadence_id in names
    }


def runs_on(connection: Connection, deal_ids: Iterable[int], *, alive: bool = False) -> list[Run]:
    """The cadences that were started on these deals, the oldest first; ``alive``, those going on."""
    wanted = [_run.c.state.in_(ALIVE)] if alive else []
    rows = [
        row
        for part in batches(deal_ids)
        for row in _run_rows(connection, _run.c.deal_id.in_(part), *wanted)
    ]
    return _runs(connection, rows)


def runs(connection: Connection, run_ids: Iterable[int]) -> list[Run]:
    """The runs with these ids that are there."""
    rows = [row for part in batches(run_ids) for row in _run_rows(connection, _run.c.id.in_(part))]
    return _runs(connection, rows)


def _run_rows(connection: Connection, *where: Any) -> list[Any]:
    query = (
        select(_run, _cadence.c.name)
        .join(_cadence, _cadence.c.id == _run.c.cadence_id)
        .where(*where)
        .order_by(_run.c.id)
    )
    return list(connection.execute(query).mappings())


def _runs(connection: Connection, rows: list[Any]) -> list[Run]:
    counts: dict[int, tuple[int, int]] = {}
    for part in batches(row["id"] for row in rows):
        query = (
            select(_item.c.cadence_run_id, func.count(_item.c.done_at), func.count())
            .where(_item.c.cadence_run_id.in_(part))
            .group_by(_item.c.cadence_run_id)
        )
        counts |= {run_id: (done, of) for run_id, done, of in connection.execute(query)}
    found = []
    for row in rows:
        done, of = counts.get(row["id"], (0, 0))
        state = RunState(row["state"])
        if state is RunState.PAUSED:
            of += len(aside(connection, row["id"], row["deal_id"]))
        plain = {key: row[key] for key in ("id", "deal_id", "cadence_id", "name")}
        dates = {key: row[key] for key in ("started_on", "ended_on")}
        found.append(Run(**plain, **dates, state=state, done=done, of=of))
    return found


def open_rows(connection: Connection, run_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The follow-ups of each run that are not done, whole and by their days."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part in batches(run_ids):
        query = (
            select(_item)
            .where(_item.c.cadence_run_id.in_(part), _item.c.done_at.is_(None))
            .order_by(_item.c.due_on, _item.c.id)
        )
        for row in connection.execute(query).mappings():
            found[row["cadence_run_id"]].append(dict(row))
    return found


def run_of(connection: Connection, follow_up_ids: Iterable[int]) -> dict[int, int]:
    """The run that each of these follow-ups belongs to, of those that belong to one."""
    found: dict[int, int] = {}
    for part in batches(follow_up_ids):
        query = select(_item.c.id, _item.c.cadence_run_id).where(
            _item.c.id.in_(part), _item.c.cadence_run_id.is_not(None)
        )
        found |= {row.id: row.cadence_run_id for row in connection.execute(query)}
    return found


def aside(connection: Connection, run_id: int, deal_id: int) -> list[dict[str, Any]]:
    """The follow-ups that a paused run has put aside, by their days.

    The journal has them: they are what the last step that paused the run has deleted.
    """
    paused = select(_change.c.step_id, _change.c.after).where(
        _change.c.table == _run.name, _change.c.row_id == run_id
    )
    paused = paused.order_by(_change.c.step_id.desc())
    rows = connection.execute(paused.where(_change.c.deal_id == deal_id)).all()
    step_id = _pausing(rows)
    if step_id is None:  # it was on another deal, that was merged into this one
        step_id = _pausing(connection.execute(paused).all())
    if step_id is None:
        return []
    deleted = [
        dict(each.before)
        for each in history.changes(connection, [step_id]).get(step_id, ())
        if each.table == _item.name and each.after is None and each.before is not None
    ]
    mine = [row for row in deleted if row["cadence_run_id"] == run_id]
    return sorted(mine, key=lambda row: (row["due_on"], row["id"]))


def _pausing(rows: Iterable[Any]) -> int | None:
    return next(
        (int(row.step_id) for row in rows if (row.after or {}).get("state") == RunState.PAUSED),
        None,
    )
