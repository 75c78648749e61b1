"""`contacts` and `companies`: lists, pages, adding, changing, deleting."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def known(pipeboard: Pipeboard) -> Pipeboard:
    """Two contacts of Acme, one of them on a deal that was won and one that is open."""
    pipeboard("add", "Acme renewal 12k EUR +Acme @Lena")
    pipeboard("add", "Acme pilot 500.50 USD +Acme")
    pipeboard("win", "renewal")
    pipeboard("contacts", "edit", "lena", "title=CFO", "email=lena@acme.com, lm@home.org")
    pipeboard("contacts", "add", "Lena [b]Fox", "--company", "Acme", "--phone", "+49 30 1")
    return pipeboard


def test_contacts_are_listed_with_their_deals(known: Pipeboard) -> None:
    """By name; a search takes any part of what is known of them."""
    rows = known("contacts", "--json").json
    assert rows == [
        {
            "id": 1,
            "name": "Lena",
            "title": "CFO",
            "company": "Acme",
            "emails": ["lena@acme.com", "lm@home.org"],
            "phones": [],
            "left_on": None,
            "deals": [
                {
                    "id": 1,
                    "title": "Acme renewal",
                    "status": "won",
                    "role": "other",
                    "left_on": None,
                }
            ],
        },
        {
            "id": 2,
            "name": "Lena [b]Fox",
            "title": None,
            "company": "Acme",
            "emails": [],
            "phones": ["+49 30 1"],
            "left_on": None,
            "deals": [],
        },
    ]
    assert "[b]Fox" in known("contacts", "fox").out
    assert known("contacts", "nobody").err == "No contact matches.\n"


def test_a_company_tells_what_it_bought(known: Pipeboard) -> None:
    """Per currency, exact; the list and the page tell the same."""
    [row] = known("companies", "acm", "--json").json
    assert row == {
        "id": 1,
        "name": "Acme",
        "industry": None,
        "website": None,
        "notes": None,
        "won": {"EUR": "12000.00"},
        "open": {"USD": "500.50"},
        "weighted": {"USD": row["weighted"]["USD"]},
        "last_bought": "2026-11-24",
        "deals": 2,
    }
    page = known("companies", "show", "acme", "--json").json
    assert {key: page[key] for key in row} == row
    assert [who["name"] for who in page["contacts"]] == ["Lena", "Lena [b]Fox"]
    assert [deal["status"] for deal in page["deal_list"]] == ["open", "won"]
    shown = known("companies", "show", "acme").out
    assert "won          12,000.00 EUR" in shown
    assert "last bought  Tue 24 Nov 2026" in shown
    assert "12,000.00 EUR" in known("companies").out


def test_a_contact_is_named_by_what_only_one_has(known: Pipeboard) -> None:
    """Id, name or e-mail as a whole go before a part; several are listed with their ids."""
    for name in ("1", "lena", "LM@home.org", "home"):
        assert known("contacts", "show", name, "--json").json["id"] == 1, name
    several = known("contacts", "show", "len")
    assert several.code == 3
    assert "  1  Lena of Acme\n  2  Lena [b]Fox of Acme" in several.err
    assert known("contacts", "show", "bo").code == 3
    assert known("companies", "show", "9").code == 3


def test_a_contact_is_added_and_its_id_printed(known: Pipeboard) -> None:
    """A second one of that name in the company is added, with a hint."""
    done = known("contacts", "add", "Lena", "--company", "acme")
    assert (done.code, done.out) == (0, "3\n")
    assert done.err == "Added the contact Lena of acme; there is another Lena of acme\n"
    known("undo")
    assert known("contacts", "show", "3").code == 3
    known("redo")
    assert known("contacts", "show", "3").code == 0


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        (("contacts", "add", " "), 2, "a contact needs a name"),
        (("contacts", "add", "Bo", "--email", "bo"), 2, "e-mail: 'bo'"),
        (("contacts", "edit", "1", "name="), 2, "a contact needs a name"),
        (("contacts", "edit", "1", "age=3"), 2, "field: 'age'"),
        (("contacts", "edit", "1", "title"), 2, "sets nothing; write FIELD=VALUE"),
        (("companies", "add", "ACME"), 1, "there is a company Acme already (id 1)"),
        (("companies", "delete", "acme"), 1, "2 deals refer to Acme"),
        (("companies", "edit", "acme", "size=3"), 2, "use one of name, industry, website, notes"),
    ],
)
def test_what_is_refused(known: Pipeboard, call: tuple[str, ...], code: int, says: str) -> None:
    """With the reason, and nothing is written."""
    before = known("history").out
    done = known(*call)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert known("history").out == before


def test_a_company_is_changed_and_a_contact_deleted(known: Pipeboard) -> None:
    """Each a step that undo takes back."""
    done = known("companies", "edit", "acme", "industry=Tools", "notes=big")
    assert done.err == "Changed the industry and notes of Acme\n"
    known("undo")
    assert known("companies", "--json").json[0]["industry"] is None
    assert known("contacts", "delete", "lm@home.org").err == "Deleted the contact Lena\n"
    assert known("show", "renewal", "--json").json["contacts"] == []
    known("undo")
    assert known("show", "renewal", "--json").json["contacts"][0]["name"] == "Lena"
    assert known("contacts", "edit", "1", "title=CFO").err.startswith("Nothing to change")


def test_notes_and_follow_ups_that_are_on_no_deal(known: Pipeboard) -> None:
    """They are on the page, in the agenda and in `due`, and are finished by their id."""
    done = known("contacts", "follow", "lena@acme.com", "call", "today", "about tea")
    assert done.err == "Planned call 'about tea' with Lena\n"
    assert known("companies", "follow", "acme", "task today news").code == 0
    known("contacts", "note", "lena@acme.com", "likes tea")
    known("companies", "note", "acme", "moved")
    assert known("contacts", "show", "1", "--json").json["notes"][0]["text"] == "likes tea"
    assert known("companies", "show", "1", "--json").json["noted"][0]["text"] == "moved"
    shown = known("contacts", "show", "1").out
    assert "call: about tea, with Lena" in shown
    with_lena, on_acme = known("due").out.splitlines()[1:]
    assert with_lena.split()[-3:] == ["Acme", "Lena", "lena@acme.com"]
    assert on_acme.split()[-2:] == ["news", "Acme"]
    today = known("due", "--json").json["today"]
    assert [(item["deal"], item["contact"], item["company"]) for item in today] == [
        (None, "Lena", "Acme"),
        (None, None, "Acme"),
    ]
    assert known("done", done.out.strip()).err == "Finished call 'about tea' with Lena\n"
    assert known("contacts", "follow", "1", "call @bo today").code == 2


def test_a_deal_that_nobody_decides_about_says_so(pipeboard: Pipeboard) -> None:
    """While it is open."""
    pipeboard("add", "Acme renewal @Lena")
    assert "no decision-maker" in pipeboard("show", "1").out
    pipeboard("win", "1")
    assert "no decision-maker" not in pipeboard("show", "1").out


def test_without_a_database_there_is_nobody(on_sqlite: Pipeboard) -> None:
    """Which is said, and is no error."""
    assert on_sqlite("contacts").err == "There are no contacts.\n"
    assert on_sqlite("companies", "--json").json == []


def test_a_contact_is_put_on_a_deal(pipeboard: Pipeboard) -> None:
    """Known or new, in a role; who is on it gets the role, and undo takes each step back."""
    pipeboard("add", "Acme renewal +Acme @Lena")
    pipeboard("add", "Acme pilot +Acme")

    def on(deal: str) -> list[tuple[str, str]]:
        shown = pipeboard("show", deal, "--json").json
        return [(each["name"], each["role"]) for each in shown["contacts"]]

    done = pipeboard("contacts", "add", "lena", "--deal", "renewal", "--role", "decision-maker")
    assert (done.out, done.err) == ("1\n", "Made Lena the decision-maker of Acme renewal\n")
    assert on("renewal") == [("Lena", "decision-maker")]
    again = pipeboard("contacts", "add", "lena", "--deal", "renewal", "--role", "decision-maker")
    assert again.err == "Nothing to change: the contact is on the deal already.\n"
    done = pipeboard("contacts", "add", "Lena", "--deal", "pilot", "--email", "lena@acme.com")
    assert (done.out, done.err) == ("1\n", "Added Lena to Acme pilot as other\n")
    words = ("contacts", "add", "Omar", "Fox", "--deal", "pilot", "--role", "champion")
    done = pipeboard(*words, "--title", "CFO", "--phone", "1")
    assert (done.out, done.err) == ("2\n", "Added Omar Fox to Acme pilot as champion\n")
    assert on("pilot") == [("Lena", "other"), ("Omar Fox", "champion")]
    omar = pipeboard("contacts", "show", "omar", "--json").json
    assert (omar["company"], omar["title"], omar["phones"]) == ("Acme", "CFO", ["1"])
    assert "Added Omar Fox to Acme pilot as champion" in pipeboard("history").out
    for _ in range(3):
        pipeboard("undo")
    assert (on("renewal"), on("pilot")) == ([("Lena", "other")], [])
    for _ in range(3):
        pipeboard("redo")
    assert on("renewal") == [("Lena", "decision-maker")]
    assert on("pilot") == [("Lena", "other"), ("Omar Fox", "champion")]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("Lena", "--role", "user"), 2, "say which with --deal"),
        (("Lena", "--deal", "1", "--role", "king"), 2, "'decision-maker'"),
        (("Lena", "--deal", "nothing"), 3, "there is no deal 'nothing'"),
        (("Lena", "--deal", "1", "--title", "CFO"), 1, "pipeboard contacts edit 1 changes that"),
        (("Omar", "--deal", "1", "--email", "omar"), 2, "an address such as"),
        (("Bo", "--deal", "1"), 2, "it could be Bo Ash or Bo Elm"),
        (("Max", "--deal", "1", "--role", "user"), 1, "Max has left; name somebody else"),
    ],
)
def test_what_cannot_be_put_on_a_deal_is_said(
    pipeboard: Pipeboard, typed: tuple[str, ...], code: int, said: str
) -> None:
    """And nothing is written."""
    pipeboard("add", "Acme renewal @Lena @Max")
    pipeboard("left", "max")
    for name in ("Bo Ash", "Bo Elm"):
        pipeboard("contacts", "add", name)
    before = pipeboard("history", "--json").out
    done = pipeboard("contacts", "add", *typed)
    assert done.code == code, done.err
    assert said in done.err
    assert pipeboard("history", "--json").out == before
