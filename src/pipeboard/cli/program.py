"""The program: its flags, the table of its commands, and what becomes of errors.

Exit codes: 0 fine, 1 refused or failed, 2 wrong usage, 3 not found or ambiguous, 4 the database
cannot be used, 10 `due --check` found something, 130 interrupted, 141 nobody reads the output.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeboard import __version__
from pipeboard.cli.options import completion
from pipeboard.cli.output import say
from pipeboard.cli.session import session_of
from pipeboard.errors import HasDeals, NotOpen, NotWon, PipeboardError

if TYPE_CHECKING:
    from pipeboard.cli.board import Start
    from pipeboard.domain.changes import Step

COMMANDS = {
    # name: the module that has it, and what it does in a few words
    "demo": ("board", "Open made-up data, or write it to a new file."),
    "add": ("adding", "Add a deal, written in one line."),
    "deals": ("looking", "List deals; the open ones unless told otherwise."),
    "show": ("looking", "Show everything about a deal."),
    "edit": ("changing", "Change fields of a deal."),
    "profile": ("profile", "Show the ideal customer, or change who that is."),
    "stages": ("stages", "List the stages with their deals and sums, or change them."),
    "pipelines": ("pipelines", "List the pipelines, or change them."),
    "templates": ("pipelines", "List, save and remove templates of stages."),
    "move": ("moving", "Move a deal to another stage."),
    "tick": ("moving", "Tick a checklist item of a deal."),
    "win": ("closing", "Close a deal as won."),
    "lose": ("closing", "Close a deal as lost."),
    "again": ("again", "Start a deal from a won one."),
    "reasons": ("reasons", "List the reasons for won and lost, and edit them."),
    "nurture": ("closing", "Put a deal off until a day."),
    "reopen": ("closing", "Put a closed deal back on the board."),
    "delete": ("closing", "Delete a deal with all that is on it."),
    "merge": ("merging", "Merge two deals, contacts or companies."),
    "left": ("departing", "Mark that a contact has left their company."),
    "note": ("changing", "Add a note to a deal."),
    "follow": ("adding", "Plan a follow-up on a deal."),
    "done": ("following", "Finish a follow-up."),
    "snooze": ("following", "Put a follow-up off."),
    "cadences": ("cadences", "List cadences, edit them, and run them on deals."),
    "reassign": ("following", "Give a follow-up to somebody else."),
    "due": ("due", "Say what is overdue and due today."),
    "remind": ("reminding", "Say what is newly due, each once: for cron."),
    "calendar": ("reminding", "Write follow-ups as a calendar file with alarms."),
    "agenda": ("due", "List follow-ups by when they are due."),
    "calls": ("modes", "List the calls that are due, with their numbers."),
    "review": ("modes", "List the deals that need care, and why."),
    "forecast": ("forecast", "Say what is expected to close when, against the targets."),
    "insights": ("insights", "Tell the figures of a period, and what is behind each."),
    "targets": ("targets", "List, set and remove targets; say when each is reached."),
    "report": ("report", "Write the figures of a period as a file to send."),
    "filters": ("filters", "List, save and remove filters."),
    "rates": ("rates", "List, set and remove exchange rates."),
    "contacts": ("people", "List contacts; show, add, edit or delete one."),
    "companies": ("people", "List companies; show, add, edit or delete one."),
    "history": ("steps", "Say who did what."),
    "undo": ("steps", "Take back your last step."),
    "redo": ("steps", "Do again what you took back."),
    "import": ("files", "Read deals from files."),
    "export": ("files", "Write deals as CSV or JSON."),
    "backup": ("files", "Copy the database to a new file."),
    "check": ("files", "Look for damage in the database."),
    "where": ("setup", "Say which files are in use."),
    "config": ("setup", "Say which settings are in use, and why."),
    "keys": ("setup", "List the keys of the board."),
}
_EPILOG = """\b
DEAL is the id of a deal, its title, or a part of its title that only one deal has.
FOLLOWUP is the id of a follow-up, or a deal: its next step.
\b
Completion by tab, for the shell's start-up file:
  bash   eval "$(_PIPEBOARD_COMPLETE=bash_source pipeboard)"
  zsh    eval "$(_PIPEBOARD_COMPLETE=zsh_source pipeboard)"
  fish   _PIPEBOARD_COMPLETE=fish_source pipeboard | source
