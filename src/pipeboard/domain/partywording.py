"""Changes of contacts and companies as sentences, for the history."""

from collections.abc import Iterable, Mapping, Sequence

from pipeboard.domain.changes import Change, Row
from pipeboard.domain.wording import Names, fields_told

_GONE = "one that was removed"
_CONTACT = {"title": "Title", "left_on": "Left on"}
_COMPANY = {"industry": "Industry", "website": "Website", "notes": "Notes"}
_WAYS = (("contact_email", "address", "E-mail"), ("contact_phone", "number", "Phone"))


def sentences(changes: Sequence[Change], names: Names) -> list[str]:
    """What the changes of one step did to contacts and companies."""
    told = []
    for change in changes:
        if change.table == "contact":
            told += _party(change, "contact", _CONTACT, names)
        elif change.table == "company":
            told += _party(change, "company", _COMPANY, names)
    for table, column, label in _WAYS:
        told += _ways([change for change in changes if change.table == table], column, label)
    return told


def _party(change: Change, kind: str, labels: Mapping[str, str], names: Names) -> list[str]:
    before, after = change.before, change.after
    if before is None or after is None:
        row = after or before or {}
        if after is None:
            return [f"{row['name']}, a {kind}, was deleted"]
        company = _company(row, names)
        return [f"{row['name']}{f' of {company}' if company else ''}, a new {kind}"]
    told = fields_told(labels, before, after)
    if "name" in after:
        told.insert(0, f"Renamed from '{before['name']}' to '{after['name']}'")
    if "company_id" in after:
        sides = ({"company": _company(side, names)} for side in (before, after))
        told += fields_told({"company": "Company"}, *sides)
    return told


def _company(side: Row, names: Names) -> str:
    company_id = side.get("company_id")
    return names.companies.get(company_id, _GONE) if company_id else ""


def _ways(changes: Iterable[Change], column: str, label: str) -> list[str]:
    """What came and what went; a row that was written anew is neither."""
    gone, new = [], []
    for change in changes:
        if change.after is None and change.before is not None:
            gone.append(change.before[column])
        elif change.before is None and change.after is not None:
            new.append(change.after[column])
    return [
        *(f"{label} {value} removed" for value in gone if value not in new),
        *(f"{label} {value} added" for value in new if value not in gone),
    ]
