"""The stays that go along when the day of a closing changes."""

from datetime import date
from typing import Any

from pipeboard.domain.closings import stays_moved
from pipeboard.domain.deals import Deal, StageVisit, Status

SELLING, SOLD, AFTER = 1, 2, 3


def day(number: int | None) -> date | None:
    return None if number is None else date(2026, 11, number)


def moved(
    status: Status, was: int | None, on: int | None, *stays: tuple[int, int, int | None]
) -> list[tuple[int, int | None]]:
    """The days of the stays, each given with its stage, after the closing was moved."""
    deal = Deal(id=1, title="Acme", pipeline_id=1, stage_id=1, currency="EUR", rank="a")
    deal = Deal(**{**deal.row(), "status": status, "closed_on": day(was)})
    visits = [
        StageVisit(place, 1, stage, date(2026, 11, entered), day(left))
        for place, (stage, entered, left) in enumerate(stays)
    ]
    days: dict[int, dict[str, Any]] = {
        visit.id: {"entered_on": visit.entered_on, "left_on": visit.left_on} for visit in visits
    }
    for change in stays_moved(deal, day(on), visits, {SOLD, AFTER}):
        assert change.before == {key: days[change.id][key] for key in change.before or ()}
        days[change.id].update(change.after or {})
    return [
        (each["entered_on"].day, each["left_on"] and each["left_on"].day) for each in days.values()
    ]


def test_a_sale_moves_both_its_stays() -> None:
    """Earlier and later, but not before the first of them began; and back again."""
    stays = (SELLING, 3, 9), (SOLD, 9, None)
    assert moved(Status.WON, 9, 12, *stays) == [(3, 12), (12, None)]
    assert moved(Status.WON, 9, 1, *stays) == [(3, 3), (3, None)]
    assert moved(Status.WON, 1, 9, (SELLING, 3, 3), (SOLD, 3, None)) == [(3, 9), (9, None)]
    assert moved(Status.WON, 9, 12, (SOLD, 9, None)) == [(12, None)]


def test_a_loss_moves_the_end_of_the_last_stay() -> None:
    """Of a deal that was reopened before it is the second loss."""
    stays = (SELLING, 1, 4), (SELLING, 5, 9)
    assert moved(Status.LOST, 9, 7, *stays) == [(1, 4), (5, 7)]
    assert moved(Status.WON, 9, 7, *stays) == [(1, 4), (5, 7)]


def test_a_deal_that_went_on_after_the_sale() -> None:
    """Was in its first stage after it no longer than until it left that."""
    stays = (SELLING, 1, 4), (SOLD, 4, 8), (AFTER, 8, None)
    assert moved(Status.WON, 4, 6, *stays) == [(1, 6), (6, 8), (8, None)]
    assert moved(Status.WON, 4, 9, *stays) == [(1, 8), (8, 8), (8, None)]


def test_days_that_are_not_those_of_the_closing_stay() -> None:
    """As they are from elsewhere; so does everything where no day is known."""
    stays = (SELLING, 1, 5), (SOLD, 6, None)
    assert moved(Status.WON, 4, 9, *stays) == [(1, 5), (6, None)]
    assert moved(Status.WON, None, 9, *stays) == [(1, 5), (6, None)]
    assert moved(Status.LOST, 5, None, *stays[:1]) == [(1, 5)]
    assert moved(Status.LOST, 5, 6) == []
