"""Opening a part of a breakdown or a reason: its deals are those that the breakdown counts."""

from dataclasses import replace
from datetime import date

import pytest

from pipeboard.domain.figures import Scope
from pipeboard.domain.filters import Clause, Filter, Named
from pipeboard.domain.periods import PeriodUnit, period_of
from pipeboard.service import behind, deals, insights, share_deals
from pipeboard.service.insight_scopes import scope_of
from pipeboard.service.workspace import Workspace
from tests import builders

Q4 = Scope(period_of(date(2026, 11, 24), PeriodUnit.QUARTER))


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    """Deals of two owners, with and without labels, of several sizes and currencies."""
    ws = classic_workspace
    for title, value, currency, owner, labels in (
        ("Acme", 1_200_000, "EUR", "ann", ("hot", "big")),
        ("Bram", 80_000, "EUR", "bo", ("hot",)),
        ("Corvid", None, "EUR", "bo", ()),
        ("Dunlin", 1_200_000, "USD", "ann", ()),
    ):
        builders.deal(ws, title, value=value, currency=currency, owner=owner, labels=labels)
    won = builders.deal(ws, "Elm", value=300_000, owner="bo")
    deals.win(ws, [won], "fit")
    lost = builders.deal(ws, "Fern", value=300_000, owner="bo")
    deals.lose(ws, [lost], "price")
    return ws


def opened(ws: Workspace, scope: Scope, kind: str, name: str, status: str) -> list[str]:
    """The titles behind a part."""
    found = share_deals.open_share(ws, scope, kind, name, status)
    return [deal.title for deal in behind.deals(ws, found.deal_ids)]


def test_every_part_opens_the_deals_that_it_counts(ws: Workspace) -> None:
    """Open, won and lost ones, by source, industry, label, size and owner, and by reason."""
    for kind, shares in insights.breakdowns(ws, Q4).items():
        assert shares
        for share in shares:
            for status, count in (
                ("open", share.open_count),
                ("won", share.won_count),
                ("lost", share.lost_count),
            ):
                assert len(opened(ws, Q4, kind, share.name, status)) == count
    for status, shares in insights.reasons(ws, Q4).items():
        for share in shares:
            count = share.won_count + share.lost_count
            assert len(opened(ws, Q4, "reason", share.name, status)) == count


def test_a_part_has_its_own_deals(ws: Workspace) -> None:
    """A label, no label, a size in its currency, no value, and a reason in other words."""
    assert opened(ws, Q4, "label", "hot", "open") == ["Acme", "Bram"]
    assert opened(ws, Q4, "label", "", "open") == ["Corvid", "Dunlin"]
    assert opened(ws, Q4, "size", "10k to 50k EUR", "open") == ["Acme"]
    assert opened(ws, Q4, "size", "10k to 50k USD", "open") == ["Dunlin"]
    assert opened(ws, Q4, "size", "", "open") == ["Corvid"]
    assert opened(ws, Q4, "size", "5m CHF or more", "open") == []
    assert opened(ws, Q4, "reason", "fit", "won") == ["Elm"]


def test_the_scope_holds_in_a_part(ws: Workspace) -> None:
    """Owner and filter narrow it, and in a past quarter, as they stood then, there was nothing."""
    anns = replace(Q4, owner="ann")
    assert opened(ws, anns, "label", "hot", "open") == ["Acme"]
    me = scope_of(ws, Q4.period, filter_=Filter((Clause(Named("owner", ("me",))),)))
    assert opened(ws, me, "label", "hot", "open") == ["Acme"]
    before = replace(Q4, period=Q4.period.moved(-1))
    assert opened(ws, before, "label", "hot", "open") == []
    assert opened(ws, before, "owner", "bo", "won") == []


def test_what_it_says(ws: Workspace) -> None:
    """Its label names the part, its formula which deals are meant, its number how many."""
    found = share_deals.open_share(ws, Q4, "owner", "bo", "won")
    assert (found.spec.label, found.put_in) == ("owner bo", ["1 deal"])
    assert found.spec.formula == "number of deals that are won, by closed on in the period"
    none = share_deals.open_share(ws, Q4, "source", "", "open")
    assert none.spec.label == "no source"


def test_deals_behind_a_figure_as_they_are_now(ws: Workspace) -> None:
    """In the order asked for, with what became of those that are gone."""
    acme, elm = 1, 5
    deals.delete(ws, [acme])
    found = behind.deals(ws, [elm, acme, 99])
    assert [deal.gone for deal in found] == [
        "",
        "Acme was deleted by ann",
        "there is no deal 99; it may have been deleted",
    ]
    assert (found[0].title, found[0].owner, found[0].closed_on) == ("Elm", "bo", ws.today())
    assert found[0].money is not None
    assert found[0].money.minor == 300_000
