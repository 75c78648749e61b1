"""A record of a file as a deal, once it is known what its columns are."""

from collections.abc import Iterator
from datetime import date, tzinfo
from functools import reduce
from typing import Any, Final

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.followups import Priority
from pipeboard.domain.locale import Locale
from pipeboard.domain.money import Money
from pipeboard.errors import BadInput, NotAccepted
from pipeboard.exchange.amounts import (
    AmountColumn,
    decimal_mark,
    is_fraction,
    read_currency,
    read_probability,
)
from pipeboard.exchange.cells import split_contacts, split_labels, split_notes
from pipeboard.exchange.dates import DateColumn, Order, order_of
from pipeboard.exchange.entered import ENTERED, Entry, stays
from pipeboard.exchange.imported import (
    ColumnUse,
    ImportedContact,
    ImportedDeal,
    ImportedFollowUp,
    ImportedVisit,
)
from pipeboard.exchange.mapping import Columns, squashed
from pipeboard.exchange.readers import Record, Table
from pipeboard.exchange.record import Cells
from pipeboard.exchange.selling import forecast_category
from pipeboard.exchange.statuses import read_status
from pipeboard.exchange.visits import VISITS, read_visits
from pipeboard.exchange.vocabulary import own_system

_DATES: Final = (
    *("created_on", "expected_close", "close_date", "closed_on", "won_on", "lost_on"),
    *("contract_end", "nurture_until", "stage_since", "next_step_due"),
    *(ENTERED, "entered_won", "entered_lost"),
)
_OF_SEVERAL_COLUMNS: Final = frozenset({*_DATES, "labels", "notes"})
_TYPES: Final = {"": "task", "email": "e-mail", "mail": "e-mail"}


