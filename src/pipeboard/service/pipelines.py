"""Pipelines: which there are, and which one a person looks at."""

from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.domain.stages import named as named_thing
from pipeboard.errors import NotFound
from pipeboard.service.workspace import Workspace
from pipeboard.store import settings
from pipeboard.store import stages as store
from pipeboard.store.database import Connection

CURRENT = "pipeline"
CURRENCY = "currency"


def pipelines(ws: Workspace) -> list[Pipeline]:
    """Every pipeline, in order."""
    with ws.read() as connection:
        return store.pipelines(connection)


def found_again(ws: Workspace, seen: Pipeline) -> Pipeline | None:
    """A pipeline that was seen before as it is now; None when somebody removed it."""
    return next((each for each in pipelines(ws) if each.id == seen.id), None)


def stages(ws: Workspace, pipeline_id: int) -> tuple[Stage, ...]:
    """The stages of a pipeline, in order."""
    with ws.read() as connection:
        return store.stages(connection, pipeline_id)


def current(ws: Workspace) -> Pipeline:
    """The pipeline that this person last switched to; if it is gone, the first."""
    with ws.read() as connection:
        return current_in(connection, ws.actor)


def current_in(connection: Connection, actor: str) -> Pipeline:
    """The current pipeline of a person; raises NotFound when there is none at all."""
    found = store.pipelines(connection)
    if not found:
        raise NotFound("there is no pipeline yet; start pipeboard once to choose its stages")
    remembered = settings.get_preference(connection, actor, CURRENT)
    return next((item for item in found if item.id == remembered), found[0])


def switch(ws: Workspace, pipeline_id: int) -> None:
    """Makes a pipeline this person's current one; raises NotFound when somebody removed it."""
    with ws.database.write() as connection:
        store.get_pipeline(connection, pipeline_id)
        settings.put_preference(connection, ws.actor, CURRENT, pipeline_id)


def named(ws: Workspace, name: str) -> Pipeline:
    """The pipeline that a name or a part of one means, found as a stage is.

    Raises NotFound or Ambiguous, naming those there are.
    """
    return named_thing(pipelines(ws), name, "pipeline")


def currency(ws: Workspace) -> str | None:
    """The default currency that was chosen for the database; None when nobody has chosen."""
    with ws.read() as connection:
        chosen: str | None = settings.get_setting(connection, CURRENCY)
    return chosen


def is_fresh(ws: Workspace) -> bool:
    """Whether nobody has chosen how to begin and there is no deal."""
    with ws.read() as connection:
        if store.pipelines(connection):
            return False
        from pipeboard.store import deals  # not needed where there is a pipeline

        return not deals.any_deal(connection)
