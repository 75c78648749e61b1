"""Made-up data: believable, sound, and the same each time."""

import stat
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pipeboard.domain.deals import Status
from pipeboard.errors import BadInput, PipeboardError, Refused
from pipeboard.service import agenda, boards, demo, history, pipelines, templates, upkeep
from pipeboard.service.workspace import Workspace
from pipeboard.store import schema
from pipeboard.store.journal import JOURNALED, decode
from tests.clocks import PinnedClock
from tests.limits import files_at_most


def rows(ws: Workspace, table: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    stored = schema.metadata.tables[table]
    with ws.read() as connection:
        query = select(stored).order_by(stored.c.id)
        return [dict(row) for row in connection.execute(query).mappings()]


def test_the_board_looks_like_one_in_use(workspace: Workspace) -> None:
    """Many deals early, few late, won ones after the sale, lost ones off the board."""
    demo.fill(workspace)
    status = Counter(row["status"] for row in rows(workspace, "deal"))
    assert sum(status.values()) == demo.DEFAULT
    assert 60 <= status["open"] <= 80
    assert min(status["won"], status["lost"]) > 15
    board = boards.board(workspace)
    counts = [board.totals[stage.id].count for stage in board.stages]
    assert board.pipeline.name == "New business"
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert min(counts) > 3
    assert counts[-1] > 15
    assert {"EUR", "GBP", "USD", "JPY"} >= {code for t in board.totals.values() for code in t.value}
    assert [pipeline.name for pipeline in pipelines.pipelines(workspace)] == [
        "New business",
        "Renewals",
    ]


def test_there_is_something_to_do_today(workspace: Workspace) -> None:
    """The agenda of the person who looks has overdue, timed and coming follow-ups."""
    demo.fill(workspace)
    counts = agenda.counts(workspace)
    assert 2 <= counts.overdue <= 12
    assert 3 <= counts.today <= 12
    sections = {section.when: section.items for section in agenda.agenda(workspace).sections}
    assert all(len(items) > 1 for items in sections.values())
    today = [row for row in rows(workspace, "follow_up") if row["due_on"] == workspace.today()]
    assert any(row["due_at"] for row in today)
    assert any(row["due_at"] is None for row in today)


def test_some_deals_wait_and_some_are_stale(workspace: Workspace) -> None:
    """There are deals without a next step, with one, and stale ones; some have no value yet."""
    demo.fill(workspace)
    board = boards.board(workspace)
    cards = [
        card
        for stage in board.stages[:-1]
        for card in boards.page(workspace, stage, 0, board.totals[stage.id].count)
    ]
    assert 3 <= sum(card.stale for card in cards) <= len(cards) // 4
    assert len(cards) // 5 <= sum(card.next_step is None for card in cards) <= len(cards) // 2
    assert 1 <= sum(card.value is None for card in cards) <= len(cards) // 4
    assert all(card.value for card in boards.page(workspace, board.stages[-1], 0, 100))


def test_everything_happened_before_today(workspace: Workspace) -> None:
    """The history goes back about a year, in order, and ends yesterday."""
    demo.fill(workspace)
    steps = rows(workspace, "step")
    times = [step["at"] for step in steps]
    assert times == sorted(times)
    assert times[-1].astimezone(workspace.zone).date() < workspace.today()
    assert timedelta(days=300) < workspace.now() - times[0] < timedelta(days=650)
    assert {step["title"].split()[0] for step in steps} >= {
        *("Set", "Added", "Moved", "Won", "Lost", "Changed"),
        *("Logged", "Noted", "Planned", "Finished"),
    }


def test_the_data_is_sound_and_the_history_explains_it(workspace: Workspace) -> None:
    """The check finds nothing, and playing the journal from the start gives every row."""
    demo.fill(workspace, 400)
    assert upkeep.check(workspace) == []
    played: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in JOURNALED}
    for change in rows(workspace, "change"):
        table, before, after = (change[key] for key in ("table", "before", "after"))
        before, after = decode(table, before), decode(table, after)
        row = played[table].setdefault(change["row_id"], {})
        assert after is not None
        assert before is None or before == {key: row[key] for key in before}
        row.update(after)
    for table, found in played.items():
        assert list(found.values()) == rows(workspace, table)


def test_work_goes_on_in_made_up_data(workspace: Workspace) -> None:
    """The person's last step can be undone and done again, and another one's reverted."""
    demo.fill(workspace)
    (last,) = history.undoable(workspace, 1)
    assert last.actor == workspace.actor
    assert history.undo(workspace)
    assert history.redo(workspace)
    other = next(line.step for line in history.recent(workspace) if line.step.actor != "ann")
    assert history.revert(workspace, other.id).reverses == other.id
    assert upkeep.check(workspace) == []


