"""Errors that nobody expected: one line for the person, and the traceback into the log."""

from pathlib import Path


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
    from logging import ERROR, Formatter, LogRecord
    from logging.handlers import RotatingFileHandler

    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    log.touch(mode=0o600)
    handler = RotatingFileHandler(log, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    try:
        handler.setFormatter(Formatter("%(asctime)s %(message)s"))
        info = (type(error), error, error.__traceback__)
        handler.emit(LogRecord("pipeboard", ERROR, "", 0, "unexpected error", None, info))
    finally:
        handler.close()
