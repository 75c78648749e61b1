"""Adding, moving, winning, losing, reopening and deleting deals."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from pipeboard.domain.deals import Status
from pipeboard.errors import BadInput, Conflict, NotFound, NotOpen, Refused
from pipeboard.service import boards, deals, details, followups, history, notes, pipelines, reading
from pipeboard.service.workspace import Workspace
from pipeboard.store.journal import JOURNALED
from tests import builders

TODAY = date(2026, 11, 24)


def test_a_deal_is_added_with_all_that_was_typed(classic_workspace: Workspace) -> None:
    """Company, contact, label and follow-up come with it, as one step."""
    ws = classic_workspace
    deal = builders.deal(
        ws,
        company="Acme",
        contacts=("Lena Fox",),
        labels=("hot", "hot"),
        next_step=builders.follow_up(TODAY, subject="call Lena"),
    )
    view = details.view(ws, deal)
    assert view.deal.owner == "ann"
    assert view.deal.created_on == TODAY
    assert view.company is not None
    assert view.company.name == "Acme"
    assert [link.contact.name for link in view.contacts] == ["Lena Fox"]
    assert view.labels == ("hot",)
    assert [item.subject for item in view.follow_ups] == ["call Lena"]
    history.undo(ws)
    with pytest.raises(NotFound):
        details.view(ws, deal)


def test_known_companies_and_contacts_are_found_again(classic_workspace: Workspace) -> None:
    """Typing a known name, in any case, makes no second company or person."""
    ws = classic_workspace
    first = builders.deal(ws, "One", company="Acme", contacts=("Lena Fox",))
    second = deals.add(ws, reading.read_deal(ws, "Two +ACME @lena").draft).id
    one, two = details.view(ws, first), details.view(ws, second)
    assert one.deal.company_id == two.deal.company_id
    assert one.contacts[0].contact.id == two.contacts[0].contact.id


def test_moves_stop_at_the_ends_with_a_reason(classic_workspace: Workspace) -> None:
    """Back from the first stage, and on into post-sale, are refused; nothing moves."""
    ws = classic_workspace
    deal = builders.deal(ws)
    with pytest.raises(Refused, match="already in the first stage, Lead Generation"):
        builders.move(ws, [deal], -1)
    builders.move(ws, [deal], 5)
    with pytest.raises(Refused, match="use win"):
        builders.move(ws, [deal], 1)
    assert builders.stage_names(ws, deal) == ["Negotiation and Closing"]


def test_a_bulk_move_that_one_deal_cannot_make_moves_none(classic_workspace: Workspace) -> None:
    """All or nothing, so that the board never is in between."""
    ws = classic_workspace
    first, second = builders.deal(ws, "A"), builders.deal(ws, "B")
    builders.move(ws, [second], 1)
    with pytest.raises(Refused):
        builders.move(ws, [second, first], -1)
    assert builders.stage_names(ws, first, second) == ["Lead Generation", "Prospecting"]


def test_visits_follow_the_moves(classic_workspace: Workspace) -> None:
    """Each stay in a stage is a row with its dates; undone moves leave none."""
    ws = classic_workspace
    deal = builders.deal(ws)
    builders.move(ws, [deal], 1)
    builders.move(ws, [deal], 1)
    history.undo(ws)
    visit = JOURNALED["stage_visit"]
    with ws.read() as connection:
        stays = connection.execute(
            select(visit.c.stage_id, visit.c.left_on).order_by(visit.c.id)
        ).all()
    first, second = (stage.id for stage in boards.board(ws).stages[:2])
    assert [tuple(stay) for stay in stays] == [(first, TODAY), (second, None)]


def test_winning_puts_a_deal_into_post_sale(classic_workspace: Workspace) -> None:
    """It keeps its follow-ups and gets the closing date; it cannot be won twice."""
    ws = classic_workspace
    deal = builders.deal(ws, next_step=builders.follow_up(TODAY))
    details.edit(ws, deal, {"created_on": TODAY}, {"created_on": date(2026, 11, 2)})
    deals.win(ws, [deal], "best offer", date(2026, 11, 20))
    view = details.view(ws, deal)
    assert (view.deal.status, view.deal.reason) == (Status.WON, "best offer")
    assert view.deal.closed_on == date(2026, 11, 20)
    assert view.stage is not None
    assert view.stage.is_post_sale
    assert view.next_step is not None
    with pytest.raises(Refused, match="won already"):
        deals.win(ws, [deal])
    with pytest.raises(NotOpen, match=r"^[^;]+ is won$"):
        builders.move(ws, [deal], -1)


def test_a_deal_is_not_closed_before_it_was_created(classic_workspace: Workspace) -> None:
    """Both days are named, and nothing is written, whichever of them is changed."""
    ws = classic_workspace
    deal = builders.deal(ws)
    early = date(2026, 11, 23)
    told = "created on 2026-11-24 and cannot have been closed on 2026-11-23"
    with pytest.raises(Refused, match=told):
        deals.win(ws, [deal], None, early)
    with pytest.raises(Refused, match=told):
        deals.lose(ws, [deal], "price", early)
    assert details.view(ws, deal).deal.status is Status.OPEN
    deals.win(ws, [deal])
    with pytest.raises(Refused, match=told):
        details.edit(ws, deal, {"closed_on": TODAY}, {"closed_on": early})
    details.edit(ws, deal, {"created_on": TODAY}, {"created_on": early})
    details.edit(ws, deal, {"closed_on": TODAY}, {"closed_on": early})
    with pytest.raises(Refused, match="was created on 2026-11-24"):
        details.edit(ws, deal, {"created_on": early}, {"created_on": TODAY})


def test_losing_needs_a_reason_and_keeps_the_stage(classic_workspace: Workspace) -> None:
    """A lost deal leaves the board but stays where it was lost."""
    ws = classic_workspace
    deal = builders.deal(ws)
    builders.move(ws, [deal], 2)
    with pytest.raises(Refused, match="reason"):
        deals.lose(ws, [deal], "  ")
    deals.lose(ws, [deal], "too dear")
    view = details.view(ws, deal)
    assert (view.deal.status, view.deal.reason) == (Status.LOST, "too dear")
    assert view.stage is not None
    assert view.stage.name == "Lead Qualification"
    assert builders.lane(ws, 2) == []


def test_a_closing_date_in_the_future_is_refused(classic_workspace: Workspace) -> None:
    """What has not happened yet cannot be recorded as done."""
    deal = builders.deal(classic_workspace)
    with pytest.raises(BadInput, match="2026-11-25"):
        deals.win(classic_workspace, [deal], None, date(2026, 11, 25))


def test_reopening_a_won_deal_restores_the_stage_it_was_won_from(
    classic_workspace: Workspace,
) -> None:
    """Not post-sale, and not the first stage: where it was being sold."""
    ws = classic_workspace
    deal = builders.deal(ws)
    builders.move(ws, [deal], 3)
    deals.win(ws, [deal])
    deals.reopen(ws, [deal], "contract fell through")
    view = details.view(ws, deal)
    assert view.deal.status is Status.OPEN
    assert (view.deal.closed_on, view.deal.reason) == (None, None)
    assert builders.stage_names(ws, deal) == ["Initial Contact"]
    assert view.notes[0].text == "Reopened: contract fell through"


def sold_from(ws: Workspace, deal: int) -> int | None:
    """The deal that a deal was sold from."""
    return details.view(ws, deal).deal.sold_from_id


def follows(ws: Workspace, deal: int, parent: int) -> None:
    """Makes a deal one that was sold from another."""
    with ws.step() as step:
        step.edit("deal", deal, {"sold_from_id": None}, {"sold_from_id": parent}, deal)


def test_a_deal_that_another_was_sold_from_is_deleted(classic_workspace: Workspace) -> None:
    """The other stays, sold from nothing; undo gives back both as they were."""
    ws = classic_workspace
    parent, child = builders.deal(ws, "Parent"), builders.deal(ws, "Child")
    follows(ws, child, parent)
    deals.delete(ws, [parent])
    assert sold_from(ws, child) is None
    history.undo(ws)
    assert sold_from(ws, child) == parent
    assert details.view(ws, parent).deal.title == "Parent"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_deals_sold_from_each_other_are_deleted_in_any_order(
    classic_workspace: Workspace, order: tuple[int, ...]
) -> None:
    """Together with the one that they were sold from, as one step that undo takes back."""
    ws = classic_workspace
    kept = builders.deal(ws, "Kept")
    line = [builders.deal(ws, title) for title in ("First", "Second", "Third")]
    for child, parent in zip(line, [kept, *line], strict=False):
        follows(ws, child, parent)
    deals.delete(ws, [line[place] for place in order])
    assert builders.lane(ws, 0) == ["Kept"]
    history.undo(ws)
    assert [sold_from(ws, deal) for deal in line] == [kept, *line[:2]]
    history.redo(ws)
    assert builders.lane(ws, 0) == ["Kept"]


def test_deleting_takes_all_that_belongs_to_a_deal(classic_workspace: Workspace) -> None:
    """Notes, follow-ups, labels and visits go with it, and all come back on undo."""
    ws = classic_workspace
    deal = builders.deal(ws, contacts=("Lena",), labels=("hot",))
    notes.add(ws, [deal], "met them")
    followups.add(ws, [deal], builders.follow_up(TODAY))
    before = details.view(ws, deal)
    deals.delete(ws, [deal])
    with ws.read() as connection:
        for name in ("note", "follow_up", "deal_label", "deal_contact", "stage_visit", "deal"):
            count = select(func.count()).select_from(JOURNALED[name])
            assert connection.execute(count).scalar() == 0
    history.undo(ws)
    assert details.view(ws, deal) == before


def test_editing_with_stale_eyes_is_a_conflict(classic_workspace: Workspace) -> None:
    """A form that shows an old value does not overwrite what Bo wrote meanwhile."""
    ann = classic_workspace
    deal = builders.deal(ann)
    seen = {"value": 1_200_000, "title": "Acme renewal"}
    details.edit(replace(ann, actor="bo"), deal, seen, {"value": 900_000})
    with pytest.raises(Conflict, match="value of Acme renewal"):
        details.edit(ann, deal, seen, {"value": 1_500_000})
    details.edit(ann, deal, seen, {"title": "Acme"})
    found = details.view(ann, deal).deal
    assert (found.title, found.value) == ("Acme", 900_000)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", " ", "needs a title"),
        ("probability", 101, "0 to 100"),
        ("currency", "ABC", "ABC"),
        ("forecast_category", "sure", "commit"),
        ("value", -1, "0 or more"),
        ("colour", "red", "colour"),
    ],
)
def test_values_that_a_field_does_not_take(
    classic_workspace: Workspace, field: str, value: object, message: str
) -> None:
    """Each is refused with what is accepted, and nothing is written."""
    deal = builders.deal(classic_workspace)
    with pytest.raises(BadInput, match=message):
        details.edit(classic_workspace, deal, {field: None}, {field: value})
    assert len(history.of_deal(classic_workspace, deal)) == 1


def test_a_deal_that_is_gone_is_named(classic_workspace: Workspace) -> None:
    """Acting on a deal that somebody deleted says so and does nothing to the others."""
    ws = classic_workspace
    gone, there = builders.deal(ws, "A"), builders.deal(ws, "B")
    deals.delete(replace(ws, actor="bo"), [gone])
    with pytest.raises(NotFound, match="A was deleted by bo"):
        builders.move(ws, [gone, there], 1)
    assert builders.stage_names(ws, there) == ["Lead Generation"]


def test_the_first_deal_on_an_empty_database_makes_the_classic_stages(
    workspace: Workspace,
) -> None:
    """A script that adds before anybody opened the board finds stages; undo leaves them."""
    assert pipelines.is_fresh(workspace)
    builders.deal(workspace)
    assert len(boards.board(workspace).stages) == 7
    history.undo(workspace)
    assert len(boards.board(workspace).stages) == 7
    assert history.undo(workspace) is None


def test_what_became_of_a_deal_or_a_follow_up_is_told(classic_workspace: Workspace) -> None:
    """By its name: deleted alone, deleted with its deal, or taken back; by its id when it never was."""
    ws, bo = classic_workspace, replace(classic_workspace, actor="bo")
    step = builders.follow_up(TODAY, subject="the offer")
    deal = builders.deal(ws, "Acme", next_step=step)
    item = followups.next_steps(ws, [deal])[deal]
    followups.delete(bo, item)
    with pytest.raises(NotFound, match=r"^call the offer was deleted by bo$"):
        followups.get(ws, item.id)
    history.undo(bo)
    deals.delete(bo, [deal])
    for read in (lambda: followups.get(ws, item.id), lambda: details.title(ws, deal)):
        with pytest.raises(NotFound, match=r"^Acme was deleted by bo$"):
            read()
    other = builders.deal(ws, "Kestrel")
    history.undo(ws)
    with pytest.raises(NotFound, match=r"^Kestrel is gone: ann took back adding it$"):
        details.title(ws, other)
    with pytest.raises(NotFound, match="there is no deal 4711"):
        details.title(ws, 4711)
    with pytest.raises(NotFound, match="there is no follow-up 4711"):
        followups.get(ws, 4711)
