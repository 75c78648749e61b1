"""What `insights` writes around its tables: of what they are, and how to set what is lacking."""

import shlex
from collections.abc import Iterable, Iterator, Mapping

from pipeboard.cli.session import Session
from pipeboard.domain.figures import Figure, Scope
from pipeboard.domain.lacks import LACKS, Lack
from pipeboard.domain.periodwords import called, with_days
from pipeboard.domain.tablewords import of_whom
from pipeboard.service import pipelines


def heading(session: Session, scope: Scope, match: str) -> Iterator[str]:
    """The period and the one before, then pipeline, owner and the filter as it was typed."""
    before = scope.period.before
    yield with_days(scope.period) + (f", beside {called(before)}" if before else "")
    narrowed = "" if scope.filter.empty else match
    yield of_whom(_pipeline(session, scope), scope.owner, narrowed)


def ways(session: Session, scope: Scope) -> Mapping[Lack, str]:
    """Which command sets what is lacking."""
    pipeline, owner = _pipeline(session, scope), scope.owner
    before = f" --pipeline {shlex.quote(pipeline)}" if pipeline else ""
    after = f" --owner {shlex.quote(owner)}" if owner else ""
    mark = "`pipeboard stages set STAGE {}=yes` marks one"
    return {
        Lack.TARGET: f"`pipeboard{before} targets set {scope.period} 600k{after}` sets one",
        Lack.QUALIFIED: mark.format("qualified"),
        Lack.MARKETING: mark.format("marketing-qualified"),
    }


def lacking(found: Iterable[Figure], known: Mapping[Lack, str]) -> Iterator[str]:
    """What is to be set so that figures that are n/a can be told, each once."""
    whys = dict.fromkeys(figure.why for figure in found)
    for why in whys:
        if why in LACKS:
            yield f"{why[0].upper()}{why[1:]}: {known[LACKS[why]]}."


def _pipeline(session: Session, scope: Scope) -> str:
    names = {each.id: each.name for each in pipelines.pipelines(session.workspace())}
    return names.get(scope.pipeline_id or 0, "")
