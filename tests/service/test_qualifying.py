"""Qualifying deals: who decides, what is known, what is no fit, and whose probability holds."""

import pytest

from pipeboard.domain.deals import Status
from pipeboard.domain.people import Role
from pipeboard.errors import Conflict, NotFound, NotOpen
from pipeboard.service import boards, deals, details, fields, history, people, qualifying, reading
from pipeboard.service.workspace import Workspace
from tests import builders

QUALIFIED = "Lead Qualification"


def found(ws: Workspace, text: str) -> set[str]:
    """The titles of open deals that a filter finds, wherever they are."""
    wanted = reading.read_filter(ws, text)
    return {
        card.title
        for stage in boards.board(ws).stages
        for card in boards.page(ws, stage, 0, 100, wanted)
    }


def sentences(ws: Workspace, deal_id: int) -> tuple[str, ...]:
    """What the newest step did to a deal."""
    return history.of_deal(ws, deal_id)[0].sentences


def test_deals_without_a_decision_maker_are_found(classic_workspace: Workspace) -> None:
    """Whatever other contacts they have; whoever has left decides nothing."""
    ws = classic_workspace
    builders.deal(ws, "Nobody")
    other = builders.deal(ws, "User")
    people.add_to_deal(ws, other, "Ute", Role.USER)
    decided = builders.deal(ws, "Decided")
    people.add_to_deal(ws, decided, "Lena Ott", Role.DECISION_MAKER)
    assert found(ws, "no:decision-maker") == found(ws, "decision-maker:none") == {"Nobody", "User"}
    assert found(ws, "-no:decision-maker") == found(ws, "Decision-Maker:lena") == {"Decided"}
    assert found(ws, "no:contact") == {"Nobody"}
    assert details.view(ws, decided).decision_makers == ("Lena Ott",)
    link = details.view(ws, decided).contacts[0]
    with ws.step() as step:
        left = {"left_on": ws.today()}
        step.edit(
            "deal_contact", link.id, {"left_on": None, "contact_id": link.contact.id}, left, decided
        )
        step.title = "Left"
    assert "Decided" in found(ws, "no:decision-maker") & found(ws, "no:contact")
    assert details.view(ws, decided).decision_makers == ()


def test_cards_say_so_only_once_a_deal_counts_as_qualified(classic_workspace: Workspace) -> None:
    """In a stage that is marked so and after it, while the deal is open."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")

    def marked() -> bool:
        return boards.cards(ws, [deal])[0].no_decision_maker

    stages = boards.board(ws).stages
    first = next(place for place, stage in enumerate(stages) if stage.qualified)
    seen = []
    for stage in stages[:-1]:
        builders.move_to(ws, [deal], stage.id)
        seen.append(marked())
    assert seen == [place >= first for place in range(len(stages) - 1)]
    people.add_to_deal(ws, deal, "Lena", Role.DECISION_MAKER)
    assert not marked()
    history.undo(ws)
    deals.lose(ws, [deal], "price")
    assert not marked()


def test_what_is_missing_is_found_by_its_name(classic_workspace: Workspace) -> None:
    """The same as the name with none."""
    ws = classic_workspace
    builders.deal(ws, "Empty", value=None)
    full = builders.deal(
        ws, "Full", company="Acme", labels=("hot",), closes=ws.today(), contacts=("Lena",),
        next_step=builders.follow_up(ws.today()),
    )  # fmt: skip
    fields.change(ws, full, [("need", "a new roof"), ("source", "web")])
    for name in ("value", "next-step", "next step", "contact", "close", "label", "company", "need"):
        assert found(ws, f'no:"{name}"') == {"Empty"}, name
    assert found(ws, "no:industry") == {"Empty", "Full"}
    assert found(ws, "need:roof") == {"Full"}
    assert found(ws, "no:budget") == {"Empty", "Full"}


def test_disqualifying_is_one_step(classic_workspace: Workspace) -> None:
    """Lost, not a fit, with what was noted meanwhile; undone and redone as a whole."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    seen = details.view(ws, deal)
    step = qualifying.disqualify(ws, [deal], seen, {"budget": "none"})
    assert step is not None
    assert step.title == "Lost Acme: not a fit"
    now = details.view(ws, deal).deal
    assert (now.status, now.reason, now.budget) == (Status.LOST, "not a fit", "none")
    assert now.closed_on == ws.today()
    assert sentences(ws, deal) == (
        "Budget set to none",
        "Lost on Tue 24 Nov 2026: not a fit",
    ) or sentences(ws, deal)[0].startswith("Lost on Tue 24 Nov 2026: not a fit")
    history.undo(ws)
    assert details.view(ws, deal).deal == seen.deal
    history.redo(ws)
    assert details.view(ws, deal).deal == now


