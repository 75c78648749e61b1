"""`win`, `lose`, `reopen` and `delete`."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def one(pipeboard: Pipeboard) -> Pipeboard:
    """One open deal."""
    pipeboard("add", "Acme renewal 12k EUR")
    return pipeboard


def test_win_closes_on_the_day_given(one: Pipeboard) -> None:
    """The last such day is meant, and the deal goes to post-sale."""
    one("edit", "acme", "created on=2026-11-02")
    done = one("win", "acme", "--on", "fri", "--reason", "best offer")
    assert done.err == "Won Acme renewal: best offer\n"
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["closed_on"], deal["reason"]) == (
        *("won", "2026-11-20", "best offer"),
    )
    assert deal["stage"] == "Post-Sale Follow-up"


@pytest.mark.parametrize("arguments", [[], ["--reason"], ["--reason", " "]])
def test_lose_needs_a_reason(one: Pipeboard, arguments: list[str]) -> None:
    """Without one it is wrong usage, and nothing is written."""
    assert one("lose", "acme", *arguments).code == 2
    assert one("show", "1", "--json").json["status"] == "open"


def test_without_a_reason_lose_names_the_list(one: Pipeboard) -> None:
    """As somebody has made it."""
    one("reasons", "add", "lost", "too small")
    assert "price, no budget" in (said := one("lose", "acme").err)
    assert "too small, or other words" in said


@pytest.mark.parametrize(
    ("typed", "kept", "listed"),
    [("PRICE", "price", True), ("their cousin sells it", "their cousin sells it", False)],
)
def test_a_reason_is_one_of_the_list_or_other(
    one: Pipeboard, typed: str, kept: str, listed: bool
) -> None:
    """One of the list is spelled as there; the data say which it is."""
    assert one("lose", "acme", "--reason", typed).err == f"Lost Acme renewal: {kept}\n"
    deal = one("show", "1", "--json").json
    assert (deal["reason"], deal["reason_listed"]) == (kept, listed)
    assert deal["history"][0]["sentences"] == [f"Lost on Tue 24 Nov 2026: {kept}"]


def test_other_alone_is_no_reason(one: Pipeboard) -> None:
    """It is wrong usage, since it says nothing; an open deal has no reason that could be listed."""
    done = one("lose", "acme", "--reason", "Other")
    assert (done.code, "in your own words" in done.err) == (2, True)
    assert one("show", "1", "--json").json["reason_listed"] is None


def test_winning_plans_what_comes_after(one: Pipeboard) -> None:
    """As a step of its own; what hangs on an unknown contract end is told of."""
    done = one("win", "acme", "--follow-ups")
    assert done.err == (
        "Won Acme renewal\n"
        "Planned check-in, referral and upsell on Acme renewal\n"
        "Not planned: renewal, until Acme renewal has a contract end.\n"
    )
    one("undo")
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["follow_ups"]) == ("won", [])
    one("undo")
    assert one("show", "1", "--json").json["status"] == "open"


def test_satisfaction(one: Pipeboard) -> None:
    """A check-in takes it from 1 to 5; it is told of the deal, the follow-up and in the history."""
    one("win", "acme", "--follow-ups")
    assert one("done", "1", "--satisfaction", "6").code == 2
    assert one("done", "1", "--satisfaction", "0").code == 2
    done = one("done", "2", "--satisfaction", "4")
    assert (done.code, "only a check-in" in done.err) == (1, True)
    assert one("done", "1", "--satisfaction", "4", "--outcome", "loves it").code == 0
    deal = one("show", "1", "--json").json
    finished = next(item for item in deal["follow_ups"] if item["id"] == 1)
    assert (deal["satisfaction"], finished["satisfaction"]) == (4, 4)
    assert finished["outcome"] == "loves it"
    told = "done: satisfaction 4 of 5, happy; loves it"
    assert told in one("show", "1").out
    assert deal["history"][0]["sentences"][0].endswith(told)


def test_selling_again(one: Pipeboard) -> None:
    """The id of the new deal comes out, and both deals tell of the other."""
    one("win", "acme")
    done = one("again", "acme", "upsell")
    assert (done.out, done.err) == ("2\n", "Started Acme renewal upsell from Acme renewal\n")
    assert one("show", "2", "--json").json["sold_from"] == 1
    sold_on = one("show", "1", "--json").json["sold_on"]
    assert sold_on == [{"id": 2, "title": "Acme renewal upsell", "status": "open"}]
    assert "2  Acme renewal upsell, open" in one("show", "1").out
    made = one("again", "1", "referral", "Corvid pilot 3k EUR", "--json").json
    assert (made["title"], made["source"], made["sold_from"]) == ("Corvid pilot", "referral", 1)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["1", "upsell"], 1, "is open, and only a won deal is sold again: pipeboard win wins it"),
        (["1", "lease"], 2, "'lease' is not one of"),
        (["2", "referral"], 2, "say to whom"),
        (["2", "upsell", "--into", "Nowhere"], 3, "Nowhere"),
    ],
)
def test_selling_again_is_refused(
    one: Pipeboard, arguments: list[str], code: int, told: str
) -> None:
    """With the reason, and what to do."""
    one("add", "Kestrel")
    one("win", "2")
    done = one("again", *arguments)
    assert (done.code, told in done.err) == (code, True)


def test_a_closing_day_cannot_lie_ahead(one: Pipeboard) -> None:
    """What has not happened yet is not closed."""
    done = one("lose", "acme", "--reason", "price", "--on", "2026-11-25")
    assert done.code == 2
    assert "in the future" in done.err


def test_a_closing_day_cannot_lie_before_the_deal(one: Pipeboard) -> None:
    """Nothing is closed before it was there."""
    done = one("win", "acme", "--on", "2026-11-23")
    assert (done.code, "was created on 2026-11-24" in done.err) == (1, True)


def test_winning_twice_is_refused(one: Pipeboard) -> None:
    """With the reason."""
    one("win", "acme")
    done = one("win", "acme")
    assert (done.code, done.err) == (1, "pipeboard: Acme renewal is won already\n")


def test_reopen_keeps_its_reason_as_a_note(one: Pipeboard) -> None:
    """The deal is where it was sold from."""
    one("move", "acme", "proposal")
    one("win", "acme")
    one("reopen", "acme", "--reason", "contract fell through")
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["stage"], deal["closed_on"]) == ("open", "Proposal", None)
    assert deal["notes"][0]["text"] == "Reopened: contract fell through"


def test_delete_can_be_undone(one: Pipeboard) -> None:
    """The deal is back under its id, with all that was on it."""
    one("note", "acme", "hello")
    before = one("show", "1", "--json").json
    assert one("delete", "acme").code == 0
    assert one("show", "1").code == 3
    one("undo")
    after = one("show", "1", "--json").json
    assert (after["notes"], after["stage_since"]) == (before["notes"], before["stage_since"])


def test_a_lost_deal_keeps_its_follow_ups_or_drops_them(pipeboard: Pipeboard) -> None:
    """How many stay is said, and in what is due they are marked; dropping is a step of its own."""
    pipeboard("add", "Acme renewal call today")
    pipeboard("follow", "acme", "demo today")
    kept = pipeboard("lose", "acme", "--reason", "price")
    assert kept.err == (
        "Lost Acme renewal: price\n"
        "2 follow-ups stay planned on it; --drop-follow-ups drops those.\n"
    )
    assert "Acme renewal (lost)" in pipeboard("due").out
    assert all(item["deal_lost"] for item in pipeboard("due", "--json").json["today"])
    pipeboard("undo")
    dropped = pipeboard("lose", "acme", "--reason", "price", "--drop-follow-ups")
    assert dropped.err == "Lost Acme renewal: price\nDeleted 2 follow-ups on Acme renewal\n"
    assert pipeboard("due").out == ""
    pipeboard("undo")
    assert "Acme renewal (lost)" in pipeboard("due").out
