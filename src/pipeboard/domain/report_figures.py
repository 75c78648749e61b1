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
from pipeboard.domain.words import many

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
        spec, note = each.spec, _note(each)
        for number, (code, now, then) in enumerate(figurewords.parts(each)):
            shown = [figurewords.part(spec, value, code) for value in (now, then)]
            rows.append(("" if number else spec.label, *shown, "" if number else note))
            facts.append(
                Fact(
                    spec.name,
                    _exact(spec, now, code),
                    _exact(spec, then, code),
                    code,
                    _note(each, now, then) if code else note,
                )
            )
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


def _note(figure: Figure, now: Amount | None = None, then: Amount | None = None) -> str:
    """Why there is no value, or none before; and how many deals the value is without.

    ``now`` and ``then`` are of a part in one currency: why others have none is not told with it.
    """
    said = [figure.why] if figure.why and now is None else []
    if figure.why_before and figure.why_before != figure.why and then is None:
        said.append(f"before: {figure.why_before}")
    if figure.left_out:
        said.append(f"without {many(figure.left_out, 'deal')} of which too little is known")
    return "; ".join(said)


def _converted(
    spec: Spec, value: Value | None, currency: str, rates: Sequence[Rate]
) -> Converted | None:
    if spec.name not in figurewords.SUMS or not isinstance(value, Mapping):
        return None
    return convert({code: round(each) for code, each in value.items()}, currency, rates)


def _by_rates(whole: Converted) -> str:
    return f"by the rates of {written(whole.as_of)}"
