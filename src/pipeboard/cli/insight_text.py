"""The rows of the tables of `insights`."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest

from pipeboard.cli.tables import Column, Row
from pipeboard.domain.figures import TAKES, Figure, Line, Movement, Share, StageFigures
from pipeboard.domain.figurewords import (
    NOT_APPLICABLE,
    note,
    number,
    part,
    part_name,
    parts,
    percent,
)
from pipeboard.domain.money import Money, readable
from pipeboard.domain.movements import CLOSING, OPENING
from pipeboard.domain.rates import Rate, convert
from pipeboard.service.insight_exports import summed

FIGURES = (
    Column("figure"),
    Column("in the period", right=True),
    Column("before", right=True),
    Column("", least=20, wraps=True),
)
STAGES = (
    Column("stage", least=10),
    Column("entered", right=True),
    Column("left", right=True),
    Column("converted", right=True),
    Column("rate", right=True),
    Column("pending", right=True),
    Column("mean", right=True),
    Column("median", right=True),
    Column("there", right=True),
)
MOVEMENT = (Column(""), Column("value", right=True), Column("deals", right=True))
SHARES = (
    Column("", least=10),
    Column("open", right=True),
    Column("open value", right=True),
    Column("won", right=True),
    Column("won value", right=True),
    Column("lost", right=True),
    Column("win rate", right=True),
)
REASONS = (Column("reason", least=10), Column("deals", right=True), Column("value", right=True))


def figure_rows(
    found: Mapping[str, Figure], currency: str, known: Sequence[Rate]
) -> list[list[str]]:
    """A row for each figure and currency, with why where there is none."""
    rows: list[list[str]] = []
    for figure in found.values():
        for place, each in enumerate(parts(figure)):
            shown = [part(figure.spec, value, each.currency) for value in (each.value, each.before)]
            label = "" if place else figure.spec.label
            rows.append([label, *shown, note(figure, each, first=not place)])
        sums = summed(figure)
        total = convert(sums, currency, known) if sums else None
        if total is not None:
            told = readable(Money(total.minor, total.currency))
            rows.append(["  in all", told, "", f"by the rates of {total.as_of}"])
    return rows


def stage_rows(found: Sequence[StageFigures], pipelines: Mapping[int, str]) -> list[Row]:
    """A row for each stage; under the name of its pipeline where there are several."""
    several = len({stage.pipeline_id for stage in found}) > 1
    rows: list[Row] = []
    shown: int | None = None
    for stage in found:
        if several and stage.pipeline_id != shown:
            rows.append([pipelines.get(stage.pipeline_id, "(removed)"), *[""] * (len(STAGES) - 1)])
        shown, rate = stage.pipeline_id, stage.conversion
        decided = stage.converted + stage.not_converted
        rows.append(
            [
                f"  {stage.name}" if several else stage.name,
                *(f"{stage.entered:,}", f"{stage.left:,}"),
                "" if rate is None else f"{stage.converted:,} of {decided:,}",
                percent(rate),
                f"{stage.pending:,}",
                *(_days(stage.mean_days), _days(stage.median_days)),
                f"{stage.still_there:,}",
            ]
        )
    return rows


def _days(days: Fraction | None) -> str:
    return NOT_APPLICABLE if days is None else f"{number(days, 1)} d"


def movement_rows(found: Mapping[str, Movement]) -> list[Row]:
    """The lines of each currency between its opening and its closing."""
    rows: list[Row] = []
    for code, movement in found.items():
        rows.append([OPENING, readable(Money(movement.opening, code)), ""])
        rows += [_line(movement, line) for line in Line if movement.counts.get(line)]
        rows.append([CLOSING, readable(Money(movement.closing, code)), ""])
    return rows


def _line(movement: Movement, line: Line) -> Row:
    sign = "-" if line in TAKES else "+"
    value = readable(Money(movement.lines[line], movement.currency))
    return [f"{sign} {line.label}", value, f"{movement.counts[line]:,}"]


def share_rows(by: str, found: Sequence[Share]) -> list[Row]:
    """A row for each part of a breakdown, and one more for each further currency."""
    rows: list[Row] = []
    for share in found:
        rate = share.win_rate
        first = [
            *(part_name(by, share.name), f"{share.open_count:,}", f"{share.won_count:,}"),
            *(f"{share.lost_count:,}", percent(rate)),
        ]
        money = zip_longest(_money(share.open_value), _money(share.won_value), fillvalue="")
        for place, (opened, won) in enumerate(list(money) or [("", "")]):
            name, open_count, won_count, lost, rated = first if not place else [""] * 5
            rows.append([name, open_count, opened, won_count, won, lost, rated])
    return rows


def reason_rows(found: Sequence[Share], status: str) -> list[Row]:
    """A row for each reason, and one more for each further currency."""
    rows: list[Row] = []
    for share in found:
        count, worth = share.ended(status)
        for place, value in enumerate(_money(worth) or [""]):
            first = [part_name("reason", share.name), f"{count:,}"] if not place else ["", ""]
            rows.append([*first, value])
    return rows


def _money(sums: Mapping[str, int]) -> list[str]:
    return [readable(Money(minor, code)) for code, minor in sorted(sums.items())]
