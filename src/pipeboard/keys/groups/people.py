"""Contacts and companies: their lists, and the page of each."""

from collections.abc import Iterator

from pipeboard.keys.command import EVERYWHERE, PARTIES, PARTY_LISTS, Command, grouped

_HEADING = "Contacts and companies"


def _commands() -> Iterator[Command]:
    yield from grouped(
        "Other screens",
        EVERYWHERE,
        (
            "contacts",
            "P",
            "Contacts",
            "contacts",
            "See all contacts; the cursor is on the deal's first one.",
            0,
        ),
        (
            "companies",
            "O",
            "Companies",
            "companies",
            "See all companies, and what each bought; the cursor is on the deal's.",
            0,
        ),
    )
    yield from grouped(
        _HEADING,
        PARTIES,
        ("party.open", "enter", "Open", "open_item", "Open what is under the cursor.", 1),
    )
    yield from grouped(
        _HEADING,
        PARTY_LISTS,
        (
            "party.search",
            "/",
            "Search",
            "search",
            "Show only those that have what is typed in a name, an address or a number.",
            2,
        ),
        ("party.add", "n", "New", "add_party", "Add a contact or a company to the list.", 4),
    )
    yield from grouped(
        _HEADING,
        PARTIES,
        (
            "party.edit",
            "e",
            "Edit",
            "edit_item",
            "Edit in a form; on a page what is under the cursor, of a contact's deal the role.",
            5,
        ),
        (
            "party.delete",
            "del",
            "Delete",
            "delete_item",
            "Delete the contact or company, or what is under the cursor on its page.",
            0,
        ),
    )


COMMANDS: tuple[Command, ...] = tuple(_commands())
