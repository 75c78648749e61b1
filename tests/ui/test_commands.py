"""Commands through Textual: the keys of the keymap act, and those that do not say why."""

import string

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pipeboard.keys import COMMANDS, PLACES, Keymap, resolve
from pipeboard.ui.commands import (
    PlaceScreen,
    bindings,
    is_modifier,
    palette,
    readable_key,
    textual_key,
)
from pipeboard.ui.lifecycle import LifecycleApp
from pipeboard.ui.themes import make_look


class Prompt(ModalScreen[None], inherit_bindings=False):
    """Takes every key itself."""

    def __init__(self, typed: list[str]) -> None:
        super().__init__()
        self._typed = typed

    def compose(self) -> ComposeResult:
        yield Static("a prompt")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self._typed.append(event.key)
        if event.key == "enter":
            self.dismiss()


class Board(PlaceScreen):
    PLACE = "board"

    def __init__(self, keymap: Keymap, done: list[str]) -> None:
        super().__init__(keymap)
        self._done = done
        self.typed: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input(disabled=True)

    def action_move_deal(self, by: int) -> None:
        self._done.append(f"move {by}")

    def action_jump_to_lane(self, number: int) -> None:
        self._done.append(f"jump {number}")

    def action_new_deal(self) -> None:
        self.app.push_screen(Prompt(self.typed))

    def action_filter(self) -> None:
        field = self.query_one(Input)
        field.disabled = False
        self.set_focus(field)

    def action_escape(self) -> None:
        self._done.append("escape")
        self.set_focus(None)


class Recorder(LifecycleApp):
    def __init__(self, keymap: Keymap | None = None) -> None:
        super().__init__(keymap or Keymap(), make_look("dark"))
        self.done: list[str] = []
        self.said: list[str] = []
        self.board = Board(self.keymap, self.done)

    def get_default_screen(self) -> Board:
        return self.board

    def say(self, text: str, kind: str = "info") -> None:
        self.said.append(text)

    def action_undo(self) -> None:
        self.done.append("undo")

    def send(self, keys: str) -> None:
        """Has keys come in at once, as from a fast typist over a slow line."""
        for key in keys:
            self.post_message(events.Key(textual_key(key), key))


async def test_default_keys_act() -> None:
    """Each of a command's keys does it; digits tell which they are."""
    app = Recorder()
    async with app.run_test() as pilot:
        await pilot.press("L", "shift+left", "3", "9", "u")
    assert app.done == ["move 1", "move -1", "jump 3", "jump 9", "undo"]
    assert app.said == []


async def test_a_remapped_command_has_its_new_keys_only() -> None:
    """The old key no longer acts, and says so; a key given to another command does that."""
    app = Recorder(resolve({"deal.move_right": (">",), "deal.move_left": ("L",), "undo": ("f2",)}))
    async with app.run_test() as pilot:
        await pilot.press("greater_than_sign", "L", "f2", "H", "u", "shift+right")
    assert app.done == ["move 1", "move -1", "undo"]
    assert app.said == [
        "H (Earlier) works in the forecast, not on the board",
        "u does nothing; ? shows the keys that work here",
        "shift+right (Later) works in the forecast, not on the board",
    ]


async def test_a_key_without_use_says_why() -> None:
    """One line for a key of another place, for one that no method answers, for an unknown one."""
    app = Recorder()
    async with app.run_test() as pilot:
        await pilot.press("r", "w", "B", "ctrl+g")
    assert app.said == [
        "r (Revert) works on an open deal and in the history, not on the board",
        "w (Won) has nothing to do here",
        "B does nothing; ? shows the keys that work here",
        "ctrl+g does nothing; ? shows the keys that work here",
    ]


