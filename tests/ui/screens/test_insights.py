"""The insights: what they show of which days, what opens, and that they follow what is written."""

import threading
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
from textual.events import Key

from pipeboard.domain.figures import Opened, Scope
from pipeboard.errors import DatabaseError
from pipeboard.keys import Keymap
from pipeboard.service import (
    boards,
    deals,
    followups,
    history,
    insights,
    moves,
    pipeline_editing,
    pipelines,
    rates,
)
from pipeboard.service.workspace import Workspace
from pipeboard.ui import insights_opening, parts_reader
from pipeboard.ui.app import PipeboardApp
from pipeboard.ui.insights_contents import FIGURES, MOVEMENT, ORDER, STAGES
from pipeboard.ui.insights_figures import ABOUT
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.opened_rows import DealLine, FormulaLine
from pipeboard.ui.parts_reader import Ask, Part, Parts, PartsReader, alone
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.insights import InsightsScreen
from pipeboard.ui.screens.opened import OpenedScreen
from pipeboard.ui.themes import make_look
from pipeboard.ui.widgets.line_list import LineList
from tests import builders
from tests.ui.driver import Driver, opened


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed is read again without a pause."""
    monkeypatch.setattr(parts_reader, "PAUSE", 0.0)


@asynccontextmanager
async def looking(
    ws: Workspace, size: tuple[int, int] = (80, 24), *, ascii: bool = False
) -> AsyncIterator[Driver]:
    """The insights of a workspace, opened on its board."""
    async with opened(ws, size=size, ascii=ascii) as driver:
        await driver.press("i")
        assert on(driver, InsightsScreen)
        yield driver


def on(driver: Driver, kind: type[object]) -> bool:
    """Whether a screen of that kind is on top."""
    return isinstance(driver.app.screen, kind)


async def go(driver: Driver, spot: Spot) -> None:
    """Puts the cursor on a line, wherever it is."""
    screen = driver.app.screen
    assert isinstance(screen, InsightsScreen)
    assert screen.list.go(spot), spot
    screen._choose()
    await driver.rest()


def line(driver: Driver, begin: str) -> str:
    """The line on the screen that begins so, without the cursor."""
    return next((row[1:] for row in driver.lines if row[1:].startswith(begin)), "")


async def reveal(driver: Driver) -> None:
    """Scrolls to what is around the cursor."""
    screen = driver.app.screen
    assert isinstance(screen, InsightsScreen)
    screen.list.reveal_run()
    await driver.rest()


def figure(name: str, currency: str = "") -> Spot:
    """The line of a figure."""
    return Spot(Kind.FIGURE, name, currency)


def sell(ws: Workspace) -> dict[str, int]:
    """Two won deals, a lost one and an open one, all of today."""
    ids = {
        title: builders.deal(ws, title, value=value, company=title)
        for title, value in (
            ("Acme", 1_200_000),
            ("Kestrel", 800_000),
            ("Corvid", 500_000),
            ("Dunlin", 300_000),
        )
    }
    deals.win(ws, [ids["Acme"], ids["Kestrel"]])
    deals.lose(ws, [ids["Corvid"]], "price")
    return ids


async def test_the_figures_of_the_quarter_are_shown_first(classic_workspace: Workspace) -> None:
    """i opens them; each stands beside the period before, and what cannot be told says why."""
    sell(classic_workspace)
    async with looking(classic_workspace, (80, 60)) as driver:
        assert "Insights  2026-Q4, 1 Oct - 31 Dec 2026" in driver.text
        assert "all pipelines, everybody's deals" in driver.text
        assert line(driver, "won deals").split() == ["won", "deals", "2", "0", "+2"]
        assert line(driver, "won value").split() == ["won", "value", "20k", "0", "+20k"]
        assert line(driver, "win rate by count").split()[4:6] == ["67", "%"]
        assert line(driver, "coverage").split()[:2] == ["coverage", "n/a"]
        assert "no target is set for 2026-Q4" in line(driver, "coverage")
        assert "being read" not in driver.text


async def test_the_period_is_changed(classic_workspace: Workspace) -> None:
    """By one key for the one before or after, and for this or the last week, month and so on."""
    sell(classic_workspace)
    async with looking(classic_workspace, (80, 60)) as driver:
        await driver.press("[")
        assert "Insights  2026-Q3, 1 Jul - 30 Sep 2026" in driver.text
        assert line(driver, "won deals").split() == ["won", "deals", "0", "0", "="]
        await driver.press("right")
        assert line(driver, "won deals").split()[2] == "2"
        for key, told in (
            ("1", "week 48, 2026, 23 Nov - 29 Nov 2026"),
            ("2", "Nov 2026, 1 Nov - 30 Nov 2026"),
            ("4", "2026, 1 Jan - 31 Dec 2026"),
            ("6", "Oct 2026, 1 Oct - 31 Oct 2026"),
            ("8", "2025, 1 Jan - 31 Dec 2025"),
        ):
            await driver.press(key)
            assert f"Insights  {told}" in driver.text


async def test_a_period_is_typed(classic_workspace: Workspace) -> None:
    """The preview tells its days; what is none stays in the prompt with what is accepted."""
    async with looking(classic_workspace) as driver:
        await driver.press("d")
        await driver.type("2017-Q5")
        await driver.press("enter")
        assert "'2017-Q5' is not understood" in driver.text
        await driver.press("backspace", "4")
        assert "from 1 Oct - 31 Dec 2017" in driver.text
        await driver.press("enter")
        assert "Insights  2017-Q4" in driver.text
        await driver.press("d")
        await driver.type("2017-01-01..2017-03-05")
        await driver.press("enter")
        assert "Insights  1 Jan - 5 Mar 2017" in driver.text


async def test_the_calendar_ends(classic_workspace: Workspace) -> None:
    """Before its first period there is none; that is said, and the figures stay."""
    async with looking(classic_workspace, (80, 60)) as driver:
        await driver.press("d")
        await driver.type("0001")
        await driver.press("enter", "[")
        assert driver.said == "the calendar ends here"
        assert "Insights  0001" in driver.text
        assert line(driver, "open deals").split()[2] == "0"


async def test_a_figure_opens_with_its_deals(classic_workspace: Workspace) -> None:
    """Enter shows the formula with the numbers and the deals; enter there opens one; esc is back."""
    sell(classic_workspace)
    async with looking(classic_workspace) as driver:
        await go(driver, figure("won_value", "EUR"))
        await driver.press("enter")
        assert on(driver, OpenedScreen)
        assert "sum of the values of the deals won" in driver.text
        assert "20,000.00" in driver.text
        assert "2 deals" in driver.text
        assert "12,000.00 EUR  won 24 Nov 2026" in driver.text
        await driver.press("enter")
        assert on(driver, DealScreen)
        assert driver.lines[0].startswith(" Acme")
        await driver.press("esc", "esc")
        screen = driver.app.screen
        assert isinstance(screen, InsightsScreen)
        assert screen.list.key == figure("won_value", "EUR")


async def test_a_sentence_opens_its_deals(classic_workspace: Workspace) -> None:
    """The answers in words come first; one that tells of no deal says so."""
    ws = classic_workspace
    builders.deal(ws, "Acme", closes=ws.today())
    builders.deal(ws, "Kestrel")
    async with looking(ws) as driver:
        assert driver.lines[2].startswith(" In short")
        await driver.press("enter")
        assert driver.said == "no deal is behind this sentence"
        await go(driver, Spot(Kind.SENTENCE, 1, 0))
        await driver.press("enter")
        assert driver.lines[0].strip() == "How many deals are expected to close this week?"
        assert "Acme" in driver.text
        assert "Kestrel" not in driver.text


async def test_what_is_not_applicable_opens_too(classic_workspace: Workspace) -> None:
    """A figure that cannot be computed opens with its formula, and says that no deal is behind it."""
    async with looking(classic_workspace, (80, 60)) as driver:
        await go(driver, figure("win_rate_count"))
        assert "n/a" in line(driver, "win rate by count")
        await driver.press("enter")
        assert "won / (won + lost)" in driver.text
        assert "no deal is behind it" in driver.text
        await driver.press("enter")
        assert driver.said == "this is the formula with its numbers; enter on a deal opens it"


async def test_a_month_opens_what_was_won_in_it(classic_workspace: Workspace) -> None:
    """Each bar of won against target is one, whatever the period is that is shown."""
    sell(classic_workspace)
    async with looking(classic_workspace) as driver:
        await go(driver, Spot(Kind.MONTH, "2026-11", "EUR"))
        await driver.press("enter")
        assert driver.lines[0].strip() == "won value of Nov 2026"
        assert driver.lines[1].startswith(" Nov 2026, all pipelines, everybody's deals")
        assert "20,000.00 in 2 deals" in driver.text
        await driver.press("esc")
        await go(driver, Spot(Kind.MONTH, "2026-10", "EUR"))
        await driver.press("enter")
        assert "no deal is behind it" in driver.text


async def test_a_deal_without_a_value_has_none_in_the_movement(
    classic_workspace: Workspace,
) -> None:
    """It is listed with nothing beside it, not with 0.00."""
    builders.deal(classic_workspace, "Elm", value=None, company="Elm")
    builders.deal(classic_workspace, "Fir", value=500_000, company="Fir")
    async with looking(classic_workspace, (120, 40)) as driver:
        await go(driver, Spot(Kind.LINE, "EUR", "new"))
        await driver.press("enter")
        assert "5,000.00" in line(driver, "Fir")
        assert line(driver, "Elm")
        assert "0.00" not in line(driver, "Elm")


async def test_a_line_of_the_movement_opens(classic_workspace: Workspace) -> None:
    """Each line of the waterfall opens the deals in it, with what each has in it."""
    sell(classic_workspace)
    async with looking(classic_workspace) as driver:
        await go(driver, Spot(Kind.LINE, "EUR", "won"))
        await driver.press("enter")
        assert driver.lines[0].strip() == "Movement: won"
        assert "opening 0.00" in driver.text
        behind = [row.split()[0].strip("▐") for row in driver.lines if "won 24 Nov" in row]
        assert behind == ["Acme", "Kestrel"]


async def test_a_stage_opens_what_is_picked(classic_workspace: Workspace) -> None:
    """A line with several numbers asks which, by a digit."""
    deal = builders.deal(classic_workspace, "Acme")
    moves.move(classic_workspace, [deal], 1)
    stage = boards.board(classic_workspace).stages[0]
    async with looking(classic_workspace) as driver:
        await go(driver, Spot(Kind.STAGE, stage.id))
        await driver.press("enter")
        assert "of them converted" in driver.text
        await driver.press("2")
        assert driver.lines[0].strip() == stage.name
        assert "Acme" in driver.text


async def test_breakdowns_and_reasons_open(classic_workspace: Workspace) -> None:
    """An owner's line asks for the open, won or lost deals; a reason's opens at once."""
    sell(classic_workspace)
    async with looking(classic_workspace) as driver:
        await go(driver, Spot(Kind.SHARE, "owner", "ann"))
        await driver.press("enter", "1")
        assert driver.lines[0].strip() == "ann: open"
        assert "Dunlin" in driver.text
        assert "Acme" not in driver.text
        await driver.press("esc")
        await go(driver, Spot(Kind.REASON, "lost", "price"))
        await driver.press("enter")
        assert driver.lines[0].strip() == "price: lost"
        assert "Corvid" in driver.text


async def test_a_deal_that_is_gone_is_told_as_gone(classic_workspace: Workspace) -> None:
    """It was new in the period and is no more: its line says who deleted it, and so does enter."""
    ws = classic_workspace
    builders.deal(ws, "Kestrel")
    gone = builders.deal(ws, "Acme", value=2_000_000)
    deals.delete(ws, [gone])
    async with looking(ws) as driver:
        await go(driver, Spot(Kind.LINE, "EUR", "new"))
        await driver.press("enter")
        assert "Acme was deleted by ann" in driver.text
        await driver.press("enter")
        assert driver.said == "Acme was deleted by ann"


async def test_whose_deals_and_which(classic_workspace: Workspace) -> None:
    """The owner, the pipeline and a filter narrow what the figures are of, and esc clears."""
    ws = classic_workspace
    sell(ws)
    builders.deal(ws, "Bo's own", owner="bo")
    async with looking(ws, (80, 60)) as driver:
        assert line(driver, "open deals").split()[2] == "2"
        await driver.press("E")
        assert "all pipelines, ann's deals" in driver.text
        assert line(driver, "open deals").split()[2] == "1"
        await driver.press("o", *"bo", "enter")
        assert "all pipelines, bo's deals" in driver.text
        assert line(driver, "won deals").split()[2] == "0"
        await driver.press("o", *"every", "enter", "p", "2")
        assert "Sales, everybody's deals" in driver.text
        await driver.press("/")
        await driver.type("acme")
        await driver.press("enter")
        assert "that match acme" in driver.text
        assert line(driver, "won deals").split()[2] == "1"
        await driver.press("esc")
        assert line(driver, "won deals").split()[2] == "2"
        await driver.press("esc")
        assert driver.app.screen is driver.screen


async def test_a_filter_on_me_holds_for_every_part(classic_workspace: Workspace) -> None:
    """``owner:me`` is this person in the movement and the stages as in the figures."""
    ws = classic_workspace
    builders.deal(ws, "Mine", value=300_000, owner=ws.actor)
    builders.deal(ws, "Bo's", value=500_000, owner="bo")
    async with looking(ws) as driver:
        await driver.press("slash")
        await driver.type("owner:me")
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, InsightsScreen)
        parts = screen.reader.parts
        assert parts is not None
        figures, moved, stages = parts.get(FIGURES), parts.get(MOVEMENT), parts.get(STAGES)
        assert figures
        assert moved
        assert stages
        assert figures["open_count"].value == 1
        assert moved.by_currency["EUR"].closing == 300_000
        assert sum(each.still_there for each in stages.figures) == 1


async def test_what_is_written_is_read_again(classic_workspace: Workspace) -> None:
    """A change by anybody shows, and the cursor stays on its line; undo here does as well."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    async with looking(ws, (80, 60)) as driver:
        await go(driver, figure("won_count"))
        deals.win(ws, [deal])
        await driver.news()
        assert line(driver, "won deals").split()[2] == "1"
        await driver.press("u")
        assert line(driver, "won deals").split()[2] == "0"
        screen = driver.app.screen
        assert isinstance(screen, InsightsScreen)
        assert screen.list.key == figure("won_count")


