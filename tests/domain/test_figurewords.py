"""Figures in words: each currency by itself, now beside before."""

from fractions import Fraction

from pipeboard.domain.figures import Figure
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.figurewords import note, part, part_name, parts, short_days, short_percent


def shown(figure: Figure) -> list[tuple[str, str]]:
    """A figure now and before, as a table shows it."""
    return [
        (
            part(figure.spec, each.value, each.currency),
            part(figure.spec, each.before, each.currency),
        )
        for each in parts(figure)
    ]


def test_a_currency_stands_beside_itself() -> None:
    """Also where there was another one before; a sum of nothing is 0, a mean of nothing n/a."""
    now, before = {"EUR": 105_400}, {"GBP": 500}
    assert shown(Figure(SPECS["won_value"], now, before)) == [
        ("1,054.00 EUR", "0.00 EUR"),
        ("0.00 GBP", "5.00 GBP"),
    ]
    assert shown(Figure(SPECS["average_deal"], now, before)) == [
        ("1,054.00 EUR", "n/a EUR"),
        ("n/a GBP", "5.00 GBP"),
    ]


def test_what_has_no_money_has_one_part() -> None:
    """Counts and rates are told once; n/a is never 0, and nothing in any currency is 0."""
    assert shown(Figure(SPECS["won_count"], 1_200, 0)) == [("1,200", "0")]
    assert shown(Figure(SPECS["win_rate_count"], Fraction(1, 3), None, "", "none")) == [
        ("33.3 %", "n/a")
    ]
    assert shown(Figure(SPECS["coverage"], None, None, "no target")) == [("n/a", "n/a")]
    assert shown(Figure(SPECS["won_value"], {}, {})) == [("0", "0")]
    assert shown(Figure(SPECS["win_rate_value"], {"EUR": Fraction(1, 2)}, None)) == [
        ("EUR 50.0 %", "EUR n/a")
    ]


def test_each_currency_has_its_own_reason() -> None:
    """Now and before, also one that has no value in either; a sum that is n/a is no 0."""
    figure = Figure(
        SPECS["won_value"],
        {"EUR": 1_00},
        {"EUR": 2_00},
        left_out=1,
        left_out_before=1_200,
        whys={"GBP": "none has a value"},
        whys_before={"USD": "another"},
    )
    assert shown(figure) == [
        ("1.00 EUR", "2.00 EUR"),
        ("n/a GBP", "0.00 GBP"),
        ("0.00 USD", "n/a USD"),
    ]
    assert [note(figure, each, first=not place) for place, each in enumerate(parts(figure))] == [
        "without 1 deal of which too little is known, before without 1,200",
        "none has a value",
        "before: another",
    ]
    before = Figure(SPECS["open_count"], 3, 4, left_out_before=2)
    assert [note(before, each) for each in parts(before)] == [
        "before: without 2 deals of which too little is known"
    ]
    whole = Figure(SPECS["coverage"], None, None, "no target", "no target then", 5, {}, 5)
    assert [note(whole, each) for each in parts(whole)] == ["no target; before: no target then"]
    same = Figure(SPECS["coverage"], None, None, "no target", "no target")
    assert [note(same, each) for each in parts(same)] == ["no target"]


def test_rates_and_days_are_short() -> None:
    """What is above 0 never reads 0 %, and what cannot be told reads n/a."""
    assert [short_percent(rate) for rate in (None, 0, 1, Fraction(1, 3), Fraction(1, 999))] == [
        "n/a",
        "0 %",
        "100 %",
        "33 %",
        "<1 %",
    ]
    assert [short_days(each) for each in (None, 8, Fraction(25, 2), Fraction(-1, 2), 1234)] == [
        "n/a",
        "8",
        "12.5",
        "-0.5",
        "1,234",
    ]


def test_what_is_not_told_is_named_by_what_it_is_of() -> None:
    """One wording on the screen, in the report and on the command line."""
    names = [part_name(by, "") for by in ("source", "size", "reason")]
    assert names == ["no source", "no value", "no reason given"]
    assert part_name("source", "fair") == "fair"


def test_the_names_of_figures_begin_small() -> None:
    """They stand in lines and sentences."""
    assert [spec.label for spec in SPECS.values() if spec.label[0].isupper()] == []
