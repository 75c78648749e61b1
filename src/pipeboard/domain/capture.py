"""One typed line makes a deal or a follow-up, the same wherever it is typed.

``Acme renewal 12k EUR @lena call tue 9:30 #hot``: signs (``@contact +Company #label !high
owner: source: stage: closes:``) may stand anywhere; an amount is taken out of the words; a date
with the type before it, or after the amount, makes the follow-up; what is left is the title and the follow-up's
subject. Words in quotes are only ever text.

How the line is cut is in ``tokens`` and ``line``, the signs in ``marks``, dates in ``dates``,
amounts in ``wordamounts``; which words make the follow-up is in ``followuplines``, and what is
refused as almost a date in ``almostdates``.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pipeboard.domain.dates import DateReader, Phrase
from pipeboard.domain.drafts import DealDraft, FollowUpDraft, Piece, Reading
from pipeboard.domain.followuplines import FollowUpReader
from pipeboard.domain.line import Line, TypeWord
from pipeboard.domain.locale import Locale
from pipeboard.domain.marks import DEAL_MARKS, FOLLOW_UP_MARKS, MarkReader, Marks
from pipeboard.domain.money import readable
from pipeboard.domain.reminders import claim_reminder, reminder_of
from pipeboard.domain.tokens import is_blank
from pipeboard.domain.wordamounts import WordAmount, find_amount
from pipeboard.errors import BadInput

__all__ = [
    "DealDraft",
    "FollowUpDraft",
    "Piece",
    "Reading",
    "read_deal",
    "read_follow_up",
]

_LONGEST_NAME = 6
_LONGEST_LINE = 2000


def _nobody(_name: str) -> str | None:
    """Stands in where no names are known."""
    return None


ContactMeant = Callable[[str, bool, str | None], tuple[str, str]]
"""Given a name after an ``@``, whether it is whole (in quotes), and the deal's company if the line
gives one: the contact's full name, and what a preview says of it."""


def _as_typed(name: str, _whole: bool, _company: str | None) -> tuple[str, str]:
    """Stands in where no contacts are known."""
    return name, name


def read_follow_up(
    text: str,
    *,
    now: datetime,
    locale: Locale,
    types: Sequence[str],
    contacts_known: Callable[[str], str | None] = _nobody,
    contacts_meant: ContactMeant = _as_typed,
    allow_past: bool = False,
    reminder: int | None = None,
) -> Reading[FollowUpDraft]:
    """Read a follow-up: ``call lena tue 9:30``, ``in 3 days check in``, ``demo 12 dec !high``.

    ``now`` is local; times are real ones in its zone if it has one. ``types`` are the names of the follow-up types; a type is the first
    word that is no date. ``contacts_known`` gives the full name of the contact that a name (all
    or a part of one) means, or None; it is asked about the first words of the subject.
    ``contacts_meant`` is asked about ``@name``. No date is today, no type is a task, no subject is
    the type. A past date is refused unless ``allow_past`` or ``!past``. ``reminder`` is that of a timed one
    whose line says nothing about it (``remind 15m``).

    Raises BadInput naming the word for a date that is impossible or past, for two dates, and for
    an empty text.
    """
    line = _line(text, "follow-up")
    if is_blank(text):
        raise BadInput("follow-up", text, "a text is needed, such as: call lena tue 9:30")
    marks = MarkReader(
        line, FOLLOW_UP_MARKS, now=now, locale=locale, companies_known=_nobody
    ).read()
    _name_contacts(line, marks, contacts_meant, None)
    said = claim_reminder(line, alone=True)
    reader = DateReader(now, locale, allow_past=allow_past, backward=marks.past, repeats=True)
    phrases = _phrases(reader, line.words())
    draft = FollowUpReader(line, reader, types).read(0, phrases, marks, contacts_known)
    draft = replace(draft, assignee=marks.owner, reminder=reminder_of(said, draft.due.at, reminder))
    return Reading(draft, line.pieces())


