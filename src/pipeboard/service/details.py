"""One deal in full: reading it, and changing any of its fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.closings import stays_moved
from pipeboard.domain.deals import Deal, ForecastCategory, Status, require_closed_after
from pipeboard.domain.money import digits
from pipeboard.domain.views import DealView, LinkedDeal
from pipeboard.domain.words import joined
from pipeboard.errors import BadInput, Conflict, NotAccepted, NotFound
from pipeboard.service import criteria, people
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import boards, cadences, deals, schema, stages
from pipeboard.store.database import Draft

EDITABLE = frozenset(
    {
        "title",
        "value",
        "currency",
        "owner",
        "source",
        "campaign",
        "probability",
        "forecast_category",
        "created_on",
        "expected_close",
        "closed_on",
        "contract_end",
        "reason",
        "nurture_until",
        "need",
        "budget",
        "authority",
        "timeline",
        "custom",
    }
)
"""The deal's own columns that ``edit`` takes; ``company`` (a name) and ``labels`` besides."""


def title(ws: Workspace, deal_id: int) -> str:
    """The title of a deal; raises NotFound, which says who deleted it."""
    with ws.read() as connection:
        return deals.get(connection, deal_id).title


def view(ws: Workspace, deal_id: int) -> DealView:
    """Everything about one deal; raises NotFound."""
    with ws.read() as connection:
        deal = deals.get(connection, deal_id)
        card = boards.cards(connection, [deal_id], present(ws))[0]
        known = stages.stages(connection, deal.pipeline_id, removed=True)
        pipelines = stages.pipelines(connection, removed=True)
        pipeline = next(each for each in pipelines if each.id == deal.pipeline_id)
        parent = deals.get_many(connection, [deal.sold_from_id] if deal.sold_from_id else [])
        stage = next((stage for stage in known if stage.id == deal.stage_id), None)
        followers = [child for child, _ in deals.sold_from(connection, [deal_id])]
        children = deals.get_many(connection, followers)
        return DealView(
            deal=deal,
            company=deals.company(connection, deal.company_id),
            pipeline=pipeline,
            stage=stage,
            stages=tuple(stage for stage in known if stage.removed_on is None),
            contacts=deals.contacts(connection, [deal_id]).get(deal_id, ()),
            labels=deals.labels(connection, [deal_id]).get(deal_id, ()),
            follow_ups=deals.follow_ups(connection, [deal_id], ws.zone).get(deal_id, ()),
            notes=deals.notes(connection, [deal_id]).get(deal_id, ()),
            days_in_stage=card.days_in_stage,
            stale=card.stale,
            next_step=card.next_step,
            sold_from=_linked(parent[0]) if parent else None,
            sold_on=tuple(map(_linked, children)),
            external_ids=deals.external_ids(connection, [deal_id]).get(deal_id, ()),
            criteria=criteria.of_deal(connection, deal, stage),
            cadences=tuple(cadences.runs_on(connection, [deal_id])),
            match=card.match,
            no_decision_maker=card.no_decision_maker,
        )


def _linked(deal: Deal) -> LinkedDeal:
    return LinkedDeal(deal.id, deal.title, deal.status)


