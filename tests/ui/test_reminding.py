"""Reminders on the open board: said at their moment, whatever is on top, until the next key."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from pipeboard.domain.dates import Due
from pipeboard.service import details, followups, reading, reminders
from pipeboard.service.workspace import Workspace
from pipeboard.ui import notices
from tests.builders import deal
from tests.clocks import PinnedClock
from tests.ui.driver import Driver, opened

ONE = "Reminder: call on Acme, 09:30"


def plan(ws: Workspace, title: str, text: str) -> int:
    """Adds a deal with a follow-up as it is typed."""
    deal_id = deal(ws, title)
    followups.add(ws, [deal_id], reading.read_follow_up(ws, text, [deal_id]).draft)
    return deal_id


async def begun(driver: Driver) -> None:
    """Returns when the board has begun to remind."""
    while driver.app.reminding is None:
        await driver.pilot.pause(0.02)
    await settled(driver)


async def settled(driver: Driver) -> None:
    """Returns when what is to be told is told."""
    assert driver.app.reminding is not None
    await driver.app.reminding.settled()
    await driver.rest()


async def pass_time(driver: Driver, minutes: int) -> None:
    """Has the clock show a later time, as the board finds when it looks at it."""
    ws = driver.app.workspace
    assert isinstance(ws.clock, PinnedClock)
    ws.clock = ws.clock.later(timedelta(minutes=minutes))
    assert driver.app.reminding is not None
    driver.app.reminding.check()
    await settled(driver)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the terminal was to tell."""
    told: list[str] = []
    monkeypatch.setattr(notices, "ring", lambda _driver, _how, text: told.append(text))
    return told


async def test_it_is_said_at_its_moment_until_the_next_key(
    classic_workspace: Workspace, rung: list[str]
) -> None:
    """And told by the terminal, once."""
    plan(classic_workspace, "Acme", "call today 9:30 remind 15m")
    async with opened(classic_workspace) as driver:
        await begun(driver)
        assert driver.said == ""
        await pass_time(driver, 14)
        assert driver.said == ""
        await pass_time(driver, 1)
        assert driver.said == ONE
        assert rung == [ONE]
        await pass_time(driver, 30)
        assert driver.said == ONE
        await driver.press("j")
        assert ONE not in driver.said
        assert rung == [ONE]


async def test_it_is_seen_over_a_prompt_too(classic_workspace: Workspace, rung: list[str]) -> None:
    """What is being typed stays, and the next key goes on with it."""
    plan(classic_workspace, "Acme", "call today 9:30 remind 15m")
    async with opened(classic_workspace, size=(80, 24)) as driver:
        await begun(driver)
        await driver.press("n")
        await driver.type("Kestrel")
        assert "enter adds it" in driver.text
        await pass_time(driver, 15)
        assert ONE in driver.text
        assert "Kestrel" in driver.text
        await driver.type("s")
        assert ONE not in driver.text
        assert "Kestrels" in driver.text
        assert "enter adds it" in driver.text


async def test_several_are_counted(classic_workspace: Workspace, rung: list[str]) -> None:
    """Also those that come while the one before has not been read."""
    ws = classic_workspace
    for title, text in (
        ("Acme", "call today 9:30 remind 15m"),
        ("Bolt", "call today 9:30 remind 0"),
        ("Corvid", "call today 9:30 remind 0"),
        ("Dray", "call today 9:30 remind 0"),
    ):
        plan(ws, title, text)
    async with opened(ws) as driver:
        await begun(driver)
        await pass_time(driver, 15)
        assert driver.said == ONE
        await pass_time(driver, 15)
        assert driver.said == (
            "4 reminders: call on Acme, 09:30; call on Bolt, 09:30; call on Corvid, 09:30; "
            "and 1 more"
        )
        assert rung[1].startswith("3 reminders: call on Bolt")


async def test_what_is_planned_or_moved_is_planned_anew(
    classic_workspace: Workspace, rung: list[str]
) -> None:
    """By this window or another one; what is done meanwhile is not told."""
    ws = classic_workspace
    async with opened(ws) as driver:
        await begun(driver)
        other = replace(ws)
        deal_id = plan(other, "Acme", "call today 9:30 remind 15m")
        plan(other, "Bolt", "call today 9:30 remind 15m")
        await driver.news()
        await settled(driver)
        [item] = details.view(ws, deal_id).follow_ups
        followups.snooze(other, [item], Due(ws.today(), time(11)))
        await driver.news()
        await settled(driver)
        await pass_time(driver, 15)
        assert driver.said == "Reminder: call on Bolt, 09:30"
        await driver.press("j")
        await pass_time(driver, 90)
        assert driver.said == "Reminder: call on Acme, 11:00"


async def test_missed_ones_are_shown_at_the_next_start_once(
    classic_workspace: Workspace, rung: list[str]
) -> None:
    """To the person they are for; the terminal is silent then."""
    ws: Any = classic_workspace
    plan(ws, "Acme", "call today 9:30 remind 15m")
    late = replace(ws, clock=ws.clock.later(timedelta(hours=3)))
    for actor, said in (("bo", ""), ("ann", f"Missed r{ONE[1:]}"), ("ann", "")):
        async with opened(replace(late, actor=actor)) as driver:
            await begun(driver)
            assert driver.said == said, actor
    assert rung == []


async def test_missed_ones_stand_beside_what_else_is_said_at_the_start(
    classic_workspace: Workspace,
) -> None:
    """Nothing takes the place of the other."""
    ws: Any = classic_workspace
    plan(ws, "Acme", "call today 9:30 remind 15m")
    async with opened(ws) as driver:
        await driver.press("n")
        await driver.type("Kestrel")
        await driver.press("esc")
    late = replace(ws, clock=ws.clock.later(timedelta(hours=3)))
    async with opened(late) as driver:
        await begun(driver)
        assert driver.said.startswith(f"Missed r{ONE[1:]}; ")
        assert len(driver.said) > len(f"Missed r{ONE[1:]}; ")


async def test_what_the_board_told_it_remembers(
    classic_workspace: Workspace, rung: list[str]
) -> None:
    """The next start does not tell it again."""
    ws = classic_workspace
    plan(ws, "Acme", "call today 9:30 remind 15m")
    async with opened(ws) as driver:
        await begun(driver)
        await pass_time(driver, 15)
    assert reminders.look(ws, reminders.told(ws, reminders.BOARD)).ids == ()
    async with opened(ws) as driver:
        await begun(driver)
        assert driver.said == ""


async def test_the_form_of_a_follow_up_has_its_reminder(classic_workspace: Workspace) -> None:
    """With what it means; the preview of a new one shows it too."""
    ws = classic_workspace
    deal_id = plan(ws, "Acme", "call today 9:30 remind 15m")
    async with opened(ws) as driver:
        await driver.press("f")
        await driver.type("demo fri 14:00 remind 1h")
        assert "1 h before" in driver.text
        await driver.press("enter")
        assert driver.said.startswith("Planned demo")
    found = {item.type: item.reminder for item in details.view(ws, deal_id).follow_ups}
    assert found == {"call": 15, "demo": 60}
