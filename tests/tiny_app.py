"""A small app on the base that pipeboard's own stands on, for the tests of starting and leaving.

``python -m tests.tiny_app LOG SAVED [--no-mouse]``: what was asked for is appended to SAVED by a slow thread.
"""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input, Static

from pipeboard.errors import DatabaseError, PipeboardError
from pipeboard.keys import resolve
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.lifecycle import Ending, LifecycleApp, run
from pipeboard.ui.themes import make_look


class Board(PlaceScreen):
    PLACE = "board"

    def compose(self) -> ComposeResult:
        yield Static("ready to work", markup=False)
        yield Static("", id="said", markup=False)
        yield Input(id="input", disabled=True)

    def action_filter(self) -> None:
        field = self.query_one(Input)
        field.disabled = False
        self.set_focus(field)

    def action_escape(self) -> None:
        field = self.query_one(Input)
        field.disabled = True
        self.set_focus(None)
        self.app.query_one("#said", Static).update("left the input")

    def action_new_deal(self) -> None:
        raise ValueError("nobody\nexpected \x1b[31mthis")

    def action_edit_deal(self) -> None:
        self.run_worker(self._fail())

    async def _fail(self) -> None:
        raise ValueError("a worker failed")

    def action_delete_deal(self) -> None:
        def fail() -> None:
            raise ValueError("a thread failed")

        threading.Thread(target=fail).start()

    def action_lose_deal(self) -> None:
        self.call_later(self._lose_database)

    def _lose_database(self) -> None:
        raise DatabaseError("the database is gone; look for it")

    def action_reopen_deal(self) -> None:
        raise DatabaseError("the database is busy; try again")

    def action_win_deal(self) -> None:
        assert isinstance(self.app, Tiny)
        self.app.save("won")


class Tiny(LifecycleApp):
    def __init__(self, saved: Path) -> None:
        super().__init__(resolve({}), make_look("dark"))
        self._saved = saved
        self._writer = ThreadPoolExecutor(1)

    def get_default_screen(self) -> Board:
        return Board(self.keymap)

    def say(self, text: str, kind: str = "info") -> None:
        self.screen.query_one("#said", Static).update(text)

    def save(self, what: str) -> None:
        self.say("saving")

        def write() -> None:
            time.sleep(0.5)
            with self._saved.open("a") as file:
                file.write(f"{what}\n")

        self._writer.submit(write)

    def settle(self) -> None:
        self._writer.submit(int).result()


def main() -> int:
    log, saved, *flags = sys.argv[1:]
    try:
        ending = run(Tiny(Path(saved)), log=Path(log), mouse="--no-mouse" not in flags)
    except PipeboardError as error:
        ending = Ending(error.exit_code, str(error))
    if ending.message:
        sys.stderr.write(f"pipeboard: {ending.message}\n")
    return ending.code


if __name__ == "__main__":
    sys.exit(main())
