"""The learner's own copies of the lessons: JupyterLab may save into them whatever and whenever it likes."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from helpers.files import write_bytes, write_text

RECORD = ".copied.json"


def renew(lessons: Iterable[Path], folder: Path) -> list[str]:
    """Copy lessons into the folder, but over nothing that a learner has changed there.

    Gives the names of lessons that have changed in the course since, where the learner's copy was kept.
    """
    copied, kept = _record(folder), []
    for lesson in lessons:
        own, now, then = folder / lesson.name, _mark(lesson), copied.get(lesson.name)
        if not own.exists() or _mark(own) == then:
            if now != then or not own.exists():
                write_bytes(own, lesson.read_bytes())
            copied[lesson.name] = now
        elif now != then:
            kept.append(lesson.name)
    write_text(folder / RECORD, json.dumps(copied, indent=2) + "\n")
    return kept


def _record(folder: Path) -> dict[str, str]:
    """What was copied before: name -> mark of the lesson as it was then."""
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _mark(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