class RowReader:
    """Reads the records of one table; the arguments are those of ``plan_deals``."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        *,
        today: date,
        currency: str,
        locale: Locale,
        zone: tzinfo | None,
    ) -> None:
        self._table = table
        self._today = today
        self._columns = columns
        self._currency = columns.currency or currency
        self._currencies: dict[str, str] = {}
        self._stages: dict[tuple[str, str], str] = {}
        self._notes: dict[int, str] = {}
        self._dates = self._date_columns(today, locale, zone)
        self._amounts = self._amount_column()
        self._fraction = not columns.own and is_fraction(self._values(columns.first("probability")))

    def uses(self) -> tuple[ColumnUse, ...]:
        """What each column was taken for, with the order of its dates or its decimal mark."""
        columns = self._columns
        fields = {
            place: field
            for field, places in columns.fields.items()
            for place in (places if field in _OF_SEVERAL_COLUMNS else places[:1])
        }
        return tuple(
            ColumnUse(name, fields.get(place), self._notes.get(place, ""))
            for place, name in enumerate(columns.names)
            if place not in columns.ignored
        )

    def deal(self, record: Record) -> ImportedDeal:
        """The deal of a record.

        Raises BadInput, named for the column, and DeletedRowError.
        """
        cells = Cells(record.cells, self._columns)
        said, stage = read_status(cells, own=self._columns.own)
        status = said or Status.OPEN
        company = cells.line("company") or None
        pipeline = cells.line("pipeline") or None
        contacts = _contacts(cells)
        title = _title(cells, company, contacts)
        currency, value = self._value(cells)
        expected_close, closed_on = self._closing(cells, status)
        stage = self._first_spelling(pipeline, stage) if stage else None
        stage_since = self._day(cells, "stage_since")
        return ImportedDeal(
            row=record.row,
            title=title,
            company=company,
            value=value,
            currency=currency,
            pipeline=pipeline,
            stage=stage,
            status=status,
            tells_status=said is not None,
            owner=cells.line("owner"),
            source=cells.line("source"),
            campaign=cells.line("campaign"),
            labels=split_labels(",".join(text for _, text in cells.each("labels"))),
            ticked=split_labels(cells.line("ticked")),
            probability=read_probability(
                cells.name("probability"), cells.line("probability"), fraction=self._fraction
            ),
            probability_own=cells.flag("probability_own")
            if cells.peek("probability_own")
            else None,
            forecast_category=_forecast_category(cells),
            created_on=self._day(cells, "created_on"),
            expected_close=expected_close,
            closed_on=closed_on,
            contract_end=self._day(cells, "contract_end"),
            nurture_until=self._day(cells, "nurture_until"),
            stage_since=stage_since,
            visits=self._visits(cells, pipeline, stage, stage_since, status, closed_on),
            reason=_reason(cells, status),
            need=cells.lines("need"),
            budget=cells.lines("budget"),
            authority=cells.lines("authority"),
            timeline=cells.lines("timeline"),
            contacts=contacts,
            notes=tuple(note for _, text in cells.each("notes") for note in split_notes(text)),
            next_step=self._next_step(cells),
            external_ids=self._external_ids(cells),
            sold_from=self._sold_from(cells),
            custom=cells.left(),
        )

    def _date_columns(
        self, today: date, locale: Locale, zone: tzinfo | None
    ) -> dict[int, DateColumn]:
        """A column's own dates decide the order of day and month, then those of the others."""
        columns = self._columns
        places = [place for field in _DATES for place in columns.fields.get(field, ())]
        orders = {place: order_of(self._values(place)) for place in places}
        together = reduce(Order.with_those_of, orders.values(), Order())
        readers = {}
        for place, meant in columns.entered.items():
            self._notes[place] = meant.stage
        for place, order in orders.items():
            told = together.winner if order.winner is None else order.winner
            day_first = locale.day_first if told is None else told
            if order.seen:
                how = "day/month/year" if day_first else "month/day/year"
                stage = self._notes.get(place)
                self._notes[place] = f"{stage}, {how}" if stage else how
            readers[place] = DateColumn(
                columns.names[place], day_first=day_first, today=today, zone=zone
            )
        return readers

    def _amount_column(self) -> AmountColumn:
        place = self._columns.first("value")
        if place is None:
            return AmountColumn("value", mark=None, hundredths=False)
        mark = "." if self._columns.own else decimal_mark(self._values(place))
        in_cents = self._columns.system == "close"
        name = self._columns.names[place]
        self._notes[place] = "in cents" if in_cents else f"decimal mark {mark}" if mark else ""
        return AmountColumn(name, mark=mark, hundredths=in_cents)

    def _values(self, place: int | None) -> set[str]:
        if place is None:
            return set()
        return {record.cells[place] for record in self._table.records}

    def _first_spelling(self, pipeline: str | None, stage: str) -> str:
        """The same stage written in another case is no other stage."""
        return self._stages.setdefault(((pipeline or "").casefold(), stage.casefold()), stage)

    def _value(self, cells: Cells) -> tuple[str, Money | None]:
        named = cells.line("currency")
        if named and named not in self._currencies:
            self._currencies[named] = read_currency(cells.name("currency"), named, self._currency)
        currency = self._currencies.get(named, self._currency)
        value = self._amounts.money(cells.line("value"), currency, told=bool(named))
        return (value.currency if value else currency), value

    def _day(self, cells: Cells, *fields: str) -> date | None:
        """The first day that the columns of some fields have."""
        for field in fields:
            for place, text in cells.each(field):
                if day := self._dates[place].day(text):
                    return day
        return None

    def _closing(self, cells: Cells, status: Status) -> tuple[date | None, date | None]:
        """The expected and the actual day of closing: a plain close date is one or the other."""
        if status in (Status.WON, Status.LOST):
            days = "closed_on", f"{status}_on", "close_date", f"entered_{status}"
            closed = self._day(cells, *days)
            return self._day(cells, "expected_close"), closed
        return self._day(cells, "expected_close", "close_date", "closed_on"), None

    def _visits(
        self,
        cells: Cells,
        pipeline: str | None,
        stage: str | None,
        since: date | None,
        status: Status,
        closed_on: date | None,
    ) -> tuple[ImportedVisit, ...] | None:
        """The stays of a deal, from our own list of them or from columns of others."""
        where: Any = {"pipeline": pipeline, "stage": stage, "status": status}
        if text := cells.line(VISITS):
            return read_visits(text, **where, today=self._today)
        entries = list(self._entries(cells, pipeline))
        found = stays(entries, **where, since=since, closed_on=closed_on) if entries else ()
        if found:
            cells.take(entry.place for entry in entries)
        return found or None

    def _entries(self, cells: Cells, pipeline: str | None) -> Iterator[Entry]:
        """The days on which the columns for stages say that a deal came into them."""
        for place, text in cells.texts(ENTERED):
            moment = self._dates[place].moment(text)
            if moment is None:
                continue
            if moment[0] > self._today:
                accepted = f"it cannot lie in the future, today is {self._today.isoformat()}"
                raise NotAccepted(cells.name_at(place), text.strip(), accepted)
            meant = self._columns.entered[place]
            same = (meant.pipeline or "").casefold() in ("", (pipeline or "").casefold())
            where = pipeline if same else meant.pipeline
            yield Entry(place, where, self._first_spelling(where, meant.stage), *moment)

    def _next_step(self, cells: Cells) -> ImportedFollowUp | None:
        """What is planned, where it has a date; a text alone stays a custom field."""
        for place, text in cells.each("next_step_due"):
            if moment := self._dates[place].moment(text):
                kind = cells.line("next_step_type").casefold()
                kind = _TYPES.get(kind, kind)
                return ImportedFollowUp(
                    cells.line("next_step") or kind,
                    kind,
                    *moment,
                    _priority(cells),
                    cells.line("next_step_contact"),
                )
        return None

    def _sold_from(self, cells: Cells) -> tuple[str, str] | None:
        identity = cells.line("sold_from")
        return (own_system(cells.line("database")), identity) if identity else None

    def _external_ids(self, cells: Cells) -> tuple[tuple[str, str], ...]:
        own = self._columns.own
        system = own_system(cells.line("database")) if own else self._columns.system
        found = []
        for pair in split_labels(cells.line("external_ids")):
            other, _, identity = pair.rpartition("=")
            found.append((other or self._columns.system, identity))
        if identity := cells.line("external_id"):
            found.append((system, identity))
        return tuple(dict.fromkeys(found))


