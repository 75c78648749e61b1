"""Errors that nobody expected: one line for the person, and the traceback into the log."""

import os
from pathlib import Path

from pipeboard.folders import make_private


def told(error: BaseException, log: Path) -> str:
    """One line about the error; the log that it names has the rest, and only its owner reads it.

    The line may hold what was in the error's message: clean it before it goes to a terminal.
    """
    what = f"unexpected error: {type(error).__name__}: {error}"
    try:
        _write(error, log)
    except OSError as problem:
        return f"{what}; the log {log} cannot be written: {problem.strerror}"
    return f"{what}; see {log}"


def _write(error: BaseException, log: Path) -> None:
    from io import TextIOWrapper
    from logging import ERROR, Formatter, LogRecord
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        """Makes each log for its owner only, whatever the umask is."""

        def _open(self) -> TextIOWrapper:
            file = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
            return os.fdopen(file, "a", encoding="utf-8")

    make_private(log.parent)
    handler = Private(log, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    try:
        handler.setFormatter(Formatter("%(asctime)s %(message)s"))
        info = (type(error), error, error.__traceback__)
        handler.emit(LogRecord("pipeboard", ERROR, "", 0, "unexpected error", None, info))
    finally:
        handler.close()
