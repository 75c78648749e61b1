"""Cadences: listing and editing them, and running them on deals."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from pipeboard.cli.options import as_json, completion, deal_argument, with_session
from pipeboard.cli.output import clean, put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.domain.cadencelines import CadenceDraft, read_steps
from pipeboard.domain.cadences import Cadence, Run
from pipeboard.domain.changes import Step
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, NotFound, Refused
from pipeboard.service import cadences, details, names
from pipeboard.service.workspace import Workspace

_name = click.argument("name", metavar="NAME")
_cadence = click.argument("cadence", metavar="[NAME]", required=False)
_Change = Callable[[Workspace, Sequence[Run]], Step | None]


@click.group("cadences", invoke_without_command=True)
@as_json
@with_session
def cadences_command(session: Session, as_json: bool) -> None:
    """List the cadences: series of follow-ups with day offsets; the commands below edit and run them.

    A NAME is that of a cadence, or a part of it that only one has.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    ws = session.workspace()
    if not session.missing:
        cadences.ensure(ws)
    found = cadences.all_of_them(ws)
    if as_json:
        put_json([_data(each) for each in found])
        return
    for each in found:
        told = f", on {many(each.deals, 'deal')}" if each.deals else ""
        stops = f", {each.stops}" if each.stops else ""
        put(f"{clean(each.name)}: {each.told}{told}{stops}")
        for step in each.steps:
            put(f"  {clean(str(step))}")
    if not found:
        say(session.nothing("There are no cadences."))


def _data(each: Cadence) -> dict[str, Any]:
    steps = [{"day": one.day, "type": one.type, "subject": one.subject} for one in each.steps]
    return {
        "name": each.name,
        "steps": steps,
        "stops_on_reply": each.stops_on_reply,
        "stops_on_move": each.stops_on_move,
        "deals": each.deals,
    }


@cadences_command.command("add")
@_name
@click.argument("steps", nargs=-1, required=True, metavar="STEP...")
@click.option("--stop-on-reply", is_flag=True, help="A reply on one of its follow-ups stops it.")
@click.option("--stop-on-move", is_flag=True, help="It stops when the deal leaves its stage.")
@with_session
def add_command(
    session: Session, name: str, steps: tuple[str, ...], stop_on_reply: bool, stop_on_move: bool
) -> None:
    """Add a cadence of steps, such as 'day 0 call' 'day 2 email send the offer'."""
    ws = session.workspace(create=True)
    cadences.ensure(ws)
    draft = CadenceDraft(name, read_steps(steps), stop_on_reply, stop_on_move)
    _say(cadences.save(ws, draft))


@cadences_command.command("edit")
@_name
@click.argument("steps", nargs=-1, metavar="[STEP]...")
@click.option("--name", "new", metavar="NEW", help="Another name.")
@click.option("--stop-on-reply/--no-stop-on-reply", default=None, help="Whether a reply stops it.")
@click.option(
    "--stop-on-move/--no-stop-on-move",
    default=None,
    help="Whether it stops when the deal leaves its stage.",
)
@with_session
def edit_command(
    session: Session,
    name: str,
    steps: tuple[str, ...],
    new: str | None,
    stop_on_reply: bool | None,
    stop_on_move: bool | None,
) -> None:
    """Change a cadence; steps that are given are put in the place of all that it has.

    Deals on which it runs keep what was planned.
    """
    ws = session.workspace(create=True)
    seen = _named(ws, name)
    draft = CadenceDraft(
        seen.name if new is None else new,
        read_steps(steps) if steps else seen.steps,
        seen.stops_on_reply if stop_on_reply is None else stop_on_reply,
        seen.stops_on_move if stop_on_move is None else stop_on_move,
    )
    _say(cadences.save(ws, draft, seen))


@cadences_command.command("remove")
@_name
@with_session
def remove_command(session: Session, name: str) -> None:
    """Take a cadence off the list; where it runs it goes on."""
    ws = session.workspace(create=True)
    _say(cadences.remove(ws, _named(ws, name)))


def _offered(context: click.Context, _parameter: click.Parameter, start: str) -> list[Any]:
    found: list[Any] = completion().deals(context, start, names.ANY)
    return found


@cadences_command.command("start")
@_name
@click.argument("deals", nargs=-1, required=True, metavar="DEAL...", shell_complete=_offered)
@click.option("--restart", is_flag=True, help="Where it runs already, stop it and begin anew.")
@with_session
def start_command(session: Session, name: str, deals: tuple[str, ...], restart: bool) -> None:
    """Start a cadence on deals: all its follow-ups are planned at once, from today on."""
    ws = session.workspace(create=True)
    found = _named(ws, name)
    pipeline = session.pipeline_id(ws)
    ids = [names.deal(ws, deal, pipeline_id=pipeline) for deal in deals]
    seen = cadences.preview(ws, found.id, ids)
    if seen.running and not restart:
        raise Refused(f"{seen.runs_already}: --restart")
    _say(cadences.start(ws, seen, restart=restart))


@cadences_command.command("pause")
@deal_argument(names.ANY)
@_cadence
@with_session
def pause_command(session: Session, deal: str, cadence: str | None) -> None:
    """Pause the cadence of a deal: what is open of it is put aside until it is resumed."""
    _change(session, deal, cadence, cadences.pause)


@cadences_command.command("resume")
@deal_argument(names.ANY)
@_cadence
@with_session
def resume_command(session: Session, deal: str, cadence: str | None) -> None:
    """Resume the paused cadence of a deal: the rest is planned from today on."""
    _change(session, deal, cadence, cadences.resume)


@cadences_command.command("stop")
@deal_argument(names.ANY)
@_cadence
@with_session
def stop_command(session: Session, deal: str, cadence: str | None) -> None:
    """Stop the cadence of a deal: what is open of it is deleted."""
    _change(session, deal, cadence, cadences.stop)


def _change(session: Session, deal: str, cadence: str | None, change: _Change) -> None:
    ws = session.workspace(create=True)
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    _say(change(ws, [_run(ws, deal_id, cadence)]))


def _run(ws: Workspace, deal_id: int, cadence: str | None) -> Run:
    """What runs on a deal, or is paused there: the only one, or the one named."""
    title = details.title(ws, deal_id)
    found = cadences.on_deals(ws, [deal_id])
    there = ", ".join(run.name for run in found)
    if cadence is None:
        if len(found) > 1:
            raise BadInput("cadence", "", f"{title} has several, name one of {there}")
        if not found:
            raise Refused(f"no cadence runs on {title}")
        return found[0]
    wanted = " ".join(cadence.split()).casefold()
    whole = [run for run in found if run.name.casefold() == wanted]
    parts = whole or [run for run in found if wanted and wanted in run.name.casefold()]
    if len(parts) != 1:
        raise NotFound(f"no cadence '{cadence}' runs on {title}; there runs {there or 'none'}")
    return parts[0]


def _named(ws: Workspace, name: str) -> Cadence:
    cadences.ensure(ws)
    return cadences.named(ws, name)


def _say(step: Step | None) -> None:
    say(step.title if step else "Nothing to change: it is so already.")
