"""Filters kept under a letter, for everybody who works with the database."""

from dataclasses import asdict

from pipeboard.domain.changes import Step
from pipeboard.domain.savedfilters import SavedFilter, one_letter
from pipeboard.errors import BadInput, NotFound, Refused
from pipeboard.service.reading import read_filter
from pipeboard.service.workspace import Workspace
from pipeboard.store import savedfilters as store


def all_of_them(ws: Workspace) -> list[SavedFilter]:
    """Every saved filter, by its letter."""
    with ws.read() as connection:
        return store.all_of_them(connection)


def named(ws: Workspace, text: str) -> SavedFilter:
    """The saved filter of a letter or of a name; raises NotFound, naming those there are."""
    found = all_of_them(ws)
    wanted = " ".join(text.casefold().split())
    for each in found:
        if wanted in (each.letter, each.name.casefold()):
            return each
    if not found:
        raise NotFound(f"there is no saved filter '{text}', and no other yet")
    known = ", ".join(f"{each.letter} ({each.name})" for each in found)
    raise NotFound(f"there is no saved filter '{text}'; there are {known}")


def save(
    ws: Workspace, letter: str, name: str, filter_: str, seen: SavedFilter | None = None
) -> Step | None:
    """Keeps a filter, as typed, under a letter and a name (its text, when that is empty).

    ``seen`` is the saved filter that it takes the place of. Raises BadInput for what is no letter
    or cannot be read as a filter, Refused when another one has the letter, Conflict when ``seen``
    is no longer so.
    """
    typed = " ".join(filter_.split())
    if read_filter(ws, typed).empty:
        raise BadInput("filter", filter_, "there is nothing to keep: filter first, such as >10k")
    row = {
        "letter": one_letter(letter),
        "name": " ".join(name.split()) or typed,
        "filter": typed,
    }
    with ws.step() as step:
        for each in store.all_of_them(step.connection):
            if each.letter == row["letter"] and each.id != (seen.id if seen else None):
                raise Refused(
                    f"{each.letter} is the filter {each.name} ({each.filter}); take another letter"
                    " or remove that one first"
                )
        if seen is None:
            step.insert("saved_filter", row)
            step.title = f"Saved the filter {row['name']} as {row['letter']}"
        else:
            step.edit("saved_filter", seen.id, asdict(seen), row)
            step.title = f"Changed the saved filter {row['name']}"
    return step.step


def remove(ws: Workspace, seen: SavedFilter) -> Step | None:
    """Keeps a filter no longer; raises Conflict when it is not as it was seen."""
    with ws.step() as step:
        step.delete("saved_filter", asdict(seen))
        step.title = f"Removed the saved filter {seen.name}"
    return step.step
