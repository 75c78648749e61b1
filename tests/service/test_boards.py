"""Lanes: totals of all their deals, pages of cards, and where a deal stands."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event

from pipeboard.domain.board import LaneSort
from pipeboard.domain.followups import DueState
from pipeboard.errors import Refused
from pipeboard.service import boards, deals, followups, history, moves, notes, reading
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

TODAY = date(2026, 11, 24)


def test_totals_are_per_currency_and_of_all_deals(classic_workspace: Workspace) -> None:
    """Currencies are never added; a deal without a value counts but adds nothing."""
    ws = classic_workspace
    builders.deal(ws, "A", value=1000)
    builders.deal(ws, "B", value=500)
    builders.deal(ws, "C", value=3000, currency="JPY")
    builders.deal(ws, "D", value=None)
    board = boards.board(ws)
    totals = board.totals[board.stages[0].id]
    assert (totals.count, totals.unvalued) == (4, 1)
    assert totals.value == {"EUR": 1500, "JPY": 3000}
    assert totals.weighted == {"EUR": 75, "JPY": 150}


def test_weighted_value_uses_the_deals_own_probability(classic_workspace: Workspace) -> None:
    """The rep's own probability beats the stage's; the sum is rounded once, half to even."""
    ws = classic_workspace
    for title, probability in (("A", 50), ("B", None)):
        deal_id = builders.deal(ws, title, value=101)
        if probability is not None:
            from pipeboard.service import details

            details.edit(ws, deal_id, {"probability": None}, {"probability": probability})
    board = boards.board(ws)
    assert board.totals[board.stages[0].id].weighted == {"EUR": 56}  # 50.5 + 5.05 = 55.55


def test_a_post_sale_lane_holds_won_deals(classic_workspace: Workspace) -> None:
    """Won deals are counted in the post-sale lane, without a weighted value; lost ones nowhere."""
    ws = classic_workspace
    won, lost = builders.deal(ws, "Won"), builders.deal(ws, "Lost")
    deals.win(ws, [won])
    deals.lose(ws, [lost], "price")
    board = boards.board(ws)
    last = board.totals[board.stages[-1].id]
    assert (last.count, dict(last.weighted)) == (1, {})
    assert sum(totals.count for totals in board.totals.values()) == 1


def test_new_and_moved_cards_go_to_the_top(classic_workspace: Workspace) -> None:
    """The last one touched is the first one seen, and marked cards keep their order."""
    ws = classic_workspace
    first, second, third = (builders.deal(ws, title) for title in "ABC")
    assert builders.lane(ws, 0) == ["C", "B", "A"]
    builders.move(ws, [first], 1)
    builders.move(ws, [third, second], 1)
    assert builders.lane(ws, 1) == ["C", "B", "A"]


def test_reordering_under_a_filter_moves_past_what_matches(classic_workspace: Workspace) -> None:
    """One place is one that can be seen; what is hidden keeps its order."""
    ws = classic_workspace
    titles = ("keep A", "x", "keep B", "y", "keep C")
    ids = {title: builders.deal(ws, title) for title in reversed(titles)}
    shown = reading.read_filter(ws, "keep")
    deals.reorder(ws, ids["keep A"], 1, LaneSort.MANUAL, shown)
    assert builders.lane(ws, 0) == ["x", "keep B", "keep A", "y", "keep C"]
    deals.reorder(ws, ids["keep C"], -2, LaneSort.MANUAL, shown)
    assert builders.lane(ws, 0) == ["x", "keep C", "keep B", "keep A", "y"]
    with pytest.raises(Refused, match="bottom"):
        deals.reorder(ws, ids["keep A"], 1, LaneSort.MANUAL, shown)


def test_reordering_moves_past_neighbours(classic_workspace: Workspace) -> None:
    """J and K move a card by one; beyond the end it is refused."""
    ws = classic_workspace
    ids = {title: builders.deal(ws, title) for title in "ABCD"}
    deals.reorder(ws, ids["D"], 1, LaneSort.MANUAL)
    assert builders.lane(ws, 0) == ["C", "D", "B", "A"]
    deals.reorder(ws, ids["A"], -3, LaneSort.MANUAL)
    assert builders.lane(ws, 0) == ["A", "C", "D", "B"]
    with pytest.raises(Refused, match="top"):
        deals.reorder(ws, ids["A"], -1, LaneSort.MANUAL)
    with pytest.raises(Refused, match="by hand"):
        deals.reorder(ws, ids["A"], 1, LaneSort.VALUE)


@pytest.mark.parametrize("sort", list(LaneSort))
def test_locate_agrees_with_the_pages_in_every_order(
    classic_workspace: Workspace, sort: LaneSort
) -> None:
    """The place of a deal is its place in the pages, with and without a filter."""
    ws = classic_workspace
    for number in range(7):
        plan = builders.follow_up(TODAY + timedelta(days=number % 3)) if number % 2 else None
        builders.deal(
            ws,
            f"Deal {number}",
            value=None if number == 3 else (number * 37) % 5 * 1000,
            closes=TODAY + timedelta(days=number % 4) if number else None,
            next_step=plan,
        )
    stage = boards.board(ws).stages[0]
    for wanted in (boards.EVERYTHING, reading.read_filter(ws, ">1")):
        ids = [card.id for card in boards.page(ws, stage, 0, 100, wanted, sort)]
        assert [boards.locate(ws, stage, deal, wanted, sort) for deal in ids] == list(
            range(len(ids))
        )
        pages = [boards.page(ws, stage, start, 2, wanted, sort) for start in range(0, 8, 2)]
        assert [card.id for page in pages for card in page] == ids


def test_all_lanes_are_read_at_once(classic_workspace: Workspace) -> None:
    """A place of each lane in one reading, with one query for the cards however many lanes there are."""
    ws = classic_workspace
    stages = boards.board(ws).stages
    ids = [
        [builders.deal(ws, f"Deal {n}", stage=stage.name) for n in range(3)] for stage in stages[:3]
    ]
    for lane in ids:
        lane.reverse()  # a new deal goes to the top
    counts = []
    for lanes in (1, 3):
        stretches = [(stage, range(1, 9), LaneSort.MANUAL) for stage in stages[:lanes]]
        told: list[str] = []

        def note(_c: object, _u: object, said: str, *_: object, to: list[str] = told) -> None:
            to.append(said)

        event.listen(ws.database.engine, "before_cursor_execute", note)
        pages = boards.pages(ws, stretches)
        event.remove(ws.database.engine, "before_cursor_execute", note)
        assert [[card.id for card in page] for page in pages] == [lane[1:] for lane in ids[:lanes]]
        counts.append(len(told) - lanes)
    assert counts[0] == counts[1]


def test_a_deal_is_found_in_the_lane_that_shows_it(classic_workspace: Workspace) -> None:
    """Its lane and its place there; nothing where no lane shows it, for whatever reason."""
    ws = classic_workspace
    first, second = boards.board(ws).stages[:2]
    deal, _ = (
        builders.deal(ws, "Acme", stage=second.name),
        builders.deal(ws, "Corvid", stage=second.name),
    )
    lanes = {stage.id: (stage, LaneSort.MANUAL) for stage in (first, second)}
    assert boards.find(ws, deal, lanes) == (second, 1)
    assert boards.find(ws, deal, lanes, reading.read_filter(ws, "acme")) == (second, 0)
    assert boards.find(ws, deal, lanes, reading.read_filter(ws, "corvid")) is None
    assert boards.find(ws, deal + 100, lanes) is None
    moves.move(ws, [deal], 1)
    assert boards.find(ws, deal, lanes) is None
    moves.move(ws, [deal], -1)
    deals.lose(ws, [deal], "price")
    assert boards.find(ws, deal, lanes) is None


def test_sorting_by_value_compares_currencies_by_their_major_unit(
    classic_workspace: Workspace,
) -> None:
    """500 JPY stand below 6 KWD? No: amounts are compared as written, 500 above 6."""
    ws = classic_workspace
    builders.deal(ws, "yen", value=500, currency="JPY")
    builders.deal(ws, "dinar", value=6000, currency="KWD")
    builders.deal(ws, "euro", value=30000, currency="EUR")
    builders.deal(ws, "none", value=None)
    stage = boards.board(ws).stages[0]
    found = [card.title for card in boards.page(ws, stage, 0, 9, sort=LaneSort.VALUE)]
    assert found == ["yen", "euro", "dinar", "none"]


def test_the_next_step_is_the_earliest_open_follow_up(classic_workspace: Workspace) -> None:
    """A timed one comes before one for the day; a done one never is the next step."""
    ws = classic_workspace
    deal = builders.deal(ws)
    followups.add(ws, [deal], builders.follow_up(TODAY, subject="any time"))
    followups.add(ws, [deal], builders.follow_up(TODAY, time(15), subject="at three"))
    step = boards.cards(ws, [deal])[0].next_step
    assert step is not None
    assert (step.subject, step.state) == ("at three", DueState.TODAY)
    followups.finish(ws, [followups.get(ws, step.id)], "reached")
    step = boards.cards(ws, [deal])[0].next_step
    assert step is not None
    assert step.subject == "any time"


def test_a_timed_follow_up_is_overdue_once_its_time_has_passed(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """At 9:00 a call for 8:59 is late, one for the day is not before tomorrow."""
    ws = classic_workspace
    late = builders.deal(ws, "late", next_step=builders.follow_up(TODAY, time(8, 59)))
    day = builders.deal(ws, "day", next_step=builders.follow_up(TODAY))
    states = [card.next_step and card.next_step.state for card in boards.cards(ws, [late, day])]
    assert states == [DueState.OVERDUE, DueState.TODAY]
    ws.clock = clock.later(timedelta(days=1))
    states = [card.next_step and card.next_step.state for card in boards.cards(ws, [late, day])]
    assert states == [DueState.OVERDUE, DueState.OVERDUE]


def test_a_note_takes_the_stale_mark_away(classic_workspace: Workspace, clock: PinnedClock) -> None:
    """Days in stage run on, but a touch ends staleness, and undoing it brings it back."""
    ws = classic_workspace
    deal = builders.deal(ws)
    ws.clock = clock.later(timedelta(days=31))
    card = boards.cards(ws, [deal])[0]
    assert (card.days_in_stage, card.stale) == (31, True)
    notes.add(ws, [deal], "still interested")
    assert boards.cards(ws, [deal])[0].stale is False
    history.undo(ws)
    assert boards.cards(ws, [deal])[0].stale is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"Müller GmbH", "Acme", "Old"}),
        ("MÜLLER", {"Müller GmbH"}),
        ("corvid", {"Acme"}),
        ("lena", {"Acme"}),
        ("owner:me", {"Müller GmbH", "Acme"}),
        ("owner:bo", {"Old"}),
        ("-owner:bo", {"Müller GmbH", "Acme"}),
        (">10k", {"Acme"}),
        (">=10k", {"Acme", "Müller GmbH"}),
        ("value:none", {"Old"}),
        ("label:hot", {"Acme"}),
        ("label:HOT", {"Acme"}),
        ("label:ho", set()),
        ("-label:ho", {"Müller GmbH", "Acme", "Old"}),
        ("label:cold,hot", {"Acme"}),
        ("label:none", {"Müller GmbH", "Old"}),
        ("closes<30d", {"Acme"}),
        ("-closes<30d", {"Müller GmbH", "Old"}),
        ("overdue", {"Acme"}),
        ("today", {"Müller GmbH"}),
        ("next:none", {"Old"}),
        ("stage:lead", {"Müller GmbH", "Acme", "Old"}),
        ("stage:proposal", set()),
        ("currency:eur 100%", set()),
        ("a_m", set()),
    ],
)
def test_filters(classic_workspace: Workspace, text: str, expected: set[str]) -> None:
    """Each term of the filter language finds what it says, with its opposite."""
    ws = classic_workspace
    builders.deal(ws, "Müller GmbH", value=1_000_000, next_step=builders.follow_up(TODAY))
    builders.deal(
        ws,
        "Acme",
        company="Corvid Labs",
        contacts=("Lena Fox",),
        labels=("hot",),
        value=2_000_000,
        closes=TODAY + timedelta(days=20),
        next_step=builders.follow_up(TODAY - timedelta(days=1)),
    )
    builders.deal(ws, "Old", value=None, owner="bo")
    wanted = reading.read_filter(ws, text)
    stage = boards.board(ws).stages[0]
    assert {card.title for card in boards.page(ws, stage, 0, 9, wanted)} == expected
    assert boards.totals(ws, [stage], wanted)[stage.id].count == len(expected)


def test_the_stale_filter_agrees_with_the_stale_mark(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """The filter in SQL and the rule in the domain say the same of every deal."""
    ws = classic_workspace
    ws.clock = clock.later(timedelta(days=-40))
    builders.deal(ws, "left alone")
    builders.deal(ws, "booked", next_step=builders.follow_up(TODAY + timedelta(days=1)))
    builders.deal(ws, "due", next_step=builders.follow_up(TODAY))
    ws.clock = clock
    builders.deal(ws, "fresh")
    stage = boards.board(ws).stages[0]
    marked = {card.title for card in boards.page(ws, stage, 0, 9) if card.stale}
    wanted = reading.read_filter(ws, "stale")
    assert {card.title for card in boards.page(ws, stage, 0, 9, wanted)} == marked
    assert marked == {"left alone", "due"}


@pytest.mark.parametrize("steps", [-3, -2, -1, 1, 2, 3])
@pytest.mark.parametrize("start", range(5))
def test_cards_of_one_rank_can_be_reordered(
    classic_workspace: Workspace, start: int, steps: int
) -> None:
    """What two people took back can leave cards of equal rank; moving past them still works."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    builders.deal(ann, "lowest")
    builders.deal(ann, "low")
    away = []
    for title in ("one", "two"):
        deal = builders.deal(ann, title)
        away.append(builders.move(ann, [deal], 1))
    builders.deal(bo, "three")
    for move in away:
        assert move is not None
        history.revert(ann, move.id)
    stage = boards.board(ann).stages[0]
    before = boards.page(ann, stage, 0, 9)
    wanted = [card.title for card in before]
    mover = wanted.pop(start)
    wanted.insert(max(0, start + steps), mover)
    if wanted == [card.title for card in before]:
        with pytest.raises(Refused):
            deals.reorder(ann, before[start].id, steps, LaneSort.MANUAL)
    else:
        deals.reorder(ann, before[start].id, steps, LaneSort.MANUAL)
    assert builders.lane(ann, 0) == wanted
