"""Importing deals from files as one step, which one undo takes back."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeboard.domain.changes import Change, Step
from pipeboard.domain.deals import Deal
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, NotFound, Refused
from pipeboard.exchange.imported import ImportedDeal, ImportPlan, RowError
from pipeboard.exchange.plan import plan_deals
from pipeboard.exchange.vocabulary import OWN_SYSTEM
from pipeboard.service import history, pipelines
from pipeboard.service.importing.known import find_alike, find_known, find_sources
from pipeboard.service.importing.places import Needed, Places, keep_currency
from pipeboard.service.importing.writer import Writer
from pipeboard.service.workspace import Workspace
from pipeboard.store import settings
from pipeboard.store.database import Draft


@dataclass(frozen=True, slots=True)
class DealUpdate:
    """A deal that an import would bring up to date, and what would change, in words."""

    deal_id: int
    title: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: deals by what became of them, and the rows that could not be read.

    ``skipped`` deals were there already just so, or deleted in the system that the file is from.
    ``alike`` of them have no id, and were taken for the deals that they look like.
    ``updates`` are the first few of a dry run. ``step`` is None when nothing was written.
    """

    created: int
    updated: int
    skipped: int
    errors: tuple[RowError, ...]
    alike: int = 0
    updates: tuple[DealUpdate, ...] = ()
    step: Step | None = None

    @property
    def written(self) -> int:
        """How many rows of the files were written."""
        return self.created + self.updated


_TOLD = 5
"""Deals of a dry run of which is told what would change."""


class _NotWantedError(Exception):
    """Ends a step that was only tried, or in which no deal was written."""


def plan_all(ws: Workspace, paths: Sequence[Path]) -> list[ImportPlan]:
    """What some files say; two of one name are told apart by their whole paths.

    Raises NotFound and Refused, as ``plan`` does.
    """
    times = Counter(path.name for path in paths)
    return [plan(ws, path, path.name if times[path.name] == 1 else str(path)) for path in paths]


