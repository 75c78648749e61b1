"""Whom to call: `due`, for login banners and cron, and `agenda`.

`due` must cost little, so nothing is imported here that it does not use.
"""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from pipeboard.cli.deal_text import short_day, with_company
from pipeboard.cli.options import as_json, everyone, with_session
from pipeboard.cli.output import put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Cell, Column, Row, narrow, put_table
from pipeboard.domain.agenda import Agenda, AgendaItem, AgendaSection, When
from pipeboard.domain.followups import Priority
from pipeboard.domain.words import many

if TYPE_CHECKING:
    from pipeboard.service.workspace import Workspace

_FOUND = 10
_PRESSING = (When.OVERDUE, When.TODAY)
_COLOURS = {When.OVERDUE: "red", When.TODAY: "yellow"}
_COLUMNS = (
    Column("id", right=True),
    Column("due"),
    Column("what", least=16),
    Column("deal", least=20),
    Column("contact", least=10),
    Column("phone"),
)


@click.command("due")
@everyone
@click.option("--check", is_flag=True, help=f"Exit with {_FOUND} if something is due.")
@click.option(
    "--format", "form", metavar="TEXT", help="Write one line, such as '{overdue} late, {next}'."
)
@as_json
@with_session
def due_command(
    session: Session, everyone: bool, check: bool, form: str | None, as_json: bool
) -> None:
    """Say which follow-ups are overdue and due today: yours, or everybody's.

    Writes nothing when none is, so that it can stand in a login script or a cron job;
    with --format always one line. In it {overdue}, {today} and {due} are numbers; {next},
    {next_type}, {next_time}, {next_deal}, {next_company}, {next_contact} and {next_phone} are of
    the one that comes next.
    """
    if form is not None and as_json:
        raise click.UsageError("--format and --json exclude each other; leave one out")
    if form is not None:
        from pipeboard.cli.due_format import formatted, require_format

        require_format(form)
    found = _read(session, everyone=everyone, days=1, only=_PRESSING)
    if form is not None:
        put(formatted(session, form, found, everyone=everyone))
    else:
        _put(session, found, as_json=as_json)
    if any(section.items for section in found.sections):
        if check:
            click.get_current_context().exit(_FOUND)
    elif form is None and not as_json and sys.stderr.isatty():
        say("Nothing is due.")


@click.command("agenda")
@click.option(
    "--days", type=click.IntRange(0, 36500), metavar="N", help="Look so many days ahead only."
)
@click.option("--without", is_flag=True, help="Only the open deals without a next step.")
@everyone
@as_json
@with_session
def agenda_command(
    session: Session, everyone: bool, days: int | None, without: bool, as_json: bool
) -> None:
    """List open follow-ups: overdue, today, tomorrow, this week, next week, later.

    After them come the open deals that have none, yours and nobody's, or everybody's.
    """
    from pipeboard.cli.stepless import put_stepless
    from pipeboard.service import agenda

    ws = session.workspace()
    only = () if without else tuple(When)
    found = _read(session, everyone=everyone, days=days, only=only)
    deals, _ = agenda.stepless(ws, everyone=everyone, pipeline_id=session.pipeline_id(ws))
    if as_json:
        from pipeboard.service import agenda_exports

        lists = agenda_exports.agenda(ws, found)
        put_json(lists | {"without_next_step": agenda_exports.stepless(deals)})
        return
    _put(session, found, as_json=False)
    planned = any(section.items for section in found.sections)
    if not planned and not without:
        say(session.nothing(f"No follow-ups are {_none_within(days)}."))
    if deals:
        if planned:
            put("")
        put_stepless(session, deals)
    elif without:
        say(session.nothing(_none_without(ws, everyone, session.pipeline_id(ws))))


def _none_without(ws: "Workspace", everyone: bool, pipeline_id: int | None) -> str:
    """The sentence that no deal is without a next step, or that only others' are."""
    from pipeboard.service import agenda

    _, others = agenda.stepless(ws, everyone=True, pipeline_id=pipeline_id, limit=1)
    if everyone or not others:
        return "Every open deal has a next step."
    return f"Every open deal of yours has a next step; {many(others, 'deal')} of others have none."


def _none_within(days: int | None) -> str:
    if days is None:
        return "planned"
    return f"due in the next {many(days, 'day')}" if days else "overdue or due today"


def _read(session: Session, *, everyone: bool, days: int | None, only: tuple[When, ...]) -> Agenda:
    from pipeboard.service.agenda import agenda

    ws = session.workspace()
    found = agenda(ws, everyone=everyone, days=days, pipeline_id=session.pipeline_id(ws))
    return Agenda(tuple(section for section in found.sections if section.when in only))


def _put(session: Session, found: Agenda, *, as_json: bool) -> None:
    ws = session.workspace()
    if ws.returned and not as_json:
        from pipeboard.service.nurture import told

        say(told(ws.returned))
    if as_json:
        from pipeboard.service import agenda_exports

        put_json(agenda_exports.agenda(ws, found))
        return
    for number, section in enumerate(section for section in found.sections if section.items):
        if number:
            put("")
        _put_section(session, section, ws.today())


def _put_section(session: Session, section: AgendaSection, today: date) -> None:
    name = f"{section.when.capitalize()} ({len(section.items):,})"
    put(click.style(name, fg=_COLOURS.get(section.when), bold=True))
    rows = [_row(session, item, section.when, today) for item in section.items]
    put_table(_COLUMNS, rows, mark=session.ellipsis, heading=False, indent=2)


def _row(session: Session, item: AgendaItem, section: When, today: date) -> Row:
    planned = item.follow_up
    what = planned.type
    if planned.subject.casefold() != planned.type.casefold():
        what += f": {planned.subject}"
    if planned.repeat:
        what += f", {planned.repeats}"
    if planned.priority is Priority.HIGH:
        what += " (high)"
    return [
        str(planned.id),
        Cell(_when(session, item, section, today), _COLOURS.get(section)),
        what,
        with_company(f"{item.deal_title} (lost)" if item.lost else item.deal_title, item.company),
        item.contact,
        "" if narrow() else item.phone or item.email,
    ]


def _when(session: Session, item: AgendaItem, section: When, today: date) -> str:
    """The time where the section says the day, else the day."""
    at = item.follow_up.due_at
    time = f"{at.astimezone(session.clock.zone):%H:%M}" if at else ""
    if section in (When.TODAY, When.TOMORROW):
        return time
    day = "today" if item.due_on == today else short_day(item.due_on, today)
    return f"{day} {time}".rstrip()
