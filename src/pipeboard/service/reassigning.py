"""Who does a follow-up: giving it to somebody, and taking up again what was done by mistake."""

from collections.abc import Sequence

from pipeboard.domain.changes import Step
from pipeboard.domain.followups import FollowUp
from pipeboard.errors import BadInput, Refused
from pipeboard.service.followup_steps import require_as_seen, require_open, titled, touch
from pipeboard.service.workspace import Workspace
from pipeboard.store import followups as store
from pipeboard.store import rows, schema

_LONGEST = 100


def reassign(ws: Workspace, seen: Sequence[FollowUp], name: str) -> Step | None:
    """Gives follow-ups to somebody else; None when they are theirs already.

    ``seen`` are they as the person saw them: raises Conflict when one is no longer so, Refused
    when one is done already, BadInput for a name that nobody can have.
    """
    who = read_name(name)
    with ws.step() as step:
        for item in seen:
            require_open(step, item)
            before, after = {"assignee": item.assignee}, {"assignee": who}
            step.edit("follow_up", item.id, before, after, item.deal_id)
        step.title = f"{titled(step, 'Gave', seen)} to {who}"
    return step.step


def read_name(text: str) -> str:
    """The name of somebody as typed; raises BadInput."""
    name = " ".join(text.split())
    if not name or not name.isprintable() or len(name) > _LONGEST:
        accepted = f"the name of who is to do it is needed, up to {_LONGEST} characters"
        raise BadInput("assignee", name, accepted)
    return name


def names(ws: Workspace, like: str, limit: int = 20) -> list[str]:
    """Those who have follow-ups or deals, and whose name contains a text."""
    with ws.read() as connection:
        return store.assignees(connection, like, limit)


def take_up_again(ws: Workspace, seen: Sequence[FollowUp]) -> Step | None:
    """Opens finished follow-ups again, without an outcome; what was planned with that is deleted.

    That is the next one of a follow-up that comes again, as long as nobody has finished it.
    ``seen`` are they as the person saw them: raises Conflict when one is no longer so, Refused
    when one is open.
    """
    with ws.step() as step:
        for item in seen:
            if store.get(step.connection, item.id).done_at is None:
                raise Refused(f"{item.subject} is not done")
            require_as_seen(step, item)
            following = store.planned_by(step.connection, item) if item.repeat else None
            if following is not None:
                row = rows.find(step.connection, schema.follow_up, following.id) or {}
                step.delete("follow_up", row, following.deal_id)
            before = {name: getattr(item, name) for name in ("done_at", "outcome", "satisfaction")}
            step.edit("follow_up", item.id, before, dict.fromkeys(before), item.deal_id)
            touch(step, item)
        step.title = titled(step, "Took up again", seen)
    return step.step
