"""Won and lost with their reasons, what is planned after a sale, and selling again."""

from datetime import date

import pytest

from pipeboard.domain.deals import Status
from pipeboard.domain.reasons import DEFAULTS
from pipeboard.domain.templates import TEMPLATES
from pipeboard.service import deals, details, followups, history, reasons, templates, unfinished
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.offers import Offers
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.text_prompt import TextPrompt
from tests.builders import deal, follow_up
from tests.ui.driver import opened, typed
from tests.ui.screens.stand import Wall, standing
from tests.ui.screens.test_deal import WIDE, go_to, value_of
from tests.ui.screens.test_deal import opened as deal_opened


def of(ws: Workspace, deal_id: int) -> tuple[Status, str | None]:
    """The status and the reason of a deal."""
    found = details.view(ws, deal_id).deal
    return found.status, found.reason


def planned(ws: Workspace, deal_id: int, since: int = 0) -> list[str]:
    """The types of the open follow-ups of a deal after the first ones."""
    items = [item for item in details.view(ws, deal_id).follow_ups if item.done_at is None]
    return [item.type for item in items if item.id > since]


async def test_lost_is_a_key_a_digit_and_enter(classic_workspace: Workspace) -> None:
    """The deal is off the board, and what is said names the reason."""
    board, said = await typed(classic_workspace, "[Acme] Kestrel", *("x", "2", "enter"))
    assert board == "[Kestrel]"
    assert said == "Lost Acme: no budget"


async def test_any_text_is_other(classic_workspace: Workspace, acme: int, kestrel: int) -> None:
    """Typed at once, or asked for after the choice; one of the list is spelled as there."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("x", *"they moved", "enter", "escape")
        assert of(ws, acme) == (Status.LOST, "they moved")
        await stand.press("o", "enter", "x", *"TIMING", "enter", "escape")
        assert of(ws, acme) == (Status.LOST, "timing")
    async with standing(ws, kestrel) as stand:
        await stand.press("x", "8", "enter")
        assert "Lost: other" in stand.text
        await stand.press("enter")
        assert "type a few words" in stand.text
        await stand.press(*"no idea", "enter")
        assert of(ws, kestrel) == (Status.LOST, "no idea")


async def test_a_long_list_is_completed(classic_workspace: Workspace, acme: int) -> None:
    """Nine digits are what there is: the rest is told, and typed with tab."""
    ws = classic_workspace
    for name in ("too small", "too big"):
        reasons.add(ws, Status.LOST, name)
    async with standing(ws, acme) as stand:
        await stand.press("x")
        assert "tab completes also: too small, too big" in stand.text
        assert "8 other   9 edit the list" in stand.text
        await stand.press(*"big")
        await stand.press("tab", "enter")
    assert of(ws, acme) == (Status.LOST, "too big")


async def test_what_is_typed_is_kept(classic_workspace: Workspace, acme: int) -> None:
    """Esc keeps a reason; the digit of a choice is none."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("x", *"too sm", "escape")
        assert [each.unfinished.text for each in unfinished.left(ws)] == ["too sm"]
        await stand.press("x", "enter", *"all", "enter")
        assert of(ws, acme) == (Status.LOST, "too small")
    assert unfinished.left(ws) == []


async def test_the_list_is_edited_from_its_prompt(classic_workspace: Workspace, acme: int) -> None:
    """Lines are added and moved; the prompt comes back with them."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("x", "9", "enter")
        assert "Reasons for lost" in stand.text
        await stand.press("ctrl+j", *"too small", "enter")
        assert reasons.names(ws, Status.LOST) == (*DEFAULTS[Status.LOST], "too small")
        assert stand.said == "Changed the reasons for lost"
        assert "why was it lost?" in stand.text
        await stand.press("1", "enter")
    assert of(ws, acme) == (Status.LOST, "price")


async def test_two_people_do_not_overwrite_a_list(classic_workspace: Workspace, acme: int) -> None:
    """Who comes second is told, keeps what was typed, and a second enter puts it in place."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("x", "9", "enter", "ctrl+j", *"mine")
        reasons.write(ws, Status.LOST, DEFAULTS[Status.LOST], ("theirs",))
        await stand.press("enter")
        assert "somebody else changed the reasons for lost meanwhile" in stand.text
        assert stand.prompt.text.endswith("mine")
        await stand.press("enter")
    assert reasons.names(ws, Status.LOST)[-1] == "mine"


