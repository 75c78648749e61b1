"""Opening the board: on the database in use, or on made-up data."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pipeboard.cli.options import with_session
from pipeboard.cli.output import put, say
from pipeboard.cli.session import Session

if TYPE_CHECKING:
    from pipeboard.service.workspace import Workspace

Start = Literal["board", "agenda"]
_MOST_DEALS = 1_000_000


def open_board(session: Session, start: Start) -> int:
    """Shows the board until the person leaves; returns the exit code."""
    ws = session.workspace(create=True)
    pipeline = session.pipeline_id(ws)
    if pipeline is not None:
        from pipeboard.service import pipelines

        pipelines.switch(ws, pipeline)
    return _show(session, ws, start)


def _show(session: Session, ws: "Workspace", start: Start) -> int:
    from pipeboard.keys import resolve
    from pipeboard.ui.app import PipeboardApp
    from pipeboard.ui.lifecycle import run
    from pipeboard.ui.themes import make_look

    keymap = resolve(session.config.keys, str(session.paths.config))
    look = make_look(session.config.theme, ascii=session.ascii, colour=session.colour)
    app = PipeboardApp(ws, keymap=keymap, look=look, start=start)
    ending = run(app, log=session.paths.log, mouse=session.mouse)
    if ending.message:
        say(f"pipeboard: {ending.message}")
    return ending.code


@click.command("demo")
@click.option(
    "--deals", type=click.IntRange(1, _MOST_DEALS), metavar="N", help="How many deals to make up."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write them to a new database file, and open nothing.",
)
@with_session
def demo_command(session: Session, deals: int | None, into: Path | None) -> None:
    """Open the board on made-up data, which is thrown away afterwards.

    Your own deals are not touched. The same number of deals on the same day gives the same data.
    """
    from pipeboard.service import demo

    count = deals or demo.DEFAULT
    if into is not None:
        demo.write_file(into.expanduser(), count, clock=session.clock, actor=session.actor)
        put(str(into))
        return
    with demo.throw_away(count, clock=session.clock, actor=session.actor) as ws:
        code = _show(session, ws, "board")
    click.get_current_context().exit(code)
