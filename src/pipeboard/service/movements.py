"""The movement of the pipeline: what its open value was, through what it went, what it came to."""

from pipeboard.domain import movements as rules
from pipeboard.domain.figures import LeftOut, Line, Movement, Opened, Scope
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store.movements import Moves

UNKNOWN = "a file brought them without the day on which they were created or closed"
"""Why a deal is left out of what is asked about days before it came."""


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

    ``amounts`` has what each has in it. Deals may be among them that are gone by now. Raises
    ValueError for what is no line.
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
    return Opened(rules.MOVEMENT, put_in, ordered, without, amounts)


def _movements(moves: Moves) -> dict[str, Movement]:
    turns = moves.turns()
    counts = {key: moves.count(found) for key, found in rules.stakes(turns).items()}
    return rules.movements(moves.opening(), turns, moves.closing(), counts)


def _without(moves: Moves) -> list[LeftOut]:
    ids = moves.left_out()
    return [LeftOut(ids, UNKNOWN)] if ids else []
