"""Opening a part of a breakdown or a reason: its deals are those that the breakdown counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeboard.domain.figures import Scope
from pipeboard.domain.filters import Clause, Filter, Named
from pipeboard.domain.money import Money
from pipeboard.domain.periods import PeriodUnit, period_of
from pipeboard.exchange.plan import plan_deals
from pipeboard.service import behind, boards, deals, fields, imports, insights, share_deals
from pipeboard.service.insight_scopes import scope_of
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

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


def opened(ws: Workspace, scope: Scope, kind: str, name: str, number: str) -> list[str]:
    """The titles behind a number of a part."""
    found = share_deals.open_share(ws, scope, kind, name, number)
    return [deal.title for deal in behind.deals(ws, found.deal_ids)]


def worth(ws: Workspace, scope: Scope, kind: str, name: str, number: str) -> dict[str, int]:
    """What the deals behind a number are worth together, by currency."""
    sums: dict[str, int] = {}
    found = share_deals.open_share(ws, scope, kind, name, number)
    for deal_id in found.deal_ids:
        money = found.worth[deal_id]
        if money is not None:
            sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return sums


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
            for number, sums in (
                ("open_value", share.open_value),
                ("won_value", share.won_value),
                ("lost_value", share.lost_value),
            ):
                assert worth(ws, Q4, kind, share.name, number) == sums
            ended = opened(ws, Q4, kind, share.name, "win_rate")
            assert len(ended) == share.won_count + share.lost_count
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
    """Its label names the part, its formula which deals are meant, its lines how many and the sums."""
    found = share_deals.open_share(ws, Q4, "owner", "bo", "won")
    assert (found.spec.label, found.put_in) == (
        "owner bo, won",
        ["1 deal", "EUR: 3,000.00 in 1 deal"],
    )
    assert found.spec.formula == "number of deals that were won, by closed on in the period"
    none = share_deals.open_share(ws, Q4, "source", "", "open")
    assert none.spec.label == "no source, open"


def test_a_value_tells_its_sums_and_those_without_one(ws: Workspace) -> None:
    """A line for each currency; deals without a value are left out, and none has none."""
    found = share_deals.open_share(ws, Q4, "source", "", "open_value")
    assert found.put_in == ["EUR: 12,800.00 in 2 deals", "USD: 12,000.00 in 1 deal"]
    assert [out.why for out in found.left_out] == ["they are open without a value"]
    assert [deal.title for deal in behind.deals(ws, found.left_out[0].deal_ids)] == ["Corvid"]
    none = share_deals.open_share(ws, Q4, "size", "", "open_value")
    assert (none.put_in, none.deal_ids) == (["none of them has a value"], [])


def test_a_win_rate_tells_what_it_is_of(ws: Workspace) -> None:
    """Won and lost, and n/a of neither."""
    found = share_deals.open_share(ws, Q4, "owner", "bo", "win_rate")
    assert found.put_in == ["1 won / (1 won + 1 lost) = 50.0 %"]
    none = share_deals.open_share(ws, Q4, "owner", "ann", "win_rate")
    assert none.put_in == ["0 won / (0 won + 0 lost) = n/a"]


def test_a_deal_is_worth_what_it_was_then(ws: Workspace) -> None:
    """On an evening that is over it has the value of that evening, not that of now."""
    week = replace(Q4, period=period_of(ws.today(), PeriodUnit.WEEK))
    assert isinstance(ws.clock, PinnedClock)
    ws.clock = ws.clock.later(timedelta(14))
    fields.change(ws, 2, [("value", "9000")])
    found = share_deals.open_share(ws, week, "owner", "bo", "open_value")
    assert found.put_in == ["EUR: 800.00 in 1 deal"]
    assert found.worth[2] == Money(80_000, "EUR")


def test_deals_of_which_too_little_is_known_are_left_out(classic_workspace: Workspace) -> None:
    """Of a part only its own: when they were lost, and whether they were open, is not known."""
    ws = classic_workspace
    text = "Deal name,Status,Source\nAcme,Lost,Fair\nBram,Lost,Website\nCorvid,Open,Fair\n"
    plan = plan_deals(
        text.encode(), name="d.csv", today=ws.today(), currency="EUR", locale=ws.locale
    )
    imports.import_deals(ws, [plan], pipeline_id=boards.board(ws).pipeline.id)
    before = replace(Q4, period=Q4.period.moved(-1))
    for scope, number, titles in (
        (Q4, "lost", ["Acme"]),
        (Q4, "win_rate", ["Acme"]),
        (before, "open", ["Acme", "Corvid"]),
        (Q4, "open", []),
    ):
        found = share_deals.open_share(ws, scope, "source", "Fair", number)
        out = [deal_id for each in found.left_out for deal_id in each.deal_ids]
        assert [deal.title for deal in behind.deals(ws, out)] == titles


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