def test_several_are_disqualified_together_or_not_at_all(classic_workspace: Workspace) -> None:
    """One that is closed already keeps all as they are."""
    ws = classic_workspace
    ids = [builders.deal(ws, title) for title in "AB"]
    step = qualifying.disqualify(ws, ids)
    assert step is not None
    assert step.title == "Lost 2 deals: not a fit"
    history.undo(ws)
    deals.win(ws, ids[:1])
    before = builders.everything(ws)
    with pytest.raises(NotOpen, match="A is won"):
        qualifying.disqualify(ws, [ids[1], ids[0]])
    with pytest.raises(NotFound):
        qualifying.disqualify(ws, [999])
    assert builders.everything(ws) == before


def test_what_somebody_else_noted_is_not_written_over(classic_workspace: Workspace) -> None:
    """The deal stays open."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    seen = details.view(ws, deal)
    fields.change(ws, deal, [("budget", "50k")])
    with pytest.raises(Conflict):
        qualifying.disqualify(ws, [deal], seen, {"budget": "none"})
    assert details.view(ws, deal).deal.status is Status.OPEN


def test_an_own_probability_is_never_overwritten(classic_workspace: Workspace) -> None:
    """Not by moves, nor by another probability of the stage, nor by closing and reopening."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", value=10_000)
    step = fields.change(ws, deal, [("probability", "70%")])
    assert step is not None
    assert step.title == "Changed the probability of Acme; it has its own now, 70 %"
    assert sentences(ws, deal) == ("Probability set to its own 70 %",)
    builders.move(ws, [deal], 2)
    stage = boards.board(ws).stages[2]
    with ws.step() as draft:
        draft.edit("stage", stage.id, {"probability": stage.probability}, {"probability": 33})
        draft.title = "Stage"
    assert details.view(ws, deal).deal.probability == 70
    assert boards.board(ws).totals[stage.id].weighted == {"EUR": 7_000}
    for close in (deals.win, lambda ws, ids: deals.lose(ws, ids, "price")):
        close(ws, [deal])
        deals.reopen(ws, [deal])
        assert details.view(ws, deal).deal.probability == 70


def test_a_probability_is_handed_back_to_the_stage(classic_workspace: Workspace) -> None:
    """By clearing it; the message says which holds then. Undo makes it the deal's own again."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", value=10_000)
    fields.change(ws, deal, [("probability", "70")])
    step = fields.change(ws, deal, [("probability", "")])
    assert step is not None
    assert step.title == "Changed the probability of Acme; it follows the stage now, 5 %"
    assert sentences(ws, deal) == ("Probability follows the stage again, not its own 70 %",)
    builders.move(ws, [deal], 1)
    stage = boards.board(ws).stages[1]
    share = 100 * stage.probability
    assert boards.board(ws).totals[stage.id].weighted == {"EUR": share}
    history.undo(ws)
    history.undo(ws)
    assert details.view(ws, deal).deal.probability == 70
    history.redo(ws)
    assert details.view(ws, deal).deal.probability is None
