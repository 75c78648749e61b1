"""The screen of the targets."""

from datetime import date

from pipeboard.domain.periods import read_period
from pipeboard.service import deals, history, pipeline_editing, target_setting, targets
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.board import BoardScreen
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.targets import TargetsScreen
from tests import builders
from tests.ui.driver import Driver, opened

Q4 = read_period("2026-Q4", date(2026, 11, 24))


def put(ws: Workspace, line: str) -> None:
    """Sets a target as typed."""
    target_setting.set_target(ws, target_setting.read(ws, line))


def kept(ws: Workspace) -> list[str]:
    """The targets of the quarter and around it."""
    return [
        f"{each.target.period} {each.target.money.minor // 100} {each.whose}"
        for each in targets.goals(ws, Q4)
    ]


def on(driver: Driver, kind: type[object]) -> bool:
    """Whether a screen of that kind is on top."""
    return isinstance(driver.app.screen, kind)


async def test_a_target_is_set_in_one_line(classic_workspace: Workspace) -> None:
    """The preview tells how it is read; it shows at once, with the cursor on it."""
    ws = classic_workspace
    async with opened(ws) as driver:
        await driver.press("T")
        assert on(driver, TargetsScreen)
        assert "no target is set in 2026-Q4" in driver.text
        assert "n sets one" in driver.text
        await driver.press("n", *"q4 600k owner:ann pipeline:sales")
        assert "period 2026-Q4" in driver.text
        assert "target 600,000.00 EUR" in driver.text
        assert "for ann" in driver.text
        await driver.press("enter")
        assert driver.said == "Set the target of 2026-Q4 for ann in Sales to 600,000.00 EUR"
        assert "ann in Sales" in driver.text
        assert "0 of 600k" in driver.text
        await driver.press("u")
        assert "no target is set in 2026-Q4" in driver.text
        await driver.press("ctrl+r", "esc")
        assert on(driver, BoardScreen)
    assert kept(ws) == ["2026-Q4 600000 for ann in Sales"]


async def test_names_are_completed(classic_workspace: Workspace) -> None:
    """Of those who own deals, and of pipelines; a name with spaces stands in quotes."""
    ws = classic_workspace
    builders.deal(ws, owner="Zoe Zander")
    async with opened(ws) as driver:
        await driver.press("T", "n", *"q4 1k owner:zo")
        await driver.press("tab", *" pipeline:sa")
        await driver.press("tab", "enter")
        assert driver.said == "Set the target of 2026-Q4 for Zoe Zander in Sales to 1,000.00 EUR"


async def test_an_owner_of_no_deal_is_told_of_before_it_is_set(
    classic_workspace: Workspace,
) -> None:
    """It may be somebody new, and it may be a slip of the keys."""
    ws = classic_workspace
    builders.deal(ws, owner="bo")
    async with opened(ws) as driver:
        await driver.press("T", "n", *"q4 1k owner:box")
        assert "nobody called box owns a deal yet" in driver.text
        await driver.press("backspace")
        assert "owns a deal" not in driver.text


async def test_an_owner_of_nothing_but_a_target_can_be_picked(
    classic_workspace: Workspace,
) -> None:
    """As whoever owns a deal; also after owner: in the next target."""
    ws = classic_workspace
    put(ws, "Q4 1k owner:zoe")
    put(ws, "Q4 2k")
    async with opened(ws) as driver:
        await driver.press("T", "o", *"zo", "enter")
        assert "only for zoe" in driver.text
        await driver.press("n", *"q3 1k owner:z", "tab", "enter")
        assert driver.said == "Set the target of 2026-Q3 for zoe to 1,000.00 EUR"


async def test_what_cannot_be_read_stays_in_the_prompt(classic_workspace: Workspace) -> None:
    """It says what is needed; so does one for which there is a target already."""
    ws = classic_workspace
    put(ws, "Q4 600k")
    async with opened(ws) as driver:
        await driver.press("T", "n", *"q4", "enter")
        assert "an amount is needed" in driver.text
        await driver.press(*" 700k", "enter")
        assert "there is a target of 2026-Q4 for everybody already: 600,000.00 EUR" in driver.text
        assert "q4 700k" in driver.text
        await driver.press("esc")
    assert kept(ws) == ["2026-Q4 600000 for everybody"]


async def test_a_target_is_changed_and_removed(classic_workspace: Workspace) -> None:
    """As the line that it was; undo brings it back."""
    ws = classic_workspace
    put(ws, "Q4 600k")
    async with opened(ws) as driver:
        await driver.press("T", "e")
        assert "2026-Q4 600000.00 EUR" in driver.text
        await driver.press("ctrl+u", *"q4 650k", "enter")
        assert driver.said.startswith("Changed the target of 2026-Q4 for everybody from 600,000.00")
        assert "650k" in driver.text
        await driver.press("del")
        assert driver.said == "Removed the target of 2026-Q4 for everybody; u brings it back"
        assert "no target is set" in driver.text
        await driver.press("e")
        assert driver.said == "no target is set in 2026-Q4"
        await driver.press("u")
        assert "0 of 650k" in driver.text