async def test_what_changed_underneath_is_read_when_it_is_seen(
    classic_workspace: Workspace,
) -> None:
    """While a deal is open on top, nothing is read; back on the figures they are new."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    async with looking(ws, (80, 60)) as driver:
        await go(driver, figure("open_count"))
        await driver.press("enter")
        deals.win(ws, [deal])
        await driver.news()
        assert "no deal is behind it" in driver.text
        await driver.press("esc")
        assert line(driver, "open deals").split()[2] == "0"


async def test_figures_are_read_no_more_often_than_needed(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once when they open, once after a change, and not at all while something is on top."""
    ws = classic_workspace
    read: list[str] = []
    ask, again = PartsReader.ask, PartsReader.again

    def asked(reader: PartsReader, what: Ask) -> None:
        read.append("ask")
        ask(reader, what)

    def asked_again(reader: PartsReader) -> None:
        read.append("again")
        again(reader)

    monkeypatch.setattr(PartsReader, "ask", asked)
    monkeypatch.setattr(PartsReader, "again", asked_again)
    async with looking(ws, (80, 60)) as driver:
        assert read == ["ask"]
        builders.deal(ws, "Acme")
        await driver.news()
        assert read == ["ask", "again"]
        await go(driver, figure("open_count"))
        await driver.press("enter")
        assert on(driver, OpenedScreen)
        assert read == ["ask", "again", "ask"]
        await driver.press("enter")
        assert on(driver, DealScreen)
        builders.deal(ws, "Kestrel")
        await driver.news()
        assert read == ["ask", "again", "ask"]


