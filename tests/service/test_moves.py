"""Moving deals under the rules of the stages that they leave."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, select

from pipeboard.domain.people import Role
from pipeboard.domain.stages import StageRule
from pipeboard.domain.templates import TEMPLATES
from pipeboard.errors import Conflict, NotFound, Refused
from pipeboard.service import (
    boards,
    criteria,
    deals,
    details,
    fields,
    followups,
    history,
    leaving,
    moves,
    people,
    pipelines,
    templates,
)
from pipeboard.service.moves import Filled
from pipeboard.service.workspace import Workspace
from pipeboard.store.journal import JOURNALED
from tests import builders

LEAD, PROSPECTING, QUALIFICATION = "Lead Generation", "Prospecting", "Lead Qualification"
TODAY = date(2026, 11, 24)


def stage_id(ws: Workspace, name: str) -> int:
    return next(stage.id for stage in boards.board(ws).stages if stage.name == name)


def sentences(ws: Workspace, deal: int) -> tuple[str, ...]:
    return history.of_deal(ws, deal, 1)[0].sentences


def test_show_moves_at_once_and_says_what_is_open(classic_workspace: Workspace) -> None:
    """The history has an ordinary move."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, fields=("need", "budget"))
    deal = builders.deal(ws, "Acme")
    moved = moves.move(ws, [deal], 1)
    assert moved.said == "Moved Acme to Prospecting; still open: need, budget"
    assert moved.step is not None
    assert moved.step.title == "Moved Acme from Lead Generation to Prospecting"
    assert not moved.stayed
    assert builders.stage_names(ws, deal) == [PROSPECTING]


@pytest.mark.parametrize("rule", [StageRule.ASK, StageRule.BLOCK])
def test_a_deal_that_lacks_something_stays(classic_workspace: Workspace, rule: StageRule) -> None:
    """What is open is named, nothing is written, and once it is met the deal goes on."""
    ws = classic_workspace
    builders.exit_rule(
        ws, LEAD, rule, fields=("need", "value"), todo=("Offer sent",), done=("call",)
    )
    deal = builders.deal(ws, "Acme")
    before = builders.everything(ws)
    moved = moves.move(ws, [deal], 1)
    assert moved.step is None
    assert [str(lack) for lack in moved.stayed] == ["Acme: need, 'Offer sent', a call"]
    assert builders.everything(ws) == before
    assert moved.stayed[0].refusal.startswith(
        "Acme cannot leave Lead Generation yet, still open: need"
    )
    fields.change(ws, deal, [("need", "more")])
    criteria.tick(ws, deal, "Offer sent")
    followups.log_call(ws, [deal], "reached")
    assert moves.move(ws, [deal], 1).said == "Moved Acme from Lead Generation to Prospecting"


def test_only_the_stage_being_left_counts_on_the_way_forward(classic_workspace: Workspace) -> None:
    """Not the stages passed over, not a move back, not another pipeline; won and lost never check."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.BLOCK)
    builders.exit_rule(ws, PROSPECTING, StageRule.BLOCK, fields=("need",))
    builders.exit_rule(ws, QUALIFICATION, StageRule.BLOCK, fields=("need",))
    deal = builders.deal(ws, "Acme")
    moves.move_to(ws, [deal], stage_id(ws, QUALIFICATION))
    assert builders.stage_names(ws, deal) == [QUALIFICATION]
    assert moves.move(ws, [deal], 1).stayed
    assert moves.move_to(ws, [deal], stage_id(ws, "Proposal")).stayed
    moves.move(ws, [deal], -1)
    assert builders.stage_names(ws, deal) == [PROSPECTING]
    assert sentences(ws, deal) == ("Moved from Lead Qualification to Prospecting",)
    with ws.step() as step:
        other = templates.make(step, TEMPLATES["short"], "Renewals")
        step.title = "Made Renewals"
    assert moves.move_to(ws, [deal], pipelines.stages(ws, other)[1].id).step is not None
    history.undo(ws)
    deals.lose(ws, [deal], "price")
    deals.reopen(ws, [deal])
    deals.win(ws, [deal])
    assert str(details.view(ws, deal).deal.status) == "won"


def test_the_history_says_what_a_deal_went_on_without(classic_workspace: Workspace) -> None:
    """With the reason, in the step's title and in what is told of the deal; undo and redo work."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=("need", "budget"))
    deal = builders.deal(ws, "Acme")
    moved = moves.move(ws, [deal], 1, skip="they told  us to hurry")
    title = (
        "Moved Acme from Lead Generation to Prospecting without need, budget: they told us to hurry"
    )
    assert moved.step is not None
    assert moved.step.title == moved.said == title
    assert sentences(ws, deal) == (title,)
    history.undo(ws)
    assert builders.stage_names(ws, deal) == [LEAD]
    assert history.of_deal(ws, deal, 1)[0].step.title == f"Took back: {title}"
    history.redo(ws)
    assert builders.stage_names(ws, deal) == [PROSPECTING]


