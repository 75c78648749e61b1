"""What belongs to a stage: its exit criteria, and what a post-sale stage offers."""

from dataclasses import replace

import pytest

from pipeboard.domain.aftersale import Anchor
from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.views import StageView
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import history, stages
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.service.test_stages import there_and_back

FIELD, ITEM, DONE = CriterionKind.FIELD, CriterionKind.CHECKLIST, CriterionKind.FOLLOW_UP


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    return classic_workspace


def view(ws: Workspace, name: str = "Proposal") -> StageView:
    return next(each for each in stages.outline(ws, 1) if each.stage.name == name)


def subjects(ws: Workspace) -> list[str]:
    return [each.subject for each in view(ws).criteria]


@pytest.mark.parametrize(
    ("kind", "typed", "subject", "said"),
    [
        (FIELD, "Budget", "budget", "budget"),
        (FIELD, "Decision maker", "decision-maker", "decision-maker"),
        (FIELD, "contract-end", "contract_end", "contract end"),
        (FIELD, "custom.Region", "custom.Region", "Region"),
        (ITEM, " Legal  agreed ", "Legal agreed", "Legal agreed"),
        (DONE, "Site visit", "site visit", "site visit done"),
    ],
)
def test_a_criterion_is_added(
    ws: Workspace, kind: CriterionKind, typed: str, subject: str, said: str
) -> None:
    """As the last one; fields by any of their spellings, types of follow-ups as one likes."""
    there_and_back(
        ws,
        lambda: stages.add_criterion(ws, view(ws).stage.id, kind, typed),
        f"Added an exit criterion to Proposal: {said}",
    )
    assert subjects(ws)[-1] == subject


def test_a_field_that_there_is_not_is_asked_about(ws: Workspace) -> None:
    """With the one that may have been meant; so is an empty item, and what no open deal has."""
    with pytest.raises(BadInput, match=r"'valeu' is not understood; did you mean value\?"):
        stages.add_criterion(ws, view(ws).stage.id, FIELD, "valeu")
    with pytest.raises(BadInput, match=r"did you mean decision-maker\?"):
        stages.add_criterion(ws, view(ws).stage.id, FIELD, "decisionmaker")
    with pytest.raises(BadInput, match=r"use contact, decision-maker, title.* expected close"):
        stages.add_criterion(ws, view(ws).stage.id, FIELD, "zzz")
    for name in ("closed-on", "reason", "nurture until"):
        with pytest.raises(BadInput, match="no open deal has"):
            stages.add_criterion(ws, view(ws).stage.id, FIELD, name)
    with pytest.raises(BadInput, match="say what is to be ticked"):
        stages.add_criterion(ws, view(ws).stage.id, ITEM, " ")
    with pytest.raises(Refused, match="Proposal has the exit criterion 'value' already"):
        stages.add_criterion(ws, view(ws).stage.id, FIELD, "amount")


def test_a_renamed_item_stays_ticked(ws: Workspace) -> None:
    """On the deals on which it was; a tick that is there under the new text is no second one."""
    one, two = builders.deal(ws, "One"), builders.deal(ws, "Two")
    item = view(ws).criteria[-1]
    with ws.step() as step:
        for deal_id, text in ((one, item.subject), (two, item.subject), (two, "Sent")):
            step.insert("deal_check", {"deal_id": deal_id, "item": text}, deal_id)
        step.title = "Ticked"
    there_and_back(
        ws,
        lambda: stages.edit_criterion(ws, item, "Sent"),
        "Changed an exit criterion of Proposal to Sent",
    )
    ticked = [row[1:] for row in builders.everything(ws)["deal_check"]]
    assert sorted(row for row in ticked if row[1] == "Sent") == [(one, "Sent"), (two, "Sent")]


