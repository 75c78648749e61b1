"""`insights`: the figures of a period, and what is behind one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from pipeboard.cli.deal_text import with_company
from pipeboard.cli.insight_heads import heading, lacking, ways
from pipeboard.cli.insight_text import (
    FIGURES,
    MOVEMENT,
    REASONS,
    SHARES,
    STAGES,
    figure_rows,
    movement_rows,
    reason_rows,
    share_rows,
    stage_rows,
)
from pipeboard.cli.looking import FILTERED, require_filter
from pipeboard.cli.options import as_json, completion, with_session, words
from pipeboard.cli.output import clean, put, put_json, say, wrapped
from pipeboard.cli.scoping import owner_option, period_option
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, Row, put_table
from pipeboard.domain import tablewords
from pipeboard.domain.figurewords import breakdown_name, lines
from pipeboard.domain.money import readable
from pipeboard.service import (
    attention,
    behind,
    insight_exports,
    insights,
    movements,
    pipelines,
    rates,
    stage_figures,
)
from pipeboard.service.insight_scopes import read_scope

if TYPE_CHECKING:
    from pipeboard.domain.behind import Behind
    from pipeboard.domain.figures import Scope

_DEALS = (
    Column("id", right=True),
    Column("title", least=20),
    Column("value", right=True),
    Column("stage", least=10),
    Column("status"),
    Column("closed on"),
)

_ACROSS = 76
"""The cells of a line of an answer."""


@click.command("insights", context_settings=FILTERED)
@words("filter_", "[FILTER]...", required=False)
@period_option
@owner_option()
@click.option(
    "--figure",
    metavar="NAME",
    shell_complete=lambda _context, _parameter, start: completion().figures(start),
    help="Open one figure, by its name in JSON: its formula with the numbers, and its deals.",
)
@click.option("--plain", is_flag=True, help="Answers, figures and pictures, in 80 columns.")
@as_json
@with_session
def insights_command(
    session: Session,
    filter_: tuple[str, ...],
    period: str,
    owner: str | None,
    figure: str | None,
    plain: bool,
    as_json: bool,
) -> None:
    """Tell the figures of a period beside those of the period before it.

    They are of all pipelines unless --pipeline is given, and of the deals that match the filter,
    which is what the board's / takes. Open deals are those at the end of the period, or now while
    it is not over. What cannot be computed reads n/a, with the reason.
    """
    if plain and (as_json or figure is not None):
        message = "--plain is for all figures as text; leave out --json and --figure, or it"
        raise click.UsageError(message, click.get_current_context())
    text = require_filter(filter_)
    ws = session.workspace()
    scope = read_scope(
        ws, period=period, pipeline_id=session.pipeline_id(ws), owner=owner, filter_=text
    )
    if figure is not None:
        _open(session, scope, figure, as_json=as_json)
    elif as_json:
        put_json(insight_exports.everything(ws, scope))
    elif plain:
        from pipeboard.cli.insight_plain import put_plain

        put_plain(session, scope, text)
    else:
        _put(session, scope, text)
    if session.missing:
        say(session.none_yet)


def _put(session: Session, scope: "Scope", match: str) -> None:
    """Writes all that insights tell, as tables; ``match`` is the filter as it was typed."""
    ws = session.workspace()
    found = insights.figures(ws, scope)
    known = rates.rates(ws)
    known_ways = ways(session, scope)
    for said in heading(session, scope, match):
        _put_wrapped(said, "")
    stages = stage_figures.stage_figures(ws, scope)
    for answer in attention.answers(ws, scope, stages):
        put("")
        put(click.style(answer.question, bold=True))
        _put_wrapped(answer.told(known_ways))
    put("")
    put_table(FIGURES, figure_rows(found, ws.currency, known), mark=session.ellipsis)
    for said in lacking(found.values(), known_ways):
        _put_wrapped(said, "")
    names = {each.id: each.name for each in pipelines.pipelines(ws)}
    _section(session, "Stages", STAGES, stage_rows(stages, names))
    if stages:
        _put_wrapped(tablewords.STAGES)
    for left_out in stage_figures.left_out(ws, scope):
        _put_wrapped(f"{left_out.told}.")
    _section(session, "Movement", MOVEMENT, movement_rows(movements.movements(ws, scope)))
    for left_out in movements.left_out(ws, scope):
        _put_wrapped(f"{left_out.told}.")
    for kind, shares in insights.breakdowns(ws, scope).items():
        if any(share.name for share in shares):
            _section(session, f"By {breakdown_name(kind)}", SHARES, share_rows(kind, shares))
    for status, shares in insights.reasons(ws, scope).items():
        if any(share.name for share in shares):
            _section(session, f"Reasons for {status}", REASONS, reason_rows(shares, status))


def _put_wrapped(said: str, indent: str = "  ") -> None:
    """Writes a sentence in as many lines as it takes."""
    for line in wrapped(said, _ACROSS):
        put(f"{indent}{line}")


def _section(session: Session, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Writes a table under its title; nothing where it has no row."""
    if rows:
        put("")
        put(click.style(title, bold=True))
        put_table(columns, rows, mark=session.ellipsis, indent=2)


def _open(session: Session, scope: "Scope", name: str, *, as_json: bool) -> None:
    """Writes what is behind a figure."""
    ws = session.workspace()
    insights.require(name)
    found = insights.figures(ws, scope, [name])[name]
    opened = insights.open_figure(ws, scope, name)
    if as_json:
        row = insight_exports.figure(found, ws.currency, rates.rates(ws))
        put_json(insight_exports.opened(name, row, opened, scope))
        return
    value = ", ".join(lines(found.spec, found.value))
    put(click.style(f"{found.spec.label}, {scope.period}: {value}", bold=True))
    put(f"= {opened.spec.formula}")
    for line in opened.put_in:
        put(f"= {line}")
    _put_deals(session, opened.deal_ids, opened.amounts, f"{opened.counted}s")
    for left in opened.left_out:
        put("")
        put(f"Left out, as {left.why}:")
        _put_deals(session, left.deal_ids, space=False)


def _put_deals(
    session: Session,
    deal_ids: Sequence[int],
    amounts: Mapping[int, int] = MappingProxyType({}),
    counted: str = "",
    *,
    space: bool = True,
) -> None:
    """Writes deals as a table; of those that are gone by now what became of them.

    ``amounts`` is how many of what is ``counted`` each deal has.
    """
    ws = session.workspace()
    found = behind.deals(ws, deal_ids)
    there = [each for each in found if not each.gone]
    rows = [_deal_row(each) for each in there]
    columns = list(_DEALS)
    if amounts:
        columns.append(Column(counted, right=True))
        rows = [[*row, f"{amounts[each.id]:,}"] for row, each in zip(rows, there, strict=True)]
    if space and rows:
        put("")
    put_table(columns, rows, mark=session.ellipsis)
    for each in found:
        if each.gone:
            put(clean(each.gone))


def _deal_row(deal: "Behind") -> Row:
    return [
        str(deal.id),
        with_company(deal.title, deal.company),
        readable(deal.money) if deal.money else "",
        deal.stage,
        deal.status or "",
        deal.closed_on.isoformat() if deal.closed_on else "",
    ]