def test_block_cannot_be_skipped(classic_workspace: Workspace) -> None:
    """A reason changes nothing."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.BLOCK, fields=("need",))
    deal = builders.deal(ws, "Acme")
    assert moves.move(ws, [deal], 1, skip="why not").stayed
    seen = details.view(ws, deal)
    with pytest.raises(Refused, match=r"still open: need; fill it in$"):
        moves.fill(ws, seen, stage_id(ws, PROSPECTING), Filled(), skip="why not")
    assert builders.stage_names(ws, deal) == [LEAD]


def test_what_is_filled_in_and_the_move_are_one_step(classic_workspace: Workspace) -> None:
    """Fields, company, contacts, ticks and what was done; one undo takes all of it back."""
    ws = classic_workspace
    builders.exit_rule(
        ws,
        LEAD,
        StageRule.ASK,
        fields=("need", "company", "labels", "decision-maker", "custom.Region", "contact"),
        todo=("Offer sent",),
        done=("demo", "call"),
    )
    planned = builders.follow_up(date(2026, 11, 30), type_="demo", subject="demo for all")
    deal = builders.deal(ws, "Acme", next_step=planned)
    before = builders.everything(ws)
    values = {"need": "speed", "company": "Acme Ltd", "labels": ("hot",)}
    filled = Filled(
        values | {"custom": {"Region": "north"}},
        {Role.DECISION_MAKER: "Lena Fox"},
        ["Offer sent"],
        {"demo": "held", "call": "reached"},
    )
    moved = moves.fill(ws, details.view(ws, deal), stage_id(ws, PROSPECTING), filled)
    assert moved.step is not None
    assert moved.step.title == "Moved Acme from Lead Generation to Prospecting"
    view = details.view(ws, deal)
    assert (view.deal.need, view.deal.custom, view.labels) == (
        "speed",
        {"Region": "north"},
        ("hot",),
    )
    assert view.company is not None
    assert [(link.contact.name, link.role) for link in view.contacts] == [
        ("Lena Fox", Role.DECISION_MAKER)
    ]
    assert view.contacts[0].contact.company_id == view.company.id
    done = [(item.type, item.subject, item.outcome) for item in view.follow_ups]
    assert sorted(done) == [("call", "call", "reached"), ("demo", "demo for all", "held")]
    told = sentences(ws, deal)
    assert "Moved from Lead Generation to Prospecting" in told
    assert {"Need set to speed", "Ticked 'Offer sent'", "Demo 'demo for all' done: held"} <= {*told}
    after = builders.everything(ws)
    history.undo(ws)
    assert builders.everything(ws) == before
    history.redo(ws)
    assert builders.everything(ws) == after


def test_what_is_filled_in_in_part_needs_a_reason(classic_workspace: Workspace) -> None:
    """Without one nothing is written; with one the history names what is left."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=("need", "budget"))
    deal = builders.deal(ws, "Acme")
    seen, to = details.view(ws, deal), stage_id(ws, PROSPECTING)
    filled = Filled({"need": "speed"})
    with pytest.raises(Refused, match="still open: budget; fill it in, or say why"):
        moves.fill(ws, seen, to, filled)
    assert details.view(ws, deal).deal.need == ""
    assert moves.fill(ws, seen, to, filled, skip="later").said == (
        "Moved Acme from Lead Generation to Prospecting without budget: later"
    )


