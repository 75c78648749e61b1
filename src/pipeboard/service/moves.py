"""Moving deals from stage to stage, with what the stage that they leave asks for.

Under the rule ``show`` a deal goes on and what is open is said; under ``ask`` and ``block`` it
stays until that is filled in. Only the stage being left counts, and only on the way forward.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeboard.domain import criteria as rule
from pipeboard.domain import deals as rules
from pipeboard.domain import ranks
from pipeboard.domain.changes import Change, Step
from pipeboard.domain.criteria import Criterion
from pipeboard.domain.deals import Deal, Status, one_line
from pipeboard.domain.people import Role
from pipeboard.domain.stages import Stage, StageRule, successor
from pipeboard.domain.tokens import QUOTES
from pipeboard.domain.views import DealView
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, NotFound, Refused
from pipeboard.service import criteria, details, fields, followups, people
from pipeboard.service.history import WITHOUT
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store
from pipeboard.store import lookups, stages
from pipeboard.store.database import Connection, Draft

_NAMED = 3
"""Of so many deals it is told by name what is open, of the rest how many they are."""

Pick = Callable[[Deal, Sequence[Stage]], Stage]
"""Where a deal is to go, given the stages of its pipeline."""


class StageGone(NotFound):
    """The stage that deals were to go to is no more."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What is open of what a deal should have before it leaves a stage, on its way to another."""

    deal: Deal
    stage: Stage
    to: Stage
    open: tuple[Criterion, ...]

    def __str__(self) -> str:
        """The deal and what is open, for a list."""
        return f"{self.deal.title}: {self.what}"

    @property
    def what(self) -> str:
        """What is open, in words."""
        return rule.listed(self.open)

    @property
    def may_skip(self) -> bool:
        """Whether the deal may go on without, for a reason."""
        return self.stage.rule is not StageRule.BLOCK

    @property
    def refusal(self) -> str:
        """Why the deal cannot go on, and what to do."""
        skip = ", or say why it goes on without" if self.may_skip else ""
        return (
            f"{self.deal.title} cannot leave {self.stage.name} yet, still open: {self.what};"
            f" fill it in{skip}"
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of moving deals.

    ``stayed`` are those that lack what their stage insists on, ``without`` those that went on
    although something is open; ``said`` tells of those that moved, '' when none did.
    """

    step: Step | None
    stayed: tuple[Lack, ...] = ()
    without: tuple[Lack, ...] = ()
    said: str = ""


def move(
    ws: Workspace,
    deal_ids: Sequence[int],
    steps: int,
    *,
    skip: str | None = None,
) -> Moved:
    """Moves open deals ``steps`` stages on (back, when negative), each to the top of its lane.

    With ``skip``, a reason or '', deals also go on without what their stage only asks for, and the
    history says so. Raises Refused when one of the deals cannot go there; then none moves.
    """

    def pick(deal: Deal, lanes: Sequence[Stage]) -> Stage:
        return rules.target_stage(deal, lanes, steps)

    with ws.step() as step:
        moved = _go(step, deal_ids, pick, skip=skip)
    return replace(moved, step=step.step, said=moved.said + step.also)


def move_to(
    ws: Workspace,
    deal_ids: Sequence[int],
    stage_id: int,
    *,
    skip: str | None = None,
) -> Moved:
    """Moves open deals to the top of a stage, of whichever pipeline; otherwise as ``move`` does.

    Raises NotFound for a stage that is gone, which says who removed it.
    """
    with ws.step() as step:
        pick = _picks(step.connection, stage_id)
        moved = _go(step, deal_ids, pick, skip=skip)
    return replace(moved, step=step.step, said=moved.said + step.also)


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in for a deal to go on.

    ``values`` are columns of the deal, ``company`` and ``labels``; ``people`` the names of contacts
    by the role that they get, ``ticked`` checklist items, ``done`` the outcomes of what was done by
    the types of the follow-ups.
    """

    values: fields.Values = field(default_factory=dict)
    people: Mapping[Role, str] = field(default_factory=dict)
    ticked: Sequence[str] = ()
    done: Mapping[str, str] = field(default_factory=dict)


def fill(
    ws: Workspace, seen: DealView, stage_id: int, filled: Filled, skip: str | None = None
) -> Moved:
    """Writes what a deal lacked and moves it to a stage, all as one step.

    ``seen`` is the deal as the person saw it: raises Conflict when it is in another stage by now,
    or has another value in what was filled in. Raises Refused when something still is open, unless
    the stage only asks for it and ``skip`` says why it goes on without.
    """
    with ws.step() as step:
        deal = store.get(step.connection, seen.deal.id)
        if deal.stage_id != seen.deal.stage_id or deal.status is not seen.deal.status:
            raise Conflict(f"{deal.title} was moved meanwhile", "nothing was written, look again")
        if filled.values:
            details.write(step, deal, fields.was(seen, filled.values), filled.values)
        for role, name in filled.people.items():
            _put_on(step, store.get(step.connection, deal.id), name, role)
        for item in filled.ticked:
            criteria.put_tick(step, deal, item)
        for kind, outcome in filled.done.items():
            followups.record(ws, step, deal.id, kind, outcome)
        pick = _picks(step.connection, stage_id)
        moved = _go(step, [deal.id], pick, skip=skip or None, together=True)
    return replace(moved, step=step.step, said=moved.said + step.also)


def ends_in_post_sale(ws: Workspace, deal_ids: Sequence[int], steps: int) -> bool:
    """Whether a move by ``steps`` takes every one of these open deals to a stage for won ones."""
    with ws.read() as connection:
        lanes = stages.stages(connection)
        found = store.get_many(connection, deal_ids)
    for deal in found:
        own = [stage for stage in lanes if stage.pipeline_id == deal.pipeline_id]
        try:
            to = rules.target_stage(deal, own, steps)
        except Refused:
            return False
        if not to.is_post_sale:
            return False
    return bool(found)


def _picks(connection: Connection, stage_id: int) -> Pick:
    """Where a deal goes that is to go to one stage; raises StageGone when that is gone."""
    try:
        found = stages.get(connection, stage_id)
    except NotFound as gone:
        raise StageGone(str(gone)) from gone

    def pick(_deal: Deal, _lanes: Sequence[Stage]) -> Stage:
        return found

    return pick


@dataclass(frozen=True, slots=True)
class _Going:
    """A deal on its way; ``leaves`` is the stage whose criteria count, if any does."""

    deal: Deal
    to: Stage
    leaves: Stage | None


def _go(
    step: Draft,
    deal_ids: Sequence[int],
    pick: Pick,
    *,
    skip: str | None,
    together: bool = False,
) -> Moved:
    """Moves what may move as a part of a step, which gets its title; the deals as they are now."""
    known = stages.stages(step.connection, removed=True)
    found = store.get_all(step.connection, deal_ids)
    going = _plan(found, known, pick)
    lacks = _lacks(step, going)
    stayed = tuple(each for each in lacks.values() if _stays(each, skip))
    if stayed and together:
        more = f", and {len(stayed) - 1} more" if len(stayed) > 1 else ""
        raise Refused(f"{stayed[0].refusal}{more}")
    staying = {each.deal.id for each in stayed}
    going = [each for each in going if each.deal.id not in staying]
    _write(step, going)
    without = tuple(lacks[each.deal.id] for each in going if each.deal.id in lacks)
    step.title = _title(going, {stage.id: stage for stage in known}, without, skip)
    return Moved(None, stayed, without, _said(step.title, going, without))


def _plan(found: Sequence[Deal], known: Sequence[Stage], pick: Pick) -> list[_Going]:
    """Where each deal goes, without those that are there already."""
    present = [stage for stage in known if stage.removed_on is None]
    going = []
    for deal in found:
        own = [stage for stage in present if stage.pipeline_id == deal.pipeline_id]
        here = _placed(known, deal)
        to = pick(here, own)
        rules.require_movable(deal, to)
        if to.id != deal.stage_id:
            going.append(_Going(deal, to, rule.checks(own, here.stage_id, to)))
    return going


def _placed(known: Sequence[Stage], deal: Deal) -> Deal:
    """The deal where it counts as being: in place of a stage that was removed, in what follows it."""
    here = successor(known, deal.stage_id)
    return deal if here is None else replace(deal, stage_id=here.id)


def _lacks(step: Draft, going: Sequence[_Going]) -> dict[int, Lack]:
    leaving = [(each.deal, each.leaves) for each in going if each.leaves is not None]
    found = criteria.lacking(step.connection, leaving)
    return {
        each.deal.id: Lack(each.deal, each.leaves, each.to, found[each.deal.id])
        for each in going
        if each.leaves is not None and each.deal.id in found
    }


def _stays(each: Lack, skip: str | None) -> bool:
    if each.stage.rule is StageRule.SHOW:
        return False
    return not each.may_skip or skip is None


def _write(step: Draft, going: Sequence[_Going]) -> None:
    """Writes the moves, with statements that are as many for one deal as for hundreds."""
    if not going:
        return
    visits = lookups.open_visits(step.connection, [each.deal.id for each in going])
    tops: dict[int, str | None] = {}
    changes: list[Change] = []
    for each in reversed(going):
        if each.to.id not in tops:
            tops[each.to.id] = store.top_rank(step.connection, each.to.id, Status.OPEN)
        tops[each.to.id] = rank = ranks.between(None, tops[each.to.id])
        changes += rules.move(
            each.deal,
            each.to,
            rank=rank,
            visit=visits.get(each.deal.id),
            visit_id=step.new_id("stage_visit", reserve=len(going)),
            today=step.today,
        )
    step.apply(sorted(changes, key=_alike))


def _alike(change: Change) -> tuple[object, ...]:
    """What changes have in common that one statement writes."""
    return change.table, change.before is None, tuple(change.before or ())


def _title(
    going: Sequence[_Going],
    by_id: Mapping[int, Stage],
    without: Sequence[Lack],
    skip: str | None,
) -> str:
    if not going:
        return ""
    if len(going) > 1:
        targets = {each.to.name for each in going}
        where = f"to {targets.pop()}" if len(targets) == 1 else "to other stages"
        title = f"Moved {many(len(going), 'deal')} {where}"
    else:
        deal, to = going[0].deal, going[0].to
        source = by_id.get(deal.stage_id or 0)
        title = f"Moved {deal.title} from {source.name if source else 'no stage'} to {to.name}"
    skipped = [each for each in without if each.stage.rule is not StageRule.SHOW]
    if skip is None or not skipped:
        return title
    what = rule.listed(dict.fromkeys(each for lack in skipped for each in lack.open))
    reason = one_line(skip)
    return f"{title}{WITHOUT}{what}{f': {reason}' if reason else ''}"


def _said(title: str, going: Sequence[_Going], without: Sequence[Lack]) -> str:
    """What is said of a move at once: its title, and what is open under the rule ``show``."""
    shown = [each for each in without if each.stage.rule is StageRule.SHOW]
    if not shown:
        return title
    if len(going) == 1:
        return f"Moved {going[0].deal.title} to {going[0].to.name}; still open: {shown[0].what}"
    told = "; ".join(map(str, shown[:_NAMED]))
    more = f"; and {many(len(shown) - _NAMED, 'more deal')}" if len(shown) > _NAMED else ""
    return f"{title}; still open: {told}{more}"


def _put_on(step: Draft, deal: Deal, name: str, role: Role) -> None:
    """Puts a contact on a deal in a role; one who is on it already gets it unless it says nothing."""
    bare = name.strip().strip(QUOTES).strip()
    who = people.contact_id(step, bare, deal.id, deal.company_id, whole=bare != name.strip())
    people.put_on(step, deal, who, None if role is Role.OTHER else role)
