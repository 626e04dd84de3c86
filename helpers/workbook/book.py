"""The workbook itself: in memory, or one JSON file, read again before each change and written whole."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from helpers import files
from helpers.missing import PlainError
from helpers.words import _
from helpers.workbook import entries
from helpers.workbook.entries import Data
from helpers.workbook.lock import locked

NAME = "workbook.json"

T = TypeVar("T")


class WorkbookError(PlainError):
    """The workbook cannot be read or written; says which file, why, and what to do."""


class Workbook:
    """The answers of one learner: in memory, or in `workbook.json` of a folder.

    Each change reads the file again, adds itself and writes it whole: two open lessons never wipe each
    other's answers. What could not be written is kept and tried again with the next change.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = None if folder is None else folder / NAME
        self.notices: list[str] = []
        self._data = entries.empty()
        self._unsaved: list[Callable[[Data], object]] = []
        self._reload()

    @classmethod
    def open(cls, folder: Path | None) -> "Workbook":
        """The workbook of `folder` (None: in memory only); a damaged file is set aside and said in `notices`.

        Raises WorkbookError where a newer edition of the course wrote the file.
        """
        return cls(folder)

    @property
    def answers(self) -> Mapping[str, Data]:
        """Answers by question: value, outcome, tries, and the outcome of the first try."""
        return dict(self._data["answers"])

    @property
    def decisions(self) -> list[Data]:
        """Decisions in the order they were taken."""
        return list(self._data["decisions"])

    @property
    def own_customer(self) -> Data:
        """The learner's own customer: nickname, and the boxes of its plan."""
        return dict(self._data["own_customer"])

    def answer(self, question: str) -> Data | None:
        """What was last answered to a question, or None."""
        return entries.entry(self._data["answers"], question)

    def prediction(self, question: str) -> Data | None:
        """The guess (`value`, None where the learner looked first) and whether what follows was opened."""
        return entries.entry(self._data["predictions"], question)

    def decision(self, step: int, name: str) -> Data | None:
        """The decision taken under this name, or None."""
        return entries.taken(self._data, step, name)

    def noted(self, name: str) -> Any:
        """The note kept under this name, or None."""
        return self._data["notes"].get(name)

    def played(self, conversation: str) -> Any:
        """The path last played through a conversation, or None."""
        return self._data["conversations"].get(conversation)

    def record(self, question: str, value: object, outcome: str) -> None:
        """Keep an answer; an untried one is not an answer."""
        if outcome != "untried":
            self._change(
                lambda data: entries.record(data["answers"], question, entries.plain(value), outcome)
            )

    def predict(self, question: str, value: object) -> bool:
        """Keep a guess; the first counts, whether a number or a look. True where this was the first."""
        return self._change(lambda data: entries.predict(data["predictions"], question, entries.plain(value)))

    def decide(  # noqa: PLR0913 – the fields of contract 2, one each
        self,
        step: int,
        name: str,
        value: Mapping[str, object],
        *,
        allowed: object,
        reason: str = "",
        mind: str = "",
        committed: bool = True,
    ) -> bool:
        """Keep a decision; the first commit counts. True where this one was kept.

        `committed=False` marks a parameter of an unattended run: it gives way to the next, and to a commit.
        """
        words = {"allowed": entries.plain(allowed), "reason": reason, "mind": mind, "committed": committed}
        entry = {"step": step, "name": name, "value": entries.plain(value), **words}
        return self._change(lambda data: entries.decide(data, entry))

    def note(self, name: str, value: object) -> None:
        """Keep free text or the fields of a field sheet."""
        self._change(lambda data: data["notes"].__setitem__(name, entries.plain(value)))

    def play(self, conversation: str, path: object) -> None:
        """Keep the path played through a conversation."""
        self._change(lambda data: data["conversations"].__setitem__(conversation, entries.plain(path)))

    def own(self, **fields: object) -> None:
        """Keep facts about the learner's own customer; dictionaries are merged, one level deep."""
        self._change(
            lambda data: entries.merge(data["own_customer"], {k: entries.plain(v) for k, v in fields.items()})
        )

    def save(self) -> None:
        """Write the file whole, where there is one. Raises WorkbookError where that fails."""
        if self.path is None:
            return
        try:
            files.write_text(self.path, json.dumps(self._data, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            text = _("This counts for now, but {path} could not be written ({why}). Choose another folder.")
            raise WorkbookError(text.format(path=self.path, why=error.strerror or error)) from error

    def _change(self, edit: Callable[[Data], T]) -> T:
        with locked(self.path):
            # What could not be written is in memory still, unless the file has just been read again.
            for earlier in self._unsaved if self._reload() else []:
                earlier(self._data)
            done = edit(self._data)
            self._unsaved.append(edit)
            self.save()
            self._unsaved.clear()
        return done

    def _reload(self) -> bool:
        """Read the file again, where there is one that can be read."""
        if self.path is None or not self.path.exists():
            return False
        try:
            read = json.loads(self.path.read_text(encoding="utf-8"))
        except OSError as error:
            text = _("{path} cannot be read ({why}). Check who may read it, or choose another folder.")
            raise WorkbookError(text.format(path=self.path, why=error.strerror or error)) from error
        except ValueError:
            read = None
        if isinstance(read, dict) and entries.newer(read.get("schema_version")):
            text = _(
                "{path} was written by a newer edition of the course. Update the course, or move it away."
            )
            raise WorkbookError(text.format(path=self.path))
        if entries.sound(read):
            self._data = {**entries.empty(), **read}
            return True
        self._set_aside(self.path)
        return False

    def _set_aside(self, path: Path) -> None:
        number = 1
        while (aside := path.with_name(f"workbook.damaged-{number}.json")).exists():
            number += 1
        try:
            os.replace(path, aside)
        except OSError as error:
            text = _("{path} is damaged and cannot be moved away ({why}). Move it by hand.")
            raise WorkbookError(text.format(path=path, why=error.strerror or error)) from error
        text = _("{name} could not be read; it is kept as {aside}, and a new one is begun.")
        self.notices.append(text.format(name=path.name, aside=aside.name))
