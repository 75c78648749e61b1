"""Finding the stage that a person names on the command line."""

import click

from pipeboard.cli.options import completion
from pipeboard.cli.session import Session
from pipeboard.domain.stages import named
from pipeboard.domain.views import StageView
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service import pipelines, stages
from pipeboard.service.workspace import Workspace

STAGE = click.argument(
    "stage",
    metavar="STAGE",
    shell_complete=lambda context, _parameter, start: completion().all_stages(context, start),
)
"""The argument STAGE, completed by the stages of the pipeline that is meant."""


def pipeline_of(session: Session, ws: Workspace) -> int:
    """The pipeline that the flag names, else this person's current one."""
    return session.pipeline_id(ws) or pipelines.current(ws).id


def stage_of(session: Session, ws: Workspace, text: str, *, anywhere: bool = False) -> StageView:
    """The stage that a text names in the pipeline that is meant.

    With ``anywhere`` it may be one of another pipeline, as ``PIPELINE/STAGE``. Raises NotFound and
    Ambiguous, naming those there are.
    """
    pipeline_id = pipeline_of(session, ws)
    if anywhere and (found := _of_pipeline(ws, text)) is not None:
        return found
    try:
        return _found(stages.outline(ws, pipeline_id), text)
    except NotFound:
        if anywhere:
            _require_pipeline(ws, text)
        raise


def stage_elsewhere(ws: Workspace, text: str, without: int) -> StageView:
    """The stage that a text names in any pipeline but one; raises NotFound and Ambiguous."""
    found = _of_pipeline(ws, text)
    if found is not None:
        return found
    others = [each for each in pipelines.pipelines(ws) if each.id != without]
    views = [(each, view) for each in others for view in stages.outline(ws, each.id)]
    wanted = text.strip().casefold()
    same = [(each, view) for each, view in views if view.stage.name.casefold() == wanted]
    if len(same) > 1:
        several = ", ".join(f"{each.name}/{view.stage.name}" for each, view in same)
        raise Ambiguous(f"stage '{text}' could be {several}; write it with its pipeline")
    try:
        return _found([view for _, view in views], text)
    except NotFound:
        _require_pipeline(ws, text)
        raise


def _of_pipeline(ws: Workspace, text: str) -> StageView | None:
    """The stage of a text with a pipeline before it; None when none begins so."""
    before, slash, after = text.partition("/")
    wanted = before.strip().casefold()
    for pipeline in pipelines.pipelines(ws) if slash else ():
        if pipeline.name.casefold() == wanted:
            return _found(stages.outline(ws, pipeline.id), after)
    return None


def _require_pipeline(ws: Workspace, text: str) -> None:
    """Raises NotFound, naming those there are, for a text that begins with no pipeline's name."""
    before, slash, _ = text.partition("/")
    known = [each.name for each in pipelines.pipelines(ws)]
    if slash and before.strip().casefold() not in {name.casefold() for name in known}:
        raise NotFound(
            f"there is no pipeline '{before.strip()}'; the pipelines are {', '.join(known)}"
        )


def _found(views: "tuple[StageView, ...] | list[StageView]", text: str) -> StageView:
    stage = named([view.stage for view in views], text)
    return next(view for view in views if view.stage.id == stage.id)
