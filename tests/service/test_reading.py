"""What is typed is read with the names that the database knows."""

import pytest

from pipeboard.domain.people import Role
from pipeboard.errors import Ambiguous, BadInput, NotFound, PipeboardError, Refused
from pipeboard.service import deals, details, followups, people, reading
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from tests import builders


def test_a_title_that_begins_with_a_known_company_is_for_it(classic_workspace: Workspace) -> None:
    """Nobody has to type the company twice."""
    builders.deal(classic_workspace, "First", company="Corvid Labs")
    draft = reading.read_deal(classic_workspace, "corvid labs renewal 12k").draft
    assert (draft.company, draft.title) == ("Corvid Labs", "corvid labs renewal")


def test_a_follow_up_finds_the_contact_of_its_deal(classic_workspace: Workspace) -> None:
    """`call lena` on a deal of Lena Fox is planned with her, not with another Lena."""
    ws = classic_workspace
    builders.deal(ws, "Other", contacts=("Lena Stone",))
    deal = builders.deal(ws, contacts=("Lena Fox", "Bo Lind"))
    draft = reading.read_follow_up(ws, "call lena tomorrow 9:30", [deal]).draft
    assert draft.contact == "Lena Fox"
    followups.add(ws, [deal], draft)
    planned = followups.next_steps(ws, [deal])[deal]
    assert planned.contact_id is not None
    assert planned.due_zone == "Europe/Berlin"


def test_two_contacts_with_the_name_are_not_guessed_between(classic_workspace: Workspace) -> None:
    """A name that fits two people stays a part of the subject."""
    ws = classic_workspace
    deal = builders.deal(ws, contacts=("Lena Fox", "Lena Stone"))
    assert reading.read_follow_up(ws, "call lena tomorrow", [deal]).draft.contact is None


def test_the_stage_of_a_new_deal_is_named_in_full(classic_workspace: Workspace) -> None:
    """A part of a stage's name says which it is before anything is written."""
    read = reading.read_deal(classic_workspace, "Acme stage:prop 5k")
    assert read.draft.stage == "Proposal"
    assert [piece.meaning for piece in read.pieces if piece.kind == "stage"] == ["Proposal"]


def test_without_a_pipeline_the_stages_are_those_to_be_made(workspace: Workspace) -> None:
    """The first deal makes the classic stages, so it is read with their names."""
    assert reading.read_deal(workspace, "Acme stage:nego").draft.stage == "Negotiation and Closing"
    with pytest.raises(NotFound, match="no stage 'nope'"):
        reading.read_deal(workspace, "Acme stage:nope")


@pytest.mark.parametrize(
    ("stage", "error"), [("nope", NotFound), ("lead", Ambiguous), ("post", Refused)]
)
def test_a_stage_that_a_new_deal_cannot_go_to_is_refused_while_reading(
    classic_workspace: Workspace, stage: str, error: type[PipeboardError]
) -> None:
    """What is read can be added: unknown, ambiguous and post-sale stages are told at once."""
    with pytest.raises(error):
        reading.read_deal(classic_workspace, f"Acme stage:{stage}")
    problem = previews.deal(classic_workspace, f"Acme stage:{stage}").problem
    assert stage in problem.casefold()


def test_an_unknown_filter_key_names_the_nearest(classic_workspace: Workspace) -> None:
    """The message helps to type it right."""
    with pytest.raises(BadInput, match="owner"):
        reading.read_filter(classic_workspace, "ownr:ann")


def said_of(ws: Workspace, text: str) -> list[str]:
    """What the preview of a new deal says of its contacts."""
    pieces = reading.read_deal(ws, text).pieces
    return [piece.meaning for piece in pieces if piece.kind == "contact"]


def contacts_of(ws: Workspace, text: str) -> list[tuple[str, int | None]]:
    """The contacts of a deal added with this line: names, and ids of companies."""
    added = deals.add(ws, reading.read_deal(ws, text).draft)
    found = details.view(ws, added.id).contacts
    return [(link.contact.name, link.contact.company_id) for link in found]


