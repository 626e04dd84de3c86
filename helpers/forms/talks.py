"""Live conversations: a line, replies to choose or words of your own, what was heard, the four elements."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import ipywidgets as widgets

from helpers import dialogue
from helpers.forms.live import WIDE, Says, button, form, guarded, kept, prose, row
from helpers.forms.prose import folded, html_of
from helpers.show import markdown_safe
from helpers.words import _
from helpers.workbook import session


class Talk:
    """A conversation played turn by turn; any turn can be taken back."""

    def __init__(self, talk: dialogue.Dialogue, facts: Mapping[str, object]) -> None:
        self.talk, self.facts, self.workbook, self.says = talk, facts, session().workbook, Says()
        self.words: dict[str, str] = {}
        self.state = talk.start(facts)
        self.scene = widgets.HTML(layout=widgets.Layout(width=WIDE))
        self.replies = widgets.VBox([])
        back = button(_("Take back one turn"), self.back, self.says, name="back")
        again = button(_("From the start"), self.restart, self.says, name="again")
        card = widgets.HTML(folded(_("Role-play card"), dialogue.card(talk, facts)))
        title = prose(
            f"**{markdown_safe(self.state.say(talk.title))}**\n\n*{markdown_safe(self.state.say(talk.setting))}*"
        )
        parts = [title, self.says.widget, self.scene, self.replies, row(back, again), card]
        self.widget = form(_("Conversation"), *parts)
        guarded(self.restore, self.says)

    def choose(self, index: int) -> None:
        """Say a reply."""
        self.state = dialogue.step(self.state, index)
        self.keep()

    def say_own(self, box: widgets.Textarea) -> None:
        """Keep a line in the learner's own words and lay the model beside it; a button goes on."""
        task = self.state.task
        if task is None or not box.value.strip():
            self.says.tell(_("Write your line first; then compare."), "untried")
            return
        self.words[str(len(self.state.path))] = box.value
        rubric = "\n".join(f"- {markdown_safe(line)}" for line in task.rubric)
        model = _("One way to say it: “{model}”").format(model=markdown_safe(task.model))
        self.says.tell(f"{model}\n\n{_('Judge yours by:')}\n\n{rubric}", more=self.save())
        self.replies.children = [*self.replies.children[:2], *self.buttons()]

    def back(self) -> None:
        """The turn before."""
        self.state = dialogue.replay(self.talk, self.facts, self.state.path[:-1])
        self.keep()

    def restart(self) -> None:
        """The first turn."""
        self.state = self.talk.start(self.facts)
        self.keep()

    def save(self) -> str:
        """Keep the path so far; what must be said about it."""
        played = {"path": list(self.state.path), "words": self.words, "done": self.state.done}
        return kept(lambda: self.workbook.play(self.talk.id, played))

    def keep(self) -> None:
        """Keep the path and show where the talk stands."""
        self.draw(more=self.save())

    def draw(self, *, more: str = "") -> None:
        """Show what was heard, the next line, and what may be said; at the end, the reading."""
        state = self.state
        if state.path:
            text = _("What was heard: *{heard}*").format(heard=markdown_safe(state.heard))
            self.says.tell(f"{text}\n\n{dialogue.reading(state)}", more=more)
        else:
            self.says.clear()
        scene = f"*{markdown_safe(state.scene)}*\n\n" if state.scene else ""
        line = f"**{markdown_safe(state.speaker.name)}:** “{markdown_safe(state.line)}”"
        self.scene.value = html_of(scene + line)
        self.replies.children = self.own_words() if state.task else self.buttons()

    def buttons(self) -> list[widgets.Widget]:
        """A button for each reply."""
        return [
            button(reply.text, partial(self.choose, index), self.says, name="reply")
            for index, reply in enumerate(self.state.replies)
        ]

    def own_words(self) -> list[widgets.Widget]:
        """A box for a line in the learner's own words."""
        text = self.state.task.text if self.state.task else ""
        box = widgets.Textarea(
            value=self.words.get(str(len(self.state.path)), ""),
            description=text,
            rows=3,
            continuous_update=False,
            style={"description_width": "initial"},
            layout=widgets.Layout(width=WIDE, height="auto"),
        )
        return [box, row(button(_("Compare"), partial(self.say_own, box), self.says, name="compare"))]

    def restore(self) -> None:
        """Go on where an earlier sitting stopped; a path that no longer exists begins anew."""
        played: Any = self.workbook.played(self.talk.id)
        if isinstance(played, dict):
            self.words = {str(turn): str(words) for turn, words in played.get("words", {}).items()}
            try:
                self.state = dialogue.replay(self.talk, self.facts, played.get("path", []))
            except dialogue.DialogueError:
                self.state = self.talk.start(self.facts)
        self.draw()
