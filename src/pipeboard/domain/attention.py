"""How soon the target is reached and what should close this week, each in sentences that open."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from pipeboard.domain import pace
from pipeboard.domain.answers import Answer, Lot, Sentence, deals_are, is_are, told_money
from pipeboard.domain.days import written
from pipeboard.domain.money import Money, readable
from pipeboard.domain.pace import Progress
from pipeboard.domain.periods import Period
from pipeboard.domain.words import joined, many

HOW_SOON: Final = "How soon is the target reached?"
THIS_WEEK: Final = "How many deals are expected to close this week?"


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
            text += f"{deals_are(ahead.deal_ids)} expected to close by then"
            if ahead.worth:
                text += f", worth {ahead.worth} and weighted {told_money(ahead.weighted or {})}"
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
        text = f"{deals_are(closing.deal_ids)} expected to close this week, {until}"
        if closing.worth:
            text += f": worth {closing.worth}, weighted {told_money(closing.weighted or {})}"
        sentences.append(Sentence(f"{text}.", closing.deal_ids))
        sentences.append(_at_risk(closing, risks))
    if late.deal_ids:
        count = many(len(late.deal_ids), "more deal" if closing.deal_ids else "open deal")
        worth = f", worth {late.worth}," if late.worth else ""
        them = "it" if len(late.deal_ids) == 1 else "them"
        text = f"{count}{worth} should have closed before: give {them} a new day, or close {them}."
        sentences.append(Sentence(text, late.deal_ids))
    if undated:
        text = f"{many(len(undated), 'open deal')} without an expected close {is_are(undated)} not told of."
        sentences.append(Sentence(text, undated))
    return Answer(THIS_WEEK, sentences)


def _at_risk(closing: Lot, risks: Mapping[Risk, Sequence[int]]) -> Sentence:
    there = {risk: risks[risk] for risk in Risk if risks.get(risk)}
    at_risk = {deal_id for ids in there.values() for deal_id in ids}
    if not at_risk:
        return Sentence("None of them is late, stale or without a next step.", closing.deal_ids)
    told = joined([f"{len(ids):,} {risk.value}" for risk, ids in there.items()])
    ids = [deal_id for deal_id in closing.deal_ids if deal_id in at_risk]
    return Sentence(f"{len(ids):,} of them {is_are(ids)} at risk: {told}.", ids)


def whatever_the_filter(answer: Answer) -> Answer:
    """The answer with a word on the filter, which holds for the other answers and not for a target."""
    told = Sentence("This is of all deals that the target is for; the filter does not hold here.")
    return Answer(answer.question, (*answer.sentences, told))


def _was(ids: Sequence[int]) -> str:
    return "was" if len(ids) == 1 else "were"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
