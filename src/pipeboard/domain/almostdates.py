"""Words that are almost a date: they are asked about, so that nothing is due today by a slip."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pipeboard.domain.dateforms import plain_word
from pipeboard.domain.days import WEEKDAYS
from pipeboard.errors import BadInput

_SPAN = re.compile(r"in (\d+|an?|half an?|two|three|four|five|six) ?([a-z]+)(?![\w'-])")
_UNITS = ("minutes", "hours", "days", "weeks", "months", "years", "fortnight", "hour")
_WORKING = ("business", "working")
_LONG_DATE_WORDS = (
    *("today", "tomorrow", "yesterday"),
    *(word for word in WEEKDAYS if word.endswith("day")),
)


def refuse_almost(words: Sequence[str], free: Sequence[int]) -> None:
    """Raises BadInput for a mistyped day, and for a span that cannot be counted.

    ``words`` are all of a line, ``free`` the places of those that nothing has taken.
    """
    for index in free:
        said = " ".join(plain_word(each) for each in words[index : index + 4])
        span = _SPAN.match(said)
        if span is not None and _counts(span[1], span[2]):
            hint = "write it as in 90 minutes, in 3 days, +2w or in 3 months"
            raise BadInput("due", span[0], hint)
        word = plain_word(words[index])
        near = get_close_matches(word, _LONG_DATE_WORDS, n=1, cutoff=0.85)
        if near and len(word) > 4:
            hint = f"did you mean {near[0]}? put quotes around it if it is no date"
            raise BadInput("due", words[index], hint)


def _counts(number: str, unit: str) -> bool:
    if number.isdigit() and unit in _WORKING:
        return True
    return bool(get_close_matches(unit, _UNITS, n=1, cutoff=0.75))
