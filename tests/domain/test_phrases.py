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
every day 9:00 | 2026-11-25T09:00:00+01:00 | task | task | FREQ=DAILY
every day 9:01 | 2026-11-24T09:01:00+01:00 | task | task | FREQ=DAILY
every mon 9:00 | 2026-11-30T09:00:00+01:00 | task | task | FREQ=WEEKLY;BYDAY=MO
every weekday | 2026-11-25 | task | task | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
every other week call | 2026-11-24 | call | call | FREQ=WEEKLY;INTERVAL=2
every month on the 15th | 2026-12-15 | task | task | FREQ=MONTHLY;BYMONTHDAY=15
every 0 days | ! every 0 days
every 2 weeks from 31 feb | ! every 2 weeks from 31 feb
every item counts | 2026-11-24 | task | every item counts
"""

READ = """
call 1st of next month | 2026-12-01 | call
start of next month | 2026-12-01
beginning of december | 2026-12-01
end of december | 2026-12-31
monday week | 2026-12-07
fri week | 2026-12-04
half past nine tomorrow | 2026-11-25T09:30:00+01:00
quarter to 10 tue | 2026-12-01T09:45:00+01:00
call tue 9:30 lunch time | 2026-12-01T09:30:00+01:00 | call | lunch time
W48 | 2026-11-27
week 48 | 2026-11-27
kw48 | 2026-11-27
w49 | 2026-11-30
look at 3 offers fri | 2026-11-27 | task | look at 3 offers
tomorrow afternoon at 2 | 2026-11-25T14:00:00+01:00
2w | 2026-12-08
2d | 2026-11-26
14 days | 2026-12-08
call 14d | 2026-12-08 | call
call lena 2w | 2026-12-08 | call | lena
in a couple of days | 2026-11-26
call within 2 days | 2026-11-26 | call
10 days from now | 2026-12-04
a month from now | 2026-12-24
2 hours from now | 2026-11-24T11:00:00+01:00
in a fortnight | 2026-12-08
call 15th | 2026-12-15 | call
call lena on 3rd | 2026-12-03 | call | lena
on the 15th | 2026-12-15
by 3rd party fri | 2026-11-27 | task | by 3rd party
last day of month | 2026-11-30
first day of next month | 2026-12-01
20261224 | 2026-12-24
call 20261224 | 2026-12-24 | call
order 20261224 fri | 2026-11-27 | task | order 20261224
kw 49 | 2026-11-30
wk 50 | 2026-12-07
cw50 | 2026-12-07
every 2nd customer call fri | 2026-11-27 | task | every 2nd customer call
tmr | 2026-11-25
2moro | 2026-11-25
next business day | 2026-11-25
next workday | 2026-11-25
call 3 people about 2 offers | 2026-11-24 | call | 3 people about 2 offers
email 14 day trial terms tomorrow | 2026-11-25 | e-mail | 14 day trial terms
send may report tomorrow | 2026-11-25 | task | send may report
send weekly report tomorrow | 2026-11-25 | task | send weekly report
phone lena tue | 2026-12-01 | call | lena
ring lena tue | 2026-12-01 | call | lena
ring the bell shop tue | 2026-12-01 | call | the bell shop
call back thurs 15:00 | 2026-11-26T15:00:00+01:00 | call | call back
call back lena thu | 2026-11-26 | call | call back lena
callback lena thu | 2026-11-26 | call | call back lena
next friday | 2026-12-04
next thu 9:30 | 2026-12-03T09:30:00+01:00
2026-11-20 !past | 2026-11-20
yesterday !past | 2026-11-23
fri !past | 2026-11-20
8:00 !past | 2026-11-24T08:00:00+01:00
call lena | 2026-11-24 | call | lena
12 dec 2040 | 2040-12-12
call "morgen" fri | 2026-11-27 | call | morgen
each customer needs love | 2026-11-24 | task | each customer needs love
1st of december | 2026-12-01
first of december | 2026-12-01
15th of next month | 2026-12-15
tuesday fortnight | 2026-12-15
1:1 meeting lena | 2026-11-24 | task | 1:1 meeting lena
call Lena 1:1 tomorrow | 2026-11-25 | call | Lena 1:1
3 weeks from today | 2026-12-15
call lena monday week 9:30 | 2026-12-07T09:30:00+01:00 | call | lena
the 2nd day of next month | 2026-12-02
start of next week | 2026-11-30
start of next quarter | 2027-01-01
start of next year | 2027-01-01
last day of next month | 2026-12-31
last day of the year | 2026-12-31
call lena 2w 14:00 | 2026-12-08T14:00:00+01:00 | call | lena
14 days from mon | 2026-12-14
call thursday fortnight | 2026-12-10 | call
yesterday 9:00 !past | 2026-11-23T09:00:00+01:00
12 nov !past | 2026-11-12
tomorrow !past | 2026-11-25
tue 9:30 to call | 2026-12-01T09:30:00+01:00 | task | to call
print in 3d | 2026-11-27 | task | print
meeting "9-10" tue | 2026-12-01 | meeting | 9-10
pay invoice 4711 fri | 2026-11-27 | task | pay invoice 4711
call fri 4711 parts | 2026-11-27 | call | 4711 parts
order 0930 parts fri | 2026-11-27 | task | order 0930 parts
weekend trip fri | 2026-11-27 | task | weekend trip
daily standup 9:00 | 2026-11-25T09:00:00+01:00 | task | daily standup
send 2026-12 figures fri | 2026-11-27 | task | send 2026-12 figures
october review fri | 2026-11-27 | task | october review
plan easter sale fri | 2026-11-27 | task | plan easter sale
call within 90 minutes | 2026-11-24T10:30:00+01:00 | call
within a week call | 2026-12-01 | call
a week from now | 2026-12-01
two weeks from now call | 2026-12-08 | call
9.30am tue | 2026-12-01T09:30:00+01:00
tue 9.30am | 2026-12-01T09:30:00+01:00
930am tue | 2026-12-01T09:30:00+01:00
call 930am | 2026-11-24T09:30:00+01:00 | call
next week fri | 2026-12-04
this week fri | 2026-11-27
fri this week | 2026-11-27
in 2 weeks time | 2026-12-08
in 2 weeks' time | 2026-12-08
week after next | 2026-12-07
the week after next | 2026-12-07
month after next | 2027-01-24
fri at noon | 2026-11-27T12:00:00+01:00
fri eod | 2026-11-27
eod fri | 2026-11-27
by eod | 2026-11-24
by end of week | 2026-11-27
by end of next week | 2026-12-04
tue at 14 | 2026-12-01T14:00:00+01:00
tue 9 o'clock | 2026-12-01T09:00:00+01:00
tue 9 oclock | 2026-12-01T09:00:00+01:00
fwd mail from lena fri | 2026-11-27 | task | fwd mail from lena
contract since 2019 review fri | 2026-11-27 | task | contract since 2019 review
order 5 to 10 units fri | 2026-11-27 | task | order 5 to 10 units
call 5 to 10 people fri | 2026-11-27 | call | 5 to 10 people
half price offer tue | 2026-12-01 | task | half price offer
quarter review tue | 2026-12-01 | task | quarter review
quarter to close tue | 2026-12-01 | task | quarter to close
call about half the team fri | 2026-11-27 | call | about half the team
early bird offer fri | 2026-11-27 | task | early bird offer
late payment call fri | 2026-11-27 | task | late payment call
mid market call fri | 2026-11-27 | task | mid market call
follow up after demo fri | 2026-11-27 | task | follow up after demo
week 49 call | 2026-11-30 | call
call week plan fri | 2026-11-27 | call | week plan
check week fri | 2026-11-27 | task | check week
send daily fri | 2026-11-27 | task | send daily
is he back fri | 2026-11-27 | task | is he back
email est. costs fri | 2026-11-27 | e-mail | est. costs
call lena at acme 9:30 | 2026-11-24T09:30:00+01:00 | call | lena at acme
meet at 3 pm tomorrow | 2026-11-25T15:00:00+01:00 | task | meet
meet tomorrow at 3 pm | 2026-11-25T15:00:00+01:00 | task | meet
meet tomorrow 3 pm | 2026-11-25T15:00:00+01:00 | task | meet
so call 9:30 | 2026-11-24T09:30:00+01:00 | task | so call
send 2.5 days quote fri | 2026-11-27 | task | send 2.5 days quote
renew 2 year contract fri | 2026-11-27 | task | renew 2 year contract
call 12 months | 2027-11-24 | call
may 5 call | 2027-05-05 | call
second call fri | 2026-11-27 | task | second call
first call fri | 2026-11-27 | task | first call
the last mile fri | 2026-11-27 | task | the last mile
4th floor visit fri | 2026-11-27 | task | 4th floor visit
mon 30.11. | 2026-11-30
next week 9:00 | 2026-11-30T09:00:00+01:00
q1 review fri | 2026-11-27 | task | q1 review
in 2 hours 30 people | 2026-11-24T11:00:00+01:00 | task | 30 people
in twenty minutes | 2026-11-24T09:20:00+01:00
in thirty days | 2026-12-24
thirty minutes from now | 2026-11-24T09:30:00+01:00
in fifteen days call | 2026-12-09 | call
prepare 1.5h workshop 9:30 | 2026-11-24T09:30:00+01:00 | task | prepare 1.5h workshop
by the end of next week | 2026-12-04
call by the end of the week | 2026-11-27 | call
at the end of the month | 2026-11-30
at end of month | 2026-11-30
the end of december | 2026-12-31
the start of next month | 2026-12-01
on the last day of the month | 2026-11-30
on the first of december | 2026-12-01
on 1st of next month | 2026-12-01
by 1st of next month | 2026-12-01
the first monday of december | 2026-12-07
the first mon in december | 2026-12-07
at the start of next week | 2026-11-30
end of year | 2026-12-31
month end | 2026-11-30
year end | 2026-12-31
call lena at month end | 2026-11-30 | call | lena
quarter end | 2026-12-31
end of nov | 2026-11-30
monday morning 9:30 | 2026-11-30T09:30:00+01:00
24.12 | 2026-12-24
24.12 9:30 | 2026-12-24T09:30:00+01:00
on 24.12 | 2026-12-24
fri, dec 4 | 2026-12-04
fri 4/12 | 2026-12-04
fri 4.12. | 2026-12-04
friday december 4 | 2026-12-04
friday, 4th of december | 2026-12-04
friday 4th december | 2026-12-04
friday the 4th of december | 2026-12-04
fri 4 dec at half past two pm | 2026-12-04T14:30:00+01:00
half past 2pm fri | 2026-11-27T14:30:00+01:00
2:30 pm fri | 2026-11-27T14:30:00+01:00
fri 14:30h | 2026-11-27T14:30:00+01:00
fri @ 9 | 2026-11-27T09:00:00+01:00
fri @ 9:30 | 2026-11-27T09:30:00+01:00
fri in the office | 2026-11-27 | task | in the office
prepare month end report fri | 2026-11-27 | task | prepare month end report
call lena at the end of next month 9:30 | 2026-12-31T09:30:00+01:00 | call | lena
meeting @ 9 fri | 2026-11-27T09:00:00+01:00 | meeting
call pm of acme fri | 2026-11-27 | call | pm of acme
call 12 dec '27 | 2027-12-12 | call
midnight fri | 2026-11-27T00:00:00+01:00
call lena midnight fri | 2026-11-27T00:00:00+01:00 | call | lena
tue at two sites | 2026-12-01 | task | at two sites
send weekly mon report | 2026-11-30 | task | send weekly report
daily morning call mon | 2026-11-30 | task | daily morning call
call +6m | 2027-05-24 | call
email 14 day trial terms | 2026-11-24 | e-mail | 14 day trial terms
send 2 year offer | 2026-11-24 | task | send 2 year offer
renew 2 year contract | 2026-11-24 | task | renew 2 year contract
send weekly report | 2026-11-24 | task | send weekly report
ask for yearly plan | 2026-11-24 | task | ask for yearly plan
prepare for tomorrow's demo | 2026-11-24 | task | prepare for tomorrow's demo
ask for the 2nd offer fri | 2026-11-27 | task | ask for the 2nd offer
call about the 3rd site tomorrow | 2026-11-25 | call | about the 3rd site
call lena the 12th about prices | 2026-12-12 | call | lena about prices
call Thu Nguyen tomorrow | 2026-11-25 | call | Thu Nguyen
call Mr. Sun tomorrow | 2026-11-25 | call | Mr. Sun
call fri Mr. Sun | 2026-11-27 | call | Mr. Sun
call USA Today tomorrow | 2026-11-25 | call | USA Today
plan cyber monday tomorrow | 2026-11-25 | task | plan cyber monday
do part 2/3 fri | 2026-11-27 | task | do part 2/3
prepare 1-1 | 2026-11-24 | task | prepare 1-1
score 3-2 fri | 2026-11-27 | task | score 3-2
order 26-12-01 parts fri | 2026-11-27 | task | order 26-12-01 parts
next wk | 2026-11-30
end of jan 2027 | 2027-01-31
call start of feb 2027 | 2027-02-01 | call
week 53 2026 | 2026-12-28
week 49 tue | 2026-12-01
week 49 2000 units | 2026-11-30 | task | 2000 units
every 2nd tue of the month 9:00 call | 2026-12-08T09:00:00+01:00 | call | call | FREQ=MONTHLY;BYDAY=2TU
"""

REPEATING = """
every first monday | 2026-12-07 | task | task | FREQ=MONTHLY;BYDAY=1MO
every dec 24 | 2026-12-24 | task | task | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24
call each monday | 2026-11-30 | call | call | FREQ=WEEKLY;BYDAY=MO
every last fri of month | 2026-11-27 | task | task | FREQ=MONTHLY;BYDAY=-1FR
every month on the last friday | 2026-11-27 | task | task | FREQ=MONTHLY;BYDAY=-1FR
every month on the 2nd tue at 9:00 | 2026-12-08T09:00:00+01:00 | task | task | FREQ=MONTHLY;BYDAY=2TU
every year on 29 feb | 2027-02-28 | task | task | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1
every last friday | 2026-11-27 | task | task | FREQ=MONTHLY;BYDAY=-1FR
every 2nd tue of the month | 2026-12-08 | task | task | FREQ=MONTHLY;BYDAY=2TU
weekly | 2026-11-24 | task | task | FREQ=WEEKLY
call weekly | 2026-11-24 | call | call | FREQ=WEEKLY
call lena daily | 2026-11-24 | call | lena | FREQ=DAILY
daily | 2026-11-24 | task | task | FREQ=DAILY
monthly | 2026-11-24 | task | task | FREQ=MONTHLY
call daily 9:00 | 2026-11-25T09:00:00+01:00 | call | call | FREQ=DAILY
call weekly from mon | 2026-11-30 | call | call | FREQ=WEEKLY
call monthly on the 15th | 2026-12-15 | call | call | FREQ=MONTHLY;BYMONTHDAY=15
every second week | 2026-11-24 | task | task | FREQ=WEEKLY;INTERVAL=2
every fortnight | 2026-11-24 | task | task | FREQ=WEEKLY;INTERVAL=2
call every 1st | 2026-12-01 | call | call | FREQ=MONTHLY;BYMONTHDAY=1
every 15th | 2026-12-15 | task | task | FREQ=MONTHLY;BYMONTHDAY=15
every month on the 31st | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
every year on dec 24 | 2026-12-24 | task | task | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24
every weekday at 9 | 2026-11-25T09:00:00+01:00 | task | task | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
every 3 weeks on tue | 2026-12-01 | task | task | FREQ=WEEKLY;INTERVAL=3;BYDAY=TU
call every 2nd day | 2026-11-24 | call | call | FREQ=DAILY;INTERVAL=2
every third week call | 2026-11-24 | call | call | FREQ=WEEKLY;INTERVAL=3
every quarter on the first monday | 2026-12-07 | task | task | FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO
every month on the last day | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
every 6 months on the 31st | 2026-11-30 | task | task | FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
each 2 weeks call | 2026-11-24 | call | call | FREQ=WEEKLY;INTERVAL=2
each day at 9 | 2026-11-25T09:00:00+01:00 | task | task | FREQ=DAILY
yearly | 2026-11-24 | task | task | FREQ=YEARLY
call annually from 12 dec | 2026-12-12 | call | call | FREQ=YEARLY
quarterly after done | 2026-11-24 | task | task | FREQ=MONTHLY;INTERVAL=3
call every 24th of december | 2026-12-24 | call | call | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24
every tue and thu 9:00 | 2026-11-26T09:00:00+01:00 | task | task | FREQ=WEEKLY;BYDAY=TU,TH
every other day | 2026-11-24 | task | task | FREQ=DAILY;INTERVAL=2
every two days from fri | 2026-11-27 | task | task | FREQ=DAILY;INTERVAL=2
every 3rd day | 2026-11-24 | task | task | FREQ=DAILY;INTERVAL=3
every 15 days | 2026-11-24 | task | task | FREQ=DAILY;INTERVAL=15
every working day | 2026-11-25 | task | task | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
every business day | 2026-11-25 | task | task | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
every first of the month | 2026-12-01 | task | task | FREQ=MONTHLY;BYMONTHDAY=1
every month on the first | 2026-12-01 | task | task | FREQ=MONTHLY;BYMONTHDAY=1
every last day of the month | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
every end of month | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
every eom | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
every month on eom | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
each month | 2026-11-24 | task | task | FREQ=MONTHLY
every sunday 2:30 backup | 2026-11-29T02:30:00+01:00 | task | backup | FREQ=WEEKLY;BYDAY=SU
every end of the month | 2026-11-30 | task | task | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
every 30th nov | 2026-11-30 | task | task | FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30
every twenty days | 2026-11-24 | task | task | FREQ=DAILY;INTERVAL=20
call 15th of each month | 2026-12-15 | call | call | FREQ=MONTHLY;BYMONTHDAY=15
on the 15th of every month | 2026-12-15 | task | task | FREQ=MONTHLY;BYMONTHDAY=15
call end of every month | 2026-11-30 | call | call | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
last fri of every month | 2026-11-27 | task | task | FREQ=MONTHLY;BYDAY=-1FR
every monday morning 9:30 | 2026-11-30T09:30:00+01:00 | task | morning | FREQ=WEEKLY;BYDAY=MO
every 2 weeks mon | 2026-11-30 | task | task | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO
call weekly on fri | 2026-11-27 | call | call | FREQ=WEEKLY;BYDAY=FR
every week fri call | 2026-11-27 | call | call | FREQ=WEEKLY;BYDAY=FR
"""

ALMOST = """
every 2nd tue | ! every 2nd tue
every third fri | ! every third fri
tue quarter past 2 | ! tue quarter past 2
half past two tomorrow | ! half past two
call 0930 tue | ! 0930
fri 1430 | ! 1430
tue 930 | ! 930
call tue 9-10 | ! 9-10
call tue 9:5 | ! 9:5
call lena tue 9:30 CET | ! tue 9:30 CET
call lena tue 9:30 Berlin time | ! tue 9:30 Berlin time
call lena tue 9:30 UTC+2 | ! tue 9:30 UTC+2
fri at 2 | ! fri at 2
call at 5 | ! at 5
call at 5 fri | ! at 5
lena at 5 fri | ! at 5
look at 3 offers | ! at 3
fri 2 | ! 2
call lena 14 days | ! 14 days
call in 15 | ! in 15
in 1.5 days | ! in 1.5 days
in a few days | ! in a few days
early december | ! early december
mid december | ! mid december
mid-december | ! mid-december
dec 2026 | ! dec 2026
2026-12 | ! 2026-12
biweekly | ! biweekly
every weekend | ! every weekend
call lena wenesday 9:30 | ! wenesday
teusday | ! teusday
nxt week | ! nxt week
thr | ! thr
weekend | ! weekend
after xmas | ! xmas
morgen | ! morgen
übermorgen | ! übermorgen
Dienstag 9:30 | ! Dienstag
12. Dezember | ! Dezember
mi 10 uhr | ! uhr
mi 10:00 | ! mi
nächste Woche | ! nächste
demain | ! demain
mañana | ! mañana
call tomorrow weekly | ! weekly
call weekly tomorrow | ! weekly
today week | ! week
tue after next | ! tue after next
2026-11-20 | ! 2026-11-20
call lena next weekend about x | ! next weekend
every 31 feb | ! every 31 feb
call 9:30 mi | ! mi
every morning | ! every morning
in december | ! in december
half nine tue | ! half nine
call half nine | ! half nine
in december call lena | ! in december
first day of month | ! first day of month
call 2m | ! 2m
call 2h | ! 2h
bimonthly | ! bimonthly
call dimanche | ! dimanche
call sunday 9:30 est | ! sunday 9:30 est
9:30 europe/berlin tue | ! 9:30 europe/berlin
9:30 London time tue | ! 9:30 London time
prepare 3d print | ! 3d
call domingo | ! domingo
call 1234 fri | ! 1234
call re weekend trip | ! weekend
send 2026-12 figures | ! 2026-12
call in the morning | ! in the morning
call lena thr 9:30 | ! thr
call lena tdy | ! tdy
october review | ! october
call mai | ! mai
call lena martes 10:00 | ! martes
plan easter sale | ! easter
every 12/24 | ! 12/24
call mid-week | ! mid-week
late november | ! late november
middle of next month | ! middle of next month
call tue/wed | ! tue/wed
tue-thu | ! tue-thu
12-14 dec | ! 12-14 dec
call dec 12-14 | ! dec 12-14
fri 9,30 | ! 9,30
fri 9;30 | ! 9;30
call lena tue9:30 | ! tue9:30
tue@9 | ! tue@9
call next tuesday week | ! week
early next week | ! early next week
mid next week | ! mid next week
sometime next week | ! sometime next week
later this week | ! this week
2 weeks time | ! 2 weeks
2 weeks today | ! weeks
two weeks on monday | ! weeks
a week on friday | ! week
a fortnight on tue | ! fortnight
fri in 2 weeks | ! fri … in 2 weeks
fri 2 weeks | ! 2
mon after next | ! mon after next
day before eom | ! before
tomorrow noonish | ! noonish
tomorrow 9ish | ! 9ish
around 9 tomorrow | ! around 9
tomorrow around 9 | ! around 9
tomorrow after 3 | ! after 3
tomorrow before 10 | ! before 10
tomorrow at lunch | ! at lunch
before fri | ! before
until fri | ! until
until december | ! until december
from mon | ! from
starting mon | ! starting
after 12 dec | ! after
after fri | ! after
since fri | ! since
tue 9 30 | ! 9 30
tue 09 30 | ! 09 30
at 0930 | ! at 0930
at 930 tue | ! at 930
tue at 1430 | ! tue at 1430
tue at 9 30 | ! tue at 9 30
tue 14 uhr | ! 14 uhr
3pm-4pm tue | ! 3pm-4pm
tue 3-4pm | ! tue 3-4pm
tue from 9 to 10 | ! from 9
every tue at 9-10 | ! at 9-10
every mon except holidays | ! every mon except
every mon until 31 dec | ! every mon until
every week until dec | ! every week until
every mon for 6 weeks | ! every mon for
every hour | ! every hour
every 2 hours | ! every 2
once a week | ! once a week
twice a week | ! twice a week
once a month | ! once a month
three times a week | ! three times a week
mondays | ! mondays
on mondays | ! mondays
call lena mondays | ! mondays
tuesdays 9:00 | ! tuesdays
call tuesdays and thursdays | ! tuesdays
weekdays | ! weekdays
check before fri | ! before
call 9:30 est | ! 9:30 est
look at 5 | ! at 5
call do 9:30 | ! do
do 9:30 call | ! do
call mar 9:30 | ! mar
send 2.5 days quote | ! 2.5 days
buy 3 months license | ! 3 months
sat nav demo fri | ! sat … fri
visit 4th floor | ! 4th
order 1st batch | ! 1st
friday 13th | ! 13th
friday the 13th | ! friday the 13th
mon 30th | ! 30th
mon 30 | ! 30
mon 30.11 | ! 30.11
30th nov mon | ! 30th nov … mon
the fri after next | ! fri after next
next mon 9 | ! 9
soon | ! soon
later | ! later
sometime | ! sometime
Q1 | ! Q1
q1 2027 | ! q1
h1 | ! h1
next spring | ! next spring
end of summer | ! end of summer
end of q1 | ! q1
call in 15m | ! in 15m
in 1h30 | ! in 1h30
+1h30 | ! +1h30
in 1h 30m | ! in 1h 30m
in an hour and a half | ! in an hour and a half
in 2 hours and 30 minutes | ! in 2 hours and 30 minutes
week of 7 dec | ! of
prepare 1.5h workshop | ! 1.5h
in 1,5 hours | ! in 1,5 hours
within 2.5 weeks | ! within 2.5 weeks
call in several weeks | ! in several weeks
every fifteen minutes | ! every fifteen
in the first week of december | ! december
first week of december | ! december
second week of january | ! january
last week of november | ! november
next to last fri | ! last fri
early in december | ! in december
1st week of dec | ! 1st
the week of 7 dec | ! of
the weekend | ! weekend
at the weekend | ! weekend
this weekend | ! this weekend
next monday morning | ! next monday morning
mon am | ! am
mon pm | ! pm
tomorrow am | ! am
tomorrow pm call lena | ! pm
today pm | ! pm
this afternoon at 3 | ! at 3
this afternoon 15:00 | ! this afternoon
tonight 20:00 | ! tonight
call lena tomorrow night | ! tomorrow night
call lena tomorrow at night | ! at night
4/12 fri | ! 4/12 … fri
dec 4 2026 fri | ! dec 4 2026 … fri
fri 2p | ! 2p
fri 2:30p | ! 2:30p
fri 14 h | ! 14 h
fri 14hrs | ! 14hrs
fri @9 | ! @9
tomorrow in the morning | ! in the morning
weekly fri | ! weekly
call every 1st and 15th | ! every 1st and 15th
every month on the 1st and 15th | ! every month on the 1st and 15th
call week from monday | ! from
call fri 9:30 +02:00 | ! fri 9:30 +02:00
call lena in 2 weeks and 3 days | ! in 2 weeks and 3 days
call lena 1w 2d | ! 1w 2d
+1w2d | ! +1w2d
1w2d | ! 1w2d
call +30m | ! +30m
call 2nd tue | ! 2nd tue
call bi-weekly mon | ! bi-weekly
report bi-weekly fri | ! bi-weekly
call every mon 5 times | ! every mon 5 times
call lena ten to nine fri | ! ten to nine
five to ten fri | ! five to ten
20 past 9 fri | ! 20 past 9
half 10 fri | ! half 10
fri ten to nine | ! ten to nine
tue five pm | ! five pm
five pm tue | ! five pm
tue at five | ! at five
tue 09:30:15 | ! 09:30:15
09:30:15 | ! 09:30:15
every monday morning | ! every monday morning
call Mon Fri | ! Mon … Fri
confirm fri meeting thu | ! fri … thu
confirm demo on 3 dec tomorrow | ! on 3 dec … tomorrow
call lena on the 12th tomorrow | ! on the 12th … tomorrow
call weekly about prices | ! weekly
call 14 day | ! 14 day
12-12 | ! 12-12
call 12-12 | ! 12-12
26-12-01 | ! 26-12-01
1 12 2026 | ! 1 12 2026
5/jan | ! 5/jan
1 dez | ! 1 dez
the twelfth | ! the twelfth
in the new year | ! in the new year
2mo | ! 2mo
in2 weeks | ! in2 weeks
next-week | ! next-week
nextweek | ! nextweek
call next-monday | ! next-monday
firday | ! firday
todya | ! todya
ten past nine | ! ten past nine
week 53 2025 | ! week 53 2025
"""

MONTHS_FIRST = """
every 24 dec | 2026-12-24 | task | task | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24
call 12/24 | 2026-12-24 | call
fri at 2 | ! fri at 2
call back tue 2pm | 2026-12-01T14:00:00-05:00 | call | call back
tue 9:30 EST | ! tue 9:30 EST
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
week 48 | 2026-11-27
next business day | 2026-11-30
next month 9.30am | 2026-12-27T09:30:00+01:00
fri | 2026-12-04
next fri | 2026-12-04
this fri | 2026-11-27
eow | 2026-11-27
next week | 2026-11-30
"""

SATURDAY = """
w48 | 2026-11-28
fri week | 2026-12-11
next workday | 2026-11-30
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
every sun 2:30 backup | 2027-03-28T03:30:00+02:00 | task | backup | FREQ=WEEKLY;BYDAY=SU
daily at 2:30am | 2027-03-28T03:30:00+02:00 | task | task | FREQ=DAILY
1st of next month | 2027-04-01
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
2d | 2026-11-30
within 1 day | 2026-11-30
every dec 26 | 2026-12-28 | task | task | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=26
every last sun | 2026-11-29 | task | task | FREQ=MONTHLY;BYDAY=-1SU
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
    ("2026-11-24T09:00", "Europe/Berlin", DAY_FIRST, READ),
    ("2026-11-24T09:00", "Europe/Berlin", DAY_FIRST, REPEATING),
    ("2026-11-24T09:00", "Europe/Berlin", DAY_FIRST, ALMOST),
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
