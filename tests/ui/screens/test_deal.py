"""The opened deal: all of it is shown, and all of it can be edited where it stands."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual.screen import Screen

from pipeboard.domain.people import Role
from pipeboard.domain.views import DealView
from pipeboard.errors import NotFound
from pipeboard.service import deals, details, followups, history, notes, people, reading, stages
from pipeboard.service.workspace import Workspace
from pipeboard.ui.deal_items import DealItems
from pipeboard.ui.deal_rows import Page, read_page
from pipeboard.ui.host import host
from pipeboard.ui.screens import deal as deal_screen
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.deal_form import DealForm
from pipeboard.ui.screens.form import Form
from pipeboard.ui.screens.text_prompt import TextPrompt
from tests import builders
from tests.ui.screens.stand import Stand, StandApp, Wall, standing

WIDE = (120, 60)


def opened(deal_id: int) -> Any:
    def make(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, deal_id)

    return make


def value_of(stand: Stand, label: str) -> str:
    """What stands beside a label on the left."""
    line = next(line for line in stand.lines if line[1:].startswith(label))
    return line[19:60].strip()


async def go_to(stand: Stand, *key: object) -> None:
    """Puts the cursor on a line of the deal."""
    screen = stand.screen
    assert isinstance(screen, DealScreen)
    screen._go(key)
    await stand.rest()


def view_of(workspace: Workspace, deal_id: int) -> DealView:
    return details.view(workspace, deal_id)


@pytest.fixture
def full(classic_workspace: Workspace, acme: int) -> int:
    """Acme with something in every section."""
    people.add_to_deal(
        classic_workspace, acme, "Omar", Role.CHAMPION, "omar@acme.example", "+49 30 1"
    )
    notes.add(classic_workspace, [acme], "They want [bold]red[/bold] ones.")
    draft = reading.read_follow_up(classic_workspace, "demo fri 14:00 new things").draft
    followups.add(classic_workspace, [acme], draft)
    builders.move(classic_workspace, [acme], 1)
    before = {"source": "", "custom": {}}
    after = {"source": "fair", "custom": {"region": "north"}}
    details.edit(classic_workspace, acme, before, after)
    return acme


async def test_all_of_it_is_shown(classic_workspace: Workspace, full: int) -> None:
    """Fields, contacts, follow-ups, notes and the history as sentences; markup is only text."""
    async with standing(classic_workspace, screen=opened(full), size=(140, 60)) as stand:
        shown = stand.text
    for told in (
        *("12,000.00 EUR", "#hot", "fair", "10 %, the stage's", "Tue 24 Nov 2026", "north"),
        *("Omar  champion", "+49 30 1", "omar@acme.example", "lena  other"),
        *("Fri 27 Nov 14:00  new things", "Tue 1 Dec 09:30"),
        *("They want [bold]red[/bold] ones.", "just now, ann"),
        "Moved from Lead Generation to Prospecting, just now, by ann",
        *("forecast category", "contract end", "nurture until", "sold from", "external ids"),
        *("need", "budget", "authority", "timeline", "campaign", "expected close", "closed on"),
    ):
        assert told in shown


async def test_one_column_where_it_is_narrow(classic_workspace: Workspace, full: int) -> None:
    """At 80 columns the sections follow each other; tab goes from one to the next, and around."""
    async with standing(classic_workspace, screen=opened(full), size=(80, 24)) as stand:
        headings = []
        for _ in range(7):
            screen = stand.screen
            assert isinstance(screen, DealScreen)
            headings.append(screen.key[0])
            await stand.press("tab")
    assert headings == ["field", "criterion", "contact", "follow-up", "add", "step", "field"]


EDITS = (
    ("title", "Acme again", "Acme again"),
    ("value", "9.5k USD", "9,500.00 USD"),
    ("company", "Corvid Labs", "Corvid Labs"),
    ("owner", "bo", "bo"),
    ("labels", "big, #late very big", "#big  #late very big"),
    ("labels", "very big, #new", "#very big  #new"),
    ("source", "web", "web"),
    ("campaign", "autumn", "autumn"),
    ("probability", "35", "35 % (own; the stage has 10 %)"),
    ("expected_close", "eom", "Mon 30 Nov 2026"),
    ("created_on", "2 nov", "Mon 2 Nov 2026"),
    ("contract_end", "31.12.2027", "Fri 31 Dec 2027"),
    ("need", "more [red]seats[/]", "more [red]seats[/]"),
    ("custom.region", "south", "south"),
)


async def test_a_field_is_edited_where_it_stands(classic_workspace: Workspace, full: int) -> None:
    """Enter opens the field, enter saves it, and the deal shows what was typed."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        for name, typed, shown in EDITS:
            await go_to(stand, "field", name)
            await stand.press("enter", "ctrl+u", *typed, "enter")
            assert stand.on(DealScreen)
            assert value_of(stand, name.replace("custom.", "").replace("_", " ")) == shown


