"""Commands about pipeboard itself: where, config, keys."""

from typing import Any

import click

from pipeboard.cli.options import as_json, with_session
from pipeboard.cli.output import put_json, put_json_list
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, put_table
from pipeboard.domain.reminderrules import clock_text
from pipeboard.domain.reminders import short_reminder
from pipeboard.errors import PipeboardError
from pipeboard.keys import key_data, key_label, resolve


@click.command("where")
@as_json
@with_session
def where_command(session: Session, as_json: bool) -> None:
    """Say which files and folders are in use, whether they exist or not."""
    paths = session.paths
    found = {
        "database": session.shown_database,
        "config": str(paths.config),
        "backups": str(paths.backups),
        "log": str(paths.log),
    }
    if as_json:
        put_json(found)
        return
    put_table((Column("what"), Column("path")), list(found.items()), heading=False)


@click.command("config")
@as_json
@with_session
def config_command(session: Session, as_json: bool) -> None:
    """Say which settings are in use and where each comes from.

    They are set in the config file, in TOML; `pipeboard where` says where it is.
    """
    rows = _settings(session)
    if as_json:
        put_json_list(rows)
        return
    columns = (
        Column("setting"),
        Column("value", least=16),
        Column("from"),
        Column("what for", least=16, wraps=True),
    )
    put_table(columns, [[_shown(cell) for cell in row.values()] for row in rows])


def _settings(session: Session) -> list[dict[str, Any]]:
    from pipeboard.config import SETTINGS

    rows = []
    for setting in SETTINGS:
        value, source = _in_use(session, setting.name)
        rows.append({"setting": setting.name, "value": value, "from": source, "help": setting.help})
    keymap = resolve(session.config.keys, str(session.paths.config))
    for name in session.config.keys:
        command = keymap.named(name)
        rows.append(
            {
                "setting": f"keys.{name}",
                "value": ", ".join(command.keys),
                "from": "the config file",
                "help": command.help,
            }
        )
    return rows


def _in_use(session: Session, name: str) -> tuple[str | int | None, str]:
    """The value of a setting, and what says so."""
    config, environ = session.config, session.environ
    flags = {
        "database": session.database_flag,
        "user": session.actor_flag,
        "ascii": session.ascii_flag,
        "mouse": session.no_mouse_flag,
    }
    variables = {"database": "PIPEBOARD_DATABASE", "user": "PIPEBOARD_USER"}
    defaults = {"user": "the login name", "dates.order": "the locale"}
    values: dict[str, str | int | None] = {
        "database": session.shown_database,
        "user": session.actor,
        "theme": config.theme,
        "ascii": session.ascii,
        "mouse": session.mouse,
        "dates.skip_weekends": config.skip_weekends,
        "dates.order": "day-first" if config.day_first else "month-first",
        "reminder": short_reminder(config.reminders.default),
        "reminders.day-at": clock_text(config.reminders.day_at),
        "reminders.quiet": str(config.reminders.quiet or "none"),
        "notifications": config.notifications,
        "day_limit": config.day_limit,
    }
    if name == "currency":
        return _currency(session)
    source = defaults.get(name, "the default")
    if flags.get(name):
        source = "a flag"
    elif environ.get(variables.get(name, "")):
        source = variables[name]
    elif name in config.written:
        source = "the config file"
    return values[name], source


def _currency(session: Session) -> tuple[str, str]:
    from pipeboard.config import DEFAULT_CURRENCY, locale_currency
    from pipeboard.service import pipelines

    if session.config.currency:
        return session.config.currency, "the config file"
    try:
        chosen = pipelines.currency(session.workspace())
    except PipeboardError:  # what is wrong with the database is not for this command to say
        chosen = None
    if chosen:
        return chosen, "the database"
    local = locale_currency(session.environ)
    return (local, "the locale") if local else (DEFAULT_CURRENCY, "the default")


def _shown(value: str | int | None) -> str:
    """A value as the config file would have it, without quotes; none for what is not set."""
    if value is None:
        return "none"
    return value if isinstance(value, str) else str(value).lower()


@click.command("keys")
@as_json
@with_session
def keys_command(session: Session, as_json: bool) -> None:
    """List the keys of the board, with the names to remap them by in the config file."""
    keymap = resolve(session.config.keys, str(session.paths.config))
    if as_json:
        put_json_list(key_data(keymap))
        return
    columns = (Column("keys"), Column("name"), Column("what they do", least=20, wraps=True))
    rows = [[key_label(each.keys), each.name, each.help] for each in keymap.commands]
    put_table(columns, rows, mark=session.ellipsis)
