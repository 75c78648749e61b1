"""Commands that make something of one typed line: a deal, or a follow-up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from pipeboard.cli.options import as_json, deal_argument, with_session, words
from pipeboard.cli.output import clean, put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.domain.dates import Due, told_due, written_due
from pipeboard.domain.drafts import DealDraft, FollowUpDraft
from pipeboard.domain.money import exact
from pipeboard.domain.repeats import from_text
from pipeboard.service import deals, exports, followups, history, load, names, reading
from pipeboard.service.workspace import Workspace

_dry_run = click.option(
    "--dry-run", is_flag=True, help="Write nothing, but say how the text is read."
)


@click.command("add")
@words("text", "TEXT...")
@_dry_run
@as_json
@with_session
def add_command(session: Session, text: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Add a deal, written in one line; its id comes out.

    'Acme renewal 12k EUR @lena call tue 9:30 #hot' is a deal of 12,000 EUR with a contact, a label
    and a call. More signs: +Company, !high, owner: source: stage: closes:
    """
    ws = session.workspace(create=not dry_run)
    pipeline_id = session.pipeline_id(ws)
    draft = reading.read_deal(ws, " ".join(text), pipeline_id).draft
    if draft.follow_up:
        _say_note(ws, draft.follow_up.due)
    if dry_run:
        _put_reading(_deal(ws, draft), as_json=as_json)
        return
    made = deals.add(ws, draft, pipeline_id)
    if as_json:
        put_json(exports.deal(ws, made.id))
        return
    put(str(made.id))
    say(made.step.title)
    if draft.follow_up:
        say(f"planned {draft.follow_up.type} {written_due(draft.follow_up.due)}")


@click.command("follow")
@deal_argument(names.ANY)
@words("text", "TEXT...")
@_dry_run
@as_json
@with_session
def follow_command(
    session: Session, deal: str, text: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Plan a follow-up on a deal, written in one line; its id comes out.

    'call Lena tue 9:30 !high', 'in 3 days ask for the contract', 'demo 12 dec 14:00 remind 15m'.
    A date that is past needs !past: 'call yesterday !past'.
    """
    ws = session.workspace()
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    draft = reading.read_follow_up(ws, " ".join(text), [deal_id]).draft
    _say_note(ws, draft.due)
    if dry_run:
        _put_reading(_follow_up(ws, draft), as_json=as_json)
        return
    step = followups.add(ws, [deal_id], draft)
    made = history.added(ws, step.id, "follow_up") if step else []
    for follow_up_id in made:
        if as_json:
            put_json(exports.planned(ws, follow_up_id))
        else:
            put(str(follow_up_id))
    if step and not as_json:
        say(step.title)


def _say_note(ws: Workspace, due: Due) -> None:
    """Says when something is due if that is not quite as it was typed, and of a day that is full."""
    if due.note:
        say(f"due {told_due(due)}")
    full = load.warning(ws, due)
    if full:
        say(full)


def _put_reading(read: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        put_json(read)
        return
    for name, value in read.items():
        if isinstance(value, Mapping):
            shown = ", ".join(str(part) for part in value.values() if part is not None)
        elif isinstance(value, list):
            shown = ", ".join(value)
        else:
            shown = "" if value is None else str(value)
        if shown:
            put(f"{name.replace('_', ' '):<15} {clean(shown)}")


def _deal(ws: Workspace, draft: DealDraft) -> dict[str, Any]:
    value = draft.value
    return {
        "title": draft.title,
        "value": exact(value.minor, value.currency) if value else None,
        "currency": value.currency if value else None,
        "company": draft.company,
        "contacts": list(draft.contacts),
        "owner": draft.owner,
        "source": draft.source,
        "labels": list(draft.labels),
        "priority": draft.priority,
        "stage": draft.stage,
        "expected_close": _day(draft.expected_close),
        "follow_up": _follow_up(ws, draft.follow_up) if draft.follow_up else None,
    }


def _follow_up(ws: Workspace, draft: FollowUpDraft) -> dict[str, Any]:
    read = {
        "type": draft.type,
        "subject": draft.subject,
        "due": _due(ws, draft.due),
        "priority": draft.priority,
        "repeat": from_text(draft.repeat).rule if draft.repeat else None,
        "contact": draft.contact,
    }
    if draft.repeat:
        read["repeat_from"] = from_text(draft.repeat).counts_from
    return read if draft.reminder is None else read | {"reminder": draft.reminder}


def _due(ws: Workspace, due: Due) -> str:
    if due.at is None:
        return due.on.isoformat()
    return ws.clock.instant(due.on, due.at).astimezone(ws.zone).isoformat()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
