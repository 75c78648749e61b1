"""`stages`: listing the stages of a pipeline, and changing them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from pipeboard.cli.deal_text import amount
from pipeboard.cli.looking import FILTERED, require_filter
from pipeboard.cli.options import as_json, assignments, completion, with_session, words
from pipeboard.cli.ordering import beside, places_to, require_beside
from pipeboard.cli.output import clean, clean_lines, put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.stage_names import STAGE, pipeline_of, stage_of
from pipeboard.cli.stage_parts import criteria_command, criterion_lines, offer_lines, offers_command
from pipeboard.cli.tables import Column, Row, put_table
from pipeboard.domain.board import Board
from pipeboard.domain.money import Money, readable
from pipeboard.domain.rates import Rate, convert, missing
from pipeboard.domain.stages import StageKind
from pipeboard.errors import NotAccepted
from pipeboard.service import (
    boards,
    pipelines,
    rates,
    reading,
    stage_exports,
    stage_fields,
    stages,
)
from pipeboard.service import templates as first

_STAGES = (
    Column("stage", least=10),
    Column("%", right=True),
    Column("deals", right=True),
    Column("value", right=True),
    Column("weighted", right=True),
)


@click.group("stages", invoke_without_command=True)
@as_json
@with_session
def stages_command(session: Session, as_json: bool) -> None:
    """List the stages of the current pipeline with their open deals and sums, or change them.

    A post-sale stage counts its won deals. The sums are exact, by currency. A stage is named by its
    name, or by a part of it that only one stage has.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    ws = session.workspace()
    pipeline = session.pipeline_id(ws)
    if pipeline is None and not pipelines.pipelines(ws):
        if as_json:
            put_json([])
        else:
            say(session.nothing("There are no stages yet; the board offers templates."))
        return
    found, known = boards.board(ws, pipeline), rates.rates(ws)
    rows = stage_exports.board(found, ws.currency, known)
    if as_json:
        views = stages.outline(ws, found.pipeline.id)
        more = {view.stage.name: stage_exports.stage(view) for view in views}
        put_json([row | more.get(row["name"], {}) for row in rows])
        return
    lines = [line for row in rows for line in _stage_rows(row)]
    put_table(_STAGES, lines, mark=session.ellipsis)
    _say_in_all(found, ws.currency, known)


stages_command.add_command(criteria_command)
stages_command.add_command(offers_command)


@stages_command.command("show", short_help="Show all that a stage consists of.")
@STAGE
@as_json
@with_session
def show_command(session: Session, stage: str, as_json: bool) -> None:
    """Show what a stage consists of: its settings, guidance, exit criteria and offers."""
    ws = session.workspace()
    view = stage_of(session, ws, stage)
    if as_json:
        told: dict[str, Any] = {"name": view.stage.name, "kind": view.stage.kind.value}
        told |= {"probability": view.stage.probability, "deals": view.deals}
        put_json(told | stage_exports.stage(view))
        return
    put("\n".join(_shown(view)))


@stages_command.command("add")
@click.argument("name", metavar="NAME [N%] [Nd]")
@click.option(
    "--after",
    metavar="STAGE",
    shell_complete=lambda context, _parameter, start: completion().all_stages(context, start),
    help="The stage that is to come before it; the last one of its kind, when not said.",
)
@click.option(
    "--before",
    metavar="STAGE",
    shell_complete=lambda context, _parameter, start: completion().all_stages(context, start),
    help="The stage that is to come after it.",
)
@click.option("--post-sale", is_flag=True, help="A stage for won deals.")
@with_session
def add_command(
    session: Session, name: str, after: str | None, before: str | None, post_sale: bool
) -> None:
    """Add a stage; prints its id. It begins with the settings of the stage before it.

    Its probability and the days until a deal in it is stale can be said with its name, in one
    argument: 'Discovery 40% 14d'. What stands in quotes is name only: '"Top 10%" 40%'.
    """
    if after is not None and before is not None:
        message = "say --before STAGE or --after STAGE, not both"
        raise click.UsageError(message, click.get_current_context())
    ws = session.workspace(create=True)
    first.ensure(ws)
    near, far = (
        None if each is None else stage_of(session, ws, each).stage.id for each in (after, before)
    )
    kind = StageKind.POST_SALE if post_sale else StageKind.OPEN
    made = stages.add_line(ws, pipeline_of(session, ws), name, near, far, kind)
    put(str(made.id))
    say(made.step.title)


@stages_command.command("rename")
@STAGE
@click.argument("name", metavar="NAME")
@with_session
def rename_command(session: Session, stage: str, name: str) -> None:
    """Give a stage another name."""
    ws = session.workspace()
    found = stage_of(session, ws, stage).stage
    step = stages.edit(ws, found, {"name": name})
    say(step.title if step else f"The stage is called {found.name} already.")


@stages_command.command("move")
@STAGE
@beside("stage", lambda context, start: completion().all_stages(context, start))
@with_session
def move_command(session: Session, stage: str, before: str | None, after: str | None) -> None:
    """Move a stage to another place in its pipeline."""
    other = require_beside("stage", before, after)
    ws = session.workspace()
    moved, mark = (stage_of(session, ws, each).stage for each in (stage, other))
    if mark.id == moved.id:
        raise NotAccepted("stage", mark.name, "name another stage than the one that moves")
    ids = [each.id for each in pipelines.stages(ws, moved.pipeline_id)]
    places = places_to(ids, moved.id, mark.id, behind=after is not None)
    step = stages.reorder(ws, moved.id, places) if places else None
    say(step.title if step else f"{moved.name} is there already.")


