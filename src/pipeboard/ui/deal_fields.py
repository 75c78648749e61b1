"""The fields of a deal as a person reads and types them, for the deal's screen and its form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from pipeboard.domain.dates import parse_day, written
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.money import exact, parse_amount, readable
from pipeboard.domain.views import DealView
from pipeboard.errors import BadInput
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.screens.question import Completion

Values = dict[str, Any]
"""Columns of the deal, ``company`` (a name) and ``labels``, with their values."""


@dataclass(frozen=True, slots=True)
class DealField:
    """One field that can be edited.

    ``show`` returns what is read on the deal, ``text`` what the field begins with when it is
    edited, ``now`` the values behind it, and ``read`` the values that a typed text stands for; it
    raises BadInput.
    """

    name: str
    label: str
    show: Callable[[DealView], str]
    text: Callable[[DealView], str]
    now: Callable[[DealView], Values]
    read: Callable[[Workspace, DealView, str], Values]
    complete: Callable[[Workspace, str, int], Completion | None] | None = None
    options: Sequence[str] = ()
    lines: bool = False
    refusal: Callable[[DealView], str] = lambda _: ""
    """Why it cannot be edited as the deal is now."""


def fields(view: DealView) -> list[DealField]:
    """Every field of a deal that can be edited, in the order of the form."""
    return [*_FIELDS, *(_custom(name) for name in view.deal.custom)]


def custom_field(name: str) -> DealField:
    """The field for one of the person's own columns, which need not be there yet."""
    return _custom(name)


def _plain(name: str, label: str, *, lines: bool = False, suggest: bool = False) -> DealField:
    def text(view: DealView) -> str:
        return str(getattr(view.deal, name) or "")

    def complete(ws: Workspace, typed: str, _cursor: int) -> Completion | None:
        return previews.values_of(ws, name, typed)

    return DealField(
        name,
        label,
        show=text,
        text=text,
        now=lambda view: {name: getattr(view.deal, name)},
        read=lambda _ws, _view, typed: {name: typed.strip()},
        complete=complete if suggest else None,
        lines=lines,
    )


def _title() -> DealField:
    def read(_ws: Workspace, _view: DealView, typed: str) -> Values:
        if not typed.strip():
            raise BadInput("title", typed, "a deal needs a title")
        return {"title": typed.strip()}

    plain = _plain("title", "title")
    return DealField("title", "title", plain.show, plain.text, plain.now, read)


def _value() -> DealField:
    def read(ws: Workspace, view: DealView, typed: str) -> Values:
        if not typed.strip():
            return {"value": None, "currency": view.deal.currency}
        default = view.deal.currency or ws.currency
        money = parse_amount(typed, default)
        return {"value": money.minor, "currency": money.currency}

    def show(view: DealView) -> str:
        return readable(view.deal.money) if view.deal.money else ""

    def text(view: DealView) -> str:
        money = view.deal.money
        return f"{exact(money.minor, money.currency)} {money.currency}" if money else ""

    def now(view: DealView) -> Values:
        return {"value": view.deal.value, "currency": view.deal.currency}

    return DealField("value", "value", show, text, now, read)


def _company() -> DealField:
    def name(view: DealView) -> str:
        return view.company.name if view.company else ""

    return DealField(
        "company",
        "company",
        show=name,
        text=name,
        now=lambda view: {"company": name(view)},
        read=lambda _ws, _view, typed: {"company": " ".join(typed.split())},
        complete=previews.companies,
    )


def _labels() -> DealField:
    def read(_ws: Workspace, view: DealView, typed: str) -> Values:
        found: list[str] = []
        for part in (part.strip() for part in typed.replace("#", ",").split(",")):
            # A label with spaces in it stays whole; a new one is written with underscores.
            words = [part] if part in view.labels else part.split()
            found += [" ".join(word.replace("_", " ").split()) for word in words]
        return {"labels": tuple(dict.fromkeys(label for label in found if label))}

    return DealField(
        "labels",
        "labels",
        show=lambda view: "  ".join(f"#{label}" for label in view.labels),
        text=lambda view: ", ".join(view.labels),
        now=lambda view: {"labels": tuple(view.labels)},
        read=read,
        complete=previews.labels,
    )


