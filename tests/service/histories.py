"""Random work of two people on the same few deals, for tests of what holds whatever was done."""

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from pipeboard.domain.changes import Step
from pipeboard.domain.merging import Kind
from pipeboard.exchange.plan import plan_deals
from pipeboard.service import deals, history, imports, merging, templates
from pipeboard.service.workspace import Workspace
from pipeboard.store import journal, schema

ACTOR = st.sampled_from(("ann", "bo"))
DEAL = st.integers(0, 5)

Act = Callable[[Workspace], Step | None]
"""Does something as the person whose workspace it is given; may raise PipeboardError."""


class Work(RuleBasedStateMachine):
    """The work that every test of histories has among its own; ``work`` says how it is done."""

    make_workspace: Any = None
    """Opens an empty database."""

    def __init__(self) -> None:
        super().__init__()
        self.deals: list[int] = []
        """Those there ever were, the newest last."""

    def work(self, actor: str, act: Act) -> object:
        """Does something new as that person."""
        raise NotImplementedError

    def deal(self, place: int) -> int:
        """One of the deals there ever were, of the newest."""
        return self.deals[-1 - place % len(self.deals)]

    def imported(self, ws: Workspace, text: str) -> Step | None:
        """Imports a file of deals; those that it adds are worked on from then on."""
        plan = plan_deals(
            text.encode(),
            name="deals.csv",
            today=ws.today(),
            currency=ws.currency,
            locale=ws.locale,
        )
        step = imports.write(ws, plan)
        if step is not None:
            self.deals += history.added(ws, step.id, "deal")
        return step

    @rule(actor=ACTOR, place=DEAL)
    def delete(self, actor: str, place: int) -> None:
        """Deletes a deal with all that is on it."""
        self.work(actor, lambda ws: deals.delete(ws, [self.deal(place)]))

    @rule(actor=ACTOR, place=DEAL, by=st.integers(1, 3))
    def merge(self, actor: str, place: int, by: int) -> None:
        """Merges a deal into another one."""

        def act(ws: Workspace) -> Step | None:
            seen = merging.preview(ws, Kind.DEAL, self.deal(place), self.deal(place + by))
            return merging.merge(ws, seen)

        self.work(actor, act)


def begin_anew(ws: Workspace) -> None:
    """Leaves nothing but the stages of the template "short", nor a trace of what there was."""
    gone = {*journal.JOURNALED, "step", "change", "standing"}
    with ws.database.write() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table.name in gone:
                connection.execute(table.delete())
    templates.set_up(ws, "short")


def examples(ws: Workspace, of: Mapping[str, int], **more: Any) -> settings:
    """So many examples of the database that the workspace is of, however long they take."""
    return settings(
        max_examples=of[ws.database.engine.dialect.name],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )


def run(work: type[Work], make_workspace: Callable[[], Workspace], how: settings) -> None:
    """Runs histories, each in a workspace of its own."""
    machine: Any = type("Machine", (work,), {"make_workspace": staticmethod(make_workspace)})
    machine.TestCase.settings = how
    machine.TestCase().runTest()
