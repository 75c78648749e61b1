"""The words of a line that say by a sign what they are: ``@lena``, ``#hot``, ``owner:ann``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeboard.domain.dates import DateReader
from pipeboard.domain.days import written
from pipeboard.domain.followups import Priority
from pipeboard.domain.line import Line
from pipeboard.domain.locale import Locale
from pipeboard.domain.periods import parse_period
from pipeboard.domain.tokens import Token, is_blank, name_of
from pipeboard.errors import BadInput, NotAccepted

DEAL_MARKS = ("@", "+", "#", "!", "owner:", "source:", "stage:", "closes:")
FOLLOW_UP_MARKS = ("@", "!", "owner:")

_CLOSES_ACCEPTED = "a day is needed, such as closes:eom, closes:2026-12-31 or closes:+3m"


@dataclass(slots=True)
class Marks:
    """What the signs of a line say; ``contacts`` maps the place of each to the name."""

    contacts: dict[int, str] = field(default_factory=dict)
    company: str | None = None
    owner: str | None = None
    source: str | None = None
    stage: str | None = None
    labels: list[str] = field(default_factory=list)
    priority: Priority | None = None
    closes: date | None = None
    past: bool = False

    def set_once(self, name: str, value: object, text: str) -> None:
        """Sets a field that can only be said once; BadInput if it has been."""
        if getattr(self, name) is not None:
            raise BadInput(name, text, f"the line gives the {name} twice; one is needed")
        setattr(self, name, value)


class MarkReader:
    """Claims the marked words of a line and collects what they say.

    A sign that is not among ``allowed``, or that is followed by no name (``C #``, ``#4711``),
    leaves the word to the text.
    """

    def __init__(
        self,
        line: Line,
        allowed: tuple[str, ...],
        *,
        now: datetime,
        locale: Locale,
        companies_known: Callable[[str], str | None],
    ) -> None:
        self._line = line
        self._allowed = allowed
        self._now = now
        self._locale = locale
        self._companies_known = companies_known
        self._marks = Marks()
        self._taken: set[int] = set()

    def read(self) -> Marks:
        """Reads all marked words; BadInput for a value that a sign cannot have."""
        for index, token in enumerate(self._line.tokens):
            if not token.mark or index in self._taken:
                continue
            if token.mark.endswith(":"):
                self._key(index, token)
            elif token.mark in self._allowed and not is_blank(name_of(token)):
                self._sign(index, token)
        return self._marks

    def _sign(self, index: int, token: Token) -> None:
        name = name_of(token)
        starts_with_digit = not token.quoted and name[0].isdigit()
        if token.mark == "!":
            self._priority(index, token, name)
        elif token.mark == "#":
            label = token.text if token.quoted else token.text.rstrip(",;")
            if token.quoted or not label.isdigit():
                if label not in self._marks.labels:
                    self._marks.labels.append(label)
                self._line.claim([index], "label", label)
        elif token.mark == "@":
            if not starts_with_digit:
                self._marks.contacts[index] = name
                self._line.claim([index], "contact", name)
        else:
            known = self._companies_known(name)
            same = known is not None and known.casefold() == name.casefold()
            company = known if known is not None and same else name
            if same or not starts_with_digit:
                self._marks.set_once("company", company, token.raw)
                self._line.claim([index], "company", company)

    def _priority(self, index: int, token: Token, name: str) -> None:
        if not name[0].isalpha():
            return
        if name.rstrip(".!").casefold() == "past":
            self._marks.past = True
            self._line.claim([index], "past", "the date may be past")
            return
        try:
            priority = Priority(name.rstrip(".!").casefold())
        except ValueError:
            raise BadInput(
                "priority", token.raw, "!low, !normal or !high is needed, or !past"
            ) from None
        self._marks.set_once("priority", priority, token.raw)
        self._line.claim([index], "priority", priority.value)

    def _key(self, index: int, token: Token) -> None:
        if token.mark not in self._allowed:
            from difflib import get_close_matches

            keys = [mark for mark in self._allowed if mark.endswith(":")]
            near = get_close_matches(token.mark, keys, n=1, cutoff=0.84)
            if near:
                hint = f"did you mean {near[0]}? put quotes around it if it is text"
                raise BadInput("line", token.raw, hint)
            return
        key = token.mark.removesuffix(":")
        if key == "closes":
            self._closes(index, token)
            return
        last, value = index, token
        if not token.text:
            following = self._line.tokens[index + 1 : index + 2]
            if not following or following[0].mark:
                raise BadInput(key, token.raw, f"a name is needed, such as {token.mark}ann")
            last, value = index + 1, following[0]
        name = value.text.rstrip(",;") if key == "owner" and not value.quoted else name_of(value)
        if is_blank(name):
            raise BadInput(key, token.raw, f"a name is needed, such as {token.mark}ann")
        self._marks.set_once(key, name, f"{token.mark}{name}")
        self._claim(range(index, last + 1), key, name)

    def _closes(self, index: int, token: Token) -> None:
        """A day after ``closes:``, which may take the words that follow: ``closes:12 dec``.

        A month, quarter or year (``closes:2026-12``) means its last day.
        """
        own = (token.text if token.quoted else token.text.replace("_", " ")).split()
        words = [*own, *(self._following(index) if not token.quoted else ())]
        if not words:
            raise BadInput("closes", token.raw, _CLOSES_ACCEPTED)
        reader = DateReader(
            self._now, self._locale.with_weekends(), bare_spans=True, field="closes"
        )
        phrase = reader.at(words, 0)
        period = parse_period(" ".join(own), self._now.date()) if phrase is None else None
        if phrase is not None and phrase.count >= len(own):
            due = reader.settle((phrase,), words)
            if due.at is not None:
                raise BadInput("closes", " ".join(words[: phrase.count]), _CLOSES_ACCEPTED)
            day, count = due.on, phrase.count
        elif period is not None:
            day, count = period[1], len(own)
            if day < self._now.date():
                raise NotAccepted("closes", token.raw, f"{written(day)} is past")
        else:
            raise BadInput("closes", " ".join(own or words[:1]), _CLOSES_ACCEPTED)
        self._marks.set_once("closes", day, token.raw)
        self._claim(range(index, index + 1 + count - len(own)), "closes", written(day))

    def _following(self, index: int) -> Iterator[str]:
        for token in self._line.tokens[index + 1 :]:
            if token.quoted or token.mark not in {"", "+"}:
                return
            yield token.raw

    def _claim(self, indices: range, kind: str, meaning: str) -> None:
        self._taken.update(indices)
        self._line.claim(indices, kind, meaning)
