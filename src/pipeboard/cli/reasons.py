"""The reasons for won and lost: listing them, and editing the lists."""

from typing import Any

import click

from pipeboard.cli.options import as_json, with_session, words
from pipeboard.cli.output import clean, put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.reasons import OTHER, STATUSES
from pipeboard.service import reasons
from pipeboard.service.workspace import Workspace

_status = click.argument(
    "status", metavar="STATUS", type=click.Choice([status.value for status in STATUSES])
)


@click.group("reasons", invoke_without_command=True)
@as_json
@with_session
def reasons_command(session: Session, as_json: bool) -> None:
    """List the reasons for won and lost; the commands below list one of them, or edit it.

    STATUS is won or lost. 'other' is no reason of a list: any other text will do for one. What
    deals were closed for stays on them whatever becomes of the lists.
    """
    if click.get_current_context().invoked_subcommand is None:
        _list(session.workspace(), STATUSES, as_json=as_json)


@reasons_command.command("won")
@as_json
@with_session
def won_command(session: Session, as_json: bool) -> None:
    """List the reasons for won."""
    _list(session.workspace(), (Status.WON,), as_json=as_json)


@reasons_command.command("lost")
@as_json
@with_session
def lost_command(session: Session, as_json: bool) -> None:
    """List the reasons for lost."""
    _list(session.workspace(), (Status.LOST,), as_json=as_json)


@reasons_command.command("add")
@_status
@words("name", "NAME...")
@with_session
def add_command(session: Session, status: str, name: tuple[str, ...]) -> None:
    """Add a reason at the end of its list."""
    ws = session.workspace(create=True)
    _say(reasons.add(ws, Status(status), " ".join(name)))


@reasons_command.command("rename")
@_status
@click.argument("name", metavar="NAME")
@click.argument("new", metavar="NEW")
@with_session
def rename_command(session: Session, status: str, name: str, new: str) -> None:
    """Give a reason another name in its list."""
    ws = session.workspace(create=True)
    _say(reasons.rename(ws, Status(status), name, new))


@reasons_command.command("remove")
@_status
@words("name", "NAME...")
@with_session
def remove_command(session: Session, status: str, name: tuple[str, ...]) -> None:
    """Take a reason off its list."""
    ws = session.workspace(create=True)
    _say(reasons.remove(ws, Status(status), " ".join(name)))


@reasons_command.command("move")
@_status
@click.argument("name", metavar="NAME")
@click.argument("place", metavar="PLACE", type=int)
@with_session
def move_command(session: Session, status: str, name: str, place: int) -> None:
    """Put a reason at a place in its list; 1 is the first."""
    ws = session.workspace(create=True)
    _say(reasons.move(ws, Status(status), name, place))


def _list(ws: Workspace, statuses: tuple[Status, ...], *, as_json: bool) -> None:
    found: dict[str, Any] = {status.value: list(reasons.names(ws, status)) for status in statuses}
    if as_json:
        put_json(found if len(found) > 1 else next(iter(found.values())))
        return
    for status, names in found.items():
        if len(found) > 1:
            put(status)
        indent = "  " if len(found) > 1 else ""
        for name in (*names, OTHER):
            put(f"{indent}{clean(name)}")


def _say(step: Step | None) -> None:
    say(step.title if step else "Nothing to change: the list is so already.")