def plan(ws: Workspace, path: Path, name: str | None = None) -> ImportPlan:
    """What a file says, read and checked; messages call it ``name``.

    Raises NotFound when there is no such file, Refused when it cannot be opened or is no file of
    deals.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from None
    try:
        return plan_deals(
            data,
            name=name or path.name,
            today=ws.today(),
            currency=ws.currency,
            locale=ws.locale,
            zone=ws.zone,
        )
    except BadInput as bad:
        raise Refused(str(bad)) from bad


def tell(plan: ImportPlan) -> list[str]:
    """A plan in words: the deals, the columns and what they are taken for, the rows with errors."""
    lines = [f"{many(len(plan.deals), 'deal')} to import", *tell_columns(plan)]
    if plan.skipped:
        lines.append(f"{many(plan.skipped, 'row')} left out: deleted in the other system")
    if any(error.row is not None for error in plan.errors):
        lines.append(f"{many(len(plan.errors), 'row')} with errors, which are not imported:")
    return lines + [error_line(error) for error in plan.errors]


def tell_columns(plan: ImportPlan) -> list[str]:
    """What each column of the file is taken for."""
    lines = []
    for use in plan.columns:
        field = use.field.replace("_", " ") if use.field else "kept as it is"
        lines.append(f"{use.header}: {field}{f' ({use.note})' if use.note else ''}")
    return lines


def error_line(error: RowError) -> str:
    """A row that could not be read, or a file without any, in words."""
    if error.row is None:
        return f"{error.value}: {error.message}"
    file = f"{error.file}, " if error.file else ""
    return f"{file}row {error.row}: {error.message}"


def write(ws: Workspace, plan: ImportPlan) -> Step | None:
    """Writes what a plan says; None when all of it was there already."""
    return import_deals(ws, [plan]).step


def import_deals(
    ws: Workspace,
    plans: Sequence[ImportPlan],
    *,
    dry_run: bool = False,
    pipeline_id: int | None = None,
) -> ImportResult:
    """Writes the deals of some files as one step.

    A deal of which an external id is known is brought to what the file says, others are added;
    of those without an id, only what does not look like a deal that was there before.
    Deals go into a pipeline that has the stages of the file, else into a new one, which becomes
    this person's current pipeline; or into the pipeline given. With ``dry_run`` all is tried and
    nothing written. Raises Refused when the pipeline given lacks a stage.
    """
    try:
        with ws.step() as step:
            alike = [find_alike(step.connection, each.deals) for each in plans]
            results, brought = [], []
            for each, there in zip(plans, alike, strict=True):
                files_import = _Import(ws, step, each, there, pipeline_id)
                results.append(files_import.run())
                brought += files_import.brought
            result = _together(results, plans)
            if dry_run:
                few = list({deal.id: deal for deal in brought}.values())[:_TOLD]
                result = replace(result, updates=_updates(step, few))
            step.title = _title(result)
            if dry_run or not result.written:
                raise _NotWantedError
    except _NotWantedError:
        return result
    return replace(result, step=step.step)


class _Import:
    """The import of one file, as a part of a step."""

    def __init__(
        self,
        ws: Workspace,
        step: Draft,
        planned: ImportPlan,
        alike: Collection[int],
        pipeline_id: int | None,
    ) -> None:
        self._ws = ws
        self._step = step
        self._plan = planned
        self._alike = alike
        self._places = Places(step, ws.actor, chosen=pipeline_id, system=planned.system)
        self._writer = Writer(ws, step, self._places, own=planned.system == OWN_SYSTEM)
        self._known = find_known(step.connection, planned.deals)
        self.brought: list[Deal] = []
        """The deals that were brought up to date, as they were before."""
        self._sources = find_sources(step.connection, planned.deals)
        self._errors: list[RowError] = []

    def run(self) -> ImportResult:
        """Writes the deals."""
        deals = self._without_repeats()
        targets = self._places.settle(self._needed(deals))
        where = self._places.called() | targets
        ids: dict[int, int] = {}
        changed: set[int] = set()
        pipeline_ids: Counter[int] = Counter()
        for number, item in deals.items():
            known = self._known.get(number)
            try:
                if known is None:
                    place = targets[item.pipeline]
                    ids[number] = self._writer.add(item, place, targets)
                    pipeline_ids[place.pipeline_id] += 1
                    continue
                place = self._places.of(known.deal.pipeline_id)
                if self._writer.update(item, known, place, where):
                    changed.add(number)
                ids[number] = known.deal.id
            except BadInput as bad:
                self._errors.append(RowError(item.row, bad.field, bad.value, str(bad)))
        changed |= self._follow(deals, ids)
        self._writer.write()
        self.brought = [self._known[number].deal for number in sorted(changed)]
        pipeline_ids.update(deal.pipeline_id for deal in self.brought)
        if pipeline_ids:
            self._look_at(pipeline_ids.most_common(1)[0][0])
        created = sum(number not in self._known for number in ids)
        alike = len(self._alike)
        skipped = len(ids) - created - len(changed) + alike
        return ImportResult(created, len(changed), skipped, tuple(self._errors), alike)

    def _follow(self, deals: Mapping[int, ImportedDeal], ids: Mapping[int, int]) -> set[int]:
        """Notes which deals follow which; returns the places of the known ones that did not."""
        named = {pair: ids[place] for place in ids for pair in deals[place].external_ids}
        changed = set()
        for place, deal_id in ids.items():
            pair = deals[place].sold_from
            source = (named.get(pair) or self._sources.get(pair)) if pair else None
            known = self._known.get(place)
            before = known.deal.sold_from_id if known else None
            if source in (None, deal_id, before):
                continue
            self._writer.sold_from(deal_id, before, source)
            if known:
                changed.add(place)
        return changed

    def _look_at(self, pipeline_id: int) -> None:
        connection, actor = self._step.connection, self._ws.actor
        keep_currency(self._step, self._ws.currency)
        settings.put_preference(connection, actor, pipelines.CURRENT, pipeline_id)

    def _without_repeats(self) -> dict[int, ImportedDeal]:
        """The deals to write, by their places in the plan; of those with the same id the first.

        Different ids may be those of one deal that is there already.
        """
        kept: dict[int, ImportedDeal] = {}
        rows: dict[tuple[str, str], int] = {}
        for number, item in enumerate(self._plan.deals):
            if number in self._alike:
                continue
            known = self._known.get(number)
            ids = [*item.external_ids, *([("", str(known.deal.id))] if known else [])]
            pair = next((pair for pair in ids if pair in rows), None)
            if pair is not None:
                message = f"id '{pair[1]}' stands in row {rows[pair]} already, which is imported"
                if not pair[0]:
                    message = f"it is the deal of row {rows[pair]}, which is imported"
                self._errors.append(RowError(item.row, "id", pair[1], message))
                continue
            rows |= dict.fromkeys(ids, item.row)
            kept[number] = item
        return kept

    def _needed(self, deals: Mapping[int, ImportedDeal]) -> dict[str | None, Needed]:
        """The stages that the new deals are and were in, by what the file calls their pipeline."""
        needed: dict[str | None, Needed] = defaultdict(Needed)
        for number, item in deals.items():
            if number not in self._known:
                here = needed[item.pipeline]
                if item.stage:
                    here.stages[item.stage] = None
                for visit in item.visits or ():
                    needed[visit.pipeline].visited[visit.stage] = None
        return needed


def _together(results: Sequence[ImportResult], plans: Sequence[ImportPlan]) -> ImportResult:
    errors = []
    for result, planned in zip(results, plans, strict=True):
        file = planned.name if len(plans) > 1 else ""
        found = sorted((*planned.errors, *result.errors), key=lambda error: error.place)
        errors += [replace(error, file=file) for error in found]
    return ImportResult(
        created=sum(result.created for result in results),
        updated=sum(result.updated for result in results),
        skipped=sum(each.skipped for each in plans) + sum(result.skipped for result in results),
        errors=tuple(errors),
        alike=sum(result.alike for result in results),
    )


def _updates(step: Draft, brought: Sequence[Deal]) -> tuple[DealUpdate, ...]:
    """What the step has changed on each of some deals."""
    changes: dict[int | None, list[Change]] = {deal.id: [] for deal in brought}
    for change in step.changes:
        if change.deal_id in changes:
            changes[change.deal_id].append(change)
    return tuple(
        DealUpdate(
            deal.id,
            deal.title,
            tuple(history.said(step.connection, changes[deal.id]) or [_besides(changes[deal.id])]),
        )
        for deal in brought
    )


def _besides(changes: Sequence[Change]) -> str:
    """What the changes of a deal do that nothing else tells of."""
    if any(change.table == "stage_visit" for change in changes):
        return "Gets the days in its stages that the file has"
    return "Gets its id in another program"


def _title(result: ImportResult) -> str:
    if not result.updated:
        return f"Imported {many(result.created, 'deal')}"
    if not result.created:
        return f"Brought {many(result.updated, 'deal')} up to date from a file"
    return f"Imported {many(result.created, 'deal')} and brought {result.updated:,} up to date"
