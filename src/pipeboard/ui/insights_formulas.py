"""The formula of what is under the cursor in the insights."""

from collections.abc import Callable, Mapping

from pipeboard.domain import figurewords
from pipeboard.domain.figures import Spec
from pipeboard.domain.figurespecs import CONVERSION, SPECS, TIME_IN_STAGE
from pipeboard.domain.movements import MOVEMENT
from pipeboard.service.share_deals import ShareNumber
from pipeboard.ui.insights_contents import FIGURES
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.parts_reader import Parts

_STAGE = (
    "rate: converted / (converted + not converted); pending are in neither; mean and median days: of "
    "those that left; there: still in it, since so many days"
)
_SHARE = (
    "open: at the period's end or now; won, lost: by closed on in the period; value: the sum of "
    "theirs; win rate: won / (won + lost) by count"
)


def formula(spot: Spot, parts: Parts | None) -> str:
    """The formula of a line, and why it is n/a where it is; empty where a line has none."""
    found = _FORMULAS.get(spot.kind)
    return found(spot, parts) if found else ""


def _figure(spot: Spot, parts: Parts | None) -> str:
    name = str(spot.of)
    said = _told(SPECS[name])
    figures = parts.get(FIGURES) if parts else None
    figure = figures.get(name) if figures else None
    if figure is None:
        return said
    told = figurewords.parts(figure)
    part = next((each for each in told if each.currency == spot.part), told[0])
    before = f"before: {part.why_before}" if part.why_before else ""
    return "; ".join(filter(None, (said, part.why, before)))


def _told(spec: Spec) -> str:
    return f"{spec.label}: {spec.formula}"


def _reason(spot: Spot, _: Parts | None) -> str:
    count = ShareNumber(str(spot.of))
    return f"deals: {count.formula}; value: the sum of theirs"


_FORMULAS: Mapping[Kind, Callable[[Spot, Parts | None], str]] = {
    Kind.FIGURE: _figure,
    Kind.MONTH: lambda _, __: _told(SPECS["won_value"]),
    Kind.LINE: lambda _, __: _told(MOVEMENT),
    Kind.STAGE: lambda _, __: _STAGE,
    Kind.FUNNEL: lambda _, __: _told(CONVERSION),
    Kind.TIME: lambda _, __: _told(TIME_IN_STAGE),
    Kind.SHARE: lambda _, __: _SHARE,
    Kind.REASON: _reason,
}
