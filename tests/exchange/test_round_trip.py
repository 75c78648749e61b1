"""What we export we import again, unchanged."""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.currencies import DIGITS
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.followups import Priority
from pipeboard.domain.locale import Locale
from pipeboard.domain.money import exact
from pipeboard.domain.people import Role
from pipeboard.errors import BadInput
from pipeboard.exchange.imported import ImportedContact, ImportedFollowUp, ImportPlan
from pipeboard.exchange.plan import plan_deals
from pipeboard.exchange.writers import write_deals_csv, write_deals_json

Row = dict[str, Any]

DEAL: Row = {
    "id": 7,
    "title": "=Corvid; roof",
    "company": "Corvid, Inc",
    "value": "1054.00",
    "currency": "EUR",
    "stage": "Won the demo",
    "pipeline": "New business",
    "status": "lost",
    "probability": 1,
    "forecast_category": "best case",
    "owner": "ann",
    "source": "web",
    "campaign": "-spring",
    "labels": ["hot", "a, b"],
    "ticked": ["Offer sent", "Terms, agreed"],
    "created_on": "2026-01-02",
    "expected_close": "2026-03-04",
    "closed_on": "2026-02-01",
    "contract_end": "2027-03-04",
    "nurture_until": None,
    "stage_since": "2026-01-30",
    "reason": "Lost",
    "need": "a roof\nby spring",
    "budget": "1k",
    "authority": "Lena",
    "timeline": "soon",
    "stale": False,
    "contacts": [
        {"name": "Lena Berg", "emails": ["l@corvid.example"], "phones": ["+49 30"], "role": "user"},
        {"name": "Bo", "email": None, "phone": "1", "role": None, "title": 'VP; "roofs" <EU>'},
        {"name": "", "email": "c@corvid.example", "title": "Buyer [user]"},
    ],
    "notes": [{"text": "first\n---\nsecond", "author": "ann"}, "'third"],
    "next_step": {"id": 1, "subject": "ring", "type": "call", "due": "2026-12-01T09:30"}
    | {"priority": "high", "contact": "Bo"},
    "sold_from": 3,
    "database": "db1",
    "external_ids": {"hubspot": "91"},
    "custom": {"Stage": " =1+1", "stale": "yes", "custom: x": "\ttab", "Title": '"q"\r\nend'},
}


def exported_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    stream = io.StringIO(newline="")
    write_deals_csv(rows, stream)
    return stream.getvalue()


def exported_json(rows: Iterable[Mapping[str, Any]]) -> str:
    stream = io.StringIO()
    write_deals_json(rows, stream)
    return stream.getvalue()


def imported(text: str) -> ImportPlan:
    found = plan_deals(
        text.encode(), name="a", today=date(2026, 11, 24), currency="USD", locale=Locale()
    )
    assert found.errors == ()
    return found


@pytest.mark.parametrize("exported", [exported_csv, exported_json])
def test_every_field_comes_back(exported: Any) -> None:
    """Also fields whose names or values look like something else."""
    (found,) = imported(exported([DEAL])).deals
    assert found.title == "=Corvid; roof"
    assert found.company == "Corvid, Inc"
    assert found.value is not None
    assert exact(found.value.minor, found.value.currency) == "1054.00"
    assert (found.stage, found.pipeline, found.status) == (
        *("Won the demo", "New business", Status.LOST),
    )
    assert (found.probability, found.forecast_category) == (1, ForecastCategory.BEST_CASE)
    assert (found.owner, found.source, found.campaign) == ("ann", "web", "-spring")
    assert found.labels == ("hot", "a, b")
    assert found.ticked == ("Offer sent", "Terms, agreed")
    assert (found.created_on, found.expected_close) == (date(2026, 1, 2), date(2026, 3, 4))
    assert (found.closed_on, found.contract_end) == (date(2026, 2, 1), date(2027, 3, 4))
    assert (found.stage_since, found.nurture_until) == (date(2026, 1, 30), None)
    assert (found.reason, found.need, found.budget) == ("Lost", "a roof\nby spring", "1k")
    assert (found.authority, found.timeline) == ("Lena", "soon")
    assert found.contacts == (
        ImportedContact("Lena Berg", "l@corvid.example", "+49 30", Role.USER),
        ImportedContact("Bo", None, "1", title='VP; "roofs" <EU>'),
        ImportedContact("c@corvid.example", "c@corvid.example", title="Buyer [user]"),
    )
    assert found.notes == ("first\n---\nsecond", "'third")
    assert found.next_step == ImportedFollowUp(
        "ring", "call", date(2026, 12, 1), time(9, 30), Priority.HIGH, "Bo"
    )
    assert found.external_ids == (("hubspot", "91"), ("pipeboard db1", "7"))
    assert found.sold_from == ("pipeboard db1", "3")
    assert found.custom == DEAL["custom"]


