"""The deal, opened: everything about it, and all of it can be edited where it stands."""

from collections.abc import Hashable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from pipeboard.domain.deals import Status
from pipeboard.domain.money import readable
from pipeboard.errors import NotFound, PipeboardError
from pipeboard.keys import Command, Keymap
from pipeboard.service import agenda
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.deal_rows import (
    COLUMNS,
    SECTIONS,
    DealRows,
    Page,
    read_page,
)
from pipeboard.ui.host import host
from pipeboard.ui.item_lines import LABEL, Key, due_text
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.screens.deal_editing import DealEditing
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.rows import Words
from pipeboard.ui.widgets.status import BottomLine

TWO_COLUMNS = 110
"""Columns of the terminal from which on the deal is shown in two."""

_WHILE_GONE = frozenset(
    (
        "escape",
        "agenda",
        "history",
        "duplicates",
        "move_cursor",
        "move_to_end",
        "move_page",
        "next_section",
    )
)


def _may_be_linked(page: Page) -> bool:
    """Whether any change may be a deal that is sold from this one now."""
    return page.view.deal.status is Status.WON


class DealScreen(DealEditing, PlaceScreen):
    """Shows one deal. It is left when the deal is deleted on it; when that happens elsewhere, what
    was there stays in sight, and every command that would change it says that it is gone.
    """

    PLACE: ClassVar[str] = "deal"
    DEFAULT_CSS = """
    DealScreen > Heading { height: 2; }
    DealScreen > #columns { layout: horizontal; height: 1fr; }
    DealScreen #right { display: none; }
    DealScreen.-two #right { display: block; }
    """

    def __init__(self, keymap: Keymap, deal_id: int) -> None:
        super().__init__(keymap)
        self.deal_id = deal_id
        self.inks = make_inks(host(self).look)
        self._heading = Heading(self.inks)
        self._lists = (LineList(id="left"), LineList(id="right"))
        self.bottom = BottomLine(self.inks, keymap, self.PLACE)
        self._page: Page | None = None
        self._gone = ""
        self._deleted_here = False
        self._farewell = ""
        """What is said on the screen that is shown after this one."""

    def compose(self) -> ComposeResult:
        """A heading, one or two lists, the line at the bottom."""
        self.set_class(self.app.size.width >= TWO_COLUMNS, "-two")
        yield self._heading
        yield Widget(*self._lists, id="columns")
        yield self.bottom

    async def on_mount(self) -> None:
        """Reads the deal; keys typed meanwhile wait."""
        await self._read()

    async def on_committed(self, message: Committed) -> None:
        """Reads the deal again when the news may be about it, else only what is due."""
        news, page = message.news, self._page
        if page is None or news.others or news.deals & page.deals or _may_be_linked(page):
            await self._read()
            return
        app = host(self)
        try:
            due = await app.jobs.read(agenda.counts, app.workspace)
        except PipeboardError as error:
            app.say(str(error), "error")
            return
        if self._page is not None:
            self._page = replace(self._page, due=due)
            self._show_heading(self._page)

    def on_screen_resume(self) -> None:
        """Leaves when the deal was deleted by the prompt that was open."""
        self._leave_if_deleted()

    async def on_time_passed(self, _: TimePassed) -> None:
        """Shows anew what is late."""
        await self._read()

    def on_resize(self) -> None:
        """Takes one column or two."""
        two = self.app.size.width >= TWO_COLUMNS
        if two != self.has_class("-two"):
            key = self._list.key
            self.set_class(two, "-two")
            self._show()
            self._go(key)

    # While the deal is gone

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keeps commands from a deal that is gone."""
        if self._gone and action not in _WHILE_GONE:
            return False
        return super().check_action(action, parameters)

    def why_nothing(self, key: str) -> str:
        """While the deal is gone, that it is."""
        known = self.keymap.command(key, self.PLACE) is not None
        return self._gone if self._gone and known else super().why_nothing(key)

    def why_not(self, command: Command) -> str:
        """While the deal is gone, that it is."""
        return self._gone or super().why_not(command)

    def deals_deleted(self, said: str) -> None:
        """The deal is about to go because that was asked for here."""
        self._deleted_here, self._farewell = True, said

    # What the commands act on

    def targets(self) -> list[int]:
        """The deal."""
        return [self.deal_id]

    def target_follow_ups(self) -> list[int]:
        """The follow-up under the cursor, if it is not done yet."""
        kind, which = self.key
        if kind != "follow-up" or self._page is None:
            return []
        follow_ups = self._page.view.follow_ups
        return [item.id for item in follow_ups if item.id == which and item.done_at is None]

    def stage_in_sight(self) -> tuple[int | None, int | None]:
        """The deal's pipeline and stage."""
        if self._page is None:
            return None, None
        deal = self._page.view.deal
        return deal.pipeline_id, deal.stage_id

    # Moving

    def action_move_cursor(self, columns: int, lines: int) -> None:
        """Moves the cursor by lines, or to the other column."""
        if lines:
            self._moved(lines, self._list.move(lines))
        elif not self.has_class("-two"):
            self._tell("all of the deal is in one column here")
        elif self._list is (wanted := self._lists[1 if columns > 0 else 0]):
            self._tell(f"this is the {'right' if columns > 0 else 'left'} column")
        else:
            self._activate(wanted)

    def action_move_to_end(self, end: int) -> None:
        """Moves the cursor to the first or last line."""
        self._moved(end, self._list.first() if end < 0 else self._list.last())

    def action_move_page(self, pages: int) -> None:
        """Moves the cursor by screenfuls."""
        self._moved(pages, self._list.page(pages))

    def action_next_section(self, by: int) -> None:
        """Moves the cursor to the first line of the next section, around the end."""
        firsts = self._firsts()
        if not firsts:
            return
        here = 0
        for place, (line_list, index, _) in enumerate(firsts):
            if line_list is self._list and index <= (line_list.index or 0):
                here = place
        line_list, _, key = firsts[(here + by) % len(firsts)]
        self._activate(line_list)
        line_list.go(key)
        line_list.reveal_run()

    def action_escape(self) -> None:
        """Goes back."""
        self.dismiss()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        """Takes the cursor along; a second click edits."""
        self._activate(event.line_list)
        if event.again and self._gone:
            self._tell(self._gone)
        elif event.again:
            self.action_edit_item()

    # Showing

    @property
    def page(self) -> Page | None:
        """The deal as it is shown."""
        return self._page

    @property
    def key(self) -> Key:
        """What the cursor is on."""
        key = self._list.key
        return key if isinstance(key, tuple) else ("", "")

    def place(self) -> Region | None:
        """Where the value under the cursor is on the screen."""
        area = self._list.where(self._list.key)
        if area is None:
            return None
        left = area.x + 1 + LABEL
        return Region(left, area.y, max(area.right - left, 20), 1)

    @property
    def _list(self) -> LineList:
        return self._lists[1] if self._lists[1].active else self._lists[0]

    async def _read(self) -> None:
        app = host(self)
        try:
            self._page = await app.jobs.read(read_page, app.workspace, self.deal_id)
        except NotFound as error:
            self._read_end(str(error))
            return
        except PipeboardError as error:
            app.say(str(error), "error")
            return
        self._gone = ""
        self._show()

    def _read_end(self, told: str) -> None:
        """Says once what became of the deal."""
        if self._gone:
            return
        self._gone = told
        self._leave_if_deleted()
        if self._deleted_here:
            return
        said: Words = [(f"{told}   ", "late"), ("esc goes back", "dim")]
        self._heading.show(self._page.view.deal.title if self._page else "", left=said)
        host(self).say(told, "warning")

    def _leave_if_deleted(self) -> None:
        if self._gone and self._deleted_here and self.app.screen is self:
            app = host(self)
            self.dismiss()
            if self._farewell:
                app.say(self._farewell)

    def _moved(self, direction: int, moved: bool) -> None:
        """Says why the cursor did not move."""
        if not moved:
            self._tell(f"this is the {'first' if direction < 0 else 'last'} line")

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        two = self.has_class("-two")
        columns = COLUMNS if two else (SECTIONS, ())
        for line_list, sections in zip(self._lists, columns, strict=True):
            line_list.show(DealRows(self.inks, page, sections))
        if (
            not two
            or not any(line_list.active for line_list in self._lists)
            or all(line_list.active for line_list in self._lists)
        ):
            self._activate(self._lists[0])
        self._show_heading(page)

    def _show_heading(self, page: Page) -> None:
        view = page.view
        stage = view.stage.told if view.stage else "no stage"
        company = view.company.name if view.company else ""
        money = view.deal.money
        left: Words = [
            (f"{stage}   ", "text"),
            (f"{view.deal.status}   ", "dim"),
            ("stale   " if view.stale else "", "stale"),
            (readable(money) if money else "", "strong"),
        ]
        self._heading.show(
            view.deal.title, company, due=page.due, left=left, right=self._next_step(page)
        )

    def _next_step(self, page: Page) -> Words:
        for item in page.view.follow_ups:
            if item.done_at is None:
                return [(f"next: {item.type} {due_text(item, page.zone)}", "dim")]
        return [("no next step", "dim")]

    def _activate(self, line_list: LineList) -> None:
        for each in self._lists:
            each.set_active(each is line_list)

    def _go(self, key: Hashable | None) -> None:
        for line_list in self._lists:
            if key is not None and line_list.go(key):
                self._activate(line_list)

    def _firsts(self) -> list[tuple[LineList, int, Hashable]]:
        """The first line of every section that can be chosen, with its list and place."""
        found: list[tuple[LineList, int, Hashable]] = []
        for line_list in self._lists if self.has_class("-two") else self._lists[:1]:
            found += [(line_list, index, key) for index, key in line_list.firsts()]
        return found
