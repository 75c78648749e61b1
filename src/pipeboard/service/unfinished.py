"""What one person typed and did not finish, kept so that nothing typed is lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeboard.domain.unfinished import Left, Subject, Unfinished
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, settings

_KEY = "unfinished"


def left(ws: Workspace) -> list[Left]:
    """Everything that is left over, newest last, and whether its deals are still there."""
    with ws.read() as connection:
        found = _read(settings.get_preference(connection, ws.actor, _KEY))
        wanted = {deal for each in found for deal in each.subject.deals}
        there = {deal.id for deal in deals.get_many(connection, wanted)}
    return [
        Left(each, bool(each.subject.deals) and there.isdisjoint(each.subject.deals))
        for each in found
    ]


def offered(ws: Workspace, subject: Subject) -> list[Left]:
    """What can be offered where ``subject`` is asked for, the most fitting and newest last."""
    return sorted(
        (each for each in left(ws) if each.fits(subject)), key=lambda each: each.fits(subject)
    )


def any_there(ws: Workspace, subject: Subject) -> bool:
    """Whether one of the deals that a text is for is still there."""
    with ws.read() as connection:
        return bool(deals.get_many(connection, subject.deals))


def replace(ws: Workspace, old: Unfinished | None, new: Unfinished | None) -> None:
    """Keeps ``new`` in place of ``old``; others, of other windows too, stay as they are."""
    with ws.database.write() as connection:
        kept = _read(settings.get_preference(connection, ws.actor, _KEY))
        if old in kept:
            kept.remove(old)
        if new is not None:
            kept.append(new)
        data = [_data(each) for each in kept]
        settings.put_preference(connection, ws.actor, _KEY, data or None)


def _data(each: Unfinished) -> dict[str, Any]:
    subject = each.subject
    return {
        "kind": subject.kind,
        "called": subject.called,
        "command": subject.command,
        "deals": list(subject.deals),
        "about": subject.about,
        "texts": list(each.texts.items()),  # in their order, which a database need not keep
    }


def _read(value: Sequence[Mapping[str, Any]] | None) -> list[Unfinished]:
    return [
        Unfinished(
            Subject(
                each["kind"], each["called"], each["command"], tuple(each["deals"]), each["about"]
            ),
            dict(each["texts"]),
        )
        for each in value or ()
    ]
