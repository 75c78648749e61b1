"""Only those cells are written that the terminal does not show already."""

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from pipeboard.ui.frames import Changes, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH, HEIGHT = 12, 3
STYLES = (Style(), Style(bold=True), Style(color="red"))


def whole(lines: list[str], style: Style = STYLES[0]) -> LayoutUpdate:
    """A frame of all lines."""
    strips: list[Iterable[Strip]] = [[Strip([Segment(line.ljust(WIDTH), style)])] for line in lines]
    return LayoutUpdate(strips, Region(0, 0, WIDTH, HEIGHT))


def written(changes: object) -> list[tuple[int, int, str]]:
    """The runs that are written, as column, line and text."""
    if changes is None:
        return []
    assert isinstance(changes, Changes)
    return [(x, y, "".join(part.text for part in parts)) for x, y, parts in changes.runs]


def test_a_first_frame_is_written_whole() -> None:
    """Nothing is known of what the terminal shows."""
    runs = written(Frame().changes(whole(["a", "b", "c"]), WIDTH, HEIGHT))
    assert [(x, y) for x, y, _ in runs] == [(0, 0), (0, 1), (0, 2)]


def test_the_same_frame_writes_nothing() -> None:
    """A repaint that changes nothing costs no byte."""
    frame = Frame()
    frame.changes(whole(["a", "b", "c"]), WIDTH, HEIGHT)
    assert frame.changes(whole(["a", "b", "c"]), WIDTH, HEIGHT) is None


def test_another_look_is_a_change() -> None:
    """The same text in another style is written."""
    frame = Frame()
    frame.changes(whole(["a", "b", "c"]), WIDTH, HEIGHT)
    assert len(written(frame.changes(whole(["a", "b", "c"], STYLES[1]), WIDTH, HEIGHT))) == HEIGHT


def test_after_a_resize_or_a_lost_picture_all_is_written() -> None:
    """What a terminal shows after that is not known."""
    frame = Frame()
    frame.changes(whole(["a", "b", "c"]), WIDTH, HEIGHT)
    frame.forget()
    assert len(written(frame.changes(whole(["a", "b", "c"]), WIDTH, HEIGHT))) == HEIGHT
    strips: list[Iterable[Strip]] = [[Strip([Segment("a".ljust(WIDTH + 1))])]] * HEIGHT
    wider = LayoutUpdate(strips, Region(0, 0, WIDTH + 1, HEIGHT))
    assert len(written(frame.changes(wider, WIDTH + 1, HEIGHT))) == HEIGHT


def test_a_part_is_written_without_what_is_there() -> None:
    """Of two chops side by side, only the pieces that differ are written, as one run."""
    frame = Frame()
    frame.changes(whole(["abcdef", "", ""]), WIDTH, HEIGHT)
    chops: list[dict[int, Strip | None]] = [
        {0: Strip([Segment("abc")]), 3: Strip([Segment("XYf")]), 6: None},
        {},
        {},
    ]
    update = ChopsUpdate(chops, [(0, 0, 6)], [[3, 6, WIDTH], [WIDTH], [WIDTH]])
    assert written(frame.changes(update, WIDTH, HEIGHT)) == [(0, 0, "abcXYf")]
    assert frame.changes(update, WIDTH, HEIGHT) is None


LINE = st.lists(
    st.tuples(st.text("ab漢é", min_size=1, max_size=4), st.sampled_from(STYLES)), max_size=3
)


@given(st.lists(st.lists(LINE, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4))
def test_the_terminal_ends_up_with_the_last_frame(
    frames: list[list[list[tuple[str, Style]]]],
) -> None:
    """Written on what was there before, the changes make each frame, wide characters too."""
    frame = Frame()
    shown: list[list[tuple[str, Style]]] = [[] for _ in range(HEIGHT)]
    for pieces in frames:
        lines: list[Iterable[Strip]] = []
        for line in pieces:
            strip = Strip([Segment(text, style) for text, style in line])
            lines.append([strip.adjust_cell_length(24, STYLES[0])])
        changes = frame.changes(LayoutUpdate(lines, Region(0, 0, 24, HEIGHT)), 24, HEIGHT)
        if isinstance(changes, Changes):
            for x, y, segments in changes.runs:
                cells = [cell for segment in segments for cell in _cells(segment)]
                row = shown[y] or [(" ", STYLES[0])] * 24
                shown[y] = row[:x] + cells + row[x + len(cells) :]
        for y, strips in enumerate(lines):
            expected = [c for strip in strips for segment in strip for c in _cells(segment)]
            assert shown[y] == expected


def _cells(segment: Segment) -> list[tuple[str, Style]]:
    """What each cell shows; the second half of a wide character is empty."""
    style = segment.style or STYLES[0]
    found: list[tuple[str, Style]] = []
    for char in segment.text:
        cells = Segment(char).cell_length
        found += [(char, style)] + [("", style)] * (cells - 1)
    return found
