"""The forecast as a screen: its columns, moving deals between them, categories, views."""

import re
from datetime import date, timedelta

import pytest

from pipeboard.service import deals, details, fields, history, pipeline_editing, target_setting
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.forecast import ForecastScreen
from tests import builders
from tests.ui.driver import Driver, opened

DECEMBER = date(2026, 12, 10)


def shown(driver: Driver) -> str:
    """Returns the columns that have deals: name and titles, the one under the cursor in brackets."""
    screen = driver.app.screen
    assert isinstance(screen, ForecastScreen)
    state, found = screen.state, []
    for at, lane in enumerate(state.lanes):
        titles = []
        for number in range(lane.column.count):
            card = lane.cards.get(number)
            title = "?" if card is None else card.title
            if card is not None and card.id in state.marked:
                title = f"*{title}"
            if (at, number) == (state.at, state.number):
                title = f"[{title}]"
            titles.append(title)
        if titles:
            found.append(f"{lane.column.place}: {' '.join(titles)}")
    return " | ".join(found)


def closes(ws: Workspace, deal: int) -> date | None:
    """Returns the expected close of a deal."""
    return details.view(ws, deal).deal.expected_close


async def test_l_and_h_move_a_deal_to_another_month(classic_workspace: Workspace) -> None:
    """The cursor goes with it, also when the keys were typed at once; u takes one move back."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", closes=DECEMBER)
    builders.deal(ws, "Kestrel", closes=DECEMBER + timedelta(1))
    async with opened(ws) as driver:
        await driver.press("F", "L", "L")
        assert shown(driver) == "2026-12: Kestrel | 2027-02: [Acme]"
        assert closes(ws, deal) == date(2027, 2, 10)
        assert "from Sun 10 Jan 2027 to Wed 10 Feb 2027" in driver.said
        await driver.press("H")
        assert shown(driver) == "2026-12: Kestrel | 2027-01: [Acme]"
        await driver.press("u")
        assert shown(driver) == "2026-12: Kestrel | 2027-02: [Acme]"
        await driver.press("ctrl+r")
        assert shown(driver) == "2026-12: Kestrel | 2027-01: [Acme]"


async def test_what_is_overdue_or_undated_moves_into_the_present_column(
    classic_workspace: Workspace,
) -> None:
    """Right only; left is refused and says why. The column without dates is out of sight at first."""
    ws = classic_workspace
    late = builders.deal(ws, "Late", closes=date(2026, 11, 1))
    undated = builders.deal(ws, "Open-end")
    async with opened(ws) as driver:
        await driver.press("F")
        assert shown(driver) == "undated: ? | overdue: [Late]"
        await driver.press("H")
        assert "cannot move left" in driver.said
        assert closes(ws, late) == date(2026, 11, 1)
        await driver.press("L")
        assert shown(driver) == "undated: ? | 2026-11: [Late]"
        assert closes(ws, late) == date(2026, 11, 30)
        await driver.press("h", "h", "L")
        assert shown(driver) == "2026-11: Late [Open-end]"
        assert closes(ws, undated) == date(2026, 11, 30)


async def test_marked_deals_move_as_one_step(classic_workspace: Workspace) -> None:
    """space marks and goes on; the move clears the marks, and one undo takes all back."""
    ws = classic_workspace
    ids = [builders.deal(ws, name, closes=DECEMBER, value=5 - at) for at, name in enumerate("ABC")]
    async with opened(ws) as driver:
        await driver.press("F", "space", "space")
        assert shown(driver) == "2026-12: *A *B [C]"
        await driver.press("L")
        assert driver.said == "Moved the expected close of 2 deals a month later"
        assert shown(driver) == "2026-12: [C] | 2027-01: A B"
        await driver.press("space", "esc")
        assert shown(driver) == "2026-12: [C] | 2027-01: A B"
    history.undo(ws)
    assert [closes(ws, each) for each in ids] == [DECEMBER] * 3


async def test_digits_set_the_category(classic_workspace: Workspace) -> None:
    """1 commit, 2 best case, 3 pipeline, 4 omitted; the head shows the sums of it."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", closes=DECEMBER, value=1_240_000)
    async with opened(ws) as driver:
        await driver.press("F")
        for key, category in zip(
            "1234", ("commit", "best case", "pipeline", "omitted"), strict=True
        ):
            await driver.press(key)
            assert driver.said == f"Set the forecast category of Acme to {category}"
            assert details.view(ws, deal).deal.forecast_category == category
            if key == "1":
                line = next(line for line in driver.lines if "commit" in line)
                assert "12.4k" in line
        await driver.press("4")
        assert driver.said == "nothing to change: it is omitted already"
        assert " O " in driver.text
        line = next(line for line in driver.lines if "weighted" in line)
        assert "12.4k" not in line


