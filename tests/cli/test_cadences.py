"""`cadences`: listing and editing them, and running them on deals."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pipeboard, call

STEPS = ("day 0 call", "day 2 email send the offer")


@pytest.fixture
def two(pipeboard: Pipeboard) -> Pipeboard:
    """Two deals and a cadence of one's own."""
    pipeboard("add", "Acme renewal")
    pipeboard("add", "Kestrel Foods")
    pipeboard("cadences", "add", "offer", *STEPS)
    return pipeboard


def names(pipeboard: Pipeboard) -> list[str]:
    """The names of the cadences."""
    return [each["name"] for each in pipeboard("cadences", "--json").json]


def on(pipeboard: Pipeboard, deal: str) -> list[tuple[str, str, int, int]]:
    """What was started on a deal."""
    found = pipeboard("show", deal, "--json").json["cadences"]
    return [(run["name"], run["state"], run["done"], run["follow_ups"]) for run in found]


def test_a_missing_database_has_none(no_database: Path) -> None:
    """It is not made by a look."""
    assert "There are no cadences. There is no" in call(str(no_database), "cadences").err
    assert call(str(no_database), "cadences", "--json").json == []
    assert not no_database.exists()


def test_two_come_with_the_product(pipeboard: Pipeboard) -> None:
    """The first look makes them in a database that never had any; removed ones stay away."""
    assert names(pipeboard) == ["new lead", "revive a cold lead"]
    listed = pipeboard("cadences").out.splitlines()
    assert listed[:2] == [
        "new lead: 5 steps over 14 days, stops on a reply and a stage change",
        "  day 0 call introduce yourself, ask what they need",
    ]
    for name in names(pipeboard):
        pipeboard("cadences", "remove", name)
    assert pipeboard("cadences").err == "There are no cadences.\n"


def test_editing(two: Pipeboard) -> None:
    """Each edit is a step that says what it did, and undo takes it back."""
    said = [
        two("cadences", "edit", "off", "--name", "big offer", "--stop-on-move").err,
        two("cadences", "edit", "big", "day 1 demo", "--no-stop-on-move").err,
        two("cadences", "edit", "big", "day 1 demo").err,
    ]
    assert said == [
        "Changed the cadence big offer\n",
        "Changed the cadence big offer\n",
        "Nothing to change: it is so already.\n",
    ]
    assert two("cadences", "--json").json[-1] == {
        "name": "big offer",
        "steps": [{"day": 1, "type": "demo", "subject": "demo"}],
        "stops_on_reply": False,
        "stops_on_move": False,
        "deals": 0,
    }
    assert two("cadences", "remove", "big").err == "Removed the cadence big offer\n"
    assert names(two) == ["new lead", "revive a cold lead"]
    two("undo")
    assert names(two)[-1] == "big offer"


def test_running_one(two: Pipeboard) -> None:
    """It is started on several deals, paused, resumed and stopped on one."""
    said = [
        two("cadences", "start", "offer", "acme", "kestrel").err,
        two("cadences", "pause", "acme").err,
        two("cadences", "resume", "acme", "offer").err,
        two("cadences", "stop", "kestrel").err,
    ]
    assert said == [
        "Started offer on 2 deals\n",
        "Paused offer on Acme renewal: 2 follow-ups put aside\n",
        "Resumed offer on Acme renewal: 2 follow-ups planned\n",
        "Stopped offer on Kestrel Foods: 2 follow-ups deleted\n",
    ]
    assert on(two, "acme") == [("offer", "running", 0, 2)]
    assert on(two, "kestrel") == [("offer", "stopped", 0, 0)]
    two("undo")
    assert on(two, "kestrel") == [("offer", "running", 0, 2)]
    assert "Cadences\n  offer: 0 of 2 done\n" in two("show", "kestrel").out


def test_one_that_runs_is_started_anew_when_that_is_said(two: Pipeboard) -> None:
    """Without it the reason is told and nothing is written."""
    two("cadences", "start", "offer", "acme")
    done = two("cadences", "start", "offer", "acme", "kestrel")
    assert done.code == 1
    assert "offer is on Acme renewal already (0 of 2 done); stop it there first" in done.err
    assert done.err.endswith("or start it anew: --restart\n")
    assert on(two, "kestrel") == []
    two("cadences", "start", "offer", "acme", "--restart")
    assert [state for _, state, *_ in on(two, "acme")] == ["stopped", "running"]


def test_a_reply_and_a_move_stop_it(two: Pipeboard) -> None:
    """The message of the command says so."""
    two("cadences", "start", "new lead", "acme", "kestrel")
    assert "; stopped the cadence new lead" in two("done", "acme", "--outcome", "reached").err
    assert "; stopped the cadence new lead" in two("move", "kestrel", "Prospecting").err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["add", "offer", "day 1 call"], 1, "there is a cadence 'offer' already"),
        (["add", "visit", "day 1 call", "day 2 cal"], 2, "step 2: 'cal' is not understood"),
        (["add", "visit"], 2, "Missing argument 'STEP...'"),
        (["edit", "visit", "day 1 call"], 3, "there is no cadence 'visit'; there are new lead,"),
        (["remove", "e"], 3, "could be any of these cadences: new lead, revive a cold lead, offer"),
        (["start", "offer", "nobody"], 3, "nobody"),
        (["pause", "acme"], 1, "no cadence runs on Acme renewal"),
        (["stop", "acme", "offer"], 3, "no cadence 'offer' runs on Acme renewal; there runs none"),
    ],
)
def test_what_cannot_be_is_refused(
    two: Pipeboard, arguments: list[str], code: int, told: str
) -> None:
    """With the reason; nothing is written."""
    done = two("cadences", *arguments)
    assert (done.code, told in done.err) == (code, True), done.err
    assert names(two) == ["new lead", "revive a cold lead", "offer"]


def test_of_several_one_is_named(two: Pipeboard) -> None:
    """Else it is asked which."""
    two("cadences", "start", "offer", "acme")
    two("cadences", "start", "new lead", "acme")
    done = two("cadences", "pause", "acme")
    assert (done.code, "Acme renewal has several, name one of offer, new lead" in done.err) == (
        2,
        True,
    )
    assert two("cadences", "pause", "acme", "new").err.startswith("Paused new lead on Acme")
