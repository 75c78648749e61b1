"""What a person can do with whole pipelines and with the templates that they are made from."""

from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.domain.template_codec import from_data, to_data
from pipeboard.domain.templates import TEMPLATES, Template
from pipeboard.domain.views import PipelineView
from pipeboard.domain.words import many
from pipeboard.errors import HasDeals, NotAccepted, NotFound, Refused
from pipeboard.service import relocating, stage_fields
from pipeboard.service.deals import Added
from pipeboard.service.places import rank_at
from pipeboard.service.templates import make
from pipeboard.service.workspace import Workspace, written
from pipeboard.store import relocating as lodging
from pipeboard.store import stages as store
from pipeboard.store import templates as template_store
from pipeboard.store.database import Connection


def outline(ws: Workspace) -> tuple[PipelineView, ...]:
    """Every pipeline in order, with what is in it."""
    with ws.read() as connection:
        lanes = store.stages(connection)
        numbers = lodging.numbers(connection, [stage.id for stage in lanes])
        found = []
        for pipeline in store.pipelines(connection):
            own = [stage for stage in lanes if stage.pipeline_id == pipeline.id]
            counts = [
                sum(numbers.get((stage.id, status), 0) for stage in own)
                for status in (Status.OPEN, Status.WON)
            ]
            found.append(PipelineView(pipeline, len(own), *counts))
    return tuple(found)


def add(ws: Workspace, name: str, template: str) -> Added:
    """Adds a pipeline, as the last one, with the stages of a built-in or saved template.

    Raises BadInput for an empty name, Refused for one that is taken, NotFound for a template that
    there is not.
    """
    with ws.step() as step:
        name = _free_name(step.connection, name)
        found = _template(step.connection, template)
        new_id = make(step, found, name)
        step.title = f"Added the pipeline {name} with the {found.name} stages"
    return Added(written(step), new_id)


def rename(ws: Workspace, seen: Pipeline, name: str) -> Step | None:
    """Renames a pipeline; None when it has that name.

    Raises Conflict when it is not called as ``seen`` any more, Refused for a name that is taken.
    """
    with ws.step() as step:
        store.get_pipeline(step.connection, seen.id)
        name = _free_name(step.connection, name, seen.id)
        step.edit("pipeline", seen.id, {"name": seen.name}, {"name": name})
        step.title = f"Renamed the pipeline {seen.name} to {name}"
    return step.step


def reorder(ws: Workspace, pipeline_id: int, places: int) -> Step | None:
    """Moves a pipeline ``places`` down the list (up, when negative), at most to the end.

    Raises Refused when it is at that end.
    """
    with ws.step() as step:
        moved = store.get_pipeline(step.connection, pipeline_id)
        found = store.pipelines(step.connection)
        here = next(i for i, each in enumerate(found) if each.id == pipeline_id)
        others = [each for each in found if each.id != pipeline_id]
        there = min(max(here + places, 0), len(others))
        if places and there == here:
            end = "last" if places > 0 else "first"
            raise Refused(f"{moved.name} is the {end} pipeline already")
        if there != here:
            rank = rank_at(step, "pipeline", others, there)
            step.edit("pipeline", pipeline_id, {"rank": moved.rank}, {"rank": rank})
            beside = f"after {others[there - 1].name}" if there else f"before {others[0].name}"
            step.title = f"Moved the pipeline {moved.name} {beside}"
    return step.step


