"""What a notebook displays survives escaping, export and other people's names."""

import base64
import gc
import io
import weakref
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from PIL import Image

from helpers import figures
from helpers.show import bundle, closed_bundle, markdown_safe, png, said, say, show
from helpers.targeting.concentration import pareto

EVIL = '<script>alert("1")</script> & $a$ *b* [c](d) | `e`'


@pytest.fixture(scope="module")
def sales():
    return pareto(
        pd.DataFrame({"customer_id": list("abcdefghij"), "revenue": range(10, 110, 10)}), by="revenue"
    )


class Page(HTMLParser):
    """Tags with their attributes, and the text outside scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self.silent = [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.silent += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def exported(*bundles):
    """The page that nbconvert's default template makes of a notebook with these outputs."""
    outputs = [
        nbformat.v4.new_output("display_data", data=shown.data, metadata=shown.metadata) for shown in bundles
    ]
    cell = nbformat.v4.new_code_cell("show(…)", outputs=outputs)
    html, _resources = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    return Page(html)


def test_alt_and_caption_survive_the_default_template(sales):
    described = figures.pareto(sales)
    page = exported(bundle(described))
    (image,) = (image for image in page.all("img") if image["src"].startswith("data:image/png"))
    assert image["alt"] == described.sentence
    assert described.sentence in page.text
    assert page.all("figcaption")
    assert "No description has been provided" not in page.text


def test_a_figure_is_one_bundle_with_its_sentence_three_times(sales):
    described = figures.pareto(sales)
    shown = bundle(described)
    assert set(shown.data) == {"text/html", "image/png", "text/plain"}
    assert shown.data["text/plain"] == described.sentence
    assert shown.metadata == {"image/png": {"alt": described.sentence}, "ninesteps": {"kind": "figure"}}
    picture = Image.open(io.BytesIO(base64.b64decode(shown.data["image/png"])))
    assert picture.mode == "P"
    assert not picture.info.keys() & {"Software", "Creation Time", "date"}


def test_the_same_figure_gives_the_same_bytes(sales):
    assert png(figures.pareto(sales)) == png(figures.pareto(sales))
    one = figures.pareto(sales)
    assert png(one) == png(one)
    assert png(one) != png(figures.pareto(sales.head(7)))


def test_figures_are_forgotten_once_shown(sales):
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    held = []
    for _round in range(3):
        described = figures.pareto(sales)
        bundle(described)
        held.append(weakref.ref(described.figure))
    del described
    gc.collect()
    assert [reference() for reference in held] == [None] * 3
    assert plt.get_fignums() == before


def test_closed_folds_everything_and_holds_no_open_picture(sales):
    described = figures.pareto(sales)
    shown = closed_bundle("Show <me>", described, sales[["customer_id", "revenue"]], "And so on.")
    assert "image/png" not in shown.data
    page = exported(shown)
    assert page.all("details") == [{}]
    assert "Show <me>" in page.text
    assert described.sentence in page.text
    assert "And so on." in shown.data["text/plain"]
    assert shown.metadata["ninesteps"] == {"kind": "figure", "closed": True}


def test_a_table_reads_aloud():
    table = pd.DataFrame(
        {
            "customer_id": ["C1", "C2"],
            "revenue": [1234567.0, -50.5],
            "revenue_share": [0.265, None],
            "orders": [3012, 1],
            "last_order": pd.to_datetime(["2026-06-30", None]),
            "year": [2025, 2026],
        }
    )
    shown = bundle(table, caption="Two of them")
    page = exported(shown)
    assert [head.get("scope") for head in page.all("th")] == ["col"] * 6 + ["row"] * 2
    assert page.all("caption")
    assert shown.data["text/plain"].splitlines() == [
        "Two of them",
        "Customer id    Revenue  Revenue share  Orders  Last order  Year",
        "C1           1,234,567          26.5%   3,012  2026-06-30  2025",
        "C2                 −50              –       1  –           2026",
    ]
    assert shown.metadata == {"ninesteps": {"kind": "table"}}


def test_a_long_table_says_how_much_it_leaves_out():
    table = pd.DataFrame({"n": range(1000)})
    for text in (bundle(table).data["text/plain"], bundle(table).data["text/html"]):
        assert "… and 988 more rows" in text
    assert "more row" not in bundle(table.head(12)).data["text/plain"]
    assert "… and 1 more row" in bundle(table.head(13)).data["text/plain"]
    assert "more rows" not in bundle(table, rows=1000).data["text/html"]