def _title(cells: Cells, company: str | None, contacts: tuple[ImportedContact, ...]) -> str:
    """The title, else company and product, else whom the deal is with."""
    if title := cells.line("title"):
        return title
    parts = [part for part in (company, cells.peek("product")) if part]
    if not parts and contacts:
        parts = [contacts[0].name]
    if not parts:
        raise BadInput(
            cells.name("title"), "", "a title is needed, or a company or product to name it by"
        )
    return " - ".join(parts)


def _contacts(cells: Cells) -> tuple[ImportedContact, ...]:
    """The contacts named in one column, with the e-mail and phone that other columns have."""
    contacts = split_contacts(cells.line("contacts"))
    email, phone = cells.line("email") or None, cells.line("phone") or None
    if not (email or phone):
        return contacts
    first = contacts[0] if contacts else ImportedContact(email or phone or "")
    return (
        ImportedContact(first.name, first.email or email, first.phone or phone, first.role),
        *contacts[1:],
    )


def _priority(cells: Cells) -> Priority:
    text = cells.line("next_step_priority").casefold()
    if text and text not in set(Priority):
        raise BadInput(cells.name("next_step_priority"), text, f"{' or '.join(Priority)} is needed")
    return Priority(text) if text else Priority.NORMAL


def _forecast_category(cells: Cells) -> ForecastCategory | None:
    category = forecast_category(cells.peek("forecast_category"))
    if category:
        cells.line("forecast_category")
    return category


def _reason(cells: Cells, status: Status) -> str | None:
    """Why the deal was won or lost; a reason that repeats the outcome is none."""
    if status not in (Status.WON, Status.LOST):
        return None
    for field in (f"{status}_reason", "reason"):
        repeats = cells.peek(field).casefold() == status
        reason = cells.line(field)
        if reason and not (repeats and squashed(cells.name(field)) == "statusreason"):
            return reason
    return None
