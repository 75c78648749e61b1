"""The lists of contacts and companies, and the page of each."""

from datetime import date
from typing import Any

import pytest

from pipeboard.domain.people import Role
from pipeboard.service import companies, contacts, deals, details, followups, history, notes, people
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.companies import CompaniesScreen
from pipeboard.ui.screens.company_page import CompanyScreen
from pipeboard.ui.screens.contact_page import ContactScreen
from pipeboard.ui.screens.contacts import ContactsScreen
from pipeboard.ui.screens.deal import DealScreen
from tests import builders
from tests.ui.screens.stand import Stand, Wall, standing

TODAY = date(2026, 11, 24)


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    """Lena of Acme on a won deal and as champion of an open one; Bo of Corvid on none."""
    first = builders.deal(classic_workspace, "First", company="Acme", contacts=("Lena",))
    deals.win(classic_workspace, [first])
    open_ = builders.deal(classic_workspace, "Second", value=50_050, currency="USD", company="Acme")
    people.add_to_deal(classic_workspace, open_, "Lena", Role.CHAMPION, "l@acme.com", "+49 30 1")
    values = {"name": "Bo [b]Berg", "company": "Corvid", "emails": ("bo@corvid.io",)}
    contacts.add(classic_workspace, values)
    return classic_workspace


def line(stand: Stand, text: str) -> str:
    return next(each for each in stand.lines if text in each)


def on(stand: Stand) -> str:
    """The line under the cursor."""
    return next(each for each in stand.lines if each.startswith("▐"))


def lena(ws: Workspace) -> int:
    return contacts.found(ws, "lena")[0]


async def walk(stand: Stand, to: str) -> None:
    """Moves the cursor down to the line with a text."""
    for _ in range(40):
        if to in on(stand):
            return
        await stand.press("j")
    raise AssertionError(f"no {to} in\n" + "\n".join(stand.lines))


async def test_the_lists_tell_what_matters(ws: Workspace) -> None:
    """How to reach a contact and its open deals; what a company bought and may buy."""
    async with standing(ws, size=(120, 30)) as stand:
        await stand.press("P")
        assert stand.on(ContactsScreen)
        assert line(stand, "l@acme.com").split() == [
            "Lena",
            "Acme",
            "l@acme.com",
            "+49",
            "30",
            "1",
            "1",
        ]
        assert "Bo [b]Berg" in on(stand)
        assert "2 contacts" in stand.lines[0]
        await stand.press("O")
        assert stand.on(CompaniesScreen)
        assert on(stand).split()[:4] == ["▐Acme", "$500", "$25", "€12k"]
        assert on(stand).rstrip(" █▁▂▃▄▅▆▇").endswith("Tue 24 Nov 2026")
        await stand.press("O", "P")
        assert stand.on(Wall)


async def test_the_heads_of_the_companies_are_whole_at_80_cells(ws: Workspace) -> None:
    """The last one too, and the day below it."""
    async with standing(ws) as stand:
        await stand.press("O")
        assert stand.lines[1].endswith("last bought")
        assert "Tue 24 Nov 2026" in line(stand, "Acme")


async def test_from_a_deal_the_cursor_is_on_its_own(ws: Workspace) -> None:
    """On its company, and on the contact that was put on it first."""
    deal = details.view(ws, 2).deal.id
    async with standing(ws, deal) as stand:
        await stand.press("P")
        assert "Lena" in on(stand)
        await stand.press("escape", "O")
        assert "Acme" in on(stand)


async def test_a_search_narrows_as_one_types(ws: Workspace) -> None:
    """Enter keeps it, esc clears it, another esc goes back; letters are no commands meanwhile."""
    async with standing(ws) as stand:
        await stand.press("P", "slash")
        await stand.press(*"corvid")
        await stand.press("enter")
        assert "1 contact matches corvid" in stand.lines[0]
        assert "Bo [b]Berg" in on(stand)
        await stand.press("enter", "escape", "k")
        assert "1 contact matches corvid" in stand.lines[0]
        await stand.press("escape")
        assert "2 contacts" in stand.lines[0]
        await stand.press("slash")
        await stand.press(*"x")
        await stand.press("escape")
        assert "2 contacts" in stand.lines[0]
        await stand.press("escape")
        assert stand.on(Wall)


