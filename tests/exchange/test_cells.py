"""What one cell holds is read back as it was, and does nothing in a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.people import Role
from pipeboard.exchange.cells import (
    join_contacts,
    join_labels,
    join_notes,
    neutralise,
    restore,
    split_contacts,
    split_labels,
    split_notes,
)
from pipeboard.exchange.imported import ImportedContact

SIGNS = "=+-@\t\r"
risky = st.text(st.sampled_from("'=+-@\t\r\nab ＝"), max_size=6)
words = st.text(min_size=1, max_size=8).map(str.strip).filter(bool)


@given(risky)
def test_neutral_cells_begin_with_no_sign_and_come_back(cell: str) -> None:
    """For any run of apostrophes and signs."""
    assert neutralise(cell)[:1] not in set(SIGNS)
    assert restore(neutralise(cell)) == cell


@pytest.mark.parametrize("cell", ["'tis", "''quoted''", "'", "Acme", "5 - 3", ""])
def test_harmless_cells_stay_as_they_are(cell: str) -> None:
    """Also on reading files of others."""
    assert neutralise(cell) == cell
    assert restore(cell) == cell


@given(st.lists(words, unique=True))
def test_labels_come_back(labels: list[str]) -> None:
    """With commas, semicolons and quotes in them too."""
    assert split_labels(join_labels(labels)) == tuple(labels)


def test_labels_of_other_programs() -> None:
    """Parted by commas or semicolons, each once."""
    assert split_labels("Hot; VIP,Hot , ,new") == ("Hot", "VIP", "new")


lines = st.sampled_from(["---", "\\---", "\\\\---", "a", "- b", "", "----"])


@given(st.lists(st.lists(lines, min_size=1).map("\n".join).map(str.strip).filter(bool)))
def test_notes_come_back(notes: list[str]) -> None:
    """Also those that hold the line that parts them."""
    assert split_notes(join_notes(notes)) == tuple(notes)


names = st.text("ab;<>[]\"'() é,@", min_size=1, max_size=8).map(str.strip).filter(bool)
contacts = st.builds(
    ImportedContact,
    names.filter(lambda name: "@" not in name),
    st.sampled_from([None, "lena@corvid.example"]),
    st.sampled_from([None, "+49 30 123"]),
    st.sampled_from([None, *Role]),
)


@given(st.lists(contacts))
def test_contacts_come_back(people: list[ImportedContact]) -> None:
    """With e-mail, phone and role, whatever is in their names."""
    assert split_contacts(join_contacts(people)) == tuple(people)


def test_contacts_of_other_programs() -> None:
    """An e-mail in brackets, or alone."""
    assert split_contacts("Lena Berg (lena@corvid.example); bo@corvid.example;;Jo") == (
        ImportedContact("Lena Berg", "lena@corvid.example"),
        ImportedContact("bo@corvid.example", "bo@corvid.example"),
        ImportedContact("Jo"),
    )
