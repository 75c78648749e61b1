"""Plays the events of made-up deals: each becomes a step with its changes, as a person's would."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from pipeboard.domain import deals as rules
from pipeboard.domain import ranks
from pipeboard.domain.changes import Change, edit
from pipeboard.domain.deals import Deal, ForecastCategory, StageVisit, Status
from pipeboard.domain.followups import CALL, CALL_BACK, OUTCOMES, Priority
from pipeboard.domain.people import Role
from pipeboard.domain.stages import Stage
from pipeboard.service.clock import Clock
from pipeboard.service.demo import words
from pipeboard.service.demo.cast import Cast, Company
from pipeboard.service.demo.timeline import Act, Event, Slot, Start
from pipeboard.store.past import Past

_ROLES = (Role.DECISION_MAKER, Role.CHAMPION, Role.USER, Role.INFLUENCER, Role.BLOCKER, Role.OTHER)
_ROLE_WEIGHTS = (46, 18, 12, 12, 3, 9)
_TASKS = tuple(words.TASK_WEIGHTS)
_TASK_WEIGHTS = tuple(words.TASK_WEIGHTS.values())
_PRIORITIES = (Priority.NORMAL, Priority.HIGH, Priority.LOW)
_CATEGORIES = (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)


@dataclass(frozen=True, slots=True)
class Lanes:
    """A pipeline that deals go through; ``renewals`` when they follow won ones."""

    pipeline_id: int
    stages: tuple[Stage, ...]
    renewals: bool


@dataclass(frozen=True, slots=True)
class Owners:
    """Who sells: the person whose data this is first, and each one's share."""

    names: tuple[str, ...]
    shares: tuple[float, ...]


@dataclass(slots=True)
class _Planned:
    id: int
    type: str
    subject: str


@dataclass(slots=True)
class _Life:
    """A deal as it stands while its life is played."""

    deal: Deal
    company: Company
    lanes: Lanes
    visit: StageVisit | None = None
    planned: list[_Planned] = field(default_factory=list)


