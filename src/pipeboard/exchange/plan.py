"""From a file of deals to the deals that an import would write, and the rows that it could not."""

from collections.abc import Iterator
from datetime import date, tzinfo

from pipeboard.domain.locale import Locale
from pipeboard.errors import BadInput
from pipeboard.exchange.entered import settle_entered
from pipeboard.exchange.imported import ImportedDeal, ImportPlan, PlannedPipeline, RowError
from pipeboard.exchange.json_table import looks_like_json, read_json_table
from pipeboard.exchange.mapping import known, map_columns
from pipeboard.exchange.readers import read_table
from pipeboard.exchange.rows import RowReader
from pipeboard.exchange.selling import selling_order
from pipeboard.exchange.statuses import DeletedRowError, settle_status

_NO_ROWS = "it has the names of columns but no rows with deals below them"


def plan_deals(
    data: bytes,
    *,
    name: str,
    today: date,
    currency: str,
    locale: Locale,
    zone: tzinfo | None = None,
) -> ImportPlan:
    """Reads a CSV file of deals, or the JSON that we write, without writing anything.

    ``name`` is the file's, for messages. ``currency`` holds where the file names none. ``locale``
    decides between day and month first only where no date of the file does; ``zone`` is where
    instants with an offset are told as dates, without it they are taken as written. ``today``
    places years of two digits.

    A row with an error is reported, by its first one, and left out; a file without rows is an
    error too. Raises BadInput for what is no file of deals.
    """
    is_json = looks_like_json(data)
    table = read_json_table(data, name) if is_json else read_table(data, name, known)
    columns = settle_status(map_columns(table.header, name), table.records)
    columns = settle_entered(columns, table.records)
    reader = RowReader(table, columns, today=today, currency=currency, locale=locale, zone=zone)
    deals: list[ImportedDeal] = []
    errors = list(table.errors)
    if not (table.records or errors):
        errors.append(RowError(None, "file", name, _NO_ROWS))
    skipped = 0
    for record in table.records:
        try:
            deals.append(reader.deal(record))
        except DeletedRowError:
            skipped += 1
        except BadInput as bad:
            errors.append(RowError(record.row, bad.field, bad.value, str(bad)))
    errors.sort(key=lambda error: error.place)
    return ImportPlan(
        name=name,
        deals=tuple(deals),
        errors=tuple(errors),
        stages=selling_order(stage for deal in deals for _, stage in _places(deal)),
        pipelines=_pipelines(deals),
        columns=reader.uses(),
        skipped=skipped,
        system=columns.system,
    )


def _pipelines(deals: list[ImportedDeal]) -> tuple[PlannedPipeline, ...]:
    stages: dict[str | None, list[str]] = {}
    for deal in deals:
        stages.setdefault(deal.pipeline, [])
        for pipeline, stage in _places(deal):
            stages.setdefault(pipeline, []).append(stage)
    return tuple(PlannedPipeline(name, selling_order(names)) for name, names in stages.items())


def _places(deal: ImportedDeal) -> Iterator[tuple[str | None, str]]:
    """The pipeline and the stage that a deal is in, and those that it was in."""
    if deal.stage:
        yield deal.pipeline, deal.stage
    yield from ((visit.pipeline, visit.stage) for visit in deal.visits or ())
