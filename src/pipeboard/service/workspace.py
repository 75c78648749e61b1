"""The workspace: an open database, who is using it, and the clock."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from pathlib import Path

from pipeboard.domain.cadencechanges import may_end
from pipeboard.domain.changes import Step, StepKind
from pipeboard.domain.locale import Locale
from pipeboard.domain.reminderrules import ReminderRules
from pipeboard.errors import Refused
from pipeboard.service.clock import Clock
from pipeboard.store.database import Connection, Database, Draft, open_database


@dataclass(slots=True)
class Workspace:
    """What every service function works on.

    ``currency`` is used where an amount names none, ``locale`` where a date reads two ways,
    ``reminders`` say how this person wants to be reminded.
    """

    database: Database
    actor: str
    clock: Clock
    currency: str
    locale: Locale
    backups: Path
    reminders: ReminderRules = field(default_factory=ReminderRules)
    day_limit: int | None = field(default=None, kw_only=True)
    """So many follow-ups a day this person wants at most; None is any number."""
    last_written: Step | None = field(default=None, init=False)
    """The newest step that this person wrote through this workspace, and so is on disk."""
    returned: list[Step] = field(default_factory=list, init=False)
    """The steps by which deals came back from nurture when this workspace was opened."""

    def now(self) -> datetime:
        """The present instant, in UTC, as finely as the database keeps it: in milliseconds."""
        now = self.clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def today(self) -> date:
        """The rep's date."""
        return self.clock.today()

    @property
    def zone(self) -> tzinfo:
        """The rep's zone."""
        return self.clock.zone

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the database."""
        return self.database.read()

    @contextmanager
    def step(self, actor: str | None = None) -> Iterator[Draft]:
        """A step by this person (or ``actor``), now; who writes it sets its ``title``."""
        with self.database.step(actor or self.actor, self.now(), self.today()) as draft:
            yield draft
            _settle(draft)
        if actor is None:
            self.last_written = draft.step or self.last_written

    def prepare_writes(self) -> None:
        """Does now, while nobody waits, what the first write would have to do."""
        self.database.prepare_writes()

    def close(self) -> None:
        """Closes the database."""
        self.database.close()


def _settle(draft: Draft) -> None:
    """Ends the cadences that a step means the end of, as a part of it."""
    if draft.kind is not StepKind.DO or not any(map(may_end, draft.changes)):
        return
    from pipeboard.service.cadence_ends import settle

    draft.also = settle(draft)
    draft.title += draft.also


def written(draft: Draft) -> Step:
    """The step that a draft became, when its block has ended; raises Refused when it is none."""
    if draft.step is None:
        raise Refused("nothing was written")
    return draft.step


def open_workspace(
    address: str,
    *,
    actor: str,
    clock: Clock,
    currency: str,
    locale: Locale,
    create: bool,
    backups: Path,
    reminders: ReminderRules | None = None,
) -> Workspace | None:
    """Opens the database at ``address`` (a path or a URL).

    Returns None when there is none and ``create`` is not set. Raises DatabaseError.
    """
    database = open_database(address, create=create, backups=backups)
    if database is None:
        return None
    rules = reminders or ReminderRules()
    return Workspace(database, actor, clock, currency, locale, backups, rules)