async def test_the_palette_edits_a_list(classic_workspace: Workspace) -> None:
    """Without any deal."""
    async with opened(classic_workspace) as driver:
        await driver.press("ctrl+p", *"reasons", "enter")
        assert "Reasons for won" in driver.text
        await driver.press("ctrl+j", *"our demo", "enter")
        assert driver.said == "Changed the reasons for won"
    assert reasons.names(classic_workspace, Status.WON)[-1] == "our demo"


async def test_winning_plans_all_that_is_offered(classic_workspace: Workspace, acme: int) -> None:
    """Enter takes it all; the win and the plan are one undo each."""
    ws = classic_workspace
    first = details.view(ws, acme).follow_ups[0].id
    async with standing(ws, acme) as stand:
        await stand.press("w", "enter")
        assert stand.on(Offers)
        assert "1 [x] check-in  how satisfied are they?" in stand.text
        assert "Tue 8 Dec 2026" in stand.text
        assert "contract end unknown: 4 asks for it" in stand.text
        assert all(len(line) <= 80 for line in stand.lines)
        await stand.press("enter")
        assert stand.said == "Planned check-in, referral and upsell on Acme renewal"
        assert planned(ws, acme, first) == ["check-in", "referral", "upsell"]
        await stand.press("u")
        assert planned(ws, acme, first) == []
        assert of(ws, acme)[0] is Status.WON
        await stand.press("u")
        assert of(ws, acme)[0] is Status.OPEN
    history.redo(ws)
    history.redo(ws)
    assert planned(ws, acme, first) == ["check-in", "referral", "upsell"]


@pytest.mark.parametrize(
    ("keys", "kinds"),
    [
        (["escape"], []),
        (["2", "enter"], ["check-in", "upsell"]),
        (["j", "space", "enter"], ["check-in", "upsell"]),
        (["1", "2", "3", "enter"], []),
        (["1", "1", "enter"], ["check-in", "referral", "upsell"]),
        (["9", "enter", "enter"], ["check-in", "referral", "upsell"]),
        (["4", "enter", "2", "enter"], ["check-in", "referral", "upsell", "renewal"]),
        (["4", "enter", "escape"], ["check-in", "referral", "upsell"]),
    ],
)
async def test_what_is_planned_is_chosen(
    classic_workspace: Workspace, acme: int, keys: list[str], kinds: list[str]
) -> None:
    """Digits and space leave out and take in again; a renewal asks for the contract end."""
    ws = classic_workspace
    first = details.view(ws, acme).follow_ups[0].id
    async with standing(ws, acme) as stand:
        await stand.press("w", "enter", *keys)
        assert stand.on(Wall)
    assert planned(ws, acme, first) == kinds
    assert of(ws, acme)[0] is Status.WON


