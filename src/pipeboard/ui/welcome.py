"""The app of the first start: it asks how to begin, before there is a board to show."""

from textual import events

from pipeboard.keys import Keymap
from pipeboard.service.workspace import Workspace
from pipeboard.ui.feed import Feed
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.keyboard import Keyboard
from pipeboard.ui.lifecycle import LifecycleApp
from pipeboard.ui.messages import Committed
from pipeboard.ui.screens.first_start import FirstStart, Importer, Started, Way
from pipeboard.ui.themes import Look


class WelcomeApp(LifecycleApp):
    """Runs while nobody has chosen how to begin; ``started`` tells afterwards what was chosen.

    The caller shows the board for ``EMPTY`` and ``IMPORT``, the sample data for ``SAMPLE``, and
    ends for ``LEAVE``.
    """

    CSS_PATH = "pipeboard.tcss"

    def __init__(
        self, workspace: Workspace, *, keymap: Keymap, look: Look, importer: Importer
    ) -> None:
        super().__init__(keymap, look)
        self.workspace = workspace
        self.started = Started(Way.LEAVE)
        self.said = ""
        self.jobs = Jobs()
        self._importer = importer
        feed = Feed(
            workspace,
            self.jobs,
            tell=self._ignore,
            time_passed=self._ignore,
            failed=lambda error: self.say(str(error)),
        )
        self.keyboard = Keyboard(
            feed,
            keymap,
            deliver=super().on_event,
            receiver=lambda: self.focused or self.screen,
            handled=lambda: None,
        )

    def on_mount(self) -> None:
        """Asks."""
        self.keyboard.start()
        self.push_screen(FirstStart(self._importer), self._chosen)

    def on_unmount(self) -> None:
        """Ends the threads."""
        self.keyboard.stop()
        self.jobs.close()

    def forget_keys(self) -> None:
        """Drops what was typed ahead."""
        self.keyboard.forget()

    def take_no_more_keys(self) -> None:
        """Drops what was typed and is not done yet."""
        self.keyboard.close()

    def settle(self) -> None:
        """Waits until what was chosen is on disk."""
        self.jobs.settle()

    def say(self, text: str, kind: str = "info") -> None:
        """Keeps what there is to say; the screen of the first start says its own things."""
        self.said = text

    async def on_event(self, event: events.Event) -> None:
        """Queues what is typed; everything else goes its way at once."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.keyboard.put(event)
        else:
            await super().on_event(event)

    def _chosen(self, started: Started | None) -> None:
        self.started = started or Started(Way.LEAVE)
        self.request_exit()

    async def _ignore(self, _: Committed | object) -> None:
        """There is no data on the screen to read again."""