def test_a_contact_of_the_deal_becomes_its_decision_maker(classic_workspace: Workspace) -> None:
    """No second person of that name is made."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.BLOCK, fields=("decision-maker",))
    deal = builders.deal(ws, "Acme", contacts=("Lena Fox", "Omar Ali"))
    filled = Filled(people={Role.DECISION_MAKER: "lena"})
    moves.fill(ws, details.view(ws, deal), stage_id(ws, PROSPECTING), filled)
    roles = {link.contact.name: link.role for link in details.view(ws, deal).contacts}
    assert roles == {"Lena Fox": Role.DECISION_MAKER, "Omar Ali": Role.OTHER}


def test_a_decision_maker_who_left_is_none(classic_workspace: Workspace) -> None:
    """Neither is the criterion met, nor can the same person be named again."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.BLOCK, fields=("decision-maker", "contact"))
    deal = builders.deal(ws, "Acme")
    people.add_to_deal(ws, deal, "Lena Fox", Role.DECISION_MAKER)
    leaving.leave(ws, details.view(ws, deal).contacts[0].contact.id)
    assert builders.open_criteria(ws, deal) == ["decision-maker"]
    filled = Filled(people={Role.DECISION_MAKER: "Lena Fox"})
    with pytest.raises(Refused, match="Lena Fox has left"):
        moves.fill(ws, details.view(ws, deal), stage_id(ws, PROSPECTING), filled)


def test_of_many_deals_three_are_named_with_what_is_open(classic_workspace: Workspace) -> None:
    """The rest is counted."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, fields=("need", "budget"))
    found = [builders.deal(ws, title) for title in "ABCDE"]
    told = "A: need, budget; B: need, budget; C: need, budget"
    moved = moves.move(ws, found[:4], 1)
    assert moved.said == f"Moved 4 deals to Prospecting; still open: {told}; and 1 more deal"
    history.undo(ws)
    said = moves.move(ws, found, 1).said
    assert said == f"Moved 5 deals to Prospecting; still open: {told}; and 2 more deals"


def test_of_marked_deals_those_stay_that_lack_something(classic_workspace: Workspace) -> None:
    """The others move as one step, which one undo takes back."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=("need",))
    builders.exit_rule(ws, PROSPECTING, StageRule.SHOW, fields=("need",))
    lacking, ready, further = (builders.deal(ws, title) for title in "ABC")
    fields.change(ws, ready, [("need", "speed")])
    moves.move(ws, [further], 1, skip="")
    moved = moves.move(ws, [lacking, ready, further], 1)
    assert [str(lack) for lack in moved.stayed] == ["A: need"]
    assert moved.said == "Moved 2 deals to other stages; still open: C: need"
    assert builders.stage_names(ws, lacking, ready, further) == [LEAD, PROSPECTING, QUALIFICATION]
    history.undo(ws)
    assert builders.stage_names(ws, lacking, ready, further) == [LEAD, LEAD, PROSPECTING]


