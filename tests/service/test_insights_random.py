"""Whatever was done to deals, each figure is what plain loops over all rows come to."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.figures import Figure, Scope
from pipeboard.domain.figurewords import parts
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import (
    deals,
    fields,
    followups,
    history,
    insights,
    moves,
    nurture,
    pipelines,
    returning,
)
from pipeboard.service.workspace import Workspace
from pipeboard.store import schema
from tests import builders
from tests.clocks import PinnedClock
from tests.service.histories import begin_anew, examples
from tests.service.recomputed import Rows

EXAMPLES = {"sqlite": 15, "postgresql": 4}
CURRENCIES, OWNERS = ("EUR", "USD", "JPY"), ("ann", "bo")
KINDS = (
    *("add", "add", "move", "back", "win", "lose", "reopen", "put off", "value", "no value"),
    *("owner", "chance", "closes", "created", "currency", "plan", "finish", "delete", "undo"),
    *("no created", "no closed", "days", "days", "months"),
)
ACTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 5), st.integers(1, 40)),
    min_size=1,
    max_size=40,
)


class History:
    """Work on a few deals, day after day."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.deals: list[int] = []

    def act(self, kind: str, place: int, number: int) -> None:
        """One piece of work; what is refused changes nothing."""
        with suppress(BadInput, Refused, Conflict, NotFound):
            if kind == "add":
                self.add(place, number)
            elif kind in ("days", "months"):
                wait = timedelta(days=number if kind == "days" else number * 3)
                assert isinstance(self.ws.clock, PinnedClock)
                self.ws.clock = self.ws.clock.later(wait)
                returning.bring_back(self.ws)
            elif kind == "undo":
                history.undo(self.ws)
            elif self.deals:
                self.on_deal(kind, self.deals[-1 - place % len(self.deals)], number)

    def add(self, place: int, number: int) -> None:
        """A new deal."""
        self.deals.append(
            builders.deal(
                self.ws,
                f"Deal {len(self.deals)}",
                value=None if number == 1 else number * 12_345,
                currency=CURRENCIES[place % 3],
                owner=OWNERS[number % 2],
                stage=("Lead", "Qualified")[place % 2],
                labels=("hot", "new")[: number % 3],
                closes=self.ws.today() + timedelta(days=number),
            )
        )

    def on_deal(self, kind: str, deal_id: int, number: int) -> None:
        """Work on a deal that is there."""
        ws = self.ws
        typed = {
            "value": ("value", str(number * 100)),
            "no value": ("value", ""),
            "owner": ("owner", OWNERS[number % 2]),
            "chance": ("probability", str(number)),
            "closes": ("expected_close", str(ws.today() + timedelta(days=number))),
            "created": ("created_on", str(ws.today() - timedelta(days=number))),
            "currency": ("currency", CURRENCIES[number % 3]),
            "no created": ("created_on", ""),
            "no closed": ("closed_on", ""),
        }
        if kind in typed:
            fields.change(ws, deal_id, [typed[kind]])
        elif kind in ("move", "back"):
            moves.move(ws, [deal_id], 1 if kind == "move" else -1)
        elif kind == "win":
            deals.win(ws, [deal_id], "price")
        elif kind == "lose":
            deals.lose(ws, [deal_id], "price")
        elif kind == "reopen":
            deals.reopen(ws, [deal_id])
        elif kind == "put off":
            nurture.nurture(ws, [deal_id], ws.today() + timedelta(days=number))
        elif kind == "plan":
            planned = builders.follow_up(ws.today() + timedelta(days=number % 9))
            followups.add(ws, [deal_id], planned)
        elif kind == "finish":
            followups.finish(ws, list(followups.next_steps(ws, [deal_id]).values()), "reached")
        else:
            deals.delete(ws, [deal_id])


def scopes(ws: Workspace, begin: date, back: int, days: int) -> list[Scope]:
    """This quarter, the one before, the next, and any stretch of days since the beginning."""
    today = ws.today()
    quarter = period_of(today, PeriodUnit.QUARTER)
    first = begin + timedelta(days=back % ((today - begin).days + 1))
    any_days = Period(first, first + timedelta(days=days))
    pipeline = pipelines.current(ws).id
    return [
        *(Scope(each) for each in (quarter, quarter.moved(-1), quarter.moved(1), any_days)),
        Scope(any_days, owner="bo"),
        Scope(quarter.moved(-1), pipeline_id=pipeline, owner="ann"),
    ]


