"""What figures are of, as somebody types it."""

from pipeboard.domain.figures import Scope
from pipeboard.domain.filterterms import Filter, Named
from pipeboard.domain.periods import Period, read_period
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service.boards import EVERYTHING, with_me
from pipeboard.service.workspace import Workspace
from pipeboard.store import figures as store
from pipeboard.store import targets

DEFAULT_PERIOD = "this-quarter"
ME = "me"
NOBODY = "nobody"


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
    from pipeboard.service import reading

    return scope_of(
        ws,
        read_period(period, ws.today()),
        pipeline_id,
        None if owner is None else owner_named(ws, owner),
        reading.read_filter(ws, filter_),
    )


def scope_of(
    ws: Workspace,
    period: Period,
    pipeline_id: int | None = None,
    owner: str | None = None,
    filter_: Filter = EVERYTHING,
) -> Scope:
    """The scope in which ``owner:me`` of the filter is this person.

    A filter that is nothing but the name of one owner is that owner's scope, as targets are for an
    owner and not for a filter. Every scope with a filter that was typed is made here: what computes
    figures does not know who asks.
    """
    named = _owner_alone(ws, filter_)
    if named is not None and owner in (None, named):
        return Scope(period, pipeline_id, named)
    return Scope(period, pipeline_id, owner, with_me(filter_, ws.actor))


def _owner_alone(ws: Workspace, filter_: Filter) -> str | None:
    """The owner that a filter names and asks for nothing else; None of one that could be several.

    That of deals without an owner, ``owner:none``, is the empty one.
    """
    terms = [None if clause.negated else clause.term for clause in filter_.clauses]
    if len(terms) != 1:
        return None
    term = terms[0]
    if not isinstance(term, Named) or term.field != "owner" or len(term.names) > 1:
        return None
    try:
        return owner_named(ws, term.names[0]) if term.names else ""
    except (NotFound, Ambiguous):
        return None


def owners(ws: Workspace) -> list[str]:
    """Everybody who owns a deal, or once did, or has a target, by name."""
    with ws.read() as connection:
        return sorted({*store.owners(connection), *targets.owners(connection)})


def owner_named(ws: Workspace, text: str) -> str:
    """The owner that a name means: whole, else a part that only one owner has; ``me`` is me.

    ``nobody`` is the empty owner, that of deals without one, unless somebody is called so. Raises
    NotFound or Ambiguous, naming those there are.
    """
    plain = " ".join(text.split())
    wanted = plain.casefold()
    if wanted == ME:
        return ws.actor
    known = owners(ws)
    exact = [name for name in known if name == plain]
    whole = exact or [name for name in known if name.casefold() == wanted]
    if not whole and wanted == NOBODY:
        return ""
    found = whole or [name for name in known if wanted and wanted in name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(found)
        raise Ambiguous(f"owner '{text}' could be {several}; type more of the name")
    there = f"there are {', '.join(known)}" if known else "no deal has an owner"
    raise NotFound(f"nobody called '{text}' owns a deal or has a target; {there}")
