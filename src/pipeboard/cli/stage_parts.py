"""`stages criteria` and `stages offers`: what belongs to a stage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import click

from pipeboard.cli.options import as_json, with_session
from pipeboard.cli.output import clean, put, put_json, say
from pipeboard.cli.session import Session
from pipeboard.cli.stage_names import STAGE, stage_of
from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.criteria import Criterion, CriterionKind
from pipeboard.domain.stages import named
from pipeboard.domain.words import many
from pipeboard.errors import BadInput
from pipeboard.service import followups, stage_exports, stage_parts, stages

_Part = TypeVar("_Part", Criterion, StageFollowUp)


@dataclass(frozen=True, slots=True)
class _Called(Generic[_Part]):
    """A criterion or an offer, by what the command line calls it."""

    name: str
    part: _Part


@click.command("criteria", short_help="List or change the exit criteria of a stage.")
@STAGE
@click.option("--add", multiple=True, metavar="KIND:WHAT", help="Add one, as the last.")
@click.option("--change", nargs=2, metavar="WHAT NEW", help="Say one otherwise.")
@click.option("--remove", multiple=True, metavar="WHAT", help="Remove one.")
@as_json
@with_session
def criteria_command(
    session: Session,
    stage: str,
    add: Sequence[str],
    change: tuple[str, str] | None,
    remove: Sequence[str],
    as_json: bool,
) -> None:
    """List what should be true before a deal leaves a stage, or change that.

    KIND is field (value, need, decision-maker, custom.NAME), checklist (any text) or follow-up (its
    type, such as call): --add field:value --add 'checklist:Offer sent' --add follow-up:call
    """
    new = [_read(text) for text in add]
    ws = session.workspace()
    types = followups.types(ws) if new or change else []
    for kind, what in new:
        stage_parts.require_no_slip(kind, what, types)
    view = stage_of(session, ws, stage)
    known = [_Called(_text(each), each) for each in view.criteria]
    going = [_pick(known, text, "exit criterion").part for text in remove]
    steps = []
    if change:
        seen = _pick(known, change[0], "exit criterion").part
        wanted = stage_parts.subject(seen.kind, change[1])
        stage_parts.require_no_slip(seen.kind, wanted, types)
        steps.append(stages.edit_criterion(ws, seen, change[1]))
    steps += [stages.remove_criterion(ws, each) for each in going]
    steps += [stages.add_criterion(ws, view.stage.id, kind, what).step for kind, what in new]
    if change or going or new:
        for step in steps:
            say(step.title if step else "Nothing to change: it is so already.")
        for kind, what in new:
            if kind is CriterionKind.FOLLOW_UP and what not in types:
                say(f"'{what}' is a type of your own; no follow-up has it yet.")
        return
    if as_json:
        put_json([stage_exports.criterion(each) for each in view.criteria])
        return
    _put(criterion_lines(view.criteria))
    if not view.criteria:
        say(f"A deal may leave {view.stage.name} at any time.")


@click.command("offers", short_help="List or change what a post-sale stage offers.")
@STAGE
@click.option("--add", metavar="TYPE[:SUBJECT]", help="Offer one more follow-up.")
@click.option("--days", type=int, help="Due so many days later; before, when negative.")
@click.option(
    "--from",
    "anchor",
    type=click.Choice([each.value.replace(" ", "-") for each in Anchor]),
    help="The date that the days are counted from; closed, when not given.",
)
@click.option("--remove", multiple=True, metavar="WHAT", help="Offer one no longer.")
@as_json
@with_session
def offers_command(
    session: Session,
    stage: str,
    add: str | None,
    days: int | None,
    anchor: str | None,
    remove: Sequence[str],
    as_json: bool,
) -> None:
    """List the follow-ups that a post-sale stage offers for a won deal, or change them.

    --add 'renewal:renew the contract' --days -60 --from contract-end
    """
    if add is None and not (days is None and anchor is None):
        message = "--days and --from are for --add; say what is to be offered"
        raise click.UsageError(message, click.get_current_context())
    ws = session.workspace()
    view = stage_of(session, ws, stage)
    known = [_Called(_offer_name(each), each) for each in view.follow_ups]
    going = [_pick(known, text, "offer").part for text in remove]
    if add is not None:
        type_, _, subject = add.partition(":")
        since = Anchor((anchor or Anchor.CLOSED).replace("-", " "))
        say(stages.offer(ws, view.stage.id, type_, subject, days or 0, since).step.title)
    for each in going:
        say(stages.withdraw(ws, each).title)
    if add is not None or going:
        return
    if as_json:
        put_json([stage_exports.offered(each) for each in view.follow_ups])
        return
    _put(offer_lines(view.follow_ups))
    if not view.follow_ups:
        say(f"{view.stage.name} offers nothing for a won deal.")


def criterion_lines(criteria: Iterable[Criterion]) -> list[str]:
    """The criteria as they are typed, a line each."""
    return [clean(_text(each)) for each in criteria]


def offer_lines(offers: Iterable[StageFollowUp]) -> list[str]:
    """The follow-ups on offer with when they are due, a line each."""
    return [clean(f"{_offer_name(each)}, {_when(each)}") for each in offers]


def _put(lines: Sequence[str]) -> None:
    if lines:
        put("\n".join(lines))


def _text(criterion: Criterion) -> str:
    return f"{criterion.kind}:{criterion.subject}"


def _offer_name(offer: StageFollowUp) -> str:
    same = offer.subject.casefold() in ("", offer.type.casefold())
    return offer.type if same else f"{offer.type}: {offer.subject}"


def _when(offer: StageFollowUp) -> str:
    event = "the contract ends" if offer.anchor is Anchor.CONTRACT_END else "it is won"
    if not offer.days:
        return f"on the day that {event}"
    side = "after" if offer.days > 0 else "before"
    return f"{many(abs(offer.days), 'day')} {side} {event}"


def _pick(known: Sequence[_Called[_Part]], text: str, kind: str) -> _Called[_Part]:
    return named(known, text, kind)


def _read(text: str) -> tuple[CriterionKind, str]:
    """A criterion as it is typed; raises BadInput."""
    typed, colon, what = text.partition(":")
    plain = typed.strip().casefold()
    kind = next((each for each in CriterionKind if each == plain), None)
    if kind is None or not colon:
        raise BadInput("--add", text, f"write KIND:WHAT, with one of {', '.join(CriterionKind)}")
    return kind, stage_parts.subject(kind, what)
