"""The commands that add a note or a follow-up to a contact or company."""

from collections.abc import Callable

import click

from pipeboard.cli.options import with_session, words
from pipeboard.cli.output import put, say
from pipeboard.cli.session import Session
from pipeboard.domain.merging import Kind
from pipeboard.service import followups, history, notes, party_names, reading


def add_to(
    group: click.Group,
    kind: Kind,
    named: Callable[..., click.Command],
) -> None:
    """Gives a group the commands ``note`` and ``follow``; ``named`` makes the argument NAME."""
    key = f"{kind}_id"

    @words("text", "TEXT...")
    @with_session
    def note(session: Session, name: str, text: tuple[str, ...]) -> None:
        ws = session.workspace()
        step = notes.add_for(ws, " ".join(text), **{key: party_names.find(ws, kind, name)})
        if step:
            say(step.title)

    @words("text", "TEXT...")
    @with_session
    def follow(session: Session, name: str, text: tuple[str, ...]) -> None:
        ws = session.workspace()
        party = party_names.find(ws, kind, name)
        draft = reading.read_follow_up(ws, " ".join(text)).draft
        step = followups.add_for(ws, draft, **{key: party})
        if step:
            for follow_up_id in history.added(ws, step.id, "follow_up"):
                put(str(follow_up_id))
            say(step.title)

    follows = f"Plan a follow-up on a {kind}, on no deal, in one line; its id comes out."
    for call, said in ((note, f"Add a note to a {kind}."), (follow, follows)):
        group.command(call.__name__, help=said)(named(call))