def test_many_deals_take_as_many_statements_as_a_few(classic_workspace: Workspace) -> None:
    """Nothing is read or written deal by deal."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, fields=("need", "contact"), todo=("Sent",))
    builders.exit_rule(ws, PROSPECTING, StageRule.ASK, fields=("need",), done=("call",))
    ids = [builders.deal(ws, f"Deal {number}") for number in range(60)]
    counts = []
    for some in (ids[:3], ids[3:]):
        statements: list[str] = []

        def count(
            _c: object, _r: object, said: str, *_: object, to: list[str] = statements
        ) -> None:
            to.append(said)

        event.listen(ws.database.engine, "before_cursor_execute", count)
        moves.move(ws, some, 1)
        assert len(moves.move(ws, some, 1).stayed) == len(some)
        event.remove(ws.database.engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert set(builders.stage_names(ws, *ids)) == {PROSPECTING}
    assert len({details.view(ws, deal).deal.rank for deal in ids}) == len(ids)


def remove_stage(ws: Workspace, name: str, successor: str) -> None:
    """As another process does it: its deals go to the successor."""
    gone, to = stage_id(ws, name), stage_id(ws, successor)
    table = JOURNALED["deal"]
    with ws.step("bo") as step:
        query = select(table.c.id).where(table.c.stage_id == gone)
        for deal in list(step.connection.execute(query).scalars()):
            step.edit("deal", deal, {"stage_id": gone}, {"stage_id": to}, deal)
        was = {"removed_on": None, "successor_id": None}
        step.edit("stage", gone, was, {"removed_on": step.today, "successor_id": to})
        step.title = f"Removed {name}"


def test_a_deal_whose_stage_was_removed_moves_on_from_where_it_is(
    classic_workspace: Workspace,
) -> None:
    """The intent counts from the stage that the deal was put into; its criteria are asked for."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    deal = builders.deal(ann, "Acme")
    moves.move(ann, [deal], 1)
    builders.exit_rule(ann, QUALIFICATION, StageRule.ASK, fields=("need",))
    gone = stage_id(ann, PROSPECTING)
    seen, to = details.view(ann, deal), stage_id(ann, "Proposal")
    remove_stage(bo, PROSPECTING, QUALIFICATION)
    with pytest.raises(Conflict, match="Acme was moved meanwhile"):
        moves.fill(ann, seen, to, Filled({"need": "speed"}))
    assert [lack.stage.name for lack in moves.move(ann, [deal], 1).stayed] == [QUALIFICATION]
    moves.move(ann, [deal], 1, skip="")
    assert builders.stage_names(ann, deal) == ["Initial Contact"]
    with pytest.raises(
        NotFound, match="the stage Prospecting was removed by bo; its deals went to"
    ):
        moves.move_to(ann, [deal], gone)
    moves.move(ann, [deal], -1)
    assert builders.stage_names(ann, deal) == [QUALIFICATION]


def test_an_undo_puts_no_deal_into_a_removed_stage(classic_workspace: Workspace) -> None:
    """It says who removed the stage and where its deals went; the deal stays, and can move on."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    deal = builders.deal(ann, "Acme")
    moves.move(ann, [deal], 1)
    remove_stage(bo, LEAD, PROSPECTING)
    with pytest.raises(Conflict, match=f"{LEAD} was removed by bo; its deals went to"):
        history.undo(ann)
    assert builders.stage_names(ann, deal) == [PROSPECTING]
    moves.move(ann, [deal], 1)
    assert builders.stage_names(ann, deal) == [QUALIFICATION]


def test_a_deal_that_damage_put_into_a_removed_stage_moves_on(
    classic_workspace: Workspace,
) -> None:
    """It counts as being in the stage that the others went to."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    deal = builders.deal(ann, "Acme")
    gone, to = stage_id(ann, LEAD), stage_id(ann, PROSPECTING)
    remove_stage(bo, LEAD, PROSPECTING)
    with ann.step() as step:
        step.edit("deal", deal, {"stage_id": to}, {"stage_id": gone}, deal)
        step.title = "Damage"
    moves.move(ann, [deal], 1)
    assert builders.stage_names(ann, deal) == [QUALIFICATION]


def test_a_field_that_somebody_else_filled_in_is_not_written_over(
    classic_workspace: Workspace,
) -> None:
    """The second is told, and nothing is written."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    builders.exit_rule(ann, LEAD, StageRule.ASK, fields=("need",))
    deal = builders.deal(ann, "Acme")
    seen = details.view(ann, deal)
    fields.change(bo, deal, [("need", "by bo")])
    with pytest.raises(Conflict, match="bo changed the need of Acme meanwhile"):
        moves.fill(ann, seen, stage_id(ann, PROSPECTING), Filled({"need": "by ann"}))
    assert details.view(ann, deal).deal.need == "by bo"
    assert builders.stage_names(ann, deal) == [LEAD]
