"""Making it easy to buy, and what happens after yes: effort, contract, follow-up."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from helpers.checks import above_zero, need
from helpers.intervals import bootstrap
from helpers.words import _

EASY = 3  # of 1 (no effort) to 7 (very much): up to here it was easy


def effort_score(answers: pd.DataFrame, *, survey: str = "ces") -> pd.DataFrame:
    """How much work it was to buy from us (customer effort score): asked, effort, low, high, easy_share.

    answers: respondent_id, survey, item, answer from 1 (no effort) to 7 (very much); one row a respondent
    counts, the mean of theirs. Interval: bootstrap over respondents. Source: Dixon, Freeman & Toman (2010);
    the scale runs either way in practice, so say which way yours does.

    >>> answers = pd.DataFrame({"respondent_id": list("ab"), "survey": "ces", "answer": [2, 6]})
    >>> effort_score(answers)[["asked", "effort", "easy_share"]].values.tolist()
    [[2.0, 4.0, 0.5]]
    """
    need(answers, "respondent_id", "survey", "answer", what="answers")
    own = answers[answers["survey"] == survey]
    scores = pd.to_numeric(own["answer"], errors="coerce").groupby(own["respondent_id"]).mean().dropna()
    if scores.empty:
        raise ValueError(
            _("Nobody was asked how much work it was: answers has no survey “{name}”.").format(name=survey)
        )
    values = scores.to_numpy(dtype=float)
    low, high = bootstrap(lambda times: float(np.average(values, weights=times)), len(values), draws=200)
    row = (len(values), float(values.mean()), low, high, float((values <= EASY).mean()))
    return pd.DataFrame([row], columns=["asked", "effort", "low", "high", "easy_share"])


def effort_steps(steps: pd.DataFrame) -> pd.DataFrame:
    """What it takes a customer to buy, step by step: step, minutes, forms, waits (days), minutes_share.

    steps: step, minutes, forms, waits. Dearest first, all of them last. Minutes are theirs, not ours.

    >>> steps = pd.DataFrame({"step": ["find", "pay"], "minutes": [5, 15], "forms": [0, 2], "waits": [0, 1]})
    >>> effort_steps(steps)[["step", "minutes", "minutes_share"]].values.tolist()[0]
    ['pay', 15, 0.75]
    """
    need(steps, "step", "minutes", "forms", "waits", what="steps")
    total = above_zero(float(steps["minutes"].sum()), name="minutes")
    table = steps.assign(minutes_share=steps["minutes"] / total)
    table = table.sort_values("minutes", ascending=False, kind="stable", ignore_index=True)
    last = pd.DataFrame(
        [{"step": _("all"), **steps[["minutes", "forms", "waits"]].sum(), "minutes_share": 1.0}]
    )
    return pd.concat([table, last.astype(steps[["minutes", "forms", "waits"]].dtypes)], ignore_index=True)


def contract_list() -> pd.DataFrame:
    """What a tight contract says: clause, must_say, read_by (which of the four), if_it_is_missing."""
    rows = [
        (
            _("goods"),
            _("article, version, sample sealed by both"),
            "technical",
            _("“practically the same foam”"),
        ),
        (
            _("standard"),
            _("rule, class, report number, its date"),
            "technical",
            _("a certificate eight days too old"),
        ),
        (_("delivery"), _("place, day, term of trade with its year"), "user", _("“approximately March”")),
        (
            _("lateness"),
            _("how much a day, from which day, up to what"),
            "decision",
            _("a quarrel instead of a sum"),
        ),
        (_("price"), _("currency, what is in it, until when"), "finance", _("freight, discovered")),
        (
            _("payment"),
            _("when, against which paper, spelled as on the paper"),
            "finance",
            _("a bank that says no at four"),
        ),
        (
            _("inspection"),
            _("who looks, when, what counts as a fault"),
            "technical",
            _("a fault found by guests"),
        ),
        (_("spares"), _("what, for how long, how soon"), "user", _("year four")),
        (
            _("changes"),
            _("who may change what, in writing"),
            "decision",
            _("“your old manager shook my hand on it”"),
        ),
        (_("quarrel"), _("law, court or arbiter, language"), "decision", _("two lawyers and a dictionary")),
    ]
    return pd.DataFrame(rows, columns=["clause", "must_say", "read_by", "if_it_is_missing"])


def contract_gaps(present: Collection[str]) -> pd.DataFrame:
    """What a draft still lacks: the rows of `contract_list` whose clause is not in `present`.

    >>> present = {*contract_list()["clause"]} - {"lateness"}
    >>> contract_gaps(present)[["clause", "read_by"]].values.tolist()
    [['lateness', 'decision']]
    """
    table = contract_list()
    if unknown := sorted(set(present) - set(table["clause"])):
        text = _("No clause is called {name}; there are {known}.")
        raise ValueError(text.format(name=unknown[0], known=", ".join(table["clause"])))
    return table[~table["clause"].isin(list(present))].reset_index(drop=True)


def follow_up(
    order_date: pd.Timestamp | None, *, sails_after_days: int = 30, arrives_after_days: int = 62
) -> pd.DataFrame:
    """What we promise from the order on, day by day: due_on, we, by (days after the order), is_late_if.

    The last is not about the goods but about their sale: are they moving in his shop?

    >>> follow_up(pd.Timestamp("2026-07-01"))["due_on"].dt.strftime("%m-%d").tolist()
    ['07-02', '07-08', '07-31', '08-25', '09-04', '10-02']
    """
    if order_date is None:
        raise ValueError(_("Without a day of the order there is no day to ring."))
    plan = [
        (1, _("confirm: goods, price, date, and one name to ring"), _("next working day, 18:00")),
        (7, _("send the production date, a photograph of the first piece"), _("seven days")),
        (
            sails_after_days,
            _("send ship, container and papers, spelled as in the contract"),
            _("day of sailing"),
        ),
        (arrives_after_days - 7, _("say when it will be there, or that it will not"), _("a week before")),
        (arrives_after_days + 3, _("ring: is everything there and whole?"), _("three days after")),
        (arrives_after_days + 31, _("ring: does it sell?"), _("a month after")),
    ]
    rows = [(order_date + pd.Timedelta(days=days), what, days, late) for days, what, late in plan]
    return pd.DataFrame(rows, columns=["due_on", "we", "days_after_order", "promised_within"])


def kept(done_after_days: Sequence[float], promised_days: Sequence[float]) -> float:
    """The share of promises kept in time; one not yet done (blank) counts as not kept.

    >>> kept([1, 9, float("nan"), 30], [1, 7, 30, 30])
    0.5
    """
    done, by = np.asarray(done_after_days, dtype=float), np.asarray(promised_days, dtype=float)
    if not len(by):
        raise ValueError(_("No promise was made; there is nothing to have kept."))
    return float((done <= by).mean())
