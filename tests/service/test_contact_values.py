"""What is typed into the fields of a contact."""

import pytest

from pipeboard.errors import BadInput
from pipeboard.service import contacts


def test_a_phone_has_a_digit() -> None:
    """What has none is refused with what is needed."""
    assert contacts.read("phones", "+49 30 1, 0800") == ("+49 30 1", "0800")
    with pytest.raises(BadInput, match="phone: 'not-an-email' is not understood; a number"):
        contacts.read("phones", "not-an-email")
