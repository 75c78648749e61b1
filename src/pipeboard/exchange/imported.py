"""What a file of deals says, read and checked, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.followups import Priority
from pipeboard.domain.money import Money
from pipeboard.domain.people import Role


@dataclass(frozen=True, slots=True)
class ImportedContact:
    """A person named on a deal; one known by e-mail or phone alone has that as the name."""

    name: str
    email: str | None = None
    phone: str | None = None
    role: Role | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class ImportedFollowUp:
    """The next thing planned on a deal: on a date, and at a local time where the file has one.

    ``contact`` is the name of whom it is with.
    """

    subject: str
    type: str
    due: date
    at: time | None = None
    priority: Priority = Priority.NORMAL
    contact: str = ""


@dataclass(frozen=True, slots=True)
class ImportedVisit:
    """A stay in a stage of a pipeline (None: the file names none); None if it goes on."""

    pipeline: str | None
    stage: str
    entered_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class ImportedDeal:
    """One row of the file as a deal.

    ``row`` counts the records of the file from 1, the header included (items, for JSON).
    ``currency`` holds without a value too. ``stage`` is None where the file names none, or only
    an outcome. Where it does not tell the status, that of a new deal is open, and a known one keeps
    its own. ``stage_since`` is the day it entered its stage; ``visits`` are all its stays in stages, one
    after the other, None where the file does not tell. ``external_ids`` are
    (system, id) pairs, and ``sold_from`` is that of the deal it follows; ``custom`` keeps every
    column that has no place of its own.
    """

    row: int
    title: str
    company: str | None
    value: Money | None
    currency: str
    pipeline: str | None
    stage: str | None
    status: Status
    tells_status: bool = True
    owner: str = ""
    source: str = ""
    campaign: str = ""
    labels: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    probability: int | None = None
    probability_own: bool | None = None
    """Whether that is the deal's own and not its stage's, where the file says."""
    forecast_category: ForecastCategory | None = None
    created_on: date | None = None
    expected_close: date | None = None
    closed_on: date | None = None
    contract_end: date | None = None
    nurture_until: date | None = None
    stage_since: date | None = None
    visits: tuple[ImportedVisit, ...] | None = None
    reason: str | None = None
    need: str = ""
    budget: str = ""
    authority: str = ""
    timeline: str = ""
    contacts: tuple[ImportedContact, ...] = ()
    notes: tuple[str, ...] = ()
    next_step: ImportedFollowUp | None = None
    external_ids: tuple[tuple[str, str], ...] = ()
    sold_from: tuple[str, str] | None = None
    custom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row was not read: the column as the file names it, what stood there, what to do.

    ``row`` is None for the file as a whole, which then is the ``value``. ``file`` is the name of
    the file where there are several.
    """

    row: int | None
    field: str
    value: str
    message: str
    file: str = ""

    @property
    def place(self) -> int:
        """Where it stands among the errors of a file: by its row, the file itself first."""
        return self.row or 0


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column of the file was taken for; ``field`` is None for one kept as it is."""

    header: str
    field: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPipeline:
    """A pipeline that the file names (None: it names none), its stages in selling order."""

    name: str | None
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do.

    ``name`` is that of the file. ``stages`` are the names of all stages of the file in selling
    order, ``pipelines`` the same by pipeline; won and lost are not among them. ``skipped`` counts rows that the other system had
    deleted. ``system`` is whose export the file is, ``file`` if that cannot be told.
    """

    name: str
    deals: tuple[ImportedDeal, ...]
    errors: tuple[RowError, ...]
    stages: tuple[str, ...]
    pipelines: tuple[PlannedPipeline, ...]
    columns: tuple[ColumnUse, ...]
    skipped: int
    system: str
