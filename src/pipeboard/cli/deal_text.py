"""A deal as lines of text for a person to read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from pipeboard.cli.output import clean
from pipeboard.domain.aftersale import mood_told, outcome_told
from pipeboard.domain.days import written
from pipeboard.domain.views import HistoryLine
from pipeboard.domain.words import ago, chance

_LABEL = 19
Json = Mapping[str, Any]


def amount(value: str | None, currency: str) -> str:
    """An exact amount with thousands marks and its currency; nothing for None."""
    if value is None:
        return ""
    whole, mark, part = value.partition(".")
    return f"{int(whole):,}{mark}{part} {currency}"


def next_step(step: Json | None, today: date) -> str:
    """A follow-up in a few words, ``!`` before it when it is overdue."""
    if step is None:
        return ""
    late = "! " if step["state"] == "overdue" else ""
    _, day = short_day(date.fromisoformat(step["due"][:10]), today).split(" ", 1)
    return f"{late}{day} {what(step)}"


def short_day(day: date, today: date) -> str:
    """A day without what goes without saying: ``Tue 24 Nov``, with the year if it is another."""
    whole = written(day)
    return whole.removesuffix(f" {today.year}")


def with_company(title: str, company: str | None) -> str:
    """The title of a deal, and its company unless the title says it; without a deal the company."""
    if not company or company.casefold() in title.casefold():
        return title
    return f"{title}, {company}" if title else company


def what(item: Json) -> str:
    """The type of a follow-up, and its subject where it says more."""
    if item["subject"].casefold() == item["type"].casefold():
        return str(item["type"])
    return f"{item['type']}: {item['subject']}"


def deal_lines(
    deal: Json, history: Sequence[HistoryLine], now: datetime, zone: tzinfo
) -> Iterator[str]:
    """Everything about a deal, in clean lines."""
    yield clean(deal["title"])
    for label, value in _fields(deal):
        first, *more = str(value).split("\n")
        yield f"  {clean(label):<{_LABEL}} {clean(first)}".rstrip()
        yield from (f"  {'':<{_LABEL}} {clean(line)}" for line in more)
    for heading, lines in (
        (f"To leave {deal['stage']}", _to_leave(deal)),
        ("Contacts", _contacts(deal)),
        ("Sold on", map(_sold_on, deal["sold_on"])),
        ("Cadences", map(_cadence, deal["cadences"])),
        ("Follow-ups", map(follow_up_line, deal["follow_ups"])),
        ("Notes", (line for note in deal["notes"] for line in note_lines(note))),
        ("History", (_step(line, now, zone) for line in history)),
    ):
        found = list(lines)
        if found:
            yield ""
            yield heading
            yield from (f"  {clean(line)}" for line in found)


def _contacts(deal: Json) -> Iterator[str]:
    yield from map(_contact, deal["contacts"])
    if deal["status"] == "open" and not deal["decision_makers"]:
        yield "no decision-maker"


def _fields(deal: Json) -> Iterator[tuple[str, Any]]:
    stage = (deal["stage"] or "none") + (" (removed)" if deal["stage_removed"] else "")
    days = deal["days_in_stage"]
    since = "" if days is None else f", {days} day{'' if days == 1 else 's'}"
    shown: dict[str, Any] = {
        "id": deal["id"],
        "company": deal["company"],
        "industry": deal["industry"],
        "value": amount(deal["value"], deal["currency"]),
        "stage": f"{stage} ({deal['pipeline']}){since}",
        "status": deal["status"] + (", stale" if deal["stale"] else ""),
        "reason": deal["reason"],
        "fit": _fit(deal["fit"], deal["fit_parts"]),
        "satisfaction": mood_told(deal["satisfaction"]),
        "sold from": deal["sold_from"],
        "probability": chance(
            deal["probability"] if deal["probability_own"] else None, deal["stage_probability"]
        ),
        "forecast category": deal["forecast_category"],
        "owner": deal["owner"],
        "source": deal["source"],
        "campaign": deal["campaign"],
        "labels": " ".join(f"#{label}" for label in deal["labels"]),
    }
    for name in ("created_on", "expected_close", "closed_on", "contract_end", "nurture_until"):
        day = deal[name]
        shown[name.replace("_", " ")] = written(date.fromisoformat(day)) if day else None
    for name in ("need", "budget", "authority", "timeline"):
        shown[name] = deal[name]
    shown |= deal["custom"]
    shown |= {f"id in {system}": identity for system, identity in deal["external_ids"]}
    return ((label, value) for label, value in shown.items() if value not in (None, ""))


def _to_leave(deal: Json) -> Iterator[str]:
    if deal["guidance"]:
        yield deal["guidance"]
    for each in deal["criteria"]:
        subject = each["subject"]
        if each["kind"] == "field":
            subject = subject.removeprefix("custom.").replace("_", " ")
        elif each["kind"] == "follow-up":
            subject = f"{subject} done"
        yield f"[{'x' if each['met'] else ' '}] {subject}"


def _fit(fit: str | None, parts: Mapping[str, bool] | None) -> str:
    told = [name if met else f"not {name}" for name, met in (parts or {}).items()]
    return f"{fit}: {', '.join(told)}" if fit else ""


def _contact(contact: Json) -> str:
    ways = ", ".join([*contact["emails"], *contact["phones"]])
    title = f", {contact['title']}" if contact["title"] else ""
    role = "" if contact["role"] == "other" else f" ({contact['role']})"
    gone = contact["left_on"]
    left = f", left {written(date.fromisoformat(gone))}" if gone else ""
    return f"{contact['name']}{title}{role}{left}{': ' if ways else ''}{ways}"


def follow_up_line(item: Json) -> str:
    """A follow-up as one line."""
    due = item["due"][:16].replace("T", " ")
    told = f"{item['id']:>5}  {item['state']:<8} {due:<16} {what(item)}"
    if item["contact"]:
        told += f", with {item['contact']}"
    if item["state"] == "done" and item["outcome"]:
        told += f": {outcome_told(item['outcome'], item['satisfaction'])}"
    return told


def _sold_on(deal: Json) -> str:
    return f"{deal['id']:>5}  {deal['title']}, {deal['status']}"


def _cadence(run: Json) -> str:
    of = "" if run["state"] == "stopped" else f" of {run['follow_ups']}"
    state = "" if run["state"] == "running" else f", {run['state']}"
    return f"{run['name']}: {run['done']}{of} done{state}"


def note_lines(note: Json) -> Iterator[str]:
    """A note: the day and its author, and below that its text."""
    yield f"{note['at'][:10]} {note['author']}"
    yield from (f"  {line}" for line in note["text"].split("\n"))


def _step(line: HistoryLine, now: datetime, zone: tzinfo) -> str:
    told = "; ".join(line.sentences) or line.step.title
    return f"{told}, {ago(line.step.at, now, zone)}, by {line.step.actor}"