async def test_a_change_by_somebody_else_shows_and_the_cursor_stays(
    classic_workspace: Workspace,
) -> None:
    """Also when it is the deal under the cursor that goes elsewhere."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", closes=DECEMBER)
    builders.deal(ws, "Kestrel", closes=DECEMBER)
    bo = Workspace(ws.database, "bo", ws.clock, ws.currency, ws.locale, ws.backups)
    async with opened(ws) as driver:
        await driver.press("F")
        assert shown(driver) == "2026-12: [Acme] Kestrel"
        fields.change(bo, deal, [("expected_close", "2027-03-01")])
        await driver.news()
        assert shown(driver) == "2026-12: Kestrel | 2027-03: [Acme]"
        deals.delete(bo, [deal])
        await driver.news()
        assert shown(driver) == "2026-12: Kestrel"
        await driver.press("t", "l", "enter")
        assert isinstance(driver.app.screen, DealScreen)
        await driver.press("esc", "esc")
        assert len(driver.app.screen_stack) == 1


async def test_v_goes_through_months_weeks_and_quarters(classic_workspace: Workspace) -> None:
    """The cursor stays on its deal; L then moves by that."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", closes=DECEMBER)
    async with opened(ws) as driver:
        await driver.press("F", "v")
        assert shown(driver) == "2026-W50: [Acme]"
        await driver.press("L", "v")
        assert shown(driver) == "2026-Q4: [Acme]"
        await driver.press("L")
        assert closes(ws, deal) == date(2027, 3, 17)
        await driver.press("v")
        assert shown(driver) == "2027-03: [Acme]"


async def test_there_are_columns_before_and_after(classic_workspace: Workspace) -> None:
    """Past ones have what was won; those after the last are read as the cursor comes to them."""
    ws = classic_workspace
    won = builders.deal(ws, "Won")
    deals.win(ws, [won])
    fields.change(ws, won, [("created_on", "2026-01-01"), ("closed_on", "2026-10-05")])
    builders.deal(ws, "Far", closes=date(2027, 5, 5))
    async with opened(ws) as driver:
        await driver.press("F")
        assert shown(driver) == "later: [Far]"
        await driver.press("l")
        assert shown(driver) == "2027-05: [Far]"
        await driver.press("t", "h", "h", "h")
        assert shown(driver) == "2026-10: [Won] | 2027-05: ?"
        await driver.press("L")
        assert "Won is won; only an open deal is expected to close" in driver.said


async def test_a_filter_counts_what_is_shown(classic_workspace: Workspace) -> None:
    """Also what was won in months that are over, once these are shown."""
    ws = classic_workspace
    deal = builders.deal(ws, "Kestrel")
    deals.win(ws, [deal])
    fields.change(ws, deal, [("created_on", "2026-01-01"), ("closed_on", "2026-10-05")])
    async with opened(ws) as driver:
        await driver.press("F", "/")
        await driver.type("kestrel")
        assert "0 deals" in driver.text
        await driver.press("esc")
        screen = driver.app.screen
        assert isinstance(screen, ForecastScreen)
        while not screen.state.back:
            await driver.press("left")
        await driver.press("/")
        await driver.type("kestrel")
        assert "1 deal" in driver.text


async def test_a_filter_and_mine_narrow_the_forecast(classic_workspace: Workspace) -> None:
    """/ shows what matches with the sums of that, esc all again; E only mine."""
    ws = classic_workspace
    builders.deal(ws, "Acme", closes=DECEMBER, owner="ann")
    builders.deal(ws, "Kestrel", closes=DECEMBER, owner="bo")
    async with opened(ws) as driver:
        await driver.press("F", "/")
        await driver.type("kestrel")
        assert "1 deal" in driver.text
        await driver.press("enter")
        assert shown(driver) == "2026-12: [Kestrel]"
        assert "what matches kestrel" in driver.lines[0]
        await driver.press("esc")
        assert shown(driver) == "2026-12: Acme [Kestrel]"
        await driver.press("E")
        assert shown(driver) == "2026-12: [Acme]"
        assert "only mine" in driver.lines[0]
        await driver.press("p", "2")
        assert "all pipelines" not in driver.lines[0]


