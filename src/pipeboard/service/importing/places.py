"""Where imported deals go: a pipeline that has the stages of the file, else a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeboard.domain.stages import Stage, StageKind, post_sale
from pipeboard.domain.templates import DEFAULT_TEMPLATE, TEMPLATES, StageTemplate, Template
from pipeboard.errors import Refused
from pipeboard.exchange.selling import new_stages
from pipeboard.exchange.vocabulary import OWN_SYSTEM
from pipeboard.service import pipelines, templates
from pipeboard.store import settings
from pipeboard.store import stages as store
from pipeboard.store.database import Draft

_NO_NAME = "Imported"
_SYSTEMS = {
    "close": "Close",
    "dynamics": "Dynamics",
    "hubspot": "HubSpot",
    "pipedrive": "Pipedrive",
    "salesforce": "Salesforce",
    "zoho": "Zoho",
}


@dataclass(frozen=True)
class Place:
    """A pipeline with its stages, and those that were ``removed`` from it."""

    pipeline_id: int
    stages: tuple[Stage, ...]
    removed: tuple[Stage, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, Stage]:
        return {stage.name.casefold(): stage for stage in self.stages}

    def stage(self, name: str | None) -> Stage | None:
        """The stage of exactly that name, whatever the case."""
        return self._by_name.get(name.casefold()) if name else None

    def ever(self, name: str) -> Stage | None:
        """The stage of that name, or else one that was removed."""
        gone = (stage for stage in self.removed if stage.name.casefold() == name.casefold())
        return self.stage(name) or next(gone, None)

    def held(self, stage_id: int | None) -> Stage | None:
        """The stage with an id, also one that was removed, which closed deals keep."""
        return next((s for s in (*self.stages, *self.removed) if s.id == stage_id), None)

    def has(self, needed: "Needed") -> bool:
        """Whether there is all that deals need."""
        return not self.lacking(needed)

    def lacking(self, needed: "Needed") -> list[str]:
        """The names of what is not there of what deals need."""
        here = [name for name in needed.stages if self.stage(name) is None]
        return here + [
            name for name in needed.visited if self.ever(name) is None and name not in here
        ]

    @cached_property
    def first(self) -> Stage | None:
        """The first stage for open deals."""
        return next((stage for stage in self.stages if not stage.is_post_sale), None)

    @cached_property
    def post_sales(self) -> frozenset[int]:
        """The stages for won deals, also those that were removed."""
        return frozenset(s.id for s in (*self.stages, *self.removed) if s.is_post_sale)

    @cached_property
    def post_sale(self) -> Stage | None:
        """The stage that won deals go to."""
        return post_sale(self.stages)


@dataclass(frozen=True)
class Needed:
    """The names of the stages that deals are in, and of those that they were in."""

    stages: dict[str, None] = field(default_factory=dict)
    visited: dict[str, None] = field(default_factory=dict)


class Places:
    """Finds and makes pipelines as a part of a step.

    ``chosen`` is the pipeline that everything is to go to, when the person named one. ``system`` is
    whose export the file is.
    """

    def __init__(self, draft: Draft, actor: str, *, chosen: int | None, system: str) -> None:
        self._draft = draft
        self._actor = actor
        self._chosen = chosen
        self._system = system
        if chosen is not None:
            store.get_pipeline(draft.connection, chosen)
        self._there = {
            pipeline.id: (pipeline.name, self._place(pipeline.id))
            for pipeline in store.pipelines(draft.connection)
        }

    def of(self, pipeline_id: int) -> Place:
        """The pipeline of a deal that is there; one that was removed has no stage to go to."""
        found = self._there.get(pipeline_id)
        return found[1] if found else self._place(pipeline_id)

    def called(self) -> dict[str | None, Place]:
        """The pipelines there are, by their names."""
        return dict(self._there.values())

    @cached_property
    def stage_names(self) -> dict[int, str]:
        """The names of all stages there are, also of those that were removed."""
        found = store.stages(self._draft.connection, removed=True)
        return {stage.id: stage.name for stage in found}

    def settle(self, needed: Mapping[str | None, Needed]) -> dict[str | None, Place]:
        """A place for each pipeline that the file names (None: names none), with these stages.

        Raises Refused when the person chose a pipeline that lacks some of them.
        """
        return {name: self._settled(name, stages) for name, stages in needed.items()}

    def _settled(self, name: str | None, needed: Needed) -> Place:
        if self._chosen is not None:
            title, place = self._there[self._chosen]
            if lacking := place.lacking(needed):
                raise Refused(
                    f"{title} has no stage {', '.join(lacking)}; leave out --pipeline, and the file"
                    " gets a pipeline of its own"
                )
            return place
        for title, place in self._candidates():
            named = name is None or title.casefold() == name.casefold()
            if named and place.first and place.has(needed):
                return place
        return self._make(name, list(needed.stages | needed.visited))

    def _candidates(self) -> list[tuple[str, Place]]:
        """The pipelines there are, the person's current one first."""
        if not self._there:
            return []
        current = pipelines.current_in(self._draft.connection, self._actor)
        return sorted(self._there.values(), key=lambda item: item[1].pipeline_id != current.id)

    def _make(self, name: str | None, stages: list[str]) -> Place:
        if stages:
            name = name or _SYSTEMS.get(self._system, _NO_NAME)
            made = self._of_a_template(stages) or new_stages(stages)
            if all(stage.kind is StageKind.POST_SALE for stage in made):
                usual = TEMPLATES[DEFAULT_TEMPLATE].stages
                made = (*(each for each in usual if each.kind is StageKind.OPEN), *made)
            template = Template(name, "", made)
        else:
            name = name or templates.FIRST_NAME
            template = TEMPLATES[DEFAULT_TEMPLATE]
        name = self._free(name)
        pipeline_id = templates.make(self._draft, template, name)
        place = self._place(pipeline_id)
        self._there[pipeline_id] = (name, place)
        return place

    def _of_a_template(self, names: list[str]) -> tuple[StageTemplate, ...]:
        """The stages of the template that those of our own export are from; none of other files."""
        wanted = {name.casefold() for name in names}
        for template in TEMPLATES.values() if self._system == OWN_SYSTEM else ():
            if wanted <= {stage.name.casefold() for stage in template.stages}:
                return template.stages
        return ()

    def _free(self, name: str) -> str:
        taken = {title.casefold() for title, _ in self._there.values()}
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} {number}"
        return free

    def _place(self, pipeline_id: int) -> Place:
        stages = store.stages(self._draft.connection, pipeline_id, removed=True)
        here = tuple(stage for stage in stages if stage.removed_on is None)
        return Place(pipeline_id, here, tuple(stage for stage in stages if stage not in here))


def keep_currency(draft: Draft, currency: str) -> None:
    """Makes ``currency`` the database's default, where nobody chose one."""
    if settings.get_setting(draft.connection, pipelines.CURRENCY) is None:
        settings.put_setting(draft, pipelines.CURRENCY, currency)
