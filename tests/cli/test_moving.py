"""`move` and `tick`, and what `show` tells of what is open."""

import pytest

from pipeboard.domain.stages import StageRule
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.cli.conftest import Pipeboard

LEAD = "Lead Generation"


@pytest.fixture
def acme(pipeboard: Pipeboard, classic_workspace: Workspace) -> Workspace:
    """One deal in a pipeline whose first stage asks for nothing yet."""
    builders.exit_rule(classic_workspace, LEAD, StageRule.SHOW)
    builders.deal(classic_workspace, "Acme", value=None)
    return classic_workspace


def test_show_moves_and_tells_what_is_open(pipeboard: Pipeboard, acme: Workspace) -> None:
    """On standard error, as every message."""
    builders.exit_rule(acme, LEAD, StageRule.SHOW, fields=("need",))
    done = pipeboard("move", "acme", "prosp")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Moved Acme from Lead Generation to Prospecting\nStill open: need\n"


def test_ask_moves_warns_and_records_it(pipeboard: Pipeboard, acme: Workspace) -> None:
    """The history says what it went on without, and the reason when one is given."""
    builders.exit_rule(acme, LEAD, StageRule.ASK, fields=("need",), done=("call",))
    done = pipeboard("move", "acme", "prosp")
    assert done.code == 0
    assert done.err == (
        "Moved Acme from Lead Generation to Prospecting without need, a call\n"
        "Still open: need, a call; Lead Generation asks for that\n"
    )
    pipeboard("undo")
    done = pipeboard("move", "acme", "prosp", "--reason", "they are in a hurry")
    title = (
        "Moved Acme from Lead Generation to Prospecting without need, a call: they are in a hurry"
    )
    assert done.err.startswith(f"{title}\n")
    found = pipeboard("history", "acme", "--json").json
    assert found[0]["title"] == title
    assert found[0]["sentences"] == [title]


def test_block_refuses_and_says_how_it_is_met(pipeboard: Pipeboard, acme: Workspace) -> None:
    """Each of the commands that it names works; then the deal moves."""
    builders.exit_rule(
        acme,
        LEAD,
        StageRule.BLOCK,
        fields=("need", "custom.Sales region", "decision-maker"),
        todo=("Offer sent",),
        done=("call",),
    )
    done = pipeboard("move", "acme", "prosp", "--reason", "why not")
    assert done.code == 1
    assert "Acme cannot leave Lead Generation yet, still open: need, Sales region" in done.err
    for way in (
        "pipeboard tick 1 'Offer sent'",
        "pipeboard follow 1 'call today', then pipeboard done with the id that it prints",
        "pipeboard contacts add NAME --deal 1 --role decision-maker",
        "pipeboard edit 1 need=... 'custom.Sales region'=...",
    ):
        assert way in done.err
    assert pipeboard("tick", "1", "Offer sent").err == "Ticked 'Offer sent' on Acme\n"
    pipeboard("follow", "1", "call today")
    assert pipeboard("done", "Acme").code == 0
    words = ("contacts", "add", "Lena", "--deal", "1", "--role", "decision-maker")
    assert pipeboard(*words).code == 0
    assert pipeboard("edit", "1", "need=speed", "custom.Sales region=north").code == 0
    assert pipeboard("move", "acme", "prosp").err == (
        "Moved Acme from Lead Generation to Prospecting\n"
    )


def test_a_tick_is_taken_away_and_named_by_a_part(pipeboard: Pipeboard, acme: Workspace) -> None:
    """Twice is refused; what is no item is not found, with those that there are."""
    builders.exit_rule(acme, LEAD, StageRule.SHOW, todo=("Offer sent", "Terms agreed"))
    assert pipeboard("tick", "acme", "offer").code == 0
    again = pipeboard("tick", "acme", "offer")
    assert (again.code, again.err) == (
        1,
        "pipeboard: 'Offer sent' is ticked already on Acme\n",
    )
    assert pipeboard("tick", "acme", "offer", "--undo").err == "Unticked 'Offer sent' on Acme\n"
    missing = pipeboard("tick", "acme", "visa")
    assert missing.code == 3
    assert "there is no checklist item 'visa'; the checklist items are Offer sent" in missing.err
    assert pipeboard("undo").out == "Took back: Unticked 'Offer sent' on Acme\n"


def test_show_tells_what_is_met(pipeboard: Pipeboard, acme: Workspace) -> None:
    """With the guidance of the stage; the same as JSON."""
    builders.exit_rule(
        acme,
        LEAD,
        StageRule.ASK,
        fields=("owner", "expected_close"),
        todo=("Sent",),
        done=("call",),
    )
    pipeboard("tick", "acme", "sent")
    shown = pipeboard("show", "acme").out
    assert "To leave Lead Generation\n  Collect names from events" in shown
    for line in ("  [x] owner\n", "  [ ] expected close\n", "  [x] Sent\n", "  [ ] call done\n"):
        assert line in shown
    found = pipeboard("show", "acme", "--json").json
    assert found["rule"] == "ask"
    assert found["guidance"].startswith("Collect names from events")
    assert found["criteria"] == [
        {"kind": "field", "subject": "owner", "met": True},
        {"kind": "field", "subject": "expected_close", "met": False},
        {"kind": "checklist", "subject": "Sent", "met": True},
        {"kind": "follow-up", "subject": "call", "met": False},
    ]
