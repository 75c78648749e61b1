"""What a person can do with cadences: make and change them, start them on deals, and end them.

A step that starts a cadence plans all its follow-ups at once. Pausing one deletes those that are
open, resuming plans them again from today with the days between them; until then the journal has
them. What a step means for cadences (one is done, somebody replied, a deal moved) is in
``cadence_ends``.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pipeboard.domain import cadences as rules
from pipeboard.domain import ranks
from pipeboard.domain.cadencelines import DEFAULTS, CadenceDraft, checked_name
from pipeboard.domain.cadences import ALIVE, Cadence, Run, RunState
from pipeboard.domain.changes import PRODUCT, Change, Step
from pipeboard.domain.dates import Due
from pipeboard.domain.deals import Deal
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import day_of
from pipeboard.domain.localtimes import off_the_weekend
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, NotFound, PipeboardError, Refused
from pipeboard.service import followups
from pipeboard.service.cadence_ends import end
from pipeboard.service.workspace import Workspace
from pipeboard.store import cadences as store
from pipeboard.store import deals
from pipeboard.store.database import Connection, Draft


def ensure(ws: Workspace) -> None:
    """Makes the cadences that come with the product, in a database that never had any.

    What cannot be written now is written by whoever looks next.
    """
    if ws.database.only_read is not None:
        return
    with ws.read() as connection:
        if store.ever(connection):
            return
    with suppress(PipeboardError), ws.step(PRODUCT) as step:
        make_defaults(step)
        step.title = "Made the cadences that come with pipeboard"


def make_defaults(step: Draft) -> None:
    """Adds the cadences that come with the product as a part of a step, unless there ever were any."""
    if store.ever(step.connection):
        return
    for draft in DEFAULTS:
        _insert(step, draft)


def all_of_them(ws: Workspace) -> list[Cadence]:
    """Every cadence that was not removed."""
    with ws.read() as connection:
        return store.all_of_them(connection)


def named(ws: Workspace, text: str) -> Cadence:
    """The cadence of a name or of a part of one; raises NotFound."""
    return rules.named(all_of_them(ws), text)


def on_deals(ws: Workspace, deal_ids: Iterable[int]) -> list[Run]:
    """The cadences that run on deals, or are paused there."""
    with ws.read() as connection:
        return store.runs_on(connection, deal_ids, alive=True)


# The cadences themselves


def save(ws: Workspace, draft: CadenceDraft, seen: Cadence | None = None) -> Step | None:
    """Adds a cadence, or changes the one that was ``seen``; deals on which it runs keep theirs.

    Raises BadInput for a name that is none, Refused for one that another has, Conflict when
    ``seen`` is no longer so.
    """
    with ws.step() as step:
        known = store.all_of_them(step.connection)
        others = [each.name for each in known if seen is None or each.id != seen.id]
        draft = replace(draft, name=checked_name(draft.name, others))
        if seen is None:
            _insert(step, draft)
            step.title = f"Added the cadence {draft.name}"
        else:
            _require_as_seen(known, seen)
            _change(step, seen, draft)
            step.title = f"Changed the cadence {draft.name}"
    return step.step


def _insert(step: Draft, draft: CadenceDraft) -> None:
    cadence_id = step.insert("cadence", _columns(draft))
    _insert_steps(step, cadence_id, draft)


def _insert_steps(step: Draft, cadence_id: int, draft: CadenceDraft) -> None:
    for rank, each in zip(ranks.spread(len(draft.steps)), draft.steps, strict=True):
        row = {"day": each.day, "type": each.type, "subject": each.subject}
        step.insert("cadence_step", {"cadence_id": cadence_id, "rank": rank, **row})


def _columns(of: CadenceDraft | Cadence) -> dict[str, Any]:
    return {
        "name": of.name,
        "stops_on_reply": of.stops_on_reply,
        "stops_on_move": of.stops_on_move,
    }


def _change(step: Draft, seen: Cadence, draft: CadenceDraft) -> None:
    step.edit("cadence", seen.id, _columns(seen), _columns(draft))
    if seen.steps != draft.steps:
        for row in store.step_rows(step.connection, seen.id):
            step.delete("cadence_step", row)
        _insert_steps(step, seen.id, draft)


def remove(ws: Workspace, seen: Cadence) -> Step | None:
    """Takes a cadence off the list; where it runs it goes on. Raises Conflict when it is not as seen."""
    with ws.step() as step:
        _require_as_seen(store.all_of_them(step.connection), seen)
        step.edit("cadence", seen.id, {"removed_on": None}, {"removed_on": step.today})
        step.title = f"Removed the cadence {seen.name}"
    return step.step


def _require_as_seen(known: Sequence[Cadence], seen: Cadence) -> Cadence:
    """The cadence as it is now; raises Conflict when that is not how it was seen."""
    now = next((each for each in known if each.id == seen.id), None)
    if now is None:
        raise Conflict(f"somebody else removed the cadence {seen.name} meanwhile", "look again")
    if replace(now, deals=0) != replace(seen, deals=0):
        raise Conflict(f"somebody else changed the cadence {seen.name} meanwhile", "look again")
    return now


# On deals


@dataclass(frozen=True, slots=True)
class Start:
    """A cadence that is about to be started on deals.

    ``dates`` are the days of its steps, ``running`` where it goes on already.
    """

    cadence: Cadence
    deals: tuple[Deal, ...]
    dates: tuple[date, ...]
    running: tuple[Run, ...]

    @property
    def runs_already(self) -> str:
        """Why it cannot be started once more, where it runs."""
        first, *others = self.running
        title = next(deal.title for deal in self.deals if deal.id == first.deal_id)
        more = f", and on {many(len(others), 'other deal')}" if others else ""
        return (
            f"{first.name} is on {title} already{more} ({first.progress}); stop it there first, or "
            "start it anew"
        )


def preview(ws: Workspace, cadence_id: int, deal_ids: Sequence[int]) -> Start:
    """What starting a cadence on deals would plan; raises NotFound when one is gone."""
    with ws.read() as connection:
        return _start(ws, connection, cadence_id, deal_ids, ws.today())


def _start(
    ws: Workspace, connection: Connection, cadence_id: int, deal_ids: Sequence[int], today: date
) -> Start:
    known = store.all_of_them(connection)
    found = next((each for each in known if each.id == cadence_id), None)
    if found is None:
        raise NotFound("that cadence is gone: somebody removed it; pick another")
    on = deals.get_all(connection, deal_ids)
    if not on:
        raise Refused("there is no deal to start it on")
    running = [
        run
        for run in store.runs_on(connection, deal_ids, alive=True)
        if run.cadence_id == cadence_id
    ]
    dates = rules.days(found.steps, today, skip_weekends=ws.locale.skip_weekends)
    return Start(found, tuple(on), tuple(dates), tuple(running))


def start(ws: Workspace, seen: Start, *, restart: bool = False) -> Step | None:
    """Starts a cadence on deals as it was previewed: all its follow-ups are planned, by one step.

    Where it runs already, ``restart`` stops it first; without, that is Refused. Raises Conflict
    when the cadence, the day or where it runs is no longer as it was seen.
    """
    ids = [deal.id for deal in seen.deals]
    with ws.step() as step:
        _require_as_seen(store.all_of_them(step.connection), seen.cadence)
        now = _start(ws, step.connection, seen.cadence.id, ids, step.today)
        if now.running and not restart:
            raise Refused(now.runs_already)
        if now.running != seen.running or now.dates != seen.dates:
            raise Conflict(
                f"where {seen.cadence.name} runs has changed meanwhile",
                "nothing was started, look again",
            )
        end(step, now.running, RunState.STOPPED)
        _plan(ws, step, now)
        for deal in now.deals:
            step.touch(deal.id, deal.touched_on)
        again = " anew" if now.running else ""
        step.title = f"Started {now.cadence.name}{again} on {_where(now.deals)}"
    return step.step


def _plan(ws: Workspace, step: Draft, found: Start) -> None:
    """Adds the runs and their follow-ups, with statements that are as many for one deal or many."""
    runs, items = [], []
    for deal in found.deals:
        run_id = step.new_id("cadence_run", len(found.deals))
        run = {
            "id": run_id,
            "deal_id": deal.id,
            "cadence_id": found.cadence.id,
            "started_on": step.today,
            "state": RunState.RUNNING,
        }
        runs.append(Change("cadence_run", run_id, None, run, deal.id))
        for each, day in zip(found.cadence.steps, found.dates, strict=True):
            draft = FollowUpDraft(each.type, each.subject, Due(day))
            row = followups.planned_row(ws, step, deal.id, draft) | {"cadence_run_id": run_id}
            items.append(_item(step, row, len(found.deals) * len(found.dates)))
    step.apply([*runs, *items])


def _item(step: Draft, row: dict[str, Any], reserve: int) -> Change:
    row_id = step.new_id("follow_up", reserve)
    return Change("follow_up", row_id, None, row | {"id": row_id}, row["deal_id"])


def pause(ws: Workspace, seen: Sequence[Run]) -> Step | None:
    """Pauses cadences: what is open of them is put aside until they are resumed.

    Raises Refused for one that does not run, Conflict when one is not as it was seen.
    """
    with ws.step() as step:
        _require_runs(step, seen, (RunState.RUNNING,))
        gone = end(step, seen, RunState.PAUSED)
        what = f"{many(gone, 'follow-up')} put aside"
        step.title = f"Paused {_named(step, seen)}: {what}"
    return step.step


def resume(ws: Workspace, seen: Sequence[Run]) -> Step | None:
    """Resumes paused cadences: the first follow-up of the rest is due today, the others keep their
    distance to it.

    Raises Refused for one that is not paused, Conflict when one is not as it was seen.
    """
    with ws.step() as step:
        _require_runs(step, seen, (RunState.PAUSED,))
        items = [row for run in seen for row in _again(ws, step, run)]
        changes = [_item(step, row, len(items)) for row in items]
        step.apply(sorted(changes, key=lambda change: tuple(change.after or ())))
        for run in seen:
            before, after = {"state": RunState.PAUSED}, {"state": RunState.RUNNING}
            step.edit("cadence_run", run.id, before, after, run.deal_id)
        what = f"{many(len(items), 'follow-up')} planned"
        step.title = f"Resumed {_named(step, seen)}: {what}"
    return step.step


def _again(ws: Workspace, step: Draft, run: Run) -> list[dict[str, Any]]:
    """The follow-ups that a run has put aside, as they are planned from today on."""
    found = store.aside(step.connection, run.id, run.deal_id)
    if not found:
        return []
    days = [day_of(row["due_on"], row["due_at"], ws.zone) for row in found]
    by = max(step.today - min(days), timedelta())
    there = deals.contacts_by_id(
        step.connection, [row["contact_id"] for row in found if row["contact_id"]]
    )
    planned = []
    for row, day in zip(found, days, strict=True):
        at = row["due_at"].astimezone(ws.zone).time() if row["due_at"] else None
        due = day + by
        if by and ws.locale.skip_weekends and due != step.today:
            due = off_the_weekend(due)
        new = {
            "deal_id": run.deal_id,
            "contact_id": row["contact_id"] if row["contact_id"] in there else None,
            "created_at": step.at,
        }
        kept = {key: value for key, value in row.items() if key != "id"}
        planned.append(kept | new | followups.due_columns(ws, Due(due, at)))
    return planned


def stop(ws: Workspace, seen: Sequence[Run]) -> Step | None:
    """Stops cadences: what is open of them is deleted.

    Raises Refused for one that has ended, Conflict when one is not as it was seen.
    """
    with ws.step() as step:
        _require_runs(step, seen, ALIVE)
        gone = end(step, seen, RunState.STOPPED)
        what = f": {many(gone, 'follow-up')} deleted" if gone else ""
        step.title = f"Stopped {_named(step, seen)}{what}"
    return step.step


def _require_runs(step: Draft, seen: Sequence[Run], states: Sequence[RunState]) -> None:
    now = {run.id: run for run in store.runs(step.connection, [run.id for run in seen])}
    for run in seen:
        if run.state not in states:
            raise Refused(f"{run.name} is {run.state} already")
        if run.id not in now:
            raise Conflict(f"{run.name} is gone with its deal meanwhile", "nothing was written")
        if now[run.id] != run:
            raise Conflict(
                f"{run.name} has changed meanwhile, it is at {now[run.id].progress}",
                "nothing was written, look again",
            )


def _named(step: Draft, runs: Sequence[Run]) -> str:
    """Which cadences, on which deals."""
    names = {run.name for run in runs}
    on = deals.get_many(step.connection, {run.deal_id for run in runs})
    what = names.pop() if len(names) == 1 else many(len(runs), "cadence")
    return f"{what} on {_where(on)}"


def _where(on: Sequence[Deal]) -> str:
    return on[0].title if len(on) == 1 else many(len(on), "deal")
