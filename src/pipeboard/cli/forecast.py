"""`forecast`: what is expected to close when."""

import click

from pipeboard.cli.looking import FILTERED, require_filter
from pipeboard.cli.options import as_json, with_session, words
from pipeboard.cli.output import put, put_json, say
from pipeboard.cli.scoping import owner_option
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, Row, put_table
from pipeboard.domain.figurewords import NOT_APPLICABLE, amount
from pipeboard.domain.forecast import MOST, NO_VALUE, UNITS, Forecast, Heap
from pipeboard.domain.forecast import Column as Figures
from pipeboard.domain.periods import PeriodUnit, read_period
from pipeboard.domain.words import many
from pipeboard.service import forecast as service
from pipeboard.service import forecast_exports, reading
from pipeboard.service.insight_scopes import owner_named

_SUMS = ("won", "commit", "best case", "weighted", "forecast", "target", "gap")
_COLUMNS = (
    Column("period"),
    Column("open", right=True),
    Column("won deals", right=True),
    Column("currency"),
    *(Column(title, right=True) for title in _SUMS),
)


@click.command("forecast", context_settings=FILTERED)
@words("filter_", "[FILTER]...", required=False)
@click.option(
    "--by",
    type=click.Choice([unit.value for unit in UNITS]),
    default=PeriodUnit.MONTH.value,
    show_default=True,
    help="What a column is.",
)
@click.option(
    "--periods",
    type=click.IntRange(1, MOST),
    metavar="N",
    help="How many columns: 6 months, 8 weeks or 4 quarters unless said.",
)
@click.option(
    "--from",
    "first",
    metavar="PERIOD",
    help="The first column, such as 2026-Q4, 2026-11, 2026-W46 or last-quarter; else the present one.",
)
@owner_option()
@as_json
@with_session
def forecast_command(
    session: Session,
    filter_: tuple[str, ...],
    by: str,
    periods: int | None,
    first: str | None,
    owner: str | None,
    as_json: bool,
) -> None:
    """Say what was won and is expected to close, by month, week or quarter.

    Open are the deals that are expected to close then; those won already stand apart. Commit and
    best case are the deals of that forecast category, weighted is value x probability of the open
    deals expected to close, the forecast is won + weighted, and the gap what that lacks to the
    target. Omitted deals count in nothing. Deals whose expected close has passed, and deals without
    one, stand apart. All pipelines unless --pipeline says one; a filter is what `deals` takes, and
    with one there is neither target nor gap.
    """
    text = require_filter(filter_)
    ws = session.workspace()
    found = service.forecast(
        ws,
        PeriodUnit(by),
        first=read_period(first, ws.today()) if first is not None else None,
        count=periods,
        pipeline_id=session.pipeline_id(ws),
        owner=None if owner is None else owner_named(ws, owner),
        filter_=reading.read_filter(ws, text),
    )
    if as_json:
        put_json(forecast_exports.forecast(ws, found))
        return
    if not any(each.count for each in (*found.columns, *found.heaps.values())):
        say(session.nothing("No deal matches." if text or owner else "There are no deals."))
    put_table(_COLUMNS, _rows(found, ws.currency), mark=session.ellipsis)
    for line in _notes(found):
        put(line)


def _rows(found: Forecast, currency: str) -> list[Row]:
    rows = [row for each in found.columns for row in _lines(each, str(each.place), currency)]
    for heap, figures in found.heaps.items():
        if figures.deals:
            rows += _lines(figures, heap.label, currency)
    return rows


def _lines(figures: Figures, name: str, currency: str) -> list[Row]:
    """A line for each currency; one for a column in which nothing is."""
    found = {**figures.figures, "forecast": figures.forecast}
    sums = {title: found[title] for title in _SUMS}
    unknown = {title for title in sums if figures.is_unknown(title)}
    if isinstance(figures.place, Heap):
        sums["forecast"] = {}
        unknown.discard("forecast")
    codes = sorted(
        {code for each in sums.values() for code in each},
        key=lambda code: (code != currency, code),
    )
    lines: list[Row] = []
    for number, code in enumerate(codes or [currency]):
        known = {what: amount(each[code], code) for what, each in sums.items() if code in each}
        absent = dict.fromkeys(unknown, NOT_APPLICABLE) if not number else {}
        begin = ["", "", ""] if number else [name, f"{figures.deals:,}", _ended(figures)]
        told = absent | known
        lines.append([*begin, code if known else "", *(told.get(what, "") for what in sums)])
    return lines


def _ended(figures: Figures) -> str:
    return f"{figures.won_deals:,}" if figures.won_deals else ""


def _notes(found: Forecast) -> list[str]:
    """What the sums do not have in them."""
    listed: list[Figures] = [*found.columns, *found.heaps.values()]
    notes = []
    if omitted := sum(each.omitted for each in listed):
        notes.append(f"{many(omitted, 'deal')} omitted by category: in no sum.")
    if unvalued := sum(each.unvalued for each in listed):
        notes.append(f"{many(unvalued, 'deal')} without a value: in no sum.")
    if any(each.unknown for each in listed):
        notes.append(f"{NOT_APPLICABLE}: {NO_VALUE}.")
    if found.no_targets:
        notes.append(found.no_targets)
    return notes