def read_deal(
    text: str,
    *,
    now: datetime,
    locale: Locale,
    currency: str,
    companies_known: Callable[[str], str | None],
    types: Sequence[str],
    contacts_meant: ContactMeant = _as_typed,
    reminder: int | None = None,
) -> Reading[DealDraft]:
    """Read a deal, with its first follow-up if a date says when.

    ``now`` is local; ``currency`` holds where an amount names none. ``companies_known``
    gives the known company whose name a text begins with, in any case, or None; it is asked about
    the first words unless the line says ``+Company``. ``contacts_meant`` is asked about ``@name``.
    ``reminder`` is that of a timed follow-up whose line says nothing about it.

    Raises BadInput naming the word for dates and amounts that are impossible, past or negative,
    for what is said twice, for a priority or a reminder without a follow-up, and for a line without a title.
    """
    line = _line(text, "deal")
    marks = MarkReader(
        line, DEAL_MARKS, now=now, locale=locale, companies_known=companies_known
    ).read()
    company = marks.company or _company_at_start(line, companies_known)
    _name_contacts(line, marks, contacts_meant, company)
    said = claim_reminder(line, alone=False)
    reader = DateReader(now, locale, backward=marks.past, repeats=True)
    types_found = _type_words(line, types)
    phrases = [
        phrase
        for phrase in _phrases(reader, line.words())
        if not phrase.weak or any(line.touching(word.end, phrase.first) for word in types_found)
    ]
    amount = _amount(line, phrases, currency, locale.decimal_mark)
    types_found = [
        word
        for word in types_found
        if not word.is_thing or (amount is not None and word.first >= amount.end)
    ]
    start = _follow_up_start(line, types_found, phrases, amount)
    if start is None:
        _refuse_almost(line, types_found, amount)
    title_words = line.free(0, start)
    title = line.text(title_words)
    if is_blank(title):
        raise BadInput("title", text, "a deal needs a title, such as: Acme renewal 12k")
    line.claim(title_words, "title", title)
    follow_up = None
    if start is not None:
        coming = [phrase for phrase in phrases if phrase.first >= start]
        follow_up = FollowUpReader(line, reader, types).read(start, coming, marks, _nobody)
        follow_up = replace(follow_up, reminder=reminder_of(said, follow_up.due.at, reminder))
    elif marks.priority is not None:
        hint = "a priority is a follow-up's; add one, such as call tue"
        raise BadInput("priority", f"!{marks.priority}", hint)
    elif marks.past:
        hint = "it is said of a follow-up's date; add one, such as call yesterday"
        raise BadInput("due", "!past", hint)
    elif said is not None:
        hint = "a reminder is a follow-up's; add one, such as call tue, or quotes if it is text"
        raise BadInput("reminder", "remind", hint)
    return Reading(
        DealDraft(
            title=title,
            value=amount.money if amount else None,
            company=company,
            contacts=tuple(dict.fromkeys(marks.contacts.values())),
            owner=marks.owner,
            source=marks.source,
            labels=tuple(marks.labels),
            priority=marks.priority,
            expected_close=marks.closes,
            stage=marks.stage,
            follow_up=follow_up,
        ),
        line.pieces(),
    )


def _phrases(reader: DateReader, words: Sequence[str]) -> list[Phrase]:
    """All date phrases among the words, from left to right, none inside another."""
    found: list[Phrase] = []
    index = 0
    while index < len(words):
        phrase = reader.at(words, index) if words[index] else None
        if phrase is not None:
            found.append(phrase)
        index = phrase.end if phrase else index + 1
    return found


def _line(text: str, field: str) -> Line:
    if len(text) > _LONGEST_LINE:
        hint = f"at most {_LONGEST_LINE} characters are read; put the rest into a note"
        raise BadInput(field, f"{text[:20]}…", hint)
    return Line(text)


