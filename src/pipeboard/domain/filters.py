"""The filter language of the board: ``acme owner:ann >50k closes<30d -stale label:hot``.

All terms must hold for a deal to match. The grammar:

- a word or ``"quoted words"``: found in the title, the company or a contact
- ``owner: stage: source: campaign: company: industry: contact: decision-maker: label: pipeline:
  status: currency:`` and a name; several with commas mean any of them, ``none`` those without;
  ``me`` stays a name; ``need: budget: authority: timeline:`` the same with a part of the text
- ``fit:good``, ``fit:part,poor``: how the deal fits the ideal-customer profile
- ``no:decision-maker``, ``no:value``, ``no:next-step``, ``no:contact``, ``no:close`` and the like:
  those without
- ``#hot``: short for ``label:hot``
- ``>50k  >=50k  <50k EUR  10k..50k``, ``value>50k``, ``value:none``
- ``closes<30d  closes>2026-12-01  closes:2026-12  closes:next-month  closes:none``, the same for
  ``created``, ``closed`` and ``next`` (the day the next step is due); a span alone is the distance
  from today, ahead for ``closes`` and ``next``, back for ``created`` and ``closed``
- ``stale``, ``overdue`` (the next step is), ``today`` (the next step is due then)
- ``-`` before any of these means those that do not match
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar, get_args

from pipeboard.domain.currencies import currency_code, is_currency_word
from pipeboard.domain.dates import parse_day
from pipeboard.domain.filterterms import (
    STATUSES,
    Clause,
    DayField,
    Days,
    Filter,
    Named,
    NameField,
    State,
    StateName,
    Term,
    Value,
    Words,
)
from pipeboard.domain.fit import Fit
from pipeboard.domain.locale import Locale
from pipeboard.domain.money import read_number
from pipeboard.domain.periods import parse_period, parse_span
from pipeboard.errors import BadInput

__all__ = [
    "STATUSES",
    "Clause",
    "DayField",
    "Days",
    "Filter",
    "NameField",
    "Named",
    "State",
    "StateName",
    "Term",
    "Value",
    "Words",
    "parse_filter",
]

_NAME_FIELDS: tuple[NameField, ...] = get_args(NameField)
_DAY_FIELDS: tuple[DayField, ...] = get_args(DayField)
_STATES: tuple[StateName, ...] = get_args(StateName)
_COMPARED = (*_DAY_FIELDS, "value")
_NO = "no"
_KEYS = (*_NAME_FIELDS, *_COMPARED, _NO)
_CHOICES: dict[str, tuple[str, ...]] = {"status": STATUSES, "fit": tuple(Fit)}
"""The fields that have only some names."""
_NONE = {"owner": ("none", "nobody")}
"""What a field of names takes for having none, where it is not ``none`` alone."""
_NEVER_EMPTY = ("pipeline", "status", "currency", "fit")
_MISSING: dict[str, Term] = {
    **{name: Named(name, ()) for name in _NAME_FIELDS if name not in _NEVER_EMPTY},
    "value": Value(),
    "next-step": Days("next"),
    "close": Days("closes"),
    **{name: Days(name) for name in _DAY_FIELDS},
}
"""What can follow ``no:``, and what it means."""
_TOKEN = re.compile(r'(?:"[^"]*"|\S)+')
_KEY = r"decision-maker|[^\W\d_]"
_TERM = re.compile(rf"({_KEY}*)(:|[<>]=?)(.*)", re.DOTALL | re.IGNORECASE)
_OPEN_ENDED = re.compile(rf"-?(?:{_KEY}+)(?::|[<>]=?)|-?[<>]=?", re.IGNORECASE)
_RANGE = re.compile(r"\W{0,2}\d[\d.,]*(?:k|m|bn|tn)?\.\.\W{0,2}\d\S*", re.IGNORECASE)
_NAME = re.compile(r'(?:"[^"]*"|[^,"])+')
_OneOf = TypeVar("_OneOf", bound=str)


def parse_filter(text: str, *, today: date, currency: str, locale: Locale) -> Filter:
    """Read a filter as it is typed; an empty text is the empty filter.

    ``currency`` tells what a shared sign such as ``$`` means. Raises BadInput for an unknown key,
    naming the nearest known one, and for what a key cannot be compared with.
    """
    reader = _Reader(today, currency, locale)
    clauses: list[Clause] = []
    for token in _tokens(re.sub("[“”„]", '"', text)):
        negated = len(token) > 1 and token.startswith("-")
        clause = Clause(reader.term(token[negated:]), negated)
        if clause not in clauses:
            clauses.append(clause)
    return Filter(tuple(clauses))


def _tokens(text: str) -> list[str]:
    """The words of a filter, with those put together that odd spacing tore apart."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        before = tokens[-1] if tokens else ""
        key = before.removeprefix("-").casefold()
        if (
            _OPEN_ENDED.fullmatch(before)
            or (key in _COMPARED and token[0] in "<>")
            or (is_currency_word(token) and _wants_currency(before))
        ):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _wants_currency(token: str) -> bool:
    match = _TERM.fullmatch(token.removeprefix("-"))
    amount = match is not None and match[1].casefold() in {"", "value"}
    return token[-1:].isalnum() and (amount or _RANGE.fullmatch(token) is not None)


