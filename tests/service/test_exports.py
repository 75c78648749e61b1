"""What is given out as JSON says what the database has, exactly."""

from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy import event

from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import Priority
from pipeboard.domain.people import Role
from pipeboard.exchange.plan import plan_deals
from pipeboard.service import (
    boards,
    deals,
    details,
    exports,
    fields,
    followups,
    history,
    imports,
    notes,
    people,
    reading,
    stage_exports,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

TODAY = date(2026, 11, 24)


def test_money_has_the_digits_of_its_currency(classic_workspace: Workspace) -> None:
    """Plain decimal strings; what is not known is null."""
    ws = classic_workspace
    builders.deal(ws, "a", value=105_400)
    builders.deal(ws, "b", value=1054, currency="JPY")
    builders.deal(ws, "c", value=1_054_500, currency="KWD")
    builders.deal(ws, "d", value=None)
    values = {row["title"]: row["value"] for row in exports.deals(ws)}
    assert values == {"a": "1054.00", "b": "1054", "c": "1054.500", "d": None}


def test_deals_come_by_pipeline_stage_and_place(classic_workspace: Workspace) -> None:
    """As they stand on the board; those in no stage last."""
    ws = classic_workspace
    first, second = builders.deal(ws, "first"), builders.deal(ws, "second")
    third = builders.deal(ws, "third", stage="Proposal")
    assert [row["id"] for row in exports.deals(ws)] == [second, first, third]
    builders.move(ws, [second], 1)
    assert [row["id"] for row in exports.deals(ws)] == [first, second, third]


def test_a_probability_is_the_deals_own_or_the_stages(classic_workspace: Workspace) -> None:
    """In percent."""
    ws = classic_workspace
    own, other = builders.deal(ws, "own", stage="Proposal"), builders.deal(ws, "other")
    details.edit(ws, own, {"probability": None}, {"probability": 35})
    assert exports.deal(ws, own)["probability"] == 35
    assert exports.deal(ws, other)["probability"] == 5


def test_all_that_is_on_a_deal(classic_workspace: Workspace) -> None:
    """Contacts with their ways and roles, notes, follow-ups by due date, done ones last."""
    ws = classic_workspace
    deal = builders.deal(ws, company="Acme", labels=("hot",))
    people.add_to_deal(ws, deal, "Lena Fox", Role.CHAMPION, "lena@acme.example", "+49 30 1")
    notes.add(ws, [deal], "They want three years")
    late = FollowUpDraft("call", "call Lena", Due(TODAY, time(8, 0)), Priority.HIGH, "Lena Fox")
    for draft in (builders.follow_up(TODAY + timedelta(days=3)), late, builders.follow_up(TODAY)):
        followups.add(ws, [deal], draft)
    followups.finish(ws, [followups.get(ws, 3)], "reached")
    found = exports.deal(ws, deal)
    assert found["contacts"] == [
        {
            "id": 1,
            "name": "Lena Fox",
            "role": "champion",
            "title": None,
            "emails": ["lena@acme.example"],
            "phones": ["+49 30 1"],
            "left_on": None,
        }
    ]
    assert [(note["text"], note["author"]) for note in found["notes"]] == [
        ("They want three years", "ann")
    ]
    assert [(item["id"], item["state"]) for item in found["follow_ups"]] == [
        *((2, "overdue"), (1, "coming"), (3, "done"))
    ]
    assert found["next_step"] == found["follow_ups"][0]
    assert found["next_step"]["due"] == "2026-11-24T08:00:00+01:00"
    assert found["next_step"]["contact"] == "Lena Fox"
    assert found["next_step"]["priority"] == "high"


def test_the_past_of_a_deal(classic_workspace: Workspace, clock: PinnedClock) -> None:
    """The stages it was in, how it stood on each evening, and all that was planned on it."""
    ws = classic_workspace
    deal = builders.deal(ws, value=105_400, stage="proposal")
    planned = followups.add(ws, [deal], builders.follow_up(TODAY))
    assert planned is not None
    ws.clock = clock.later(timedelta(days=2))
    fields.change(ws, deal, [("value", "2k"), ("probability", "40")])
    followups.finish(ws, [followups.get(ws, 1)], "reached")
    ws.clock = clock.later(timedelta(days=5))
    deals.win(ws, [deal], on=TODAY + timedelta(days=4))
    (found,) = exports.deals(ws, all_statuses=True, past=True)
    where = {"pipeline": "Sales"}
    assert found["visits"] == [
        where | {"stage": "Proposal", "entered_on": "2026-11-24", "left_on": "2026-11-28"},
        where | {"stage": "Post-Sale Follow-up", "entered_on": "2026-11-28", "left_on": None},
    ]
    stood = {
        "from_on": "2026-11-24",
        "until_on": "2026-11-26",
        "since_unknown": False,
        "status": "open",
        "pipeline": "Sales",
        "owner": "ann",
        "currency": "EUR",
        "value": "1054.00",
        "probability": None,
        "expected_close": None,
        "forecast_category": None,
    }
    later = stood | {"value": "2000.00", "probability": 40}
    assert found["stood"] == [
        stood,
        later | {"from_on": "2026-11-26", "until_on": "2026-11-28"},
        later | {"from_on": "2026-11-28", "until_on": None, "status": "won"},
    ]
    (item,) = found["follow_ups"]
    assert (item["created_at"], item["done_at"]) == (
        *("2026-11-24T09:00:00+01:00", "2026-11-26T09:00:00+01:00"),
    )
    shown = exports.deal(ws, deal)
    assert [shown[key] for key in ("visits", "stood")] == [found["visits"], found["stood"]]
    assert "visits" not in next(iter(exports.deals(ws, all_statuses=True, complete=True)))


def test_the_past_is_read_with_so_many_queries_for_any_number_of_deals(
    workspace: Workspace,
) -> None:
    """None for each deal."""

    def queries() -> int:
        seen: list[object] = []
        engine = workspace.database.engine

        def count(*_: object) -> None:
            seen.append(None)

        event.listen(engine, "before_cursor_execute", count)
        list(exports.deals(workspace, past=True))
        event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    builders.deal(workspace, next_step=builders.follow_up(TODAY))
    few = queries()
    for _ in range(9):
        builders.deal(workspace, next_step=builders.follow_up(TODAY))
    assert queries() == few


TEXTS = (
    *("company", "owner", "source", "campaign", "reason", "need", "budget", "authority"),
    *("timeline", "forecast_category"),
)


def test_what_is_not_known_is_null(classic_workspace: Workspace) -> None:
    """Every text of a deal and of what is on it; lists are empty."""
    ws = classic_workspace
    deal = builders.deal(ws, next_step=builders.follow_up(TODAY))
    fields.change(ws, deal, [("owner", "")])
    for found in (exports.deal(ws, deal), *exports.deals(ws, complete=True)):
        assert {found[name] for name in TEXTS} == {None}
        assert [found[name] for name in ("labels", "notes", "contacts")] == [[], [], []]
        assert found["next_step"]["outcome"] is None
        assert "" not in found.values()


def test_stale_and_days_in_stage_follow_the_clock(classic_workspace: Workspace) -> None:
    """They are told as of now."""
    ws = classic_workspace
    deal = builders.deal(ws)
    assert isinstance(ws.clock, PinnedClock)
    later = replace(ws, clock=ws.clock.later(timedelta(days=60)))
    found = exports.deal(later, deal)
    assert (found["stale"], found["days_in_stage"]) == (True, 60)
    assert found["stage_since"] == "2026-11-24"


def test_the_day_a_closed_deal_came_to_its_stage(classic_workspace: Workspace) -> None:
    """Is kept when the stay has ended."""
    ws = classic_workspace
    deal = builders.deal(ws)
    deals.lose(ws, [deal], "price")
    found = exports.deal(ws, deal)
    assert (found["stage_since"], found["days_in_stage"]) == ("2026-11-24", None)


def test_a_filter_that_names_a_status_decides_alone(classic_workspace: Workspace) -> None:
    """Otherwise open deals are listed, or all."""
    ws = classic_workspace
    won, open_ = builders.deal(ws, "won"), builders.deal(ws, "open")
    deals.win(ws, [won])

    def ids(text: str, *, all_statuses: bool = False) -> set[int]:
        wanted = reading.read_filter(ws, text)
        return {row["id"] for row in exports.deals(ws, wanted, all_statuses=all_statuses)}

    assert ids("") == {open_}
    assert ids("", all_statuses=True) == {won, open_}
    assert ids("status:won") == {won}
    assert ids("-status:won") == {open_}


def test_more_deals_than_are_read_at_once(classic_workspace: Workspace) -> None:
    """All of them come, in order, from one state of the database."""
    ws = classic_workspace
    rows = "\n".join(["title", *(str(number) for number in range(1201))])
    plan = plan_deals(rows.encode(), name="many.csv", today=TODAY, currency="EUR", locale=ws.locale)
    imports.import_deals(ws, [plan])
    listed = exports.deals(ws)
    first = next(listed)
    deals.delete(ws, [600])
    assert [first["title"], *(row["title"] for row in listed)] == [str(n) for n in range(1201)]


def test_stages_of_a_board(classic_workspace: Workspace) -> None:
    """Sums by currency, to the cent."""
    ws = classic_workspace
    builders.deal(ws, "a", value=1_001)
    builders.deal(ws, "b", value=5, currency="JPY")
    row = stage_exports.board(boards.board(ws), "EUR", [])[0]
    assert row["value"] == {"EUR": "10.01", "JPY": "5"}
    assert row["weighted"] == {"EUR": "0.50", "JPY": "0"}


def test_steps_of_the_history(classic_workspace: Workspace) -> None:
    """With the instant in UTC and what they did."""
    ws = classic_workspace
    deal = builders.deal(ws)
    step = exports.history(ws, history.of_deal(ws, deal))[0]
    assert step["at"] == "2026-11-24T08:00:00.000+00:00"
    assert step["sentences"] == ["Added in Lead Generation"]


def test_a_step_of_the_history_names_the_first_of_its_deals(classic_workspace: Workspace) -> None:
    """Twenty at most, beside the number of all."""
    ws = classic_workspace
    ids = [builders.deal(ws, f"Deal {number}") for number in range(21)]
    builders.move(ws, ids[:2], 1)
    builders.move(ws, ids, 1)
    many, two = exports.history(ws, history.recent(ws, limit=2))
    assert (many["deals"], many["deal_ids"]) == (21, ids[:20])
    assert (two["deals"], two["deal_ids"]) == (2, ids[:2])
