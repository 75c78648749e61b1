"""What opens when enter is pressed on a line of the insights."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from textual.screen import Screen

from pipeboard.domain.figures import Line, Opened, Scope, Spec, StageFigures, Unit
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.figurewords import part_name, parts, short_percent
from pipeboard.domain.money import Money, readable
from pipeboard.domain.periodwords import called
from pipeboard.errors import Refused
from pipeboard.keys import Keymap
from pipeboard.service import insights, movements, share_deals, stage_figures
from pipeboard.service.share_deals import ShareNumber
from pipeboard.service.workspace import Workspace
from pipeboard.ui import figure_words
from pipeboard.ui.insights_contents import (
    ANSWERS,
    FIGURES,
    INCOMPLETE,
    MONTHS,
    RATES,
    SHARES,
    STAGES,
)
from pipeboard.ui.insights_figures import ABOUT, is_several
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.parts_reader import Parts
from pipeboard.ui.screens.opened import OpenedScreen
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice, Following

Opener = Callable[["Spot"], Screen[Any] | None]


def opening(keymap: Keymap, parts: Parts, spot: Spot, whose: str) -> Screen[Any]:
    """The screen that shows what is behind a line; where it has several numbers, a list of them.

    ``whose`` says of which pipeline, owner and filter the deals are.

    Raises Refused for what has not been read yet, and for a sentence that tells of no deal.
    """
    found = _Opening(keymap, parts, whose).of(spot)
    if found is None:
        raise Refused("this is not read yet")
    return found


class _Opening:
    def __init__(self, keymap: Keymap, parts: Parts, whose: str) -> None:
        self._keymap = keymap
        self._parts = parts
        self._scope = parts.scope
        self._whose = whose

    def of(self, spot: Spot) -> Screen[Any] | None:
        openers: Mapping[Kind, Opener] = {
            Kind.SENTENCE: self._sentence,
            Kind.FIGURE: self._figure,
            Kind.MONTH: self._month,
            Kind.LINE: self._line,
            Kind.LEFT_OUT: self._left_out,
            Kind.STAGE: self._stage,
            Kind.FUNNEL: lambda spot: self._of_stage(spot, "entered"),
            Kind.TIME: lambda spot: self._of_stage(spot, "left"),
            Kind.SHARE: self._share,
            Kind.REASON: self._reason,
        }
        return openers[spot.kind](spot)

    def _screen(
        self,
        title: str,
        open_: Callable[[Workspace], Opened],
        *,
        scope: Scope | None = None,
        currency: str = "",
    ) -> OpenedScreen:
        of = scope or self._scope
        about = f"{called(of.period)}, {self._whose}"
        return OpenedScreen(self._keymap, title, about, of, open_, currency=currency)

    def _sentence(self, spot: Spot) -> Screen[Any] | None:
        found = self._parts.get(ANSWERS)
        if found is None:
            return None
        answer = found[int(spot.of)]
        sentence = answer.sentences[int(spot.part)]
        if not sentence.deal_ids:
            raise Refused("no deal is behind this sentence")
        spec = Spec("answer", sentence.text, Unit.COUNT, "")
        opened = Opened(spec, (), sentence.deal_ids, ())
        return self._screen(answer.question, lambda _: opened)

    def _figure(self, spot: Spot) -> Screen[Any]:
        name, currency = str(spot.of), str(spot.part)
        if currency == ABOUT:
            return self._in_one(name)
        found = (self._parts.get(FIGURES) or {}).get(name)
        told = {part.currency for part in parts(found)} if found else {currency}
        return self._of_figure(
            SPECS[name].label, self._scope, name, currency if currency in told else ""
        )

    def _month(self, spot: Spot) -> Screen[Any] | None:
        found = self._parts.get(MONTHS) or {}
        of = found.get(str(spot.part), ())
        month = next((each for each in of if str(each.period) == spot.of), None)
        if month is None:
            return None
        scope = replace(self._scope, period=month.period)
        title = f"won value of {month.label}"
        return self._of_figure(title, scope, "won_value", str(spot.part))

    def _of_figure(self, title: str, scope: Scope, name: str, currency: str) -> OpenedScreen:
        """A figure; of one by currency, where there are several, only the part in one."""
        several = is_several((self._parts.get(FIGURES) or {}).values(), currency)
        only = currency if several and SPECS[name].by_currency else ""
        return self._screen(
            f"{title}, {only}" if only else title,
            lambda ws: insights.open_figure(ws, scope, name, only),
            scope=scope,
        )

    def _in_one(self, name: str) -> OpenedScreen:
        """A sum in all currencies, and what it comes to in one."""
        scope, figure = self._scope, (self._parts.get(FIGURES) or {})[name]
        rates = self._parts.get(RATES) or ()

        def open_(ws: Workspace) -> Opened:
            opened = insights.open_figure(ws, scope, name)
            told = figure_words.told_in_one(figure.value, ws.currency, rates)
            return replace(opened, put_in=[*opened.put_in, told])

        return self._screen(f"{SPECS[name].label}, all in one currency", open_)

    def _line(self, spot: Spot) -> Screen[Any]:
        line, currency, scope = str(spot.part), str(spot.of), self._scope
        label = Line(line).label if line in set(Line) else line
        return self._screen(
            f"Movement: {label}",
            lambda ws: movements.open_line(ws, scope, line, currency),
            currency=currency,
        )

    def _left_out(self, spot: Spot) -> Screen[Any] | None:
        found = self._parts.get(INCOMPLETE[str(spot.of)])
        if found is None or int(spot.part) >= len(found.left_out):
            return None
        out = found.left_out[int(spot.part)]
        opened = Opened(Spec("left_out", out.why, Unit.COUNT, ""), (), out.deal_ids, ())
        return self._screen(f"{str(spot.of).capitalize()}: left out", lambda _: opened)

    def _stage(self, spot: Spot) -> Screen[Any] | None:
        stage = self._stage_figures(spot)
        if stage is None:
            return None
        choices = [
            Choice("entered", "entered", f"{stage.entered:,}"),
            Choice("of them converted", "converted", f"{stage.converted:,}"),
            Choice("of them not converted", "not_converted", f"{stage.not_converted:,}"),
            Choice("of them pending", "pending", f"{stage.pending:,}"),
            Choice("left it, and after how long", "left", f"{stage.left:,}"),
            Choice("still there", "still_there", f"{stage.still_there:,}"),
        ]

        async def picked(value: str) -> Following:
            return self._of_stage(spot, value)

        return Pick("Open", choices, picked, about=stage.name)

    def _of_stage(self, spot: Spot, what: str) -> Screen[Any] | None:
        stage = self._stage_figures(spot)
        if stage is None:
            return None
        scope, stage_id = self._scope, stage.stage_id
        return self._screen(
            stage.name, lambda ws: stage_figures.open_stage(ws, scope, stage_id, what)
        )

    def _stage_figures(self, spot: Spot) -> StageFigures | None:
        found = self._parts.get(STAGES)
        of = found.figures if found else ()
        return next((each for each in of if each.stage_id == spot.of), None)

    def _share(self, spot: Spot) -> Screen[Any] | None:
        kind, name = str(spot.of), str(spot.part)
        found = self._parts.get(SHARES) or {}
        share = next((each for each in found.get(kind, ()) if each.name == name), None)
        if share is None:
            return None
        told = {
            ShareNumber.OPEN: f"{share.open_count:,}",
            ShareNumber.OPEN_VALUE: _sums(share.open_value),
            ShareNumber.WON: f"{share.won_count:,}",
            ShareNumber.WON_VALUE: _sums(share.won_value),
            ShareNumber.LOST: f"{share.lost_count:,}",
            ShareNumber.LOST_VALUE: _sums(share.lost_value),
            ShareNumber.WIN_RATE: short_percent(share.win_rate),
        }
        choices = [Choice(number.told, number, said) for number, said in told.items()]

        async def picked(value: str) -> Following:
            return self._share_screen(kind, name, value)

        return Pick("Open", choices, picked, about=part_name(kind, name))

    def _reason(self, spot: Spot) -> Screen[Any]:
        return self._share_screen("reason", str(spot.part), str(spot.of))

    def _share_screen(self, kind: str, name: str, number: str) -> OpenedScreen:
        scope = self._scope
        return self._screen(
            f"{part_name(kind, name)}: {ShareNumber(number).told}",
            lambda ws: share_deals.open_share(ws, scope, kind, name, number),
        )


def _sums(values: Mapping[str, int]) -> str:
    """Exact sums in their currencies."""
    told = ", ".join(readable(Money(minor, code)) for code, minor in sorted(values.items()))
    return told or "none"
