"""The targets of a period: how far each is reached, and when it will be at the pace so far."""

from typing import ClassVar

from pipeboard.domain import targets as rules
from pipeboard.domain.changes import Step
from pipeboard.domain.figures import Scope
from pipeboard.domain.money import readable
from pipeboard.domain.periods import Period
from pipeboard.domain.periodwords import called, with_days
from pipeboard.domain.targetlines import EXAMPLE
from pipeboard.domain.words import many
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import target_setting as setting
from pipeboard.service import targets
from pipeboard.service.targets import Goal
from pipeboard.service.workspace import Workspace
from pipeboard.ui import targets as asking
from pipeboard.ui.host import host
from pipeboard.ui.scope_asking import still
from pipeboard.ui.scoping import ScopedScreen
from pipeboard.ui.screens.question import Prepare
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.target_rows import Key, TargetRows, key_of


class TargetsScreen(ScopedScreen):
    """Targets of a period, of its parts and of what it is in; all, or of a pipeline or an owner."""

    PLACE: ClassVar[str] = "targets"
    DEFAULT_CSS = """
    TargetsScreen > Heading { height: 2; }
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._goals: dict[Key, Goal] = {}

    async def read(self) -> None:
        """Reads the targets and what was won towards them, and shows them."""
        app = host(self)
        shown = self.pipeline
        there = await still(app, shown)
        if self.pipeline is shown:  # nobody has picked another one meanwhile
            self.pipeline = there
        of = self.period, self.pipeline.id if self.pipeline else None, self.owner
        found, undated = await app.jobs.read(_read, app.workspace, *of)
        self._goals = {key_of(goal.target): goal for goal in found}
        ws = app.workspace
        self.list.show(TargetRows(self.inks, found, ws.currency, ws.today(), self._nothing()))
        mark = self.inks.glyphs.vertical
        right = f"{mark} is what is expected by now" if found else ""
        if undated:
            right = f"{many(undated, 'won deal')} without a day not counted"
        self.heading.show("Targets", self.about(), left=[(_DAYS, "dim")], right=[(right, "dim")])
        self.entitle_everyone()

    def about(self) -> str:
        """Of which period the targets are, and which of them are shown."""
        told = with_days(self.period)
        if self.pipeline is not None or self.owner is not None:
            told += f", only {rules.whose(self.owner, self.pipeline.name if self.pipeline else '')}"
        return told

    @property
    def goal(self) -> Goal | None:
        """The target under the cursor."""
        key = self.list.key
        return self._goals.get(key) if isinstance(key, tuple) else None

    def opened(self) -> None:
        """Opens what was clicked twice."""
        self.action_open_number()

    async def show_scope(self) -> None:
        """Shows other targets, the first of them under the cursor."""
        await self._read()
        self.list.first()

    # What the keys do

    def action_open_number(self) -> None:
        """Opens the deals won towards the target under the cursor, and the numbers put in."""
        from pipeboard.ui.screens.opened import OpenedScreen

        if self.goal is None:
            self.say_nothing_here(self._nothing()[0])
            return
        wanted = self.goal.target
        about = f"{readable(wanted.money)} in {called(wanted.period)} {self.goal.whose}"
        scope = Scope(wanted.period, wanted.pipeline_id, wanted.owner)
        self.app.push_screen(
            OpenedScreen(
                *(self.keymap, targets.SPEC.label, about, scope),
                lambda ws: targets.open_goal(ws, wanted),
            )
        )

    def action_new_target(self) -> None:
        """Asks for a new target."""
        self._ask(asking.new(host(self), self._wrote))

    def action_edit_target(self) -> None:
        """Asks what becomes of the target under the cursor."""
        if self.goal is None:
            self.say_nothing_here(self._nothing()[0])
        else:
            self._ask(asking.edit(host(self), self.goal, self._wrote))

    async def action_remove_target(self) -> None:
        """Removes the target under the cursor."""
        app = host(self)
        if self.goal is None:
            self.say_nothing_here(self._nothing()[0])
            return
        try:
            step = await app.jobs.write(setting.remove, app.workspace, self.goal.target)
        except PipeboardError as error:
            app.say(str(error), "warning")
            return
        undo = self.keymap.named("undo").keys
        app.say(f"{step.title if step else ''}{f'; {undo[0]} brings it back' if undo else ''}")

    def action_targets(self) -> None:
        """Goes back."""
        self.dismiss()

    def _ask(self, prepare: Prepare) -> None:
        avoid = None if self.list.key is None else self.list.where(self.list.key)
        self.app.push_screen(TextPrompt(prepare, avoid=avoid))

    def _wrote(self, step: Step | None) -> None:
        host(self).say(step.title if step else "nothing to change: it is so already")

    def _nothing(self) -> tuple[str, ...]:
        keys = self.keymap.named("target.new").keys
        key = keys[0] if keys else "new target"
        whose = rules.whose(self.owner, self.pipeline.name if self.pipeline else "")
        only = "" if self.pipeline is None and self.owner is None else f" {whose}"
        return (
            f"no target{only} is set in {called(self.period)}",
            f"{key} sets one: {EXAMPLE}",
        )


_DAYS = "working days are Monday to Friday"


def _read(
    ws: Workspace, period: Period, pipeline_id: int | None, owner: str | None
) -> tuple[list[Goal], int]:
    found = targets.goals(ws, period, pipeline_id, owner)
    return found, len(targets.undated(ws, pipeline_id, owner))
