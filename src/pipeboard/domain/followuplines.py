"""The words of a line that are a follow-up: which of them say when, which what it is about."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeboard.domain.dateforms import plain_word
from pipeboard.domain.dates import DateReader, Due, Phrase, told_due
from pipeboard.domain.daynames import without_names
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import CALL, CALL_BACK, Priority
from pipeboard.domain.line import Line
from pipeboard.domain.marks import Marks
from pipeboard.domain.tokens import is_blank
from pipeboard.errors import BadInput

_LONGEST_NAME = 6
_NO_TYPE = "task"
_ALMOST_CLOCK = re.compile(r"\d{1,2}(?:\.\d{2}|[:h]\d{0,2})", re.ASCII)
_BARE_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_ORDINALS = ("st", "nd", "rd", "th")
_QUOTES = "put quotes around it if it is no date"
_BACK = frozenset({"back", "back:"})
_CALL_BACK = "callback"


class FollowUpReader:
    """Reads the words of a line from some place on as a follow-up, and claims them."""

    def __init__(self, line: Line, reader: DateReader, types: Sequence[str]) -> None:
        self._line = line
        self._reader = reader
        self._types = types

    def read(
        self,
        start: int,
        phrases: Sequence[Phrase],
        marks: Marks,
        contacts_known: Callable[[str], str | None],
    ) -> FollowUpDraft:
        """The follow-up from ``start`` on, of which ``phrases`` might say when.

        Raises BadInput by the word for a date that cannot be, for two dates, and for what is
        almost a date where nothing says the day.
        """
        line = self._line
        words = line.words()
        used = self._used(start, phrases)
        due = self._reader.settle(used, words) if used else self._today(start, phrases)
        repeat = next((each.repeat for each in used if each.repeat), None)
        for phrase in used:
            meaning = told_due(due)
            if phrase.repeat is not None:
                meaning += f", {phrase.repeat.described}"
            line.claim(range(phrase.first, phrase.end), "due", meaning)
        type_name, called = self._type(start)
        rest = line.free(start)
        subject = line.text(rest)
        about = rest[1:] if called and rest and words[rest[0]].casefold() in _BACK else rest
        if is_blank(subject):
            subject = called or type_name
        else:
            subject = f"{called} {line.text(about)}".strip() if called else subject
            line.claim(rest, "subject", subject)
        contact = next(
            (name for place, name in marks.contacts.items() if place >= start),
            next(iter(marks.contacts.values()), None),
        )
        if contact is None:
            contact = _contact_at_start([line.tokens[index].raw for index in about], contacts_known)
        return FollowUpDraft(
            type=type_name,
            subject=subject,
            due=due,
            priority=marks.priority or Priority.NORMAL,
            contact=contact,
            repeat=replace(repeat, at=due.meant).text if repeat else None,
        )

    def _used(self, start: int, phrases: Sequence[Phrase]) -> list[Phrase]:
        """The phrases that say when; what might be a number counts only at an end of the text."""
        sure = [phrase for phrase in phrases if not phrase.weak]
        if len([phrase for phrase in sure if phrase.day]) > 1:
            sure = without_names(sure, self._line.words())
        if any(phrase.day for phrase in sure):
            return self._beside_a_day(start, sure, [each for each in phrases if each.weak])
        free = self._left(start, sure)
        first = self._line.type_word(free[0], self._types) if free else None
        begins = {free[0], first.end if first else free[0]} if free else set()
        weak = [
            each for each in phrases if each.weak and free and self._counts(each, begins, free[-1])
        ]
        used = sorted([*sure, *weak[-1:]], key=lambda phrase: phrase.first)
        if used and all(each.day is None and not each.problem for each in used):
            self._refuse_without_day(start, used, phrases)
        return used

    def _counts(self, phrase: Phrase, begins: set[int], last: int) -> bool:
        """Whether what might be something else says when, by its place."""
        if not phrase.tail:
            return bool({phrase.first, phrase.end - 1} & {*begins, last})
        spelled = phrase.counted and phrase.count > 1 and phrase.repeat is None
        return phrase.end - 1 == last and (not spelled or phrase.first in begins)

    def _left(self, start: int, used: Sequence[Phrase]) -> list[int]:
        """The free words that are in none of the phrases."""
        taken = {index for phrase in used for index in range(phrase.first, phrase.end)}
        return [index for index in self._line.free(start) if index not in taken]

    def _beside_a_day(
        self, start: int, sure: Sequence[Phrase], weak: Sequence[Phrase]
    ) -> list[Phrase]:
        """What says when, with a day that is sure: with it a time that follows the type.

        Raises BadInput for what stands right beside the day and might be another, or a time.
        """
        line = self._line
        days = [phrase for phrase in sure if phrase.day]
        ends = {phrase.end for phrase in days if not phrase.at}
        starts = {phrase.first for phrase in days if not phrase.at}
        free = self._left(start, sure)
        kind = line.type_word(free[0], self._types) if free else None
        begins = {free[0], kind.end if kind else free[0]} if free else set()
        for phrase in weak:
            text = " ".join(line.words()[phrase.first : phrase.end])
            last = phrase.end - 1 == free[-1]
            if phrase.repeat and (
                (phrase.first in ends and last) or (phrase.end in starts and phrase.first in begins)
            ):
                day = next(
                    each for each in days if phrase.first == each.end or phrase.end == each.first
                )
                named = " ".join(line.words()[day.first : day.end]).removeprefix("on ")
                hint = f"write {phrase.repeat.described} from {named}, or put quotes around it"
                raise BadInput("due", text, hint)
            if phrase.day and phrase.first in ends and (last or not phrase.tail):
                hint = "write a time as 9:30, or put quotes around what is no time"
                raise BadInput("due", line.tokens[phrase.first].raw, hint)
            beside = phrase.first in ends or phrase.end in starts
            if phrase.problem and phrase.tail and beside and not text.endswith(_ORDINALS):
                raise BadInput("due", text, f"{phrase.problem}; {_QUOTES}")
            if phrase.problem and beside and text.casefold().startswith(("at ", "half ")):
                raise BadInput("due", text, phrase.problem)
        times = [each for each in weak if kind and not each.day and each.first == kind.end]
        times += [
            each
            for each in weak
            if each not in times
            and each.end in starts
            and plain_word(line.words()[each.first]) == "midnight"
        ]
        if free and not times and not any(phrase.at for phrase in sure):
            self._refuse_leftover(free, ends, starts, kind.end if kind else None)
        return sorted([*sure, *times], key=lambda phrase: phrase.first)

    def _refuse_leftover(
        self, free: Sequence[int], ends: set[int], starts: set[int], after_type: int | None
    ) -> None:
        """Raises BadInput for a word right beside a day without a time that may be its time."""
        from pipeboard.domain.almostdates import refuse_after_day, refuse_before_day

        words = self._line.words()
        if free[-1] in ends and _BARE_NUMBER.fullmatch(words[free[-1]]):
            hint = "write a time as 9:00, a year as 2027, or put quotes around what is neither"
            raise BadInput("due", self._line.tokens[free[-1]].raw, hint)
        for index in free:
            if index in ends:
                refuse_after_day(words, index, last=index == free[-1])
            if index + 1 in starts:
                begins = index in {free[0], after_type}
                alone = begins and index == free[-1]
                refuse_before_day(words, index, begins=begins, alone=alone)

    def _refuse_without_day(
        self, start: int, used: Sequence[Phrase], phrases: Sequence[Phrase]
    ) -> None:
        """Raises BadInput where there is a time, and words that are almost the day of it."""
        from pipeboard.domain.almostdates import refuse_almost, refuse_beside_time

        self._refuse_unsaid(phrases)
        free = self._left(start, used)
        beside = {phrase.first - 1 for phrase in used} | {phrase.end for phrase in used}
        refuse_beside_time(self._line.words(), [index for index in free if index in beside])
        refuse_almost(self._line.words(), free, sure=True)

    def _refuse_unsaid(self, phrases: Sequence[Phrase]) -> None:
        """Raises BadInput for words such as ``next quarter`` that say when, but not which day."""
        words = self._line.words()
        for phrase in phrases:
            said = words[phrase.first : phrase.end]
            if phrase.problem and all(word.isalpha() for word in said):
                raise BadInput("due", " ".join(said), phrase.problem)

    def _today(self, start: int, phrases: Sequence[Phrase]) -> Due:
        """No date is today; but a word that is almost a date is asked about, not ignored."""
        from pipeboard.domain.almostdates import refuse_almost

        free = self._line.free(start)
        kind = self._line.type_word(free[0], self._types) if free else None
        if kind and kind.end in free and _ALMOST_CLOCK.fullmatch(self._line.words()[kind.end]):
            hint = "a time such as 14:30 is needed; put quotes around it if it is no time"
            raise BadInput("due", self._line.tokens[kind.end].raw, hint)
        self._refuse_unsaid(phrases)
        refuse_almost(self._line.words(), free)
        return self._reader.today()

    def _type(self, start: int) -> tuple[str, str]:
        """The type, and how a call is called that somebody asked for: ``call back``."""
        free = self._line.free(start)
        found = self._line.type_word(free[0], self._types) if free else None
        if found is None:
            return _NO_TYPE, ""
        words = self._line.words()
        back = found.name == CALL and (
            found.spoken == _CALL_BACK
            or (found.end in free and words[found.end].casefold() in _BACK)
        )
        self._line.claim(range(found.first, found.end), "type", found.name)
        return found.name, CALL_BACK if back else ""


def _contact_at_start(words: Sequence[str], known: Callable[[str], str | None]) -> str | None:
    """The known contact that a subject begins with: ``lena fox about prices``."""
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        contact = known(" ".join(words[:count]).rstrip(",;:"))
        if contact is not None:
            return contact
    return None
