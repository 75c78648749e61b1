"""What a person types in one line, read with this database's names and this person's clock."""

from collections.abc import Sequence
from dataclasses import replace

from pipeboard.domain import capture, dates, filters
from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import DealDraft, FollowUpDraft, Reading
from pipeboard.domain.filters import Filter
from pipeboard.domain.followups import TYPES
from pipeboard.service import people, templates
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, stage_parts
from pipeboard.store import people as store


def read_deal(ws: Workspace, text: str, pipeline_id: int | None = None) -> Reading[DealDraft]:
    """A new deal as typed, its stage named in full: of the pipeline given, else the current one.

    Raises BadInput; NotFound, Ambiguous or Refused for a stage that the deal cannot go to.
    """
    read = capture.read_deal(
        text,
        now=ws.clock.here(),
        locale=ws.locale,
        currency=ws.currency,
        companies_known=lambda title: people.company_beginning(ws, title),
        contacts_meant=lambda name, whole, company: _contact(ws, name, whole, company=company),
        types=TYPES,
        reminder=ws.reminders.default,
    )
    if read.draft.stage is None:
        return read
    stage = templates.name_for_new_deal(ws, read.draft.stage, pipeline_id)
    pieces = [replace(p, meaning=stage) if p.kind == "stage" else p for p in read.pieces]
    return Reading(replace(read.draft, stage=stage), tuple(pieces))


def read_follow_up(
    ws: Workspace, text: str, deal_ids: Sequence[int] = ()
) -> Reading[FollowUpDraft]:
    """A new follow-up as typed, for these deals; a contact of theirs needs no sign.

    Raises BadInput.
    """
    return capture.read_follow_up(
        text,
        now=ws.clock.here(),
        locale=ws.locale,
        types=[*TYPES, *(each for each in types_asked(ws, deal_ids) if each not in TYPES)],
        contacts_known=lambda words: people.name_on_deals(ws, deal_ids, words),
        contacts_meant=lambda name, whole, _: _contact(ws, name, whole, deal_ids=deal_ids),
        reminder=ws.reminders.default,
    )


def types_asked(ws: Workspace, deal_ids: Sequence[int]) -> list[str]:
    """The types of follow-ups that the stages of deals ask for."""
    with ws.read() as connection:
        here = {deal.stage_id for deal in deals.get_many(connection, deal_ids)}
        asked = stage_parts.criteria(connection, [each for each in here if each is not None])
    return [
        each.subject
        for criteria in asked.values()
        for each in criteria
        if each.kind is CriterionKind.FOLLOW_UP
    ]


def _contact(
    ws: Workspace,
    name: str,
    whole: bool,
    *,
    company: str | None = None,
    deal_ids: Sequence[int] = (),
) -> tuple[str, str]:
    """The full name of whom a name means, and what is said of it; raises BadInput for several."""
    with ws.read() as connection:
        if company is not None:
            own = store.company_named(connection, company)
        else:
            ids = {deal.company_id for deal in deals.get_many(connection, deal_ids)}
            own = ids.pop() if len(ids) == 1 else None
        found = people.meant(connection, name, deal_ids=deal_ids, company_id=own, whole=whole)
        if found is None:
            return name, f"{name} (new)"
        own_company = deals.company(connection, own)
    at_home = own_company is not None and own_company.name == found.company
    return found.name, found.name if at_home else str(found)


def parse_due(ws: Workspace, text: str) -> Due:
    """A date, or a date and time, as typed; ``!past`` beside it lets it be past. Raises BadInput."""
    words = text.split()
    named = [word for word in words if word.casefold() != "!past"]
    past = 0 < len(named) < len(words)
    said = " ".join(named) if past else text
    return dates.parse_due(said, ws.clock.here(), ws.locale, backward=past)


def read_filter(ws: Workspace, text: str) -> Filter:
    """A filter as typed; raises BadInput."""
    return filters.parse_filter(text, today=ws.today(), currency=ws.currency, locale=ws.locale)