REFUSED = (
    ("title", "", "a deal needs a title"),
    ("value", "-5", "cannot be negative"),
    ("value", "12.345 EUR x", "is not understood"),
    ("probability", "101", "0 to 100"),
    ("expected_close", "31 feb", "31 feb"),
)


async def test_what_a_field_does_not_take_stays_typed(
    classic_workspace: Workspace, full: int
) -> None:
    """The reason stands under the field; esc leaves the deal as it was."""
    before = view_of(classic_workspace, full).deal
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        for name, typed, told in REFUSED:
            await go_to(stand, "field", name)
            await stand.press("enter")
            assert stand.on(TextPrompt)
            if stand.prompt.offers:
                await stand.press("ctrl+u")
            await stand.press("ctrl+u", *typed, "enter")
            assert stand.on(TextPrompt)
            assert stand.prompt.text == typed
            assert told in stand.prompt.complaint
            await stand.press("escape")
    assert view_of(classic_workspace, full).deal == before


async def test_a_clash_is_told_and_nothing_is_written(
    classic_workspace: Workspace, full: int
) -> None:
    """Somebody else changed the same field while it was typed: it stays typed."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "field", "source")
        await stand.press("enter", *"x")
        details.edit(classic_workspace, full, {"source": "fair"}, {"source": "phone"})
        await stand.press("enter")
        assert stand.on(TextPrompt)
        assert stand.prompt.text == "fairx"
        assert "you changed the source" in stand.prompt.complaint
        assert "it is 'phone' now" in stand.prompt.complaint
        assert view_of(classic_workspace, full).deal.source == "phone"
        await stand.press("enter")
    assert view_of(classic_workspace, full).deal.source == "fairx"


async def test_a_clash_in_the_form_shows_what_is_there_now(
    classic_workspace: Workspace, full: int
) -> None:
    """Fields that only the other changed are taken over; those of both are asked about once."""
    ws = classic_workspace
    async with standing(ws, full, size=WIDE) as stand:
        await stand.press("e")
        form = stand.screen
        assert isinstance(form, DealForm)
        while form._sheet is None or form._sheet.fields[form._at].name != "source":
            await stand.press("tab")
        await stand.press(*"x")
        details.edit(ws, full, {"source": "fair", "need": ""}, {"source": "phone", "need": "soon"})
        await stand.press("enter")
        assert stand.on(DealForm)
        assert "you changed the source" in stand.text
        assert "it is 'phone' now" in stand.text
        assert "fairx" in stand.text
        assert view_of(ws, full).deal.source == "phone"
        await stand.press("enter")
        assert stand.on(Wall)
    deal = view_of(ws, full).deal
    assert (deal.source, deal.need) == ("fairx", "soon")


async def test_a_note_that_is_gone_is_said_when_it_is_to_be_edited(
    classic_workspace: Workspace, full: int
) -> None:
    """Somebody deleted it while its line was still on the screen."""
    ws = classic_workspace
    async with standing(ws, screen=opened(full), size=WIDE) as stand:
        note = view_of(ws, full).notes[0]
        items = DealItems(host(stand.screen), full, lambda _: None)
        notes.delete(ws, note)
        with pytest.raises(NotFound, match="the note is gone"):
            await items.note(note.id)


async def test_changes_by_others_show_and_the_cursor_stays(
    classic_workspace: Workspace, full: int
) -> None:
    """The feed alone redraws; the cursor is on the same line afterwards."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "field", "need")
        people.add_to_deal(classic_workspace, full, "Zoe", Role.USER)
        stand.app.feed.poke()
        await stand.rest()
        assert "Zoe  user" in stand.text
        screen = stand.screen
        assert isinstance(screen, DealScreen)
        assert screen.key == ("field", "need")


