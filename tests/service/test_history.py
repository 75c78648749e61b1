"""Undo, redo and revert give back exactly what was, for each person apart."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeboard.domain.board import LaneSort
from pipeboard.domain.merging import Kind
from pipeboard.domain.money import Money
from pipeboard.errors import Conflict, NotFound, Refused
from pipeboard.service import (
    deals,
    details,
    fields,
    followups,
    history,
    imports,
    merging,
    names,
    notes,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.builders import everything


def test_undo_and_redo_of_each_kind_of_step(classic_workspace: Workspace) -> None:
    """Whatever a step did, undo restores every row, and redo the result."""
    ws = classic_workspace
    lead = builders.deal(ws, contacts=("Lena Fox",), company="Acme", labels=("hot",))
    other = builders.deal(ws, "Other")
    plan = builders.follow_up(date(2026, 11, 20))
    for act in (
        lambda: builders.deal(ws, "Another", next_step=plan),
        lambda: builders.move(ws, [lead], 2),
        lambda: builders.move(ws, [lead, other], 1),
        lambda: deals.reorder(ws, lead, 1, LaneSort.MANUAL) if _lane_of_two(ws) else None,
        lambda: notes.add(ws, [lead], "call again"),
        lambda: followups.add(ws, [lead, other], plan),
        lambda: followups.finish(ws, [followups.next_steps(ws, [lead])[lead]], "reached"),
        lambda: followups.log_call(ws, [lead], "voicemail", "will call back"),
        lambda: details.edit(ws, lead, {"value": 1_200_000}, {"value": None}),
        lambda: details.edit(ws, lead, {"labels": ("hot",)}, {"labels": ("cold", "big")}),
        lambda: deals.lose(ws, [other], "too dear"),
        lambda: deals.win(ws, [lead], "best offer"),
        lambda: deals.reopen(ws, [lead, other], "changed their mind"),
        lambda: deals.delete(ws, [lead, other]),
    ):
        before = everything(ws)
        act()
        after = everything(ws)
        if before == after:
            continue
        assert history.undo(ws) is not None
        assert before == everything(ws)
        assert history.redo(ws) is not None
        assert after == everything(ws)


def _lane_of_two(ws: Workspace) -> bool:
    return any(len(builders.lane(ws, number)) > 1 for number in range(7))


def test_undo_survives_a_restart(classic_workspace: Workspace) -> None:
    """What to undo is read from the journal, not from the memory of the process."""
    lead = builders.deal(classic_workspace)
    builders.move(classic_workspace, [lead], 1)
    later = replace(classic_workspace)
    history.undo(later)
    assert builders.stage_names(later, lead) == ["Lead Generation"]


def test_undo_is_each_persons_own(classic_workspace: Workspace) -> None:
    """Ann's undo takes back her move although Bo changed the value after it."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    lead = builders.deal(ann)
    builders.move(ann, [lead], 1)
    details.edit(bo, lead, {"value": 1_200_000}, {"value": 900_000})
    history.undo(ann)
    assert builders.stage_names(ann, lead) == ["Lead Generation"]
    assert details.view(ann, lead).deal.value == 900_000


