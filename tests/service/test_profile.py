"""The ideal-customer profile, and how deals fit it: on cards, in filters, in the order of a lane."""

from collections.abc import Callable

import pytest

from pipeboard.domain.board import LaneSort
from pipeboard.domain.fit import Fit, Profile, ProfilePart, Size
from pipeboard.errors import BadInput, Conflict
from pipeboard.service import boards, deals, details, history, profile, reading
from pipeboard.service.workspace import Workspace
from pipeboard.store import rows, schema
from tests import builders

Fits = Callable[[], dict[str, str | None]]


def put(ws: Workspace, **texts: str) -> str:
    """Changes parts of the profile as typed; returns what is said."""
    after = {}
    for name, text in texts.items():
        part = profile.named(name)
        after[part] = profile.typed(ws, part, text)
    now = profile.read(ws)
    step = profile.change(ws, {part: now.of(part) for part in after}, after)
    return step.title if step else ""


def in_industry(ws: Workspace, deal_id: int, industry: str) -> None:
    """Says what industry the company of a deal is of."""
    company = details.view(ws, deal_id).company
    assert company is not None
    with ws.step() as step:
        row = rows.find(step.connection, schema.company, company.id)
        assert row is not None
        step.edit("company", company.id, row, {"industry": industry})
        step.title = "Industry"


@pytest.fixture
def three(classic_workspace: Workspace) -> Workspace:
    """A deal that fits, one that does in part, and one that does not."""
    ws = classic_workspace
    builders.deal(ws, "Poor", value=99_900, company="Steelworks", labels=("cold",))
    builders.deal(ws, "Part", value=99_900, company="Mart")
    good = builders.deal(ws, "Good", value=1_000_000, company="Kiosk")
    in_industry(ws, good, "Retail")
    in_industry(ws, good - 1, "RETAIL")
    in_industry(ws, good - 2, "Steel")
    return ws


def fits(ws: Workspace) -> dict[str, Fit | None]:
    """How each deal of the first lane fits."""
    cards = boards.page(ws, boards.board(ws).stages[0], 0, 10)
    return {card.title: card.match.fit if card.match else None for card in cards}


def found(ws: Workspace, text: str, sort: LaneSort = LaneSort.MANUAL) -> list[str]:
    """The titles of the first lane that a filter finds."""
    stage = boards.board(ws).stages[0]
    return [c.title for c in boards.page(ws, stage, 0, 10, reading.read_filter(ws, text), sort)]


def test_without_a_profile_nothing_is_marked(three: Workspace) -> None:
    """Deals have no fit; fit:none finds all of them, and the order by fit is that by hand."""
    assert set(fits(three).values()) == {None}
    assert found(three, "fit:none") == ["Good", "Part", "Poor"]
    assert found(three, "fit:good") == []
    assert found(three, "", LaneSort.FIT) == ["Good", "Part", "Poor"]


def test_cards_filters_and_the_order_agree(three: Workspace) -> None:
    """The best fit comes first, and each is found by its name; the deal says which parts."""
    said = put(three, industries="retail, Food", size="10k..50k EUR")
    assert said == (
        "Changed the ideal customer: industry retail, Food; size 10,000.00 EUR to 50,000.00 EUR"
    )
    assert fits(three) == {"Good": Fit.GOOD, "Part": Fit.PART, "Poor": Fit.POOR}
    assert found(three, "fit:good") == ["Good"]
    assert found(three, "fit:part,poor") == ["Part", "Poor"]
    assert found(three, "-fit:poor") == ["Good", "Part"]
    assert found(three, "fit:none") == []
    stage = boards.board(three).stages[0]
    for card in boards.page(three, stage, 0, 10):
        if card.title == "Poor":
            deals.reorder(three, card.id, -2, LaneSort.MANUAL)
    assert found(three, "") == ["Poor", "Good", "Part"]
    assert found(three, "", LaneSort.FIT) == ["Good", "Part", "Poor"]
    ids = {card.title: card.id for card in boards.page(three, stage, 0, 10)}
    places = [boards.locate(three, stage, ids[t], sort=LaneSort.FIT) for t in ("Good", "Poor")]
    assert places == [0, 2]
    assert str(details.view(three, ids["Part"]).match) == "part: industry, not size"


