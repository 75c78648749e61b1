"""A target in one line: ``Q4 600k owner:ann pipeline:renewals``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeboard.domain.locale import Locale
from pipeboard.domain.money import Money, exact
from pipeboard.domain.periods import Period, names_part_of_year
from pipeboard.domain.targets import Target, read_target_period
from pipeboard.domain.tokens import Token, name_of, split
from pipeboard.domain.wordamounts import find_amount
from pipeboard.errors import BadInput

EXAMPLE: Final = "Q4 600k owner:ann"
ACCEPTED: Final = f"a period and an amount are needed, such as {EXAMPLE}"
_OWNER, _PIPELINE = "owner:", "pipeline:"
_RELATIVE = ("this", "next", "last")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as typed; no pipeline is all of them, no owner everybody."""

    period: Period
    money: Money
    pipeline: str | None = None
    owner: str | None = None


def read_line(text: str, *, today: date, currency: str, locale: Locale) -> TargetLine:
    """A target as typed: the period first, then the amount, an owner and a pipeline as they come.

    ``currency`` holds where the amount names none. Raises BadInput.
    """
    tokens = split(text)
    named = {mark: _named(tokens, mark) for mark in (_OWNER, _PIPELINE)}
    words = [token.raw for token in tokens if token.mark not in named]
    if not words:
        raise BadInput("target", text, ACCEPTED)
    count = _words_of_period(words)
    period = read_target_period(" ".join(words[:count]), today)
    rest = words[count:]
    amount = find_amount(rest, currency, locale.decimal_mark)
    if amount is None:
        raise BadInput("target", text, f"an amount is needed, such as {EXAMPLE}")
    over = [*rest[: amount.first], *rest[amount.end :]]
    if over:
        accepted = f"{ACCEPTED} pipeline:renewals; '{' '.join(over)}' is neither"
        raise BadInput("target", text, accepted)
    return TargetLine(period, amount.money, named[_PIPELINE], named[_OWNER])


def written_line(target: Target, pipeline: str) -> str:
    """The line by which a target is read again; ``pipeline`` is the name of its own, if any."""
    line = f"{target.period} {exact(target.money.minor, target.money.currency)}"
    line += f" {target.money.currency}"
    for mark, name in ((_OWNER, target.owner), (_PIPELINE, pipeline)):
        if name:
            line += f" {mark}{name}" if name.isalnum() else f' {mark}"{name}"'
    return line


def _named(tokens: Sequence[Token], mark: str) -> str | None:
    """The name after a mark; raises BadInput for an empty one, and for a second."""
    found = [token for token in tokens if token.mark == mark]
    if not found:
        return None
    name = name_of(found[0])
    if len(found) > 1:
        raise BadInput(mark[:-1], name_of(found[1]), f"one is needed, and there is {name} already")
    if not name:
        raise BadInput(mark[:-1], "", f"a name is needed after {mark}, or leave it out")
    return name


def _words_of_period(words: Sequence[str]) -> int:
    """How many words at the start are the period: ``this month`` and ``Q4 2026`` are two."""
    first = words[0].casefold()
    second = words[1] if len(words) > 1 else ""
    with_year = names_part_of_year(first) and _is_year(second)
    return 2 if first in _RELATIVE or with_year else 1


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in {"19", "20", "21"}
