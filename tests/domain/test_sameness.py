"""Names, titles and addresses by which two may be known as one."""

import pytest

from pipeboard.domain.merging import joined, weightier
from pipeboard.domain.people import Role
from pipeboard.domain.sameness import (
    company_key,
    mail_domain,
    mail_key,
    name_key,
    site_domain,
    title_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "ACME  GmbH"),
        ("Acme Inc.", "acme, Ltd"),
        ("Müller & Co. KG", "Muller GmbH & Co KG"),
        ("Iberia S.A.", "Iberia SA"),
        ("Data Works", "DataWorks B.V."),
        ("The Kestrel Company", "Kestrel"),
        ("O'Neill Foods LLC", "ONeill Foods"),
        ("Fish and Chips", "Fish & Chips plc"),
    ],
)
def test_two_spellings_of_one_company(one: str, other: str) -> None:
    """Case, spaces, accents, signs and legal forms make no difference."""
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme Foods", "Acme"), ("Acme 1", "Acme 2"), ("AG", "GmbH"), ("Nordlicht", "Südlicht")],
)
def test_two_companies(one: str, other: str) -> None:
    """Whatever else is in a name tells two apart, also where it is a legal form alone."""
    assert company_key(one) != company_key(other)


def test_a_name_in_signs_alone_has_no_key() -> None:
    """It is like nothing else."""
    assert company_key("***") == ""
    assert title_key("---") == ""


def test_titles_are_compared_by_their_words() -> None:
    """In any order; numbers count."""
    assert title_key("Renewal: Acme") == title_key("acme  renewal")
    assert title_key("Acme renewal 2025") != title_key("Acme renewal 2026")
    assert name_key("José  NÚÑEZ") == name_key("Jose Nunez")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("Lena@Acme.Example", "acme.example"),
        ("lena@gmail.com", None),
        ("lena@localhost", None),
        ("lena", None),
        ("", None),
    ],
)
def test_the_domain_of_an_address(address: str, domain: str | None) -> None:
    """Not that of a public provider."""
    assert mail_domain(address) == domain


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.Acme.example/de?x=1", "acme.example"),
        ("acme.example", "acme.example"),
        ("http://user@acme.example:8080", "acme.example"),
        ("acme", None),
        ("", None),
        ("gmail.com", None),
    ],
)
def test_the_domain_of_a_website(website: str, domain: str | None) -> None:
    """However its address is written."""
    assert site_domain(website) == domain


def test_groups_are_all_that_hang_together() -> None:
    """Each with every reason once; who has nothing in common with anybody is in none."""
    keys = [("a", "A", 3), ("a", "A", 1), ("b", "B", 3), ("b", "B", 7), ("c", "C", 9)]
    keys += [("d", "A", 7), ("d", "A", 1), ("e", "E", 5), ("e", "E", 6), ("e", "E", 6)]
    assert joined(keys) == [((1, 3, 7), ("A", "B")), ((5, 6), ("E",))]


def test_the_weightier_role_stays() -> None:
    """Whoever decides matters more than who does something else."""
    assert weightier(Role.OTHER, Role.USER) is Role.USER
    assert weightier(Role.CHAMPION, Role.DECISION_MAKER) is Role.DECISION_MAKER


def test_addresses_are_compared_without_case() -> None:
    """Nor spaces around them."""
    assert mail_key(" Lena@ACME.example ") == "lena@acme.example"
