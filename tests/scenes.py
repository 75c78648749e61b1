"""The scenes that the README shows: what is on the screen after some keys, on made-up data.

``python -m tests.scenes`` draws them into ``screenshots/``; ``tests/test_screenshots.py`` fails when
one there is not what the app shows.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from pipeboard.config import ThemeName
from pipeboard.domain.locale import Locale
from pipeboard.keys import resolve
from pipeboard.service import demo
from pipeboard.service.workspace import Workspace, open_workspace
from pipeboard.ui.app import PipeboardApp
from pipeboard.ui.themes import make_look
from pipeboard.ui.welcome import WelcomeApp
from tests.clocks import ZONE, PinnedClock
from tests.pictures import picture

if TYPE_CHECKING:
    from pipeboard.ui.screens.first_start import Importer

FOLDER = Path(__file__).parent.parent / "screenshots"
USER = "ann"
WIDE, NARROW = (120, 40), (80, 24)

_UNCHANGED = 0.25
"""Seconds without a change on the screen after which a scene is complete."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Keys typed one after another, named as Textual names them, and the screen they lead to.

    ``fresh`` starts on a database with nothing in it.
    """

    name: str
    size: tuple[int, int] = WIDE
    keys: tuple[str, ...] = ()
    theme: ThemeName = "dark"
    fresh: bool = False


SCENES = (
    Scene("board"),
    Scene("board-80x24", NARROW, ("right", "right", "right")),
    Scene("board-light", (120, 30), ("right", "right", "right", "tab"), theme="light"),
    Scene("deal", WIDE, ("5", "down", "down", "enter")),
    Scene("agenda", (100, 30), ("a",)),
    Scene(
        "new-deal", (100, 30), ("n", *"Kestrel pilot 12k EUR @lena closes:eom #hot call tue 9:30")
    ),
    Scene("filter", (100, 30), ("slash", *"owner:ann closes<30d", "enter")),
    Scene("history", (100, 30), ("3", "L", "down", "L", "u", "y")),
    Scene("stages", (100, 30), ("S", "down", "down")),
    Scene("forecast", WIDE, ("F", "L")),
    Scene("company", (100, 30), ("right", "right", "O", "enter")),
    Scene("insights", WIDE, ("i",)),
    Scene("dial", (100, 30), ("D", "n")),
    Scene("review", (100, 30), ("R", "n")),
    Scene("first-start", (100, 30), fresh=True),
)


def draw(scene: Scene) -> str:
    """Returns the picture of a scene."""
    with _workspace(scene) as ws:
        return asyncio.run(_picture(scene, ws))


async def _picture(scene: Scene, ws: Workspace) -> str:
    keymap, look = resolve({}), make_look(scene.theme)
    app: PipeboardApp | WelcomeApp
    if scene.fresh:
        app = WelcomeApp(ws, keymap=keymap, look=look, importer=cast("Importer", None))
    else:
        app = PipeboardApp(ws, keymap=keymap, look=look)
    async with app.run_test(size=scene.size) as pilot:
        await _at_rest(app)
        for key in scene.keys:
            await pilot.press(key)
            await _at_rest(app)
        drawn = picture(app)
        while True:
            await pilot.pause(_UNCHANGED)
            drawn, before = picture(app), drawn
            if drawn == before:
                return drawn


async def _at_rest(app: PipeboardApp | WelcomeApp) -> None:
    if isinstance(app, PipeboardApp):
        await app.at_rest()
    else:
        await app.keyboard.settled()


@contextlib.contextmanager
def _workspace(scene: Scene) -> Iterator[Workspace]:
    clock = PinnedClock(ZONE, ZONE.key)
    if not scene.fresh:
        with demo.throw_away(clock=clock, actor=USER) as ws:
            yield ws
        return
    with TemporaryDirectory(prefix="pipeboard-scene-") as folder:
        empty = open_workspace(
            str(Path(folder) / "pipeboard.db"),
            actor=USER,
            clock=clock,
            currency="EUR",
            locale=Locale(),
            create=True,
            backups=Path(folder) / "backups",
        )
        assert empty is not None
        yield empty
        empty.close()


def main() -> None:
    """Draws all scenes anew."""
    os.environ["TZ"] = ZONE.key
    time.tzset()
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        (FOLDER / f"{scene.name}.svg").write_text(draw(scene), encoding="utf-8")


if __name__ == "__main__":
    main()
