"""A signal ends a command cleanly."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_demo_file_that_was_not_finished_leaves_nothing(
    tmp_path: Path, ending: signal.Signals
) -> None:
    """Neither the file nor the folder that it was being written in."""
    command = [sys.executable, "-m", "pipeboard", "demo", "--deals", "100000"]
    writing = subprocess.Popen([*command, "--into", str(tmp_path / "demo.db")], text=True)
    try:
        patience = time.monotonic() + 60
        while not list(tmp_path.iterdir()) and time.monotonic() < patience:
            time.sleep(0.05)
        assert list(tmp_path.iterdir())
        writing.send_signal(ending)
        assert writing.wait(60) == 128 + ending
    finally:
        writing.kill()
    assert list(tmp_path.iterdir()) == []


IMPORTED = """
import os, signal
try:
    os.kill(os.getpid(), signal.{ending})
    for _ in range(1000):
        pass
except BaseException:
    print("a module met the signal")
"""
START = """
import time
from pipeboard.cli.leaving import leave_on_signals
leave_on_signals()
import met
time.sleep(30)
"""


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_during_an_import_is_not_lost_in_it(
    tmp_path: Path, ending: signal.Signals
) -> None:
    """A module that handles every error while it is imported does not meet it."""
    (tmp_path / "met.py").write_text(IMPORTED.format(ending=ending.name))
    begin = time.monotonic()
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"}
    done = subprocess.run(
        [sys.executable, "-c", START], env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (128 + ending, "", "")
    assert time.monotonic() - begin < 10


def test_a_signal_that_is_not_obeyed_ends_the_process_in_the_end() -> None:
    """A thread that waits for a server which says nothing does not hold it."""
    code = (
        "import os, signal, threading, time\n"
        "from pipeboard.cli.leaving import leave_on_signals\n"
        "leave_on_signals()\n"
        "threading.Thread(target=time.sleep, args=[60]).start()\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 128 + signal.SIGTERM
    assert time.monotonic() - begin < 20
