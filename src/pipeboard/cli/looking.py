"""Commands that show deals and stages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from pipeboard.cli.deal_text import amount, deal_lines, next_step, with_company
from pipeboard.cli.options import as_json, deal_argument, with_session, words
from pipeboard.cli.output import put, put_json, put_json_list, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Cell, Column, Row, narrow, put_table
from pipeboard.service import (
    exports,
    history,
    names,
    reading,
    savedfilters,
)

_DEALS = (
    Column("id", right=True),
    Column("title", least=24),
    Column("company", least=12),
    Column("value", right=True),
    Column("stage", least=10),
    Column("status"),
    Column("next step", least=12),
    Column(""),
)
FILTERED = {"ignore_unknown_options": True}
"""The settings of commands that take a filter: ``-stale`` is no option, but a part of it."""


def require_filter(typed: Sequence[str]) -> str:
    """The filter as one text; raises UsageError for what was meant as an option."""
    for word in typed:
        if word.startswith("--"):
            raise click.NoSuchOption(word, ctx=click.get_current_context())
    return " ".join(typed)


@click.command("deals", context_settings=FILTERED)
@words("filter_", "[FILTER]...", required=False)
@click.option("--all", "all_statuses", is_flag=True, help="Closed deals too.")
@click.option("--saved", metavar="LETTER", help="And a saved filter, by its letter or name.")
@as_json
@with_session
def deals_command(
    session: Session,
    filter_: tuple[str, ...],
    all_statuses: bool,
    saved: str | None,
    as_json: bool,
) -> None:
    """List the open deals that match a filter, by pipeline and stage.

    A filter is what the board's / takes: acme owner:ann '>50k' 'closes<30d' -stale label:hot
    stage:proposal status:won,lost fit:good no:decision-maker
    """
    text = require_filter(filter_)
    ws = session.workspace()
    if saved is not None:
        text = f"{savedfilters.named(ws, saved).filter} {text}"
    wanted = reading.read_filter(ws, text)
    rows = exports.deals(ws, wanted, all_statuses=all_statuses, pipeline_id=session.pipeline_id(ws))
    if as_json:
        put_json_list(rows)
        return
    listed = list(rows)
    with_status = all_statuses or wanted.names_status
    put_table(
        _DEALS,
        [_deal_row(row, ws.today(), with_status=with_status) for row in listed],
        mark=session.ellipsis,
    )
    if not listed:
        none = "There are no deals." if all_statuses else "There are no open deals."
        say(session.nothing("No deal matches." if text else none))


def _deal_row(row: Mapping[str, Any], today: date, *, with_status: bool) -> Row:
    step = row["next_step"]
    late = step and step["state"] == "overdue"
    together = narrow()
    return [
        str(row["id"]),
        with_company(row["title"], row["company"]) if together else row["title"],
        "" if together else row["company"] or "",
        amount(row["value"], row["currency"]),
        row["stage"] or "",
        row["status"] if with_status else "",
        Cell(next_step(step, today), "red" if late else None),
        "stale" if row["stale"] else "",
    ]


@click.command("show")
@deal_argument(names.ANY)
@as_json
@with_session
def show_command(session: Session, deal: str, as_json: bool) -> None:
    """Show everything about a deal: its fields, contacts, follow-ups, notes and history."""
    ws = session.workspace()
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    found = exports.deal(ws, deal_id)
    lines = history.of_deal(ws, deal_id)
    if as_json:
        put_json(found | {"history": exports.history(ws, lines)})
        return
    put("\n".join(deal_lines(found, lines, ws.now(), ws.zone)))
