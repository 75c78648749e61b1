"""Whatever is done, taken back and brought in over many days, the movement reconciles."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlalchemy import select

from pipeboard.domain.changes import Step
from pipeboard.domain.figures import Movement, Scope
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.errors import PipeboardError
from pipeboard.service import (
    boards,
    deals,
    details,
    fields,
    history,
    movements,
    moves,
    nurture,
    pipeline_editing,
    reading,
    returning,
    reviewing,
    upkeep,
)
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import batching, schema, standings
from tests import builders
from tests.clocks import PinnedClock
from tests.service.histories import ACTOR, DEAL, Act, Work, begin_anew, examples, run

PAST = st.integers(0, 40)
FILTERS = (
    "",
    ">150",
    "owner:ann",
    "first",
    "-currency:EUR",
    "closes<30d",
    "status:open",
    "label:hot",
)
EXAMPLES = {"sqlite": 8, "postgresql": 2}


class Movements(Work):
    """Work over a few months, looked at in the end for every month and scope."""

    @initialize(text=st.sampled_from(FILTERS))
    def start(self, text: str) -> None:
        """Two pipelines, two deals, and the filter to look with."""
        self.text = text
        self.ws: Workspace = type(self).make_workspace()
        self.numbers = count(100)
        self.first = self.ws.today()
        for title in ("First", "Second"):
            self.add("ann", title, 0)

    def teardown(self) -> None:
        """The movement of each period reconciles and meets the one before; now is as it is."""
        if not hasattr(self, "ws"):
            return
        assert upkeep.check(self.ws) == []
        drawn = self.standings()
        with self.ws.database.write() as connection:
            standings.draw_all(connection)
        assert self.standings() == drawn
        with self.ws.read() as connection:
            pipelines = list(connection.execute(select(schema.pipeline.c.id)).scalars())
        for scope in (
            *((None, None, ""), (None, None, self.text), (pipelines[0], None, "")),
            *((None, "ann", ""), (pipelines[-1], "bo", ">150")),
        ):
            self.look(*scope)

    def standings(self) -> list[tuple[Any, ...]]:
        """How all deals stood."""
        query = select(schema.standing).order_by("deal_id", "number")
        with self.ws.read() as connection:
            return [tuple(row) for row in connection.execute(query)]

    def look(self, pipeline_id: int | None, owner: str | None, text: str) -> None:
        """Looks at one scope, over the months and two odd stretches."""
        ws = self.ws
        wanted = reading.read_filter(ws, text)
        odd = Period(self.first - timedelta(33), self.first + timedelta(9))
        month = period_of(self.first - timedelta(40), PeriodUnit.MONTH)
        after = period_of(ws.today(), PeriodUnit.MONTH).moved(1)
        months = [month.moved(by) for by in range((after.first - month.first).days // 28 + 1)]
        for periods in (months, [odd, odd.moved(1)]):
            ends = None
            for period in periods:
                scope = Scope(period, pipeline_id, owner, wanted)
                without = {each for part in movements.left_out(ws, scope) for each in part.deal_ids}
                found = movements.movements(ws, scope)
                for movement in found.values():
                    assert movement.reconciles, movement
                    assert min(movement.lines.values()) >= 0
                    if pipeline_id is None and owner is None:
                        self.open(scope, movement)
                opening = {code: each.opening for code, each in found.items() if each.opening}
                if ends is not None and without == ends[1]:
                    assert opening == ends[0]
                closing = {code: each.closing for code, each in found.items() if each.closing}
                ends = closing, without
                if period.last >= ws.today():
                    assert closing == self.open_now(pipeline_id, owner, text, without)
                if period.first > ws.today():
                    assert opening == closing
                    assert not any(any(each.lines.values()) for each in found.values())

    def open(self, scope: Scope, movement: Movement) -> None:
        """Every line opens to deals that come to what it says."""
        amounts = {line.value: amount for line, amount in movement.lines.items()}
        amounts |= {"opening": movement.opening, "closing": movement.closing}
        counts = {line.value: count for line, count in movement.counts.items()}
        for line, amount in amounts.items():
            if amount or counts.get(line):
                opened = movements.open_line(self.ws, scope, line, movement.currency)
                assert sum(opened.amounts.values()) == amount
                assert sorted(opened.amounts) == sorted(opened.deal_ids)
                assert len(opened.deal_ids) == counts.get(line, len(opened.deal_ids))

    def open_now(
        self, pipeline_id: int | None, owner: str | None, text: str, without: set[int]
    ) -> dict[str, int]:
        """The open value of the deals as they are on the board now."""
        deal, sums = schema.deal, defaultdict[str, int](int)
        with self.ws.read() as connection:
            wanted = boards.conditions(
                connection, self.ws, reading.read_filter(self.ws, text), present(self.ws)
            )
            query = select(deal).where(deal.c.status == "open", *wanted)
            for row in connection.execute(query):
                in_scope = pipeline_id in (None, row.pipeline_id) and owner in (None, row.owner)
                if in_scope and row.id not in without:
                    sums[row.currency] += row.value or 0
        return {code: value for code, value in sums.items() if value}

    def work(self, actor: str, act: Act) -> None:
        """Does something; it may be refused or clash."""
        try:
            act(replace(self.ws, actor=actor))
        except PipeboardError:
            return

    @rule(days=st.sampled_from((0, 1, 3, 11, 27)))
    def time_passes(self, days: int) -> None:
        """Another day begins, some days later; who is put off comes back."""
        clock = self.ws.clock
        assert isinstance(clock, PinnedClock)
        self.ws.clock = clock.later(timedelta(days))
        returning.bring_back(self.ws)

    @rule(actor=ACTOR, title=st.sampled_from(("First", "Third")), which=st.integers(0, 1))
    def add(self, actor: str, title: str, which: int) -> None:
        """Adds a deal, of a currency of two."""

        def act(ws: Workspace) -> None:
            code, value = ("EUR", "USD")[which], next(self.numbers) * 100
            labels = ("hot",) if which else ()
            made = builders.deal(ws, title, value=value, currency=code, labels=labels)
            self.deals.append(made)

        self.work(actor, act)

    @rule(
        actor=ACTOR,
        place=DEAL,
        field=st.sampled_from(
            (
                *(("value", "120"), ("value", "200"), ("value", "50 USD"), ("value", "")),
                *(("owner", "ann"), ("owner", "bo"), ("probability", "40")),
                *(("expected_close", "+20d"), ("created_on", "")),
            )
        ),
    )
    def edit(self, actor: str, place: int, field: tuple[str, str]) -> None:
        """Changes a field."""
        self.work(actor, lambda ws: fields.change(ws, self.deal(place), [field]))

    @rule(actor=ACTOR, place=DEAL, back=PAST, name=st.sampled_from(("created_on", "closed_on")))
    def date_it(self, actor: str, place: int, back: int, name: str) -> None:
        """Corrects when a deal was created or closed."""

        def act(ws: Workspace) -> Step | None:
            day = ws.today() - timedelta(back)
            return fields.change(ws, self.deal(place), [(name, day.isoformat())])

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, lost=st.booleans(), back=PAST, dated=st.booleans())
    def close(self, actor: str, place: int, lost: bool, back: int, dated: bool) -> None:
        """Wins or loses a deal, today or in the past."""

        def act(ws: Workspace) -> Step | None:
            on: date | None = ws.today() - timedelta(back) if dated else None
            return (deals.lose if lost else deals.win)(ws, [self.deal(place)], "why", on=on)

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL)
    def reopen(self, actor: str, place: int) -> None:
        """Opens a deal again."""
        self.work(actor, lambda ws: deals.reopen(ws, [self.deal(place)]))

    @rule(actor=ACTOR, place=DEAL, days=st.integers(1, 40))
    def put_off(self, actor: str, place: int, days: int) -> None:
        """Puts a deal off."""
        self.work(
            actor, lambda ws: nurture.nurture(ws, [self.deal(place)], ws.today() + timedelta(days))
        )

    @rule(actor=ACTOR, place=DEAL, number=st.integers(0, 20))
    def move(self, actor: str, place: int, number: int) -> None:
        """Moves a deal to a stage of either pipeline."""

        def act(ws: Workspace) -> Step | None:
            views = pipeline_editing.outline(ws)
            lanes = [
                stage
                for view in views
                for stage in boards.board(ws, view.pipeline.id).stages
                if not stage.is_post_sale
            ]
            return moves.move_to(ws, [self.deal(place)], lanes[number % len(lanes)].id).step

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL)
    def look_at(self, actor: str, place: int) -> None:
        """Leaves a deal as it is in a review, which touches it alone."""
        self.work(actor, lambda ws: reviewing.keep(ws, details.view(ws, self.deal(place))))

    @rule(
        actor=ACTOR,
        number=st.integers(1, 3),
        status=st.sampled_from(("open", "won", "lost")),
        created=st.none() | PAST,
        closed=st.none() | PAST,
    )
    def import_file(
        self, actor: str, number: int, status: str, created: int | None, closed: int | None
    ) -> None:
        """Imports a deal, which may be known, with or without its days."""

        def act(ws: Workspace) -> Step | None:
            today = ws.today()
            begun, ended = (
                "" if back is None else (today - timedelta(back)).isoformat()
                for back in (created, closed)
            )
            row = f"{number},Imported {number},{next(self.numbers)},{status},{begun},{ended}"
            head = "Deal ID,Deal name,Amount,Status,Created,Closed on"
            return self.imported(ws, f"{head}\n{row}\n")

        self.work(actor, act)

    @rule(actor=ACTOR)
    def undo(self, actor: str) -> None:
        """Takes back the person's last step."""
        self.work(actor, history.undo)

    @rule(actor=ACTOR)
    def redo(self, actor: str) -> None:
        """Does again what was taken back."""
        self.work(actor, history.redo)

    @rule(actor=ACTOR, back=st.integers(0, 11))
    def revert(self, actor: str, back: int) -> None:
        """Takes back any step of these two people, whoever did it."""
        recent = (line.step for line in history.recent(self.ws, limit=12))
        steps = [step for step in recent if step.actor in ("ann", "bo")]
        self.work(actor, lambda ws: history.revert(ws, steps[back % len(steps)].id))


def test_movement_reconciles(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening and lines come to the closing, in every scope and period; the next one opens with it,
    and what is open now is what is on the board. Drawn anew at once, deals stand the same."""
    monkeypatch.setattr(batching, "_BATCH", 2)
    clock = workspace.clock

    def fresh() -> Workspace:
        admin = replace(workspace, clock=clock, actor="admin")
        begin_anew(admin)
        pipeline_editing.add(admin, "Renewals", "short")
        return replace(workspace, clock=clock)

    run(Movements, fresh, examples(workspace, EXAMPLES, stateful_step_count=30))
