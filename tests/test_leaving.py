"""However the app ends, what was asked for is saved and the terminal is left as it was."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty_session import Session

ROOT = Path(__file__).parent.parent
IN_TIME = 2.0


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "saved"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "pipeboard.log"


def command(log: Path, saved: Path) -> list[str]:
    return [sys.executable, "-m", "tests.tiny_app", str(log), str(saved)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}


@pytest.fixture
def app(log: Path, saved: Path) -> Iterator[Session]:
    with Session(command(log, saved), environment()) as session:
        session.wait_for("ready to work")
        yield session


SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT]


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_it_with_everything_saved(
    app: Session, saved: Path, number: signal.Signals
) -> None:
    """A change that is being written when the signal comes is on disk when the process is gone."""
    before = app.settings()
    app.type("w")
    app.wait_for("saving")
    begin = time.monotonic()
    app.signal(number)
    code = app.wait()

    assert code == 128 + number
    assert time.monotonic() - begin < IN_TIME
    assert saved.read_text() == "won\n"
    assert app.modes_left_on() == set()
    assert app.settings() != before  # raw while it ran, cooked again


def test_q_ends_it_with_everything_saved(app: Session, saved: Path) -> None:
    """Quitting waits for what is being written, and exits 0 without a word."""
    app.type("wwq")
    assert app.wait() == 0
    assert saved.read_text() == "won\nwon\n"
    assert app.modes_left_on() == set()
    assert app.text().strip() == ""


def test_keys_typed_after_q_do_not_reach_the_shell(app: Session) -> None:
    """Only what the app used is taken from the terminal, and its settings are put back."""
    with Session(["sh", "-c", "stty -a; sleep 9"], environment()) as untouched:
        untouched.wait_for("echoctl")
        cooked = untouched.settings()
    app.type("q")
    app.wait()
    assert app.settings()[3] == cooked[3]


def test_a_closed_terminal_ends_it(app: Session, saved: Path) -> None:
    """A lost connection ends the process, with what was being written saved."""
    app.type("w")
    app.wait_for("saving")
    begin = time.monotonic()
    app.hang_up()
    assert app.wait(reading=False) == 128 + signal.SIGHUP
    assert time.monotonic() - begin < IN_TIME
    assert saved.read_text() == "won\n"


def test_a_closed_terminal_ends_it_where_hangups_are_ignored(log: Path, saved: Path) -> None:
    """Under nohup too: a terminal that is gone is not asked for keys again and again."""
    wrapped = ["sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *command(log, saved)]
    with Session(wrapped, environment()) as session:
        session.wait_for("ready to work")
        begin = time.monotonic()
        session.hang_up()
        assert session.wait(reading=False) == 128 + signal.SIGHUP
        assert time.monotonic() - begin < IN_TIME


def test_a_terminal_that_takes_nothing_does_not_hold_it(app: Session) -> None:
    """A stalled connection, with output waiting, does not keep the process."""
    for _ in range(200):
        app.type("Z")
        app.resize(200, 50)
        app.resize(80, 24)
    begin = time.monotonic()
    app.signal(signal.SIGTERM)
    assert app.wait(reading=False) == 128 + signal.SIGTERM
    assert time.monotonic() - begin < IN_TIME


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("n", "ValueError: nobody expected [31mthis"),
        ("e", "ValueError: a worker failed"),
        ("\x1b[3~", "ValueError: a thread failed"),
    ],
    ids=["handler", "worker", "thread"],
)
def test_an_unexpected_error_is_one_line_and_a_log(
    app: Session, log: Path, key: str, told: str
) -> None:
    """The terminal is clean and shows one line; where it came from is in the log."""
    app.type(key)
    assert app.wait() == 1
    assert app.modes_left_on() == set()
    shown = "".join(app.screen.display).rstrip()
    assert shown == f"pipeboard: unexpected error: {told}; see {log}"
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_an_expected_error_is_its_message_and_its_code(app: Session, log: Path) -> None:
    """An error of our own tree that no key asked for ends it; it needs no log."""
    app.type("x")
    assert app.wait() == 4
    assert app.text().strip() == "pipeboard: the database is gone; look for it"
    assert not log.exists()


def test_an_expected_error_of_a_key_is_said(app: Session, log: Path) -> None:
    """The board stays open, and the next key works."""
    app.type("o")
    app.wait_for("the database is busy; try again")
    app.type("q")
    assert app.wait() == 0
    assert not log.exists()


def test_a_log_that_cannot_be_written_is_said(log: Path, saved: Path) -> None:
    """The error is told even so."""
    log.parent.write_text("a file where the folder should be")
    with Session(command(log, saved), environment()) as session:
        session.wait_for("ready to work")
        session.type("n")
        assert session.wait() == 1
        shown = "".join(session.screen.display)
        assert f"nobody expected [31mthis; the log {log} cannot be written" in shown


def test_ctrl_c_says_how_to_quit(app: Session) -> None:
    """It does not quit; in an input it leaves that."""
    app.type("\x03")
    app.wait_for("q quits; everything is saved already")
    app.type("/")
    app.type("acme")
    app.wait_for("acme")
    app.type("\x03")
    app.wait_for("left the input")


def test_a_key_without_use_says_why(app: Session) -> None:
    """A key of another place names that place, an unknown one the help."""
    app.type("r")
    app.wait_for("in the history, not on the board")
    app.type("B")
    app.wait_for("B does nothing; ? shows the keys that work here")


def test_little_is_asked_of_the_terminal(app: Session) -> None:
    """No report of every movement of the mouse or of the focus, no reports of plain keys."""
    for mode in (b"1003", b"1004", b"1015", b"1016", b"2048"):
        assert b"\x1b[?" + mode + b"h" not in app.received
    assert b"\x1b[?1000h" in app.received
    assert b"\x1b[>1u" in app.received


def test_ctrl_z_and_fg(log: Path, saved: Path) -> None:
    """Stopped, the shell has its terminal back; continued, the app has its modes and picture."""
    shell = ["bash", "--norc", "--noprofile", "-i"]
    with Session(shell, {**environment(), "PS1": "$ ", "HISTFILE": ""}) as session:
        session.wait_for("$")
        session.type(" ".join(command(log, saved)) + "\n")
        session.wait_for("ready to work")
        session.type("w")
        session.wait_for("saving")
        session.type("\x1a")
        session.wait_for("Stopped")
        assert saved.read_text() == "won\n"
        session.type("stty -a | grep -c -- ' echo '; echo these were the $((40 + 2))\n")
        session.wait_for("these were the 42")
        assert session.modes_left_on() - {"2004"} == set()  # bash itself asks for pasted text
        session.resize(100, 30)
        session.type("fg\n")
        session.wait_until(lambda: "1049" in session.modes_left_on(), "the alternate screen")
        session.wait_for("ready to work")
        assert {"1000", "1006", "25", "7", "kitty keyboard"} <= session.modes_left_on()
        session.type("q")
        session.wait_until(lambda: session.text().rstrip().endswith("\n$"), "the prompt")
        session.type("echo alive $?\n")
        session.wait_for("alive 0")
        session.type("exit\n")
        session.wait()
        assert session.modes_left_on() - {"2004"} == set()


def test_ctrl_z_without_a_shell_goes_on(app: Session) -> None:
    """Where nothing could continue it (ssh host pipeboard), it is not stopped."""
    app.type("\x1a")
    app.wait_until(lambda: app.received.count(b"\x1b[?1049h") == 2, "the app taking over again")
    app.type("B")
    app.wait_for("B does nothing")
    app.type("q")
    assert app.wait() == 0
    assert app.modes_left_on() == set()


def test_continued_after_a_stop_from_outside(app: Session) -> None:
    """kill -STOP cannot be answered; on continuing, modes and picture are set again."""
    app.signal(signal.SIGSTOP)
    app.signal(signal.SIGCONT)
    app.wait_until(lambda: app.received.count(b"\x1b[?1049h") == 2, "the app taking over again")
    app.type("B")
    app.wait_for("B does nothing")


def test_a_new_size_is_drawn(app: Session) -> None:
    """The window tells the app by a signal."""
    app.resize(40, 10)
    before = len(app.received)
    app.signal(signal.SIGWINCH)
    app.wait_until(lambda: b"\x1b[10;1H" in app.received[before:], "the last of ten lines")


def test_no_mouse(log: Path, saved: Path) -> None:
    """Without the mouse nothing is asked about it."""
    with Session([*command(log, saved), "--no-mouse"], environment()) as session:
        session.wait_for("ready to work")
        assert not {"1000", "1002", "1003", "1006"} & session.modes_left_on()


def test_no_terminal_is_said(log: Path, saved: Path) -> None:
    """In a pipe there is nothing to draw on."""
    done = subprocess.run(
        command(log, saved),
        env=environment(),
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "the board needs a terminal, but the standard input is not one" in done.stderr
    assert done.stdout == ""
