"""`rates`, and the sums of `stages` in one currency."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def two_currencies(pipeboard: Pipeboard) -> Pipeboard:
    """A deal in euros and one in dollars."""
    pipeboard("add", "Acme renewal 12k EUR")
    pipeboard("add", "Kestrel pilot 5k USD")
    return pipeboard


def test_a_rate_is_set_listed_and_removed(pipeboard: Pipeboard) -> None:
    """With its date; the rate is kept as it was typed."""
    done = pipeboard("rates", "set", "usd", "0,920", "2026-11-02")
    assert (done.code, done.err) == (0, "Set the rate of USD to 0.920 EUR\n")
    assert pipeboard("rates", "--json").json == [
        {"currency": "USD", "base": "EUR", "rate": "0.920", "as_of": "2026-11-02"}
    ]
    assert "0.920 EUR" in pipeboard("rates").out
    assert pipeboard("rates", "remove", "usd").err == "Removed the rate of USD\n"
    assert pipeboard("rates", "remove", "usd").code == 3


def test_sums_have_a_total_besides(two_currencies: Pipeboard) -> None:
    """Marked with the date of its rates; the sums in their own currencies stay."""
    before = two_currencies("stages", "--json").json[0]
    assert before["converted"] is None
    two_currencies("rates", "set", "USD", "0.9", "2026-11-02")
    after = two_currencies("stages", "--json").json[0]
    assert after["value"] == {"EUR": "12000.00", "USD": "5000.00"}
    assert after["converted"] == {"currency": "EUR", "value": "16500.00", "as_of": "2026-11-02"}
    told = two_currencies("stages").err
    assert told == "All open deals: 16,500.00 EUR by the rates of 2026-11-02.\n"


def test_a_rate_that_is_missing_is_named(two_currencies: Pipeboard) -> None:
    """There is no total of a part."""
    two_currencies("add", "Corvid 1k GBP")
    two_currencies("rates", "set", "USD", "0.9")
    assert "no rate of GBP" in two_currencies("stages").err
    assert two_currencies("stages", "--json").json[0]["converted"] is None
