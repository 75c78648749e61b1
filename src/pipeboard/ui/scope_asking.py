"""Asking of which period, pipeline and owner figures are."""

from collections.abc import Awaitable, Callable, Sequence

from pipeboard.domain.periods import Period, PeriodUnit, read_period
from pipeboard.domain.periodwords import called, span
from pipeboard.domain.stages import Pipeline
from pipeboard.domain.tablewords import ALL_PIPELINES
from pipeboard.domain.words import many
from pipeboard.errors import BadInput
from pipeboard.service import pipelines
from pipeboard.service.insight_scopes import owners
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Host
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice, Following, Prepare, Preview, Question

_ALL, _EVERYBODY = "all", "everybody"
NAMED = tuple((unit, back) for back in (0, -1) for unit in PeriodUnit)
"""The periods that digits choose: this week, month, quarter and year, then the last ones."""


def period(host: Host, now: Period, show: Callable[[Period], Awaitable[None]]) -> Prepare:
    """Asks for a period as it is typed; ``show`` is given it."""

    async def answer(text: str) -> Following:
        await show(read_period(text, host.workspace.today()))
        return None

    async def prepare() -> Question:
        return Question(
            "Period",
            answer,
            does="shows it",
            about=f"now {called(now)}",
            example="2026-Q4, 2026-11, 2026-W46, 2026, last-quarter or 2026-01-01..2026-03-31",
            choices=[Choice(name, name) for name in map(_name, NAMED)],
            preview=_preview,
            empty="",
        )

    return prepare


def _name(named: tuple[PeriodUnit, int]) -> str:
    unit, back = named
    return f"{'last' if back else 'this'} {unit}"


def _preview(ws: Workspace, text: str) -> Preview:
    try:
        found = read_period(text, ws.today())
    except BadInput as error:
        return Preview(problem=str(error))
    return Preview(meanings=[("from", span(found)), ("", many(found.days, "day"))])


async def still(host: Host, shown: Pipeline | None) -> Pipeline | None:
    """The pipeline that is shown as it is now; None, which is all, when somebody removed it."""
    if shown is None:
        return None
    there = await host.jobs.read(pipelines.found_again, host.workspace, shown)
    if there is None:
        say_removed(host, shown)
    return there


def say_removed(host: Host, shown: Pipeline) -> None:
    """Says that the pipeline that was shown is no more, and what is shown instead."""
    host.say(f"pipeline {shown.name} was removed; these are {ALL_PIPELINES}", "warning")


def pick_pipeline(
    host: Host, now: Pipeline | None, picked: Callable[[Pipeline | None], Awaitable[None]]
) -> Pick:
    """A list of the pipelines and of all together; ``picked`` is given the one, None for all."""
    known: dict[str, Pipeline] = {}

    async def choices() -> Sequence[Choice]:
        found = await host.jobs.read(pipelines.pipelines, host.workspace)
        known.update({str(each.id): each for each in found})
        return [Choice(ALL_PIPELINES, _ALL), *(Choice(each.name, str(each.id)) for each in found)]

    async def take(value: str) -> Following:
        await picked(known.get(value))
        return None

    return Pick("Pipeline", choices, take, at=str(now.id) if now else _ALL)


def pick_owner(
    host: Host, now: str | None, picked: Callable[[str | None], Awaitable[None]]
) -> Pick:
    """A list of those who own deals or have targets; ``picked`` is given the name, None for everybody."""

    async def choices() -> Sequence[Choice]:
        me = host.workspace.actor
        found = await host.jobs.read(owners, host.workspace)
        others = [name for name in found if name != me]
        return [
            Choice(_EVERYBODY, _ALL),
            Choice(me, f" {me}", "you"),
            *(Choice(name, f" {name}") for name in others),
            Choice("nobody", " ", "deals without an owner"),
        ]

    async def take(value: str) -> Following:
        await picked(None if value == _ALL else value.removeprefix(" "))
        return None

    at = _ALL if now is None else f" {now}"
    return Pick("Owner", choices, take, at=at, match=_match, digits=True)


def _match(choices: Sequence[Choice], typed: str) -> Sequence[Choice]:
    """The names in which what is typed occurs, those that begin with it first."""
    plain = typed.strip().casefold()
    found = [each for each in choices if plain in each.label.casefold()]
    return sorted(found, key=lambda each: not each.label.casefold().startswith(plain))
