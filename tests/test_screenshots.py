"""The pictures in ``screenshots/`` show what the app shows; ``python -m tests.scenes`` draws them."""

import difflib
import re

import pytest

from tests.pictures import made_with, texts, versions
from tests.scenes import FOLDER, SCENES, Scene, draw

REFRESH = "draw it anew with 'python -m tests.scenes', and look at it"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_picture_is_what_the_app_shows(scene: Scene) -> None:
    """To the byte where it was drawn with the Textual that is installed; with another one, which
    may draw the same screen with other shapes, in every text."""
    committed = (FOLDER / f"{scene.name}.svg").read_text(encoding="utf-8")
    drawn = draw(scene)
    if made_with(committed) == versions():
        same, why = drawn == committed, f"{scene.name}.svg is not what the app shows"
    else:
        same = texts(drawn) == texts(committed)
        why = (
            f"{scene.name}.svg, made with {made_with(committed)}, does not say what the app shows"
            f" with {versions()}, which is installed here; that may be the reason"
        )
    if not same:
        changes = difflib.unified_diff(
            texts(committed), texts(drawn), "committed", "drawn now", lineterm="", n=0
        )
        pytest.fail("\n".join([f"{why}; {REFRESH}", *changes]), pytrace=False)


def test_a_scene_is_drawn_the_same_twice() -> None:
    """Nothing in a picture depends on when or in which run it is drawn."""
    assert draw(SCENES[0]) == draw(SCENES[0])


def test_every_picture_has_a_scene() -> None:
    """No picture is left of a scene that is gone."""
    assert {path.name for path in FOLDER.iterdir()} == {f"{scene.name}.svg" for scene in SCENES}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_pictures_load_nothing(scene: Scene) -> None:
    """A viewer that is offline shows them whole: nothing in them is fetched from elsewhere."""
    svg = (FOLDER / f"{scene.name}.svg").read_text(encoding="utf-8")
    hosts = set(re.findall(r"//([^/\"\s]+)", svg)) - {"www.w3.org"}
    assert {host for host in hosts if not host.partition("<")[0].endswith(".example")} == set()
    assert re.findall(r"url\((?!#)|@import|<image|href=", svg) == []