def test_formats_are_chosen_by_hand_where_the_name_says_nothing():
    table = pd.DataFrame({"a": [0.5], "b": [1234.5], "c": [7.0]})
    text = bundle(table, formats={"a": "percent", "b": "money", "c": lambda value: f"<{value:g}>"}).data
    assert text["text/plain"].splitlines()[1].split() == ["50.0%", "1,234", "<7>"]
    assert "&lt;7&gt;" in text["text/html"]
    with pytest.raises(ValueError, match=r"column a: there is no format 'dollars'\. Known: text, count"):
        bundle(table, formats={"a": "dollars"})


def test_tables_of_every_shape_are_shown():
    assert bundle(pd.DataFrame()).data["text/plain"] == ""
    assert bundle(pd.DataFrame({"a": []})).data["text/plain"] == "A"
    two = pd.DataFrame([[1, 2]], columns=["a", "a"], index=pd.Index(["x"], name="tier"))
    assert bundle(two).data["text/plain"].splitlines() == ["Tier  A  A", "x     1  2"]
    cross = pd.DataFrame({("revenue", 2025): [1.5]})
    assert bundle(cross).data["text/plain"].splitlines()[0].strip() == "Revenue · 2025"
    assert "yes" in bundle(pd.DataFrame({"kept": [True, False]})).data["text/plain"]
    assert "1.5" in bundle(pd.DataFrame({"mixed": [1.5, "text", None]})).data["text/plain"]


def test_plain_text_does_not_depend_on_the_terminal(monkeypatch):
    table = pd.DataFrame({f"column_{n}": [n] for n in range(40)})
    wide = bundle(table).data["text/plain"]
    monkeypatch.setenv("COLUMNS", "20")
    with pd.option_context("display.width", 10, "display.max_columns", 2):
        assert bundle(table).data["text/plain"] == wide


def test_names_of_customers_are_never_obeyed():
    table = pd.DataFrame({"customer_id": [EVIL], EVIL: [1.0]})
    page = exported(bundle(table, caption=EVIL), said("{name} buys.", name=EVIL), closed_bundle(EVIL, EVIL))
    harmless = exported(bundle(table.iloc[:0]), said("{name} buys.", name="Ann"), closed_bundle("a", "b"))
    assert page.all("script") == harmless.all("script")
    assert page.text.count('<script>alert("1")</script>') >= 5
    assert "[c](d)" in page.text
    assert "*b*" in page.text


def test_say_escapes_values_but_not_the_author():
    shown = said("**{name}** brings {share:.0%} of {total:,}.", name=EVIL, share=0.287, total=1234)
    markdown = shown.data["text/markdown"]
    assert markdown.startswith("**&lt;script&gt;")
    assert "29% of 1,234." in markdown
    assert "$" not in markdown
    assert shown.data["text/plain"] == f"**{EVIL}** brings 29% of 1,234."
    assert shown.metadata == {"ninesteps": {"kind": "say"}}
    assert said("It is {share:.0%}.", share=float("nan")).data["text/plain"] == "It is no figure."


@given(st.text(max_size=40) | st.text("-+*#>=~_`|:.)(1 $\\<[]!a", max_size=12))
@example("1. first")
@example("# a heading")
@example("| a | b |")
@example("https://example.org")
@example("$a$ and $b$")
def test_no_text_becomes_markup(text):
    safe = markdown_safe(text)
    assert "<" not in safe.replace("<span>&#36;</span>", "")
    for sentence, words in ((f"{safe} z", f"{text} z"), (f"a {safe}", f"a {text}")):
        page = Page(markdown2html_mistune(sentence))
        assert page.text == " ".join(words.split())
        assert {tag for tag, _attrs in page.tags} <= {"p", "span"}


def test_what_cannot_be_shown_is_named():
    with pytest.raises(TypeError, match="not Series"):
        show(pd.Series([1]))


def test_without_a_notebook_the_words_are_printed(capsys, sales):
    show(figures.pareto(sales))
    say("{n} customers.", n=3)
    assert capsys.readouterr().out.splitlines() == [figures.pareto(sales).sentence, "3 customers."]
