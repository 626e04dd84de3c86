"""What a list would have earned, judged by people who were in the campaign and in nobody's model."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.checks import need
from helpers.winback.checks import Floats, flags, floats, treated
from helpers.winback.listing import expected_gain
from helpers.winback.uplift import UpliftModel
from helpers.winback.worth import worth_of
from helpers.words import _

DRAWS = 1_000
STEPS = 9  # lengths of lists to look at
SHARE_TREATED = 0.5


def halves(campaigns: pd.DataFrame, *, again: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The campaign parted in two by customer_id, always alike: to learn on, and to be judged by.

    again: parted by another rule, for a half that is to be halved once more. Raises ValueError where either
    half lacks an arm, or nobody in it returned.
    """
    need(campaigns, "customer_id", "arm", "returned", what="campaigns")
    bit = 11 if again else 7
    side = np.array([zlib.crc32(str(name).encode()) >> bit & 1 for name in campaigns["customer_id"]])
    parts = campaigns[side == 0].reset_index(drop=True), campaigns[side == 1].reset_index(drop=True)
    for part in parts:
        if len(part) < 2 or part["arm"].nunique() < 2 or not flags(part, "returned", what="campaigns").any():
            raise ValueError(_("The campaign is too small to keep half of it back as a judge."))
    return parts


def laid_out(campaigns: pd.DataFrame) -> pd.DataFrame:
    """The half of a campaign that may be looked at before deciding; the other half judges (`halves`).

    Where it is too small to part, nobody will be judged by it, and all of it is laid out.
    """
    try:
        return halves(campaigns)[0]
    except ValueError:
        return campaigns


@dataclass(frozen=True)
class Judges:
    """Held-out customers of a campaign, and what a letter to each did.

    orders: ranking → positions, first first; each: money that a letter to each would have made, its cost
    taken off; pays: to how many the model expects a letter to bring more than it costs.
    """

    orders: Mapping[str, np.ndarray]
    each: Floats
    pays: int

    def __len__(self) -> int:
        return len(self.each)


def judges(held_out: pd.DataFrame, model: UpliftModel, worth: pd.Series, *, cost: float) -> Judges:
    """The held-out people, ranked in each way and with what one letter to each did.

    held_out: the other half of the campaign; model: fitted without them; worth: of a return, for each
    (money); cost: of a letter. The arms were drawn by lot, half and half, so every treated return counts
    twice for the letter and every untreated one twice against it (inverse-probability weights); the
    model's two chances are taken off and added back, which changes no expectation and calms the noise.
    Sources: Horvitz & Thompson (1952); Robins, Rotnitzky & Zhao (1994).
    """
    scores = model.scores(held_out)
    treat, back = treated(held_out), flags(held_out, "returned", what="campaigns")
    without, with_ = scores["p_control"].to_numpy(), scores["p_treatment"].to_numpy()
    share = float(treat.mean()) if abs(treat.mean() - SHARE_TREATED) > 0.1 else SHARE_TREATED
    moved = with_ - without + treat * (back - with_) / share - (1 - treat) * (back - without) / (1 - share)
    money = worth.to_numpy(dtype=float)
    silence = held_out.get("silence_gaps", pd.Series(-without, index=held_out.index))
    by = {
        "gain": expected_gain(scores, pd.Series(money), cost=cost).to_numpy(),
        "value": money,
        "risk": silence.fillna(silence.median()).to_numpy(dtype=float),
    }
    orders = {name: np.argsort(-values, kind="stable") for name, values in by.items()}
    return Judges(orders, moved * money - cost, int((by["gain"] > 0).sum()))


def earned(panel: Judges, plans: Mapping[str, tuple[str, int]]) -> pd.DataFrame:
    """What each plan earned among the held-out: policy, low, mid, high, lead_low, lead_high (money, 95%).

    plans: name → (ranking, letters); the first is yours, and leads are yours over each. By lots every
    customer has the same chance of a letter, so the mean over all draws is known exactly. The range draws
    customers anew (bootstrap); all plans share each draw.
    """
    weights = np.array([_weights(panel, *plan) for plan in plans.values()])
    counts = np.random.default_rng(7).multinomial(len(panel), np.full(len(panel), 1 / len(panel)), size=DRAWS)
    drawn = (counts * panel.each) @ weights.T
    mid = weights @ panel.each
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    lead_low, lead_high = np.quantile(drawn[:, [0]] - drawn, [0.025, 0.975], axis=0)
    return pd.DataFrame(
        {
            "policy": list(plans),
            "low": low,
            "mid": mid,
            "high": high,
            "lead_low": lead_low,
            "lead_high": lead_high,
        }
    )


def _weights(panel: Judges, ranking: str, letters: int) -> Floats:
    """How much of a letter each gets: 1 or 0, or the same part for all where lots are drawn."""
    n = min(int(letters), len(panel))
    if ranking == "lots":
        return np.full(len(panel), n / max(len(panel), 1))
    weight = np.zeros(len(panel))
    weight[panel.orders[ranking][:n]] = 1.0
    return weight


def lists_priced(
    campaigns: pd.DataFrame,
    scores: pd.DataFrame,
    truth: pd.DataFrame,
    values: pd.DataFrame | None = None,
    *,
    cost: float,
) -> pd.DataFrame:
    """What lists of growing length are really worth in the simulation: letters, then money by each
    ranking.

    scores: of everybody in the campaign (`crossed`), in its order; truth: customer_id, p_control,
    p_treatment. A letter to somebody is worth (p_treatment − p_control) × worth of a return − cost.
    """
    need(truth, "customer_id", "p_control", "p_treatment", what="truth")
    hidden = truth.assign(customer_id=truth["customer_id"].astype(str)).set_index("customer_id")
    moved = campaigns["customer_id"].astype(str).map(hidden["p_treatment"] - hidden["p_control"])
    worth = worth_of(campaigns, values).to_numpy(dtype=float)
    gain = moved.fillna(0.0).to_numpy(dtype=float) * worth - cost
    silence = floats(campaigns["silence_gaps"]) if "silence_gaps" in campaigns else -scores["p_control"]
    by = {
        _("expected gain"): scores["uplift"].to_numpy() * worth - cost,
        _("most valuable first"): worth,
        _("longest silent first"): np.nan_to_num(np.asarray(silence, dtype=float)),
    }
    sizes = np.unique(np.linspace(0, len(campaigns), STEPS).round().astype(int))
    table = pd.DataFrame({"letters": sizes})
    for name, ranking in by.items():
        table[name] = np.r_[0.0, np.cumsum(gain[np.argsort(-ranking, kind="stable")])][sizes]
    table[_("by lot")] = gain.sum() * sizes / max(len(campaigns), 1)
    return table
