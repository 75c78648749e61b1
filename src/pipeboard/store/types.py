"""Column types that read the same on every database.

Dates and instants are stored as integers, so that the difference of two dates is plain
subtraction in any SQL and sorting needs no collation.
"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Day(TypeDecorator[date]):
    """A date, as the number of days in the proleptic Gregorian calendar (0001-01-01 is 1)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        """The day's number."""
        return None if value is None else value.toordinal()

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        """The date of a day's number."""
        return None if value is None else date.fromordinal(value)


class Instant(TypeDecorator[datetime]):
    """A point in time, as milliseconds since 1970-01-01 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The milliseconds since the epoch; finer digits are dropped."""
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The instant, in UTC."""
        return None if value is None else _EPOCH + timedelta(milliseconds=value)


class Json(TypeDecorator[Any]):
    """A JSON value, as text with its keys in order, so that equal values are equal text.

    Dates and instants in it become ISO text, and are read as text.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The value as compact JSON."""
        return None if value is None else dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value that the JSON stands for."""
        return None if value is None else json.loads(value)


def dumps(value: Any) -> str:
    """Compact JSON with sorted keys, dates and instants as ISO text."""
    return _ENCODER.encode(value)


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    message = f"{value!r} has no place in JSON"
    raise TypeError(message)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_iso)
