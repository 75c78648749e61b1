"""Putting one of an ordered list before or after another: what `stages` and `pipelines` share."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from pipeboard.errors import NotFound

_F = TypeVar("_F", bound=Callable[..., Any])


def beside(thing: str, complete: Callable[[click.Context, str], Any]) -> Callable[[_F], _F]:
    """`--before` and `--after`, which name another one of that thing."""

    def offered(context: click.Context, _parameter: click.Parameter, start: str) -> Any:
        return complete(context, start)

    def option(flag: str, place: str) -> Callable[[_F], _F]:
        return click.option(
            flag,
            metavar=thing.upper(),
            shell_complete=offered,
            help=f"The {thing} that is to come {place} it.",
        )

    def with_both(command: _F) -> _F:
        return option("--before", "after")(option("--after", "before")(command))

    return with_both


def require_beside(thing: str, before: str | None, after: str | None) -> str:
    """The one of the two options that was given; raises UsageError for both and for none."""
    if before is not None and after is None:
        return before
    if after is not None and before is None:
        return after
    message = f"say where to: --before {thing.upper()} or --after {thing.upper()}"
    raise click.UsageError(message, click.get_current_context())


def places_to(ids: Sequence[int], moved: int, mark: int, *, behind: bool) -> int:
    """How many places down a list one moves to be right before or behind another.

    Raises NotFound when somebody removed either meanwhile.
    """
    if moved not in ids or mark not in ids:
        raise NotFound("one of the two is gone: somebody removed it; nothing was moved")
    here, there = ids.index(moved), ids.index(mark)
    return there + behind - (here < there) - here
