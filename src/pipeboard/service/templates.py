"""Making pipelines from the stage templates: the first one, and those that others ask for."""

from contextlib import suppress

from pipeboard.domain import ranks
from pipeboard.domain.changes import PRODUCT, Step
from pipeboard.domain.money import digits
from pipeboard.domain.stages import for_new_deal
from pipeboard.domain.templates import DEFAULT_TEMPLATE, TEMPLATES, StageTemplate, Template
from pipeboard.errors import BadInput, Refused
from pipeboard.service.pipelines import CURRENCY, current_in, pipelines
from pipeboard.service.workspace import Workspace
from pipeboard.store import settings
from pipeboard.store import stages as store
from pipeboard.store.database import Draft

FIRST_NAME = "Sales"


def set_up(ws: Workspace, template: str = DEFAULT_TEMPLATE, currency: str | None = None) -> Step:
    """Makes the first pipeline from a template, and sets the database's default currency.

    Raises BadInput for an unknown template or currency, Refused when there is a pipeline already.
    """
    if template not in TEMPLATES:
        raise BadInput("template", template, f"choose one of {', '.join(TEMPLATES)}")
    code = (currency or ws.currency).strip().upper()
    digits(code)
    from pipeboard.service import cadences

    with ws.step(PRODUCT) as draft:
        if store.pipelines(draft.connection):
            raise Refused("the stages were chosen already, in another window")
        make(draft, TEMPLATES[template], FIRST_NAME)
        settings.put_setting(draft, CURRENCY, code)
        cadences.make_defaults(draft)
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
        insert_stage(draft, pipeline_id, rank, stage)
    return pipeline_id


def insert_stage(draft: Draft, pipeline_id: int, rank: str, stage: StageTemplate) -> int:
    """Adds a stage to a pipeline, with what belongs to it; returns its id."""
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
            "rule": stage.rule,
            "guidance": stage.guidance,
        },
    )
    places = ranks.spread(len(stage.criteria))
    for place, criterion in zip(places, stage.criteria, strict=True):
        required = {"kind": criterion.kind, "subject": criterion.subject}
        draft.insert("exit_criterion", {"stage_id": stage_id, "rank": place, **required})
    places = ranks.spread(len(stage.follow_ups))
    for place, offered in zip(places, stage.follow_ups, strict=True):
        row = {
            "type": offered.type,
            "subject": offered.subject,
            "days": offered.days,
            "anchor": offered.anchor,
        }
        draft.insert("stage_follow_up", {"stage_id": stage_id, "rank": place, **row})
    return stage_id


def name_for_new_deal(ws: Workspace, stage: str, pipeline_id: int | None = None) -> str:
    """The name of the stage that a new deal with ``stage`` typed for it goes to.

    Where there is no pipeline yet, the stages are those that the first deal makes. Raises NotFound,
    Ambiguous or Refused like ``for_new_deal``.
    """
    with ws.read() as connection:
        if not store.pipelines(connection):
            return for_new_deal(TEMPLATES[DEFAULT_TEMPLATE].stages, stage).name
        chosen = pipeline_id or current_in(connection, ws.actor).id
        store.get_pipeline(connection, chosen)
        return for_new_deal(store.stages(connection, chosen), stage).name
