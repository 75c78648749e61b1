"""Filters kept under a letter."""

import pytest

from pipeboard.domain.savedfilters import SavedFilter
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import history, savedfilters
from pipeboard.service.workspace import Workspace


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """A database without pipelines."""
    return workspace


def kept(ws: Workspace) -> list[tuple[str, str, str]]:
    """The saved filters."""
    return [(each.letter, each.name, each.filter) for each in savedfilters.all_of_them(ws)]


def test_a_filter_is_kept_changed_and_removed(ws: Workspace) -> None:
    """Each is a step that is taken back and done again, and says what it did."""
    saved = savedfilters.save(ws, "H", "hot deals", "label:hot  >10k")
    [seen] = savedfilters.all_of_them(ws)
    changed = savedfilters.save(ws, "b", "big", seen.filter, seen)
    assert kept(ws) == [("b", "big", "label:hot >10k")]
    removed = savedfilters.remove(ws, savedfilters.named(ws, "BIG"))
    assert [step.title for step in (saved, changed, removed) if step] == [
        "Saved the filter hot deals as h",
        "Changed the saved filter big",
        "Removed the saved filter big",
    ]
    assert kept(ws) == []
    for _ in range(2):
        history.undo(ws)
    assert kept(ws) == [("h", "hot deals", "label:hot >10k")]
    history.redo(ws)
    history.redo(ws)
    assert kept(ws) == []


def test_a_filter_without_a_name_is_called_by_its_text(ws: Workspace) -> None:
    """So that the list always tells something."""
    savedfilters.save(ws, "s", " ", "stale")
    assert kept(ws) == [("s", "stale", "stale")]


def test_a_letter_that_is_taken_is_refused(ws: Workspace) -> None:
    """Naming the filter that has it, which stays."""
    savedfilters.save(ws, "s", "stuck", "stale")
    with pytest.raises(Refused, match="stuck"):
        savedfilters.save(ws, "S", "small", "<1k")
    assert kept(ws) == [("s", "stuck", "stale")]


@pytest.mark.parametrize(
    ("letter", "filter_"),
    [("", "stale"), ("1", "stale"), ("hot", "stale"), ("s", ""), ("s", "closes<soon")],
)
def test_what_cannot_be_kept_is_refused(ws: Workspace, letter: str, filter_: str) -> None:
    """A filter that cannot be read would be of no use later."""
    with pytest.raises(BadInput):
        savedfilters.save(ws, letter, "", filter_)
    assert kept(ws) == []


def test_what_somebody_changed_meanwhile_is_not_written_over(ws: Workspace) -> None:
    """Neither by a change nor by removing it."""
    savedfilters.save(ws, "s", "stuck", "stale")
    [seen] = savedfilters.all_of_them(ws)
    savedfilters.save(ws, "s", "stuck deals", "stale", seen)
    with pytest.raises(Conflict):
        savedfilters.save(ws, "s", "stuck ones", "stale", seen)
    with pytest.raises(Conflict):
        savedfilters.remove(ws, seen)
    assert kept(ws) == [("s", "stuck deals", "stale")]


def test_one_that_is_not_there_is_named_with_those_that_are(ws: Workspace) -> None:
    """Also where there is none at all."""
    with pytest.raises(NotFound, match="no other yet"):
        savedfilters.named(ws, "x")
    savedfilters.save(ws, "s", "stuck", "stale")
    with pytest.raises(NotFound, match=r"s \(stuck\)"):
        savedfilters.named(ws, "x")
    assert savedfilters.named(ws, "stuck") == SavedFilter(1, "s", "stuck", "stale")
