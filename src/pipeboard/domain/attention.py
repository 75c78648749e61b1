"""How soon the target is reached and what should close this week, each in sentences that open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pipeboard.domain import pace
from pipeboard.domain.answers import Answer, Lot, Sentence, deals_are, is_are
from pipeboard.domain.days import written
from pipeboard.domain.lacks import Lack
from pipeboard.domain.money import Money, readable
from pipeboard.domain.pace import Progress
from pipeboard.domain.periods import Period
from pipeboard.domain.targets import NOT_FOR_NOBODY, named
from pipeboard.domain.words import joined, many

HOW_SOON: Final = "How soon is the target reached?"
THIS_WEEK: Final = "How many deals are expected to close this week?"


class Risk(StrEnum):
    """Why a deal that should close soon may not."""

    STALE = "stale"
    NO_NEXT_STEP = "without a next step"


@dataclass(frozen=True, slots=True)
class Expected:
    """The open deals that are expected to close in some days, from today on.

    ``late`` are those whose expected close has passed, ``omitted`` those of either that their forecast
    category keeps out of them.
    """

    ahead: Lot = field(default_factory=Lot)
    late: Lot = field(default_factory=Lot)
    omitted: Sequence[int] = ()


def how_soon(
    period: Period,
    whose: str,
    found: Sequence[Progress],
    won: Mapping[str, Sequence[int]],
    expected: Mapping[str, Expected],
    *,
    has_begun: bool = True,
    several: bool = False,
    is_owned: bool = True,
) -> Answer:
    """How far the targets of a period are reached, by currency, and what is to come.

    ``won`` are the deals won in the period, ``expected`` the open ones expected to close by its end,
    of a currency in which the target can still be reached. With ``several`` currencies it is said in
    which these are. Deals that are not ``is_owned``, but nobody's, have no target.
    """
    sentences: list[Sentence] = []
    aimed = [each for each in found if each.target is not None]
    if not aimed:
        sentences.append(_no_target(period, whose, is_owned=is_owned))
    for each in aimed or found:
        sentences += _reached(each, won.get(each.currency, ()))
        if each.currency in expected and each.target is not None:
            ahead = expected[each.currency]
            until = "by then" if has_begun else "in it"
            which = f" in {each.currency}" if several else ""
            text = f"{_to_go(each, each.target)}; {deals_are(ahead.ahead.deal_ids, which)} expected"
            text += f" to close {until}{_after(', ', ahead.ahead.chances)}"
            sentences.append(Sentence(f"{text}.", ahead.ahead.deal_ids))
            sentences += _besides(ahead, which)
    return Answer(HOW_SOON, sentences)


def _no_target(period: Period, whose: str, *, is_owned: bool) -> Sentence:
    if not is_owned:
        return Sentence(f"{NOT_FOR_NOBODY[0].upper()}{NOT_FOR_NOBODY[1:]}.")
    if named(period) is None:
        return Sentence(f"{period} has no target: only months, quarters and years have.")
    return Sentence(f"No target is set {whose} in {period}.", lack=Lack.TARGET)


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


def _to_go(each: Progress, target: int) -> str:
    rest = readable(Money(target - each.won, each.currency))
    days = each.working - each.gone
    left = f"in {many(days, 'working day')}" if days else "and no working day is left after today"
    return f"{rest} is to go {left}"


def _besides(found: Expected, which: str = "", to_do: str = "") -> list[Sentence]:
    """The deals that are not among those expected: their day has passed, or they are omitted."""
    sentences = []
    more = "more deal" if found.ahead.deal_ids else "open deal"
    if found.late.deal_ids:
        chances = found.late.chances
        text = f"{many(len(found.late.deal_ids), more)}{which}{_after(', ', chances, ',')}"
        text += f" should have closed before today{to_do}."
        sentences.append(Sentence(text, found.late.deal_ids))
    if found.omitted:
        text = (
            f"{many(len(found.omitted), more)}{which} {is_are(found.omitted)} not counted, as the "
        )
        text += f"forecast omits {_them(found.omitted)}."
        sentences.append(Sentence(text, found.omitted))
    return sentences


def this_week(
    week: Period,
    expected: Expected,
    risks: Mapping[Risk, Sequence[int]],
    won: Sequence[int],
    undated: Sequence[int],
) -> Answer:
    """What should close in the rest of a week, what of it is at risk, and what is not among it.

    ``undated`` are the open deals without an expected close.
    """
    until = f"by {written(week.last)}"
    sentences = []
    if won:
        sentences.append(Sentence(f"{many(len(won), 'deal')} {_was(won)} won this week.", won))
    closing = expected.ahead
    if not closing.deal_ids:
        sentences.append(Sentence(f"No open deal is expected to close this week, {until}."))
    else:
        text = f"{deals_are(closing.deal_ids)} expected to close this week, {until}"
        sentences.append(Sentence(f"{text}{_after(': ', closing.chances)}.", closing.deal_ids))
        sentences.append(_at_risk(closing.deal_ids, risks))
    them = _them(expected.late.deal_ids)
    sentences += _besides(expected, to_do=f": give {them} a new day, or close {them}")
    if undated:
        text = f"{many(len(undated), 'open deal')} {_has(undated)} no expected close."
        sentences.append(Sentence(text, undated))
    return Answer(THIS_WEEK, sentences)


def _at_risk(closing: Sequence[int], risks: Mapping[Risk, Sequence[int]]) -> Sentence:
    there = {risk: risks[risk] for risk in Risk if risks.get(risk)}
    ids = [deal_id for deal_id in closing if any(deal_id in found for found in there.values())]
    if not ids:
        none = "It is not" if len(closing) == 1 else "None of them is"
        return Sentence(f"{none} {' or '.join(Risk)}.", closing)
    if len(closing) == 1:
        return Sentence(f"It is at risk: {joined([risk.value for risk in there])}.", ids)
    told = joined([f"{len(found):,} {risk.value}" for risk, found in there.items()])
    if len(there) == 1:
        told = next(iter(there))
    some = f"All {len(ids):,}" if len(ids) == len(closing) else f"{len(ids):,}"
    return Sentence(f"{some} of them {is_are(ids)} at risk: {told}.", ids)


def whatever_the_filter(answer: Answer) -> Answer:
    """The answer with a word on the filter, which holds for the other answers and not for a target."""
    told = Sentence("This is of all deals that the target is for; the filter does not hold here.")
    return Answer(answer.question, (*answer.sentences, told))


def _was(ids: Sequence[int]) -> str:
    return "was" if len(ids) == 1 else "were"


def _has(ids: Sequence[int]) -> str:
    return "has" if len(ids) == 1 else "have"


def _them(ids: Sequence[int]) -> str:
    return "it" if len(ids) == 1 else "them"


def _after(mark: str, text: str, end: str = "") -> str:
    """The text between marks; nothing of all where there is none."""
    return f"{mark}{text}{end}" if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
