"""What can be done with deals wherever they are shown: on the board, opened, in the agenda.

Every prompt opens in the same moment as its key, so a key typed after it goes into the prompt;
what the prompt has to read first, it reads itself.
"""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from textual.geometry import Region

from pipeboard.domain.changes import Step
from pipeboard.domain.words import many
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.ways import reopening

if TYPE_CHECKING:
    from textual.screen import Screen

    from pipeboard.domain.board import Card
    from pipeboard.service.moves import Moved
    from pipeboard.ui.questions import Asker
    from pipeboard.ui.screens.question import Choice, Following, Prepare, Question

    Base = Screen[None]
else:
    Base = object

Ask = Callable[["Asker"], Coroutine[Any, Any, "Question"]]


class DealActions(Base):
    """A screen that shows deals; the commands act on ``targets()``."""

    def targets(self) -> list[int]:
        """The ids of the marked deals, else of the one under the cursor; each screen knows its own."""
        raise NotImplementedError

    def target_follow_ups(self) -> list[int]:
        """The follow-ups that are meant, where it is they that are shown; else the next steps."""
        return []

    def in_sight(self) -> Region | None:
        """Where the deal under the cursor is on the screen: prompts leave it in sight."""
        return None

    def no_deal(self, to: str = "") -> str:
        """Why there is no deal ``to`` do something with, such as ``to open``."""
        return f"there is no deal here {to}".rstrip()

    def deal_added(self, deal_id: int) -> None:
        """A deal was added here; its card is about to show."""

    def deal_came_back(self, card: "Card") -> None:
        """An undo or a redo touched this one deal, which is on its board now."""

    def deals_deleted(self, said: str) -> None:
        """The deals that a command of this screen was about are about to go; ``said`` tells of it."""

    def deals_moved(self, ids: Sequence[int]) -> None:
        """These deals went to another stage by a command of this screen."""

    def written(self, step: Step | None, said: str = "") -> None:
        """Something was written by a command of this screen; says what, or ``said`` if there is."""
        host(self).say(said or (step.title if step else "nothing to change: it is so already"))

    def action_new_deal(self) -> None:
        """Adds a deal in one line."""
        from pipeboard.ui import questions

        asker = self._asker([])
        self._prompt(lambda: questions.new_deal(asker, self.deal_added))

    def action_edit_deal(self) -> None:
        """Edits a deal in a form."""
        ids = self._wanted()
        if len(ids) > 1:
            self._tell(f"{many(len(ids), 'deal')} are marked; the form edits one: esc clears marks")
        elif ids:
            from pipeboard.ui.screens.deal_form import DealForm

            self.app.push_screen(DealForm(ids[0], self.written))

    def action_qualify_deal(self) -> None:
        """Notes what is known of a deal that qualifies it."""
        ids = self._wanted()
        if len(ids) > 1:
            self._tell(
                f"{many(len(ids), 'deal')} are marked; the form is about one: esc clears marks"
            )
        elif ids:
            from pipeboard.ui.qualifying import QualificationForm

            self.app.push_screen(QualificationForm(ids[0], self.written, avoid=self.in_sight()))

    async def action_disqualify_deal(self) -> None:
        """Closes deals as lost because they are no fit; several after asking."""
        ids = self._wanted()
        if not ids:
            return
        from pipeboard.service import qualifying

        app = host(self)

        async def disqualify() -> "Following":
            with reopening(app.keymap):
                step = await app.jobs.write(qualifying.disqualify, app.workspace, ids)
            self.written(step)
            from pipeboard.ui import closing

            return await closing.left_planned(self._asker(ids), step)

        if len(ids) == 1:
            following = await disqualify()
            if following is not None:
                self.app.push_screen(following)
            return
        from pipeboard.ui.qualifying import confirm_disqualify

        self.app.push_screen(confirm_disqualify(ids, disqualify, self.in_sight()))

    def action_edit_profile(self) -> None:
        """Says who the ideal customer is."""
        from pipeboard.ui.qualifying import ProfileForm

        self.app.push_screen(ProfileForm(self.written))

    def action_add_note(self) -> None:
        """Adds a note."""
        from pipeboard.ui import questions

        self._about(questions.note)

    def action_add_follow_up(self) -> None:
        """Plans a follow-up."""
        from pipeboard.ui import questions

        self._about(questions.follow_up)

    async def action_finish_follow_up(self) -> None:
        """Finishes the next step, then asks for the one after it."""
        from pipeboard.ui import questions

        items = self.target_follow_ups()
        self._about(lambda asker: questions.finish(asker, items), items)

    def action_snooze_follow_up(self) -> None:
        """Puts the next step off."""
        from pipeboard.ui import questions

        items = self.target_follow_ups()
        self._about(lambda asker: questions.snooze(asker, items), items)

    def action_reassign_follow_up(self) -> None:
        """Gives the next step to somebody else."""
        from pipeboard.ui import reassigning

        items = self.target_follow_ups()
        self._about(lambda asker: reassigning.reassign(asker, items), items)

    def action_log_call(self) -> None:
        """Logs a call that was made."""
        from pipeboard.ui import questions

        self._about(questions.call)

    def action_cadences(self) -> None:
        """Opens the list of cadences, to start one."""
        from pipeboard.ui.cadences import cadence_list

        self.app.push_screen(cadence_list(self._asker(self.targets())))

    def action_win_deal(self) -> None:
        """Wins deals."""
        from pipeboard.ui import closing

        self._about(closing.won)

    def action_lose_deal(self) -> None:
        """Loses deals, for a reason."""
        from pipeboard.ui import closing

        self._about(closing.lost)

    def action_sell_again(self) -> None:
        """Starts a deal from a won one."""
        ids = self._wanted()
        if len(ids) > 1:
            self._tell(f"{many(len(ids), 'deal')} are marked; one is sold again: esc clears marks")
        elif ids:
            from pipeboard.ui import closing

            self.app.push_screen(closing.sell_again(self._asker(ids), self.deal_added))

    def action_edit_reasons(self, status: str) -> None:
        """Edits the list of reasons for won or lost."""
        from pipeboard.domain.deals import Status
        from pipeboard.ui import closing

        asker = self._asker([])
        self._prompt(lambda: closing.reason_list(asker, Status(status)))

    def action_reopen_deal(self) -> None:
        """Opens closed deals again."""
        from pipeboard.ui import nurturing

        self._about(lambda asker: nurturing.reopen(asker, self.deal_came_back))

    def action_put_off_deal(self) -> None:
        """Puts deals off until a day."""
        from pipeboard.ui import nurturing

        self._about(nurturing.put_off)

    def action_delete_deal(self) -> None:
        """Deletes deals, after asking."""
        ids = self._wanted()
        if not ids:
            return
        from pipeboard.ui.screens.confirm import Confirm

        app = host(self)

        seen: int | None = None

        async def describe() -> Sequence[str]:
            nonlocal seen
            seen, told = await app.jobs.read(_what_goes, app.workspace, ids)
            return told

        async def delete() -> "Following":
            from pipeboard.service import deals

            step = await app.jobs.write(deals.delete, app.workspace, ids, seen)
            self.deals_deleted(step.title if step else "")
            self.written(step)
            return None

        title = "Delete the deal" if len(ids) == 1 else f"Delete {many(len(ids), 'deal')}"
        confirm = Confirm(title, delete, does="deletes", describe=describe, avoid=self.in_sight())
        self.app.push_screen(confirm)

    async def action_move_deal(self, steps: int) -> None:
        """Moves deals by a stage; into post-sale they are won, with the questions of that."""
        ids = self._wanted()
        if not ids:
            return
        from pipeboard.service import moves

        app = host(self)
        if await app.jobs.read(moves.ends_in_post_sale, app.workspace, ids, steps):
            self.action_win_deal()
            return
        with reopening(app.keymap):
            moved = await app.jobs.write(moves.move, app.workspace, ids, steps)
        following = self._after_move(moved, ids)
        if following is not None:
            app.forget_keys()  # they were meant for a deal that had moved
            self.app.push_screen(following)

    def action_move_deal_to(self) -> None:
        """Moves deals to a stage picked from a list."""
        ids = self._wanted()
        if not ids:
            return
        from pipeboard.ui.screens.pick import Pick

        app = host(self)
        won: set[str] = set()

        async def choices() -> "Sequence[Choice]":
            found, post_sale = await app.jobs.read(_stages_for, app.workspace, ids)
            won.update(post_sale)
            return found

        async def picked(value: str) -> "Following":
            from pipeboard.service import moves

            if value in won:
                from pipeboard.ui import closing

                asker = self._asker(ids)
                return self._make_prompt(lambda: closing.won(asker))
            with reopening(app.keymap):
                moved = await app.jobs.write(moves.move_to, app.workspace, ids, int(value))
            return self._after_move(moved, ids)

        about = "" if len(ids) == 1 else many(len(ids), "deal")
        self.app.push_screen(Pick("Move to", choices, picked, about=about, avoid=self.in_sight()))

    def _after_move(self, moved: "Moved", ids: Sequence[int]) -> "Following":
        """Says which deals moved; returns what asks for what the others lack."""
        self._tell_moved(moved, ids)
        if not moved.stayed:
            return None
        from pipeboard.ui import moving

        return moving.asks(moved, self._tell_moved, several=len(ids) > 1, avoid=self.in_sight())

    def _tell_moved(self, moved: "Moved", ids: Sequence[int]) -> None:
        stayed = {lack.deal.id for lack in moved.stayed}
        self.deals_moved([each for each in ids if each not in stayed])
        if moved.step is not None or not moved.stayed:
            self.written(moved.step, moved.said)

    def _wanted(self) -> list[int]:
        ids = self.targets()
        if not ids:
            self._tell(self.no_deal())
        return ids

    def _tell(self, text: str) -> None:
        host(self).say(text, "warning")

    def _asker(self, ids: Sequence[int]) -> "Asker":
        from pipeboard.ui.questions import Asker

        return Asker(host(self), ids, self.written, self._make_prompt, self.in_sight())

    def _about(self, ask: Ask, follow_ups: Sequence[int] = ()) -> None:
        """Asks about the deals; ``follow_ups`` that are meant need not be on any."""
        ids = self.targets() if follow_ups else self._wanted()
        if ids or follow_ups:
            asker = self._asker(ids)
            self._prompt(lambda: ask(asker))

    def _make_prompt(self, prepare: "Prepare") -> "Screen[None]":
        from pipeboard.ui.screens.text_prompt import TextPrompt

        return TextPrompt(prepare, avoid=self.in_sight())

    def _prompt(self, prepare: "Prepare") -> None:
        self.app.push_screen(self._make_prompt(prepare))


