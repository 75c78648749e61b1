"""`done` and `snooze`, by the id of a follow-up or by its deal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def planned(pipeboard: Pipeboard) -> Pipeboard:
    """A deal with two follow-ups, the later one added first, and a deal with none."""
    pipeboard("add", "Acme renewal")
    pipeboard("follow", "acme", "demo 12 dec 10:00")
    pipeboard("follow", "acme", "call tomorrow")
    pipeboard("add", "Acme extension")
    return pipeboard


def test_done_by_deal_is_its_next_step(planned: Pipeboard) -> None:
    """A part of the title names the one deal of several that has something to do."""
    assert (
        planned("done", "acme", "--outcome", "reached").err
        == "Finished call on Acme renewal: reached\n"
    )
    items = planned("show", "1", "--json").json["follow_ups"]
    assert [(item["id"], item["state"], item["outcome"]) for item in items] == [
        (1, "coming", None),
        (2, "done", "reached"),
    ]
    assert items[1]["done_at"].startswith("2026-11-24T09:00:")


def test_done_by_id(planned: Pipeboard) -> None:
    """Twice is refused, an unknown one is not found."""
    assert planned("done", "1").code == 0
    assert planned("done", "1").code == 1
    assert planned("done", "7").code == 3


def test_a_deal_without_a_follow_up(planned: Pipeboard) -> None:
    """Says so by name."""
    done = planned("done", "extension")
    assert done.code == 3
    assert "Acme extension has no open follow-up" in done.err


def test_snooze_puts_off_by_a_day_unless_told(planned: Pipeboard) -> None:
    """What is due later to the day after its own; any date, or date and time, that is typed."""
    assert planned("snooze", "1").err == "Put off demo on Acme renewal: Sun 13 Dec 2026 10:00\n"
    assert planned("snooze", "acme", "mon", "9:30").code == 0
    dues = {item["id"]: item["due"] for item in planned("show", "1", "--json").json["follow_ups"]}
    assert dues == {1: "2026-12-13T10:00:00+01:00", 2: "2026-11-30T09:30:00+01:00"}
    assert planned("snooze", "1", "someday").code == 2


def test_a_day_that_is_full_is_pointed_out(planned: Pipeboard, tmp_path: Path) -> None:
    """Whatever puts something there: a new deal, a follow-up, one put off."""
    config = tmp_path / "config.toml"
    config.write_text("day_limit = 1\n")
    over = "Sat 12 Dec 2026 has 2 booked by this, over your limit of 1\n"

    def on(*words: str) -> str:
        return planned("--config", str(config), *words).err

    assert on("follow", "extension", "call 12 dec", "--dry-run") == over
    assert over in on("follow", "extension", "call 12 dec")
    assert "3 booked" in on("add", "New 5k call 12 dec")
    assert "over your limit" not in on("snooze", "2", "13 dec")
    assert "4 booked" in on("snooze", "2", "12 dec")


def test_a_time_of_day_is_told(planned: Pipeboard) -> None:
    """In the message, in the history of all, and in that of the deal."""
    told = "Moved demo on Acme renewal to Mon 30 Nov 2026 09:30"
    assert planned("snooze", "1", "mon", "9:30").err == f"{told}\n"
    assert planned("history", "--limit", "1", "--json").json[0]["title"] == told
    lines = planned("history", "1", "--json").json
    assert lines[0]["sentences"] == ["Follow-up put off to Mon 30 Nov 2026 09:30"]
    assert lines[-2]["sentences"] == ["Follow-up added: demo, due Sat 12 Dec 2026 10:00"]


def test_a_span_that_lies_behind_is_no_follow_up(planned: Pipeboard) -> None:
    """Its words would become the subject of one for today otherwise."""
    done = planned("follow", "acme renewal", "call -3d")
    assert done.code == 2
    assert "'-3d' cannot be; Sat 21 Nov 2026 is past" in done.err


@pytest.mark.parametrize(
    ("planned_for", "when", "told"),
    [
        ("in 30 days", [], "Put off task on Acme: Fri 25 Dec 2026"),
        ("in 30 days 14:00", [], "Put off task on Acme: Fri 25 Dec 2026 14:00"),
        ("today", [], "Put off task on Acme: Wed 25 Nov 2026"),
        ("today 14:00", [], "Put off task on Acme: Wed 25 Nov 2026 14:00"),
        ("tomorrow 14:00", ["fri"], "Put off task on Acme: Fri 27 Nov 2026 14:00"),
        ("tomorrow 14:00", ["fri", "9:00"], "Put off task on Acme: Fri 27 Nov 2026 09:00"),
        ("tomorrow", ["wed", "9:00"], "Put off task on Acme: Wed 25 Nov 2026 09:00"),
        ("in 30 days 14:00", ["tomorrow"], "Moved task on Acme to Wed 25 Nov 2026 14:00"),
        ("tomorrow 14:00", ["tomorrow", "13:00"], "Moved task on Acme to Wed 25 Nov 2026 13:00"),
    ],
)
def test_snooze_keeps_the_time_and_brings_nothing_forward_by_itself(
    pipeboard: Pipeboard, planned_for: str, when: list[str], told: str
) -> None:
    """An earlier date is one that was typed, and is told as what it is."""
    pipeboard("add", "Acme")
    pipeboard("follow", "acme", planned_for)
    assert pipeboard("snooze", "acme", *when).err == f"{told}\n"


def test_snooze_of_what_is_overdue(pipeboard: Pipeboard) -> None:
    """To tomorrow, not to the day after it was due."""
    pipeboard("add", "Acme")
    pipeboard("follow", "acme", "call today 14:00")
    later = {"PIPEBOARD_NOW": "2026-12-01T09:00"}
    assert (
        pipeboard("snooze", "acme", env=later).err == "Put off call on Acme: Wed 2 Dec 2026 14:00\n"
    )


def test_reassign_gives_it_to_somebody(planned: Pipeboard) -> None:
    """It then stands in their agenda; twice changes nothing, one that is done is refused."""
    assert planned("reassign", "acme", "bo").err == "Gave call on Acme renewal to bo\n"
    assert [i["id"] for i in planned("--as", "bo", "agenda", "--json").json["tomorrow"]] == [2]
    assert planned("reassign", "2", "bo").err == "Nothing to change: it is theirs already.\n"
    assert planned("reassign", "2", " ").code == 2
    assert planned("reassign", "7", "bo").code == 3
    assert planned("done", "2").code == 0
    assert planned("reassign", "2", "cy").code == 1
    assert planned("undo").code == 0
    assert planned("undo").out == "Took back: Gave call on Acme renewal to bo\n"
    (line,) = planned("history", "1", "--limit", "1", "--json").json
    assert line["sentences"] == ["Undone: Assignee of a follow-up changed from ann to bo"]
