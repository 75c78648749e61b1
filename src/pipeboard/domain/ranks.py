"""Rank keys: text that sorts bytewise and always has room between two neighbours.

A rank is an integer part and an optional fraction, both in base 62 with digits in ASCII order.
The first letter of the integer part tells its length (``a`` one digit, ``b`` two ...; ``Z`` one
digit of a negative number, ``Y`` two ...), so counting up or down at either end of a list makes
keys grow with the logarithm of the count. The fraction never ends in the lowest digit, so there
is always a key below it. This is the order-preserving integer coding of a variable-length
number, followed by plain bisection of the fraction.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(DIGITS)
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_FIRST = "a0"


def between(low: str | None, high: str | None) -> str:
    """A rank above ``low`` and below ``high``; None means the open end on that side.

    Raises ValueError when ``low`` is not below ``high``.
    """
    if low is not None and high is not None and low >= high:
        message = f"no rank fits between {low!r} and {high!r}"
        raise ValueError(message)
    if low is None:
        return _before(high) if high is not None else _FIRST
    integer = _integer_part(low)
    if high is None:
        return _count(integer, 1)
    if integer == _integer_part(high):
        return integer + _middle(low[len(integer) :], high[len(integer) :])
    following = _count(integer, 1)
    if following < high:
        return following
    return integer + _middle(low[len(integer) :], None)


def spread(count: int, above: str | None = None) -> list[str]:
    """``count`` ascending ranks, all above ``above`` (or from the start)."""
    ranks = []
    for _ in range(count):
        above = between(above, None)
        ranks.append(above)
    return ranks


def _before(high: str) -> str:
    integer = _integer_part(high)
    return integer if integer < high else _count(integer, -1)


def _integer_part(rank: str) -> str:
    head = rank[0]
    size = ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2
    return rank[:size]


def _count(integer: str, step: int) -> str:
    """The integer part that is one up or one down from ``integer``."""
    head, digits = integer[0], [_VALUE[digit] for digit in integer[1:]]
    place = len(digits) - 1
    while place >= 0:
        digits[place] += step
        if 0 <= digits[place] < _BASE:
            return head + "".join(DIGITS[value] for value in digits)
        digits[place] %= _BASE
        place -= 1
    return _longer_or_shorter(head, step)


def _longer_or_shorter(head: str, step: int) -> str:
    """The neighbour of the last (or first) integer that begins with ``head``."""
    if head == "Z" and step > 0:
        return "a" + DIGITS[0]
    if head == "a" and step < 0:
        return "Z" + DIGITS[-1]
    following = chr(ord(head) + step)
    if not ("A" <= following <= "Z" or "a" <= following <= "z"):
        message = "there are no ranks left at this end"
        raise ValueError(message)
    size = ord(following) - ord("a") + 1 if following >= "a" else ord("Z") - ord(following) + 1
    return following + (DIGITS[0] if step > 0 else DIGITS[-1]) * size


def _middle(low: str, high: str | None) -> str:
    """A fraction above ``low`` ('' is zero) and below ``high`` (None is one)."""
    if high is not None:
        shared = 0
        while (low[shared] if shared < len(low) else DIGITS[0]) == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _middle(low[shared:], high[shared:])
    start = _VALUE[low[0]] if low else 0
    end = _VALUE[high[0]] if high is not None else _BASE
    if end - start > 1:
        return DIGITS[(start + end) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[start] + _middle(low[1:], None)