async def test_a_contract_end_can_be_typed(classic_workspace: Workspace, acme: int) -> None:
    """What it means shows while it is typed; it is on the deal then."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("w", "enter", "1", "2", "3", "4")
        assert "enter asks for the contract end" in stand.text
        await stand.press("enter", *"31 dec 2027")
        assert "renewal due Mon 1 Nov 2027" in stand.text
        await stand.press("enter")
        assert stand.said == "Planned renewal on Acme renewal"
    assert details.view(ws, acme).deal.contract_end == date(2027, 12, 31)


async def test_deals_won_together_are_offered_together(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """A line tells on how many."""
    ws = classic_workspace
    async with standing(ws, acme, kestrel) as stand:
        await stand.press("w", "1", "enter")
        assert "Tue 8 Dec 2026 on 2 deals" in stand.text
        await stand.press("enter")
        assert stand.said == "Planned check-in, referral and upsell on 2 deals"
    assert of(ws, kestrel) == (Status.WON, "best fit")


async def test_an_offer_that_is_gone_is_told(classic_workspace: Workspace, acme: int) -> None:
    """Nothing is planned on a deal that was reopened meanwhile."""
    ws = classic_workspace
    first = details.view(ws, acme).follow_ups[0].id
    async with standing(ws, acme) as stand:
        await stand.press("w", "enter")
        deals.reopen(ws, [acme])
        await stand.press("enter")
        assert "changed the status of Acme renewal meanwhile" in stand.text
    assert planned(ws, acme, first) == []


@pytest.mark.parametrize(
    ("keys", "satisfaction", "outcome"),
    [
        ("4", 4, "happy"),
        ("2 slow support", 2, "slow support"),
        ("fine", None, "fine"),
        ("", None, ""),
    ],
)
async def test_a_check_in_asks_how_satisfied_they_are(
    classic_workspace: Workspace,
    kestrel: int,
    keys: str,
    satisfaction: int | None,
    outcome: str,
) -> None:
    """From 1 to 5 by a digit, words after it or alone."""
    ws = classic_workspace
    followups.add(ws, [kestrel], follow_up(ws.today(), type_="check-in", subject="check-in"))
    async with standing(ws, kestrel) as stand:
        await stand.press("d")
        assert "1 very unhappy" in stand.text
        assert "5 very happy" in stand.text
        await stand.press("9", "enter")
        assert "1 (very unhappy) to 5 (very happy)" in stand.text
        await stand.press("backspace", *keys, "enter")
        assert "Next follow-up" in stand.text
    done = details.view(ws, kestrel).follow_ups[0]
    assert (done.satisfaction, done.outcome) == (satisfaction, outcome)
    assert done.done_at is not None


async def test_satisfaction_is_on_the_deal(classic_workspace: Workspace, kestrel: int) -> None:
    """As a line of its own and on the check-in."""
    ws = classic_workspace
    followups.add(ws, [kestrel], follow_up(ws.today(), type_="check-in", subject="check-in"))
    item = followups.next_steps(ws, [kestrel])[kestrel]
    followups.finish(ws, [item], "loves it", satisfaction=5)
    async with standing(ws, screen=deal_opened(kestrel), size=WIDE) as stand:
        assert value_of(stand, "satisfaction") == "5 of 5, very happy"
        assert "check-in satisfaction 5 of 5, very happy; loves" in stand.text
        await go_to(stand, "fact", "satisfaction")
        await stand.press("enter")
        assert "it is what the last check-in said" in stand.said


async def test_selling_again_in_one_key(classic_workspace: Workspace) -> None:
    """The cursor goes to the new deal; both tell of each other, and enter leads there."""
    ws = classic_workspace
    acme = deal(ws, "Acme")
    deals.win(ws, [acme])
    async with opened(ws) as driver:
        await driver.press("7", "W", "1")
        assert driver.said == "Started Acme renewal from Acme"
        assert driver.board.startswith("[Acme renewal]")
        assert driver.board.endswith("| Acme")
    new = details.view(ws, acme).sold_on[0].id
    async with standing(ws, screen=deal_opened(new), size=WIDE) as stand:
        assert value_of(stand, "sold from") == "Acme"
        await go_to(stand, "deal", acme)
        await stand.press("enter")
        assert stand.on(DealScreen)
        assert value_of(stand, "sold on") == "Acme renewal, open"
        await stand.press("W", "2")
        assert "Acme upsell, open" in stand.text


async def test_a_referral_asks_to_whom(classic_workspace: Workspace, acme: int) -> None:
    """The line is read as that of a new deal; esc keeps it for the next time."""
    ws = classic_workspace
    deals.win(ws, [acme])
    async with standing(ws, acme) as stand:
        await stand.press("W", "4", "enter")
        assert "type a title at least" in stand.text
        await stand.press(*"Corvid pilot 3k EUR", "escape")
        await stand.press("W", "4", "enter")
        assert stand.prompt.text == "Corvid pilot 3k EUR"
        await stand.press("enter")
        assert stand.said == "Started Corvid pilot from Acme renewal"
        new = details.view(ws, acme).sold_on[0]
        assert stand.app.wall.added == [new.id]
    assert details.view(ws, new.id).deal.source == "referral"


async def test_a_renewal_can_go_to_another_pipeline(
    classic_workspace: Workspace, acme: int
) -> None:
    """It is offered after the kinds."""
    ws = classic_workspace
    deals.win(ws, [acme])
    with ws.step() as step:
        templates.make(step, TEMPLATES["short"], "Renewals")
        step.title = "Made a pipeline"
    async with standing(ws, acme) as stand:
        await stand.press("W")
        assert stand.on(Pick)
        assert "5 renewal in Renewals" in stand.text
        await stand.press("5")
    new = details.view(ws, acme).sold_on[0].id
    assert details.view(ws, new).pipeline.name == "Renewals"


@pytest.mark.parametrize(
    ("lose", "told"),
    [
        (False, "is open, and only a won deal is sold again: w wins it"),
        (True, "is lost, and only a won deal is sold again: o reopens it"),
    ],
)
async def test_only_a_won_deal_is_sold_again(
    classic_workspace: Workspace, acme: int, lose: bool, told: str
) -> None:
    """What to press is told."""
    if lose:
        deals.lose(classic_workspace, [acme], "price")
    async with standing(classic_workspace, acme) as stand:
        await stand.press("W")
        assert stand.on(Wall)
        assert stand.said == f"Acme renewal {told}"


async def test_one_deal_is_sold_again(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """Of several marked ones it is not known which; and moving on into post-sale asks as w does."""
    async with standing(classic_workspace, acme, kestrel) as stand:
        await stand.press("W")
        assert "2 deals are marked; one is sold again" in stand.said
    async with standing(classic_workspace, acme) as stand:
        await stand.press("m", "7", "3", "enter")
        assert stand.on(Offers)
        assert not stand.on(TextPrompt)
        await stand.press("escape")
        assert stand.said == "no follow-up was planned"
    assert of(classic_workspace, acme) == (Status.WON, "they know us")


@pytest.mark.parametrize(
    ("keys", "reason"),
    [(("x", "1", "enter"), "price"), (("X",), "not a fit"), (("Q", "ctrl+x"), "not a fit")],
)
async def test_what_stays_planned_on_a_lost_deal_can_be_dropped(
    classic_workspace: Workspace, acme: int, keys: tuple[str, ...], reason: str
) -> None:
    """It is said and asked; enter drops it as a step of its own, esc keeps it."""
    ws = classic_workspace
    for kind in ("call", "demo"):
        followups.add(ws, [acme], follow_up(ws.today(), type_=kind))
    async with standing(ws, acme) as stand:
        await stand.press(*keys)
        assert stand.said == f"Lost Acme renewal: {reason}; 3 follow-ups stay planned"
        assert "3 follow-ups are planned on Acme renewal" in stand.text
        assert "enter drops them" in stand.text
        await stand.press("escape")
        assert len(followups.planned(ws, [acme])) == 3
        await stand.press("u", *keys, "enter")
        assert stand.said == "Deleted 3 follow-ups on Acme renewal"
        assert not followups.planned(ws, [acme])
        await stand.press("u")
    assert len(followups.planned(ws, [acme])) == 3
    assert of(ws, acme) == (Status.LOST, reason)
