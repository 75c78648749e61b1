"""What a form is made of: its fields, what it does with them, and its further keys."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeboard.domain.unfinished import Subject
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.question import Completion, Following


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: ``read`` returns the value that a text stands for, or raises BadInput.

    ``meaning`` says what a text stands for where that is not the text itself, such as a date.
    """

    name: str
    label: str
    text: str
    read: Callable[[Workspace, str], Any]
    complete: Callable[[Workspace, str, int], Completion | None] | None = None
    options: Sequence[str] = ()
    meaning: Callable[[Any], str] | None = None
    look_up: Callable[[Workspace, str], str] | None = None
    """Says what a text stands for where the database has to be asked; "" for nothing to say."""
    lines: bool = False
    most: int = 4
    """The most lines of it that are in sight."""
    refusal: str = ""
    """Why it cannot be changed; it is shown but passed over."""
    hint: str = ""
    """What to put there, shown under it while nothing else is."""


@dataclass(frozen=True, slots=True)
class SheetKey:
    """A further key of a form; ``do`` gets the values of the fields that were changed, by name."""

    key: str
    does: str
    do: Callable[[Mapping[str, Any]], Awaitable[Following]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to fill in; ``save`` gets the values of the fields that were changed, by name."""

    title: str
    about: str
    fields: Sequence[FormField]
    save: Callable[[Mapping[str, Any]], Awaitable[Following]]
    required: Sequence[str] = ()
    """Fields whose value is passed to ``save`` in any case."""
    unfinished: Subject | None = None
    """What the fields that were changed are kept for until they are saved."""
    always: bool = False
    """Whether enter saves also when nothing was changed, instead of leaving."""
    does: str = "saves"
    """What enter does."""
    widest: int = 20
    """The most cells that the label of a field takes."""
    also: Sequence[SheetKey] = ()
    """What else can be done with it."""
