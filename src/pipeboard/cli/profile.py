"""The ideal-customer profile."""

import click

from pipeboard.cli.options import as_json, assignments, completion, with_session
from pipeboard.cli.output import put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, put_table
from pipeboard.domain.fit import COLUMNS, ProfilePart
from pipeboard.service import exports, profile

_COLUMNS = (Column("part"), Column("ideal", wraps=True))


@click.group("profile", invoke_without_command=True)
@as_json
@with_session
def profile_command(session: Session, as_json: bool) -> None:
    """Show the ideal customer, whom fit:good finds; `profile set` changes it.

    A deal that meets all parts is a good fit, one that meets some a part, one that meets none poor.
    A part that is not set does not matter.
    """
    if click.get_current_context().invoked_subcommand is not None:
        if as_json:
            message = "--json is for showing the profile"
            raise click.UsageError(message, click.get_current_context())
        return
    found = profile.read(session.workspace())
    if as_json:
        put_json(exports.profile(found))
        return
    if not found.parts:
        say(session.nothing("There is no ideal customer yet; profile set makes one."))
        return
    rows = [
        [COLUMNS[part] if part is not ProfilePart.SIZE else "size", found.said(part)]
        for part in ProfilePart
    ]
    put_table(_COLUMNS, [row for row in rows if row[1]], mark=session.ellipsis, heading=False)


@profile_command.command("set")
@click.argument(
    "changes",
    metavar="PART=VALUE...",
    nargs=-1,
    required=True,
    shell_complete=lambda _context, _parameter, start: completion().profile(start),
)
@with_session
def set_command(session: Session, changes: tuple[str, ...]) -> None:
    """Change parts of the ideal customer, all in one step.

    industries='Retail, Food' size='10k..50k EUR' sources=referral labels=hot; nothing after the =
    empties the part. Sizes of several currencies are parted by a semicolon.
    """
    ws = session.workspace(create=True)
    wanted = {}
    for name, text in assignments(changes, "size='10k..50k EUR'", "PART=VALUE"):
        part = profile.named(name)
        wanted[part] = profile.typed(ws, part, text)
    now = profile.read(ws)
    step = profile.change(ws, {part: now.of(part) for part in wanted}, wanted)
    say(step.title if step else "Nothing to change: the ideal customer is so already.")
