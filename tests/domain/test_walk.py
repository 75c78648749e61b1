"""Going through things one by one."""

from pipeboard.domain.walk import Walk


def test_what_is_settled_is_passed_over() -> None:
    """Going on finds the next that is not settled, and at last none."""
    walk = Walk([7, 8, 9])
    walk.settle(8)
    assert (walk.here, walk.left) == (7, 2)
    assert walk.on() == 9
    walk.settle(9)
    assert walk.on() is None
    assert (walk.here, walk.left) == (None, 1)


def test_back_goes_to_what_was_skipped() -> None:
    """Not to what is settled; from the end too."""
    walk = Walk([7, 8, 9])
    walk.on()
    walk.settle(8)
    walk.on()
    assert walk.back()
    assert walk.here == 7
    assert not walk.back()
    assert walk.here == 7


def test_what_is_taken_back_is_looked_at_again() -> None:
    """It counts as left."""
    walk = Walk([7, 8])
    walk.settle(7)
    walk.on()
    walk.unsettle(7)
    assert (walk.here, walk.left) == (7, 2)


def test_none_at_all_is_the_end() -> None:
    """There is nothing to look at and nothing left."""
    walk = Walk([])
    assert (walk.here, walk.left, walk.on(), walk.back()) == (None, 0, None, False)
