"""`pipelines` and `templates`: listing them, and changing them."""

import click

from pipeboard.cli.options import as_json, completion, with_session
from pipeboard.cli.ordering import beside, places_to, require_beside
from pipeboard.cli.output import put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.stage_names import pipeline_of, stage_elsewhere
from pipeboard.cli.tables import Column, put_table
from pipeboard.domain.templates import DEFAULT_TEMPLATE, TEMPLATES
from pipeboard.errors import NotAccepted
from pipeboard.service import pipeline_editing, pipelines

_PIPELINES = (
    Column("pipeline", least=10),
    Column("stages", right=True),
    Column("open", right=True),
    Column("won", right=True),
    Column(""),
)
_TEMPLATES = (Column("template", least=10), Column("stages", least=20, wraps=True))
_PIPELINE = click.argument(
    "pipeline",
    metavar="PIPELINE",
    shell_complete=lambda context, _parameter, start: completion().pipelines(context, start),
)
_TEMPLATE = click.argument(
    "name",
    metavar="NAME",
    shell_complete=lambda context, _parameter, start: completion().templates(context, start),
)


@click.group("pipelines", invoke_without_command=True)
@as_json
@with_session
def pipelines_command(session: Session, as_json: bool) -> None:
    """List the pipelines with their deals, or change them.

    A pipeline is named by its name, or by a part of it that only one pipeline has.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    ws = session.workspace()
    views = pipeline_editing.outline(ws)
    current = pipelines.current(ws).id if views else None
    if as_json:
        put_json(
            [
                {
                    "name": view.pipeline.name,
                    "current": view.pipeline.id == current,
                    "stages": view.stages,
                    "open": view.open_deals,
                    "won": view.won_deals,
                }
                for view in views
            ]
        )
        return
    rows = [
        [
            view.pipeline.name,
            str(view.stages),
            f"{view.open_deals:,}",
            f"{view.won_deals:,}",
            "current" if view.pipeline.id == current else "",
        ]
        for view in views
    ]
    put_table(_PIPELINES, rows, mark=session.ellipsis)
    if not views:
        say(session.nothing("There are no pipelines yet; the board offers templates."))


@pipelines_command.command("add")
@click.argument("name", metavar="NAME")
@click.option(
    "--template",
    metavar="TEMPLATE",
    default=DEFAULT_TEMPLATE,
    show_default=True,
    shell_complete=lambda context, _parameter, start: completion().templates(context, start),
    help="The stages that it begins with.",
)
@with_session
def add_command(session: Session, name: str, template: str) -> None:
    """Add a pipeline with the stages of a template; prints its id."""
    made = pipeline_editing.add(session.workspace(create=True), name, template)
    put(str(made.id))
    say(made.step.title)


@pipelines_command.command("rename")
@_PIPELINE
@click.argument("name", metavar="NAME")
@with_session
def rename_command(session: Session, pipeline: str, name: str) -> None:
    """Give a pipeline another name."""
    ws = session.workspace()
    found = pipelines.named(ws, pipeline)
    step = pipeline_editing.rename(ws, found, name)
    say(step.title if step else f"The pipeline is called {found.name} already.")


@pipelines_command.command("move")
@_PIPELINE
@beside("pipeline", lambda context, start: completion().pipelines(context, start))
@with_session
def move_command(session: Session, pipeline: str, before: str | None, after: str | None) -> None:
    """Move a pipeline to another place in the list."""
    other = require_beside("pipeline", before, after)
    ws = session.workspace()
    found, mark = (pipelines.named(ws, each) for each in (pipeline, other))
    if mark.id == found.id:
        raise NotAccepted("pipeline", mark.name, "name another pipeline than the one that moves")
    ids = [each.id for each in pipelines.pipelines(ws)]
    places = places_to(ids, found.id, mark.id, behind=after is not None)
    step = pipeline_editing.reorder(ws, found.id, places) if places else None
    say(step.title if step else f"{found.name} is there already.")


@pipelines_command.command("remove", short_help="Remove a pipeline with its stages.")
@_PIPELINE
@click.option("--to", metavar="STAGE", help="Where its deals go: STAGE, or PIPELINE/STAGE.")
@with_session
def remove_command(session: Session, pipeline: str, to: str | None) -> None:
    """Remove a pipeline with its stages; its open deals go to a stage of another one."""
    ws = session.workspace()
    found = pipelines.named(ws, pipeline)
    target = None if to is None else stage_elsewhere(ws, to, found.id).stage.id
    say(pipeline_editing.remove(ws, found.id, target).title)


@pipelines_command.command("use", short_help="Make a pipeline your current one.")
@_PIPELINE
@with_session
def use_command(session: Session, pipeline: str) -> None:
    """Make a pipeline your current one, which the board and `stages` show."""
    ws = session.workspace()
    found = pipelines.named(ws, pipeline)
    pipelines.switch(ws, found.id)
    say(f"{found.name} is your current pipeline now.")


@click.group("templates", invoke_without_command=True)
@as_json
@with_session
def templates_command(session: Session, as_json: bool) -> None:
    """List the templates of stages, or save and remove your own."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    found = pipeline_editing.templates(session.workspace())
    if as_json:
        put_json(
            [
                {
                    "name": template.name,
                    "built_in": template.name in TEMPLATES,
                    "description": template.description,
                    "stages": [stage.name for stage in template.stages],
                }
                for template in found
            ]
        )
        return
    rows = [
        [template.name, ", ".join(stage.name for stage in template.stages)] for template in found
    ]
    put_table(_TEMPLATES, rows, mark=session.ellipsis)


@templates_command.command("save", short_help="Save the stages of the current pipeline.")
@_TEMPLATE
@click.option("--replace", is_flag=True, help="Replace a template of that name.")
@with_session
def save_command(session: Session, name: str, replace: bool) -> None:
    """Save the stages of the current pipeline as a template, with all that belongs to them."""
    ws = session.workspace()
    pipeline_id = pipeline_of(session, ws)
    step = pipeline_editing.save_as_template(ws, pipeline_id, name, replace=replace)
    say(step.title if step else "Nothing to save: the template is so already.")


@templates_command.command("remove")
@_TEMPLATE
@with_session
def remove_template_command(session: Session, name: str) -> None:
    """Remove a saved template; pipelines that were made from it stay."""
    say(pipeline_editing.remove_template(session.workspace(), name).title)
