"""What holds for one-line capture: tables of lines with the clock pinned, and what is refused."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.capture import (
    DealDraft,
    FollowUpDraft,
    Reading,
    read_deal,
    read_follow_up,
)
from pipeboard.domain.dates import Due
from pipeboard.domain.locale import Locale
from pipeboard.domain.money import Money
from pipeboard.errors import BadInput

NOW = datetime(2026, 11, 23, 9, 0)
"""A Monday."""

TODAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
TYPES = ("call", "e-mail", "meeting", "demo", "task", "site visit", "visit")
COMPANIES = ("ACME", "Acme Labs", "Sun Microsystems", "3M", "Demo Systems")


def company_beginning(text: str) -> str | None:
    """The longest known company that a text begins with."""
    words = text.casefold().split()
    found = [name for name in COMPANIES if words[: len(name.split())] == name.casefold().split()]
    return max(found, key=len, default=None)


def deal(text: str) -> Reading[DealDraft]:
    """The deal as a rep in euros with a few known companies reads it."""
    return read_deal(
        text,
        now=NOW,
        locale=Locale(),
        currency="EUR",
        companies_known=company_beginning,
        types=TYPES,
    )


def euros(amount: int) -> Money:
    """A value in whole euros."""
    return Money(amount * 100, "EUR")


def test_the_line_of_the_product() -> None:
    """The example that the product shows is read completely, and its pieces say how."""
    text = "Acme renewal 12k EUR @lena call tue 9:30 #hot"
    reading = deal(text)
    assert reading.draft == DealDraft(
        title="Acme renewal",
        value=euros(12_000),
        company="ACME",
        contacts=("lena",),
        labels=("hot",),
        follow_up=FollowUpDraft("call", "call", Due(TUESDAY, time(9, 30)), contact="lena"),
    )
    assert [(text[p.start : p.end], p.kind, p.meaning) for p in reading.pieces] == [
        ("Acme renewal", "title", "Acme renewal"),
        ("12k EUR", "value", "12,000.00 EUR"),
        ("@lena", "contact", "lena"),
        ("call", "type", "call"),
        ("tue 9:30", "due", "Tue 24 Nov 2026 09:30"),
        ("#hot", "label", "hot"),
    ]


@pytest.mark.parametrize(
    ("text", "title", "value"),
    [
        ("Acme renewal", "Acme renewal", None),
        ("Acme renewal 12k", "Acme renewal", euros(12_000)),
        ("12k Acme renewal", "Acme renewal", euros(12_000)),
        ("Acme renewal 500", "Acme renewal", euros(500)),
        ("Acme €1.234,56 renewal", "Acme renewal", Money(123_456, "EUR")),
        ("Acme $22,700.00", "Acme", Money(2_270_000, "USD")),
        ("USD 500 Acme", "Acme", Money(50_000, "USD")),
        ("Acme 12k eur", "Acme", euros(12_000)),
        ("Acme 12.12", "Acme", Money(1212, "EUR")),
        ("Windows 11 rollout 500", "Windows 11 rollout", euros(500)),
        ("Windows 11 rollout 5k", "Windows 11 rollout", euros(5000)),
        ('"Windows 11" rollout', "Windows 11 rollout", None),
        ("5k run sponsorship 12k EUR", "5k run sponsorship", euros(12_000)),
        ("Rollout 12 400 EUR", "Rollout", euros(12_400)),
        ("Rollout € 12 400", "Rollout", euros(12_400)),
        ("Rollout 1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567 EUR", "Rollout", euros(1_234_567)),
        ("Rollout 1 000 000 EUR", "Rollout", euros(1_000_000)),
        ("Rollout 12 k EUR", "Rollout", euros(12_000)),
        ("Rollout € 1.5 m", "Rollout", euros(1_500_000)),
        ("Rollout 12 K", "Rollout", euros(12_000)),
        ("Rollout 12 k€", "Rollout", euros(12_000)),
        ("Rollout 5 000", "Rollout", euros(5000)),
        ("Rollout 1 234 567", "Rollout", euros(1_234_567)),
        ("Rollout 5 000 000", "Rollout", euros(5_000_000)),
        ("Rollout 1 234,50", "Rollout", Money(123_450, "EUR")),
        ("Rollout 5 000 k", "Rollout", euros(5_000_000)),
        ("Rollout 12 50", "Rollout 12", euros(50)),
        ("Route 66 100k", "Route 66", euros(100_000)),
        ("Route 66 100 k EUR", "Route 66", euros(100_000)),
        ("Route 66 100k EUR", "Route 66", euros(100_000)),
        ("Launch 2026 400", "Launch 2026", euros(400)),
        ("Launch 2026 400 EUR", "Launch 2026", euros(400)),
        ("Acme 500 top seats", "Acme top seats", euros(500)),
        ("Python 3.11.7 support 5k", "Python 3.11.7 support", euros(5000)),
        ("Python 3.11.7 support", "Python 3.11.7 support", None),
        ("Hotline 01705551234", "Hotline 01705551234", None),
        ("Seats 50% off 30x", "Seats 50% off 30x", None),
        ("Acme 12 dec 500 rest", "Acme 12 dec rest", euros(500)),
        ("3M deal", "3M deal", None),
        ("3M deal 12k", "3M deal", euros(12_000)),
        ("Acme deal, 12k,", "Acme deal", euros(12_000)),
        ("Acme - 12k -", "Acme", euros(12_000)),
        ("[red]x[/] 5k", "[red]x[/]", euros(5000)),
        ("Re: offer http://x.com/a 5k", "Re: offer http://x.com/a", euros(5000)),
        ("株式会社　１２ｋ", "株式会社", euros(12_000)),
    ],
)
def test_an_amount_is_taken_out_of_the_title(text: str, title: str, value: Money | None) -> None:
    """A number with a currency beats one with ``k``, which beats the last bare number."""
    draft = deal(text).draft
    assert (draft.title, draft.value, draft.follow_up) == (title, value, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X @lena", {"contacts": ("lena",)}),
        ('X @"Lena Fox" @tom_b @tom_b', {"contacts": ("Lena Fox", "tom b")}),
        ("X ＠lena, rest", {"title": "X rest", "contacts": ("lena",)}),
        ("X +Corvid_Labs", {"company": "Corvid Labs"}),
        ('X +"Corvid Labs"', {"company": "Corvid Labs"}),
        ("X +acme", {"company": "ACME"}),
        ("X +Acme_Systems", {"company": "Acme Systems"}),
        ("Acme, X", {"title": "Acme, X", "company": "ACME"}),
        ("Acme labs X", {"title": "Acme labs X", "company": "Acme Labs"}),
        ("X +3M", {"company": "3M"}),
        ("Acme X", {"title": "Acme X", "company": "ACME"}),
        ("Acme X +Corvid", {"title": "Acme X", "company": "Corvid"}),
        ("X owner:ann_b", {"owner": "ann_b"}),
        ("X owner: ann", {"owner": "ann"}),
        ("X Source:trade_fair", {"source": "trade fair"}),
        ('X stage:"Initial Contact"', {"stage": "Initial Contact"}),
        ("X #hot #big_one #hot", {"labels": ("hot", "big_one")}),
        ("X !high call tue", {"priority": "high"}),
        ("X closes:eom", {"expected_close": date(2026, 11, 30)}),
        ("X closes:12 dec 5k", {"expected_close": date(2026, 12, 12), "value": euros(5000)}),
        ("X closes: 12/12/2026", {"expected_close": date(2026, 12, 12)}),
        ('X closes:"12 dec"', {"expected_close": date(2026, 12, 12)}),
        ("X closes:next_month", {"expected_close": date(2026, 12, 23)}),
        ("X closes:2026-12", {"expected_close": date(2026, 12, 31)}),
        ("X closes:3m", {"expected_close": date(2027, 2, 23)}),
        ("X closes: +2w", {"expected_close": date(2026, 12, 7)}),
        ("Order #4711 C# port", {"title": "Order #4711 C# port", "labels": ()}),
        ("Wow ! @ # +", {"title": "Wow ! @ # +"}),
        ("Room @home", {"title": "Room", "contacts": ("home",)}),
    ],
)
def test_signs_may_stand_anywhere(text: str, expected: dict[str, Any]) -> None:
    """Each sign fills its field, quoted or with underscores; a sign without a name is text."""
    draft = deal(text).draft
    assert {name: getattr(draft, name) for name in expected} == expected
    if "title" not in expected:
        assert draft.title == "X"


@pytest.mark.parametrize(
    ("text", "title", "kind", "subject", "due"),
    [
        ("Acme renewal call tue", "Acme renewal", "call", "call", Due(TUESDAY)),
        ("Acme call lena tue 9:30", "Acme", "call", "lena", Due(TUESDAY, time(9, 30))),
        ("Acme email proposal tomorrow 5k", "Acme", "e-mail", "proposal", Due(TUESDAY)),
        ("Acme 5k mail proposal tomorrow", "Acme", "e-mail", "proposal", Due(TUESDAY)),
        ("USA Today 8k call tue", "USA Today", "call", "call", Due(TUESDAY)),
        ("5k Acme renewal fri", "Acme renewal", "task", "task", Due(FRIDAY)),
        ("Acme 5k e-mail @lena tue", "Acme", "e-mail", "e-mail", Due(TUESDAY)),
        ("Acme site visit fri", "Acme", "site visit", "site visit", Due(FRIDAY)),
        ("Acme call 12.12 9:30", "Acme", "call", "call", Due(date(2026, 12, 12), time(9, 30))),
        ("Acme call tue @lena 9:30", "Acme", "call", "call", Due(TUESDAY, time(9, 30))),
        ("Acme call center 20k call tue", "Acme call center", "call", "call", Due(TUESDAY)),
        ("Acme call center 20k tue", "Acme call center", "task", "task", Due(TUESDAY)),
        ("Email migration 30k fri", "Email migration", "task", "task", Due(FRIDAY)),
        ("Demo Systems renewal task fri", "Demo Systems renewal", "task", "task", Due(FRIDAY)),
        ("Acme renewal 5k +2w", "Acme renewal", "task", "task", Due(date(2026, 12, 7))),
        ("Acme 5k tue send offer", "Acme", "task", "send offer", Due(TUESDAY)),
        ("Acme 5k tue call lena", "Acme", "call", "lena", Due(TUESDAY)),
        ("Acme 5k 9:30", "Acme", "task", "task", Due(TODAY, time(9, 30))),
        ("Acme deal, 5k, call lena - tue", "Acme deal", "call", "lena", Due(TUESDAY)),
        ("Acme 24/7 support 5k fri", "Acme 24/7 support", "task", "task", Due(FRIDAY)),
        ("Acme 5k, call lena on tue at 9", "Acme", "call", "lena", Due(TUESDAY, time(9))),
        ("Sun Microsystems 5k call tue", "Sun Microsystems", "call", "call", Due(TUESDAY)),
    ],
)
def test_a_date_makes_a_follow_up(text: str, title: str, kind: str, subject: str, due: Due) -> None:
    """The last type word that a date follows starts it; without one it is a task."""
    draft = deal(text).draft
    assert draft.title == title
    assert draft.follow_up is not None
    found = draft.follow_up
    assert (found.type, found.subject, found.due) == (kind, subject, due)


@pytest.mark.parametrize(
    "text",
    [
        "Acme call center",
        "Acme demo unit",
        "Sun Hydraulics",
        "Sun Hydraulics pumps",
        "Acme Sun panels",
        "Contract 2025-01-01 renewal",
        "Acme 24/7 support",
        "Acme support 24/7",
        "Acme W12 engines",
        'Acme "call tue"',
        "May Day Ltd",
        "USA Today",
        "Black Friday",
        "Business Tomorrow",
        "High Noon",
        "Acme phase 3/4",
        "Campaign 1/12",
        "Gate 1.2.",
        "Hotel 2pm",
        "Flight 12:30",
        "Fair week 12",
        "Bundle EOQ",
        "Acme renewal 1 Jan",
        "Acme contract 31 feb",
        "Rock am Ring 5 jun",
        "Royal Mail Monday",
        "Acme every day",
        "Monday",
        "Tomorrow",
        "Week 12",
    ],
)
def test_words_of_a_title_make_no_follow_up(text: str) -> None:
    """A type without a date stays title, and so do date words before the amount without a type."""
    draft = deal(f"{text} 5k").draft
    assert (draft.title, draft.value, draft.follow_up) == (
        text.replace('"', ""),
        euros(5000),
        None,
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Beta co 5k call tomorow", "tomorow"),
        ("Beta co 5k call lena wenesday", "wenesday"),
        ("Beta 5k tomorow", "tomorow"),
        ("Beta 5k call lena weekly", "weekly"),
        ("Beta 5k call in 15", "in 15"),
        ("Beta 5k call dienstag", "dienstag"),
        ("Beta 5k call mid december", "mid december"),
        ("Beta call 15th street 5k", "15th"),
        ("Beta 5k call tue 9:30 CET", "tue 9:30 CET"),
        ("Beta 5k call fri at 2", "fri at 2"),
        ("Beta 5k !past", "!past"),
    ],
)
def test_a_follow_up_that_is_almost_one_is_asked_about(text: str, word: str) -> None:
    """Else it would be a part of the title, and the deal without a next step."""
    with pytest.raises(BadInput) as caught:
        deal(text)
    assert caught.value.value == word


@pytest.mark.parametrize(
    ("text", "title", "due"),
    [
        ("Beta 5k call weekly", "Beta", TODAY),
        ("Beta 5k call 14 days", "Beta", date(2026, 12, 7)),
        ("Beta 5k call every last fri", "Beta", FRIDAY),
        ("Ring Systems 5k tue", "Ring Systems", TUESDAY),
        ("Ring tue 5k", "Ring tue", None),
        ("Beta 5k ring lena tue", "Beta", TUESDAY),
        ("Beta 5k call yesterday !past", "Beta", date(2026, 11, 22)),
        ("Morgen GmbH 5k call fri", "Morgen GmbH", FRIDAY),
        ("Acme call center 24 months 5k", "Acme call center 24 months", None),
        ("Acme demo unit december 5k", "Acme demo unit december", None),
        ("Acme 2 weeks pilot 5k", "Acme 2 weeks pilot", None),
        ("Acme weekly report 5k", "Acme weekly report", None),
        ("Acme 15th floor 5k", "Acme 15th floor", None),
        ('Beta 5k call "tomorow"', "Beta call tomorow", None),
    ],
)
def test_what_only_looks_like_a_date_in_a_title(text: str, title: str, due: date | None) -> None:
    """It stays title where no type word or amount stands before it, and in quotes."""
    draft = deal(text).draft
    assert draft.title == title
    assert (draft.follow_up.due.on if draft.follow_up else None) == due


def test_a_deals_priority_and_contact_go_to_its_follow_up() -> None:
    """The contact named in the follow-up's part is its contact, else the first of the deal."""
    draft = deal("Acme @lena !high call @tom fri owner:ann").draft
    assert draft.follow_up is not None
    assert (draft.follow_up.contact, draft.follow_up.priority) == ("tom", "high")
    assert (draft.owner, draft.follow_up.assignee) == ("ann", None)
    draft = deal("Acme @lena @tom call fri").draft
    assert draft.follow_up is not None
    assert draft.follow_up.contact == "lena"


