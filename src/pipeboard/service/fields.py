"""The fields of a deal as a person reads and types them: ``value=12k``, ``expected close=eom``.

The one table of them, for the command line, the deal's screen and its form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.currencies import currency_code
from pipeboard.domain.dates import parse_day
from pipeboard.domain.deals import ForecastCategory, Status, one_line
from pipeboard.domain.money import exact, from_decimal, parse_amount, read_number
from pipeboard.domain.views import DealView
from pipeboard.errors import BadInput, NotAccepted, Refused
from pipeboard.service import details, nurture
from pipeboard.service.workspace import Workspace

Values = dict[str, Any]
"""Columns of a deal, ``company`` (a name) and ``labels``, with their values."""

CUSTOM = "custom."
"""Before the name of a field that the product does not know."""

_Read = Callable[[Workspace, DealView, str], Values]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a deal: how it is written down, and what a typed text stands for.

    ``text`` returns what the field begins with when it is edited; ``read`` reads that again, and
    whatever else is typed, as the values behind the field. It raises BadInput.
    """

    name: str
    label: str
    text: Callable[[DealView], str]
    read: _Read
    only: Sequence[Status] = tuple(Status)
    """The statuses in which a deal has such a field."""

    def require(self, view: DealView) -> None:
        """Raises Refused when the deal, as it is now, has no such field."""
        if view.deal.status not in self.only:
            *others, last = self.only
            statuses = f"{', '.join(others)} or {last}" if others else last
            raise Refused(
                f"{view.deal.title} is {view.deal.status}; only a {statuses} deal has"
                f" '{self.label}'"
            )


def change(ws: Workspace, deal_id: int, typed: Sequence[tuple[str, str]]) -> Step | None:
    """Changes fields of a deal, given by name and typed text, as one step.

    An empty text clears a field. Raises BadInput naming the field, Refused for a field that the
    deal does not have as it is now.
    """
    view = details.view(ws, deal_id)
    after: Values = {}
    for name, text in typed:
        field = named(name)
        field.require(view)
        after |= field.read(ws, _as_typed(view, after), text)
    return write(ws, view, after)


def write(ws: Workspace, seen: DealView, values: Values) -> Step | None:
    """Writes the values of some fields of a deal as one step; None when nothing differs.

    Raises Conflict when the deal no longer has in them what was ``seen``.
    """
    return details.edit(ws, seen.deal.id, was(seen, values), values)


def was(seen: DealView, values: Values) -> Values:
    """What a deal had, as it was seen, in the fields of these values."""
    return {key: _now(seen, key) for key in values}


def of(view: DealView) -> list[Field]:
    """Every field of a deal, its custom ones last."""
    return [*_FIELDS.values(), *(_custom(name) for name in view.deal.custom)]


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
        return _company_name(view)
    if key == "labels":
        return view.labels
    return getattr(view.deal, key)


def _as_typed(view: DealView, after: Values) -> DealView:
    """The deal with what was typed before, where one field builds on another."""
    from dataclasses import replace

    built_on = {key: after[key] for key in ("value", "currency", "custom") if key in after}
    return replace(view, deal=replace(view.deal, **built_on))


def _column(name: str) -> Callable[[DealView], str]:
    return lambda view: str(getattr(view.deal, name) or "")


def _plain(name: str) -> Field:
    return Field(name, name, _column(name), lambda _ws, _view, typed: {name: one_line(typed)})


def _of_lines(name: str) -> Field:
    return Field(name, name, _column(name), lambda _ws, _view, typed: {name: typed.strip()})


def _read_title(_ws: Workspace, _view: DealView, typed: str) -> Values:
    if not typed.strip():
        raise BadInput("title", typed, "a deal needs a title")
    return {"title": one_line(typed)}


def _value_text(view: DealView) -> str:
    money = view.deal.money
    return f"{exact(money.minor, money.currency)} {money.currency}" if money else ""


def _read_value(ws: Workspace, view: DealView, typed: str) -> Values:
    if not typed.strip():
        return {"value": None}
    money = parse_amount(
        typed, view.deal.currency or ws.currency, decimal_mark=ws.locale.decimal_mark
    )
    return {"value": money.minor, "currency": money.currency}


def _read_currency(_ws: Workspace, view: DealView, typed: str) -> Values:
    """Another currency leaves the number as it is: 12 EUR becomes 12 JPY."""
    code = currency_code(typed.strip(), view.deal.currency)
    old = view.deal.money
    if old is None or code == old.currency:
        return {"currency": code}
    number, _ = read_number(exact(old.minor, old.currency), code, decimal_mark=".")
    new = from_decimal(number, code)
    return {"currency": code, "value": new.minor}


