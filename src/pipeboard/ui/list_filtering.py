"""A filter of deals on a screen that lists them, typed in a prompt or taken by its letter."""

from typing import TYPE_CHECKING

from pipeboard.domain.filterterms import Filter
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.question import Following, Preview, Question

if TYPE_CHECKING:
    from pipeboard.ui.read_screen import ReadScreen

    Base = ReadScreen
else:
    Base = object


def as_filter(ws: Workspace, typed: str) -> Filter | None:
    """What was typed as a filter, read now: days such as ``closes<30d`` count from today."""
    from pipeboard.service import reading

    return reading.read_filter(ws, typed) if typed else None


class FilteredList(Base):
    """A list that shows what matches ``typed``; an empty text shows all."""

    typed = ""

    def matching(self, ws: Workspace, filter_: Filter) -> tuple[str, str]:
        """What matches, and how many there are, for the prompt; asked on the thread that reads."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Asks for a filter; an empty one shows all."""
        from pipeboard.ui.screens.text_prompt import TextPrompt

        async def answer(typed: str) -> Following:
            await self.use_filter(typed)
            return None

        async def prepare() -> Question:
            return Question(
                "Filter",
                answer,
                does="shows what matches",
                text=self.typed,
                example="acme owner:ann >50k label:hot; nothing shows all",
                preview=self._preview,
            )

        self.app.push_screen(TextPrompt(prepare))

    def action_saved_filters(self) -> None:
        """Takes a filter that was kept, or keeps the present one."""
        from pipeboard.ui.screens.saved_filters import SavedFilters

        self.app.push_screen(SavedFilters(self.typed, self.use_filter))

    async def use_filter(self, typed: str) -> None:
        """Shows what matches; raises BadInput for what is no filter."""
        from pipeboard.ui.host import host

        app = host(self)
        await app.jobs.read(as_filter, app.workspace, typed)
        self.typed = typed
        await self.read()

    def clear_filter(self) -> None:
        """Shows all again."""
        self.typed = ""
        self.run_worker(self._read(), exclusive=True)

    def _preview(self, ws: Workspace, typed: str) -> Preview:
        from pipeboard.errors import BadInput

        try:
            wanted = as_filter(ws, typed) or Filter()
        except BadInput as error:
            return Preview(problem=str(error))
        return Preview(meanings=[self.matching(ws, wanted)])
