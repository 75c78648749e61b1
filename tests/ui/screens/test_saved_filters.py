"""Filters kept under a letter, on the board; and the exchange rates."""

import pytest

from pipeboard.service import history, rates, savedfilters
from pipeboard.service.workspace import Workspace
from tests.builders import deal
from tests.ui.driver import make, opened


async def test_a_letter_brings_a_filter_back(classic_workspace: Workspace) -> None:
    """It holds as if it had been typed, with the cursor on the first match; esc clears it."""
    ws = classic_workspace
    savedfilters.save(ws, "a", "all of Acme", "acme")
    async with opened(ws, state=make(ws, "[Kestrel] | Corvid Acme | Acme2")) as driver:
        await driver.press("'", "a")
        await driver.rest()
        assert driver.board == "| [Acme] | Acme2"
        assert "/ acme" in driver.lines[1]
        assert driver.said == "the filter all of Acme holds; esc clears it"
        await driver.press("esc")
        assert driver.board.replace("[", "").replace("]", "") == "Kestrel | Corvid Acme | Acme2"


async def test_the_present_filter_is_kept(classic_workspace: Workspace) -> None:
    """Under a letter and a name; u takes that back."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Kestrel] | Acme")) as driver:
        await driver.press("/", *"acme", "enter", "'", "+")
        await driver.type("b best ones")
        await driver.press("enter")
        await driver.rest()
        [kept] = savedfilters.all_of_them(ws)
        assert (kept.letter, kept.name, kept.filter) == ("b", "best ones", "acme")
        assert driver.said == "Saved the filter best ones as b"
        await driver.press("u")
        await driver.rest()
        assert savedfilters.all_of_them(ws) == []


async def test_it_is_changed_and_removed_where_it_is_listed(classic_workspace: Workspace) -> None:
    """With = and del; the list says how the removal is taken back."""
    ws = classic_workspace
    savedfilters.save(ws, "a", "all of Acme", "acme")
    async with opened(ws, state=make(ws, "[Kestrel] | Acme")) as driver:
        await driver.press("'", "=", "ctrl+u")
        await driver.type("k Acme")
        await driver.press("enter")
        await driver.rest()
        assert [(each.letter, each.name) for each in savedfilters.all_of_them(ws)] == [
            ("k", "Acme")
        ]
        await driver.press("'", "del")
        await driver.rest()
        assert savedfilters.all_of_them(ws) == []
        assert any("Removed the saved filter Acme; u brings it back" in x for x in driver.lines)
        await driver.press("esc", "u")
        await driver.rest()
        assert len(savedfilters.all_of_them(ws)) == 1


async def test_keys_that_mean_nothing_say_so(classic_workspace: Workspace) -> None:
    """A letter without a filter, and + where no filter holds; nothing is done."""
    ws = classic_workspace
    savedfilters.save(ws, "a", "all of Acme", "acme")
    async with opened(ws, state=make(ws, "[Kestrel] | Acme")) as driver:
        await driver.press("'", "z")
        assert any("no filter is kept as z" in line for line in driver.lines)
        await driver.press("enter", "+")
        assert any("no filter holds that could be kept" in line for line in driver.lines)
        await driver.press("esc")
        assert driver.board == "[Kestrel] | Acme"


async def test_the_top_line_has_a_total_of_all_currencies(classic_workspace: Workspace) -> None:
    """As soon as somebody sets a rate, marked with its date; without rates there is none."""
    ws = classic_workspace
    deal(ws, "Acme", value=1_000_000)
    deal(ws, "Kestrel", value=500_000, currency="USD")
    async with opened(ws, size=(160, 40)) as driver:
        await driver.rest()
        assert "in all" not in driver.lines[0]
        rates.set_rate(ws, rates.read(ws, "USD 0.9 2026-11-02"))
        await driver.news()
        await driver.rest()
        assert "in all €14.5k, rates of 2 Nov" in driver.lines[0]
        history.undo(ws)
        await driver.news()
        await driver.rest()
        assert "in all" not in driver.lines[0]


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_the_total_of_all_currencies_has_a_place_where_it_is_narrow(
    classic_workspace: Workspace, width: int
) -> None:
    """In few cells: about how much, and the day of the rates; the weighted sums give way to it."""
    ws = classic_workspace
    deal(ws, "Acme", value=1_000_000)
    deal(ws, "Kestrel", value=500_000, currency="USD")
    rates.set_rate(ws, rates.read(ws, "USD 0.9 2026-11-02"))
    async with opened(ws, size=(width, 24)) as driver:
        await driver.rest()
        told = "in all €14.5k, rates of 2 Nov 2026" if width == 120 else "≈€14.5k 2 Nov"
        assert told in driver.lines[0]


async def test_rates_are_changed_in_one_text(classic_workspace: Workspace) -> None:
    """The palette has it; each line is read while it is typed."""
    ws = classic_workspace
    rates.set_rate(ws, rates.read(ws, "USD 0.9 2026-11-02"))
    async with opened(ws, state=make(ws, "[Acme]")) as driver:
        await driver.press("ctrl+p")
        await driver.type("exchange")
        await driver.press("enter", "ctrl+end", "ctrl+j")
        await driver.type("GBP 1.15")
        await driver.rest()
        assert any("1 GBP = 1.15 EUR" in line for line in driver.lines)
        await driver.press("enter")
        await driver.rest()
        assert [each.currency for each in rates.rates(ws)] == ["GBP", "USD"]
        await driver.press("u")
        await driver.rest()
        assert [each.currency for each in rates.rates(ws)] == ["USD"]
