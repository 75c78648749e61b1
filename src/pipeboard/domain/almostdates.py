"""Words that are almost a date: they are asked about, so that nothing is due today by a slip.

Some words can hardly be anything else (``wenesday``, ``dienstag``, ``mid december``): they are
refused wherever no day is read. Others are only likely to be meant as a date (``14 day``, ``15th``,
``weekly``): they are text as soon as anything says when.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pipeboard.domain.dateforms import plain_word
from pipeboard.domain.daynames import LINKS
from pipeboard.domain.days import MONTHS, NUMBERS, WEEKDAYS
from pipeboard.domain.foreigndates import FOREIGN, SHORT_WEEKDAYS
from pipeboard.errors import BadInput

QUOTES = "put quotes around it if it is no date"

_IN_SPAN = re.compile(
    r"(?:in|within) (\d+|an?|half an?|two|three|four|five|six) ?([a-z]+)(?![\w'-])"
)
_VAGUE_SPAN = re.compile(
    r"(?:in |within |after )?(?:a )?(?:few|couple|couple of|several) (?:more )?"
    r"(?:minutes|hours|days|weeks|months)(?![\w'-])"
)
_FRACTION = re.compile(
    r"\d+[.,]\d+ ?(?:d|w|h|hours?|days?|weeks?|months?|years?)(?![\w'-])", re.ASCII
)
_COUNT = re.compile(
    r"(?:\d+|two|three|four|five|six|ten) ?(?:d|w|m|y|mos?|mths?|days?|weeks?|wks?|fortnights?|months?|years?)"
    r"(?![\w'-])"
)
_COUNT_ALONE = re.compile(r"(?:in|within) \d+ ?$")
_PART_OF_MONTH = re.compile(r"(?:early|mid|middle of|late)[ -]([a-z]+)(?![\w'-])")
_MONTH_AND_YEAR = re.compile(r"([a-z]{3,9})\.? (?:19|20|21)\d{2}(?![\w'-])")
_NUMBER_MONTH = re.compile(
    r"(?:20\d{2}[-/](?:0[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/20\d{2})(?![\w'/-])"
)
_DIGITS = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_HOUR = re.compile(r"at \d{1,2}(?![\w:.'-])")
_QUARTER = re.compile(r"(?:q[1-4]|h[12])(?![\w'-])")
_SEASON = re.compile(r"(?:in|next|this|end of) (?:spring|summer|autumn|winter)(?![\w'-])")
_SOME_DAY = re.compile(r"(?:soon|later|sometime|someday)$")
_PART_OF_DAY = re.compile(r"in the (?:morning|afternoon|evening)")
_EVERY = re.compile(
    r"(?:every|each) (?:\d{1,2}(?:st|nd|rd|th)|second|third|last|first|now)(?![\w'-])"
)
_CLOCKS = re.compile(
    r"\d{1,2}[:.h]\d|\d{1,2}[,;]\d{2}|\d{1,2}[:.]?\d{0,2}-\d{1,2}[:.]?\d{0,2}|\d{1,2}ish|noonish"
    r"|@\d[\d:.]*|\d{1,2}(?::\d{2})?(?:p|a|hrs?)|am|pm",
    re.ASCII,
)
_ABOUT_WHEN = frozenset({"at", "around", "about", "after", "before", "from", "by", "circa", "till"})
_NOT_THE_DAY = frozenset(
    {"after", "before", "until", "till", "since", "around", "between", "early", "mid", "late"}
) | {"sometime"}
_WEEKS = frozenset({"week", "weeks", "fortnight", "fortnights"})
_FROM_WEEK = frozenset({"of", "from", "after"})
_STARTS = frozenset({"from", "starting", "beginning"})
_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DAYS_JOINED = re.compile(rf"(?:{_DAY})(?:[/&+-](?:{_DAY})|@?\d[\d:.]*)")
_DAYS_OF_MONTH = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)?-\d{1,2}(?:st|nd|rd|th|\.)? ([a-z]+)|([a-z]+) \d{1,2}-\d{1,2}"
)
_OFTEN = re.compile(
    r"(?:once|twice|(?:\d+|two|three|four) times) (?:a|an|per) (?:day|week|month|year)"
)
_DAY_AND_MONTH = re.compile(r"\d{1,2}/([a-z]{3,9})|([a-z]{3,9})/\d{1,2}", re.ASCII)
_NEXT_JOINED = re.compile(rf"(next|this)-?(week|month|year|(?:{_DAY}))")
_WRITTEN = (
    (re.compile(r"\d{1,2} \d{1,2} 20\d{2}(?!\S)"), "write a date as 1 dec 2026"),
    (re.compile(r"\d{2}-(?:0[1-9]|1[0-2])-[0-3]\d(?!\S)"), "write a date as 2026-12-24"),
    (
        re.compile(r"\d{1,2}\.? (?:dez|okt|mrz|mär|ene|abr|ago|dic|janv|févr|juil|déc)(?![\w'-])"),
        "dates are written in English, such as 1 dec",
    ),
    (re.compile(r"(?:in|after|early in) the new year(?![\w'-])"), "write the day, such as 4 jan"),
    (re.compile(r"in\d+ ?(?:d|days?|w|weeks?|months?|h|hours?)(?!\S)"), "write it as in 2 weeks"),
)
_NTH = frozenset(
    (
        *("fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
        *("seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth"),
    )
)
_DAY_AND_NUMBER = re.compile(r"(?!1-1$)\d{1,2}-\d{1,2}", re.ASCII)
_COUNT_OF_ONE = re.compile(r"(?:\d+|two|three|four|five|six|ten) (?:day|week|month|year)")
_HALVES = frozenset({"am", "pm"})
HOURS = frozenset(word for word in NUMBERS if word not in {"a", "an"} and NUMBERS[word] <= 12)
_HOUR_WORD = "|".join(sorted(HOURS, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"(?:{_HOUR_WORD}|twenty|twenty[ -]five|quarter|\d{{1,2}})(?: minutes)? (?:past|to|after) (?:{_HOUR_WORD}"
    rf"|\d{{1,2}})|half (?:past )?\d{{1,2}}|(?:{_HOUR_WORD}) [ap]m",
    re.ASCII,
)
_SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}", re.ASCII)
_FOUR_DIGITS = re.compile(r"(?:[01]?\d|2[0-3])[0-5]\d", re.ASCII)
_PARTS_SAID = (
    ["at", "night"],
    *(["in", "the", part] for part in ("morning", "afternoon", "evening")),
)
_HOURS = frozenset({"uhr", "oclock", "h", "hrs", "hours"})
_MINUTES = re.compile(r"[0-5]\d", re.ASCII)
_OF_LATER = ("day", "week", "month", "quarter", "year")

_UNITS = ("minutes", "hours", "days", "weeks", "months", "years", "fortnight", "hour")
_WORKING = ("business", "working")
_LONG_DATE_WORDS = (
    *("today", "tomorrow", "yesterday"),
    *(word for word in WEEKDAYS if word.endswith("day")),
)
_MISTYPED = {"thr": "thu", "wendesday": "wednesday", "tomo": "tomorrow", "tmw": "tomorrow"}
_MISTYPED |= {"tmmrw": "tomorrow", "2mrw": "tomorrow", "tdy": "today", "2day": "today"}
_FEASTS = frozenset({"xmas", "christmas", "easter", "thanksgiving", "pentecost"})
_ADVERBS = {
    "daily": "every day",
    "weekly": "every week",
    "fortnightly": "every 2 weeks",
    "monthly": "every month",
    "quarterly": "every quarter",
    "yearly": "every year",
    "annually": "every year",
    "biweekly": "every 2 weeks",
    "bimonthly": "every 2 months",
    "bi-weekly": "every 2 weeks",
    "bi-monthly": "every 2 months",
}
_MONTHS_ONLY = frozenset(word for word in MONTHS if len(word) > 5 and word != "august")
"""Names of months that are nothing else."""


def refuse_almost(words: Sequence[str], free: Sequence[int], *, sure: bool = False) -> None:
    """Raises BadInput for what can only be meant as a date, naming it and what to write.

    ``words`` are all of a line, ``free`` the places of those that nothing has taken. With ``sure``
    what is only likely to be a date is let pass, as something else says when.
    """
    plain = [plain_word(each) for each in words]
    for index in free:
        said = " ".join(plain[index : index + 4])
        _refuse_span(said, words, index)
        found = _meant(plain[index]) or _vague(said)
        if found is None and not sure:
            found = _likely(plain, index)
            found = found or _at_the_end(plain, index, few=len(free) <= 2)
        if found is not None:
            count = len(found[0].split())
            typed = " ".join(words[index : index + count])
            hint = found[1] if found[1].endswith("?") else f"{found[1]};"
            raise BadInput("due", typed, f"{hint} {QUOTES}")


def is_adverb(word: str) -> bool:
    """Whether a word says how often: ``weekly``."""
    return plain_word(word) in _ADVERBS


def refuse_beside_time(words: Sequence[str], places: Sequence[int]) -> None:
    """Raises BadInput for a short weekday of another language beside a time: ``mi 10:00``."""
    for index in places:
        english = SHORT_WEEKDAYS.get(plain_word(words[index]))
        if english is not None:
            hint = f"days are written in English: {english}; {QUOTES}"
            raise BadInput("due", words[index], hint)


def refuse_after_day(words: Sequence[str], index: int, *, last: bool) -> None:
    """Raises BadInput for what right after a day is likely its time.

    ``last`` says whether the text ends with the word at ``index``.
    """
    word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
    plain, further = plain_word(word), plain_word(following)
    hint = "write a time as 9:05, and only when it begins, or put quotes around what is no time"
    if _CLOCKS.fullmatch(plain) or _SECONDS.fullmatch(plain):
        raise BadInput("due", word, hint)
    number = further[:1].isdigit() or further in {"lunch", "lunchtime"}
    number = number or (plain == "at" and further in HOURS and index + 2 >= len(words))
    if plain in HOURS and further in _HALVES:
        raise BadInput("due", f"{word} {following}", "write a time as 17:00 or 5pm")
    for count in (2, 3):
        if index + count <= len(words):
            refuse_spoken(words, index + count - 1, longest=count)
    for part in _PARTS_SAID:
        said = words[index : index + len(part)]
        if [plain_word(each) for each in said] == part:
            raise BadInput("due", " ".join(said), f"write a time, such as 9:00; {QUOTES}")
    if (plain in _ABOUT_WHEN and number) or (
        plain.isdigit() and (further in _HOURS or _MINUTES.fullmatch(further))
    ):
        raise BadInput("due", f"{word} {following}", hint)
    if last and _FOUR_DIGITS.fullmatch(plain):
        raise BadInput("due", word, _clock_hint(plain))
    if plain in _OF_LATER and last:
        raise BadInput("due", word, f"write the day, such as fri or +2w; {QUOTES}")


def refuse_before_day(words: Sequence[str], index: int, *, begins: bool, alone: bool) -> None:
    """Raises BadInput for what right before a day is its time (``0930 tue``), or moves the day.

    ``begins`` says whether the text begins with the word at ``index``, ``alone`` whether it is all
    that the follow-up would be about.
    """
    word, before = words[index], words[index - 1] if index else ""
    plain = plain_word(word)
    if _ORDINAL.fullmatch(plain) and alone and plain_word(words[index + 1]) in WEEKDAYS:
        said = f"{word} {words[index + 1]}"
        hint = f"write {said} of dec, or every {said} of the month; {QUOTES}"
        raise BadInput("due", said, hint)
    refuse_spoken(words, index)
    if _SECONDS.fullmatch(plain):
        raise BadInput("due", word, f"write a time as 9:30; {QUOTES}")
    if _FOUR_DIGITS.fullmatch(plain) and (alone or (len(plain) == 4 and plain.startswith("0"))):
        raise BadInput("due", word, _clock_hint(plain))
    if plain.isdigit() and plain_word(before) in {"around", "circa"}:
        hint = "write a time as 9:00, or put quotes around what is no time"
        raise BadInput("due", f"{before} {word}", hint)
    counted = plain in _WEEKS and (plain_word(before) in NUMBERS or before.isdigit())
    counted = counted or (plain in _FROM_WEEK and plain_word(before) in _WEEKS)
    if counted or plain in _NOT_THE_DAY or (begins and plain in _STARTS):
        hint = f"write the day itself, such as 13 dec, or a week from fri; {QUOTES}"
        raise BadInput("due", word, hint)


def refuse_spoken(words: Sequence[str], last: int, *, longest: int = 4) -> None:
    """Raises BadInput for a spoken time that ends at a word: ``ten to nine``, ``half 10``.

    It has at most ``longest`` words.
    """
    for count in range(longest, 1, -1):
        typed = " ".join(words[max(last - count + 1, 0) : last + 1])
        if last - count + 1 >= 0 and _SPOKEN.fullmatch(" ".join(map(plain_word, typed.split()))):
            raise BadInput("due", typed, f"write a time as 9:10 or 17:00; {QUOTES}")


def _clock_hint(digits: str) -> str:
    return f"write a time as {digits[:-2]}:{digits[-2:]}, or put quotes around what is no time"


def _refuse_span(said: str, words: Sequence[str], index: int) -> None:
    """A span that is not read: by a unit that is mistyped, or that cannot be counted."""
    span = _IN_SPAN.match(said)
    if span is not None and _counts(span[1], span[2]):
        hint = "write it as in 90 minutes, in 3 days, +2w or in 3 months"
        raise BadInput("due", span[0], hint)
    vague = _VAGUE_SPAN.match(said)
    if vague is None and said.startswith(("in ", "within ")):
        vague = _FRACTION.match(said, said.index(" ") + 1)
    if vague is not None:
        hint = f"write how many, as in 3 days or in 36 hours; {QUOTES}"
        count = len(said[: vague.end()].split())
        raise BadInput("due", " ".join(words[index : index + count]), hint)


def _meant(word: str) -> tuple[str, str] | None:
    """One word that can only be a date, and what to write instead."""
    english = FOREIGN.get(word)
    if english is not None:
        return word, f"dates are written in English: {english}"
    if word in _MISTYPED:
        return word, f"did you mean {_MISTYPED[word]}?"
    if word.endswith("days") and word.removesuffix("s") in WEEKDAYS:
        return word, f"write every {word.removesuffix('s')}"
    if _SECONDS.fullmatch(word):
        return word, "write a time as 9:30"
    if _DAYS_JOINED.fullmatch(word):
        return word, "write one day and when it begins, such as tue 9:00"
    if word in _FEASTS:
        return word, "write the day, such as 24 dec"
    if word.endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")):
        return None
    swapped = _swapped(word)
    if swapped:
        return word, f"did you mean {swapped}?"
    match = _DAY_AND_MONTH.fullmatch(word)
    if match is not None and (match[1] or match[2]) in MONTHS:
        return word, "write a date as 5 jan"
    match = _NEXT_JOINED.fullmatch(word)
    if match is not None:
        return word, f"write {match[1]} {match[2]}"
    near = get_close_matches(word, _LONG_DATE_WORDS, n=1, cutoff=0.85) if len(word) > 4 else []
    return (word, f"did you mean {near[0]}?") if near else None


def _swapped(word: str) -> str | None:
    """The word for a day of which two letters side by side are swapped: ``firday``."""
    for place in range(len(word) - 1):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if swapped in _LONG_DATE_WORDS and swapped != word:
            return swapped
    return None


def _vague(said: str) -> tuple[str, str] | None:
    """Words that name a time, but no day, and what to write instead."""
    first = said.split(" ")[0]
    if first in {"weekend", "weekends"}:
        return first, "write the day, sat or sun"
    if said.startswith(("nxt ", "nex ")):
        return " ".join(said.split(" ")[:2]), "did you mean next?"
    for pattern, hint in _WRITTEN:
        found = pattern.match(said)
        if found is not None:
            return found[0], hint
    part = _PART_OF_MONTH.match(said)
    if part is not None and (part[1] in MONTHS or part[1] in {"month", "week", "year"}):
        return part[0], "write the day, such as 15 dec"
    days = _DAYS_OF_MONTH.match(said)
    if days is not None and (days[1] or days[2]) in MONTHS:
        return days[0], "write one day, such as 12 dec"
    in_month = said.split(" ")
    if first in {"in", "by", "during", "until"} and in_month[1:2] and in_month[1] in MONTHS:
        return " ".join(in_month[:2]), "write the day, such as 15 dec"
    month = _MONTH_AND_YEAR.match(said)
    if month is not None and month[1] in MONTHS:
        return month[0], "write the day too, such as 15 dec 2026"
    return None


def _likely(plain: Sequence[str], index: int) -> tuple[str, str] | None:
    """Words that are likely meant as a date where nothing else says when, and what to write."""
    said = " ".join(plain[index : index + 4])
    word = plain[index]
    if word in _ADVERBS and _is_last(plain, index):
        return word, f"write {_ADVERBS[word]}"
    for pattern, hint in (
        (_FRACTION, "write how many hours or days, as in 36 hours"),
        (_COUNT, "write a span as in 14 days or +2w"),
        (_COUNT_ALONE, "write a span as in 15 minutes or in 15 days"),
        (_NUMBER_MONTH, "write the day too, such as 2026-12-24"),
        (_DIGITS, "write a date as 2026-12-24"),
        (_ORDINAL, "write a day as the 15th, or as 15 dec"),
        (_HOUR, "write a time as 14:00"),
        (_QUARTER, "write the day, such as eoq, or 15 dec"),
        (_SEASON, "write the day, such as 15 dec"),
        (_SOME_DAY, "write the day, such as fri or +2w"),
        (_PART_OF_DAY, "write a time of day, such as 9:00"),
        (_OFTEN, "write every week, or every mon and thu"),
        (_EVERY, "write it as every 2 weeks, every mon or every month on the 15th"),
    ):
        match = pattern.match(said)
        if pattern is _COUNT and match is not None and _COUNT_OF_ONE.fullmatch(match[0]):
            match = match if _is_last(plain, index + 1) else None
        if match is not None and (pattern is not _ORDINAL or match[0] == word):
            return match[0], hint
    if word in {"weekdays", "workdays"}:
        return word, "write every weekday"
    if word in _MONTHS_ONLY:
        return word, "write the day, such as 15 dec"
    return None


def _is_last(plain: Sequence[str], index: int) -> bool:
    """Whether no noun follows a word, of which it would say more: ``weekly`` report."""
    following = plain[index + 1] if index + 1 < len(plain) else ""
    return not following[:1].isalpha() or following in LINKS


def _at_the_end(plain: Sequence[str], index: int, *, few: bool) -> tuple[str, str] | None:
    """What is likely a date or a time as the last words; with ``few`` words also ``12-12``."""
    said = plain[index:]
    if len(said) == 1 and few and _DAY_AND_NUMBER.fullmatch(said[0]):
        return said[0], "write a date as 12 dec, a time as 9:30"
    if len(said) == 2 and said[0] == "the" and said[1] in _NTH:
        return " ".join(said), "write a day as the 12th, or as 12 dec"
    if 2 <= len(said) <= 4 and _SPOKEN.fullmatch(" ".join(said)):
        return " ".join(said), "write a time as 9:10 or 17:00"
    return None


def _counts(number: str, unit: str) -> bool:
    if number.isdigit() and unit in _WORKING:
        return True
    return bool(get_close_matches(unit, _UNITS, n=1, cutoff=0.75))
