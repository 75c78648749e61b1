"""Pipelines: which there are, which one a person looks at, and the first ones made."""

from contextlib import suppress

from pipeboard.domain import ranks
from pipeboard.domain.changes import Step
from pipeboard.domain.money import digits
from pipeboard.domain.stages import Pipeline, Stage, StageRule, for_new_deal
from pipeboard.domain.stages import named as named_thing
from pipeboard.domain.templates import DEFAULT_TEMPLATE, TEMPLATES, Template
from pipeboard.errors import BadInput, NotFound, Refused
from pipeboard.service.workspace import PRODUCT, Workspace
from pipeboard.store import deals as deal_store
from pipeboard.store import settings
from pipeboard.store import stages as store
from pipeboard.store.database import Connection, Draft

CURRENT = "pipeline"
CURRENCY = "currency"
FIRST_NAME = "Sales"


def pipelines(ws: Workspace) -> list[Pipeline]:
    """Every pipeline, in order."""
    with ws.read() as connection:
        return store.pipelines(connection)


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
    """Makes a pipeline this person's current one."""
    with ws.database.write() as connection:
        if all(item.id != pipeline_id for item in store.pipelines(connection)):
            raise NotFound(f"there is no pipeline {pipeline_id}; somebody removed it")
        settings.put_preference(connection, ws.actor, CURRENT, pipeline_id)


def named(ws: Workspace, name: str) -> Pipeline:
    """The pipeline that a name or a part of one means, found as a stage is.

    Raises NotFound or Ambiguous, naming those there are.
    """
    return named_thing(pipelines(ws), name, "pipeline")


def name_for_new_deal(ws: Workspace, stage: str, pipeline_id: int | None = None) -> str:
    """The name of the stage that a new deal with ``stage`` typed for it goes to.

    Where there is no pipeline yet, the stages are those that the first deal makes. Raises NotFound,
    Ambiguous or Refused like ``for_new_deal``.
    """
    with ws.read() as connection:
        if not store.pipelines(connection):
            return for_new_deal(TEMPLATES[DEFAULT_TEMPLATE].stages, stage).name
        chosen = pipeline_id or current_in(connection, ws.actor).id
        return for_new_deal(store.stages(connection, chosen), stage).name


def currency(ws: Workspace) -> str | None:
    """The default currency that was chosen for the database; None when nobody has chosen."""
    with ws.read() as connection:
        chosen: str | None = settings.get_setting(connection, CURRENCY)
    return chosen


def is_fresh(ws: Workspace) -> bool:
    """Whether nobody has chosen how to begin and there is no deal."""
    with ws.read() as connection:
        return not store.pipelines(connection) and not deal_store.any_deal(connection)


def set_up(ws: Workspace, template: str = DEFAULT_TEMPLATE, currency: str | None = None) -> Step:
    """Makes the first pipeline from a template, and sets the database's default currency.

    Raises BadInput for an unknown template or currency, Refused when there is a pipeline already.
    """
    if template not in TEMPLATES:
        raise BadInput("template", template, f"choose one of {', '.join(TEMPLATES)}")
    code = (currency or ws.currency).strip().upper()
    digits(code)
    with ws.step(PRODUCT) as draft:
        if store.pipelines(draft.connection):
            raise Refused("the stages were chosen already, in another window")
        make(draft, TEMPLATES[template], FIRST_NAME)
        settings.put_setting(draft, CURRENCY, code)
        draft.title = f"Set up {FIRST_NAME} with the {template} stages"
    ws.currency = code
    if draft.step is None:
        raise Refused("nothing was set up")
    return draft.step


def ensure(ws: Workspace) -> None:
    """Makes the default pipeline when there is none, before the first step that needs one."""
    if pipelines(ws):
        return
    with suppress(Refused):
        set_up(ws)


def make(draft: Draft, template: Template, name: str) -> int:
    """Adds a pipeline with the stages of a template; returns its id."""
    last = store.pipelines(draft.connection)
    rank = ranks.between(last[-1].rank if last else None, None)
    pipeline_id = draft.insert("pipeline", {"name": name, "rank": rank})
    for rank, stage in zip(ranks.spread(len(template.stages)), template.stages, strict=True):
        stage_id = draft.insert(
            "stage",
            {
                "pipeline_id": pipeline_id,
                "name": stage.name,
                "rank": rank,
                "probability": stage.probability,
                "stale_after": stage.stale_after,
                "kind": stage.kind,
                "marketing_qualified": stage.marketing_qualified,
                "qualified": stage.qualified,
                "rule": StageRule.SHOW,
                "guidance": stage.guidance,
            },
        )
        places = ranks.spread(len(stage.criteria))
        for place, criterion in zip(places, stage.criteria, strict=True):
            draft.insert(
                "exit_criterion",
                {
                    "stage_id": stage_id,
                    "rank": place,
                    "kind": criterion.kind,
                    "subject": criterion.subject,
                },
            )
    return pipeline_id
