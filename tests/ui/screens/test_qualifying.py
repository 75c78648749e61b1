"""The forms of qualification and of the ideal customer, and how to say that a deal is no fit."""

from typing import Any

from textual.screen import Screen

from pipeboard.domain.deals import Status
from pipeboard.domain.fit import Profile, ProfilePart, Size
from pipeboard.domain.people import Role
from pipeboard.service import details, fields, people, profile
from pipeboard.service.workspace import Workspace
from pipeboard.ui.qualifying import ProfileForm, QualificationForm
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.deal import DealScreen
from tests import builders
from tests.ui.driver import make, opened
from tests.ui.screens.stand import StandApp, standing


async def test_the_four_are_filled_in_and_counted(classic_workspace: Workspace) -> None:
    """Each says what to ask; the head counts as they are typed; enter saves all as one step."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    fields.change(ws, deal, [("need", "a roof")])
    async with standing(ws, deal) as stand:
        await stand.press("Q")
        assert stand.on(QualificationForm)
        assert "Acme, 1 of 4 known" in stand.text
        assert "What has to be solved" in stand.text
        await stand.press("tab", *"50k", "ctrl+j", *"more")
        assert "Acme, 2 of 4 known" in stand.text
        assert "ctrl+x not a fit: lost" in stand.text
        await stand.press("enter")
        assert stand.said == "Changed the budget of Acme"
    assert details.view(ws, deal).deal.budget == "50k\nmore"


async def test_one_key_in_the_form_disqualifies(classic_workspace: Workspace) -> None:
    """What was typed goes with it; u takes both back."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    async with standing(ws, deal) as stand:
        await stand.press("Q", *"none", "ctrl+x")
        assert stand.said == "Lost Acme: not a fit"
        assert not stand.on(QualificationForm)
        now = details.view(ws, deal).deal
        assert (now.status, now.need, now.reason) == (Status.LOST, "none", "not a fit")
        await stand.press("Q", "ctrl+x")
        assert "Acme is lost already" in stand.text
        await stand.press("escape", "u")
        now = details.view(ws, deal).deal
        assert (now.status, now.need) == (Status.OPEN, "")


async def test_the_form_is_about_one_deal(classic_workspace: Workspace) -> None:
    """With several marked it says so."""
    ws = classic_workspace
    ids = [builders.deal(ws, title) for title in "AB"]
    async with standing(ws, *ids) as stand:
        await stand.press("Q")
        assert stand.said == "2 deals are marked; the form is about one: esc clears marks"


async def test_a_key_disqualifies_at_once_and_several_after_asking(
    classic_workspace: Workspace,
) -> None:
    """One deal without a question; it leaves the board."""
    async with opened(classic_workspace, state=make(classic_workspace, "[A] B C")) as driver:
        await driver.press("X")
        assert (driver.board, driver.said) == ("[B] C", "Lost A: not a fit")
        await driver.press("u")
        assert driver.board.replace("[", "").replace("]", "") == "A B C"
    ids = [builders.deal(classic_workspace, title) for title in "DE"]
    async with standing(classic_workspace, *ids) as stand:
        await stand.press("X")
        assert stand.on(Confirm)
        assert "Disqualify 2 deals" in stand.text
        await stand.press("enter")
        assert stand.said == "Lost 2 deals: not a fit"


