"""A deal of our own export as one flat row: what CSV has as columns and JSON as objects."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from pipeboard.domain.people import Role
from pipeboard.exchange.cells import join_contacts, join_labels, join_notes
from pipeboard.exchange.imported import ImportedContact
from pipeboard.exchange.vocabulary import CUSTOM

COLUMNS: Final = (
    *("id", "title", "company", "value", "currency", "pipeline", "stage", "status"),
    *(
        "probability",
        "probability_own",
        "forecast_category",
        "owner",
        "source",
        "campaign",
        "labels",
    ),
    "ticked",
    *("created_on", "expected_close", "closed_on", "contract_end", "nurture_until"),
    *("stage_since", "reason", "need", "budget", "authority", "timeline", "sold_from"),
    *("contacts", "next_step", "next_step_type", "next_step_due", "next_step_priority"),
    *("next_step_contact", "stale", "notes", "external_ids", "database"),
)
"""The columns of our CSV; a column per custom field follows."""


def flat(row: Mapping[str, Any]) -> dict[str, str]:
    """A deal in the shape of our JSON as texts by column, the custom fields last.

    ``labels`` and ``ticked`` are lists; ``contacts`` a list of objects (name, email or emails, phone or phones,
    role, title) or names; ``notes`` a list of texts or of objects with a text; ``next_step`` an
    object (subject, type, due, priority, contact) or a text; ``external_ids`` and ``custom`` are objects.
    """
    cells = {column: text(row.get(column)) for column in COLUMNS}
    cells["labels"] = join_labels(map(text, _list(row.get("labels"))))
    cells["ticked"] = join_labels(map(text, _list(row.get("ticked"))))
    cells["contacts"] = join_contacts(map(_contact, _list(row.get("contacts"))))
    cells["notes"] = join_notes(map(_note, _list(row.get("notes"))))
    cells["external_ids"] = join_labels(
        f"{system}={identity}" for system, identity in _pairs(row.get("external_ids"))
    )
    step = row.get("next_step")
    if isinstance(step, Mapping):
        cells["next_step"] = text(step.get("subject"))
        for key in ("type", "due", "priority", "contact"):
            cells[f"next_step_{key}"] = text(step.get(key))
    for name, value in _pairs(row.get("custom")):
        cells[f"{CUSTOM}{name}"] = value
    return cells


def text(value: object) -> str:
    """A plain value as it stands in a cell: nothing for None, ISO for dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        return json.dumps(value, ensure_ascii=False, default=text)
    return str(value)


def _list(value: object) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)


def _pairs(value: object) -> list[tuple[str, str]]:
    """An object, or a list of pairs, as pairs of texts."""
    pairs = value.items() if isinstance(value, Mapping) else _list(value)
    return [(text(name), text(content)) for name, content in pairs]


def _note(note: object) -> str:
    return text(note.get("text")) if isinstance(note, Mapping) else text(note)


def _contact(contact: object) -> ImportedContact:
    if not isinstance(contact, Mapping):
        return ImportedContact(text(contact))
    emails = _list(contact.get("emails", contact.get("email")))
    phones = _list(contact.get("phones", contact.get("phone")))
    role = contact.get("role")
    return ImportedContact(
        text(contact.get("name")),
        text(emails[0]) if emails else None,
        text(phones[0]) if phones else None,
        Role(role) if role in set(Role) else None,
        text(contact.get("title")),
    )