def _probability() -> DealField:
    def read(_ws: Workspace, _view: DealView, typed: str) -> Values:
        number = typed.strip().removesuffix("%").strip()
        if not number:
            return {"probability": None}
        if not number.isdecimal() or not 0 <= int(number) <= 100:
            accepted = "a whole number from 0 to 100 is needed, or nothing to follow the stage"
            raise BadInput("probability", typed, accepted)
        return {"probability": int(number)}

    def show(view: DealView) -> str:
        own = view.deal.probability
        if own is not None:
            return f"{own} %, its own"
        return f"{view.stage.probability} %, the stage's" if view.stage else ""

    def text(view: DealView) -> str:
        return "" if view.deal.probability is None else str(view.deal.probability)

    def now(view: DealView) -> Values:
        return {"probability": view.deal.probability}

    return DealField("probability", "probability", show, text, now, read)


def _category() -> DealField:
    names = tuple(category.value for category in ForecastCategory)

    def read(_ws: Workspace, _view: DealView, typed: str) -> Values:
        wanted = " ".join(typed.casefold().split())
        found = [name for name in names if name.startswith(wanted)] if wanted else []
        if wanted and len(found) != 1:
            accepted = f"one of {', '.join(names)} is needed, or nothing"
            raise BadInput("forecast category", typed, accepted)
        return {"forecast_category": found[0] if found else None}

    plain = _plain("forecast_category", "forecast category")
    return DealField(
        plain.name, plain.label, plain.show, plain.text, plain.now, read, options=names
    )


def _day(
    name: str,
    label: str,
    *,
    backward: bool = False,
    refusal: Callable[[DealView], str] = lambda _: "",
) -> DealField:
    def day(view: DealView) -> date | None:
        found: date | None = getattr(view.deal, name)
        return found

    def show(view: DealView) -> str:
        found = day(view)
        return written(found) if found else ""

    def text(view: DealView) -> str:
        found = day(view)
        return found.isoformat() if found else ""

    def read(ws: Workspace, _view: DealView, typed: str) -> Values:
        if not typed.strip():
            return {name: None}
        found = parse_day(
            typed, ws.today(), ws.locale, allow_past=True, backward=backward, field=label
        )
        return {name: found}

    return DealField(name, label, show, text, lambda view: {name: day(view)}, read, refusal=refusal)


def _custom(name: str) -> DealField:
    def text(view: DealView) -> str:
        return view.deal.custom.get(name, "")

    def read(_ws: Workspace, view: DealView, typed: str) -> Values:
        kept: Mapping[str, str] = {**view.deal.custom, name: typed.strip()}
        return {"custom": {key: value for key, value in kept.items() if value}}

    return DealField(
        f"custom.{name}",
        name,
        show=text,
        text=text,
        now=lambda view: {"custom": dict(view.deal.custom)},
        read=read,
    )


def _unless(*statuses: Status, told: str) -> Callable[[DealView], str]:
    def refusal(view: DealView) -> str:
        return "" if view.deal.status in statuses else told

    return refusal


def _reason() -> DealField:
    plain = _plain("reason", "reason")
    closed = _unless(Status.WON, Status.LOST, told="only a won or lost deal has a reason: w or x")

    def read(_ws: Workspace, view: DealView, typed: str) -> Values:
        if not typed.strip() and view.deal.status is Status.LOST:
            raise BadInput("reason", typed, "a lost deal needs a reason")
        return {"reason": typed.strip() or None}

    return DealField(
        plain.name, plain.label, plain.show, plain.text, plain.now, read, refusal=closed
    )


_day_in_past = partial(_day, backward=True)
_CLOSED = _unless(Status.WON, Status.LOST, told="only a won or lost deal is closed: w or x")
_NURTURED = _unless(Status.NURTURE, told="only a nurtured deal has such a date")

_FIELDS: Sequence[DealField] = (
    _title(),
    _value(),
    _company(),
    _plain("owner", "owner", suggest=True),
    _labels(),
    _plain("source", "source", suggest=True),
    _plain("campaign", "campaign", suggest=True),
    _probability(),
    _category(),
    _day("expected_close", "expected close"),
    _day_in_past("created_on", "created on"),
    _day_in_past("closed_on", "closed on", refusal=_CLOSED),
    _reason(),
    _day("contract_end", "contract end"),
    _day("nurture_until", "nurture until", refusal=_NURTURED),
    _plain("need", "need", lines=True),
    _plain("budget", "budget", lines=True),
    _plain("authority", "authority", lines=True),
    _plain("timeline", "timeline", lines=True),
)

BY_NAME: Mapping[str, DealField] = {field.name: field for field in _FIELDS}