@pytest.mark.parametrize(
    ("text", "field", "word"),
    [
        ("", "title", ""),
        ("  \t ", "title", "  \t "),
        ("12k EUR", "title", "12k EUR"),
        ("@lena call tue", "title", "@lena call tue"),
        ("\N{ZERO WIDTH SPACE} 5k", "title", "\N{ZERO WIDTH SPACE} 5k"),
        ("- 5k", "title", "- 5k"),
        ("Acme call 31 feb", "due", "31 feb"),
        ("Acme call 25:00", "due", "25:00"),
        ("Acme call 2026-01-01", "due", "2026-01-01"),
        ("Acme call -3d", "due", "-3d"),
        ("Acme call today 8:30", "due", "today 8:30"),
        ("Acme 5k tue call lena fri", "due", "tue … fri"),
        ("Acme 5k demo fri call mon", "follow-up", "call mon"),
        ("Acme closes:31 feb", "closes", "31 feb"),
        ("Acme closes:2026-01-01", "closes", "2026-01-01"),
        ("Acme closes:2026-01", "closes", "closes:2026-01"),
        ("Acme closes:soon", "closes", "soon"),
        ("Acme closes:tue 9:30", "closes", "tue 9:30"),
        ("Acme closes:", "closes", "closes:"),
        ("Acme closes:eom closes:eoy", "closes", "closes:eoy"),
        ("Acme owner:", "owner", "owner:"),
        ("Acme owner: #hot", "owner", "owner:"),
        ("Acme owner:ann owner:bo", "owner", "owner:bo"),
        ("Acme +A +B", "company", "+B"),
        ("Acme ownr:ann", "line", "ownr:ann"),
        ("Acme !urgent", "priority", "!urgent"),
        ("Acme !high 5k", "priority", "!high"),
        ("Acme 12.1234 EUR", "value", "12.1234 EUR"),
        ("Acme -500 EUR", "value", "-500 EUR"),
        ("Foo 1.2.3 EUR", "value", "1.2.3 EUR"),
        ("Foo EUR 1.2.3", "value", "EUR 1.2.3"),
        ("Foo €1,2,3 bar", "value", "€1,2,3"),
        ("Foo 1.2.3eur 5k", "value", "1.2.3eur"),
        ("Acme " * 500, "deal", "Acme Acme Acme Acme …"),
    ],
)
def test_what_cannot_be_a_deal_is_refused(text: str, field: str, word: str) -> None:
    """Each message names the field and the word; a deal needs a title."""
    with pytest.raises(BadInput) as caught:
        deal(text)
    assert (caught.value.field, caught.value.value) == (field, word)


