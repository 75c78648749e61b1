"""Pipelines as wholes: adding, renaming, reordering, removing them, and templates of them."""

from dataclasses import replace

import pytest

from pipeboard.domain.stages import StageRule
from pipeboard.domain.templates import TEMPLATES
from pipeboard.errors import BadInput, Conflict, HasDeals, NotFound, Refused
from pipeboard.service import (
    boards,
    deals,
    details,
    history,
    imports,
    pipeline_editing,
    pipelines,
    reading,
    stages,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.service.test_imports import FILE, planned
from tests.service.test_stages import stage, there_and_back


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    return classic_workspace


def names(ws: Workspace) -> list[str]:
    return [view.pipeline.name for view in pipeline_editing.outline(ws)]


def test_a_pipeline_is_added_from_a_template(ws: Workspace) -> None:
    """As the last one, with all of the template's stages."""
    there_and_back(
        ws,
        lambda: pipeline_editing.add(ws, "Renewals", "Short"),
        "Added the pipeline Renewals with the short stages",
    )
    views = pipeline_editing.outline(ws)
    assert [(view.pipeline.name, view.stages) for view in views] == [("Sales", 7), ("Renewals", 5)]
    with pytest.raises(Refused, match="there is a pipeline Sales already"):
        pipeline_editing.add(ws, "SALES", "short")
    with pytest.raises(NotFound, match="the templates are classic, small-business, short"):
        pipeline_editing.add(ws, "New", "tall")


def test_a_pipeline_is_renamed(ws: Workspace) -> None:
    """Unless somebody has renamed it meanwhile, or another one is called so."""
    seen = pipelines.current(ws)
    there_and_back(
        ws,
        lambda: pipeline_editing.rename(ws, seen, "New business"),
        "Renamed the pipeline Sales to New business",
    )
    with pytest.raises(Conflict):
        pipeline_editing.rename(ws, seen, "Other")
    pipeline_editing.add(ws, "Renewals", "short")
    with pytest.raises(Refused, match="there is a pipeline Renewals already"):
        pipeline_editing.rename(ws, pipelines.current(ws), "renewals")
    with pytest.raises(BadInput, match="a pipeline needs a name"):
        pipeline_editing.rename(ws, pipelines.current(ws), " ")


def test_pipelines_are_reordered(ws: Workspace) -> None:
    """To the end at most, and not past it."""
    made = pipeline_editing.add(ws, "Renewals", "short")
    there_and_back(
        ws,
        lambda: pipeline_editing.reorder(ws, made.id, -1),
        "Moved the pipeline Renewals before Sales",
    )
    assert names(ws) == ["Renewals", "Sales"]
    with pytest.raises(Refused, match="Renewals is the first pipeline already"):
        pipeline_editing.reorder(ws, made.id, -1)


def test_a_pipeline_in_use_goes_when_its_deals_have_another_stage(ws: Workspace) -> None:
    """Open deals go there in their order; a lost one keeps what it ended in, and comes back there."""
    one, two = builders.deal(ws, "One"), builders.deal(ws, "Two", stage="proposal")
    lost = builders.deal(ws, "Lost")
    deals.lose(ws, [lost], "price")
    with pytest.raises(Refused, match="Sales is the only pipeline"):
        pipeline_editing.remove(ws, 1, None)
    made = pipeline_editing.add(ws, "Renewals", "short")
    with pytest.raises(HasDeals, match="Sales has 2 deals to be sold; say which stage of another"):
        pipeline_editing.remove(ws, 1, None)
    with pytest.raises(BadInput, match="it is removed with Sales"):
        pipeline_editing.remove(ws, 1, stage(ws, "Proposal").id)
    lanes = pipelines.stages(ws, made.id)
    with pytest.raises(Refused, match="which is for won deals"):
        pipeline_editing.remove(ws, 1, lanes[-1].id)
    there_and_back(
        ws,
        lambda: pipeline_editing.remove(ws, 1, lanes[1].id),
        "Removed the pipeline Sales; 2 deals went to Qualified",
    )
    assert names(ws) == ["Renewals"]
    assert pipelines.current(ws).name == "Renewals"
    assert builders.stage_names(ws, one, two) == ["Qualified", "Qualified"]
    assert details.view(ws, lost).pipeline.name == "Sales"
    deals.reopen(ws, [lost])
    assert builders.stage_names(ws, lost) == ["Qualified"]


def test_a_pipeline_that_somebody_removed_is_named(ws: Workspace) -> None:
    """Whatever is done with it: nothing crashes, and nothing is written."""
    bo = replace(ws, actor="bo")
    made = pipeline_editing.add(ws, "Renewals", "short")
    pipelines.switch(ws, made.id)
    lead = pipelines.stages(ws, made.id)[0]
    pipeline_editing.remove(bo, made.id, None)
    assert pipelines.current(ws).name == "Sales"
    before = builders.everything(ws)
    draft = reading.read_deal(ws, "Acme").draft
    for attempt in (
        lambda: deals.add(ws, draft, made.id),
        lambda: boards.board(ws, made.id),
        lambda: stages.outline(ws, made.id),
        lambda: stages.add(ws, made.id, "New"),
        lambda: pipelines.switch(ws, made.id),
        lambda: pipeline_editing.remove(ws, made.id, None),
        lambda: pipeline_editing.reorder(ws, made.id, 1),
        lambda: pipeline_editing.save_as_template(ws, made.id, "Mine"),
        lambda: imports.import_deals(ws, [planned(ws, FILE)], pipeline_id=made.id),
    ):
        with pytest.raises(NotFound, match="the pipeline Renewals was removed by bo"):
            attempt()
    with pytest.raises(NotFound, match="the stage Lead was removed by bo"):
        stages.edit(ws, lead, {"name": "Other"})
    assert builders.everything(ws) == before


def test_a_removal_is_not_taken_back_when_the_name_is_taken(ws: Workspace) -> None:
    """Two pipelines of one name never come about."""
    made = pipeline_editing.add(ws, "Renewals", "short")
    pipeline_editing.remove(ws, made.id, None)
    pipeline_editing.add(replace(ws, actor="bo"), "renewals", "short")
    before = builders.everything(ws)
    with pytest.raises(Conflict, match="there is another pipeline renewals now"):
        history.undo(ws)
    assert builders.everything(ws) == before


def test_a_pipeline_is_saved_as_a_template(ws: Workspace) -> None:
    """With all that belongs to its stages: another pipeline made from it is the same."""
    stages.edit(ws, stage(ws, "Proposal"), {"rule": StageRule.BLOCK, "guidance": "Ask.\nTwice."})
    there_and_back(
        ws,
        lambda: pipeline_editing.save_as_template(ws, 1, "Mine"),
        "Saved the stages of Sales as the template Mine",
    )
    assert [each.name for each in pipeline_editing.templates(ws)] == [*TEMPLATES, "Mine"]
    made = pipeline_editing.add(ws, "Second", "mine")
    first, second = stages.outline(ws, 1), stages.outline(ws, made.id)
    for one, two in zip(first, second, strict=True):
        assert replace(one.stage, id=0, pipeline_id=0) == replace(two.stage, id=0, pipeline_id=0)
        assert [(c.kind, c.subject) for c in one.criteria] == [
            (c.kind, c.subject) for c in two.criteria
        ]
        assert len(one.follow_ups) == len(two.follow_ups)


def test_a_template_is_replaced_only_when_asked(ws: Workspace) -> None:
    """Built-in ones never are, and never go."""
    pipeline_editing.save_as_template(ws, 1, "Mine")
    stages.add(ws, 1, "Signature")
    with pytest.raises(Refused, match="there is a template Mine already"):
        pipeline_editing.save_as_template(ws, 1, "MINE")
    there_and_back(
        ws,
        lambda: pipeline_editing.save_as_template(ws, 1, "Mine", replace=True),
        "Saved the stages of Sales as the template Mine",
    )
    assert len(pipeline_editing.templates(ws)[-1].stages) == 8
    assert pipeline_editing.save_as_template(ws, 1, "Mine", replace=True) is None
    with pytest.raises(Refused, match="the template classic is built in"):
        pipeline_editing.save_as_template(ws, 1, "Classic", replace=True)
    with pytest.raises(Refused, match="the template short is built in and stays"):
        pipeline_editing.remove_template(ws, "short")
    there_and_back(
        ws, lambda: pipeline_editing.remove_template(ws, "mine"), "Removed the template Mine"
    )
    with pytest.raises(NotFound, match="there is no template 'Mine'"):
        pipeline_editing.remove_template(ws, "Mine")
