"""The stages of a pipeline: what they are called, what they mean, and what a deal needs there."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from pipeboard.domain.changes import Step
from pipeboard.domain.stages import Pipeline
from pipeboard.domain.words import many
from pipeboard.errors import NotFound
from pipeboard.keys import Keymap
from pipeboard.service import pipelines, stages
from pipeboard.service.stages import StageView
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.places import ShowsPipeline
from pipeboard.ui.screens.listing import ListScreen
from pipeboard.ui.stage_actions import StageActions
from pipeboard.ui.stage_rows import TABLE, Key, PartRows, StageRows
from pipeboard.ui.widgets.line_list import LineList

_BESIDE = TABLE + 51
"""Columns of the terminal from which on a stage's parts stand beside the table."""


class StagesScreen(StageActions, ShowsPipeline, ListScreen):
    """The stages as a table, and the parts of the one under the cursor below or beside it.

    ``list`` is the one of the two that has the cursor.
    """

    PLACE: ClassVar[str] = "stages"
    DEFAULT_CSS = """
    StagesScreen > #columns { layout: vertical; height: 1fr; }
    StagesScreen.-beside > #columns { layout: horizontal; }
    StagesScreen #parts { padding: 0; }
    """

    def __init__(
        self, keymap: Keymap, pipeline: int | None = None, stage: int | None = None
    ) -> None:
        super().__init__(keymap)
        self.table = LineList(id="table")
        self.parts = LineList(id="parts")
        self.list = self.table
        self._wanted = pipeline
        self._start = stage
        self._pipeline: Pipeline | None = None
        self._views: tuple[StageView, ...] = ()
        self._shown: int | None = None

    def compose(self) -> ComposeResult:
        """Heading, the two lists, bottom line."""
        self.parts.set_active(False)
        yield self.heading
        yield Widget(self.table, self.parts, id="columns")
        yield self.bottom

    @property
    def pipeline(self) -> Pipeline | None:
        """The pipeline whose stages are shown; None when there is none at all."""
        return self._pipeline

    @property
    def view(self) -> StageView | None:
        """The stage under the cursor of the table."""
        key = self.table.key
        found = [each for each in self._views if key == ("stage", each.stage.id)]
        return found[0] if found else None

    @property
    def views(self) -> tuple[StageView, ...]:
        """The stages that are shown, in order."""
        return self._views

    @property
    def key(self) -> Key:
        """What the cursor is on."""
        key = self.list.key
        return key if isinstance(key, tuple) else ("", 0)

    def in_sight(self) -> Region | None:
        """The line under the cursor."""
        return None if self.list.key is None else self.list.where(self.list.key)

    async def show_pipeline(self, pipeline_id: int) -> None:
        """Shows another pipeline."""
        self._wanted, self._start = pipeline_id, None
        self._activate(self.table)
        await self._read()
        self.table.first()
        self._follow()

    def stage_added(self, stage_id: int) -> None:
        """Puts the cursor on a new stage as soon as it shows."""
        self._start = stage_id
        self._activate(self.table)

    def written(self, step: Step | None) -> None:
        """Says what was done."""
        host(self).say(step.title if step else "nothing to change: it is so already")

    async def read(self) -> None:
        """Reads the stages and shows them; a pipeline that is gone gives way to the current one."""
        app = host(self)
        before = self._pipeline
        self._pipeline, self._views = await app.jobs.read(_read, app.workspace, self._wanted)
        if before is None and self._start not in [each.stage.id for each in self._views]:
            self._start = None
        after = self._pipeline
        self._wanted = after.id if after else None
        if before is not None and after is not None and before.id != after.id:
            gone = await app.jobs.read(_is_gone, app.workspace, before.id)
            if gone:
                app.say(f"the pipeline {before.name} is gone, {after.name} is shown", "warning")
        self._show()

    def on_resize(self) -> None:
        """Puts the parts below the table, or beside it."""
        self._arrange()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        """Takes the cursor along; a second click edits."""
        again = event.again and event.line_list is self.list
        self._activate(event.line_list)
        self._follow()
        if again:
            self.action_edit_item()

    async def action_move_cursor(self, columns: int, lines: int) -> None:
        """Moves the cursor by lines, or between the stages and what is in one."""
        if columns:
            self._go_to(self.parts if columns > 0 else self.table)
            return
        await super().action_move_cursor(columns, lines)
        self._follow()

    async def action_move_to_end(self, end: int) -> None:
        """Moves the cursor to the first or last line of its list."""
        await super().action_move_to_end(end)
        self._follow()

    async def action_move_page(self, pages: int) -> None:
        """Moves the cursor by screenfuls."""
        await super().action_move_page(pages)
        self._follow()

    def action_jump_to_lane(self, number: int) -> None:
        """Puts the cursor on the stage with a number."""
        if 0 < number <= len(self._views):
            self._activate(self.table)
            self.table.go(("stage", self._views[number - 1].stage.id))
            self._follow()
        else:
            last = len(self._views)
            host(self).say(f"there is no stage {number}; the last is {last}", "warning")

    def action_next_section(self, _: int) -> None:
        """Goes to what is in the stage, or back to the stages."""
        self._go_to(self.table if self.list is self.parts else self.parts)

    def action_escape(self) -> None:
        """Goes back to the stages, from there to where this was opened."""
        if self.list is self.parts:
            self._activate(self.table)
        else:
            self.dismiss()

    def action_stages(self) -> None:
        """Goes back."""
        self.dismiss()

    def _go_to(self, wanted: LineList) -> None:
        if wanted is self.parts and self.view is None:
            host(self).say("there is no stage here to look into", "warning")
        elif wanted is self.list:
            here = "what is in the stage" if wanted is self.parts else "the list of stages"
            host(self).say(f"the cursor is in {here} already")
        else:
            self._activate(wanted)

    def _activate(self, wanted: LineList) -> None:
        self.list = wanted
        self._entitle()
        for each in (self.table, self.parts):
            each.set_active(each is wanted)

    def _entitle(self) -> None:
        """Names at the bottom what can be added to the stage under the cursor, and where tab goes."""
        sold = self.view is not None and self.view.stage.is_post_sale
        parts = "Offers" if sold else "Criteria"
        self.bottom.entitle("section.next", parts if self.list is self.table else "Stages")
        self.bottom.entitle("criterion.add", "" if sold else "Criterion")
        self.bottom.entitle("offer.add", "Offer" if sold else "")

    def _show(self) -> None:
        pipeline = self._pipeline
        keys = self.keymap.named("stage.new").keys
        self.table.show(StageRows(self.inks, self._views, keys[0] if keys else ""))
        self._arrange()
        if self._start is not None and self.table.go(("stage", self._start)):
            self._start = None
        count = many(len(self._views), "stage")
        deals = many(sum(view.deals for view in self._views), "deal")
        name = pipeline.name if pipeline else "no pipeline"
        self.heading.show("Stages", f"of {name}: {count}, {deals}")
        self._follow(anew=True)

    def _follow(self, *, anew: bool = False) -> None:
        """Shows the parts of the stage under the cursor."""
        view = self.view
        stage = view.stage.id if view else None
        if anew or stage != self._shown:
            self.parts.show(PartRows(self.inks, view, self.keymap))
        if stage != self._shown:
            self._shown = stage
            self.parts.first()
            self._activate(self.table)
        else:
            self._entitle()

    def _arrange(self) -> None:
        columns, lines = self.app.size
        beside = columns >= _BESIDE
        self.set_class(beside, "-beside")
        needed = len(self._views) + (2 if beside else 3)
        most = max(lines - 2, 1)
        self.table.styles.width = TABLE + (columns - _BESIDE) // 3 if beside else "1fr"
        self.table.styles.height = most if beside else min(needed, max(most * 3 // 5, 3))
        self.parts.styles.height = "1fr"


def _read(ws: Workspace, pipeline_id: int | None) -> tuple[Pipeline | None, tuple[StageView, ...]]:
    found = next((each for each in pipelines.pipelines(ws) if each.id == pipeline_id), None)
    try:
        chosen = found or pipelines.current(ws)
    except NotFound:
        return None, ()
    return chosen, stages.outline(ws, chosen.id)


def _is_gone(ws: Workspace, pipeline_id: int) -> bool:
    return all(each.id != pipeline_id for each in pipelines.pipelines(ws))
