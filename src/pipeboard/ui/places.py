"""The ways from one screen to another."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeboard.ui.host import host

if TYPE_CHECKING:
    from pipeboard.ui.commands import PlaceScreen
    from pipeboard.ui.screens.stages import StagesScreen

    Base = PlaceScreen
else:
    Base = object


class Places(Base):
    """A screen from which the others can be opened."""

    def action_agenda(self) -> None:
        """Opens the agenda."""
        from pipeboard.ui.screens.agenda import AgendaScreen

        self.app.push_screen(AgendaScreen(self.keymap))

    def action_dial(self) -> None:
        """Works through the calls that are due."""
        from pipeboard.ui.screens.dial import DialScreen

        self.app.push_screen(DialScreen(self.keymap))

    def action_review(self) -> None:
        """Goes through the deals that need care."""
        from pipeboard.ui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.keymap))

    def action_insights(self) -> None:
        """Opens the figures of how it goes."""
        from pipeboard.ui.screens.insights import InsightsScreen

        self.app.push_screen(InsightsScreen(self.keymap))

    def action_forecast(self) -> None:
        """Opens the forecast."""
        from pipeboard.ui.screens.forecast import ForecastScreen

        self.app.push_screen(ForecastScreen(self.keymap))

    def action_targets(self) -> None:
        """Opens the targets."""
        from pipeboard.ui.screens.targets import TargetsScreen

        self.app.push_screen(TargetsScreen(self.keymap))

    def action_history(self) -> None:
        """Opens the history."""
        from pipeboard.ui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.keymap))

    def action_stages(self) -> None:
        """Opens the stages of the pipeline that is in sight."""
        self.app.push_screen(self.stages_screen())

    def stages_screen(self) -> "StagesScreen":
        """The screen of the stages, with the cursor on the one in sight."""
        from pipeboard.ui.screens.stages import StagesScreen

        return StagesScreen(self.keymap, *self.stage_in_sight())

    def stage_in_sight(self) -> tuple[int | None, int | None]:
        """The ids of the pipeline and the stage that the cursor is in, where there is one."""
        return None, None

    def action_nurture_list(self) -> None:
        """Opens the list of deals that are put off."""
        from pipeboard.ui.screens.nurture import NurtureScreen

        self.app.push_screen(NurtureScreen(self.keymap))

    def filter_in_force(self) -> str:
        """The filter that holds here, as it was typed."""
        return ""

    def action_off_board_list(self) -> None:
        """Opens the list of deals that are lost or put off, with the filter that holds here."""
        from pipeboard.ui.screens.nurture import OffBoardScreen

        typed = self.filter_in_force()
        self.app.push_screen(OffBoardScreen(self.keymap, typed, everyone=True))

    def action_rates(self) -> None:
        """Changes the exchange rates."""
        from pipeboard.ui.rates import rates
        from pipeboard.ui.screens.text_prompt import TextPrompt

        self.app.push_screen(TextPrompt(lambda: rates(host(self))))

    def action_contacts(self) -> None:
        """Opens the list of contacts, on the first one of the deal under the cursor."""
        from pipeboard.ui.screens.contacts import ContactsScreen

        self.app.push_screen(ContactsScreen(self.keymap, deal_id=self._deal_here()))

    def action_companies(self) -> None:
        """Opens the list of companies, on that of the deal under the cursor."""
        from pipeboard.ui.screens.companies import CompaniesScreen

        self.app.push_screen(CompaniesScreen(self.keymap, deal_id=self._deal_here()))

    def _deal_here(self) -> int | None:
        """The first of the deals that commands act on here, where it is deals that are shown."""
        targets: list[int] = getattr(self, "targets", list)()
        return targets[0] if targets else None

    def open_contact(self, contact_id: int) -> None:
        """Opens the page of a contact."""
        from pipeboard.ui.screens.contact_page import ContactScreen

        self.app.push_screen(ContactScreen(self.keymap, contact_id))

    def open_company(self, company_id: int) -> None:
        """Opens the page of a company."""
        from pipeboard.ui.screens.company_page import CompanyScreen

        self.app.push_screen(CompanyScreen(self.keymap, company_id))

    def action_duplicates(self) -> None:
        """Opens the list of what may be there twice."""
        from pipeboard.ui.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen(self.keymap))

    def open_deal(self, deal_id: int) -> None:
        """Opens a deal."""
        from pipeboard.ui.screens.deal import DealScreen

        self.app.push_screen(DealScreen(self.keymap, deal_id))


class ShowsPipeline:
    """A screen that shows one pipeline."""

    async def show_pipeline(self, pipeline_id: int) -> None:
        """Shows another one."""
        raise NotImplementedError


async def show_pipeline(screens: Iterable[object], pipeline_id: int) -> None:
    """Shows a pipeline on every screen that shows one."""
    for screen in screens:
        if isinstance(screen, ShowsPipeline):
            await screen.show_pipeline(pipeline_id)