def test_a_name_is_of_whole_words(classic_workspace: Workspace) -> None:
    """Ann is nobody within Joanna: a new contact, which the preview says."""
    ws = classic_workspace
    builders.deal(ws, company="Acme", contacts=("Joanna Smith",))
    assert said_of(ws, "Foo deal +Other @Ann") == ["Ann (new)"]
    assert contacts_of(ws, "Foo deal +Other @Ann") == [("Ann", 2)]
    assert said_of(ws, "Foo deal +Other @joanna") == ["Joanna Smith of Acme"]
    assert contacts_of(ws, "Foo deal +Other @smith") == [("Joanna Smith", 1)]


def test_who_is_of_the_deals_company_is_meant_first(classic_workspace: Workspace) -> None:
    """Even by a part of the name, when that is the full name of somebody elsewhere."""
    ws = classic_workspace
    builders.deal(ws, company="Acme", contacts=("Lena",))
    builders.deal(ws, company="Kestrel", contacts=("Lena Fox",))
    assert said_of(ws, "Kestrel pilot @lena") == ["Lena Fox"]
    assert contacts_of(ws, "Kestrel pilot @lena") == [("Lena Fox", 2)]
    assert said_of(ws, 'Kestrel pilot @"lena"') == ["Lena of Acme"]
    assert contacts_of(ws, 'Kestrel pilot @"lena"') == [("Lena", 1)]
    assert contacts_of(ws, "Foo @lena") == [("Lena", 1)]


def test_several_who_may_be_meant_are_named(classic_workspace: Workspace) -> None:
    """Nobody is added a third time in silence; the full name or quotes decide."""
    ws = classic_workspace
    builders.deal(ws, company="Acme", contacts=("Lena Fox",))
    builders.deal(ws, contacts=("Lena Berg",))
    with pytest.raises(BadInput, match="Lena Fox of Acme or Lena Berg: type the full name"):
        reading.read_deal(ws, "Foo @Lena")
    assert contacts_of(ws, "Foo @lena_berg") == [("Lena Berg", None)]
    assert said_of(ws, 'Foo @"Lena"') == ["Lena (new)"]
    assert contacts_of(ws, 'Foo @"Lena"') == [("Lena", None)]


def test_whom_a_deal_is_about_settles_who_is_meant(classic_workspace: Workspace) -> None:
    """Of several with the name, the one on the deal; else they are named."""
    ws = classic_workspace
    deal = builders.deal(ws, contacts=("Lena Fox",))
    other = builders.deal(ws, contacts=("Lena Berg",))
    assert reading.read_follow_up(ws, "call @lena fri", [deal]).draft.contact == "Lena Fox"
    assert reading.read_follow_up(ws, "call @lena fri", [other]).draft.contact == "Lena Berg"
    with pytest.raises(BadInput, match="Lena Fox or Lena Berg"):
        reading.read_follow_up(ws, "call @lena fri", [builders.deal(ws)])
    with pytest.raises(BadInput, match="Lena Fox or Lena Berg"):
        people.add_to_deal(ws, builders.deal(ws), "lena", Role.USER)


def test_a_contact_put_on_a_deal_is_found_as_in_a_line(classic_workspace: Workspace) -> None:
    """A part of the name does; in quotes it is whole."""
    ws = classic_workspace
    builders.deal(ws, company="Acme", contacts=("Lena Fox",))
    deal = builders.deal(ws)
    people.add_to_deal(ws, deal, "fox", Role.USER)
    people.add_to_deal(ws, deal, '"Fox"', Role.USER)
    names = [link.contact.name for link in details.view(ws, deal).contacts]
    assert names == ["Lena Fox", "Fox"]


def test_a_follow_up_of_several_deals_is_with_who_is_on_all(classic_workspace: Workspace) -> None:
    """A name without a sign that only one of them knows stays a part of the subject."""
    ws = classic_workspace
    one = builders.deal(ws, contacts=("Lena Fox", "Bo Lind"))
    two = builders.deal(ws, contacts=("Lena Fox",))
    assert reading.read_follow_up(ws, "call lena fri", [one, two]).draft.contact == "Lena Fox"
    assert reading.read_follow_up(ws, "call bo fri", [one, two]).draft.contact is None
    assert reading.read_follow_up(ws, "call @bo fri", [one, two]).draft.contact == "Bo Lind"
