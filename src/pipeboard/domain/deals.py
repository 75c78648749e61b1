"""Deals and the rules by which they move, close and reopen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from pipeboard.domain.changes import Change, edit
from pipeboard.domain.days import written
from pipeboard.domain.money import Money
from pipeboard.domain.stages import Stage, post_sale
from pipeboard.domain.statuses import Status as Status
from pipeboard.errors import NotAccepted, NotOpen, NotWon, Refused


class ForecastCategory(StrEnum):
    """How sure the rep is that a deal closes when expected."""

    COMMIT = "commit"
    BEST_CASE = "best case"
    PIPELINE = "pipeline"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A deal as it is stored, a field per column; what is not said is unknown.

    ``value`` is in the currency's minor unit, None when unknown. ``probability`` is the rep's own
    in percent, None to follow the stage. ``touched_on`` is the date of the last stage change,
    activity, note or edit.
    """

    id: int
    title: str
    company_id: int | None = None
    pipeline_id: int
    stage_id: int | None
    value: int | None = None
    currency: str
    owner: str = ""
    source: str = ""
    campaign: str = ""
    probability: int | None = None
    forecast_category: str | None = None
    created_on: date | None = None
    expected_close: date | None = None
    closed_on: date | None = None
    contract_end: date | None = None
    status: Status = Status.OPEN
    reason: str | None = None
    nurture_until: date | None = None
    need: str = ""
    budget: str = ""
    authority: str = ""
    timeline: str = ""
    sold_from_id: int | None = None
    rank: str
    touched_on: date | None = None
    custom: dict[str, str] = field(default_factory=dict)

    @property
    def money(self) -> Money | None:
        """The value with its currency."""
        return None if self.value is None else Money(self.value, self.currency)

    def row(self) -> dict[str, Any]:
        """Every column with its value."""
        return {name: getattr(self, name) for name in _COLUMNS}


_COLUMNS = tuple(field.name for field in fields(Deal))


@dataclass(frozen=True, slots=True)
class StageVisit:
    """A stay of a deal in a stage; ``left_on`` is None while it is there."""

    id: int
    deal_id: int
    stage_id: int
    entered_on: date
    left_on: date | None


def target_stage(deal: Deal, stages: Sequence[Stage], steps: int) -> Stage:
    """The stage ``steps`` to the right (or left, when negative) of the deal's.

    Raises NotOpen for a deal that is not open, Refused at either end.
    """
    _require_open(deal)
    place = next((i for i, stage in enumerate(stages) if stage.id == deal.stage_id), None)
    if place is None:
        raise Refused(f"{deal.title} is in no stage of this pipeline; pick one for it")
    wanted = place + steps
    if wanted < 0:
        raise Refused(f"{deal.title} is already in the first stage, {stages[0].name}")
    if wanted >= len(stages):
        raise Refused(f"{deal.title} is already in the last stage, {stages[-1].name}")
    return stages[wanted]


def require_movable(deal: Deal, to: Stage) -> None:
    """Raises Refused when the deal cannot go to stage ``to`` by a plain move."""
    _require_open(deal)
    if to.is_post_sale:
        raise Refused(f"{to.name} is for won deals: use win for {deal.title}")


def move(
    deal: Deal, to: Stage, *, rank: str, visit: StageVisit | None, visit_id: int, today: date
) -> list[Change]:
    """Puts an open deal into the stage ``to`` at ``rank``, with its visits.

    ``visit`` is the stay that ends, ``visit_id`` a new id for the one that begins.
    """
    require_movable(deal, to)
    after = {"stage_id": to.id, "pipeline_id": to.pipeline_id, "rank": rank, "touched_on": today}
    return [*_changed(deal, after), *_visits(deal, to, visit, visit_id, today)]


def win(
    deal: Deal,
    stages: Sequence[Stage],
    *,
    reason: str | None,
    on: date,
    rank: str,
    visit: StageVisit | None,
    visit_id: int,
    today: date,
) -> list[Change]:
    """Closes a deal as won and puts it into the pipeline's post-sale stage, if it has one."""
    require_closable(deal.title, deal.status, Status.WON)
    require_closed_after(deal.title, deal.created_on, on)
    after: dict[str, Any] = {
        "status": Status.WON,
        "reason": reason,
        "closed_on": on,
        "nurture_until": None,
        "touched_on": today,
    }
    to = post_sale(stages)
    if to is None:
        return [*_changed(deal, after), *_visit_ends(deal, visit, on)]
    after |= {"stage_id": to.id, "rank": rank}
    return [*_changed(deal, after), *_visits(deal, to, visit, visit_id, on)]


def lose(
    deal: Deal, *, reason: str, on: date, visit: StageVisit | None, today: date
) -> list[Change]:
    """Closes a deal as lost; it keeps its stage and leaves the board."""
    require_closable(deal.title, deal.status, Status.LOST)
    require_closed_after(deal.title, deal.created_on, on)
    if not reason.strip():
        raise Refused(f"why was {deal.title} lost? A reason is needed")
    after = {
        "status": Status.LOST,
        "reason": one_line(reason),
        "closed_on": on,
        "nurture_until": None,
        "touched_on": today,
    }
    return [*_changed(deal, after), *_visit_ends(deal, visit, on)]