def _company_name(view: DealView) -> str:
    return view.company.name if view.company else ""


def _read_company(_ws: Workspace, _view: DealView, typed: str) -> Values:
    return {"company": one_line(typed)}


def _read_labels(_ws: Workspace, _view: DealView, typed: str) -> Values:
    """Labels are parted by commas, or by the signs that they begin with."""
    found = (one_line(label) for label in typed.replace("#", ",").split(","))
    return {"labels": tuple(dict.fromkeys(label for label in found if label))}


def _probability_text(view: DealView) -> str:
    return "" if view.deal.probability is None else str(view.deal.probability)


def _read_probability(_ws: Workspace, _view: DealView, typed: str) -> Values:
    number = typed.strip().removesuffix("%").strip()
    if not number:
        return {"probability": None}
    accepted = "a whole number from 0 to 100 is needed, or nothing to follow the stage"
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        raise BadInput("probability", typed, accepted)
    if int(number) > 100:
        raise NotAccepted("probability", typed, accepted)
    return {"probability": int(number)}


def _read_category(_ws: Workspace, _view: DealView, typed: str) -> Values:
    """A forecast category, or the beginning of one."""
    wanted = " ".join(typed.casefold().replace("-", " ").replace("_", " ").split())
    found = [name for name in ForecastCategory if wanted and name.startswith(wanted)]
    if wanted and len(found) != 1:
        accepted = f"one of {', '.join(ForecastCategory)} is needed, or nothing"
        raise BadInput("forecast category", typed, accepted)
    return {"forecast_category": found[0].value if found else None}


def _read_reason(_ws: Workspace, view: DealView, typed: str) -> Values:
    if not typed.strip() and view.deal.status is Status.LOST:
        raise BadInput("reason", typed, "a lost deal needs a reason")
    return {"reason": one_line(typed) or None}


def _day(
    name: str, *, past: bool = False, ahead: bool = False, only: Sequence[Status] = tuple(Status)
) -> Field:
    """A date; one that is ``past`` cannot lie in the future, one ``ahead`` must, and be there."""
    label = name.replace("_", " ")

    def text(view: DealView) -> str:
        found = getattr(view.deal, name)
        return str(found) if found else ""

    def read(ws: Workspace, _view: DealView, typed: str) -> Values:
        if ahead:
            return {name: nurture.read_day(ws, typed.strip(), label)}
        if not typed.strip():
            return {name: None}
        day = parse_day(
            typed.strip(), ws.today(), ws.locale, allow_past=True, backward=past, field=label
        )
        if past and day > ws.today():
            raise NotAccepted(label, typed, "it cannot lie in the future")
        return {name: day}

    return Field(name, label, text, read, only)


def _custom(name: str) -> Field:
    def read(_ws: Workspace, view: DealView, typed: str) -> Values:
        kept = {**view.deal.custom, name: typed.strip()}
        return {"custom": {key: value for key, value in kept.items() if value}}

    return Field(f"{CUSTOM}{name}", name, lambda view: view.deal.custom.get(name, ""), read)


_CLOSED = (Status.WON, Status.LOST)
_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            Field("title", "title", _column("title"), _read_title),
            Field("value", "value", _value_text, _read_value),
            Field("currency", "currency", _column("currency"), _read_currency),
            Field("company", "company", _company_name, _read_company),
            _plain("owner"),
            Field("labels", "labels", lambda view: ", ".join(view.labels), _read_labels),
            _plain("source"),
            _plain("campaign"),
            Field("probability", "probability", _probability_text, _read_probability),
            Field(
                "forecast_category",
                "forecast category",
                _column("forecast_category"),
                _read_category,
            ),
            _day("expected_close"),
            _day("created_on", past=True),
            _day("closed_on", past=True, only=_CLOSED),
            Field("reason", "reason", _column("reason"), _read_reason, (*_CLOSED, Status.NURTURE)),
            _day("contract_end"),
            _day("nurture_until", only=(Status.NURTURE,), ahead=True),
            _of_lines("need"),
            _of_lines("budget"),
            _of_lines("authority"),
            _of_lines("timeline"),
        )
    }
)
NAMES = tuple(_FIELDS)
"""The names of the fields, in the order in which they are explained."""

_OTHER_NAMES = {"closes": "expected_close", "label": "labels", "amount": "value", "name": "title"}
_COMMANDS = {
    "stage": "move",
    "status": "win, lose, nurture or reopen",
    "note": "note",
    "notes": "note",
}
