"""Telling something through the terminal: its bell, and a notification where it has one.

Terminals know one of three: OSC 9 (a text), OSC 777 (a title and a text) or OSC 99 (kitty's own).
Which, their environment says; where it says nothing only the bell rings. In tmux a notification is
wrapped, so that tmux hands it on (its option ``allow-passthrough``).
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from textual.driver import Driver

from pipeboard.ui.terminal import TerminalDriver
from pipeboard.ui.text import clean, cut

if TYPE_CHECKING:
    from pipeboard.config import Notifications

Kind = Literal["osc9", "osc99", "osc777"]

_TITLE = "pipeboard"
_MOST = 300
"""Cells of a notification; no terminal shows more."""

_BELL = "\a"
_END = "\x1b\\"
_OF_PROGRAM: Mapping[str, Kind] = {
    "iTerm.app": "osc9",
    "iTerm2": "osc9",
    "ghostty": "osc777",
    "WezTerm": "osc777",
    "kitty": "osc99",
}
_OF_TERM: Mapping[str, Kind] = {
    "xterm-kitty": "osc99",
    "xterm-ghostty": "osc777",
    "ghostty": "osc777",
    "wezterm": "osc777",
    "foot": "osc777",
    "rxvt": "osc777",
}
_BY_VARIABLE: Mapping[str, Kind] = {
    "KITTY_WINDOW_ID": "osc99",
    "ITERM_SESSION_ID": "osc9",
    "WEZTERM_PANE": "osc777",
    "GHOSTTY_RESOURCES_DIR": "osc777",
}


def ring(driver: Driver | None, how: "Notifications", text: str) -> None:
    """Tells a text through the terminal that the app draws on, if it draws on one."""
    if isinstance(driver, TerminalDriver):
        driver.send(alarm(how, text, os.environ))


def alarm(how: "Notifications", text: str, environ: Mapping[str, str]) -> str:
    """What to send to the terminal so that it tells a text; empty when it is to be silent."""
    if how == "off":
        return ""
    kind: Kind | None = None
    if how == "auto":
        kind = known_kind(environ)
    elif how != "bell":
        kind = how
    if kind is None:
        return _BELL
    told = notification(kind, cut(clean(text), _MOST))
    return _BELL + (_through_tmux(told) if environ.get("TMUX") else told)


def known_kind(environ: Mapping[str, str]) -> Kind | None:
    """The notification that the terminal has, None where that is not known.

    A terminal inside tmux is known by what tmux was started with; inside screen none is reached.
    """
    if environ.get("STY"):
        return None
    for variable in ("TERM_PROGRAM", "LC_TERMINAL"):
        if found := _OF_PROGRAM.get(environ.get(variable, "")):
            return found
    term = environ.get("TERM", "")
    for begin, kind in _OF_TERM.items():
        if term == begin or term.startswith(f"{begin}-"):
            return kind
    return next((kind for name, kind in _BY_VARIABLE.items() if environ.get(name)), None)


def notification(kind: Kind, text: str) -> str:
    """The escape sequence of a notification; the text has no control characters."""
    if kind == "osc9":  # begins with the title: a number there would mean something else
        return f"\x1b]9;{_TITLE}: {text}{_BELL}"
    if kind == "osc777":
        return f"\x1b]777;notify;{_TITLE};{text.replace(';', ',')}{_BELL}"
    return f"\x1b]99;i={_TITLE}:d=0;{_TITLE}{_END}\x1b]99;i={_TITLE}:d=1:p=body;{text}{_END}"


def _through_tmux(sequence: str) -> str:
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}{_END}"
