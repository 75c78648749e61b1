"""What the commands of the stages' screen do: they ask, and the answers are written."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.geometry import Region

from pipeboard.domain.changes import Step
from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.stages import Pipeline, StageKind, StageRule
from pipeboard.domain.words import many
from pipeboard.service import stages
from pipeboard.service.stages import StageView
from pipeboard.ui.asking import Asks
from pipeboard.ui.host import host
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice, Following, Prepare
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.stage_asking import StageAsker
from pipeboard.ui.stage_rows import RULES, Key, criterion_words, offer_when

if TYPE_CHECKING:
    from textual.screen import Screen

    from pipeboard.ui.commands import PlaceScreen
    from pipeboard.ui.pipeline_asking import PipelineAsker

    class Base(Asks, PlaceScreen):
        """What that screen is."""
else:
    Base = Asks

_CRITERIA: Sequence[Choice] = (
    Choice("a field is filled in", CriterionKind.FIELD, "such as value, need, decision-maker"),
    Choice(
        "an item is ticked off", CriterionKind.CHECKLIST, "in your own words, such as Offer sent"
    ),
    Choice("a follow-up was done", CriterionKind.FOLLOW_UP, "such as a call or a demo"),
)

_REMOVES = "removes it; u brings it back"


class StageActions(Base):
    """A screen that shows the stages of a pipeline, and what is in one."""

    @property
    def pipeline(self) -> Pipeline | None:
        """The pipeline whose stages are shown; None when there is none at all."""
        raise NotImplementedError

    @property
    def view(self) -> StageView | None:
        """The stage under the cursor."""
        raise NotImplementedError

    @property
    def views(self) -> tuple[StageView, ...]:
        """The stages that are shown, in order."""
        raise NotImplementedError

    @property
    def key(self) -> Key:
        """What the cursor is on."""
        raise NotImplementedError

    def in_sight(self) -> Region | None:
        """Where the line under the cursor is: prompts leave it in sight."""
        return None

    def stage_added(self, stage_id: int) -> None:
        """A stage was added here; it is about to show."""

    def written(self, step: Step | None) -> None:
        """Something was written by a command of this screen; says what."""
        raise NotImplementedError

    async def show_pipeline(self, pipeline_id: int) -> None:
        """Shows another pipeline."""
        raise NotImplementedError

    # Stages

    def action_new_stage(self) -> None:
        """Adds a stage after the one under the cursor, or after the last open one."""
        asker = self._asker()
        if asker is None:
            return
        after = self._new_after()
        self._in_sight(lambda: asker.new_stage(after, self.stage_added))

    def action_edit_item(self) -> None:
        """Edits what is under the cursor."""
        kind, which = self.key
        asker = self._asker()
        if asker is None:
            return
        edits: dict[str, Callable[[], None]] = {
            "stage": lambda: self._fill_in(lambda: asker.stage(which), avoid=self.in_sight()),
            "add": self.action_new_stage,
            "guidance": lambda: self._in_sight(lambda: asker.guidance(which)),
            "rule": lambda: self._pick_rule(asker, which),
            "criterion": lambda: self._in_sight(lambda: asker.criterion(which)),
            "offer": lambda: self._fill_in(lambda: asker.offer(which), avoid=self.in_sight()),
            "add criterion": self.action_add_criterion,
            "add follow-up": self.action_add_offer,
        }
        edit = edits.get(kind)
        if edit is not None:
            edit()

    async def action_reorder(self, places: int) -> None:
        """Moves the stage or the criterion under the cursor up or down."""
        kind, which = self.key
        app = host(self)
        if kind == "criterion":
            step = await app.jobs.write(stages.reorder_criterion, app.workspace, which, places)
        elif kind == "stage":
            step = await app.jobs.write(stages.reorder, app.workspace, which, places)
        else:
            self._tell("only stages and criteria have an order")
            return
        self.written(step)

    async def action_remove(self) -> None:
        """Removes what is under the cursor; of a stage it is asked where its deals go."""
        kind, which = self.key
        asker = self._asker()
        if asker is None:
            return
        if kind == "criterion":
            self._remove_criterion(asker, which)
        elif kind == "offer":
            self._withdraw(asker, which)
        elif kind == "stage" and self.view is not None:
            await self._remove_stage(self.view)
        else:
            self._tell("there is nothing here to remove")

    async def action_merge_stage(self) -> None:
        """Merges the stage under the cursor into another."""
        view = self.view
        if view is None:
            self._tell("there is no stage here to merge")
            return
        app, stage = host(self), view.stage

        async def picked(value: str) -> Following:
            self.written(await app.jobs.write(stages.merge, app.workspace, stage.id, int(value)))
            return None

        if not self._alike(view):
            self._tell(f"there is no other {stage.kind} stage to merge {stage.name} into")
            return
        told = await app.jobs.read(stages.holds, app.workspace, stage.id)
        self._pick_stage(f"Merge {stage.name} into", view, picked, told)

    def action_split_stage(self) -> None:
        """Splits a new stage off the one under the cursor."""
        asker, view = self._asker(), self.view
        if asker is None or view is None:
            self._tell("there is no stage here to split")
            return
        stage = view.stage.id
        self._in_sight(lambda: asker.split(stage, self.stage_added))

    async def _remove_stage(self, view: StageView) -> None:
        app, stage = host(self), view.stage
        told = await app.jobs.read(stages.holds, app.workspace, stage.id)

        async def picked(value: str) -> Following:
            self.written(await app.jobs.write(stages.remove, app.workspace, stage.id, int(value)))
            return None

        async def yes() -> Following:
            self.written(await app.jobs.write(stages.remove, app.workspace, stage.id, None))
            return None

        async def describe() -> Sequence[str]:
            return [f"{stage.name}, which has no deals"]

        if self._alike(view):
            what = f"its {told} go to" if told else "it has no deals; what was in it once goes to"
            self._pick_stage(f"Remove {stage.name}: {what}", view, picked)
        else:
            self._confirm("Remove the stage", yes, does=_REMOVES, describe=describe)

    def _alike(self, view: StageView) -> list[StageView]:
        """The other stages that can take the deals of one."""
        kind, stage_id = view.stage.kind, view.stage.id
        return [v for v in self.views if v.stage.kind is kind and v.stage.id != stage_id]

    def _pick_stage(
        self,
        title: str,
        view: StageView,
        picked: Callable[[str], Awaitable[Following]],
        about: str = "",
    ) -> None:
        """Picks another stage of the pipeline; the one before it is offered first."""
        asker = self._asker()
        if asker is None:
            return
        stage = view.stage

        async def choices() -> Sequence[Choice]:
            found = await asker.views()
            return [
                Choice(each.stage.name, str(each.stage.id), many(each.deals, "deal"))
                for each in found
                if each.stage.id != stage.id and each.stage.kind is stage.kind
            ]

        alike = [each.stage for each in self._alike(view)]
        before = [each for each in alike if each.rank < stage.rank]
        near = before[-1].id if before else alike[0].id
        self.app.push_screen(
            Pick(title, choices, picked, about=about, at=str(near), avoid=self.in_sight())
        )

    # What is in a stage

    def action_add_criterion(self) -> None:
        """Adds what must be true before a deal leaves the stage."""
        asker, view = self._asker(), self.view
        if asker is None or view is None:
            self._tell("there is no stage here")
            return
        stage = view.stage
        if stage.is_post_sale:
            self._tell(f"deals do not leave {stage.name}; a follow-up can be offered there")
            return

        async def picked(value: str) -> Following:
            kind = CriterionKind(value)
            return self._make_prompt(lambda: asker.new_criterion(stage.id, kind))

        about = f"before a deal leaves {stage.name}"
        self.app.push_screen(
            Pick("Criterion", _CRITERIA, picked, about=about, avoid=self.in_sight())
        )

    def action_add_offer(self) -> None:
        """Adds a follow-up that is offered when a deal is won."""
        asker, view = self._asker(), self.view
        if asker is None or view is None:
            self._tell("there is no stage here")
            return
        stage = view.stage
        if stage.kind is not StageKind.POST_SALE:
            self._tell(f"{stage.name} holds open deals; only a post-sale stage offers follow-ups")
            return
        self._fill_in(lambda: asker.new_offer(stage.id), avoid=self.in_sight())

    def _pick_rule(self, asker: StageAsker, stage_id: int) -> None:
        async def picked(value: str) -> Following:
            await asker.set_rule(stage_id, value)
            return None

        choices = [Choice(rule, rule, RULES[rule]) for rule in StageRule]
        view = self.view
        at, about = (view.stage.rule, view.stage.name) if view else ("", "")
        self.app.push_screen(
            Pick("Leaving", choices, picked, about=about, at=at, avoid=self.in_sight())
        )

    def _remove_criterion(self, asker: StageAsker, criterion_id: int) -> None:
        app = host(self)

        async def describe() -> Sequence[str]:
            return [criterion_words(await asker.read_criterion(criterion_id))]

        async def yes() -> Following:
            seen = await asker.read_criterion(criterion_id)
            self.written(await app.jobs.write(stages.remove_criterion, app.workspace, seen))
            return None

        self._confirm("Remove the criterion", yes, does=_REMOVES, describe=describe)

    def _withdraw(self, asker: StageAsker, offer_id: int) -> None:
        app = host(self)

        async def describe() -> Sequence[str]:
            offer = await asker.read_offer(offer_id)
            return [f"{offer.type}, {offer_when(offer)}"]

        async def yes() -> Following:
            seen = await asker.read_offer(offer_id)
            self.written(await app.jobs.write(stages.withdraw, app.workspace, seen))
            return None

        self._confirm("Offer no more", yes, does=_REMOVES, describe=describe)

    # Pipelines and templates

    def action_pick_pipeline(self) -> None:
        """Shows another pipeline, or adds, renames or removes one."""
        self.app.push_screen(self._pipelines().pick(avoid=self.in_sight()))

    def action_templates(self) -> None:
        """Saves the pipeline as a template, or makes one from a template."""
        self.app.push_screen(self._pipelines().templates(avoid=self.in_sight()))

    def _pipelines(self) -> "PipelineAsker":
        from pipeboard.ui.pipeline_asking import PipelineAsker

        return PipelineAsker(self, self.pipeline, self.written, self._make_prompt)

    # Asking

    def _asker(self) -> StageAsker | None:
        pipeline = self.pipeline
        if pipeline is None:
            self._tell("there is no pipeline; p makes one")
            return None
        return StageAsker(host(self), pipeline.id, self.written, self._make_prompt)

    def _new_after(self) -> int | None:
        """The stage after which a new one goes: an open one, since post-sale ends a pipeline."""
        here = self.view
        at = self.views.index(here) + 1 if here is not None else len(self.views)
        before = [each.stage.id for each in self.views[:at] if not each.stage.is_post_sale]
        return before[-1] if before else None

    def _tell(self, text: str) -> None:
        host(self).say(text, "warning")

    def _make_prompt(self, prepare: Prepare) -> "Screen[None]":
        return TextPrompt(prepare, avoid=self.in_sight())

    def _in_sight(self, prepare: Prepare) -> None:
        self.app.push_screen(self._make_prompt(prepare))
