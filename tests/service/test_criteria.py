"""Exit criteria: what a deal meets, and the ticks of checklist items."""

from dataclasses import replace

import pytest

from pipeboard.domain.criteria import Criterion, CriterionKind, Standing
from pipeboard.domain.stages import StageRule
from pipeboard.errors import Ambiguous, Conflict, NotFound, Refused
from pipeboard.service import criteria, deals, details, exports, fields, followups, history
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.service.test_moves import TODAY

LEAD = "Lead Generation"


def met(ws: Workspace, deal: int) -> dict[str, bool]:
    return {str(each.criterion): each.met for each in details.view(ws, deal).criteria}


def test_a_field_is_met_once_it_is_filled_in(classic_workspace: Workspace) -> None:
    """Whatever kind of field it is; the probability is the deal's own."""
    ws = classic_workspace
    names = ("value", "expected_close", "company", "contact", "labels", "probability", "need")
    builders.exit_rule(ws, LEAD, StageRule.SHOW, fields=(*names, "custom.Region", "owner"))
    deal = builders.deal(ws, value=None)
    assert [name for name, so in met(ws, deal).items() if so] == ["owner"]
    fields.change(
        ws,
        deal,
        [
            *(("value", "0"), ("closes", "eom"), ("company", "Acme"), ("labels", "hot")),
            *(("probability", "0"), ("need", "speed"), ("custom.Region", "north")),
        ],
    )
    assert [name for name, so in met(ws, deal).items() if not so] == ["contact"]


def test_a_follow_up_counts_once_it_is_done(classic_workspace: Workspace) -> None:
    """A planned one does not, nor one of another type."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, done=("call", "e-mail"))
    deal = builders.deal(ws, next_step=builders.follow_up(TODAY))
    assert met(ws, deal) == {"a call": False, "an e-mail": False}
    followups.finish(ws, details.view(ws, deal).follow_ups, "reached")
    assert met(ws, deal) == {"a call": True, "an e-mail": False}
    history.undo(ws)
    assert met(ws, deal) == {"a call": False, "an e-mail": False}


def test_a_tick_is_undone_and_done_again(classic_workspace: Workspace) -> None:
    """Each is told in the history."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, todo=("Offer sent",))
    deal = builders.deal(ws, "Acme")
    step = criteria.tick(ws, deal, "Offer sent")
    assert step is not None
    assert step.title == "Ticked 'Offer sent' on Acme"
    assert history.of_deal(ws, deal, 1)[0].sentences == ("Ticked 'Offer sent'",)
    assert met(ws, deal) == {"'Offer sent'": True}
    history.undo(ws)
    assert history.of_deal(ws, deal, 1)[0].sentences == ("Undone: Ticked 'Offer sent'",)
    assert met(ws, deal) == {"'Offer sent'": False}
    history.redo(ws)
    step = criteria.untick(ws, deal, "Offer sent")
    assert step is not None
    assert step.title == "Unticked 'Offer sent' on Acme"
    assert history.of_deal(ws, deal, 1)[0].sentences == ("Unticked 'Offer sent'",)
    history.undo(ws)
    assert met(ws, deal) == {"'Offer sent'": True}


def test_two_people_tick_the_same_item(classic_workspace: Workspace) -> None:
    """The second is told that it is ticked; so is who undoes or does again what has changed since."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    deal = builders.deal(ann, "Acme")
    criteria.tick(ann, deal, "Offer sent")
    with pytest.raises(Refused, match="'Offer sent' is ticked already on Acme"):
        criteria.tick(bo, deal, "Offer sent")
    criteria.untick(bo, deal, "Offer sent")
    with pytest.raises(Refused, match="'Offer sent' is not ticked on Acme"):
        criteria.untick(ann, deal, "Offer sent")
    with pytest.raises(Conflict, match="the tick of Offer sent is gone: bo deleted it"):
        history.undo(ann)
    criteria.tick(ann, deal, "Offer sent")
    history.undo(ann)
    criteria.tick(bo, deal, "Offer sent")
    with pytest.raises(Refused, match="the tick of Offer sent exists already"):
        history.redo(ann)


def test_deleting_a_deal_takes_its_ticks_along(classic_workspace: Workspace) -> None:
    """Undo brings them back."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    criteria.tick(ws, deal, "Offer sent")
    before = builders.everything(ws)
    deals.delete(ws, [deal])
    assert not builders.everything(ws)["deal_check"]
    history.undo(ws)
    assert builders.everything(ws) == before


def test_an_item_is_named_by_a_part(classic_workspace: Workspace) -> None:
    """Of the deal's stage first, then of the others, and what is ticked though nobody asks for it."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, todo=("Brochure sent", "Site seen"))
    builders.exit_rule(ws, "Prospecting", StageRule.SHOW, todo=("Offer sent",))
    deal = builders.deal(ws, "Acme")
    assert criteria.item_named(ws, deal, "sent") == "Brochure sent"
    assert criteria.item_named(ws, deal, "OFFER") == "Offer sent"
    with pytest.raises(Ambiguous, match="Brochure sent, Site seen"):
        criteria.item_named(ws, deal, "e")
    with pytest.raises(
        NotFound, match="there is no checklist item 'visa'; the checklist items are"
    ):
        criteria.item_named(ws, deal, "visa")
    criteria.tick(ws, deal, "Old one")
    assert criteria.item_named(ws, deal, "old") == "Old one"


def test_closed_deals_have_nothing_open(classic_workspace: Workspace) -> None:
    """What should be true before a deal goes on is of no more interest."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, fields=("need",))
    deal = builders.deal(ws, "Acme")
    [one] = details.view(ws, deal).criteria
    assert one == Standing(
        Criterion(
            one.criterion.id,
            one.criterion.stage_id,
            one.criterion.rank,
            CriterionKind.FIELD,
            "need",
        ),
        met=False,
    )
    assert builders.open_criteria(ws, deal)
    deals.lose(ws, [deal], "price")
    assert details.view(ws, deal).criteria == ()
    assert builders.open_criteria(ws, deal) == []
    assert exports.deal(ws, deal)["criteria"] == []
