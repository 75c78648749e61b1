"""The clock: pinned or not, in whatever zone the machine says it is in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
import tzlocal

from pipeboard.domain.dates import parse_due
from pipeboard.domain.locale import Locale
from pipeboard.errors import BadInput
from pipeboard.service.clock import system_clock


def test_a_pinned_clock_starts_there_and_runs_on() -> None:
    """PIPEBOARD_NOW is local time, and time passes from it."""
    clock = system_clock("2026-11-23T09:00")
    assert clock.zone_name == "Europe/Berlin"
    assert (
        timedelta(0) <= clock.now() - datetime(2026, 11, 23, 8, tzinfo=UTC) < timedelta(minutes=5)
    )
    assert clock.today() == date(2026, 11, 23)


@pytest.mark.parametrize("pinned", ["soon", "2026-13-01T09:00", "0001-01-01T00:00", "9999-12-31"])
def test_what_is_no_present_is_refused(pinned: str) -> None:
    """The message names the variable, the value and what is accepted."""
    with pytest.raises(BadInput, match=f"PIPEBOARD_NOW: '{pinned}'.*2026-11-23T09:00"):
        system_clock(pinned)


@pytest.mark.parametrize("named", ["Nowhere/None", "Berlin", "/no/such/file"])
def test_a_zone_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """The system would take it for UTC, and every time of day would be wrong."""
    monkeypatch.setenv("TZ", named)
    monkeypatch.setattr(tzlocal, "get_localzone", tzlocal.reload_localzone)  # keeps no zone
    with pytest.raises(BadInput, match=f"TZ: '{named}' is not understood; a zone such as"):
        system_clock()


@pytest.mark.parametrize(
    ("named", "error"),
    [("CET-1CEST", ZoneInfoNotFoundError("CET-1CEST")), ("", ValueError("multiple"))],
)
def test_a_zone_without_a_name_still_has_a_clock(
    monkeypatch: pytest.MonkeyPatch, named: str, error: Exception
) -> None:
    """TZ may hold rules instead of a name; times are then told by its offset."""
    monkeypatch.setenv("TZ", named)

    def nameless() -> None:
        raise error

    monkeypatch.setattr(tzlocal, "get_localzone", nameless)
    clock = system_clock("2026-11-24T09:00")
    assert clock.zone_name == ""
    assert clock.instant(date(2026, 11, 24), time(9)) == datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T03:30:00+02:00"),
        (":CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T03:30:00+02:00"),
        ("CET-1CEST", "2027-03-28T02:30:00+02:00"),
        ("<+0530>-5:30", "2027-03-28T02:30:00+05:30"),
    ],
)
def test_a_zone_by_rules_has_its_summer_time(
    monkeypatch: pytest.MonkeyPatch, rules: str, told: str
) -> None:
    """A time that its clocks skip is moved on, with a note, as in a zone with a name."""
    monkeypatch.setenv("TZ", rules)

    def nameless() -> None:
        raise ZoneInfoNotFoundError(rules)

    monkeypatch.setattr(tzlocal, "get_localzone", nameless)
    clock = system_clock("2026-11-24T09:00")
    due = parse_due("28 mar 2027 2:30", clock.here(), Locale())
    assert due.at is not None
    assert clock.instant(due.on, due.at).astimezone(clock.zone).isoformat() == told
    assert bool(due.note) == ("03:30" in told)
