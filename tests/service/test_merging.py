"""Two of a kind become one: what is kept, what is dropped, and all of it can be undone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import UniqueConstraint

from pipeboard.domain.merging import Kind, Merge, Side
from pipeboard.domain.people import Role
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import (
    deals,
    details,
    feed,
    followups,
    history,
    merging,
    notes,
    people,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from pipeboard.store.journal import JOURNALED
from tests import builders
from tests.builders import everything


def sold_from(ws: Workspace, deal_id: int) -> str | None:
    """The title of the deal that another was sold from."""
    found = details.view(ws, deal_id).sold_from
    return found.title if found else None


def insert(ws: Workspace, table: str, row: Mapping[str, Any], deal: int | None = None) -> int:
    """Writes a row that no service makes yet."""
    with ws.step() as step:
        row_id = step.insert(table, row, deal)
        step.title = f"Added a {table}"
    return row_id


def company(ws: Workspace, name: str, **fields: str) -> int:
    return insert(
        ws, "company", {"name": name, "industry": "", "website": "", "notes": "", **fields}
    )


def contact(ws: Workspace, name: str, **fields: Any) -> int:
    return insert(ws, "contact", {"name": name, "company_id": None, "title": "", **fields})


def fields_of(seen: Merge) -> dict[str, tuple[str, str, Side]]:
    return {field.name: (field.kept, field.other, field.side) for field in seen.fields}


@pytest.fixture
def twice(classic_workspace: Workspace) -> tuple[int, int]:
    """Acme, and Acme again with more on it."""
    ws = classic_workspace
    keep = builders.deal(ws, "Acme renewal", labels=("hot",), company="Acme", contacts=("Lena",))
    other = builders.deal(
        ws,
        "Acme again",
        value=900_000,
        company="Acme",
        contacts=("Lena", "Omar"),
        labels=("hot", "big"),
        closes=date(2026, 12, 1),
        next_step=builders.follow_up(date(2026, 11, 30)),
    )
    lena, omar = details.view(ws, other).contacts
    people.edit_on_deal(ws, lena, {"role": Role.DECISION_MAKER})
    people.edit_on_deal(ws, omar, {"role": Role.USER})
    notes.add(ws, [other], "They called twice.")
    custom = {"custom": {"region": "north"}}
    details.edit(ws, other, {"source": "", "custom": {}}, {"source": "fair", **custom})
    builders.move(ws, [other], 2)
    return keep, other


def test_the_preview_tells_field_by_field(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """The kept one's value stays; where it has none, the other's comes."""
    seen = merging.preview(classic_workspace, Kind.DEAL, *twice)
    fields = fields_of(seen)
    assert fields["title"] == ("Acme renewal", "Acme again", Side.KEPT)
    assert fields["value"] == ("12,000.00 EUR", "9,000.00 EUR", Side.KEPT)
    assert fields["source"] == ("", "fair", Side.OTHER)
    assert fields["expected close"] == ("", "Tue 1 Dec 2026", Side.OTHER)
    assert fields["custom.region"] == ("", "north", Side.OTHER)
    assert fields["company"] == ("Acme", "Acme", Side.KEPT)
    assert {field.name for field in seen.fields if len(field.sides) == 1} == {
        *("company", "owner", "created on", "probability"),
    }
    united = {each.label: (each.kept, each.other, each.together) for each in seen.united}
    assert united == {
        "contacts": (1, 2, 2),
        "labels": (1, 2, 2),
        "notes": (0, 1, 1),
        "follow-ups": (0, 1, 1),
    }
    assert [each.names for each in seen.united if each.label == "labels"] == [("#hot", "#big")]
    assert seen.goes == (
        "it is in Lead Qualification, open; the deal that is kept stays in Lead Generation, open",
        "its way through the stages (2 stays)",
    )


def test_a_deal_takes_over_what_the_other_has(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """Lists are united, the weightier role stays, the stage is the kept deal's; the other is gone."""
    ws, (keep, other) = classic_workspace, twice
    child = builders.deal(ws, "Acme upsell")
    with ws.step() as step:
        step.edit("deal", child, {"sold_from_id": None}, {"sold_from_id": other}, child)
        step.title = "Linked"
    before = everything(ws)
    step_ = merging.merge(ws, merging.preview(ws, Kind.DEAL, keep, other))
    assert step_ is not None
    assert step_.title == "Merged Acme again (#2) into Acme renewal (#1)"
    view = details.view(ws, keep)
    assert (view.deal.title, view.deal.value, view.deal.source) == (
        *("Acme renewal", 1_200_000, "fair"),
    )
    assert view.labels == ("hot", "big")
    assert [(link.contact.name, link.role) for link in view.contacts] == [
        ("Lena", Role.DECISION_MAKER),
        ("Omar", Role.USER),
    ]
    assert [note.text for note in view.notes] == ["They called twice."]
    assert len(view.follow_ups) == 1
    assert view.stage is not None
    assert view.stage.name == "Lead Generation"
    assert view.deal.custom == {"region": "north"}
    assert sold_from(ws, child) == "Acme renewal"
    with pytest.raises(NotFound, match="Acme again was merged into deal 1 by ann"):
        details.view(ws, other)
    assert upkeep.check(ws) == []
    after = everything(ws)
    assert len(after["stage_visit"]) == len(before["stage_visit"]) - 2
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after


