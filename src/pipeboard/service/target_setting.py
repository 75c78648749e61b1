"""Setting targets: adding, changing and removing them, also in one line."""

from collections.abc import Mapping
from typing import Any

from pipeboard.domain import targets as rules
from pipeboard.domain.changes import Step
from pipeboard.domain.money import Money, readable
from pipeboard.domain.periods import Period
from pipeboard.domain.targetlines import read_line
from pipeboard.domain.targets import NOT_FOR_NOBODY, Target
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import pipelines
from pipeboard.service.insight_scopes import ME, NOBODY, owner_named
from pipeboard.service.workspace import Workspace
from pipeboard.store import figures, stages
from pipeboard.store import targets as store
from pipeboard.store.database import Connection, Draft


def read(ws: Workspace, text: str) -> Target:
    """A target as typed: ``Q4 600k owner:ann pipeline:renewals``; raises BadInput, NotFound."""
    line = read_line(text, today=ws.today(), currency=ws.currency, locale=ws.locale)
    pipeline_id = pipelines.named(ws, line.pipeline).id if line.pipeline else None
    return Target(None, line.period, pipeline_id, owner(ws, line.owner), line.money)


def owner(ws: Workspace, name: str | None) -> str | None:
    """Whoever a name means, as their deals or targets spell it; as typed when nobody has any.

    ``me`` is this person. Raises BadInput for ``nobody``, unless somebody is called so: deals without
    an owner have no target.
    """
    plain = " ".join((name or "").split())
    if not plain:
        return None
    if plain.casefold() == ME:
        return ws.actor
    if plain.casefold() == NOBODY and not owner_named(ws, plain):
        accepted = f"a name is needed: {NOT_FOR_NOBODY}"
        raise BadInput("owner", plain, accepted)
    with ws.read() as connection:
        return store.owner_spelled(connection, plain)


def new_owner(ws: Workspace, wanted: Target) -> str:
    """What is to be said of an owner by whom there is no deal yet; empty when there is one."""
    if wanted.owner in (None, ws.actor):
        return ""
    with ws.read() as connection:
        known = wanted.owner in figures.owners(connection)
    return "" if known else f"nobody called {wanted.owner} owns a deal yet"


def set_target(ws: Workspace, wanted: Target) -> Step | None:
    """Sets a target, whatever it was; None when it is so already.

    There is one for a period, pipeline, owner and currency. Raises NotFound for a pipeline that is
    gone.
    """
    with ws.step() as step:
        row = _same(step.connection, wanted)
        if row is None:
            _insert(step, wanted)
        else:
            _change(step, row, wanted)
    return step.step


def add(ws: Workspace, wanted: Target) -> Step | None:
    """Adds a target; raises Refused when there is one already, NotFound for a pipeline that is gone."""
    with ws.step() as step:
        _require_free(step.connection, wanted)
        _insert(step, wanted)
    return step.step


def change(ws: Workspace, seen: Target, wanted: Target) -> Step | None:
    """Makes a target as it was seen the one that is wanted; None when it is so already.

    Raises Conflict when it is not as it was seen, Refused when there is another one of that period,
    pipeline, owner and currency, NotFound for a pipeline that is gone.
    """
    with ws.step() as step:
        row = _seen(step.connection, seen)
        _require_free(step.connection, wanted, seen.id)
        _change(step, row, wanted)
    return step.step


def remove(ws: Workspace, seen: Target) -> Step | None:
    """Removes a target; raises Conflict when it is not as it was seen."""
    with ws.step() as step:
        row = _seen(step.connection, seen)
        step.delete("target", row)
        step.title = f"Removed the target {_called(step.connection, seen)}"
    return step.step


def find(
    ws: Workspace,
    period: Period,
    pipeline_id: int | None,
    owner: str | None,
    currency: str | None = None,
) -> Target:
    """The target that is set; raises NotFound, and Refused when a currency must tell which."""
    with ws.read() as connection:
        names = store.pipeline_names(connection)
        found = [
            each
            for each in store.targets(connection)
            if (each.period, each.pipeline_id, each.owner) == (period, pipeline_id, owner)
            and currency in (None, each.money.currency)
        ]
    what = f"of {period} {rules.whose(owner, names.get(pipeline_id or 0, ''))}"
    if not found:
        raise NotFound(f"there is no target {what}{f' in {currency}' if currency else ''}")
    if len(found) > 1:
        several = ", ".join(each.money.currency for each in found)
        raise Refused(f"the target {what} is set in {several}; say which currency")
    return found[0]


def _row(wanted: Target) -> dict[str, Any]:
    return {
        "period": str(wanted.period),
        "pipeline_id": wanted.pipeline_id,
        "owner": wanted.owner or "",
        "currency": wanted.money.currency,
        "value": wanted.money.minor,
    }


def _same(connection: Connection, wanted: Target) -> dict[str, Any] | None:
    """The row of the target of the same period, pipeline, owner and currency."""
    found = store.rows(connection, [str(wanted.period)], wanted.pipeline_id, wanted.owner)
    return next((row for row in found if row["currency"] == wanted.money.currency), None)


def _seen(connection: Connection, seen: Target) -> dict[str, Any]:
    """The whole row of a target as it was seen; the journal compares it with what is there."""
    if seen.id is None:
        raise Refused(
            f"the target {_called(connection, seen)} is the sum of those of its parts; change these, "
            "or set one of its own"
        )
    return {"id": seen.id, **_row(seen)}


def _require_free(connection: Connection, wanted: Target, own: int | None = None) -> None:
    row = _same(connection, wanted)
    if row is not None and row["id"] != own:
        money = readable(Money(row["value"], row["currency"]))
        raise Refused(
            f"there is a target {_called(connection, wanted)} already: {money}; change that one"
        )


def _insert(step: Draft, wanted: Target) -> None:
    if wanted.pipeline_id is not None:
        stages.get_pipeline(step.connection, wanted.pipeline_id)
    step.insert("target", _row(wanted))
    called = _called(step.connection, wanted)
    step.title = f"Set the target {called} to {readable(wanted.money)}"


def _change(step: Draft, row: Mapping[str, Any], wanted: Target) -> None:
    if wanted.pipeline_id not in (None, row["pipeline_id"]):
        stages.get_pipeline(step.connection, wanted.pipeline_id or 0)
    step.edit("target", row["id"], row, _row(wanted))
    was = store.as_target(row)
    before, after = (_called(step.connection, each) for each in (was, wanted))
    old, new = readable(was.money), readable(wanted.money)
    step.title = f"Changed the target {before} from {old} to {new}"
    if before != after:
        step.title = f"Changed the target {before}, {old}, to {new} {after}"


def _called(connection: Connection, wanted: Target) -> str:
    pipeline = store.pipeline_names(connection).get(wanted.pipeline_id or 0, "")
    return f"of {wanted.period} {rules.whose(wanted.owner, pipeline)}"


def require_single(draft: Draft) -> None:
    """Raises Conflict when a step that is taken back or done again leaves two targets for one thing."""
    if all(change.table != "target" for change in draft.changes):
        return
    found = store.doubled(draft.connection)
    if found is not None:
        raise Conflict(
            f"there is another target {_called(draft.connection, found)} now", "nothing was written"
        )