def test_a_stage_called_won_is_a_stage_of_ours() -> None:
    """Our export says the status itself."""
    (found,) = imported(exported_csv([{**DEAL, "stage": "Won", "status": "open"}])).deals
    assert (found.stage, found.status) == ("Won", Status.OPEN)


def test_no_cell_of_the_csv_runs_in_a_spreadsheet() -> None:
    """Every cell that began with a sign has an apostrophe before it."""
    text = exported_csv([DEAL])
    assert "'=Corvid; roof" in text
    assert "'-spring" in text
    assert "'\ttab" in text
    assert ",=" not in text


def test_json_is_one_object_a_line_and_harmless() -> None:
    """Values stay as given; control characters are escaped."""
    text = exported_json([{"title": "a\x1b[31m\x9bb", "value": "1.00"}, {"title": "é"}])
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text.replace("\n", ""))
    assert json.loads(text) == [{"title": "a\x1b[31m\x9bb", "value": "1.00"}, {"title": "é"}]
    assert len(text.splitlines()) == 4
    assert json.loads(exported_json([])) == []


def test_an_empty_export_is_an_empty_plan() -> None:
    """A header without rows, which is told."""
    text = exported_csv([])
    found = plan_deals(
        text.encode(), name="a", today=date(2026, 11, 24), currency="USD", locale=Locale()
    )
    assert found.deals == ()
    assert [(error.row, error.value) for error in found.errors] == [(None, "a")]


def test_json_of_others_is_read_by_its_keys() -> None:
    """A list of flat objects, or one under deals; what is no object is an error of its item."""
    text = json.dumps({"deals": [{"Deal Name": "A", "Amount": 1200.5, "Region": None}, "x"]})
    found = plan_deals(
        text.encode(), name="a", today=date(2026, 11, 24), currency="EUR", locale=Locale()
    )
    assert [(deal.row, deal.title, deal.value and deal.value.minor) for deal in found.deals] == [
        (1, "A", 120050)
    ]
    assert [(error.row, error.value) for error in found.errors] == [(2, "x")]


@pytest.mark.parametrize("text", ["[", "{}", "[]", "[1]", '{"lists": []}', "[" * 100_000])
def test_json_without_deals_is_refused(text: str) -> None:
    """The message names the file."""
    with pytest.raises(BadInput, match="list of deals") as caught:
        imported(text)
    assert caught.value.value == "a"


plain = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("'=+-@,;\"|"), max_size=12
).map(str.strip)
days = st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(str) | st.none()
currencies = st.sampled_from(sorted(DIGITS))
rows = currencies.flatmap(
    lambda currency: st.fixed_dictionaries(
        {
            "id": st.integers(1),
            "title": plain.filter(bool),
            "company": plain | st.none(),
            "value": st.none() | st.integers(0, 10**12).map(lambda minor: exact(minor, currency)),
            "currency": st.just(currency),
            "stage": plain,
            "pipeline": plain,
            "status": st.sampled_from(list(Status)),
            "probability": st.none() | st.integers(0, 100),
            "owner": plain | st.none(),
            "source": plain | st.none(),
            "labels": st.lists(plain.filter(bool), unique=True, max_size=3),
            "created_on": days,
            "expected_close": days,
            "stage_since": days,
            "notes": st.lists(plain.filter(bool), max_size=3),
            "custom": st.dictionaries(
                plain.filter(bool), st.text(st.characters(exclude_categories=["Cs"])), max_size=3
            ).map(lambda custom: {k: v.replace("\0", "") for k, v in custom.items()}),
        }
    )
)


@given(st.lists(rows, min_size=1, max_size=4), st.sampled_from([exported_csv, exported_json]))
def test_any_deals_come_back(wanted: list[Row], exported: Any) -> None:
    """Whatever is written in them."""
    found = imported(exported(wanted)).deals
    assert len(found) == len(wanted)
    stages: dict[tuple[str, str], str] = {}
    for deal, row in zip(found, wanted, strict=True):
        value = deal.value and exact(deal.value.minor, deal.value.currency)
        spelling = stages.setdefault(
            (row["pipeline"].casefold(), row["stage"].casefold()), row["stage"]
        )
        assert (deal.title, deal.company or "") == (row["title"], row["company"] or "")
        assert (value, deal.currency) == (row["value"], row["currency"])
        assert (deal.stage or "", deal.pipeline or "") == (spelling, row["pipeline"])
        assert (deal.status, deal.probability) == (row["status"], row["probability"])
        assert (deal.owner, deal.source) == (row["owner"] or "", row["source"] or "")
        assert deal.labels == tuple(row["labels"])
        assert deal.notes == tuple(row["notes"])
        for name in ("created_on", "expected_close", "stage_since"):
            day = getattr(deal, name)
            assert (day and str(day)) == row[name]
        assert deal.custom == {name: text for name, text in row["custom"].items() if text.strip()}
