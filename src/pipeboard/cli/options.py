"""Arguments and options that several commands have."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import update_wrapper
from types import ModuleType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from pipeboard.cli.session import session_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pipeboard.cli.session import Session
    from pipeboard.domain.deals import Status
    from pipeboard.domain.merging import Kind

_P = ParamSpec("_P")
_R = TypeVar("_R")
_F = TypeVar("_F", bound=Callable[..., Any])


def with_session(call: "Callable[Concatenate[Session, _P], _R]") -> Callable[_P, _R]:
    """Gives a command the session as its first argument."""

    def with_it(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        return call(session_of(click.get_current_context()), *args, **kwargs)

    return update_wrapper(with_it, call)


def completion() -> ModuleType:
    """What completes arguments; imported when the shell asks."""
    from pipeboard.cli import completion as module

    return module


def deal_argument(acts_on: "Collection[Status]", *, required: bool = True) -> Callable[[_F], _F]:
    """The argument DEAL, completed by the titles that the command can act on."""

    def offered(
        context: click.Context, _parameter: click.Parameter, start: str
    ) -> "list[CompletionItem]":
        found: list[CompletionItem] = completion().deals(context, start, acts_on)
        return found

    metavar = "DEAL" if required else "[DEAL]"
    return click.argument("deal", metavar=metavar, required=required, shell_complete=offered)


def party_argument(kind: "Kind", name: str = "name") -> Callable[[_F], _F]:
    """The argument that names a contact or a company, completed by their names."""

    def offered(
        context: click.Context, _parameter: click.Parameter, start: str
    ) -> "list[CompletionItem]":
        found: list[CompletionItem] = completion().parties(context, start, kind)
        return found

    return click.argument(name, metavar=name.upper(), shell_complete=offered)


def deal_option(help_: str) -> Callable[[_F], _F]:
    """`--deal`: a deal, completed by the titles of all."""

    def offered(
        context: click.Context, _parameter: click.Parameter, start: str
    ) -> "list[CompletionItem]":
        from pipeboard.service.names import ANY

        found: list[CompletionItem] = completion().deals(context, start, ANY)
        return found

    return click.option("--deal", metavar="DEAL", shell_complete=offered, help=help_)


def follow_up_argument(command: _F) -> _F:
    """The argument FOLLOWUP, completed by the titles of deals that have one."""

    def offered(
        context: click.Context, _parameter: click.Parameter, start: str
    ) -> "list[CompletionItem]":
        from pipeboard.service.names import ANY

        found: list[CompletionItem] = completion().deals(context, start, ANY, planned=True)
        return found

    return click.argument("follow_up", metavar="FOLLOWUP", shell_complete=offered)(command)


def assignments(
    changes: Iterable[str], example: str, form: str = "FIELD=VALUE"
) -> Iterator[tuple[str, str]]:
    """The names with the values of FIELD=VALUE arguments; raises UsageError with an example."""
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals:
            message = f"'{change}' sets nothing; write {form}, such as {example}"
            raise click.UsageError(message, click.get_current_context())
        yield name, text


def words(name: str, metavar: str, *, required: bool = True) -> Callable[[_F], _F]:
    """An argument that takes the rest of the line, quoted or not."""
    return click.argument(name, nargs=-1, required=required, metavar=metavar)


def as_json(command: _F) -> _F:
    """`--json`: data for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON.")(command)


def everyone(command: _F) -> _F:
    """`--everyone`: not only mine."""
    return click.option("--everyone", is_flag=True, help="Everybody's, not only yours.")(command)