def test_labels_and_sources_are_parts_too(three: Workspace) -> None:
    """In any case, also of letters beyond A to Z; one of several is enough."""
    put(three, labels="COLD, hot", sources="Empfehlung über Öle")
    assert fits(three) == {"Good": Fit.POOR, "Part": Fit.POOR, "Poor": Fit.PART}
    poor = next(
        c.id for c in boards.page(three, boards.board(three).stages[0], 0, 9) if c.title == "Poor"
    )
    details.edit(three, poor, {"source": ""}, {"source": "EMPFEHLUNG ÜBER ÖLE"})
    assert fits(three)["Poor"] is Fit.GOOD


def test_a_size_holds_for_its_own_currency(classic_workspace: Workspace) -> None:
    """A deal in another currency, or without a value, does not meet it."""
    ws = classic_workspace
    builders.deal(ws, "Euro", value=1_000_000)
    builders.deal(ws, "Yen", value=1_000_000, currency="JPY")
    builders.deal(ws, "Dollar", value=1_000_000, currency="USD")
    builders.deal(ws, "Nothing", value=None)
    put(ws, size="..50k EUR; 1m.. JPY")
    good = [title for title, fit in fits(ws).items() if fit is Fit.GOOD]
    assert sorted(good) == ["Euro", "Yen"]


def test_a_change_is_undone_and_redone(three: Workspace) -> None:
    """Each as one step; an emptied part does not matter any more."""
    put(three, industries="Retail", size="10k.. EUR")
    first = profile.read(three)
    assert put(three, size="") == "Changed the ideal customer: any size"
    assert profile.read(three) == Profile(("Retail",))
    history.undo(three)
    assert profile.read(three) == first
    history.undo(three)
    assert profile.read(three) == Profile()
    history.redo(three)
    history.redo(three)
    assert profile.read(three) == Profile(("Retail",))
    assert history.recent(three)[0].step.title.endswith("Changed the ideal customer: any size")
    assert put(three, industries="Retail") == ""


def test_who_saw_another_profile_is_told(three: Workspace) -> None:
    """Nothing is written; a part that only somebody else changed stays."""
    seen = profile.read(three)
    put(three, industries="Food")
    with pytest.raises(Conflict, match="industry meanwhile, to Food"):
        profile.change(
            three, {ProfilePart.INDUSTRY: seen.industries}, {ProfilePart.INDUSTRY: ("Retail",)}
        )
    profile.change(three, {ProfilePart.LABELS: seen.labels}, {ProfilePart.LABELS: ("hot",)})
    assert profile.read(three) == Profile(industries=("Food",), labels=("hot",))


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("10k..50k EUR", (Size("EUR", 1_000_000, 5_000_000),)),
        ("10k..50k", (Size("EUR", 1_000_000, 5_000_000),)),
        (">=10k USD", (Size("USD", 1_000_000),)),
        ("<50k", (Size("EUR", None, 5_000_000),)),
        ("10k.. JPY", (Size("JPY", 10_000),)),
        (
            "10,000..50,000 EUR, 1m.. JPY",
            (Size("EUR", 1_000_000, 5_000_000), Size("JPY", 1_000_000)),
        ),
        ("", ()),
    ],
)
def test_a_size_is_read_and_written_back(
    workspace: Workspace, text: str, sizes: tuple[Size, ...]
) -> None:
    """As it is typed, and again from what the form begins with."""
    assert profile.typed(workspace, ProfilePart.SIZE, text) == sizes
    again = profile.text(Profile(sizes=sizes), ProfilePart.SIZE)
    assert profile.typed(workspace, ProfilePart.SIZE, again) == sizes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("10k", "a range is needed, such as 10k..50k EUR"),
        ("..", "a range is needed"),
        ("50k..10k", "the smaller amount comes first"),
        ("10k EUR..50k USD", "one currency is needed"),
        ("10k..lots", "'lots':"),
        ("1.. EUR; 2.. EUR", "one range for EUR is needed"),
        ("-5..10", "cannot be negative"),
    ],
)
def test_a_size_that_is_none_is_named(workspace: Workspace, text: str, told: str) -> None:
    """With the value and what is accepted."""
    with pytest.raises(BadInput) as error:
        profile.typed(workspace, ProfilePart.SIZE, text)
    assert told in str(error.value)


def test_names_are_taken_once(workspace: Workspace) -> None:
    """In whatever case; labels may have their sign."""
    assert profile.typed(workspace, ProfilePart.INDUSTRY, " Retail,food , retail,") == (
        "Retail",
        "food",
    )
    assert profile.typed(workspace, ProfilePart.LABELS, "#hot #new, big deal") == (
        "hot",
        "new",
        "big deal",
    )
