"""The stays of a deal in stages, as our own JSON has them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from pipeboard.domain.deals import Status
from pipeboard.errors import BadInput, NotAccepted
from pipeboard.exchange.imported import ImportedVisit

VISITS: Final = "visits"
_LONGEST: Final = 80


def read_visits(
    text: str, *, pipeline: str | None, stage: str | None, status: Status, today: date
) -> tuple[ImportedVisit, ...]:
    """The stays that a cell tells of.

    ``pipeline``, ``stage`` and ``status`` are those of the deal. Raises BadInput for what is no
    list of stays, NotAccepted for stays that cannot have been one after the other until ``today``,
    or that do not lead to where the deal is.
    """
    visits = tuple(_read(text, pipeline))
    for visit in visits:
        _require_past(visit, today)
    for before, after in pairwise(visits):
        if before.left_on is None or before.left_on > after.entered_on:
            until = f"lasts until {before.left_on}" if before.left_on else "has not ended"
            raise NotAccepted(
                VISITS,
                _said(after),
                f"the stay in {before.stage} before it {until}; a deal is in one stage at a time,"
                " the earlier one first",
            )
    if visits:
        _require_here(visits[-1], pipeline, stage, status)
    return visits


def _read(text: str, pipeline: str | None) -> Iterator[ImportedVisit]:
    accepted = "a list of stays is needed, each with pipeline, stage, entered_on and left_on"
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, Sequence) or isinstance(items, str):
        raise BadInput(VISITS, text[:_LONGEST], accepted)
    for item in items:
        if not isinstance(item, Mapping) or not _line(item.get("stage")):
            shown = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
            raise BadInput(VISITS, shown[:_LONGEST], accepted)
        named = _line(item.get("pipeline"))
        same = not named or named.casefold() == (pipeline or "").casefold()
        entered_on = _day(item, "entered_on")
        if entered_on is None:
            raise BadInput(f"{VISITS}, entered_on", "", "the day is needed, such as 2026-11-24")
        left_on = _day(item, "left_on")
        yield ImportedVisit(pipeline if same else named, _line(item["stage"]), entered_on, left_on)


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(item: Mapping[str, Any], key: str) -> date | None:
    value = item.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        field = f"{VISITS}, {key}"
        raise BadInput(field, str(value), "a day is needed, such as 2026-11-24") from None


def _require_past(visit: ImportedVisit, today: date) -> None:
    if max(visit.entered_on, visit.left_on or visit.entered_on) > today:
        raise NotAccepted(
            VISITS, _said(visit), f"it cannot lie in the future, today is {today.isoformat()}"
        )
    if visit.left_on is not None and visit.left_on < visit.entered_on:
        raise NotAccepted(
            VISITS, _said(visit), "it ends before it begins; one of its days has to be another"
        )


def _require_here(
    last: ImportedVisit, pipeline: str | None, stage: str | None, status: Status
) -> None:
    """Raises NotAccepted where the last stay of a deal does not lead to where it is."""
    if last.left_on is not None:
        if status is Status.OPEN:
            accepted = (
                f"the deal is open, so its last stay, in {stage or 'its stage'}, has no left_on"
            )
            raise NotAccepted(VISITS, _said(last), accepted)
        return
    if status in (Status.LOST, Status.NURTURE):
        accepted = f"the deal's status is {status}, so its last stay needs a left_on"
        raise NotAccepted(VISITS, _said(last), accepted)
    here = (pipeline or "").casefold(), (stage or "").casefold()
    if ((last.pipeline or "").casefold(), last.stage.casefold()) != here:
        where = f"in {stage}" if stage else "in no stage"
        raise NotAccepted(
            VISITS,
            _said(last),
            f"the deal is {where}; its last stay has to be there, or the deal in that stage",
        )


def _said(visit: ImportedVisit) -> str:
    return f"{visit.stage} {visit.entered_on} to {visit.left_on or 'now'}"
