"""The long list: its cursor, and what it draws."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip

from pipeboard.ui.widgets.line_list import Item, LineList


class Numbers:
    """Numbers as one line each; a heading before every tenth; counts what is drawn."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.rows: list[int | None] = []
        for number in numbers:
            if number % 10 == 0:
                self.rows.append(None)
            self.rows.append(number)
        self.drawn = 0

    def items(self, width: int) -> Sequence[Item]:
        return [Item(number) for number in self.rows]

    def draw(self, index: int, line: int, width: int, cursor: bool) -> Strip:
        self.drawn += 1
        text = f"{'>' if cursor else ' '}{self.rows[index]}"
        return Strip([Segment(text.ljust(width))], width)


class Shows(App[None]):
    """An app that is nothing but a list."""

    def __init__(self, source: Numbers) -> None:
        super().__init__()
        self.list = LineList()
        self.source = source

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.show(self.source)

    def key(self) -> object:
        return self.list.key

    def shown(self) -> list[str]:
        lines = self.list.size.height
        return [self.list.render_line(y).text.rstrip() for y in range(lines)]


async def test_only_visible_lines_are_drawn() -> None:
    """A list of 10,000 draws no more than a list of twenty."""
    app = Shows(Numbers(range(10_000)))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.source.drawn = 0
        app.list.move(1)
        await pilot.pause()
        assert app.source.drawn <= 4
        app.list.last()
        await pilot.pause()
        assert app.shown()[-1] == ">9999"
        assert app.source.drawn <= 60


async def test_the_cursor_passes_over_headings() -> None:
    """The cursor is only ever on what can be chosen; its heading comes into view with it."""
    app = Shows(Numbers(range(100)))
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        assert app.key() == 0
        app.list.move(10)
        assert app.key() == 10
        app.list.move(40)
        app.list.move(-40)
        await pilot.pause()
        assert app.shown()[:2] == [" None", ">10"]
        app.list.first()
        await pilot.pause()
        assert app.shown()[:2] == [" None", ">0"]


async def test_the_cursor_stays_on_its_item() -> None:
    """After the list changed the cursor is on the same item, else on what took its place."""
    app = Shows(Numbers(range(1, 9)))
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        app.list.go(5)
        app.list.show(Numbers([3, 4, 5, 6, 7]))
        assert app.key() == 5
        app.list.show(Numbers([3, 4, 6, 7]))
        assert app.key() == 6
        app.list.show(Numbers([]))
        assert app.key() is None


async def test_the_ends_are_told() -> None:
    """Moving on at an end moves nothing and says so."""
    app = Shows(Numbers([1, 2]))
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        assert not app.list.move(-1)
        assert app.list.move(1)
        assert not app.list.move(1)
        assert app.key() == 2
