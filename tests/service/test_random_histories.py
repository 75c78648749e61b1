"""However the work of two people is mixed, undone, redone and reverted, nothing is lost of it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from pipeboard.domain.board import LaneSort
from pipeboard.domain.changes import Step
from pipeboard.errors import Conflict, NotFound, Refused
from pipeboard.service import (
    cadences,
    criteria,
    deals,
    details,
    followups,
    history,
    moves,
    notes,
    nurture,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from pipeboard.store import history as store
from tests import builders
from tests.builders import Rows, everything
from tests.service.histories import ACTOR, DEAL, Act, Work, begin_anew, examples, run

EXAMPLES = {"sqlite": 12, "postgresql": 3}


class Histories(Work):
    """Random work of two people on the same few deals.

    What can be done twice in the same words is done with a new number each time: whoever sets a
    value that somebody else has set before has done the same, and may take back either.
    """

    @initialize(reverting=st.booleans())
    def start(self, reverting: bool) -> None:
        """An open database without deals; in half of the runs steps are reverted too."""
        self.reverting = reverting
        ws: Workspace = type(self).make_workspace()
        self.people = {"ann": ws, "bo": replace(ws, actor="bo")}
        self.ws = ws
        self.empty = self.now = everything(ws)
        self.highest: Counter[str] = Counter()
        self.numbers = count(1)
        self.done: dict[int, tuple[Rows, Rows]] = {}
        self.undone: dict[int, tuple[Rows, Rows]] = {}
        for title in ("First", "Second"):
            self.add("ann", title)

    def teardown(self) -> None:
        """All of it is taken back, the newest first, and nothing is left.

        Everybody undoes their own; where steps were reverted, every step is: what somebody reverted
        can be undone under the hands of whoever did that.
        """
        if not hasattr(self, "now"):
            return
        assert upkeep.check(self.ws) == []
        if self.reverting:
            for line in history.recent(self.ws, limit=1000)[:-1]:
                history.revert(self.ws, line.step.id)
        else:
            people = self.people.values()
            while tops := [step for ws in people for step in history.undoable(ws, 1)]:
                self.take_back(max(tops, key=lambda step: step.id), tops)
        assert everything(self.ws) == self.empty
        assert upkeep.check(self.ws) == []

    def take_back(self, newest: Step, tops: list[Step]) -> None:
        """The newest step can be taken back, or what the other one did must be first.

        That is so where a step was done again after what it stands before in the order of ids.
        """
        for step in sorted(tops, key=lambda step: step is not newest):
            try:
                history.undo(self.people[step.actor], step.id)
            except Conflict:
                continue
            return
        raise AssertionError(f"nobody can take back any of {tops}")

    def did(self, actor: str, act: Act) -> Step | None:
        """Does something; it may be refused or clash, but then nothing is written."""
        try:
            step = act(self.people[actor])
        except (Refused, Conflict, NotFound):
            step = None
        before, self.now = self.now, everything(self.ws)
        if step is None:
            assert self.now == before
        else:
            self.done[step.id] = before, self.now
        return step

    def work(self, actor: str, act: Act) -> Step | None:
        """Does something new: no row that it adds has an id that was ever in use."""
        step = self.did(actor, act)
        if step is not None:
            with self.ws.read() as connection:
                made = store.changes(connection, [step.id])[step.id]
            for change in made:
                if change.before is None:
                    assert change.id > self.highest[change.table]
            for change in made:
                self.highest[change.table] = max(self.highest[change.table], change.id)
        return step

    @rule(actor=ACTOR, title=st.sampled_from(("Acme", "Kestrel")))
    def add(self, actor: str, title: str) -> None:
        """Adds a deal, with a company that may be there already."""

        def act(ws: Workspace) -> Step | None:
            draft_id = builders.deal(ws, title, company=title, contacts=("Lena",), labels=("hot",))
            self.deals.append(draft_id)
            return history.recent(ws, limit=1)[0].step

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, by=st.sampled_from((-2, -1, 1, 2)))
    def move(self, actor: str, place: int, by: int) -> None:
        """Moves a deal."""
        self.work(actor, lambda ws: moves.move(ws, [self.deal(place)], by).step)

    @rule(place=DEAL, by=st.sampled_from((-1, 1)))
    def reorder(self, place: int, by: int) -> None:
        """Ann alone puts deals in order: the same places come again."""
        self.work("ann", lambda ws: deals.reorder(ws, self.deal(place), by, LaneSort.MANUAL))

    @rule(actor=ACTOR, place=DEAL)
    def edit(self, actor: str, place: int) -> None:
        """Changes a value."""

        def act(ws: Workspace) -> Step | None:
            deal = details.view(ws, self.deal(place)).deal
            value = {"value": next(self.numbers)}
            return details.edit(ws, deal.id, {"value": deal.value}, value)

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, lost=st.booleans())
    def close_or_reopen(self, actor: str, place: int, lost: bool) -> None:
        """Wins or loses an open deal, reopens a closed one."""

        def act(ws: Workspace) -> Step | None:
            deal_id, reason = self.deal(place), f"reason {next(self.numbers)}"
            if details.view(ws, deal_id).deal.status != "open":
                return deals.reopen(ws, [deal_id])
            return (deals.lose if lost else deals.win)(ws, [deal_id], reason)

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, days=st.integers(1, 99))
    def put_off(self, actor: str, place: int, days: int) -> None:
        """Puts a deal off that is open or put off, reopens any other."""

        def act(ws: Workspace) -> Step | None:
            deal_id = self.deal(place)
            if details.view(ws, deal_id).deal.status in ("won", "lost"):
                return deals.reopen(ws, [deal_id])
            return nurture.nurture(ws, [deal_id], ws.today() + timedelta(days))

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, new=st.booleans())
    def note(self, actor: str, place: int, new: bool) -> None:
        """Writes a note, or deletes one."""

        def act(ws: Workspace) -> Step | None:
            there = details.view(ws, self.deal(place)).notes
            if new or not there:
                return notes.add(ws, [self.deal(place)], "a note")
            return notes.delete(ws, there[0])

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, new=st.booleans())
    def follow_up(self, actor: str, place: int, new: bool) -> None:
        """Plans a follow-up, or finishes the next one."""

        def act(ws: Workspace) -> Step | None:
            deal_id = self.deal(place)
            planned = followups.next_steps(ws, [deal_id])
            if new or not planned:
                return followups.add(ws, [deal_id], builders.follow_up(date(2026, 11, 25)))
            return followups.finish(ws, [planned[deal_id]], f"outcome {next(self.numbers)}")

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, how=st.sampled_from(("start", "pause", "stop")))
    def cadence(self, actor: str, place: int, how: str) -> None:
        """Starts a cadence, anew where it runs; or pauses or stops what runs."""

        def act(ws: Workspace) -> Step | None:
            deal_id = self.deal(place)
            running = cadences.on_deals(ws, [deal_id])
            if how != "start" and running:
                return (cadences.pause if how == "pause" else cadences.stop)(ws, running)
            known = cadences.all_of_them(ws)[0]
            return cadences.start(ws, cadences.preview(ws, known.id, [deal_id]), restart=True)

        self.work(actor, act)

    @rule(actor=ACTOR, place=DEAL, on=st.booleans())
    def tick(self, actor: str, place: int, on: bool) -> None:
        """Ticks an item of a checklist, or takes its tick away."""

        def act(ws: Workspace) -> Step | None:
            return (criteria.tick if on else criteria.untick)(ws, self.deal(place), "Offer sent")

        self.work(actor, act)

    @rule(actor=ACTOR, first=st.integers(1, 2))
    def import_file(self, actor: str, first: int) -> None:
        """Imports two deals, which may be known."""

        def act(ws: Workspace) -> Step | None:
            rows = [f"{first + n},Imported,{next(self.numbers)}" for n in range(2)]
            return self.imported(ws, "\n".join(["Deal ID,Deal name,Amount", *rows]))

        self.work(actor, act)

    @rule(actor=ACTOR)
    def undo(self, actor: str) -> None:
        """Takes back the person's last step: if nothing was done since, all is as it was before."""
        target = history.undoable(self.people[actor], 1)
        was = self.now
        if self.did(actor, history.undo) is None:
            return
        before, after = self.done[target[0].id]
        if was == after:
            assert self.now == before
        self.undone[target[0].id] = was, self.now

    @rule(actor=ACTOR)
    def redo(self, actor: str) -> None:
        """Does again what was taken back: if nothing was done since, all is as it was then."""
        target = history.next_redo(self.people[actor])
        was = self.now
        if self.did(actor, history.redo) is None:
            return
        assert target is not None
        before, after = self.undone[target.id]
        if was == after:
            assert self.now == before
        self.done[target.id] = was, self.now

    @rule(actor=ACTOR, back=st.integers(0, 11))
    @precondition(lambda self: self.reverting)
    def revert(self, actor: str, back: int) -> None:
        """Takes back any step, whoever did it; right after it that is an undo."""
        steps = [line.step for line in history.recent(self.ws, limit=12)]
        target = steps[back % len(steps)]
        was = self.now
        if target.actor not in self.people:
            return
        if self.did(actor, lambda ws: history.revert(ws, target.id)) is not None:
            before, after = self.done[target.id]
            if was == after:
                assert self.now == before


def test_random_histories_lose_nothing(workspace: Workspace) -> None:
    """What is undone at once leaves no trace, what is redone is as before; ids are never used
    twice, the database stays sound, and when everybody took back everything it is empty."""

    def fresh() -> Workspace:
        begin_anew(workspace)
        return workspace

    run(Histories, fresh, examples(workspace, EXAMPLES, stateful_step_count=30))
