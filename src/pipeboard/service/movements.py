"""The movement of the pipeline: what its open value was, through what it went, what it came to."""

from collections.abc import Sequence

from pipeboard.domain import movements as rules
from pipeboard.domain.figures import LeftOut, Line, Movement, Opened, Scope
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store.movements import Moves

UNKNOWN = "the day on which they were created or closed is not known"
"""Why a deal is left out of what is asked about days before it came."""
_ENDED = frozenset({Line.WON, Line.LOST})
_TOLD = 3
"""So many deals that are gone are named."""


def movements(ws: Workspace, scope: Scope) -> dict[str, Movement]:
    """The movement of each currency that the deals of a scope had in the period, by its code.

    Of a period that is not over, the closing is that of now; one that has not begun opens with it.
    """
    at = present(ws)
    with ws.read() as connection:
        return _movements(Moves(connection, scope, at))


def left_out(ws: Workspace, scope: Scope) -> list[LeftOut]:
    """The deals that the movement is without, and why."""
    at = present(ws)
    with ws.read() as connection:
        return _without(Moves(connection, scope, at))


def open_line(ws: Workspace, scope: Scope, line: str, currency: str) -> Opened:
    """The deals behind a line of the movement (or ``opening`` or ``closing``), the largest first.

    ``amounts`` has what each has in it. Deals may be among them that are gone by now; it is said
    which. Raises ValueError for what is no line.
    """
    at = present(ws)
    with ws.read() as connection:
        moves = Moves(connection, scope, at)
        found = _movements(moves)
        if line in (rules.OPENING, rules.CLOSING):
            amounts = moves.stood(currency, before=line == rules.OPENING)
        else:
            amounts = moves.amounts(rules.stakes(moves.turns())[Line(line), currency])
        without = _without(moves)
        ordered = sorted(amounts, key=lambda deal_id: (-amounts[deal_id], deal_id))
        put_in = [rules.put_in(found[currency])] if currency in found else []
        put_in += _gone(moves, ordered, line)
    return Opened(rules.MOVEMENT, put_in, ordered, without, amounts)


def _movements(moves: Moves) -> dict[str, Movement]:
    turns = moves.turns()
    counts = {key: moves.count(found) for key, found in rules.stakes(turns).items()}
    return rules.movements(moves.opening(), turns, moves.closing(), counts)


def _gone(moves: Moves, deal_ids: Sequence[int], line: str) -> list[str]:
    """Which deals of a line are gone since; the first of many."""
    ids = moves.gone(deal_ids)
    if not ids:
        return []
    more = len(ids) - _TOLD
    told = "; ".join(moves.became(each) for each in ids[:_TOLD])
    rest = f"; and {more:,} more" if more > 0 else ""
    them = "it" if len(ids) == 1 else "them"
    ended = f"; the figures of deals {line} are without {them}" if line in _ENDED else ""
    return [f"gone since: {told}{rest}{ended}"]


def _without(moves: Moves) -> list[LeftOut]:
    ids = moves.left_out()
    return [LeftOut(ids, UNKNOWN)] if ids else []
