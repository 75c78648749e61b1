"""Reading the journal: steps, their changes, and what to undo or redo next."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pipeboard.domain.changes import Change, Step, StepKind
from pipeboard.store.batching import batches
from pipeboard.store.journal import decode
from pipeboard.store.schema import change, step

_CHUNK = 100
_WORK = (StepKind.DO, StepKind.REVERT)
"""What a person does, while undo, redo and leaving only say how that stands."""
_REVERSING = (StepKind.UNDO, StepKind.REDO, StepKind.REVERT)


def _steps(connection: Connection, query: Select[Any]) -> list[Step]:
    return [
        Step(**{**row, "kind": StepKind(row["kind"])})
        for row in connection.execute(query).mappings()
    ]


def get(connection: Connection, step_id: int) -> Step | None:
    """The step with an id."""
    found = _steps(connection, select(step).where(step.c.id == step_id))
    return found[0] if found else None


def last_id(connection: Connection) -> int:
    """The id of the newest step, 0 when there is none."""
    return connection.execute(select(func.max(step.c.id))).scalar() or 0


def since(connection: Connection, seen: int) -> list[Step]:
    """The steps after the one with id ``seen``, oldest first."""
    return _steps(connection, select(step).where(step.c.id > seen).order_by(step.c.id))


def by(connection: Connection, actor: str, seen: int) -> list[Step]:
    """The steps of one actor after the one with id ``seen``, oldest first."""
    query = select(step).where(step.c.id > seen, step.c.actor == actor).order_by(step.c.id)
    return _steps(connection, query)


def recent(
    connection: Connection,
    *,
    before: int | None,
    limit: int,
    actor: str | None,
    kinds: Collection[StepKind] = (),
) -> list[Step]:
    """Steps newest first: those older than ``before``, of one actor, of some kinds when given."""
    query = select(step).order_by(step.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(step.c.id < before)
    if actor is not None:
        query = query.where(step.c.actor == actor)
    if kinds:
        query = query.where(step.c.kind.in_(kinds))
    return _steps(connection, query)


def of_deal(
    connection: Connection, deal_id: int, limit: int, actor: str | None = None
) -> list[Step]:
    """The steps that touched a deal, newest first; those of one actor when given."""
    ids = select(change.c.step_id).where(change.c.deal_id == deal_id).distinct()
    query = select(step).where(step.c.id.in_(ids)).order_by(step.c.id.desc()).limit(limit)
    if actor is not None:
        query = query.where(step.c.actor == actor)
    return _steps(connection, query)


def changes(
    connection: Connection, step_ids: Iterable[int], deal_id: int | None = None
) -> dict[int, list[Change]]:
    """The changes of each step in the order they were made; those of one deal when given."""
    found: dict[int, list[Change]] = defaultdict(list)
    for part in batches(step_ids):
        query = select(change).where(change.c.step_id.in_(part)).order_by(change.c.id)
        if deal_id is not None:
            query = query.where(change.c.deal_id == deal_id)
        for row in connection.execute(query).mappings():
            found[row["step_id"]].append(
                Change(
                    row["table"],
                    row["row_id"],
                    decode(row["table"], row["before"]),
                    decode(row["table"], row["after"]),
                    row["deal_id"],
                )
            )
    return found


def deal_ids(connection: Connection, steps: Collection[Step], limit: int) -> dict[int, list[int]]:
    """The ids of the deals that each step touched, in order, the first ``limit`` of each."""
    found: dict[int, list[int]] = defaultdict(list)
    touched = select(change.c.step_id, change.c.deal_id).where(change.c.deal_id.is_not(None))
    touched = touched.distinct().order_by(change.c.step_id, change.c.deal_id)
    parts = list(batches(each.id for each in steps if 0 < each.deals <= limit))
    queries = [touched.where(change.c.step_id.in_(part)) for part in parts]
    many = (each.id for each in steps if each.deals > limit)
    queries += [touched.where(change.c.step_id == step_id).limit(limit) for step_id in many]
    for query in queries:
        for step_id, deal_id in connection.execute(query):
            found[step_id].append(deal_id)
    return found


def undoable(connection: Connection, actor: str) -> Iterator[Step]:
    """What the actor's undo takes back, newest first.

    That is all they did or reverted, but for what they undid, what anybody's revert concerns that is
    in force itself, and what they left as it is.
    """
    for found in _newest_first(connection, actor, _WORK):
        ids = [each.id for each in found]
        over = _taken_back(connection, ids) | _left(connection, ids)
        yield from (each for each in found if each.id not in over)


def next_redo(connection: Connection, actor: str) -> Step | None:
    """The undo that the actor's redo takes back; None once they did something else after it."""
    redone: set[int | None] = set()
    for found in chain.from_iterable(_newest_first(connection, actor)):
        if found.kind in _WORK:
            return None
        if found.kind is StepKind.REDO:
            redone.add(found.reverses)
        open_to_redo = found.kind is StepKind.UNDO and found.id not in redone
        if open_to_redo and not _taken_back(connection, [found.id]):
            return found
    return None


def redo_ended(connection: Connection, actor: str) -> bool:
    """Whether the actor did something after an undo that redo would take back otherwise."""
    kinds = (StepKind.UNDO, StepKind.REDO)
    last = recent(connection, before=None, limit=1, actor=actor, kinds=kinds)
    work = recent(connection, before=None, limit=1, actor=actor, kinds=_WORK)
    if not last or not work or last[0].kind is StepKind.REDO or work[0].id < last[0].id:
        return False
    return not _taken_back(connection, [last[0].id])


def _taken_back(connection: Connection, step_ids: Iterable[int]) -> set[int]:
    """Which of these steps were undone, or reverted by a step that was not taken back itself."""
    levels: list[tuple[set[int], dict[int, int]]] = []
    ids = set(step_ids)
    while ids:
        levels.append(_reversals(connection, ids))
        ids = set(levels[-1][1])
    over: set[int] = set()
    for undone, reverts in reversed(levels):
        over = undone | {target for revert, target in reverts.items() if revert not in over}
    return over


def _reversals(connection: Connection, step_ids: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    """Which of these steps are undone now, and the reverts with the step that each concerns.

    A revert concerns a step also when it is one of an undo or a redo of it.
    """
    of = {step_id: step_id for step_id in step_ids}
    newest: dict[int, tuple[int, bool]] = {}
    reverts: dict[int, int] = {}
    while of:
        following: dict[int, int] = {}
        for part in batches(of):
            for row in connection.execute(_reversing(part, _REVERSING)):
                target = of[row.reverses]
                if row.kind == StepKind.REVERT:
                    reverts[row.id] = target
                    continue
                following[row.id] = target
                mark = row.id, row.kind == StepKind.UNDO
                newest[target] = max(newest.get(target, mark), mark)
        of = following
    return {target for target, (_, undone) in newest.items() if undone}, reverts


def _left(connection: Connection, step_ids: Iterable[int]) -> set[int]:
    return {
        row.reverses
        for part in batches(step_ids)
        for row in connection.execute(_reversing(part, (StepKind.LEAVE,)))
    }


def _reversing(step_ids: Collection[int], kinds: Collection[StepKind]) -> Select[Any]:
    query = select(step.c.id, step.c.reverses, step.c.kind)
    return query.where(step.c.reverses.in_(step_ids), step.c.kind.in_(kinds))


def _newest_first(
    connection: Connection, actor: str, kinds: Collection[StepKind] = ()
) -> Iterator[list[Step]]:
    before: int | None = None
    while found := recent(connection, before=before, limit=_CHUNK, actor=actor, kinds=kinds):
        yield found
        before = found[-1].id
