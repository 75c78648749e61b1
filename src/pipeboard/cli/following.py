"""Commands that work on a follow-up: done, snooze."""

import click

from pipeboard.cli.options import follow_up_argument, with_session, words
from pipeboard.cli.output import say
from pipeboard.cli.session import Session
from pipeboard.service import followups, names


@click.command("done")
@follow_up_argument
@click.option("--outcome", metavar="TEXT", default="", help="What came of it.")
@with_session
def done_command(session: Session, follow_up: str, outcome: str) -> None:
    """Finish a follow-up; with its outcome it becomes a part of the deal's history."""
    ws = session.workspace()
    follow_up_id = names.follow_up(ws, follow_up, session.pipeline_id(ws))
    step = followups.finish(ws, [followups.get(ws, follow_up_id)], outcome)
    if step:
        say(step.title)


@click.command("snooze")
@follow_up_argument
@words("when", "[WHEN]...", required=False)
@with_session
def snooze_command(session: Session, follow_up: str, when: tuple[str, ...]) -> None:
    """Put a follow-up off to tomorrow, or to when you say: +2w, 'tue 9:30', 12 dec.

    One that is due later than today goes to the day after its own. The time of day stays unless
    you say another.
    """
    ws = session.workspace()
    text = " ".join(when)
    follow_up_id = names.follow_up(ws, follow_up, session.pipeline_id(ws))
    seen = followups.get(ws, follow_up_id)
    due = followups.typed_due(ws, [seen], text) if text else followups.next_day(ws, seen)
    step = followups.snooze(ws, [seen], due)
    say(step.title if step else "Nothing to change: it is due then already.")
