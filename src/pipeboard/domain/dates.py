"""Due dates as people type them: ``tue 9:30``, ``12 dec``, ``+2w``, ``eom``, ``in 3 days``.

The forms of a single day or time are in ``dateforms``, ``datenumbers``, ``monthplaces`` and
``clocktimes``, what comes again is in ``repeatwords``; here they are put together to a due date,
and what is past, impossible or left over is refused by the word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from pipeboard.domain.dateforms import DateForms, plain_word
from pipeboard.domain.datenumbers import Form
from pipeboard.domain.days import add_months, end_of_month, written
from pipeboard.domain.dues import Due, real_due, told_due, written_due
from pipeboard.domain.locale import Locale
from pipeboard.domain.localtimes import instant, off_the_weekend
from pipeboard.domain.repeats import Repeat
from pipeboard.domain.repeatwords import RepeatWords, read_anchor, read_words
from pipeboard.domain.zonewords import ZONE_HINT, zone_words
from pipeboard.errors import BadInput, NotAccepted

__all__ = [
    "DateReader",
    "Due",
    "Locale",
    "Phrase",
    "parse_day",
    "parse_due",
    "parse_repeat",
    "real_due",
    "told_due",
    "written",
    "written_due",
]

_ACCEPTED = "a date is needed, such as tue 9:30, 12 dec, 2026-12-31, +2w, in 3 days or eom"
_STARTS = frozenset({"from", "starting", "beginning"})
_LONGEST = 16
"""Words that a date phrase has at most."""
_DAY_PREPOSITIONS = frozenset({"on", "by", "due"})
_FAR_YEARS = 10


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that reads as a day, a time or both.

    ``problem`` says why the words look like a date but are none, and is None otherwise.
    ``weak`` marks what might as well be a number: ``12.12``, ``24/7``; it is ``tail`` where it
    counts only as the last words: ``14 days``. ``counted`` marks a day that was counted, not named:
    ``+3d``. ``repeat`` says how often it comes again, ``note`` what else it could mean.
    """

    first: int
    count: int
    day: date | None = None
    at: time | None = None
    problem: str | None = None
    weak: bool = False
    repeat: Repeat | None = None
    counted: bool = False
    tail: bool = False
    note: str = ""

    @property
    def end(self) -> int:
        """The index after the last word."""
        return self.first + self.count


def parse_due(
    text: str,
    now: datetime,
    locale: Locale,
    *,
    allow_past: bool = False,
    backward: bool = False,
    field: str = "due",
) -> Due:
    """Read a text that is nothing but a date phrase, as ``now`` (local) sees it.

    A year left out, and a weekday, mean the next such day; with ``backward``, for things that
    have happened, the last such day. What is before ``now`` is refused unless ``allow_past`` or
    ``backward``. A span alone (``3 months``, ``2w``) counts from today. A time that the zone of
    ``now`` skips or repeats is made a real one, with a note; so is a day that was counted.

    Raises BadInput, named for ``field``, with the word that is not understood.
    """
    words = text.split()
    if not words:
        raise BadInput(field, text, _ACCEPTED)
    reader = DateReader(
        now, locale, allow_past=allow_past, backward=backward, bare_spans=True, field=field
    )
    phrase = reader.at(words, 0)
    if phrase is None:
        raise BadInput(field, words[0], _ACCEPTED)
    if phrase.problem is None and phrase.end < len(words):
        raise BadInput(field, words[phrase.end], _ACCEPTED)
    return reader.settle((phrase,), words)


def parse_day(
    text: str,
    today: date,
    locale: Locale,
    *,
    allow_past: bool = False,
    backward: bool = False,
    field: str = "date",
) -> date:
    """Read a text that is nothing but a day; like ``parse_due``, but a time is refused."""
    now = datetime.combine(today, time.min)
    locale = locale.with_weekends()
    due = parse_due(text, now, locale, allow_past=allow_past, backward=backward, field=field)
    if due.at is not None:
        raise BadInput(field, text, "a day without a time is needed")
    return due.on


def _next_month_day(today: date, number: int) -> date:
    """The next day of that number, in a shorter month its last one."""
    month = today.replace(day=1)
    while True:
        day = month.replace(day=min(number, end_of_month(month).day))
        if day >= today:
            return day
        month = add_months(month, 1)


