"""A lesson played without a kernel: its code cells in order, parameters injected as papermill does."""

import contextlib
import io
from functools import lru_cache
from typing import Any

from helpers import ipynb
from helpers.files import LESSONS
from scripts import notebooks

STEMS = [path.stem for path in notebooks.lessons([])]


@lru_cache
def cells(stem: str, *, simulated: bool) -> tuple[tuple[str, bool], ...]:
    """Source of each code cell of a lesson, and whether it is the parameters cell."""
    notebook = notebooks.derive(LESSONS / f"{stem}.py")
    if not simulated:
        notebook = ipynb.without(notebook, "story")
    return tuple(
        (cell.source, "parameters" in ipynb.tags(cell)) for cell in notebook.cells if cell.cell_type == "code"
    )


def play(stem: str, *, simulated: bool = True, **parameters: Any) -> list[str]:
    """What each code cell of a lesson says, as plain text; an exception of a cell passes through."""
    names: dict[str, Any] = {"In": [""]}
    said = []
    for source, first in cells(stem, simulated=simulated):
        injected = (
            ["# Parameters\n" + "\n".join(f"{k} = {v!r}" for k, v in parameters.items())] if first else []
        )
        heard = io.StringIO()
        with contextlib.redirect_stdout(heard):
            for text in (source, *injected):
                names["In"].append(text)
                exec(compile(text, f"{stem}: {text.splitlines()[0]}", "exec"), names)
        said.append(heard.getvalue())
    return said
