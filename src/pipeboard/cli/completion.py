"""What the shell offers on tab: titles of deals, stages, fields and pipelines.

Nothing is written, nothing is made, and what goes wrong offers nothing.
"""

import os
import shlex
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from pipeboard.cli.output import clean
from pipeboard.cli.session import Session, session_of
from pipeboard.domain.deals import Status
from pipeboard.errors import PipeboardError

if TYPE_CHECKING:
    from pipeboard.domain.merging import Kind
    from pipeboard.service.workspace import Workspace

_UNFINISHED = "unfinished"
_SPECIAL = frozenset(" \t!\"#$&'()*;<>?[\\]^`{|}~")
_SPECIAL_IN_QUOTES = frozenset('"$\\`')


class _QuotingBash(BashComplete):
    """Bash takes what is offered as it stands: what it would read otherwise gets a backslash.

    Two of them, as click's script for bash reads each line with ``read``, which takes one away.
    What ends with an equals sign is to be typed on, so no space comes after it.
    """

    source_template = BashComplete.source_template.replace(
        "if [[ $type == 'dir' ]]; then",
        f"if [[ $type == '{_UNFINISHED}' ]]; then\n            compopt -o nospace\n"
        "            COMPREPLY+=($value)\n        elif [[ $type == 'dir' ]]; then",
    )

    def format_completion(self, item: CompletionItem) -> str:
        """The line that the script reads."""
        special = _SPECIAL_IN_QUOTES if _in_quotes(os.environ.get("COMP_WORDS", "")) else _SPECIAL
        value = "".join(f"\\\\{char}" if char in special else char for char in item.value)
        kind = _UNFINISHED if item.value.endswith("=") else item.type
        return f"{kind},{value}"


def _in_quotes(line: str) -> bool:
    """Whether a quote was opened and not closed yet."""
    try:
        shlex.split(line)
    except ValueError:
        return True
    return False


def prepare() -> None:
    """Has bash be given names that it reads as one word."""
    add_completion_class(_QuotingBash, "bash")


def deals(
    context: click.Context, start: str, acts_on: Collection[Status], *, planned: bool = False
) -> list[CompletionItem]:
    """Titles of deals that a command can act on."""
    from pipeboard.service import names

    return _offered(
        context, lambda _, ws: names.titles_for(ws, start, acts_on, planned=planned), start
    )


def stages(context: click.Context, start: str) -> list[CompletionItem]:
    """Stages of the pipeline that the deal named before is in."""
    from pipeboard.service import names, pipelines

    def found(session: Session, ws: "Workspace") -> Iterable[str]:
        deal = context.params.get("deal")
        if isinstance(deal, str):
            pipeline = names.pipeline_of(ws, deal)
        else:
            pipeline = session.pipeline_id(ws) or pipelines.current(ws).id
        return [stage.name for stage in pipelines.stages(ws, pipeline) if not stage.is_post_sale]

    return _offered(context, found, start)


def all_stages(context: click.Context, start: str) -> list[CompletionItem]:
    """Stages of the pipeline that is meant, those for won deals too."""
    from pipeboard.service import pipelines

    def found(session: Session, ws: "Workspace") -> Iterable[str]:
        pipeline = session.pipeline_id(ws) or pipelines.current(ws).id
        return [stage.name for stage in pipelines.stages(ws, pipeline)]

    return _offered(context, found, start)


def items(context: click.Context, start: str) -> list[CompletionItem]:
    """Checklist items of the deal named before."""
    from pipeboard.service import criteria, names

    def found(_: Session, ws: "Workspace") -> Iterable[str]:
        return criteria.items(ws, names.deal(ws, str(context.params.get("deal", ""))))

    return _offered(context, found, start)


def stage_fields(start: str) -> list[CompletionItem]:
    """Fields that `stages set` takes."""
    from pipeboard.service.stage_fields import NAMES

    return [CompletionItem(f"{name}=") for name in NAMES if name.startswith(start)]


def templates(context: click.Context, start: str) -> list[CompletionItem]:
    """Templates of stages, built in and saved."""
    from pipeboard.service import pipeline_editing as service

    return _offered(context, lambda _, ws: [each.name for each in service.templates(ws)], start)


def fields(start: str) -> list[CompletionItem]:
    """Fields that `edit` takes."""
    from pipeboard.service.fields import NAMES

    return [CompletionItem(f"{name}=") for name in NAMES if name.startswith(start)]


def figures(start: str) -> list[CompletionItem]:
    """Figures that `insights` can open."""
    from pipeboard.domain.figurespecs import SPECS

    return [CompletionItem(name) for name in SPECS if name.startswith(start)]


def profile(start: str) -> list[CompletionItem]:
    """Parts that `profile set` takes."""
    from pipeboard.domain.fit import COLUMNS, ProfilePart

    names = (part.value if part is ProfilePart.SIZE else name for part, name in COLUMNS.items())
    return [CompletionItem(f"{name}=") for name in names if name.startswith(start)]


def pipelines(context: click.Context, start: str) -> list[CompletionItem]:
    """Pipelines."""
    from pipeboard.service import pipelines as service

    return _offered(context, lambda _, ws: [each.name for each in service.pipelines(ws)], start)


def reasons(context: click.Context, start: str, status: Status) -> list[CompletionItem]:
    """The listed reasons for won or lost."""
    from pipeboard.service import reasons as service

    return _offered(context, lambda _, ws: service.names(ws, status), start)


def assignees(context: click.Context, start: str) -> list[CompletionItem]:
    """Those who have follow-ups or deals."""
    from pipeboard.service import reassigning

    return _offered(context, lambda _, ws: reassigning.names(ws, start, 100), start)


def owners(context: click.Context, start: str) -> list[CompletionItem]:
    """Those who own deals or have targets."""
    from pipeboard.service import insight_scopes

    return _offered(context, lambda _, ws: insight_scopes.owners(ws), start)


def parties(context: click.Context, start: str, kind: "Kind") -> list[CompletionItem]:
    """Names of contacts, or of companies."""
    from pipeboard.service import party_names

    return _offered(context, lambda _, ws: party_names.names_for(ws, kind, start), start)


def _offered(
    context: click.Context, find: Callable[[Session, "Workspace"], Iterable[str]], start: str
) -> list[CompletionItem]:
    try:
        session = session_of(context)
        found = list(find(session, session.workspace()))
        session.close()
    except (PipeboardError, click.ClickException, OSError):
        return []
    wanted = start.casefold()
    return [CompletionItem(clean(name)) for name in found if name.casefold().startswith(wanted)]
