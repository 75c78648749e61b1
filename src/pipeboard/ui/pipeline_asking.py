"""Picking a pipeline, and making, renaming and removing pipelines and their templates."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.geometry import Region

from pipeboard.domain.changes import Step
from pipeboard.domain.stages import Pipeline
from pipeboard.domain.templates import TEMPLATES
from pipeboard.domain.unfinished import Subject
from pipeboard.domain.views import PipelineView
from pipeboard.domain.words import many
from pipeboard.errors import NotFound
from pipeboard.service import pipeline_editing as editing
from pipeboard.service import pipelines
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.places import show_pipeline
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice, Following, Prepare, Question

if TYPE_CHECKING:
    from textual.screen import Screen

_NEW, _STAGES, _RENAME, _REMOVE, _SAVE = "new", "stages", "rename", "remove", "save"


class PipelineAsker:
    """Asks about pipelines where one, or none, is shown; ``wrote`` is told what was written."""

    def __init__(
        self,
        screen: "Screen[None]",
        shown: Pipeline | None,
        wrote: Callable[[Step | None], None],
        then: Callable[[Prepare], "Screen[None]"],
    ) -> None:
        self._screen = screen
        self._host = host(screen)
        self._shown = shown
        self._wrote = wrote
        self._then = then

    @property
    def _ws(self) -> Workspace:
        return self._host.workspace

    def pick(
        self,
        *,
        edit_stages: "Callable[[], Screen[None]] | None" = None,
        avoid: Region | None = None,
    ) -> Pick:
        """The pipelines, and what can be done with them.

        The one picked is shown, and remembered for this person. ``edit_stages`` makes the screen of
        the stages, where that is not what is shown already.
        """
        shown = self._shown

        async def choices() -> Sequence[Choice]:
            found = await self._host.jobs.read(editing.outline, self._ws)
            here = shown.id if shown else None
            listed = [
                Choice(each.pipeline.name, str(each.pipeline.id), _told(each, here))
                for each in found
            ]
            listed.append(Choice("new pipeline", _NEW, "from a template"))
            if edit_stages is not None:
                listed.append(Choice("edit the stages", _STAGES))
            elif shown is not None:
                listed.append(Choice(f"rename {shown.name}", _RENAME))
                if len(found) > 1:
                    listed.append(Choice(f"remove {shown.name}", _REMOVE))
            return listed

        async def picked(value: str) -> Following:
            if value == _NEW:
                return self._new(avoid)
            if value == _STAGES and edit_stages is not None:
                return edit_stages()
            if value == _RENAME and shown is not None:
                return self._then(lambda: self._rename(shown.id))
            if value == _REMOVE and shown is not None:
                return self._remove(shown, avoid)
            await self._switch(int(value))
            return None

        at = str(shown.id) if shown else None
        return Pick("Pipeline", choices, picked, at=at, avoid=avoid)

    def templates(self, *, avoid: Region | None = None) -> Pick:
        """Saving the pipeline as a template, making one from a template, removing a template."""
        shown = self._shown

        async def choices() -> Sequence[Choice]:
            found = await self._host.jobs.read(editing.templates, self._ws)
            listed = []
            if shown is not None:
                more = "its stages, criteria and guidance, to begin other pipelines with"
                listed.append(Choice(f"save {shown.name} as a template", _SAVE, more))
            listed += [
                Choice(f"new pipeline from {each.name}", f"{_NEW} {each.name}", each.description)
                for each in found
            ]
            listed += [
                Choice(f"remove the template {each.name}", f"{_REMOVE} {each.name}")
                for each in found
                if each.name not in TEMPLATES
            ]
            return listed

        async def picked(value: str) -> Following:
            what, _, name = value.partition(" ")
            if what == _NEW:
                return self._then(lambda: self._name_new(name))
            if what == _REMOVE:
                step = await self._host.jobs.write(editing.remove_template, self._ws, name)
                self._wrote(step)
                return None
            return self._then(self._save)

        return Pick("Templates", choices, picked, avoid=avoid)

    def _new(self, avoid: Region | None) -> Pick:
        async def choices() -> Sequence[Choice]:
            found = await self._host.jobs.read(editing.templates, self._ws)
            return [Choice(each.name, each.name, each.description) for each in found]

        async def picked(value: str) -> Following:
            return self._then(lambda: self._name_new(value))

        return Pick("New pipeline", choices, picked, about="with the stages of", avoid=avoid)

    async def _name_new(self, template: str) -> Question:
        async def answer(text: str) -> Following:
            found = await self._host.jobs.write(editing.add, self._ws, text, template)
            await self._switch(found.id)
            self._wrote(found.step)
            return None

        return Question(
            "New pipeline",
            answer,
            does="adds it",
            about=f"with the stages of {template}",
            example="Renewals",
            unfinished=Subject("pipeline", "a new pipeline", "pipeline.pick"),
            empty="type the name of the pipeline",
        )

    async def _rename(self, pipeline_id: int) -> Question:
        found = await self._host.jobs.read(_pipeline, self._ws, pipeline_id)

        async def answer(text: str) -> Following:
            step = await self._host.jobs.write(editing.rename, self._ws, found, text)
            self._wrote(step)
            return None

        return Question(
            "Rename",
            answer,
            about=found.name,
            text=found.name,
            unfinished=Subject(f"pipeline.{found.id}", "a name", "pipeline.pick", (), found.name),
            empty="type the name of the pipeline",
        )

    def _remove(self, shown: Pipeline, avoid: Region | None) -> Pick:
        """The stages of the other pipelines, of which one takes the deals."""

        async def choices() -> Sequence[Choice]:
            return await self._host.jobs.read(_stages_elsewhere, self._ws, shown.id)

        async def picked(value: str) -> Following:
            step = await self._host.jobs.write(editing.remove, self._ws, shown.id, int(value))
            self._wrote(step)
            return None

        title = f"Remove {shown.name}; its deals go to"
        return Pick(title, choices, picked, avoid=avoid)

    async def _save(self) -> Question:
        shown = self._shown
        pipeline_id, name = (shown.id, shown.name) if shown else (0, "")

        async def save(text: str, *, replace: bool) -> Following:
            step = await self._host.jobs.write(
                editing.save_as_template, self._ws, pipeline_id, text, replace=replace
            )
            self._wrote(step)
            return None

        async def answer(text: str) -> Following:
            known = await self._host.jobs.read(editing.templates, self._ws)
            same = [each.name for each in known if each.name.casefold() == text.strip().casefold()]
            if not same or same[0] in TEMPLATES:
                return await save(text, replace=False)
            details = [f"there is a template {same[0]} already; u brings it back"]
            return Confirm(
                "Replace the template",
                lambda: save(text, replace=True),
                does="replaces it",
                details=details,
            )

        return Question(
            "Save as a template",
            answer,
            about=f"the stages of {name}",
            example="the name of the template",
            unfinished=Subject("template", "a template", "stage.templates"),
            empty="type the name of the template",
        )

    async def _switch(self, pipeline_id: int) -> None:
        """Shows a pipeline on every screen that shows one, and remembers it for this person."""
        await self._host.jobs.write(pipelines.switch, self._ws, pipeline_id)
        await show_pipeline(self._screen.app.screen_stack, pipeline_id)


def _told(view: PipelineView, shown: int | None) -> str:
    """What is in a pipeline, and whether it is the one that is shown."""
    here = "shown now, " if view.pipeline.id == shown else ""
    return f"{here}{many(view.stages, 'stage')}, {many(view.open_deals, 'open deal')}"


def _pipeline(ws: Workspace, pipeline_id: int) -> Pipeline:
    for found in pipelines.pipelines(ws):
        if found.id == pipeline_id:
            return found
    raise NotFound("the pipeline is gone; somebody removed it")


def _stages_elsewhere(ws: Workspace, pipeline_id: int) -> list[Choice]:
    return [
        Choice(f"{stage.name} in {pipeline.name}", str(stage.id))
        for pipeline in pipelines.pipelines(ws)
        if pipeline.id != pipeline_id
        for stage in pipelines.stages(ws, pipeline.id)
        if not stage.is_post_sale
    ]
