"""What to do next, suggested when a follow-up was finished."""

from collections.abc import Sequence

from pipeboard.domain.followups import FollowUp, tried_again, usual_next
from pipeboard.errors import PipeboardError
from pipeboard.service import reading
from pipeboard.service.workspace import Workspace


def suggested(
    ws: Workspace, done: Sequence[FollowUp], outcome: str, deal_ids: Sequence[int]
) -> str:
    """What usually follows, as it is typed: ``call +2d`` after a call that nobody answered.

    Another try is about the same thing, where that reads the same in one line. Of several that
    differ in type nothing is usual: ''.
    """
    if len({item.type.casefold() for item in done}) != 1:
        return ""
    first = done[0]
    text = usual_next(first.type, outcome)[0]
    subject = first.subject
    again = len(done) == 1 and tried_again(first.type, outcome)
    if again and subject.casefold() != first.type.casefold():
        try:
            whole = f"{text} {subject}"
            draft = reading.read_follow_up(ws, whole, deal_ids).draft
            plain = reading.read_follow_up(ws, text, deal_ids).draft
        except PipeboardError:
            return text
        if (draft.subject, draft.due, draft.type) == (subject, plain.due, plain.type):
            return whole
    return text
