"""Which lanes are visible, and how wide they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.ui.windows import FOLDED, NARROWEST, pane_width, window

SEVEN = [False] * 7


@pytest.mark.parametrize(
    ("columns", "lanes"), [(120, 7), (119, 7), (118, 6), (80, 4), (40, 2), (20, 1), (200, 7)]
)
def test_as_many_lanes_are_visible_as_are_readable(columns: int, lanes: int) -> None:
    """At 120 columns seven lanes are visible, at 80 four."""
    assert len(window(columns, SEVEN, 0, 0).slots) == lanes


def test_the_window_follows_the_cursor_and_no_further() -> None:
    """It moves when the cursor would leave it, and by as little as can be."""
    assert window(80, SEVEN, 0, 3).first == 0
    assert window(80, SEVEN, 0, 4).first == 1
    assert window(80, SEVEN, 3, 3).first == 3
    assert window(80, SEVEN, 3, 2).first == 2


def test_room_at_the_right_is_used() -> None:
    """Lanes before the first one come into view where there is room behind the last."""
    assert window(80, SEVEN, 6, 6).first == 3


@given(
    st.integers(1, 300),
    st.lists(st.booleans(), min_size=1, max_size=30),
    st.integers(0, 29),
    st.integers(0, 29),
)
def test_lanes_fill_the_columns(columns: int, folded: list[bool], first: int, cursor: int) -> None:
    """The slots lie side by side in order, none is too narrow, and the cursor's is among them."""
    cursor %= len(folded)
    found = window(columns, folded, first % len(folded), cursor)
    assert [slot.lane for slot in found.slots] == list(range(found.first, found.last + 1))
    assert found.first <= cursor <= found.last
    x = 0
    for slot in found.slots:
        assert slot.x == x
        x += slot.width
    assert x <= columns
    if len(found.slots) > 1:
        for slot in found.slots:
            least = FOLDED if folded[slot.lane] else NARROWEST
            assert slot.width == least if folded[slot.lane] else slot.width >= least
        if not all(folded[slot.lane] for slot in found.slots):
            assert x == columns
    assert [slot.rule for slot in found.slots] == [True] * (len(found.slots) - 1) + [False]
    assert found.hides == (len(found.slots) < len(folded))


@given(st.integers(1, 400))
def test_beside_the_pane_a_lane_stays_readable(columns: int) -> None:
    """Where the pane is shown, there is room for a lane."""
    pane = pane_width(columns)
    assert pane == 0 or columns - pane >= NARROWEST
