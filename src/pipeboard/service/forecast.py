"""The forecast: its figures, the deals behind them, and moving deals to another time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipeboard.domain import forecast as rules
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Deal, ForecastCategory, Status, standing
from pipeboard.domain.figures import Scope
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.forecast import Expected, Forecast, Heap, Place
from pipeboard.domain.periods import Period, PeriodUnit
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, NotAccepted, NotOpen
from pipeboard.service import details
from pipeboard.service.boards import EVERYTHING
from pipeboard.service.insight_scopes import scope_of
from pipeboard.service.presence import present
from pipeboard.service.targets import targets_of, wider_of
from pipeboard.service.workspace import Workspace, written
from pipeboard.store import deals, schema, scopes
from pipeboard.store import forecast as store
from pipeboard.store.boards import Conditions
from pipeboard.store.database import Connection


def forecast(
    ws: Workspace,
    unit: PeriodUnit = PeriodUnit.MONTH,
    *,
    first: Period | None = None,
    count: int | None = None,
    pipeline_id: int | None = None,
    owner: str | None = None,
    filter_: Filter = EVERYTHING,
) -> Forecast:
    """The forecast by month, week or quarter, from the present one on, or that of ``first``.

    No pipeline is all of them, no owner everybody. Deals that a filter narrows down have no target.
    Raises NotAccepted for a ``count`` of columns that cannot be, Refused for columns beyond the
    calendar.
    """
    if count is not None and not 1 <= count <= rules.MOST:
        raise NotAccepted("periods", str(count), f"a number from 1 to {rules.MOST} is needed")
    span = rules.span(ws.today(), unit, first, count or 0)
    scope = scope_of(ws, span.whole, pipeline_id, owner, filter_)
    with ws.read() as connection:
        wanted = _conditions(connection, ws, scope)
        found: dict[Place, list[rules.Tally]] = {}
        for tally in store.tallies(connection, wanted, span):
            found.setdefault(tally.place, []).append(tally)
        filtered = not scope.filter.empty
        whose = () if filtered else span.periods, scope.pipeline_id, scope.owner
        targets = targets_of(connection, *whose)
        wider = wider_of(connection, *whose)
    columns = [
        rules.column(
            *(period, found.get(period, ()), targets.get(period, {}), wider.get(period, {})),
            filtered=filtered,
        )
        for period in span.periods
    ]
    heaps = {heap: rules.column(heap, found.get(heap, ()), {}) for heap in Heap}
    return Forecast(unit, scope, span, tuple(columns), heaps)


def page(ws: Workspace, of: Forecast, place: Place, start: int, count: int) -> list[Expected]:
    """The deals at ``start`` to ``start + count`` of a column: open ones by day, then won ones."""
    with ws.read() as connection:
        return store.page(
            connection, _conditions(connection, ws, of.scope), of.span, place, start, count
        )


def open_deals(ws: Workspace, of: Forecast, place: Place) -> list[Expected]:
    """All open deals of a column."""
    with ws.read() as connection:
        wanted = _conditions(connection, ws, of.scope)
        return store.open_deals(connection, wanted, of.span, place)


def locate(ws: Workspace, of: Forecast, deal_id: int) -> tuple[Place, int] | None:
    """The column that a deal is in, and its number there, from 0; None when it is in none."""
    with ws.read() as connection:
        return store.locate(connection, _conditions(connection, ws, of.scope), of.span, deal_id)


def listed(ws: Workspace, of: Forecast, deal_ids: Iterable[int]) -> set[int]:
    """Those of the deals that are somewhere in the forecast."""
    with ws.read() as connection:
        return store.listed(connection, _conditions(connection, ws, of.scope), of.span, deal_ids)


def move(
    ws: Workspace,
    deal_ids: Sequence[int],
    by: int,
    unit: PeriodUnit,
    seen: Mapping[int, date | None] | None = None,
) -> Step:
    """Moves the expected close of deals a column to the right (1) or to the left (-1), as one step.

    ``seen`` has the expected close of each deal as the person saw it: raises Conflict when one
    differs by now, NotOpen for a deal that is not open, Refused for one that cannot go further.
    Nothing is written then.
    """
    with ws.step() as step:
        moves: list[tuple[str, date | None, date]] = []
        for deal in _deals(step.connection, deal_ids):
            if seen is not None and deal.id in seen and seen[deal.id] != deal.expected_close:
                raise _changed(deal, "expected close")
            day = rules.moved(deal, by, unit, step.today)
            moves.append((deal.title, deal.expected_close, day))
            details.write(
                step, deal, {"expected_close": deal.expected_close}, {"expected_close": day}
            )
        step.title = rules.moved_title(moves, by, unit)
    return written(step)


def categorize(
    ws: Workspace,
    deal_ids: Sequence[int],
    category: ForecastCategory,
    seen: Mapping[int, str | None] | None = None,
) -> Step | None:
    """Gives open deals a forecast category, as one step; None when all have it already.

    ``seen`` has the category of each deal as the person saw it: raises Conflict when one differs
    by now, NotOpen for a deal that is not open.
    """
    with ws.step() as step:
        changed: list[str] = []
        for deal in _deals(step.connection, deal_ids):
            if deal.status is not Status.OPEN:
                raise NotOpen(
                    f"{deal.title} is {standing(deal)}; only an open deal has a forecast category"
                )
            now = deal.forecast_category
            if seen is not None and deal.id in seen and seen[deal.id] != now:
                raise _changed(deal, "forecast category")
            if now != category:
                details.write(
                    step, deal, {"forecast_category": now}, {"forecast_category": category.value}
                )
                changed.append(deal.title)
        what = changed[0] if len(changed) == 1 else many(len(changed), "deal")
        step.title = f"Set the forecast category of {what} to {category}"
    return step.step


def _deals(connection: Connection, deal_ids: Sequence[int]) -> list[Deal]:
    return [deals.get(connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]


def _changed(deal: Deal, what: str) -> Conflict:
    return Conflict(
        f"somebody else changed the {what} of {deal.title} meanwhile; nothing was written,"
        " look again"
    )


def _conditions(connection: Connection, ws: Workspace, scope: Scope) -> Conditions:
    return scopes.conditions(connection, scope, schema.deal, present(ws))
