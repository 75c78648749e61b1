"""The fields of a deal as they are typed: the same words as everywhere, and clear refusals."""

from datetime import date

import pytest

from pipeboard.errors import BadInput, Refused
from pipeboard.service import deals, details, fields, history
from pipeboard.service.workspace import Workspace
from tests import builders


@pytest.mark.parametrize(
    ("name", "text", "column", "value"),
    [
        ("title", " Acme 2027 ", "title", "Acme 2027"),
        ("title", "Acme\n2027", "title", "Acme 2027"),
        ("value", "12.5k", "value", 1_250_000),
        ("amount", "", "value", None),
        ("Expected Close", "12 dec", "expected_close", date(2026, 12, 12)),
        ("closes", "eom", "expected_close", date(2026, 11, 30)),
        ("created-on", "fri", "created_on", date(2026, 11, 20)),
        ("contract_end", "2030-01-31", "contract_end", date(2030, 1, 31)),
        ("probability", "35 %", "probability", 35),
        ("forecast category", "Best-Case", "forecast_category", "best case"),
        ("owner", "bo", "owner", "bo"),
        ("need", "", "need", ""),
        ("custom.Plan", "gold", "custom", {"Plan": "gold"}),
    ],
)
def test_what_a_typed_text_means(
    classic_workspace: Workspace, name: str, text: str, column: str, value: object
) -> None:
    """Names may be written with spaces, dashes and capitals."""
    deal = builders.deal(classic_workspace)
    fields.change(classic_workspace, deal, [(name, text)])
    assert getattr(details.view(classic_workspace, deal).deal, column) == value


@pytest.mark.parametrize("name", ["owner", "source", "campaign", "reason"])
def test_a_field_is_one_line(classic_workspace: Workspace, name: str) -> None:
    """As files have it, so that a break in what was pasted is a space."""
    ws = classic_workspace
    deal = builders.deal(ws)
    deals.win(ws, [deal], "first\nreason ")
    assert details.view(ws, deal).deal.reason == "first reason"
    fields.change(ws, deal, [(name, " a\r\nb\tc\n")])
    assert getattr(details.view(ws, deal).deal, name) == "a b c"


def test_a_qualification_keeps_its_lines(classic_workspace: Workspace) -> None:
    """Several lines may be typed there."""
    ws = classic_workspace
    deal = builders.deal(ws)
    fields.change(ws, deal, [("need", "a roof\nby spring")])
    assert details.view(ws, deal).deal.need == "a roof\nby spring"


def test_a_currency_in_the_value_changes_both(classic_workspace: Workspace) -> None:
    """The number stays when only the currency is changed, and must fit its digits."""
    ws = classic_workspace
    deal = builders.deal(ws, value=120_050)
    fields.change(ws, deal, [("value", "500 JPY")])
    found = details.view(ws, deal).deal
    assert (found.value, found.currency) == (500, "JPY")
    fields.change(ws, deal, [("currency", "eur")])
    found = details.view(ws, deal).deal
    assert (found.value, found.currency) == (50_000, "EUR")
    fields.change(ws, deal, [("value", "1.50")])
    with pytest.raises(BadInput, match="no decimals"):
        fields.change(ws, deal, [("currency", "JPY")])


def test_fields_build_on_those_before(classic_workspace: Workspace) -> None:
    """Two custom fields in one step keep each other; so do currency and value."""
    ws = classic_workspace
    deal = builders.deal(ws)
    typed = [("custom.A", "1"), ("custom.B", "2"), ("currency", "KWD"), ("value", "1.234")]
    fields.change(ws, deal, typed)
    found = details.view(ws, deal).deal
    assert found.custom == {"A": "1", "B": "2"}
    assert (found.value, found.currency) == (1234, "KWD")
    fields.change(ws, deal, [("custom.A", "")])
    assert details.view(ws, deal).deal.custom == {"B": "2"}


