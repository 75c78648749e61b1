"""The stages of a pipeline: adding, changing, reordering, splitting, merging, removing them."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from pipeboard.domain import ranks
from pipeboard.domain.changes import Change
from pipeboard.domain.deals import Status
from pipeboard.domain.stages import Stage, StageKind, StageRule
from pipeboard.errors import BadInput, Conflict, HasDeals, NotFound, Refused
from pipeboard.service import (
    boards,
    deals,
    details,
    history,
    nurture,
    pipelines,
    reading,
    stages,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from pipeboard.store.database import open_database
from tests import builders
from tests.clocks import ZONE, PinnedClock

CLOCK = PinnedClock(ZONE, ZONE.key)


def names(ws: Workspace) -> list[str]:
    return [view.stage.name for view in stages.outline(ws, 1)]


def stage(ws: Workspace, name: str) -> Stage:
    return next(each for each in pipelines.stages(ws, 1) if each.name == name)


def _lose(ws: Workspace, deal: int) -> None:
    deals.lose(ws, [deal], "price")


def _put_off(ws: Workspace, deal: int) -> None:
    nurture.nurture(ws, [deal], ws.today() + timedelta(days=9))


def there_and_back(ws: Workspace, does: Callable[[], Any], title: str) -> None:
    """The step is told by its title, undo leaves all as it was, and redo as the step did."""
    before = builders.everything(ws)
    does()
    after = builders.everything(ws)
    newest = history.undoable(ws, 1)[0]
    assert newest.title == title
    history.undo(ws)
    assert builders.everything(ws) == before
    history.redo(ws)
    assert builders.everything(ws) == after
    assert upkeep.check(ws) == []


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    return classic_workspace


def test_a_stage_is_added_after_another(ws: Workspace) -> None:
    """It has the settings of the one before it, and a probability halfway to the next."""
    contact = stage(ws, "Initial Contact")
    there_and_back(
        ws,
        lambda: stages.add(ws, 1, " Demo ", after=contact.id),
        "Added the stage Demo after Initial Contact",
    )
    assert names(ws)[3:6] == ["Initial Contact", "Demo", "Proposal"]
    made = stage(ws, "Demo")
    assert (made.probability, made.stale_after, made.qualified) == (50, 14, True)


def test_a_stage_is_added_with_settings(ws: Workspace) -> None:
    """They are written by the same step; one that cannot be writes nothing."""
    contact = stage(ws, "Initial Contact")
    values = {"probability": "45%", "stale_after": 9}
    there_and_back(
        ws,
        lambda: stages.add(ws, 1, "Demo", after=contact.id, values=values),
        "Added the stage Demo after Initial Contact",
    )
    made = stage(ws, "Demo")
    assert (made.probability, made.stale_after, made.qualified) == (45, 9, True)
    before = builders.everything(ws)
    with pytest.raises(BadInput, match="probability: '101'"):
        stages.add(ws, 1, "Trial", values={"probability": 101})
    assert builders.everything(ws) == before


def test_a_stage_is_added_before_the_post_sale_one(ws: Workspace) -> None:
    """Where it is not said, an open stage is the last of the open ones, a post-sale one the last."""
    stages.add(ws, 1, "Signature")
    stages.add(ws, 1, "Support", kind=StageKind.POST_SALE)
    assert names(ws)[-4:] == [
        "Negotiation and Closing",
        "Signature",
        "Post-Sale Follow-up",
        "Support",
    ]
    assert stage(ws, "Signature").probability == 95
    with pytest.raises(Refused, match="Late is for open deals and cannot come after Post-Sale"):
        stages.add(ws, 1, "Late", after=stage(ws, "Support").id)
    with pytest.raises(Refused, match="Early is for won deals and cannot come before Lead Qual"):
        stages.add(ws, 1, "Early", after=stage(ws, "Prospecting").id, kind=StageKind.POST_SALE)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"probability": 101}, "probability: '101' cannot be; a whole number from 0 to"),
        ({"probability": "1e1"}, "a whole number from 0 to 100"),
        ({"stale_after": -1}, "stale-after: '-1'.*a number of days from 0"),
        ({"name": "  "}, "a stage needs a name"),
        ({"rule": "stop"}, "one of show, ask, block is needed"),
        ({"qualified": "maybe"}, "yes or no is needed"),
        ({"colour": "red"}, "use one of name, probability"),
    ],
)
def test_what_a_stage_does_not_take_is_named(
    ws: Workspace, values: dict[str, Any], message: str
) -> None:
    """The message names the field, the value and what is accepted; nothing is written."""
    before = builders.everything(ws)
    with pytest.raises(BadInput, match=message):
        stages.edit(ws, stage(ws, "Prospecting"), values)
    assert builders.everything(ws) == before


def test_a_second_stage_of_one_name_is_refused(ws: Workspace) -> None:
    """The name is understood, but a rule forbids it: whoever adds, renames or splits is told."""
    before = builders.everything(ws)
    told = "^there is a stage Proposal already; give another name$"
    with pytest.raises(Refused, match=told):
        stages.edit(ws, stage(ws, "Prospecting"), {"name": "pROPOSAL"})
    with pytest.raises(Refused, match=told):
        stages.add(ws, 1, "pROPOSAL")
    with pytest.raises(Refused, match=told):
        stages.split(ws, stage(ws, "Prospecting").id, "pROPOSAL")
    assert builders.everything(ws) == before


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"name": "Offer"}, "Renamed the stage Proposal to Offer"),
        ({"name": "PROPOSAL"}, "Renamed the stage Proposal to PROPOSAL"),
        ({"probability": 65}, "Set the probability of Proposal to 65 %"),
        ({"stale_after": 0}, "Set the stale-after of Proposal to never"),
        ({"qualified": False}, "Proposal is not qualified any more"),
        ({"rule": StageRule.BLOCK}, "Set the rule of Proposal to block"),
        ({"guidance": "Ask twice."}, "Changed the guidance of Proposal"),
        (
            {"name": "Offer", "probability": 70},
            "Changed the name and probability of Proposal",
        ),
    ],
)
def test_a_stage_is_changed(ws: Workspace, values: dict[str, Any], title: str) -> None:
    """Each change has a sentence of its own, and is taken back and done again."""
    there_and_back(ws, lambda: stages.edit(ws, stage(ws, "Proposal"), values), title)


def test_nothing_to_change_is_no_step(ws: Workspace) -> None:
    """The same values again write nothing."""
    assert stages.edit(ws, stage(ws, "Proposal"), {"probability": 60, "name": "Proposal"}) is None


def test_what_was_seen_is_compared(ws: Workspace) -> None:
    """Whoever changes the same thing second is told, and overwrites nothing."""
    seen = stage(ws, "Proposal")
    stages.edit(ws, seen, {"probability": 65})
    with pytest.raises(Conflict, match="the probability of Proposal"):
        stages.edit(ws, seen, {"probability": 70})
    stages.edit(ws, seen, {"name": "Offer"})
    assert stage(ws, "Offer").probability == 65


def test_the_kind_changes_where_no_deal_is_stranded(ws: Workspace) -> None:
    """A stage with open deals stays open; a free one becomes the first of those for won deals."""
    deal = builders.deal(ws)
    with pytest.raises(Refused, match="Lead Generation has 1 open deal, which cannot stay"):
        stages.edit(ws, stage(ws, "Lead Generation"), {"kind": StageKind.POST_SALE})
    there_and_back(
        ws,
        lambda: stages.edit(ws, stage(ws, "Prospecting"), {"kind": "post-sale"}),
        "Set the kind of Prospecting to post-sale",
    )
    assert names(ws)[-2:] == ["Prospecting", "Post-Sale Follow-up"]
    deals.win(ws, [deal])
    with pytest.raises(Refused, match="Prospecting has 1 won deal"):
        stages.edit(ws, stage(ws, "Prospecting"), {"kind": "open"})


def test_stages_are_reordered(ws: Workspace) -> None:
    """On and back, to the ends at most, and never past those of the other kind."""
    there_and_back(
        ws,
        lambda: stages.reorder(ws, stage(ws, "Proposal").id, -2),
        "Moved the stage Proposal after Prospecting",
    )
    assert names(ws)[1:4] == ["Prospecting", "Proposal", "Lead Qualification"]
    stages.reorder(ws, stage(ws, "Proposal").id, -9)
    assert names(ws)[0] == "Proposal"
    with pytest.raises(Refused, match="Proposal is the first stage already"):
        stages.reorder(ws, stage(ws, "Proposal").id, -1)
    with pytest.raises(Refused, match="cannot come after Post-Sale Follow-up"):
        stages.reorder(ws, stage(ws, "Negotiation and Closing").id, 1)
    with pytest.raises(Refused, match="cannot come before Negotiation and Closing"):
        stages.reorder(ws, stage(ws, "Post-Sale Follow-up").id, -1)


def test_a_stage_is_split(ws: Workspace) -> None:
    """The new one stands right after it, with the same settings, and the deals that match."""
    for title in ("Big one", "Small one", "Big two"):
        builders.deal(ws, title, stage="proposal")
    there_and_back(
        ws,
        lambda: stages.split(
            ws, stage(ws, "Proposal").id, "Offer", filter_=reading.read_filter(ws, "big")
        ),
        "Split Offer off Proposal, with 2 deals",
    )
    views = stages.outline(ws, 1)
    assert [view.stage.name for view in views][4:6] == ["Proposal", "Offer"]
    assert [item.subject for item in views[5].criteria] == [
        item.subject for item in views[4].criteria
    ]
    assert [view.deals for view in views][4:6] == [1, 2]
    assert builders.lane(ws, 5) == ["Big two", "Big one"]


def test_a_split_takes_the_deals_that_are_named(ws: Workspace) -> None:
    """One that left the stage meanwhile is a conflict, and nothing is written."""
    deal, other = builders.deal(ws, "A"), builders.deal(ws, "B")
    stages.split(ws, stage(ws, "Lead Generation").id, "Hot leads", [deal])
    assert builders.stage_names(ws, deal, other) == ["Hot leads", "Lead Generation"]
    with pytest.raises(Conflict, match="1 deal of those to move to Warm left Lead Generation"):
        stages.split(ws, stage(ws, "Lead Generation").id, "Warm", [deal, other])
    assert "Warm" not in names(ws)


def test_merged_deals_go_on_below_those_of_the_other_stage(ws: Workspace) -> None:
    """They keep their order and their days in the stage."""
    for title in ("One", "Two"):
        builders.deal(ws, title)
    builders.deal(ws, "Three", stage="prospecting")
    two = builders.deal(ws, "Four")
    ws.clock = CLOCK.later(timedelta(days=5))
    there_and_back(
        ws,
        lambda: stages.merge(ws, stage(ws, "Lead Generation").id, stage(ws, "Prospecting").id),
        "Merged Lead Generation into Prospecting, with 3 deals",
    )
    assert builders.lane(ws, 0) == ["Three", "Four", "Two", "One"]
    assert details.view(ws, two).days_in_stage == 5
    with pytest.raises(Refused, match="cannot be merged with itself"):
        stages.merge(ws, stage(ws, "Proposal").id, stage(ws, "Proposal").id)
    with pytest.raises(Refused, match="which is for won deals"):
        stages.merge(ws, stage(ws, "Proposal").id, stage(ws, "Post-Sale Follow-up").id)


def test_a_removed_stage_hands_its_deals_on(ws: Workspace) -> None:
    """To the top of the stage that is given, in their order; their days begin anew."""
    one, two = builders.deal(ws, "One"), builders.deal(ws, "Two")
    builders.deal(ws, "There", stage="prospecting")
    lead = stage(ws, "Lead Generation")
    with pytest.raises(HasDeals, match="Lead Generation has 2 open deals; say which other stage"):
        stages.remove(ws, lead.id, None)
    ws.clock = CLOCK.later(timedelta(days=5))
    there_and_back(
        ws,
        lambda: stages.remove(ws, lead.id, stage(ws, "Prospecting").id),
        "Removed the stage Lead Generation; 2 deals went to Prospecting",
    )
    assert builders.lane(ws, 0) == ["Two", "One", "There"]
    assert details.view(ws, one).days_in_stage == 0
    told = [line.sentences for line in history.of_deal(ws, two)]
    assert ("Moved from Lead Generation to Prospecting",) in told


def test_the_last_open_stage_stays(ws: Workspace) -> None:
    """A pipeline always has a stage for open deals; its post-sale stage may go when it is empty."""
    for name in names(ws)[:5]:
        stages.remove(ws, stage(ws, name).id, None)
    last = stage(ws, "Negotiation and Closing")
    with pytest.raises(Refused, match="Negotiation and Closing is the last stage for open deals"):
        stages.remove(ws, last.id, None)
    stages.remove(ws, stage(ws, "Post-Sale Follow-up").id, None)
    assert names(ws) == ["Negotiation and Closing"]


def test_won_deals_need_another_post_sale_stage(ws: Workspace) -> None:
    """They go there when theirs is removed, and are never shown among open ones."""
    deal = builders.deal(ws)
    deals.win(ws, [deal])
    after = stage(ws, "Post-Sale Follow-up")
    with pytest.raises(Refused, match="has 1 won deal; say which other post-sale stage it goes to"):
        stages.remove(ws, after.id, None)
    with pytest.raises(Refused, match="which is for open deals"):
        stages.remove(ws, after.id, stage(ws, "Proposal").id)
    care = stages.add(ws, 1, "Care", kind=StageKind.POST_SALE)
    there_and_back(
        ws,
        lambda: stages.remove(ws, after.id, care.id),
        "Removed the stage Post-Sale Follow-up; 1 deal went to Care",
    )
    assert boards.board(ws).totals[care.id].count == 1


def test_a_deal_that_was_lost_in_a_removed_stage_is_reopened_where_its_deals_went(
    ws: Workspace,
) -> None:
    """It keeps the stage it was lost in until then."""
    deal = builders.deal(ws, stage="proposal")
    deals.lose(ws, [deal], "price")
    stages.merge(ws, stage(ws, "Proposal").id, stage(ws, "Initial Contact").id)
    stages.remove(ws, stage(ws, "Initial Contact").id, stage(ws, "Prospecting").id)
    view = details.view(ws, deal)
    assert view.stage is not None
    assert view.stage.name == "Proposal"
    deals.reopen(ws, [deal])
    assert builders.stage_names(ws, deal) == ["Prospecting"]


def test_nurtured_deals_go_along(ws: Workspace) -> None:
    """They have no stay that could end, and need a stage to come back to."""
    deal = builders.deal(ws, "Later")
    with ws.step() as step:
        step.edit("deal", deal, {"status": Status.OPEN}, {"status": Status.NURTURE}, deal)
        visit = builders.everything(ws)["stage_visit"][0]
        step.edit("stage_visit", visit[0], {"left_on": None}, {"left_on": ws.today()}, deal)
        step.title = "Nurture"
    lead = stage(ws, "Lead Generation")
    with pytest.raises(Refused, match="has 1 deal put off; say"):
        stages.remove(ws, lead.id, None)
    stages.remove(ws, lead.id, stage(ws, "Proposal").id)
    view = details.view(ws, deal)
    assert view.stage is not None
    assert (view.stage.name, view.deal.status) == ("Proposal", Status.NURTURE)
    assert upkeep.check(ws) == []


def test_a_stage_that_somebody_removed_is_named(ws: Workspace) -> None:
    """Every function says who removed it, and where its deals went; nothing is written."""
    bo = replace(ws, actor="bo")
    deal = builders.deal(ws)
    seen = stage(ws, "Proposal")
    stages.remove(bo, seen.id, None)
    contact = stage(ws, "Initial Contact")
    before = builders.everything(ws)
    tries: list[Callable[[], object]] = [
        lambda: stages.edit(ws, seen, {"probability": 1}),
        lambda: stages.reorder(ws, seen.id, 1),
        lambda: stages.split(ws, seen.id, "New"),
        lambda: stages.merge(ws, seen.id, contact.id),
        lambda: stages.merge(ws, contact.id, seen.id),
        lambda: stages.remove(ws, seen.id, None),
        lambda: stages.remove(ws, contact.id, seen.id),
        lambda: stages.add(ws, 1, "New", after=seen.id),
    ]
    for each in tries:
        with pytest.raises(NotFound, match="the stage Proposal was removed by bo"):
            each()
    with pytest.raises(NotFound, match="removed"):
        builders.move_to(ws, [deal], seen.id)
    assert builders.everything(ws) == before


def test_an_undo_strands_no_deal(ws: Workspace) -> None:
    """A deal does not go back to a stage that somebody removed meanwhile."""
    bo = replace(ws, actor="bo")
    deal = builders.deal(ws)
    builders.move(ws, [deal], 1)
    stages.remove(bo, stage(ws, "Lead Generation").id, None)
    before = builders.everything(ws)
    with pytest.raises(Conflict, match="the stage Lead Generation was removed by bo"):
        history.undo(ws)
    assert builders.everything(ws) == before


@pytest.mark.parametrize("close", [_lose, _put_off])
def test_an_undo_opens_no_deal_in_a_removed_stage(
    ws: Workspace, close: Callable[[Workspace, int], object]
) -> None:
    """What was lost there stays lost; what was put off went along and is not opened unseen."""
    bo = replace(ws, actor="bo")
    deal = builders.deal(ws)
    close(ws, deal)
    stages.remove(bo, stage(ws, "Lead Generation").id, stage(ws, "Proposal").id)
    before = builders.everything(ws)
    with pytest.raises(Conflict, match="cannot take back"):
        history.undo(ws)
    assert builders.everything(ws) == before
    deals.reopen(ws, [deal])
    assert upkeep.check(ws) == []
    assert builders.stage_names(ws, deal) == ["Proposal"]


@pytest.mark.parametrize("name", ["Proposal", "PROPOSAL"])
def test_a_removal_is_not_taken_back_when_the_name_is_taken(ws: Workspace, name: str) -> None:
    """Two stages of one name never come about, whatever their case; the sentence names it."""
    bo = replace(ws, actor="bo")
    stages.remove(ws, stage(ws, "Proposal").id, None)
    stages.add(bo, 1, name)
    before = builders.everything(ws)
    with pytest.raises(
        Conflict, match=r"(?i)cannot take back 'Removed the stage Proposal'.*Propos"
    ):
        history.undo(ws)
    assert builders.everything(ws) == before


def test_two_stages_at_one_place_leave_room_between_them(ws: Workspace) -> None:
    """A stage that came back may stand where another one was put meanwhile."""
    bo = replace(ws, actor="bo")
    stages.remove(ws, stage(ws, "Proposal").id, None)
    stages.add(bo, 1, "Offer", after=stage(ws, "Initial Contact").id)
    history.undo(ws)
    assert stage(ws, "Offer").rank == stage(ws, "Proposal").rank
    assert names(ws)[4:6] == ["Proposal", "Offer"]
    there_and_back(
        ws,
        lambda: stages.add(ws, 1, "Between", after=stage(ws, "Proposal").id),
        "Added the stage Between after Proposal",
    )
    assert names(ws)[4:8] == ["Proposal", "Between", "Offer", "Negotiation and Closing"]


def test_an_undone_addition_leaves_a_stage_for_open_deals(ws: Workspace) -> None:
    """Where it has become the only one, it stays."""
    bo = replace(ws, actor="bo")
    stages.add(ws, 1, "Only")
    for name in names(ws)[:6]:
        stages.remove(bo, stage(ws, name).id, None)
    with pytest.raises(Conflict):
        history.undo(ws)
    assert names(ws) == ["Only", "Post-Sale Follow-up"]


def test_moves_into_a_stage_that_goes_at_the_same_time_strand_nothing(
    ws: Workspace, database_url: str
) -> None:
    """Two processes at once: each deal is in a stage that there is, whoever was first."""
    ids = [builders.deal(ws, f"Deal {number}") for number in range(8)]
    there, to = stage(ws, "Proposal").id, stage(ws, "Prospecting").id
    database = open_database(database_url, create=False, backups=ws.backups)
    assert database is not None
    other = replace(ws, database=database, actor="bo")
    ready = threading.Barrier(2)

    def move() -> None:
        ready.wait()
        for deal_id in ids:
            try:
                builders.move_to(other, [deal_id], there)
            except NotFound:
                return

    mover = threading.Thread(target=move)
    mover.start()
    ready.wait()
    stages.remove(ws, there, to)
    mover.join()
    database.close()
    assert upkeep.check(ws) == []
    assert set(builders.stage_names(ws, *ids)) <= {"Lead Generation", "Prospecting"}


@pytest.mark.parametrize("way", ["remove", "merge"])
def test_ten_thousand_deals_go_in_a_few_statements(ws: Workspace, way: str) -> None:
    """As many as for ten: what is asked for deal by deal would take minutes."""
    count = 10_000
    ids = [builders.deal(ws, "First")]
    _copies(ws, ids[0], count - 1)
    lead, to = stage(ws, "Lead Generation"), stage(ws, "Prospecting")
    seen: list[str] = []

    def listen(*args: Any) -> None:
        seen.append(args[2])

    event.listen(ws.database.engine, "before_cursor_execute", listen)
    step = {"remove": stages.remove, "merge": stages.merge}[way](ws, lead.id, to.id)
    event.remove(ws.database.engine, "before_cursor_execute", listen)
    assert step.deals == count
    assert len(seen) < 60
    assert stages.outline(ws, 1)[0].deals == count
    history.undo(ws)
    assert [view.deals for view in stages.outline(ws, 1)][:2] == [count, 0]


def _copies(ws: Workspace, deal_id: int, count: int) -> None:
    with ws.step() as step:
        made = details.view(ws, deal_id).deal.row()
        places = ranks.spread(count, made["rank"])
        ids = [step.new_id("deal", count) for _ in range(count)]
        step.apply(
            Change("deal", new, None, {**made, "id": new, "rank": rank}, new)
            for new, rank in zip(ids, places, strict=True)
        )
        visits = [step.new_id("stage_visit", count) for _ in range(count)]
        step.apply(
            Change(
                "stage_visit",
                visit,
                None,
                {
                    "id": visit,
                    "deal_id": new,
                    "stage_id": made["stage_id"],
                    "entered_on": ws.today(),
                    "left_on": None,
                },
                new,
            )
            for new, visit in zip(ids, visits, strict=True)
        )
        step.title = "Copied"
