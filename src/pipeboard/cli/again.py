"""The command that sells again: a new deal from a won one."""

import click

from pipeboard.cli.options import as_json, deal_argument, with_session, words
from pipeboard.cli.output import put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.domain.aftersale import Again
from pipeboard.domain.deals import Status
from pipeboard.service import again, exports, names, pipelines, reading


@click.command("again")
@deal_argument((Status.WON,))
@click.argument("kind", metavar="KIND", type=click.Choice([kind.value for kind in Again]))
@words("text", "[TEXT]...", required=False)
@click.option("--into", metavar="PIPELINE", help="Another pipeline than that of the won deal.")
@as_json
@with_session
def again_command(
    session: Session, deal: str, kind: str, text: tuple[str, ...], into: str | None, as_json: bool
) -> None:
    """Start a deal from a won one: a renewal, upsell, cross-sell or referral; its id comes out.

    The new deal has the company, people, owner, source and labels of the won one, and a renewal its
    value as well, expected to close when the contract ends. TEXT is read as by add, and goes before
    all of that; a referral needs it, as it is somebody else's deal: 'Corvid pilot +Corvid @ben'
    """
    ws = session.workspace()
    deal_id = names.deal(ws, deal, (Status.WON,), session.pipeline_id(ws))
    pipeline_id = pipelines.named(ws, into).id if into is not None else None
    again.require(ws, deal_id)
    draft = reading.read_deal(ws, " ".join(text), pipeline_id).draft if text else None
    made = again.start(ws, deal_id, Again(kind), draft, pipeline_id)
    if as_json:
        put_json(exports.deal(ws, made.id))
        return
    put(str(made.id))
    say(made.step.title)