@pytest.mark.parametrize("title", ["Foo 1.2.3", "TRY 1.2.3 again", "Foo v1.2.3 EUR"])
def test_a_number_without_a_currency_may_be_a_title(title: str) -> None:
    """A version is no amount; in quotes nothing is."""
    assert deal(title).draft.title == title
    assert deal('"Foo 1.2.3 EUR" 5k').draft.title == "Foo 1.2.3 EUR"


def check_pieces(text: str, reading: Reading[Any]) -> None:
    """Pieces are in order, apart, and begin and end at words."""
    position = 0
    for piece in reading.pieces:
        assert position <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
        position = piece.end


WORDS = (
    'Acme renewal call mail demo site visit tue 12 dec 9:30 +2w 12k 500 EUR € -5 "sun day" " @lena'
    ' @"Lena Fox" +Corvid +3M #hot #1 !high owner:ann closes:eom closes: stage:x every on at in 3'
    " days 2026-12-01 12.12 24/7 w49 31 feb 株式会社 , - [x]"
)


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=10))
def test_any_line_is_read_or_refused(mix: list[str]) -> None:
    """Words in any order make a deal with a title and a follow-up that is due, or BadInput."""
    text = " ".join(mix)
    try:
        reading = deal(text)
    except BadInput:
        pass
    else:
        assert reading.draft.title.strip()
        check_pieces(text, reading)
    try:
        found = read_follow_up(text, now=NOW, locale=Locale(), types=TYPES)
    except BadInput:
        return
    assert found.draft.type in TYPES
    assert found.draft.subject
    assert found.draft.due.on >= TODAY
    check_pieces(text, found)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text brings anything but a draft or BadInput."""
    try:
        check_pieces(text, deal(text))
    except BadInput:
        return


@given(
    st.permutations(["@lena", "#hot", "owner:ann", "source:web", "closes:eom", "!low", "+Corvid"])
)
def test_the_order_of_signs_does_not_matter(signs: list[str]) -> None:
    """Signs say the same wherever they stand between title, amount and follow-up."""
    line = [signs[0], "Big", signs[1], "deal", *signs[2:4], "12k", signs[4], "call", signs[5]]
    draft = deal(" ".join([*line, "tue 9:30", signs[6]])).draft
    assert draft.follow_up is not None
    assert (draft.title, draft.value) == ("Big deal", euros(12_000))
    assert (draft.contacts, draft.labels, draft.company) == (("lena",), ("hot",), "Corvid")
    assert (draft.owner, draft.source, draft.priority) == ("ann", "web", "low")
    assert draft.expected_close == date(2026, 11, 30)
    assert (draft.follow_up.type, draft.follow_up.due) == ("call", Due(TUESDAY, time(9, 30)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("-x 5k", "-x"),
        ("5k -x", "-x"),
        ("- Acme 5k", "Acme"),
        ("Acme - 5k", "Acme"),
        ("5k, Acme", "Acme"),
        ("– -40 degrees test 5k EUR", "-40 degrees test"),
    ],
)
def test_a_hyphen_at_the_start_of_a_word_stays(text: str, title: str) -> None:
    """Punctuation that stands alone, or is left over at an end, is no part of the title."""
    assert deal(text).draft.title == title


@pytest.mark.parametrize(
    ("text", "title", "value", "due"),
    [
        ("Acme 5k call 14.30", "Acme", euros(5000), Due(TODAY, time(14, 30))),
        ("Acme 5k call tue 14.30", "Acme", euros(5000), Due(TUESDAY, time(14, 30))),
        ("Acme 5k call tue 14h", "Acme", euros(5000), Due(TUESDAY, time(14))),
        ("Acme 8h workshop 5k", "Acme 8h workshop", euros(5000), None),
        ("Support 24h", "Support 24h", None, None),
        ("Project Midnight 5k", "Project Midnight", euros(5000), None),
        ("Acme 14.30", "Acme", Money(1430, "EUR"), None),
        ("Acme 14.30 call tue", "Acme", Money(1430, "EUR"), Due(TUESDAY)),
    ],
)
def test_a_time_that_might_be_a_number(
    text: str, title: str, value: Money | None, due: Due | None
) -> None:
    """It is one after a date or a type; elsewhere it is an amount or text."""
    draft = deal(text).draft
    assert (draft.title, draft.value) == (title, value)
    assert (draft.follow_up.due if draft.follow_up else None) == due