"""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
"""What writing to standard output may fail with."""

_WAYS: dict[type[PipeboardError], str] = {
    NotOpen: ": pipeboard reopen opens it again",
    HasDeals: ": --to STAGE",
    NotWon: ": pipeboard win wins it",
}
"""What can be done in a shell about an error of a rule."""

_BROKEN_PIPE = 141
_INTERRUPTED = 130


class Program(click.Group):
    """Imports a command's module when it is called, and turns every error into a line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of a rep's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"pipeboard.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the table of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Completes commands, without importing any, and flags."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=does)
            for name, (_, does) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Calls the command; what goes wrong is one message and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except PipeboardError as error:
            say(f"pipeboard: {error}{_WAYS.get(type(error), '')}")
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            ctx.exit(_BROKEN_PIPE)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except OSError as error:
            if error.errno not in _FULL or error.filename is not None:
                self._tell_unexpected(ctx, error)
            _say_unwritten(error, session_of(ctx).last_written)
            ctx.exit(1)
        except Exception as error:  # noqa: BLE001 - told in one line, and logged
            self._tell_unexpected(ctx, error)

    def _tell_unexpected(self, ctx: click.Context, error: Exception) -> NoReturn:
        from pipeboard.failures import told
        from pipeboard.paths import default_paths

        line = told(error, default_paths().log).replace("\n", " ")
        say(f"pipeboard: {line}")
        ctx.exit(1)

    def main(  # type: ignore[override]  # it has one mode, and never returns
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Runs it all and ends the process."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # else there is none, or it takes anything
                stream.reconfigure(errors="replace")
        _prepare_completion(prog_name)
        given = list(sys.argv[1:] if args is None else args)
        try:
            _require_text(given)
            code = super().main(given, prog_name, standalone_mode=False, **_without_mode(extra))
        except click.ClickException as error:
            _show(error)
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = _INTERRUPTED
        sys.exit(_flushed(code if isinstance(code, int) else 0))


def _without_mode(extra: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in extra.items() if name != "standalone_mode"}


def _require_text(arguments: Sequence[str]) -> None:
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="replace").decode()
            message = f"'{shown}' is not UTF-8 text"
            raise click.UsageError(message) from None


def _show(error: click.ClickException) -> None:
    if isinstance(error, click.UsageError) and error.ctx is not None:
        say(error.ctx.get_usage())
        say(f"Try '{error.ctx.command_path} --help' for help.")
    say(f"pipeboard: {error.format_message()}")


def _flushed(code: int) -> int:
    """The exit code, once all output is where it belongs."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return _BROKEN_PIPE
        if not code:
            _say_unwritten(error)
        return code or 1
    return code


def _say_unwritten(error: OSError, done: "Step | None" = None) -> None:
    """Says that output got lost; and that what was ``done`` is not."""
    saved = f"; the change itself is saved, do not repeat it: {done.title}" if done else ""
    say(f"pipeboard: the output cannot be written: {error.strerror}{saved}")


def _prepare_completion(prog_name: str | None) -> None:
    if prog_name and os.environ.get(f"_{prog_name.upper()}_COMPLETE"):
        completion().prepare()


@click.group(
    cls=Program,
    invoke_without_command=True,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
)
@click.option("--database", metavar="PATH|URL", help="Where the deals are kept.")
@click.option("--config", type=click.Path(), metavar="FILE", help="The config file.")
@click.option("--as", "actor", metavar="NAME", help="Who you are, for the history.")
@click.option(
    "--pipeline",
    metavar="NAME",
    shell_complete=lambda ctx, _param, start: completion().pipelines(ctx, start),
    help="The pipeline that is meant.",
)
@click.option("--ascii", "ascii_", is_flag=True, help="Draw with ASCII only.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option(
    "--start",
    type=click.Choice(["board", "agenda", "insights"]),
    default="board",
    help="The screen to open on.",
)
@click.version_option(__version__, message="pipeboard %(version)s")
def program(start: "Start", **_flags: object) -> None:
    """Shows your deals on a board; a command works without the board, for scripts.

    The flags come before the command. PIPEBOARD_DATABASE, PIPEBOARD_CONFIG and PIPEBOARD_USER stand
    for the first three.
    """
    ctx = click.get_current_context()
    session = session_of(ctx)
    ctx.obj = session
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        from pipeboard.cli.board import open_board

        ctx.exit(open_board(session, start))
    elif start != "board":
        message = "--start is for the board; leave it out before a command"
        raise click.UsageError(message, ctx)