async def test_a_contact_is_added_edited_and_deleted_in_the_list(ws: Workspace) -> None:
    """The cursor goes to the new one; a wrong e-mail stays to be corrected; undo brings back."""
    async with standing(ws) as stand:
        await stand.press("P", "n")
        await stand.press(*"Omar")
        await stand.press("tab", "tab", "tab")
        await stand.press(*"omar")
        await stand.press("enter")
        assert "e-mail: 'omar'" in "\n".join(stand.lines)
        await stand.press(*"@corvid.io")
        await stand.press("enter")
        assert "Omar" in on(stand)
        await stand.press("e", "tab")
        await stand.press(*"CEO")
        await stand.press("enter")
        assert "CEO" in on(stand)
        await stand.press("delete")
        assert "Omar; u brings it back" in "\n".join(stand.lines)
        await stand.press("enter")
        assert contacts.found(ws, "omar") == []
        await stand.press("u")
        assert len(contacts.found(ws, "omar")) == 1


async def test_the_page_of_a_contact(ws: Workspace) -> None:
    """Deals with the role, which is changed there; enter opens the deal."""
    async with standing(ws, size=(100, 40)) as stand:
        await stand.press("P", "G", "enter")
        assert stand.on(ContactScreen)
        assert "champion" in line(stand, "Second")
        await walk(stand, "Second")
        await stand.press("e", "1")
        assert "decision-maker" in line(stand, "Second")
        assert stand.said == "Made Lena the decision-maker of Second"
        await stand.press("enter")
        assert stand.on(DealScreen)
        await stand.press("escape")
        await walk(stand, "Second")
        await stand.press("delete", "enter")
        assert [deal.title for deal in contacts.page(ws, lena(ws)).deals] == ["First"]


async def test_several_e_mails_are_added_changed_and_deleted(ws: Workspace) -> None:
    """Each on its line."""
    async with standing(ws, size=(100, 40)) as stand:
        await stand.press("P", "G", "enter")
        await walk(stand, "add another")
        await stand.press("enter")
        await stand.press(*"lm@home.org")
        await stand.press("enter")
        who = lena(ws)
        assert contacts.page(ws, who).contact.emails == ("l@acme.com", "lm@home.org")
        await stand.press("g")
        await walk(stand, "l@acme.com")
        await stand.press("e", "ctrl+u")
        await stand.press(*"lena@acme.com")
        await stand.press("enter")
        assert contacts.page(ws, who).contact.emails == ("lena@acme.com", "lm@home.org")
        await stand.press("g")
        await walk(stand, "lm@home.org")
        await stand.press("delete", "enter")
        assert contacts.page(ws, who).contact.emails == ("lena@acme.com",)


async def test_the_page_of_a_company(ws: Workspace) -> None:
    """Figures per currency, contacts, and deals; each opens."""
    async with standing(ws, size=(100, 45)) as stand:
        await stand.press("O", "enter")
        assert stand.on(CompanyScreen)
        assert "12,000.00 EUR" in line(stand, " won ")
        assert "500.50 USD" in line(stand, " open ")
        assert "25.02 USD" in line(stand, " weighted ")
        assert "Tue 24 Nov 2026" in line(stand, "last bought")
        assert "won      Tue 24 Nov 2026 " in line(stand, "First")
        await stand.press("j", "enter")
        await stand.press(*"Tools")
        await stand.press("enter")
        assert "Tools" in line(stand, "industry")
        await walk(stand, "weighted")
        await stand.press("enter")
        assert stand.said == "'weighted' comes from the deals"
        await walk(stand, "Lena")
        await stand.press("enter")
        assert stand.on(ContactScreen)
        await stand.press("escape")
        await walk(stand, "Second")
        await stand.press("enter")
        assert stand.on(DealScreen)


async def test_a_company_with_deals_says_why_it_stays(ws: Workspace) -> None:
    """Before anything is asked."""
    async with standing(ws) as stand:
        await stand.press("O", "delete")
        assert "2 deals refer to Acme" in stand.said
        await stand.press("j", "delete", "enter")
        assert companies.found(ws, "corvid") == []


async def test_notes_and_follow_ups_of_a_contact(ws: Workspace) -> None:
    """Added from the list and on the page; finished there, which asks for the following one."""
    async with standing(ws, size=(100, 40)) as stand:
        await stand.press("P", "N")
        await stand.press(*"likes tea")
        await stand.press("enter", "f")
        await stand.press(*"call fri about tea")
        await stand.press("enter", "enter")
        assert stand.on(ContactScreen)
        assert "likes tea" in "\n".join(stand.lines)
        await walk(stand, "about tea")
        await stand.press("d", "1", "enter")
        await stand.press(*"demo mon")
        await stand.press("enter")
        who = contacts.found(ws, "bo")[0]
        items = contacts.page(ws, who).follow_ups
        assert [(item.type, item.outcome) for item in items] == [
            ("demo", None),
            ("call", "reached"),
        ]
        await stand.press("g")
        await walk(stand, "demo")
        await stand.press("s", "1", "enter")
        assert contacts.page(ws, who).follow_ups[0].due_on == date(2026, 11, 25)
        await stand.press("delete", "enter")
        assert len(contacts.page(ws, who).follow_ups) == 1
        assert history.recent(ws, limit=1)[0].step.title == "Deleted demo with Bo [b]Berg"


