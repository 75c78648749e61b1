"""Short ways to make deals and follow-ups in tests, and to see what there is."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Table, select

from pipeboard.domain import ranks
from pipeboard.domain.changes import Step
from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import DealDraft, FollowUpDraft
from pipeboard.domain.money import Money
from pipeboard.domain.stages import StageRule
from pipeboard.service import boards, deals, details, moves
from pipeboard.service.workspace import Workspace
from pipeboard.store.journal import JOURNALED

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of some tables."""


def follow_up(
    on: date, at: time | None = None, *, type_: str = "call", subject: str = "call"
) -> FollowUpDraft:
    """A follow-up as somebody would type it."""
    return FollowUpDraft(type_, subject, Due(on, at))


def deal(
    ws: Workspace,
    title: str = "Acme renewal",
    *,
    value: int | None = 1_200_000,
    currency: str = "EUR",
    company: str | None = None,
    contacts: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
    owner: str | None = None,
    stage: str | None = None,
    closes: date | None = None,
    next_step: FollowUpDraft | None = None,
) -> int:
    """Adds a deal; returns its id."""
    draft = DealDraft(
        title=title,
        value=None if value is None else Money(value, currency),
        company=company,
        contacts=contacts,
        owner=owner,
        source=None,
        labels=labels,
        priority=None,
        expected_close=closes,
        follow_up=next_step,
        stage=stage,
    )
    return deals.add(ws, draft).id


def open_criteria(ws: Workspace, deal_id: int) -> list[str]:
    """What a deal lacks of what should be true before it leaves its stage."""
    return [str(each.criterion) for each in details.view(ws, deal_id).criteria if not each.met]


def move(ws: Workspace, deal_ids: Sequence[int], steps: int) -> Step | None:
    """Moves deals by stages; none may lack anything that its stage insists on."""
    moved = moves.move(ws, deal_ids, steps)
    assert not moved.stayed
    return moved.step


def move_to(ws: Workspace, deal_ids: Sequence[int], stage_id: int) -> Step | None:
    """Moves deals to a stage; none may lack anything that its stage insists on."""
    moved = moves.move_to(ws, deal_ids, stage_id)
    assert not moved.stayed
    return moved.step


def stage_names(ws: Workspace, *deal_ids: int) -> list[str]:
    """The names of the stages that these deals are in."""
    names = {stage.id: stage.name for stage in boards.board(ws).stages}
    return [names[card.stage_id] for card in boards.cards(ws, deal_ids)]


def lane(ws: Workspace, number: int) -> list[str]:
    """The titles in a lane from top to bottom; lanes count from 0."""
    stage = boards.board(ws).stages[number]
    return [card.title for card in boards.page(ws, stage, 0, 1000)]


def everything(ws: Workspace) -> Rows:
    """Every row of every table that steps write."""

    def rows(table: Table) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]

    with ws.read() as connection:
        return {name: rows(table) for name, table in JOURNALED.items()}


def exit_rule(
    ws: Workspace,
    stage: str,
    rule: StageRule,
    *,
    fields: tuple[str, ...] = (),
    todo: tuple[str, ...] = (),
    done: tuple[str, ...] = (),
) -> None:
    """Gives a stage of the current pipeline a rule, and these criteria alone."""
    found = next(each for each in boards.board(ws).stages if each.name == stage)
    wanted = [
        *((CriterionKind.FIELD, each) for each in fields),
        *((CriterionKind.CHECKLIST, each) for each in todo),
        *((CriterionKind.FOLLOW_UP, each) for each in done),
    ]
    with ws.step("somebody") as step:
        table = JOURNALED["exit_criterion"]
        query = select(table).where(table.c.stage_id == found.id)
        for old in step.connection.execute(query).mappings().all():
            step.delete("exit_criterion", {str(key): value for key, value in old.items()})
        step.edit("stage", found.id, {"rule": found.rule}, {"rule": rule})
        for (kind, subject), rank in zip(wanted, ranks.spread(len(wanted)), strict=True):
            row = {"stage_id": found.id, "rank": rank, "kind": kind, "subject": subject}
            step.insert("exit_criterion", row)
        step.title = f"Changed {stage}"
