"""What lesson 2b hands on: the themes of open answers, and how far two ways of coding agree on them."""

import pandas as pd

from helpers.intervals import wilson
from helpers.needs.codebook import code_by_words
from helpers.needs.coding import NOT_CODED, Themes, themes_against
from helpers.words import _

MEASURES = ["measure", "value", "unit", "n", "low", "high"]
ABSENT = ["measure", "table_needed", "reason"]


def theme_table(answers: pd.DataFrame, found: Themes | None = None) -> pd.DataFrame:
    """The table 02_themes: respondent_id, item, theme (by the codebook) and, where found, machine_theme.

    The theme is `not coded` where the codebook finds none of its words.
    """
    coded = code_by_words(answers)[["respondent_id", "item", "theme"]]
    if found is None:
        return coded
    machine = found.assigned[["respondent_id", "item", "theme"]].rename(columns={"theme": "machine_theme"})
    return coded.merge(machine, on=["respondent_id", "item"], how="left")


def theme_measures(answers: pd.DataFrame, found: Themes | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The measures of open answers, and those that could not be had.

    open_answers: how many; uncoded_answers: of these, in how many the codebook finds none of its words;
    largest_theme_share: of the commonest theme among those coded, with Wilson's interval; theme_kappa: the
    machine's themes against the codebook's on those coded, with the interval of `cohens_kappa`.
    """
    coded = code_by_words(answers)
    themed, none = coded[coded["theme"] != NOT_CODED], float("nan")
    n, uncoded = len(coded), len(coded) - len(themed)
    rows = [
        ("open_answers", float(n), "answers", n, none, none),
        ("uncoded_answers", float(uncoded), "answers", n, none, none),
    ]
    absent = []
    if themed.empty:
        reason = _("The codebook finds none of its words in any open answer.")
        absent += [(name, "answers", reason) for name in ("largest_theme_share", "theme_kappa")]
        return pd.DataFrame(rows, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)
    largest = int(themed["theme"].value_counts().iloc[0])
    low, high = wilson(largest, len(themed))
    rows.append(("largest_theme_share", largest / len(themed), "share", len(themed), low, high))
    if found is None:
        absent.append(("theme_kappa", "answers", _("There are too few open answers for a machine.")))
    else:
        kappa, _table = themes_against(found.assigned, coded[["respondent_id", "item", "theme"]])
        rows.append(("theme_kappa", kappa.kappa, "kappa", kappa.n, kappa.low, kappa.high))
    return pd.DataFrame(rows, columns=MEASURES), pd.DataFrame(absent, columns=ABSENT)
