"""The sections of a report that tell its figures: in words, in a table, and their formulas."""

from collections.abc import Iterable, Mapping, Sequence

from pipeboard.domain import figurewords
from pipeboard.domain.answers import Answer
from pipeboard.domain.days import written
from pipeboard.domain.figures import Amount, Figure, Spec, Unit, Value
from pipeboard.domain.figurespecs import CONVERSION, TIME_IN_STAGE
from pipeboard.domain.money import Money, exact, readable
from pipeboard.domain.rates import Converted, Rate, convert
from pipeboard.domain.reports import Fact, Section, Table

FORMULAS: Mapping[str, str] = {
    "forecast": (
        "won in the period, by closed on + weighted value of the open deals expected to close in "
        "it; commit and best case are the values of those of that category, omitted ones count in "
        "nothing, and deals whose expected close has passed stand apart"
    ),
    "gap": "target - won - weighted",
    **{spec.label: spec.formula for spec in (CONVERSION, TIME_IN_STAGE)},
}


def answers(found: Iterable[Answer]) -> Section:
    """The three questions of a review, each answered in a paragraph."""
    told = [(each.question, each.text) for each in found]
    facts = [Fact(question, text) for question, text in told]
    return Section("In words", answers=told, facts=facts)


def figures(
    found: Iterable[Figure], period: str, before: str, currency: str, rates: Sequence[Rate] = ()
) -> Section:
    """Every figure beside that of the period before, with the reason of each n/a.

    Sums of money are also told in ``currency`` where the rates tell what they are in it.
    """
    rows: list[Sequence[str]] = []
    facts: list[Fact] = []
    for each in found:
        spec = each.spec
        for number, shown in enumerate(figurewords.parts(each)):
            code, amounts = shown.currency, (shown.value, shown.before)
            texts = [figurewords.part(spec, value, code) for value in amounts]
            note = figurewords.note(each, shown, first=not number)
            rows.append(("" if number else spec.label, *texts, note))
            now, then = (_exact(spec, value, code) for value in amounts)
            facts.append(Fact(spec.name, now, then, code, note))
        whole = _converted(spec, each.value, currency, rates)
        if whole is not None:
            rows.append(("in all", readable(Money(whole.minor, currency)), "", _by_rates(whole)))
            total = exact(whole.minor, currency)
            facts.append(Fact(f"{spec.name} in all", total, "", currency, _by_rates(whole)))
    table = Table(("figure", period, before, "note"), rows, said=True)
    return Section("Figures", tables=[table], facts=facts)


def formulas(specs: Iterable[Spec], others: Mapping[str, str]) -> Section:
    """How each figure is computed."""
    rows = [(spec.label, spec.formula) for spec in specs] + list(others.items())
    return Section("Formulas", tables=[Table(("figure", "formula"), rows, numbers=2)])


def _exact(spec: Spec, part: Amount | None, code: str) -> str:
    if part is None:
        return ""
    if spec.unit is Unit.MONEY:
        return exact(round(part), code) if code else str(round(part))
    return str(part) if isinstance(part, int) else repr(float(part))


def _converted(
    spec: Spec, value: Value | None, currency: str, rates: Sequence[Rate]
) -> Converted | None:
    if spec.name not in figurewords.SUMS or not isinstance(value, Mapping):
        return None
    return convert({code: round(each) for code, each in value.items()}, currency, rates)


def _by_rates(whole: Converted) -> str:
    return f"by the rates of {written(whole.as_of)}"
