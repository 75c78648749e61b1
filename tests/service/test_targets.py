"""Targets in the database, and how far they are reached."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.periods import Period, read_period
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import deals, details, fields, history, pipeline_editing, targets
from pipeboard.service import target_setting as setting
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    """The stages of `classic`, without deals."""
    return classic_workspace


def period(text: str) -> Period:
    """The period of a name."""
    return read_period(text, date(2026, 11, 24))


def put(ws: Workspace, line: str) -> None:
    """Sets a target as typed."""
    setting.set_target(ws, setting.read(ws, line))


def won(
    ws: Workspace, value: int, on: date | None = None, *, owner: str = "ann", currency: str = "EUR"
) -> int:
    """A deal that was won, of so many major units."""
    deal_id = builders.deal(
        ws, f"Deal of {value}", value=value * 100, owner=owner, currency=currency
    )
    fields.change(ws, deal_id, [("created_on", "2026-01-01")])
    deals.win(ws, [deal_id], on=on)
    return deal_id


def listed(ws: Workspace, name: str) -> list[str]:
    """The targets that are shown for a period, with what was won; sums in brackets."""
    found = []
    for each in targets.goals(ws, period(name)):
        line = f"{each.target.period} {each.target.money.minor // 100} {each.whose}"
        found.append(line if each.target.id else f"({line})")
    return found


def test_a_target_is_set_changed_and_removed(ws: Workspace) -> None:
    """Each is a step that is taken back and done again, and says what it did."""
    put(ws, "Q4 600k owner:ann pipeline:sales")
    [goal] = targets.goals(ws, period("2026-Q4"))
    wanted = replace(goal.target, money=replace(goal.target.money, minor=700_000_00))
    setting.change(ws, goal.target, wanted)
    setting.remove(ws, wanted)
    said = [history.told(ws, line.step.id).sentences for line in history.recent(ws, limit=3)]
    assert said == [
        ("Removed the target of 2026-Q4 for ann in Sales",),
        ("Changed the target of 2026-Q4 for ann in Sales from 600,000.00 EUR to 700,000.00 EUR",),
        ("Set the target of 2026-Q4 for ann in Sales to 600,000.00 EUR",),
    ]
    assert listed(ws, "2026-Q4") == []
    history.undo(ws)
    assert listed(ws, "2026-Q4") == ["2026-Q4 700000 for ann in Sales"]
    history.undo(ws)
    assert listed(ws, "2026-Q4") == ["2026-Q4 600000 for ann in Sales"]
    history.undo(ws)
    assert listed(ws, "2026-Q4") == []
    for _ in range(2):
        history.redo(ws)
    assert listed(ws, "2026-Q4") == ["2026-Q4 700000 for ann in Sales"]


def test_a_target_may_become_one_for_something_else(ws: Workspace) -> None:
    """The sentence names both."""
    put(ws, "Q4 600k")
    [goal] = targets.goals(ws, period("2026-Q4"))
    step = setting.change(ws, goal.target, setting.read(ws, "2027 2m USD owner:ann"))
    assert step is not None
    assert step.title == (
        "Changed the target of 2026-Q4 for everybody, 600,000.00 EUR, "
        "to 2,000,000.00 USD of 2027 for ann"
    )
    assert targets.target(ws, period("2027"), None, "ann") == {"USD": 2_000_000_00}


def test_setting_it_again_changes_it(ws: Workspace) -> None:
    """There is one for a period, pipeline, owner and currency; what is so already is no step."""
    put(ws, "Q4 600k")
    put(ws, "Q4 700k")
    assert listed(ws, "2026-Q4") == ["2026-Q4 700000 for everybody"]
    assert setting.set_target(ws, setting.read(ws, "Q4 700k")) is None
    with pytest.raises(Refused, match=r"already: 700,000\.00 EUR"):
        setting.add(ws, setting.read(ws, "Q4 1k"))
    put(ws, "Q4 1k USD")
    [dollars] = [
        g.target for g in targets.goals(ws, period("2026-Q4")) if g.target.money.minor < 10**6
    ]
    with pytest.raises(Refused, match="2026-Q4 for everybody already"):
        setting.change(ws, dollars, setting.read(ws, "Q4 1k EUR"))


def test_what_somebody_changed_meanwhile_is_not_written_over(ws: Workspace) -> None:
    """Neither by a change nor by removing it; a target that is gone is told as such."""
    put(ws, "Q4 600k")
    [goal] = targets.goals(ws, period("2026-Q4"))
    bo = replace_actor(ws, "bo")
    put(bo, "Q4 650k")
    with pytest.raises(Conflict, match="bo changed the value of 2026-Q4 meanwhile"):
        setting.change(ws, goal.target, setting.read(ws, "Q4 700k"))
    with pytest.raises(Conflict, match="bo changed the value of 2026-Q4"):
        setting.remove(ws, goal.target)
    history.undo(bo)
    setting.remove(bo, goal.target)
    with pytest.raises(Conflict, match="the target is gone: bo deleted it"):
        setting.change(ws, goal.target, setting.read(ws, "Q4 700k"))


def replace_actor(ws: Workspace, actor: str) -> Workspace:
    """The same database, used by somebody else."""
    return Workspace(ws.database, actor, ws.clock, ws.currency, ws.locale, ws.backups)


def test_redo_never_leaves_two_targets_for_one_thing(ws: Workspace) -> None:
    """Somebody set it while it was taken back."""
    put(ws, "Q4 600k")
    history.undo(ws)
    put(replace_actor(ws, "bo"), "Q4 650k")
    with pytest.raises(Conflict, match="there is another target of 2026-Q4 for everybody now"):
        history.redo(ws)
    assert listed(ws, "2026-Q4") == ["2026-Q4 650000 for everybody"]


def test_the_target_of_a_period_is_for_just_that_pipeline_and_owner(ws: Workspace) -> None:
    """Targets of single owners are not added up to one for everybody."""
    put(ws, "Q4 100 owner:ann")
    put(ws, "Q4 100 owner:bo")
    assert targets.target(ws, period("2026-Q4"), None, None) == {}
    assert targets.target(ws, period("2026-Q4"), None, "ann") == {"EUR": 100_00}
    assert targets.target(ws, period("2026-Q4"), 1, "ann") == {}


def test_deals_of_nobody_have_no_target(ws: Workspace) -> None:
    """That for everybody is not theirs."""
    put(ws, "Q4 100")
    assert targets.target(ws, period("2026-Q4"), None, "") == {}
    assert targets.goals(ws, period("2026-Q4"), None, "") == []
    [told] = targets.progress(ws, period("2026-Q4"), None, "")
    assert told.sentence == "no target is set"


def test_a_quarter_without_a_target_has_the_sum_of_its_months(ws: Workspace) -> None:
    """By currency, and only when all months are set; days that are a quarter are one."""
    for line in ("Oct 1k", "Nov 2k", "Dec 3k", "Oct 5 USD", "Nov 5 USD", "2026 9k USD"):
        put(ws, line)
    assert targets.target(ws, period("2026-Q4"), None, None) == {"EUR": 6_000_00}
    assert targets.target(ws, period("2026-10-01..2026-12-31"), None, None) == {"EUR": 6_000_00}
    assert targets.target(ws, period("2026"), None, None) == {"USD": 9_000_00}
    assert targets.target(ws, period("2026-W46"), None, None) == {}
    assert targets.target(ws, period("2026-10-02..2026-12-31"), None, None) == {}
    put(ws, "Q4 0")
    assert targets.target(ws, period("2026-Q4"), None, None) == {"EUR": 0}


def test_the_targets_of_a_period_come_with_its_parts_and_what_it_is_in(ws: Workspace) -> None:
    """The period itself first; sums are among them, and cannot be changed themselves."""
    for line in ("Oct 1k", "Nov 2k", "Dec 3k", "2026 9k", "Q3 5k", "Q4 50 owner:ann"):
        put(ws, line)
    assert listed(ws, "2026-Q4") == [
        "(2026-Q4 6000 for everybody)",
        "2026-Q4 50 for ann",
        "2026-10 1000 for everybody",
        "2026-11 2000 for everybody",
        "2026-12 3000 for everybody",
        "2026 9000 for everybody",
    ]
    assert listed(ws, "2026-09") == ["2026-Q3 5000 for everybody", "2026 9000 for everybody"]
    assert listed(ws, "2025") == []
    summed = targets.goals(ws, period("2026-Q4"))[0].target
    with pytest.raises(Refused, match="sum of those of its parts"):
        setting.remove(ws, summed)


def test_what_was_won_counts_by_owner_pipeline_currency_and_day(ws: Workspace) -> None:
    """Each target has its own."""
    won(ws, 100, date(2026, 11, 2))
    won(ws, 10, date(2026, 11, 3), owner="bo")
    won(ws, 1, date(2026, 9, 30))
    won(ws, 5, currency="USD")
    builders.deal(ws, "Open", owner="ann")
    pipeline_editing.add(ws, "Renewals", "short")
    for line in ("Q4 1k", "Q4 1k owner:ann", "Q4 1k pipeline:sales", "Q4 1k pipeline:renewals"):
        put(ws, line)
    put(ws, "Q4 1k USD")
    found = {
        (each.whose, each.target.money.currency): each.progress.won
        for each in targets.goals(ws, period("2026-Q4"))
    }
    assert found == {
        ("for everybody", "EUR"): 110_00,
        ("for everybody", "USD"): 5_00,
        ("for ann", "EUR"): 100_00,
        ("for everybody in Sales", "EUR"): 110_00,
        ("for everybody in Renewals", "EUR"): 0,
    }
    told = targets.progress(ws, period("2026-Q4"), None, "bo")
    assert [(each.won, each.why) for each in told] == [(10_00, "no target is set")]
    dollars, euros = sorted(targets.progress(ws, period("2026-Q4")), key=lambda each: each.won)
    assert (dollars.currency, euros.currency, euros.target) == ("USD", "EUR", 1000_00)


def test_a_deal_that_is_reopened_or_deleted_is_not_won(ws: Workspace) -> None:
    """And counts again when it is won again, on its new day."""
    put(ws, "Nov 100")
    one, other = won(ws, 100, date(2026, 11, 2)), won(ws, 100)
    assert progress_of(ws, "2026-11") == "reached on Mon 2 Nov 2026"
    deals.reopen(ws, [one])
    assert progress_of(ws, "2026-11") == "reached on Tue 24 Nov 2026"
    deals.delete(ws, [other])
    assert progress_of(ws, "2026-11").startswith("nothing is won yet")
    deals.win(ws, [one], on=date(2026, 11, 20))
    assert progress_of(ws, "2026-11") == "reached on Fri 20 Nov 2026"


def progress_of(ws: Workspace, name: str) -> str:
    """How soon the one target of a period is reached."""
    [found] = targets.progress(ws, period(name))
    return found.sentence


def test_an_empty_database_has_no_target(ws: Workspace) -> None:
    """Which is told in its own currency."""
    [found] = targets.progress(ws, period("2026-Q4"))
    assert (found.currency, found.target, found.sentence) == ("EUR", None, "no target is set")


def test_a_target_opens_the_deals_that_were_won(ws: Workspace) -> None:
    """With the numbers put in; those of which nobody knows when are left out, and told."""
    put(ws, "Q4 600 owner:ann")
    first, second = won(ws, 100, date(2026, 11, 3)), won(ws, 250, date(2026, 10, 5))
    won(ws, 7, owner="bo")
    undated = won(ws, 50)
    fields.change(ws, undated, [("closed_on", "")])
    [goal] = targets.goals(ws, period("2026-Q4"))
    found = targets.open_goal(ws, goal.target)
    assert found.deal_ids == [second, first]
    assert found.put_in == [
        "won 350.00 EUR of 600.00 EUR = 58 %",
        "expected by now: 600.00 EUR x 39 / 66 working days = 354.55 EUR",
        "pace: 350.00 EUR / 39 working days = 8.97 EUR a working day",
        "at this pace 99 % by Thu 31 Dec 2026, 100 % on Fri 1 Jan 2027",
    ]
    assert [(each.deal_ids, each.why) for each in found.left_out] == [
        ([undated], "won, but not known when: no date is told")
    ]
    assert targets.undated(ws) == targets.undated(ws, 1, "ann") == [undated]
    assert targets.undated(ws, owner="bo") == []


def test_the_last_day_of_a_quarter_is_that_of_the_rep(ws: Workspace) -> None:
    """Ahead of UTC the quarter is over while it still runs there."""
    put(ws, "Q3 100")
    won(ws, 50, date(2026, 9, 30))
    auckland = ZoneInfo("Pacific/Auckland")
    at = datetime(2026, 9, 30, 11, 30, tzinfo=UTC)
    ws.clock = PinnedClock(auckland, auckland.key, moment=at)
    assert ws.today() == date(2026, 10, 1)
    assert progress_of(ws, "2026-Q3") == "the period is over, 50 % was reached"
    ws.clock = PinnedClock(UTC, "UTC", moment=at)
    assert progress_of(ws, "2026-Q3") == (
        "at this pace 50 % by Wed 30 Sep 2026, 100 % on Thu 31 Dec 2026"
    )


def test_an_owner_is_spelled_as_on_their_deals(ws: Workspace) -> None:
    """Somebody without deals may have a target."""
    builders.deal(ws, owner="Ann Marie")
    assert setting.read(ws, 'Q4 1k owner:"ann marie"').owner == "Ann Marie"
    assert setting.read(ws, "Q4 1k owner:newcomer").owner == "newcomer"
    put(ws, "Q4 1k owner:Zoë")
    assert setting.owner(ws, "zoë") == "Zoë"
    assert setting.owner(ws, " ") is None


def test_the_target_of_a_removed_pipeline_stays(ws: Workspace) -> None:
    """With its name; no new one can be set for it."""
    pipeline_editing.add(ws, "Renewals", "short")
    put(ws, "Q4 1k pipeline:renewals")
    [goal] = targets.goals(ws, period("2026-Q4"))
    pipeline_editing.remove(ws, goal.target.pipeline_id or 0, None)
    assert listed(ws, "2026-Q4") == ["2026-Q4 1000 for everybody in Renewals"]
    with pytest.raises(NotFound, match="Renewals"):
        setting.add(ws, replace(goal.target, id=None, period=period("2027")))
    setting.remove(ws, goal.target)


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ("Q4 5k pipeline:nowhere", NotFound, "there is no pipeline 'nowhere'"),
        ("2026-W46 5k", BadInput, "a month, a quarter or a year is needed"),
        ("Q4 much", BadInput, "an amount is needed"),
    ],
)
def test_what_cannot_be_read_is_told(
    ws: Workspace, line: str, error: type[Exception], message: str
) -> None:
    """With what would do."""
    with pytest.raises(error, match=message):
        setting.read(ws, line)


def test_a_target_is_found_by_what_it_is_for(ws: Workspace) -> None:
    """In several currencies one must be named."""
    put(ws, "Q4 1k owner:ann")
    put(ws, "Q4 1k USD owner:ann")
    quarter = period("2026-Q4")
    found = setting.find(ws, quarter, None, "ann", "USD")
    assert found.money.currency == "USD"
    with pytest.raises(Refused, match="set in EUR, USD"):
        setting.find(ws, quarter, None, "ann")
    with pytest.raises(NotFound, match="no target of 2026-Q4 for everybody"):
        setting.find(ws, quarter, None, None)


def test_a_day_that_is_corrected_moves_what_was_won(ws: Workspace) -> None:
    """It counts where it belongs now."""
    put(ws, "Nov 100")
    one = won(ws, 100)
    assert progress_of(ws, "2026-11").startswith("reached")
    details.edit(ws, one, {"closed_on": ws.today()}, {"closed_on": date(2026, 10, 30)})
    assert progress_of(ws, "2026-11").startswith("nothing is won yet")
