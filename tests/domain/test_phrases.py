"""What people type for a follow-up and how it reads: a table, in several zones and locales.

Each row is ``text | due | type | subject | priority, contact or repeat``; what is left out is a
task, the type as the subject, normal, nobody and never. A row ``text | ! word`` is refused by that
word. A quote mark that a shell would eat stands as it is typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.capture import read_follow_up
from pipeboard.domain.locale import Locale
from pipeboard.domain.localtimes import instant
from pipeboard.domain.repeats import from_text
from pipeboard.errors import BadInput

TYPES = ("call", "e-mail", "meeting", "demo", "task", "site visit")
PEOPLE = {"lena": "Lena Fox", "bo": "Bo Lind"}

DAY_FIRST = Locale(decimal_mark=".")
MONTH_FIRST = Locale(day_first=False, decimal_mark=".")
COMMA = Locale(decimal_mark=",")
WORKDAYS = Locale(skip_weekends=True)

TUESDAY = """
call lena tue 9:30 | 2026-12-01T09:30:00+01:00 | call | lena
email proposal tomorrow | 2026-11-25 | e-mail | proposal
mail proposal tomorrow | 2026-11-25 | e-mail | proposal
demo 12 dec 14:00 !high | 2026-12-12T14:00:00+01:00 | demo | demo | high
in 3 days check in | 2026-11-27 | task | check in
every 2 weeks from mon | 2026-11-30 | task | task | FREQ=WEEKLY;INTERVAL=2
+2w | 2026-12-08
+2w 14:00 | 2026-12-08T14:00:00+01:00
eow | 2026-11-27
eom | 2026-11-30
eoq | 2026-12-31
eoy | 2026-12-31
EOW | 2026-11-27
eow call | 2026-11-27 | call
end of month | 2026-11-30
end of the week | 2026-11-27
end of next month | 2026-12-31
end of next week | 2026-12-04
end of next year | 2027-12-31
end of day | 2026-11-24
next month | 2026-12-24
next week | 2026-11-30
next year | 2027-11-24
next quarter | ! next quarter
this week | ! this week
next weekend | ! next weekend
today | 2026-11-24
tomorrow | 2026-11-25
tmrw | 2026-11-25
tomorow | ! tomorow
yesterday | ! yesterday
day after tomorrow | 2026-11-26
the day after tomorrow call | 2026-11-26 | call
tue | 2026-12-01
tues | 2026-12-01
tuesday | 2026-12-01
this tue | 2026-11-24
next tue | 2026-12-01
next fri | 2026-12-04
last fri | ! last fri
wensday | ! wensday
mon | 2026-11-30
this mon | ! this mon
sun | 2026-11-29
on fri | 2026-11-27
by fri | 2026-11-27
due fri | 2026-11-27
call due fri | 2026-11-27 | call
fri call by 9:30 | 2026-11-27T09:30:00+01:00 | call
2026-11-24 | 2026-11-24
2026-12-31 | 2026-12-31
2026/12/01 | 2026-12-01
2026-12-01T14:30 | 2026-12-01T14:30:00+01:00
2026-12-01T14:30:00+01:00 | 2026-12-01T14:30:00+01:00
2026-12-01T14:30Z | 2026-12-01T15:30:00+01:00
2026-12-01T23:30-05:00 | 2026-12-02T05:30:00+01:00
2026-12-01T14:30+99:00 | ! 2026-12-01T14:30+99:00
2026-12-01 14:30 | 2026-12-01T14:30:00+01:00
2026-12-01 25:00 | ! 2026-12-01 25:00
2026-11-23 | ! 2026-11-23
2026-02-29 | ! 2026-02-29
2028-02-29 | 2028-02-29
2026-13-01 | ! 2026-13-01
2026-W53 | 2026-12-28
2026-W49-3 | 2026-12-02
2027-W53 | ! 2027-W53
week 49 | 2026-11-30
week 53 | 2026-12-28
week 54 | ! week 54
week 2 | 2027-01-11
w53 | 2026-12-28
w1 | 2027-01-04
call W1 | 2027-01-04 | call
12/5 | 2027-05-12
13/5 | 2027-05-13
5/13 | ! 5/13
31/2 | ! 31/2
99/99 | ! 99/99
0/5 | ! 0/5
1/2/27 | 2027-02-01
12/12/2026 | 2026-12-12
12/12/1999 | ! 12/12/1999
1-2-2027 | 2027-02-01
1.12 | 2026-12-01
1.12. | 2026-12-01
1.12.26 | 2026-12-01
12.12.2026 14:00 | 2026-12-12T14:00:00+01:00
12 dec | 2026-12-12
12. dec | 2026-12-12
12th of december | 2026-12-12
dec 12 | 2026-12-12
Dec 12, | 2026-12-12
december 12th | 2026-12-12
12dec | 2026-12-12
12-dec-2026 | 2026-12-12
12 dec 2025 | ! 12 dec 2025
12 dec 26 | ! 26
24 nov | 2026-11-24
23 nov | 2027-11-23
31 feb | ! 31 feb
31 april | ! 31 april
29 feb | 2028-02-29
the 12th | 2026-12-12
the 31st | 2026-12-31
the 32nd | ! the 32nd
first monday of december | 2026-12-07
last fri of month | 2026-11-27
fri 27 nov | 2026-11-27
fri 28 nov | ! fri 28 nov
5pm | 2026-11-24T17:00:00+01:00
5 pm | 2026-11-24T17:00:00+01:00
5 p.m. | 2026-11-24T17:00:00+01:00
17h | 2026-11-24T17:00:00+01:00
17:00 | 2026-11-24T17:00:00+01:00
17:00. | 2026-11-24T17:00:00+01:00
noon | 2026-11-24T12:00:00+01:00
noon fri | 2026-11-27T12:00:00+01:00
midnight | 2026-11-25T00:00:00+01:00
call fri midnight | 2026-11-27T00:00:00+01:00 | call
12am | 2026-11-25T00:00:00+01:00
12pm | 2026-11-24T12:00:00+01:00
13pm | ! 13pm
0am | ! 0am
12:60 | ! 12:60
24:00 | ! 24:00
fri 24:00 | ! fri 24:00
at 9 | 2026-11-25T09:00:00+01:00
at 10 | 2026-11-24T10:00:00+01:00
call at 8 | 2026-11-25T08:00:00+01:00 | call
8:59 | 2026-11-25T08:59:00+01:00
9:01 | 2026-11-24T09:01:00+01:00
today 8:00 | ! today 8:00
today 9:00 | 2026-11-24T09:00:00+01:00
8:00 today | ! 8:00 today
tomorrow 8:00 | 2026-11-25T08:00:00+01:00
tomorrow at noon | 2026-11-25T12:00:00+01:00
tomorrow morning | ! tomorrow morning
tomorrow morning 9:30 | 2026-11-25T09:30:00+01:00
tomorrow evening at 7 | 2026-11-25T19:00:00+01:00
call fri afternoon | ! fri afternoon
call tonight | ! tonight
this evening | ! this evening
fri 9.30 | 2026-11-27T09:30:00+01:00
call tue at 9 | 2026-12-01T09:00:00+01:00 | call
tue 9am | 2026-12-01T09:00:00+01:00
9am tue | 2026-12-01T09:00:00+01:00
call tue 9 | ! 9
call tue 9 people | 2026-12-01 | call | 9 people
fri 9:30-10:30 | ! fri 9:30-10:30
9:30 to 10:30 fri | ! 9:30 … 10:30 fri
in 90 minutes | 2026-11-24T10:30:00+01:00
in 16 hours | 2026-11-25T01:00:00+01:00
in an hour | 2026-11-24T10:00:00+01:00
+2h | 2026-11-24T11:00:00+01:00
+90min | 2026-11-24T10:30:00+01:00
in three days | 2026-11-27
in a week | 2026-12-01
in two weeks call | 2026-12-08 | call
in 3 months | 2027-02-24
+1m | 2026-12-24
+1y | 2027-11-24
+0d | 2026-11-24
-3d | ! -3d
in -3 days | ! in -3 days
3 days ago | ! 3 days ago
2 weeks from mon | 2026-12-14
in 3 mths | ! in 3 mths
in 3 business days | ! in 3 business
in half an hour | ! in half an hour
sit in a working group | 2026-11-24 | task | sit in a working group
ask in a year-end mail | 2026-11-24 | task | ask in a year-end mail
in 100000000 days | ! in 100000000 days
+999999999999w | ! +999999999999w
call mon fri | ! mon … fri
call tomorrow fri | ! tomorrow … fri
call 9:30 10:30 | ! 9:30 … 10:30
may call | 2026-11-24 | task | may call
call in may | ! in may
march forward | 2026-11-24 | task | march forward
call April Jones fri | 2026-11-27 | call | April Jones
call april 3 | 2027-04-03 | call
Sunny deal | 2026-11-24 | task | Sunny deal
call sunny | 2026-11-24 | call | sunny
send mar report | 2026-11-24 | task | send mar report
decide fri | 2026-11-27 | task | decide
call "fri" | 2026-11-24 | call | fri
call "Sat guide" fri | 2026-11-27 | call | Sat guide
call “fri 9:30” mon | 2026-11-30 | call | fri 9:30
call Sun corp tue | ! Sun … tue
call 3 people | 2026-11-24 | call | 3 people
call 3 people fri | 2026-11-27 | call | 3 people
pay 12.50 fri | 2026-11-27 | task | pay 12.50
check 24/7 hotline | 2026-11-24 | task | check 24/7 hotline
call 555-1234 | 2026-11-24 | call | 555-1234
call +49 30 1234567 | 2026-11-24 | call | +49 30 1234567
CALL LENA TUE 9:30 | 2026-12-01T09:30:00+01:00 | call | LENA
DEMO 12 DEC 14:00 !HIGH | 2026-12-12T14:00:00+01:00 | demo | demo | high
call lena fri. | 2026-11-27 | call | lena
call lena fri! | 2026-11-27 | call | lena
call lena (fri) | 2026-11-27 | call | lena
call lena, fri, 9:30. | 2026-11-27T09:30:00+01:00 | call | lena
Call: lena tomorrow. | 2026-11-25 | call | lena
!high call fri | 2026-11-27 | call | call | high
call !low fri | 2026-11-27 | call | call | low
call fri !urgent | ! !urgent
call fri !high !low | ! !low
call fri ! | 2026-11-27 | call | !
call @lena fri | 2026-11-27 | call | call | @Lena Fox
@bo fri !low | 2026-11-27 | task | task | low | @Bo Lind
call @nobody fri | 2026-11-27 | call | call | @nobody
call @kim fri | ! @kim
call @9:30 | 2026-11-24T09:30:00+01:00 | call
site visit fri | 2026-11-27 | site visit
site visit berlin fri 10:00 | 2026-11-27T10:00:00+01:00 | site visit | berlin
mail a@b.com fri | 2026-11-27 | e-mail | a@b.com
call https://x.com/2026-12-12 fri | 2026-11-27 | call | https://x.com/2026-12-12
see http://a.b:8080/12/12 | 2026-11-24 | task | see http://a.b:8080/12/12
call １２ dec | 2026-12-12 | call
call ٢٠٢٦-١٢-١٢ | 2026-12-12 | call
call 2026‑12‑12 | 2026-12-12 | call
every day | 2026-11-24 | task | task | FREQ=DAILY
every mon 9:00 | 2026-11-30T09:00:00+01:00 | task | task | FREQ=WEEKLY;BYDAY=MO
every weekday | 2026-11-25 | task | task | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
every other week call | 2026-11-24 | call | call | FREQ=WEEKLY;INTERVAL=2
every month on the 15th | 2026-12-15 | task | task | FREQ=MONTHLY;BYMONTHDAY=15
every 0 days | ! every 0 days
every 2 weeks from 31 feb | ! every 2 weeks from 31 feb
every item counts | 2026-11-24 | task | every item counts
"""

MONTHS_FIRST = """
12/5 | 2026-12-05
5/13 | 2027-05-13
13/5 | ! 13/5
call 13/5 | ! 13/5
1/2/27 | 2027-01-02
12.5. | 2027-05-12
13.12.2026 | 2026-12-13
24.12. | 2026-12-24
3.4. | 2027-04-03
12.31. | ! 12.31.
2026-12-05 | 2026-12-05
12 dec | 2026-12-12
call 3/4 5pm | 2027-03-04T17:00:00-05:00 | call
2026-12-01T15:30:00+01:00 | 2026-12-01T09:30:00-05:00
"""

COMMAS = """
call 12,5 people fri | 2026-11-27 | call | 12,5 people
send 1.250,50 fri | 2026-11-27 | task | send 1.250,50
fri, 9:30, call | 2026-11-27T09:30:00+05:30 | call
12.12. | 2026-12-12
in 90 minutes | 2026-11-24T10:30:00+05:30
"""

LATE = """
in 90 minutes | 2026-12-01T01:00:00+13:00
tomorrow | 2026-12-01
8:00 | 2026-12-01T08:00:00+13:00
eom | 2026-11-30
"""

FRIDAY = """
fri | 2026-12-04
next fri | 2026-12-04
this fri | 2026-11-27
eow | 2026-11-27
next week | 2026-11-30
"""

SATURDAY = """
eow | 2026-12-04
sat | 2026-12-05
this sat | 2026-11-28
this fri | ! this fri
tomorrow | 2026-11-29
next mon | 2026-11-30
"""

END_OF_FEBRUARY = """
29 feb | 2028-02-29
eom | 2027-02-28
next month | 2027-03-28
tomorrow | 2027-03-01
30 feb | ! 30 feb
+1y | 2028-02-28
week 53 | 2032-12-27
the 29th | 2027-03-29
"""

END_OF_YEAR = """
eom | 2026-12-31
eoy | 2026-12-31
eoq | 2026-12-31
tomorrow | 2027-01-01
next month | 2027-01-31
+2m | 2027-02-28
31 dec | 2026-12-31
30 dec | 2027-12-30
1/1 | 2027-01-01
w1 | 2027-01-04
week 53 | 2027-01-01
end of next month | 2027-01-31
end of next quarter | 2027-03-31
"""

SPRING_BERLIN = """
2:30 | 2027-03-28T03:30:00+02:00
tomorrow 2:00 | 2027-03-28T03:00:00+02:00
tomorrow 3:00 | 2027-03-28T03:00:00+02:00
tomorrow 1:59 | 2027-03-28T01:59:00+01:00
in 3 hours | 2027-03-28T03:30:00+02:00
tomorrow | 2027-03-28
+1w 9:00 | 2027-04-03T09:00:00+02:00
"""

SPRING_NEW_YORK = """
2:30 | 2027-03-14T03:30:00-04:00
in 3 hours | 2027-03-14T03:30:00-04:00
mon 9:00 | 2027-03-15T09:00:00-04:00
"""

SPRING_AUCKLAND = """
2:30 | 2027-09-26T03:30:00+13:00
tomorrow | 2027-09-26
"""

AUTUMN_BERLIN = """
tomorrow 2:30 | 2026-10-25T02:30:00+02:00
2:30 | 2026-10-25T02:30:00+02:00
in 3 hours | 2026-10-25T02:30:00+02:00
in 4 hours | 2026-10-25T02:30:00+01:00
tomorrow 3:00 | 2026-10-25T03:00:00+01:00
2026-10-25T02:30:00+01:00 | 2026-10-25T02:30:00+01:00
tomorrow | 2026-10-25
"""

BETWEEN_THE_TWO = """
2:30 | 2026-10-25T02:30:00+01:00
today 2:30 | 2026-10-25T02:30:00+01:00
today 2:50 | 2026-10-25T02:50:00+02:00
today 1:30 | ! today 1:30
in 60 minutes | 2026-10-25T02:45:00+01:00
"""

NO_WEEKENDS = """
tomorrow | 2026-11-30
+1d | 2026-11-30
in 2 days call | 2026-11-30 | call
+3d | 2026-11-30
+8d 9:00 | 2026-12-07T09:00:00+01:00
the day after tomorrow | 2026-11-30
in 1 week | 2026-12-04
8:00 | 2026-11-30T08:00:00+01:00
10:00 | 2026-11-27T10:00:00+01:00
sat | 2026-11-28
28 nov | 2026-11-28
2026-11-29 | 2026-11-29
every month on the 28th | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28
every sat | 2026-11-28 | task | task | FREQ=WEEKLY;BYDAY=SA
every 2 weeks from sat | 2026-11-28 | task | task | FREQ=WEEKLY;INTERVAL=2
"""

TABLES = (
    ("2026-11-24T09:00", "Europe/Berlin", DAY_FIRST, TUESDAY),
    ("2026-11-24T09:00", "America/New_York", MONTH_FIRST, MONTHS_FIRST),
    ("2026-11-24T09:00", "Asia/Kolkata", COMMA, COMMAS),
    ("2026-11-30T23:30", "Pacific/Auckland", DAY_FIRST, LATE),
    ("2026-11-27T09:00", "Europe/Berlin", DAY_FIRST, FRIDAY),
    ("2026-11-28T09:00", "America/New_York", DAY_FIRST, SATURDAY),
    ("2027-02-28T09:00", "Asia/Kolkata", DAY_FIRST, END_OF_FEBRUARY),
    ("2026-12-31T09:00", "Pacific/Auckland", DAY_FIRST, END_OF_YEAR),
    ("2027-03-27T23:30", "Europe/Berlin", DAY_FIRST, SPRING_BERLIN),
    ("2027-03-13T23:30", "America/New_York", MONTH_FIRST, SPRING_NEW_YORK),
    ("2027-09-25T23:30", "Pacific/Auckland", DAY_FIRST, SPRING_AUCKLAND),
    ("2026-10-24T23:30", "Europe/Berlin", DAY_FIRST, AUTUMN_BERLIN),
    ("2026-10-25T02:45", "Europe/Berlin", DAY_FIRST, BETWEEN_THE_TWO),
    ("2026-11-27T09:00", "Europe/Berlin", WORKDAYS, NO_WEEKENDS),
)


@dataclass(frozen=True)
class Phrase:
    """A row of a table."""

    now: datetime
    locale: Locale
    text: str
    expected: tuple[str, ...]


def phrases() -> Iterator[Phrase]:
    """Every row of every table."""
    for moment, zone, locale, table in TABLES:
        now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
        for row in table.strip().splitlines():
            text, *expected = row.split(" | ")
            yield Phrase(now, locale, text, tuple(expected))


PHRASES = tuple(phrases())


def contact(name: str, _whole: bool, _company: str | None) -> tuple[str, str]:
    """Whom a name means: two people are a Kim."""
    if name == "kim":
        raise BadInput("contact", "@kim", "Kim Ash or Kim Oak: type the full name")
    found = PEOPLE.get(name, name)
    return found, found


def read(phrase: Phrase) -> tuple[str, ...]:
    """How a text reads, as a row of the table tells it."""
    draft = read_follow_up(
        phrase.text, now=phrase.now, locale=phrase.locale, types=TYPES, contacts_meant=contact
    ).draft
    due = f"{draft.due.on}"
    if draft.due.at is not None:
        zone = phrase.now.tzinfo
        due = instant(draft.due.on, draft.due.at, zone).astimezone(zone).isoformat()
    more = [f"@{draft.contact}"] if draft.contact else []
    more += [from_text(draft.repeat).rule] if draft.repeat else []
    if draft.priority != "normal":
        more.insert(0, draft.priority)
    return (due, draft.type, draft.subject, *more)


def test_the_table_is_long_and_has_no_row_twice() -> None:
    """Two hundred phrases and more, in four zones and three locales."""
    assert len(PHRASES) >= 200
    assert len({(each.text, each.now, each.locale) for each in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: f"{phrase.text} at {phrase.now}")
def test_a_phrase_reads_as_the_table_says(phrase: Phrase) -> None:
    """Or is refused by the word that cannot be read."""
    first = phrase.expected[0]
    if first.startswith("! "):
        with pytest.raises(BadInput) as caught:
            read(phrase)
        assert caught.value.value == first.removeprefix("! ")
        return
    kind = phrase.expected[1] if len(phrase.expected) > 1 else "task"
    expected = phrase.expected if len(phrase.expected) > 2 else (first, kind, kind)
    assert read(phrase) == expected
