"""Whether a deal is open, won or lost, which files say by status, stage, flags or dates."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeboard.domain.deals import Status
from pipeboard.errors import BadInput
from pipeboard.exchange.mapping import Columns
from pipeboard.exchange.readers import Record
from pipeboard.exchange.record import Cells
from pipeboard.exchange.selling import outcome, status_word

_OUTCOMES: Final = frozenset({Status.WON, Status.LOST, Status.NURTURE, "deleted"})


class DeletedRowError(Exception):
    """The system that the row comes from had deleted the deal."""


def settle_status(columns: Columns, records: Iterable[Record]) -> Columns:
    """Decides what a column called status is.

    With words of its own it is the stage as well, if there is no other one; a column of which no
    word is understood is none.
    """
    place = columns.first("status")
    if place is None:
        return columns
    words = {record.cells[place].strip() for record in records} - {""}
    unknown = {word for word in words if status_word(word) is None}
    if not unknown or ("stage" in columns.fields and unknown != words):
        return columns
    if "stage" not in columns.fields:
        return replace(columns, fields={**columns.fields, "stage": (place,)})
    fields = {field: places for field, places in columns.fields.items() if field != "status"}
    return replace(columns, fields=fields)


def read_status(cells: Cells, *, own: bool) -> tuple[Status | None, str | None]:
    """The status and the stage of a record; no stage where only an outcome is named.

    No status where the record says neither. In a file of our ``own`` a stage is what it is called, even Won.
    Raises BadInput for a status that is not understood, DeletedRowError for a deal that was
    deleted.
    """
    stage = cells.line("stage")
    pipeline = cells.peek("pipeline")
    if pipeline and not own and stage.endswith(f" ({pipeline})"):
        stage = stage.removesuffix(f"({pipeline})").strip()
    said = None if own else outcome(stage)
    text = cells.line("status")
    word = status_word(text)
    if cells.same("status", "stage"):
        text = ""
        if word in _OUTCOMES:
            stage = ""
        else:
            word = None
    if word == "deleted" or cells.flag("is_deleted"):
        raise DeletedRowError
    if text and word is None:
        raise BadInput(cells.name("status"), text, "open, won, lost or nurture is needed")
    status = _status(cells, word, said) or (Status.OPEN if stage else None)
    return status, None if said else stage or None


def _status(cells: Cells, word: str | None, said: Status | None) -> Status | None:
    is_won, is_closed = cells.flag("is_won"), cells.flag("is_closed")
    if word in (Status.WON, Status.LOST, Status.NURTURE):
        return Status(word)
    if said:
        return said
    if word == Status.OPEN:
        return Status.OPEN
    if is_won:
        return Status.WON
    if is_closed or word == "closed":
        if is_won is False:
            return Status.LOST
        field = "status" if word == "closed" else "is_closed"
        accepted = "it does not tell whether the deal is won or lost; one of these is needed"
        raise BadInput(cells.name(field), cells.peek(field), accepted)
    for field, status in (("won_on", Status.WON), ("lost_on", Status.LOST)):
        if word is None and cells.peek(field):
            return status
    return Status.OPEN if is_closed is False else None
