"""Markdown of authors as HTML and as plain text, and the few rules of style that forms need."""

import html
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from helpers.show import markdown_safe

# Own class names, a sign beside every colour, nothing from outside; tints let light and dark themes through.
STYLE = """<style>
.ns-form {border: 1px solid rgba(95, 110, 125, .35); border-radius: 8px; padding: .9em 1.2em 1.1em;
  margin: .8em 0; max-width: 52em; background: rgba(120, 150, 180, .07)}
.ns-form p, .ns-card p {margin: .4em 0; line-height: 1.5; max-width: 42rem}
.ns-small {font-size: 88%; opacity: .8; margin: 0}
.ns-says {border-left: 4px solid; border-radius: 0 6px 6px 0; padding: .3em 1em; margin: .5em 0}
.ns-right {border-color: #1b7f5c; background: rgba(27, 127, 92, .1)}
.ns-wrong {border-color: #b5541c; background: rgba(181, 84, 28, .1)}
.ns-untried, .ns-note {border-color: #6b7785; background: rgba(107, 119, 133, .1)}
.ns-card {border: 2px solid; border-radius: 8px; padding: .6em 1.2em; margin: .8em 0; max-width: 46em}
.ns-card h3 {margin: .3em 0} .ns-card ul {margin: .6em 0; padding-left: 1.2em} .ns-card li {margin: .25em 0}
.ns-blank {display: inline-block; min-width: 14em; max-width: 100%; border-bottom: 1px solid}
@media print {.ns-card {break-inside: avoid}}
</style>"""

Renderer = Callable[[str], Any]


@cache
def _renderer(kind: Literal["html", "ast"]) -> Renderer:
    import mistune

    # Escaping: a tag in a text is shown, never obeyed.
    return mistune.create_markdown(escape=True, renderer=kind, plugins=["table"])


def html_of(markdown: str) -> str:
    """Markdown as HTML; tags in it are shown, not obeyed.

    >>> html_of("**Biggest** <of> what?")
    '<p><strong>Biggest</strong> &lt;of&gt; what?</p>'
    """
    return str(_renderer("html")(_unescaped(markdown))).strip()


def inline(markdown: str) -> str:
    """One line of markdown as HTML without a paragraph around it.

    >>> inline("no word like *urgent*")
    'no word like <em>urgent</em>'
    """
    return html_of(markdown).removeprefix("<p>").removesuffix("</p>")


def folded(summary: str, markdown: str) -> str:
    """Markdown as HTML, folded under a summary."""
    return f"<details><summary>{html.escape(summary)}</summary>{html_of(markdown)}</details>"


def text_of(markdown: str) -> str:
    """Markdown as plain text, one line a paragraph or list item.

    >>> text_of("**Biggest** *of what?*\\n\\n- sales\\n- profit")
    'Biggest of what?\\n- sales\\n- profit'
    """
    tokens = _renderer("ast")(_unescaped(markdown))
    return "\n".join(line for token in tokens if (line := _block(token)))


def _unescaped(markdown: str) -> str:
    """Text of data comes with entities in place of signs; the renderer escapes them itself, once."""
    return html.unescape(markdown.replace(markdown_safe("$"), "$"))


def _block(token: dict[str, Any]) -> str:
    if token["type"] == "list":
        return "\n".join(f"- {_words(item).strip()}" for item in token["children"])
    if token["type"] == "table":
        rows = [row for part in token["children"] for row in _rows(part)]
        return "\n".join(" | ".join(_words(cell) for cell in row) for row in rows)
    return _words(token).strip()


def _rows(part: dict[str, Any]) -> list[list[dict[str, Any]]]:
    if part["type"] == "table_head":
        return [part["children"]]
    return [row["children"] for row in part["children"]]


def _words(token: dict[str, Any]) -> str:
    if token["type"] in {"softbreak", "linebreak"}:
        return " "
    return (
        str(token["raw"]) if "raw" in token else "".join(_words(child) for child in token.get("children", []))
    )
