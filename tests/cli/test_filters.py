"""`filters`, and `deals --saved`."""

from tests.cli.conftest import Pipeboard


def test_a_saved_filter_is_listed_used_and_removed(pipeboard: Pipeboard) -> None:
    """By its letter or its name, and together with what else is typed."""
    pipeboard("add", "Acme renewal 12k EUR #hot")
    pipeboard("add", "Kestrel pilot 5k EUR #hot")
    pipeboard("add", "Corvid labs 50k EUR")
    done = pipeboard("filters", "save", "h", "label:hot", "--name", "hot deals")
    assert (done.code, done.err) == (0, "Saved the filter hot deals as h\n")
    [row] = pipeboard("filters", "--json").json
    assert row == {"id": row["id"], "letter": "h", "name": "hot deals", "filter": "label:hot"}
    assert "hot deals" in pipeboard("filters").out
    hot = pipeboard("deals", "--saved", "h", "--json").json
    assert {deal["title"] for deal in hot} == {"Acme renewal", "Kestrel pilot"}
    [big] = pipeboard("deals", "--saved", "Hot Deals", ">10k", "--json").json
    assert big["title"] == "Acme renewal"
    assert pipeboard("filters", "remove", "h").err == "Removed the saved filter hot deals\n"
    assert pipeboard("deals", "--saved", "h").code == 3


def test_a_part_with_a_dash_is_kept_too(pipeboard: Pipeboard) -> None:
    """It is no option, but the filter for what is not so."""
    assert pipeboard("filters", "save", "n", "-stale", ">10k").code == 0
    assert pipeboard("filters", "--json").json[0]["filter"] == "-stale >10k"


def test_what_cannot_be_kept_is_wrong_usage(pipeboard: Pipeboard) -> None:
    """A filter that cannot be read, and a letter that is none; a taken one is refused."""
    assert pipeboard("filters", "save", "n", "closes<soon").code == 2
    assert pipeboard("filters", "save", "nn", "stale").code == 2
    pipeboard("filters", "save", "n", "stale")
    assert pipeboard("filters", "save", "n", "overdue").code == 1
