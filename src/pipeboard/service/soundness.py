"""What taking a step back must not break: names, places of deals, and what was merged.

Others may have changed the stages since the step, in rows that it did not touch itself.
"""

from collections.abc import Sequence
from typing import Any

from pipeboard.domain.changes import Change, Step
from pipeboard.errors import Conflict
from pipeboard.store import gone, relocating
from pipeboard.store import stages as store
from pipeboard.store.database import Connection, Draft

_NOTHING = "nothing was written"
_NAMED = ("stage", "pipeline")


def require_names_free(draft: Draft, changes: Sequence[Change]) -> None:
    """Raises Conflict when two stages or pipelines would have one name, whatever its case."""
    for table in _NAMED:
        made = [change for change in changes if change.table == table and _names(change)]
        if not made:
            continue
        rows = _rows(draft.connection, table)
        for change in made:
            rows[change.id] = rows.get(change.id, {}) | dict(change.after or {})
        for change in made:
            row = rows[change.id]
            for row_id, other in rows.items():
                if row_id != change.id and _same_name(row, other):
                    raise Conflict(f"there is another {table} {other['name']} now", _NOTHING)


def require_not_merged(draft: Draft, changes: Sequence[Change]) -> None:
    """Raises Conflict when a deal would go into which another was merged: both would be lost."""
    going = [
        change.id
        for change in changes
        if change.table == "deal" and change.after is None and change.deal_id == change.id
    ]
    found = gone.merged_into(draft.connection, going)
    if found is not None:
        title, who = found
        raise Conflict(f"{title} (merged into it by {who}) would go with it", _NOTHING)


def require_went_by(draft: Draft, target: Step, changes: Sequence[Change]) -> None:
    """Raises Conflict when a deal would come back that came back before and went again since.

    What it was then is not what a step before has of it.
    """
    coming = {
        change.id: change for change in changes if change.table == "deal" and change.before is None
    }
    homes = {deal_id: change.deal_id or deal_id for deal_id, change in coming.items()}
    found = gone.gone_again(draft.connection, target.id, homes)
    if found is not None:
        deal_id, title, actor = found
        name = (coming[deal_id].after or {}).get("title", "")
        raise Conflict(f"{name} has gone again since ('{title}' by {actor})", _NOTHING)


def require_places(draft: Draft, changes: Sequence[Change]) -> None:
    """Raises Conflict when a deal would be in a removed stage, or a pipeline without open stages.

    So it does when a deal would go on with its days in a stage that it is no longer in.
    """
    tables = {change.table for change in changes}
    if tables.isdisjoint({*_NAMED, "deal"}):
        return
    connection = draft.connection
    visits = [change.id for change in changes if change.table == "stage_visit"]
    found = relocating.stranded(connection) or relocating.divided(connection, visits)
    if found is not None:
        title, stage_id = found
        raise Conflict(
            f"{title} has no place then, as {gone.stage(connection, stage_id)}", _NOTHING
        )
    if tables.isdisjoint(_NAMED):
        return
    to_sell = {stage.pipeline_id for stage in store.stages(connection) if not stage.is_post_sale}
    for pipeline in store.pipelines(connection):
        if pipeline.id not in to_sell:
            raise Conflict(f"{pipeline.name} would have no stage for open deals then", _NOTHING)


def _names(change: Change) -> bool:
    """Whether a row has a name by it that it did not have before."""
    return change.after is not None and bool({"name", "removed_on"} & change.after.keys())


def _rows(connection: Connection, table: str) -> dict[int, dict[str, Any]]:
    if table == "pipeline":
        return {
            each.id: {"name": each.name, "removed_on": each.removed_on}
            for each in store.pipelines(connection, removed=True)
        }
    return {
        each.id: {
            "name": each.name,
            "removed_on": each.removed_on,
            "pipeline_id": each.pipeline_id,
        }
        for each in store.stages(connection, removed=True)
    }


def _same_name(row: dict[str, Any], other: dict[str, Any]) -> bool:
    return (
        row["removed_on"] is None
        and other["removed_on"] is None
        and row.get("pipeline_id") == other.get("pipeline_id")
        and row["name"].casefold() == other["name"].casefold()
    )
