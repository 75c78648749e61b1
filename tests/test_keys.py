"""The registry of commands: complete, without clashes, remapped as the config says."""

import pytest

from pipeboard.errors import ConfigError
from pipeboard.keys import (
    COMMANDS,
    GENERAL,
    PLACES,
    Keymap,
    footer,
    help_groups,
    key_data,
    key_label,
    key_name,
    key_table,
    resolve,
)


def test_the_default_keys_do_not_clash() -> None:
    """Nobody starts with an error."""
    assert resolve({}).commands == COMMANDS


def test_every_command_is_complete() -> None:
    """Name, title, sentence and action, and places that exist."""
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.title
        assert command.help.endswith(".")
        assert command.action
        assert command.where
        assert set(command.where) <= set(PLACES)
        assert all(key_name(key) == key for key in command.keys)


def test_a_command_gets_other_keys() -> None:
    """The new key asks for it, the old ones no longer do; other commands are as they were."""
    keymap = resolve({"deal.move_right": ["ctrl+right", ">"]})
    moved = keymap.command(">", "board")
    assert moved is not None
    assert moved.name == "deal.move_right"
    assert keymap.command("ctrl+right", "deal") == moved
    assert keymap.command("L", "board") is None
    assert keymap.command("H", "board") == Keymap().command("H", "board")


def test_two_commands_can_swap_their_keys() -> None:
    """Only the outcome counts."""
    keymap = resolve({"deal.won": ["x"], "deal.lost": ["w"]})
    names = [getattr(keymap.command(key, "board"), "name", None) for key in "xw"]
    assert names == ["deal.won", "deal.lost"]


def test_a_command_can_be_left_without_a_key() -> None:
    """An empty list frees a key that is hit by accident."""
    keymap = resolve({"deal.delete": []})
    assert keymap.command("del", "board") is None
    assert "deal.delete" not in [c.name for c in help_groups("board", keymap)["Deals"]]


@pytest.mark.parametrize(
    ("remapped", "told"),
    [
        (
            {"deal.move_rigth": ["L"]},
            "no command 'deal.move_rigth'; did you mean deal.move_right?",
        ),
        ({"zzzzzz": ["L"]}, "no command 'zzzzzz'; pipeboard keys lists them"),
        (
            {"deal.won": ["x"]},
            "x is given to both deal.won (Won) and deal.lost (Lost) on the board;",
        ),
        ({"step.revert": ["u"]}, "u is given to both step.revert (Revert) and undo (Undo) on an"),
        ({"undo": ["n"]}, "n is given to both deal.new (New) and undo (Undo) on the board;"),
        ({"undo": ["shfit+u"]}, "undo: 'shfit+u' is not a key; did you mean shift?"),
        ({"undo": ["entr"]}, "undo: 'entr' is not a key; did you mean enter?"),
        ({"undo": ["shift+1"]}, "'shift+1' is not a key; write the character that it types"),
        ({"quit": []}, "quit needs a key"),
    ],
)
def test_what_cannot_be_is_named(remapped: dict[str, list[str]], told: str) -> None:
    """The error names the file, both commands or the nearest name, and the key."""
    with pytest.raises(ConfigError) as error:
        resolve(remapped, "my.toml")
    assert told in str(error.value)
    assert str(error.value).startswith("my.toml: keys")


def test_commands_of_different_places_can_share_a_key() -> None:
    """`r` reverts in the history and could sort on the board."""
    keymap = resolve({"lane.sort": ["r"]})
    sort, revert = keymap.command("r", "board"), keymap.command("r", "history")
    assert sort is not None
    assert revert is not None
    assert (sort.name, revert.name) == ("lane.sort", "step.revert")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("L", "L"),
        ("shift+l", "L"),
        ("Escape", "esc"),
        ("CTRL+R", "ctrl+r"),
        ("ctrl+i", "tab"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("comma", ","),
        (" ", "space"),
        ("+", "+"),
        ("ctrl++", "ctrl++"),
        ("PageUp", "pgup"),
        ("ä", "ä"),
        ("shift+ä", "Ä"),
        ("F5", "f5"),
    ],
)
def test_a_key_has_one_name(written: str, name: str) -> None:
    """However it is written in the config."""
    assert key_name(written) == name
    assert key_name(name) == name


def test_a_key_that_does_nothing_says_why() -> None:
    """It works elsewhere, it has nothing to do here, or it is no command's."""
    keymap = Keymap()
    assert keymap.why_nothing("t", "agenda") == (
        "t (Today) works in the calendar and in the forecast, (Sort) works on the board,"
        " (Templates) works in the stages, not in the agenda"
    )
    assert (
        keymap.why_nothing("e", "agenda")
        == "e (Edit) works on the board, on an open deal and elsewhere, not in the agenda"
    )
    assert keymap.why_nothing("tab", "history") == (
        "tab (Next section) works on an open deal, in the agenda and elsewhere, (Detail pane) works"
        " on the board, (Next number) works in dial mode, not in the history"
    )
    assert keymap.why_nothing("L", "board") == "L (Move on) has nothing to do here"
    assert keymap.why_nothing("B", "board") == "B does nothing; ? shows the keys that work here"
    assert (
        resolve({"help": ["f1"]})
        .why_nothing("B", "board")
        .endswith("f1 shows the keys that work here")
    )


def test_the_help_groups_what_works_in_a_place() -> None:
    """Nothing of other places, all that works everywhere."""
    shown = {
        command.name for group in help_groups("history", Keymap()).values() for command in group
    }
    assert {"cursor.up", "step.revert", "undo", "quit", "deal.open"} <= shown
    assert not {"deal.new", "lane.fold"} & shown


@pytest.mark.parametrize("place", [place for place in PLACES if place != GENERAL])
@pytest.mark.parametrize("cells", [0, 5, 20, 40, 80, 120, 400])
def test_the_footer_fits(place: str, cells: int) -> None:
    """Whole hints only, two spaces between them."""
    hints = footer(place, cells, Keymap())
    assert len("  ".join(f"{key} {title}" for key, title in hints)) <= cells
    assert bool(hints) or cells < 20


def test_the_footer_always_has_the_help() -> None:
    """A newcomer on a narrow terminal finds the rest from there."""
    for place in set(PLACES) - {GENERAL}:
        assert ("?", "Help") in footer(place, 60, Keymap())


def test_the_table_of_keys_has_every_command() -> None:
    """As Markdown that draws: as many cells in each row."""
    lines = key_table().splitlines()
    assert len(lines) == len(COMMANDS) + 2
    assert {line.replace(r"\|", "").count("|") for line in lines} == {4}
    assert "| `1-9` | Jump to the stage with that number. | `lane.jump` |" in lines


def test_plain_data_has_the_keys_in_use() -> None:
    """`pipeboard keys --json` shows one's own keymap."""
    rows = {row["command"]: row for row in key_data(resolve({"undo": ["U"]}))}
    assert rows["undo"]["keys"] == ["U"]
    assert set(rows["undo"]) == {"command", "keys", "title", "help", "where"}


def test_runs_of_digits_are_drawn_together() -> None:
    """Nine keys for one command fill no line."""
    assert key_label(tuple("123456789")) == "1-9"
    assert key_label(("L", "shift+right")) == "L shift+right"