def parse_repeat(text: str, now: datetime, locale: Locale) -> Repeat | None:
    """Read a text that is nothing but how often something comes again; None for an empty one.

    Raises BadInput.
    """
    words = text.split()
    if not words:
        return None
    phrase = DateReader(now, locale, repeats=True).at(words, 0)
    if phrase is not None and phrase.problem is not None:
        raise BadInput("repeat", text, phrase.problem)
    if phrase is None or phrase.repeat is None or phrase.end < len(words):
        accepted = "every 2 weeks, every mon, every month on the 1st, or nothing, is needed"
        raise BadInput("repeat", text, accepted)
    return phrase.repeat


class DateReader:
    """Finds date phrases among words and turns them into due dates, as ``now`` sees them."""

    def __init__(
        self,
        now: datetime,
        locale: Locale,
        *,
        allow_past: bool = False,
        backward: bool = False,
        bare_spans: bool = False,
        repeats: bool = False,
        field: str = "due",
    ) -> None:
        self._repeats = repeats
        self._here = now.replace(second=0, microsecond=0)
        self._now = self._here.replace(tzinfo=None)
        self._skip_weekends = locale.skip_weekends
        self._backward = backward
        self._allow_past = allow_past or backward
        self._field = field
        self._forms = DateForms(self._here, locale, backward=backward, bare_spans=bare_spans)

    def at(self, words: Sequence[str], first: int) -> Phrase | None:
        """The longest date phrase that starts at ``words[first]``; None if there is none."""
        plain = [plain_word(word) for word in words[first : first + _LONGEST]]
        if self._repeats and (found := read_words(plain, 0)) is not None:
            return self._repeated(first, plain, found)
        phrase = self._single(first, plain)
        if phrase is None or phrase.at is None or phrase.weak:
            return phrase
        zone = zone_words(words[first : first + _LONGEST], plain, phrase.count)
        return replace(phrase, count=phrase.count + zone, problem=ZONE_HINT) if zone else phrase

    def _single(self, first: int, plain: Sequence[str]) -> Phrase | None:
        """A day, a time, or both side by side."""
        start = 1 if plain[0] in _DAY_PREPOSITIONS else 0
        day = self._forms.day(plain, start)
        if day is not None:
            after = start + day.count
            clock = None
            if not day.at and not day.problem:
                clock = self._forms.part_of_day(plain, after) or self._time(plain, after)
            return self._join(first, start, day, clock, plain)
        clock = self._time(plain, start)
        if clock is None:
            return None
        if clock.weak:
            return Phrase(first, start + clock.count, None, clock.at, clock.problem, weak=True)
        after = start + clock.count
        after += after < len(plain) and plain[after] in _DAY_PREPOSITIONS
        day = self._forms.day(plain, after) if clock.problem is None else None
        if day is None or day.at or day.tail:
            return self._join(first, start, clock, None, plain)
        return self._join(first, after - clock.count, clock, day, plain)

    def _repeated(self, first: int, plain: Sequence[str], found: RepeatWords) -> Phrase:
        """``every 2 weeks``, and the day that it begins with, if that is said: ``from mon``."""
        if found.problem is not None:
            return Phrase(
                first, found.count, problem=found.problem, weak=found.tail, tail=found.tail
            )
        count = found.count
        from_done, used = read_anchor(plain, count)
        count += used
        starts = count < len(plain) and plain[count] in _STARTS
        day = self._forms.day(plain, count + 1) if starts else None
        if day is not None and (day.problem or day.day is None):
            return Phrase(first, count + 1 + day.count, problem=day.problem or "a day is needed")
        if day is not None:
            count += 1 + day.count
        if not from_done:
            from_done, used = read_anchor(plain, count)
            count += used
        named = day.day if day is not None else None
        try:
            begin = self._begin(found, named)
        except OverflowError:
            return Phrase(first, count, problem="there is no such day")
        return Phrase(
            first,
            count,
            begin,
            day.at if day else None,
            repeat=Repeat(found.rule, None if from_done else begin),
            counted=not found.on_days and named is None,
            weak=found.tail,
            tail=found.tail,
        )

    def _begin(self, found: RepeatWords, named: date | None) -> date:
        """The first day of a rule: from a day that is named, else from today on."""
        today = self._now.date()
        if named is not None:
            begin = named
        elif found.month_day:
            begin = _next_month_day(today, found.month_day)
        else:
            begin = today + timedelta(days=found.rule.startswith("FREQ=WEEKLY") and found.on_days)
        return Repeat(found.rule, None).first_from(begin)

    def _time(self, plain: Sequence[str], index: int) -> Form | None:
        with_at = index < len(plain) and plain[index] in {"at", "@"}
        form = self._forms.time(plain, index + with_at, hour_alone=with_at)
        if form is None or not with_at:
            return form
        return replace(form, count=form.count + 1)

    @staticmethod
    def _join(
        first: int, skipped: int, one: Form, other: Form | None, plain: Sequence[str]
    ) -> Phrase:
        """One form, or two that make one phrase; ``skipped`` words come before or between them."""
        if other is None:
            after = plain[skipped + one.count : skipped + one.count + 1]
            goes_on = one.tail and bool(after) and after[0].isalpha()
            weak = one.weak and (skipped == 0 or goes_on)
            return Phrase(
                first,
                skipped + one.count,
                one.day,
                one.at,
                one.problem,
                weak,
                counted=one.counted,
                tail=weak and one.tail,
                note=one.note,
            )
        return Phrase(
            first,
            skipped + one.count + other.count,
            one.day or other.day,
            one.at or other.at,
            one.problem or other.problem,
            counted=one.counted or other.counted,
            note=one.note or other.note,
        )

    def today(self) -> Due:
        """Due today, without a time, as nothing says another day."""
        return Due(self._now.date(), note="today as no date is named")

    def settle(self, phrases: Sequence[Phrase], words: Sequence[str]) -> Due:
        """The due date that one phrase, or a day and a time standing apart, mean together.

        A time alone is the next such time. Raises BadInput naming the words for an impossible
        date, for a past one unless allowed, and for two days or two times.
        """
        spoken = [" ".join(words[each.first : each.end]) for each in phrases]
        for phrase, text in zip(phrases, spoken, strict=True):
            if phrase.problem is not None:
                raise BadInput(self._field, text, phrase.problem)
        days = [(each.day, text) for each, text in zip(phrases, spoken, strict=True) if each.day]
        times = [(each.at, text) for each, text in zip(phrases, spoken, strict=True) if each.at]
        for found in (days, times):
            if len(found) > 1:
                raise BadInput(
                    self._field,
                    f"{found[0][1]} … {found[1][1]}",
                    "one date is needed; put quotes around what is not the date",
                )
        at = times[0][0] if times else None
        repeat = next((each.repeat for each in phrases if each.repeat), None)
        counted = any(each.counted for each in phrases)
        if days:
            due = self._real(days[0][0], at, counted=counted)
            if repeat and (self._is_past(due) or (at and not self._is_coming(due))):
                due = self._real(repeat.next_after(due.on, due.on), at, counted=counted)
        else:
            due = self._real(self._now.date(), at, counted=False)
            if at is not None and not self._backward and not self._is_coming(due):
                due = self._real(due.on + timedelta(days=1), at, counted=True)
        self._check_past(due, " ".join(spoken))
        notes = [*(each.note for each in phrases), due.note, self._far(due)]
        return replace(due, note=", ".join(filter(None, notes)))

    def _far(self, due: Due) -> str:
        years = due.on.year - self._now.year
        years -= (due.on.month, due.on.day) < (self._now.month, self._now.day)
        return f"{years} years from now" if years >= _FAR_YEARS else ""

    def _real(self, day: date, at: time | None, *, counted: bool) -> Due:
        """On a day that may be worked on, and at a time that exists."""
        note = ""
        if counted and self._skip_weekends and day >= self._now.date():
            working = off_the_weekend(day)
            note = "" if working == day else "not the weekend"
            day = working
        return real_due(Due(day, at, note), self._here)

    def _is_coming(self, due: Due) -> bool:
        zone = self._here.tzinfo
        return due.at is not None and instant(due.on, due.at, zone) > self._instant()

    def _is_past(self, due: Due) -> bool:
        if due.at is None:
            return due.on < self._now.date()
        return instant(due.on, due.at, self._here.tzinfo) < self._instant()

    def _instant(self) -> datetime:
        """The present minute."""
        return self._here.replace(tzinfo=self._here.tzinfo or UTC).astimezone(UTC)

    def _check_past(self, due: Due, text: str) -> None:
        if self._allow_past:
            return
        today = self._now.date()
        told = ", or !past after it" if self._field == "due" else ""
        if due.on < today:
            raise NotAccepted(
                self._field,
                text,
                f"{written(due.on)} is past; {written(today)} or a later day is needed{told}",
            )
        if due.at is not None and self._is_past(due):
            hint = f"it is past {due.at:%H:%M} already; a later time is needed{told}"
            raise NotAccepted(self._field, text, hint)
