"""Commands that work on a follow-up: done, snooze, reassign."""

from typing import TYPE_CHECKING

import click

from pipeboard.cli.options import completion, follow_up_argument, with_session, words
from pipeboard.cli.output import say
from pipeboard.cli.session import Session
from pipeboard.service import followups, load, names, reassigning

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _who(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
    found: list[CompletionItem] = completion().assignees(context, start)
    return found


@click.command("done")
@follow_up_argument
@click.option("--outcome", metavar="TEXT", default="", help="What came of it.")
@click.option(
    "--satisfaction", type=int, metavar="1-5", help="How satisfied they are, at a check-in."
)
@with_session
def done_command(session: Session, follow_up: str, outcome: str, satisfaction: int | None) -> None:
    """Finish a follow-up; with its outcome it becomes a part of the deal's history.

    A check-in after a sale also takes how satisfied the customer is: 1 is very unhappy, 5 very
    happy.
    """
    ws = session.workspace()
    follow_up_id = names.follow_up(ws, follow_up, session.pipeline_id(ws))
    found = [followups.get(ws, follow_up_id)]
    step = followups.finish(ws, found, outcome, satisfaction=satisfaction)
    if step:
        say(step.title)


@click.command("snooze")
@follow_up_argument
@words("when", "[WHEN]...", required=False)
@with_session
def snooze_command(session: Session, follow_up: str, when: tuple[str, ...]) -> None:
    """Put a follow-up off to tomorrow, or to when you say: +2w, 'tue 9:30', 12 dec.

    One that is due later than today goes to the day after its own. The time of day stays unless
    you say another. A date that is past needs !past.
    """
    ws = session.workspace()
    text = " ".join(when)
    follow_up_id = names.follow_up(ws, follow_up, session.pipeline_id(ws))
    seen = followups.get(ws, follow_up_id)
    due = followups.typed_due(ws, [seen], text) if text else followups.next_day(ws, seen)
    full = load.warning(ws, due, [seen])
    step = followups.snooze(ws, [seen], due)
    say(step.title if step else "Nothing to change: it is due then already.")
    if step and full:
        say(full)


@click.command("reassign")
@follow_up_argument
@click.argument("name", shell_complete=_who)
@with_session
def reassign_command(session: Session, follow_up: str, name: str) -> None:
    """Give a follow-up to somebody else: it then stands in their agenda."""
    ws = session.workspace()
    follow_up_id = names.follow_up(ws, follow_up, session.pipeline_id(ws))
    step = reassigning.reassign(ws, [followups.get(ws, follow_up_id)], name)
    say(step.title if step else "Nothing to change: it is theirs already.")
