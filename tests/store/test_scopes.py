"""The deals that figures are of, as they are now and as they stood."""

from datetime import date

import pytest
from sqlalchemy import select

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import Period
from pipeboard.service import deals, fields, notes, reading
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import scopes
from pipeboard.store.schema import deal, standing
from tests import builders

ANY_DAY = Period(date(2026, 1, 1), date(2026, 12, 31))
FILTERS = (
    *("acme", "owner:ann", ">50k", "closes<30d", "stale", "overdue", "label:hot", "stage:lead"),
    *("status:open", "fit:good", "no:decision-maker", "-owner:ann", "industry:food", "no:value"),
    *("pipeline:sales", "currency:EUR", "contact:lena", "source:web", "next<7d", "created<1y"),
)


def stood(ws: Workspace, text: str = "", owner: str | None = None) -> set[tuple[int, int | None]]:
    """The deals and their values of all standings in a scope."""
    scope = Scope(ANY_DAY, None, owner, reading.read_filter(ws, text))
    with ws.read() as connection:
        wanted = scopes.conditions(connection, scope, standing, present(ws))
        joined = standing.outerjoin(deal, deal.c.id == standing.c.deal_id)
        query = select(standing.c.deal_id, standing.c.value).select_from(joined).where(*wanted)
        return {(row.deal_id, row.value) for row in connection.execute(query)}


def test_a_deal_is_in_a_scope_as_it_stood(classic_workspace: Workspace) -> None:
    """Value and owner are those of that time; what is not kept over time is as it is now."""
    ws = classic_workspace
    one = builders.deal(ws, "Acme", value=100_00, owner="ann")
    fields.change(ws, one, [("value", "900")])
    fields.change(ws, one, [("owner", "bo")])
    assert stood(ws, ">500") == {(one, 900_00)}
    assert stood(ws, "<500") == {(one, 100_00)}
    assert stood(ws, owner="ann") == {(one, 100_00), (one, 900_00)}
    assert stood(ws, "owner:bo") == stood(ws, owner="bo") == {(one, 900_00)}
    notes.add(ws, [one], "Called")
    fields.change(ws, one, [("title", "Kestrel")])
    assert len(stood(ws, "kestrel")) == 2
    assert not stood(ws, "acme")


def test_of_a_deal_that_is_gone_only_how_it_stood_is_known(classic_workspace: Workspace) -> None:
    """It stays in the scope by what is kept over time, and no other filter matches it."""
    ws = classic_workspace
    one = builders.deal(ws, "Acme", value=100_00, owner="ann")
    deals.delete(ws, [one])
    assert stood(ws, "owner:ann <500") == {(one, 100_00)}
    assert not stood(ws, "acme")


@pytest.mark.parametrize("text", FILTERS)
def test_every_filter_can_be_asked_of_how_deals_stood(
    classic_workspace: Workspace, text: str
) -> None:
    """A deal of today that never changed matches as it does on the board."""
    ws = classic_workspace
    one = builders.deal(ws, "Acme", owner="ann", labels=("hot",), contacts=("Lena",))
    scope = Scope(ANY_DAY, filter=reading.read_filter(ws, text))
    with ws.read() as connection:
        wanted = scopes.conditions(connection, scope, deal, present(ws))
        now = set(connection.execute(select(deal.c.id).where(*wanted)).scalars())
    assert {each for each, _ in stood(ws, text)} == now
    assert now <= {one}
