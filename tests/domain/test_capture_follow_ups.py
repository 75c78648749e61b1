"""What holds for a follow-up typed as one line, with the clock pinned."""

from datetime import date, datetime, time
from typing import Any

import pytest

from pipeboard.domain.capture import FollowUpDraft, read_follow_up
from pipeboard.domain.dates import Due
from pipeboard.domain.locale import Locale
from pipeboard.errors import BadInput

NOW = datetime(2026, 11, 23, 9, 0)
"""A Monday."""

TODAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
TYPES = ("call", "e-mail", "meeting", "demo", "task", "site visit", "visit")


def follow_up(text: str, **options: Any) -> FollowUpDraft:
    """The follow-up that a line means."""
    return read_follow_up(text, now=NOW, locale=Locale(), types=TYPES, **options).draft


@pytest.mark.parametrize(
    ("text", "kind", "subject", "due"),
    [
        ("call lena tue 9:30", "call", "lena", Due(TUESDAY, time(9, 30))),
        ("tue 9:30 call lena", "call", "lena", Due(TUESDAY, time(9, 30))),
        ("call tue lena 9:30", "call", "lena", Due(TUESDAY, time(9, 30))),
        ("Call: lena, tue, 9:30", "call", "lena", Due(TUESDAY, time(9, 30))),
        ("email proposal tomorrow", "e-mail", "proposal", Due(TUESDAY)),
        ("mail proposal tomorrow", "e-mail", "proposal", Due(TUESDAY)),
        ("e-mail tomorrow", "e-mail", "e-mail", Due(TUESDAY)),
        ("demo 12 dec 14:00", "demo", "demo", Due(date(2026, 12, 12), time(14))),
        ("in 3 days check in", "task", "check in", Due(date(2026, 11, 26))),
        ("+2w", "task", "task", Due(date(2026, 12, 7))),
        ("eow", "task", "task", Due(FRIDAY)),
        ("next month", "task", "task", Due(date(2026, 12, 23))),
        ("2026-12-01 send the offer", "task", "send the offer", Due(date(2026, 12, 1))),
        ("call", "call", "call", Due(TODAY)),
        ("check in", "task", "check in", Due(TODAY)),
        ("lena call tue", "task", "lena call", Due(TUESDAY)),
        ("site visit fri", "site visit", "site visit", Due(FRIDAY)),
        ("visit lena fri", "visit", "lena", Due(FRIDAY)),
        ("call 12.12", "call", "call", Due(date(2026, 12, 12))),
        ("call lena 3.12", "call", "lena", Due(date(2026, 12, 3))),
        ("send 12.50 refund", "task", "send 12.50 refund", Due(TODAY)),
        ("call 14.30", "call", "call", Due(TODAY, time(14, 30))),
        ("call lena 14.30", "call", "lena", Due(TODAY, time(14, 30))),
        ("call tue 14.30", "call", "call", Due(TUESDAY, time(14, 30))),
        ("call 14.30 tue", "call", "call", Due(TUESDAY, time(14, 30))),
        ("tue call 14.30 about 2.75", "call", "about 2.75", Due(TUESDAY, time(14, 30))),
        ("call 12 dec 9.30", "call", "call", Due(date(2026, 12, 12), time(9, 30))),
        ("call 14h", "call", "call", Due(TODAY, time(14))),
        ("call 14h30", "call", "call", Due(TODAY, time(14, 30))),
        ("call tue 14h lena", "call", "lena", Due(TUESDAY, time(14))),
        ("prepare 8h workshop", "task", "prepare 8h workshop", Due(TODAY)),
        ("call midnight", "call", "call", Due(TUESDAY, time(0))),
        ("call fri midnight", "call", "call", Due(FRIDAY, time(0))),
        ("write to Midnight Oil tue", "task", "write to Midnight Oil", Due(TUESDAY)),
        ("check 24/7 hotline", "task", "check 24/7 hotline", Due(TODAY)),
        ('call "Sun corp" tue', "call", "Sun corp", Due(TUESDAY)),
        ("call @9:30", "call", "call", Due(TODAY, time(9, 30))),
        ("call lena on tue at 9 pm", "call", "lena", Due(TUESDAY, time(21))),
        ("review every item fri", "task", "review every item", Due(FRIDAY)),
        ("call　lena　tue　９：３０", "call", "lena", Due(TUESDAY, time(9, 30))),
        ("order #12 for +Acme fri", "task", "order #12 for +Acme", Due(FRIDAY)),
    ],
)
def test_follow_ups(text: str, kind: str, subject: str, due: Due) -> None:
    """No date is today, no type is a task, no subject is the type, in any order."""
    draft = follow_up(text)
    assert (draft.type, draft.subject, draft.due) == (kind, subject, due)