def reopen(
    deal: Deal, to: Stage, *, rank: str, visit: StageVisit | None, visit_id: int, today: date
) -> list[Change]:
    """Puts a won, lost or nurtured deal back on the board, into the stage ``to``."""
    if deal.status is Status.OPEN:
        raise Refused(f"{deal.title} is open already")
    after = {
        "status": Status.OPEN,
        "reason": None,
        "closed_on": None,
        "nurture_until": None,
        "stage_id": to.id,
        "pipeline_id": to.pipeline_id,
        "rank": rank,
        "touched_on": today,
    }
    return [*_changed(deal, after), *_visits(deal, to, visit, visit_id, today)]


def nurture(
    deal: Deal, *, until: date, reason: str | None, visit: StageVisit | None, today: date
) -> list[Change]:
    """Puts a deal off until a day, for a ``reason`` if there is one; it leaves the board.

    It keeps its stage. Of one that is put off already the day is changed, and the reason where one
    is given.
    """
    require_undecided(deal)
    require_later("nurture until", until, today)
    said = one_line(reason or "") or None
    after: dict[str, Any] = {
        "status": Status.NURTURE,
        "nurture_until": until,
        "reason": said if deal.status is Status.OPEN else said or deal.reason,
    }
    changed = _changed(deal, after)
    if changed:
        changed = _changed(deal, after | {"touched_on": today})
    return [*changed, *_visit_ends(deal, visit, today)]


def standing(deal: Deal) -> str:
    """How a deal stands, in words: ``won``, or ``put off until Thu 12 Feb 2026``."""
    if deal.status is Status.NURTURE and deal.nurture_until is not None:
        return f"put off until {written(deal.nurture_until)}"
    return deal.status.value


def require_undecided(deal: Deal) -> None:
    """Raises NotOpen for a deal that is won or lost."""
    if deal.status in (Status.WON, Status.LOST):
        raise NotOpen(f"{deal.title} is {standing(deal)}")


def require_later(field: str, day: date, today: date, typed: str = "") -> None:
    """Raises BadInput for a day of a field, as it was ``typed``, that is not after today."""
    if day <= today:
        accepted = "a day after today is needed, such as 3 months"
        raise NotAccepted(field, typed or day.isoformat(), accepted)


def one_line(text: str) -> str:
    """The text as a field of a deal has it, which files have on one line too: without breaks."""
    return " ".join(text.split())


def require_closable(title: str, now: Status, status: Status) -> None:
    """Raises Refused when a deal that is ``now`` so cannot be closed as ``status``.

    That is NotOpen when reopening it first would do.
    """
    if now is status:
        raise Refused(f"{title} is {status} already")
    if now in (Status.WON, Status.LOST):
        raise NotOpen(f"{title} is {now}")


def require_won(deal: Deal) -> None:
    """Raises Refused for a deal that is not won: NotWon while it is open, else NotOpen."""
    if deal.status is Status.OPEN:
        raise NotWon(f"{deal.title} is open, and only a won deal is sold again")
    if deal.status is not Status.WON:
        raise NotOpen(f"{deal.title} is {standing(deal)}, and only a won deal is sold again")


def require_closed_after(title: str, created_on: date | None, closed_on: date | None) -> None:
    """Raises Refused for a deal that would be closed before the day on which it was created."""
    if created_on is not None and closed_on is not None and closed_on < created_on:
        raise Refused(
            f"{title} was created on {created_on.isoformat()} and cannot have been closed on "
            f"{closed_on.isoformat()}; if it is older, change its created on first"
        )


def _require_open(deal: Deal) -> None:
    if deal.status is not Status.OPEN:
        raise NotOpen(f"{deal.title} is {standing(deal)}")


def _changed(deal: Deal, after: dict[str, Any]) -> list[Change]:
    change = edit("deal", deal.id, deal.row(), after, deal.id)
    return [change] if change else []


def _visit_ends(deal: Deal, visit: StageVisit | None, on: date) -> list[Change]:
    if visit is None:
        return []
    left = max(on, visit.entered_on)
    return [Change("stage_visit", visit.id, {"left_on": None}, {"left_on": left}, deal.id)]


def _visits(
    deal: Deal, to: Stage, visit: StageVisit | None, visit_id: int, on: date
) -> list[Change]:
    if visit is not None and visit.stage_id == to.id:
        return []
    entered = max(on, visit.entered_on) if visit else on
    begins = {
        "id": visit_id,
        "deal_id": deal.id,
        "stage_id": to.id,
        "entered_on": entered,
        "left_on": None,
    }
    return [
        *_visit_ends(deal, visit, on),
        Change("stage_visit", visit_id, None, begins, deal.id),
    ]
