"""How a deal stood over time, told from what was done to it."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from pipeboard.domain.standings import DELETED, MERGED, Event, timeline

ROW = {
    "status": "open",
    "pipeline_id": 1,
    "owner": "ann",
    "currency": "EUR",
    "value": 100,
    "probability": None,
    "expected_close": None,
    "forecast_category": None,
    "created_on": date(2026, 1, 1),
    "closed_on": None,
}


def day(number: int) -> date:
    """A day of January 2026, and on from there."""
    return date(2026, 1, 1) + timedelta(number - 1)


def added(on: int = 1, **columns: Any) -> Event:
    """A deal being added, created on that day unless said."""
    return Event(day(on), {**ROW, "created_on": day(on), **columns})


def did(on: int, **columns: Any) -> Event:
    """A change of the deal."""
    return Event(day(on), columns)


def won(on: int, closed: int | None = None) -> Event:
    """The deal being won, on that day or on another one."""
    return did(on, status="won", closed_on=day(on if closed is None else closed))


def reopened(on: int) -> Event:
    """The deal being opened again."""
    return did(on, status="open", closed_on=None)


def told(*events: Event) -> list[tuple[int, str, int | None]]:
    """The day, the status and the value of each standing; their days are as they must be."""
    found = timeline(events)
    for one, following in pairwise(found):
        assert one.until_on == following.from_on >= one.from_on
    assert not found or found[-1].until_on is None
    return [((each.from_on - day(1)).days + 1, each.status, each.value) for each in found]


ANEW = {"created_on": None}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), []),
        ((added(),), [(1, "open", 100)]),
        ((added(), did(5, value=200)), [(1, "open", 100), (5, "open", 200)]),
        ((added(), did(5, title="Other")), [(1, "open", 100)]),
        (
            (added(), did(5, value=200), did(5, value=300)),
            [(1, "open", 100), (5, "open", 200), (5, "open", 300)],
        ),
        ((added(), won(9)), [(1, "open", 100), (9, "won", 100)]),
        ((added(9), won(9)), [(9, "open", 100), (9, "won", 100)]),
        ((added(), won(9, closed=4)), [(1, "open", 100), (4, "won", 100)]),
        # A closing dated back takes the place of what was written since.
        (
            (added(), did(3, value=200), did(6, value=300), won(9, closed=4)),
            [(1, "open", 100), (3, "open", 200), (4, "won", 300)],
        ),
        (
            (added(), did(3, status="nurture"), did(6, status="open"), won(9, closed=2)),
            [(1, "open", 100), (2, "won", 100)],
        ),
        # Reopened and closed again.
        (
            (added(), won(4), reopened(6), won(9)),
            [(1, "open", 100), (4, "won", 100), (6, "open", 100), (9, "won", 100)],
        ),
        # Closed again on a day on which it was closed: that was when it was.
        (
            (added(), won(4), reopened(6), won(9, closed=5)),
            [(1, "open", 100), (5, "won", 100)],
        ),
        (
            (added(), won(4), reopened(4), won(4)),
            [(1, "open", 100), (4, "won", 100), (4, "open", 100), (4, "won", 100)],
        ),
        # A correction of a deal that is closed.
        ((added(), won(4), did(9, value=500)), [(1, "open", 100), (4, "won", 500)]),
        (
            (added(), won(4), did(9, closed_on=day(2))),
            [(1, "open", 100), (2, "won", 100)],
        ),
        (
            (added(), won(4), did(9, closed_on=day(7))),
            [(1, "open", 100), (7, "won", 100)],
        ),
        (
            (added(), won(4), reopened(6), won(8), did(9, closed_on=day(5))),
            [(1, "open", 100), (5, "won", 100)],
        ),
        ((added(), won(4), did(9, closed_on=None)), [(1, "open", 100), (4, "won", 100)]),
        (
            (added(), did(4, status="lost", closed_on=day(4)), won(9, closed=8)),
            [(1, "open", 100), (8, "won", 100)],
        ),
        # A deal that is put off is not closed: what changes then changes then.
        (
            (added(), did(4, status="nurture"), did(6, value=300), did(9, status="open")),
            [(1, "open", 100), (4, "nurture", 100), (6, "nurture", 300), (9, "open", 300)],
        ),
        # When it was created.
        ((added(5), did(9, created_on=day(2))), [(2, "open", 100)]),
        (
            (added(), did(5, value=200), did(9, created_on=day(3))),
            [(3, "open", 100), (5, "open", 200)],
        ),
        (
            (added(), did(5, value=200), did(9, created_on=day(7))),
            [(7, "open", 100), (7, "open", 200)],
        ),
        (
            (added(), did(5, value=200), did(9, created_on=day(7)), did(9, created_on=day(1))),
            [(1, "open", 100), (5, "open", 200)],
        ),
        (
            (added(5), did(9, created_on=day(2)), won(9, closed=3)),
            [(2, "open", 100), (3, "won", 100)],
        ),
        ((added(5, **ANEW), won(9, closed=2)), [(2, "open", 100), (2, "won", 100)]),
        # What came closed.
        (
            (added(9, status="won", created_on=day(2), closed_on=day(6)),),
            [(2, "open", 100), (6, "won", 100)],
        ),
        (
            (added(9, status="won", created_on=day(6), closed_on=day(2)),),
            [(2, "open", 100), (2, "won", 100)],
        ),
        (
            (added(9, status="lost", created_on=None, closed_on=day(2)),),
            [(2, "open", 100), (2, "lost", 100)],
        ),
        (
            (added(9, status="lost", created_on=None, closed_on=None),),
            [(9, "open", 100), (9, "lost", 100)],
        ),
        (
            (added(9, status="nurture", created_on=day(2)),),
            [(2, "open", 100), (9, "nurture", 100)],
        ),
        # What went.
        ((added(), Event(day(4), None)), [(1, "open", 100), (4, DELETED, 100)]),
        ((added(), Event(day(4), None, merged=True)), [(1, "open", 100), (4, MERGED, 100)]),
        (
            (added(), won(9), Event(day(4), None)),
            [(1, "open", 100), (9, "won", 100), (9, DELETED, 100)],
        ),
        # Days that go back, as of people in two zones.
        ((added(5), did(4, value=200)), [(5, "open", 100), (5, "open", 200)]),
        ((added(), won(9, closed=8), reopened(7)), [(1, "open", 100), (7, "open", 100)]),
    ],
)
def test_standings(events: tuple[Event, ...], expected: list[tuple[int, str, int]]) -> None:
    """Each standing begins on its day, however the dates were written."""
    assert told(*events) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((added(),), [False]),
        ((added(9, **ANEW),), [True]),
        ((added(9, **ANEW), did(12, value=200)), [True, False]),
        ((added(9, **ANEW), did(12, created_on=day(3))), [False]),
        ((added(), did(12, created_on=None)), [True]),
        ((added(9, status="won", created_on=day(2), closed_on=None),), [False, True]),
        ((added(9, status="won", created_on=None, closed_on=day(2)),), [True, False]),
        ((added(9, status="nurture", created_on=day(2)),), [False, True]),
        ((added(), did(9, status="won", closed_on=None)), [False, True]),
        ((added(), won(5), did(9, closed_on=None)), [False, True]),
        (
            (added(9, status="won", closed_on=None), did(12, value=200)),
            [False, True],
        ),
        (
            (added(9, status="won", created_on=day(2), closed_on=None), did(12, closed_on=day(4))),
            [False, False],
        ),
    ],
)
def test_what_is_not_known(events: tuple[Event, ...], expected: list[bool]) -> None:
    """A standing says where nothing tells since when it was so."""
    assert [each.since_unknown for each in timeline(events)] == expected
