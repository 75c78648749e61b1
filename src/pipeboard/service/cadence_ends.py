"""How cadences end: stopped or paused by a person, or by what a step of another kind means for them.

``Workspace.step`` asks ``settle`` about every step before it is written, so that a cadence ends by
the same step as what ends it, however that came about.
"""

from collections.abc import Iterable, Sequence

from pipeboard.domain.cadencechanges import moved as deals_moved
from pipeboard.domain.cadences import Run, RunState, is_reply
from pipeboard.domain.changes import Change, edit
from pipeboard.domain.words import many
from pipeboard.store import cadences as store
from pipeboard.store.database import Draft


def end(step: Draft, runs: Sequence[Run], state: RunState) -> int:
    """Gives runs another state and deletes what is open of them; returns how many that were."""
    found = store.open_rows(step.connection, [run.id for run in runs])
    gone = [(run, row) for run in runs for row in found.get(run.id, ())]
    step.apply(Change("follow_up", row["id"], row, None, run.deal_id) for run, row in gone)
    after = {"state": state, "ended_on": None if state is RunState.PAUSED else step.today}
    ended = [
        edit(
            "cadence_run",
            run.id,
            {"state": run.state, "ended_on": run.ended_on},
            after,
            run.deal_id,
        )
        for run in runs
    ]
    step.apply(change for change in ended if change is not None)
    return len(gone)


def settle(step: Draft) -> str:
    """Ends the cadences that a step ends, as a part of it; says which, '' for none.

    One whose last follow-up is done is finished. One that stops on a reply is stopped when a
    follow-up of it is done with an outcome that says so, one that stops on a move when its deal
    leaves its stage: forward, back, won, lost or put off.
    """
    done = {
        change.id: str(change.after.get("outcome") or "")
        for change in step.changes
        if change.table == "follow_up" and change.before is not None and change.after is not None
        if change.after.get("done_at") is not None
    }
    by_item = store.run_of(step.connection, done)
    replied = {
        by_item[item] for item, outcome in done.items() if item in by_item and is_reply(outcome)
    }
    touched = {*by_item.values(), *_deleted(step.changes)}
    moved = deals_moved(step.changes)
    found = {run.id: run for run in store.runs(step.connection, touched)}
    found |= {run.id: run for run in store.runs_on(step.connection, moved, alive=True)}
    handled = {change.id for change in step.changes if change.table == "cadence_run"}
    runs = [run for run in found.values() if run.id not in handled and run.ended_on is None]
    if not runs:
        return ""
    marks = store.marks(step.connection, {run.cadence_id for run in runs})
    stopped, finished = [], []
    for run in runs:
        on_reply, on_move = marks[run.cadence_id]
        if run.state is RunState.RUNNING and run.done == run.of:
            finished.append(run)
        elif (on_reply and run.id in replied) or (on_move and run.deal_id in moved):
            stopped.append(run)
    end(step, finished, RunState.FINISHED)
    gone = end(step, stopped, RunState.STOPPED)
    return _told(finished, "finished") + _told(stopped, "stopped", gone)


def _deleted(changes: Iterable[Change]) -> set[int]:
    """The runs of the follow-ups that were deleted."""
    rows = (c.before for c in changes if c.table == "follow_up" and c.after is None and c.before)
    return {row["cadence_run_id"] for row in rows if row.get("cadence_run_id") is not None}


def _told(runs: Sequence[Run], how: str, gone: int = 0) -> str:
    if not runs:
        return ""
    what = f"the cadence {runs[0].name}" if len(runs) == 1 else many(len(runs), "cadence")
    less = f", {many(gone, 'follow-up')} deleted" if gone else ""
    return f"; {how} {what}{less}"
