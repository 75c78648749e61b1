"""What the board looks like: whole lines in every size, whatever people have typed."""

from datetime import date, time

import pytest
from rich.cells import cell_len

from pipeboard.config import ThemeName
from pipeboard.domain.board import LaneSort
from pipeboard.service import followups, reading
from pipeboard.service.workspace import Workspace
from tests.builders import deal, follow_up
from tests.ui.driver import Driver, make, opened

ODD = (
    "[red]x[/] [bold",
    "\x1b[31mred\x1b[0m\x07 bell",
    "東京エレクトロン株式会社の更新契約",
    "مشروع تحديث الرياض",
    "e\u0301clair a\u0308o\u0308 cafe\u0301",
    "🚀 launch 👩\u200d👩\u200d👧 kit 🇩🇪",
    "x" * 400,
    "tab\there\nline",
    "\u202eright to left",
)
SIZES = [(20, 5), (40, 10), (80, 24), (100, 30), (120, 40), (200, 50), (10, 3), (1, 1)]


def rules(driver: Driver) -> list[list[int]]:
    """The cells of each line of cards in which a rule stands."""
    lines = driver.lines[4:-1]
    return [[cell_len(line[:at]) for at, char in enumerate(line) if char in "│┃"] for line in lines]


@pytest.mark.parametrize("size", SIZES)
async def test_lines_are_whole_in_every_size(
    classic_workspace: Workspace, size: tuple[int, int]
) -> None:
    """Every line takes all columns and no more, also on very small terminals."""
    for title in ODD:
        deal(classic_workspace, title, company=title)
    async with opened(classic_workspace, size=size) as driver:
        for keys in (["j", "j"], ["l", "h"], ["tab"], ["G"], ["tab"]):
            await driver.press(*keys)
            assert [cell_len(line) for line in driver.lines] == [size[0]] * size[1]


async def test_odd_titles_break_no_column(classic_workspace: Workspace) -> None:
    """Wide characters, marks, escape codes and markup leave the rules where they are."""
    for title in ODD:
        deal(classic_workspace, title, company=title)
    async with opened(classic_workspace) as driver:
        assert all(found == rules(driver)[0] for found in rules(driver))
        assert len(rules(driver)[0]) >= 6
        assert "\x1b" not in driver.text
        assert "[red]x[/] [bold" in driver.text
        await driver.press("tab")
        assert "\x1b" not in driver.text


async def test_a_live_resize_keeps_the_cursor_in_view(classic_workspace: Workspace) -> None:
    """From large to small and back, the deal under the cursor stays visible."""
    async with opened(
        classic_workspace, state=make(classic_workspace, "| | | | | A [B]")
    ) as driver:
        for size in ((80, 24), (40, 10), (200, 50), (120, 40)):
            await driver.resize(*size)
            assert "▐B" in driver.text
            assert [cell_len(line) for line in driver.lines] == [size[0]] * size[1]


async def test_the_top_line_maps_hidden_stages(classic_workspace: Workspace) -> None:
    """At 80 columns it tells which stages are in view; at 120 all are."""
    deal(classic_workspace)
    async with opened(classic_workspace, size=(80, 24)) as driver:
        assert "1-4 of 7" in driver.lines[0]
        await driver.press("7")
        assert "4-7 of 7" in driver.lines[0]
        await driver.resize(120, 40)
        assert "of 7" not in driver.lines[0]


async def test_a_head_shows_number_sum_and_weighted_sum(classic_workspace: Workspace) -> None:
    """The sums are of all deals in the stage, short, the weighted one after a w."""
    for _ in range(30):
        deal(classic_workspace, value=1_000_000)
    async with opened(classic_workspace) as driver:
        assert driver.lines[1].startswith(" Lead Genera… 30│ Prospecting   0│")
        assert driver.lines[2].startswith(" 300k      w 15k│")


async def test_at_120_columns_eight_characters_of_a_stage_stay(
    classic_workspace: Workspace,
) -> None:
    """However many deals there are, and while a filter holds."""
    ws = classic_workspace
    state = make(ws, "A B")
    state.lanes[0].totals = state.lanes[0].totals.__class__(49_582, {}, {}, 0)
    async with opened(ws, state=state) as driver:
        assert " Lead Gen… 49582│" in driver.lines[1]


async def test_several_currencies_are_never_added(classic_workspace: Workspace) -> None:
    """Each has its own sum; a head takes more lines to show them where there is room for it, and
    those that do not fit are counted.
    """
    ws = classic_workspace
    for currency in ("EUR", "USD", "GBP", "CHF"):
        deal(ws, value=100_000, currency=currency)
    async with opened(ws) as driver:
        assert driver.lines[2].startswith(" €1k CHF 1k £1k")
        assert driver.lines[3].startswith(" $1k   ")
        assert driver.lines[4].startswith(" w €50 CHF 50")
        assert driver.lines[5].startswith("   £50 $50")
        assert "▐Acme renewal" in driver.lines[6]
        assert "CHF 1k" in driver.text
        await driver.resize(200, 50)
        assert driver.lines[2].startswith(" €1k CHF 1k £1k $1k")
        assert driver.lines[3].startswith(" w €50 CHF 50 £50 $50")
        await driver.resize(80, 24)
        assert driver.lines[2].startswith(" €1k CHF 1k £1k $1k│")
        assert driver.lines[3].startswith(" w €50 CHF 50 +2 ")


