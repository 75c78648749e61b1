"""One command of the keyboard, the places where it holds, and how the groups write theirs down.

A command holds in the places it names, a general one in all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

GENERAL = "general"
PLACES: Mapping[str, str] = {
    "board": "on the board",
    "deal": "on an open deal",
    "agenda": "in the agenda",
    "calendar": "in the calendar",
    "nurture": "in the lists of deals off the board",
    "dial": "in dial mode",
    "review": "in review mode",
    "insights": "in the insights",
    "figure": "on an opened figure",
    "forecast": "in the forecast",
    "targets": "in the targets",
    "history": "in the history",
    "stages": "in the stages",
    "contacts": "in the list of contacts",
    "companies": "in the list of companies",
    "contact": "on the page of a contact",
    "company": "on the page of a company",
    "duplicates": "in the list of duplicates",
    GENERAL: "everywhere",
}
"""Place -> how a sentence says it."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the keyboard can ask for."""

    name: str
    """What the config file calls it."""
    keys: tuple[str, ...]
    title: str
    """A word or two, for the footer and the palette."""
    help: str
    """What it does, as a sentence."""
    action: str
    """The method of the screen that does it, as Textual writes it; ``{number}`` is which of its keys it
    was, from 1."""
    where: tuple[str, ...]
    group: str
    """The heading it stands under in the help."""
    footer: int = 0
    """Its rank among the hints of the footer, 1 first; 0 leaves it out."""


PARTY_LISTS = "contacts companies"
PARTY_PAGES = "contact company"
PARTIES = f"{PARTY_LISTS} {PARTY_PAGES}"
FIGURES = "insights figure forecast targets"
EVERYWHERE = (
    f"board deal agenda calendar nurture dial review {FIGURES} history stages duplicates {PARTIES}"
)
"""The places that are lists of something, with a cursor in them."""


def grouped(
    group: str, where: str, *rows: tuple[str, str, str, str, str, int]
) -> Iterator[Command]:
    """Commands under one heading that hold in the same places, parted by spaces as their keys are.

    A row is the name, the keys, the title, the action, the help and the rank in the footer.
    """
    places = tuple(where.split())
    for name, keys, title, action, text, footer in rows:
        yield Command(name, tuple(keys.split()), title, text, action, places, group, footer)
