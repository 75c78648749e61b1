"""A contact or company as lines of text for a person to read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeboard.cli.deal_text import amount, follow_up_line, note_lines
from pipeboard.cli.output import clean
from pipeboard.domain.days import written

_LABEL = 12
Json = Mapping[str, Any]


def sums(found: Mapping[str, str], currency: str) -> str:
    """An exact sum in one currency; nothing where there is none."""
    return amount(found.get(currency), currency)


def contact_lines(who: Json) -> Iterator[str]:
    """Everything about a contact, in clean lines."""
    fields = {
        "id": who["id"],
        "title": who["title"],
        "company": who["company"],
        "e-mail": "\n".join(who["emails"]),
        "phone": "\n".join(who["phones"]),
        "left on": _day(who["left_on"]),
    }
    deals = [
        f"{deal['id']:>5}  {deal['status']:<8} {deal['title']} ({deal['role']}{', left' if deal['left_on'] else ''})"
        for deal in who["deals"]
    ]
    yield from _lines(who["name"], fields, ("Deals", deals), *_rest(who, "notes"))


def company_lines(company: Json) -> Iterator[str]:
    """Everything about a company, in clean lines."""
    fields = {
        "id": company["id"],
        "industry": company["industry"],
        "website": company["website"],
        "notes": company["notes"],
        **{kind: _sums(company[kind]) for kind in ("won", "open", "weighted")},
        "last bought": _day(company["last_bought"]),
    }
    people = [
        f"{who['id']:>5}  {', '.join(filter(None, (who['name'], who['title'])))}"
        for who in company["contacts"]
    ]
    deals = [
        f"{deal['id']:>5}  {deal['status']:<8} {deal['title']}" for deal in company["deal_list"]
    ]
    sections = (("Contacts", people), ("Deals", deals), *_rest(company, "noted"))
    yield from _lines(company["name"], fields, *sections)


def _rest(found: Json, notes: str) -> tuple[tuple[str, Sequence[str]], ...]:
    planned = [follow_up_line(item) for item in found["follow_ups"]]
    return ("Follow-ups", planned), ("Notes", [x for n in found[notes] for x in note_lines(n)])


def _lines(name: str, fields: Json, *sections: tuple[str, Sequence[str]]) -> Iterator[str]:
    yield clean(name)
    for label, value in fields.items():
        if value in (None, ""):
            continue
        first, *more = str(value).split("\n")
        yield f"  {label:<{_LABEL}} {clean(first)}".rstrip()
        yield from (f"  {'':<{_LABEL}} {clean(line)}" for line in more)
    for heading, lines in sections:
        if lines:
            yield ""
            yield heading
            yield from (f"  {clean(line)}" for line in lines)


def _sums(found: Mapping[str, str]) -> str:
    return ", ".join(amount(value, currency) for currency, value in found.items())


def _day(day: str | None) -> str | None:
    return written(date.fromisoformat(day)) if day else None
