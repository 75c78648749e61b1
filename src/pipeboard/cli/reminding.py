"""`remind`, for cron and login scripts, and `calendar`, for a file that other programs read.

They are called every minute or hour, so nothing is imported here that they do not use.
"""

import sys
from pathlib import Path

import click

from pipeboard.cli.options import as_json, everyone, with_session
from pipeboard.cli.output import clean, data_stream, put, put_json, put_path
from pipeboard.cli.session import Session


@click.command("remind")
@as_json
@with_session
def remind_command(session: Session, as_json: bool) -> None:
    """Say which of your follow-ups are newly due, each of them once.

    One with a reminder is told that long before, one without when it is due: a date without a time
    at 9:00 of its day, unless the config says otherwise. Quiet hours are kept. Writes nothing when
    there is none, so that it can stand in a cron job.
    """
    from pipeboard.service import agenda_exports, reminders

    ws = session.workspace()
    found = reminders.look(ws, reminders.told(ws, reminders.COMMAND), without_reminder=True)
    items = reminders.items(ws, found.ids)
    if as_json:
        put_json(agenda_exports.agenda_items(ws, items))
    for item in () if as_json else items:
        number = item.phone or item.email
        put(clean(f"{reminders.when(ws, item)}  {reminders.what(item)}{number and f', {number}'}"))
    if sys.stdout is not None:
        sys.stdout.flush()  # only what was written is remembered as told
    if not session.missing:
        reminders.remember(ws, reminders.COMMAND, found.told)


@click.command("calendar")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@everyone
@with_session
def calendar_command(session: Session, file: Path | None, everyone: bool) -> None:
    """Write your open follow-ups as an iCalendar file with alarms, to standard output or FILE.

    FILE is replaced as a whole, and only you may read it: a cron job can write it anew for a
    calendar program that subscribes to it. A follow-up that is moved stays the same event.
    """
    from pipeboard.service import calendars

    ws = session.workspace()
    lines = calendars.lines(ws, everyone=everyone, pipeline_id=session.pipeline_id(ws))
    if file is None:
        stream = data_stream()
        stream.writelines(lines)
        stream.flush()
        return
    from pipeboard.store.files import replaced_file

    with replaced_file(file.expanduser(), begins=calendars.BEGIN.encode()) as draft:
        draft.write_bytes("".join(lines).encode())
    put_path(file)
