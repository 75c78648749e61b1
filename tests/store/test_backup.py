"""Backups: one complete file, or none, that pipeboard opens with everything in it."""

import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pipeboard.errors import Refused
from pipeboard.service import deals, history, notes, preferences
from pipeboard.service.workspace import Workspace
from pipeboard.store import backup, dialects, schema
from pipeboard.store.backup import back_up_into, write_backup
from pipeboard.store.database import Database, open_database
from tests import builders
from tests.limits import files_at_most, ordinary_user


def a_day_of_work(ws: Workspace) -> None:
    """Something in most tables, and an id that was used and is free again."""
    first = builders.deal(ws, "Käse & Söhne 青葉", contacts=("Lena Öz",), labels=("hot",))
    second = builders.deal(ws, "Second", company="Acme")
    builders.move(ws, [first], 2)
    notes.add(ws, [first], "They like\nit 🙂")
    deals.win(ws, [second], "price")
    third = builders.deal(ws, "Third")
    deals.delete(ws, [third])
    preferences.put(ws, "lane.folded", [1, 2])


def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.read() as connection:
        return {
            table.name: sorted(
                (tuple(map(str, row)) for row in connection.execute(select(table))), key=repr
            )
            for table in schema.metadata.sorted_tables
        }


def reopened(path: Path) -> Database:
    """A backup, opened as any database is."""
    database = open_database(str(path), create=False, backups=path.parent)
    assert database is not None
    return database


def test_a_backup_holds_everything(workspace: Workspace, tmp_path: Path) -> None:
    """Rows, ids, the journal and the preferences are those of the database."""
    a_day_of_work(workspace)
    write_backup(workspace.database.engine, tmp_path / "copy.db")
    copy = reopened(tmp_path / "copy.db")
    assert content(copy) == content(workspace.database)
    with copy.read() as connection:
        assert dialects.problems(connection) == []
    copy.close()


def test_work_goes_on_in_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    """Undo takes back what was done before the backup, and ids are not given out again."""
    a_day_of_work(workspace)
    before = content(workspace.database)
    write_backup(workspace.database.engine, tmp_path / "copy.db")
    original, workspace.database = workspace.database, reopened(tmp_path / "copy.db")
    undone = history.undo(workspace)
    assert undone is not None
    assert undone.title == "Took back: Deleted Third"
    history.redo(workspace)
    used = {row[2] for row in before["change"] if row[1] == "deal"}
    assert str(builders.deal(workspace, "Fourth")) not in used
    workspace.database.close()
    workspace.database = original


def test_a_backup_is_one_private_file(workspace: Workspace, tmp_path: Path) -> None:
    """Nothing stands beside it, and nobody else may read it."""
    a_day_of_work(workspace)
    folder = tmp_path / "there"
    folder.mkdir()
    write_backup(workspace.database.engine, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600


def test_a_backup_never_replaces_a_file(workspace: Workspace, tmp_path: Path) -> None:
    """Neither a file nor a link that points nowhere."""
    target = tmp_path / "copy.db"
    target.write_text("precious")
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "elsewhere.db")
    for path in (target, link):
        with pytest.raises(Refused, match=rf"{path.name} exists already"):
            write_backup(workspace.database.engine, path)
    assert target.read_text() == "precious"
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_file_that_appears_meanwhile_is_not_replaced(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two backups to one name: the slower one is refused."""
    target = tmp_path / "there" / "copy.db"
    target.parent.mkdir()

    def slow(_engine: object, file: Path) -> bool:
        file.write_text("mine")
        target.write_text("theirs")
        return True

    monkeypatch.setattr(dialects, "back_up", slow)
    with pytest.raises(Refused, match="exists already"):
        write_backup(workspace.database.engine, target)
    assert target.read_text() == "theirs"
    assert list(target.parent.iterdir()) == [target]


def test_an_interrupted_backup_leaves_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a backup is none."""
    folder = tmp_path / "there"
    folder.mkdir()

    def interrupted(_engine: object, file: Path) -> bool:
        file.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(dialects, "back_up", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_backup(workspace.database.engine, folder / "copy.db")
    assert list(folder.iterdir()) == []


def test_backups_under_one_name_are_numbered(workspace: Workspace, tmp_path: Path) -> None:
    """A second backup within a second does not stop at the first; the folder is made, private."""
    folder = tmp_path / "data" / "backups"
    engine = workspace.database.engine
    names = [back_up_into(engine, folder, "monday").name for _ in range(3)]
    assert names == ["monday.db", "monday-2.db", "monday-3.db"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_no_backup_can_be_made(database: Database, open_folder: Path) -> None:
    """Each message names the file that was asked for; nothing is left behind."""
    existing = open_folder / "folder"
    existing.mkdir()
    with pytest.raises(Refused, match="folder is a folder; name a file in it"):
        write_backup(database.engine, existing)
    missing = open_folder / "missing" / "copy.db"
    with pytest.raises(Refused, match=r"copy.db cannot be made: No such file or directory"):
        write_backup(database.engine, missing)
    open_folder.chmod(0o500)
    with (
        ordinary_user(),
        pytest.raises(Refused, match=r"copy.db cannot be made: Permission denied"),
    ):
        write_backup(database.engine, open_folder / "copy.db")
    assert [path.name for path in open_folder.iterdir()] == ["folder"]


def test_a_disk_too_small_for_the_backup(workspace: Workspace, tmp_path: Path) -> None:
    """The message names the file that was asked for, not the one in the making."""
    a_day_of_work(workspace)
    folder = tmp_path / "there"
    folder.mkdir()
    with files_at_most(50_000), pytest.raises(Refused) as raised:
        write_backup(workspace.database.engine, folder / "copy.db")
    assert f"writing {folder / 'copy.db'} failed; check the disk" in str(raised.value)
    assert list(folder.iterdir()) == []


def test_rows_are_copied_in_portions(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of several portions arrives whole, in whatever order its rows refer to each other."""
    monkeypatch.setattr(backup, "_ROWS", 3)
    ids = [builders.deal(workspace, f"Deal {number}") for number in range(10)]
    with workspace.database.write() as connection:
        older = schema.deal.update().where(schema.deal.c.id == ids[0])
        connection.execute(older.values(sold_from_id=ids[-1]))
    write_backup(workspace.database.engine, tmp_path / "copy.db")
    copy = reopened(tmp_path / "copy.db")
    assert content(copy) == content(workspace.database)
    copy.close()
