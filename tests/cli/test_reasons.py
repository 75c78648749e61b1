"""`reasons`: listing the reasons for won and lost, and editing the lists."""

import pytest

from tests.cli.conftest import Pipeboard

LOST = [
    *("price", "no budget", "timing", "went with a competitor", "no decision"),
    *("not a fit", "no answer"),
]


def test_both_lists(pipeboard: Pipeboard) -> None:
    """By status; for a person 'other' ends each, which is on no list."""
    assert pipeboard("reasons", "--json").json["lost"] == LOST
    assert pipeboard("reasons", "lost", "--json").json == LOST
    assert pipeboard("reasons", "lost").out.splitlines() == [*LOST, "other"]
    assert pipeboard("reasons").out.startswith("won\n  best fit\n")


def test_editing(pipeboard: Pipeboard) -> None:
    """Each edit is a step that says what it did, and undo takes it back."""
    said = [
        pipeboard("reasons", "add", "lost", "too", "small").err,
        pipeboard("reasons", "move", "lost", "Too small", "2").err,
        pipeboard("reasons", "rename", "lost", "price", "too dear").err,
        pipeboard("reasons", "remove", "lost", "no answer").err,
    ]
    assert said == [
        "Added 'too small' to the reasons for lost\n",
        "Moved 'too small' to place 2 of the reasons for lost\n",
        "Renamed the reason 'price' for lost to 'too dear'\n",
        "Removed 'no answer' from the reasons for lost\n",
    ]
    after = ["too dear", "too small", *LOST[1:-1]]
    assert pipeboard("reasons", "lost", "--json").json == after
    pipeboard("undo")
    assert pipeboard("reasons", "lost", "--json").json == [*after, "no answer"]
    pipeboard("redo")
    assert pipeboard("reasons", "lost", "--json").json == after


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["add", "lost", "Price"], 1, "there is a reason 'price' already"),
        (["add", "lost", "other"], 2, "always the last choice"),
        (["add", "lost", " "], 2, "type a few words"),
        (["add", "open", "price"], 2, "'open' is not one of"),
        (["rename", "lost", "price", "timing"], 1, "there is a reason 'timing' already"),
        (["rename", "lost", "weather", "rain"], 3, "there is no reason 'weather' for lost"),
        (["remove", "lost", "weather"], 3, "there are price, no budget"),
        (["move", "lost", "price", "8"], 2, "the list has the places 1 to 7"),
        (["move", "lost", "price", "up"], 2, "'up' is not a valid integer"),
    ],
)
def test_what_cannot_be_is_refused(
    pipeboard: Pipeboard, arguments: list[str], code: int, told: str
) -> None:
    """With the reason; the list stays."""
    done = pipeboard("reasons", *arguments)
    assert (done.code, told in done.err) == (code, True)
    assert pipeboard("reasons", "lost", "--json").json == LOST


def test_the_same_place_changes_nothing(pipeboard: Pipeboard) -> None:
    """That is said, and no step is written."""
    assert pipeboard("reasons", "move", "lost", "price", "1").err.startswith("Nothing to change")
    assert pipeboard("history", "--json").json == []
