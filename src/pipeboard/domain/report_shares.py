"""The sections of a report that break its deals down: what they come from, why they ended."""

from collections.abc import Mapping, Sequence

from pipeboard.domain import charts
from pipeboard.domain.figures import Share
from pipeboard.domain.figurewords import breakdown_name, part_name, percent
from pipeboard.domain.money import Money, exact, readable
from pipeboard.domain.reports import Fact, Section, Table

_SHARE_HEADS = ("open", "open value", "won", "won value", "lost", "win rate")


def breakdowns(found: Mapping[str, Sequence[Share]]) -> Section:
    """Who and what the deals come from; those of which it is not told stand apart."""
    tables, facts = [], []
    for kind, parts in found.items():
        if parts:
            rows = [_share_row(kind, each) for each in parts]
            tables.append(Table((kind, *_SHARE_HEADS), rows, caption=f"By {breakdown_name(kind)}"))
        facts += [
            fact for each in parts for fact in _share_facts(_fact_name(kind, each.name), each)
        ]
    said = () if tables else ["There are no deals to break down."]
    return Section("Breakdowns", said, tables=tables, facts=facts)


def reasons(found: Mapping[str, Sequence[Share]]) -> Section:
    """Why deals were won and lost in the period."""
    tables, facts = [], []
    for ending, parts in found.items():
        if not parts:
            continue
        ended = [(part_name("reason", each.name), *each.ended(ending)) for each in parts]
        rows = [(name, f"{count:,}", _values(worth)) for name, count, worth in ended]
        title = f"Why deals were {ending}"
        tables.append(Table(("reason", "deals", "value"), rows, caption=title))
        facts += [Fact(f"{ending}: {name}", str(count)) for name, count, _ in ended]
    said = () if tables else ["Nothing was won or lost in the period."]
    pictures = charts.of_reasons(found)
    return Section("Reasons", said, charts=pictures, tables=tables, facts=facts)


def _fact_name(kind: str, name: str) -> str:
    return f"{kind} {name}" if name else part_name(kind, name)


def _share_row(kind: str, each: Share) -> Sequence[str]:
    return (
        part_name(kind, each.name),
        f"{each.open_count:,}",
        _values(each.open_value),
        f"{each.won_count:,}",
        _values(each.won_value),
        f"{each.lost_count:,}",
        percent(each.win_rate),
    )


def _share_facts(name: str, each: Share) -> list[Fact]:
    counts = {"open": each.open_count, "won": each.won_count, "lost": each.lost_count}
    values = {
        "open_value": each.open_value,
        "won_value": each.won_value,
        "lost_value": each.lost_value,
    }
    return [
        *(Fact(f"{name}: {what}", str(count)) for what, count in counts.items()),
        *(
            Fact(f"{name}: {what}", exact(minor, code), currency=code)
            for what, value in values.items()
            for code, minor in value.items()
        ),
    ]


def _values(value: Mapping[str, int]) -> str:
    return ", ".join(readable(Money(minor, code)) for code, minor in value.items()) or "0"
