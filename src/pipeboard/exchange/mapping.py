"""Which column of somebody's file is which field of a deal.

Names are matched loosely: case, spaces, underscores, dots, a ``*`` and a ``Deal - `` in front do
not count, so ``Deal - Expected close date``, ``expected_close_date`` and ``ExpectedCloseDate`` are
one name.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeboard.domain.currencies import currency_code
from pipeboard.errors import BadInput
from pipeboard.exchange.vocabulary import (
    ALIASES,
    COMPUTED,
    CUSTOM,
    LISTS_OF_OTHERS,
    NAMES_OF_PEOPLE,
    OTHER_SYSTEM,
    OWN_FIELDS,
    OWN_SYSTEM,
    SELLING,
    SIGNATURES,
    SURELY_DEALS,
    SURELY_SOLD,
    TITLE_OR_PARTY,
)

_ENTITY: Final = re.compile(r"^\s*(deal|opportunity|potential|lead)\s+-\s+", re.IGNORECASE)
_MONEY_IN_NAME: Final = re.compile(r"[(\[]([^()\[\]]{1,4})[)\]]|\b([A-Z]{3})$")


def squashed(header: str) -> str:
    """A column name without what does not count in it."""
    plain = unicodedata.normalize("NFKC", header.removeprefix("\ufeff"))
    return "".join(char for char in _ENTITY.sub("", plain).casefold() if char.isalnum())


def _names(text: str) -> list[str]:
    return [squashed(name) for name in text.split(",")]


_FIELD_OF: Final[Mapping[str, tuple[str, int]]] = {
    name: (field, rank)
    for field, names in ALIASES.items()
    for rank, name in enumerate(_names(names))
}


@dataclass(frozen=True, slots=True)
class EnteredColumn:
    """The stage that a column tells of when a deal came into it; None for the deal's pipeline."""

    stage: str
    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file, each by its place.

    ``names`` is how columns are called in messages and custom fields. ``fields`` are those of
    each field, the surest first. Of the others, ``verbatim`` are custom fields of our own export,
    ``ignored`` what it has only to be looked at. ``currency`` is the one that the value's column
    names, ``system`` whose export the file looks like. ``entered`` are the columns that tell when a
    deal came into a stage, or was closed by coming into one called won or lost.
    """

    names: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    verbatim: frozenset[int]
    ignored: frozenset[int]
    currency: str | None
    system: str
    entered: Mapping[int, EnteredColumn] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether we wrote the file ourselves."""
        return self.system == OWN_SYSTEM

    def first(self, field: str) -> int | None:
        """The place of the surest column for a field; None if there is none."""
        places = self.fields.get(field)
        return places[0] if places else None


def known(header: Sequence[str]) -> int:
    """How many cells of a record are names of fields of a deal."""
    return sum(_field(name) is not None for name in header)


def map_columns(header: Sequence[str], name: str) -> Columns:
    """Finds the field of each column.

    Raises BadInput when these are not the columns of deals; ``name`` is the file's.
    """
    squash = [squashed(cell) for cell in header]
    system = _system(header, set(squash))
    own = system == OWN_SYSTEM
    found: dict[str, list[tuple[int, int]]] = {}
    others = []
    for place, cell in enumerate(header):
        match = _field(cell)
        if match is None or (match[0] in OWN_FIELDS and not own):
            others.append(place)
        else:
            found.setdefault(match[0], []).append((match[1], place))
    fields = {field: tuple(place for _, place in sorted(ranked)) for field, ranked in found.items()}
    _require_deals(fields, set(squash), header, name)
    ignored = frozenset(place for place in others if own and squash[place] in COMPUTED)
    value = fields.get("value")
    return Columns(
        names=_names_of(header, [place for place in others if place not in ignored]),
        fields=fields,
        verbatim=frozenset(place for place in others if header[place].strip().startswith(CUSTOM)),
        ignored=ignored,
        currency=_currency(header[value[0]]) if value else None,
        system=system,
    )


def _field(header: str) -> tuple[str, int] | None:
    name = squashed(header)
    if header.strip().startswith(CUSTOM):
        return None
    if name not in _FIELD_OF and _currency(header):
        name = squashed(_MONEY_IN_NAME.sub("", header.strip()))
    return _FIELD_OF.get(name)


def _currency(header: str) -> str | None:
    """The currency that a name such as ``Amount (EUR)`` or ``Value USD`` has in it."""
    match = _MONEY_IN_NAME.search(header.strip())
    if match is None:
        return None
    try:
        return currency_code(match[1] or match[2])
    except BadInput:
        return None


def _system(header: Sequence[str], squash: set[str]) -> str:
    if any(cell.removeprefix("\ufeff").startswith("Deal - ") for cell in header):
        return "pipedrive"
    for system, names in SIGNATURES:
        if squash.issuperset(_names(names)):
            return system
    return OTHER_SYSTEM


def _require_deals(
    fields: Mapping[str, tuple[int, ...]], squash: set[str], header: Sequence[str], name: str
) -> None:
    sold = SELLING & fields.keys()
    named = TITLE_OR_PARTY & fields.keys()
    what = _looks_like(squash, fields)
    deals_said = bool(squash & SURELY_DEALS) or any(map(_ENTITY.match, header))
    if named and (sold & SURELY_SOLD or (sold and deals_said)):
        return
    if not what and (named & {"title", "company"} or sold - {"status"}):
        return
    columns = ", ".join(cell.strip() for cell in header)
    looks = f"it looks like a list of {what}: " if what else ""
    raise BadInput(
        "file",
        name,
        f"{looks}deals are told by columns such as title or company with stage, value or close"
        f" date; its columns are {columns}",
    )


def _looks_like(squash: set[str], fields: Mapping[str, tuple[int, ...]]) -> str | None:
    """What the table is a list of, if it is one of something else than deals."""
    for what, names in LISTS_OF_OTHERS:
        if squash.intersection(_names(names)):
            return what
    reachable = fields.keys() & {"email", "phone"}
    return "contacts" if reachable and squash & NAMES_OF_PEOPLE else None


def _names_of(header: Sequence[str], others: Sequence[int]) -> tuple[str, ...]:
    """What to call each column; among the custom ones no name comes twice."""
    names = [cell.removeprefix("\ufeff").strip() for cell in header]
    taken: set[str] = set()
    for place in others:
        wanted = names[place].removeprefix(CUSTOM) or f"column {place + 1}"
        name, count = wanted, 2
        while name in taken:
            name, count = f"{wanted} {count}", count + 1
        names[place] = name
        taken.add(name)
    return tuple(names)
