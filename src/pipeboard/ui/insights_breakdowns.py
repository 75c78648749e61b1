"""The breakdowns, and why deals were won and lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.charts import Bar, Chart, Tone
from pipeboard.domain.figures import Share
from pipeboard.domain.figurewords import breakdown_name, part_name, short_percent
from pipeboard.ui.insights_contents import REASONS, SHARES
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.insights_page import MONEY, Page, shows
from pipeboard.ui.text import width
from pipeboard.ui.widgets.rows import Entry

_MOST = 8
_COUNT, _RATE = 6, 10
_NAME = 24
"""Cells for a name before anything else takes more than it needs."""
_EVERY = 1000
"""Cells in which all amounts of a part stand."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of the breakdowns: as many and as wide as there is room for, the same for all."""

    heads: Sequence[str]
    widths: Sequence[int]
    name: int


@shows(SHARES, "Breakdowns")
def breakdowns(page: Page, found: Mapping[str, Sequence[Share]]) -> Iterator[Entry]:
    """The deals by source, industry and so on, the first of each."""
    table = _table(page, [(by, share) for by, shares in found.items() for share in shares])
    for by, shares in found.items():
        yield from page.head(f"By {breakdown_name(by)}")
        if not shares:
            yield page.told("no deal is open, was won or lost in these days")
            continue
        yield Entry(None, [page.row("", table.heads, table.widths, "dim", table.name)])
        every = by in page.expanded or len(shares) == _MOST + 1
        shown = shares if every else shares[:_MOST]
        for share in shown:
            told = _told(page, share, table)
            line = page.row(part_name(by, share.name), told, table.widths, "text", table.name)
            yield Entry(Spot(Kind.SHARE, by, share.name), [line])
        if len(shown) < len(shares):
            more = f"{len(shares) - len(shown):,} more; enter shows them"
            yield Entry(Spot(Kind.MORE, by), [[(more, "dim")]])


@shows(REASONS, "Why won and lost")
def reasons(page: Page, found: Mapping[str, Sequence[Share]]) -> Iterator[Entry]:
    """Why deals were won, and why they were lost."""
    for status, tone in (("won", Tone.GAIN), ("lost", Tone.LOSS)):
        title, shares = f"Why {status}", found.get(status, ())
        if not shares:
            yield from page.head(title)
            yield page.told(f"no deal was {status} in these days")
            continue
        bars = []
        for share in shares:
            count, worth = share.ended(status)
            name = part_name("reason", share.name)
            said = page.money(worth, max(MONEY, page.across // 3))
            bars.append(Bar(name, count, (f"{count:,}", said), tone=tone))
        spots = [Spot(Kind.REASON, status, share.name) for share in shares]
        yield from page.chart(Chart(title, ("deals", "value"), bars), spots)


def _table(page: Page, parts: Sequence[tuple[str, Share]]) -> _Table:
    """With the value of the lost ones and with all amounts where there is room for these."""
    longest = max((width(part_name(by, share.name)) + 1 for by, share in parts), default=0)
    name = min(longest, _NAME)
    lost = 3 * (_COUNT + MONEY) + _RATE + name <= page.width
    heads = ("open", "value", "won", "value", "lost", *(("value",) if lost else ()), "win rate")
    widths = [MONEY if head == "value" else _COUNT for head in heads[:-1]] + [_RATE]
    for place, head in enumerate(heads):
        if head == "value":
            sums = [_values(share)[place // 2] for _, share in parts]
            every = max((width(page.money(each, _EVERY)) + 2 for each in sums), default=0)
            room = page.width - name - sum(widths) + widths[place]
            widths[place] = max(min(every, room), MONEY)
    return _Table(heads, widths, min(longest, page.width - sum(widths)))


def _values(share: Share) -> Sequence[Mapping[str, int]]:
    return share.open_value, share.won_value, share.lost_value


def _told(page: Page, share: Share, table: _Table) -> Sequence[str]:
    counts = share.open_count, share.won_count, share.lost_count
    told: list[str] = []
    for place, head in enumerate(table.heads[:-1]):
        if head == "value":
            told.append(page.money(_values(share)[place // 2], table.widths[place]))
        else:
            told.append(f"{counts[place // 2]:,}")
    return [*told, short_percent(share.win_rate)]
