"""Commands on the way from stage to stage: move, tick."""

import shlex
from collections.abc import Iterator

import click

from pipeboard.cli.options import completion, deal_argument, with_session
from pipeboard.cli.output import say
from pipeboard.cli.session import Session
from pipeboard.domain.criteria import CONTACT, DECISION_MAKER, CriterionKind
from pipeboard.domain.deals import Status
from pipeboard.domain.stages import StageRule, named
from pipeboard.errors import Refused
from pipeboard.service import criteria, details, moves, names
from pipeboard.service.moves import Lack


@click.command("move")
@deal_argument((Status.OPEN,))
@click.argument(
    "stage",
    metavar="STAGE",
    shell_complete=lambda context, _parameter, start: completion().stages(context, start),
)
@click.option("--reason", default="", metavar="TEXT", help="Why it goes on with something open.")
@with_session
def move_command(session: Session, deal: str, stage: str, reason: str) -> None:
    """Move an open deal to the top of another stage of its pipeline.

    A stage is named by its name, or by a part of it that only one stage has. What is open of what
    should be true before the deal leaves its stage is told; where the stage asks for it, the
    history says that the deal went on without, and the reason. A stage that blocks keeps it: exit
    code 1.
    """
    ws = session.workspace()
    deal_id = names.deal(ws, deal, (Status.OPEN,), session.pipeline_id(ws))
    view = details.view(ws, deal_id)
    to = named(view.stages, stage)
    moved = moves.move_to(ws, [deal_id], to.id, skip=reason)
    for lack in moved.stayed:
        raise Refused(f"{lack.refusal}: {'; '.join(_ways(lack))}")
    say(moved.step.title if moved.step else f"{view.deal.title} is in {to.name} already.")
    for lack in moved.without:
        asks = lack.stage.rule is not StageRule.SHOW
        say(f"Still open: {lack.what}{f'; {lack.stage.name} asks for that' if asks else ''}")


@click.command("tick")
@deal_argument(names.ANY)
@click.argument(
    "item",
    metavar="ITEM",
    shell_complete=lambda context, _parameter, start: completion().items(context, start),
)
@click.option("--undo", is_flag=True, help="Take the tick away.")
@with_session
def tick_command(session: Session, deal: str, item: str, undo: bool) -> None:
    """Tick a checklist item of a deal's stage.

    An item is named by its text, or by a part of it that only one item has.
    """
    ws = session.workspace()
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    found = criteria.item_named(ws, deal_id, item)
    step = (criteria.untick if undo else criteria.tick)(ws, deal_id, found)
    if step:
        say(step.title)


def _ways(lack: Lack) -> Iterator[str]:
    """The commands that meet what is open."""
    deal = lack.deal.id
    fields: list[str] = []
    for criterion in lack.open:
        subject = shlex.quote(criterion.subject)
        if criterion.kind is CriterionKind.CHECKLIST:
            yield f"pipeboard tick {deal} {subject}"
        elif criterion.kind is CriterionKind.FOLLOW_UP:
            planned = shlex.quote(f"{criterion.subject} today")
            yield f"pipeboard follow {deal} {planned}, then pipeboard done with the id that it prints"
        elif criterion.subject in (CONTACT, DECISION_MAKER):
            role = " --role decision-maker" if criterion.subject == DECISION_MAKER else ""
            yield f"pipeboard contacts add NAME --deal {deal}{role}"
        else:
            fields.append(f"{subject}=...")
    if fields:
        yield f"pipeboard edit {deal} {' '.join(fields)}"
