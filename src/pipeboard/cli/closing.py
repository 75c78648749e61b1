"""Commands that close a deal, open it again, or delete it."""

from datetime import date

import click

from pipeboard.cli.options import deal_argument, with_session
from pipeboard.cli.output import say
from pipeboard.cli.session import Session
from pipeboard.domain.changes import Step
from pipeboard.domain.dates import parse_day
from pipeboard.domain.deals import Status
from pipeboard.errors import BadInput
from pipeboard.service import deals, names, nurture
from pipeboard.service.workspace import Workspace

_UNDECIDED = (Status.OPEN, Status.NURTURE)
_OFF_THE_BOARD = (Status.WON, Status.LOST, Status.NURTURE)

_on = click.option("--on", metavar="DATE", help="The day on which it was; today unless said.")


@click.command("win")
@deal_argument(_UNDECIDED)
@click.option("--reason", metavar="TEXT", help="Why it was won.")
@_on
@with_session
def win_command(session: Session, deal: str, reason: str | None, on: str | None) -> None:
    """Close a deal as won; it goes to the post-sale stage of its pipeline."""
    ws = session.workspace()
    day = _day(ws, on)
    _say(deals.win(ws, [_deal(session, ws, deal, _UNDECIDED)], reason, day))


@click.command("lose")
@deal_argument(_UNDECIDED)
@click.option("--reason", metavar="TEXT", required=True, help="Why it was lost.")
@_on
@with_session
def lose_command(session: Session, deal: str, reason: str, on: str | None) -> None:
    """Close a deal as lost, for a reason."""
    if not reason.strip():
        raise BadInput("--reason", reason, "say why the deal was lost")
    ws = session.workspace()
    day = _day(ws, on)
    _say(deals.lose(ws, [_deal(session, ws, deal, _UNDECIDED)], reason, day))


@click.command("nurture")
@deal_argument(_UNDECIDED)
@click.option("--until", metavar="DATE", required=True, help="The day on which it is back.")
@click.option("--reason", metavar="TEXT", help="Why it is put off.")
@with_session
def nurture_command(session: Session, deal: str, until: str, reason: str | None) -> None:
    """Put a deal off until a day; it leaves the board, and on that day it is back by itself.

    DATE is a day, or how far it is off: 2027-02-12, '12 feb', '3 months', 6w. For a deal that is
    put off already it is another day.
    """
    ws = session.workspace()
    day = nurture.read_day(ws, until, "--until")
    step = nurture.nurture(ws, [_deal(session, ws, deal, _UNDECIDED)], day, reason)
    say(step.title if step else "Nothing to change: it is put off until that day already.")


@click.command("reopen")
@deal_argument(_OFF_THE_BOARD)
@click.option("--reason", metavar="TEXT", help="Why; it becomes a note.")
@with_session
def reopen_command(session: Session, deal: str, reason: str | None) -> None:
    """Put a deal that is won, lost or put off back on the board, into the stage it was in."""
    ws = session.workspace()
    _say(deals.reopen(ws, [_deal(session, ws, deal, _OFF_THE_BOARD)], reason))


@click.command("delete")
@deal_argument(names.ANY)
@with_session
def delete_command(session: Session, deal: str) -> None:
    """Delete a deal with its notes and follow-ups; undo brings it back."""
    ws = session.workspace()
    _say(deals.delete(ws, [_deal(session, ws, deal, names.ANY)]))


def _deal(session: Session, ws: Workspace, text: str, acts_on: tuple[Status, ...]) -> int:
    return names.deal(ws, text, acts_on, session.pipeline_id(ws))


def _day(ws: Workspace, text: str | None) -> date | None:
    if text is None:
        return None
    return parse_day(text, ws.today(), ws.locale, backward=True, field="--on")


def _say(step: Step | None) -> None:
    if step:
        say(step.title)
