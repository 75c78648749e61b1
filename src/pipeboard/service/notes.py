"""Notes on deals, contacts and companies."""

from collections.abc import Sequence
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.notes import Note
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, Conflict, NotFound
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, rows
from pipeboard.store.database import Draft
from pipeboard.store.schema import note


def add(ws: Workspace, deal_ids: Sequence[int], text: str) -> Step | None:
    """Adds a note to each deal."""
    text = _text(text)
    with ws.step() as step:
        found = [deals.get(step.connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]
        for deal in found:
            insert(step, deal.id, text)
            step.touch(deal.id, deal.touched_on)
        where = found[0].title if len(found) == 1 else many(len(found), "deal")
        step.title = f"Noted something on {where}"
    return step.step


def insert(step: Draft, deal_id: int, text: str) -> None:
    """Adds a note to a deal as a part of a step."""
    step.insert("note", _row(step, text) | {"deal_id": deal_id}, deal_id)


def add_for(
    ws: Workspace, text: str, *, contact_id: int | None = None, company_id: int | None = None
) -> Step | None:
    """Adds a note to a contact or company; raises NotFound when it is gone."""
    from pipeboard.service import companies, contacts

    text = _text(text)
    with ws.step() as step:
        if contact_id is not None:
            name = contacts.get(step.connection, contact_id).name
        else:
            name = companies.get(step.connection, company_id or 0).name
        step.insert("note", _row(step, text) | {"contact_id": contact_id, "company_id": company_id})
        step.title = f"Noted something on {name}"
    return step.step


def _row(step: Draft, text: str) -> dict[str, Any]:
    return {"text": text, "author": step.actor, "at": step.at}


def edit(ws: Workspace, note_id: int, before: str, text: str) -> Step | None:
    """Changes the text of a note; raises Conflict when it no longer is ``before``."""
    text = _text(text)
    with ws.step() as step:
        row = rows.find(step.connection, note, note_id)
        if row is None:
            raise NotFound("that note is gone: somebody deleted it")
        deal_id = row["deal_id"]
        if step.edit("note", note_id, {"text": before}, {"text": text}, deal_id) and deal_id:
            step.touch(deal_id, deals.get(step.connection, deal_id).touched_on)
        step.title = "Changed a note"
    return step.step


def delete(ws: Workspace, seen: Note) -> Step | None:
    """Deletes a note; raises Conflict when it no longer is as the person saw it."""
    with ws.step() as step:
        row = rows.find(step.connection, note, seen.id)
        if row is None:
            raise NotFound("that note is gone: somebody deleted it")
        if row["text"] != seen.text:
            raise Conflict(
                "somebody else changed the note meanwhile; nothing was written, look again"
            )
        step.delete("note", row, row["deal_id"])
        step.title = "Deleted a note"
    return step.step


def _text(text: str) -> str:
    text = text.strip()
    if not text:
        raise BadInput("note", "", "type what is to be remembered")
    return text
