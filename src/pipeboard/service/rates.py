"""Exchange rates, by which sums in several currencies are told in one besides."""

from collections.abc import Sequence
from typing import Any

from pipeboard.domain import rates as rules
from pipeboard.domain.changes import Step
from pipeboard.domain.currencies import currency_code
from pipeboard.domain.rates import Rate
from pipeboard.errors import BadInput, Conflict, NotAccepted, NotFound
from pipeboard.service.workspace import Workspace
from pipeboard.store import rates as store
from pipeboard.store.database import Draft


def rates(ws: Workspace) -> list[Rate]:
    """Every rate, by its currency."""
    with ws.read() as connection:
        return store.rates(connection)


def read(ws: Workspace, line: str) -> Rate:
    """A rate as typed: ``USD 0.92`` or ``USD 0.92 2026-11-01``, of today when no date is given.

    It says what one unit is in the database's currency. Raises BadInput.
    """
    words = line.split(maxsplit=2)
    if len(words) < 2:
        accepted = f"a currency and what one of it is in {ws.currency}, such as USD 0.92"
        raise BadInput("rate", line, f"{accepted}, is needed")
    code = currency_code(words[0], ws.currency)
    if code == ws.currency:
        raise NotAccepted("rate", line, f"sums are converted into {code}, which needs no rate")
    day = ws.today()
    if len(words) > 2:
        from pipeboard.domain.dates import parse_day

        day = parse_day(words[2], day, ws.locale, backward=True, field="date of the rate")
    if day > ws.today():
        raise NotAccepted("date of the rate", words[2], "it cannot lie in the future")
    return Rate(code, ws.currency, rules.read_rate(words[1]), day)


def set_rate(ws: Workspace, rate: Rate) -> Step | None:
    """Sets the rate of a currency, whatever it was; None when it is so already."""
    with ws.step() as step:
        _put(step, rate, store.rows(step.connection).get(rate.currency))
        step.title = f"Set the rate of {rate.currency} to {rate.rate:f} {rate.base}"
    return step.step


def remove(ws: Workspace, currency: str) -> Step | None:
    """Forgets the rate of a currency; raises NotFound when there is none."""
    code = currency_code(currency.strip(), ws.currency)
    with ws.step() as step:
        row = store.rows(step.connection).get(code)
        if row is None:
            raise NotFound(f"there is no rate of {code}")
        step.delete("exchange_rate", row)
        step.title = f"Removed the rate of {code}"
    return step.step


def write(ws: Workspace, seen: Sequence[Rate], wanted: Sequence[Rate]) -> Step | None:
    """Makes the rates those wanted; raises Conflict when they are not as they were ``seen``.

    Raises BadInput when a currency is wanted twice.
    """
    by_currency = {rate.currency: rate for rate in wanted}
    for rate in wanted:
        if by_currency[rate.currency] is not rate:
            raise NotAccepted("rate", rate.currency, "it is there twice; leave one")
    with ws.step() as step:
        if list(seen) != store.rates(step.connection):
            raise Conflict("somebody else changed the rates meanwhile", "nothing was written")
        rows = store.rows(step.connection)
        for currency, row in rows.items():
            if currency not in by_currency:
                step.delete("exchange_rate", row)
        for currency, rate in by_currency.items():
            _put(step, rate, rows.get(currency))
        step.title = "Changed the exchange rates"
    return step.step


def _put(step: Draft, rate: Rate, row: dict[str, Any] | None) -> None:
    values = {
        "currency": rate.currency,
        "base": rate.base,
        "rate": f"{rate.rate:f}",
        "as_of": rate.as_of,
    }
    if row is None:
        step.insert("exchange_rate", values)
    else:
        step.edit("exchange_rate", row["id"], row, values)
