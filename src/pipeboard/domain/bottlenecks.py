"""Which part of the pipeline needs attention: the stage that is worse than is usual of it, and why."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeboard.domain.answers import Answer, Lot, Sentence, deals_are
from pipeboard.domain.figures import StageFigures
from pipeboard.domain.figurewords import short_days, short_percent
from pipeboard.domain.periods import Period
from pipeboard.domain.words import many, shortened

WHICH_PART: Final = "Which part of the pipeline needs attention?"

BEFORE: Final = 4
"""So many periods before are what is usual of a stage."""
FEWEST: Final = 5
"""Of fewer deals nothing is told of what is usual."""
FEW: Final = 20
"""What rests on fewer deals is told with the warning that it may be chance."""
_WORSE: Final = Fraction(1, 10)
"""By so much slower, or less converting, a stage must be to be named."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stage in the period beside what is usual of it.

    ``slower`` is how many times as long deals are in it, ``drop`` what part of its usual conversion
    is lost; None where too few deals tell.
    """

    now: StageFigures
    usual: StageFigures
    slower: Fraction | None
    drop: Fraction | None

    @property
    def score(self) -> Fraction:
        """How much worse than usual the stage is, in parts of what is usual."""
        slow = max((self.slower or 1) - 1, Fraction(0))
        return Fraction(slow + max(self.drop or 0, Fraction(0)))


def troubles(
    now: Iterable[StageFigures], usual: Iterable[StageFigures], stage_ids: Collection[int]
) -> list[Trouble]:
    """The stages of which enough is known to compare them with themselves, the worst first."""
    pasts = {each.stage_id: each for each in usual}
    found = []
    for each in now:
        past = pasts.get(each.stage_id)
        if past is None or each.stage_id not in stage_ids:
            continue
        slower, drop = _slower(each, past), _drop(each, past)
        if slower is not None or drop is not None:
            found.append(Trouble(each, past, slower, drop))
    return sorted(found, key=lambda trouble: -trouble.score)


def _slower(now: StageFigures, past: StageFigures) -> Fraction | None:
    """How many times as long as usual deals were in a stage, or are by now."""
    if past.left < FEWEST or not past.mean_days:
        return None
    left = now.mean_days if now.left >= FEWEST else None
    there = now.still_days if now.still_there >= FEWEST else None
    known = [days / past.mean_days for days in (left, there) if days is not None]
    return max(known) if known else None


def _drop(now: StageFigures, past: StageFigures) -> Fraction | None:
    """What part of its usual conversion a stage has lost."""
    if min(_decided(now), _decided(past)) < FEWEST or not past.conversion:
        return None
    return 1 - (now.conversion or 0) / past.conversion


def _decided(each: StageFigures) -> int:
    return each.converted + each.not_converted


def which_part(
    period: Period,
    usual: str,
    found: Sequence[Trouble],
    named: str,
    there: Sequence[int],
    stale: Lot,
    stepless: Lot,
) -> Answer:
    """The stage that is the bottleneck and why, and what is to be done there, or anywhere.

    ``usual`` is the time before that the period is compared with, in words. ``named`` is the worst
    stage of ``found``, ``there`` the open deals in it; ``stale`` and
    ``stepless`` are those of that stage where it is one, else those of all.
    """
    worst = worst_of(found)
    sentences: list[Sentence] = []
    if not found:
        text = (
            f"It cannot be told which stage is slower than usual: of none do {FEWEST} deals or more"
        )
        sentences.append(Sentence(f"{text} tell of {period} and {FEWEST} of {usual}."))
    elif worst is None:
        text = f"No stage is slower, or converts less, than in {usual}."
        sentences.append(Sentence(text))
    else:
        sentences.append(Sentence(_bottleneck(worst, named, usual), there))
        least = min(_counts(worst))
        if least < FEW:
            text = f"That rests on only {many(least, 'deal')}, so it may be chance."
            sentences.append(Sentence(text, there))
    place = " there" if worst else ""
    sentences += _next_steps(place, stale, stepless)
    return Answer(WHICH_PART, sentences)


def before(period: Period) -> str:
    """The time that a period is compared with, in words."""
    return f"the {BEFORE} {period.unit or 'period'}s before"


def worst_of(found: Sequence[Trouble]) -> Trouble | None:
    """The bottleneck: the worst stage, if it is worse than usual by enough to name it."""
    return found[0] if found and found[0].score >= _WORSE else None


def _bottleneck(worst: Trouble, named: str, usual: str) -> str:
    now, past = worst.now, worst.usual
    why = []
    if worst.slower is not None and past.mean_days is not None:
        mean = short_days(past.mean_days)
        if now.left >= FEWEST and now.mean_days is not None:
            why.append(f"deals left it after {short_days(now.mean_days)} days, usually {mean}")
        if now.still_there >= FEWEST and now.still_days is not None:
            often = "" if why else f", and usually they leave after {mean}"
            those = many(now.still_there, "deal")
            so_far = short_days(now.still_days)
            why.append(f"the {those} still there are in it for {so_far} days{often}")
    else:
        why.append("too few deals tell of its time")
    if worst.drop is not None and now.conversion is not None and past.conversion is not None:
        usually = short_percent(past.conversion)
        why.append(f"{short_percent(now.conversion)} went on, usually {usually}")
    else:
        why.append("too few deals tell of its conversion")
    return f"{named} is the bottleneck: {'; '.join(why)} (usual is that of {usual})."


def _counts(worst: Trouble) -> list[int]:
    """How many deals each of the numbers rests on that are told."""
    now, past = worst.now, worst.usual
    found = []
    if worst.slower is not None:
        found.append(past.left)
        found += [count for count in (now.left, now.still_there) if count >= FEWEST]
    if worst.drop is not None:
        found += [_decided(now), _decided(past)]
    return found


def _next_steps(place: str, stale: Lot, stepless: Lot) -> list[Sentence]:
    sentences = []
    if stale.deal_ids:
        worth = f", worth {stale.worth}" if stale.worth else ""
        text = f"Next: {deals_are(stale.deal_ids)} stale{place}{worth}; {_begin(stale)}."
        sentences.append(Sentence(text, stale.deal_ids))
    if stepless.deal_ids:
        count = many(len(stepless.deal_ids), "open deal")
        has = "has" if len(stepless.deal_ids) == 1 else "have"
        text = f"{count}{place} {has} no next step; plan one, {_begin(stepless)}."
        sentences.append(Sentence(text, stepless.deal_ids))
    return sentences or [Sentence(f"No open deal{place} is stale or without a next step.")]


def _begin(lot: Lot) -> str:
    return f"begin with {shortened(lot.first, 40)}"