async def test_a_second_click_opens_once(classic_workspace: Workspace) -> None:
    """What is on top closes with one key."""
    async with looking(classic_workspace, (80, 60)) as driver:
        screen = driver.app.screen
        assert isinstance(screen, InsightsScreen)
        await go(driver, figure("won_count"))
        screen.list.post_message(LineList.Clicked(screen.list, again=True))
        await driver.rest()
        assert on(driver, OpenedScreen)
        await driver.press("esc")
        assert on(driver, InsightsScreen)


async def test_no_deals_at_all(classic_workspace: Workspace) -> None:
    """Every section says that there is nothing, and no figure reads 0 that cannot be computed."""
    async with looking(classic_workspace, (80, 120)) as driver:
        assert line(driver, "open deals").split()[2] == "0"
        for name in ("win rate by count", "average deal", "sales cycle", "needed coverage"):
            assert " n/a" in line(driver, name)
        assert "no deal was open in these days" in driver.text
        assert "no deal was won in these days" in driver.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_every_line_is_within_the_terminal(
    classic_workspace: Workspace, size: tuple[int, int]
) -> None:
    """From a narrow terminal to a wide one nothing is wider than it, and every line can be reached."""
    sell(classic_workspace)
    async with looking(classic_workspace, size, ascii=True) as driver:
        await driver.press("G")
        assert "price" in driver.text
        for _ in range(12):
            await driver.press("tab")
            assert all(len(row) == size[0] and row.isascii() for row in driver.lines)


