"""The open deals without a next step, as a part of the agenda."""

from collections.abc import Sequence

import click

from pipeboard.cli.deal_text import short_day, with_company
from pipeboard.cli.output import put
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, narrow, put_table
from pipeboard.domain.agenda import Stepless

_COLUMNS = (
    Column("id", right=True),
    Column("last touch"),
    Column("stage", least=10),
    Column("deal", least=20),
    Column("contact", least=10),
    Column("phone"),
)


def put_stepless(session: Session, deals: Sequence[Stepless]) -> None:
    """Writes them, with since when nothing was done and whom to reach."""
    today = session.workspace().today()
    put(click.style(f"Without a next step ({len(deals):,})", bold=True))
    rows = [
        [
            str(deal.deal_id),
            f"since {short_day(deal.touched_on, today)}",
            deal.stage,
            with_company(deal.title, deal.company),
            deal.contact,
            "" if narrow() else deal.phone or deal.email,
        ]
        for deal in deals
    ]
    put_table(_COLUMNS, rows, mark=session.ellipsis, heading=False, indent=2)
