"""Going through the options of a field with keys."""

from collections.abc import Sequence

from pipeboard.ui.editing import Editor


def cycles(options: Sequence[str], key: str, text: str) -> bool:
    """Whether a key goes to the next or the previous option of a field that has ``text``."""
    if key == "space":  # elsewhere it is typed, as options may have several words
        return text in options
    return bool(options) and key in ("left", "right")


def cycle(editor: Editor, options: Sequence[str], key: str) -> None:
    """Puts the next option into a field, or the previous one for the key to the left."""
    by = -1 if key == "left" else 1
    place = options.index(editor.text) + by if editor.text in options else 0
    editor.put(options[place % len(options)])
