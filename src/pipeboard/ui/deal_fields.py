"""How the fields of a deal are shown on its screen, and what helps to type them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeboard.domain.days import written
from pipeboard.domain.deals import ForecastCategory
from pipeboard.domain.money import readable
from pipeboard.domain.views import DealView
from pipeboard.domain.words import chance
from pipeboard.service import fields as table
from pipeboard.service.fields import Field
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.screens.question import Completion

_Complete = Callable[[Workspace, str, int], Completion | None]


@dataclass(frozen=True, slots=True)
class DealField:
    """A field with what the screen adds to it; ``show`` returns what is read on the deal."""

    field: Field
    show: Callable[[DealView], str]
    complete: _Complete | None = None
    options: Sequence[str] = ()
    lines: bool = False
    hint: Callable[[DealView], str] | None = None
    """What helps to fill it in."""

    @property
    def name(self) -> str:
        """The name by which it is found."""
        return self.field.name

    @property
    def label(self) -> str:
        """What stands beside it."""
        return self.field.label


def fields(view: DealView) -> list[DealField]:
    """Every field of a deal that stands on its own, in the order of the form."""
    return [_shown(field) for field in table.of(view) if field.name not in _WITHIN_ANOTHER]


def deal_field(name: str) -> DealField:
    """The field of that name; a custom one need not be there yet. Raises BadInput."""
    return _shown(table.named(name))


def custom_field(name: str) -> DealField:
    """One of the person's own columns, which need not be there yet."""
    return deal_field(table.CUSTOM + name)


def _shown(field: Field) -> DealField:
    return DealField(
        field,
        _SHOWS.get(field.name, field.text),
        _COMPLETES.get(field.name),
        _OPTIONS.get(field.name, ()),
        field.name in _OF_SEVERAL_LINES,
        _HINTS.get(field.name),
    )


def _value(view: DealView) -> str:
    return readable(view.deal.money) if view.deal.money else ""


def _labels(view: DealView) -> str:
    return "  ".join(f"#{label}" for label in view.labels)


def _probability(view: DealView) -> str:
    return chance(view.deal.probability, view.stage.probability if view.stage else None)


def _probability_hint(view: DealView) -> str:
    stage = f", {view.stage.probability} %" if view.stage else ""
    return f"empty: it follows the stage{stage}; a number is its own, whatever the stage"


def _day(name: str) -> Callable[[DealView], str]:
    def show(view: DealView) -> str:
        found = getattr(view.deal, name)
        return written(found) if found else ""

    return show


def _used_before(name: str) -> _Complete:
    return lambda ws, typed, _cursor: previews.values_of(ws, name, typed)


_WITHIN_ANOTHER = ("currency",)
"""Typed in the field of the value."""

_DAYS = ("expected_close", "created_on", "closed_on", "contract_end", "nurture_until")
_SHOWS: Mapping[str, Callable[[DealView], str]] = MappingProxyType(
    {"value": _value, "labels": _labels, "probability": _probability}
    | {name: _day(name) for name in _DAYS}
)
_COMPLETES: Mapping[str, _Complete] = MappingProxyType(
    {"company": previews.companies, "labels": previews.labels}
    | {name: _used_before(name) for name in ("owner", "source", "campaign")}
)
_OPTIONS: Mapping[str, Sequence[str]] = MappingProxyType(
    {"forecast_category": tuple(category.value for category in ForecastCategory)}
)
_HINTS: Mapping[str, Callable[[DealView], str]] = MappingProxyType(
    {"probability": _probability_hint}
)
_OF_SEVERAL_LINES = ("need", "budget", "authority", "timeline")
