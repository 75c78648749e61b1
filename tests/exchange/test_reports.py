"""Reports in each format: the same numbers, and never text of people that becomes more than text."""

import csv
import io
import re
import unicodedata
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.chartlines import Pen, lines
from pipeboard.domain.charts import Bar, Chart, Tone, labelled
from pipeboard.domain.reports import Fact, Report, Section, Table
from pipeboard.exchange.report_csv import COLUMNS, write_report_csv
from pipeboard.exchange.report_html import report_html
from pipeboard.exchange.report_markdown import escaped, fenced, paragraph, report_markdown
from pipeboard.exchange.svg import WIDTH, svg
from pipeboard.ui import text

HOSTILE = [
    "<script>alert(1)</script>",
    "=1+1",
    "]]>",
    "```\n# a heading",
    "a | b",
    "\x1b[31mred\x07",
    "\u202egnp.exe",
    '"><img src=x onerror=alert(1)>',
    "[a](javascript:alert(1)) ![](//x)",
    "&lt;b&gt; &#65;",
    "- item",
    "1. first",
    "-->",
    "\ud800\ufffe\x00",
]
PEN = Pen(text.width, text.cut)


def drawn(chart: Chart) -> list[str]:
    """A chart as text."""
    return lines(chart, 60, PEN)


def report(said: str) -> Report:
    """A report in which people wrote the same everywhere."""
    chart = Chart(said, (said,), [Bar(said, 5, (said,), mark=3), Bar("b", 2, ("2",))], said)
    table = Table(("name", "value", said), [(said, "1", said)], said=True, caption=said)
    facts = [Fact(said, "-1.5", said, said, said)]
    return Report(
        said, [("owner", said)], [Section(said, [said], [("Why?", said)], [chart], [table], facts)]
    )


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "rect", "line"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data)


def parsed(html: str) -> Page:
    """A page, whose tags are all closed."""
    page = Page()
    page.feed(html)
    page.close()
    assert not page.open
    return page


@pytest.mark.parametrize("said", HOSTILE)
def test_html_shows_what_people_wrote_as_text(said: str) -> None:
    """No text adds a tag or an attribute, and none is lost."""
    page, harmless = parsed(report_html(report(said))), parsed(report_html(report("x")))
    assert page.tags == harmless.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in harmless.attributes]
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    kept = "".join(page.texts)
    words = "".join(char for char in said if char.isprintable() or char == "\n").split()
    assert all(word in kept for word in words)


def test_html_reads_nothing_from_outside() -> None:
    """The only address in it names what SVG is."""
    html = report_html(report("x"))
    assert set(re.findall(r"\w+://[^\"\s<]+", html)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\(|@import|src=|href=", html)


@given(st.text() | st.sampled_from(HOSTILE))
def test_no_format_has_a_control_character(said: str) -> None:
    """Line ends are the only ones, and no text turns the direction of what follows."""
    stream = io.StringIO(newline="")
    write_report_csv(report(said), stream)
    for written in (
        report_html(report(said)),
        report_markdown(report(said), drawn),
        stream.getvalue().replace("\r\n", "\n"),
    ):
        found = {char for char in written if unicodedata.category(char) in ("Cc", "Cs")}
        assert found <= {"\n"}
        assert not set(written) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text() | st.sampled_from(HOSTILE))
def test_svg_is_well_formed_with_the_text_in_it(said: str) -> None:
    """Whatever the labels, a reader of XML reads it, and there are only shapes and text."""
    chart = labelled(said, said, [(said, 10, said), ("b", 0, "0")])
    root = ET.fromstring(svg(chart))
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {"svg", "title", "text", "rect"}
    assert len(root.findall("{*}rect")) == 1


@given(st.lists(st.tuples(st.integers(0, 10**14), st.integers(0, 10**14)), min_size=1, max_size=6))
def test_bars_of_svg_are_within_it_and_as_long_as_their_order_says(
    ends: list[tuple[int, int]],
) -> None:
    """A larger value never has a shorter bar, and none leaves the picture."""
    chart = Chart("", (), [Bar("", end, (), start=start, tone=Tone.GAIN) for start, end in ends])
    rects = ET.fromstring(svg(chart)).findall("{*}rect")
    sizes = [bar.size for bar in chart.bars if bar.size]
    widths = [float(rect.attrib["width"]) for rect in rects]
    assert [w for _, w in sorted(zip(sizes, widths, strict=True))] == sorted(widths)
    assert all(
        float(r.attrib["x"]) >= 0 and float(r.attrib["x"]) + float(r.attrib["width"]) <= WIDTH + 0.1
        for r in rects
    )


@pytest.mark.parametrize("said", HOSTILE)
def test_markdown_keeps_its_table_and_its_blocks(said: str) -> None:
    """No text adds a cell, a heading or a fence to those that the report has."""
    written = report_markdown(report(said), drawn)
    prose, fence = [], ""
    for line in written.splitlines():
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence = line.removesuffix("text")
        else:
            prose.append(line)
    assert not fence
    assert sum(line.startswith("#") for line in prose) == 3
    cells = [re.split(r"(?<!\\)\|", line.replace("\\\\", "")) for line in prose if line[:1] == "|"]
    assert [len(row) for row in cells] == [5, 5, 5]
    text_ = "\n".join(prose).replace("**Why?**", "")
    assert not re.search(r"(?<!\\)[<*_`\[\]]", text_)


def test_markdown_escapes_what_would_be_a_block() -> None:
    """A list, a number of a list and a rule at the start of a paragraph stay text."""
    assert [paragraph(said) for said in ("- a", "1. a", "12) a", "+ a", "a - b", "7 deals")] == [
        "\\- a",
        "1\\. a",
        "12\\) a",
        "\\+ a",
        "a - b",
        "7 deals",
    ]
    assert escaped("see https://x.example or www.x.example") == (
        "see https\\://x.example or www\\.x.example"
    )
    assert fenced(["a ```` b"]) == "`````text\na ```` b\n`````"


@pytest.mark.parametrize("said", HOSTILE)
def test_csv_has_six_columns_and_no_formula(said: str) -> None:
    """Text that a spreadsheet would run has an apostrophe, a number below 0 stays a number."""
    stream = io.StringIO(newline="")
    write_report_csv(report(said), stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {6}
    assert rows[-1][3] == "-1.5"
    assert not any(
        cell[:1] in tuple("=+-@") and not cell.replace(".", "")[1:].isdigit()
        for row in rows
        for cell in row
    )
