"""How a text reads while it is being typed, and what could complete it.

These run on the thread that reads; a text that cannot be read yet is no error, only said quietly.
"""

from collections.abc import Callable, Iterable, Sequence

from pipeboard.domain.aftersale import mood_told, read_check_in
from pipeboard.domain.dates import Due, told_due
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.reminders import written_reminder
from pipeboard.domain.repeats import from_text
from pipeboard.errors import BadInput, Missing, Refused
from pipeboard.service import details, people, pipelines, reading
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.question import Completion, Preview

_MOST = 6


def deal(ws: Workspace, text: str) -> Preview:
    """A new deal in one line."""
    try:
        found = reading.read_deal(ws, text)
    except (BadInput, Missing, Refused) as error:
        return Preview(problem=str(error))
    meanings: list[tuple[str, str]] = []
    for piece in found.pieces:  # the title may stand in several pieces: it shows once, whole
        if piece.kind != "title":
            meanings.append((piece.kind, piece.meaning))
        elif all(kind != "title" for kind, _ in meanings):
            meanings.append(("title", found.draft.title))
    planned = found.draft.follow_up
    if planned is not None:
        meanings = [
            (kind, _with_load(ws, said, planned.due) if kind == "due" else said)
            for kind, said in meanings
        ]
    company = found.draft.company
    if company and all(kind != "company" for kind, _ in meanings):
        meanings.insert(1, ("company", company))
    return Preview(found.pieces, meanings)


def follow_up(ws: Workspace, text: str, deal_ids: Sequence[int] = ()) -> Preview:
    """A follow-up of some deals in one line; what was not typed is shown as it will be."""
    try:
        found = reading.read_follow_up(ws, text, deal_ids)
    except BadInput as error:
        return Preview(problem=str(error))
    draft = found.draft
    again = f", {from_text(draft.repeat).described}" if draft.repeat else ""
    when = _with_load(ws, told_due(draft.due) + again, draft.due, new=max(len(deal_ids), 1))
    meanings = [("type", draft.type), ("due", when), ("subject", draft.subject)]
    shown = {"type", "due", "subject"}
    meanings += [(piece.kind, piece.meaning) for piece in found.pieces if piece.kind not in shown]
    if draft.reminder is not None and all(kind != "reminder" for kind, _ in meanings):
        meanings.append(("reminder", written_reminder(draft.reminder)))
    if draft.contact is not None and all(kind != "contact" for kind, _ in meanings):
        meanings.append(("contact", draft.contact))
    return Preview(found.pieces, meanings)


def due(
    ws: Workspace,
    text: str,
    read: Callable[[Workspace, str], Due],
    moved: Sequence[FollowUp] = (),
) -> Preview:
    """A date, or a date and a time, as ``read`` takes it, to which follow-ups would be ``moved``."""
    try:
        found = read(ws, text)
    except BadInput as error:
        return Preview(problem=str(error))
    return Preview(meanings=[("due", _with_load(ws, told_due(found), found, moved))])


def _with_load(
    ws: Workspace, said: str, due: Due, moved: Sequence[FollowUp] = (), *, new: int = 1
) -> str:
    """A due date with how many are booked on its day."""
    from pipeboard.service import load

    booked = load.told(ws, due, moved, new)
    return f"{said}, {booked}" if booked else said


def check_in(_: Workspace, text: str) -> Preview:
    """How satisfied a customer is and what they said."""
    try:
        satisfaction, said = read_check_in(text)
    except BadInput as error:
        return Preview(problem=str(error))
    mood = [("satisfaction", mood_told(satisfaction))] if satisfaction else []
    return Preview(meanings=[*mood, ("outcome", said)])