def edit(
    ws: Workspace, deal_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Step | None:
    """Changes fields of a deal as one step; None when nothing differs.

    ``before`` is what the person saw of the fields in ``after``: raises Conflict when that is no
    longer so, BadInput for a value that a field does not take.
    """
    with ws.step() as step:
        deal = deals.get(step.connection, deal_id)
        names = write(step, deal, before, after)
        step.title = f"Changed the {joined(names)} of {deal.title}"
        if "probability" in after and before["probability"] != after["probability"]:
            step.title += _followed(step, deal, after["probability"])
    return step.step


def write(
    step: Draft, deal: Deal, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """Changes fields of a deal as a part of a step, as ``edit`` does; returns which differ."""
    unknown = after.keys() - EDITABLE - {"company", "labels"}
    if unknown:
        raise BadInput("field", min(unknown), f"use one of {', '.join(sorted(EDITABLE))}")
    _validate(after)
    columns = {key: value for key, value in after.items() if key in EDITABLE}
    was = {"currency": deal.currency} | {key: before[key] for key in columns}
    if {"created_on", "closed_on"} & columns.keys():
        days = {"created_on": deal.created_on, "closed_on": deal.closed_on} | columns
        require_closed_after(deal.title, days["created_on"], days["closed_on"])
    if "company" in after:
        columns["company_id"], was["company_id"] = _company(step, deal, before, after)
    changed = step.edit("deal", deal.id, was, columns, deal.id)
    if "labels" in after:
        changed |= _labels(step, deal.id, before["labels"], after["labels"])
    if "closed_on" in columns and deal.status in (Status.WON, Status.LOST):
        known = stages.stages(step.connection, removed=True)
        sold = {stage.id for stage in known if stage.is_post_sale}
        visits = deals.visits(step.connection, [deal.id]).get(deal.id, ())
        step.apply(stays_moved(deal, columns["closed_on"], visits, sold))
    if changed:
        step.touch(deal.id, deal.touched_on)
    return [
        name
        for key in after
        if before[key] != after[key]
        for name in _names(key, before[key], after[key])
    ]


def _followed(step: Draft, deal: Deal, own: int | None) -> str:
    """Which probability holds for a deal from now on, for the title of a step."""
    if own is not None:
        return f"; it has its own now, {own} %"
    known = stages.stages(step.connection, deal.pipeline_id, removed=True)
    stage = next((stage for stage in known if stage.id == deal.stage_id), None)
    return f"; it follows the stage now, {stage.probability} %" if stage else ""


def _names(key: str, before: Any, after: Any) -> list[str]:
    """What the title of a step calls a field: one of the person's own by its own name."""
    if key != "custom":
        return [key.replace("_", " ")]
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _company(
    step: Draft, deal: Deal, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[int | None, int | None]:
    known = deals.company(step.connection, deal.company_id)
    if (known.name if known else "") != (before["company"] or ""):
        raise Conflict(
            f"somebody else changed the company of {deal.title} meanwhile; "
            "nothing was written, look again"
        )
    name = (after["company"] or "").strip()
    return (people.company_id(step, name) if name else None), deal.company_id


def _labels(step: Draft, deal_id: int, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    rows = deals.rows_of(step.connection, schema.deal_label, deal_id)
    if {row["label"] for row in rows} != set(before):
        raise Conflict("somebody else changed the labels meanwhile; nothing was written")
    wanted = dict.fromkeys(label.strip() for label in after if label.strip())
    gone = [row for row in rows if row["label"] not in wanted]
    for row in gone:
        step.delete("deal_label", row, deal_id)
    new = [label for label in wanted if label not in set(before)]
    for label in new:
        step.insert("deal_label", {"deal_id": deal_id, "label": label}, deal_id)
    return bool(gone or new)


def _validate(after: Mapping[str, Any]) -> None:
    if "title" in after and not str(after["title"]).strip():
        raise BadInput("title", "", "a deal needs a title")
    probability = after.get("probability")
    if probability is not None and not 0 <= probability <= 100:
        raise NotAccepted("probability", str(probability), "a whole number from 0 to 100 is needed")
    value = after.get("value")
    if value is not None and value < 0:
        raise NotAccepted("value", str(value), "an amount of 0 or more is needed")
    if "currency" in after:
        digits(after["currency"])
    category = after.get("forecast_category")
    if category is not None and category not in set(ForecastCategory):
        raise BadInput("forecast category", category, f"use one of {', '.join(ForecastCategory)}")
    for key in ("created_on", "expected_close", "closed_on", "contract_end", "nurture_until"):
        if after.get(key) is not None and not isinstance(after[key], date):
            raise BadInput(key.replace("_", " "), str(after[key]), "a date is needed")


def field_completions(ws: Workspace, field: str, like: str, limit: int = 20) -> list[str]:
    """Values in use in a field (``source``, ``campaign``, ``owner``, ``label``, ``industry``)."""
    if field not in ("source", "campaign", "owner", "label", "industry"):
        raise NotFound(f"there are no suggestions for {field}")
    with ws.read() as connection:
        return deals.values_in_use(connection, field, like, limit)