async def test_a_category_is_picked(classic_workspace: Workspace, full: int) -> None:
    """Fields with few values offer them by digit, and none."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "field", "forecast_category")
        await stand.press("enter", "2")
        assert value_of(stand, "forecast category") == "best case"
        await stand.press("enter", "5")
        assert value_of(stand, "forecast category") == "–"


async def test_stage_and_status_ask_their_questions(
    classic_workspace: Workspace, full: int
) -> None:
    """The stage is picked from the list; lost asks for the reason."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "fact", "stage")
        await stand.press("enter", "5")
        assert value_of(stand, "stage").startswith("Proposal")
        await go_to(stand, "fact", "status")
        await stand.press("enter", "2", *"price", "enter")
        assert value_of(stand, "status") == "lost"
        assert value_of(stand, "reason") == "price"


async def test_a_stage_that_was_removed_says_so(classic_workspace: Workspace, full: int) -> None:
    """A lost deal keeps its stage; the heading and the field tell that there is none like it."""
    ws = classic_workspace
    deals.lose(ws, [full], "price")
    lost_in = stages.outline(ws, 1)[1].stage
    stages.remove(ws, lost_in.id, None)
    async with standing(ws, screen=opened(full), size=WIDE) as stand:
        assert value_of(stand, "stage").startswith("Prospecting (removed)")
        assert "Prospecting (removed)   lost" in "\n".join(stand.lines[:3])


async def test_fields_that_wait_say_for_what(classic_workspace: Workspace, full: int) -> None:
    """An open deal has no reason and no closing date to edit."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "field", "reason")
        await stand.press("enter")
        assert stand.on(DealScreen)
        assert "only a won, lost or nurture deal" in stand.said


async def test_contacts(classic_workspace: Workspace, full: int) -> None:
    """A contact is added, changed with its role, and taken off; u brings it back."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "add", "contact")
        await stand.press("enter", *"Ida Berg", "tab", *"dec", "tab", *"ida@x.example", "enter")
        assert "Ida Berg  decision-maker" in stand.text
        link = next(
            c for c in view_of(classic_workspace, full).contacts if c.contact.name == "Omar"
        )
        await go_to(stand, "contact", link.id)
        await stand.press("enter", *"blo", "tab", "tab", *"CTO", "tab", "tab", *", 030 2", "enter")
        assert "Omar  blocker  CTO" in stand.text
        assert "+49 30 1   030 2" in stand.text
        await stand.press("delete", "enter")
        assert "Omar  blocker" not in stand.text
        await stand.press("u")
        assert "Omar  blocker" in stand.text


