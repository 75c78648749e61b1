"""What a prompt asks: its title, what can be answered, and what happens with the answer."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pipeboard.domain.unfinished import Subject
from pipeboard.service.workspace import Workspace

if TYPE_CHECKING:
    from pipeboard.domain.capture import Piece

Following = Screen[Any] | None
"""The screen that is shown after a prompt, if any."""

Answer = Callable[[str], Awaitable[Following]]
"""Does what was asked for and returns what to ask next; what it raises is shown in the prompt."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a digit picks, and enter takes; ``value`` is what the answer is given."""

    label: str
    value: str
    more: str = ""
    """Shown beside the label, quietly."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How a text was read: which of its characters, and the meanings as (kind, meaning)."""

    pieces: "Sequence[Piece]" = ()
    meanings: Sequence[tuple[str, str]] = ()
    problem: str = ""
    """Why it cannot be read as it stands."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What could stand in place of the characters ``start`` to ``end``."""

    start: int
    end: int
    options: Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is answered with a text or by a digit."""

    title: str
    answer: Answer
    does: str = "saves"
    """What enter does."""
    keys: Sequence[tuple[str, str]] = ()
    """Further keys and what they do."""
    about: str = ""
    """What it is asked about, shown after the title."""
    text: str = ""
    """What stands in the field at first."""
    lines: bool = False
    """Whether the text may have several lines."""
    example: str = ""
    """Shown in the empty field."""
    suggested: str = ""
    """Stands quietly in the empty field: enter takes it, tab puts it there to be changed."""
    choices: Sequence[Choice] = ()
    preview: Callable[[Workspace, str], Preview] | None = None
    complete: Callable[[Workspace, str, int], Completion | None] | None = None
    """Given the text and the place of the cursor in it."""
    unfinished: Subject | None = None
    """What the text is kept for, while it is typed and when it is left, until it is committed."""
    empty: str | None = None
    """What is said when nothing was typed; None when that is an answer, '' when it means leaving."""
    details: Sequence[str] = ()
    """Lines between the title and the field."""


Prepare = Callable[[], Awaitable[Question]]
"""Reads what is needed to ask."""
