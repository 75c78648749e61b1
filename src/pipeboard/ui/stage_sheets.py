"""The fields of the forms for a stage and for what it offers, and how their texts are read."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeboard.domain.aftersale import Anchor
from pipeboard.domain.followups import CHECK_IN, TYPES
from pipeboard.domain.stageline import told_days
from pipeboard.domain.stages import Stage, StageKind, StageRule
from pipeboard.domain.words import many
from pipeboard.errors import BadInput
from pipeboard.service import stage_fields as settings
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.form import FormField
from pipeboard.ui.stage_rows import MARKS, RULES

_PLAIN = "nothing"
_OFFERED = (CHECK_IN, "referral", "upsell", "renewal", *TYPES)


def stage_fields(seen: Stage) -> list[FormField]:
    """All that a stage has; ``marks`` stands for two of it: marketing-qualified, qualified."""
    marks = MARKS[seen.marketing_qualified, seen.qualified] or _PLAIN
    return [
        FormField("name", "name", seen.name, read_name),
        FormField("probability", "probability", str(seen.probability), _setting("probability")),
        FormField(
            "stale_after",
            "stale after",
            str(seen.stale_after),
            _setting("stale_after"),
            meaning=told_days,
        ),
        FormField("marks", "qualified", marks, _marks, options=tuple(_MARKS), meaning=_counts),
        FormField(
            "rule",
            "leaving",
            seen.rule,
            _setting("rule"),
            options=tuple(StageRule),
            meaning=_rules,
        ),
        FormField("guidance", "guidance", seen.guidance, _lines, lines=True),
        FormField(
            "kind",
            "kind",
            seen.kind,
            _setting("kind"),
            options=tuple(StageKind),
            meaning=_kinds,
        ),
    ]


def offer_fields(type_: str, subject: str, days: str, anchor: Anchor) -> list[FormField]:
    """All that a follow-up on offer has."""
    return [
        FormField("type", "type", type_, _offered, options=_OFFERED),
        FormField("subject", "subject", subject, _text),
        FormField("days", "days after", days, _signed_days, meaning=_told_signed),
        FormField("anchor", "counted from", anchor, _anchor, options=tuple(Anchor)),
    ]


_MARKS = {told or _PLAIN: marks for marks, told in MARKS.items()}


def _text(_ws: Workspace, text: str) -> str:
    return " ".join(text.split())


def _lines(_ws: Workspace, text: str) -> str:
    return text.strip()


def read_name(_ws: Workspace, text: str) -> str:
    """The name of a stage on one line; raises BadInput for none."""
    if not text.strip():
        raise BadInput("name", text, "a stage needs a name")
    return " ".join(text.split())


def _offered(_ws: Workspace, text: str) -> str:
    plain = " ".join(text.casefold().split())
    if not plain:
        raise BadInput("type", text, f"{', '.join(_OFFERED)} or one of your own is needed")
    return plain


def _setting(name: str) -> Callable[[Workspace, str], Any]:
    """Reads what a stage has under a name, as the command line does."""
    return lambda _ws, text: settings.read(name, text.replace("days", "d"))[name]


def _signed_days(_ws: Workspace, text: str) -> int:
    try:
        return int(text.replace("\N{MINUS SIGN}", "-").removesuffix("d"))
    except ValueError:
        accepted = "a number of days is needed, -60 for 60 days before"
        raise BadInput("days", text, accepted) from None


def _told_signed(days: int) -> str:
    side = "after it" if days > 0 else "before it"
    return f"{many(abs(days), 'day')} {side}" if days else "on that day"


def _marks(_ws: Workspace, text: str) -> tuple[bool, bool]:
    return _MARKS[_one_of("qualified", text, tuple(_MARKS))]


def _counts(marks: tuple[bool, bool]) -> str:
    told = {
        (True, False): "deals count as marketing-qualified from here on",
        (False, True): "deals count as qualified from here on",
        (True, True): "deals count as marketing-qualified and qualified from here on",
    }
    return told.get(marks, "deals count as neither marketing-qualified nor qualified")


def _rules(rule: StageRule) -> str:
    return RULES[rule]


def _kinds(kind: StageKind) -> str:
    return "holds won deals" if kind is StageKind.POST_SALE else "holds open deals"


def _anchor(_ws: Workspace, text: str) -> Anchor:
    return Anchor(_one_of("counted from", text, tuple(Anchor)))


def _one_of(field: str, text: str, options: Sequence[str]) -> str:
    """The option that a text is the beginning of."""
    wanted = " ".join(text.casefold().split())
    found = [option for option in options if wanted and option.startswith(wanted)]
    if wanted in options:
        return wanted
    if len(found) != 1:
        raise BadInput(field, text, f"one of {'; '.join(options)} is needed")
    return found[0]
