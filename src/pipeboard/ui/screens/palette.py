"""Commands found by a part of their name; enter does them."""

from collections.abc import Sequence

from pipeboard.keys import Command, key_label
from pipeboard.ui.commands import PlaceScreen, palette
from pipeboard.ui.host import host
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice, Following

_TITLE = 16
"""Cells of a command's title, before what it does."""


class Palette(Pick):
    """The commands that hold in ``place``, done on the screen below."""

    def __init__(self, place: str, below: PlaceScreen) -> None:
        super().__init__("Commands", self._commands, self._chosen, match=matching)
        self._place = place
        self._below = below
        self._by_name: dict[str, Command] = {}

    async def _commands(self) -> Sequence[Choice]:
        commands = palette(self._place, host(self).keymap)
        self._by_name = {command.name: command for command in commands}
        return [
            Choice(
                f"{command.title:<{_TITLE}}{command.help}", command.name, key_label(command.keys)
            )
            for command in commands
        ]

    async def _chosen(self, name: str) -> Following:
        command = self._by_name[name]
        self.leave()
        action = command.action.format(number=1)
        owner = self._below if hasattr(self._below, f"action_{action.partition('(')[0]}") else None
        if not await self.app.run_action(action, owner or self.app):
            host(self).say(self._below.why_not(command), "warning")
        return None


def matching(choices: Sequence[Choice], typed: str) -> Sequence[Choice]:
    """The choices that hold all that was typed, in this order, those that fit best first."""
    wanted = typed.casefold().split()
    if not wanted:
        return choices
    scored = [(_score(choice, wanted), place) for place, choice in enumerate(choices)]
    return [choices[place] for score, place in sorted(scored) if score < _NO_FIT]


_NO_FIT = 10_000


def _score(choice: Choice, wanted: Sequence[str]) -> int:
    """How well a choice fits, 0 best: words at beginnings, then anywhere, then letters in order."""
    text = f"{choice.label} {choice.value}".casefold()
    if choice.more.casefold().split() and " ".join(wanted) in choice.more.casefold().split():
        return 0
    score = 0
    for word in wanted:
        if text.startswith(word):
            score += 1
        elif f" {word}" in text:
            score += 5 + text.index(f" {word}")
        elif word in text:
            score += 100 + text.index(word)
        elif _in_order(word, choice.label[:_TITLE].casefold()):
            score += 1000
        else:
            return _NO_FIT
    return score


def _in_order(word: str, text: str) -> bool:
    """Whether the letters of a word are in a text, in their order."""
    letters = iter(text)
    return all(letter in letters for letter in word)
