"""Movement: through which lines the open value of a scope went from an opening to a closing.

Each change of how a deal stood adds what it was worth in the scope afterwards and subtracts what it
was worth before, so opening and lines come to the closing whatever happened.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import TAKES, Line, Movement, Spec, Unit
from pipeboard.domain.figurewords import amount

MOVEMENT = Spec(
    "movement",
    "movement",
    Unit.MONEY,
    "opening + new + increased - decreased - won - lost - to nurture + from nurture + reopened "
    "+ moved in - moved out = closing",
    by_currency=True,
)

OPENING, CLOSING = "opening", "closing"
"""What the lines stand between."""

_ENDS: Mapping[str, Line] = {
    Status.WON: Line.WON,
    Status.LOST: Line.LOST,
    Status.NURTURE: Line.TO_NURTURE,
}
_RETURNS: Mapping[str, Line] = {
    Status.WON: Line.REOPENED,
    Status.LOST: Line.REOPENED,
    Status.NURTURE: Line.FROM_NURTURE,
}


@dataclass(frozen=True, slots=True)
class Side:
    """How a deal stood on one side of a change: in the scope or not, of which currency."""

    status: str
    in_scope: bool
    currency: str

    @property
    def counts(self) -> bool:
        """Whether its value is a part of what is open in the scope."""
        return self.status == Status.OPEN and self.in_scope


@dataclass(frozen=True, slots=True)
class Turn:
    """A kind of change of how deals stand: ``before`` is None of what began to be.

    ``sign`` says whether the value was greater afterwards (1), less (-1) or the same (0).
    """

    before: Side | None
    after: Side
    sign: int


@dataclass(frozen=True, slots=True)
class Turns:
    """The changes of one kind: what the deals were worth in all before and after, and how many.

    Worth is in minor units of the currency on that side.
    """

    turn: Turn
    before: int
    after: int
    deals: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to a line: it adds so many times the values before, and those after."""

    line: Line
    currency: str
    before: int
    after: int

    def amount(self, before: Any, after: Any) -> Any:
        """What it comes to, of whatever can be multiplied and added."""
        return self.before * before + self.after * after


@dataclass(frozen=True, slots=True)
class Stake:
    """What the changes of one kind have in a line, and the number of their deals."""

    turn: Turn
    effect: Effect
    deals: int


def effects(turn: Turn) -> Iterator[Effect]:
    """What a change of this kind does to which lines; nothing where it moved nothing.

    A deal that ends is worth what it ended with, and so first increases or decreases to that; one
    that ends from outside the open ones of the scope first comes into them.
    """
    before, after = turn.before, turn.after
    end = _ENDS.get(after.status) if after.in_scope else None
    stands = after.counts or end is not None
    if before is not None and before.counts:
        if not stands:
            yield Effect(Line.MOVED_OUT, before.currency, 1, 0)
            return
        if before.currency != after.currency:
            yield Effect(Line.MOVED_OUT, before.currency, 1, 0)
            yield Effect(Line.MOVED_IN, after.currency, 0, 1)
        elif turn.sign:
            line = Line.INCREASED if turn.sign > 0 else Line.DECREASED
            yield Effect(line, after.currency, -turn.sign, turn.sign)
    else:
        came = _came(before, after) if stands else None
        if came is None:
            return
        yield Effect(came, after.currency, 0, 1)
    if end is not None:
        yield Effect(end, after.currency, 0, 1)


def _came(before: Side | None, after: Side) -> Line | None:
    """The line by which a deal came into what is open in the scope, None where it did not."""
    if before is None:
        return Line.NEW if after.counts else None
    if before.status == after.status and not after.counts:
        return None
    return _RETURNS.get(before.status, Line.MOVED_IN)


def movements(
    opening: Mapping[str, int],
    turns: Iterable[Turns],
    closing: Mapping[str, int],
    counts: Mapping[tuple[Line, str], int],
) -> dict[str, Movement]:
    """The movement of each currency in which there is any; ``counts`` are the deals of each line."""
    lines: dict[str, dict[Line, int]] = defaultdict(lambda: dict.fromkeys(Line, 0))
    for each in turns:
        for effect in effects(each.turn):
            lines[effect.currency][effect.line] += effect.amount(each.before, each.after)
    codes = sorted({*opening, *lines, *closing})
    return {
        code: Movement(
            code,
            opening.get(code, 0),
            lines[code],
            closing.get(code, 0),
            {line: counts.get((line, code), 0) for line in Line},
        )
        for code in codes
    }


def stakes(turns: Iterable[Turns]) -> dict[tuple[Line, str], list[Stake]]:
    """Of what each line of each currency is made up."""
    found: dict[tuple[Line, str], list[Stake]] = defaultdict(list)
    for each in turns:
        for effect in effects(each.turn):
            found[effect.line, effect.currency].append(Stake(each.turn, effect, each.deals))
    return found


def put_in(movement: Movement) -> str:
    """The formula with the numbers of one currency put in."""

    def money(minor: int) -> str:
        return amount(minor, movement.currency)

    terms = [f"{OPENING} {money(movement.opening)}"]
    for line, moved in movement.lines.items():
        sign = "-" if line in TAKES else "+"
        terms.append(f"{sign} {line.label} {money(moved)}")
    return f"{movement.currency}: {' '.join(terms)} = {CLOSING} {money(movement.closing)}"


def lines_of(movement: Movement) -> Sequence[tuple[str, int]]:
    """Every line in its order with its amount, the opening first and the closing last."""
    return (
        (OPENING, movement.opening),
        *((line.value, amount) for line, amount in movement.lines.items()),
        (CLOSING, movement.closing),
    )
