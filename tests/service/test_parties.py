"""Contacts and companies: adding, changing, deleting them, their pages and figures."""

from datetime import date
from typing import Any

import pytest

from pipeboard.domain.people import Role
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import (
    agenda,
    companies,
    contacts,
    deals,
    details,
    followups,
    history,
    notes,
    people,
)
from pipeboard.service.workspace import Workspace
from tests import builders

TODAY = date(2026, 11, 24)
LENA: dict[str, Any] = {
    "name": "Lena [b]Moss",
    "title": "CFO",
    "company": "Acme",
    "emails": ("lena@acme.com", "lm@home.org"),
    "phones": ("+49 30 1",),
}


def lena(ws: Workspace) -> int:
    return contacts.add(ws, LENA)[1].id


def told(ws: Workspace) -> tuple[str, tuple[str, ...]]:
    """The title of the newest step and what it did."""
    step = history.recent(ws, limit=1)[0].step
    return step.title, history.told(ws, step.id).sentences


def there_and_back(ws: Workspace, before: builders.Rows) -> None:
    """The last step is undone and redone, each to the same rows."""
    after = builders.everything(ws)
    assert after != before
    history.undo(ws)
    assert builders.everything(ws) == before
    history.redo(ws)
    assert builders.everything(ws) == after


def test_a_contact_is_added_with_all_that_is_known(classic_workspace: Workspace) -> None:
    """Its company is made where it is not known; the history says who came."""
    ws = classic_workspace
    before = builders.everything(ws)
    page = contacts.page(ws, lena(ws))
    assert (page.name, page.contact.title) == ("Lena [b]Moss", "CFO")
    assert page.company is not None
    assert page.company.name == "Acme"
    assert page.contact.emails == ("lena@acme.com", "lm@home.org")
    assert page.contact.phones == ("+49 30 1",)
    title, said = told(ws)
    assert title == "Added the contact Lena [b]Moss of Acme (new company)"
    assert "Lena [b]Moss of Acme, a new contact" in said
    assert "E-mail lm@home.org added" in said
    there_and_back(ws, before)


def test_a_second_one_of_that_name_gets_a_hint(classic_workspace: Workspace) -> None:
    """It is no mistake for sure: only the same company makes it likely."""
    ws = classic_workspace
    lena(ws)
    assert contacts.add(ws, LENA)[1].hint == "there is another Lena [b]Moss of Acme"
    assert contacts.add(ws, {"name": "Lena [b]Moss"})[1].hint == ""


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "  "}, "a contact needs a name"),
        ({"name": "Bo", "emails": ("bo.example.com",)}, "e-mail: 'bo.example.com'"),
        ({"name": "Bo", "emails": ("@",)}, "an address such as"),
    ],
)
def test_what_cannot_be_a_contact(
    classic_workspace: Workspace, values: dict[str, Any], says: str
) -> None:
    """The field, the value and what is accepted are named; nothing is written."""
    before = builders.everything(classic_workspace)
    with pytest.raises(BadInput, match=says):
        contacts.add(classic_workspace, values)
    assert builders.everything(classic_workspace) == before


def test_a_contact_is_changed_in_one_step(classic_workspace: Workspace) -> None:
    """What differs is named; an e-mail that stays is not told of."""
    ws = classic_workspace
    page = contacts.page(ws, lena(ws))
    before = builders.everything(ws)
    after = {"title": "CEO", "company": "Corvid", "emails": ("lena@acme.com", "l@corvid.io")}
    contacts.edit(ws, page, after)
    assert told(ws) == (
        "Changed the title, company and e-mails of Lena [b]Moss (new company)",
        (
            "Corvid, a new company",
            "Title changed from CFO to CEO",
            "Company changed from Acme to Corvid",
            "E-mail lm@home.org removed",
            "E-mail l@corvid.io added",
        ),
    )
    there_and_back(ws, before)
    assert contacts.edit(ws, contacts.page(ws, page.contact.id), after) is None


def test_a_field_that_somebody_changed_meanwhile_is_a_conflict(
    classic_workspace: Workspace,
) -> None:
    """Another field is not."""
    ws = classic_workspace
    seen = contacts.page(ws, lena(ws))
    contacts.edit(ws, seen, {"title": "CEO", "emails": ()})
    for values in ({"title": "COO"}, {"emails": ("x@y.z",)}):
        with pytest.raises(Conflict):
            contacts.edit(ws, seen, values)
    assert contacts.edit(ws, seen, {"name": "Lena Fox"}) is not None
    assert told(ws)[0] == "Renamed the contact Lena [b]Moss to Lena Fox"


