"""Commands on the exchange rates."""

import click

from pipeboard.cli.options import as_json, with_session, words
from pipeboard.cli.output import put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, put_table
from pipeboard.service import rates

_COLUMNS = (Column("currency"), Column("rate", right=True), Column("of"))


@click.group("rates", invoke_without_command=True)
@as_json
@with_session
def rates_command(session: Session, as_json: bool) -> None:
    """List the exchange rates, by which sums are told in one currency besides.

    A rate is what one unit of a currency is in the database's own.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    found = rates.rates(session.workspace())
    if as_json:
        put_json(
            [
                {
                    "currency": rate.currency,
                    "base": rate.base,
                    "rate": f"{rate.rate:f}",
                    "as_of": rate.as_of.isoformat(),
                }
                for rate in found
            ]
        )
        return
    rows = [[rate.currency, f"{rate.rate:f} {rate.base}", rate.as_of.isoformat()] for rate in found]
    put_table(_COLUMNS, rows, mark=session.ellipsis)
    if not found:
        say(session.nothing("There are no exchange rates."))


@rates_command.command("set")
@words("rate", "CURRENCY RATE [DATE]")
@with_session
def set_command(session: Session, rate: tuple[str, ...]) -> None:
    """Set what one unit of a currency is: rates set USD 0.92; of today unless a date is given."""
    ws = session.workspace(create=True)
    step = rates.set_rate(ws, rates.read(ws, " ".join(rate)))
    say(step.title if step else "nothing to change: it is so already")


@rates_command.command("remove")
@click.argument("currency", metavar="CURRENCY")
@with_session
def remove_command(session: Session, currency: str) -> None:
    """Forget the rate of a currency."""
    step = rates.remove(session.workspace(), currency)
    if step is not None:
        say(step.title)
