"""Columns that tell on which day a deal came into one stage: ``Date entered "Qualified"``.

Programs name the pipeline besides, as in ``Date entered 'Qualified (Sales Pipeline)'``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise
from typing import Final

from pipeboard.domain.deals import Status
from pipeboard.exchange.imported import ImportedVisit
from pipeboard.exchange.mapping import Columns, EnteredColumn
from pipeboard.exchange.readers import Record
from pipeboard.exchange.selling import is_post_sale, is_usual, outcome, selling_order

ENTERED: Final = "entered_stage"
_HEADER: Final = re.compile(
    r"\s*(?:deal\s+-\s+)?date\s+entered\s+(?P<name>\S.*?)\s*", re.IGNORECASE | re.DOTALL
)
_QUOTED: Final = re.compile(r"[\"'“‘](?P<name>.+)[\"'”’](?P<pipeline>\s*\(.+\))?", re.DOTALL)
_WITH_PIPELINE: Final = re.compile(r"(?P<stage>.*\S)\s*\((?P<pipeline>[^()]+)\)", re.DOTALL)


def settle_entered(columns: Columns, records: Sequence[Record]) -> Columns:
    """Decides which columns tell when deals came into which stage.

    A name in quotes is that of a stage; another one only if the file has deals in that stage, or
    beside such a column if it has one of the usual words of selling. What two columns name is not
    taken from either; those of an outcome tell when a deal was closed.
    """
    if columns.own:
        return columns
    taken = {place for places in columns.fields.values() for place in places}
    headers = {
        place: header["name"]
        for place, name in enumerate(columns.names)
        if place not in taken | columns.verbatim and (header := _HEADER.fullmatch(name))
    }
    if not headers:
        return columns
    found = {
        place: meant for place, meant in _Names(columns, records).read(headers) if meant is not None
    }
    named = Counter((meant.pipeline, meant.stage.casefold()) for meant in found.values())
    fields: dict[str, tuple[int, ...]] = {}
    entered = {}
    for place, meant in found.items():
        if named[meant.pipeline, meant.stage.casefold()] > 1:
            continue
        closed = outcome(meant.stage)
        field = f"entered_{closed}" if closed else ENTERED
        fields[field] = (*fields.get(field, ()), place)
        entered[place] = meant
    return replace(columns, fields={**columns.fields, **fields}, entered=entered)


class _Names:
    """The stages and pipelines that a file names in its rows, to know them in its headers."""

    def __init__(self, columns: Columns, records: Sequence[Record]) -> None:
        stage, pipeline = columns.first("stage"), columns.first("pipeline")
        self._stages: set[str] = set()
        self._pipelines: dict[str, str] = {}
        for record in records:
            there = "" if pipeline is None else record.cells[pipeline].strip()
            here = "" if stage is None else record.cells[stage].strip()
            if there:
                self._pipelines.setdefault(there.casefold(), there)
            if here:
                self._stages.add(here.removesuffix(f"({there})").strip().casefold())

    def read(self, headers: Mapping[int, str]) -> Iterator[tuple[int, EnteredColumn | None]]:
        """What the columns mean; None for one that may mean something else."""
        quoted = {place: _QUOTED.fullmatch(name) for place, name in headers.items()}
        names = {
            place: match["name"] + (match["pipeline"] or "") if match else headers[place]
            for place, match in quoted.items()
        }
        endings = {match["pipeline"] for name in names.values() if (match := _ending(name))}
        only = endings.pop() if len(endings) == 1 and not self._pipelines else None
        meant = {place: self._meant(name, only) for place, name in names.items()}
        known = {
            place
            for place, found in meant.items()
            if found and found.stage.casefold() in self._stages
        }
        for place, found in meant.items():
            sure = quoted[place] is not None or place in known
            usual = found is not None and known and (outcome(found.stage) or is_usual(found.stage))
            yield place, found if sure or usual else None

    def _meant(self, name: str, only: str | None) -> EnteredColumn | None:
        """The stage and the pipeline of a name; ``only`` is what stands in brackets everywhere."""
        if name.casefold() in self._stages:
            return EnteredColumn(name)
        ending = _ending(name)
        if ending is None:
            return EnteredColumn(name)
        pipeline = self._pipelines.get(ending["pipeline"].strip().casefold())
        if pipeline is not None:
            return EnteredColumn(ending["stage"], pipeline)
        return EnteredColumn(ending["stage"]) if ending["pipeline"] == only else None


def _ending(name: str) -> re.Match[str] | None:
    return _WITH_PIPELINE.fullmatch(name)


@dataclass(frozen=True, slots=True)
class Entry:
    """That a deal came into a stage, by the column at a ``place`` of the file."""

    place: int
    pipeline: str | None
    stage: str
    day: date
    at: time | None


def stays(
    entries: Iterable[Entry],
    *,
    pipeline: str | None,
    stage: str | None,
    since: date | None,
    status: Status,
    closed_on: date | None,
) -> tuple[ImportedVisit, ...]:
    """The stays that a deal had, one after the other by their days, the last until its closing.

    ``since`` is when it came into the ``stage`` that it is in, where the file tells that besides.
    Nothing where the last one does not lead to that stage; without the last one where nothing
    tells when it ended.
    """
    found = list(entries)
    rank = {name: place for place, name in enumerate(selling_order(each.stage for each in found))}

    def is_here(each: Entry) -> bool:
        return each.pipeline == pipeline and each.stage == stage

    found.sort(key=lambda each: (each.day, each.at or time(), is_here(each), rank[each.stage]))
    visits = [
        ImportedVisit(each.pipeline, each.stage, each.day, following.day)
        for each, following in pairwise(found)
    ]
    last = found[-1]
    if stage is None:
        if status is Status.OPEN:
            return ()
    elif not is_here(last):
        if since is None or since < last.day:
            return ()
        visits.append(ImportedVisit(last.pipeline, last.stage, last.day, since))
        last = Entry(-1, pipeline, stage, since, None)
    ended = None if closed_on is None else max(closed_on, last.day)
    goes_on = status is Status.OPEN or (status is Status.WON and is_post_sale(last.stage))
    if goes_on or (ended is not None and status is not Status.NURTURE):
        left = None if goes_on else ended
        visits.append(ImportedVisit(last.pipeline, last.stage, last.day, left))
    return tuple(visits)
