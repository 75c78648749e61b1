"""A contact who has left: which deals that sets back, and where to."""

from collections.abc import Iterable, Sequence
from datetime import date

from pipeboard.domain.days import written
from pipeboard.domain.people import DealContact, Role
from pipeboard.domain.stages import Stage


def told(on: date, today: date) -> str:
    """That somebody left, beside their name: ``left 12 Nov``, with the year if it is another."""
    _, day = written(on).split(" ", 1)
    return f"left {day.removesuffix(f' {today.year}')}"


def qualification(stages: Sequence[Stage]) -> Stage | None:
    """The stage in which deals of a pipeline are being qualified: the last before the first that
    counts as qualified. None where there is none.
    """
    before: Stage | None = None
    for stage in stages:
        if stage.qualified:
            return before
        if not stage.is_post_sale:
            before = stage
    return None


def is_beyond(stages: Sequence[Stage], stage_id: int | None, stage: Stage) -> bool:
    """Whether one stage of a pipeline comes after another."""
    places = [each.id for each in stages]
    return stage_id in places and places.index(stage_id) > places.index(stage.id)


def decides_alone(contact_id: int, links: Iterable[DealContact]) -> bool:
    """Whether a contact is a decision-maker of a deal that has no other who is still there."""
    deciding = [link for link in links if link.role is Role.DECISION_MAKER]
    there = {link.contact.id for link in deciding if not (link.left_on or link.contact.left_on)}
    return contact_id in {link.contact.id for link in deciding} and not there - {contact_id}