def check(ws: Workspace, scope: Scope) -> None:
    """The figures of a scope and of the period before it, and the breakdowns, are right."""
    rows = Rows.of(ws)
    wanted = rows.figures(scope)
    earlier = Scope(scope.period.moved(-1), scope.pipeline_id, scope.owner)
    before = rows.figures(earlier)
    without, without_before = rows.left_out(scope), rows.left_out(earlier)
    found = insights.figures(ws, scope, wanted)
    for name, value in wanted.items():
        figure = found[name]
        assert (name, figure.value, figure.before) == (name, value, before[name])
        assert (figure.value is None) <= bool(figure.why)
        assert (figure.before is None) <= bool(figure.why_before)
        left_out = figure.left_out, figure.left_out_before
        assert (name, *left_out) == (name, len(without[name]), len(without_before[name]))
        check_reasons(figure)
        check_opened(ws, scope, figure, without[name])
    counts = {
        "open_count": rows.open_deals(scope),
        "won_count": rows.closed(scope, "won"),
        "lost_count": rows.closed(scope, "lost"),
    }
    for name, each in counts.items():
        behind = insights.open_figure(ws, scope, name).deal_ids
        assert set(behind) == {row.get("deal_id", row.get("id")) for row in each}
    for kind, shares in insights.breakdowns(ws, scope).items():
        if kind != "label":
            assert sum(share.open_count for share in shares) == wanted["open_count"]
            assert sum(share.won_count for share in shares) == wanted["won_count"]
            assert sum(share.lost_count for share in shares) == wanted["lost_count"]
            summed = Counter[str]()
            for share in shares:
                summed.update(share.won_value)
            assert dict(summed) == {k: v for k, v in (wanted["won_value"] or {}).items() if v}


def check_reasons(figure: Figure) -> None:
    """In each currency there is a value or a reason; neither is of a currency that has both."""
    for part in parts(figure):
        assert (part.value is None) == bool(part.why), (figure, part)
        assert (part.before is None) == bool(part.why_before), (figure, part)


def check_opened(ws: Workspace, scope: Scope, figure: Figure, without: set[int]) -> None:
    """It opens to the deals that it is without, each once; in one currency to what is told of it."""
    name = figure.spec.name
    opened = insights.open_figure(ws, scope, name)
    left_out = [deal_id for each in opened.left_out for deal_id in each.deal_ids]
    assert sorted(left_out) == sorted(without)
    if name in ("overdue_followups", "activities_done"):
        assert sum(opened.amounts.values()) == figure.value
        assert list(opened.amounts) == list(opened.deal_ids)
    if not figure.spec.by_currency:
        return
    for part in parts(figure):
        if part.currency:
            own = insights.open_figure(ws, scope, name, part.currency)
            assert {said[:5] for said in own.put_in} == {f"{part.currency}: "}
            assert (part.value is None) == ("n/a" in own.put_in[0])
            assert set(own.deal_ids) <= set(opened.deal_ids)


def test_figures_are_what_the_rows_come_to(workspace: Workspace, clock: PinnedClock) -> None:
    """In any period, of any owner and pipeline, and in the period before; and each opens."""

    @examples(workspace, EXAMPLES)
    @given(acts=ACTS, back=st.integers(0, 400), days=st.integers(0, 60), goal=st.integers(0, 10**6))
    def property_(acts: list[Any], back: int, days: int, goal: int) -> None:
        ws = workspace
        begin_anew(ws)
        ws.clock = clock
        work = History(ws)
        for act in acts:
            work.act(*act)
        quarter = period_of(ws.today(), PeriodUnit.QUARTER)
        with ws.database.write() as connection:
            for code in CURRENCIES[:2]:
                values = {"period": str(quarter), "owner": "", "currency": code, "value": goal}
                connection.execute(schema.target.insert().values(values))
        for scope in scopes(ws, clock.today(), back, days):
            check(ws, scope)

    property_()
