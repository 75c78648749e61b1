"""What `forecast --json` gives out: figures by currency, what is not applicable with its reason."""

from collections.abc import Mapping

from pipeboard.domain.forecast import Column, Forecast, Heap
from pipeboard.domain.money import exact
from pipeboard.domain.periods import Period
from pipeboard.service.exports import Json
from pipeboard.service.workspace import Workspace


def forecast(ws: Workspace, found: Forecast) -> Json:
    """The forecast; ``currency`` is the one in which this person sells unless they say another.

    ``earlier`` and ``later`` are open deals expected to close outside of the columns.
    """
    return {
        "by": found.unit.value,
        "currency": ws.currency,
        "columns": [_column(*each) for each in zip(found.span.periods, found.columns, strict=True)],
        **{heap.value: _open(found.heaps[heap]) for heap in Heap},
    }


def _column(period: Period, found: Column) -> Json:
    why = found.why_no_target
    return {
        "period": str(period),
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "won": _money(found.won),
        **_open(found),
        "won_deals": found.won_deals,
        "forecast": _money(found.forecast),
        "target": _money(found.target) if found.target else None,
        "gap": _money(found.gap) if found.target else None,
        "why": {"target": why, "gap": why} if why else {},
    }


def _open(found: Column) -> Json:
    """What is of open deals; ``value`` and all after it without the omitted ones."""
    return {
        "deals": found.deals,
        "omitted": found.omitted,
        "unvalued": found.unvalued,
        "value": _money(found.value),
        "commit": _money(found.commit),
        "best_case": _money(found.best_case),
        "weighted": _money(found.weighted),
    }


def _money(sums: Mapping[str, int]) -> dict[str, str]:
    return {code: exact(minor, code) for code, minor in sums.items()}
