"""The feed tells what others committed, and which lanes it concerns."""

from collections.abc import Callable
from dataclasses import replace

from pipeboard.domain.news import News
from pipeboard.domain.people import Role
from pipeboard.service import boards, details, feed, history, notes, people, preferences
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
    builders.move(replace(ws, actor="bo"), [deal], 1)
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
    builders.move(ws, ids, 1)
    news = feed.news(ws, seen)
    assert news is not None
    assert (news.stages, news.deals, news.others) == (None, frozenset(), True)


def news_of(ws: Workspace, act: Callable[[], object]) -> News:
    """The news of what somebody does."""
    seen = feed.seen(ws)
    act()
    found = feed.news(ws, seen)
    assert found is not None
    return found


def test_a_deal_with_a_new_company_concerns_its_lane_only(classic_workspace: Workspace) -> None:
    """No other card has that company or contact; nor has one when it is taken back."""
    ws = classic_workspace
    first = boards.board(ws).stages[0].id
    for act in (
        lambda: builders.deal(ws, company="Kestrel", contacts=("Lena Fox",)),
        lambda: history.undo(ws),
    ):
        news = news_of(ws, act)
        assert (news.stages, news.others) == (frozenset({first}), False)


def test_a_company_by_another_name_concerns_everything(classic_workspace: Workspace) -> None:
    """Its name is on the cards of deals that were not touched."""
    ws = classic_workspace
    lead = builders.deal(ws, company="Kestrel")
    company = details.view(ws, lead).company
    assert company is not None

    def rename() -> None:
        with ws.step() as step:
            step.edit("company", company.id, {"name": "Kestrel"}, {"name": "Kestrel Foods"})
            step.title = "Renamed Kestrel"

    news = news_of(ws, rename)
    assert (news.stages, news.deals, news.others) == (None, frozenset(), True)


def test_a_new_address_concerns_no_lane_but_other_deals(classic_workspace: Workspace) -> None:
    """It shows on every opened deal of the contact, on cards it does not."""
    ws = classic_workspace
    deal = builders.deal(ws, contacts=("Lena Fox",))
    other = builders.deal(ws, "Other")
    lena = details.view(ws, deal).contacts[0]
    emails = {"emails": ("lena@fox.example",)}
    news = news_of(ws, lambda: people.edit_on_deal(ws, lena, emails))
    assert (news.stages, news.deals, news.others) == (frozenset(), frozenset(), True)
    role, phone = Role.CHAMPION, "+49 30 1"
    news = news_of(ws, lambda: people.add_to_deal(ws, other, "Lena Fox", role, phone=phone))
    assert (news.deals, news.others) == (frozenset({other}), True)
