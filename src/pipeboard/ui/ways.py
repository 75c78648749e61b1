"""What a rule refuses, with the key that does something about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeboard.errors import NotOpen, NotWon, Refused
from pipeboard.keys import Keymap


@contextmanager
def reopening(keymap: Keymap) -> Iterator[None]:
    """Adds to what is refused for a closed deal which key reopens it, and for an open one which
    wins it; raises Refused instead.
    """
    try:
        yield
    except NotOpen as error:
        keys = keymap.named("deal.reopen").keys
        raise Refused(f"{error}: {keys[0]} reopens it" if keys else str(error)) from error
    except NotWon as error:
        keys = keymap.named("deal.won").keys
        raise Refused(f"{error}: {keys[0]} wins it" if keys else str(error)) from error
