"""Notifications as the bytes that a real board sends to its terminal."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk import PIPEBOARD, Desk
from tests.pty_session import Session

REMINDER = "Reminder: call on Acme, 09:15"
TEXT = REMINDER.encode()
SOON = "09:14:50"
"""Long enough before it that the board is open by then, also on a slow computer."""

FORGET = (
    *("TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID", "ITERM_SESSION_ID", "WEZTERM_PANE"),
    *("GHOSTTY_RESOURCES_DIR", "TMUX", "STY"),
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the board finds in its environment, and what it is to send."""

    environ: dict[str, str]
    wanted: bytes


TERMINALS = {
    "kitty": Terminal({"TERM": "xterm-kitty"}, b"\x1b]99;i=pipeboard:d=1:p=body;" + TEXT),
    "tmux": Terminal(
        {"TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0", "ITERM_SESSION_ID": "w0"},
        b"\x1bPtmux;\x1b\x1b]9;pipeboard: " + TEXT + b"\a\x1b\\",
    ),
}


def board(desk: Desk, now: str, more: dict[str, str], *flags: str) -> Session:
    """Opens the board at a time of the day in a terminal."""
    environ = {key: value for key, value in desk.environ.items() if key not in FORGET}
    environ |= {"PIPEBOARD_NOW": f"2026-11-24T{now}", **more}
    return Session([*PIPEBOARD, *flags], environ)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A database with a call at 9:15."""
    desk = Desk(tmp_path / "pipeboard.db")
    desk.run("add", "Acme call today 9:15 remind 0")
    return desk


@pytest.mark.parametrize("name", TERMINALS)
def test_the_terminal_tells_it_in_its_own_way(desk: Desk, name: str) -> None:
    """The bell rings, the notification is sent, and the message stands on the board."""
    terminal = TERMINALS[name]
    with board(desk, SOON, terminal.environ) as session:
        session.wait_for("Acme")
        session.wait_until(lambda: terminal.wanted in session.received, "the notification")
        assert b"\a\x1b" in session.received
        session.wait_for(REMINDER)
        session.type("j")
        session.wait_until(lambda: REMINDER not in session.text(), "the next key")
        session.type("q")
        assert session.wait() == 0
        assert session.modes_left_on() == set()


def test_it_is_told_while_something_is_typed(desk: Desk) -> None:
    """With the bell alone where the terminal is not known; the prompt goes on."""
    with board(desk, SOON, {}) as session:
        session.wait_for("Acme")
        session.type("nKestrel")
        session.wait_for(REMINDER)
        assert session.received.count(b"\a") == 1
        assert b"\x1b]" not in session.received
        session.type(" 5k")
        session.wait_for("Kestrel 5k")
        session.wait_for("enter adds it")


def test_a_time_that_comes_twice_is_told_at_the_first(desk: Desk) -> None:
    """In the night in which the clocks go back, a few seconds before it."""
    environ = desk.environ | {"TZ": "Europe/Berlin"}
    plan = [*PIPEBOARD, "follow", "acme", "demo 31 oct 2027 2:30 remind 0"]
    with Session(plan, environ) as session:
        assert session.wait() == 0
    environ["PIPEBOARD_NOW"] = "2027-10-31T02:29:50+02:00"
    with Session(PIPEBOARD, environ) as session:
        session.wait_for("Missed reminder: call on Acme")
        session.wait_for("demo on Acme, 02:30")
        assert session.received.count(b"\a") == 1


def test_off_is_silent_and_the_message_stands(desk: Desk, tmp_path: Path) -> None:
    """As the config says; then nothing more is written until a key is pressed."""
    config = tmp_path / "off.toml"
    config.write_text('notifications = "off"\n')
    with board(desk, SOON, {"TERM": "xterm-kitty"}, "--config", str(config)) as session:
        session.wait_for("Acme")
        session.wait_for(REMINDER)
        assert b"\a" not in session.received
        while session.read(0.5):
            pass
        before = len(session.received)
        for _ in range(10):
            session.read(1.0)
        assert len(session.received) == before
