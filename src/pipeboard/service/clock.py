"""The clock: the one place where the time of day is read."""

import os
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from typing import Self
from zoneinfo import ZoneInfo

from pipeboard.domain.localtimes import instant
from pipeboard.errors import BadInput

_ZONE_RULES = re.compile(r":?([A-Za-z]{3,}|<[\w+-]+>)[+-]?\d", re.ASCII)
"""How TZ begins where it holds rules: the name of the normal time and its distance from UTC."""

_FIRST_YEAR, _LAST_YEAR = 1970, 9000


@dataclass(frozen=True, slots=True)
class Clock:
    """The present, as a distance from the system's time, and the rep's zone.

    ``zone_name`` is the zone's IANA name where it is known.
    """

    zone: tzinfo
    zone_name: str
    shift: timedelta = timedelta(0)

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC) + self.shift

    def here(self) -> datetime:
        """The present in the rep's zone."""
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        """The rep's date."""
        return self.here().date()

    def instant(self, on: date, at: time_of_day) -> datetime:
        """The instant of a local date and time, in UTC.

        A time that does not exist (the hour skipped in spring) is moved on by what was skipped;
        of one that occurs twice (autumn) the first is taken, unless its ``fold`` is 1.
        """
        return instant(on, at, self.zone)

    def in_zone(self, name: str | None) -> Self:
        """The same clock in the zone of that IANA name; in the rep's own where there is none."""
        if not name or name == self.zone_name:
            return self
        try:
            return replace(self, zone=ZoneInfo(name), zone_name=name)
        except (KeyError, ValueError, OSError):
            return self


def system_clock(pinned: str | None = None) -> Clock:
    """The clock of this machine, or one that starts at ``pinned`` (local ISO time) and runs on.

    Raises BadInput when ``pinned`` is not a date and time, and when TZ is neither a zone that there
    is nor rules for one.
    """
    import tzlocal

    try:
        zone: tzinfo = tzlocal.get_localzone()
    except (KeyError, ValueError, OSError):
        named = os.environ.get("TZ", "")
        if named and not _ZONE_RULES.match(named):
            accepted = "a zone such as Europe/Berlin is needed, or rules such as CET-1CEST"
            raise BadInput("TZ", named, accepted) from None
        from pipeboard.service.zonerules import zone_of_rules

        here = datetime.now().astimezone().tzinfo or UTC
        zone = zone_of_rules(named) or here if named else here
    name = getattr(zone, "key", "") or ""
    if pinned is None:
        return Clock(zone, name)
    try:
        start = datetime.fromisoformat(pinned)
        start = start if start.tzinfo else start.replace(tzinfo=zone)
        if not _FIRST_YEAR <= start.year <= _LAST_YEAR:
            raise ValueError
    except ValueError:
        raise BadInput(
            "PIPEBOARD_NOW", pinned, "a local date and time such as 2026-11-23T09:00 is needed"
        ) from None
    return Clock(zone, name, start - datetime.fromtimestamp(time.time(), UTC))
