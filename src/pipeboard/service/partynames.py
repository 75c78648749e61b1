"""Finding the contact or company that a person names on the command line."""

from collections.abc import Callable, Sequence

from pipeboard.domain.wording import shortened
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service import companies, contacts
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, parties
from pipeboard.store.database import Connection

_LARGEST_ID = 2**63 - 1
_SHOWN = 10

Find = Callable[[Connection, str, bool], Sequence[int]]


def contact(ws: Workspace, text: str) -> int:
    """The contact that ``text`` names: by id, name or e-mail, or a part that only one has.

    Raises NotFound, and Ambiguous with the candidates.
    """

    def find(connection: Connection, part: str, whole: bool) -> Sequence[int]:
        return parties.contacts_with(connection, part, whole=whole, limit=_SHOWN + 1)

    def told(connection: Connection, ids: Sequence[int]) -> list[str]:
        return [
            f"{row.contact.name} of {row.company}" if row.company else row.contact.name
            for row in parties.contact_rows(connection, ids)
        ]

    def there(connection: Connection, contact_id: int) -> bool:
        return bool(deals.contacts_by_id(connection, [contact_id]))

    return _named(ws, text, "contact", "contacts", find, told, there)


def company(ws: Workspace, text: str) -> int:
    """The company that ``text`` names: by id or name, or a part that only one has.

    Raises NotFound, and Ambiguous with the candidates.
    """

    def find(connection: Connection, part: str, whole: bool) -> Sequence[int]:
        return parties.companies_with(connection, part, whole=whole, limit=_SHOWN + 1)

    def told(connection: Connection, ids: Sequence[int]) -> list[str]:
        found = parties.companies_by_id(connection, ids)
        return [found[company_id].name for company_id in ids]

    def there(connection: Connection, company_id: int) -> bool:
        return bool(parties.companies_by_id(connection, [company_id]))

    return _named(ws, text, "company", "companies", find, told, there)


def _named(
    ws: Workspace,
    text: str,
    thing: str,
    command: str,
    find: Find,
    told: Callable[[Connection, Sequence[int]], list[str]],
    there: Callable[[Connection, int], bool],
) -> int:
    part = " ".join(text.split())
    if not part:
        raise NotFound(f"a {thing} is named by its id or a part of its name, not by an empty text")
    digits = part.removeprefix("#")
    with ws.read() as connection:
        if digits.isascii() and digits.isdecimal():
            wanted = min(int(digits[:20]), _LARGEST_ID)
            if there(connection, wanted):
                return wanted
        for whole in (True, False):
            found = find(connection, part, whole)
            if len(found) == 1:
                return found[0]
            if found:
                raise Ambiguous(_several(part, command, found, told(connection, found)))
    raise NotFound(
        f"there is no {thing} '{part}'; name one by its id or a part of its name,"
        f" pipeboard {command} lists them"
    )


def _several(part: str, command: str, ids: Sequence[int], names: Sequence[str]) -> str:
    pairs = list(zip(ids, names, strict=True))
    lines = [f"  {party_id}  {shortened(name)}" for party_id, name in pairs[:_SHOWN]]
    more = ["  …"] if len(pairs) > _SHOWN else []
    head = f"'{part}' could be several {command}; name one by its id:"
    return "\n".join([head, *lines, *more])


def contacts_for(ws: Workspace, start: str) -> list[str]:
    """Names of contacts that have ``start``, for completion."""
    rows = contacts.listing(ws, contacts.found(ws, start)[:100])
    return [row.contact.name for row in rows]


def companies_for(ws: Workspace, start: str) -> list[str]:
    """Names of companies that have ``start``, for completion."""
    rows = companies.listing(ws, companies.found(ws, start)[:100])
    return [row.company.name for row in rows]
