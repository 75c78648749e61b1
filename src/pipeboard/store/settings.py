"""Shared settings (undoable, of the whole database) and one person's preferences (neither)."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from pipeboard.store.journal import Draft
from pipeboard.store.schema import preference, setting

PROFILE = "profile"
"""The shared setting that the ideal-customer profile is."""


def get_setting(connection: Connection, key: str) -> Any:
    """The value of a shared setting, None when it was never set."""
    return connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar()


def put_setting(draft: Draft, key: str, value: Any) -> None:
    """Sets a shared setting as a part of a step."""
    query = select(setting).where(setting.c.key == key)
    row = draft.connection.execute(query).mappings().first()
    if row is None:
        draft.insert("setting", {"key": key, "value": value})
    else:
        draft.edit("setting", row["id"], dict(row), {"value": value})


def get_preference(connection: Connection, person: str, key: str) -> Any:
    """What a person last chose, None when they never did."""
    query = select(preference.c.value).where(preference.c.person == person, preference.c.key == key)
    return connection.execute(query).scalar()


def put_preference(connection: Connection, person: str, key: str, value: Any) -> None:
    """Remembers a choice of a person; None forgets it."""
    mine = (preference.c.person == person) & (preference.c.key == key)
    if value is None:
        connection.execute(delete(preference).where(mine))
        return
    changed = connection.execute(update(preference).where(mine).values(value=value))
    if not changed.rowcount:
        row = {"person": person, "key": key, "value": value}
        connection.execute(insert(preference).values(row))
