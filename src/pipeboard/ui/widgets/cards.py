"""Draws one card: what the deal is, what is next, what it is worth, how long it has been there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import lru_cache

from rich.style import Style

from pipeboard.domain.board import Card, NextStep
from pipeboard.domain.days import MONTH_NAMES, WEEKDAY_NAMES
from pipeboard.domain.followups import DueState
from pipeboard.domain.statuses import Status
from pipeboard.ui import text
from pipeboard.ui.themes import Glyphs, Palette
from pipeboard.ui.widgets.amounts import amount
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Piece

_TALL = 28
_GAPS = 9


@dataclass(frozen=True, slots=True)
class Shape:
    """How high cards are: ``lines`` of text and ``gap`` empty lines below."""

    lines: int
    gap: int

    @property
    def height(self) -> int:
        """The lines from one card to the next."""
        return self.lines + self.gap

    def rows(self, height: int) -> int:
        """How many cards are wholly visible in so many lines."""
        return max((height + self.gap) // self.height, 0)


def shape_for(height: int) -> Shape:
    """Cards of three lines where there is room for many, of two where there is less."""
    if height >= _TALL:
        return Shape(3, 1)
    return Shape(2, 1) if height >= _GAPS else Shape(min(max(height, 1), 2), 0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all cards of a board have in common: the day, how it is drawn, whether amounts need
    their currency.
    """

    today: date
    zone: tzinfo
    day_first: bool
    inks: Inks
    named: bool
    shape: Shape


def draw(
    card: Card, width: int, setting: Setting, *, cursor: bool, marked: bool
) -> list[list[Piece]]:
    """The lines of a card, each ``width`` cells wide; the first cell is for the cursor."""
    inks = setting.inks
    ink = inks.cursor if cursor else inks.marked if marked else inks.plain
    cells = width - 1
    if setting.shape.lines == 1:
        lines = [ends(_title(card, ink, inks.glyphs, marked, cursor), [], cells, inks.glyphs)]
    else:
        lines = list(_lines(card, cells, setting, ink, marked=marked, cursor=cursor))
    if cursor:
        return [[(inks.glyphs.cursor, ink.key), *pieces] for pieces in lines]
    return [[(f" {first}", style), *rest] for (first, style), *rest in lines]


def _lines(
    card: Card, cells: int, setting: Setting, ink: Palette, *, marked: bool, cursor: bool
) -> Iterator[list[Piece]]:
    glyphs = setting.inks.glyphs
    title = _title(card, ink, glyphs, marked, cursor)
    signs, stay = _signs(card, ink, glyphs), _stay(card, ink, glyphs)
    if setting.shape.lines == 2:
        room = cells >= _ROOM_FOR_STAY or card.stale
        yield ends(title, _apart(signs, stay if room else []), cells, glyphs)
    else:
        yield ends(title, [], cells, glyphs)
        yield ends([(card.company, ink.dim)], _apart(signs, stay), cells, glyphs)
    worth: list[Piece] = []
    if card.value is not None:
        sum_ = amount(card.value, card.currency, named=setting.named, ascii=glyphs.vertical == "|")
        worth = [(sum_, ink.won if card.status is Status.WON else ink.text)]
    used = sum(text.width(piece) for piece, _ in worth)
    left = cells - used - (1 if used else 0)
    yield ends(_next(card.next_step, left, setting, ink), worth, cells, glyphs)


_ROOM_FOR_STAY = 17
_BRIEF = {"e-mail": "mail", "meeting": "meet"}


def _title(card: Card, ink: Palette, glyphs: Glyphs, marked: bool, cursor: bool) -> list[Piece]:
    pieces: list[Piece] = [(f"{glyphs.marked} ", ink.accent)] if marked else []
    return [*pieces, (card.title, ink.strong if cursor else ink.text)]


