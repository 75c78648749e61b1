"""How keys are written: as people read them (``L``, ``shift+right``, ``ctrl+r``, ``?``)."""

import difflib

_NAMES = "left right up down home end pgup pgdn enter tab space esc del backspace insert"
_NAMED = frozenset(_NAMES.split()) | {f"f{number}" for number in range(1, 13)}
_OTHER_NAMES = {
    "escape": "esc",
    "delete": "del",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "return": "enter",
    "ins": "insert",
    "comma": ",",
    "plus": "+",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+[": "esc",
}
_MODIFIERS = ("alt", "ctrl", "shift")


def key_name(text: str) -> str:
    """Return the one name of a key that can be written in several ways.

    ``shift+l`` is ``L``, ``Escape`` is ``esc``, ``CTRL+R`` is ``ctrl+r``. Raises ValueError with a
    message for what is not a key.
    """
    if len(text) == 1:
        return "space" if text == " " else text
    *modifiers, key = text.split("+") if not text.endswith("++") else [*text[:-2].split("+"), "+"]
    held = sorted({modifier.strip().lower() for modifier in modifiers})
    key = key.strip()
    if len(key) > 1:
        key = _OTHER_NAMES.get(key.lower(), key.lower())
    elif "ctrl" in held:
        key = key.lower()
    unknown = [modifier for modifier in held if modifier not in _MODIFIERS]
    if unknown or not (key in _NAMED or len(key) == 1):
        near = difflib.get_close_matches(
            unknown[0] if unknown else key, (*_NAMED, *_MODIFIERS), n=1
        )
        hint = f"did you mean {near[0]}?" if near else "keys are written as L, shift+right, ctrl+r"
        raise ValueError(f"'{text}' is not a key; {hint}")
    if held == ["shift"] and len(key) == 1:
        if key.upper() == key.lower():
            raise ValueError(f"'{text}' is not a key; write the character that it types")
        return key.upper()
    name = "+".join([*held, key])
    return _OTHER_NAMES.get(name, name)
