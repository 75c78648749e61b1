"""The command for a contact who has left."""

import click

from pipeboard.cli.options import as_json, party_argument, with_session
from pipeboard.cli.output import put_json, say
from pipeboard.cli.session import Session
from pipeboard.domain.dates import parse_day
from pipeboard.domain.days import written
from pipeboard.domain.merging import Kind
from pipeboard.domain.words import many
from pipeboard.service import leaving, party_names
from pipeboard.service.leaving import Left


@click.command("left")
@party_argument(Kind.CONTACT, "contact")
@click.option("--on", metavar="DATE", help="The day on which they left; today unless said.")
@click.option(
    "--back",
    is_flag=True,
    help="Move deals that have no other decision-maker back to where they are qualified.",
)
@click.option("--stayed", is_flag=True, help="Take back that they have left.")
@as_json
@with_session
def left_command(
    session: Session, contact: str, on: str | None, back: bool, stayed: bool, as_json: bool
) -> None:
    """Mark that a contact has left their company, on all their open deals.

    CONTACT is an id, a name, or a part of the name that only one has. Follow-ups that are planned
    with them stay, and are named.
    """
    if stayed and (on or back):
        message = "--stayed goes with neither --on nor --back"
        raise click.UsageError(message, click.get_current_context())
    ws = session.workspace()
    who = party_names.find(ws, Kind.CONTACT, contact)
    if stayed:
        step = leaving.stay(ws, who)
        if step:
            say(step.title)
        return
    day = parse_day(on, ws.today(), ws.locale, backward=True, field="--on") if on else None
    left = leaving.leave(ws, who, day, back=back)
    if as_json:
        put_json(_data(left, back=back))
        return
    if left.step:
        say(f"{left.step.title} ({many(len(left.deals), 'deal')})")
    for deal in left.set_back:
        if back:
            say(f"{deal.title} is in {deal.stage} now.")
        else:
            say(f"{deal.title} has no decision-maker now; --back would move it to {deal.stage}.")
    if back and not left.set_back:
        say("No deal moved back: none is left without a decision-maker beyond where it qualifies.")
    for item in left.planned:
        say(f"Still planned with {left.contact.name}: {leaving.said(item)} {written(item.due_on)}")


def _data(left: Left, *, back: bool) -> dict[str, object]:
    return {
        "contact": {"id": left.contact.id, "name": left.contact.name},
        "left_on": left.on.isoformat(),
        "deals": list(left.deals),
        "without_decision_maker": [
            {"id": deal.deal_id, "title": deal.title, "stage": deal.stage, "moved": back}
            for deal in left.set_back
        ],
        "planned": [
            {
                "id": item.id,
                "type": item.type,
                "subject": item.subject,
                "due": item.due_on.isoformat(),
                "deal": item.deal_id,
            }
            for item in left.planned
        ],
    }
