"""Finding the deal or the follow-up that somebody names."""

import pytest

from pipeboard.domain.deals import Status
from pipeboard.domain.templates import TEMPLATES
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.service import deals, followups, names, pipelines, templates
from pipeboard.service.workspace import Workspace
from tests import builders

OPEN = (Status.OPEN,)


def test_an_id_names_its_deal(classic_workspace: Workspace) -> None:
    """Before any title that looks like it."""
    ws = classic_workspace
    first = builders.deal(ws, "Acme")
    builders.deal(ws, f"Order {first}")
    assert names.deal(ws, str(first)) == first
    assert names.deal(ws, f" #{first} ") == first


def test_a_number_that_is_no_id_is_looked_for_in_titles(classic_workspace: Workspace) -> None:
    """A deal may be called after a year."""
    deal = builders.deal(classic_workspace, "Contract 2027")
    assert names.deal(classic_workspace, "2027") == deal


def test_a_part_of_a_title_names_a_deal(classic_workspace: Workspace) -> None:
    """Whatever the case, also of letters that are not ASCII; signs of SQL are only letters."""
    ws = classic_workspace
    deal = builders.deal(ws, "Pfeffermühle 100% renewal")
    builders.deal(ws, "Kestrel")
    for part in ("pfeffer", "RENEWAL", "müh", "100%", "MÜHLE 100% renewal"):
        assert names.deal(ws, part) == deal
    for part in ("_", "%k", "nobody"):
        with pytest.raises(NotFound, match="there is no deal"):
            names.deal(ws, part)


def test_a_whole_title_is_meant_even_where_the_command_cannot_act_on_it(
    classic_workspace: Workspace,
) -> None:
    """A command then says why it cannot, instead of acting on a deal that only contains it."""
    ws = classic_workspace
    won = builders.deal(ws, "A")
    deals.win(ws, [won])
    other = builders.deal(ws, "Kestrel pilot")
    builders.deal(ws, "Acme")
    builders.deal(ws, "Data")
    assert names.deal(ws, "a", OPEN) == won
    again = builders.deal(ws, "a")
    assert names.deal(ws, "A", OPEN) == again
    assert names.deal(ws, "kestrel", OPEN) == other


def test_a_whole_title_without_a_next_step_is_told(classic_workspace: Workspace) -> None:
    """The next step of a deal that only contains it is not meant."""
    ws = classic_workspace
    builders.deal(ws, "Acme")
    other = builders.deal(ws, "Acme renewal")
    followups.add(ws, [other], builders.follow_up(ws.today()))
    with pytest.raises(NotFound, match="Acme has no open follow-up"):
        names.follow_up(ws, "acme")


def test_a_whole_title_beats_a_part(classic_workspace: Workspace) -> None:
    """Otherwise a deal called like the beginning of another could not be named."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    builders.deal(ws, "Acme renewal")
    assert names.deal(ws, "acme") == deal


def test_several_candidates_are_named(classic_workspace: Workspace) -> None:
    """With their ids, at most ten of them, each on one line."""
    ws = classic_workspace
    for number in range(12):
        builders.deal(ws, f"Acme\n{number}")
    with pytest.raises(Ambiguous) as raised:
        names.deal(ws, "acme")
    lines = str(raised.value).splitlines()
    assert len(lines) == 12
    assert lines[1] == "  1  Acme 0"
    assert lines[-1] == "  …"


def test_deals_that_can_be_acted_on_come_first(classic_workspace: Workspace) -> None:
    """Among all only when none of them matches; two of them stay ambiguous."""
    ws = classic_workspace
    lost, open_ = builders.deal(ws, "Acme one"), builders.deal(ws, "Acme two")
    deals.lose(ws, [lost], "price")
    assert names.deal(ws, "acme", OPEN) == open_
    assert names.deal(ws, "one", OPEN) == lost
    builders.deal(ws, "Acme three")
    with pytest.raises(Ambiguous) as raised:
        names.deal(ws, "acme", OPEN)
    assert "Acme one" not in str(raised.value)


def test_a_pipeline_narrows_the_search(classic_workspace: Workspace) -> None:
    """Titles only; an id is an id."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    with ws.step() as step:
        other = templates.make(step, TEMPLATES["short"], "Renewals")
        step.title = "Made Renewals"
    with pytest.raises(NotFound):
        names.deal(ws, "acme", pipeline_id=other)
    assert names.deal(ws, "acme", pipeline_id=pipelines.current(ws).id) == deal
    assert names.deal(ws, str(deal), pipeline_id=other) == deal


def test_a_follow_up_by_id_or_by_deal(classic_workspace: Workspace) -> None:
    """A deal means its next step; of several deals the one that has something to do."""
    ws = classic_workspace
    today = ws.today()
    deal = builders.deal(ws, "Acme one", next_step=builders.follow_up(today.replace(day=30)))
    builders.deal(ws, "Acme two")
    followups.add(ws, [deal], builders.follow_up(today))
    assert names.follow_up(ws, "1") == 1
    assert names.follow_up(ws, "acme") == 2
    followups.finish(ws, [followups.get(ws, 2)], "")
    assert names.follow_up(ws, "acme") == 1
    followups.finish(ws, [followups.get(ws, 1)], "")
    with pytest.raises(NotFound, match="Acme one has no open follow-up"):
        names.follow_up(ws, "one")
    with pytest.raises(Ambiguous):
        names.follow_up(ws, "acme")
    with pytest.raises(NotFound, match="no follow-up 99"):
        names.follow_up(ws, "99")


def test_titles_for_completion(classic_workspace: Workspace) -> None:
    """Those that begin so, each once, in order."""
    ws = classic_workspace
    for title in ("Éclair two", "éclair one", "Acme éclair", "éclair one"):
        builders.deal(ws, title)
    found = names.titles_for(ws, "éclair")
    assert len(found) == 2
    assert set(found) == {"Éclair two", "éclair one"}
    assert names.titles_for(ws, "éclair", (Status.WON,)) == []
    assert names.titles_for(ws, "éclair", planned=True) == []
