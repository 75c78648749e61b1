"""The breakdowns, and why deals were won and lost."""

from collections.abc import Iterator, Mapping, Sequence

from pipeboard.domain.charts import Bar, Chart, Tone
from pipeboard.domain.figures import Share
from pipeboard.domain.figurewords import breakdown_name, part_name, short_percent
from pipeboard.ui.insights_contents import REASONS, SHARES
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.insights_page import MONEY, Page, shows
from pipeboard.ui.widgets.rows import Entry

_MOST = 8
_HEADS = ("open", "value", "won", "value", "lost", "win rate")
_WIDTHS = (6, MONEY, 6, MONEY, 6, 10)


@shows(SHARES, "Breakdowns")
def breakdowns(page: Page, found: Mapping[str, Sequence[Share]]) -> Iterator[Entry]:
    """The deals by source, industry and so on, the first of each."""
    for by, shares in found.items():
        yield from page.head(f"By {breakdown_name(by)}")
        if not shares:
            yield page.told("no deal is open, was won or lost in these days")
            continue
        yield Entry(None, [page.row("", _HEADS, _WIDTHS, "dim")])
        every = by in page.expanded or len(shares) == _MOST + 1
        shown = shares if every else shares[:_MOST]
        for share in shown:
            line = page.row(part_name(by, share.name), _told(page, share), _WIDTHS, "text")
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
            bars.append(Bar(name, count, (f"{count:,}", page.money(worth)), tone=tone))
        spots = [Spot(Kind.REASON, status, share.name) for share in shares]
        yield from page.chart(Chart(title, ("deals", "value"), bars), spots)


def _told(page: Page, share: Share) -> Sequence[str]:
    return (
        f"{share.open_count:,}",
        page.money(share.open_value),
        f"{share.won_count:,}",
        page.money(share.won_value),
        f"{share.lost_count:,}",
        short_percent(share.win_rate),
    )
