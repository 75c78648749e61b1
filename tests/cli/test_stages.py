"""`stages`, `pipelines` and `templates`: what they change, say and print."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def short(pipeboard: Pipeboard) -> Pipeboard:
    """A pipeline of five stages with two deals in the first."""
    pipeboard("pipelines", "add", "Sales", "--template", "short")
    pipeboard("add", "Acme 12k EUR")
    pipeboard("add", "Kestrel 5k EUR")
    return pipeboard


def names(pipeboard: Pipeboard) -> list[str]:
    return [stage["name"] for stage in pipeboard("stages", "--json").json]


def test_a_stage_is_added_renamed_and_moved(short: Pipeboard) -> None:
    """The id of the new one is printed; what was done is said."""
    added = short("stages", "add", "Demo", "--after", "qual")
    assert (added.code, added.out) == (0, "6\n")
    assert added.err == "Added the stage Demo after Qualified\n"
    assert short("stages", "rename", "demo", "Trial").err == "Renamed the stage Demo to Trial\n"
    moved = short("stages", "move", "trial", "--before", "lead")
    assert moved.err == "Moved the stage Trial before Lead\n"
    assert short("stages", "move", "trial", "--after", "prop").code == 0
    assert names(short) == ["Lead", "Qualified", "Proposal", "Trial", "Negotiation", "Post-Sale"]
    assert short("stages", "move", "trial", "--after", "prop").err == "Trial is there already.\n"
    short("stages", "add", "Care", "--post-sale")
    assert names(short)[-1] == "Care"


def test_settings_are_set_in_one_step(short: Pipeboard) -> None:
    """And listed as data; one undo takes all of them back."""
    done = short(
        *("stages", "set", "proposal", "probability=65", "stale-after=10", "rule=ask"),
        *("qualified=no", "guidance=Ask twice."),
    )
    assert done.code == 0
    proposal = short("stages", "--json").json[2]
    assert (proposal["probability"], proposal["stale_after"], proposal["rule"]) == (65, 10, "ask")
    assert (proposal["qualified"], proposal["guidance"]) == (False, "Ask twice.")
    assert proposal["criteria"] == [
        {"id": proposal["criteria"][0]["id"], "kind": "field", "subject": "expected_close"},
        {"id": proposal["criteria"][1]["id"], "kind": "checklist", "subject": "Proposal sent"},
    ]
    short("undo")
    assert short("stages", "--json").json[2]["probability"] == 60
    again = short("stages", "set", "proposal", "probability=60")
    assert again.err == "Nothing to change: the stage is so already.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("set", "lead", "probability=101"), 2, "probability: '101' cannot be; a whole"),
        (("set", "lead", "stale-after=-1"), 2, "stale-after: '-1' is not understood"),
        (("set", "lead", "probabilty=5"), 2, "did you mean probability?"),
        (("set", "lead", "probability"), 2, "'probability' sets nothing; write FIELD=VALUE"),
        (("set", "lead", "kind=post-sale"), 1, "Lead has 2 open deals, which cannot stay"),
        (("rename", "lead", "PROPOSAL"), 1, "there is a stage Proposal already"),
        (("add", " "), 2, "a name is needed, such as: Discovery 40% 14d"),
        (("add", "New 140%"), 2, "probability: '140' cannot be; a whole number"),
        (("add", "New", "--after", "lead", "--before", "lead"), 2, "--after STAGE, not both"),
        (("add", "New", "--after", "post"), 1, "cannot come after Post-Sale"),
        (("move", "lead"), 2, "say where to: --before STAGE or --after STAGE"),
        (("move", "lead", "--after", "post"), 1, "cannot come after Post-Sale"),
        (("move", "lead", "--after", "lead"), 2, "name another stage than the one that moves"),
        (("merge", "lead", "lead"), 1, "Lead cannot be merged with itself"),
        (("remove", "lead"), 1, "Lead has 2 open deals; say which other stage they go to: --to"),
        (("remove", "lead", "--to", "post"), 1, "which is for won deals"),
        (
            ("remove", "lead", "--to", "Later/Lead"),
            3,
            "no pipeline 'Later'; the pipelines are Sales",
        ),
        (("remove", "nope"), 3, "there is no stage 'nope'; the stages are Lead, Qualified"),
        (("show", "p"), 3, "stage 'p' could be Proposal, Post-Sale"),
        (("criteria", "lead", "--add", "value"), 2, "write KIND:WHAT, with one of field"),
        (("criteria", "lead", "--add", "field:valeu"), 2, "did you mean value?"),
        (("criteria", "lead", "--add", "follow-up:cal"), 2, "did you mean call?"),
        (("criteria", "lead", "--remove", "nope"), 3, "there is no exit criterion 'nope'"),
        (("offers", "lead", "--add", "call"), 1, "only a post-sale stage offers follow-ups"),
        (("offers", "post", "--days", "5"), 2, "--days and --from are for --add"),
        (("offers", "post", "--add", ":x"), 2, "say which follow-up it is"),
        (("offers", "post", "--add", "call", "--from", "never"), 2, "'closed', 'contract-end'"),
    ],
)
def test_what_cannot_be_is_said(
    short: Pipeboard, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """With the reason and the exit code of its kind; nothing is written."""
    before = short("history").out
    done = short("stages", *arguments)
    assert done.code == code
    assert message in done.err
    assert done.out == ""
    assert short("history").out == before


def test_deals_go_along(short: Pipeboard) -> None:
    """With a split, a merge and a removal, each told with their number."""
    split = short("stages", "split", "lead", "Hot leads", ">10k")
    assert split.err == "Split Hot leads off Lead, with 1 deal\n"
    assert [stage["deals"] for stage in short("stages", "--json").json][:2] == [1, 1]
    merged = short("stages", "merge", "hot", "proposal")
    assert merged.err == "Merged Hot leads into Proposal, with 1 deal\n"
    removed = short("stages", "remove", "lead", "--to", "qual")
    assert removed.err == "Removed the stage Lead; 1 deal went to Qualified\n"
    for _ in range(3):
        assert short("undo").code == 0
    assert names(short) == ["Lead", "Qualified", "Proposal", "Negotiation", "Post-Sale"]
    assert short("check").code == 0


def test_deals_of_a_removed_stage_can_go_to_another_pipeline(short: Pipeboard) -> None:
    """Written with its name before the stage's."""
    short("pipelines", "add", "Renewals", "--template", "short")
    done = short("stages", "remove", "lead", "--to", "renewals/proposal")
    assert done.err == "Removed the stage Lead; 2 deals went to Proposal\n"
    assert {deal["pipeline"] for deal in short("deals", "--json").json} == {"Renewals"}