class Player:
    """Turns events, which must come in order of time, into steps of the past."""

    def __init__(
        self, past: Past, chance: Random, clock: Clock, owners: Owners, cast: Cast
    ) -> None:
        self._past = past
        self._chance = chance
        self._clock = clock
        self._owners = owners
        self._cast = cast
        self._tops: dict[tuple[int, Status], str] = {}
        self._lives: dict[int, _Life] = {}
        self._sold: list[_Life] = []
        self._changes: list[Change] = []
        self._handlers: Mapping[Act, Callable[[_Life, Any, datetime, date], str]] = {
            Act.MOVED: self._moved,
            Act.VALUED: self._valued,
            Act.QUALIFIED: self._qualified,
            Act.POSTPONED: self._postponed,
            Act.CALLED: self._called,
            Act.NOTED: self._noted,
            Act.PLANNED: self._planned,
            Act.FINISHED: self._finished,
            Act.WON: self._won,
            Act.LOST: self._lost,
        }

    def play(self, event: Event, lanes: Lanes) -> None:
        """Makes a step of an event of a deal in these lanes; some events come to nothing."""
        today = event.on
        at = self._clock.instant(today, time(event.minute // 60, event.minute % 60))
        self._changes = []
        if event.act is Act.ADDED:
            life = self._lives[event.deal] = self._add(event.about, lanes, today)
            title = f"Added {life.deal.title}"
        else:
            life = self._lives[event.deal]
            title = self._handlers[event.act](life, event.about, at, today)
        if self._changes:
            self._past.add(at, today, life.deal.owner, title, self._changes)

    def _insert(self, table: str, row: dict[str, Any], deal_id: int | None) -> int:
        row_id = self._past.new_id(table)
        self._changes.append(Change(table, row_id, None, {"id": row_id, **row}, deal_id))
        return row_id

    def _edit(self, life: _Life, today: date, **after: Any) -> None:
        """Edits the deal and notes that somebody worked on it."""
        after["touched_on"] = today
        deal = life.deal
        before = {key: getattr(deal, key) for key in after}
        change = edit("deal", deal.id, before, after, deal.id)
        if change is not None:
            self._changes.append(change)
            life.deal = replace(deal, **after)

    def _apply(self, life: _Life, changes: Sequence[Change]) -> None:
        """Takes what a rule of the domain says, and keeps the deal and its visit up with it."""
        for change in changes:
            if change.after is None:
                continue
            if change.table == "deal":
                life.deal = replace(life.deal, **change.after)
            elif change.before is None:
                life.visit = StageVisit(**change.after)
            else:
                life.visit = None
        self._changes += changes

    def _top(self, stage: Stage, status: Status) -> str:
        key = stage.id, status
        self._tops[key] = ranks.between(None, self._tops.get(key))
        return self._tops[key]

    def _add(self, start: Start, lanes: Lanes, today: date) -> _Life:
        chance, cast = self._chance, self._cast
        sold = self._resold() if lanes.renewals else None
        company = sold.company if sold else cast.company()
        self._know(company)
        currency = sold.deal.currency if sold else cast.currency(company)
        stage = lanes.stages[start.stage]
        known = chance.random() < (0.7 if start.stage < 2 else 0.96)
        source, campaign = words.SOURCES[int(chance.random() * len(words.SOURCES))]
        deal = Deal(
            id=self._past.new_id("deal"),
            title=cast.renewal(company) if sold else cast.title(company),
            company_id=company.id,
            pipeline_id=lanes.pipeline_id,
            stage_id=stage.id,
            value=cast.amount(currency) if known else None,
            currency=currency,
            owner=self._owner(start),
            source="Existing customer" if sold else source,
            campaign="" if sold else campaign,
            probability=None,
            forecast_category=None,
            created_on=today,
            expected_close=_days_on(today, 30, 120, chance) if chance.random() < 0.45 else None,
            closed_on=None,
            contract_end=None,
            status=Status.OPEN,
            reason=None,
            nurture_until=None,
            need="",
            budget="",
            authority="",
            timeline="",
            sold_from_id=sold.deal.id if sold else None,
            rank=self._top(stage, Status.OPEN),
            touched_on=today,
            custom={},
        )
        self._changes.append(Change("deal", deal.id, None, deal.row(), deal.id))
        life = _Life(deal, company, lanes)
        visit = {"deal_id": deal.id, "stage_id": stage.id, "entered_on": today, "left_on": None}
        visit_id = self._insert("stage_visit", visit, deal.id)
        life.visit = StageVisit(visit_id, deal.id, stage.id, today, None)
        self._people(life)
        for label in cast.labels():
            self._insert("deal_label", {"deal_id": deal.id, "label": label}, deal.id)
        return life

    def _owner(self, start: Start) -> str:
        if start.mine:
            return self._owners.names[0]
        return self._chance.choices(self._owners.names, self._owners.shares)[0]

    def _resold(self) -> _Life | None:
        """A won deal that no other follows yet, taken off the list."""
        if not self._sold:
            return None
        place = int(self._chance.random() * len(self._sold))
        self._sold[place], self._sold[-1] = self._sold[-1], self._sold[place]
        return self._sold.pop()

    def _know(self, company: Company) -> None:
        """Adds a company that is not in the database yet."""
        if company.id is None:
            row = {
                "name": company.name,
                "industry": company.industry,
                "website": company.website,
                "notes": "",
            }
            company.id = self._insert("company", row, None)

    def _people(self, life: _Life) -> None:
        """Puts one or two people of the company on the deal."""
        chance = self._chance
        roles = chance.choices(_ROLES, _ROLE_WEIGHTS, k=1 + self._cast.several())
        people = {id(person): person for person in (self._cast.person(life.company) for _ in roles)}
        deal_id = life.deal.id
        for person, role in zip(people.values(), roles, strict=False):
            if person.id is None:
                row = {"name": person.name, "company_id": life.company.id, "title": person.job}
                person.id = self._insert("contact", row, None)
                email = {"contact_id": person.id, "address": person.email}
                self._insert("contact_email", email, deal_id)
                if person.phone:
                    phone = {"contact_id": person.id, "number": person.phone}
                    self._insert("contact_phone", phone, deal_id)
            link = {"deal_id": deal_id, "contact_id": person.id, "role": role}
            self._insert("deal_contact", link, deal_id)

    def _moved(self, life: _Life, place: int, _at: datetime, today: date) -> str:
        to = life.lanes.stages[place]
        source = next(stage for stage in life.lanes.stages if stage.id == life.deal.stage_id)
        changes = rules.move(
            life.deal,
            to,
            rank=self._top(to, Status.OPEN),
            visit=life.visit,
            visit_id=self._past.new_id("stage_visit"),
            today=today,
        )
        self._apply(life, changes)
        return f"Moved {life.deal.title} from {source.name} to {to.name}"

    def _valued(self, life: _Life, changes: bool, _at: datetime, today: date) -> str:
        deal, cast = life.deal, self._cast
        if deal.value is None:
            value = cast.amount(deal.currency)
        elif not changes:
            return ""
        else:
            percent = 70 + int(70 * self._chance.random())
            value = max(deal.value * percent // 1_000_000 * 10_000, deal.value // 2)
        self._edit(life, today, value=value, currency=deal.currency)
        return f"Changed the value of {deal.title}"

    def _qualified(self, life: _Life, _about: object, _at: datetime, today: date) -> str:
        pick = self._cast.pick
        after = {
            "need": pick(words.NEEDS),
            "budget": pick(words.BUDGETS),
            "authority": pick(words.AUTHORITIES),
            "timeline": pick(words.TIMELINES),
        }
        self._edit(life, today, **after)
        return f"Changed the need, budget, authority and timeline of {life.deal.title}"

    def _postponed(self, life: _Life, _about: object, _at: datetime, today: date) -> str:
        chance = self._chance
        after: dict[str, Any] = {"expected_close": _days_on(today, 10, 60, chance)}
        if chance.random() < 0.4:
            after["forecast_category"] = _CATEGORIES[int(chance.random() * 3)]
        if chance.random() < 0.2:
            after["probability"] = chance.choice((30, 50, 70, 75, 80, 95))
        self._edit(life, today, **after)
        names = " and ".join(key.replace("_", " ") for key in after if key != "touched_on")
        return f"Changed the {names} of {life.deal.title}"

    def _called(self, life: _Life, _about: object, at: datetime, today: date) -> str:
        outcome = self._chance.choices(_usual(CALL), (6, 2, 2))[0]
        slot = Slot(today, None)
        row = self._follow_up(life, "call", "call", slot, at)
        row |= {"due_at": at, "due_zone": self._clock.zone_name or None}
        row |= {"done_at": at, "outcome": outcome, "priority": Priority.NORMAL}
        self._insert("follow_up", row, life.deal.id)
        if self._chance.random() < 0.3:
            self._note(life, self._cast.pick(words.CALL_NOTES), at)
        self._edit(life, today)
        return f"Logged a call on {life.deal.title}"

    def _noted(self, life: _Life, _about: object, at: datetime, today: date) -> str:
        self._note(life, self._cast.pick(words.NOTES), at)
        self._edit(life, today)
        return f"Noted something on {life.deal.title}"

    def _note(self, life: _Life, text: str, at: datetime) -> None:
        row = {
            "deal_id": life.deal.id,
            "contact_id": None,
            "company_id": None,
            "text": text,
            "author": life.deal.owner,
            "at": at,
        }
        self._insert("note", row, life.deal.id)

    def _planned(self, life: _Life, slot: Slot, at: datetime, today: date) -> str:
        if slot.check_in:
            kind, subject = "call", self._cast.pick(words.CHECK_INS)
        else:
            kind = self._chance.choices(_TASKS, _TASK_WEIGHTS)[0]
            subject = self._cast.pick(words.TASKS[kind])
        row = self._follow_up(life, kind, subject, slot, at)
        row_id = self._insert("follow_up", row, life.deal.id)
        life.planned.append(_Planned(row_id, kind, subject))
        self._edit(life, today)
        return f"Planned {_what(kind, subject)} on {life.deal.title}"

    def _follow_up(
        self, life: _Life, kind: str, subject: str, slot: Slot, at: datetime
    ) -> dict[str, Any]:
        timed = slot.at is not None
        due_at = self._clock.instant(slot.on, slot.at or time())
        return {
            "deal_id": life.deal.id,
            "contact_id": None,
            "company_id": None,
            "type": kind,
            "subject": subject,
            "due_on": slot.on,
            "due_at": due_at if timed else None,
            "due_zone": (self._clock.zone_name or None) if timed else None,
            "reminder": None,
            "priority": self._chance.choices(_PRIORITIES, (80, 14, 6))[0],
            "repeat": None,
            "assignee": life.deal.owner,
            "created_at": at,
            "done_at": None,
            "outcome": None,
        }

    def _finished(self, life: _Life, _about: object, at: datetime, today: date) -> str:
        item = life.planned.pop(0)
        outcomes = _usual(item.type)
        outcome = outcomes[0] if self._chance.random() < 0.7 else outcomes[-1]
        before, after = {"done_at": None, "outcome": None}, {"done_at": at, "outcome": outcome}
        self._changes.append(Change("follow_up", item.id, before, after, life.deal.id))
        self._edit(life, today)
        return f"Finished {_what(item.type, item.subject)} on {life.deal.title}: {outcome}"

    def _won(self, life: _Life, _about: object, _at: datetime, today: date) -> str:
        lanes = life.lanes.stages
        to = next(stage for stage in lanes if stage.is_post_sale)
        changes = rules.win(
            life.deal,
            lanes,
            reason=self._cast.pick(words.WON_REASONS) if self._chance.random() < 0.7 else None,
            on=today,
            rank=self._top(to, Status.WON),
            visit=life.visit,
            visit_id=self._past.new_id("stage_visit"),
            today=today,
        )
        self._apply(life, changes)
        if not life.lanes.renewals:
            self._sold.append(life)
        return f"Won {life.deal.title}"

    def _lost(self, life: _Life, _about: object, _at: datetime, today: date) -> str:
        reason = self._cast.pick(words.LOST_REASONS)
        self._apply(
            life, rules.lose(life.deal, reason=reason, on=today, visit=life.visit, today=today)
        )
        return f"Lost {life.deal.title}"


def _usual(kind: str) -> tuple[str, ...]:
    """What may come of a follow-up; nobody made up waits to be called back."""
    return tuple(each for each in OUTCOMES.get(kind, ("done",)) if each != CALL_BACK)


def _what(kind: str, subject: str) -> str:
    return kind if subject.casefold() == kind else f"{kind} '{subject}'"


def _days_on(today: date, least: int, most: int, chance: Random) -> date:
    return today + timedelta(days=chance.randint(least, most))