def _what_goes(ws: Workspace, ids: Sequence[int]) -> tuple[int, list[str]]:
    """The newest step there is, and what would be deleted, in words."""
    from pipeboard.service import details, feed
    from pipeboard.ui.questions import about

    seen = feed.seen(ws)  # read first: what comes in between is then later than what was seen
    name = about(ws, ids)
    if len(ids) > 1:
        told = f"{name} with all their notes, follow-ups and contacts' roles; u brings them back"
        return seen, [told]
    view = details.view(ws, ids[0])
    counts = (("note", len(view.notes)), ("follow-up", len(view.follow_ups)))
    with_it = " and ".join(many(count, thing) for thing, count in counts if count)
    return seen, [f"{name}{f', with {with_it}' if with_it else ''}; u brings it back"]


def _stages_for(ws: Workspace, ids: Sequence[int]) -> "tuple[list[Choice], list[str]]":
    """The stages that deals can go to, their own pipeline's first, and which of them are won."""
    from pipeboard.service import details, pipelines
    from pipeboard.ui.screens.question import Choice

    view = details.view(ws, ids[0])
    found = [view.pipeline, *(p for p in pipelines.pipelines(ws) if p.id != view.pipeline.id)]
    choices: list[Choice] = []
    won: list[str] = []
    for pipeline in found:
        for stage in pipelines.stages(ws, pipeline.id):
            value = str(stage.id)
            others = "" if pipeline.id == view.pipeline.id else f" in {pipeline.name}"
            here = len(ids) == 1 and stage.id == view.deal.stage_id
            more = "it is here" if here else "asks as w does" if stage.is_post_sale else ""
            choices.append(Choice(stage.name + others, value, more))
            if stage.is_post_sale:
                won.append(value)
    return choices, won
