"""What somebody can set so that more can be told, apart from how that is done.

That differs with where it is read: on a screen by a key, in a shell by a command, in a file that was
sent not at all.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

NO_STAGE_QUALIFIED: Final = "no stage counts as qualified"
NO_STAGE_MARKETING: Final = "no stage counts as marketing-qualified"


class Lack(StrEnum):
    """What is not set."""

    TARGET = "target"
    QUALIFIED = "qualified"
    MARKETING = "marketing-qualified"


LACKS: Mapping[str, Lack] = {
    NO_STAGE_QUALIFIED: Lack.QUALIFIED,
    NO_STAGE_MARKETING: Lack.MARKETING,
}
"""What is not set where a figure is n/a for a reason."""
