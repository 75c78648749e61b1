"""Insights: the answers in words, the figures of a period, and pictures of them; each opens."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from pipeboard.domain.figures import Scope
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.periodwords import with_days
from pipeboard.domain.stages import Pipeline
from pipeboard.domain.tablewords import of_whom
from pipeboard.domain.words import shortened
from pipeboard.errors import Refused
from pipeboard.keys import Keymap
from pipeboard.service import insights
from pipeboard.service.insight_scopes import scope_of
from pipeboard.service.pipelines import found_again
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.insights_contents import ORDER
from pipeboard.ui.insights_formulas import formula
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.insights_rows import InsightsRows
from pipeboard.ui.lack_ways import ways
from pipeboard.ui.list_filtering import FilteredList, as_filter
from pipeboard.ui.parts_reader import Ask, PartsReader
from pipeboard.ui.parts_screen import PartsScreen
from pipeboard.ui.scope_asking import say_removed
from pipeboard.ui.scoping import ScopedScreen
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.reading import Reading
from pipeboard.ui.widgets.rows import Words

_HIGH = 24
"""Lines of the terminal from which on a formula has two."""


class InsightsScreen(FilteredList, ScopedScreen, PartsScreen):
    """Figures of a period, a pipeline, an owner and a filter; they show as they are read."""

    PLACE: ClassVar[str] = "insights"
    DEFAULT_CSS = """
    InsightsScreen > Heading { height: 2; }
    InsightsScreen > #formula { height: 1; }
    InsightsScreen.-high > #formula { height: 2; }
    """

    def __init__(self, keymap: Keymap, pipeline: Pipeline | None = None) -> None:
        super().__init__(keymap, pipeline)
        app = host(self)
        self.reader = PartsReader(
            app.workspace, app.jobs, ORDER, shown=self._show, failed=self._could_not
        )
        self.formula = Reading(self.inks, id="formula")
        self._chosen: Hashable | None = None
        """What the person put the cursor on; the parts that come meanwhile do not move it."""
        self._expanded: frozenset[str] = frozenset()
        self._there: tuple[Pipeline | None, Pipeline | None] = None, None
        """The pipeline that was asked for last, and how it was found; None of one that is not."""

    def compose(self) -> ComposeResult:
        """Heading, list, the formula of the figure under the cursor, bottom line."""
        self._arrange()
        yield self.heading
        yield self.list
        yield self.formula
        yield self.bottom

    def on_resize(self) -> None:
        """Has room for two lines of a formula where there are many lines."""
        self._arrange()

    def _arrange(self) -> None:
        self.set_class(self.app.size.height >= _HIGH, "-high")

    async def read(self) -> None:
        """Begins to read what is asked for now; it shows as it comes."""
        self.unread = ""
        self.reader.ask(self.scope_now())
        self._show_heading()

    def scope_now(self) -> Ask:
        """Says what is asked for now, with a filter read as of the day on which it is asked.

        In place of a pipeline that was removed it is all of them.
        """
        typed, period, owner = self.typed, self.period, self.owner
        asked = there = self.pipeline

        def ask(ws: Workspace) -> Scope:
            nonlocal there
            there = there and found_again(ws, there)
            self._there = asked, there
            of = period, there.id if there else None, owner
            return scope_of(ws, *of, as_filter(ws, typed) or Filter())

        return ask

    # Showing

    def _show(self) -> None:
        parts = self.reader.parts
        if parts is None or not self.is_attached:
            return
        self._follow_pipeline()
        currency = host(self).workspace.currency
        known = ways(self.keymap)
        self.list.show(InsightsRows(self.inks, parts, currency, self._expanded, known))
        if self._chosen is None:
            self.list.first()
        else:
            self.list.go(self._chosen)
        self._show_heading()
        self._show_formula()

    def _follow_pipeline(self) -> None:
        """Takes the pipeline as it is now: under another name, or all of them if it was removed."""
        asked, there = self._there
        if asked is None or self.pipeline is None or asked.id != self.pipeline.id:
            return
        if there is None:
            say_removed(host(self), self.pipeline)
        self.pipeline = there

    def _show_formula(self) -> None:
        """Tells the formula of the figure under the cursor, and why it is n/a where it is."""
        spot = self.list.key
        said = formula(spot, self.reader.parts) if isinstance(spot, Spot) else ""

        def lines(width: int) -> Sequence[Words]:
            first, *more = wrapped(said, width) or [""]
            if not self.has_class("-high"):
                return [[(said, "dim")]]
            return [[(first, "dim")], [(" ".join(more), "dim")]]

        self.formula.show(lines, anew=True)

    def _show_heading(self) -> None:
        self.heading.show(
            "Insights",
            with_days(self.period),
            left=[(self.of_whom(), "dim")],
            right=[("" if self.reader.whole else f"being read{self.inks.glyphs.ellipsis}", "dim")],
        )
        self.entitle_everyone()

    def of_whom(self) -> str:
        """The pipeline, the owner and the filter in words."""
        pipeline = self.pipeline.name if self.pipeline else ""
        parts = self.reader.parts
        if self.typed and parts is not None and parts.scope.filter.empty:
            return of_whom(pipeline, parts.scope.owner)
        return of_whom(pipeline, self.owner, shortened(self.typed, 40))

    def _moved(self, direction: int, moved: bool) -> None:
        super()._moved(direction, moved)
        self._choose()

    def _choose(self) -> None:
        """Takes note of where the person put the cursor."""
        self._chosen = self.list.key
        self._show_formula()

    def on_line_list_clicked(self, _: LineList.Clicked) -> None:
        """Takes note of where the cursor was put."""
        self._choose()

    def action_next_section(self, by: int) -> None:
        """Moves the cursor to the first line of the next section, around the end."""
        self.list.next_run(by)
        self._choose()

    # What is asked for

    def matching(self, ws: Workspace, filter_: Filter) -> tuple[str, str]:
        """How many of the deals match."""
        of = self.period, self.pipeline.id if self.pipeline else None, self.owner
        scope = scope_of(ws, *of, filter_)
        found = insights.figures(ws, scope, ["open_count", "won_count", "lost_count"])
        told = [
            f"{each.value or 0} {each.spec.label.removesuffix('s' if each.value == 1 else '')}"
            for each in found.values()
        ]
        return "matches", ", ".join(told)

    # Opening

    def opened(self) -> None:
        """Opens what was clicked twice."""
        self.action_open_number()

    def action_open_number(self) -> None:
        """Opens what is under the cursor."""
        from pipeboard.ui.insights_opening import opening

        spot, parts = self.list.key, self.reader.parts
        if not isinstance(spot, Spot) or parts is None:
            self.say_nothing_here("there is nothing here to open")
        elif spot.kind is Kind.MORE:
            self._expanded |= {str(spot.of)}
            self._show()
        else:
            try:
                screen = opening(self.keymap, parts, spot, self.of_whom())
            except Refused as why:
                host(self).say(str(why), "warning")
            else:
                self.app.push_screen(screen)

    def action_insights(self) -> None:
        """Goes back."""
        self.dismiss()

    def action_escape(self) -> None:
        """Clears the filter, else goes back."""
        if self.typed:
            self.clear_filter()
        else:
            self.dismiss()
