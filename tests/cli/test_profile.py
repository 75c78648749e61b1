"""`profile`, and what `deals`, `show` and `edit` tell of fit, decision-makers and probability."""

from tests.cli.conftest import Pipeboard


def test_a_profile_is_set_shown_and_emptied(pipeboard: Pipeboard) -> None:
    """One step each; `undo` takes it back."""
    empty = pipeboard("profile")
    assert (empty.code, empty.out) == (0, "")
    assert empty.err.startswith("There is no ideal customer yet; profile set makes one.")
    done = pipeboard("profile", "set", "industries=Retail, Food", "size=10k..50k EUR", "labels=hot")
    assert done.code == 0, done.err
    assert done.err.startswith("Changed the ideal customer: industry Retail, Food; size")
    assert pipeboard("profile").out.splitlines() == [
        "industries  Retail, Food",
        "size        10,000.00 EUR to 50,000.00 EUR",
        "labels      hot",
    ]
    assert pipeboard("profile", "--json").json == {
        "industries": ["Retail", "Food"],
        "sizes": {"EUR": ["10000.00", "50000.00"]},
        "sources": [],
        "labels": ["hot"],
    }
    pipeboard("profile", "set", "size=", "labels=")
    assert pipeboard("profile").out == "industries  Retail, Food\n"
    pipeboard("undo")
    assert len(pipeboard("profile").out.splitlines()) == 3
    again = pipeboard("profile", "set", "labels=hot")
    assert again.err == "Nothing to change: the ideal customer is so already.\n"


def test_what_no_profile_has_is_named(pipeboard: Pipeboard) -> None:
    """With the exit code of wrong usage, and nothing is written."""
    for change, told in (
        ("colour=red", "one of industries, sizes, sources, labels is needed"),
        ("size=10k", "a range is needed"),
        ("labels", "sets nothing"),
    ):
        done = pipeboard("profile", "set", "industries=Retail", change)
        assert (done.code, told in done.err) == (2, True), done.err
    assert pipeboard("profile", "--json").json["industries"] == []


def test_deals_say_how_they_fit(pipeboard: Pipeboard) -> None:
    """In JSON, by a filter, and on the page of the deal."""
    pipeboard("add", "Acme 20k EUR #hot")
    pipeboard("add", "Kestrel 5k EUR #hot")
    assert [deal["fit"] for deal in pipeboard("deals", "--json").json] == [None, None]
    pipeboard("profile", "set", "labels=hot", "size=10k..")
    assert [d["title"] for d in pipeboard("deals", "fit:good", "--json").json] == ["Acme"]
    kestrel = pipeboard("show", "kestrel", "--json").json
    assert (kestrel["fit"], kestrel["fit_parts"]) == ("part", {"size": False, "labels": True})
    assert "fit                 part: not size, labels" in pipeboard("show", "kestrel").out


def test_a_deal_without_a_decision_maker_says_so(pipeboard: Pipeboard) -> None:
    """And is found; JSON names those who decide."""
    pipeboard("add", "Acme 20k EUR @lena")
    assert pipeboard("show", "acme", "--json").json["decision_makers"] == []
    assert "no decision-maker" in pipeboard("show", "acme").out
    assert [d["title"] for d in pipeboard("deals", "no:decision-maker", "--json").json] == ["Acme"]
    wrong = pipeboard("deals", "no:decisionmaker")
    assert (wrong.code, "did you mean no:decision-maker?" in wrong.err) == (2, True)


def test_an_own_probability_says_that_it_is_the_reps(pipeboard: Pipeboard) -> None:
    """`edit DEAL probability=` hands it back to the stage, and says so."""
    pipeboard("add", "Acme 20k EUR")
    deal = pipeboard("show", "acme", "--json").json
    assert (deal["probability"], deal["probability_own"]) == (5, False)
    assert "5 %, the stage's" in pipeboard("show", "acme").out
    pipeboard("edit", "acme", "probability=70%")
    deal = pipeboard("show", "acme", "--json").json
    assert (deal["probability"], deal["probability_own"]) == (70, True)
    assert "70 % (own; the stage has 5 %)" in pipeboard("show", "acme").out
    done = pipeboard("edit", "acme", "probability=")
    assert done.err == "Changed the probability of Acme; it follows the stage now, 5 %\n"
    assert pipeboard("edit", "acme", "probability=101").code == 2
