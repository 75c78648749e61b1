"""The keys of the board, as (board, keys, board)."""

import random

import pytest

from pipeboard.errors import DatabaseBusy
from pipeboard.service import boards, deals, moves
from pipeboard.service.workspace import Workspace
from pipeboard.ui.readings import read_cards, read_sums
from tests import builders
from tests.ui.driver import make, opened, typed

MOVES = [
    ("[A] B | C", ["j"], "A [B] | C"),
    ("A [B] | C", ["k"], "[A] B | C"),
    ("[A] B | C", ["down", "up", "down"], "A [B] | C"),
    ("[A] B C", ["G"], "A B [C]"),
    ("A B [C]", ["g"], "[A] B C"),
    ("[A] B C", ["end"], "A B [C]"),
    ("A B [C]", ["home"], "[A] B C"),
    ("A [B] | C D", ["l"], "A B | C [D]"),
    ("A [B] | C", ["right"], "A B | [C]"),
    ("A | [C]", ["h"], "[A] | C"),
    ("[A] | B | C", ["3"], "A | B | [C]"),
    ("A | B | [C]", ["1"], "[A] | B | C"),
    ("[A] | | C", ["l", "l"], "A |  | [C]"),
]


@pytest.mark.parametrize(("before", "keys", "after"), MOVES)
async def test_keys_move_the_cursor(
    classic_workspace: Workspace, before: str, keys: list[str], after: str
) -> None:
    """The cursor goes to neighbours, ends and stages; beside, it stays on its line."""
    board, said = await typed(classic_workspace, before, *keys)
    assert board == after
    assert not said


REFUSED = [
    ("[A] B", ["k"], "this is the first deal in Lead Generation"),
    ("A [B]", ["j"], "this is the last deal in Lead Generation"),
    ("[A]", ["h"], "Lead Generation is the first stage"),
    ("[A]", ["7", "l"], "Post-Sale Follow-up is the last stage"),
    ("[A] B", ["g"], "this is the first deal in Lead Generation"),
    ("A [B]", ["end"], "this is the last deal in Lead Generation"),
    ("[A]", ["2", "G"], "no deal in Prospecting"),
    ("A | [B]", ["2"], "the cursor is in stage 2 already, Prospecting"),
    ("[A]", ["9"], "there is no stage 9; the last is 7"),
    ("[A]", ["2", "j"], "no deal in Prospecting"),
    ("[A]", ["2", "enter"], "there is no deal here to open"),
    ("[A]", ["2", "space"], "there is no deal here to mark"),
    ("[A]", ["2", "*"], "there is no deal here to mark"),
    ("[A]", ["2", "L"], "there is no deal here"),
    ("[A]", ["2", "f"], "there is no deal here"),
    ("[A] B", ["_", "L"], "Lead Generation is folded; _ unfolds it"),
    ("[A] B", ["_", "N"], "Lead Generation is folded; _ unfolds it"),
    ("[A] B", ["_", "enter"], "Lead Generation is folded; _ unfolds it"),
    ("[A] B", ["_", "space"], "Lead Generation is folded; _ unfolds it"),
    ("[A] B", ["_", "J"], "Lead Generation is folded; _ unfolds it"),
    ("[A] *B *C", ["J"], "2 deals are marked; K and J move the one under the cursor: esc clears"),
    ("[A] *B", ["K"], "1 deal is marked; K and J move"),
    ("[A]", ["H"], "A is already in the first stage, Lead Generation"),
    ("[A] B", ["t", "2", "J"], "sorted by value; t sorts it by hand"),
    ("[A]", ["esc"], "nothing to clear"),
    ("[A]", ["B"], "B does nothing"),
    ("[A]", ["u", "u", "u"], "nothing to take back"),
]


@pytest.mark.parametrize(("before", "keys", "reason"), REFUSED)
async def test_a_key_that_does_nothing_says_why(
    classic_workspace: Workspace, before: str, keys: list[str], reason: str
) -> None:
    """No key is silent."""
    _, said = await typed(classic_workspace, before, *keys)
    assert reason in said


DEALS = [
    ("[A] B | C", ["L"], "B | [A] C"),
    ("[A] B | C", ["shift+right"], "B | [A] C"),
    ("A | [B] C", ["H"], "[B] A | C"),
    ("[A] B", ["L", "L"], "B |  | [A]"),
    ("[A] B", ["L", "L", "L", "H"], "B |  | [A]"),
    ("[A] B C", ["J"], "B [A] C"),
    ("A B [C]", ["K", "K"], "[C] A B"),
    ("[A] B C", ["space", "j", "space", "L"], "C | A [B]"),
    ("[A] B C | D", ["*", "L"], "| [A] B C D"),
    ("[A] B C", ["*", "*", "L"], "B C | [A]"),
    ("[*A] *B C", ["esc"], "[A] B C"),
    ("[A] B", ["L", "u"], "[A] B"),
    ("[A] B", ["L", "u", "ctrl+r"], "B | [A]"),
    ("[A] B", ["L", "j", "g"], "B | [A]"),
    ("[*A] B", ["J"], "B [*A]"),
    ("A [B] C | D", ["del", "enter", "l", "u"], "A [B] C | D"),
    ("A B | [C]", ["x", *"price", "enter", "h", "j", "u"], "A B | [C]"),
    ("A B | | | | | [C]", ["w", "enter", "esc", "1", "j", "u"], "A B |  |  |  |  | [C]"),
    ("A [B] | C", ["x", *"price", "enter", "u", "2", "ctrl+r"], "A | [C]"),
    ("[A] B | C", ["L", "1", "_", "2", "j", "u"], "A B | [C]"),
]


