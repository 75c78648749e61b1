"""The log of errors that nobody expected."""

import os
import stat
from pathlib import Path

from pipeboard.failures import told


def test_every_log_is_its_owners_only(tmp_path: Path) -> None:
    """The one that takes the place of a full one too, and the folders, whatever the umask is."""
    log = tmp_path / "state" / "log" / "pipeboard.log"
    umask = os.umask(0)
    try:
        told(ValueError("first"), log)
        log.write_text("x" * 1_000_000)
        assert told(ValueError("second"), log).endswith(f"see {log}")
    finally:
        os.umask(umask)
    assert "second" in log.read_text()
    old = log.with_name("pipeboard.log.1")
    assert old.exists()
    for file in (log, old):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (log.parent, log.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
