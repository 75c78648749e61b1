"""What was committed, by whomever, since the board last looked."""

from pipeboard.domain.changes import Change
from pipeboard.domain.news import News
from pipeboard.service.workspace import Workspace
from pipeboard.store import history

_MANY = 100
"""News of more deals than this make every lane look again."""

_OFF_BOARD = ("contact_email", "contact_phone")
"""What no card shows and no filter asks for."""


def seen(ws: Workspace) -> int:
    """The newest step there is now: news begin after it."""
    with ws.read() as connection:
        return history.last_id(connection)


def news(ws: Workspace, seen: int) -> News | None:
    """What was committed after step ``seen``, None when nothing was.

    When it is too much to be told one by one, ``stages`` is None, ``deals`` is empty and ``others``
    is set.
    """
    with ws.read() as connection:
        steps = history.since(connection, seen)
        if not steps:
            return None
        if sum(step.deals for step in steps) > _MANY:
            return News(steps[-1].id, tuple(steps), frozenset(), None, others=True)
        made = [
            change
            for changes in history.changes(connection, [step.id for step in steps]).values()
            for change in changes
        ]
        touched = frozenset(change.deal_id for change in made if change.deal_id is not None)
        shared = [change for change in made if _is_shared(change)]
        stages: frozenset[int] | None = None
        if all(change.table in _OFF_BOARD for change in shared):
            from pipeboard.store import deals  # not needed before there are news

            now = {deal.stage_id for deal in deals.get_many(connection, touched)}
            stages = frozenset(s for s in now | _stages_named(made) if s is not None)
        return News(steps[-1].id, tuple(steps), touched, stages, others=bool(shared))


def _is_shared(change: Change) -> bool:
    """Whether deals may look different by it that were not touched themselves.

    No such deal has a company or contact that is new, or one that is gone.
    """
    if change.table in ("company", "contact"):
        return change.before is not None and change.after is not None
    return change.deal_id is None or change.table in _OFF_BOARD


def _stages_named(changes: list[Change]) -> set[int | None]:
    return {
        side.get("stage_id")
        for change in changes
        if change.table == "deal"
        for side in (change.before, change.after)
        if side is not None
    }