async def test_a_page_is_left_when_it_is_deleted_there(ws: Workspace) -> None:
    """When somebody else deletes it, it says who."""
    async with standing(ws, size=(100, 40)) as stand:
        await stand.press("P", "enter", "delete", "enter")
        assert stand.on(ContactsScreen)
        await stand.press("enter")
        assert stand.on(ContactScreen)
        contacts.delete(ws, contacts.page(ws, lena(ws)))
        stand.app.feed.poke()
        await stand.rest()
        assert "Lena was deleted by ann" in stand.lines[0]
        await stand.press("escape")
        assert "0 contacts" in stand.lines[0]
        await stand.press("enter")
        assert stand.said == "there is no contact here to open"


async def test_a_new_contact_of_a_company_begins_with_it(ws: Workspace) -> None:
    """From the page of the company."""
    async with standing(ws, size=(100, 45)) as stand:
        await stand.press("O", "enter")
        await walk(stand, "add a contact")
        await stand.press("enter")
        await stand.press(*"Mia")
        await stand.press("enter")
        assert "Mia" in "\n".join(stand.lines)
        row = contacts.listing(ws, contacts.found(ws, "mia"))[0]
        assert row.company == "Acme"


async def test_a_company_that_nobody_knows_yet_is_told(ws: Workspace) -> None:
    """While its name is typed and once it is saved; one that is known, in any case, is not."""
    async with standing(ws) as stand:
        await stand.press("P", "n", *"Mia", "tab", "tab", *"corvi")
        assert "new company" in stand.text
        await stand.press("d")
        assert "new company" not in stand.text
        await stand.press(*"ia", "tab")
        assert "new company" not in stand.text
        await stand.press("enter")
        assert stand.said == "Added the contact Mia of corvidia (new company)"
        await stand.press("e", "tab", "tab", "ctrl+u", *"ACME", "enter")
        assert stand.said == "Changed the company of Mia"


async def test_many_contacts_are_read_where_the_cursor_is(ws: Workspace) -> None:
    """The last one is a key away, and is read with those around it."""
    with ws.step() as step:
        for number in range(700):
            row = {"name": f"P{number:03}", "company_id": None, "title": ""}
            step.insert("contact", row)
        step.title = "Added many"
    read: list[int] = []

    class Counted(ContactsScreen):
        def read_rows(self, ws: Workspace, ids: Any) -> Any:
            read.append(len(ids))
            return super().read_rows(ws, ids)

    async with standing(ws) as stand:
        await stand.app.push_screen(Counted(stand.app.keymap))
        await stand.press("j")
        assert "702 contacts" in stand.lines[0]
        assert sum(read) <= 200
        await stand.press("G")
        assert "P699" in on(stand)
        await stand.press("pageup", "g")
        assert "Bo" in on(stand)


async def test_a_follow_up_on_a_company_is_in_the_agenda(ws: Workspace) -> None:
    """With the name of the company."""
    company = companies.found(ws, "corvid")[0]
    followups.add_for(ws, builders.follow_up(TODAY, subject="news"), company_id=company)
    notes.add_for(ws, "moved", company_id=company)
    async with standing(ws, size=(120, 30)) as stand:
        await stand.press("a")
        assert "Corvid" in line(stand, "news")


async def test_a_deal_that_nobody_decides_about_is_marked(ws: Workspace) -> None:
    """On its screen, until somebody on it has that role; a closed one is not marked."""
    [first, second] = (deal.id for deal in reversed(contacts.page(ws, lena(ws)).deals))
    assert [details.view(ws, deal).undecided for deal in (first, second)] == [False, True]
    async with standing(ws, size=(100, 40)) as stand:
        await stand.app.push_screen(DealScreen(stand.app.keymap, second))
        await stand.rest()
        assert "no decision-maker" in stand.text
        people.add_to_deal(ws, second, "Omar", Role.DECISION_MAKER)
        stand.app.feed.poke()
        await stand.rest()
        assert "no decision-maker" not in stand.text