def test_nobody_real_is_written_to(workspace: Workspace) -> None:
    """Every address and website ends in a name that cannot be registered."""
    demo.fill(workspace, 500)
    assert all(row["address"].endswith(".example") for row in rows(workspace, "contact_email"))
    assert all(row["website"].endswith(".example") for row in rows(workspace, "company"))
    assert all(row["address"].isascii() for row in rows(workspace, "contact_email"))
    names = [row["name"] for row in rows(workspace, "company")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("deals", [1, 2, 3, 7, 59, 60])
def test_any_number_of_deals(workspace: Workspace, deals: int) -> None:
    """There are as many as asked for, with one pipeline when they are few."""
    demo.fill(workspace, deals)
    assert len(rows(workspace, "deal")) == deals
    assert len(pipelines.pipelines(workspace)) == (2 if deals >= 60 else 1)
    assert upkeep.check(workspace) == []


@pytest.mark.parametrize("days", range(7))
def test_any_day_of_the_week(days: int, clock: PinnedClock, tmp_path: Path) -> None:
    """On a weekend too the data ends before today and something is due."""
    later = clock.later(timedelta(days=days))
    with demo.throw_away(clock=later, actor="ann") as ws:
        assert upkeep.check(ws) == []
        assert agenda.counts(ws).today > 0
        with ws.read() as connection:
            last = connection.execute(select(func.max(schema.step.c.at))).scalar_one()
        assert last.astimezone(ws.zone).date() < ws.today()


def test_a_large_number_has_the_same_shape(clock: PinnedClock) -> None:
    """Not everything of 6,000 deals is due this week."""
    with demo.throw_away(6000, clock=clock, actor="ann") as ws:
        counts = agenda.counts(ws, everyone=True)
        assert 10 < counts.overdue < 80
        assert 10 < counts.today < 80
        owners = Counter(r["owner"] for r in rows(ws, "deal") if r["status"] == Status.OPEN)
        assert owners.most_common(1)[0][0] == "ann"
        assert len(owners) == 4


def test_only_a_new_database_is_filled(workspace: Workspace) -> None:
    """Nobody's own data is mixed with made-up data."""
    templates.set_up(workspace)
    with pytest.raises(Refused, match="new database only"):
        demo.fill(workspace)
    assert rows(workspace, "deal") == []


def test_a_number_below_one_is_refused(workspace: Workspace) -> None:
    """The message names what was given and what is accepted."""
    with pytest.raises(BadInput, match="deals: '0' is not understood; a whole number"):
        demo.fill(workspace, 0)


def test_the_same_number_on_the_same_day_gives_the_same_file(
    clock: PinnedClock, tmp_path: Path
) -> None:
    """To the byte, at whatever time of the day."""
    first, second, other = (tmp_path / name for name in ("first.db", "second.db", "other.db"))
    demo.write_file(first, 300, clock=clock, actor="ann")
    demo.write_file(second, 300, clock=clock.later(timedelta(hours=3)), actor="ann")
    demo.write_file(other, 301, clock=clock, actor="ann")
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_a_demo_file_is_one_private_file(clock: PinnedClock, tmp_path: Path) -> None:
    """Nothing stands beside it."""
    demo.write_file(tmp_path / "demo.db", 20, clock=clock, actor="ann")
    assert list(tmp_path.iterdir()) == [tmp_path / "demo.db"]
    assert stat.S_IMODE((tmp_path / "demo.db").stat().st_mode) == 0o600


def test_a_demo_file_replaces_nothing(clock: PinnedClock, tmp_path: Path) -> None:
    """An existing file and a folder are left alone; each has its message."""
    existing = tmp_path / "deals.db"
    existing.write_text("precious")
    for path, says in ((existing, "exists already"), (tmp_path, "is a folder")):
        with pytest.raises(PipeboardError, match=says):
            demo.write_file(path, 20, clock=clock, actor="ann")
    assert existing.read_text() == "precious"
    with pytest.raises(Refused, match="No such file or directory"):
        demo.write_file(tmp_path / "missing" / "demo.db", 20, clock=clock, actor="ann")


def test_half_a_demo_file_is_none(
    clock: PinnedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a full disk nor ctrl+c leaves anything behind."""
    path = tmp_path / "demo.db"
    with files_at_most(200_000), pytest.raises(Refused, match=f"{path} failed"):
        demo.write_file(path, 200, clock=clock, actor="ann")
    assert list(tmp_path.iterdir()) == []

    def interrupted(_ws: Workspace, _deals: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.write_file(path, 200, clock=clock, actor="ann")
    assert list(tmp_path.iterdir()) == []


def test_a_throw_away_database_is_private_and_gone_in_the_end(clock: PinnedClock) -> None:
    """Also when what is done with it fails."""

    def look(*, fail: bool) -> Path:
        with demo.throw_away(5, clock=clock, actor="ann") as ws:
            file = ws.database.file
            assert file is not None
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
            seen.append(file.parent)
            if fail:
                raise KeyboardInterrupt
        return file.parent

    seen: list[Path] = []
    look(fail=False)
    with pytest.raises(KeyboardInterrupt):
        look(fail=True)
    assert len(seen) == 2
    assert not any(folder.exists() for folder in seen)
