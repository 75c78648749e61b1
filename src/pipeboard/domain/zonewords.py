"""Words after a time that name a zone: ``9:30 CET``, ``10:00 UTC+2``, ``14:00 Berlin time``.

Times are those of the rep's own zone, so such words are asked about, never dropped.
"""

import re
from collections.abc import Sequence

ZONE_HINT = "times are those of your own zone; write it as it is there, without the zone"

_ZONE = re.compile(
    r"""
    (?:utc|gmt)(?:[+-]\d{1,2}(?::?\d{2})?)? | [+-]\d{2}:?\d{2} | z | cest | cet | eest | eet | wes?t | bst | ist | [ecmp][sd]t
    | jst | kst | sgt | hkt | msk | a[ew]?[sd]t | nz[sd]t
    | (?:africa|america|asia|australia|europe|pacific)/\w+
    """,
    re.VERBOSE | re.ASCII,
)
_PLACES = frozenset(
    (
        *("local", "their", "your", "our", "my", "his", "her", "uk", "us", "eu", "central"),
        *("eastern", "western", "pacific", "mountain", "european", "british", "german", "indian"),
        *("berlin", "london", "paris", "madrid", "rome", "york", "tokyo", "sydney", "dubai"),
    )
)


def zone_words(words: Sequence[str], plain: Sequence[str], index: int) -> int:
    """How many words from ``index`` on name a zone, 0 if none do.

    ``words`` are as typed, ``plain`` as the forms of dates expect them.
    """
    if index >= len(plain):
        return 0
    if _ZONE.fullmatch(plain[index]):
        return 1 + (plain[index + 1 : index + 2] == ["time"])
    for count in (1, 2):
        named = words[index : index + count]
        if list(plain[index + count : index + count + 1]) != ["time"] or not all(named):
            continue
        if plain[index + count - 1] in _PLACES or all(each[:1].isupper() for each in named):
            return count + 1
    return 0
