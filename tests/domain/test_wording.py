"""Changes are told in sentences that leave nothing out."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pipeboard.domain import wording
from pipeboard.domain.changes import Change, edit, inverted
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.wording import Names, sentences
from pipeboard.store.journal import JOURNALED

NAMES = Names(
    stages={1: "Lead", 2: "Proposal", 3: "Lead"},
    pipelines={1: "Sales", 2: "Renewals"},
    companies={1: "Acme", 2: "Kestrel"},
)
DEAL = Deal(
    id=1,
    title="Acme renewal",
    company_id=1,
    pipeline_id=1,
    stage_id=1,
    value=1_200_000,
    currency="EUR",
    rank="a0",
    custom={"region": "North", "size": "big"},
)
OTHERWISE: dict[str, tuple[Any, str]] = {
    "title": ("Acme", "Renamed from 'Acme renewal' to 'Acme'"),
    "company_id": (2, "Company changed from Acme to Kestrel"),
    "pipeline_id": (2, "Pipeline changed from Sales to Renewals"),
    "stage_id": (2, "Moved from Lead to Proposal"),
    "value": (None, "Value cleared"),
    "currency": ("JPY", "Currency changed from EUR to JPY"),
    "owner": ("bo", "Owner set to bo"),
    "source": ("fair", "Source set to fair"),
    "campaign": ("spring", "Campaign set to spring"),
    "probability": (0, "Probability set to its own 0 %"),
    "forecast_category": ("commit", "Forecast category set to commit"),
    "created_on": (date(2026, 1, 2), "Created on set to Fri 2 Jan 2026"),
    "expected_close": (date(2026, 1, 2), "Expected close set to Fri 2 Jan 2026"),
    "closed_on": (date(2026, 1, 2), "Closed on set to Fri 2 Jan 2026"),
    "contract_end": (date(2026, 1, 2), "Contract end set to Fri 2 Jan 2026"),
    "status": (Status.NURTURE, "Put off"),
    "reason": ("too dear", "Reason set to too dear"),
    "nurture_until": (date(2026, 1, 2), "Nurture until set to Fri 2 Jan 2026"),
    "need": ("roofs", "Need set to roofs"),
    "budget": ("enough", "Budget set to enough"),
    "authority": ("the boss", "Authority set to the boss"),
    "timeline": ("soon", "Timeline set to soon"),
    "sold_from_id": (7, "Sold from an earlier deal"),
    "custom": ({"region": "South", "size": "big"}, "region changed from North to South"),
}
"""Another value of every column that is told, and how that is told."""

NOT_TOLD = {
    "id": "it never changes",
    "touched_on": "it follows from the other changes",
    "rank": "told as reordering, where nothing else happened",
}


def told(after: dict[str, Any], deal: Deal = DEAL) -> list[str]:
    """What is told of an edit of a deal."""
    change = edit("deal", 1, deal.row(), after, 1)
    assert change is not None
    return sentences([change], NAMES)


def test_every_column_of_a_deal_is_told_or_meant_not_to_be() -> None:
    """A new column is in one of the two lists."""
    assert {field.name for field in fields(Deal)} == OTHERWISE.keys() | NOT_TOLD.keys()
    assert not OTHERWISE.keys() & NOT_TOLD.keys()


@pytest.mark.parametrize("column", OTHERWISE)
def test_a_column_is_told_alone_and_beside_others(column: str) -> None:
    """It does not vanish behind another edit of the same step."""
    value, sentence = OTHERWISE[column]
    assert told({column: value}) == [sentence]
    other = "need" if column != "need" else "budget"
    both = told({column: value, other: "something"})
    assert sorted(both) == sorted([sentence, f"{other.capitalize()} set to something"])


def test_an_outcome_is_told_with_what_belongs_to_it() -> None:
    """The date that a deal was closed on, and the reason."""
    won = {"status": Status.WON, "closed_on": date(2026, 1, 2), "reason": "best offer"}
    assert told(won) == ["Won on Fri 2 Jan 2026: best offer"]
    until = {"status": Status.NURTURE, "nurture_until": date(2026, 1, 2)}
    assert told(until) == ["Put off until Fri 2 Jan 2026"]


def test_own_fields_are_told_by_their_names() -> None:
    """Those that came, that went and that changed."""
    assert told({"custom": {"region": "South", "colour": "red"}}) == [
        "region changed from North to South",
        "size cleared",
        "colour set to red",
    ]


def test_a_move_to_another_pipeline_names_both() -> None:
    """Stages of several pipelines often have the same names."""
    assert told({"stage_id": 3, "pipeline_id": 2}) == [
        "Moved from Lead in Sales to Lead in Renewals"
    ]


def test_everything_changed_about_a_follow_up_is_told() -> None:
    """Also when it is put off by the same edit."""
    before = {"subject": "call", "priority": "normal", "due_on": date(2026, 1, 2), "due_at": None}
    due = {"due_on": date(2026, 1, 3), "due_at": datetime(2026, 1, 3, 9, tzinfo=UTC)}
    change = edit("follow_up", 1, before, {"subject": "ask", "priority": "high", **due}, 1)
    assert change is not None
    assert sentences([change], NAMES) == [
        "Follow-up put off to Sat 3 Jan 2026 09:00",
        "Subject of a follow-up changed from call to ask",
        "Priority of a follow-up changed from normal to high",
    ]


def test_the_deal_itself_comes_first() -> None:
    """When it is added and, taken back, when it is un-added."""
    note = Change("note", 1, None, {"text": "hello"}, 1)
    added = [Change("deal", 1, None, DEAL.row(), 1), note]
    assert sentences(added, NAMES) == ["Added in Lead", "Note: hello"]
    assert sentences(inverted(added), NAMES) == ["Deleted", "Note deleted"]


def test_the_history_tells_of_every_table_or_says_that_it_does_not() -> None:
    """What a new table holds is not forgotten in the history."""
    assert set(wording._TELLERS) | wording.NOT_TOLD == set(JOURNALED)
    assert not set(wording._TELLERS) & wording.NOT_TOLD
