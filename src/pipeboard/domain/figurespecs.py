"""The figures that there are, in the order in which they are told, each with its formula in words.

The README has the same table. ``formulas`` has the arithmetic, ``service.insight_parts`` puts the
numbers in. Velocity, coverage and lead velocity rate are defined as sales teams commonly do: the four
levers of velocity, open value over what the target lacks, and the growth of qualified leads by month.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pipeboard.domain.figures import Spec, Unit

_ALL = (
    Spec(
        "open_count",
        "open deals",
        Unit.COUNT,
        "number of open deals at the end of the period, or now if it is not over",
        stock=True,
    ),
    Spec(
        "open_value",
        "open value",
        Unit.MONEY,
        "sum of the values of the open deals",
        by_currency=True,
        stock=True,
    ),
    Spec(
        "weighted_value",
        "weighted value",
        Unit.MONEY,
        "sum over the open deals of value x probability, the deal's own or else that of its "
        "stage, rounded once",
        by_currency=True,
        stock=True,
    ),
    Spec("won_count", "won deals", Unit.COUNT, "number of deals won, by closed on in the period"),
    Spec(
        "won_value",
        "won value",
        Unit.MONEY,
        "sum of the values of the deals won, by closed on in the period",
        by_currency=True,
    ),
    Spec(
        "lost_count", "lost deals", Unit.COUNT, "number of deals lost, by closed on in the period"
    ),
    Spec(
        "win_rate_count",
        "win rate by count",
        Unit.RATE,
        "won / (won + lost), by closed on in the period, counting deals",
    ),
    Spec(
        "win_rate_value",
        "win rate by value",
        Unit.RATE,
        "value won / (value won + value lost), by closed on in the period",
        by_currency=True,
    ),
    Spec(
        "average_deal",
        "average deal",
        Unit.MONEY,
        "sum won / number won; one that was won without a value counts as 0",
        by_currency=True,
    ),
    Spec(
        "sales_cycle_days",
        "sales cycle",
        Unit.DAYS,
        "mean days from created on to closed on over the deals won in the period",
    ),
    Spec(
        "velocity_per_day",
        "sales velocity a day",
        Unit.MONEY,
        "open qualified deals x average won value x win rate by count / sales cycle days, each of "
        "the deals in the currency",
        by_currency=True,
    ),
    Spec(
        "qualified_leads",
        "qualified leads",
        Unit.COUNT,
        "number of deals that first entered a qualified stage in the period",
    ),
    Spec(
        "mql_to_sql",
        "marketing to sales",
        Unit.RATE,
        "of the deals first marketing-qualified in the period, the part that was qualified since",
    ),
    Spec(
        "lead_velocity_rate",
        "lead velocity rate",
        Unit.RATE,
        "(qualified leads of the last whole month of the period - those of the month before) / "
        "those of the month before",
    ),
    Spec(
        "coverage",
        "coverage",
        Unit.TIMES,
        "open value expected to close in the period / (target - value won)",
        by_currency=True,
        stock=True,
    ),
    Spec("needed_coverage", "needed coverage", Unit.TIMES, "1 / win rate by count"),
    Spec(
        "deals_needed",
        "deals needed",
        Unit.COUNT,
        "(target - value won) / average won value / win rate by count, rounded up, each of the "
        "deals in the currency",
        by_currency=True,
    ),
    Spec(
        "overdue_followups",
        "overdue follow-ups",
        Unit.COUNT,
        "number of follow-ups on deals that were late and not done at the end of the period, or "
        "are now if it is not over, by the date that they have now",
        stock=True,
    ),
    Spec(
        "without_next_step",
        "without a next step",
        Unit.COUNT,
        "number of open deals on which no follow-up was planned at the end of the period, or is "
        "now if it is not over",
        stock=True,
    ),
    Spec(
        "activities_done",
        "activities done",
        Unit.COUNT,
        "number of follow-ups on deals that were done in the period",
    ),
)

SPECS: Mapping[str, Spec] = MappingProxyType({spec.name: spec for spec in _ALL})
"""Every figure by its name in JSON."""

CONVERSION = Spec(
    "conversion",
    "stage conversion",
    Unit.RATE,
    "of the deals that first came into the stage in the period: converted / (converted + not "
    "converted). Converted later came into a stage after it, or were won; not converted are those "
    "that did neither and are no longer open in it; those still open in it are pending and stand "
    "apart",
)
TIME_IN_STAGE = Spec(
    "time_in_stage",
    "time in stage",
    Unit.DAYS,
    "mean and median of the days of the stays in the stage that ended in the period; moving on, "
    "won, lost and put off end a stay; those still there stand apart",
)
STILL_THERE = Spec(
    "still_there",
    "still there",
    Unit.COUNT,
    "number of deals that are in the stage at the end of the period, or now if it is not over",
    stock=True,
)