def test_an_undo_that_later_work_forbids_is_told_and_writes_nothing(
    classic_workspace: Workspace,
) -> None:
    """When Bo moved the same deal, Ann is told, and the deal stays where Bo put it."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    lead = builders.deal(ann)
    builders.move(ann, [lead], 1)
    builders.move(bo, [lead], 1)
    before = everything(ann)
    with pytest.raises(Conflict, match="cannot take back"):
        history.undo(ann)
    assert before == everything(ann)


def test_un_adding_a_deal_with_somebody_elses_note_is_a_conflict(
    classic_workspace: Workspace,
) -> None:
    """A deal that others worked on since cannot be un-added."""
    lead = builders.deal(classic_workspace)
    notes.add(replace(classic_workspace, actor="bo"), [lead], "met them")
    with pytest.raises(Conflict, match="cannot take back 'Added Acme renewal': later work"):
        history.undo(classic_workspace)


def test_a_refused_undo_of_many_deals_names_the_one_that_differs(
    classic_workspace: Workspace, tmp_path: Path
) -> None:
    """Rows of the step that nobody touched are not taken for the reason."""
    ws = classic_workspace
    file = tmp_path / "deals.csv"
    file.write_text("title,value\nA,1\nB,2\nC,3\n")
    imports.import_deals(ws, [imports.plan(ws, file)])
    bo = replace(ws, actor="bo")
    before = everything(ws)
    for title in ("A", "B", "C"):
        details.edit(bo, names.deal(ws, title), {"campaign": ""}, {"campaign": "spring"})
        with pytest.raises(Conflict, match=f"bo changed the campaign of {title} mean"):
            history.undo(ws)
        history.undo(bo)
    assert before == everything(ws)


def test_a_refused_redo_says_that_it_is_one(classic_workspace: Workspace) -> None:
    """The message names what was to be done again, not that it was taken back."""
    ws = classic_workspace
    lead = builders.deal(ws)
    builders.move(ws, [lead], 1)
    history.undo(ws)
    builders.move(replace(ws, actor="bo"), [lead], 2)
    told = "cannot do again 'Moved Acme renewal from Lead Generation to Prospecting': bo"
    with pytest.raises(Conflict, match=f"^{told} moved Acme renewal meanwhile"):
        history.redo(ws)


def test_a_step_that_takes_another_back_tells_what_that_one_did(
    classic_workspace: Workspace,
) -> None:
    """A deal that came back by redo was not deleted, its creation was undone."""
    ws = classic_workspace
    lead = builders.deal(ws)
    history.undo(ws)
    history.redo(ws)
    move = builders.move(ws, [lead], 1)
    assert move is not None
    history.revert(ws, move.id)
    told = [line.sentences for line in history.of_deal(ws, lead)]
    assert told == [
        ("Reverted: Moved from Lead Generation to Prospecting",),
        ("Moved from Lead Generation to Prospecting",),
        ("Done again: Added in Lead Generation",),
        ("Undone: Added in Lead Generation",),
        ("Added in Lead Generation",),
    ]


def test_a_deals_history_of_one_person_counts_only_their_steps(
    classic_workspace: Workspace,
) -> None:
    """Many steps of others do not push out those that are asked for."""
    lead = builders.deal(classic_workspace)
    bo = replace(classic_workspace, actor="bo")
    for text in ("one", "two"):
        notes.add(bo, [lead], text)
    (line,) = history.of_deal(classic_workspace, lead, 1, actor=classic_workspace.actor)
    assert line.step.title == "Added Acme renewal"


def test_any_step_can_be_reverted(classic_workspace: Workspace) -> None:
    """A step in the middle is taken back while what came after stays; undo takes that back."""
    ws = classic_workspace
    lead = builders.deal(ws)
    move = builders.move(ws, [lead], 1)
    assert move is not None
    details.edit(ws, lead, {"title": "Acme renewal"}, {"title": "Acme"})
    history.revert(ws, move.id)
    assert builders.stage_names(ws, lead) == ["Lead Generation"]
    assert details.view(ws, lead).deal.title == "Acme"
    history.undo(ws)
    assert builders.stage_names(ws, lead) == ["Prospecting"]


def test_new_work_ends_what_can_be_redone(classic_workspace: Workspace) -> None:
    """After something new there is nothing left to redo."""
    ws = classic_workspace
    lead = builders.deal(ws)
    builders.move(ws, [lead], 1)
    history.undo(ws)
    notes.add(ws, [lead], "new")
    assert history.next_redo(ws) is None
    assert history.redo(ws) is None


def test_a_hundred_undos_and_redos_stay_in_step(classic_workspace: Workspace) -> None:
    """There is no window beyond which undo loses count."""
    ws = classic_workspace
    lead = builders.deal(ws)
    for number in range(120):
        builders.move(ws, [lead], 1 if number % 2 == 0 else -1)
    for _ in range(101):
        history.undo(ws)
    assert builders.stage_names(ws, lead) == ["Prospecting"]
    for _ in range(51):
        history.redo(ws)
    assert builders.stage_names(ws, lead) == ["Lead Generation"]
    for _ in range(70):
        history.undo(ws)
    assert builders.stage_names(ws, lead) == ["Lead Generation"]
    assert titles(ws)[0] == "Added Acme renewal"


def test_the_history_tells_moves_in_sentences(classic_workspace: Workspace) -> None:
    """A deal's history says what was done, by whom, newest first."""
    ws = classic_workspace
    lead = builders.deal(ws, next_step=builders.follow_up(date(2026, 11, 25)))
    builders.move(replace(ws, actor="bo"), [lead], 1)
    details.edit(ws, lead, {"value": 1_200_000}, {"value": 1_500_000})
    told = [(line.step.actor, line.sentences) for line in history.of_deal(ws, lead)]
    assert told == [
        ("ann", ("Value changed from 12,000.00 EUR to 15,000.00 EUR",)),
        ("bo", ("Moved from Lead Generation to Prospecting",)),
        ("ann", ("Added in Lead Generation", "Follow-up added: call, due Wed 25 Nov 2026")),
    ]