async def test_a_new_deal_and_one_that_is_won_keep_the_cursor(classic_workspace: Workspace) -> None:
    """Wherever they stand then: a deal won today is in the present column, marked as won."""
    ws = classic_workspace
    builders.deal(ws, "Acme", closes=DECEMBER)
    async with opened(ws) as driver:
        await driver.press("F", "n")
        await driver.type("Kestrel 5k EUR closes:2027-02-03")
        await driver.press("enter")
        assert shown(driver) == "2026-12: Acme | 2027-02: [Kestrel]"
        await driver.press("w", "enter")
        await driver.press("esc")
        assert shown(driver) == "2026-11: [Kestrel] | 2026-12: Acme"
        assert "✓ 24 Nov" in driver.text
        await driver.press("u")
        assert shown(driver) == "2026-12: Acme | 2027-02: [Kestrel]"


async def test_a_marked_deal_that_somebody_changed_is_not_overwritten(
    classic_workspace: Workspace,
) -> None:
    """Where it is out of sight it is the day that was seen that counts; nothing is written."""
    ws = classic_workspace
    for number in range(30):
        builders.deal(ws, f"Deal {number}", closes=DECEMBER, value=100 - number)
    bo = Workspace(ws.database, "bo", ws.clock, ws.currency, ws.locale, ws.backups)
    async with opened(ws, size=(80, 24)) as driver:
        await driver.press("F", "space", "l")
        fields.change(bo, 1, [("expected_close", "2028-01-01")])
        await driver.news()
        await driver.press("L")
        assert "somebody else changed the expected close of Deal 0 meanwhile" in driver.said
        assert closes(ws, 1) == date(2028, 1, 1)


async def test_a_click_puts_the_cursor_on_a_deal(classic_workspace: Workspace) -> None:
    """A second one opens it."""
    ws = classic_workspace
    for name in ("Acme", "Kestrel"):
        builders.deal(ws, name, closes=DECEMBER)
    async with opened(ws) as driver:
        await driver.press("F")
        line = next(y for y, line in enumerate(driver.lines) if "Kestrel" in line)
        place = (driver.lines[line].index("Kestrel"), line)
        await driver.pilot.click(offset=place)
        await driver.rest()
        assert shown(driver) == "2026-12: Acme [Kestrel]"
        await driver.pilot.click(offset=place)
        await driver.rest()
        assert isinstance(driver.app.screen, DealScreen)


async def test_it_reads_at_80_columns_and_in_ascii(classic_workspace: Workspace) -> None:
    """A window of columns with a map of where it stands; every figure has its line."""
    ws = classic_workspace
    builders.deal(ws, "Acme", closes=DECEMBER)
    builders.deal(ws, "Late", closes=date(2026, 11, 1), currency="USD")
    async with opened(ws, size=(80, 24), ascii=True, colour=False) as driver:
        await driver.press("F")
        text = driver.text
        assert text.isascii()
        for word in ("won", "commit", "best case", "weighted", "target", "gap", "n/a", "10 Dec"):
            assert word in text
        assert "of 9" in text
        assert all(len(line) == 80 for line in driver.lines)


async def test_every_currency_is_shown(classic_workspace: Workspace) -> None:
    """On lines of their own where they do not fit beside each other; where there is little room for
    lines, the label becomes short, and the number of those that are not shown stands there.
    """
    ws = classic_workspace
    for currency in ("EUR", "USD", "CHF"):
        deal = builders.deal(
            ws, currency, value=1_300_000, currency=currency, closes=DECEMBER, stage="Proposal"
        )
        fields.change(ws, deal, [("probability", "25")])
    for columns in range(60, 121, 6):
        async with opened(ws, size=(columns, 24), ascii=True) as driver:
            await driver.press("F")
            for said in ("EUR 3.25k", "CHF 3.25k", "$3.25k"):
                assert said in driver.text, driver.text
            assert not re.search(r"\bw +EUR|\+\d|EUR 3\.25k\+", driver.text), driver.text
        async with opened(ws, size=(columns, 13), ascii=True) as driver:
            await driver.press("F")
            assert re.search(r"\bw(eighted)? +EUR 3\.25k", driver.text), driver.text
    async with opened(ws, size=(200, 50)) as driver:
        await driver.press("F")
        assert re.search(r"weighted +€3\.25k", driver.text)
        assert "10 Dec 25%" in driver.text


