"""What happened in each stage: who came, what became of them, how long it took."""

from datetime import timedelta
from fractions import Fraction

import pytest

from pipeboard.domain.figures import Scope, StageFigures
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.periods import read_period
from pipeboard.exchange.plan import plan_deals
from pipeboard.service import (
    boards,
    deals,
    exports,
    imports,
    insights,
    leads,
    nurture,
    reading,
    stage_figures,
    stage_joining,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

LAST, THIS = "2026-W47", "2026-W48"


def later(ws: Workspace, days: int) -> None:
    """Lets days pass."""
    assert isinstance(ws.clock, PinnedClock)
    ws.clock = ws.clock.later(timedelta(days))


def scope(ws: Workspace, period: str = THIS, text: str = "", owner: str | None = None) -> Scope:
    """What is looked at."""
    found = reading.read_filter(ws, text) if text else Filter()
    return Scope(read_period(period, ws.today()), None, owner, found)


def bring(ws: Workspace, text: str) -> None:
    """Imports a file."""
    plan = plan_deals(
        text.encode(), name="d.csv", today=ws.today(), currency="EUR", locale=ws.locale
    )
    imports.import_deals(ws, [plan], pipeline_id=boards.board(ws).pipeline.id)


def stage(ws: Workspace, number: int, period: str = THIS, text: str = "") -> StageFigures:
    """The figures of a stage; each of its numbers opens to so many deals."""
    wanted = scope(ws, period, text)
    found = stage_figures.stage_figures(ws, wanted)[number]
    if number < 6:
        for what in ("entered", "converted", "not_converted", "pending", "still_there"):
            opened = stage_figures.open_stage(ws, wanted, found.stage_id, what)
            assert len(opened.deal_ids) == getattr(found, what)
    return found


def decided(found: StageFigures) -> tuple[int, int, int, int]:
    """Who came first, and what became of them."""
    return found.entered, found.converted, found.not_converted, found.pending


def test_what_became_of_those_who_came(classic_workspace: Workspace) -> None:
    """On or won is converted, lost, put off or back is not, and still there is pending."""
    ws = classic_workspace
    on, won, lost, off, back, _ = [
        builders.deal(ws, each, stage="prospecting")
        for each in ("on", "won", "lost", "off", "back", "still")
    ]
    builders.move(ws, [on], 1)
    deals.win(ws, [won])
    deals.lose(ws, [lost], "price")
    nurture.nurture(ws, [off], ws.today() + timedelta(30))
    builders.move(ws, [back], -1)
    found = stage(ws, 1)
    assert decided(found) == (6, 2, 3, 1)
    assert found.conversion == Fraction(2, 5)
    opened = stage_figures.open_stage(ws, scope(ws), found.stage_id, "entered")
    assert {opened.became[each] for each in (on, won)} == {"converted"}
    assert {opened.became[each] for each in (lost, off, back)} == {"not converted"}
    assert list(opened.became.values()).count("pending") == 1
    assert (found.left, found.still_there) == (5, 1)
    assert decided(stage(ws, 2)) == (1, 0, 0, 1)
    post_sale = stage(ws, 6)
    assert (decided(post_sale), post_sale.still_there) == ((1, 1, 0, 0), 1)
    assert post_sale.conversion == 1


def test_bouncing_counts_once(classic_workspace: Workspace) -> None:
    """A deal that goes on and back ten times came once and converted once; all its stays count."""
    ws = classic_workspace
    deal = builders.deal(ws)
    for _ in range(10):
        builders.move(ws, [deal], 1)
        builders.move(ws, [deal], -1)
    assert decided(stage(ws, 0)) == (1, 1, 0, 0)
    assert decided(stage(ws, 1)) == (1, 0, 1, 0)
    assert (stage(ws, 0).left, stage(ws, 1).left) == (10, 10)
    later(ws, 7)
    builders.move(ws, [deal], 1)
    assert decided(stage(ws, 1, "2026-W49")) == (0, 0, 0, 0)
    assert stage(ws, 1, "2026-W49").still_there == 1


def test_only_what_came_later_converts(classic_workspace: Workspace) -> None:
    """Who came into a stage after having been further has not converted from it."""
    ws = classic_workspace
    deal = builders.deal(ws, stage="proposal")
    builders.move(ws, [deal], -2)
    assert decided(stage(ws, 2)) == (1, 0, 0, 1)
    deals.win(ws, [deal])
    assert decided(stage(ws, 2)) == (1, 1, 0, 0)
    deals.reopen(ws, [deal])
    assert decided(stage(ws, 2)) == (1, 1, 0, 0)


def test_what_was_won_has_converted_from_a_stage_for_won_deals(
    classic_workspace: Workspace,
) -> None:
    """Who came into it was won by that, whatever became of it since."""
    ws = classic_workspace
    stays, reopened, lost = [builders.deal(ws, each) for each in ("stays", "reopened", "lost")]
    deals.win(ws, [stays, reopened, lost])
    later(ws, 1)
    deals.reopen(ws, [reopened, lost])
    deals.lose(ws, [lost], "price")
    assert decided(stage(ws, 6)) == (3, 3, 0, 0)


def test_days(classic_workspace: Workspace) -> None:
    """Mean and median are of the stays that ended in the period; who is still there is apart."""
    ws = classic_workspace
    later(ws, -20)
    four = [builders.deal(ws, str(number)) for number in range(4)]
    for deal, days in zip(four, (1, 2, 12, 0), strict=False):
        later(ws, days)
        if days:
            builders.move(ws, [deal], 1)
    later(ws, 5)
    assert stage(ws, 0, "2026-11").mean_days == Fraction(1 + 3 + 15, 3)
    assert stage(ws, 0, "2026-11").median_days == 3
    found = stage(ws, 0)
    assert (found.left, found.mean_days, found.median_days) == (0, None, None)
    assert found.still_there == 1
    assert found.still_days == 20
    found = stage(ws, 0, "2026-W46")
    assert found.still_there == 2
    assert found.still_days == 11
    opened = stage_figures.open_stage(ws, scope(ws, "2026-11"), found.stage_id, "left")
    assert opened.amounts == {four[0]: 1, four[1]: 3, four[2]: 15}
    assert opened.deal_ids == [four[2], four[1], four[0]]
    assert opened.put_in == ["Lead Generation: 3 stays, 19 days / 3 = 6.3 days; median 3 days"]


def test_scope_is_of_the_deal_now(classic_workspace: Workspace) -> None:
    """A filter and an owner choose deals by how they are now."""
    ws = classic_workspace
    builders.deal(ws, "Acme", owner="ann")
    builders.deal(ws, "Kestrel", owner="bo")
    assert stage(ws, 0, text="acme").entered == 1
    assert stage(ws, 0, text="acme").still_there == 1
    bo = stage_figures.stage_figures(ws, scope(ws, owner="bo"))[0]
    assert (bo.entered, bo.still_there) == (1, 1)
    assert bo.still_days == 0


def test_a_removed_stage_tells_of_its_time(classic_workspace: Workspace) -> None:
    """It stands after the others where it has something to tell, at the place of where it went."""
    ws = classic_workspace
    deal = builders.deal(ws)
    builders.move(ws, [deal], 1)
    lost = builders.deal(ws, "Lost", stage="prospecting")
    deals.lose(ws, [lost], "price")
    lanes = boards.board(ws).stages
    stage_joining.merge(ws, lanes[1].id, lanes[2].id)
    found = stage_figures.stage_figures(ws, scope(ws))
    assert [each.name for each in found][-2:] == ["Post-Sale Follow-up", "Prospecting (removed)"]
    assert decided(found[-1]) == (1, 0, 1, 0)
    assert decided(found[0]) == (1, 1, 0, 0)


def test_what_a_file_does_not_tell(classic_workspace: Workspace) -> None:
    """A deal of which nothing tells when it came is there now, but left out of the rest."""
    ws = classic_workspace
    text = "Deal name,Stage,Created\nAcme,Prospecting,2026-01-05\n"
    bring(ws, text)
    found = stage_figures.stage_figures(ws, scope(ws))[1]
    assert (found.entered, found.still_there, found.still_days) == (0, 1, None)
    opened = stage_figures.open_stage(ws, scope(ws), found.stage_id, "entered")
    assert len(opened.left_out[0].deal_ids) == 1
    assert stage_figures.left_out(ws, scope(ws))
    assert not stage_figures.left_out(ws, scope(ws, "2025"))
    before = stage_figures.stage_figures(ws, scope(ws, LAST))[1]
    assert before.still_there == 0


def test_leads(classic_workspace: Workspace) -> None:
    """A lead is qualified once, when it first comes into a qualified stage or a later one."""
    ws = classic_workspace
    later(ws, -60)
    first = builders.deal(ws, "First")
    builders.move(ws, [first], 3)
    later(ws, 32)
    for title in ("Second", "Third"):
        builders.move(ws, [builders.deal(ws, title)], 3)
    later(ws, 28)
    builders.move(ws, [first], 1)
    fourth = builders.deal(ws, "Fourth")
    deals.win(ws, [fourth])
    builders.deal(ws, "Fifth", stage="prospecting")
    found = leads.leads(ws, scope(ws, "2026-11"))
    assert (found["qualified_leads"].value, found["qualified_leads"].before) == (1, 2)
    assert leads.open_lead(ws, scope(ws, "2026-11"), "qualified_leads").deal_ids == [fourth]
    assert found["lead_velocity_rate"].value is None
    assert "no whole month" in found["lead_velocity_rate"].why
    quarter = leads.leads(ws, scope(ws, "2026-Q4"))
    assert quarter["lead_velocity_rate"].value == Fraction(2 - 1, 1)
    assert quarter["lead_velocity_rate"].before is None
    opened = leads.open_lead(ws, scope(ws, "2026-Q4"), "lead_velocity_rate")
    assert opened.put_in == ["(2 in 2026-10 - 1 in 2026-09) / 1 = 100.0 %"]
    assert len(opened.deal_ids) == 3


def test_leads_of_which_nothing_is_known_before(classic_workspace: Workspace) -> None:
    """When a deal was qualified nobody knows who knows it only since it was won; one won on the day
    of its creation was on that day.
    """
    ws = classic_workspace
    bring(
        ws,
        "Deal name,Status,Created on,Closed on\n"
        "Unknown,Won,2026-10-05,2026-11-20\n"
        "Undated,Won,,2026-11-20\n"
        "At once,Won,2026-11-20,2026-11-20\n"
        "Before,Won,2026-01-05,2026-10-20\n",
    )
    at_once = next(
        each["id"] for each in exports.deals(ws, all_statuses=True) if each["title"] == "At once"
    )
    found = leads.leads(ws, scope(ws, "2026-11"))["qualified_leads"]
    assert (found.value, found.left_out) == (1, 2)
    opened = leads.open_lead(ws, scope(ws, "2026-11"), "qualified_leads")
    assert opened.deal_ids == [at_once]
    assert [len(each.deal_ids) for each in opened.left_out] == [2]
    assert leads.leads(ws, scope(ws, "2026-Q4"))["qualified_leads"].left_out == 3
    october = leads.leads(ws, scope(ws, "2026-10"))
    assert {each.value for each in october.values()} == {None}
    tells = "nothing tells when the deals there are were qualified"
    assert {each.why for each in october.values()} == {tells}


def test_leads_since_history_is_kept(classic_workspace: Workspace) -> None:
    """Of imported deals nobody knows when they came where they are; that nothing came since is known,
    and what came further than it was has been qualified at a time that nobody knows.
    """
    ws = classic_workspace
    bring(ws, "Deal name,Stage,Created on\nHere,Prospecting,2026-10-05\nGone on,Proposal,\n")
    later(ws, 40)
    whole = scope(ws, "2026-12")
    found = leads.leads(ws, whole)["qualified_leads"]
    assert (found.value, found.left_out, found.before) == (0, 2, None)
    gone_on = next(each["id"] for each in exports.deals(ws) if each["title"] == "Gone on")
    builders.move(ws, [gone_on], 1)
    later(ws, 1)
    deals.win(ws, [gone_on])
    found = leads.leads(ws, scope(ws, "2027-01"))["qualified_leads"]
    assert (found.value, found.left_out) == (0, 2)


def test_what_was_lost_when_it_came_is_not_lost_later(classic_workspace: Workspace) -> None:
    """Nobody knows on which day a file's deal was lost, but it was before it was imported."""
    ws = classic_workspace
    bring(ws, "Deal name,Status,Created on\nAcme,Lost,2026-10-05\n")
    of_now = insights.figures(ws, scope(ws, "2026-Q4"), ["lost_count"])["lost_count"]
    assert (of_now.value, of_now.left_out) == (0, 1)
    later(ws, 70)
    then = insights.figures(ws, scope(ws, "2027-Q1"), ["lost_count"])["lost_count"]
    assert (then.left_out, then.left_out_before) == (0, 1)


@pytest.mark.parametrize("period", ["0001", "9999", "2027-Q1"])
def test_far_away(classic_workspace: Workspace, period: str) -> None:
    """The first year has none before it, and of the future nothing is told."""
    ws = classic_workspace
    builders.deal(ws)
    assert leads.leads(ws, scope(ws, period))["qualified_leads"].value == 0
    assert stage(ws, 0, period).entered == 0
