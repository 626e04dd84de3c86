"""What a notebook displays: a figure with its sentence, a table, a sentence. Each is one bundle.

A bundle carries metadata {"ninesteps": {"kind": …}}, by which the report finds it. Text from data is escaped.
"""

import base64
import html
import math
import re
import string
from collections.abc import Callable, Mapping
from numbers import Number
from typing import Any, NamedTuple

import pandas as pd

from helpers import picture
from helpers.figures.base import Described
from helpers.tabular import Format, written
from helpers.words import _

Showable = Described | pd.DataFrame | str
# MathJax would read two dollar signs in a customer's name as a formula.
NO_MATH = "mathjax_ignore tex2jax_ignore"


class Bundle(NamedTuple):
    """One display: the same thing in several formats, and what the report should know about it."""

    data: dict[str, Any]
    metadata: dict[str, Any]


def show(
    thing: Described | pd.DataFrame,
    *,
    caption: str = "",
    formats: Mapping[str, Format] | None = None,
    rows: int = 12,
) -> None:
    """Display a described figure, or a table: its first `rows`, formatted by column name or by `formats`.

    A format is one of money, percent, count, number, date, text, or a function of one value.
    """
    put(bundle(thing, caption=caption, formats=formats, rows=rows))


def closed(
    summary: str, *things: Showable, formats: Mapping[str, Format] | None = None, rows: int = 12
) -> None:
    """Display figures, tables and sentences folded under `summary`, for the reader to open."""
    put(closed_bundle(summary, *things, formats=formats, rows=rows))


def say(template: str, **values: object) -> None:
    """Display a markdown sentence with values from the case: say("{share:.0%} of {name}", share=…, name=…).

    The template is the author's and may hold markdown; text among the values is data, and shows as it is.
    """
    put(said(template, **values))


def bundle(
    thing: Showable, *, caption: str = "", formats: Mapping[str, Format] | None = None, rows: int = 12
) -> Bundle:
    """What `show` displays."""
    if isinstance(thing, Described):
        drawn = png(thing)
        data = {
            "text/html": _figure_html(thing, drawn),
            "text/plain": thing.sentence,
            "image/png": _base64(drawn),
        }
        return Bundle(data, {"image/png": {"alt": thing.sentence}, **_kind("figure")})
    if isinstance(thing, pd.DataFrame):
        words, text = written(thing, caption=caption, formats=formats or {}, rows=rows)
        data = {
            "text/html": f'<div class="{NO_MATH}" style="overflow-x: auto">\n{words}\n</div>',
            "text/plain": text,
        }
        return Bundle(data, _kind("table"))
    if isinstance(thing, str):
        return Bundle({"text/html": f"<p>{html.escape(thing)}</p>", "text/plain": thing}, _kind("say"))
    raise TypeError(
        f"show takes a figure of helpers.figures or a table, not {type(thing).__name__}. "
        "For a column use table[['column']], for a sentence say('…')."
    )


def closed_bundle(
    summary: str, *things: Showable, formats: Mapping[str, Format] | None = None, rows: int = 12
) -> Bundle:
    """What `closed` displays; its kind is that of the first thing in it."""
    bundles = [bundle(thing, formats=formats, rows=rows) for thing in things]
    inner = "\n".join(part.data["text/html"] for part in bundles)
    plain = "\n\n".join([summary, *(part.data["text/plain"] for part in bundles)])
    kind = bundles[0].metadata["ninesteps"]["kind"] if bundles else "say"
    data = {
        "text/html": f"<details><summary>{html.escape(summary)}</summary>\n{inner}\n</details>",
        "text/plain": plain,
    }
    return Bundle(data, _kind(kind, closed=True))


def said(template: str, **values: object) -> Bundle:
    """What `say` displays.

    >>> said("**{name}** buys {share:.0%}.", name="A*B", share=0.29).data["text/markdown"]
    '**A\\\\*B** buys 29%.'
    """
    data = {
        "text/markdown": _Sentence(markdown_safe).format(template, **values),
        "text/plain": _Sentence(str).format(template, **values),
    }
    return Bundle(data, _kind("say"))


def noticed(sentence: str, *, kind: str = "notice") -> Bundle:
    """One sentence of the course's own, with `names` in it as code; the report finds it by its kind."""
    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(sentence))
    return Bundle({"text/html": f"<p>{marked}</p>", "text/plain": sentence}, _kind(kind))


def png(described: Described) -> bytes:
    """The figure as PNG bytes in a small palette, without date or software: same figure, same bytes."""
    return picture.png(described.figure)


def markdown_safe(text: object) -> str:
    """Text from data, to stand inside a markdown sentence and be read as it is, markup and formulas included.

    >>> markdown_safe("<b>1. A_B*</b>")
    '&lt;b&gt;1\\\\. A\\\\_B\\\\*&lt;/b&gt;'
    """
    line = " ".join(str(text).split())
    line = re.sub(r"([\\`*_{}\[\]()#+\-!|~:])|(?<=\d)(\.)", r"\\\g<0>", line)
    return html.escape(line, quote=False).replace("$", "<span>&#36;</span>")


class _Sentence(string.Formatter):
    """str.format that writes text through `safe`, and a number that is none as words."""

    def __init__(self, safe: Callable[[object], str]) -> None:
        self.safe = safe

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, float) and math.isnan(value):
            return _("no figure")
        text = format(value, format_spec)
        return text if isinstance(value, Number) else self.safe(text)


def _figure_html(described: Described, drawn: bytes) -> str:
    sentence = html.escape(described.sentence)
    return (
        f'<figure class="{NO_MATH}" style="margin: 0.5em 0">'
        f'<img alt="{sentence}" src="data:image/png;base64,{_base64(drawn)}" style="max-width: 100%">'
        f"<figcaption>{sentence}</figcaption></figure>"
    )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _kind(kind: str, **more: object) -> dict[str, Any]:
    return {"ninesteps": {"kind": kind, **more}}


def put(shown: Bundle) -> None:
    """Hand the bundle to the notebook; in plain Python print its text."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.display import display

    if InteractiveShell.initialized():
        display(shown.data, raw=True, metadata=shown.metadata)  # type: ignore[no-untyped-call]
    else:
        print(shown.data["text/plain"])
