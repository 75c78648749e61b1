"""Tables are found in delimited files, and what is malformed is set apart."""

from collections.abc import Sequence

import pytest

from pipeboard.errors import BadInput
from pipeboard.exchange.mapping import known
from pipeboard.exchange.readers import Table, read_table


def table(text: str) -> Table:
    return read_table(text.encode(), "deals.csv", known)


def rows(text: str) -> dict[int, list[str]]:
    return {record.row: record.cells for record in table(text).records}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_gives_known_columns(delimiter: str) -> None:
    """Other delimiters inside cells do not mislead."""
    others = "".join(sorted(set(",;\t|") - {delimiter}))
    text = "Title,Stage,Value\nA{},Lead{},1\n".replace(",", delimiter).format(others, others)
    assert table(text).header == ("Title", "Stage", "Value")
    assert rows(text) == {2: [f"A{others}", f"Lead{others}", "1"]}


def test_excel_says_the_delimiter_itself() -> None:
    """A first line sep=; counts as a row, but is not read."""
    assert rows("sep=;\nTitle;Value\nA;1,5\n") == {3: ["A", "1,5"]}


def test_line_ends_quotes_and_empty_lines() -> None:
    """CRLF and line breaks in quotes are fine, empty lines count as rows and are left out."""
    text = 'Title,Notes\r\n"A ""x""","one\r\ntwo, three"\r\n\r\nB,\r\n'
    assert rows(text) == {2: ['A "x"', "one\r\ntwo, three"], 4: ["B", ""]}


def test_spaces_after_the_delimiter_are_not_part_of_the_cells() -> None:
    """A quote after the space opens a quoted cell."""
    assert rows('Title, Company, Value\nA, "B, C", 1\n') == {2: ["A", "B, C", "1"]}


def test_lines_above_the_header_are_skipped() -> None:
    """The header is the first row with the most known names; rows keep their numbers."""
    text = "Pipeline report\nof November\n\nTitle,Stage\nA,Lead\n"
    assert table(text).header == ("Title", "Stage")
    assert rows(text) == {5: ["A", "Lead"]}


def test_footers_are_no_rows() -> None:
    """Totals, and what follows an empty line with one cell a line, end the table."""
    text = (
        "Title,Stage,Amount\nTotal Energies,Lead,5\nCopyright claims,,\n"
        '"Grand Totals (2 records)",,5\n\n\n'
        '"Report of Ann"\n"Copyright (c) 2026 example"\n"Somebody Inc"\n'
    )
    assert list(rows(text)) == [2, 3]
    assert table(text).errors == ()


def test_one_column_has_no_footer() -> None:
    """In a list of titles an empty line says nothing."""
    assert list(rows("Title\nA\n\nB\n")) == [2, 4]


def test_a_row_with_the_wrong_number_of_cells_is_an_error() -> None:
    """Extra empty cells are forgiven; the row is told by number, text and what to do."""
    found = table("Title,Stage\nA,Lead,,\nB,Lead,x\nC\nD,Lead\n")
    assert [record.row for record in found.records] == [2, 5]
    assert [(error.row, error.field, error.value) for error in found.errors] == [
        (3, "row", "B,Lead,x"),
        (4, "row", "C"),
    ]
    assert found.errors[0].message.startswith("it has 3 cells, the header has 2;")


@pytest.mark.parametrize(
    "broken",
    [
        '"B,Lead,1',  # never closed: the quote of a later row would close it
        '"B "the" b",Lead,1',
        'B,"Lead,1',
    ],
)
@pytest.mark.parametrize("later", ['C,"Lead, new",2', 'C,"",2', "C,Lead,2"])
def test_a_quote_left_open_costs_its_own_row_only(broken: str, later: str) -> None:
    """Reading goes on at the next line, with the row numbers of the file."""
    found = table(f"Title,Stage,Value\nA,Lead,0\n{broken}\n{later}\nD,Lead,3\n")
    assert [record.row for record in found.records] == [2, 4, 5]
    assert [(error.row, error.value) for error in found.errors] == [(3, broken)]
    assert found.errors[0].message.startswith("a quotation mark is not closed")


def test_neutralised_cells_are_restored() -> None:
    """The apostrophe before a formula is taken away, other apostrophes stay."""
    assert rows("Title,Notes\n'=1+1,'tis\n") == {2: ["=1+1", "'tis"]}


@pytest.mark.parametrize("text", ["", "\n\n", "a,b,c\n1,2,3\n", "<html><body>hello</body></html>"])
def test_a_file_without_known_columns_is_refused(text: str) -> None:
    """The message names the file and says what is needed."""
    with pytest.raises(BadInput, match="names its columns") as caught:
        table(text)
    assert caught.value.value == "deals.csv"


def test_the_header_is_scored_by_the_caller() -> None:
    """The reader itself knows no column names."""

    def score(cells: Sequence[str]) -> int:
        return cells.count("x")

    assert read_table(b"x;y\n1;2\n", "a.csv", score).header == ("x", "y")
