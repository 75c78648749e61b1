"""Many ids in portions that a database takes."""

from collections.abc import Iterable, Sequence

_BATCH = 500


def batches(ids: Iterable[int]) -> Iterable[Sequence[int]]:
    """Ids in portions that fit into one statement."""
    ids = list(ids)
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
