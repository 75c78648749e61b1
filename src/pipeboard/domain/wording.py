"""Changes as sentences, for the history of a deal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Any

from pipeboard.domain.aftersale import outcome_told
from pipeboard.domain.changes import Change, Row
from pipeboard.domain.days import written
from pipeboard.domain.money import Money, readable
from pipeboard.domain.reminders import written_reminder
from pipeboard.domain.repeats import from_text
from pipeboard.domain.words import shortened

_GONE = "one that was removed"


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in changes are called, and the ``zone`` in which times are told.

    Of follow-ups it is their type and subject that are told, of deals the title, of what was
    started on a deal the name of the cadence.
    """

    stages: Mapping[int, str] = field(default_factory=dict)
    pipelines: Mapping[int, str] = field(default_factory=dict)
    companies: Mapping[int, str] = field(default_factory=dict)
    contacts: Mapping[int, str] = field(default_factory=dict)
    follow_ups: Mapping[int, Row] = field(default_factory=dict)
    deals: Mapping[int, str] = field(default_factory=dict)
    runs: Mapping[int, str] = field(default_factory=dict)
    zone: tzinfo = UTC


def sentences(changes: Sequence[Change], names: Names) -> list[str]:
    """What the changes of one step did to a deal, most telling first."""
    told = []
    for change in sorted(changes, key=_rank):
        tell = _TELLERS.get(change.table)
        if tell is not None and not _went_along(change):
            told += tell(change, names)
    return told


def _rank(change: Change) -> int:
    """Where what a change says stands: a deal that goes says most."""
    if change.table != "deal":
        return 1 if change.table == "cadence_run" else 2
    return 0 if change.after is None else 1


def _went_along(change: Change) -> bool:
    """Whether all that a change says is that something belongs to another one since a merge."""
    before, after = change.before, change.after
    if change.table == "deal" or before is None or after is None:
        return False
    return after.keys() <= {"deal_id", "contact_id", "company_id"}


def _deal(change: Change, names: Names) -> list[str]:
    before, after = change.before, change.after
    if after is None:
        return [_gone(change, names)]
    if before is None:
        stage = names.stages.get(after["stage_id"]) if after["stage_id"] else None
        sold = ["Sold from an earlier deal"] if after.get("sold_from_id") else []
        return [f"Added in {stage}" if stage else "Added", *sold]
    told = _outcome(before, after)
    told += _moved(before, after, names)
    if {"value", "currency"} & after.keys():
        told += _value(before, after)
    told += _fields(_FIELDS, before, after)
    if "probability" in after:
        told.append(_probability(before["probability"], after["probability"]))
    if "status" not in after:
        told += _fields(_OF_OUTCOME, before, after)
    if "custom" in after:
        told += _custom(before["custom"], after["custom"])
    if after.get("sold_from_id"):
        told.append("Sold from an earlier deal")
    if "title" in after:
        told.append(f"Renamed from '{before['title']}' to '{after['title']}'")
    if "company_id" in after and not _merged_away(before, after, names):
        old, new = (_named(names.companies, side["company_id"]) for side in (before, after))
        told.append(_went("Company", old, new))
    if "rank" in after and not told:
        told.append("Reordered in its stage")
    return told


def _gone(change: Change, names: Names) -> str:
    """That a deal was deleted; or merged, when it is another deal that its going belongs to."""
    into = change.deal_id
    if into is None or into == change.id:
        return "Deleted"
    title = (change.before or {})["title"]
    return f"Merged {title} (#{change.id}) into {names.deals.get(into, 'deal')} (#{into})"


def _merged_away(before: Row, after: Row, names: Names) -> bool:
    """Whether a deal only went along with its company, which is another one's since a merge."""
    company = before["company_id"]
    return after.keys() == {"company_id"} and company is not None and company not in names.companies


