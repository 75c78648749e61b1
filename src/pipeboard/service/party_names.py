"""Finding the contact or the company that a person names on the command line."""

from pipeboard.domain.merging import Kind
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service.names import id_typed
from pipeboard.service.workspace import Workspace
from pipeboard.store import merging as rows
from pipeboard.store import party_names as store

_SHOWN = 10


def find(ws: Workspace, kind: Kind, text: str) -> int:
    """The id of the contact or company that ``text`` names: its id, its name, or a part of that.

    Raises NotFound, and Ambiguous with the candidates.
    """
    wanted, part = id_typed(text), " ".join(text.split())
    if not part:
        raise NotFound(f"a {kind} is named by its id or a part of its name, not by an empty text")
    with ws.read() as connection:
        if wanted is not None:
            rows.party(connection, kind, wanted)
            return wanted
        for whole in (True, False):
            found = store.ids_named(connection, kind, part, whole=whole, limit=_SHOWN + 1)
            if len(found) == 1:
                return found[0][0]
            if found:
                lines = [
                    f"  {row_id}  {name}{f' of {company}' if company else ''}"
                    for row_id, name, company in found[:_SHOWN]
                ]
                more = ["  …"] if len(found) > _SHOWN else []
                head = f"'{part}' could be several {kind.several}; name one by its id:"
                raise Ambiguous("\n".join([head, *lines, *more]))
    raise NotFound(f"there is no {kind} '{part}'; name one by its id or a part of its name")
