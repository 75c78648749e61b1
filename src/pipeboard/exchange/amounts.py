"""Amounts, currencies and probabilities of a column, as other programs write them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType
from typing import Final

from pipeboard.domain.currencies import currency_code
from pipeboard.domain.money import Money, from_decimal, parse_amount
from pipeboard.errors import BadInput
from pipeboard.exchange.dates import BLANK

_NUMBER: Final = re.compile(r"\d[\d.,'’\s]*")
_SPACES: Final = re.compile(r"['’\s]")
_SCIENTIFIC: Final = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d{1,2}")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?")
_PERCENT: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(%?)")
_CODE_AND_NAME: Final = re.compile(r"([A-Za-z]{3})\s*[-–:(].*")

_CURRENCY_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: code
        for code, names in {
            "AED": "uae dirham, emirati dirham, united arab emirates dirham",
            "ARS": "argentine peso",
            "AUD": "australian dollar",
            "BRL": "brazilian real, real",
            "CAD": "canadian dollar",
            "CHF": "swiss franc, schweizer franken",
            "CLP": "chilean peso",
            "CNY": "chinese yuan, yuan, renminbi, yuan renminbi",
            "COP": "colombian peso",
            "CZK": "czech koruna",
            "DKK": "danish krone",
            "EGP": "egyptian pound",
            "EUR": "euro, euros",
            "GBP": "british pound, pound sterling, british pound sterling, uk pound, sterling",
            "HKD": "hong kong dollar",
            "HUF": "hungarian forint, forint",
            "IDR": "indonesian rupiah, rupiah",
            "ILS": "israeli shekel, israeli new shekel, new shekel",
            "INR": "indian rupee",
            "JPY": "japanese yen, yen",
            "KRW": "south korean won, korean won",
            "KWD": "kuwaiti dinar",
            "MXN": "mexican peso",
            "MYR": "malaysian ringgit",
            "NGN": "nigerian naira",
            "NOK": "norwegian krone",
            "NZD": "new zealand dollar",
            "PHP": "philippine peso",
            "PLN": "polish zloty, polish złoty, zloty, złoty",
            "RON": "romanian leu",
            "RUB": "russian ruble, russian rouble",
            "SAR": "saudi riyal, saudi arabian riyal",
            "SEK": "swedish krona",
            "SGD": "singapore dollar",
            "THB": "thai baht, baht",
            "TRY": "turkish lira",
            "TWD": "new taiwan dollar, taiwan dollar",
            "UAH": "ukrainian hryvnia, hryvnia",
            "USD": "us dollar, u.s. dollar, united states dollar, american dollar, dollar",
            "VND": "vietnamese dong",
            "ZAR": "south african rand, rand",
        }.items()
        for name in names.split(", ")
    }
)


def read_currency(field: str, text: str, default: str) -> str:
    """The code of a currency given by code, sign, name, or code and name.

    A sign of several currencies means ``default`` if that is one of them. Raises BadInput.
    """
    plain = " ".join(text.casefold().split())
    named = _CURRENCY_NAMES.get(plain) or _CURRENCY_NAMES.get(plain.removesuffix("s"))
    if named:
        return named
    both = _CODE_AND_NAME.fullmatch(text.strip())
    try:
        return currency_code(both[1] if both else text, default)
    except BadInput as unknown:
        raise BadInput(field, text, unknown.accepted) from None


def decimal_mark(values: Iterable[str]) -> str | None:
    """The decimal mark that the values of a column agree on; None when nothing tells."""
    votes: Counter[str] = Counter()
    for value in set(values):
        match = _NUMBER.search(value)
        if match and (mark := _mark(_SPACES.sub("", match[0]).rstrip(".,"))):
            votes[mark] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _mark(number: str) -> str | None:
    """The decimal mark that one number shows; None for ``1200`` and ``1,200``."""
    marks = [char for char in number if char in ".,"]
    if not marks:
        return None
    if len(set(marks)) == 2:
        return marks[-1]
    other = "," if marks[0] == "." else "."
    if len(marks) > 1:
        return other
    before, _, after = number.partition(marks[0])
    grouped = len(after) == 3 and len(before) <= 3 and not before.startswith("0")
    return None if grouped else marks[0]


class AmountColumn:
    """Reads the amounts of one column, each distinct text once.

    ``field`` names the column in errors; ``mark`` is its decimal mark where that is known;
    ``hundredths`` says that it counts cents, in every currency.
    """

    def __init__(self, field: str, *, mark: str | None, hundredths: bool) -> None:
        self._field = field
        self._mark = mark
        self._hundredths = hundredths
        self._read: dict[tuple[str, str, bool], Money | None] = {}

    def money(self, text: str, currency: str, *, told: bool) -> Money | None:
        """The amount, None for a blank; BadInput for what is none.

        ``currency`` holds where the text names none; ``told`` says that the row itself names it,
        so that another one in the text is a contradiction.
        """
        key = (text, currency, told)
        if key not in self._read:
            try:
                self._read[key] = self._parse(text, currency, told)
            except BadInput as bad:
                raise BadInput(self._field, text, bad.accepted) from None
        return self._read[key]

    def _parse(self, text: str, currency: str, told: bool) -> Money | None:
        plain = text.strip()
        if plain.casefold() in BLANK:
            return None
        if self._hundredths and _PLAIN.fullmatch(plain):
            return from_decimal(Decimal(plain).scaleb(-2), currency, field=self._field)
        if _SCIENTIFIC.fullmatch(plain):
            return from_decimal(Decimal(plain), currency, field=self._field)
        money = parse_amount(plain, currency, decimal_mark=self._mark, field=self._field)
        if told and money.currency != currency:
            raise BadInput(self._field, text, f"the currency column says {currency}")
        return money


def is_fraction(values: Iterable[str]) -> bool:
    """Whether a column of probabilities is of parts of one instead of percent."""
    plain = {value.strip().replace(",", ".") for value in values} - {""}
    numbers = [Decimal(value) for value in plain if _PLAIN.fullmatch(value)]
    return 0 < max(numbers, default=0) <= 1


def read_probability(field: str, text: str, *, fraction: bool) -> int | None:
    """A probability in whole percent, rounded half-even; None for a blank, else BadInput."""
    plain = text.strip()
    if plain.casefold() in BLANK:
        return None
    match = _PERCENT.fullmatch(plain)
    if match:
        number = Decimal(match[1].replace(",", "."))
        percent = number * 100 if fraction and not match[2] else number
        if percent <= 100:
            return int(percent.to_integral_value(ROUND_HALF_EVEN))
    scale = "0 to 1, as the others of this column are" if fraction else "0 to 100"
    raise BadInput(field, text, f"a probability is needed from {scale}")
