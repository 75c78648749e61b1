"""Commands that change a deal where it is: edit, note."""

import click

from pipeboard.cli.options import assignments, completion, deal_argument, with_session, words
from pipeboard.cli.output import say
from pipeboard.cli.session import Session
from pipeboard.service import fields, names, notes


@click.command("edit", epilog=f"Fields: {', '.join(fields.NAMES)}, custom.NAME")
@deal_argument(names.ANY)
@click.argument(
    "changes",
    metavar="FIELD=VALUE...",
    nargs=-1,
    required=True,
    shell_complete=lambda _context, _parameter, start: completion().fields(start),
)
@with_session
def edit_command(session: Session, deal: str, changes: tuple[str, ...]) -> None:
    """Change fields of a deal, all in one step.

    'value=12k EUR' closes=eom labels=hot,renewal; nothing after the = empties the field.
    """
    ws = session.workspace()
    typed = list(assignments(changes, "value=12k"))
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    step = fields.change(ws, deal_id, typed)
    say(step.title if step else "Nothing to change: the deal is so already.")


@click.command("note")
@deal_argument(names.ANY)
@words("text", "TEXT...")
@with_session
def note_command(session: Session, deal: str, text: tuple[str, ...]) -> None:
    """Add a note to a deal."""
    ws = session.workspace()
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    step = notes.add(ws, [deal_id], " ".join(text))
    if step:
        say(step.title)
