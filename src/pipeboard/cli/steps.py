"""Commands on the history: history, undo, redo."""

import click

from pipeboard.cli.options import as_json, deal_argument, with_session
from pipeboard.cli.output import clean, put, put_json, put_json_list, say
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, put_table
from pipeboard.domain.changes import Step
from pipeboard.domain.views import HistoryLine
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, Refused
from pipeboard.service import exports, history, names
from pipeboard.service.workspace import Workspace

_COLUMNS = (
    Column("id", right=True),
    Column("at"),
    Column("by", least=8),
    Column("what", least=20),
)


@click.command("history")
@deal_argument(names.ANY, required=False)
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=100,
    show_default=True,
    metavar="N",
    help="How many steps.",
)
@click.option("--by", metavar="NAME", help="Only the steps of one person.")
@as_json
@with_session
def history_command(
    session: Session, deal: str | None, limit: int, by: str | None, as_json: bool
) -> None:
    """Say who did what, newest first: to everything, or to one deal."""
    ws = session.workspace()
    if deal is None:
        lines = history.recent(ws, limit=limit, actor=by)
    else:
        deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
        lines = history.of_deal(ws, deal_id, limit, actor=by)
    if as_json:
        put_json_list(exports.history(ws, lines))
        return
    rows = [
        [
            str(line.step.id),
            f"{line.step.at.astimezone(ws.zone):%Y-%m-%d %H:%M}",
            line.step.actor,
            _told(line),
        ]
        for line in lines
    ]
    put_table(_COLUMNS, rows, mark=session.ellipsis)
    if not rows:
        say(session.nothing("Nothing was done yet."))


def _told(line: HistoryLine) -> str:
    return "; ".join(line.sentences) or line.step.title


@click.command("undo")
@click.option(
    "--skip",
    is_flag=True,
    help="Leave your last step, which cannot be taken back, as it is; take back the one before.",
)
@as_json
@with_session
def undo_command(session: Session, skip: bool, as_json: bool) -> None:
    """Take back your last step; undo again takes back the one before."""
    ws = session.workspace()
    nothing = session.nothing("there is nothing of yours to take back.")
    if skip:
        _put(ws, _skip(ws), nothing, as_json=as_json)
        return
    try:
        step = history.undo(ws)
    except Conflict as clash:
        if len(history.undoable(ws, 2)) < 2:
            raise
        raise Conflict(f"{clash}; undo --skip takes back the step before") from clash
    _put(ws, step, nothing, as_json=as_json)


def _skip(ws: Workspace) -> Step | None:
    """The step that took back the one before the last; says which is left as it is."""
    skipped = history.skip(ws)
    if skipped is None:
        return None
    if skipped.undone is None:
        more = (
            "; undo --skip takes back the step before" if len(history.undoable(ws, 2)) > 1 else ""
        )
        raise Refused(f"{skipped.refusal}{more}")
    say(f"Left as it is: {skipped.left.title}")
    return skipped.undone


@click.command("redo")
@as_json
@with_session
def redo_command(session: Session, as_json: bool) -> None:
    """Do again what you took back last."""
    ws = session.workspace()
    step = history.redo(ws)
    message = "there is nothing to do again"
    if step is None and history.redo_ended(ws):
        message += "; something else was done since you took something back"
    _put(ws, step, session.nothing(f"{message}."), as_json=as_json)


def _put(ws: Workspace, step: Step | None, nothing: str, *, as_json: bool) -> None:
    if step is None:
        raise Refused(nothing)
    if as_json:
        put_json(exports.history(ws, [HistoryLine(step, ())])[0])
        return
    count = many(step.deals, "deal")
    told = step.deals < 2 or count in step.title
    put(clean(step.title if told else f"{step.title} ({count})"))
