"""The command that finds what is there twice, and merges two into one."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from pipeboard.cli.options import as_json, completion, with_session
from pipeboard.cli.output import put, put_json, put_json_list, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, Row, put_table
from pipeboard.domain.merging import Duplicates, Kind, Merge, Side
from pipeboard.errors import BadInput
from pipeboard.service import duplicates, merging, names, party_names
from pipeboard.service.workspace import Workspace

_KINDS = {kind.several: kind for kind in Kind}
_GROUPS = (Column("id", right=True), Column("name", least=16), Column("", least=16))


@click.command("merge")
@click.argument(
    "named",
    metavar="KEEP OTHER",
    nargs=-1,
    shell_complete=lambda context, _parameter, start: _offered(context, start),
)
@click.option("--contacts", "kind", flag_value=Kind.CONTACT.value, help="Merge two contacts.")
@click.option("--companies", "kind", flag_value=Kind.COMPANY.value, help="Merge two companies.")
@click.option("--take", metavar="FIELD", multiple=True, help="Keep the other one's value.")
@click.option(
    "--leave",
    metavar="FIELD",
    multiple=True,
    help="Keep the kept one's value, also where it has none.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be kept, and write nothing.")
@click.option("--find", is_flag=True, help="List what may be there twice, of one kind or of all.")
@as_json
@with_session
def merge_command(
    session: Session,
    named: tuple[str, ...],
    kind: str | None,
    take: tuple[str, ...],
    leave: tuple[str, ...],
    dry_run: bool,
    find: bool,
    as_json: bool,
) -> None:
    """Merge a deal into another one, or a contact or company: OTHER goes into KEEP.

    KEEP has its own values, and OTHER's where it has none; notes, follow-ups, contacts and labels of
    both are kept, and a deal stays in its stage. Contacts and companies are named by id, name or a
    part of the name that only one has. --find takes deals, contacts or companies, or nothing.
    """
    if find:
        _find(session, named, kind, as_json=as_json)
        return
    if len(named) != 2:
        message = "name two: the one to keep, and the one that goes into it"
        raise click.UsageError(message, click.get_current_context())
    ws = session.workspace()
    what = Kind(kind or Kind.DEAL)
    seen = merging.preview(ws, what, *(_id(session, ws, what, text) for text in named))
    chosen = dict(_choices(seen, take, Side.OTHER)) | dict(_choices(seen, leave, Side.KEPT))
    if not dry_run:
        merging.merge(ws, seen, chosen)
    if as_json:
        put_json(_data(seen, chosen))
    elif dry_run:
        _put_preview(session, seen, chosen)
    else:
        say(seen.title)


def _offered(context: click.Context, start: str) -> Any:
    """Deals, or the contacts or companies that the option before asks for."""
    kind = Kind(context.params.get("kind") or Kind.DEAL)
    if kind is Kind.DEAL:
        return completion().deals(context, start, names.ANY)
    return completion().parties(context, start, kind)


def _id(session: Session, ws: Workspace, kind: Kind, text: str) -> int:
    if kind is Kind.DEAL:
        return names.deal(ws, text, pipeline_id=session.pipeline_id(ws))
    return party_names.find(ws, kind, text)


def _choices(seen: Merge, fields: Sequence[str], side: Side) -> Iterator[tuple[str, Side]]:
    for text in fields:
        yield merging.require_field(seen, text).name, side


def _data(seen: Merge, chosen: dict[str, Side]) -> dict[str, Any]:
    return {
        "kind": seen.kind.value,
        "keep": {"id": seen.keep.id, "name": seen.keep.name},
        "other": {"id": seen.other.id, "name": seen.other.name},
        "fields": [
            {
                "name": field.name,
                "keep": field.kept or None,
                "other": field.other or None,
                "kept": chosen.get(field.name, field.side).value,
            }
            for field in seen.fields
        ],
        "united": [
            {
                "what": each.label,
                "keep": each.kept,
                "other": each.other,
                "together": each.together,
            }
            for each in seen.united
        ],
        "dropped": list(seen.goes),
    }


def _put_preview(session: Session, seen: Merge, chosen: dict[str, Side]) -> None:
    columns = (
        Column("field"),
        Column(f"keep {seen.keep}", least=14),
        Column(f"other {seen.other}", least=14),
        Column("kept", least=14),
    )
    rows: list[Row] = []
    for field in seen.fields:
        value = field.value(chosen.get(field.name, field.side))
        rows.append([field.label, field.kept, field.other, value or "nothing"])
    for each in seen.united:
        together = ", ".join(each.names) or str(each.together)
        rows.append([each.label, str(each.kept), str(each.other), together])
    put_table(columns, rows, mark=session.ellipsis)
    if seen.goes:
        put(f"Not kept of {seen.other}: {'; '.join(seen.goes)}")


def _find(session: Session, named: Sequence[str], kind: str | None, *, as_json: bool) -> None:
    wanted = [Kind(kind)] if kind else []
    for text in named:
        if text not in _KINDS:
            raise BadInput("--find", text, f"one of {', '.join(_KINDS)} is needed, or nothing")
        wanted.append(_KINDS[text])
    ws = session.workspace()
    found = [group for each in dict.fromkeys(wanted or Kind) for group in duplicates.find(ws, each)]
    if as_json:
        put_json_list(_group_data(group) for group in found)
        return
    for place, group in enumerate(found):
        if place:
            put("")
        put(f"{group.kind.several.capitalize()}: {'; '.join(group.why)}")
        rows: list[Row] = [[str(each.id), each.name, each.about] for each in group.members]
        put_table(_GROUPS, rows, mark=session.ellipsis, heading=False, indent=2)
    if not found:
        say(session.nothing("Nothing is there twice."))


def _group_data(group: Duplicates) -> dict[str, Any]:
    members = [{"id": each.id, "name": each.name, "about": each.about} for each in group.members]
    return {"kind": group.kind.value, "why": list(group.why), "members": members}
