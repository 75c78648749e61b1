"""What figures are of, as somebody types it."""

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import read_period
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service import reading
from pipeboard.service.boards import with_me
from pipeboard.service.workspace import Workspace
from pipeboard.store import figures as store

DEFAULT_PERIOD = "this-quarter"
ME = "me"


def read_scope(
    ws: Workspace,
    *,
    period: str = DEFAULT_PERIOD,
    pipeline_id: int | None = None,
    owner: str | None = None,
    filter_: str = "",
) -> Scope:
    """The scope of a period such as ``2026-Q4``, an owner such as ``me`` and a filter.

    Raises BadInput, and what ``owner_named`` raises.
    """
    return Scope(
        read_period(period, ws.today()),
        pipeline_id,
        None if owner is None else owner_named(ws, owner),
        with_me(reading.read_filter(ws, filter_), ws.actor),
    )


def owner_named(ws: Workspace, text: str) -> str:
    """The owner that a name means: whole, else a part that only one owner has; ``me`` is me.

    Raises NotFound or Ambiguous, naming those there are.
    """
    wanted = " ".join(text.split()).casefold()
    if wanted == ME:
        return ws.actor
    with ws.read() as connection:
        known = store.owners(connection)
    whole = [name for name in known if name.casefold() == wanted]
    found = whole or [name for name in known if wanted and wanted in name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(found)
        raise Ambiguous(f"owner '{text}' could be {several}; type more of the name")
    there = f"there are {', '.join(known)}" if known else "no deal has an owner"
    raise NotFound(f"nobody called '{text}' owns a deal; {there}")
