"""The currencies of ISO 4217: how many digits each has, and the signs people write for them."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from pipeboard.errors import BadInput

_TWO_DIGITS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB
SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL
"""
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"

DIGITS: Mapping[str, int] = MappingProxyType(
    {
        code: count
        for codes, count in (
            (_TWO_DIGITS, 2),
            (_NO_DIGITS, 0),
            (_THREE_DIGITS, 3),
            (_FOUR_DIGITS, 4),
        )
        for code in codes.split()
    }
)
"""Code -> digits after the decimal mark (the minor unit of ISO 4217)."""

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "€": "EUR",
        "$": "USD",
        "£": "GBP",
        "¥": "JPY",
        "₹": "INR",
        "₩": "KRW",
        "₽": "RUB",
        "₺": "TRY",
        "₴": "UAH",
        "₦": "NGN",
        "₫": "VND",
        "₪": "ILS",
        "₱": "PHP",
        "฿": "THB",
        "₡": "CRC",
        "₲": "PYG",
        "₵": "GHS",
        "₸": "KZT",
        "₼": "AZN",
        "₾": "GEL",
        "₮": "MNT",
        "₭": "LAK",
        "៛": "KHR",
        "元": "CNY",
        "円": "JPY",
        "US$": "USD",
        "A$": "AUD",
        "AU$": "AUD",
        "C$": "CAD",
        "CA$": "CAD",
        "NZ$": "NZD",
        "HK$": "HKD",
        "S$": "SGD",
        "NT$": "TWD",
        "MX$": "MXN",
        "R$": "BRL",
        "CN¥": "CNY",
        "JP¥": "JPY",
        "zł": "PLN",
        "Kč": "CZK",
        "kr": "SEK",
        "Ft": "HUF",
    }
)
"""Sign -> the currency it means when nothing else tells."""

_ENGLISH_WORDS = "all bam bob cad cop cup gel mad mop pen ron rub sos top try"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())

_DOLLARS = """
ARS AUD BBD BMD BND BSD BZD CAD CLP COP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD USD
UYU XCD
"""
_SHARED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "$": frozenset(_DOLLARS.split()),
        "£": frozenset(("EGP", "FKP", "GBP", "GIP", "LBP", "SHP", "SYP")),
        "¥": frozenset(("CNY", "JPY")),
        "₩": frozenset(("KPW", "KRW")),
        "kr": frozenset(("DKK", "ISK", "NOK", "SEK")),
    }
)


def digits(currency: str) -> int:
    """How many digits of the minor unit ``currency`` has (JPY 0, EUR 2, KWD 3).

    Raises BadInput for a code that ISO 4217 does not have.
    """
    try:
        return DIGITS[currency]
    except KeyError:
        raise _unknown(currency) from None


def currency_code(text: str, default: str = "") -> str:
    """The code that ``text`` names: a code in any case, or a sign such as ``€``.

    A sign that several currencies share (``$``, ``£``, ``¥``) means ``default`` if that is one of
    them. Raises BadInput for anything else.
    """
    name = unicodedata.normalize("NFKC", text).strip()
    if default in _SHARED.get(name, ()):
        return default
    code = SYMBOLS.get(name) or SYMBOLS.get(name.upper()) or name.upper()
    if code not in DIGITS:
        raise _unknown(text.strip())
    return code


def is_currency_word(word: str) -> bool:
    """Whether a word beside a number names a currency: a sign, ``EUR``, or ``eur``.

    Codes that are English words or names (``all``, ``top``, ``try``) count in capitals only.
    """
    name = unicodedata.normalize("NFKC", word)
    if name in SYMBOLS or name in DIGITS:
        return True
    return name.islower() and name.upper() in DIGITS and name not in _ENGLISH


def shares_sign(sign: str, currency: str) -> bool:
    """Whether ``sign`` is written for ``currency``: ``$`` is for CAD too, ``€`` for EUR alone."""
    name = unicodedata.normalize("NFKC", sign).strip()
    return currency in _SHARED.get(name, ()) or SYMBOLS.get(name) == currency


def _unknown(text: str) -> BadInput:
    from difflib import get_close_matches

    near = get_close_matches(text.upper(), DIGITS, n=1, cutoff=0.6)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return BadInput("currency", text, f"a code of ISO 4217 is needed, such as EUR or USD{hint}")