def test_the_step_names_a_field_of_ones_own(classic_workspace: Workspace) -> None:
    """The history says which of them was changed."""
    ws = classic_workspace
    deal = builders.deal(ws)
    fields.change(ws, deal, [("custom.Plan", "gold"), ("custom.Seats", "5")])
    step = fields.change(ws, deal, [("custom.Seats", "6"), ("need", "speed")])
    assert step is not None
    assert step.title == "Changed the Seats and need of Acme renewal"


def test_labels_and_company(classic_workspace: Workspace) -> None:
    """Labels are parted by commas, and each is there once."""
    ws = classic_workspace
    deal = builders.deal(ws, company="Acme", labels=("hot",))
    fields.change(ws, deal, [("labels", "#big, key\naccount,big,"), ("company", " Kestrel\nFoods")])
    view = details.view(ws, deal)
    assert view.labels == ("big", "key account")
    assert view.company is not None
    assert view.company.name == "Kestrel Foods"
    fields.change(ws, deal, [("labels", ""), ("company", "")])
    view = details.view(ws, deal)
    assert (view.labels, view.company) == ((), None)


def test_only_closed_deals_have_a_reason(classic_workspace: Workspace) -> None:
    """And a lost one cannot do without."""
    ws = classic_workspace
    deal = builders.deal(ws)
    with pytest.raises(Refused, match="Acme renewal is open; only a won, lost or nurture deal"):
        fields.change(ws, deal, [("reason", "price")])
    deals.lose(ws, [deal], "price")
    fields.change(ws, deal, [("created on", "last mon")])
    fields.change(ws, deal, [("reason", "too late"), ("closed on", "yesterday")])
    found = details.view(ws, deal).deal
    assert (found.reason, found.closed_on) == ("too late", date(2026, 11, 23))
    with pytest.raises(BadInput, match="a lost deal needs a reason"):
        fields.change(ws, deal, [("reason", "")])


def test_nothing_is_written_when_one_of_them_is_not_understood(
    classic_workspace: Workspace,
) -> None:
    """All or nothing."""
    ws = classic_workspace
    deal = builders.deal(ws)
    with pytest.raises(BadInput, match="probability"):
        fields.change(ws, deal, [("owner", "bo"), ("probability", "high")])
    assert details.view(ws, deal).deal.owner == "ann"
    assert len(history.of_deal(ws, deal)) == 1


@pytest.mark.parametrize("digits", ["9" * 5_000, "٣٠", "101", "-1", "3.5"])
def test_a_probability_is_a_whole_number(classic_workspace: Workspace, digits: str) -> None:
    """Whatever is typed or pasted, the answer is what is accepted."""
    deal = builders.deal(classic_workspace)
    with pytest.raises(BadInput, match="from 0 to 100"):
        fields.change(classic_workspace, deal, [("probability", digits)])


@pytest.mark.parametrize("name", ["created on", "closed on"])
def test_what_has_happened_lies_in_the_past(classic_workspace: Workspace, name: str) -> None:
    """A deal can be neither made nor closed on a day to come."""
    ws = classic_workspace
    deal = builders.deal(ws)
    deals.win(ws, [deal])
    with pytest.raises(BadInput, match="cannot lie in the future"):
        fields.change(ws, deal, [(name, "2099-01-01")])


@pytest.mark.parametrize("name", fields.NAMES)
def test_what_a_field_begins_with_reads_as_it_is(classic_workspace: Workspace, name: str) -> None:
    """Whoever opens a field and saves it as it stands changes nothing."""
    ws = classic_workspace
    deal = builders.deal(ws, value=120_050)
    typed = [("labels", "hot, big fish"), ("company", "Acme"), ("closes", "2030-01-31")]
    fields.change(ws, deal, [*typed, ("forecast category", "best"), ("probability", "0")])
    deals.win(ws, [deal], "price")
    view = details.view(ws, deal)
    field = fields.named(name)
    if view.deal.status in field.only:
        assert fields.write(ws, view, field.read(ws, view, field.text(view))) is None