def _outcome(before: Row, after: Row) -> list[str]:
    if "status" not in after:
        return []
    if (before.get("status"), after["status"]) == ("nurture", "open"):
        return ["Back from nurture"]
    verb = {"won": "Won", "lost": "Lost", "nurture": "Put off", "open": "Reopened"}
    said = verb.get(after["status"], str(after["status"]))
    for word, key in ((" on ", "closed_on"), (" until ", "nurture_until"), (": ", "reason")):
        if after.get(key):
            said += f"{word}{_said(after[key])}"
    return [said]


def _moved(before: Row, after: Row, names: Names) -> list[str]:
    if "stage_id" not in after:
        if "pipeline_id" not in after:
            return []
        old, new = (names.pipelines.get(side["pipeline_id"], _GONE) for side in (before, after))
        return [_went("Pipeline", old, new)]
    old, new = (_place(side, names) for side in (before, after))
    if not old or not new:
        return [f"Moved to {new}" if new else f"Taken out of {old}"]
    return [f"Moved from {old} to {new}"]


def _place(side: Row, names: Names) -> str:
    """A stage, with its pipeline when the deal comes from or goes to another."""
    stage = _named(names.stages, side["stage_id"])
    if not stage or "pipeline_id" not in side:
        return stage
    return f"{stage} in {names.pipelines.get(side['pipeline_id'], _GONE)}"


def _value(before: Row, after: Row) -> list[str]:
    if "currency" not in after:  # without it an amount cannot be written
        return ["Value cleared" if after["value"] is None else "Value changed"]
    told = []
    if "value" in after:
        told.append(_went("Value", *(_money(side) for side in (before, after))))
        if before["value"] is not None and after["value"] is not None:
            return told
    if before["currency"] != after["currency"]:
        told.append(_went("Currency", before["currency"], after["currency"]))
    return told


def _money(side: Row) -> str | None:
    return None if side["value"] is None else readable(Money(side["value"], side["currency"]))


_FIELDS = {
    "owner": "Owner",
    "source": "Source",
    "campaign": "Campaign",
    "forecast_category": "Forecast category",
    "created_on": "Created on",
    "expected_close": "Expected close",
    "contract_end": "Contract end",
    "need": "Need",
    "budget": "Budget",
    "authority": "Authority",
    "timeline": "Timeline",
}
_OF_OUTCOME = {"closed_on": "Closed on", "reason": "Reason", "nurture_until": "Nurture until"}
"""What comes and goes with the status, and is told by itself when it is corrected."""


def _fields(labels: Mapping[str, str], before: Row, after: Row) -> list[str]:
    return [_went(label, before[key], after[key]) for key, label in labels.items() if key in after]


def _probability(old: int | None, new: int | None) -> str:
    if new is None:
        return f"Probability follows the stage again, not its own {old} %"
    if old is None:
        return f"Probability set to its own {new} %"
    return f"Probability changed from {old} % to {new} %"


def fields_told(labels: Mapping[str, str], before: Row, after: Row) -> list[str]:
    """What became of the columns of a row that have a label."""
    return _fields(labels, before, after)


def _custom(before: Row, after: Row) -> list[str]:
    differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [_went(key, before.get(key), after.get(key)) for key in differing]


def _went(label: str, old: Any, new: Any) -> str:
    if new in (None, ""):
        return f"{label} cleared"
    if old in (None, ""):
        return f"{label} set to {_said(new)}"
    return f"{label} changed from {_said(old)} to {_said(new)}"


def _said(value: Any) -> str:
    return written(value) if isinstance(value, date) else shortened(str(value))


def _named(names: Mapping[int, str], row_id: int | None) -> str:
    return "" if row_id is None else names.get(row_id, _GONE)


def _note(change: Change, _names: Names) -> list[str]:
    if change.after is None:
        return ["Note deleted"]
    if change.before is None:
        return [f"Note: {shortened(change.after['text'])}"]
    return [f"Note changed to: {shortened(change.after['text'])}"]


