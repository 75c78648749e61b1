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
_UNIT_WORD = re.compile(r"(?:k|m|bn|tn)(?P<after>[^\d\s.,]{0,3})", re.IGNORECASE)
_FIRST_GROUP = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}")
_LAST_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?[^\d\s.,]{0,3}")
_SIGNS = "".join(SYMBOLS)
_WORDS_TOO = frozenset(("ALL", "TOP", "TRY"))
"""Codes that are words of a title when they stand before a number."""

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

    The last number with a currency; else the last with ``k``, ``m`` or ``bn``, which may stand
    apart; else the last bare number, of which groups of three digits are the thousands. Raises
    BadInput if that is negative or has more decimals than its currency, and for a number with a
    currency of which the marks make no sense (``1.2.3 EUR``).
    """
    plain = [_plain(word) for word in words]
    best: _Candidate | None = None
    for index in range(len(plain)):
        _refuse_unreadable(plain, index, decimal_mark)
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


def _refuse_unreadable(words: Sequence[str | None], index: int, decimal_mark: str | None) -> None:
    """A number with a currency is an amount: it is asked about when it cannot be read as one."""
    match = _NUMBER.fullmatch(words[index] or "")
    if match is None or _is_number(match["number"], decimal_mark):
        return
    signs = [sign for sign in (match["before"], match["after"]) if sign]
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    first, end = index, index + 1
    if not _all_signs(*signs):
        return
    if not signs:
        if after and is_currency_word(after):
            end += 1
        elif before and _is_sign(before) and before not in _WORDS_TOO:
            first -= 1
        else:
            return
    text = " ".join(word for word in words[first:end] if word)
    try:
        parse_amount(text, "EUR", decimal_mark=decimal_mark)
    except BadInput as bad:
        hint = f"{bad.accepted}; put quotes around it if it is text"
        raise BadInput(bad.field, text, hint) from None


def _candidate(
    words: Sequence[str | None], index: int, decimal_mark: str | None
) -> _Candidate | None:
    """The amount whose number is ``words[index]``, with a currency before or after it."""
    match = _NUMBER.fullmatch(words[index] or "")
    if match is None or not _is_number(match["number"], decimal_mark):
        return None
    first, end = index, index + 1
    signs = [sign for sign in (match["before"], match["after"]) if sign]
    unit = bool(match["unit"])
    apart = _UNIT_WORD.fullmatch((words[end] if end < len(words) else "") or "")
    if apart is not None and not unit and not match["after"] and _all_signs(apart["after"]):
        unit, end = True, end + 1
        signs += [apart["after"]] if apart["after"] else []
    if not _all_signs(*signs):
        return None
    if not signs:
        after = words[end] if end < len(words) else None
        before = words[first - 1] if first else None
        if after and is_currency_word(after):
            end += 1
        elif before and _is_sign(before) and before not in _WORDS_TOO:
            first -= 1
    with_currency = bool(signs) or end - first > 1 + (apart is not None and unit)
    zeros = re.match(r"0\d", match["number"]) is not None
    grouped = (first, end) if unit and not zeros else _with_groups(words, index, first, end)
    if with_currency:
        return _Candidate(_WITH_CURRENCY, *grouped)
    if unit:
        return _Candidate(_WITH_UNIT, *grouped)
    if match["sign"] == "+" or zeros:
        return None
    return _Candidate(_BARE, *grouped)


def _with_groups(words: Sequence[str | None], index: int, first: int, end: int) -> tuple[int, int]:
    """The first and end of an amount whose thousands may stand apart: ``12 400 EUR``."""
    start, stop = index, index + 1
    if first == index and _LAST_GROUP.fullmatch(words[index] or ""):
        while start and _GROUP.fullmatch(words[start - 1] or ""):
            start -= 1
        if start and re.fullmatch(r"[1-9]\d?", words[start - 1] or ""):
            start -= 1
        while start < index and (words[start] or "").startswith("0"):
            start += 1
    head = (words[start] or "").lstrip(_SIGNS)
    whole = start == index or _GROUP.fullmatch(words[index] or "")
    if end == index + 1 and whole and _FIRST_GROUP.fullmatch(head):
        while stop < len(words) and _LAST_GROUP.fullmatch(words[stop] or ""):
            stop += 1
            if not _GROUP.fullmatch(words[stop - 1] or ""):
                break
    return min(first, start), max(end, stop)


def _is_number(text: str, decimal_mark: str | None) -> bool:
    """Whether the marks in a number make sense, however many decimals it has."""
    try:
        read_number(text, "EUR", decimal_mark=decimal_mark)
    except BadInput:
        return False
    return True


def _all_signs(*texts: str) -> bool:
    return all(_is_sign(text) for text in texts if text)


def _is_sign(text: str) -> bool:
    """Whether a text beside a number, or attached to it, can only be its currency."""
    return text in SYMBOLS or text.upper() in SYMBOLS or text in DIGITS or is_currency_word(text)
