"""What comes after a deal is won: follow-ups on offer, how satisfied they are, selling again."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pipeboard.errors import BadInput


class Anchor(StrEnum):
    """The date that an offered follow-up is counted from."""

    CLOSED = "closed"
    CONTRACT_END = "contract end"


@dataclass(frozen=True, slots=True)
class StageFollowUp:
    """One follow-up on offer, due ``days`` after its anchor (before it, when negative)."""

    id: int
    stage_id: int
    rank: str
    type: str
    subject: str
    days: int
    anchor: Anchor

    def due_on(self, closed_on: date, contract_end: date | None) -> date | None:
        """When it is due for a deal; None where that hangs on a contract end that is unknown."""
        start = closed_on if self.anchor is Anchor.CLOSED else contract_end
        if start is None:
            return None
        try:
            return start + timedelta(days=self.days)
        except OverflowError:  # at the ends of the calendar
            return start


SATISFACTION = ("very unhappy", "unhappy", "neither happy nor unhappy", "happy", "very happy")
"""What a customer is who says 1, 2, 3, 4 or 5."""


def mood_told(satisfaction: int | None) -> str:
    """A satisfaction in words: ``4 of 5, happy``; '' for none."""
    if satisfaction is None:
        return ""
    return f"{satisfaction} of {len(SATISFACTION)}, {SATISFACTION[satisfaction - 1]}"


def outcome_told(outcome: str | None, satisfaction: int | None) -> str:
    """What came of a follow-up, in words: ``satisfaction 4 of 5, happy; loves the reports``."""
    if satisfaction is None:
        return outcome or ""
    mood = SATISFACTION[satisfaction - 1]
    said = f"satisfaction {mood_told(satisfaction)}"
    return said if not outcome or outcome == mood else f"{said}; {outcome}"


def require_satisfaction(value: int) -> None:
    """Raises BadInput for what is not from 1 to 5."""
    if not 1 <= value <= len(SATISFACTION):
        ends = f"1 ({SATISFACTION[0]}) to {len(SATISFACTION)} ({SATISFACTION[-1]})"
        raise BadInput("satisfaction", str(value), f"use {ends}")


_LEADING = re.compile(r"(\d+)(?:[\s:,.]+(.*))?", re.DOTALL)


def read_check_in(text: str) -> tuple[int | None, str]:
    """How satisfied a customer is and what they said: ``4``, ``4 loves the reports``, or words only.

    A number alone is the satisfaction; raises BadInput when it is none.
    """
    found = _LEADING.fullmatch(text.strip())
    if found is None:
        return None, text.strip()
    number, said = int(found[1]), (found[2] or "").strip()
    if said and not 1 <= number <= len(SATISFACTION):
        return None, text.strip()
    require_satisfaction(number)
    return number, said or SATISFACTION[number - 1]


class Again(StrEnum):
    """What a deal that is started from a won one is to that."""

    RENEWAL = "renewal"
    UPSELL = "upsell"
    CROSS_SELL = "cross-sell"
    REFERRAL = "referral"


def title_again(title: str, kind: Again) -> str:
    """What the deal is called that follows another: ``Acme renewal``, and then ``Acme renewal 2``."""
    same = re.fullmatch(rf"(.*\b{kind})(?: (\d+))?", title.strip(), re.IGNORECASE)
    if same is None:
        return f"{title.strip()} {kind}"
    return f"{same[1]} {int(same[2] or 1) + 1}"
