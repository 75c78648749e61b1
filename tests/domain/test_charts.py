"""Charts: bars that are as long as what they stand for, in exactly the cells that there are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.chartlines import LEAST_WIDTH, Pen, lines, rows, share, stroke
from pipeboard.domain.charts import (
    Bar,
    Chart,
    funnel,
    labelled,
    time_in_stage,
    waterfall,
    won_against_target,
)
from pipeboard.domain.figures import TAKES, Line, Movement, StageFigures
from pipeboard.ui import text

PENS = {ascii_: Pen(text.width, text.cut, ascii_) for ascii_ in (False, True)}
AMOUNTS = st.integers(0, 10**14) | st.fractions(0, 10**6)
LABELS = st.text(max_size=30) | st.sampled_from(
    ["Kestrel 茶隼 公司", "สวัสดี", "", "👍 Demo", "a\tb\x1b[31m"]
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any chart: bars that float and bars that do not, with marks and without."""
    floating, heads = draw(st.booleans()), draw(st.integers(0, 3))
    bars = [
        Bar(
            draw(LABELS),
            draw(AMOUNTS),
            [draw(st.text("0123456789,.kmn/a %", max_size=9)) for _ in range(heads)],
            start=draw(AMOUNTS) if floating else 0,
            mark=draw(st.none() | AMOUNTS),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    return Chart(draw(LABELS), [draw(LABELS) for _ in range(heads)], bars, draw(LABELS))


@given(charts(), st.integers(LEAST_WIDTH, 160), st.booleans())
def test_a_line_takes_exactly_the_cells_that_were_asked_for(
    chart: Chart, cells: int, ascii_: bool
) -> None:
    """No line of any chart is wider or narrower, whatever its labels; in ASCII the bars are ASCII."""
    pen = PENS[ascii_]
    assert {text.width(line) for line in lines(chart, cells, pen)} <= {cells}
    drawn = rows(chart, cells, pen)
    assert len(drawn) == 1 + len(chart.bars)
    if ascii_:
        assert all(row.picture.isascii() for row in drawn)


@given(charts(), st.integers(1, 120), st.booleans())
def test_a_larger_value_never_has_a_shorter_bar(chart: Chart, cells: int, ascii_: bool) -> None:
    """Bars are as long as their order says, what is not 0 shows, and 0 has none."""
    plain = Chart("", (), [Bar("", bar.end, (), start=bar.start) for bar in chart.bars])
    drawn = [(bar.size, _length(stroke(plain, bar, cells, ascii_=ascii_))) for bar in plain.bars]
    drawn.sort()
    assert [length for _, length in drawn] == sorted(length for _, length in drawn)
    assert all((length > 0) == (size > 0) for size, length in drawn)


def _length(drawn: str) -> Fraction:
    eighths = {sign: Fraction(count, 8) for count, sign in enumerate(" ▏▎▍▌▋▊▉█")}
    eighths |= {"▐": Fraction(1, 2), "#": Fraction(1), "+": Fraction(1), "-": Fraction(1)}
    return sum((eighths[sign] for sign in drawn), Fraction(0))


@pytest.mark.parametrize("ascii_", [False, True])
def test_the_largest_fills_the_width_and_half_of_it_half(ascii_: bool) -> None:
    """The scale goes from 0 to the largest bar or mark."""
    chart = labelled("", "", [("a", 10, ""), ("b", 5, "")])
    assert [_length(stroke(chart, bar, 20, ascii_=ascii_)) for bar in chart.bars] == [20, 10]
    marked = Chart("", (), [Bar("", 10, (), mark=20)])
    drawn = stroke(marked, marked.bars[0], 20, ascii_=ascii_)
    assert drawn == ("##########         |" if ascii_ else "██████████         │")


def test_a_share_is_of_the_whole_width() -> None:
    """Half fills half; more than the whole fills it; of nothing there is no share."""
    assert share(1, 2, 10) == "█████     "
    assert share(1, 16, 10) == "▋         "
    assert share(3, 2, 4, ascii_=True) == "####"
    assert share(0, 2, 4) == share(1, 0, 4) == share(-1, 2, 4) == "    "


def test_all_zero_and_single_and_no_bars_are_drawn() -> None:
    """A chart without anything to show is its title, its labels and its zeros."""
    pen = PENS[False]
    assert lines(labelled("Won", "deals", []), 40, pen) == [f"Won{'deals':>37}"]
    zeros = lines(labelled("Won", "deals", [("a", 0, "0"), ("b", 0, "0")]), 40, pen)
    assert zeros[1:] == [f"a{'0':>39}", f"b{'0':>39}"]
    one = lines(labelled("Won", "deals", [("a", 1, "1")]), 40, pen)
    assert one[1] == f"a {'█' * 32}     1"


def stage(name: str, entered: int, converted: int, lost: int, mean: int | None) -> StageFigures:
    """A stage in which all visits took as long."""
    taken = None if mean is None else Fraction(mean)
    return StageFigures(1, name, 1, entered, 9, converted, lost, 2, taken, taken, 4, None)


def test_a_funnel_tells_who_entered_and_who_went_on() -> None:
    """The rate is of those of which it is decided, as is said below, and n/a while it is of none."""
    drawn = lines(
        funnel([stage("Lead", 120, 80, 30, 1), stage("Demo", 60, 0, 0, 1)]), 60, PENS[True]
    )
    assert drawn == [
        "Funnel                        entered converted pending rate",
        f"Lead {'#' * 24}     120        80       2 73 %",
        f"Demo {'#' * 12:24}      60         0       2  n/a",
        f"{'rate = converted / (converted + not converted), without those pending':.59}~",
    ]


def test_time_in_stage_marks_the_median() -> None:
    """A stage that nobody left has no bar, and n/a instead of days."""
    drawn = lines(
        time_in_stage([stage("Lead", 1, 1, 1, 10), stage("Demo", 1, 1, 1, None)]), 50, PENS[True]
    )
    assert drawn[1].split() == ["Lead", "#" * 26 + "|", "10", "10", "4"]
    assert drawn[2].split() == ["Demo", "n/a", "n/a", "4"]
    assert drawn[3].rstrip() == "| the mark is the median"


def test_won_against_target_has_a_mark_where_there_is_a_target() -> None:
    """A month without one has none, and a target of 0 cannot be reached in part."""
    chart = won_against_target(
        [("Oct", 100_000, 120_000), ("Nov", 150_000, None), ("Dec", 0, 0)], "EUR"
    )
    assert chart.title == "Won against target EUR"
    assert [(bar.mark, *bar.values) for bar in chart.bars] == [
        (120_000, "1k", "1.2k", "83 %"),
        (None, "1.5k", "-", ""),
        (None, "0", "0", "n/a"),
    ]
    assert "no target" in won_against_target([("Oct", 1, None)], "EUR").note


@given(
    st.integers(0, 10**12),
    st.fixed_dictionaries({line: st.integers(0, 10**12) for line in Line}),
)
def test_a_waterfall_floats_from_opening_to_closing(opening: int, moved: dict[Line, int]) -> None:
    """Each line begins where the one before ended, and the last ends at closing."""
    closing = opening + sum(-each if line in TAKES else each for line, each in moved.items())
    movement = Movement("EUR", opening, moved, closing, {})
    assert movement.reconciles
    chart = waterfall(movement)
    first, *between, last = chart.bars
    assert [first.end, last.end, between[-1].end] == [opening, closing, closing]
    assert [bar.start for bar in between] == [opening, *(bar.end for bar in between[:-1])]
    assert [bar.size for bar in between] == [moved[line] for line in Line]


def test_a_waterfall_says_what_was_added_and_taken() -> None:
    """A sign stands before each amount, none before nothing; the deals are counted beside it."""
    movement = Movement(
        "JPY", 1000, {Line.NEW: 500, Line.WON: 700}, 800, {Line.NEW: 2, Line.WON: 1}
    )
    drawn = [row.values.split() for row in rows(waterfall(movement), 60, PENS[False])]
    assert drawn[:3] == [["value", "deals"], ["1k"], ["+500", "2"]]
    assert ["-700", "1"] in drawn
    assert drawn[-1] == ["800"]
