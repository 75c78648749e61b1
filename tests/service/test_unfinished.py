"""Unfinished texts are kept, each by itself, until they are finished or thrown away."""

from pipeboard.domain.unfinished import Subject, Unfinished
from pipeboard.service import deals, unfinished
from pipeboard.service.workspace import Workspace
from tests.builders import deal


def note(text: str, *deal_ids: int) -> Unfinished:
    return Unfinished(Subject("note", "a note", "note.add", deal_ids, "Acme"), {"": text})


def texts(ws: Workspace) -> list[str]:
    return [left.unfinished.text for left in unfinished.left(ws)]


def test_each_replaces_only_itself(classic_workspace: Workspace) -> None:
    """Two windows that type at once keep both texts; what is finished goes, the other stays."""
    ws = classic_workspace
    unfinished.replace(ws, None, note("on", 1))
    unfinished.replace(ws, None, note("he", 2))
    unfinished.replace(ws, note("on", 1), note("one", 1))
    unfinished.replace(ws, note("he", 2), note("hello", 2))
    assert texts(ws) == ["one", "hello"]
    unfinished.replace(ws, note("one", 1), None)
    assert texts(ws) == ["hello"]


def test_they_are_one_persons(classic_workspace: Workspace) -> None:
    """Nobody is offered what somebody else typed."""
    ws = classic_workspace
    unfinished.replace(ws, None, note("mine", 1))
    ws.actor = "bo"
    assert texts(ws) == []


def test_a_text_whose_deal_is_gone_is_for_any(classic_workspace: Workspace) -> None:
    """While its deal is there it is offered only there; the most fitting is offered first."""
    ws = classic_workspace
    acme, kestrel = deal(ws, "Acme"), deal(ws, "Kestrel")
    unfinished.replace(ws, None, note("of Kestrel", kestrel))
    unfinished.replace(ws, None, note("of Acme", acme))
    asked = Subject("note", "a note", "note.add", (kestrel,), "Kestrel")
    assert [left.unfinished.text for left in unfinished.offered(ws, asked)] == ["of Kestrel"]
    deals.delete(ws, [acme])
    found = unfinished.offered(ws, asked)
    assert [(left.unfinished.text, left.gone) for left in found] == [
        ("of Acme", True),
        ("of Kestrel", False),
    ]
