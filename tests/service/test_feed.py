"""The feed tells what others committed, and which lanes it concerns."""

from dataclasses import replace

from pipeboard.service import boards, deals, feed, notes, preferences
from pipeboard.service.workspace import Workspace
from tests import builders


def test_no_news_is_none(classic_workspace: Workspace) -> None:
    """Nothing new, nothing to redraw; preferences are not news."""
    seen = feed.seen(classic_workspace)
    preferences.put(classic_workspace, "lane.folded", [1])
    assert feed.news(classic_workspace, seen) is None
    assert preferences.get(classic_workspace, "lane.folded") == [1]
    assert preferences.get(replace(classic_workspace, actor="bo"), "lane.folded", []) == []


def test_a_move_concerns_two_lanes(classic_workspace: Workspace) -> None:
    """The lane it left and the lane it came to."""
    ws = classic_workspace
    deal = builders.deal(ws)
    seen = feed.seen(ws)
    deals.move(replace(ws, actor="bo"), [deal], 1)
    news = feed.news(ws, seen)
    first, second = (stage.id for stage in boards.board(ws).stages[:2])
    assert news is not None
    assert news.stages == frozenset({first, second})
    assert news.deals == frozenset({deal})
    assert [step.actor for step in news.steps] == ["bo"]
    assert feed.news(ws, news.last) is None


def test_a_note_concerns_the_lane_of_its_deal(classic_workspace: Workspace) -> None:
    """Its card may have lost the stale mark."""
    ws = classic_workspace
    deal = builders.deal(ws)
    seen = feed.seen(ws)
    notes.add(ws, [deal], "hello")
    news = feed.news(ws, seen)
    assert news is not None
    assert news.stages == frozenset({boards.board(ws).stages[0].id})


def test_too_much_news_concerns_everything(classic_workspace: Workspace) -> None:
    """After an import it is cheaper to look at all lanes again."""
    ws = classic_workspace
    ids = [builders.deal(ws, f"Deal {number}") for number in range(101)]
    seen = feed.seen(ws)
    deals.move(ws, ids, 1)
    news = feed.news(ws, seen)
    assert news is not None
    assert (news.stages, news.deals) == (None, frozenset())