def test_an_item_that_another_stage_asks_for_too_stays_ticked_there(ws: Workspace) -> None:
    """Its tick is copied then, not renamed."""
    deal = builders.deal(ws)
    item = view(ws).criteria[-1]
    stages.add_criterion(ws, view(ws, "Prospecting").stage.id, ITEM, item.subject)
    with ws.step() as step:
        step.insert("deal_check", {"deal_id": deal, "item": item.subject}, deal)
        step.title = "Ticked"
    stages.edit_criterion(ws, item, "Sent")
    ticked = {row[2] for row in builders.everything(ws)["deal_check"]}
    assert ticked == {item.subject, "Sent"}


def test_criteria_are_reordered_and_removed(ws: Workspace) -> None:
    """To the ends at most, and not past them."""
    first, *_, last = view(ws).criteria
    there_and_back(
        ws,
        lambda: stages.reorder_criterion(ws, last.id, -9),
        "Reordered the exit criteria of Proposal",
    )
    assert subjects(ws)[:2] == [last.subject, first.subject]
    with pytest.raises(Refused, match="is the first exit criterion of Proposal already"):
        stages.reorder_criterion(ws, last.id, -1)
    there_and_back(
        ws,
        lambda: stages.remove_criterion(ws, first),
        "Removed an exit criterion of Proposal: value",
    )
    assert first.subject not in subjects(ws)
    with pytest.raises(NotFound, match="not on Proposal any more"):
        stages.edit_criterion(ws, first, "need")


def test_a_criterion_that_somebody_changed_is_not_overwritten(ws: Workspace) -> None:
    """Neither by another text nor by its removal."""
    bo = replace(ws, actor="bo")
    item = view(ws).criteria[-1]
    stages.edit_criterion(bo, item, "Sent")
    with pytest.raises(Conflict):
        stages.edit_criterion(ws, item, "Posted")
    with pytest.raises(Conflict):
        stages.remove_criterion(ws, item)
    assert subjects(ws)[-1] == "Sent"


def test_a_post_sale_stage_offers_follow_ups(ws: Workspace) -> None:
    """Only such a stage; they are changed and withdrawn."""
    after = view(ws, "Post-Sale Follow-up").stage
    there_and_back(
        ws,
        lambda: stages.offer(ws, after.id, "Training", "teach them", 7, Anchor.CLOSED),
        "Post-Sale Follow-up offers: training teach them",
    )
    made = view(ws, after.name).follow_ups[-1]
    there_and_back(
        ws,
        lambda: stages.edit_offer(ws, made, {"days": -7, "anchor": "contract end"}),
        "Changed what Post-Sale Follow-up offers: training teach them",
    )
    with pytest.raises(Conflict):
        stages.withdraw(ws, made)
    now = view(ws, after.name).follow_ups[-1]
    assert (now.days, now.anchor) == (-7, Anchor.CONTRACT_END)
    there_and_back(
        ws,
        lambda: stages.withdraw(ws, now),
        "Post-Sale Follow-up no longer offers: training teach them",
    )
    with pytest.raises(Refused, match="only a post-sale stage offers follow-ups"):
        stages.offer(ws, view(ws).stage.id, "call", "", 0, Anchor.CLOSED)
    with pytest.raises(BadInput, match="a whole number of days"):
        stages.offer(ws, after.id, "call", "", 10**9, Anchor.CLOSED)
    with pytest.raises(BadInput, match="say which follow-up it is"):
        stages.offer(ws, after.id, " ", "", 1, Anchor.CLOSED)


def test_an_undone_rename_of_an_item_renames_its_ticks_back(ws: Workspace) -> None:
    """Also after somebody ticked it on another deal meanwhile, which then stays as it is."""
    one, two = builders.deal(ws, "One"), builders.deal(ws, "Two")
    item = view(ws).criteria[-1]
    with ws.step() as step:
        step.insert("deal_check", {"deal_id": one, "item": item.subject}, one)
        step.title = "Ticked"
    stages.edit_criterion(ws, item, "Sent")
    with replace(ws, actor="bo").step() as step:
        step.insert("deal_check", {"deal_id": two, "item": "Sent"}, two)
        step.title = "Ticked"
    history.undo(ws)
    ticked = [row[1:] for row in builders.everything(ws)["deal_check"]]
    assert sorted(ticked) == [(one, item.subject), (two, "Sent")]