def test_a_follow_up_has_priority_contact_and_assignee() -> None:
    """The signs of a follow-up are taken out of its subject; a known name is a contact."""
    draft = follow_up('call @"Lena Fox" re offer tue !high owner:bo')
    assert draft == FollowUpDraft(
        "call",
        "re offer",
        Due(TUESDAY),
        priority=draft.priority,
        contact="Lena Fox",
        assignee="bo",
    )
    assert draft.priority == "high"
    known = {"lena": "Lena Fox"}
    assert follow_up("call lena tue", contacts_known=known.get).contact == "Lena Fox"
    assert follow_up("call lena tue").contact is None


def test_a_past_follow_up_needs_leave() -> None:
    """A past date is refused unless the caller allows it."""
    with pytest.raises(BadInput, match="past"):
        follow_up("call 2026-11-20")
    assert follow_up("call 2026-11-20", allow_past=True).due == Due(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "field", "word"),
    [
        ("", "follow-up", ""),
        ("call 31 feb", "due", "31 feb"),
        ("call lena 12/31", "due", "12/31"),
        ("call lena 25:00", "due", "25:00"),
        ("call fri mon", "due", "fri … mon"),
        ("call Sun corp tue", "due", "Sun … tue"),
        ("call 9:30 tue 10:30", "due", "9:30 tue … 10:30"),
        ("call lena tomorow", "due", "tomorow"),
        ("call lena wensday", "due", "wensday"),
        ("call lena !urgent", "priority", "!urgent"),
    ],
)
def test_what_cannot_be_a_follow_up_is_refused(text: str, field: str, word: str) -> None:
    """Impossible, double, repeated and mistyped dates are refused by the word."""
    with pytest.raises(BadInput) as caught:
        follow_up(text)
    assert (caught.value.field, caught.value.value) == (field, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("call 25.30", "25.30"),
        ("call 14.75", "14.75"),
        ("call 30h", "30h"),
        ("call 2h", "2h"),
        ("call tue 9.10", "9.10"),
        ("call tue 2h", "tue 2h"),
    ],
)
def test_what_is_almost_a_time_is_asked_about(text: str, word: str) -> None:
    """It would become the subject of a follow-up for today otherwise; quotes make it text."""
    with pytest.raises(BadInput, match=f"due: '{word}' is not understood"):
        follow_up(text)
    assert follow_up('call "25.30"').subject == "25.30"


def test_a_type_of_that_name_goes_before_a_word_for_another() -> None:
    """`phone` is a call, unless somebody has a type of that name."""
    assert follow_up("phone lena tue").type == "call"
    found = read_follow_up("phone lena tue", now=NOW, locale=Locale(), types=(*TYPES, "phone"))
    assert found.draft.type == "phone"


def test_a_call_that_was_asked_for_is_called_so() -> None:
    """The contact is still found behind it."""
    known = {"lena": "Lena Fox"}
    for text in ("call back lena tue", "callback lena tue", "lena tue call back"):
        draft = follow_up(text, contacts_known=known.get)
        assert draft.contact == "Lena Fox"
        assert "call back" in draft.subject
    assert follow_up("call back tue").subject == "call back"
    assert follow_up("callback tue").subject == "call back"


@pytest.mark.parametrize("text", ["call lena mon weekly", "call weekly mon", "on mon weekly"])
def test_a_repeat_beside_a_day_is_told_how_to_begin_on_it(text: str) -> None:
    """The message is what to type."""
    with pytest.raises(BadInput, match="write every week from mon,"):
        follow_up(text)
