"""A report: headed sections of sentences, tables and pictures, which the writers of each format lay out.

The same numbers stand in it twice: in tables, as people read them, and as facts, exact, for a
spreadsheet or a program.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeboard.domain.charts import Chart


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under their headings; columns from ``numbers`` on are numbers.

    The last column is a text again where ``said`` is set. ``caption`` says what the rows are of,
    where the section does not.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 1
    said: bool = False
    caption: str = ""

    def is_number(self, column: int) -> bool:
        """Whether a column has numbers, which stand under each other at the right."""
        return column >= self.numbers and not (self.said and column == len(self.heads) - 1)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number as a program reads it; ``why`` says for which reason there is none."""

    name: str
    value: str
    before: str = ""
    currency: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under its own heading, in the order in which it is read.

    ``answers`` are questions with their answers.
    """

    title: str
    paragraphs: Sequence[str] = ()
    answers: Sequence[tuple[str, str]] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    facts: Sequence[Fact] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a period. ``about`` are names with what they are: period, owner, made when."""

    title: str
    about: Sequence[tuple[str, str]]
    sections: Sequence[Section] = field(default_factory=tuple)