def deal_words(ws: Workspace, text: str, cursor: int) -> Completion | None:
    """Names for the word at the cursor of a new deal: ``@le``, ``+Ac``, ``#ho``, ``owner:``."""
    start = max(text.rfind(" ", 0, cursor), text.rfind("\n", 0, cursor)) + 1
    word = text[start:cursor]
    if len(word) < 2:
        return None
    if word[0] == "@":
        names = [contact.name for contact in people.contacts(ws, word[1:], _MOST)]
        mark = "@"
    elif word[0] == "+":
        names = [company.name for company in people.companies(ws, word[1:], _MOST)]
        mark = "+"
    elif word[0] == "#":
        names = details.field_completions(ws, "label", word[1:], _MOST)
        mark = "#"
    elif word.startswith(("owner:", "source:")):
        field, _, like = word.partition(":")
        names = details.field_completions(ws, field, like, _MOST)
        mark = f"{field}:"
    else:
        return None
    return _completion(start, cursor, mark, names, word)


def target_words(ws: Workspace, text: str, cursor: int) -> Completion | None:
    """Names after ``owner:`` or ``pipeline:`` at the cursor of a target."""
    start = text.rfind(" ", 0, cursor) + 1
    word = text[start:cursor]
    mark, _, like = word.partition(":")
    if word.startswith("owner:"):
        from pipeboard.service.insight_scopes import owners

        names = [name for name in owners(ws) if like.casefold() in name.casefold()][:_MOST]
    elif word.startswith("pipeline:"):
        known = (each.name for each in pipelines.pipelines(ws))
        names = [name for name in known if like.casefold() in name.casefold()][:_MOST]
    else:
        return None
    return _completion(start, cursor, f"{mark}:", names, word)


def contact_words(ws: Workspace, text: str, cursor: int) -> Completion | None:
    """Names of contacts for an ``@`` word at the cursor of a follow-up."""
    found = deal_words(ws, text, cursor)
    return found if found is not None and text[found.start] == "@" else None


Complete = Callable[[Workspace, str, int], Completion | None]
"""Given the text and the place of the cursor in it: what could stand there."""


def whole(find: Callable[[Workspace, str, int], Iterable[str]]) -> Complete:
    """Completes a text that is one name; ``find`` gives at most so many that contain it."""

    def complete(ws: Workspace, text: str, _cursor: int) -> Completion | None:
        names = list(find(ws, text.strip(), _MOST)) if text.strip() else []
        return _completion(0, len(text), "", names, text)

    return complete


companies = whole(lambda ws, like, most: (each.name for each in people.companies(ws, like, most)))
"""Completes the name of a company."""

contacts = whole(lambda ws, like, most: (each.name for each in people.contacts(ws, like, most)))
"""Completes the name of a contact."""


def new_company(ws: Workspace, text: str) -> str:
    """That no company has this name yet; "" when one has."""
    return "" if people.is_company(ws, text) else "new company"


def labels(ws: Workspace, text: str, cursor: int) -> Completion | None:
    """Labels in use for the word at the cursor; words are parted by spaces or commas."""
    before = text[:cursor].replace(",", " ")
    start = before.rfind(" ") + 1
    word = text[start:cursor]
    if not word:
        return None
    names = details.field_completions(ws, "label", word.removeprefix("#"), _MOST)
    return _completion(start, cursor, "", names, word)


def listed(ws: Workspace, field: str, text: str, cursor: int) -> Completion | None:
    """What is in use for the name at the cursor; names are parted by commas."""
    start = text.rfind(",", 0, cursor) + 1
    start += len(text[start:cursor]) - len(text[start:cursor].lstrip(" #"))
    end = text.find(",", cursor)
    end = len(text) if end < 0 else end
    word = text[start:end].strip()
    names = details.field_completions(ws, field, word, _MOST) if word else []
    return _completion(start, end, "", names, word)


def values_of(ws: Workspace, field: str, text: str) -> Completion | None:
    """What other deals have in ``source``, ``campaign`` or ``owner``."""
    if not text.strip():
        return None
    names = details.field_completions(ws, field, text.strip(), _MOST)
    return _completion(0, len(text), "", names, text)


def _completion(
    start: int, end: int, mark: str, names: Sequence[str], typed: str
) -> Completion | None:
    def written(name: str) -> str:
        return f'{mark}"{name}"' if mark and " " in name else mark + name

    options = [written(name) for name in names if written(name) != typed]
    return Completion(start, end, options) if options else None