async def test_follow_ups(classic_workspace: Workspace, full: int) -> None:
    """The follow-up under the cursor is changed, put off, finished and deleted."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        item = view_of(classic_workspace, full).follow_ups[1]
        await go_to(stand, "follow-up", item.id)
        await stand.press("enter", "tab", "ctrl+u", *"talk", "tab", "ctrl+u", *"3 dec", "enter")
        assert "Thu 3 Dec  talk" in stand.text
        await stand.press("s", "1", "enter")
        assert "Wed 25 Nov  talk" in stand.text
        await stand.press("d", *"went well", "enter", "escape")
        assert "went well, just now" in stand.text
        await stand.press("delete", "enter")
        assert "went well, just now" not in stand.text.split("History")[0]
    left = view_of(classic_workspace, full).follow_ups
    assert [follow_up.type for follow_up in left] == ["demo"]


async def test_notes(classic_workspace: Workspace, full: int) -> None:
    """A note is added, changed and deleted."""
    note = view_of(classic_workspace, full).notes[0]
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "note", note.id)
        await stand.press("e", *" Soon.", "enter")
        assert "[/bold] ones. Soon." in stand.text
        await stand.press("delete", "enter")
        await stand.press("N", *"other", "enter")
    assert [found.text for found in view_of(classic_workspace, full).notes] == ["other"]


async def test_a_step_of_the_history_is_reverted(classic_workspace: Workspace, full: int) -> None:
    """Only that step, whatever came after it."""
    steps = [line.step for line in history.of_deal(classic_workspace, full)]
    step = next(step.id for step in steps if "Moved" in step.title)
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "step", step)
        await stand.press("r", "enter")
        assert value_of(stand, "stage").startswith("Lead Generation")
        assert value_of(stand, "source") == "fair"


async def test_an_own_column_is_added(classic_workspace: Workspace, full: int) -> None:
    """A name and a value make a new field."""
    async with standing(classic_workspace, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "add", "field")
        await stand.press("enter", *"tier: gold", "enter")
        assert value_of(stand, "tier") == "gold"
    assert view_of(classic_workspace, full).deal.custom == {"region": "north", "tier": "gold"}


async def test_a_deal_that_is_deleted_on_its_screen_is_left(
    classic_workspace: Workspace, full: int
) -> None:
    """What is below it shows again."""
    async with standing(classic_workspace, screen=opened(full)) as stand:
        await stand.press("delete", "enter")
        assert stand.on(Wall)


async def test_a_deal_that_is_deleted_elsewhere_stays_in_sight(
    classic_workspace: Workspace, full: int
) -> None:
    """No key meant for it reaches another deal: each says that it is gone and who deleted it, until
    it comes back."""
    ws = classic_workspace
    carl = replace(ws, actor="carl")
    other = deals.add(ws, reading.read_deal(ws, "Kestrel").draft).id
    async with standing(ws, other, screen=opened(full)) as stand:
        deals.delete(carl, [full])
        stand.app.feed.poke()
        await stand.rest()
        gone = "Acme renewal was deleted by carl"
        assert stand.said == gone
        assert gone in stand.lines[1]
        assert "esc goes back" in stand.lines[1]
        for key in ("L", "e", "delete", "N", "w", "f", "r"):
            stand.app.said.clear()
            await stand.press(key)
            assert stand.on(DealScreen)
            assert stand.said == gone
        await stand.press("ctrl+p", *"move on", "enter")
        assert stand.said == gone
        assert view_of(ws, other).deal.stage_id == 1
        history.undo(carl)
        stand.app.feed.poke()
        await stand.rest()
        assert gone not in stand.text
        await stand.press("H", "escape")
        assert "Moved Acme renewal" in stand.said
        assert stand.on(Wall)


async def test_a_deal_that_is_deleted_under_a_prompt(
    classic_workspace: Workspace, full: int
) -> None:
    """The prompt stays, and the deal behind it says what happened."""
    async with standing(classic_workspace, screen=opened(full)) as stand:
        await stand.press("N", *"x")
        deals.delete(replace(classic_workspace, actor="carl"), [full])
        stand.app.feed.poke()
        await stand.rest()
        assert stand.on(TextPrompt)
        await stand.press("escape")
        assert stand.on(DealScreen)
        assert "was deleted by carl" in stand.lines[1]
        await stand.press("escape")
        assert stand.on(Wall)


async def test_a_key_that_cannot_move_the_cursor_says_why(
    classic_workspace: Workspace, full: int
) -> None:
    """At both ends, and where there is no other column."""
    async with standing(classic_workspace, screen=opened(full)) as stand:
        for key, told in (
            ("k", "this is the first line"),
            ("g", "this is the first line"),
            ("l", "all of the deal is in one column here"),
        ):
            await stand.press(key)
            assert stand.said == told
        await stand.press("G")
        for key in ("j", "G", "pagedown"):
            stand.app.said.clear()
            await stand.press(key)
            assert stand.said == "this is the last line"


async def test_tab_shows_what_is_in_a_section(classic_workspace: Workspace, acme: int) -> None:
    """Its heading and its first lines are in sight, not only the line that adds to it."""
    for number in range(40):
        notes.add(classic_workspace, [acme], f"note {number}")
    async with standing(classic_workspace, screen=opened(acme), size=(80, 24)) as stand:
        await stand.press("tab", "tab", "tab", "tab")
        assert stand.lines[2].startswith(" Notes 40")
        assert "note 39" in stand.text
        await stand.press("tab")
        assert stand.lines[2].startswith(" History")


async def test_a_long_sentence_keeps_its_comma(classic_workspace: Workspace, acme: int) -> None:
    """When and by whom follow the sentence after a comma, also on a line of their own."""
    notes.add(classic_workspace, [acme], "they would like to see all of it in red, soon, please")
    async with standing(classic_workspace, screen=opened(acme), size=(70, 60)) as stand:
        place = next(i for i, line in enumerate(stand.lines) if "Note: they" in line)
        assert stand.lines[place].endswith("please,")
        assert stand.lines[place + 1].strip() == "just now, by ann"


async def test_dates_in_sentences_are_written_out(classic_workspace: Workspace, acme: int) -> None:
    """A day looks the same everywhere on the screen."""
    draft = reading.read_follow_up(classic_workspace, "call 4 dec").draft
    followups.add(classic_workspace, [acme], draft)
    async with standing(classic_workspace, screen=opened(acme), size=(140, 60)) as stand:
        assert "Follow-up added: call, due Fri 4 Dec 2026" in stand.text
        assert "2026-" not in stand.text


async def test_the_form_writes_only_what_was_changed(
    classic_workspace: Workspace, full: int
) -> None:
    """Tab moves, enter saves all changed fields as one step; other people's changes stay."""
    from pipeboard.ui.screens.deal_form import DealForm

    def form(app: StandApp) -> Screen[Any]:
        return DealForm(full, app.wall.written)

    async with standing(classic_workspace, screen=form) as stand:
        await stand.press("ctrl+u", *"Acme 2", "tab", "ctrl+u", *"7k")
        details.edit(classic_workspace, full, {"source": "fair"}, {"source": "phone"})
        await stand.press("enter")
        assert stand.said == "Changed the title and value of Acme renewal"
    deal = view_of(classic_workspace, full).deal
    assert (deal.title, deal.value, deal.source) == ("Acme 2", 700_000, "phone")


