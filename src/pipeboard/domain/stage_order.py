"""Where a stage stands in its pipeline: open ones first, post-sale ones after them."""

from collections.abc import Sequence

from pipeboard.domain.stages import Stage, StageKind
from pipeboard.domain.templates import StageTemplate
from pipeboard.errors import Refused


def require_order(others: Sequence[Stage], place: int, kind: StageKind, name: str) -> None:
    """Raises Refused where open stages would come after post-sale ones."""
    if kind is StageKind.OPEN:
        passed = next((each for each in others[:place] if each.is_post_sale), None)
        if passed is not None:
            raise Refused(
                f"{name} is for open deals and cannot come after {passed.name}, which is for won "
                "ones"
            )
        return
    ahead = next((each for each in others[place:] if not each.is_post_sale), None)
    if ahead is not None:
        raise Refused(
            f"{name} is for won deals and cannot come before {ahead.name}, which is for open ones"
        )


def neighbours(lanes: Sequence[Stage], place: int) -> tuple[Stage | None, Stage | None]:
    """The stages before and after a place, None at the ends."""
    return (
        lanes[place - 1] if place else None,
        lanes[place] if place < len(lanes) else None,
    )


def open_ones(lanes: Sequence[Stage]) -> int:
    """The number of stages for open deals, which stand before those for won ones."""
    return sum(not each.is_post_sale for each in lanes)


def like(before: Stage | None, beyond: Stage | None, name: str, kind: StageKind) -> StageTemplate:
    """A stage between two others that has the settings of the one before."""
    if kind is StageKind.POST_SALE:
        return StageTemplate(name, 100, 0, "", kind=kind)
    low = before.probability if before else 0
    high = beyond.probability if beyond else 100
    model = before or beyond
    return StageTemplate(
        name,
        (low + high) // 2,
        model.stale_after if model else 0,
        "",
        marketing_qualified=before.marketing_qualified if before else False,
        qualified=before.qualified if before else False,
    )
