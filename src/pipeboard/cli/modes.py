"""`calls` and `review`: what dial and review mode go through, in their order."""

from collections.abc import Mapping
from typing import Any

import click

from pipeboard.cli.deal_text import amount, what, with_company
from pipeboard.cli.options import as_json, everyone, with_session
from pipeboard.cli.output import put_json_list, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Cell, Column, Row, put_table
from pipeboard.service import mode_exports, reviewing

_CALLS = (
    Column("id", right=True),
    Column("why"),
    Column("what", least=12),
    Column("deal", least=16),
    Column("contact", least=10),
    Column("numbers", least=18),
)
_REVIEW = (
    Column("id", right=True),
    Column("deal", least=20),
    Column("value", right=True),
    Column("stage", least=10),
    Column("why", least=20, wraps=True),
)
_COLOURS = {"call back": "yellow", "due now": "yellow", "overdue": "red"}


@click.command("calls")
@everyone
@as_json
@with_session
def calls_command(session: Session, everyone: bool, as_json: bool) -> None:
    """List your calls that are due, in the order of dial mode, with all numbers to try.

    Those come first who asked to be called back and those whose time is now, then what is overdue,
    then today's.
    """
    ws = session.workspace()
    rows = mode_exports.calls(ws, everyone=everyone, pipeline_id=session.pipeline_id(ws))
    if as_json:
        put_json_list(rows)
        return
    listed = [_call(row) for row in rows]
    put_table(_CALLS, listed, mark=session.ellipsis)
    if not listed:
        say(session.nothing("No call is overdue or due today."))


def _call(row: Mapping[str, Any]) -> Row:
    title = row["deal"]["title"] if row["deal"] else ""
    return [
        str(row["id"]),
        Cell(row["why"], _COLOURS.get(row["why"])),
        what(row),
        with_company(title, row["company"]),
        row["contact"] or "",
        ", ".join(_number(each, row["contact"]) for each in row["numbers"]),
    ]


def _number(found: Mapping[str, str], contact: str | None) -> str:
    """A number, and whose it is when that is somebody else."""
    return found["number"] + ("" if found["name"] == contact else f" ({found['name']})")


@click.command("review")
@everyone
@as_json
@with_session
def review_command(session: Session, everyone: bool, as_json: bool) -> None:
    """List your open deals that need care, and why, in the order of review mode.

    That is those that are stale, have no next step, are past their expected close, have no
    decision-maker where one should be known, or no value.
    """
    ws = session.workspace()
    ids = reviewing.in_need(ws, everyone=everyone, pipeline_id=session.pipeline_id(ws))
    rows = mode_exports.review(ws, ids)
    if as_json:
        put_json_list(rows)
        return
    listed = [_deal(row) for row in rows]
    put_table(_REVIEW, listed, mark=session.ellipsis)
    if not listed:
        say(session.nothing("No deal needs care."))


def _deal(row: Mapping[str, Any]) -> Row:
    return [
        str(row["id"]),
        with_company(row["title"], row["company"]),
        amount(row["value"], row["currency"]),
        row["stage"] or "",
        ", ".join(row["reasons"]),
    ]
