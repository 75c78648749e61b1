"""The rows of imported deals: gathered first, then written table by table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from pipeboard.domain import ranks
from pipeboard.domain.changes import Change, edit
from pipeboard.domain.closings import stays_moved
from pipeboard.domain.dates import Due
from pipeboard.domain.deals import Deal, StageVisit, Status
from pipeboard.domain.people import Role
from pipeboard.domain.stages import Stage, successor
from pipeboard.errors import BadInput
from pipeboard.exchange.imported import ImportedContact, ImportedDeal, ImportedFollowUp
from pipeboard.service.followups import due_columns
from pipeboard.service.importing import stays
from pipeboard.service.importing.known import Belongings, Known
from pipeboard.service.importing.parties import Parties
from pipeboard.service.importing.places import Place, Places
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as deal_store
from pipeboard.store.boards import lane_status
from pipeboard.store.database import Draft
from pipeboard.store.journal import JOURNALED

Where = Mapping[str | None, Place]
"""The pipelines by what the file calls them."""

_IDS = 1000
"""Ids of a table fetched at a time."""

_KEPT_STAGE = "stage"
"""The custom field for the stage that a won deal of the file was in, where no visit can tell."""


class Writer:
    """Takes deals one by one; ``write`` then adds all of them to the step.

    ``own`` says that the file is an export of ours.
    """

    def __init__(self, ws: Workspace, draft: Draft, places: Places, *, own: bool) -> None:
        self._ws = ws
        self._draft = draft
        self._places = places
        self._own = own
        self._inserts: dict[str, list[Change]] = defaultdict(list)
        self._edits: list[tuple[Deal, dict[str, Any]]] = []
        self._visit_edits: list[Change] = []
        self._sources: list[Change] = []
        self._entries: dict[tuple[int | None, Status], list[dict[str, Any]]] = defaultdict(list)
        self._parties = Parties(draft.connection, self._insert)

    # New deals

    def add(self, item: ImportedDeal, place: Place, where: Where) -> int:
        """A deal that was not there; returns its id.

        ``where`` are the pipelines by what the file calls them. Raises BadInput when it has no place in the pipeline.
        """
        stage, custom = self._stage(item, place)
        deal_id = self._draft.new_id("deal", _IDS)
        company_id = self._parties.company(item.company) if item.company else None
        row = Deal(
            id=deal_id,
            title=item.title,
            company_id=company_id,
            pipeline_id=place.pipeline_id,
            stage_id=stage.id if stage else None,
            value=item.value.minor if item.value else None,
            currency=item.currency,
            owner=item.owner,
            source=item.source,
            campaign=item.campaign,
            probability=self._own_probability(item, stage),
            forecast_category=item.forecast_category,
            created_on=item.created_on,
            expected_close=item.expected_close,
            closed_on=item.closed_on,
            contract_end=item.contract_end,
            status=item.status,
            reason=item.reason,
            nurture_until=item.nurture_until,
            need=item.need,
            budget=item.budget,
            authority=item.authority,
            timeline=item.timeline,
            sold_from_id=None,
            rank="",
            touched_on=last_touch(item, self._draft.today),
            custom=custom,
        ).row()
        self._inserts["deal"].append(Change("deal", deal_id, None, row, deal_id))
        self._entries[row["stage_id"], item.status].append(row)
        for stay in stays.of_new(item, stage, place, where):
            self._insert("stage_visit", {"deal_id": deal_id, **stay.row()}, deal_id)
        self._belongings(item, deal_id, company_id, Belongings())
        return deal_id

    def sold_from(self, deal_id: int, before: int | None, source: int) -> None:
        """Notes which deal another one follows; both may be among those added here."""
        after = {"sold_from_id": source}
        self._sources.append(Change("deal", deal_id, {"sold_from_id": before}, after, deal_id))

    def _stage(self, item: ImportedDeal, place: Place) -> tuple[Stage | None, dict[str, str]]:
        """The stage of a new deal, and its custom fields."""
        custom = dict(item.custom)
        named = place.stage(item.stage)
        if item.status is Status.WON and place.post_sale:
            told = item.visits or (item.stage_since and item.closed_on)
            if named and not named.is_post_sale and not told:
                custom.setdefault(_KEPT_STAGE, named.name)
            return place.post_sale, custom
        if item.status is Status.OPEN:
            if named and named.is_post_sale:
                accepted = "that stage is for won deals; another one, or the status won, is needed"
                raise BadInput("stage", named.name, accepted)
            return named or place.first, custom
        return named, custom

    def _own_probability(self, item: ImportedDeal, stage: Stage | None) -> int | None:
        """Our own export has the stage's probability where a deal has none of its own, and says so.

        Where it does not say, a probability that is the stage's is taken for that.
        """
        own = item.probability_own
        if own is None and self._own and stage:
            own = item.probability != stage.probability
        if own is False:
            return None
        return item.probability

    # Deals that are known

    def update(self, item: ImportedDeal, known: Known, place: Place, where: Where) -> bool:
        """Brings a deal to what the file says of it; False when it says nothing new.

        What the file leaves empty stays as it is; a stage that the deal's pipeline does not have
        leaves the deal where it is.
        """
        deal = known.deal
        if not item.tells_status:
            item = replace(item, status=deal.status)
        stage = self._stage_now(item, deal, place)
        after = self._said(item, deal)
        after |= {"status": item.status, "stage_id": stage.id if stage else None}
        probability = self._own_probability(item, stage)
        if probability is not None:
            after["probability"] = probability
        if item.status is Status.OPEN:
            after |= {"closed_on": None, "reason": None}
        elif item.status is not deal.status:
            after.setdefault("reason", None)
        moved = (deal.stage_id, deal.status) != (after["stage_id"], item.status)
        if moved:
            self._entries[after["stage_id"], item.status].append(after)
        told = stays.told(item, stage, place, where)
        changed = moved or edit("deal", deal.id, deal.row(), after) is not None
        if told is not None:
            changed |= self._bring(deal.id, known.visits, told)
        elif moved:
            self._visit(item, deal, known.visit, stage)
        elif item.status is not Status.OPEN:
            closed, sold = after.get("closed_on"), place.post_sales
            self._visit_edits += stays_moved(deal, closed, known.visits, sold)
        if changed:
            after["touched_on"] = max(
                filter(None, (deal.touched_on, last_touch(item, self._draft.today))), default=None
            )
            self._edits.append((deal, after))
        company_id = after.get("company_id", deal.company_id)
        return self._belongings(item, deal.id, company_id, known.belongings) or changed

    def _said(self, item: ImportedDeal, deal: Deal) -> dict[str, Any]:
        """The columns of which the file says something."""
        plain = (
            *("title", "owner", "source", "campaign", "forecast_category", "created_on"),
            *("expected_close", "closed_on", "contract_end", "nurture_until", "reason"),
            *("need", "budget", "authority", "timeline"),
        )
        after = {key: value for key in plain if (value := getattr(item, key)) not in (None, "")}
        if item.value:
            after |= {"value": item.value.minor, "currency": item.value.currency}
        if item.company:
            after["company_id"] = self._parties.company(item.company)
        if item.custom:
            after["custom"] = {**deal.custom, **item.custom}
        return after

    def _stage_now(self, item: ImportedDeal, deal: Deal, place: Place) -> Stage | None:
        now = place.held(deal.stage_id)
        named = place.stage(item.stage)
        if item.status is Status.WON:
            return place.post_sale or named or now
        if item.status is Status.OPEN:
            there = successor((*place.stages, *place.removed), deal.stage_id)
            found = next((s for s in (named, there) if s and not s.is_post_sale), place.first)
            if found is None:
                raise BadInput(
                    "stage", item.stage or "", "its pipeline has no stage for open deals"
                )
            return found
        return named or now

    def _bring(self, deal_id: int, there: Sequence[StageVisit], told: Sequence[stays.Stay]) -> bool:
        """Brings the stays of a deal to what the file tells; False when they are so."""
        other, gone, new = stays.apart(there, told, self._places.stage_names)
        if other is not None:
            visit, stay = other
            ends = {"left_on": visit.left_on}, {"left_on": stay.left_on}
            self._visit_edits.append(Change("stage_visit", visit.id, *ends, deal_id))
        self._visit_edits += [
            Change("stage_visit", visit.id, asdict(visit), None, deal_id) for visit in gone
        ]
        for stay in new:
            self._insert("stage_visit", {"deal_id": deal_id, **stay.row()}, deal_id)
        return bool(other or gone or new)

    def _visit(
        self, item: ImportedDeal, deal: Deal, visit: StageVisit | None, stage: Stage | None
    ) -> None:
        """Ends the stay of a deal that the file has elsewhere, and begins the one there."""
        on = item.stage_since or item.closed_on or self._draft.today
        stay = stage is not None and item.status is lane_status(stage)
        if visit is not None:
            if stay and stage is not None and visit.stage_id == stage.id:
                return
            on = max(on, visit.entered_on)
            ends = Change("stage_visit", visit.id, {"left_on": None}, {"left_on": on}, deal.id)
            self._visit_edits.append(ends)
        if stay and stage is not None:
            row = {"stage_id": stage.id, "entered_on": on, "left_on": None}
            self._insert("stage_visit", {"deal_id": deal.id, **row}, deal.id)

    # What belongs to a deal

    def _belongings(
        self, item: ImportedDeal, deal_id: int, company_id: int | None, there: Belongings
    ) -> bool:
        """Adds what the deal does not have yet; False when it has all of it."""
        before = sum(map(len, self._inserts.values()))
        for system, value in item.external_ids:
            if (system, value) not in there.external_ids:
                row = {"deal_id": deal_id, "system": system, "value": value}
                self._insert("external_id", row, deal_id)
        for label in dict.fromkeys(item.labels):
            if label not in there.labels:
                self._insert("deal_label", {"deal_id": deal_id, "label": label}, deal_id)
        for tick in dict.fromkeys(item.ticked):
            if tick not in there.ticked:
                self._insert("deal_check", {"deal_id": deal_id, "item": tick}, deal_id)
        linked = set(there.contacts)
        named: dict[str, int] = {}
        for contact in item.contacts:
            contact_id = self._parties.contact(contact, company_id)
            named.setdefault(contact.name, contact_id)
            if contact_id not in linked:
                linked.add(contact_id)
                role = contact.role or Role.OTHER
                link = {"deal_id": deal_id, "contact_id": contact_id, "role": role}
                self._insert("deal_contact", link, deal_id)
        for text in item.notes:
            if text not in there.notes:
                self._note(deal_id, text)
        step = item.next_step
        if step is not None and (step.subject, step.due) not in there.follow_ups:
            who = named.get(step.contact)
            if who is None and step.contact:
                who = self._parties.contact(ImportedContact(step.contact), company_id)
            self._follow_up(item, step, deal_id, who)
        return sum(map(len, self._inserts.values())) > before

    def _note(self, deal_id: int, text: str) -> None:
        row = {"deal_id": deal_id, "contact_id": None, "company_id": None}
        written = {"text": text, "author": self._draft.actor, "at": self._draft.at}
        self._insert("note", row | written, deal_id)

    def _follow_up(
        self, item: ImportedDeal, step: ImportedFollowUp, deal_id: int, contact_id: int | None
    ) -> None:
        row = {
            "deal_id": deal_id,
            "contact_id": contact_id,
            "company_id": None,
            "type": step.type,
            "subject": step.subject,
            **due_columns(self._ws, Due(step.due, step.at)),
            "reminder": None,
            "priority": step.priority,
            "repeat": None,
            "assignee": item.owner or self._draft.actor,
            "created_at": self._draft.at,
            "done_at": None,
            "outcome": None,
        }
        self._insert("follow_up", row, deal_id)

    # Writing

    def write(self) -> None:
        """Adds everything to the step."""
        for (stage_id, status), entries in self._entries.items():
            top = None
            if stage_id is not None:
                top = deal_store.top_rank(self._draft.connection, stage_id, status)
            for columns, rank in zip(entries, _ranks_above(top, len(entries)), strict=True):
                columns["rank"] = rank
        for table in JOURNALED:
            self._draft.apply(self._inserts.pop(table, []))
        edits = (edit("deal", deal.id, deal.row(), after, deal.id) for deal, after in self._edits)
        self._draft.apply(change for change in edits if change)
        self._draft.apply(self._visit_edits)
        self._draft.apply(self._sources)

    def _insert(self, table: str, row: Mapping[str, Any], deal_id: int | None = None) -> int:
        row_id = self._draft.new_id(table, _IDS)
        self._inserts[table].append(Change(table, row_id, None, {"id": row_id, **row}, deal_id))
        return row_id


def last_touch(item: ImportedDeal, today: date) -> date | None:
    """The last day on which, as far as the file tells, something was done on a deal."""
    entered = (visit.entered_on for visit in item.visits or ())
    days = (item.created_on, item.stage_since, item.closed_on, *entered)
    return max((day for day in days if day and day <= today), default=None)


def _ranks_above(top: str | None, count: int) -> list[str]:
    """So many ascending ranks, all above the topmost card of a lane."""
    if top is None:
        return ranks.spread(count)
    found: list[str] = []
    for _ in range(count):
        top = ranks.between(None, top)
        found.append(top)
    return found[::-1]
