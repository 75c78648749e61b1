"""`deals`, `show` and `stages`: what they list, in text and as JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pipeboard, call

DEAL_KEYS = [
    *("id", "title", "company", "industry", "value", "currency", "pipeline", "stage", "status"),
    *("probability", "probability_own", "stage_probability", "forecast_category"),
    *("owner", "source", "campaign", "labels"),
    *("created_on", "expected_close", "closed_on", "contract_end", "nurture_until"),
    *("stage_since", "days_in_stage", "reason", "reason_listed", "need"),
    *("budget", "authority", "timeline", "sold_from", "contacts", "decision_makers"),
    *("next_step", "stale", "fit", "fit_parts", "external_ids", "custom", "ticked"),
]


@pytest.fixture
def three(pipeboard: Pipeboard) -> Pipeboard:
    """An open deal, a won one and a lost one."""
    pipeboard("add", "Acme renewal 12k EUR +Acme call 23 nov 2027")
    pipeboard("add", "Kestrel trial 900 USD")
    pipeboard("add", "Corvid pilot")
    pipeboard("move", "1", "proposal")
    pipeboard("win", "kestrel", "--reason", "best offer")
    pipeboard("lose", "corvid", "--reason", "price")
    return pipeboard


def test_deals_lists_open_ones_unless_told_otherwise(three: Pipeboard) -> None:
    """`--all` and a filter on the status give the others."""
    assert [deal["id"] for deal in three("deals", "--json").json] == [1]
    assert [deal["id"] for deal in three("deals", "--all", "--json").json] == [3, 1, 2]
    assert [deal["id"] for deal in three("deals", "status:won,lost", "--json").json] == [3, 2]
    assert [deal["id"] for deal in three("deals", "--all", ">1k", "--json").json] == [1]


def test_the_json_of_a_deal(three: Pipeboard) -> None:
    """Every field has its key, whether it is known or not."""
    deal = three("deals", "--json").json[0]
    assert list(deal) == DEAL_KEYS
    assert (deal["title"], deal["company"]) == ("Acme renewal", "Acme")
    assert (deal["stage"], deal["pipeline"], deal["probability"]) == ("Proposal", "Sales", 60)
    assert (deal["stage_since"], deal["days_in_stage"], deal["stale"]) == ("2026-11-24", 0, False)
    assert deal["next_step"]["deal"] == {"id": 1, "title": "Acme renewal"}


def test_a_value_that_is_not_known_is_null(three: Pipeboard) -> None:
    """Never 0."""
    assert [d["value"] for d in three("deals", "--all", "--json").json] == [
        None,
        "12000.00",
        "900.00",
    ]


def test_deals_in_text_has_a_line_for_each(three: Pipeboard) -> None:
    """Values align right under their heading; the message when there is none is on stderr."""
    head, line = three("deals").out.splitlines()
    assert head.split() == ["id", "title", "company", "value", "stage", "next", "step"]
    assert " ".join(line.split()) == ("1 Acme renewal Acme 12,000.00 EUR Proposal 23 Nov 2027 call")
    assert head.index("value") + len("value") == line.index("EUR") + len("EUR")
    nothing = three("deals", "nobody")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "No deal matches.\n")


def test_where_there_is_no_deal_it_says_of_which_kind(on_sqlite: Pipeboard) -> None:
    """With --all none at all, else none that is open."""
    assert on_sqlite("deals").err == "There are no open deals.\n"
    assert on_sqlite("deals", "--all").err == "There are no deals.\n"


def test_a_filter_may_begin_with_a_minus(three: Pipeboard) -> None:
    """-stale is a filter, --stale is a mistake."""
    assert [deal["id"] for deal in three("deals", "-stale", "-label:hot", "--json").json] == [1]
    done = three("deals", "--stale")
    assert done.code == 2
    assert "No such option" in done.err


def test_a_filter_that_is_not_known(three: Pipeboard) -> None:
    """Names the nearest key."""
    done = three("deals", "onwer:ann")
    assert done.code == 2
    assert "did you mean owner?" in done.err


def test_show_has_notes_follow_ups_and_history(three: Pipeboard) -> None:
    """All that is on a deal comes in one answer."""
    three("note", "acme", "They want three years")
    deal = three("show", "acme", "--json").json
    assert list(deal) == [
        *DEAL_KEYS,
        *(
            "notes",
            "visits",
            "stood",
            "follow_ups",
            "satisfaction",
            "sold_on",
            "cadences",
            "stage_removed",
            "guidance",
            "rule",
            "criteria",
        ),
        "history",
    ]
    assert deal["notes"][0]["text"] == "They want three years"
    assert [item["type"] for item in deal["follow_ups"]] == ["call"]
    assert deal["history"][0]["sentences"] == ["Note: They want three years"]
    assert deal["stage_removed"] is False
    text = three("show", "acme").out
    for part in ("12,000.00 EUR", "Proposal (Sales), 0 days", "They want three years", "by ann"):
        assert part in text


def test_show_says_that_the_stage_of_a_lost_deal_was_removed(three: Pipeboard) -> None:
    """It keeps the name under which it was lost."""
    three("lose", "acme", "--reason", "price")
    three("stages", "remove", "proposal", "--to", "prospecting")
    assert "Proposal (removed) (Sales)" in three("show", "acme").out
    deal = three("show", "acme", "--json").json
    assert (deal["stage"], deal["stage_removed"]) == ("Proposal", True)


CONTENTS = [
    *("stale_after", "marketing_qualified", "qualified", "rule", "guidance", "criteria", "offers"),
]


def test_stages_have_their_sums_by_currency(three: Pipeboard) -> None:
    """A post-sale stage counts its won deals and has no weighted value."""
    stages = three("stages", "--json").json
    assert [list(stage) for stage in stages] == [
        *(["name", "kind", "probability", "deals", "value", "weighted", "converted", *CONTENTS],)
    ] * 7
    assert {key: stages[4][key] for key in stages[4] if key not in CONTENTS} == {
        "name": "Proposal",
        "kind": "open",
        "probability": 60,
        "deals": 1,
        "value": {"EUR": "12000.00"},
        "weighted": {"EUR": "7200.00"},
        "converted": None,
    }
    assert stages[6]["kind"] == "post-sale"
    assert (stages[6]["deals"], stages[6]["value"], stages[6]["weighted"]) == (
        *(1, {"USD": "900.00"}, {}),
    )


def test_stages_in_text_has_a_line_for_each_currency(on_sqlite: Pipeboard) -> None:
    """Sums in several currencies are never added."""
    on_sqlite("add", "One 1k EUR")
    on_sqlite("add", "Two 5 USD")
    lines = on_sqlite("stages").out.splitlines()
    assert lines[1].split()[-6:] == ["5", "2", "1,000.00", "EUR", "50.00", "EUR"]
    assert lines[2].split() == ["5.00", "USD", "0.25", "USD"]


@pytest.mark.parametrize(
    ("command", "empty"),
    [
        ("deals", []),
        ("stages", []),
        ("history", []),
        (
            "agenda",
            {
                "overdue": [],
                "today": [],
                "tomorrow": [],
                "this_week": [],
                "next_week": [],
                "later": [],
                "without_next_step": [],
            },
        ),
        ("due", {"overdue": [], "today": []}),
    ],
)
def test_a_missing_database_is_reported_as_an_empty_one(
    no_database: Path, command: str, empty: object
) -> None:
    """And it is not made."""
    done = call(str(no_database), command, "--json")
    assert (done.code, done.json) == (0, empty)
    assert not no_database.parent.exists()
    assert call(str(no_database), command).out == ""


def test_an_empty_answer_says_that_the_database_is_missing(no_database: Path) -> None:
    """A mistyped path would go unnoticed otherwise."""
    assert f"There is no database {no_database} yet." in call(str(no_database), "deals").err


def test_a_database_of_a_server_without_tables_is_told_as_such(new_database_url: str) -> None:
    """It is there, and the first change fills it."""
    done = call(new_database_url, "deals")
    assert (done.code, done.out) == (0, "")
    if "://" in new_database_url:
        assert " has no tables yet; the first change makes them." in done.err


def test_text_of_people_is_never_an_escape_code(on_sqlite: Pipeboard) -> None:
    """Neither in a table, nor on its own page, nor in JSON, nor in a message."""
    on_sqlite("add", "Red \x1b[31mdeal\x9b2J\u202e 5k @le\x07na")
    for arguments in (["deals"], ["show", "1"], ["deals", "--json"], ["history"], ["win", "x\x1b"]):
        done = on_sqlite(*arguments)
        assert not set("\x1b\x9b\x07") & set(done.out + done.err)
    assert on_sqlite("deals", "--json").json[0]["title"] == "Red \x1b[31mdeal\x9b2J\u202e"