class _Reader:
    """Reads one term at a time, as ``today`` sees it."""

    def __init__(self, today: date, currency: str, locale: Locale) -> None:
        self._today = today
        self._currency = currency
        self._locale = locale

    def term(self, token: str) -> Term:
        """The meaning of one token, without a leading minus."""
        if token.startswith("#") and token.strip('#",'):
            return self._named("label", token[1:])
        match = _TERM.fullmatch(token)
        if match is None or (not match[1] and match[2] == ":"):
            return self._words(token)
        key, op, operand = (match[1] or "value").casefold(), match[2], match[3]
        if key not in _KEYS:
            from difflib import SequenceMatcher, get_close_matches

            near = get_close_matches(key, _KEYS, n=1, cutoff=0.5)
            known = sorted(_KEYS, key=lambda name: -SequenceMatcher(None, key, name).ratio())
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise BadInput("filter", token, f"{hint}; there is no '{key}' to filter by")
        if not operand.replace('"', "").strip():
            raise BadInput(key, token, f"something to look for is needed after '{op}'")
        if key == _NO:
            return _missing(op, operand)
        if key == "value":
            return self._value(op, operand.replace('"', ""))
        if day_field := _one_of(key, _DAY_FIELDS):
            return self._days(day_field, op, operand.replace('"', "").replace("_", " ").strip())
        name_field = _one_of(key, _NAME_FIELDS)
        if name_field is None or op != ":":
            raise BadInput(key, token, f"a name after a colon is needed, such as {key}:{operand}")
        return self._named(name_field, operand)

    def _words(self, token: str) -> Term:
        state = _one_of(token.casefold(), _STATES)
        if state:
            return State(state)
        if _RANGE.fullmatch(token):
            return self._value(":", token)
        text = " ".join(token.replace('"', " ").split())
        if not text:
            raise BadInput("filter", token, "words between the quotes are needed")
        return Words(text)

    def _named(self, field: NameField, operand: str) -> Named:
        if operand.casefold() in _NONE.get(field, ("none",)):
            return Named(field, ())
        parts = (" ".join(part.replace('"', "").split()) for part in _NAME.findall(operand))
        names = [part for part in parts if part]
        if field in _CHOICES:
            names = [name.casefold() for name in names]
            for name in names:
                if name not in _CHOICES[field]:
                    accepted = f"one of {', '.join(_CHOICES[field])} is needed"
                    raise BadInput(field, name, accepted)
        if field == "currency":
            names = [currency_code(name, self._currency) for name in names]
        if not names:
            raise BadInput(field, operand, f"a name is needed, such as {field}:acme")
        return Named(field, tuple(names))

    def _value(self, op: str, operand: str) -> Value:
        if op == ":" and operand.casefold() == "none":
            return Value()
        if op == ":" and ".." in operand:
            start, _, end = operand.partition("..")
            low, low_code = self._number(start)
            high, high_code = self._number(end)
            if low_code and high_code and low_code != high_code:
                raise BadInput("value", operand, "one currency is needed")
            if high < low:
                raise BadInput("value", operand, "the smaller amount comes first")
            return Value(low, high, currency=low_code or high_code)
        number, code = self._number(operand)
        if op == ":":
            return Value(number, number, currency=code)
        if op[0] == ">":
            return Value(low=number, low_included=op == ">=", currency=code)
        return Value(high=number, high_included=op == "<=", currency=code)

    def _number(self, text: str) -> tuple[Decimal, str | None]:
        return read_number(text, self._currency, decimal_mark=self._locale.decimal_mark)

    def _days(self, field: DayField, op: str, operand: str) -> Days:
        if op == ":" and operand.casefold() == "none":
            return Days(field)
        if op == ":" and ".." in operand:
            start, _, end = operand.partition("..")
            first = self._span(field, start)[0] if start else None
            last = self._span(field, end)[1] if end else None
            if (first or date.min) > (last or date.max) or not (first or last):
                raise BadInput(field, operand, "the earlier day comes first")
            return Days(field, first, last)
        past = field in {"created", "closed"}
        edge = parse_span(operand, self._today, back=past, field=field)
        if edge is None:
            first, last = self._span(field, operand)
        elif op == ":":
            first, last = min(edge, self._today), max(edge, self._today)
        else:
            first = last = edge
            if past:
                op = op.translate(str.maketrans("<>", "><"))
        if op == ":":
            return Days(field, first, last)
        try:
            if op[0] == ">":
                return Days(field, first=first if op == ">=" else last + timedelta(days=1))
            return Days(field, last=last if op == "<=" else first - timedelta(days=1))
        except OverflowError:
            raise BadInput(field, operand, "a nearer day is needed") from None

    def _span(self, field: DayField, text: str) -> tuple[date, date]:
        """The first and last day that a date or a period names."""
        past = field in {"created", "closed"}
        period = parse_period(text, self._today)
        if period is not None:
            return period
        day = parse_day(
            text, self._today, self._locale, allow_past=True, backward=past, field=field
        )
        return day, day


def _missing(op: str, operand: str) -> Term:
    """What ``no:`` and a name ask for."""
    name = "-".join(operand.replace('"', " ").replace("_", " ").casefold().split())
    if op == ":" and name in _MISSING:
        return _MISSING[name]
    from difflib import get_close_matches

    near = get_close_matches(name, _MISSING, n=1, cutoff=0.5)
    hint = f"did you mean no:{near[0]}?" if near else "no:value or no:contact, or one"
    raise BadInput("no", operand, hint if near else f"{hint} of {', '.join(_MISSING)}")


def _one_of(text: str, names: tuple[_OneOf, ...]) -> _OneOf | None:
    """The name that ``text`` is, if it is one."""
    return next((name for name in names if name == text), None)
