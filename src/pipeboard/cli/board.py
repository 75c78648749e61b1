"""Opening the board: on the database in use, or on made-up data."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pipeboard.cli.options import with_session
from pipeboard.cli.output import put_path, say
from pipeboard.cli.session import Session

if TYPE_CHECKING:
    from pipeboard.domain.stages import Pipeline
    from pipeboard.keys import Keymap
    from pipeboard.service.workspace import Workspace
    from pipeboard.ui.lifecycle import LifecycleApp
    from pipeboard.ui.themes import Look

Start = Literal["board", "agenda", "insights"]
_MOST_DEALS = 1_000_000


def open_board(session: Session, start: Start) -> int:
    """Shows the board until the person leaves; returns the exit code.

    On a database in which nobody has chosen how to begin, that is asked first.
    """
    from pipeboard.service import pipelines

    ws = session.workspace(create=True)
    pipeline = session.pipeline_id(ws)
    if pipeline is not None:
        pipelines.switch(ws, pipeline)
        return _show(session, ws, start, of=pipelines.current(ws))
    if pipelines.is_fresh(ws):
        return _welcome(session, ws, start)
    return _show(session, ws, start)


def _welcome(session: Session, ws: "Workspace", start: Start) -> int:
    gc.disable()  # as in _show
    from pipeboard.service import imports
    from pipeboard.ui.screens.first_start import Way
    from pipeboard.ui.welcome import WelcomeApp

    app = WelcomeApp(ws, keymap=_keymap(session), look=_look(session), importer=imports)
    code = _run(session, app)
    if code or app.started.way is Way.LEAVE:
        return code
    if app.started.way is Way.SAMPLE:
        return _show_made_up(session, None, start)
    return _show(session, ws, start)


def _show(session: Session, ws: "Workspace", start: Start, of: "Pipeline | None" = None) -> int:
    gc.disable()  # the app turns it on again once the first picture is there
    from pipeboard.ui.board_state import BoardState

    state = BoardState.load(ws)
    from pipeboard.ui.app import PipeboardApp

    keymap, look = _keymap(session), _look(session)
    app = PipeboardApp(
        ws,
        keymap=keymap,
        look=look,
        state=state,
        start=start,
        of=of,
        notifications=session.config.notifications,
    )
    return _run(session, app)


def _show_made_up(session: Session, deals: int | None, start: Start) -> int:
    from pipeboard.service import demo

    count = deals or demo.DEFAULT
    with demo.throw_away(count, clock=session.clock, actor=session.actor) as ws:
        ws.reminders = session.config.reminders
        ws.day_limit = session.config.day_limit
        return _show(session, ws, start)


def _run(session: Session, app: "LifecycleApp") -> int:
    from pipeboard.ui.lifecycle import run

    ending = run(app, log=session.paths.log, mouse=session.mouse)
    if ending.message:
        say(f"pipeboard: {ending.message}")
    return ending.code


def _keymap(session: Session) -> "Keymap":
    from pipeboard.keys import resolve

    return resolve(session.config.keys, str(session.paths.config))


def _look(session: Session) -> "Look":
    from pipeboard.ui.themes import make_look

    return make_look(session.config.theme, ascii=session.ascii, colour=session.colour)


@click.command("demo")
@click.option(
    "--deals", type=click.IntRange(1, _MOST_DEALS), metavar="N", help="How many deals to make up."
)
@click.option(
    "--into",
    type=click.Path(),
    metavar="FILE",
    help="Write them to a new database file, and open nothing.",
)
@with_session
def demo_command(session: Session, deals: int | None, into: str | None) -> None:
    """Open the board on made-up data, which is thrown away afterwards.

    Your own deals are not touched. The same number of deals on the same day gives the same data.
    """
    if into is None:
        click.get_current_context().exit(_show_made_up(session, deals, "board"))
    from pipeboard.service import demo

    path = _file(into)
    demo.write_file(path, deals or demo.DEFAULT, clock=session.clock, actor=session.actor)
    put_path(into)


def _file(into: str) -> Path:
    """The file that ``--into`` names, which is no folder; raises UsageError."""
    path = Path(into).expanduser()
    if "://" in into:
        raise click.UsageError(f"--into needs a file, not the URL {into}")
    if not into.strip():
        raise click.UsageError("--into is empty; name a file")
    if into.endswith("/") or path.is_dir():
        raise click.UsageError(f"--into needs a file, and '{into}' is a folder; name a file in it")
    return path
