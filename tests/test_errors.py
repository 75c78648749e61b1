"""What errors say."""

import pytest

from pipeboard.errors import BadInput, NotAccepted


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BadInput("value", "lots", "an amount is needed"), "value: 'lots' is not understood; an"),
        (BadInput("name", " ", "a stage needs a name"), "name: a stage needs a name"),
        (NotAccepted("name", "Won", "it is taken"), "name: 'Won' cannot be; it is taken"),
    ],
)
def test_a_value_is_told_by_what_is_wrong_with_it(error: BadInput, said: str) -> None:
    """Not understood, missing, or understood and not possible; all end a command with 2."""
    assert str(error).startswith(said)
    assert error.exit_code == 2