@stages_command.command(
    "set",
    short_help="Change settings of a stage.",
    epilog=f"Fields: {', '.join(stage_fields.NAMES)}",
)
@STAGE
@click.argument(
    "changes",
    metavar="FIELD=VALUE...",
    nargs=-1,
    required=True,
    shell_complete=lambda _context, _parameter, start: completion().stage_fields(start),
)
@with_session
def set_command(session: Session, stage: str, changes: tuple[str, ...]) -> None:
    """Change settings of a stage, all in one step: probability=60 stale-after=14 rule=ask.

    qualified and marketing-qualified take yes or no; kind is open or post-sale.
    """
    values: dict[str, Any] = {}
    for name, text in assignments(changes, "probability=60"):
        values |= stage_fields.read(name, text)
    ws = session.workspace()
    step = stages.edit(ws, stage_of(session, ws, stage).stage, values)
    say(step.title if step else "Nothing to change: the stage is so already.")


@stages_command.command(
    "split", short_help="Split a stage off another one.", context_settings=FILTERED
)
@STAGE
@click.argument("name", metavar="NAME")
@words("filter_", "[FILTER]...", required=False)
@with_session
def split_command(session: Session, stage: str, name: str, filter_: tuple[str, ...]) -> None:
    """Add a stage right after another one, with the same settings; prints its id.

    The deals of that stage that match the filter move into it.
    """
    text = require_filter(filter_)
    ws = session.workspace()
    wanted = reading.read_filter(ws, text) if text else None
    made = stages.split(ws, stage_of(session, ws, stage).stage.id, name, filter_=wanted)
    put(str(made.id))
    say(made.step.title)


@stages_command.command("merge", short_help="Merge a stage into another one.")
@STAGE
@click.argument(
    "into",
    metavar="INTO",
    shell_complete=lambda context, _parameter, start: completion().all_stages(context, start),
)
@with_session
def merge_command(session: Session, stage: str, into: str) -> None:
    """Let the deals of a stage go on in another one, and remove the stage.

    Their days in the stage go on.
    """
    ws = session.workspace()
    going, staying = (stage_of(session, ws, each).stage for each in (stage, into))
    say(stages.merge(ws, going.id, staying.id).title)


@stages_command.command("remove")
@STAGE
@click.option(
    "--to",
    metavar="STAGE",
    shell_complete=lambda context, _parameter, start: completion().all_stages(context, start),
    help="Where its deals go; PIPELINE/STAGE for another pipeline.",
)
@with_session
def remove_command(session: Session, stage: str, to: str | None) -> None:
    """Remove a stage; its deals go to the stage given with --to."""
    ws = session.workspace()
    found = stage_of(session, ws, stage).stage
    target = None if to is None else stage_of(session, ws, to, anywhere=True).stage.id
    say(stages.remove(ws, found.id, target).title)


def _shown(view: stages.StageView) -> Iterator[str]:
    stage = view.stage
    marks = [
        name
        for name, marked in (
            ("marketing-qualified", stage.marketing_qualified),
            ("qualified", stage.qualified),
        )
        if marked
    ]
    told = {
        "stage": stage.name,
        "kind": stage.kind.value,
        "deals": f"{view.deals:,}",
        "probability": f"{stage.probability} %",
        "stale after": f"{stage.stale_after} days" if stage.stale_after else "never",
        "deals count as": ", ".join(marks),
        "rule": stage.rule.value,
    }
    yield from (f"{name:<15} {clean(text)}" for name, text in told.items() if text)
    if stage.guidance:
        yield ""
        yield clean_lines(stage.guidance)
    for heading, lines in (
        ("Before a deal leaves", criterion_lines(view.criteria)),
        ("Offered for a won deal", offer_lines(view.follow_ups)),
    ):
        if lines:
            yield ""
            yield heading
            yield from (f"  {line}" for line in lines)


def _say_in_all(found: Board, currency: str, known: Sequence[Rate]) -> None:
    """Says what the open stages come to in one currency, where there are rates and several."""
    value: Counter[str] = Counter()
    for stage in found.stages:
        if not stage.is_post_sale:
            value.update(found.totals[stage.id].value)
    total = convert(value, currency, known)
    if total is not None:
        money = readable(Money(total.minor, total.currency))
        say(f"All open deals: {money} by the rates of {total.as_of.isoformat()}.")
    elif known and (lacking := missing(value, currency, known)):
        say(f"There is no rate of {', '.join(lacking)}, so no sum of all currencies.")


def _stage_rows(row: Mapping[str, Any]) -> Iterator[Row]:
    """A line for the stage and its first currency, then one for each other currency."""
    about = [row["name"], str(row["probability"]), f"{row['deals']:,}"]
    weighted = row["weighted"]
    for currency, value in row["value"].items() or [("", None)]:
        yield [*about, amount(value, currency), amount(weighted.get(currency), currency)]
        about = ["", "", ""]
