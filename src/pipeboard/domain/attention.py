"""The three questions of every review, answered in sentences that each open their deals."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from pipeboard.domain import pace
from pipeboard.domain.days import written
from pipeboard.domain.figures import StageFigures
from pipeboard.domain.figurewords import short_days, short_percent
from pipeboard.domain.money import Money, readable
from pipeboard.domain.pace import Progress
from pipeboard.domain.periods import Period
from pipeboard.domain.words import joined, many, shortened

HOW_SOON: Final = "How soon is the target reached?"
THIS_WEEK: Final = "How many deals are expected to close this week?"
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
class Sentence:
    """A sentence, and the deals that it opens."""

    text: str
    deal_ids: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and a short paragraph that answers it or says why that cannot be told."""

    question: str
    sentences: Sequence[Sentence]

    @property
    def text(self) -> str:
        """The paragraph."""
        return " ".join(each.text for each in self.sentences)


def whatever_the_filter(answer: Answer) -> Answer:
    """The answer with a word on the filter, which holds for the other answers and not for a target."""
    told = Sentence("This is of all deals that the target is for; the filter does not hold here.")
    return Answer(answer.question, (*answer.sentences, told))


@dataclass(frozen=True, slots=True)
class Lot:
    """Some open deals, most money first, with what they come to by currency in minor units.

    ``first`` is the title of the first of them.
    """

    deal_ids: Sequence[int] = ()
    value: Mapping[str, int] | None = None
    weighted: Mapping[str, int] | None = None
    first: str = ""

    @property
    def worth(self) -> str:
        """The value of all, each currency apart; empty where none has one."""
        return _money(self.value or {})


class Risk(StrEnum):
    """Why a deal that should close soon may not."""

    PAST_CLOSE = "past the day expected"
    STALE = "stale"
    NO_NEXT_STEP = "without a next step"


def how_soon(
    period: Period,
    whose: str,
    found: Sequence[Progress],
    won: Mapping[str, Sequence[int]],
    expected: Mapping[str, Lot],
) -> Answer:
    """How far the targets of a period are reached, by currency, and what is to come.

    ``won`` are the deals won in the period, ``expected`` the open ones expected to close by its end.
    """
    sentences: list[Sentence] = []
    aimed = [each for each in found if each.target is not None]
    if not aimed:
        text = f"No target is set {whose} in {period}."
        sentences.append(Sentence(text))
    for each in aimed or found:
        ids = won.get(each.currency, ())
        sentences += _reached(each, ids)
        if each.by_end is not None and each.target is not None:
            rest = readable(Money(each.target - each.won, each.currency))
            days = many(each.working - each.gone, "working day")
            ahead = expected.get(each.currency, Lot())
            text = f"{rest} is to go in {days}; "
            text += f"{_deals(ahead.deal_ids)} expected to close by then"
            if ahead.worth:
                text += f", worth {ahead.worth} and weighted {_money(ahead.weighted or {})}"
            sentences.append(Sentence(f"{text}.", ahead.deal_ids))
    return Answer(HOW_SOON, sentences)


def _reached(each: Progress, ids: Sequence[int]) -> list[Sentence]:
    won = readable(Money(each.won, each.currency))
    if each.target is None:
        return [Sentence(f"{won} was won, with {many(len(ids), 'deal')}.", ids)] if ids else []
    target = readable(Money(each.target, each.currency))
    share = "" if each.share is None else f", {pace.told(each.share)}"
    text = f"{won} of {target} is won{share}"
    if each.by_end is not None and each.expected is not None:
        by_now = readable(Money(round(each.expected), each.currency))
        text += f"; {by_now} was to be expected by now"
    return [Sentence(f"{text}.", ids), Sentence(f"{_capital(each.sentence)}.", ids)]


def this_week(
    week: Period,
    closing: Lot,
    risks: Mapping[Risk, Sequence[int]],
    won: Sequence[int],
    late: Lot,
    undated: Sequence[int],
) -> Answer:
    """What should close in a week, what of it is at risk, and what is not among it.

    ``late`` should have closed before the week, ``undated`` has no expected close.
    """
    until = f"by {written(week.last)}"
    sentences = []
    if won:
        sentences.append(Sentence(f"{many(len(won), 'deal')} {_was(won)} won this week.", won))
    if not closing.deal_ids:
        sentences.append(Sentence(f"No open deal is expected to close this week, {until}."))
    else:
        text = f"{_deals(closing.deal_ids)} expected to close this week, {until}"
        if closing.worth:
            text += f": worth {closing.worth}, weighted {_money(closing.weighted or {})}"
        sentences.append(Sentence(f"{text}.", closing.deal_ids))
        sentences.append(_at_risk(closing, risks))
    if late.deal_ids:
        count = many(len(late.deal_ids), "more deal" if closing.deal_ids else "open deal")
        worth = f", worth {late.worth}," if late.worth else ""
        them = "it" if len(late.deal_ids) == 1 else "them"
        text = f"{count}{worth} should have closed before: give {them} a new day, or close {them}."
        sentences.append(Sentence(text, late.deal_ids))
    if undated:
        text = f"{many(len(undated), 'open deal')} without an expected close {_is(undated)} not told of."
        sentences.append(Sentence(text, undated))
    return Answer(THIS_WEEK, sentences)


def _at_risk(closing: Lot, risks: Mapping[Risk, Sequence[int]]) -> Sentence:
    there = {risk: risks[risk] for risk in Risk if risks.get(risk)}
    at_risk = {deal_id for ids in there.values() for deal_id in ids}
    if not at_risk:
        return Sentence("None of them is late, stale or without a next step.", closing.deal_ids)
    told = joined([f"{len(ids):,} {risk.value}" for risk, ids in there.items()])
    ids = [deal_id for deal_id in closing.deal_ids if deal_id in at_risk]
    return Sentence(f"{len(ids):,} of them {_is(ids)} at risk: {told}.", ids)


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
        text = f"Next: {_deals(stale.deal_ids)} stale{place}{worth}; {_begin(stale)}."
        sentences.append(Sentence(text, stale.deal_ids))
    if stepless.deal_ids:
        count = many(len(stepless.deal_ids), "open deal")
        has = "has" if len(stepless.deal_ids) == 1 else "have"
        text = f"{count}{place} {has} no next step; plan one, {_begin(stepless)}."
        sentences.append(Sentence(text, stepless.deal_ids))
    return sentences or [Sentence(f"No open deal{place} is stale or without a next step.")]


def _begin(lot: Lot) -> str:
    return f"begin with {shortened(lot.first, 40)}"


def _deals(ids: Sequence[int]) -> str:
    """A count with its verb: ``3 deals are``."""
    return f"{many(len(ids), 'deal')} {_is(ids)}" if ids else "no open deal is"


def _is(ids: Sequence[int]) -> str:
    return "is" if len(ids) == 1 else "are"


def _was(ids: Sequence[int]) -> str:
    return "was" if len(ids) == 1 else "were"


def _money(sums: Mapping[str, int]) -> str:
    return joined([readable(Money(minor, code)) for code, minor in sorted(sums.items())])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