def test_the_history_of_the_kept_deal_tells_it(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """First that it was merged, then what it took over; of the other one, that it went."""
    ws, (keep, other) = classic_workspace, twice
    merging.merge(ws, merging.preview(ws, Kind.DEAL, keep, other), {"value": Side.OTHER})
    told = history.of_deal(ws, keep, 1)[0].sentences
    assert told[0] == "Merged Acme again (#2) into Acme renewal (#1)"
    assert "Value changed from 12,000.00 EUR to 9,000.00 EUR" in told
    assert "Source set to fair" in told
    assert "Follow-up changed" not in told
    assert history.of_deal(ws, other, 1)[0].sentences == (
        "Merged Acme again (#2) into Acme renewal (#1)",
    )
    history.undo(ws)
    undone = history.of_deal(ws, keep, 1)[0].sentences
    assert "Undone: Merged Acme again (#2) into Acme renewal (#1)" in undone


def test_deals_with_nothing_on_them_have_it_in_their_history(classic_workspace: Workspace) -> None:
    """Also where no row of the kept one changes."""
    ws = classic_workspace
    one, two = builders.deal(ws, value=None), builders.deal(ws, value=None)
    seen = feed.seen(ws)
    merging.merge(ws, merging.preview(ws, Kind.DEAL, one, two))
    assert history.of_deal(ws, one, 1)[0].sentences == (
        "Merged Acme renewal (#2) into Acme renewal (#1)",
    )
    news = feed.news(ws, seen)
    assert news is not None
    assert news.deals == frozenset({one, two})


def test_the_others_value_can_be_chosen(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """Field by field, also none in place of the kept one's, or the kept one's none."""
    ws = classic_workspace
    seen = merging.preview(ws, Kind.DEAL, *twice)
    chosen = {"title": Side.OTHER, "source": Side.KEPT, "custom.region": Side.KEPT}
    merging.merge(ws, seen, chosen)
    deal = details.view(ws, twice[0]).deal
    assert (deal.title, deal.source, deal.custom) == ("Acme again", "", {})
    assert (deal.value, deal.expected_close) == (1_200_000, date(2026, 12, 1))


def test_a_choice_that_there_is_not_is_refused(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """With the fields that differ; nothing is written."""
    seen = merging.preview(classic_workspace, Kind.DEAL, *twice)
    before = everything(classic_workspace)
    for name in ("owner", "colour"):
        with pytest.raises(BadInput, match="the two differ in title, value, source"):
            merging.merge(classic_workspace, seen, {name: Side.OTHER})
    with pytest.raises(BadInput, match="one of kept, other is needed"):
        merging.merge(classic_workspace, seen, {"title": Side.BOTH})
    assert everything(classic_workspace) == before


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_merged_with_itself(classic_workspace: Workspace, kind: Kind) -> None:
    """It is named, and so is what to do."""
    ws = classic_workspace
    builders.deal(ws, "Acme", company="Acme", contacts=("Acme",))
    with pytest.raises(Refused, match=rf"Acme \(#1\) cannot be merged with itself; .* {kind}"):
        merging.preview(ws, kind, 1, 1)


def test_what_changed_since_the_look_is_a_conflict(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """A field, or something new on either; nothing is written, and a second look sees it."""
    ws, bo = classic_workspace, replace(classic_workspace, actor="bo")
    keep, other = twice
    acts: list[Callable[[], object]] = [
        lambda: details.edit(bo, other, {"owner": "ann"}, {"owner": "bo"}),
        lambda: notes.add(bo, [keep], "hello"),
        lambda: people.add_to_deal(bo, other, "Ida", Role.OTHER),
    ]
    for act in acts:
        seen = merging.preview(ws, Kind.DEAL, keep, other)
        act()
        before = everything(ws)
        with pytest.raises(Conflict, match="was changed meanwhile; nothing was merged, look again"):
            merging.merge(ws, seen)
        assert everything(ws) == before
    deals.delete(bo, [other])
    with pytest.raises(NotFound, match="Acme again was deleted by bo"):
        merging.merge(ws, seen)


def test_later_work_on_the_merged_deal_stays_when_it_is_undone(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """An undo that would tear it apart is a conflict, which says who did what."""
    ws, (keep, other) = classic_workspace, twice
    merging.merge(ws, merging.preview(ws, Kind.DEAL, keep, other))
    bo = replace(ws, actor="bo")
    details.edit(bo, keep, {"source": "fair"}, {"source": "web"})
    before = everything(ws)
    with pytest.raises(Conflict, match="bo changed the source of Acme renewal"):
        history.undo(ws)
    assert everything(ws) == before


def test_what_another_was_merged_into_is_not_un_added(classic_workspace: Workspace) -> None:
    """Else both deals would be lost; the merge comes first, and then either can be taken back."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    empty = everything(ann)
    kept = builders.deal(ann, title="Acme")
    other = builders.deal(bo, title="Acme again")
    merging.merge(bo, merging.preview(bo, Kind.DEAL, kept, other))
    merged = everything(ann)
    with pytest.raises(Conflict, match=r"Acme again \(merged into it by bo\) would go with it"):
        history.undo(ann)
    assert everything(ann) == merged
    history.undo(bo)
    history.undo(ann)
    history.undo(bo)
    assert everything(ann) == empty


def test_a_deal_and_the_one_it_was_sold_from(classic_workspace: Workspace) -> None:
    """Merged into one it is sold from nothing of its own, but from what is above both."""
    ws = classic_workspace
    top, middle, low = (builders.deal(ws, title) for title in ("Top", "Middle", "Low"))
    for child, parent in ((middle, top), (low, middle)):
        with ws.step() as step:
            step.edit("deal", child, {"sold_from_id": None}, {"sold_from_id": parent}, child)
            step.title = "Linked"
    before = everything(ws)
    merging.merge(ws, merging.preview(ws, Kind.DEAL, low, middle))
    assert sold_from(ws, low) == "Top"
    history.undo(ws)
    assert everything(ws) == before
    merging.merge(ws, merging.preview(ws, Kind.DEAL, low, top))
    assert sold_from(ws, middle) == "Low"
    assert details.view(ws, low).deal.sold_from_id is None
    history.undo(ws)
    assert everything(ws) == before


def test_a_kept_deal_is_not_closed_before_it_was_created(classic_workspace: Workspace) -> None:
    """The other's date does not come by itself, and is refused when it is chosen."""
    ws = classic_workspace
    keep, other = builders.deal(ws, "Old"), builders.deal(ws, "New")
    details.edit(ws, keep, {"created_on": ws.today()}, {"created_on": None})
    deals.win(ws, [keep], on=date(2026, 11, 1))
    seen = merging.preview(ws, Kind.DEAL, keep, other)
    assert fields_of(seen)["created on"] == ("", "Tue 24 Nov 2026", Side.KEPT)
    with pytest.raises(Refused, match="cannot have been closed on"):
        merging.merge(ws, seen, {"created on": Side.OTHER})
    merging.merge(ws, seen)
    assert details.view(ws, keep).deal.status == "won"


def test_contacts_unite_their_addresses_and_deals(classic_workspace: Workspace) -> None:
    """One address whatever its case; on a deal that both are on, the weightier role stays."""
    ws = classic_workspace
    first, second = builders.deal(ws, "First"), builders.deal(ws, "Second")
    people.add_to_deal(ws, first, "Lena Meier", Role.USER, "lena@acme.example", "+49 30 1")
    people.add_to_deal(ws, first, "Lena M", Role.CHAMPION, "LENA@acme.example", "+49-30-1")
    people.add_to_deal(ws, second, "Lena M", Role.BLOCKER, "lm@acme.example")
    followups.add(ws, [second], builders.follow_up(date(2026, 11, 30)))
    keep, other = (link.contact.id for link in details.view(ws, first).contacts)
    note = {"contact_id": other, "text": "hi", "author": "ann", "at": ws.now()}
    insert(ws, "note", note)
    before = everything(ws)
    seen = merging.preview(ws, Kind.CONTACT, keep, other)
    united = {each.label: each.together for each in seen.united}
    assert united == {"e-mails": 2, "phones": 1, "deals": 2, "notes": 1}
    step = merging.merge(ws, seen)
    assert step is not None
    assert step.title == "Merged Lena M (#2) into Lena Meier (#1)"
    (link,) = details.view(ws, first).contacts
    assert link.role is Role.CHAMPION
    assert link.contact.emails == ("lena@acme.example", "lm@acme.example")
    assert link.contact.phones == ("+49 30 1",)
    assert [each.contact.id for each in details.view(ws, second).contacts] == [keep]
    assert history.of_deal(ws, second, 1)[0].sentences == (step.title,)
    after = everything(ws)
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after
    with pytest.raises(NotFound, match=r"Lena M is gone since '.*Merged Lena M.*', by ann"):
        merging.preview(ws, Kind.CONTACT, keep, other)


def test_companies_unite_what_is_theirs(classic_workspace: Workspace) -> None:
    """Deals, contacts, notes and follow-ups; of two texts of notes both stay."""
    ws = classic_workspace
    keep = company(ws, "Acme", notes="Pays late.")
    other = company(ws, "Acme GmbH", notes="Berlin", website="acme.example")
    deal = builders.deal(ws, company="Acme GmbH")
    contact(ws, "Lena", company_id=other)
    before = everything(ws)
    seen = merging.preview(ws, Kind.COMPANY, keep, other)
    assert fields_of(seen)["notes"] == ("Pays late.", "Berlin", Side.BOTH)
    merging.merge(ws, seen)
    found = details.view(ws, deal).company
    assert found is not None
    assert (found.name, found.notes, found.website) == (
        *("Acme", "Pays late.\nBerlin", "acme.example"),
    )
    assert history.of_deal(ws, deal, 1)[0].sentences == ("Merged Acme GmbH (#2) into Acme (#1)",)
    after = everything(ws)
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after
    history.undo(ws)
    merging.merge(ws, merging.preview(ws, Kind.COMPANY, keep, other), {"notes": Side.OTHER})
    with ws.read() as connection:
        from pipeboard.store.people import companies

        assert [each.notes for each in companies(connection, "acme", 5)] == ["Berlin"]


def test_what_can_be_there_once_only_is_not_moved_twice() -> None:
    """Where a table allows one row for each of a deal, contact or company, two are made one."""
    for table in JOURNALED.values():
        own = [
            {column.name for column in constraint.columns}
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
        ]
        once = any(f"{kind}_id" in columns for kind in Kind for columns in own)
        assert not once or table.name in merging._SAME_BY, table.name


DATES = st.sampled_from((None, date(2026, 11, 2), date(2027, 1, 1)))
TEXTS = st.sampled_from(("", "x", "y"))
ROW = st.fixed_dictionaries(
    {
        "value": st.sampled_from((None, 100, 200)),
        "source": TEXTS,
        "need": TEXTS,
        "expected_close": DATES,
        "contract_end": DATES,
        "probability": st.sampled_from((None, 10)),
        "custom": st.dictionaries(st.sampled_from(("a", "b")), st.sampled_from(("1", "2"))),
    }
)
SHARED = st.fixed_dictionaries(
    {
        "labels": st.sets(st.sampled_from(("hot", "big", "new"))),
        "people": st.dictionaries(st.integers(0, 2), st.sampled_from(list(Role))),
        "ids": st.sets(st.sampled_from(("A", "B"))),
        "ticks": st.sets(st.sampled_from(("asked", "met"))),
        "notes": st.integers(0, 2),
        "calls": st.integers(0, 2),
        "moves": st.integers(0, 2),
    }
)


def _fill(ws: Workspace, deal: int, known: list[int], row: Any, parts: Any) -> None:
    before = {key: getattr(details.view(ws, deal).deal, key) for key in row}
    details.edit(ws, deal, before, row)
    for label in sorted(parts["labels"]):
        insert(ws, "deal_label", {"deal_id": deal, "label": label}, deal)
    for place, role in parts["people"].items():
        link = {"deal_id": deal, "contact_id": known[place], "role": role.value}
        insert(ws, "deal_contact", link, deal)
    for value in sorted(parts["ids"]):
        insert(ws, "external_id", {"deal_id": deal, "system": "crm", "value": value}, deal)
    for item in sorted(parts["ticks"]):
        insert(ws, "deal_check", {"deal_id": deal, "item": item}, deal)
    for number in range(parts["notes"]):
        notes.add(ws, [deal], f"note {number}")
    for number in range(parts["calls"]):
        followups.add(ws, [deal], builders.follow_up(date(2026, 12, 1 + number)))
    if parts["moves"]:
        builders.move(ws, [deal], parts["moves"])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.tuples(ROW, ROW), parts=st.tuples(SHARED, SHARED), data=st.data())
def test_whatever_is_merged_comes_apart_again(
    classic_workspace: Workspace, rows: Any, parts: Any, data: Any
) -> None:
    """Undo restores every row of every table, redo does the same again; nothing united is lost."""
    ws = classic_workspace
    known = [contact(ws, name) for name in ("Lena", "Omar", "Ida")]
    keep, other = builders.deal(ws, "Keep"), builders.deal(ws, "Other")
    for deal, row, part in zip((keep, other), rows, parts, strict=True):
        _fill(ws, deal, known, row, part)
    before = everything(ws)
    seen = merging.preview(ws, Kind.DEAL, keep, other)
    chosen = {
        field.name: data.draw(st.sampled_from(field.sides))
        for field in seen.fields
        if len(field.sides) > 1 and data.draw(st.booleans())
    }
    merging.merge(ws, seen, chosen)
    after = everything(ws)
    view = details.view(ws, keep)
    assert set(view.labels) == parts[0]["labels"] | parts[1]["labels"]
    assert {link.contact.id for link in view.contacts} == {
        known[place] for place in parts[0]["people"] | parts[1]["people"]
    }
    assert len(view.notes) == parts[0]["notes"] + parts[1]["notes"]
    assert len(view.follow_ups) == parts[0]["calls"] + parts[1]["calls"]
    assert upkeep.check(ws) == []
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after