def _follow_up(change: Change, names: Names) -> list[str]:
    before, after = change.before, change.after
    if after is None:
        return [f"Follow-up deleted: {_planned(before or {})}"]
    if before is None:
        if after["done_at"] is not None:
            return [_done(after)]
        return [f"Follow-up added: {_planned(after)}, due {_due(after, names)}"]
    if "done_at" in after:
        known = names.follow_ups.get(change.id, {})
        return [_done({**known, **after}) if after["done_at"] else "Follow-up taken up again"]
    told = _fields(_OF_FOLLOW_UP, before, after)
    if "reminder" in after:
        told.append(f"Reminder of the follow-up: {written_reminder(after['reminder'])}")
    again = from_text(after["repeat"]).described if after.get("repeat") else ""
    was = from_text(before["repeat"]).described if before.get("repeat") else ""
    if again != was:
        told.append(f"Follow-up comes again {again}" if again else "Follow-up no longer repeats")
    if "due_on" in after or after.get("due_at"):
        return [f"Follow-up put off to {_due(after, names)}", *told]
    if "due_at" in after:
        return ["Follow-up put off to any time of its day", *told]
    return told or ["Follow-up changed"]


_OF_FOLLOW_UP = {
    "type": "Type of a follow-up",
    "subject": "Subject of a follow-up",
    "priority": "Priority of a follow-up",
    "assignee": "Assignee of a follow-up",
    "outcome": "Outcome of a follow-up",
    "satisfaction": "Satisfaction of a check-in",
}


def _planned(row: Row) -> str:
    kind, subject = row.get("type", ""), row.get("subject", "")
    return kind if subject.casefold() == kind.casefold() else f"{kind} {shortened(subject)}"


def _due(row: Row, names: Names) -> str:
    if not row.get("due_at"):
        return written(row["due_on"])
    local = row["due_at"].astimezone(names.zone)
    return f"{written(local.date())} {local:%H:%M}"


def _done(row: Row) -> str:
    what = "Follow-up done"
    if "type" in row:
        kind, subject = row["type"], row["subject"]
        about = "" if subject.casefold() == kind.casefold() else f" '{shortened(subject)}'"
        what = f"{kind[:1].upper()}{kind[1:]}{about} done"
    outcome = outcome_told(row.get("outcome"), row.get("satisfaction"))
    return f"{what}: {outcome}" if outcome else what


def _contact(change: Change, names: Names) -> list[str]:
    side = change.after or change.before or {}
    who = _named(names.contacts, side.get("contact_id")) or "A contact"
    if change.after is None:
        return [f"{who} removed from the deal"]
    if change.before is None:
        return [f"{who} added as {change.after['role']}"]
    if "left_on" in change.after:
        left = change.after["left_on"]
        return [f"{who} left on {_said(left)}" if left else f"{who} has not left after all"]
    return [f"Role of a contact changed to {change.after['role']}"]


def _label(change: Change, _names: Names) -> list[str]:
    if change.after is None:
        return [f"Label {(change.before or {})['label']} removed"]
    return [f"Label {change.after['label']} added"]


def _check(change: Change, _names: Names) -> list[str]:
    if change.after is None:
        return [f"Unticked '{(change.before or {})['item']}'"]
    return [f"Ticked '{change.after['item']}'"]


def _run(change: Change, names: Names) -> list[str]:
    name = names.runs.get(change.id) or _GONE
    if change.after is None:
        return [f"Cadence {name} deleted"]
    if change.before is None:
        return [f"Cadence {name} started"]
    state = change.after.get("state")
    return [f"Cadence {name} {'resumed' if state == 'running' else state}"] if state else []


_TELLERS: Mapping[str, Callable[[Change, Names], list[str]]] = {
    "deal": _deal,
    "note": _note,
    "follow_up": _follow_up,
    "deal_contact": _contact,
    "deal_label": _label,
    "deal_check": _check,
    "cadence_run": _run,
}

NOT_TOLD = frozenset(
    {
        *("company", "contact", "contact_email", "contact_phone", "exit_criterion", "external_id"),
        *("pipeline", "setting", "stage", "stage_visit", "stage_follow_up", "template"),
        *("reason", "saved_filter", "exchange_rate", "target"),
        *("cadence", "cadence_step"),
    }
)
"""Tables whose changes say nothing of a deal that another change of the step does not say."""