def test_the_history_tells_what_fields_of_ones_own_and_of_the_end_became(
    classic_workspace: Workspace,
) -> None:
    """Each custom field by its name; the day and the reason of the end where only they change."""
    ws = classic_workspace
    deal = builders.deal(ws)
    fields.change(ws, deal, [("created on", "2026-11-01")])
    fields.change(ws, deal, [("custom.Plan", "gold"), ("custom.Seats", "5")])
    fields.change(ws, deal, [("custom.Plan", "")])
    deals.win(ws, [deal], "price")
    fields.change(ws, deal, [("closed on", "2026-11-20"), ("reason", "service")])
    told = [line.sentences for line in history.of_deal(ws, deal)]
    assert told[:-2] == [
        (
            "Closed on changed from Tue 24 Nov 2026 to Fri 20 Nov 2026",
            "Reason changed from price to service",
        ),
        ("Won on Tue 24 Nov 2026: price", "Moved from Lead Generation to Post-Sale Follow-up"),
        ("Plan cleared",),
        ("Plan set to gold", "Seats set to 5"),
    ]


def test_a_finished_follow_up_is_named(classic_workspace: Workspace) -> None:
    """The title says of which deal, or of how many; the deal's history says which one it was."""
    ws = classic_workspace
    first, second = builders.deal(ws, "First"), builders.deal(ws, "Second")
    followups.add(ws, [first], builders.follow_up(date(2026, 11, 20), subject="offer"))
    followups.add(ws, [second], builders.follow_up(date(2026, 11, 20)))
    both = followups.next_steps(ws, [first, second])
    done = followups.finish(ws, list(both.values()), "agreed")
    assert done is not None
    assert done.title == "Finished 2 follow-ups on 2 deals: agreed"
    assert history.of_deal(ws, first)[0].sentences == ("Call 'offer' done: agreed",)
    assert history.of_deal(ws, second)[0].sentences == ("Call done: agreed",)
    history.undo(ws)
    done = followups.finish(ws, [both[first]], "")
    assert done is not None
    assert done.title == "Finished call 'offer' on First"


def test_past_money_stays_in_its_currency(classic_workspace: Workspace) -> None:
    """What was worth euros is told in euros, whatever the deal is in since; a value that is cleared
    and one that is set name theirs too."""
    ws = classic_workspace
    lead = builders.deal(ws)
    for field, typed in (
        *(("value", "13000"), ("currency", "JPY"), ("value", ""), ("value", "5 KWD")),
    ):
        fields.change(ws, lead, [(field, typed)])
    told = [line.sentences for line in history.of_deal(ws, lead)]
    assert told == [
        ("Value set to 5.000 KWD", "Currency changed from JPY to KWD"),
        ("Value cleared",),
        ("Value changed from 13,000.00 EUR to 13,000 JPY",),
        ("Value changed from 12,000.00 EUR to 13,000.00 EUR",),
        ("Added in Lead Generation",),
    ]


def test_a_value_is_not_put_back_in_another_currency(classic_workspace: Workspace) -> None:
    """Whoever changed the currency since stands in the way of taking the value back."""
    ann = classic_workspace
    lead = builders.deal(ann)
    details.edit(ann, lead, {"value": 1_200_000}, {"value": 1_300_000})
    bo = replace(ann, actor="bo")
    details.edit(bo, lead, {"currency": "EUR"}, {"currency": "JPY"})
    with pytest.raises(Conflict, match="currency"):
        history.undo(ann)
    assert details.view(ann, lead).deal.value == 1_300_000