async def test_what_is_more_than_the_target_has_a_minus(classic_workspace: Workspace) -> None:
    """In the head and in the formula, before the sign of its currency; the key of that is in ?."""
    ws = classic_workspace
    for line in ("Dec 2k EUR", "Dec 1k USD"):
        target_setting.set_target(ws, target_setting.read(ws, line))
    deal = builders.deal(ws, "Acme", closes=DECEMBER, value=3_000_00, stage="Proposal")
    fields.change(ws, deal, [("probability", "100")])
    async with opened(ws, size=(80, 24)) as driver:
        await driver.press("F")
        assert re.search(r"gap +-€1k \$1k", driver.text)
        assert "EUR: forecast 3k, gap -1k; USD: forecast 0, gap 1k" in driver.lines[1]


async def test_a_target_in_another_currency_is_named(classic_workspace: Workspace) -> None:
    """Also where no deal is in it."""
    ws = classic_workspace
    for line in ("Nov 100k EUR", "Nov 5k JPY"):
        target_setting.set_target(ws, target_setting.read(ws, line))
    builders.deal(ws, "Acme", closes=date(2026, 11, 28), value=1_000_00)
    async with opened(ws) as driver:
        await driver.press("F")
        assert re.search(r"target +€100k", driver.text)
        assert "¥5k" in driver.text


async def test_a_filter_has_no_target(classic_workspace: Workspace) -> None:
    """Target and gap are n/a then, and the line above says why."""
    ws = classic_workspace
    target_setting.set_target(ws, target_setting.read(ws, "Dec 100k"))
    builders.deal(ws, "Acme", closes=DECEMBER, value=1_000_00)
    async with opened(ws, size=(80, 24)) as driver:
        await driver.press("F")
        assert re.search(r"target +100k", driver.text)
        await driver.press("/", *"acme", "enter")
        assert not re.search(r"target +100k", driver.text)
        assert re.search(r"gap +n/a", driver.text)
        assert "targets are not for a filter" in driver.lines[1]
        assert "what matches acme" in driver.lines[0]


async def test_what_no_value_is_known_of_is_no_0(classic_workspace: Workspace) -> None:
    """It reads n/a, and the line above says why; where there is no deal it is 0."""
    ws = classic_workspace
    builders.deal(ws, "Acme", closes=DECEMBER, value=None)
    builders.deal(ws, "Open-end", value=None)
    builders.deal(ws, "Half", closes=date(2026, 11, 28), value=None)
    deals.win(ws, [builders.deal(ws, "Won", value=10_00)])
    async with opened(ws, size=(200, 50)) as driver:
        await driver.press("F")
        assert "forecast 10.00 = won 10.00 + weighted n/a EUR" in driver.lines[1]
        assert "; weighted n/a: none of its deals has a value; no target" in driver.lines[1]
    async with opened(ws, size=(80, 24)) as driver:
        await driver.press("F", "t", "h", "h")
        assert "No date: value n/a: none of its deals has a value" in driver.lines[1]
        await driver.press("l", "l", "l")
        assert "forecast n/a: none of its deals has a value" in driver.lines[1]
        line = next(line for line in driver.lines if "weighted" in line)
        assert re.search(r"weighted +n/a│ weighted +0", line)


async def test_all_of_a_column_are_marked(classic_workspace: Workspace) -> None:
    """Those that are open, also where they are out of sight; they move, and get a category, as one."""
    ws = classic_workspace
    ids = [builders.deal(ws, f"D{at}", closes=DECEMBER, value=100 - at) for at in range(70)]
    won = builders.deal(ws, "Won", closes=DECEMBER)
    deals.win(ws, [won])
    other = builders.deal(ws, "Other", closes=date(2026, 11, 28))
    async with opened(ws) as driver:
        await driver.press("F", "*", "l", "*")
        assert "71 marked" in driver.text
        await driver.press("*")
        assert "1 marked" in driver.text
        await driver.press("*", "1")
        assert driver.said == "Set the forecast category of 71 deals to commit"
        await driver.press("*", "L")
        assert driver.said == "Moved the expected close of 70 deals a month later"
        assert {closes(ws, each) for each in ids} == {date(2027, 1, 10)}
        assert closes(ws, other) == date(2026, 11, 28)
        await driver.press("u", "enter", "u", "enter")
        assert {closes(ws, each) for each in ids} == {DECEMBER}
        assert details.view(ws, ids[69]).deal.forecast_category is None
        await driver.press("ctrl+r", "enter")
        assert details.view(ws, ids[69]).deal.forecast_category == "commit"