@pytest.mark.parametrize(("before", "keys", "after"), DEALS)
async def test_keys_move_deals(
    classic_workspace: Workspace, before: str, keys: list[str], after: str
) -> None:
    """Deals move by stage and by rank, the cursor goes with its deal, and all can be undone."""
    board, _ = await typed(classic_workspace, before, *keys)
    assert board == after


async def test_undo_says_what_it_took_back(classic_workspace: Workspace) -> None:
    """The sentence of the step is said."""
    _, said = await typed(classic_workspace, "[A]", "L", "u")
    assert "A" in said
    assert "Prospecting" in said


async def test_undo_of_many_deals_asks_first(classic_workspace: Workspace) -> None:
    """A step that touched more than one deal needs enter, and says how many."""
    async with opened(classic_workspace) as driver:
        await driver.press("n")
        await driver.type("Acme")
        await driver.press("enter", "n")
        await driver.type("Kestrel")
        await driver.press("enter", "space", "j", "space", "L")
        assert driver.board == "| Kestrel [Acme]"
        await driver.press("u")
        assert driver.board == "| Kestrel [Acme]"
        assert "2 deals" in driver.text
        await driver.press("enter")
        assert driver.board == "Kestrel [Acme]"


async def test_a_new_deal_gets_the_cursor(classic_workspace: Workspace) -> None:
    """What is typed in one burst makes the deal, at the top of the first stage."""
    board, said = await typed(classic_workspace, "A | [B]", *"nNew", "enter")
    assert board == "[New] A | B"
    assert "New" in said


async def test_winning_is_asked_when_the_next_stage_is_post_sale(
    classic_workspace: Workspace,
) -> None:
    """``L`` into post-sale asks what ``w`` asks, and the deal ends up there."""
    board, _ = await typed(classic_workspace, "| | | | | [A] B", "L", *"price", "enter")
    assert board == "|  |  |  |  | B | [A]"


async def test_a_deleted_deal_leaves_the_cursor_to_its_neighbour(
    classic_workspace: Workspace,
) -> None:
    """The deal that comes into its place gets the cursor, the one before at the end."""
    board, _ = await typed(classic_workspace, "A [B] C", "del", "enter")
    assert board == "A [C]"
    async with opened(classic_workspace) as driver:
        await driver.press("G", "del", "enter")
        assert driver.board == "[A]"


async def test_a_lane_is_sorted_and_the_order_remembered(classic_workspace: Workspace) -> None:
    """``t`` shows the orders; another start shows the lane as it was left."""
    async with opened(classic_workspace) as driver:
        for line in ("Small 1k", "Large 9k", "Middle 5k"):
            await driver.press("n")
            await driver.type(line)
            await driver.press("enter")
        assert driver.board == "[Middle] Large Small"
        await driver.press("t", "2")
        assert driver.board == "Large [Middle] Small"
        assert "by value" in driver.said
    async with opened(classic_workspace) as driver:
        assert driver.board == "[Large] Middle Small"
        await driver.press("t", "1")
        assert driver.board == "Middle [Large] Small"


async def test_a_lane_is_folded_and_that_remembered(classic_workspace: Workspace) -> None:
    """A folded lane is thin, has no cursor on a deal, and stays folded."""
    async with opened(classic_workspace) as driver:
        await driver.press("n")
        await driver.type("Acme 5k")
        await driver.press("enter", "_")
        assert driver.state.card is None
        await driver.press("j")
        assert "Lead Generation is folded; _ unfolds it" in driver.said
    async with opened(classic_workspace) as driver:
        assert "Acme" not in driver.text
        await driver.press("_")
        assert driver.board == "[Acme]"
        assert "Acme" in driver.text


async def test_a_change_by_somebody_else_shows_and_the_cursor_stays(
    classic_workspace: Workspace,
) -> None:
    """The cursor stays on its deal, on its line, whatever others do."""
    from tests.builders import deal

    ws = classic_workspace
    async with opened(ws, state=None) as driver:
        await driver.press("n")
        await driver.type("Mine")
        await driver.press("enter")
        deal(ws, "Theirs")
        await driver.news()
        assert driver.board == "Theirs [Mine]"
        ids = [card.id for card in driver.state.lanes[0].cards.values()]

        builders.move(ws, [ids[1]], 2)
        await driver.news()
        assert driver.board == "Theirs |  | [Mine]"