def test_the_history_tells_what_was_undone_and_done_again(classic_workspace: Workspace) -> None:
    """In the words of what was done, not of its opposite."""
    ws = classic_workspace
    lead = builders.deal(ws)
    move = builders.move(ws, [lead], 1)
    assert move is not None
    history.undo(ws)
    history.redo(ws)
    history.revert(ws, move.id)
    notes.add(ws, [lead], "hello")
    history.undo(ws)
    told = [line.sentences for line in history.of_deal(ws, lead)]
    moved = "Moved from Lead Generation to Prospecting"
    assert told == [
        ("Undone: Note: hello",),
        ("Note: hello",),
        (f"Reverted: {moved}",),
        (f"Done again: {moved}",),
        (f"Undone: {moved}",),
        (moved,),
        ("Added in Lead Generation",),
    ]


def test_what_others_reverted_is_not_in_the_way_of_undo(classic_workspace: Workspace) -> None:
    """Nor is it taken back again; when they take that back, it is ann's to undo again."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    lead = builders.deal(ann)
    move = builders.move(ann, [lead], 1)
    assert move is not None
    history.revert(bo, move.id)
    assert titles(ann) == ["Added Acme renewal"]
    history.undo(bo)
    assert titles(ann)[0] == move.title
    history.undo(ann)
    assert builders.stage_names(ann, lead) == ["Lead Generation"]


def test_a_deletion_taken_back_once_is_not_taken_back_over_a_later_one(
    classic_workspace: Workspace,
) -> None:
    """Whoever wants the deal back takes back the step by which it went last, with all it had."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    lead, other = builders.deal(ann, "First"), builders.deal(ann, "Second")
    deletion = deals.delete(ann, [lead])
    assert deletion is not None
    history.revert(bo, deletion.id)
    fields.change(ann, lead, [("value", "75 USD")])
    merge = merging.merge(ann, merging.preview(ann, Kind.DEAL, other, lead))
    before = everything(ann)
    assert merge is not None
    with pytest.raises(Conflict, match=r"First has gone again since .*Merged First.* by ann"):
        history.revert(bo, deletion.id)
    assert everything(ann) == before
    history.revert(bo, merge.id)
    assert details.view(ann, lead).deal.money == Money(7500, "USD")
    again = deals.delete(bo, [lead])
    assert again is not None
    with pytest.raises(Conflict, match="has gone again since"):
        history.revert(bo, deletion.id)
    history.revert(ann, again.id)
    assert details.view(ann, lead).deal.money == Money(7500, "USD")


def test_what_others_reverted_is_not_in_the_way_of_redo(classic_workspace: Workspace) -> None:
    """Bo did again what ann took back: her redo goes on with what she took back before, and that
    move is bo's from then on."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    first, second = builders.deal(ann, "First"), builders.deal(ann, "Second")
    for lead in (first, second):
        builders.move(ann, [lead], 1)
    history.undo(ann)
    taken_back = history.undo(ann)
    assert taken_back is not None
    history.revert(bo, taken_back.id)
    assert builders.stage_names(ann, first, second) == ["Prospecting", "Lead Generation"]
    assert titles(ann)[0] == "Added Second"
    history.redo(ann)
    assert builders.stage_names(ann, first, second) == ["Prospecting", "Prospecting"]
    assert history.next_redo(ann) is None
    assert [title.split()[0] for title in titles(ann)[:2]] == ["Moved", "Added"]
    history.undo(bo)
    assert builders.stage_names(ann, first, second) == ["Lead Generation", "Prospecting"]


def test_a_redone_step_that_was_reverted_is_not_in_force(classic_workspace: Workspace) -> None:
    """Whether others reverted what was done or what was done again."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    lead = builders.deal(ann)
    move = builders.move(ann, [lead], 1)
    history.undo(ann)
    again = history.redo(ann)
    assert move is not None
    assert again is not None
    for step in (move, again):
        history.revert(bo, step.id)
        assert titles(ann)[0] == "Added Acme renewal"
        assert history.next_redo(ann) is None
        history.undo(bo)
        assert titles(ann)[0] == move.title