async def test_several_currencies_are_never_added(classic_workspace: Workspace) -> None:
    """Each has a line of its own, which opens its own deals; with rates one more is marked."""
    ws = classic_workspace
    builders.deal(ws, "Acme", value=1_000_000)
    builders.deal(ws, "Corvid", value=500_000, currency="USD")
    async with looking(ws, (80, 60)) as driver:
        assert line(driver, "open value, EUR").split()[3] == "10k"
        assert line(driver, "open value, USD").split()[3] == "5k"
        assert "all in EUR" not in driver.text
        await go(driver, figure("open_value", "USD"))
        await driver.press("enter")
        assert "Corvid" in driver.text
        assert "Acme" not in driver.text
        await driver.press("esc")
        rates.set_rate(ws, rates.read(ws, "USD 0.5"))
        await driver.news()
        assert line(driver, "  all in EUR, by rates").split()[5:7] == ["≈", "12.5k"]
        await go(driver, figure("open_value", ABOUT))
        await driver.press("enter")
        assert (
            "about 12,500.00 EUR = 10,000.00 EUR + 5,000.00 USD x 0.5, by rates of 2026-11-24"
            in " ".join(driver.text.split())
        )


async def test_a_part_that_cannot_be_read_says_so(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other parts are there all the same."""

    def fails(_ws: Workspace, _scope: Scope) -> object:
        raise DatabaseError("the disk is on fire")

    broken = alone(STAGES.name, fails)
    order = [broken if part is STAGES else part for part in ORDER]
    monkeypatch.setattr("pipeboard.ui.screens.insights.ORDER", order)
    async with looking(classic_workspace, (80, 120)) as driver:
        assert "the disk is on fire" in driver.text
        assert line(driver, "open deals").split()[2] == "0"


async def test_each_currency_has_its_own_line_and_reason(classic_workspace: Workspace) -> None:
    """An n/a names its currency and opens to that one, with the same reason."""
    ws = classic_workspace
    stages = pipelines.stages(ws, pipelines.current(ws).id)
    qualified = next(each.name for each in stages if each.qualified)
    deals.win(ws, [builders.deal(ws, "Euro", value=1_200_000)])
    builders.deal(ws, "Pound", value=500_000, currency="GBP", stage=qualified)
    async with looking(ws, (120, 60)) as driver:
        said = line(driver, "sales velocity a day, GBP")
        assert said.split()[5:8] == ["n/a", "nothing", "was"]
        await go(driver, figure("velocity_per_day", "GBP"))
        told = " ".join(" ".join(driver.lines[-3:]).split())
        assert "each of the deals in the currency; nothing was won in 2026-Q4" in told
        await driver.press("enter")
        assert "GBP: n/a, nothing was won in 2026-Q4" in driver.text
        assert "sales velocity a day, GBP" in driver.text
        assert "Pound" in driver.text
        assert "EUR" not in driver.text
        assert "Euro" not in driver.text
        await driver.press("esc")
        assert "before: nothing was won in 2026-Q3" in line(driver, "average deal")


async def test_a_note_that_has_no_room_stands_below(classic_workspace: Workspace) -> None:
    """So that it is not cut off in a narrow terminal."""
    ws = classic_workspace
    deals.win(ws, [builders.deal(ws, "Euro", value=1_200_000)])
    async with looking(ws, (80, 60)) as driver:
        row = driver.lines.index(next(row for row in driver.lines if row[1:].startswith("average")))
        assert driver.lines[row].split() == ["average", "deal", "12k", "n/a"]
        assert driver.lines[row + 1].strip() == "before: nothing was won in 2026-Q3"


async def test_a_currency_that_is_not_the_own_one_is_opened(classic_workspace: Workspace) -> None:
    """Where no other is there; a figure of no currency opens without any."""
    ws = classic_workspace
    deals.lose(ws, [builders.deal(ws, "Dollar", value=1_200_000, currency="USD")], "price")
    async with looking(ws, (120, 60)) as driver:
        assert line(driver, "win rate by value, USD")
        assert not line(driver, "win rate by value, EUR")
        await go(driver, figure("velocity_per_day", "USD"))
        await driver.press("enter")
        assert "USD: n/a, nothing was won in 2026-Q4" in driver.text
        assert "Dollar" in driver.text
        await driver.press("esc")
        await go(driver, figure("coverage", "EUR"))
        await driver.press("enter")
        assert "n/a, no target is set for 2026-Q4" in driver.text
        assert "EUR" not in driver.text


async def test_follow_ups_open_with_how_many_a_deal_has(classic_workspace: Workspace) -> None:
    """They sum up to the figure."""
    ws = classic_workspace
    deal_id = builders.deal(ws, "Acme", value=1_200_000)
    for _ in range(2):
        followups.add(ws, [deal_id], builders.follow_up(ws.today()))
        followups.finish(ws, list(followups.next_steps(ws, [deal_id]).values()), "reached")
    async with looking(ws, (120, 60)) as driver:
        await go(driver, figure("activities_done"))
        await driver.press("enter")
        assert "2 follow-ups on 1 deal" in driver.text
        assert line(driver, "Acme").split()[1:3] == ["2", "follow-ups"]


async def test_a_figure_that_is_not_read_yet_says_so(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens at once; keys typed meanwhile do nothing but say so, and then it is there."""
    go_on = threading.Event()

    def slow(ws: Workspace, scope: Scope, name: str, currency: str) -> Opened:
        go_on.wait(10)
        return insights.open_figure(ws, scope, name, currency)

    ws = classic_workspace
    builders.deal(ws, "Acme")
    monkeypatch.setattr(insights_opening, "insights", SimpleNamespace(open_figure=slow))
    async with looking(ws) as driver:
        await go(driver, figure("open_count"))
        for key in ("enter", "down"):
            driver.app.post_message(Key(key, None))
        await driver.pilot.pause()
        await driver.app.keyboard.settled()
        await driver.pilot.pause()
        assert "being read" in driver.text
        assert driver.said == "this is not read yet"
        go_on.set()
        await driver.rest()
        assert "Acme" in driver.text


async def test_a_newer_period_ends_what_is_being_read(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that change the period follow each other at once; only the last one is read to its end."""
    read: list[str] = []

    *others, last = ORDER

    def noted(ws: Workspace, scope: Scope, so_far: Parts) -> object:
        read.append(str(scope.period))
        return last.read(ws, scope, so_far)

    order = [*others, Part(last.name, noted)]
    monkeypatch.setattr("pipeboard.ui.screens.insights.ORDER", order)
    async with looking(classic_workspace) as driver:
        read.clear()
        await driver.press("[", "[", "[", "[")
        assert read[-1] == "2025-Q4"
        assert len(read) < 4
        assert "Insights  2025-Q4" in driver.text


async def test_the_board_starts_on_insights(classic_workspace: Workspace) -> None:
    """As --start insights asks, of the pipeline that was named; esc is the board."""
    ws = classic_workspace
    app = PipeboardApp(
        ws,
        keymap=Keymap(),
        look=make_look("dark", ascii=False, colour=False),
        start="insights",
        of=pipelines.current(ws),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.rest()
        assert "Sales, everybody's deals" in driver.text
        await driver.press("esc")
        assert driver.app.screen is driver.screen


async def test_a_digit_picks_an_owner_while_nothing_is_typed(classic_workspace: Workspace) -> None:
    """As in the list of pipelines; typing narrows the list, where no digit stands then."""
    builders.deal(classic_workspace, owner="bo")
    builders.deal(classic_workspace, owner="cy")
    async with looking(classic_workspace) as driver:
        await driver.press("o")
        assert "a digit or enter" in driver.text
        await driver.press("3")
        assert "bo's deals" in driver.text
        await driver.press("o", "c")
        assert "a digit or enter" not in driver.text
        await driver.press("enter")
        assert "cy's deals" in driver.text


async def test_one_entry_more_is_shown_instead_of_told(classic_workspace: Workspace) -> None:
    """It has the line in which it would be said; two more are told, and enter shows them."""
    for number in range(9):
        builders.deal(classic_workspace, owner=f"o{number}", value=1000 - number)
    more = Spot(Kind.MORE, "owner")
    async with looking(classic_workspace) as driver:
        screen = driver.app.screen
        assert isinstance(screen, InsightsScreen)
        await go(driver, Spot(Kind.SHARE, "owner", "o8"))
        assert not screen.list.go(more)
    builders.deal(classic_workspace, owner="o9", value=1)
    async with looking(classic_workspace) as driver:
        await go(driver, more)
        assert "2 more; enter shows them" in driver.text
        await driver.press("enter")
        await go(driver, Spot(Kind.SHARE, "owner", "o9"))


async def test_the_formula_has_two_lines_in_a_usual_terminal(classic_workspace: Workspace) -> None:
    """So that why a figure is n/a is not cut off."""
    async with looking(classic_workspace) as driver:
        await go(driver, figure("velocity_per_day", "EUR"))
        at = next(row for row, each in enumerate(driver.lines) if "velocity a day: open" in each)
        assert "cycle days" in driver.lines[at + 1]


async def test_any_number_of_a_breakdown_opens(classic_workspace: Workspace) -> None:
    """Values and the win rate too: with the sums put in, and what each deal is worth."""
    sell(classic_workspace)
    async with looking(classic_workspace, (80, 40)) as driver:
        await go(driver, Spot(Kind.SHARE, "owner", "ann"))
        await driver.press("enter")
        assert "4 won value" in driver.text
        assert "20,000.00 EUR" in driver.text
        await driver.press("4")
        assert driver.lines[0].strip() == "ann: won value"
        assert "EUR: 20,000.00 in 2 deals" in driver.text
        assert "12,000.00 EUR" in line(driver, "Acme")
        await driver.press("esc", "enter", "7")
        assert "2 won / (2 won + 1 lost) = 66.7 %" in driver.text
        await driver.press("esc")
        await go(driver, Spot(Kind.REASON, "lost", "price"))
        await driver.press("enter")
        assert "EUR: 5,000.00 in 1 deal" in driver.text


async def test_the_formula_of_every_row_stands_above_the_keys(classic_workspace: Workspace) -> None:
    """Of stages, their pictures, the movement, months, breakdowns and reasons as of figures."""
    sell(classic_workspace)
    stage = boards.board(classic_workspace).stages[0]
    async with looking(classic_workspace) as driver:
        for spot, said in (
            (figure("won_count"), "won deals: number of deals won"),
            (Spot(Kind.MONTH, "2026-11", "EUR"), "won value: sum of the values"),
            (Spot(Kind.LINE, "EUR", "new"), "movement: opening + new"),
            (Spot(Kind.STAGE, stage.id), "rate: converted / (converted + not converted)"),
            (Spot(Kind.FUNNEL, stage.id), "stage conversion: of the deals"),
            (Spot(Kind.TIME, stage.id), "time in stage: mean and median"),
            (Spot(Kind.SHARE, "owner", "ann"), "win rate: won / (won + lost)"),
            (Spot(Kind.REASON, "lost", "price"), "deals: number of deals that were lost"),
        ):
            await go(driver, spot)
            assert said in " ".join(each.strip() for each in driver.lines[-3:-1])


async def test_who_entered_a_stage_is_told_apart(classic_workspace: Workspace) -> None:
    """The funnel tells how many are pending; opened, each deal has what became of it."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    builders.deal(ws, "Kestrel")
    moves.move(ws, [deal], 1)
    stage = boards.board(ws).stages[0]
    async with looking(ws, (80, 60)) as driver:
        await go(driver, Spot(Kind.FUNNEL, stage.id))
        assert "entered converted pending  rate" in driver.text
        await go(driver, Spot(Kind.TIME, stage.id))
        assert "rate = converted / (converted + not converted)" in driver.text
        await go(driver, Spot(Kind.FUNNEL, stage.id))
        await driver.press("enter")
        assert "converted" in line(driver, "Acme")
        assert "pending" in line(driver, "Kestrel")


async def test_a_pipeline_that_is_removed_is_left(classic_workspace: Workspace) -> None:
    """That is said, and all pipelines are shown, also when it is brought back; a new name shows."""
    ws = classic_workspace
    created = pipeline_editing.add(ws, "Renewals", "short").id
    async with looking(ws, (80, 60)) as driver:
        await driver.press("p", "3")
        assert "Renewals, everybody's deals" in driver.text
        seen = next(each for each in pipelines.pipelines(ws) if each.id == created)
        pipeline_editing.rename(ws, seen, "Again")
        await driver.news()
        assert "Again, everybody's deals" in driver.text
        pipeline_editing.remove(ws, created, None)
        await driver.news()
        assert driver.said == "pipeline Again was removed; these are all pipelines"
        assert "all pipelines, everybody's deals" in driver.text
        history.undo(ws)
        await driver.news()
        assert "all pipelines, everybody's deals" in driver.text


async def test_the_digits_and_the_prompt_choose_the_same_periods(
    classic_workspace: Workspace,
) -> None:
    """1 to 4 this week, month, quarter, year; 5 to 8 the last ones."""
    async with looking(classic_workspace) as driver:
        for digit in "12345678":
            await driver.press(digit)
            shown = driver.lines[0]
            await driver.press("d", digit, "enter")
            assert driver.lines[0] == shown


async def test_tab_goes_through_an_opened_figure(classic_workspace: Workspace) -> None:
    """From the deals behind it to those left out, the formula, and round."""
    ws = classic_workspace
    builders.deal(ws, "Acme", value=100_000)
    builders.deal(ws, "Kestrel", value=None)
    async with looking(ws, (80, 40)) as driver:
        await go(driver, figure("open_value", "EUR"))
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, OpenedScreen)
        came: list[Hashable] = [screen.list.key]
        for _ in range(2):
            await driver.press("tab")
            came.append(screen.list.key)
        assert came == [DealLine(1), DealLine(2, 1), FormulaLine(0)]


async def test_where_there_is_room_figures_are_exact(classic_workspace: Workspace) -> None:
    """At 120 columns all digits stand there, also of what changed; a breakdown has the value lost."""
    sell(classic_workspace)
    async with looking(classic_workspace, (120, 60)) as driver:
        assert line(driver, "won value").split()[2:] == ["20,000.00", "0.00", "+20,000.00"]
        assert line(driver, "win rate by count").split()[4:6] == ["66.7", "%"]
        await go(driver, Spot(Kind.SHARE, "owner", "ann"))
        assert line(driver, "ann").split()[1:] == ["1", "3k", "2", "20k", "1", "5k", "67", "%"]


async def test_all_currencies_of_a_part_are_shown_where_there_is_room(
    classic_workspace: Workspace,
) -> None:
    """Some at 80 columns with how many more there are, every one at 200."""
    ws = classic_workspace
    for code in ("EUR", "USD", "GBP", "CHF"):
        builders.deal(ws, code, value=1_200_000, currency=code)
    for columns, told in ((80, "€12k CHF 12k £12k +1"), (200, "€12k CHF 12k £12k $12k")):
        async with looking(ws, (columns, 60)) as driver:
            await go(driver, Spot(Kind.SHARE, "owner", "ann"))
            assert told in line(driver, "ann")


async def test_the_heads_of_the_figures_are_never_cut(classic_workspace: Workspace) -> None:
    """A week has its short name, days that have none are called so."""
    async with looking(classic_workspace, (80, 60)) as driver:
        for typed, heads in (
            ("2026-W47", ["2026-W47", "2026-W46", "change"]),
            ("2026-01-05..2026-11-29", ["these", "days", "before", "change"]),
            ("2026-11-24", ["these", "days", "before", "change"]),
            ("2026-11", ["Nov", "2026", "Oct", "2026", "change"]),
        ):
            await driver.press("d")
            await driver.type(typed)
            await driver.press("enter")
            assert next(row for row in driver.lines if "change" in row).split() == heads
            if typed == "2026-01-05..2026-11-29":
                assert " Figures before: 10 Feb 2025 - 4 Jan 2026 " in driver.text
