"""Made-up data to look at pipeboard with: deals, their people, and a year of history.

The same number of deals on the same day gives the same data, to the byte of a SQLite file.
"""

import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from random import Random

from pipeboard.domain.locale import Locale
from pipeboard.domain.templates import TEMPLATES
from pipeboard.errors import BadInput, DatabaseError, Refused
from pipeboard.service import pipelines, templates
from pipeboard.service.clock import Clock
from pipeboard.service.demo import words
from pipeboard.service.demo.cast import HOME_CURRENCY, Cast
from pipeboard.service.demo.play import Lanes, Owners, Player
from pipeboard.service.demo.timeline import Event, Shape, Timeline
from pipeboard.service.workspace import Workspace, open_workspace
from pipeboard.store import dialects, settings, stages
from pipeboard.store.files import new_file
from pipeboard.store.past import Past

DEFAULT = 120
"""Deals of a demo when nobody says how many; about 70 of them are open."""


_WITH_RENEWALS = 60
"""From this many deals on, a tenth of them are renewals in a pipeline of their own."""


def fill(ws: Workspace, deals: int = DEFAULT) -> None:
    """Fills a new database with ``deals`` deals, open and closed, up to yesterday evening.

    Raises Refused when there is something in it already, BadInput for a number below 1.
    """
    if deals < 1:
        raise BadInput("deals", str(deals), "a whole number of 1 or more is needed")
    if not pipelines.is_fresh(ws):
        raise Refused("made-up data goes into a new database only; name a file that does not exist")
    chance = Random(f"pipeboard {deals}")  # noqa: S311 - no secrets here, the same each time
    renewals = deals // 10 if deals >= _WITH_RENEWALS else 0
    shapes = [Shape(deals - renewals, _open_stages("classic"))]
    if renewals:
        shapes.append(Shape(renewals, _open_stages("short")))
    events = _events(chance, ws, shapes)
    lanes = _set_up(ws, events[0].on - timedelta(days=3), with_renewals=bool(renewals))
    with ws.database.write() as connection, _uncollected():
        past = Past(connection)
        cast = Cast(chance, ws.today().year, deals)
        player = Player(past, chance, ws.clock, _owners(ws.actor, deals), cast)
        for event in events:
            player.play(event, lanes[0] if event.deal < shapes[0].deals else lanes[1])
        past.write()
    ws.currency = HOME_CURRENCY


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the garbage collector from walking millions of rows, none of which is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def write_file(path: Path, deals: int, *, clock: Clock, actor: str) -> None:
    """Writes made-up data into the new SQLite file ``path``, with nothing beside it.

    The file is complete or absent. Raises Refused when ``path`` exists or cannot be written, and
    BadInput for a number below 1.
    """
    with new_file(path) as file:
        ws = _opened(file, clock, actor)
        try:
            fill(ws, deals)
            dialects.make_single_file(ws.database.engine)
        finally:
            ws.close()


@contextmanager
def throw_away(deals: int = DEFAULT, *, clock: Clock, actor: str) -> Iterator[Workspace]:
    """A workspace on made-up data in a private folder, which is removed in the end."""
    with tempfile.TemporaryDirectory(
        prefix="pipeboard-demo-", ignore_cleanup_errors=True
    ) as folder:
        ws = _opened(Path(folder) / "demo.db", clock, actor)
        try:
            fill(ws, deals)
            yield ws
        finally:
            ws.close()


def _opened(file: Path, clock: Clock, actor: str) -> Workspace:
    ws = open_workspace(
        str(file),
        actor=actor,
        clock=clock,
        currency=HOME_CURRENCY,
        locale=Locale(),
        create=True,
        backups=file.parent / "backups",
    )
    if ws is None:
        raise DatabaseError(f"{file} cannot be made")
    return ws


def _open_stages(template: str) -> int:
    return len(TEMPLATES[template].stages) - 1


def _events(chance: Random, ws: Workspace, shapes: list[Shape]) -> list[Event]:
    """What happens in all pipelines, in order of time."""
    events: list[Event] = []
    first = 0
    for shape in shapes:
        events += Timeline(chance, ws.today(), shape, first).events()
        first += shape.deals
    events.sort()
    return events


def _set_up(ws: Workspace, begin: date, *, with_renewals: bool) -> list[Lanes]:
    """Makes the pipelines, as the first step of the history."""
    at = ws.clock.instant(begin, time(8))
    with ws.database.step(ws.actor, at, begin) as draft:
        made = [templates.make(draft, TEMPLATES["classic"], "New business")]
        if with_renewals:
            made.append(templates.make(draft, TEMPLATES["short"], "Renewals"))
        settings.put_setting(draft, pipelines.CURRENCY, HOME_CURRENCY)
        draft.title = "Set up New business with the classic stages"
        return [
            Lanes(pipeline_id, stages.stages(draft.connection, pipeline_id), renewals=bool(number))
            for number, pipeline_id in enumerate(made)
        ]


def _owners(actor: str, deals: int) -> Owners:
    """The actor, who has most of a small number of deals, and colleagues."""
    others = [name for name in words.COLLEAGUES if name != actor][:3]
    mine = 0.6 if deals <= 500 else 0.35
    rest = 1 - mine
    return Owners((actor, *others), (mine, rest * 0.45, rest * 0.33, rest * 0.22))
