"""Commands that close a deal, open it again, or delete it."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeboard.cli.options import completion, deal_argument, with_session
from pipeboard.cli.output import say
from pipeboard.cli.session import Session
from pipeboard.domain.changes import Step
from pipeboard.domain.dates import parse_day
from pipeboard.domain.deals import Status
from pipeboard.domain.words import many
from pipeboard.errors import BadInput
from pipeboard.service import aftersale, deals, followups, names, nurture, reasons
from pipeboard.service.workspace import Workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_F = TypeVar("_F", bound=Callable[..., Any])

_UNDECIDED = (Status.OPEN, Status.NURTURE)
_OFF_THE_BOARD = (Status.WON, Status.LOST, Status.NURTURE)


def _reason(status: Status, text: str) -> Callable[[_F], _F]:
    """`--reason`, completed by the list of a status."""

    def offered(
        context: click.Context, _parameter: click.Parameter, start: str
    ) -> "list[CompletionItem]":
        found: list[CompletionItem] = completion().reasons(context, start, status)
        return found

    return click.option("--reason", metavar="TEXT", help=text, shell_complete=offered)


_on = click.option("--on", metavar="DATE", help="The day on which it was; today unless said.")


@click.command("win")
@deal_argument(_UNDECIDED)
@_reason(Status.WON, "Why it was won.")
@_on
@click.option(
    "--follow-ups", is_flag=True, help="Plan the follow-ups that the post-sale stage offers."
)
@with_session
def win_command(
    session: Session, deal: str, reason: str | None, on: str | None, follow_ups: bool
) -> None:
    """Close a deal as won; it goes to the post-sale stage of its pipeline.

    A reason that is not on the list (pipeboard reasons won) is kept in your own words. The
    follow-ups are a step of their own; one that hangs on a contract end needs it on the deal.
    """
    ws = session.workspace()
    day = _day(ws, on)
    deal_id = _deal(session, ws, deal, _UNDECIDED)
    _say(deals.win(ws, [deal_id], reason, day))
    if follow_ups:
        _plan(ws, deal_id)


def _plan(ws: Workspace, deal_id: int) -> None:
    offers = aftersale.offered(ws, [deal_id])
    known = [offer for offer in offers if offer.due is not None]
    if known:
        _say(aftersale.plan(ws, known))
    elif not offers:
        say("No follow-ups to plan: its stage offers none that is not planned already.")
    for offer in offers:
        if offer.due is None:
            say(f"Not planned: {offer.item.type}, until {offer.deal.title} has a contract end.")


@click.command("lose")
@deal_argument(_UNDECIDED)
@_reason(Status.LOST, "Why it was lost; needed.")
@_on
@click.option(
    "--drop-follow-ups", "drops", is_flag=True, help="Delete the follow-ups that are planned on it."
)
@with_session
def lose_command(
    session: Session, deal: str, reason: str | None, on: str | None, drops: bool
) -> None:
    """Close a deal as lost, for a reason.

    One that is not on the list (pipeboard reasons lost) is kept in your own words. Its follow-ups
    stay planned, unless they are dropped, which is a step of its own.
    """
    ws = session.workspace()
    if reason is None or not reason.strip():
        listed = ", ".join(reasons.names(ws, Status.LOST))
        raise BadInput("--reason", reason or "", f"say why it was lost: {listed}, or other words")
    day = _day(ws, on)
    deal_id = _deal(session, ws, deal, _UNDECIDED)
    _say(deals.lose(ws, [deal_id], reason, day))
    planned = followups.planned(ws, [deal_id])
    if planned and drops:
        _say(followups.delete(ws, *planned))
    elif planned:
        stay = "stays" if len(planned) == 1 else "stay"
        say(
            f"{many(len(planned), 'follow-up')} {stay} planned on it; --drop-follow-ups drops those."
        )


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
