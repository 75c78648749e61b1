"""One database and the real `pipeboard` on it: commands, and boards on pseudo-terminals."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.pty_session import Session

ROOT = Path(__file__).parent.parent
PIPEBOARD = [sys.executable, "-m", "pipeboard"]
CURSOR = "▐"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works with a database."""

    database: Path

    @property
    def environ(self) -> dict[str, str]:
        """The environment of every process; the home is that of the test."""
        return {
            **os.environ,
            "PIPEBOARD_DATABASE": str(self.database),
            "PIPEBOARD_NOW": "2026-11-24T09:00",
            "TERM": "xterm-256color",
        }

    def run(self, *arguments: str) -> str:
        """Runs a command that must succeed; returns what it wrote."""
        done = subprocess.run(
            [*PIPEBOARD, *arguments], env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def deals(self) -> dict[str, dict[str, Any]]:
        """Returns all deals by title, as another process reads them."""
        return {deal["title"]: deal for deal in json.loads(self.run("deals", "--all", "--json"))}

    def stages(self) -> dict[str, str]:
        """Returns the stage of each deal by its title."""
        return {title: deal["stage"] for title, deal in self.deals().items()}

    def board(self, *flags: str, shows: str, columns: int = 120, lines: int = 40) -> Session:
        """Opens the board and waits until it shows a text."""
        session = Session([*PIPEBOARD, *flags], self.environ, columns=columns, lines=lines)
        try:
            session.wait_for(shows)
        except BaseException:
            session.__exit__(None, None, None)
            raise
        return session


def on_cursor(title: str) -> str:
    """Returns what the board shows when the cursor is on the deal."""
    return CURSOR + title


def column_of(session: Session, title: str) -> int | None:
    """Returns the column of the terminal where a title begins; None when it is not there."""
    for line in session.text().splitlines():
        if title in line:
            return line.index(title)
    return None
