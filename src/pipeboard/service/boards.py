"""What the board shows: lanes, their totals, pages of cards."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from pipeboard.domain.board import Board, Card, LaneSort, LaneTotals
from pipeboard.domain.clauses import Clause, Filter
from pipeboard.domain.stages import Stage
from pipeboard.service.pipelines import current_in
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import boards as store
from pipeboard.store import stages
from pipeboard.store.database import Connection
from pipeboard.store.dues import Present

EVERYTHING = Filter()


def board(ws: Workspace, pipeline_id: int | None = None, filter_: Filter = EVERYTHING) -> Board:
    """A pipeline (this person's current one, when not said) with its stages and their totals."""
    at = present(ws)
    with ws.read() as connection:
        if pipeline_id is None:
            pipeline = current_in(connection, ws.actor)
        else:
            pipeline = stages.get_pipeline(connection, pipeline_id)
        lanes = stages.stages(connection, pipeline.id)
        return Board(
            pipeline,
            lanes,
            store.totals(connection, lanes, conditions(connection, ws, filter_, at)),
        )


def totals(
    ws: Workspace, lanes: Iterable[Stage], filter_: Filter = EVERYTHING
) -> dict[int, LaneTotals]:
    """The totals of some lanes, over all deals in them that match."""
    with ws.read() as connection:
        return store.totals(connection, lanes, conditions(connection, ws, filter_, present(ws)))


def page(
    ws: Workspace,
    stage: Stage,
    start: int,
    count: int,
    filter_: Filter = EVERYTHING,
    sort: LaneSort = LaneSort.MANUAL,
) -> list[Card]:
    """The cards at places ``start`` to ``start + count`` of a lane, from 0."""
    return pages(ws, [(stage, range(start, start + count), sort)], filter_)[0]


def pages(
    ws: Workspace,
    stretches: Sequence[tuple[Stage, range, LaneSort]],
    filter_: Filter = EVERYTHING,
) -> list[list[Card]]:
    """The cards at some places of each lane that is named, as they are at one moment."""
    at = present(ws)
    with ws.read() as connection:
        wanted = conditions(connection, ws, filter_, at)
        ids = [
            store.page(connection, stage, places.start, len(places), sort, wanted, at)
            for stage, places, sort in stretches
        ]
        cards = iter(store.cards(connection, chain.from_iterable(ids), at))
        return [list(islice(cards, len(part))) for part in ids]


def find(
    ws: Workspace,
    deal_id: int,
    lanes: Mapping[int, tuple[Stage, LaneSort]],
    filter_: Filter = EVERYTHING,
) -> tuple[Stage, int] | None:
    """Which of some lanes, by the ids of their stages, shows a deal, and at which place.

    None when none of them does.
    """
    at = present(ws)
    with ws.read() as connection:
        stage_id = store.stage_of(connection, deal_id)
        if stage_id is None or stage_id not in lanes:
            return None
        stage, sort = lanes[stage_id]
        wanted = conditions(connection, ws, filter_, at)
        place = store.locate(connection, stage, deal_id, sort, wanted, at)
        return None if place is None else (stage, place)


def lane_ids(ws: Workspace, stage: Stage, filter_: Filter = EVERYTHING) -> list[int]:
    """The ids of all deals in a lane that match, in manual order."""
    at = present(ws)
    with ws.read() as connection:
        wanted = conditions(connection, ws, filter_, at)
        return store.page(connection, stage, 0, None, LaneSort.MANUAL, wanted, at)


def locate(
    ws: Workspace,
    stage: Stage,
    deal_id: int,
    filter_: Filter = EVERYTHING,
    sort: LaneSort = LaneSort.MANUAL,
) -> int | None:
    """The place of a deal in a lane, from 0; None when it is not shown there."""
    at = present(ws)
    with ws.read() as connection:
        wanted = conditions(connection, ws, filter_, at)
        return store.locate(connection, stage, deal_id, sort, wanted, at)


def cards(ws: Workspace, deal_ids: Sequence[int]) -> list[Card]:
    """The cards of these deals, in the order asked for; deals that are gone are left out."""
    with ws.read() as connection:
        return store.cards(connection, deal_ids, present(ws))


def conditions(connection: Connection, ws: Workspace, filter_: Filter, at: Present) -> Any:
    """The filter as conditions for the store; ``owner:me`` is this person."""
    if filter_.empty:
        return ()
    from pipeboard.store import filters  # not needed before somebody filters

    return filters.conditions(connection, with_me(filter_, ws.actor), at)


def with_me(filter_: Filter, actor: str) -> Filter:
    """The filter in which ``owner:me`` is this person."""
    return Filter(tuple(_clause_with_me(clause, actor) for clause in filter_.clauses))


def _clause_with_me(clause: Clause, actor: str) -> Clause:
    from pipeboard.domain.filterterms import Named

    term = clause.term
    if isinstance(term, Named) and term.field == "owner" and "me" in term.names:
        names = tuple(actor if name == "me" else name for name in term.names)
        return Clause(Named("owner", names), clause.negated)
    return clause