def test_a_deleted_contact_goes_from_its_deals(classic_workspace: Workspace) -> None:
    """Its own notes and follow-ups go; one on a deal stays. Undo brings all of it back."""
    ws = classic_workspace
    who = lena(ws)
    deal = builders.deal(ws, "Renewal", company="Acme", contacts=("Lena [b]Moss",))
    followups.add_for(ws, builders.follow_up(TODAY), contact_id=who)
    notes.add_for(ws, "likes tea", contact_id=who)
    page = contacts.page(ws, who)
    assert [item.title for item in page.deals] == ["Renewal"]
    assert "off 1 deal" in contacts.what_goes(page)
    assert "1 note and 1 follow-up" in contacts.what_goes(page)
    before = builders.everything(ws)
    contacts.delete(ws, page)
    assert details.view(ws, deal).contacts == ()
    assert told(ws)[0] == "Deleted the contact Lena [b]Moss"
    assert "Lena [b]Moss removed from the deal" in told(ws)[1]
    with pytest.raises(NotFound, match=r"Lena \[b\]Moss was deleted by ann"):
        contacts.page(ws, who)
    there_and_back(ws, before)
    lines = [said for line in history.of_deal(ws, deal) for said in line.sentences]
    assert "Done again: Lena [b]Moss removed from the deal" in lines


def test_what_came_meanwhile_is_not_deleted_unseen(classic_workspace: Workspace) -> None:
    """A note that somebody added since the question was asked keeps the contact."""
    ws = classic_workspace
    seen = contacts.page(ws, lena(ws))
    notes.add_for(ws, "likes tea", contact_id=seen.contact.id)
    with pytest.raises(Conflict, match="nothing was deleted"):
        contacts.delete(ws, seen)


def test_several_decide_on_one_deal(classic_workspace: Workspace) -> None:
    """Each contact has a role on each deal; the page of each tells it."""
    ws = classic_workspace
    deal = builders.deal(ws, "Renewal", company="Acme")
    people.add_to_deal(ws, deal, "Lena", Role.DECISION_MAKER)
    people.add_to_deal(ws, deal, "Omar", Role.USER)
    omar = next(link.contact.id for link in details.view(ws, deal).contacts[1:])
    [line] = contacts.page(ws, omar).deals
    before = builders.everything(ws)
    contacts.set_role(ws, line, Role.DECISION_MAKER)
    assert told(ws)[0] == "Made Omar the decision-maker of Renewal"
    there_and_back(ws, before)
    assert [link.role for link in details.view(ws, deal).contacts] == [Role.DECISION_MAKER] * 2
    with pytest.raises(Conflict):
        contacts.set_role(ws, line, Role.BLOCKER)


def test_what_a_company_bought_is_open_and_weighted(classic_workspace: Workspace) -> None:
    """Each currency by itself; weighted is rounded once, half to even; lost counts nowhere."""
    ws = classic_workspace
    won = builders.deal(ws, "First", value=1_000_00, company="Acme")
    older = builders.deal(ws, "Old", value=500_00, company="Acme", currency="USD")
    lost = builders.deal(ws, "Gone", value=9_000_00, company="Acme")
    for value in (5, 5):
        small = builders.deal(ws, f"Small {value}", value=value, company="acme")
        details.edit(ws, small, {"probability": None}, {"probability": 50})
    builders.deal(ws, "Free", value=None, company="Acme")
    for deal in (won, older):
        was = {"created_on": TODAY}
        details.edit(ws, deal, was, {"created_on": date(2026, 1, 1)})
    deals.win(ws, [won], on=date(2026, 11, 2))
    deals.win(ws, [older], on=date(2026, 3, 2))
    deals.lose(ws, [lost], "price")
    [company] = companies.found(ws, "acm")
    page = companies.page(ws, company)
    figures = page.figures
    assert figures.won == {"EUR": 1_000_00, "USD": 500_00}
    assert (figures.open_value, figures.weighted) == ({"EUR": 10}, {"EUR": 5})
    assert (figures.last_bought, figures.deals, figures.open_deals) == (date(2026, 11, 2), 6, 3)
    assert [deal.title for deal in page.deals] == [
        *("Free", "Small 5", "Small 5", "First", "Old", "Gone")
    ]
    assert companies.listing(ws, [company])[0].figures == figures


