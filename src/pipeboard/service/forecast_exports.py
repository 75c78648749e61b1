"""What `forecast --json` gives out: figures by currency, what is not applicable with its reason."""

from collections.abc import Mapping

from pipeboard.domain.forecast import NO_VALUE, Column, Forecast, Heap
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
    no_target, no_gap = found.why_no_target, found.why_no_gap
    open_ = _open(found)
    whys = {
        **({"won": NO_VALUE} if found.is_unknown("won") else {}),
        **open_.pop("why", {}),
        **({"forecast": NO_VALUE} if found.is_unknown("forecast") else {}),
        **({"target": no_target} if no_target else {}),
        **({"gap": no_gap} if no_gap else {}),
    }
    return {
        "period": str(period),
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "won": _figure(found, "won", found.won),
        **open_,
        "won_deals": found.won_deals,
        "forecast": _figure(found, "forecast", found.forecast),
        "target": _money(found.target) if not no_target else None,
        "gap": _money(found.gap) if not no_gap else None,
        "why": whys,
    }


def _open(found: Column) -> Json:
    """What is of open deals; ``value`` and all after it without the omitted ones."""
    sums = {
        "value": found.value,
        "commit": found.commit,
        "best_case": found.best_case,
        "weighted": found.weighted,
    }
    names = {name: name.replace("_", " ") for name in sums}
    return {
        "deals": found.deals,
        "omitted": found.omitted,
        "unvalued": found.unvalued,
        **{name: _figure(found, names[name], each) for name, each in sums.items()},
        "why": {name: NO_VALUE for name in sums if found.is_unknown(names[name])},
    }


def _figure(found: Column, name: str, sums: Mapping[str, int]) -> dict[str, str] | None:
    return None if found.is_unknown(name) else _money(sums)


def _money(sums: Mapping[str, int]) -> dict[str, str]:
    return {code: exact(minor, code) for code, minor in sums.items()}
