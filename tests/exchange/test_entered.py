"""Columns that tell when a deal came into a stage become its stays."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from pipeboard.domain.locale import Locale
from pipeboard.exchange.imported import ImportPlan
from pipeboard.exchange.plan import plan_deals

HEAD = (
    *("Record ID", "Deal Name", "Deal Stage", "Pipeline", "Close Date"),
    *('Date entered "Qualified (Sales Pipeline)"', 'Date entered "Appointment (Sales Pipeline)"'),
    *('Date entered "Closed won (Sales Pipeline)"', 'Date entered "Draft (Renewals)"'),
    *('Date exited "Appointment (Sales Pipeline)"', "Date entered current stage"),
)
ROWS = (
    ("1", "Open", "Qualified", "2027-01-31", "2026-10-09 10:00", "2026-10-02 09:30", *[""] * 4),
    ("2", "Won", "Closed Won", "2026-10-20", "2026-10-09 10:00", "2026-10-02", "2026-10-21", *[""] * 3),
    ("3", "Won late", "Closed Won", "", "2026-10-09", "", "2026-10-21", *[""] * 3),
    ("4", "Lost", "Closed Lost", "2026-10-05", "", "2026-10-02", *[""] * 4),
    ("5", "Lost some day", "Closed Lost", "", "2026-10-09", "2026-10-02", *[""] * 4),
    ("6", "Back", "Appointment", "", "2026-10-09", "2026-10-02", *[""] * 3, "2026-10-12"),
    ("7", "Somewhere", "Appointment", "", "2026-10-09", "2026-10-02", *[""] * 4),
    ("8", "One day", "Appointment", "", "2026-10-09", "2026-10-09", *[""] * 4),
    ("9", "Two times", "Appointment", "", "2026-10-09 08:00", "2026-10-09 07:00", *[""] * 3, "2026-10-09"),
)  # fmt: skip


def csv_of(*rows: Any) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def planned(text: str) -> ImportPlan:
    return plan_deals(
        text.encode(), name="a", today=date(2026, 11, 24), currency="EUR", locale=Locale()
    )


def stays(text: str) -> dict[str, list[tuple[str, str, str | None]] | None]:
    """By the titles of the deals their stays: stage, days entered and left."""
    found = planned(text)
    assert found.errors == ()
    return {
        deal.title: None
        if deal.visits is None
        else [
            (each.stage, str(each.entered_on), str(each.left_on) if each.left_on else None)
            for each in deal.visits
        ]
        for deal in found.deals
    }


def test_hubspot() -> None:
    """One stay after the other by days and times, the last to the closing or going on."""
    text = csv_of(HEAD, *((*row[:3], "Sales Pipeline", *row[3:]) for row in ROWS))
    first = ("Appointment", "2026-10-02", "2026-10-09")
    assert stays(text) == {
        "Open": [first, ("Qualified", "2026-10-09", None)],
        "Won": [first, ("Qualified", "2026-10-09", "2026-10-20")],
        "Won late": [("Qualified", "2026-10-09", "2026-10-21")],
        "Lost": [("Appointment", "2026-10-02", "2026-10-05")],
        "Lost some day": [first],
        "Back": [
            *(first, ("Qualified", "2026-10-09", "2026-10-12")),
            ("Appointment", "2026-10-12", None),
        ],
        "Somewhere": None,
        "One day": [
            *(("Qualified", "2026-10-09", "2026-10-09"), ("Appointment", "2026-10-09", None))
        ],
        "Two times": [
            *(
                ("Appointment", "2026-10-09", "2026-10-09"),
                ("Qualified", "2026-10-09", "2026-10-09"),
            ),
            ("Appointment", "2026-10-09", None),
        ],
    }
    found = planned(text)
    assert str(found.deals[2].closed_on) == "2026-10-21"
    assert found.deals[1].custom == {HEAD[7]: "2026-10-21"}
    assert found.deals[6].custom == {HEAD[5]: "2026-10-09", HEAD[6]: "2026-10-02"}
    assert found.stages == ("Appointment", "Qualified")
    uses = {use.header: (use.field, use.note) for use in found.columns}
    assert uses[HEAD[6]] == ("entered_stage", "Appointment")
    assert uses[HEAD[7]][0] == "entered_won"
    assert uses[HEAD[8]] == uses[HEAD[9]] == (None, "")


@pytest.mark.parametrize(
    ("header", "stage"),
    [
        ("Date entered Qualified", "Qualified"),
        ("date entered 'Qualified'", "Qualified"),
        ("Deal - Date entered “Qualified”", "Qualified"),
        ("Date entered Qualified (Sales)", "Qualified"),
        ('Date entered "Qualified" (Sales)', "Qualified"),
        ('Date entered "Tasting"', "Tasting"),
        ('Date entered "Tasting (Sales)"', "Tasting"),
        ("Date entered Tasting", None),
        ("Date entered CRM", None),
        ("Date entered", None),
        ("Date entered stage", None),
        ("Qualified", None),
    ],
)
def test_what_names_a_stage(header: str, stage: str | None) -> None:
    """In quotes anything, else a stage that the file has; the rest is kept."""
    text = csv_of(
        ("title", "stage", "stage since", header), ("A", "Qualified", "2026-10-09", "2026-10-02")
    )
    (deal,) = planned(text).deals
    assert (stage is None) == (header in deal.custom)
    if stage is not None:
        assert deal.visits is not None
        assert (deal.visits[0].stage, str(deal.visits[0].entered_on)) == (stage, "2026-10-02")


def test_stages_beside_a_known_one() -> None:
    """Count where they have a usual word of selling."""
    head = ("title", "stage", "Date entered Tasting", "Date entered Proposal", "Date entered CRM")
    found = stays(csv_of(head, ("A", "Tasting", "2026-10-09", "2026-10-02", "2026-09-01")))
    assert found["A"] == [
        ("Proposal", "2026-10-02", "2026-10-09"),
        ("Tasting", "2026-10-09", None),
    ]


def test_a_stage_that_two_columns_name_is_told_by_neither() -> None:
    """They stay fields of the file, as do those of a file without stages."""
    head = ("title", "stage", "Date entered 'A (X)'", "Date entered 'A (Y)'", "Date entered A")
    days = ("2026-10-01", "2026-10-02", "2026-10-03")
    assert stays(csv_of(head, ("D", "A", *days)))["D"] == [("A", "2026-10-03", None)]
    twice = (*head, "Date entered 'A'")
    (deal,) = planned(csv_of(twice, ("D", "A", *days, days[0]))).deals
    assert (deal.visits, len(deal.custom)) == (None, 4)
    (deal,) = planned(csv_of(("title", "value", head[2]), ("D", "5", days[0]))).deals
    assert (deal.visits, len(deal.custom)) == (None, 1)


def test_a_stay_in_another_pipeline() -> None:
    """The column names it; the deal is in another one by now."""
    head = (
        "title",
        "stage",
        "pipeline",
        "Date entered 'Draft (Renewals)'",
        "Date entered 'Won over (Sales)'",
    )
    rows = (
        ("A", "Won over", "Sales", "2026-10-01", "2026-10-05"),
        ("B", "Draft", "renewals", "", ""),
    )
    (deal, _) = planned(csv_of(head, *rows)).deals
    assert deal.visits is not None
    assert [(each.pipeline, each.stage) for each in deal.visits] == [
        *(("renewals", "Draft"), ("Sales", "Won over"))
    ]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-11-25", "cannot be; it cannot lie in the future, today is 2026-11-24"),
        ("soon", "is not understood; a date is needed such as"),
    ],
)
def test_a_day_that_cannot_be(day: str, message: str) -> None:
    """Costs its row, told by the name of the column."""
    head = ("title", "stage", "Date entered A")
    found = planned(csv_of(head, ("D", "A", day), ("E", "A", "2026-11-24")))
    assert [deal.title for deal in found.deals] == ["E"]
    assert (found.errors[0].field, found.errors[0].value) == (head[2], day)
    assert message in found.errors[0].message


def test_a_file_without_such_columns_is_as_before() -> None:
    """Nothing is known of its stays but what its other columns say."""
    text = "Title,Stage,Stage change time,Status\nA,Demo,2026-10-01,open\n"
    (deal,) = planned(text).deals
    assert (deal.visits, str(deal.stage_since), deal.custom) == (None, "2026-10-01", {})
