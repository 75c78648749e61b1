"""Finding the deal or the follow-up that a person names on the command line."""

from collections.abc import Collection, Sequence
from itertools import product

from pipeboard.domain.deals import Status
from pipeboard.domain.words import shortened
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, followups, rows, schema, titles
from pipeboard.store.database import Connection

ANY = tuple(Status)
_LARGEST_ID = 2**63 - 1
_SHOWN = 10


def deal(
    ws: Workspace, text: str, acts_on: Collection[Status] = ANY, pipeline_id: int | None = None
) -> int:
    """The id of the deal that ``text`` names: its id, its title, or a part that one title has.

    Each is looked for among the deals of the statuses that the command ``acts_on``, then among
    all, so that a refusal can say why: a whole title there goes before a part here. Raises
    NotFound, and Ambiguous with the candidates.
    """
    with ws.read() as connection:
        wanted = id_typed(text)
        if wanted is not None and deals.get_many(connection, [wanted]):
            return wanted
        return _titled(connection, text, acts_on, planned=False, pipeline_id=pipeline_id)


def follow_up(ws: Workspace, text: str, pipeline_id: int | None = None) -> int:
    """The id of the follow-up that ``text`` names: its id, else a deal, meaning its next step.

    A deal is named by its title or a part of it, looked for among those with a next step first.
    Raises NotFound, and Ambiguous with the candidates.
    """
    with ws.read() as connection:
        wanted = id_typed(text)
        if wanted is not None:
            if rows.find(connection, schema.follow_up, wanted):
                return wanted
            raise NotFound(f"there is no follow-up {text.strip()}; it may have been deleted")
        deal_id = _titled(connection, text, ANY, planned=True, pipeline_id=pipeline_id)
        item = followups.next_steps(connection, [deal_id], present(ws)).get(deal_id)
        if item is None:
            title = deals.get(connection, deal_id).title
            raise NotFound(f"{title} has no open follow-up; add one with: pipeboard follow")
        return item.id


def pipeline_of(ws: Workspace, text: str) -> int:
    """The pipeline of the deal that ``text`` names; raises NotFound and Ambiguous."""
    deal_id = deal(ws, text)
    with ws.read() as connection:
        return deals.get(connection, deal_id).pipeline_id


def titles_for(
    ws: Workspace, start: str, acts_on: Collection[Status] = ANY, *, planned: bool = False
) -> list[str]:
    """Titles that begin with ``start``, for completion; with ``planned``, of deals to follow up."""
    with ws.read() as connection:
        return titles.titles_beginning(
            connection, start, statuses=acts_on, planned=planned, limit=100
        )


def id_typed(text: str) -> int | None:
    """The id that ``text`` is, with a # before it or not; None when it is none."""
    digits = text.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return min(int(digits[:20]), _LARGEST_ID)


def _titled(
    connection: Connection,
    text: str,
    acts_on: Collection[Status],
    *,
    planned: bool,
    pipeline_id: int | None,
) -> int:
    part = text.strip()
    if not part:
        raise NotFound("a deal is named by its id or a part of its title, not by an empty text")
    levels = dict.fromkeys([(tuple(acts_on), planned), (ANY, False)])
    for whole, (statuses, only_planned) in product((True, False), levels):
        found = titles.ids_titled(
            connection,
            part,
            whole=whole,
            statuses=statuses,
            planned=only_planned,
            pipeline_id=pipeline_id,
            limit=_SHOWN + 1,
        )
        if len(found) == 1:
            return found[0][0]
        if found:
            raise Ambiguous(_several(part, found))
    raise NotFound(
        f"there is no deal '{part}'; name one by its id or a part of its title,"
        " pipeboard deals --all lists them"
    )


def _several(part: str, found: Sequence[tuple[int, str]]) -> str:
    lines = [f"  {deal_id}  {shortened(title)}" for deal_id, title in found[:_SHOWN]]
    more = ["  …"] if len(found) > _SHOWN else []
    return "\n".join([f"'{part}' could be several deals; name one by its id:", *lines, *more])