def test_a_company_is_added_and_changed(classic_workspace: Workspace) -> None:
    """Names are told apart without their case: deals name companies by them."""
    ws = classic_workspace
    before = builders.everything(ws)
    company = companies.add(ws, {"name": "Acme", "industry": "Tools"})[1].id
    assert told(ws) == ("Added the company Acme", ("Acme, a new company",))
    there_and_back(ws, before)
    for name in ("", " "):
        with pytest.raises(BadInput, match="a company needs a name"):
            companies.add(ws, {"name": name})
    with pytest.raises(Refused, match="there is a company Acme already"):
        companies.add(ws, {"name": "ACME"})
    seen = companies.page(ws, company).company
    before = builders.everything(ws)
    companies.edit(ws, seen, {"industry": "Food", "website": "acme.com"})
    assert told(ws) == (
        "Changed the industry and website of Acme",
        ("Industry changed from Tools to Food", "Website set to acme.com"),
    )
    there_and_back(ws, before)
    with pytest.raises(Conflict):
        companies.edit(ws, seen, {"industry": "Toys"})
    assert companies.edit(ws, seen, {"name": "ACME"}) is not None
    assert companies.industries(ws, "fo", 5) == ["Food"]


def test_a_company_with_deals_is_not_deleted(classic_workspace: Workspace) -> None:
    """Without them it goes, and its contacts stay without a company."""
    ws = classic_workspace
    who = lena(ws)
    deal = builders.deal(ws, "Renewal", company="Acme")
    [company] = companies.found(ws)
    followups.add_for(ws, builders.follow_up(TODAY), company_id=company)
    with pytest.raises(Refused, match="1 deal refers to Acme, such as Renewal"):
        companies.delete(ws, companies.page(ws, company))
    deals.delete(ws, [deal])
    seen = companies.page(ws, company)
    assert companies.what_goes(seen) == (
        "Acme, with 1 follow-up, its 1 contact stays without a company; u brings it back"
    )
    before = builders.everything(ws)
    companies.delete(ws, seen)
    assert contacts.page(ws, who).company is None
    assert told(ws)[0] == "Deleted the company Acme"
    there_and_back(ws, before)
    with pytest.raises(NotFound, match="Acme was deleted by ann"):
        companies.page(ws, company)


def test_a_follow_up_on_no_deal_is_in_the_agenda(classic_workspace: Workspace) -> None:
    """With its contact and company; it is finished and snoozed like any other."""
    ws = classic_workspace
    who = lena(ws)
    [company] = companies.found(ws)
    followups.add_for(ws, builders.follow_up(TODAY, subject="lunch"), contact_id=who)
    assert told(ws)[0] == "Planned call 'lunch' with Lena [b]Moss"
    followups.add_for(ws, builders.follow_up(TODAY, subject="news"), company_id=company)
    assert told(ws)[0] == "Planned call 'news' on Acme"
    items = [item for section in agenda.agenda(ws).sections for item in section.items]
    assert [(item.contact, item.company, item.deal_id) for item in items] == [
        ("Lena [b]Moss", "Acme", None),
        ("", "Acme", None),
    ]
    assert agenda.counts(ws).today == 2
    followups.snooze(ws, [items[0].follow_up], followups.next_day(ws, items[0].follow_up))
    assert told(ws)[0].startswith("Put off call 'lunch' with Lena [b]Moss: ")
    before = builders.everything(ws)
    followups.finish(ws, [items[1].follow_up], "reached")
    assert told(ws)[0] == "Finished call 'news' on Acme: reached"
    there_and_back(ws, before)
    assert [item.subject for item in companies.page(ws, company).follow_ups] == ["lunch", "news"]


def test_a_search_finds_by_any_of_its_words(classic_workspace: Workspace) -> None:
    """In name, title, company, e-mail and phone, whatever the case; every word must be there."""
    ws = classic_workspace
    who = lena(ws)
    contacts.add(ws, {"name": "Bo_ Berg", "company": "Öl & Co"})
    for search in ("lena", "cfo acme", "LM@home", "49 30", "moss acm"):
        assert contacts.found(ws, search) == [who], search
    assert [row.contact.name for row in contacts.listing(ws, contacts.found(ws, "öL"))] == [
        "Bo_ Berg"
    ]
    assert contacts.found(ws, "lena öl") == []
    assert contacts.found(ws, "%") == []
    assert len(contacts.found(ws)) == 2
