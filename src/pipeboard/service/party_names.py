"""Finding the contact or the company that a person names on the command line."""

from pipeboard.domain.merging import Kind
from pipeboard.domain.words import shortened
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service import companies, contacts
from pipeboard.service.names import id_typed
from pipeboard.service.workspace import Workspace
from pipeboard.store import merging
from pipeboard.store import party_names as store

_SHOWN = 10
_OFFERED = 100


def find(ws: Workspace, kind: Kind, text: str) -> int:
    """The id of the contact or company that ``text`` names.

    By its id, its name or a part of that, a contact by an e-mail too; as a whole goes before a
    part. Raises NotFound, which says who deleted it where that is known, and Ambiguous with the
    candidates.
    """
    wanted, part = id_typed(text), " ".join(text.split())
    if not part:
        raise NotFound(f"a {kind} is named by its id or a part of its name, not by an empty text")
    with ws.read() as connection:
        if wanted is not None and merging.there(connection, kind, wanted):
            return wanted
        for whole in (True, False):
            found = store.ids_named(connection, kind, part, whole=whole, limit=_SHOWN + 1)
            if len(found) == 1:
                return found[0][0]
            if found:
                raise Ambiguous(_several(kind, part, found))
        if wanted is not None:
            raise merging.missing(connection, kind, wanted)
    raise NotFound(
        f"there is no {kind} '{part}'; name one by its id or a part of its name,"
        f" pipeboard {kind.several} lists them"
    )


def names_for(ws: Workspace, kind: Kind, start: str) -> list[str]:
    """Names of contacts or companies that have ``start``, for completion."""
    if kind is Kind.CONTACT:
        people = contacts.listing(ws, contacts.found(ws, start)[:_OFFERED])
        return [row.contact.name for row in people]
    return [
        row.company.name for row in companies.listing(ws, companies.found(ws, start)[:_OFFERED])
    ]


def _several(kind: Kind, part: str, found: list[tuple[int, str, str]]) -> str:
    lines = [
        f"  {row_id}  {shortened(f'{name} of {company}' if company else name)}"
        for row_id, name, company in found[:_SHOWN]
    ]
    more = ["  …"] if len(found) > _SHOWN else []
    head = f"'{part}' could be several {kind.several}; name one by its id:"
    return "\n".join([head, *lines, *more])
