"""What the prompts for stages ask, and what is written with the answers.

Each method reads what it takes to ask, so that what is written is compared with what was seen;
what is gone meanwhile raises NotFound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.changes import Step
from pipeboard.domain.criteria import Criterion, CriterionKind
from pipeboard.domain.followups import TYPES
from pipeboard.domain.stages import StageRule
from pipeboard.domain.unfinished import Subject
from pipeboard.domain.words import many
from pipeboard.errors import NotFound
from pipeboard.service import stages
from pipeboard.service.stages import StageView
from pipeboard.service.workspace import Workspace
from pipeboard.ui import stage_previews as previews
from pipeboard.ui import stage_sheets as sheets
from pipeboard.ui.host import Host
from pipeboard.ui.screens.form import Sheet
from pipeboard.ui.screens.question import Choice, Following, Prepare, Question
from pipeboard.ui.stage_rows import field_name

_EDIT = "item.edit"
_EXAMPLES: Mapping[CriterionKind, str] = {
    CriterionKind.FIELD: "value",
    CriterionKind.CHECKLIST: "Offer sent",
    CriterionKind.FOLLOW_UP: "call",
}
_TITLES: Mapping[CriterionKind, str] = {
    CriterionKind.FIELD: "Field to be filled in",
    CriterionKind.CHECKLIST: "Item to be ticked off",
    CriterionKind.FOLLOW_UP: "Follow-up to be done",
}
_NEEDS: Mapping[CriterionKind, str] = {
    CriterionKind.FIELD: "type the name of a field",
    CriterionKind.CHECKLIST: "type what is to be ticked off",
    CriterionKind.FOLLOW_UP: "pick a digit or type a type of follow-up",
}

_Part = TypeVar("_Part", Criterion, StageFollowUp)


@dataclass(frozen=True, slots=True)
class StageAsker:
    """Asks about the stages of a pipeline as they are now; ``wrote`` is told what was written."""

    host: Host
    pipeline: int
    wrote: Callable[[Step | None], None]
    then: Callable[[Prepare], Following]
    """How the next thing is asked."""

    @property
    def _ws(self) -> Workspace:
        return self.host.workspace

    async def views(self) -> Sequence[StageView]:
        """The stages with what belongs to them."""
        return await self.host.jobs.read(stages.outline, self._ws, self.pipeline)

    async def view(self, stage_id: int) -> StageView:
        """One stage; raises NotFound when it is gone."""
        for view in await self.views():
            if view.stage.id == stage_id:
                return view
        raise NotFound("the stage is gone; somebody removed it")

    async def new_stage(self, after: int | None, added: Callable[[int], None]) -> Question:
        """A stage in one line; ``added`` is told its id before it shows."""

        async def answer(text: str) -> Following:
            found = await self.host.jobs.write(
                stages.add_line, self._ws, self.pipeline, text, after
            )
            added(found.id)
            self.wrote(found.step)
            return None

        where = next((v.stage.name for v in await self.views() if v.stage.id == after), "")
        return Question(
            "New stage",
            answer,
            does="adds it",
            about=f"after {where}" if where else "",
            example="Discovery 40% 14d",
            preview=previews.stage,
            unfinished=Subject("stage", "a new stage", "stage.new"),
            empty="type a name at least, such as: Discovery 40% 14d",
        )

    async def stage(self, stage_id: int) -> Sheet:
        """All of a stage in a form."""
        seen = (await self.view(stage_id)).stage

        async def save(values: Mapping[str, Any]) -> Following:
            written = {key: value for key, value in values.items() if key != "marks"}
            if "marks" in values:
                marketing, qualified = values["marks"]
                written |= {"marketing_qualified": marketing, "qualified": qualified}
            self.wrote(await self.host.jobs.write(stages.edit, self._ws, seen, written))
            return None

        parts = sheets.stage_fields(seen)
        kept = _subject(f"stage.{seen.id}", "changes", _EDIT, seen.name)
        return Sheet("Stage", seen.name, parts, save, unfinished=kept)

    async def guidance(self, stage_id: int) -> Question:
        """What is to be done in a stage, in words."""
        seen = (await self.view(stage_id)).stage

        async def answer(text: str) -> Following:
            values = {"guidance": text.strip()}
            self.wrote(await self.host.jobs.write(stages.edit, self._ws, seen, values))
            return None

        return Question(
            "Guidance",
            answer,
            about=seen.name,
            keys=[("ctrl+j", "starts a new line")],
            text=seen.guidance,
            lines=True,
            example="what is to be done in this stage?",
            unfinished=_subject(f"guidance.{seen.id}", "guidance", _EDIT, seen.name),
        )

    async def set_rule(self, stage_id: int, rule: str) -> None:
        """Sets what happens when a deal leaves with something missing."""
        seen = (await self.view(stage_id)).stage
        values = {"rule": StageRule(rule)}
        self.wrote(await self.host.jobs.write(stages.edit, self._ws, seen, values))

    async def new_criterion(self, stage_id: int, kind: CriterionKind) -> Question:
        """What must be true before a deal leaves a stage."""
        stage = (await self.view(stage_id)).stage

        async def answer(text: str) -> Following:
            added = await self.host.jobs.write(
                stages.add_criterion, self._ws, stage_id, kind, previews.subject_of(kind, text)
            )
            self.wrote(added.step)
            return None

        kept = _subject(f"criterion.{stage_id}.{kind}", "a criterion", "criterion.add", stage.name)
        return self._criterion(kind, answer, stage.name, "", kept)

    async def criterion(self, criterion_id: int) -> Question:
        """What a criterion is about."""
        view, seen = await self._part(criterion_id, lambda each: each.criteria, "criterion")

        async def answer(text: str) -> Following:
            subject = previews.subject_of(seen.kind, text)
            self.wrote(await self.host.jobs.write(stages.edit_criterion, self._ws, seen, subject))
            return None

        field = seen.kind is CriterionKind.FIELD
        kept = _subject(f"criterion.{seen.id}", "a changed criterion", _EDIT, view.stage.name)
        text = field_name(seen.subject) if field else seen.subject
        return self._criterion(seen.kind, answer, view.stage.name, text, kept)

    def _criterion(
        self,
        kind: CriterionKind,
        answer: Callable[[str], Any],
        about: str,
        text: str,
        kept: Subject,
    ) -> Question:
        follow_up = kind is CriterionKind.FOLLOW_UP
        field = kind is CriterionKind.FIELD
        return Question(
            _TITLES[kind],
            answer,
            about=f"before a deal leaves {about}",
            text=text,
            example=f"such as: {_EXAMPLES[kind]}",
            choices=[Choice(each, each) for each in TYPES] if follow_up else (),
            preview=previews.field if field else previews.follow_up if follow_up else None,
            complete=previews.field_names
            if field
            else previews.follow_up_types
            if follow_up
            else None,
            details=[f"fields: {', '.join(previews.FIELD_NAMES)}"] if field else (),
            unfinished=kept,
            empty=_NEEDS[kind],
        )

    async def read_criterion(self, criterion_id: int) -> Criterion:
        """A criterion as it is now; raises NotFound when it is gone."""
        _, seen = await self._part(criterion_id, lambda each: each.criteria, "criterion")
        return seen

    async def read_offer(self, offer_id: int) -> StageFollowUp:
        """A follow-up on offer as it is now; raises NotFound when it is gone."""
        _, seen = await self._part(offer_id, lambda each: each.follow_ups, "follow-up on offer")
        return seen

    async def new_offer(self, stage_id: int) -> Sheet:
        """A follow-up to be offered when a deal is won."""
        stage = (await self.view(stage_id)).stage

        async def save(values: Mapping[str, Any]) -> Following:
            wanted = [values[name] for name in names]
            added = await self.host.jobs.write(stages.offer, self._ws, stage_id, *wanted)
            self.wrote(added.step)
            return None

        parts = sheets.offer_fields("", "", "14", Anchor.CLOSED)
        names = [part.name for part in parts]
        kept = _subject(f"offer.{stage_id}", "a follow-up on offer", "offer.add", stage.name)
        return Sheet("Offer", stage.name, parts, save, required=names, unfinished=kept)

    async def offer(self, offer_id: int) -> Sheet:
        """A follow-up on offer."""
        view, seen = await self._part(offer_id, lambda each: each.follow_ups, "follow-up on offer")

        async def save(values: Mapping[str, Any]) -> Following:
            self.wrote(await self.host.jobs.write(stages.edit_offer, self._ws, seen, values))
            return None

        parts = sheets.offer_fields(seen.type, seen.subject, str(seen.days), seen.anchor)
        kept = _subject(f"offer.{seen.id}", "a changed offer", _EDIT, view.stage.name)
        return Sheet("Offer", view.stage.name, parts, save, unfinished=kept)

    async def split(self, stage_id: int, added: Callable[[int], None]) -> Question:
        """The name of a stage that takes some of the deals of another, then which of them."""
        view = await self.view(stage_id)

        async def answer(text: str) -> Following:
            name = sheets.read_name(self._ws, text)
            return self.then(lambda: self._split_deals(stage_id, name, added))

        return Question(
            "Split off",
            answer,
            does="goes on",
            about=f"from {view.stage.name}, {many(view.deals, 'deal')}",
            example="the name of the new stage",
            unfinished=_subject(f"split.{stage_id}", "a stage to split off", "stage.split", ""),
            empty="type the name of the new stage",
        )

    async def _split_deals(
        self, stage_id: int, name: str, added: Callable[[int], None]
    ) -> Question:
        view = await self.view(stage_id)

        async def answer(text: str) -> Following:
            found = await self.host.jobs.write(previews.split_stage, self._ws, stage_id, name, text)
            added(found.id)
            self.wrote(found.step)
            return None

        return Question(
            f"Which deals go to {name}",
            answer,
            does="splits it off",
            about=f"of {many(view.deals, 'deal')} in {view.stage.name}",
            example=">10k, label:hot, owner:me, stale; nothing for none of them",
            preview=lambda ws, text: previews.split(ws, view.stage, name, text),
        )

    async def _part(
        self, part_id: int, of: Callable[[StageView], Sequence[_Part]], what: str
    ) -> tuple[StageView, _Part]:
        for view in await self.views():
            for part in of(view):
                if part.id == part_id:
                    return view, part
        raise NotFound(f"the {what} is gone; somebody removed it")


def _subject(kind: str, called: str, command: str, stage: str) -> Subject:
    return Subject(kind, called, command, (), f"the stage {stage}" if stage else "")
