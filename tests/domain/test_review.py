"""What a review did to a deal, as its changes tell."""

from datetime import UTC, date, datetime

import pytest

from pipeboard.domain.changes import Change, Row, inverted
from pipeboard.domain.review import Done, summary, what_was_done

TODAY = date(2026, 11, 24)
TOUCH = Change("deal", 1, {"touched_on": None}, {"touched_on": TODAY}, 1)


def deal(before: Row, after: Row | None) -> Change:
    """Returns a change of the deal."""
    return Change("deal", 1, before, after, 1)


PLANNED = Change("follow_up", 5, None, {"id": 5, "done_at": None, "due_on": TODAY}, 1)
DONE = Change("follow_up", 6, {"done_at": None}, {"done_at": datetime(2026, 11, 24, tzinfo=UTC)}, 1)


@pytest.mark.parametrize(
    ("changes", "done"),
    [
        ([TOUCH], {Done.KEPT}),
        ([PLANNED, TOUCH], {Done.NEXT_STEP}),
        ([DONE, TOUCH, PLANNED], {Done.NEXT_STEP}),
        ([deal({"expected_close": None}, {"expected_close": TODAY}), TOUCH], {Done.CLOSE}),
        ([deal({"value": None}, {"value": 5})], {Done.VALUE}),
        (
            [deal({"status": "open", "stage_id": 1}, {"status": "won", "stage_id": 7})],
            {Done.WON},
        ),
        (
            [
                deal({"value": 1}, {"value": 2}),
                deal({"status": "open"}, {"status": "nurture"}),
            ],
            {Done.VALUE, Done.PUT_OFF},
        ),
        ([deal({"status": "open"}, {"status": "lost"})], {Done.LOST}),
        ([deal({"id": 1, "value": 3}, None)], {Done.DELETED}),
        (
            [Change("deal_contact", 3, {"role": "user"}, {"role": "decision-maker"}, 1)],
            {Done.DECIDER},
        ),
        ([Change("note", 3, None, {"text": "a"}, 1)], {Done.NOTE}),
        ([], set()),
    ],
)
def test_changes_say_what_was_done(changes: list[Change], done: set[Done]) -> None:
    """Only a touch is keeping it; a deal that is closed and put into a stage by that was not moved."""
    assert what_was_done(changes) == done


def test_what_was_taken_back_does_not_count() -> None:
    """Done and undone is nothing; done again it is there."""
    made = [PLANNED, TOUCH]
    assert what_was_done([*made, *inverted(made)]) == set()
    assert what_was_done([*made, *inverted(made), *made]) == {Done.NEXT_STEP}


def test_the_summary_counts_deals() -> None:
    """By kind, in the order of the kinds."""
    done = [{Done.NEXT_STEP, Done.CLOSE}, {Done.NEXT_STEP}, {Done.KEPT}]
    told = "5 deals: 1 kept, 2 next steps set, 1 close date changed, 2 left"
    assert summary(5, 2, done) == told
