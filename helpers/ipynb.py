"""Notebook files: read, written, and the tags of their cells."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def _absent(module: str) -> Iterator[None]:
    """The module passes for one that is not installed while another is loaded."""
    ours = sys.modules.setdefault(module, None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if ours:
            del sys.modules[module]


# nbformat loads jsonschema, and that the grammar of web addresses where it is installed: two seconds, for a
# format that notebooks do not have.
with _absent("rfc3987_syntax"):
    import nbformat

# nbformat gives dictionaries with attributes and has no types of its own.
Notebook = Any
Cell = Any

KEPT = ("tags", "jupyter", "jp-MarkdownHeadingCollapsed")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    # Without the version: notebooks derived under 3.11 and 3.13 are the same file.
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def read(path: Path) -> Notebook:
    """The notebook in a file, as version 4."""
    return parse(path.read_text(encoding="utf-8"))


def parse(content: str) -> Notebook:
    """The notebook in a text."""
    return nbformat.reads(content, as_version=4)  # type: ignore[no-untyped-call]


def text(notebook: Notebook) -> str:
    """The notebook as the text of its file."""
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"  # type: ignore[no-untyped-call]


def node(content: dict[str, Any]) -> Any:
    """A dictionary as nbformat has them."""
    return nbformat.from_dict(content)  # type: ignore[no-untyped-call]


def tags(cell: Cell) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", []))


def without(notebook: Notebook, *unwanted: str) -> Notebook:
    """The notebook less every cell that has one of these tags."""
    kept = [cell for cell in notebook.cells if not tags(cell) & set(unwanted)]
    return node({**notebook, "cells": kept})


def normalise(notebook: Notebook) -> Notebook:
    """The notebook without what differs from run to run: ids, times, widget views, versions."""
    notebook.metadata = node(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    executed = 0
    for index, cell in enumerate(notebook.cells):
        cell.id = f"c{index:03d}"
        cell.metadata = node({key: cell.metadata[key] for key in KEPT if key in cell.metadata})
        if cell.cell_type == "code":
            executed += bool(cell.execution_count)
            cell.execution_count = executed if cell.execution_count else None
            for output in cell.outputs:
                _normalise_output(output, cell.execution_count)
    return notebook


def _normalise_output(output: Any, count: int | None) -> None:
    if output.output_type == "execute_result":
        output.execution_count = count
    output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