async def test_the_ideal_customer_is_typed_with_what_there_is(
    classic_workspace: Workspace,
) -> None:
    """Names complete from what exists; a range says how it is read, and what is wrong with it."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", labels=("hot lead",))
    async with standing(ws, deal) as stand:
        await stand.press("I")
        assert stand.on(ProfileForm)
        await stand.press(*"Retail, Food", "tab", *"10k", "enter")
        assert "size: '10k' is not understood" in stand.text or "a range is needed" in stand.text
        await stand.press(*"..50k")
        assert "10,000.00 EUR to 50,000.00 EUR" in stand.text
        await stand.press("tab", "tab", *"cold, ho")
        assert "right hot lead" in stand.text
        await stand.press("right", "enter")
        assert stand.said.startswith("Changed the ideal customer: industry Retail, Food; size")
    assert profile.read(ws) == Profile(
        ("Retail", "Food"), (Size("EUR", 1_000_000, 5_000_000),), (), ("cold", "hot lead")
    )


async def test_cards_show_the_fit_and_who_is_missing(classic_workspace: Workspace) -> None:
    """By a sign, in ASCII too; `t` sorts by fit once there is a profile."""
    ws = classic_workspace
    builders.deal(ws, "Poor", value=None, stage="Proposal")
    good = builders.deal(ws, "Good", labels=("hot",), stage="Proposal")
    people.add_to_deal(ws, good, "Lena", Role.DECISION_MAKER)
    builders.deal(ws, "Newest", stage="Proposal")
    async with opened(ws) as driver:
        assert any(line.rstrip().endswith("? 0d") or "? 0d" in line for line in driver.lines)
        await driver.press("t", "6")
        assert "no ideal customer to fit yet: I says who" in driver.said
        profile.change(ws, {ProfilePart.LABELS: ()}, {ProfilePart.LABELS: ("hot",)})
        await driver.news()
        assert "▲ 0d" in driver.text
        assert "▽? 0d" in driver.text
        await driver.press("t", "6")
        assert "Proposal is sorted by fit" in driver.said
        titles = [card.title for _, card in sorted(driver.state.lanes[4].cards.items())]
        assert titles == ["Good", "Newest", "Poor"]
    async with opened(ws, ascii=True) as driver:
        assert "+ 0d" in driver.text
        assert "_? 0d" in driver.text


async def test_a_deal_says_how_it_fits_and_who_is_missing(classic_workspace: Workspace) -> None:
    """In words, on its screen and in the pane; and that a probability is its own."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", stage="Proposal")
    fields.change(ws, deal, [("probability", "45")])
    profile.change(ws, {ProfilePart.LABELS: ()}, {ProfilePart.LABELS: ("hot",)})
    view = details.view(ws, deal)
    assert view.stage is not None
    own = f"45 % (own; the stage has {view.stage.probability} %)"

    def opened_deal(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, deal)

    async with standing(ws, screen=opened_deal, size=(120, 40)) as stand:
        for told in ("poor: not labels", "Contacts 0, no decision-maker", own):
            assert told in stand.text, told
    async with opened(ws) as driver:
        await driver.press("tab")
        for told in ("poor: not labels", "no decision-maker", "45 % (own"):
            assert told in driver.text, told


async def test_who_is_overtaken_keeps_what_was_typed(classic_workspace: Workspace) -> None:
    """The form says what the profile is by now, and the next enter knowingly writes over it."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    async with standing(ws, deal) as stand:
        await stand.press("I", *"Retail")
        profile.change(ws, {ProfilePart.INDUSTRY: ()}, {ProfilePart.INDUSTRY: ("Food",)})
        await stand.press("enter")
        assert "somebody else changed the ideal customer's industry meanwhile" in stand.text
        assert profile.read(ws).industries == ("Food",)
        await stand.press("enter")
        assert profile.read(ws).industries == ("Retail",)


async def test_a_probability_is_handed_back_in_the_form(classic_workspace: Workspace) -> None:
    """The field says what holds when it is empty; what is said names the stage's."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    fields.change(ws, deal, [("probability", "70")])
    async with standing(ws, deal) as stand:
        await stand.press("e", *["down"] * 7)
        assert "empty: it follows the stage, 5 %" in stand.text
        await stand.press("ctrl+u", "enter")
        assert stand.said == "Changed the probability of Acme; it follows the stage now, 5 %"
    assert details.view(ws, deal).deal.probability is None


async def test_a_closed_deal_says_what_reopens_it(classic_workspace: Workspace) -> None:
    """The key changes nothing then."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    async with standing(ws, deal) as stand:
        await stand.press("X", "X")
        assert stand.said == "Acme is lost already"
    assert details.view(ws, deal).deal.reason == "not a fit"