async def test_another_pipeline_is_picked(classic_workspace: Workspace) -> None:
    """``p`` shows the pipelines; the one picked is shown, at the next start too."""
    from pipeboard.domain.templates import TEMPLATES
    from pipeboard.service import templates

    ws = classic_workspace
    with ws.step() as step:
        templates.make(step, TEMPLATES["short"], "Renewals")
        step.title = "Added Renewals"
    async with opened(ws) as driver:
        await driver.press("p", "2")
        assert "Renewals" in driver.lines[0]
        assert driver.state.lanes[0].stage.name == "Lead"
        assert "Qualified" in driver.text
    async with opened(ws) as driver:
        assert "Renewals" in driver.lines[0]


async def test_the_mouse_picks_a_card_and_scrolls_a_lane(classic_workspace: Workspace) -> None:
    """A click puts the cursor there; the wheel moves the lane under it, and not the cursor."""
    ws = classic_workspace
    titles = [f"D{number}" for number in range(30)]
    async with opened(ws, state=make(ws, f"{' '.join(titles)} | [X]"), size=(80, 24)) as driver:
        first = driver.screen.query("LaneView").first()
        await driver.pilot.click(first, offset=(5, 5))
        await driver.rest()
        assert "[D1]" in driver.board
        await driver.turn(first, 5)
        assert driver.state.lanes[0].top == 3
        assert "▐" not in driver.text
        await driver.press("j")
        assert "[D2]" in driver.board
        assert "▐D2" in driver.text


async def test_a_long_lane_is_scrolled_by_keys(classic_workspace: Workspace) -> None:
    """Only some of the cards are known at a time, and every one can be gone to."""
    ws = classic_workspace
    titles = [f"D{number}" for number in range(300)]
    async with opened(ws, state=make(ws, " ".join(titles)), size=(80, 24)) as driver:
        assert len(driver.state.lanes[0].cards) < 100
        for keys, title in (
            (["G"], "D299"),
            (["pgup"], "D293"),
            (["g"], "D0"),
            (["pgdn", "pgdn"], "D12"),
            (["j"] * 150, "D162"),
        ):
            await driver.press(*keys)
            assert driver.state.card is not None
            assert driver.state.card.title == title
            assert f"▐{title} " in driver.text


async def test_marks_set_while_the_board_reads_stay(classic_workspace: Workspace) -> None:
    """Neither does a cleared mark come back, nor is a new one lost, with what was read meanwhile."""
    async with opened(classic_workspace, state=make(classic_workspace, "*A B C")) as driver:
        state = driver.state
        ask = state.ask()
        marked, other = state.lanes[0].cards[0].id, state.lanes[0].cards[1].id
        state.toggle_mark(marked)
        state.toggle_mark(other)
        state.apply(read_cards(classic_workspace, ask), read_sums(classic_workspace, ask))
        assert list(state.marked) == [other]
        deals.delete(classic_workspace, [other])
        await driver.news()
        assert not state.marked


async def test_a_database_that_does_not_answer_is_said(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever key asked for it: the board stays open."""

    def busy(*_: object) -> bool:
        raise DatabaseBusy("the database is in use by another program")

    monkeypatch.setattr(moves, "ends_in_post_sale", busy)
    async with opened(classic_workspace, state=make(classic_workspace, "[A] B")) as driver:
        await driver.press("L")
        assert "in use by another program" in driver.said
        assert driver.board == "[A] B"


KEYS = (
    *("h", "j", "k", "l", "g", "G", "1", "2", "3", "pgup", "pgdn"),
    *("L", "L", "L", "H", "H", "J", "K", "space", "esc", "u", "u", "ctrl+r", "_", "tab"),
)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_typed_the_board_shows_what_is_stored(
    classic_workspace: Workspace, seed: int
) -> None:
    """After any keys the lanes are those of the database, and the cursor is on what it shows."""
    chance = random.Random(seed)
    ws = classic_workspace
    async with opened(ws, state=make(ws, "A [B] C D | E F | | G"), size=(80, 24)) as driver:
        for _ in range(6):
            await driver.press(*chance.choices(KEYS, k=10))
            if driver.app.screen is not driver.screen:
                await driver.press("enter")
            state = driver.state
            for lane in state.lanes:
                stored = boards.page(ws, lane.stage, 0, 100)
                assert list(lane.cards.values()) == stored
                assert lane.matching == lane.count == len(stored)
            assert state.cursor is not None
            if state.card is not None:
                assert f"▐{state.card.title}" in driver.text or state.card.id in state.marked


async def test_what_comes_back_scrolls_its_lane_no_further_than_needed(
    classic_workspace: Workspace,
) -> None:
    """A deal that an undo brings back into view leaves the others where they are."""
    ws = classic_workspace
    titles = " ".join(f"D{number}" for number in range(30))
    async with opened(ws, state=make(ws, titles), size=(80, 24)) as driver:
        await driver.press("j", "j", "j", "del", "enter", "g", "u")
        assert driver.state.card is not None
        assert driver.state.card.title == "D3"
        assert driver.state.lanes[0].top == 0