def _signs(card: Card, ink: Palette, glyphs: Glyphs) -> list[Piece]:
    """How the deal fits the ideal customer, and whether a decision-maker is missing."""
    signs: list[Piece] = []
    if card.match is not None:
        from pipeboard.domain.fit import Fit  # only where there is an ideal customer

        sign, style = {
            Fit.GOOD: (glyphs.good_fit, ink.text),
            Fit.PART: (glyphs.part_fit, ink.dim),
            Fit.POOR: (glyphs.poor_fit, ink.dim),
        }[card.match.fit]
        signs.append((sign, style))
    if card.no_decision_maker:
        signs.append((glyphs.undecided, ink.dim))
    return signs


def _apart(signs: list[Piece], stay: list[Piece]) -> list[Piece]:
    """Signs, then how long the deal has been there."""
    return [*signs, (" ", blank(stay[0][1])), *stay] if signs and stay else [*signs, *stay]


def _stay(card: Card, ink: Palette, glyphs: Glyphs) -> list[Piece]:
    """How many days the deal has been in its stage, marked when nobody has touched it for long."""
    mark = glyphs.stale if card.stale else ""
    days = "" if card.days_in_stage is None else f"{card.days_in_stage}d"
    return [(f"{mark}{days}", ink.stale if card.stale else ink.dim)] if mark or days else []


def _next(step: NextStep | None, cells: int, setting: Setting, ink: Palette) -> list[Piece]:
    """The next step: a sign for its state, what it is, when it is due, as much as fits."""
    glyphs = setting.inks.glyphs
    if step is None:
        return [(glyphs.nothing, ink.dim)]
    style, sign = {
        DueState.OVERDUE: (ink.late, glyphs.late),
        DueState.TODAY: (ink.today, glyphs.today),
    }.get(step.state, (ink.coming, glyphs.coming))
    when = due_words(step, setting)
    what = text.clean(step.type)
    subject = text.clean(step.subject)
    about = f"{what} {subject}" if subject.casefold() != what.casefold() else what
    least = text.width(f"{sign} {what} {when}") + 8
    if about != what and least <= cells:
        about = text.cut(about, cells - text.width(f"{sign}  {when}"), glyphs.ellipsis)
        return [(f"{sign} {about} {when}".rstrip(), style)]
    brief = _BRIEF.get(what) or what[:4]
    for said in (f"{sign} {what} {when}", f"{sign} {brief} {when}", f"{sign} {when or brief}"):
        if text.width(said.rstrip()) <= cells:
            return [(said.rstrip(), style)]
    return [(sign, style)]


def due_words(step: NextStep, setting: Setting) -> str:
    """When a step is due, in a word: ``2d`` late, ``14:30`` today, ``Thu``, ``3 Dec``."""
    local = step.due_at.astimezone(setting.zone) if step.due_at is not None else None
    on = local.date() if local is not None else step.due_on
    days = (on - setting.today).days
    if days < 0:
        return f"{-days}d"
    if days == 0:
        return f"{local:%H:%M}" if local is not None else ""
    if days < 7:
        return WEEKDAY_NAMES[on.weekday()]
    month = MONTH_NAMES[on.month - 1]
    words = f"{on.day} {month}" if setting.day_first else f"{month} {on.day}"
    return words if days < 300 else f"{month} {on.year}"


def ends(left: list[Piece], right: list[Piece], cells: int, glyphs: Glyphs) -> list[Piece]:
    """One line: ``left`` cut to what ``right``, which stands at the end, leaves of it.

    ``left`` is not empty. What does not fit even alone is left out on the right.
    """
    used = sum(text.width(piece) for piece, _ in right)
    if used > cells:
        right, used = [], 0
    room = cells - used - (1 if used else 0)
    drawn: list[Piece] = []
    for piece, style in left:
        kept = text.cut(piece, room, glyphs.ellipsis)
        room -= text.width(kept)
        drawn.append((kept, style))
    return [*drawn, (" " * (room + (1 if used else 0)), blank(drawn[-1][1])), *right]


@lru_cache(maxsize=256)
def blank(style: Style) -> Style:
    """The style for spaces after a text: the same, to save a switch, unless lines would show."""
    return style + Style(underline=False, bold=False) if style.underline else style