async def test_a_prompt_gets_what_was_typed_ahead() -> None:
    """Keys that come at once go where they belong: none of the text acts on the board."""
    app = Recorder()
    async with app.run_test() as pilot:
        app.send("nLuq?1x")
        await pilot.pause(0.2)
        assert app.board.typed == ["L", "u", "q", "question_mark", "1", "x"]
        await pilot.press("enter", "L")
    assert app.done == ["move 1"]
    assert app.said == []


async def test_an_input_gets_what_is_typed() -> None:
    """The keys of commands are text there; ctrl+c leaves it."""
    app = Recorder()
    async with app.run_test() as pilot:
        app.send("/Lu>1")
        await pilot.pause(0.2)
        assert app.board.query_one(Input).value == "Lu>1"
        await pilot.press("ctrl+c", "L")
        await pilot.pause(0.1)
    assert app.done == ["escape", "move 1"]


async def test_ctrl_c_leaves_a_prompt() -> None:
    """As esc does."""
    app = Recorder()
    async with app.run_test() as pilot:
        await pilot.press("n", "ctrl+c")
        await pilot.pause(0.1)
        assert app.board.typed == ["escape"]


async def test_ctrl_c_on_the_board_says_how_to_quit() -> None:
    """By the key that quits in this keymap."""
    app = Recorder(resolve({"quit": ("ctrl+q",)}))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
        assert app.is_running
    assert app.said == ["ctrl+q quits; everything is saved already"]


async def test_q_settles_and_ends() -> None:
    """The app is asked to settle before it ends."""
    app = Recorder()
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause(0.1)
    assert app.settled
    assert app.return_code == 0


@pytest.mark.parametrize("key", [*string.printable[:95], "€", "ä", "ctrl+r", "shift+left", "f12"])
def test_keys_have_names_there_and_back(key: str) -> None:
    """What a person wrote in the config is what Textual reports, and the other way round."""
    name = "space" if key == " " else key
    assert readable_key(textual_key(name)) == name


async def test_textual_reports_the_names_that_are_bound() -> None:
    """Typed characters arrive under the names that the bindings use."""
    from textual._xterm_parser import XTermParser

    for character in string.printable[:95]:
        [event] = list(XTermParser().feed(character))
        assert isinstance(event, events.Key)
        assert event.key == textual_key("space" if character == " " else character)


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[27u", "esc"),
        ("\x1b[114;5u", "ctrl+r"),
        ("\x12", "ctrl+r"),
        ("\x1b[1;2C", "shift+right"),
        ("\x1b[3~", "del"),
        ("\x1b[5~", "pgup"),
        ("\x1b[H", "home"),
        ("\x1bOF", "end"),
        ("\x1bOA", "up"),
        ("\t", "tab"),
        ("\x1b[Z", "shift+tab"),
        ("\r", "enter"),
        ("\x7f", "backspace"),
        ("\x1b[122;5u", "ctrl+z"),
    ],
)
async def test_keys_are_known_in_both_protocols(sent: str, key: str) -> None:
    """What plain terminals send, and what those do that name keys without doubt."""
    from textual._xterm_parser import XTermParser

    [event] = list(XTermParser().feed(sent))
    assert isinstance(event, events.Key)
    assert readable_key(event.key) == key


def test_bindings_are_named_after_their_commands() -> None:
    """And each place has just its own."""
    for place in PLACES:
        named = {binding.id for binding in bindings(place, Keymap())}
        bound = (command for command in COMMANDS if command.keys)
        assert named == {command.name for command in bound if place in command.where}


def test_keys_that_are_only_held_are_told_apart() -> None:
    """Some terminals report them; nothing is said about them."""
    assert is_modifier("left_shift")
    assert is_modifier("shift+left_shift")
    assert not is_modifier("left")
    assert not is_modifier("shift+left")


def test_the_palette_offers_no_cursor_movements() -> None:
    """What is done by its name is not moving about."""
    offered = {command.name for command in palette("board", Keymap())}
    assert {"deal.new", "undo", "quit", "history"} <= offered
    assert not {"cursor.up", "lane.jump", "palette"} & offered
