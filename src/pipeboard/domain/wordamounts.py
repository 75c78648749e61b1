"""Finding the one amount among the words of a line."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipeboard.domain.currencies import DIGITS, SYMBOLS, is_currency_word
from pipeboard.domain.money import Money, parse_amount, read_number
from pipeboard.errors import BadInput

_NUMBER = re.compile(
    r"""
    (?P<sign>[-+]?)(?P<before>[^\d\s.,+-]{0,3})
    (?P<number>[.,]?\d(?:[\d.,']|\ (?=\d))*)
    (?P<unit>(?:k|m|bn|tn)(?=(?:[a-z]{3})?(?:[^a-z]|$)))?(?P<after>[^\d\s.,]{0,3})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIRST_GROUP = re.compile(r"[1-9]\d{0,2}")
_LAST_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?[^\d\s]{0,3}")
_SIGNS = "".join(SYMBOLS)
_WITH_CURRENCY, _WITH_UNIT, _BARE = 2, 1, 0


@dataclass(frozen=True, slots=True)
class WordAmount:
    """The words ``first`` up to ``end`` (not included) are the amount ``money``."""

    first: int
    end: int
    money: Money


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: int
    first: int
    end: int


def find_amount(
    words: Sequence[str | None], currency: str, decimal_mark: str | None
) -> WordAmount | None:
    """The amount among ``words``, in which None stands for a word that belongs to something else.

    The last number with a currency; else the last with ``k``, ``m`` or ``bn``; else the last bare
    number. Raises BadInput if that is negative or has more decimals than its currency.
    """
    plain = [_plain(word) for word in words]
    best: _Candidate | None = None
    for index in range(len(plain)):
        found = _candidate(plain, index, decimal_mark)
        if found is not None and (best is None or found.rank >= best.rank):
            best = found
    if best is None:
        return None
    text = " ".join(word for word in plain[best.first : best.end] if word)
    return WordAmount(best.first, best.end, parse_amount(text, currency, decimal_mark=decimal_mark))


def _plain(word: str | None) -> str | None:
    if word is None:
        return None
    plain = unicodedata.normalize("NFKC", word).rstrip(",;.")
    return plain.replace("\N{MINUS SIGN}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _candidate(
    words: Sequence[str | None], index: int, decimal_mark: str | None
) -> _Candidate | None:
    """The amount whose number is ``words[index]``, with a currency before or after it."""
    match = _NUMBER.fullmatch(words[index] or "")
    if match is None or not _is_number(match["number"], decimal_mark):
        return None
    signs = [sign for sign in (match["before"], match["after"]) if sign]
    if not all(_is_sign(sign) for sign in signs):
        return None
    first, end = index, index + 1
    if not signs:
        after = words[end] if end < len(words) else None
        before = words[first - 1] if first else None
        if after and is_currency_word(after):
            end += 1
        elif before and _is_sign(before) and before not in {"ALL", "TOP", "TRY"}:
            first -= 1
    if signs or end - first > 1:
        return _Candidate(_WITH_CURRENCY, *_with_groups(words, index, first, end))
    if match["unit"]:
        return _Candidate(_WITH_UNIT, first, end)
    if match["sign"] == "+" or re.match(r"0\d", match["number"]):
        return None
    return _Candidate(_BARE, first, end)


def _with_groups(words: Sequence[str | None], index: int, first: int, end: int) -> tuple[int, int]:
    """The first and end of an amount whose thousands may stand apart: ``12 400 EUR``."""
    if first == index and _LAST_GROUP.fullmatch(words[index] or ""):
        while first and _FIRST_GROUP.fullmatch(words[first - 1] or ""):
            first -= 1
            if len(words[first] or "") < 3:
                break
    elif end == index + 1 and _FIRST_GROUP.fullmatch((words[index] or "").lstrip(_SIGNS)):
        while end < len(words) and _LAST_GROUP.fullmatch(words[end] or ""):
            end += 1
    return first, end


def _is_number(text: str, decimal_mark: str | None) -> bool:
    """Whether the marks in a number make sense, however many decimals it has."""
    try:
        read_number(text, "EUR", decimal_mark=decimal_mark)
    except BadInput:
        return False
    return True


def _is_sign(text: str) -> bool:
    """Whether a text beside a number, or attached to it, can only be its currency."""
    return text in SYMBOLS or text.upper() in SYMBOLS or text in DIGITS or is_currency_word(text)
