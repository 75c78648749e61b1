"""The answers in words, and the figures beside those of the period before."""

from collections.abc import Iterable, Iterator

from pipeboard.domain.figures import Figure, InCurrency, Spec, Unit
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.figurewords import SUMS, parts
from pipeboard.domain.periods import Period
from pipeboard.domain.periodwords import called
from pipeboard.ui import figure_words
from pipeboard.ui import text as cells
from pipeboard.ui.insights_contents import ANSWERS, FIGURES
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.insights_page import Page
from pipeboard.ui.lack_ways import with_way
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.rows import Entry, Ink, Words, column, heading

ABOUT = "about"
"""Stands for a currency where all are told in one."""
_THESE, _BEFORE = "these days", "before"
_LABEL, _NUMBER, _WIDE_NUMBER, _EXACT_NUMBER, _WIDE = 26, 10, 14, 15, 100
_GAP = "  "


def answers(page: Page) -> Iterator[Entry]:
    """The three questions, each with its sentences."""
    yield Entry(None, [heading("In short", "", page.width, page.inks.glyphs.horizontal)])
    found = page.part(ANSWERS)
    if found is None:
        yield from page.missing(ANSWERS)
        return
    for number, answer in enumerate(found):
        if number:
            yield Entry(None, [()])
        yield page.told(answer.question)
        for place, sentence in enumerate(answer.sentences):
            lines: list[Words] = [
                [(row, "text")] for row in wrapped(sentence.told(page.ways), page.width)
            ]
            yield Entry(Spot(Kind.SENTENCE, number, place), lines)


def figures(page: Page) -> Iterator[Entry]:
    """The figures; before they are read their names."""
    period = page.parts.scope.period
    heads = _heads(page, period)
    spare = before_of(period) if heads[1] == _BEFORE else ""
    yield from page.head("Figures", f"before: {spare}" if spare else "")
    found = page.part(FIGURES)
    if found is None and page.parts.why_not(FIGURES):
        yield from page.missing(FIGURES)
        return
    yield Entry(None, _lines(page, "", *heads, "change", "dim"))
    several = is_several(found.values() if found else (), page.currency)
    for name, spec in SPECS.items():
        figure = found.get(name) if found else None
        if figure is None:
            lines = _lines(page, spec.label, page.ellipsis, "", "", "dim")
            yield Entry(Spot(Kind.FIGURE, name, _first(page, spec)), lines)
            continue
        shown = figure_words.in_order(figure, page.currency)
        for place, part in enumerate(shown):
            more = figure_words.note(figure, part, first=place == 0, several=len(shown) > 1)
            yield _figure(page, spec, part, with_way(more, page.ways), several=several)
        yield from _in_one(page, figure)


def is_several(found: Iterable[Figure], currency: str) -> bool:
    """Whether figures are told in other currencies than one."""
    codes = {part.currency for figure in found for part in parts(figure)}
    return bool(codes - {currency, ""})


def before_of(period: Period) -> str:
    """What the period before is called; '' where the calendar does not reach back to it."""
    before = period.before
    return called(before) if before else ""


def _heads(page: Page, period: Period) -> tuple[str, str]:
    """What stands above the columns of the period and of the one before it."""
    names = called(period), before_of(period)
    if all(cells.width(name) < _number(page) for name in names):
        return names
    before = period.before
    return (str(period), str(before or "")) if period.unit else (_THESE, _BEFORE)


def _number(page: Page) -> int:
    """The cells of a number."""
    return _EXACT_NUMBER if page.exact else _WIDE_NUMBER if page.width >= _WIDE else _NUMBER


def _first(page: Page, spec: Spec) -> str:
    return page.currency if spec.by_currency else ""


def _figure(page: Page, spec: Spec, part: InCurrency, more: str, *, several: bool) -> Entry:
    currency = part.currency
    value, before = part.value, part.before
    unit, code, exact = spec.unit, currency or page.currency, page.exact
    lines = _lines(
        page,
        f"{spec.label}, {currency}" if several and currency else spec.label,
        figure_words.told(value, unit, code, exact=exact),
        ""
        if value is None and before is None
        else figure_words.told(before, unit, code, exact=exact),
        figure_words.changed(value, before, unit, code, exact=exact),
        "text" if value is not None else "dim",
        more,
    )
    return Entry(Spot(Kind.FIGURE, spec.name, currency or _first(page, spec)), lines)


def _in_one(page: Page, figure: Figure) -> Iterator[Entry]:
    """A sum in several currencies in one, where there are rates for all of them."""
    if figure.spec.name not in SUMS:
        return
    now, before = (
        figure_words.in_one(value, page.currency, page.rates)
        for value in (figure.value, figure.before)
    )
    if now is None:
        return
    about = page.inks.glyphs.about
    value, compared = (
        f"{about} {figure_words.told(each.minor, Unit.MONEY, page.currency, exact=page.exact)}"
        if each
        else ""
        for each in (now, before)
    )
    label = f"  all in {page.currency}, by rates"
    lines = _lines(page, label, value, compared, "", "dim")
    yield Entry(Spot(Kind.FIGURE, figure.spec.name, ABOUT), lines)


def _lines(
    page: Page, label: str, value: str, before: str, change: str, ink: Ink, more: str = ""
) -> list[Words]:
    """A line of columns, with ``more`` beside them, in place of those that are empty, or below."""
    number = _number(page)
    compared: list[tuple[str, Ink]] = [
        (cells.fit_right(before, number, page.ellipsis), "dim"),
        (cells.fit_right(change, number, page.ellipsis), ink),
    ]
    del compared[max((page.width - _LABEL - number) // number, 0) :]
    if more and not change:
        compared = compared[:1] if before else []
    line: list[tuple[str, Ink]] = [
        column(label, _LABEL, "text", page.ellipsis),
        (cells.fit_right(value, number, page.ellipsis), "strong" if ink == "text" else ink),
        *compared,
    ]
    room = page.width - _LABEL - number * (1 + len(compared)) - len(_GAP)
    if cells.width(more) <= room:
        return [[*line, (f"{_GAP}{more}" if more else "", "dim")]]
    below: list[Words] = [
        [(f"{_GAP}{row}", "dim")] for row in wrapped(more, page.width - len(_GAP))
    ]
    return [line, *below]
