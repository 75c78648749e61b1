"""What is typed is read with the names that the database knows."""

import pytest

from pipeboard.errors import BadInput
from pipeboard.service import followups, reading
from pipeboard.service.workspace import Workspace
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
    draft = reading.read_follow_up(ws, "call lena tomorrow 9:30", deal).draft
    assert draft.contact == "Lena Fox"
    followups.add(ws, [deal], draft)
    planned = followups.next_steps(ws, [deal])[deal]
    assert planned.contact_id is not None
    assert planned.due_zone == "Europe/Berlin"


def test_two_contacts_with_the_name_are_not_guessed_between(classic_workspace: Workspace) -> None:
    """A name that fits two people stays a part of the subject."""
    ws = classic_workspace
    deal = builders.deal(ws, contacts=("Lena Fox", "Lena Stone"))
    assert reading.read_follow_up(ws, "call lena tomorrow", deal).draft.contact is None


def test_an_unknown_filter_key_names_the_nearest(classic_workspace: Workspace) -> None:
    """The message helps to type it right."""
    with pytest.raises(BadInput, match="owner"):
        reading.read_filter(classic_workspace, "ownr:ann")
