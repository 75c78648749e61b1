"""Where a text that was left unfinished may be offered again."""

from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.unfinished import Left, Subject, Unfinished

SUBJECTS = st.builds(
    Subject,
    st.sampled_from(("deal", "note", "follow-up", "outcome", "field.need")),
    st.just("a text"),
    st.just("note.add"),
    st.lists(st.integers(1, 4), max_size=3, unique=True).map(tuple),
)


@given(SUBJECTS, SUBJECTS, st.booleans())
def test_a_text_belongs_to_its_deals(mine: Subject, asked: Subject, gone: bool) -> None:
    """It is offered where the same is asked, and on other deals only when its own are gone."""
    left = Left(Unfinished(mine, {"": "text"}), gone)
    assert left.fits(mine) == 3
    if not gone and asked.deals and not set(mine.deals) & set(asked.deals):
        assert not left.fits(asked)
    if not gone and mine.kind != asked.kind:
        assert not left.fits(asked)
    if gone and asked.kind == "note":
        assert left.fits(asked)


def test_all_fields_are_one_text() -> None:
    """What was typed into a form can be read as a note."""
    subject = Subject("edit", "changes", "deal.edit", (1,), "Acme")
    found = Unfinished(subject, {"need": "more", "title": "Acme 2"})
    assert found.text == "need: more\ntitle: Acme 2"
