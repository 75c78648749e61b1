"""The lines of an opened figure: its formula, the deals behind it, and those left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.behind import Behind
from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Opened, Unit
from pipeboard.domain.money import Money, readable
from pipeboard.domain.periodwords import short_day
from pipeboard.domain.words import many
from pipeboard.ui import text as cells
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, EntryRows, Ink, Words, column, heading

_MONEY, _DATE, _OWNER, _STAGE, _STATUS, _BECAME = 18, 20, 12, 18, 8, 15
_NARROW, _WIDE, _VERY_WIDE = 64, 104, 120
_SHORT = {Status.NURTURE: "put off"}
_INKS: Mapping[Status, Ink] = {Status.WON: "won", Status.LOST: "lost"}


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """A line of the formula, which is the first, or of what is put into it."""

    number: int


@dataclass(frozen=True, slots=True)
class DealLine:
    """The line of a deal; ``left_out`` is the number of the reason why it is, 0 of one behind it."""

    deal_id: int
    left_out: int = 0


def ids_of(opened: Opened) -> list[int]:
    """The deals in the order in which they are listed, each once."""
    every = [opened.deal_ids, *(out.deal_ids for out in opened.left_out)]
    return list(dict.fromkeys(deal_id for ids in every for deal_id in ids))


class OpenedRows(EntryRows):
    """A figure with its deals, of which those ``known`` were read.

    What each deal has in the figure, where that is told, is money in ``currency``, or a number of
    days or follow-ups.
    """

    def __init__(
        self, inks: Inks, opened: Opened, known: Mapping[int, Behind], currency: str
    ) -> None:
        super().__init__(inks)
        self._opened = opened
        self._currency = currency
        self._known = known

    def entries(self, width: int) -> Iterator[Entry]:
        """The formula, the deals behind it, those left out for each reason."""
        yield from self._formula(width)
        behind = list(dict.fromkeys(self._opened.deal_ids))
        yield from self._head("Deals behind it", f"{len(behind):,}", width)
        if not behind:
            yield Entry(None, [[("no deal is behind it", "dim")]])
        yield from self._deals(behind, 0, width)
        for reason, out in enumerate(self._opened.left_out, 1):
            ids = list(dict.fromkeys(out.deal_ids))
            yield from self._head("Left out", f"{len(ids):,}", width)
            for row in wrapped(out.why, width):
                yield Entry(None, [[(row, "dim")]])
            yield from self._deals(ids, reason, width)

    def _head(self, title: str, count: str, width: int) -> Iterator[Entry]:
        yield Entry(None, [()])
        yield Entry(None, [heading(title, count, width, self.inks.glyphs.horizontal)])

    def _formula(self, width: int) -> Iterator[Entry]:
        spec = self._opened.spec
        lines: list[Words] = [
            [(row, "strong")] for row in wrapped(f"{spec.label}: {spec.formula}", width)
        ]
        if not spec.formula:
            lines = [[(row, "strong")] for row in wrapped(spec.label, width)]
        yield Entry(FormulaLine(0), lines)
        for number, said in enumerate(self._opened.put_in, 1):
            rows: list[Words] = [[(row, "text")] for row in wrapped(said, width)]
            yield Entry(FormulaLine(number), rows)

    def _deals(self, ids: Sequence[int], left_out: int, width: int) -> Iterator[Entry]:
        unread = 0
        for deal_id in ids:
            found = self._known.get(deal_id)
            if found is None:
                unread += 1
            else:
                yield Entry(DealLine(deal_id, left_out), [self._deal(found, width)])
        if unread:
            ellipsis = self.inks.glyphs.ellipsis
            yield Entry(None, [[(f"{many(unread, 'more deal')}{ellipsis}", "dim")]])

    def _deal(self, deal: Behind, width: int) -> Words:
        """Which deal, of whom, worth what, and how it stands; or what became of it."""
        ellipsis = self.inks.glyphs.ellipsis
        if deal.gone:
            return [(deal.gone, "dim")]
        status = deal.status or Status.OPEN
        ink = _INKS.get(status, "text")
        money: tuple[str, Ink] = (
            f"{cells.fit_right(self._amount(deal), _MONEY, ellipsis)}  ",
            "text",
        )
        became = self._opened.became.get(deal.id, "")
        if width < _NARROW:
            if became:
                name = column(deal.title, max(width - _BECAME, 6), "strong", ellipsis)
                return [name, column(became, _BECAME, "text", ellipsis)]
            name = column(deal.title, max(width - _MONEY - 2 - _STATUS, 6), "strong", ellipsis)
            return [name, money, column(_SHORT.get(status, status), _STATUS, ink, ellipsis)]
        wide = width >= _WIDE
        stage = min(_STAGE + max(width - _VERY_WIDE, 0) // 4, 2 * _STAGE)
        rest = width - _MONEY - _DATE - 2 - (_OWNER + stage if wide else 0)
        if became and wide:
            rest -= _BECAME
        title = rest * 58 // 100
        more = [
            column(deal.owner, _OWNER, "dim", ellipsis),
            column(deal.stage, stage, "dim", ellipsis),
        ]
        last = [column(_stands(deal, status), _DATE, ink, ellipsis)]
        if became:
            told = column(became, _BECAME if wide else _DATE, "text", ellipsis)
            last = [told, *last] if wide else [told]
        return [
            column(deal.title, title, "strong", ellipsis),
            column(deal.company, rest - title, "dim", ellipsis),
            money,
            *(more if wide else ()),
            *last,
        ]

    def _amount(self, deal: Behind) -> str:
        """What a deal has in the figure; else what it is worth."""
        has = self._opened.amounts.get(deal.id)
        if has is None:
            money = self._opened.worth.get(deal.id, deal.money)
            return readable(money) if money else ""
        if self._opened.spec.unit is Unit.MONEY:
            if not has and deal.money is None:
                return ""
            return readable(Money(has, self._currency))
        return many(has, self._opened.counted)


def _stands(deal: Behind, status: Status) -> str:
    """How a deal stands, and since or until when: ``won 12 Nov 2026``."""
    if status is Status.OPEN:
        until = deal.expected_close
        return f"closes {short_day(until)}" if until else "open"
    if status is Status.NURTURE:
        return _SHORT[status]
    return f"{status} {short_day(deal.closed_on)}" if deal.closed_on else str(status)
