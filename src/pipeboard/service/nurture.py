"""Nurture: deals that are put off until a day, and come back on it by themselves."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pipeboard.domain import deals as rules
from pipeboard.domain.changes import PRODUCT, Step
from pipeboard.domain.deals import Deal, Status
from pipeboard.errors import Conflict, PipeboardError, Refused
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store
from pipeboard.store import nurture as queries

if TYPE_CHECKING:
    from pipeboard.domain.filterterms import Filter
    from pipeboard.domain.nurture import PutOff


def nurture(
    ws: Workspace,
    deal_ids: Sequence[int],
    until: date,
    reason: str | None = None,
    seen: Mapping[int, date | None] | None = None,
) -> Step | None:
    """Takes deals off the board until a day after today; of one that is off already, changes the day.

    They keep their stage and their follow-ups. ``seen`` has the day of each deal as the person saw
    it (None for one on the board): raises Conflict when one differs by now, BadInput for a day that
    is not after today, NotOpen for a deal that is won or lost.
    """
    from pipeboard.domain.days import written
    from pipeboard.domain.words import many

    with ws.step() as step:
        found = [store.get(step.connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]
        for deal in found:
            _require_as_seen(deal, seen)
            visit = store.open_visit(step.connection, deal.id)
            step.apply(
                rules.nurture(deal, until=until, reason=reason, visit=visit, today=step.today)
            )
        what = found[0].title if len(found) == 1 else many(len(found), "deal")
        why = rules.one_line(reason or "")
        step.title = f"Put {what} off until {written(until)}{f': {why}' if why else ''}"
    return step.step


def _require_as_seen(deal: Deal, seen: Mapping[int, date | None] | None) -> None:
    if seen is None or deal.status in (Status.WON, Status.LOST):
        return
    if deal.id in seen and seen[deal.id] != deal.nurture_until:
        now = f"put off until {deal.nurture_until}" if deal.nurture_until else "put on the board"
        raise Conflict(f"{deal.title} was {now} meanwhile; nothing was written, look again")


def told(steps: Sequence[Step]) -> str:
    """What to say of the deals that came back by some of these steps; '' when none did."""
    from pipeboard.domain import nurture

    return nurture.told(steps, PRODUCT)


_TOLD = "told of nurture"
"""The preference with the id of the newest step when the person last had a board open."""


def untold(ws: Workspace) -> str:
    """What to say of the deals that came back since this person last had a board open, once.

    The first time there is nothing to say but of what came back as this workspace was opened.
    """
    from pipeboard.service import preferences
    from pipeboard.store import history

    before = preferences.get(ws, _TOLD)
    with ws.read() as connection:
        last = history.last_id(connection)
        steps = history.by(connection, PRODUCT, before) if isinstance(before, int) else ws.returned
    if before != last and ws.database.only_read is None:
        with suppress(PipeboardError):
            preferences.put(ws, _TOLD, last)
    return told(steps)


def put_off(
    ws: Workspace,
    *,
    everyone: bool = False,
    filter_: "Filter | None" = None,
    limit: int | None = None,
    closed: bool = False,
) -> "tuple[list[PutOff], int]":
    """The deals that are put off, the earliest day first, and how many there are in all.

    Mine, or everybody's; those that match a filter. With ``closed`` all that are off the board: the
    lost ones, what was closed last first, then those put off; or what the filter names.
    """
    from pipeboard.domain.money import Money
    from pipeboard.domain.nurture import PutOff
    from pipeboard.service.boards import EVERYTHING, conditions
    from pipeboard.service.presence import present

    owner = None if everyone else ws.actor
    statuses: tuple[Status, ...] = queries.ONLY_PUT_OFF
    if closed:
        named = filter_ is not None and filter_.names_status
        statuses = tuple(Status) if named else (Status.LOST, Status.NURTURE)
    with ws.read() as connection:
        wanted = conditions(connection, ws, filter_ or EVERYTHING, present(ws))
        rows = queries.put_off(connection, wanted, owner, limit, statuses)
        notes = queries.last_notes(connection, [row["id"] for row in rows])
        count = queries.count(connection, wanted, owner, statuses) if limit else len(rows)
    return [
        PutOff(
            id=row["id"],
            title=row["title"],
            company=row["company"] or "",
            money=None if row["value"] is None else Money(row["value"], row["currency"]),
            owner=row["owner"],
            until=row["nurture_until"],
            more=row["reason"] or notes.get(row["id"], ""),
            status=Status(row["status"]),
            closed_on=row["closed_on"],
        )
        for row in rows
    ], count


def read(ws: Workspace, text: str, field: str = "nurture until") -> tuple[date, str]:
    """The day that a text begins with, and what follows it: why. Raises BadInput for no later day."""
    from pipeboard.domain.dates import DateReader

    words = text.split()
    now = datetime.combine(ws.today(), time.min)
    phrase = DateReader(now, ws.locale, bare_spans=True).at(words, 0) if words else None
    end = phrase.end if phrase is not None else len(words)
    until = read_day(ws, " ".join(words[:end]).rstrip(",;:"), field)
    return until, " ".join(words[end:]).lstrip(",;:- ")


def read_day(ws: Workspace, text: str, field: str = "nurture until") -> date:
    """A text that is nothing but a day after today, or a span from today. Raises BadInput."""
    from pipeboard.domain.dates import parse_day

    day = parse_day(text, ws.today(), ws.locale, allow_past=True, field=field)
    rules.require_later(field, day, ws.today(), text)
    return day


def days_seen(ws: Workspace, deal_ids: Sequence[int]) -> dict[int, date | None]:
    """The day until which each deal is put off, None for one that is not.

    Raises NotOpen for a deal that is won or lost, and Refused when none is there.
    """
    with ws.read() as connection:
        found = store.get_many(connection, deal_ids)
    if not found:
        raise Refused("the deal is gone: somebody deleted it")
    for deal in found:
        rules.require_undecided(deal)
    return {deal.id: deal.nurture_until for deal in found}
