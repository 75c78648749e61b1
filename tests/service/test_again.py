"""A deal that is started from a won one."""

from dataclasses import replace
from datetime import date

import pytest

from pipeboard.domain.aftersale import Again
from pipeboard.domain.people import Role
from pipeboard.domain.templates import TEMPLATES
from pipeboard.errors import BadInput, NotOpen, NotWon
from pipeboard.service import again, deals, details, history, people, reading, templates
from pipeboard.service.workspace import Workspace
from tests.builders import deal, everything

END = date(2027, 12, 31)


@pytest.fixture
def acme(classic_workspace: Workspace) -> int:
    """A won deal with all that a new one can take over."""
    ws = classic_workspace
    made = deal(ws, "Acme", company="Acme", labels=("hot",), owner="bo", currency="USD")
    people.add_to_deal(ws, made, "Lena", Role.DECISION_MAKER)
    before = {"source": "", "campaign": "", "contract_end": None}
    details.edit(ws, made, before, {"source": "web", "campaign": "fall", "contract_end": END})
    deals.win(ws, [made])
    return made


def test_a_renewal_takes_all_over(classic_workspace: Workspace, acme: int) -> None:
    """It is in the first stage, is worth the same and closes when the contract ends."""
    ws = classic_workspace
    before = everything(ws)
    made = again.start(ws, acme, Again.RENEWAL)
    assert made.step.title == "Started Acme renewal from Acme"
    view = details.view(ws, made.id)
    new = view.deal
    assert (new.title, new.owner, new.source, new.campaign) == ("Acme renewal", "bo", "web", "fall")
    assert (new.value, new.currency, new.expected_close) == (1_200_000, "USD", END)
    assert (new.status, new.created_on, new.contract_end) == ("open", ws.today(), None)
    assert view.stage is not None
    assert view.stage.name == "Lead Generation"
    assert view.company is not None
    assert (view.company.name, view.labels) == ("Acme", ("hot",))
    assert [(link.contact.name, link.role) for link in view.contacts] == [
        ("Lena", Role.DECISION_MAKER)
    ]
    assert "Sold from an earlier deal" in history.of_deal(ws, made.id)[0].sentences
    after = everything(ws)
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after


@pytest.mark.parametrize("kind", [Again.UPSELL, Again.CROSS_SELL])
def test_more_for_the_same_people(classic_workspace: Workspace, acme: int, kind: Again) -> None:
    """What it is worth and when it closes is another matter, in the same currency."""
    view = details.view(classic_workspace, again.start(classic_workspace, acme, kind).id)
    assert (view.deal.title, view.deal.value, view.deal.currency) == (f"Acme {kind}", None, "USD")
    assert (view.deal.expected_close, view.deal.source) == (None, "web")
    assert [link.contact.name for link in view.contacts] == ["Lena"]


def test_a_referral_is_somebody_elses_deal(classic_workspace: Workspace, acme: int) -> None:
    """It is what was typed, from the source referral; who it is must be told."""
    ws = classic_workspace
    with pytest.raises(BadInput, match="say to whom"):
        again.start(ws, acme, Again.REFERRAL)
    draft = reading.read_deal(ws, "Corvid pilot 3k EUR +Corvid @ben #new").draft
    view = details.view(ws, again.start(ws, acme, Again.REFERRAL, draft).id)
    assert (view.deal.title, view.deal.value, view.deal.source) == (
        *("Corvid pilot", 300_000, "referral"),
    )
    assert view.company is not None
    assert view.company.name == "Corvid"
    assert [link.contact.name for link in view.contacts] == ["ben"]
    assert view.labels == ("hot", "new")
    assert view.sold_from is not None
    assert view.sold_from.title == "Acme"


def test_both_deals_tell_of_the_other(classic_workspace: Workspace, acme: int) -> None:
    """The link stays when the win is taken back; when the deal is deleted it goes."""
    ws = classic_workspace
    new = again.start(ws, acme, Again.UPSELL)
    assert [(each.id, each.title, each.status) for each in details.view(ws, acme).sold_on] == [
        (new.id, "Acme upsell", "open")
    ]
    deals.reopen(ws, [acme])
    sold_from = details.view(ws, new.id).sold_from
    assert sold_from is not None
    assert (sold_from.id, sold_from.status) == (acme, "open")
    deals.delete(ws, [acme])
    assert details.view(ws, new.id).sold_from is None
    history.undo(ws)
    assert details.view(ws, new.id).sold_from is not None


def test_it_can_go_to_another_pipeline(classic_workspace: Workspace, acme: int) -> None:
    """Into the first stage there."""
    ws = classic_workspace
    assert again.other_pipelines(ws, acme) == []
    with ws.step() as step:
        pipeline = templates.make(step, TEMPLATES["short"], "Renewals")
        step.title = "Made a pipeline"
    assert again.other_pipelines(ws, acme) == [(pipeline, "Renewals")]
    view = details.view(ws, again.start(ws, acme, Again.RENEWAL, pipeline_id=pipeline).id)
    assert view.stage is not None
    assert (view.pipeline.name, view.stage.name) == ("Renewals", "Lead")


def test_only_a_won_deal_is_sold_again(classic_workspace: Workspace) -> None:
    """An open one has to be won first, a lost one to be reopened."""
    ws = classic_workspace
    acme = deal(ws)
    with pytest.raises(NotWon, match="Acme renewal is open"):
        again.start(ws, acme, Again.RENEWAL)
    deals.lose(ws, [acme], "price")
    with pytest.raises(NotOpen, match="Acme renewal is lost"):
        again.start(ws, acme, Again.RENEWAL)


def test_whoever_reopened_it_meanwhile_is_heeded(classic_workspace: Workspace, acme: int) -> None:
    """The deal is looked at again when the new one is written."""
    again.require(classic_workspace, acme)
    deals.reopen(replace(classic_workspace, actor="bo"), [acme])
    with pytest.raises(NotWon):
        again.start(classic_workspace, acme, Again.RENEWAL)
