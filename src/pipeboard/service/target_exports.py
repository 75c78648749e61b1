"""What `targets --json` gives out: money as decimal strings, days as ISO texts."""

from pipeboard.domain.money import exact
from pipeboard.service.exports import Json
from pipeboard.service.targets import Goal


def target(goal: Goal) -> Json:
    """A target and how far it is reached; rates are unrounded, null is not applicable."""
    wanted, found = goal.target, goal.progress
    currency = wanted.money.currency
    return {
        "period": str(wanted.period),
        "from": wanted.period.first.isoformat(),
        "to": wanted.period.last.isoformat(),
        "pipeline": goal.pipeline or None,
        "owner": wanted.owner,
        "currency": currency,
        "target": exact(wanted.money.minor, currency),
        "sum_of_parts": wanted.id is None,
        "won": exact(found.won, currency),
        "reached": None if found.share is None else float(found.share),
        "expected_by_now": None
        if found.expected is None
        else exact(round(found.expected), currency),
        "working_days": found.working,
        "working_days_gone": found.gone,
        "reached_on": found.reached_on.isoformat() if found.reached_on else None,
        "full_on": found.full_on.isoformat() if found.full_on else None,
        "by_end": None if found.by_end is None else float(found.by_end),
        "why": found.why or None,
        "sentence": found.sentence,
    }