async def test_nothing_at_all_is_shown_as_such(classic_workspace: Workspace) -> None:
    """No deal is no error, and keys say that there is none."""
    async with opened(classic_workspace) as driver:
        await driver.press("F")
        assert shown(driver) == ""
        assert "no deals" in driver.text
        for key in ("L", "1", "enter", "space", "j"):
            await driver.press(key)
            assert "there is no deal" in driver.said


async def test_a_big_column_is_read_by_pages(classic_workspace: Workspace) -> None:
    """G goes to the last of many at once, with only the deals around it read."""
    ws = classic_workspace
    for number in range(200):
        builders.deal(ws, f"Deal {number}", closes=DECEMBER, value=1000 - number)
    async with opened(ws) as driver:
        await driver.press("F", "G")
        screen = driver.app.screen
        assert isinstance(screen, ForecastScreen)
        assert screen.state.card is not None
        assert screen.state.card.title == "Deal 199"
        assert screen.state.lane is not None
        assert len(screen.state.lane.cards) < 150
        await driver.press("g")
        assert screen.state.card.title == "Deal 0"
        await driver.press("pgdn", "L")
        assert screen.state.card.title == f"Deal {screen.state.rows}"


@pytest.mark.parametrize("width", [80, 120])
async def test_the_formula_of_a_column_is_whole(classic_workspace: Workspace, width: int) -> None:
    """With the gap at the end; where there is little room it is without what its head shows."""
    ws = classic_workspace
    for line in ("Dec 200k EUR", "Jan 2027 12500 EUR"):
        target_setting.set_target(ws, target_setting.read(ws, line))
    builders.deal(ws, "Acme", closes=DECEMBER, value=123_456_789)
    async with opened(ws, size=(width, 24)) as driver:
        await driver.press("F")
        said = driver.lines[1].split("‹")[0].rstrip()
        assert said.endswith("EUR")
        assert ", gap " in said
        assert ("target 200" in said) == (width == 120)


async def test_the_wheel_scrolls_the_column_under_it(classic_workspace: Workspace) -> None:
    """No further than to its ends; neither the other columns nor the cursor move."""
    ws = classic_workspace
    for number in range(20):
        builders.deal(ws, f"D{number}", closes=DECEMBER, value=1000 - number)
        builders.deal(ws, f"N{number}", closes=date(2026, 11, 28), value=1000 - number)
    async with opened(ws) as driver:
        await driver.press("F", "j")
        screen = driver.app.screen
        assert isinstance(screen, ForecastScreen)
        view, state = screen.view, screen.state
        december = next(slot for slot in view.window.slots if slot.lane == state.at + 1)
        for by, top in ((1, 3), (-1, 0), (-1, 0), (9, 20 - state.rows), (1, 20 - state.rows)):
            await driver.turn(view, december.x, by)
            assert [lane.top for lane in state.lanes if lane.column.count] == [0, top]
            assert f"D{top} " in driver.text
            assert f"D{top + state.rows - 1} " in driver.text
            assert state.card is not None
            assert state.card.title == "N1"


async def test_a_key_shows_the_cursor_that_the_wheel_left(classic_workspace: Workspace) -> None:
    """It stays on its deal while that is out of sight, and goes on from there."""
    ws = classic_workspace
    for number in range(20):
        builders.deal(ws, f"D{number}", closes=DECEMBER, value=1000 - number)
    async with opened(ws) as driver:
        await driver.press("F", "j")
        screen = driver.app.screen
        assert isinstance(screen, ForecastScreen)
        view, state = screen.view, screen.state
        here = next(slot for slot in view.window.slots if slot.lane == state.at)
        await driver.turn(view, here.x)
        assert "D1 " not in driver.text
        await driver.press("j")
        assert "D2 " in driver.text
        assert state.card is not None
        assert state.card.title == "D2"


async def test_a_pipeline_that_is_removed_is_left(classic_workspace: Workspace) -> None:
    """That is said, and all pipelines are shown."""
    ws = classic_workspace
    removed = pipeline_editing.add(ws, "Renewals", "short").id
    async with opened(ws) as driver:
        await driver.press("F", "p", "3")
        assert "Renewals" in driver.lines[0]
        pipeline_editing.remove(ws, removed, None)
        await driver.news()
        assert driver.said == "pipeline Renewals was removed; these are all pipelines"
        assert "all pipelines" in driver.lines[0]
