"""Commands on the targets."""

import click

from pipeboard.cli.deal_text import amount
from pipeboard.cli.options import as_json, with_session, words
from pipeboard.cli.output import put_json, say
from pipeboard.cli.scoping import owner_option, period_option
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Cell, Column, put_table
from pipeboard.domain.currencies import currency_code
from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.money import exact, parse_amount
from pipeboard.domain.pace import told
from pipeboard.domain.periods import read_period
from pipeboard.domain.targets import Target, read_target_period
from pipeboard.domain.words import many
from pipeboard.service import target_exports, targets
from pipeboard.service import target_setting as setting
from pipeboard.service.insight_scopes import owner_named
from pipeboard.service.targets import Goal

_COLUMNS = (
    Column("period"),
    Column("owner", least=8),
    Column("pipeline", least=8),
    Column("target", right=True),
    Column("won", right=True),
    Column("", right=True),
    Column("how soon", least=24, wraps=True),
)


@click.group("targets", invoke_without_command=True)
@period_option
@owner_option("Only this owner's targets; me for yours.")
@as_json
@with_session
def targets_command(session: Session, period: str, owner: str | None, as_json: bool) -> None:
    """List the targets of a period with what is won of each, and when it is reached at this pace.

    Those of what is in the period and of what it is in are listed as well; (sum) marks one that is
    the sum of its months or quarters. The pace counts working days, Monday to Friday, and today
    among them.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    ws = session.workspace()
    days = read_period(period, ws.today())
    whose = session.pipeline_id(ws), None if owner is None else owner_named(ws, owner)
    found = targets.goals(ws, days, *whose)
    if as_json:
        put_json([target_exports.target(goal) for goal in found])
        return
    put_table(_COLUMNS, [_row(goal) for goal in found], mark=session.ellipsis)
    if not found:
        hint = "" if session.missing else " pipeboard targets set Q4 600k sets one."
        say(session.nothing(f"There is no target of {days}.") + hint)
    undated = len(targets.undated(ws, *whose))
    if found and undated:
        counts = "counts" if undated == 1 else "count"
        say(f"{many(undated, 'won deal')} without a closing date {counts} towards no target.")


@targets_command.command("set")
@click.argument("period", metavar="PERIOD")
@words("amount", "AMOUNT...")
@owner_option("For this owner; without it for everybody. me is you.")
@with_session
def set_command(session: Session, period: str, amount: tuple[str, ...], owner: str | None) -> None:
    """Set the target of a month, a quarter or a year: targets set Q4 600k --owner ann.

    It is for all pipelines unless --pipeline is given before the command, and takes the place of
    the one that there is for the same period, pipeline, owner and currency. Without a year PERIOD
    is one of this year. With 0 nothing is to be won; what divides by the target is then n/a.
    """
    ws = session.workspace(create=True)
    money = parse_amount(" ".join(amount), ws.currency, field="target")
    days = read_target_period(period, ws.today())
    wanted = Target(None, days, session.pipeline_id(ws), setting.owner(ws, owner), money)
    step = setting.set_target(ws, wanted)
    say(step.title if step else "nothing to change: it is so already")
    if new := setting.new_owner(ws, wanted):
        say(f"Note: {new}.")


@targets_command.command("remove")
@click.argument("period", metavar="PERIOD")
@click.argument("currency", metavar="[CURRENCY]", required=False)
@owner_option("The one for this owner; without it the one for everybody.")
@with_session
def remove_command(session: Session, period: str, currency: str | None, owner: str | None) -> None:
    """Remove the target of a period; CURRENCY says which, where it is set in several."""
    ws = session.workspace()
    code = currency_code(currency, ws.currency) if currency else None
    days = read_target_period(period, ws.today())
    seen = setting.find(ws, days, session.pipeline_id(ws), setting.owner(ws, owner), code)
    step = setting.remove(ws, seen)
    if step:
        say(step.title)


def _row(goal: Goal) -> list[Cell | str]:
    wanted, found = goal.target, goal.progress
    currency = wanted.money.currency
    late = found.is_behind and not found.reached_on
    return [
        f"{wanted.period}{'' if wanted.id else ' (sum)'}",
        wanted.owner or "everybody",
        goal.pipeline or "all",
        amount(exact(wanted.money.minor, currency), currency),
        amount(exact(found.won, currency), currency),
        NOT_APPLICABLE if found.share is None else told(found.share),
        Cell(found.sentence, "yellow" if late else "green" if found.reached_on else None),
    ]
