"""Which part of the pipeline needs attention: the stage that is worse than is usual of it, and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from pipeboard.domain.answers import Answer, Lot, Sentence, deals_are
from pipeboard.domain.days import written
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


class Basis(StrEnum):
    """The deals that a number of a stage rests on: in the period, or in the time before."""

    LEFT = "left"
    THERE = "there"
    DECIDED = "decided"
    LEFT_BEFORE = "left_before"
    DECIDED_BEFORE = "decided_before"


_BEFORE: Mapping[Basis, Basis] = {
    Basis.LEFT: Basis.LEFT_BEFORE,
    Basis.THERE: Basis.LEFT_BEFORE,
    Basis.DECIDED: Basis.DECIDED_BEFORE,
}
"""What each number of the period is compared with."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stage in the period beside what is usual of it.

    ``worse`` says of each number by how much it is worse than usual, in parts of that, below 0 where
    it is better: the days after which deals left, those that deals are there by now, the
    conversion. A number of which too few deals tell is not in it.
    """

    now: StageFigures
    usual: StageFigures
    worse: Mapping[Basis, Fraction]

    @property
    def time(self) -> Basis | None:
        """Which of the two numbers of days is the worse; None where there is neither."""
        there = [each for each in (Basis.LEFT, Basis.THERE) if each in self.worse]
        return max(there, key=self.worse.__getitem__, default=None)

    @property
    def reasons(self) -> list[Basis]:
        """The numbers that are worse by enough to name them, the worst first: time, conversion."""
        known = [each for each in (self.time, Basis.DECIDED) if each in self.worse]
        found = [each for each in known if each and self.worse[each] >= _WORSE]
        return sorted(found, key=lambda each: -self.worse[each])

    @property
    def score(self) -> Fraction:
        """How much worse than usual the stage is, in parts of what is usual."""
        return sum((self.worse[each] for each in self.reasons), Fraction(0))

    def count(self, basis: Basis) -> int:
        """How many deals, or stays, a number rests on."""
        return {
            Basis.LEFT: self.now.left,
            Basis.THERE: _known(self.now),
            Basis.DECIDED: _decided(self.now),
            Basis.LEFT_BEFORE: self.usual.left,
            Basis.DECIDED_BEFORE: _decided(self.usual),
        }[basis]

    @property
    def least(self) -> Basis:
        """What the reasons rest on of which there are fewest."""
        return min((each for of in self.reasons for each in (of, _BEFORE[of])), key=self.count)


def worst(
    now: Iterable[StageFigures], usual: Iterable[StageFigures], stage_ids: Collection[int]
) -> Trouble | None:
    """The bottleneck: the worst of some stages, if anything is worse by enough to name it."""
    found = [each for each in _troubles(now, usual, stage_ids) if each.reasons]
    return max(found, key=lambda each: each.score, default=None)


def can_tell(
    now: Iterable[StageFigures], usual: Iterable[StageFigures], stage_ids: Collection[int]
) -> bool:
    """Whether enough is known of any of some stages to compare it with itself."""
    return any(each.worse for each in _troubles(now, usual, stage_ids))


def bases(found: Trouble) -> list[Basis]:
    """The numbers of a bottleneck of which the deals are to be known."""
    told = [*found.reasons]
    if found.count(found.least) < FEW:
        told.append(found.least)
    return list(dict.fromkeys(told))


def _troubles(
    now: Iterable[StageFigures], usual: Iterable[StageFigures], stage_ids: Collection[int]
) -> Iterator[Trouble]:
    pasts = {each.stage_id: each for each in usual}
    for each in now:
        past = pasts.get(each.stage_id)
        if past is not None and each.stage_id in stage_ids:
            yield Trouble(each, past, dict(_compared(each, past)))


def _compared(now: StageFigures, past: StageFigures) -> Iterator[tuple[Basis, Fraction]]:
    """By how much each number is worse than usual, of those of which enough is known."""
    if past.left >= FEWEST and past.mean_days:
        if now.left >= FEWEST and now.mean_days is not None:
            yield Basis.LEFT, now.mean_days / past.mean_days - 1
        if _known(now) >= FEWEST and now.still_days is not None:
            yield Basis.THERE, now.still_days / past.mean_days - 1
    if min(_decided(now), _decided(past)) >= FEWEST and past.conversion:
        yield Basis.DECIDED, 1 - (now.conversion or 0) / past.conversion


def _known(each: StageFigures) -> int:
    """Those still there of which it is known since when."""
    return each.still_there - each.undated


def _decided(each: StageFigures) -> int:
    return each.converted + each.not_converted


@dataclass(frozen=True, slots=True)
class Told:
    """What the answer is about: a period, what it is compared with in words, and a stage by its name.

    ``can_tell`` says whether enough is known of any stage to compare it, ``any_open`` whether there
    is an open deal at all.
    """

    period: Period
    is_over: bool
    usual: str
    named: str = ""
    can_tell: bool = True
    any_open: bool = True


def which_part(
    of: Told,
    worst: Trouble | None,
    behind: Mapping[Basis, Sequence[int]],
    stale: Lot,
    stepless: Lot,
) -> Answer:
    """The stage that is the bottleneck and why, and what is to be done there, or anywhere.

    ``behind`` has the deals of ``bases`` of the worst stage; ``stale`` and ``stepless`` are those of
    that stage where it is one, else those of all.
    """
    sentences: list[Sentence] = []
    if worst is not None:
        sentences += _bottleneck(of, worst, behind)
    elif of.can_tell:
        text = f"No stage is slower, or converts less, than in {of.usual}."
        sentences.append(Sentence(text))
    elif not of.any_open:
        text = "No deal is open, so nothing needs attention."
        return Answer(WHICH_PART, [Sentence(text)])
    else:
        text = f"Which stage is slower than usual cannot be told yet: that takes {FEWEST} deals of which"
        text += f" the days in a stage are known, in {of.period} and in {of.usual}."
        sentences.append(Sentence(text))
    sentences += _next_steps(" there" if worst else "", stale, stepless)
    return Answer(WHICH_PART, sentences)


def before(period: Period) -> str:
    """The time that a period is compared with, in words."""
    return f"the {BEFORE} {period.unit or 'period'}s before"


def _bottleneck(
    of: Told, worst: Trouble, behind: Mapping[Basis, Sequence[int]]
) -> Iterator[Sentence]:
    """The reason that makes the stage the bottleneck, what else is known, and if that may be chance."""
    first, *others = worst.reasons
    text = f"{of.named} is the bottleneck: {_number(of, worst, first, behind[first])} (usual is "
    yield Sentence(f"{text}that of {of.usual}).", behind[first])
    for other in others:
        text = f"Besides, {_number(of, worst, other, behind[other])}."
        yield Sentence(text, behind[other])
    if first is not Basis.DECIDED and not others:
        yield _rest(worst, "conversion", Basis.DECIDED)
    elif not others:
        yield _rest(worst, "time", Basis.LEFT)
    if worst.count(worst.least) < FEW:
        ids = behind[worst.least]
        text = f"Only {_few(of, worst.least, many(len(ids), 'deal'))}, so this may be chance."
        yield Sentence(text, ids)


def _rest(worst: Trouble, what: str, basis: Basis) -> Sentence:
    """What is known of the number that is no reason; as that it opens no deals."""
    if basis not in worst.worse:
        return Sentence(f"Too few deals tell of its {what}.")
    worse, now, past = worst.worse[basis], worst.now, worst.usual
    if basis is Basis.DECIDED:
        better, numbers = "better than", [short_percent(each.conversion) for each in (now, past)]
    else:
        better, numbers = "shorter than", [short_days(each.mean_days) for each in (now, past)]
        numbers[0] += " days"
    how = "about as" if abs(worse) < _WORSE else better
    return Sentence(f"Its {what} is {how} usual: {numbers[0]}, usually {numbers[1]}.")


def _number(of: Told, worst: Trouble, basis: Basis, ids: Sequence[int]) -> str:
    """A number beside what is usual, with how many deals it is of."""
    now, past, deals = worst.now, worst.usual, many(len(ids), "deal")
    usually = short_days(past.mean_days)
    if basis is Basis.DECIDED:
        rate, usual = short_percent(now.conversion), short_percent(past.conversion)
        some = "all" if now.converted == len(ids) else f"{now.converted:,} of the"
        pending = f" ({now.pending:,} pending apart)" if now.pending else ""
        came = f"{some} {deals} that came into it in {of.period} went on{pending}"
        return f"{came}, {rate}, usually {usual}"
    if basis is Basis.LEFT:
        days = short_days(now.mean_days)
        return f"the {deals} that left it in {of.period} had been in it for {days} days, usually {usually}"
    verb = _was_is(ids, of.is_over)
    when = f"on {written(of.period.last)}" if of.is_over else "now"
    days = short_days(now.still_days)
    return (
        f"the {deals} in it {when} {verb} there for {days} days, usually they leave after {usually}"
    )


def _was_is(ids: Sequence[int], is_over: bool) -> str:
    if is_over:
        return "had been"
    return "has been" if len(ids) == 1 else "have been"


def _few(of: Told, basis: Basis, deals: str) -> str:
    return {
        Basis.LEFT: f"{deals} left it in {of.period}",
        Basis.THERE: f"{deals} are in it",
        Basis.DECIDED: f"{deals} that came into it in {of.period} are decided",
        Basis.LEFT_BEFORE: f"{deals} left it in {of.usual}",
        Basis.DECIDED_BEFORE: f"{deals} that came into it in {of.usual} are decided",
    }[basis]


def _next_steps(place: str, stale: Lot, stepless: Lot) -> list[Sentence]:
    sentences = []
    if stale.deal_ids:
        worth = f", worth {stale.worth}" if stale.worth else ""
        text = f"Next: {deals_are(stale.deal_ids)} stale{place}{worth}; {_begin(stale)}"
        sentences.append(Sentence(text, stale.deal_ids))
    if stepless.deal_ids:
        count = many(len(stepless.deal_ids), "open deal")
        has = "has" if len(stepless.deal_ids) == 1 else "have"
        text = f"{count}{place} {has} no next step; plan one, {_begin(stepless)}"
        sentences.append(Sentence(text, stepless.deal_ids))
    return sentences or [Sentence(f"No open deal{place} is stale or without a next step.")]


def _begin(lot: Lot) -> str:
    """The end of a sentence; three points end it where the title is cut, which need no more signs."""
    title = shortened(lot.first, 40)
    end = f"{title[:-1]}..." if title.endswith("…") else f"{title}."
    return f"begin with {end}"
