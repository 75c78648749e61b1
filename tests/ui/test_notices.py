"""Telling something through the terminal: which sequence, and what is in it."""

import pytest

from pipeboard.config import Notifications
from pipeboard.ui.notices import alarm

BELL = "\a"


@pytest.mark.parametrize(
    ("environ", "kind"),
    [
        ({"TERM": "xterm-kitty"}, "99"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "99"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "9"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "9"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "777"),
        ({"TERM": "xterm-ghostty"}, "777"),
        ({"TERM": "foot"}, "777"),
        ({"TERM": "foot-extra"}, "777"),
        ({"TERM": "rxvt-unicode-256color"}, "777"),
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "footwear"}, ""),
        ({"TERM": "screen-256color", "STY": "1.x", "KITTY_WINDOW_ID": "1"}, ""),
        ({}, ""),
    ],
)
def test_the_environment_says_which_the_terminal_has(environ: dict[str, str], kind: str) -> None:
    """The bell rings in any case; where nothing is known it is all."""
    told = alarm("auto", "call Acme", environ)
    assert told.startswith(BELL)
    assert told[1:].startswith(f"\x1b]{kind};") if kind else told == BELL


def test_the_config_decides_whatever_the_terminal_is() -> None:
    """Off is silent, bell is the bell alone."""
    kitty = {"TERM": "xterm-kitty"}
    assert alarm("off", "call Acme", kitty) == ""
    assert alarm("bell", "call Acme", kitty) == BELL
    assert alarm("osc9", "call Acme", {}) == f"{BELL}\x1b]9;pipeboard: call Acme{BELL}"
    told = alarm("osc777", "call Acme; 9:30", {})
    assert told == f"{BELL}\x1b]777;notify;pipeboard;call Acme, 9:30{BELL}"
    title, text = alarm("osc99", "call Acme; 9:30", {}).removeprefix(BELL).split("\x1b\\")[:2]
    assert title == "\x1b]99;i=pipeboard:d=0;pipeboard"
    assert text == "\x1b]99;i=pipeboard:d=1:p=body;call Acme; 9:30"


def test_in_tmux_it_is_wrapped_for_the_terminal_outside() -> None:
    """Each escape in it is doubled; the bell is tmux's own."""
    inside = {"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0", "TERM_PROGRAM": "tmux"}
    assert alarm("auto", "call Acme", inside) == BELL
    told = alarm("auto", "call Acme", inside | {"ITERM_SESSION_ID": "1"})
    assert told == f"{BELL}\x1bPtmux;\x1b\x1b]9;pipeboard: call Acme{BELL}\x1b\\"
    told = alarm("auto", "call Acme", inside | {"KITTY_WINDOW_ID": "1"})
    assert told.count("\x1b\x1b]99;") == 2
    assert told.endswith("\x1b\x1b\\\x1b\\")


@pytest.mark.parametrize("how", ["osc9", "osc99", "osc777"])
def test_no_text_is_a_control_code_to_the_terminal(how: Notifications) -> None:
    """Whatever somebody has called a deal; and a long one is cut."""
    text = "a\x1b]0;x\x07\n\x9c\x9d2J\u202e" + "b" * 1000
    told = alarm(how, text, {})
    plain = alarm(how, "a", {})
    controls = [char for char in told if not char.isprintable()]
    assert controls == [char for char in plain if not char.isprintable()]
    assert len(told) < 400
