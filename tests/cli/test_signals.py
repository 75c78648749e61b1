"""A signal ends a command cleanly."""

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
