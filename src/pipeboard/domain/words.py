"""Small pieces of sentences: counts, lists of names, how long ago; they import next to nothing."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from pipeboard.domain.days import written

_SHORT = 60


def many(count: int, thing: str) -> str:
    """A count with its noun: ``1 deal``, ``3 deals``."""
    return f"{count} {thing}" if count == 1 else f"{count:,} {thing}s"


def joined(names: Sequence[str]) -> str:
    """Names one after the other, the last after an "and"."""
    *others, last = names or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def shortened(text: str, limit: int = _SHORT) -> str:
    """The text on one line, cut where it is too long to quote."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def ago(at: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago an instant was, in whole days of the rep's calendar, or finer today."""
    days = (now.astimezone(zone).date() - at.astimezone(zone).date()).days
    if days > 60:
        return f"on {written(at.astimezone(zone).date())}"
    if days > 1:
        return f"{days} days ago"
    if days == 1:
        return "yesterday"
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    return (
        f"{many(minutes, 'minute')} ago" if minutes < 60 else f"{many(minutes // 60, 'hour')} ago"
    )


def chance(own: int | None, stage: int | None) -> str:
    """A probability with whose it is: ``70 % (own; the stage has 60 %)``, '' when there is none."""
    if own is None:
        return "" if stage is None else f"{stage} %, the stage's"
    return f"{own} % (own)" if stage is None else f"{own} % (own; the stage has {stage} %)"
