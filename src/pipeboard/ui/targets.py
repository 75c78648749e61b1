"""Asking for targets in one line, and for the period whose targets are shown."""

from collections.abc import Callable

from pipeboard.domain.changes import Step
from pipeboard.domain.days import written
from pipeboard.domain.money import readable
from pipeboard.domain.targetlines import ACCEPTED, EXAMPLE, written_line
from pipeboard.domain.unfinished import Subject
from pipeboard.errors import PipeboardError
from pipeboard.service import pipelines
from pipeboard.service import target_setting as setting
from pipeboard.service.targets import Goal
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Host
from pipeboard.ui.previews import target_words
from pipeboard.ui.screens.question import Following, Prepare, Preview, Question

_NEW = Subject("target", "a target", "target.new")

Wrote = Callable[[Step | None], None]
"""Is told what was written."""


def new(host: Host, wrote: Wrote, text: str = "") -> Prepare:
    """Asks for a new target."""

    async def answer(typed: str) -> Following:
        wanted = await host.jobs.read(setting.read, host.workspace, typed)
        wrote(await host.jobs.write(setting.add, host.workspace, wanted))
        return None

    async def prepare() -> Question:
        return Question(
            "New target",
            answer,
            does="sets it",
            about="a period, an amount, and for whom",
            text=text,
            example=f"{EXAMPLE} pipeline:renewals",
            preview=_preview,
            complete=target_words,
            unfinished=_NEW,
            empty=ACCEPTED,
        )

    return prepare


def edit(host: Host, goal: Goal, wrote: Wrote) -> Prepare:
    """Asks what becomes of a target as it was seen; of a sum of parts, for one of its own."""
    line = written_line(goal.target, goal.pipeline)
    if goal.target.id is None:
        return new(host, wrote, line)

    async def answer(typed: str) -> Following:
        wanted = await host.jobs.read(setting.read, host.workspace, typed)
        wrote(await host.jobs.write(setting.change, host.workspace, goal.target, wanted))
        return None

    async def prepare() -> Question:
        return Question(
            "Change the target",
            answer,
            about=f"{goal.target.period} {goal.whose}",
            text=line,
            example=EXAMPLE,
            preview=_preview,
            complete=target_words,
            unfinished=Subject(
                f"target.{goal.target.id}",
                "a target",
                "target.edit",
                about=f"{goal.target.period} {goal.whose}",
            ),
            empty=f"{ACCEPTED}; del in the list removes it",
        )

    return prepare


def _preview(ws: Workspace, text: str) -> Preview:
    try:
        wanted = setting.read(ws, text)
    except PipeboardError as error:
        return Preview(problem=str(error))
    known = {each.id: each.name for each in pipelines.pipelines(ws)}
    new = setting.new_owner(ws, wanted)
    days = f"{written(wanted.period.first)} to {written(wanted.period.last)}"
    return Preview(
        meanings=[
            ("period", f"{wanted.period}, {days}"),
            ("target", readable(wanted.money)),
            ("for", f"{wanted.owner or 'everybody'}{f'; {new}' if new else ''}"),
            ("in", known.get(wanted.pipeline_id or 0, "all pipelines")),
        ]
    )