async def test_a_target_that_somebody_changed_meanwhile_is_not_written_over(
    classic_workspace: Workspace,
) -> None:
    """The clash is told in the prompt, where what was typed stays."""
    ws = classic_workspace
    put(ws, "Q4 600k")
    async with opened(ws) as driver:
        await driver.press("T", "e", "ctrl+u", *"q4 650k")
        put(ws, "Q4 700k")
        await driver.press("enter")
        assert "changed the value of 2026-Q4 meanwhile" in driver.text
        await driver.press("esc")
    assert kept(ws) == ["2026-Q4 700000 for everybody"]


async def test_a_sum_of_parts_is_no_target_of_its_own(classic_workspace: Workspace) -> None:
    """It cannot be removed; changing it sets one."""
    ws = classic_workspace
    for month in ("Oct", "Nov", "Dec"):
        put(ws, f"{month} 1k")
    async with opened(ws) as driver:
        await driver.press("T")
        assert "the sum of its parts" in driver.text
        await driver.press("del")
        assert "is the sum of those of its parts" in driver.said
        await driver.press("e", "enter")
        assert driver.said == "Set the target of 2026-Q4 for everybody to 3,000.00 EUR"
    assert kept(ws)[0] == "2026-Q4 3000 for everybody"


async def test_the_progress_follows_what_is_won(classic_workspace: Workspace) -> None:
    """The bar, the share and the sentence, as soon as somebody wins a deal."""
    ws = classic_workspace
    put(ws, "Q4 1000")
    deal = builders.deal(ws, value=500_00)
    async with opened(ws) as driver:
        await driver.press("T")
        assert "nothing is won yet" in driver.text
        deals.win(ws, [deal])
        await driver.news()
        assert "500 of 1k" in driver.text
        assert "50 %" in driver.text
        assert "█" in driver.text
        assert "at this pace 85 % by Thu 31 Dec 2026" in driver.text


async def test_other_periods_and_only_mine(classic_workspace: Workspace) -> None:
    """Before and after, this month and year, and one that is typed; the calendar has an end."""
    ws = classic_workspace
    for line in ("Q3 3k", "Nov 11k", "2026 26k owner:bo"):
        put(ws, line)
    async with opened(ws) as driver:
        await driver.press("T")
        assert "11k" in driver.text
        assert "3k" not in driver.text.replace("11k", "")
        await driver.press("[")
        assert "Targets  2026-Q3" in driver.text
        assert "0 of 3k" in driver.text
        await driver.press("]", "]")
        assert "no target is set in 2027-Q1" in driver.text
        await driver.press("3")
        assert "0 of 26k" in driver.text
        await driver.press("E")
        assert "only for ann" in driver.text
        assert "no target for ann is set in 2026" in driver.text
        await driver.press("E", "d", *"2026-w46")
        await driver.press("enter")
        assert "Targets  week 46, 2026" in driver.text
        await driver.press("d", *"9999", "enter", "]")
        assert driver.said == "the calendar ends here"


async def test_a_target_opens_the_deals_that_were_won(classic_workspace: Workspace) -> None:
    """With the numbers put in; enter there opens a deal."""
    ws = classic_workspace
    put(ws, "Q4 1000 owner:ann")
    deals.win(ws, [builders.deal(ws, "Acme renewal", value=500_00, owner="ann")])
    deals.win(ws, [builders.deal(ws, "Kestrel", value=70_00, owner="bo")])
    async with opened(ws) as driver:
        await driver.press("T", "enter")
        assert "won 500.00 EUR of 1,000.00 EUR = 50 %" in driver.text
        assert "Acme renewal" in driver.text
        assert "Kestrel" not in driver.text
        await driver.press("enter")
        assert on(driver, DealScreen)


async def test_a_pipeline_or_an_owner_alone(classic_workspace: Workspace) -> None:
    """Only their targets are listed."""
    ws = classic_workspace
    put(ws, "Q4 1k owner:ann")
    put(ws, "Q4 2k pipeline:sales")
    async with opened(ws) as driver:
        await driver.press("T", "p", "down", "enter")
        assert "only for everybody in Sales" in driver.text
        assert "of 2k" in driver.text
        assert "of 1k" not in driver.text
        await driver.press("p", "up", "enter", "o", "down", "enter")
        assert "only for ann" in driver.text
        assert "of 1k" in driver.text
        assert "of 2k" not in driver.text


async def test_ascii_has_no_other_signs(classic_workspace: Workspace) -> None:
    """The bar neither."""
    ws = classic_workspace
    put(ws, "Q4 1000")
    deals.win(ws, [builders.deal(ws, value=500_00)])
    async with opened(ws, ascii=True) as driver:
        await driver.press("T")
        assert "####" in driver.text
        assert driver.text.isascii()


async def test_the_history_tells_of_targets(classic_workspace: Workspace) -> None:
    """Which can be reverted there."""
    ws = classic_workspace
    put(ws, "Q4 1000")
    step = history.recent(ws, limit=1)[0].step
    history.revert(ws, step.id)
    assert kept(ws) == []


async def test_a_pipeline_that_is_removed_is_left(classic_workspace: Workspace) -> None:
    """That is said, and the targets of all are shown."""
    ws = classic_workspace
    removed = pipeline_editing.add(ws, "Renewals", "short").id
    put(ws, "q4 600k")
    async with opened(ws) as driver:
        await driver.press("T", "p", "3")
        assert "only for everybody in Renewals" in driver.text
        pipeline_editing.remove(ws, removed, None)
        await driver.news()
        assert driver.said == "pipeline Renewals was removed; these are all pipelines"
        assert "Renewals" not in driver.lines[0]
        assert "600k" in driver.text