async def test_the_form_says_what_is_wrong_beside_the_field(
    classic_workspace: Workspace, full: int
) -> None:
    """A field that cannot be read keeps its text; nothing is written until all can be."""
    from pipeboard.ui.screens.deal_form import DealForm

    def form(app: StandApp) -> Screen[Any]:
        return DealForm(full, app.wall.written)

    async with standing(classic_workspace, screen=form) as stand:
        await stand.press("ctrl+u", *"Other", "tab", "ctrl+u", *"much", "enter")
        assert stand.on(Form)
        place = next(i for i, line in enumerate(stand.lines) if "much" in line)
        assert "is not understood" in stand.lines[place + 1]
        await stand.press("escape")
        assert stand.on(Wall)
    deal = view_of(classic_workspace, full).deal
    assert (deal.title, deal.value) == ("Acme renewal", 1_200_000)


async def test_dates_in_the_form_say_what_they_mean(
    classic_workspace: Workspace, full: int
) -> None:
    """A relative date shows its day while it is typed."""
    from pipeboard.ui.screens.deal_form import DealForm

    def form(app: StandApp) -> Screen[Any]:
        return DealForm(full, app.wall.written)

    async with standing(classic_workspace, screen=form) as stand:
        await stand.press(*["tab"] * 9, *"in 2 weeks")
        assert "Tue 8 Dec 2026" in stand.text
        await stand.press("ctrl+s")
    assert view_of(classic_workspace, full).deal.expected_close == date(2026, 12, 8)


async def test_a_deletion_asks_again_after_somebody_changed_what_it_is_about(
    classic_workspace: Workspace, full: int
) -> None:
    """A note shows what it says now, a deal what is on it now; a second enter deletes that."""
    ws = classic_workspace
    note = view_of(ws, full).notes[0]
    async with standing(ws, screen=opened(full), size=WIDE) as stand:
        await go_to(stand, "note", note.id)
        await stand.press("delete")
        notes.edit(ws, note.id, note.text, "They want blue ones.")
        await stand.press("enter")
        assert "somebody else changed the note" in stand.text
        assert "They want blue ones." in stand.lines[-3]
        await stand.press("enter")
        assert view_of(ws, full).notes == ()
        await go_to(stand, "field", "title")
        await stand.press("delete")
        notes.add(ws, [full], "They signed!")
        await stand.press("enter")
        assert "Acme renewal was changed meanwhile" in stand.text
        assert "with 1 note" in stand.text
        await stand.press("enter")
    with pytest.raises(NotFound):
        view_of(ws, full)


async def test_news_of_other_deals_do_not_read_it_again(
    classic_workspace: Workspace, acme: int, kestrel: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is due, which the heading tells, is counted then; news of this deal show, and so
    do those of what deals have in common."""
    ws = classic_workspace
    read: list[int] = []

    def counted(ws: Workspace, deal_id: int) -> Page:
        read.append(deal_id)
        return read_page(ws, deal_id)

    monkeypatch.setattr(deal_screen, "read_page", counted)
    async with standing(ws, screen=opened(acme), size=WIDE) as stand:
        read.clear()
        draft = reading.read_follow_up(ws, "call today").draft
        followups.add(ws, [kestrel], draft)
        stand.app.feed.poke()
        await stand.rest()
        assert read == []
        assert "1 today" in stand.text
        builders.move(ws, [acme], 1)
        stand.app.feed.poke()
        await stand.rest()
        assert read == [acme]
        assert "Prospecting" in stand.text
        lena = view_of(ws, acme).contacts[0]
        people.edit_on_deal(ws, lena, {"name": "Lena Fox"})
        stand.app.feed.poke()
        await stand.rest()
        assert read == [acme, acme]
        assert "Lena Fox" in stand.text
