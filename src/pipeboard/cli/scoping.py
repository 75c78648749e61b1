"""Options that say of what figures are: a period, and whose deals."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pipeboard.cli.options import completion
from pipeboard.service.insight_scopes import DEFAULT_PERIOD

_F = TypeVar("_F", bound=Callable[..., Any])


def period_option(command: _F) -> _F:
    """`--period`: the days that figures are of."""
    return click.option(
        "--period",
        default=DEFAULT_PERIOD,
        show_default=True,
        metavar="PERIOD",
        help="Such as 2026-Q4, 2026, 2026-11, 2026-W46, last-month or 2026-01-01..2026-03-31.",
    )(command)


def owner_option(
    help_: str = "Only this owner's deals; me for yours, nobody for those without one.",
) -> Callable[[_F], _F]:
    """`--owner`: only what is one person's."""
    return click.option(
        "--owner",
        metavar="NAME",
        shell_complete=lambda context, _parameter, start: completion().owners(context, start),
        help=help_,
    )
