"""Pasted text is text, however it is cut into pieces on its way."""

from hypothesis import given
from hypothesis import strategies as st

from pipeboard.service.workspace import Workspace
from pipeboard.ui.pasting import Pasted, PasteReader
from tests.ui.driver import opened


def fed(*pieces: str) -> list[str | Pasted]:
    """All that a reader makes of some pieces, with keys that stand side by side joined."""
    reader = PasteReader()
    found: list[str | Pasted] = []
    for piece in pieces:
        for part in reader.feed(piece):
            if isinstance(part, str) and found and isinstance(found[-1], str):
                found[-1] += part
            else:
                found.append(part)
    return found


def test_keys_pass_as_they_are() -> None:
    """Arrows and the escape key are for who reads keys."""
    assert fed("j\x1b[A\x1b") == ["j\x1b[A\x1b"]


def test_an_escape_byte_in_a_paste_is_text() -> None:
    """Neither it nor what follows it is a key."""
    assert fed("n\x1b[200~\x1b[31mred\x1b\x1b[201~\r") == ["n", Pasted("\x1b[31mred\x1b"), "\r"]


def test_a_key_of_two_codes_does_not_wait() -> None:
    """What can be typed is handed on at once, although a bracket begins like it."""
    reader = PasteReader()
    assert list(reader.feed("\x1b")) == ["\x1b"]
    assert list(reader.feed("\x1b[")) == ["\x1b["]


@given(st.lists(st.sampled_from("ab\x1b[~2"), max_size=20), st.data())
def test_it_does_not_matter_where_it_is_cut(text: list[str], data: st.DataObject) -> None:
    """Every cut but one after the first two bytes of the opening bracket gives the same."""
    pasted = "".join(text).replace("\x1b[201~", "")
    whole = f"k\x1b[200~{pasted}\x1b[201~j"
    cut = data.draw(st.integers(4, len(whole)))
    assert fed(whole[:cut], whole[cut:]) == ["k", Pasted(pasted), "j"]


async def test_a_paste_on_the_board_says_why_nothing_happens(
    classic_workspace: Workspace,
) -> None:
    """Nothing is being typed there, and a paste gives no commands."""
    async with opened(classic_workspace) as driver:
        await driver.paste("nAcme")
        assert driver.said == "nothing is being typed here; n adds a deal"
