"""`report`: a period in one file, to be sent."""

import io
from pathlib import Path
from typing import TextIO

import click

from pipeboard.cli.files import new_text_file
from pipeboard.cli.looking import FILTERED, require_filter
from pipeboard.cli.options import with_session, words
from pipeboard.cli.output import as_shown, cut, data_stream, put_path, say, width
from pipeboard.cli.scoping import owner_option, period_option
from pipeboard.cli.session import Session
from pipeboard.domain.chartlines import Pen, lines
from pipeboard.domain.reports import Report
from pipeboard.errors import BadInput, Refused
from pipeboard.exchange.report_csv import write_report_csv
from pipeboard.exchange.report_html import report_html
from pipeboard.exchange.report_markdown import report_markdown
from pipeboard.service import reports
from pipeboard.service.insight_scopes import read_scope

_CELLS = 78
"""How wide a picture is in Markdown: a line of a mail, in a terminal of 80 columns."""
_BEGINS = {
    "md": b"# Sales report",
    "html": b"<!DOCTYPE html>",
    "csv": b"section,name,currency,",
}
"""The formats, with how a report in each begins: only such a file is ever overwritten."""


@click.command("report", context_settings=FILTERED)
@words("filter_", "[FILTER]...", required=False)
@period_option
@owner_option()
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_BEGINS)),
    help="As the name of FILE ends, or md where it has no ending, unless said.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a new file instead of standard output.",
)
@click.option("--force", is_flag=True, help="Also where FILE is an older report.")
@with_session
def report_command(
    session: Session,
    filter_: tuple[str, ...],
    period: str,
    owner: str | None,
    format_: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write the figures of a period as one file to send, with pictures and formulas.

    As Markdown it reads in any mail; as HTML it has the pictures as graphics and prints on A4; as
    CSV it is one table of every number, exact. It tells what `insights` tells, of all pipelines
    unless --pipeline is given, and of the deals that match the filter.
    """
    if force and output is None:
        raise click.UsageError("--force is for --output FILE", click.get_current_context())
    text = require_filter(filter_)
    wanted = format_ or _format_of(output)
    ws = session.workspace()
    scope = read_scope(
        ws, period=period, pipeline_id=session.pipeline_id(ws), owner=owner, filter_=text
    )
    found = reports.report(ws, scope, text)
    if output is None:
        written = io.StringIO(newline="")
        _write(found, wanted, written, Pen(width, cut, session.ascii))
        stream = data_stream()
        stream.write(as_shown()(written.getvalue()))
        stream.flush()
    else:
        path = output.expanduser()
        if not force and path.exists():
            raise Refused(f"{path} is there; with --force a report takes the place of an older one")
        with new_text_file(path, over=_BEGINS[wanted] if force else None) as stream:
            _write(found, wanted, stream, Pen(width, cut, session.ascii))
        put_path(path)
    if session.missing:
        say(session.none_yet)


def _format_of(output: Path | None) -> str:
    """The format that the name of a file says; Markdown where it has no ending.

    Raises BadInput for an ending that is of no format.
    """
    suffix = output.suffix.casefold().removeprefix(".") if output else ""
    wanted = {"htm": "html", "": "md"}.get(suffix, suffix)
    if wanted not in _BEGINS:
        endings = "a name that ends in .md, .html or .csv is needed, or --format to say which it is"
        raise BadInput("--output", str(output), endings)
    return wanted


def _write(found: Report, wanted: str, stream: TextIO, pen: Pen) -> None:
    if wanted == "csv":
        write_report_csv(found, stream)
    elif wanted == "html":
        stream.write(report_html(found))
    else:
        stream.write(report_markdown(found, lambda chart: lines(chart, _CELLS, pen)))