def test_a_type_of_ones_own_is_said_and_planned(short: Pipeboard) -> None:
    """It is no slip of a known one; where the stage asks for it, a line plans it by its name."""
    done = short("stages", "criteria", "lead", "--add", "follow-up:workshop")
    assert "'workshop' is a type of your own; no follow-up has it yet." in done.err
    deal = short("deals", "stage:lead", "--json").json[0]["id"]
    short("follow", str(deal), "workshop today")
    planned = short("agenda", "--json").json["today"]
    assert [item["type"] for item in planned] == ["workshop"]
    again = short("stages", "criteria", "proposal", "--add", "follow-up:workshop")
    assert "of your own" not in again.err


def test_a_stage_is_added_in_one_line(short: Pipeboard) -> None:
    """As on the board: with its probability and days, before another one; quotes are name only."""
    done = short("stages", "add", "Trial 40% 9d", "--before", "lead")
    assert done.err == "Added the stage Trial before Lead\n"
    short("stages", "add", '"Top 10%" 35%', "--after", "lead")
    assert names(short)[:3] == ["Trial", "Lead", "Top 10%"]
    assert short("stages", "show", "trial", "--json").json["probability"] == 40
    assert "stale after     9 days" in short("stages", "show", "trial").out
    assert short("stages", "show", "top", "--json").json["probability"] == 35


def test_the_pipeline_flag_is_heeded(short: Pipeboard) -> None:
    """Whatever is done with stages is done there."""
    short("pipelines", "add", "Renewals", "--template", "short")
    short("--pipeline", "renewals", "stages", "rename", "lead", "Due")
    assert names(short)[0] == "Lead"
    there = short("--pipeline", "renewals", "stages", "--json").json
    assert there[0]["name"] == "Due"


def test_a_stage_is_shown(short: Pipeboard) -> None:
    """Its settings, guidance, criteria and offers, as text and as data."""
    lines = short("stages", "show", "qual").out.splitlines()
    assert lines[:4] == [
        "stage           Qualified",
        "kind            open",
        "deals           0",
        "probability     30 %",
    ]
    assert lines[-3:] == ["Before a deal leaves", "  field:need", "  field:value"]
    data = short("stages", "show", "post", "--json").json
    assert (data["name"], data["kind"], len(data["offers"])) == ("Post-Sale", "post-sale", 4)


def test_criteria_are_listed_and_changed(short: Pipeboard) -> None:
    """As they are typed."""
    done = short(
        *("stages", "criteria", "lead", "--add", "field:Decision maker"),
        *("--add", "checklist:Offer sent", "--add", "follow-up:call", "--remove", "contact"),
    )
    assert done.err.splitlines() == [
        "Removed an exit criterion of Lead: contact",
        "Added an exit criterion to Lead: decision-maker",
        "Added an exit criterion to Lead: Offer sent",
        "Added an exit criterion to Lead: call done",
    ]
    short("stages", "criteria", "lead", "--change", "offer", "Offer sent and read")
    assert short("stages", "criteria", "lead").out.splitlines() == [
        "field:decision-maker",
        "checklist:Offer sent and read",
        "follow-up:call",
    ]
    kinds = [each["kind"] for each in short("stages", "criteria", "lead", "--json").json]
    assert kinds == ["field", "checklist", "follow-up"]


