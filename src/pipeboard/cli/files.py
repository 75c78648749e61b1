"""Commands that read and write files: import, export, backup, check."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

import click

from pipeboard.cli.looking import FILTERED, require_filter
from pipeboard.cli.options import as_json, with_session, words
from pipeboard.cli.output import as_shown, clean, data_stream, put, put_json, put_path, say
from pipeboard.cli.session import Session
from pipeboard.domain.words import many
from pipeboard.errors import Missing, NotFound, Refused
from pipeboard.exchange.imported import ImportPlan, RowError
from pipeboard.exchange.writers import write_deals_csv, write_deals_json
from pipeboard.service import exports, imports, reading, upkeep
from pipeboard.service.imports import ImportResult

_FILE = click.Path(path_type=Path)
_SHOWN = 20
"""Rows with errors that are told one by one."""


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--dry-run", is_flag=True, help="Write nothing, but say what would be written.")
@as_json
@with_session
def import_command(session: Session, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Read deals from CSV files (or JSON that `export` wrote), as one step that undo takes back.

    Columns, dates, amounts and the encoding are recognised, also when a deal came into which stage;
    what has no place is kept with the deal. Rows with an error are left out and told. A deal whose id is known is brought up to date,
    a row without an id is skipped if it looks like a deal that was there.
    """
    paths = [path.expanduser() for path in files]
    try:
        plans, result = _imported(session, paths, dry_run=dry_run)
    except (Refused, Missing) as refused:
        if as_json:
            put_json(_json(ImportResult(0, 0, 0, (RowError(None, "", "", str(refused)),))))
        raise
    if as_json:
        put_json(_json(result))
    else:
        for plan in plans if dry_run else ():
            say("\n  ".join([f"{plan.name}:", *imports.tell_columns(plan)]))
        _tell(result, dry_run=dry_run)
    if not result.written:
        click.get_current_context().exit(1)


def _imported(
    session: Session, paths: Sequence[Path], *, dry_run: bool
) -> tuple[list[ImportPlan], ImportResult]:
    """What the files say and what became of it; nothing is written when one is refused."""
    for path in paths:
        if not path.exists():
            raise NotFound(f"there is no file {path}")
    ws = session.workspace()
    pipeline_id = session.pipeline_id(ws)
    plans = imports.plan_all(ws, paths)
    if session.missing and not dry_run and any(plan.deals for plan in plans):
        ws = session.workspace(create=True)
    return plans, imports.import_deals(ws, plans, dry_run=dry_run, pipeline_id=pipeline_id)


def _json(result: ImportResult) -> dict[str, object]:
    return {
        "created": result.created,
        "updated": result.updated,
        "skipped": result.skipped,
        "errors": [
            {
                "row": each.row,
                "field": each.field or None,
                "value": each.value if each.field else None,
                "message": f"{each.file}: {each.message}" if each.file else each.message,
            }
            for each in result.errors
        ],
    }


def _tell(result: ImportResult, *, dry_run: bool) -> None:
    for error in result.errors[:_SHOWN]:
        say(imports.error_line(error))
    if len(result.errors) > _SHOWN:
        say(f"and {many(len(result.errors) - _SHOWN, 'row')} more; --json lists all of them")
    if result.alike:
        say(
            f"{many(result.alike, 'row')} {'is' if result.alike == 1 else 'are'} there already:"
            " without an id, but with title, company, created on and value of a deal"
        )
    put(
        f"{result.created:,} created, {result.updated:,} updated, {result.skipped:,} skipped, "
        f"{many(len(result.errors), 'error')}"
    )
    if result.updates:
        say("\n  ".join(["Would be brought up to date:", *_updates(result)]))
    if dry_run:
        say("Nothing was written: this was a dry run.")


def _updates(result: ImportResult) -> Iterator[str]:
    for each in result.updates:
        yield f"{each.title} ({each.deal_id}): {'; '.join(each.changes)}"
    if result.updated > len(result.updates):
        yield f"and {many(result.updated - len(result.updates), 'deal')} more"


@click.command("export", context_settings=FILTERED)
@words("filter_", "[FILTER]...", required=False)
@click.option("--output", type=_FILE, metavar="FILE", help="Write to a new file.")
@as_json
@with_session
def export_command(
    session: Session, filter_: tuple[str, ...], output: Path | None, as_json: bool
) -> None:
    """Write deals with their contacts and notes as CSV, or JSON, to standard output or a file.

    Those of every status, unless a filter says otherwise. `import` reads this back; of follow-ups
    CSV has the next step alone. JSON also has the stages each deal was in, how it stood from day
    to day and all its follow-ups; who did what has neither: `backup` keeps everything.
    """
    text = require_filter(filter_)
    ws = session.workspace()
    as_json = as_json or (output is not None and output.suffix.casefold() == ".json")
    rows = exports.deals(
        ws,
        reading.read_filter(ws, text),
        all_statuses=True,
        pipeline_id=session.pipeline_id(ws),
        complete=True,
        past=as_json,
    )
    if output is not None:
        with new_text_file(output.expanduser()) as stream:
            (write_deals_json if as_json else write_deals_csv)(rows, stream)
        put_path(output)
    elif as_json:
        write_deals_json(rows, data_stream())
    else:
        write_deals_csv(rows, data_stream(), as_shown())


@contextmanager
def new_text_file(path: Path, *, over: bytes | None = None) -> Iterator[TextIOWrapper]:
    """A file that is complete or absent; raises Refused when it exists or cannot be written.

    With ``over`` it takes the place of one that begins with these bytes.
    """
    from pipeboard.store.files import new_file, replaced_file

    made = new_file(path) if over is None else replaced_file(path, begins=over)
    with made as draft, draft.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@click.command("backup")
@click.argument("file", metavar="[FILE]", required=False, type=_FILE)
@as_json
@with_session
def backup_command(session: Session, file: Path | None, as_json: bool) -> None:
    """Copy the database to a new SQLite file, whole and of one moment; its path comes out.

    Without FILE it goes to the folder for backups, named by the time. To restore one, name it with
    --database, or end every board, put it in the place of the database and delete the files beside
    it that end in -wal and -shm.
    """
    ws = session.workspace()
    if session.missing:
        raise Refused(session.nothing("there is nothing to back up."))
    path = upkeep.backup(ws, file)
    if as_json:
        put_json({"path": str(path)})
    else:
        put_path(path)


@click.command("check")
@as_json
@with_session
def check_command(session: Session, as_json: bool) -> None:
    """Look for damage in the database.

    Exits with 1 if there is some, and with 4 if the database cannot even be opened.
    """
    ws = session.workspace()
    found = upkeep.check(ws)
    if as_json:
        put_json(found)
    else:
        for line in found:
            put(clean(line))
        if not found:
            say(session.nothing("All is well."))
    if found:
        click.get_current_context().exit(1)