def remove(ws: Workspace, pipeline_id: int, to_stage_id: int | None) -> Step:
    """Removes a pipeline with its stages; its deals go to a stage of another pipeline.

    Won and lost deals keep it as where they ended. Raises Refused for the only pipeline, and for one
    with deals to be sold while no stage is given.
    """
    with ws.step() as step:
        connection = step.connection
        pipeline = store.get_pipeline(connection, pipeline_id)
        if len(store.pipelines(connection)) == 1:
            raise Refused(f"{pipeline.name} is the only pipeline; add another one before it goes")
        lanes = store.stages(connection, pipeline_id)
        going = lodging.lodgers(connection, [each.id for each in lanes], relocating.OPEN_ONES)
        to = None if to_stage_id is None else _target(connection, pipeline, to_stage_id)
        if going and to is None:
            they = "it goes" if len(going) == 1 else "they go"
            raise HasDeals(
                f"{pipeline.name} has {many(len(going), 'deal')} to be sold; say which stage of "
                f"another pipeline {they} to"
            )
        if to is not None:
            relocating.arrive(step, going, to)
        for stage in lanes:
            successor_id = to.id if to is not None and not stage.is_post_sale else None
            before = {"removed_on": None, "successor_id": stage.successor_id}
            after = {"removed_on": step.today, "successor_id": successor_id}
            step.edit("stage", stage.id, before, after)
        step.edit("pipeline", pipeline.id, {"removed_on": None}, {"removed_on": step.today})
        went = f"; {many(len(going), 'deal')} went to {to.name}" if going and to else ""
        step.title = f"Removed the pipeline {pipeline.name}{went}"
    return written(step)


def templates(ws: Workspace) -> list[Template]:
    """The templates that a pipeline can be made from: the built-in ones, then the saved ones."""
    with ws.read() as connection:
        return [*TEMPLATES.values(), *_saved(connection)]


def save_as_template(
    ws: Workspace, pipeline_id: int, name: str, *, replace: bool = False
) -> Step | None:
    """Saves the stages of a pipeline, with all that belongs to them, as a template.

    None when the template is so already. Raises BadInput for an empty name, Refused for that of a
    built-in template, and for that of a saved one unless ``replace`` is set.
    """
    with ws.step() as step:
        pipeline = store.get_pipeline(step.connection, pipeline_id)
        name = stage_fields.free_name(name, (), "template")
        if name.casefold() in TEMPLATES:
            raise Refused(f"the template {name.casefold()} is built in; give another name")
        stages = to_data(
            template_store.as_templates(step.connection, store.stages(step.connection, pipeline_id))
        )
        row = next((row for row in template_store.saved(step.connection) if _is(row, name)), None)
        if row is None:
            step.insert("template", {"name": name, "stages": stages})
        elif not replace:
            raise Refused(f"there is a template {row['name']} already; replace it or rename this")
        else:
            step.edit("template", row["id"], row, {"name": name, "stages": stages})
        step.title = f"Saved the stages of {pipeline.name} as the template {name}"
    return step.step


def remove_template(ws: Workspace, name: str) -> Step:
    """Removes a saved template; raises NotFound, and Refused for one that is built in."""
    with ws.step() as step:
        found = _template(step.connection, name)
        if found.name in TEMPLATES:
            raise Refused(f"the template {found.name} is built in and stays")
        row = next(row for row in template_store.saved(step.connection) if _is(row, found.name))
        step.delete("template", row)
        step.title = f"Removed the template {found.name}"
    return written(step)


def _is(row: dict[str, str], name: str) -> bool:
    return row["name"].casefold() == name.casefold()


def _saved(connection: Connection) -> list[Template]:
    return [from_data(row["name"], row["stages"]) for row in template_store.saved(connection)]


def _template(connection: Connection, name: str) -> Template:
    known = [*TEMPLATES.values(), *_saved(connection)]
    wanted = name.strip().casefold()
    found = next((each for each in known if each.name.casefold() == wanted), None)
    if found is None:
        names = ", ".join(each.name for each in known)
        raise NotFound(f"there is no template '{name.strip()}'; the templates are {names}")
    return found


def _target(connection: Connection, pipeline: Pipeline, stage_id: int) -> Stage:
    """The stage that the deals of a pipeline go to when it is removed."""
    to = store.get(connection, stage_id)
    if to.pipeline_id == pipeline.id:
        raise NotAccepted("stage", to.name, f"it is removed with {pipeline.name}; pick another one")
    if to.is_post_sale:
        raise Refused(
            f"the deals of {pipeline.name} cannot go to {to.name}, which is for won deals"
        )
    return to


def _free_name(connection: Connection, name: str, own: int | None = None) -> str:
    others = [each for each in store.pipelines(connection) if each.id != own]
    return stage_fields.free_name(name, others, "pipeline")