def test_offers_are_listed_and_changed(short: Pipeboard) -> None:
    """With when each is due."""
    added = short(
        *("stages", "offers", "post", "--add", "renewal:talk about the price"),
        *("--days", "-90", "--from", "contract-end", "--remove", "upsell"),
    )
    assert added.err.splitlines() == [
        "Post-Sale offers: renewal talk about the price",
        "Post-Sale no longer offers: upsell what else would help them?",
    ]
    lines = short("stages", "offers", "post").out.splitlines()
    assert lines[-1] == "renewal: talk about the price, 90 days before the contract ends"
    assert len(lines) == 4
    assert short("stages", "offers", "post", "--json").json[-1]["from"] == "contract end"


def test_pipelines_are_listed_switched_and_removed(short: Pipeboard) -> None:
    """The current one is the one last switched to, while it is there."""
    assert short("pipelines", "add", "Renewals").out == "2\n"
    taken = short("pipelines", "rename", "ren", "SALES")
    assert (taken.code, taken.err) == (
        1,
        "pipeboard: there is a pipeline Sales already; give another name\n",
    )
    short("pipelines", "use", "ren")
    assert names(short)[0] == "Lead Generation"
    assert short("pipelines", "--json").json == [
        {"name": "Sales", "current": False, "stages": 5, "open": 2, "won": 0},
        {"name": "Renewals", "current": True, "stages": 7, "open": 0, "won": 0},
    ]
    refused = short("pipelines", "remove", "sales")
    assert refused.code == 1
    assert "Sales has 2 deals to be sold; say which stage of another pipeline" in refused.err
    assert refused.err.endswith("they go to: --to STAGE\n")
    done = short("pipelines", "remove", "sales", "--to", "proposal")
    assert done.err == "Removed the pipeline Sales; 2 deals went to Proposal\n"
    last = short("pipelines", "remove", "renewals")
    assert (last.code, "is the only pipeline" in last.err) == (1, True)
    renamed = short("pipelines", "rename", "ren", "All")
    assert renamed.err == "Renamed the pipeline Renewals to All\n"
    short("pipelines", "add", "Second", "--template", "short")
    assert short("pipelines", "move", "second", "--before", "all").code == 0
    assert [each["name"] for each in short("pipelines", "--json").json] == ["Second", "All"]
    assert short("--pipeline", "sales", "deals").code == 3


def test_a_stage_of_several_other_pipelines_is_asked_about(short: Pipeboard) -> None:
    """Its pipeline before it decides."""
    for name in ("Second", "Third"):
        short("pipelines", "add", name, "--template", "short")
    done = short("pipelines", "remove", "sales", "--to", "lead")
    assert done.code == 3
    assert "stage 'lead' could be Second/Lead, Third/Lead" in done.err
    assert short("pipelines", "remove", "sales", "--to", "third/lead").code == 0


def test_templates_are_saved_and_removed(short: Pipeboard) -> None:
    """And pipelines made from them."""
    short("stages", "add", "Demo")
    saved = short("templates", "save", "Mine")
    assert saved.err == "Saved the stages of Sales as the template Mine\n"
    assert short("templates", "save", "mine").code == 1
    listed = short("templates", "--json").json
    assert [each["name"] for each in listed] == ["classic", "small-business", "short", "Mine"]
    assert [each["built_in"] for each in listed] == [True, True, True, False]
    assert "Demo" in listed[-1]["stages"]
    assert "Mine" in short("templates").out
    assert short("pipelines", "add", "Second", "--template", "mine").code == 0
    assert short("templates", "remove", "Mine").err == "Removed the template Mine\n"
    assert short("templates", "remove", "classic").code == 1


def test_what_only_looks_makes_no_database(on_sqlite: Pipeboard) -> None:
    """There is nothing then, and that is said."""
    assert on_sqlite("pipelines", "--json").json == []
    assert on_sqlite("pipelines").err == (
        "There are no pipelines yet; the board offers templates.\n"
    )
    assert on_sqlite("stages", "remove", "lead").code == 3


def test_a_first_stage_makes_the_first_pipeline(on_sqlite: Pipeboard) -> None:
    """With the classic stages, as a first deal does."""
    assert on_sqlite("stages", "add", "Demo", "--after", "proposal").code == 0
    assert names(on_sqlite)[4:6] == ["Proposal", "Demo"]
