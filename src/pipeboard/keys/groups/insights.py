"""Insights: of which days, deals and people the figures are, and opening one."""

from collections.abc import Iterator

from pipeboard.keys.command import EVERYWHERE, Command, grouped

_HEADING = "Insights"


def _commands() -> Iterator[Command]:
    yield from grouped(
        "Other screens",
        EVERYWHERE,
        (
            "insights",
            "i",
            "Insights",
            "insights",
            "See how you are doing: figures of a period, each with the deals behind it.",
            0,
        ),
    )
    yield from grouped(
        _HEADING,
        "insights targets",
        (
            "insights.open",
            "enter",
            "Open",
            "open_number",
            "Open what is under the cursor: its formula with the numbers, and the deals behind it.",
            1,
        ),
        (
            "period.before",
            "[ left h",
            "Before",
            "move_period(-1)",
            "Show the period before.",
            3,
        ),
        ("period.after", "] right l", "After", "move_period(1)", "Show the period after.", 4),
        (
            "period.named",
            "1 2 3 4 5 6 7 8",
            "Period",
            "named_period({number})",
            "Show this week, month, quarter or year; with 5 to 8 the last one.",
            0,
        ),
        (
            "period.type",
            "d",
            "Period",
            "type_period",
            "Type the period: 2026-Q4, 2026-11, last-quarter, 2026-01-01..2026-03-31.",
            5,
        ),
        (
            "insights.pipeline",
            "p",
            "Pipeline",
            "pick_scope_pipeline",
            "Show the figures of one pipeline, or of all.",
            6,
        ),
        (
            "insights.owner",
            "o",
            "Owner",
            "pick_owner",
            "Show the figures of one person, or of everybody.",
            7,
        ),
    )


COMMANDS: tuple[Command, ...] = tuple(_commands())
