"""The fields of a deal as a person types them: ``value=12k``, ``expected close=eom``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.currencies import currency_code
from pipeboard.domain.dates import parse_day
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.money import exact, from_decimal, parse_amount, read_number
from pipeboard.domain.views import DealView
from pipeboard.errors import BadInput, Refused
from pipeboard.service import details
from pipeboard.service.workspace import Workspace

Values = dict[str, Any]
"""Columns of a deal, ``company`` (a name) and ``labels``, with their values."""

CUSTOM = "custom."
"""Before the name of a field that the product does not know."""

_Read = Callable[[Workspace, DealView, str], Values]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the values that a typed text stands for, in addition to those read before."""

    name: str
    read: _Read
    only: Sequence[Status] = tuple(Status)
    """The statuses in which a deal has such a field."""


def change(ws: Workspace, deal_id: int, typed: Sequence[tuple[str, str]]) -> Step | None:
    """Changes fields of a deal, given by name and typed text, as one step.

    An empty text clears a field. Raises BadInput naming the field, Refused for a field that the
    deal does not have as it is now.
    """
    view = details.view(ws, deal_id)
    after: Values = {}
    for name, text in typed:
        field = named(name)
        if view.deal.status not in field.only:
            statuses = " or ".join(field.only)
            raise Refused(
                f"{view.deal.title} is {view.deal.status}; only a {statuses} deal has"
                f" '{field.name}'"
            )
        after |= field.read(ws, _as_typed(view, after), text.strip())
    return details.edit(ws, deal_id, {key: _now(view, key) for key in after}, after)


def named(name: str) -> Field:
    """The field of that name, written with spaces, dashes or underscores; raises BadInput."""
    plain = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    if name.strip().casefold().startswith(CUSTOM) and name.strip()[len(CUSTOM) :].strip():
        return _custom(name.strip()[len(CUSTOM) :].strip())
    field = _FIELDS.get(_OTHER_NAMES.get(plain, plain))
    if field is not None:
        return field
    if plain in _COMMANDS:
        raise BadInput("field", name, f"it is changed by: pipeboard {_COMMANDS[plain]}")
    near = get_close_matches(plain, NAMES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(NAMES)}"
    raise BadInput("field", name, hint)


def _now(view: DealView, key: str) -> Any:
    """What the deal has in a column, as ``details.edit`` wants to be told."""
    if key == "company":
        return view.company.name if view.company else ""
    if key == "labels":
        return view.labels
    return getattr(view.deal, key)


def _as_typed(view: DealView, after: Values) -> DealView:
    """The deal with what was typed before, where one field builds on another."""
    from dataclasses import replace

    built_on = {key: after[key] for key in ("value", "currency", "custom") if key in after}
    return replace(view, deal=replace(view.deal, **built_on))


def _text(name: str) -> Field:
    return Field(name, lambda _ws, _view, typed: {name: typed})


def _title(_ws: Workspace, _view: DealView, typed: str) -> Values:
    if not typed:
        raise BadInput("title", typed, "a deal needs a title")
    return {"title": typed}


def _value(ws: Workspace, view: DealView, typed: str) -> Values:
    if not typed:
        return {"value": None}
    money = parse_amount(
        typed, view.deal.currency or ws.currency, decimal_mark=ws.locale.decimal_mark
    )
    return {"value": money.minor, "currency": money.currency}


def _currency(_ws: Workspace, view: DealView, typed: str) -> Values:
    """Another currency leaves the number as it is: 12 EUR becomes 12 JPY."""
    code = currency_code(typed, view.deal.currency)
    old = view.deal.money
    if old is None or code == old.currency:
        return {"currency": code}
    number, _ = read_number(exact(old.minor, old.currency), code, decimal_mark=".")
    new = from_decimal(number, code)
    return {"currency": code, "value": new.minor}


def _labels(_ws: Workspace, _view: DealView, typed: str) -> Values:
    found = (label.strip().removeprefix("#").strip() for label in typed.split(","))
    return {"labels": tuple(dict.fromkeys(label for label in found if label))}


def _probability(_ws: Workspace, _view: DealView, typed: str) -> Values:
    number = typed.removesuffix("%").strip()
    if not typed:
        return {"probability": None}
    if not (number.isascii() and number.isdecimal() and len(number) <= 3 and int(number) <= 100):
        accepted = "a whole number from 0 to 100 is needed, or nothing to follow the stage"
        raise BadInput("probability", typed, accepted)
    return {"probability": int(number)}


def _category(_ws: Workspace, _view: DealView, typed: str) -> Values:
    name = " ".join(typed.casefold().replace("-", " ").replace("_", " ").split())
    if name and name not in set(ForecastCategory):
        accepted = f"one of {', '.join(ForecastCategory)} is needed, or nothing"
        raise BadInput("forecast category", typed, accepted)
    return {"forecast_category": name or None}


def _reason(_ws: Workspace, view: DealView, typed: str) -> Values:
    if not typed and view.deal.status is Status.LOST:
        raise BadInput("reason", typed, "a lost deal needs a reason")
    return {"reason": typed or None}


def _day(name: str, *, past: bool = False, only: Sequence[Status] = tuple(Status)) -> Field:
    """A date; one that is ``past`` cannot lie in the future."""
    label = name.replace("_", " ")

    def read(ws: Workspace, _view: DealView, typed: str) -> Values:
        if not typed:
            return {name: None}
        day = parse_day(typed, ws.today(), ws.locale, allow_past=True, backward=past, field=label)
        if past and day > ws.today():
            raise BadInput(label, typed, "it cannot lie in the future")
        return {name: day}

    return Field(name, read, only)


def _custom(name: str) -> Field:
    def read(_ws: Workspace, view: DealView, typed: str) -> Values:
        kept = {**view.deal.custom, name: typed}
        return {"custom": {key: value for key, value in kept.items() if value}}

    return Field(f"{CUSTOM}{name}", read)


_CLOSED = (Status.WON, Status.LOST)
_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            Field("title", _title),
            Field("value", _value),
            Field("currency", _currency),
            Field("company", lambda _ws, _view, typed: {"company": " ".join(typed.split())}),
            _text("owner"),
            Field("labels", _labels),
            _text("source"),
            _text("campaign"),
            Field("probability", _probability),
            Field("forecast_category", _category),
            _day("expected_close"),
            _day("created_on", past=True),
            _day("closed_on", past=True, only=_CLOSED),
            Field("reason", _reason, _CLOSED),
            _day("contract_end"),
            _day("nurture_until", only=(Status.NURTURE,)),
            _text("need"),
            _text("budget"),
            _text("authority"),
            _text("timeline"),
        )
    }
)
NAMES = tuple(_FIELDS)
"""The names of the fields, in the order in which they are explained."""

_OTHER_NAMES = {"closes": "expected_close", "label": "labels", "amount": "value", "name": "title"}
_COMMANDS = {"stage": "move", "status": "win, lose or reopen", "note": "note", "notes": "note"}
