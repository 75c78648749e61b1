"""Opening a number of a part of a breakdown, or of a reason."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import LeftOut, Opened, Scope, Spec, Unit
from pipeboard.domain.figurewords import amount, breakdown_name, part_name, percent
from pipeboard.domain.money import Money
from pipeboard.domain.words import many
from pipeboard.service.insight_numbers import Gap
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import figures
from pipeboard.store import share_deals as store
from pipeboard.store.database import Connection
from pipeboard.store.opens import Opens, moment


class ShareNumber(StrEnum):
    """The numbers of a part that open."""

    OPEN = "open"
    OPEN_VALUE = "open_value"
    WON = "won"
    WON_VALUE = "won_value"
    LOST = "lost"
    LOST_VALUE = "lost_value"
    WIN_RATE = "win_rate"

    @property
    def told(self) -> str:
        """Its words: ``won value``."""
        return self.value.replace("_", " ")

    @property
    def of_value(self) -> bool:
        """Whether it is a sum of values."""
        return self.value.endswith("_value")

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Of which deals it is."""
        if self is ShareNumber.WIN_RATE:
            return Status.WON, Status.LOST
        return (Status(self.value.removesuffix("_value")),)

    @property
    def formula(self) -> str:
        """How it comes about."""
        if self is ShareNumber.WIN_RATE:
            return "won / (won + lost), by count of the deals closed in the period"
        counted = "sum of the values of the deals that" if self.of_value else "number of deals that"
        return f"{counted} {_WHICH[self.statuses[0]]}"


_WHICH = {
    Status.OPEN: "are open at the end of the period, or now if it is not over",
    Status.WON: "were won, by closed on in the period",
    Status.LOST: "were lost, by closed on in the period",
}
_UNITS = {True: Unit.MONEY, False: Unit.COUNT}
_UNSURE = {Status.OPEN: Gap.UNKNOWN, Status.WON: Gap.WON_DAY, Status.LOST: Gap.LOST_DAY}
_NO_VALUE = {
    Status.OPEN: Gap.OPEN_VALUE,
    Status.WON: Gap.WON_VALUE,
    Status.LOST: Gap.LOST_VALUE,
}


def open_share(ws: Workspace, scope: Scope, kind: str, name: str, number: str) -> Opened:
    """The deals behind a ``ShareNumber`` of a part of a breakdown by ``kind``, or of a ``reason``.

    ``name`` is that of the part; an empty one is for the deals of which none is told. ``worth`` has
    what each deal was worth in the period. Raises ValueError for a number that there is not.
    """
    at, wanted = present(ws), ShareNumber(number)
    out: list[LeftOut] = []
    with ws.read() as connection:
        opens = Opens(connection, scope, moment(scope.period.last, at))
        found = {
            status: store.deals(connection, opens, scope, kind, name, status)
            for status in wanted.statuses
        }
        for status in wanted.statuses:
            unsure = _unsure(connection, opens, scope, status)
            out += _left_out(store.among(connection, unsure, kind, name), _UNSURE[status])
    worth = {deal_id: money for deals in found.values() for deal_id, money in deals.items()}
    unit = Unit.RATE if wanted is ShareNumber.WIN_RATE else _UNITS[wanted.of_value]
    label = f"{breakdown_name(kind)} {name}" if name else part_name(kind, name)
    spec = Spec(f"by_{kind}", f"{label}, {wanted.told}", unit, wanted.formula)
    if wanted.of_value:
        without = [deal_id for deal_id, money in worth.items() if money is None]
        behind = [deal_id for deal_id in worth if worth[deal_id] is not None]
        out += _left_out(without, _NO_VALUE[wanted.statuses[0]])
        return Opened(spec, _sums(worth), behind, out, worth=worth)
    if wanted is ShareNumber.WIN_RATE:
        put_in = [_rate(len(found[Status.WON]), len(found[Status.LOST]))]
    else:
        put_in = [many(len(worth), "deal"), *_sums(worth)]
    return Opened(spec, put_in, list(worth), out, worth=worth)


def _unsure(connection: Connection, opens: Opens, scope: Scope, status: Status) -> list[int]:
    """The deals of which it is not known whether they were open then, or when they ended."""
    if status is Status.OPEN:
        return figures.unknown(connection, opens)
    return figures.undated(connection, scope, opens.at.present)[status]


def _left_out(deal_ids: list[int], gap: Gap) -> list[LeftOut]:
    return [LeftOut(deal_ids, gap.value)] if deal_ids else []


def _sums(worth: Mapping[int, Money | None]) -> list[str]:
    """What the deals are worth, a line for each currency: ``EUR: 38,800.00 in 3 deals``."""
    return list(_by_currency([money for money in worth.values() if money is not None]))


def _by_currency(values: list[Money]) -> Iterator[str]:
    if not values:
        yield "none of them has a value"
    for code in sorted({money.currency for money in values}):
        own = [money.minor for money in values if money.currency == code]
        yield f"{code}: {amount(sum(own), code)} in {many(len(own), 'deal')}"


def _rate(won: int, lost: int) -> str:
    rate = Fraction(won, won + lost) if won + lost else None
    return f"{won:,} won / ({won:,} won + {lost:,} lost) = {percent(rate)}"
