"""The present that tests live in: it stands still."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeboard.service.clock import Clock

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)  # a Tuesday


@dataclass(frozen=True, slots=True)
class PinnedClock(Clock):
    """A clock that always shows ``moment``."""

    moment: datetime = NOW

    def now(self) -> datetime:
        """The pinned instant, in UTC."""
        return self.moment.astimezone(UTC)

    def later(self, delay: timedelta) -> "PinnedClock":
        """A clock that shows a later moment (an earlier one, where ``delay`` is negative)."""
        return replace(self, moment=(self.moment.astimezone(UTC) + delay).astimezone(self.zone))
