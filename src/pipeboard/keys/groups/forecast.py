"""The forecast: what is expected to close when."""

from pipeboard.keys.command import EVERYWHERE, Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Other screens",
        EVERYWHERE,
        (
            "forecast",
            "F",
            "Forecast",
            "forecast",
            "See what is expected to close when, and move deals to another month.",
            0,
        ),
    ),
    *grouped(
        "Forecast",
        "forecast",
        (
            "forecast.earlier",
            "H shift+left",
            "Earlier",
            "move_close(-1)",
            "Expect the deal to close a month earlier (or a week, a quarter), not before today.",
            3,
        ),
        (
            "forecast.later",
            "L shift+right",
            "Later",
            "move_close(1)",
            "Expect the deal to close a month later (or a week, a quarter).",
            2,
        ),
        (
            "forecast.category",
            "1 2 3 4",
            "Category",
            "categorize({number})",
            "Call the deal commit (C), best case (B), pipeline or omitted (O), which counts in nothing.",
            4,
        ),
        (
            "forecast.unit",
            "v",
            "Weeks",
            "next_unit",
            "Show the forecast by month, by week or by quarter.",
            5,
        ),
        ("forecast.present", "t", "Today", "go_to_present", "Go to the present column.", 0),
        (
            "forecast.pipeline",
            "p",
            "Pipeline",
            "pick_scope_pipeline",
            "Show the forecast of one pipeline, or of all.",
            6,
        ),
    ),
)
