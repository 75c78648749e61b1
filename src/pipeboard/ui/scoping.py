"""Screens that show a period, a pipeline and an owner, and the keys by which these are chosen."""

from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.domain.stages import Pipeline
from pipeboard.keys import Keymap
from pipeboard.ui import scope_asking
from pipeboard.ui.host import host
from pipeboard.ui.screens.listing import ListScreen


class ScopedScreen(ListScreen):
    """A list of what belongs to a period, and to a pipeline (or all) and an owner (or everybody)."""

    def __init__(self, keymap: Keymap, pipeline: Pipeline | None = None) -> None:
        super().__init__(keymap)
        today = host(self).workspace.today()
        self.period = period_of(today, PeriodUnit.QUARTER)
        self.pipeline = pipeline
        self.owner: str | None = None

    @property
    def is_mine(self) -> bool:
        """Whether only this person's own is shown."""
        return self.owner == host(self).workspace.actor

    def entitle_everyone(self) -> None:
        """Says at the bottom whose the key for everybody's shows next."""
        self.bottom.entitle("agenda.everyone", "Everybody's" if self.is_mine else "Only mine")

    async def show_scope(self) -> None:
        """Reads what is asked for now, after something of it was chosen anew."""
        await self.read()

    async def show_period(self, period: Period) -> None:
        """Shows another period."""
        self.period = period
        await self.show_scope()

    async def action_move_period(self, by: int) -> None:
        """Shows the period before or after."""
        try:
            await self.show_period(self.period.moved(by))
        except OverflowError:
            host(self).say("the calendar ends here")

    async def action_named_period(self, number: int) -> None:
        """Shows this week, month, quarter or year, or the last one."""
        unit, back = scope_asking.NAMED[number - 1]
        await self.show_period(period_of(host(self).workspace.today(), unit).moved(back))

    def action_type_period(self) -> None:
        """Asks for the period."""
        from pipeboard.ui.screens.text_prompt import TextPrompt

        asked = scope_asking.period(host(self), self.period, self.show_period)
        self.app.push_screen(TextPrompt(asked))

    def action_pick_scope_pipeline(self) -> None:
        """Asks of which pipeline."""

        async def picked(pipeline: Pipeline | None) -> None:
            self.pipeline = pipeline
            await self.show_scope()

        self.app.push_screen(scope_asking.pick_pipeline(host(self), self.pipeline, picked))

    def action_pick_owner(self) -> None:
        """Asks whose."""

        async def picked(owner: str | None) -> None:
            self.owner = owner
            await self.show_scope()

        self.app.push_screen(scope_asking.pick_owner(host(self), self.owner, picked))

    async def action_toggle_everyone(self) -> None:
        """Shows what is everybody's, or only mine again."""
        self.owner = None if self.is_mine else host(self).workspace.actor
        await self.show_scope()
