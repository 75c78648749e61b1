"""Figures computed a second time, in plain loops over all rows, to compare those of the product."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from sqlalchemy import select

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import Period
from pipeboard.service.workspace import Workspace
from pipeboard.store import schema

Row = dict[str, Any]
TABLES = (
    *("deal", "standing", "stage_visit", "follow_up", "stage", "target", "deal_label"),
    "step",
)


@dataclass
class Rows:
    """Every row that figures are of."""

    ws: Workspace
    tables: Mapping[str, list[Row]]

    @classmethod
    def of(cls, ws: Workspace) -> "Rows":
        """Reads them all."""
        with ws.read() as connection:
            tables = {
                name: [
                    dict(row)
                    for row in connection.execute(select(schema.metadata.tables[name])).mappings()
                ]
                for name in TABLES
            }
        return cls(ws, tables)

    def open_deals(self, scope: Scope) -> list[Row]:
        """The open deals at the end of the period or now, with the probability that counted."""
        day = scope.period.last
        chances = {row["id"]: row["probability"] for row in self.tables["stage"]}
        if day >= self.ws.today():
            found = [
                row | {"deal_id": row["id"]}
                for row in self.tables["deal"]
                if row["status"] == "open" and _inside(row, scope)
            ]
        else:
            unsure = self.unknown(scope)
            found = [
                row | {"stage_id": self._stage(row["deal_id"], day)}
                for row in self.tables["standing"]
                if row["status"] == "open"
                and _holds(row["from_on"], row["until_on"], day)
                and row["deal_id"] not in unsure
                and _inside(row, scope)
            ]
        for row in found:
            own = row["probability"]
            row["chance"] = chances.get(row["stage_id"]) if own is None else own
        return found

    def unknown(self, scope: Scope) -> set[int]:
        """The deals of which it is not known how they stood on the last day.

        One that stood otherwise after that day, before it came to stand so, was not there yet.
        """
        return {row["deal_id"] for row in self._unsure(scope.period.last)}

    def _unsure(self, day: date) -> list[Row]:
        began = {(row["deal_id"], row["number"]): row["from_on"] for row in self.tables["standing"]}
        return [
            row
            for row in self.tables["standing"]
            if row["since_unknown"]
            and row["from_on"] > day
            and began.get((row["deal_id"], row["number"] - 1), day) <= day
        ]

    def left_out(self, scope: Scope) -> dict[str, set[int]]:
        """The deals that figures are without, as too little is known of them."""
        day, today = scope.period.last, self.ws.today()
        opened = self.open_deals(scope)
        unknown: set[int] = set()
        if day < today:
            unknown = {row["deal_id"] for row in self._unsure(day) if _inside(row, scope)}
        there = {row["id"] for row in self.tables["deal"]}
        ends = {status: self._undated(scope, status) for status in ("won", "lost")}
        undated = ends["won"] | ends["lost"]
        won, lost = self.closed(scope, "won"), self.closed(scope, "lost")
        worthless = {row["deal_id"] for row in opened if row["value"] is None}
        no_chance = {row["deal_id"] for row in opened if row["chance"] is None}
        unstaged = {row["deal_id"] for row in opened if row["stage_id"] is None}
        unborn = {row["id"] for row in won if row["created_on"] is None}
        unpaid, unpriced = (
            {row["id"] for row in rows if row["value"] is None} for rows in (won, lost)
        )
        gone = {row["deal_id"] for row in opened} - there
        return {
            "open_count": unknown,
            "open_value": unknown | worthless,
            "weighted_value": unknown | worthless | no_chance,
            "won_count": ends["won"],
            "won_value": ends["won"] | unpaid,
            "lost_count": ends["lost"],
            "win_rate_count": undated,
            "win_rate_value": undated | unpaid | unpriced,
            "average_deal": ends["won"],
            "sales_cycle_days": ends["won"] | unborn,
            "velocity_per_day": unknown | unstaged | undated | unborn,
            "coverage": unknown | ends["won"] | unpaid,
            "needed_coverage": undated,
            "deals_needed": undated,
            "overdue_followups": set(),
            "activities_done": set(),
            "without_next_step": unknown | gone,
            **dict.fromkeys(
                ("qualified_leads", "mql_to_sql", "lead_velocity_rate"), self._untold(scope)
            ),
        }

    def _undated(self, scope: Scope, status: str) -> set[int]:
        return {
            row["id"]
            for row in self.tables["deal"]
            if row["status"] == status
            and row["closed_on"] is None
            and (row["created_on"] is None or row["created_on"] <= scope.period.last)
            and scope.period.first <= self.ws.today()
            and not any(
                each["deal_id"] == row["id"]
                and each["since_unknown"]
                and each["status"] == status
                and each["from_on"] < scope.period.first
                and each["until_on"] is None
                for each in self.tables["standing"]
            )
            and _inside(row, scope)
        }

    def _untold(self, scope: Scope) -> set[int]:
        """The deals that may have been qualified in the period, which no stay tells."""
        qualified, period, begins = self.marked("qualified"), scope.period, self._begins()
        pipelines = {row["pipeline_id"] for row in self.tables["stage"] if row["id"] in qualified}
        stays: dict[int, list[Row]] = {}
        for row in self.tables["stage_visit"]:
            stays.setdefault(row["deal_id"], []).append(row)
        found = set()
        for row in self.tables["deal"]:
            mine = stays.get(row["id"], [])
            came = begins.get(row["id"], date.max)
            created = row["created_on"] or date.min
            if (
                row["pipeline_id"] in pipelines
                and _inside(row, scope)
                and created <= min(period.last, self.ws.today())
                and (row["closed_on"] or date.max) >= period.first
                and came > period.first
                and (row["created_on"] is None or came > row["created_on"])
                and not came
                < min(
                    (each["entered_on"] for each in mine if each["stage_id"] in qualified),
                    default=date.min,
                )
            ):
                found.add(row["id"])
        return found

    def _stage(self, deal_id: int, day: date) -> int | None:
        for row in reversed(self.tables["stage_visit"]):
            if row["deal_id"] == deal_id and _holds(row["entered_on"], row["left_on"], day):
                found: int = row["stage_id"]
                return found
        return None

    def closed(self, scope: Scope, status: str) -> list[Row]:
        """The deals won or lost in the period."""
        period = scope.period
        return [
            row
            for row in self.tables["deal"]
            if row["status"] == status
            and row["closed_on"] is not None
            and period.first <= row["closed_on"] <= period.last
            and _inside(row, scope)
        ]

    def marked(self, mark: str) -> set[int]:
        """The stages that count as qualified, or as marketing-qualified."""
        found = set()
        for stage in self.tables["stage"]:
            found |= {
                each["id"]
                for each in self.tables["stage"]
                if stage[mark]
                and each["pipeline_id"] == stage["pipeline_id"]
                and (each["kind"] == "post-sale", each["rank"]) >= (False, stage["rank"])
            }
        return found

    def figures(self, scope: Scope) -> dict[str, Any]:
        """Every figure, None for n/a."""
        opened = self.open_deals(scope)
        won, lost = self.closed(scope, "won"), self.closed(scope, "lost")
        goals = {
            row["currency"]: row["value"]
            for row in self.tables["target"]
            if row["period"] == str(scope.period)
            and row["pipeline_id"] == scope.pipeline_id
            and row["owner"] == (scope.owner or "")
        }
        rate = _ratio(len(won), len(won) + len(lost))
        found: dict[str, Any] = {
            "open_count": len(opened),
            "open_value": _sums(opened),
            "weighted_value": _weighted(opened),
            "won_count": len(won),
            "won_value": _sums(won),
            "lost_count": len(lost),
            "win_rate_count": rate,
            "win_rate_value": _some(
                {
                    code: _ratio(_sum(won, code), _sum(won, code) + _sum(lost, code))
                    for code in _codes(won, lost)
                }
            ),
            "average_deal": _some({code: _rounded(_mean(won, code)) for code in _codes(won)}),
            "sales_cycle_days": _cycle(won),
            "needed_coverage": 1 / rate if rate else None,
        }
        velocity, coverage, needed = {}, {}, {}
        for code in _codes(won):
            qualified = [
                row
                for row in opened
                if row["currency"] == code and row["stage_id"] in self.marked("qualified")
            ]
            mine = [row for row in won if row["currency"] == code]
            mean, cycle = _mean(won, code), _cycle(mine)
            chance = self._rate(won, lost, code)
            if mean is not None and cycle and chance is not None:
                velocity[code] = _rounded(len(qualified) * mean * chance / cycle)
        for code, goal in goals.items():
            lacks = goal - _sum(won, code)
            expected = [
                row
                for row in opened
                if row["expected_close"] is not None
                and scope.period.first <= row["expected_close"] <= scope.period.last
            ]
            mean, chance = _mean(won, code), self._rate(won, lost, code)
            if lacks > 0:
                coverage[code] = Fraction(_sum(expected, code), lacks)
            if lacks > 0 and mean and chance:
                needed[code] = ceil(Fraction(lacks) / mean / chance)
        found["velocity_per_day"] = velocity or None
        found["coverage"] = coverage or None
        found["deals_needed"] = needed or None
        return found | self._follow_ups(scope, opened) | self._leads(scope)

    def _rate(self, won: list[Row], lost: list[Row], code: str) -> Fraction | None:
        counts = [sum(row["currency"] == code for row in rows) for rows in (won, lost)]
        return _ratio(counts[0], sum(counts))

    def _leads(self, scope: Scope) -> dict[str, Any]:
        mine = {row["id"] for row in self.tables["deal"] if _inside(row, scope)}
        created = {row["id"]: row["created_on"] for row in self.tables["deal"]}
        begins = self._begins()
        first: dict[str, dict[int, date]] = {"qualified": {}, "marketing_qualified": {}}
        for mark, days in first.items():
            stages = self.marked(mark)
            for row in self.tables["stage_visit"]:
                if row["stage_id"] in stages and row["deal_id"] in mine:
                    known = days.get(row["deal_id"], date.max)
                    days[row["deal_id"]] = min(known, row["entered_on"])
            for deal_id, day in list(days.items()):
                if begins[deal_id] == day and (created[deal_id] or date.min) < day:
                    del days[deal_id]  # nothing tells whether it was so before

        def came(mark: str, period: Period) -> list[int]:
            return [
                deal_id
                for deal_id, day in first[mark].items()
                if period.first <= day <= period.last
            ]

        marketed = came("marketing_qualified", scope.period)
        since = [deal_id for deal_id in marketed if deal_id in first["qualified"]]
        ended = [month for month in scope.period.months() if month.last <= self.ws.today()]
        growth = None
        if ended:
            now, before = (
                len(came("qualified", each)) for each in (ended[-1], ended[-1].moved(-1))
            )
            growth = _ratio(now - before, before)
        leads: int | None = len(came("qualified", scope.period))
        if not leads and scope.period.first <= self.kept_since() and self._untold(scope):
            leads = None
        return {
            "qualified_leads": leads,
            "mql_to_sql": _ratio(len(since), len(marketed)),
            "lead_velocity_rate": growth,
        }

    def kept_since(self) -> date:
        """The day of the first step there was."""
        first: date = min(self.tables["step"], key=lambda row: row["id"])["day"]
        return first

    def _begins(self) -> dict[int, date]:
        """The first day on which it is known of each deal in which stage it was."""
        found: dict[int, date] = {}
        for row in self.tables["stage_visit"]:
            known = found.get(row["deal_id"], date.max)
            found[row["deal_id"]] = min(known, row["entered_on"])
        return found

    def _follow_ups(self, scope: Scope, opened: list[Row]) -> dict[str, int]:
        day, zone = scope.period.last, self.ws.zone
        past = day < self.ws.today()
        at = self.ws.now()
        if past:
            at = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        on_day = day if past else self.ws.today()
        mine = {row["id"] for row in self.tables["deal"] if _inside(row, scope)}
        there = [row for row in self.tables["follow_up"] if not past or (row["created_at"] < at)]
        waiting = [
            row for row in there if row["done_at"] is None or (past and row["done_at"] >= at)
        ]
        late = [
            row
            for row in waiting
            if row["deal_id"] in mine
            and (row["due_on"] < on_day if row["due_at"] is None else row["due_at"] < at)
        ]
        done = [
            row
            for row in self.tables["follow_up"]
            if row["done_at"] is not None
            and row["deal_id"] in mine
            and scope.period.first <= row["done_at"].astimezone(zone).date() <= day
        ]
        planned = {row["deal_id"] for row in waiting}
        unplanned = {row["id"] for row in self.tables["deal"]} - planned
        return {
            "overdue_followups": len(late),
            "without_next_step": sum(row["deal_id"] in unplanned for row in opened),
            "activities_done": len(done),
        }


def _inside(row: Row, scope: Scope) -> bool:
    return (scope.pipeline_id is None or row["pipeline_id"] == scope.pipeline_id) and (
        scope.owner is None or row["owner"] == scope.owner
    )


def _holds(first: date, end: date | None, day: date) -> bool:
    return first <= day and (end is None or end > day)


def _codes(*lists: Iterable[Row]) -> list[str]:
    return sorted({row["currency"] for rows in lists for row in rows})


def _values(rows: Iterable[Row], code: str) -> list[int]:
    return [row["value"] for row in rows if row["currency"] == code and row["value"] is not None]


def _sum(rows: Iterable[Row], code: str) -> int:
    return sum(_values(rows, code))


def _sums(rows: list[Row]) -> dict[str, int] | None:
    found = {code: _sum(rows, code) for code in _codes(rows) if _values(rows, code)}
    return found if found or not rows else None


def _weighted(rows: list[Row]) -> dict[str, int] | None:
    known = [row for row in rows if row["value"] is not None and row["chance"] is not None]
    found = {
        code: round(
            sum(
                (
                    Fraction(row["value"] * row["chance"], 100)
                    for row in known
                    if row["currency"] == code
                ),
                Fraction(0),
            )
        )
        for code in _codes(known)
    }
    return found if found or not rows else None


def _mean(rows: list[Row], code: str) -> Fraction | None:
    values = _values(rows, code)
    return _ratio(sum(values), sum(row["currency"] == code for row in rows)) if values else None


def _cycle(rows: list[Row]) -> Fraction | None:
    days = [
        (row["closed_on"] - row["created_on"]).days for row in rows if row["created_on"] is not None
    ]
    return _ratio(sum(days), len(days))


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _rounded(value: Fraction | None) -> int | None:
    return None if value is None else round(value)


def _some(found: dict[str, Any]) -> dict[str, Any] | None:
    return {code: value for code, value in found.items() if value is not None} or None
