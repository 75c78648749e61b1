"""What a screen needs of the app it runs in: data, the threads that fetch it, and a line to say."""

from collections.abc import Callable
from typing import Literal, ParamSpec, Protocol, TypeVar, cast

from textual.dom import DOMNode

from pipeboard.keys import Keymap
from pipeboard.service.workspace import Workspace
from pipeboard.ui.themes import Look

Kind = Literal["info", "warning", "error"]
P = ParamSpec("P")
T = TypeVar("T")


class Jobs(Protocol):
    """Where the database is used: one thread that writes in order, others that read."""

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a service function that writes, after those asked for before."""

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a service function that reads."""

    async def work_out(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a service function that reads figures of a long past; no other work waits for it."""


class Host(Protocol):
    """The app, as screens see it."""

    workspace: Workspace
    jobs: Jobs
    keymap: Keymap
    look: Look

    def forget_keys(self) -> None:
        """Drops what was typed ahead for something that does not come."""

    def say(self, text: str, kind: Kind = "info") -> None:
        """Shows a message at the bottom, until the next key."""


def host(node: DOMNode) -> Host:
    """The app that a screen or widget runs in."""
    return cast("Host", node.app)
