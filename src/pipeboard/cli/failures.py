"""Errors that nobody expected: one line for the person, the rest into the log."""

from pathlib import Path

from pipeboard.cli.output import clean


def told(error: Exception) -> str:
    """One line about the error, which names the log that has the traceback."""
    from pipeboard.paths import default_paths

    log = default_paths().log
    what = clean(f"{type(error).__name__}: {error}")[:300]
    try:
        _write(error, log)
    except OSError as problem:
        return f"unexpected error: {what}; the log {log} cannot be written: {problem.strerror}"
    return f"unexpected error: {what}; see {log}"


def _write(error: Exception, log: Path) -> None:
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
