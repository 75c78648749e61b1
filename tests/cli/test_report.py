"""`report` and `insights --plain`: a period in one file, and in 80 columns."""

import csv
import io
import re
import unicodedata
from pathlib import Path

import pytest

from pipeboard.ui.text import width
from tests.cli.conftest import Called, Pipeboard
from tests.exchange.test_reports import parsed

HOSTILE = ("<script>alert(1)</script>", "=1+1", "]]>", "```", "a | b", "- x & <b>")
FORMATS = ("md", "html", "csv")


@pytest.fixture
def sold(pipeboard: Pipeboard, tmp_path: Path) -> Pipeboard:
    """A database in which people wrote what programs obey, sold something and lost something."""
    path = tmp_path / "deals.csv"
    with path.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(
            ["Deal name", "Amount", "Currency", "Stage", "Source", "Owner", "Labels", "Created"]
        )
        for number, said in enumerate(HOSTILE):
            rows.writerow([f"{number} {said}", 1000, "EUR", said, said, said, said, "10/5/2026"])
    done = pipeboard("import", str(path))
    assert done.out.startswith(f"{len(HOSTILE)} created"), done
    pipeboard("win", "0 <script>", "--reason", "<b>]]></b>")
    pipeboard("lose", "1 =1+1", "--reason", "=cmd|' /C calc'!A0")
    return pipeboard


def report(pipeboard: Pipeboard, *arguments: str) -> Called:
    """A report of the quarter; it went well."""
    done = pipeboard("report", "--period", "2026-Q4", *arguments)
    assert (done.code, done.err) == (0, "")
    return done


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_has_every_part_and_no_control_character(sold: Pipeboard, format_: str) -> None:
    """Heading, figures, stages, movement, breakdowns, reasons, and how each is computed."""
    out = report(sold, "--format", format_).out
    assert {char for char in out if unicodedata.category(char) == "Cc"} <= {"\n", "\r"}
    for part in (
        "2026-Q4",
        "In words",
        "target reached",
        "Figures",
        "Forecast",
        "Stages",
        "Movement",
        "Reasons",
        "time zone",
    ):
        assert part in out
    assert ("won / (won + lost)" in out) == (format_ != "csv")


def test_html_keeps_what_people_wrote_as_text(sold: Pipeboard) -> None:
    """All tags are closed, none is a script, and names are read as they were written."""
    page = parsed(report(sold, "--format", "html").out)
    assert not {"script", "b", "img", "link"} & set(page.tags)
    assert page.tags.count("svg") >= 4
    for said in (*HOSTILE, "<b>]]></b>", "=cmd|' /C calc'!A0"):
        assert any(said in text for text in page.texts), said


def test_markdown_keeps_its_tables_and_fences(sold: Pipeboard) -> None:
    """Every row of a table has as many cells as its head, and each picture is in a fence."""
    written = report(sold, "--format", "md").out
    cells, fence, pictures = 0, "", 0
    for line in written.splitlines():
        if fence:
            assert width(line) <= 80
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence, pictures = line.removesuffix("text"), pictures + 1
        elif line.startswith("|"):
            found = len(re.findall(r"(?<!\\)\|", line))
            assert found == (cells or found)
            cells = found
        else:
            cells = 0
            assert not re.search(r"(?<!\\)<", line)
    assert not fence
    assert pictures >= 4


def test_csv_has_every_figure_exact_and_no_formula(sold: Pipeboard) -> None:
    """Money as a decimal, a rate unrounded, n/a as nothing with its reason."""
    rows = list(csv.DictReader(io.StringIO(report(sold, "--format", "csv").out, newline="")))
    figures = {(row["name"], row["currency"]): row for row in rows if row["section"] == "Figures"}
    assert figures["won_value", "EUR"]["value"] == "1000.00"
    assert float(figures["win_rate_count", ""]["value"]) == 0.5
    assert figures["coverage", ""]["value"] == ""
    assert "no target is set for 2026-Q4" in figures["coverage", ""]["why"]
    for row in rows:
        for cell in row.values():
            assert not re.match(r"[=+@]|-(?!\d+(\.\d+)?$)", cell), row
    assert any("'=1+1" in row["name"] or "=1+1" in row["name"] for row in rows)


def test_every_format_says_the_same_as_insights(sold: Pipeboard) -> None:
    """The numbers of a report are those of `insights` and of its pictures."""
    found = sold("insights", "--period", "2026-Q4", "--json").json
    rows = list(csv.DictReader(io.StringIO(report(sold, "--format", "csv").out, newline="")))
    for name, figure in found["figures"].items():
        told = {
            row["currency"]: row["value"]
            for row in rows
            if (row["section"], row["name"]) == ("Figures", name)
        }
        if isinstance(figure["value"], dict) and figure["value"]:
            assert {code: str(each) for code, each in figure["value"].items()} == told
        elif figure["value"]:
            assert float(told[""]) == figure["value"]
    movement = {
        row["name"].replace(" ", "_"): row["value"]
        for row in rows
        if row["section"] == "Movement" and "deals" not in row["name"]
    }
    assert movement == found["movement"]["EUR"]


def test_with_rates_sums_are_told_in_one_currency_too(sold: Pipeboard) -> None:
    """Beside those in their own currencies, and marked with the date of the rates."""
    sold("add", "Kestrel pilot 100 USD")
    sold("rates", "set", "USD", "0.5")
    rows = list(csv.DictReader(io.StringIO(report(sold, "--format", "csv").out, newline="")))
    (row,) = [row for row in rows if row["name"] == "open_value in all"]
    assert (row["currency"], row["value"]) == ("EUR", "4050.00")
    assert row["why"] == "by the rates of Tue 24 Nov 2026"
    assert "| in all | 4,050.00 EUR |  | by the rates of Tue 24 Nov 2026 |" in report(sold).out
    plain = sold("insights", "--plain", "--period", "2026-Q4").out
    assert re.search(r"  in all +4,050.00 EUR\n +by the rates of 2026-11-24\n", plain)


