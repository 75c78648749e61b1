"""The ideal customer: what a match says, and how a profile is stored."""

import pytest

from pipeboard.domain.fit import Fit, Match, Profile, ProfilePart, Size, from_json, match


@pytest.mark.parametrize(
    ("met", "fit", "said"),
    [
        ((True, True), Fit.GOOD, "good: industry, size"),
        ((True, False), Fit.PART, "part: industry, not size"),
        ((False, False), Fit.POOR, "poor: not industry, not size"),
    ],
)
def test_a_fit_is_good_when_all_is_met(met: tuple[bool, bool], fit: Fit, said: str) -> None:
    """Poor when nothing is, and in part between."""
    found = match(zip((ProfilePart.INDUSTRY, ProfilePart.SIZE), met, strict=True))
    assert found is not None
    assert (found.fit, str(found)) == (fit, said)
    assert found.parts == ((ProfilePart.INDUSTRY, met[0]), (ProfilePart.SIZE, met[1]))


def test_without_a_profile_there_is_no_fit() -> None:
    """Neither good nor poor."""
    assert match([]) is None
    assert Profile().parts == ()
    assert Match((ProfilePart.SIZE,)).fit is Fit.GOOD


def test_a_profile_is_read_back_as_it_was_stored() -> None:
    """With sizes open at one side, and an empty one."""
    profile = Profile(("Retail",), (Size("EUR", 100, None), Size("JPY", None, 5)), ("web",), ("a",))
    assert from_json(profile.as_json()) == profile
    assert from_json(Profile().as_json()) == from_json(None) == Profile()


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (Size("EUR", 100_000, 200_000), "1,000.00 EUR to 2,000.00 EUR"),
        (Size("EUR", 100_000), "from 1,000.00 EUR"),
        (Size("JPY", None, 500), "up to 500 JPY"),
    ],
)
def test_a_size_says_itself(size: Size, said: str) -> None:
    """In the currency that it is for."""
    assert str(size) == said
