"""Commands on the filters that are kept under a letter."""

from dataclasses import asdict

import click

from pipeboard.cli.looking import FILTERED, require_filter
from pipeboard.cli.options import as_json, with_session, words
from pipeboard.cli.output import put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, put_table
from pipeboard.service import savedfilters

_COLUMNS = (Column(""), Column("name", least=10), Column("filter", least=16))


@click.group("filters", invoke_without_command=True)
@as_json
@with_session
def filters_command(session: Session, as_json: bool) -> None:
    """List the saved filters, with the letters that bring them back on the board."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    found = savedfilters.all_of_them(session.workspace())
    if as_json:
        put_json([asdict(each) for each in found])
        return
    rows = [[each.letter, each.name, each.filter] for each in found]
    put_table(_COLUMNS, rows, mark=session.ellipsis)
    if not found:
        say(session.nothing("There are no saved filters."))


@filters_command.command("save", context_settings=FILTERED)
@click.argument("letter", metavar="LETTER")
@words("filter_", "FILTER...")
@click.option("--name", default="", metavar="TEXT", help="What it is called; its text unless said.")
@with_session
def save_command(session: Session, letter: str, filter_: tuple[str, ...], name: str) -> None:
    """Keep a filter under a letter."""
    ws = session.workspace(create=True)
    step = savedfilters.save(ws, letter, name, require_filter(filter_))
    if step is not None:
        say(step.title)


@filters_command.command("remove")
@click.argument("letter", metavar="LETTER")
@with_session
def remove_command(session: Session, letter: str) -> None:
    """Keep a filter no longer; it is named by its letter or its name."""
    ws = session.workspace()
    step = savedfilters.remove(ws, savedfilters.named(ws, letter))
    if step is not None:
        say(step.title)