def _type_words(line: Line, types: Sequence[str]) -> list[TypeWord]:
    """All type words from left to right, none inside another."""
    found: list[TypeWord] = []
    for index in line.free():
        word = line.type_word(index, types)
        if word is not None and word.doubtful and not line.free(0, index):
            continue
        if word is not None and (not found or index >= found[-1].end):
            found.append(word)
    return found


def _company_at_start(line: Line, known: Callable[[str], str | None]) -> str | None:
    """The known company that the title begins with; its words are then only title."""
    free = line.free()
    leading = [index for place, index in enumerate(free) if index == free[0] + place]
    words = [line.tokens[index].raw.rstrip(",;:") for index in leading[:_LONGEST_NAME]]
    company = known(" ".join(words)) if words else None
    if company is not None:
        line.shield(leading[: len(company.split())])
    return company


def _name_contacts(line: Line, marks: Marks, meant: ContactMeant, company: str | None) -> None:
    """Puts the full names of the contacts that are meant in place of what was typed."""
    for index, typed in marks.contacts.items():
        name, meaning = meant(typed, line.tokens[index].quoted, company)
        marks.contacts[index] = name
        line.reword(index, meaning)


def _amount(
    line: Line, phrases: Sequence[Phrase], currency: str, decimal_mark: str | None
) -> WordAmount | None:
    """The deal's value, taken out of the words that are no date."""
    in_dates = {index for phrase in phrases for index in range(phrase.first, phrase.end)}
    words = [
        None if index in in_dates or not word else word for index, word in enumerate(line.words())
    ]
    amount = find_amount(words, currency, decimal_mark)
    if amount is not None:
        line.claim(range(amount.first, amount.end), "value", readable(amount.money))
    return amount


def _refuse_almost(line: Line, types: Sequence[TypeWord], amount: WordAmount | None) -> None:
    """Raises BadInput for a line that has no follow-up, and what is almost the date of one.

    That can stand after a type word or, as no date would be in a title there, after the amount.
    """
    from pipeboard.domain.almostdates import is_adverb, refuse_almost

    after = [word.end for word in types if line.free(0, word.first)]
    begin = after[-1] if after else amount.end if amount is not None else None
    free = line.free(begin) if begin is not None else []
    if not free:
        return
    if after and line.touching(after[-1], free[0]):
        refuse_almost(line.words(), free[:1])
    if is_adverb(line.words()[free[-1]]):
        refuse_almost(line.words(), free[-1:])
    refuse_almost(line.words(), free, sure=True)


def _follow_up_start(
    line: Line,
    types: Sequence[TypeWord],
    phrases: Sequence[Phrase],
    amount: WordAmount | None,
) -> int | None:
    """Where the title ends and the follow-up starts; None without one.

    It starts at the last type word that a date follows, unless the amount parts its words from
    that date (``Call center 20k tue``) or no title would be left; else at a date that comes after
    the amount. Any other date is of the title: ``USA Today 8k``.
    """
    direct = [each for each in types if any(line.touching(each.end, p.first) for p in phrases)]
    if len(direct) > 1:
        last = max(types, key=lambda word: word.first)
        text = line.text(range(last.first, len(line.tokens)))
        raise BadInput("follow-up", text, "a line holds one follow-up; add the other one later")
    start = None
    for word in reversed(types):
        date = next((phrase for phrase in phrases if phrase.first >= word.end), None)
        if date is None:
            continue
        parted = (
            amount is not None
            and word.end < amount.first < date.first
            and bool(line.free(word.end, amount.first))
        )
        if word in direct or (line.free(0, word.first) and not parted):
            start = word.first
            break
    if amount is None:
        return start
    in_dates = {index for phrase in phrases for index in range(phrase.first, phrase.end)}
    for phrase in phrases:
        if phrase.first < amount.end:
            continue
        ends_words = start is None and not set(line.free(phrase.end)) - in_dates
        if line.free(0, amount.first) or ends_words:
            return phrase.first if start is None else min(start, phrase.first)
    return start