async def test_a_filter_takes_no_currency_away(classic_workspace: Workspace) -> None:
    """Amounts look the same when those in the other currency are hidden, and nothing moves."""
    ws = classic_workspace
    deal(ws, "Acme", value=100_000)
    deal(ws, "Kestrel", value=100_000, currency="USD")
    async with opened(ws) as driver:
        await driver.press("/", *"acme", "enter")
        assert "1 of 2 deals match" in driver.lines[1]
        assert driver.lines[3].startswith(" €1k  ")
        assert driver.lines[4].startswith(" w €50  ")
        assert "€1k" in driver.lines[7]


@pytest.mark.parametrize(
    ("currencies", "told"),
    [(("EUR",), "€12.4k"), (("EUR", "USD"), "€12.4k+"), (("CHF", "USD"), "CHF 12.4k+")],
)
async def test_a_folded_lane_tells_its_total(
    classic_workspace: Workspace, currencies: tuple[str, ...], told: str
) -> None:
    """Its count and its total; where there are more currencies, the first one and a plus."""
    ws = classic_workspace
    deal(ws, "elsewhere", value=100, currency="JPY", stage="Proposal")
    for currency in currencies:
        deal(ws, value=1_240_000, currency=currency)
    async with opened(ws) as driver:
        await driver.press("1", "_")
        folded = [line[:8].strip("▐ ") for line in driver.lines[1:4]]
        assert folded[0] == str(len(currencies))
        assert " ".join(folded[1:]).partition(" w ")[0].strip() == told


async def test_next_steps_are_told_apart_without_colour(classic_workspace: Workspace) -> None:
    """Overdue, today, coming and none each have a sign."""
    ws = classic_workspace
    deal(ws, "none")
    deal(ws, "late", next_step=follow_up(date(2026, 11, 22)))
    deal(ws, "today", value=None, next_step=follow_up(date(2026, 11, 24), time(14, 30)))
    deal(ws, "coming", next_step=follow_up(date(2026, 11, 26)))
    async with opened(ws, colour=False) as driver:
        for sign in ("! call 2d", "● call 14:30", "○ call Thu", "–"):
            assert sign in driver.text
        assert "! 1 overdue   ● 1 today" in driver.lines[0]


async def test_the_counts_follow_what_is_done(classic_workspace: Workspace) -> None:
    """The number of overdue follow-ups changes with them."""
    ws = classic_workspace
    deal_id = deal(ws, "late", next_step=follow_up(date(2026, 11, 22)))
    async with opened(ws) as driver:
        assert "! 1 overdue" in driver.lines[0]
        followups.finish(ws, list(followups.next_steps(ws, [deal_id]).values()), "reached")
        await driver.news()
        assert "! 0 overdue" in driver.lines[0]


async def test_ascii_draws_nothing_else(classic_workspace: Workspace) -> None:
    """With ``ascii`` every sign and rule is ASCII."""
    ws = classic_workspace
    deal(
        ws,
        "A deal with a very long title",
        company="A company",
        next_step=follow_up(date(2026, 11, 22)),
    )
    deal(ws, value=100, currency="USD")
    async with opened(ws, ascii=True) as driver:
        await driver.press("space", "tab")
        assert not {char for char in driver.text if not char.isascii()}


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
async def test_the_cursor_has_a_bar_and_a_background(
    classic_workspace: Workspace, theme: ThemeName
) -> None:
    """In every theme the card under the cursor looks different from all others."""
    ws = classic_workspace
    async with opened(ws, theme=theme, state=make(ws, "A [B]")) as driver:
        looks = {}
        for strip in driver.app.screen._compositor.render_strips():
            for segment in strip:
                if segment.text.strip() in ("A", "B") and segment.style is not None:
                    style = segment.style
                    looks[segment.text.strip()] = (style.bgcolor, bool(style.reverse))
        assert looks["A"] != looks["B"]
        assert "▐B" in driver.text


async def test_an_empty_board_says_what_to_press(classic_workspace: Workspace) -> None:
    """It names the key that adds a deal, until there is one."""
    async with opened(classic_workspace) as driver:
        assert "n  adds the first one" in driver.text
        await driver.press(*"nAcme", "enter")
        assert "adds the first one" not in driver.text
        assert "Acme" in driver.text


async def test_a_sorted_lane_is_marked(classic_workspace: Workspace) -> None:
    """The head tells by what a lane is sorted."""
    state = make(classic_workspace, "A B")
    state.sort(0, LaneSort.NEXT_STEP)
    async with opened(classic_workspace, state=state) as driver:
        assert " 24k ▾ " in driver.lines[2]
        await driver.resize(200, 50)
        assert "▾next" in driver.lines[2]


async def test_the_pane_shows_the_deal_under_the_cursor(classic_workspace: Workspace) -> None:
    """It follows the cursor and what is committed; the board beside it is a window of lanes."""
    ws = classic_workspace
    line = "Acme renewal 12k EUR @lena call 1 dec 9:30 #hot +Acme"
    from pipeboard.service import deals, details

    added = deals.add(ws, reading.read_deal(ws, line).draft)
    deal(ws, "Kestrel", value=None)
    async with opened(ws) as driver:
        assert "of 7" not in driver.lines[0]
        await driver.press("tab")
        assert "1-4 of 7" in driver.lines[0]
        assert "no deal here" not in driver.text
        await driver.press("j")
        for words in ("12,000.00 EUR", "#hot", "lena", "Tue 1 Dec 2026 09:30", "call"):
            assert words in driver.text
        details.edit(ws, added.id, {"value": 1_200_000}, {"value": 1_300_000})
        await driver.news()
        assert "13,000.00 EUR" in driver.text
        await driver.press("esc")
        assert "13,000.00 EUR" not in driver.text
        await driver.resize(50, 20)
        await driver.press("tab")
        assert "too narrow" in driver.said