def test_a_step_that_is_left_blocks_nothing(classic_workspace: Workspace) -> None:
    """Undo goes on with the step before, does not come back to it, also after a restart, and redo
    passes over it; the step itself can still be reverted once nothing forbids that."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    first, second = builders.deal(ann, "First"), builders.deal(ann, "Second")
    builders.move(ann, [first], 1)
    move = builders.move(ann, [second], 1)
    assert move is not None
    builders.move(bo, [second], 1)
    with pytest.raises(Conflict):
        history.undo(ann)
    skipped = history.skip(replace(ann), move.id)
    assert skipped is not None
    assert skipped.left.id == move.id
    assert upkeep.check(ann) == []
    assert builders.stage_names(ann, first, second) == ["Lead Generation", "Lead Qualification"]
    history.undo(bo)
    assert titles(ann)[0] == "Added Second"
    history.redo(ann)
    assert builders.stage_names(ann, first, second) == ["Prospecting", "Prospecting"]
    assert [line.step.title for line in history.recent(ann, limit=4)][-1] == (
        f"Left as it is: {move.title}"
    )
    history.revert(ann, move.id)
    assert builders.stage_names(ann, first, second) == ["Prospecting", "Lead Generation"]


def test_a_step_that_can_be_taken_back_is_not_left(classic_workspace: Workspace) -> None:
    """Nothing is written; undo takes it back, also after it was asked whether it can."""
    ws = classic_workspace
    move = builders.move(ws, [builders.deal(ws)], 1)
    assert move is not None
    before = everything(ws), history.recent(ws)
    with pytest.raises(Refused, match="can be taken back; nothing was written, undo without"):
        history.skip(ws)
    assert not history.stuck(ws, move.id)
    assert (everything(ws), history.recent(ws)) == before
    assert history.undo(ws) is not None


def test_a_skip_tells_when_the_step_before_cannot_be_taken_back_either(
    classic_workspace: Workspace,
) -> None:
    """It keeps the first as left, so that the next skip goes on, and blames who is to blame."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    other, lead = builders.deal(ann, "Other"), builders.deal(ann)
    move = builders.move(ann, [lead], 1)
    assert move is not None
    builders.move(bo, [lead], 1)
    assert history.stuck(ann, move.id)
    skipped = history.skip(ann)
    assert skipped is not None
    assert skipped.undone is None
    assert skipped.refusal == (
        "'Moved Acme renewal from Lead Generation to Prospecting' is left as it is, but 'Added "
        f"Acme renewal' cannot be taken back either: {skipped.why}"
    )
    assert "Acme renewal" in skipped.why
    assert "nothing was written" not in skipped.refusal
    assert history.recent(ann)[0].step.title == f"Left as it is: {move.title}"
    assert titles(ann) == ["Added Acme renewal", "Added Other"]
    again = history.skip(ann)
    assert again is not None
    assert again.undone is not None
    assert again.undone.title == "Took back: Added Other"
    with pytest.raises(NotFound):
        details.view(ann, other)


def test_only_a_step_before_which_there_is_another_is_left(classic_workspace: Workspace) -> None:
    """Leaving is for going on."""
    bo = replace(classic_workspace, actor="bo")
    lead = builders.deal(classic_workspace)
    notes.add(bo, [lead], "hello")
    notes.edit(classic_workspace, 1, "hello", "bye")
    with pytest.raises(Refused, match="before your last step"):
        history.skip(bo)
    assert titles(bo) == ["Noted something on Acme renewal"]


def test_only_what_was_named_is_taken_back_or_done_again(classic_workspace: Workspace) -> None:
    """What somebody was asked about is done, or nothing is."""
    ws = classic_workspace
    lead = builders.deal(ws)
    first, second = builders.move(ws, [lead], 1), builders.move(ws, [lead], 1)
    assert first is not None
    assert second is not None
    for act in (history.undo, history.skip):
        with pytest.raises(Conflict, match="something else was done meanwhile"):
            act(ws, first.id)
    assert history.undo(ws, second.id) is not None
    with pytest.raises(Conflict, match="something else was done meanwhile"):
        history.redo(ws, first.id)
    assert history.redo(ws, second.id) is not None
    with pytest.raises(Conflict, match="something else was done meanwhile"):
        history.redo(ws, second.id)


def titles(ws: Workspace) -> list[str]:
    """What undo would take back, newest first."""
    return [step.title for step in history.undoable(ws, 100)]
