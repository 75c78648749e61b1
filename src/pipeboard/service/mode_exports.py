"""What dial and review go through, as plain data for JSON."""

from collections.abc import Iterator, Sequence

from pipeboard.service import agenda_exports, dialing, exports, reviewing
from pipeboard.service.exports import Json
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace

_PORTION = 500


def review(ws: Workspace, deal_ids: Sequence[int]) -> Iterator[Json]:
    """These deals as `deals --json` gives them, each with ``reasons`` for which it needs care."""
    for start in range(0, len(deal_ids), _PORTION):
        part = deal_ids[start : start + _PORTION]
        why = {found.deal.id: found.reasons for found in reviewing.listed(ws, part)}
        for row in exports.some_deals(ws, part):
            if row["id"] in why:
                yield {**row, "reasons": [reason.value for reason in why[row["id"]]]}


def calls(
    ws: Workspace, *, everyone: bool = False, pipeline_id: int | None = None
) -> Iterator[Json]:
    """The calls that are due, as `agenda --json` gives them, with ``why`` and all ``numbers``."""
    at = present(ws)
    for item, why, numbers in dialing.listed(ws, everyone=everyone, pipeline_id=pipeline_id):
        told = [{"number": each.number, "name": each.name} for each in numbers]
        yield agenda_exports.agenda_item(item, at) | {"why": why.value, "numbers": told}
