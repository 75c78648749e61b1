"""Exchange rates in the database."""

from datetime import date
from decimal import Decimal

import pytest

from pipeboard.domain.rates import Rate
from pipeboard.errors import BadInput, Conflict, NotFound
from pipeboard.service import history, rates
from pipeboard.service.workspace import Workspace


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """A database without pipelines."""
    return workspace


def known(ws: Workspace) -> list[str]:
    """The rates as somebody would type them."""
    return [f"{each.currency} {each.rate} {each.as_of}" for each in rates.rates(ws)]


def test_a_rate_is_set_changed_and_removed(ws: Workspace) -> None:
    """Each is a step that is taken back and done again, and says what it did."""
    steps = [
        rates.set_rate(ws, rates.read(ws, "usd 0.92")),
        rates.set_rate(ws, rates.read(ws, "USD 0.95 2026-11-01")),
        rates.remove(ws, "USD"),
    ]
    assert [step.title for step in steps if step] == [
        "Set the rate of USD to 0.92 EUR",
        "Set the rate of USD to 0.95 EUR",
        "Removed the rate of USD",
    ]
    assert known(ws) == []
    history.undo(ws)
    assert known(ws) == ["USD 0.95 2026-11-01"]
    history.undo(ws)
    assert known(ws) == [f"USD 0.92 {ws.today()}"]
    history.redo(ws)
    assert known(ws) == ["USD 0.95 2026-11-01"]


def test_setting_what_is_so_writes_nothing(ws: Workspace) -> None:
    """There is then no step to take back."""
    rates.set_rate(ws, rates.read(ws, "USD 0.92"))
    assert rates.set_rate(ws, rates.read(ws, "USD 0.92")) is None


def test_all_rates_are_written_as_one_step(ws: Workspace) -> None:
    """New, changed and left out ones together."""
    rates.set_rate(ws, rates.read(ws, "USD 0.92"))
    rates.set_rate(ws, rates.read(ws, "GBP 1.15"))
    seen = rates.rates(ws)
    rates.write(ws, seen, [rates.read(ws, "USD 0.9"), rates.read(ws, "JPY 0.0061")])
    assert [line.rsplit(" ", 1)[0] for line in known(ws)] == ["JPY 0.0061", "USD 0.9"]
    history.undo(ws)
    assert rates.rates(ws) == seen


def test_rates_that_somebody_changed_meanwhile_are_not_written_over(ws: Workspace) -> None:
    """Nothing of what was wanted is written."""
    seen = rates.rates(ws)
    rates.set_rate(ws, rates.read(ws, "USD 0.92"))
    with pytest.raises(Conflict, match="rates"):
        rates.write(ws, seen, [rates.read(ws, "GBP 1.15")])
    assert [each.currency for each in rates.rates(ws)] == ["USD"]


def test_a_currency_stands_in_the_table_once(ws: Workspace) -> None:
    """Which of two lines would hold nobody could tell."""
    rate = Rate("USD", "EUR", Decimal("0.9"), date(2026, 11, 1))
    other = Rate("USD", "EUR", Decimal("0.8"), date(2026, 11, 1))
    with pytest.raises(BadInput, match="twice"):
        rates.write(ws, [], [rate, other])


@pytest.mark.parametrize(
    "line", ["USD", "", "EUR 1", "XXY 1", "USD 0", "USD one", "USD 1 2030-01-01"]
)
def test_a_line_that_is_no_rate_is_refused(ws: Workspace, line: str) -> None:
    """Before anything is written."""
    with pytest.raises(BadInput):
        rates.read(ws, line)


def test_removing_what_is_not_there_says_so(ws: Workspace) -> None:
    """Naming the currency."""
    with pytest.raises(NotFound, match="USD"):
        rates.remove(ws, "USD")
