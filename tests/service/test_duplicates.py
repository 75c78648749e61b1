"""Finding what may be there twice."""

from datetime import date

from pipeboard.domain.merging import Kind
from pipeboard.domain.people import Role
from pipeboard.service import details, duplicates, people
from pipeboard.service.workspace import Workspace
from tests import builders


def found(ws: Workspace, kind: Kind) -> list[tuple[list[str], tuple[str, ...]]]:
    """The names in each group, and why."""
    return [
        ([member.name for member in group.members], group.why)
        for group in duplicates.find(ws, kind)
    ]


def contact(ws: Workspace, name: str, company: str, email: str = "") -> None:
    """Puts a contact on a deal of a company."""
    deal = builders.deal(ws, f"{company} {name}", company=company, value=None)
    people.add_to_deal(ws, deal, f'"{name}"', Role.OTHER, email)


def test_contacts_with_one_address(classic_workspace: Workspace) -> None:
    """Whatever its case, and whatever they are called."""
    contact(classic_workspace, "Lena Meier", "Acme", "lena@acme.example")
    contact(classic_workspace, "L. Meier", "Acme", "Lena@ACME.example")
    contact(classic_workspace, "Omar", "Acme", "omar@acme.example")
    assert found(classic_workspace, Kind.CONTACT) == [
        (["Lena Meier", "L. Meier"], ("same e-mail lena@acme.example",))
    ]


def test_contacts_of_one_name_and_company(classic_workspace: Workspace) -> None:
    """The same name elsewhere is somebody else."""
    ws = classic_workspace
    contact(ws, "Lena Meier", "Acme")
    contact(ws, "Lena Meier", "Kestrel")
    with ws.step() as step:
        acme = people.company_id(step, "Acme")
        step.insert("contact", {"name": "lena  meier", "company_id": acme, "title": "CFO"})
        step.title = "Added a contact"
    groups = duplicates.find(ws, Kind.CONTACT)
    assert [[member.name for member in group.members] for group in groups] == [
        ["Lena Meier", "lena  meier"]
    ]
    assert groups[0].why == ("same name and company",)
    assert [member.about for member in groups[0].members] == ["Acme", "Acme, CFO"]


def test_companies_of_one_name_or_domain(classic_workspace: Workspace) -> None:
    """Legal forms make no difference; an address at a public provider tells nothing."""
    ws = classic_workspace
    contact(ws, "Lena", "Acme", "lena@acme.example")
    contact(ws, "Omar", "ACME GmbH", "omar@gmail.com")
    contact(ws, "Bo", "Acme Holding of Berlin", "bo@acme.example")
    contact(ws, "Ida", "Kestrel", "ida@gmail.com")
    assert found(ws, Kind.COMPANY) == [
        (["Acme", "ACME GmbH", "Acme Holding of Berlin"], ("same name", "same domain acme.example"))
    ]


def test_deals_of_one_company_title_and_value(classic_workspace: Workspace) -> None:
    """Another value, currency or company is another deal."""
    ws = classic_workspace
    builders.deal(ws, "Acme renewal", company="Acme")
    builders.deal(ws, "Renewal Acme", company="Acme")
    builders.deal(ws, "Acme renewal", company="Acme", value=5)
    builders.deal(ws, "Acme renewal", company="Acme", currency="USD")
    builders.deal(ws, "Acme renewal", company="Kestrel")
    groups = duplicates.find(ws, Kind.DEAL)
    assert [[member.id for member in group.members] for group in groups] == [[1, 2]]
    assert groups[0].why == ("same title, company and value",)
    assert groups[0].members[0].about == "Acme, 12,000.00 EUR, Lead Generation, open"


def test_a_deal_sold_from_another_is_no_duplicate(classic_workspace: Workspace) -> None:
    """A renewal is like what it renews on purpose."""
    ws = classic_workspace
    first = builders.deal(ws, company="Acme")
    second = builders.deal(ws, company="Acme")
    with ws.step() as step:
        step.edit("deal", second, {"sold_from_id": None}, {"sold_from_id": first}, second)
        step.title = "Linked"
    assert found(ws, Kind.DEAL) == []


def test_deals_with_one_id_elsewhere(classic_workspace: Workspace) -> None:
    """Whatever they are called."""
    ws = classic_workspace
    for title in ("Acme", "Kestrel"):
        deal = builders.deal(ws, title)
        with ws.step() as step:
            row = {"deal_id": deal, "system": "crm", "value": "A-1"}
            step.insert("external_id", row, deal)
            step.title = "Imported"
    assert found(ws, Kind.DEAL) == [(["Acme", "Kestrel"], ("same id A-1 in crm",))]


def test_nothing_is_found_where_nothing_is_twice(classic_workspace: Workspace) -> None:
    """Nor in an empty database."""
    assert duplicates.find_all(classic_workspace, 9) == ([], 0)
    deal = builders.deal(classic_workspace, closes=date(2026, 12, 1))
    assert details.title(classic_workspace, deal) == "Acme renewal"
    assert duplicates.find_all(classic_workspace, 9) == ([], 0)


def test_as_many_groups_as_are_asked_for(classic_workspace: Workspace) -> None:
    """Of each kind, with how many there are in all."""
    for title in ("Acme", "Acme", "Kestrel", "Kestrel"):
        builders.deal(classic_workspace, title)
    found, count = duplicates.find_all(classic_workspace, 1)
    assert [[member.name for member in group.members] for group in found] == [["Acme", "Acme"]]
    assert count == 2
