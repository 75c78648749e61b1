"""Files of any program become text."""

import pytest

from pipeboard.errors import BadInput
from pipeboard.exchange.decoding import decode

GERMAN = "Titel;Firma;Betrag\nGrößere Lösung für Müller;Bäckerei Jäger;1.234,50 €\n"
RUSSIAN = "Название,Компания\nПоставка оборудования,Ромашка\nДоговор на обслуживание,Вектор\n"
POLISH = "title,company\nZażółć gęślą jaźń,Łódź sp.\n"
JAPANESE = "title,company\n新規案件,株式会社日本\n提案書の送付,東京電力\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_western_text_is_read_in_every_encoding(encoding: str) -> None:
    """A byte order mark is no part of the text; without one the bytes themselves tell."""
    text = GERMAN * 3
    assert decode(text.encode(encoding), "a.csv") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (POLISH, "cp1250"), (JAPANESE, "shift_jis")],
)
def test_other_code_pages_are_told_by_their_letters(text: str, encoding: str) -> None:
    """What makes no sense as Western text is read as what it looks like."""
    assert decode(text.encode(encoding), "a.csv") == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\x00", "database"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"title,value\n\x00\x00\x00\x00,1\n", "not text"),
        (bytes(range(1, 32)) * 4, "not text"),
        (b"\xff\xfea\x00b", "broken"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, says: str) -> None:
    """The message names the file and what it is instead."""
    with pytest.raises(BadInput, match=says) as caught:
        decode(data, "deals.xlsx")
    assert caught.value.value == "deals.xlsx"
