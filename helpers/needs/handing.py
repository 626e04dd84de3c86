"""What lesson 2b hands on: the themes of open answers, and how far two ways of coding agree on them."""

import pandas as pd

from helpers.intervals import wilson
from helpers.needs.codebook import code_by_words
from helpers.needs.coding import Themes, themes_against
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]


def theme_table(answers: pd.DataFrame, found: Themes | None = None) -> pd.DataFrame:
    """The table 02_themes: respondent_id, item, theme (by the codebook) and, where found, machine_theme."""
    coded = code_by_words(answers)[["respondent_id", "item", "theme"]]
    if found is None:
        return coded
    machine = found.assigned[["respondent_id", "item", "theme"]].rename(columns={"theme": "machine_theme"})
    return coded.merge(machine, on=["respondent_id", "item"], how="left")


def theme_measures(answers: pd.DataFrame, found: Themes | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of open answers, and those that could not be had.

    open_answers: how many; largest_theme_share: of the commonest theme, with Wilson's interval; theme_kappa:
    the machine's themes against the codebook's, with the interval of `cohens_kappa`.
    """
    coded = code_by_words(answers)
    counts, n, none = coded["theme"].value_counts(), len(coded), float("nan")
    largest = int(counts.iloc[0])
    low, high = wilson(largest, n)
    rows = [
        ("open_answers", float(n), "answers", n, none, none),
        ("largest_theme_share", largest / n, "share", n, low, high),
    ]
    absent = []
    if found is None:
        absent.append(("theme_kappa", "answers", _("There are too few open answers for a machine.")))
    else:
        kappa, _table = themes_against(found.assigned, coded[["respondent_id", "item", "theme"]])
        rows.append(("theme_kappa", kappa.kappa, "kappa", kappa.n, kappa.low, kappa.high))
    return pd.DataFrame(rows, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)