def test_a_movement_is_drawn_without_lines_that_are_0(sold: Pipeboard) -> None:
    """Their numbers are in the CSV; the picture says that there are more."""
    for out in (report(sold).out, sold("insights", "--plain", "--period", "2026-Q4").out):
        drawn = out.split("Movement EUR")[1].split("lines that are 0 are left out")[0]
        names = [line.split()[0] for line in drawn.splitlines()[1:] if line]
        assert names == ["opening", "won", "lost", "closing"]


def test_a_report_goes_to_a_new_file(sold: Pipeboard, tmp_path: Path) -> None:
    """The name says the format; a file that is there is kept, unless it is an older report."""
    path = tmp_path / "q4.html"
    done = report(sold, "--output", str(path))
    assert done.out == f"{path}\n"
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    again = sold("report", "--output", str(path))
    assert (again.code, "q4.html" in again.err, "--force" in again.err) == (1, True, True)
    assert sold("report", "--period", "2025", "--output", str(path), "--force").code == 0
    assert "Sales report 2025<" in path.read_text(encoding="utf-8")
    other = tmp_path / "letter.md"
    other.write_text("Dear Lena")
    refused = sold("report", "--output", str(other), "--force")
    assert (refused.code, other.read_text()) == (1, "Dear Lena")


def test_the_ending_of_a_report_is_of_a_format(sold: Pipeboard, tmp_path: Path) -> None:
    """Another one needs --format; a name without one is Markdown."""
    path = tmp_path / "q4.pdf"
    done = sold("report", "--output", str(path))
    assert (done.code, path.exists()) == (2, False)
    assert ".md, .html or .csv" in done.err
    assert sold("report", "--output", str(path), "--format", "html").code == 0
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    report(sold, "--output", str(tmp_path / "q4"))
    assert (tmp_path / "q4").read_text(encoding="utf-8").startswith("# Sales report")


def test_the_forecast_has_the_open_deals_and_the_won_ones_apart(sold: Pipeboard) -> None:
    """As `forecast` has them, of months and of quarters."""
    heads = "| expected close | open | won deals |"
    out = report(sold, "--format", "md").out
    assert heads in out
    assert re.search(r"^\| 2026-11 \| 0 \| 1 \|", out, re.MULTILINE)
    line = sold("forecast", "--by", "quarter").out.splitlines()[1]
    assert line.split()[:3] == ["2026-Q4", "0", "1"]


def test_a_forecast_of_deals_without_a_value_is_not_applicable(sold: Pipeboard) -> None:
    """With why, also for a program; with a filter it has no target, and says so."""
    sold("targets", "set", "Dec", "5k")
    sold("add", "Unknown closes:2026-12-10")
    out = report(sold, "--format", "md").out
    assert re.search(r"^\| 2026-12 \| 1 .*\| n/a \| 5,000.00 \| n/a \|$", out, re.MULTILINE)
    assert "n/a: none of its deals has a value." in out
    lines = report(sold, "--format", "csv").out.splitlines()
    assert "Forecast,2026-12: weighted,,,,none of its deals has a value" in lines
    out = report(sold, "--format", "md", "unknown").out
    assert "Targets are not for a filter, so there is no gap." in out


def test_wrong_usage_of_a_report_is_told(pipeboard: Pipeboard) -> None:
    """A period that is none, a format that is none, an owner whom nobody knows."""
    assert pipeboard("report", "--period", "someday").code == 2
    assert pipeboard("report", "--format", "pdf").code == 2
    assert pipeboard("report", "--force").code == 2
    assert pipeboard("report", "--owner", "zoe").code == 3
    assert pipeboard("insights", "--plain", "--json").code == 2


@pytest.mark.parametrize(
    "period", ["2026-Q4", "2030", "2026-W48", "2026-11-24..2026-11-24", "0001"]
)
def test_without_deals_there_is_a_report_too(pipeboard: Pipeboard, period: str) -> None:
    """Of any period, also one in the future or at the beginning of the calendar."""
    for format_ in FORMATS:
        done = pipeboard("report", "--period", period, "--format", format_)
        assert done.code == 0, done.err
        assert "n/a" in done.out or format_ == "csv"


def test_a_report_says_of_what_it_is(sold: Pipeboard) -> None:
    """Owner, filter, who made it and when stand in its heading."""
    out = report(sold, "--owner", "]]", "label:]]>", "--format", "md").out
    head = out.split("## ")[0]
    assert "- owner: \\]\\]\\>\n" in head
    assert "- filter: label:\\]\\]\\>\n" in head
    assert "- made: Tue 24 Nov 2026, 09:00 by" in head
    assert "as of Tue 24 Nov 2026: the period is not over" in head


def test_plain_insights_fit_80_columns_without_colours(sold: Pipeboard) -> None:
    """Figures first, then the pictures; nothing is a control code, and --ascii draws ASCII bars."""
    out = sold("insights", "--plain", "--period", "2026-Q4").out
    assert max(map(width, out.splitlines())) <= 80
    assert "\x1b" not in out
    for part in (
        "this week",
        "won value",
        "Funnel",
        "Days in stage",
        "Won against target",
        "Movement",
        "Why",
    ):
        assert part in out
    assert "█" in out
    plain = sold("--ascii", "insights", "--plain", "--period", "2026-Q4").out
    assert max(map(width, plain.splitlines())) <= 80
    assert plain.isascii()
    assert "####" in plain
