"""What people choose, and what it says: the conditional logit, its shares, the worth of an offer's parts.

Shared by lessons and steps. choices is the table of that name: respondent_id, task, alternative, chosen and
whatever describes the offers.
"""

from helpers.choice.coding import Coding, attributes
from helpers.choice.mnl import Fit, fit
from helpers.choice.shares import accuracy, draws, hold_out, probabilities, shares
from helpers.choice.worth import (
    RatioTest,
    by_segment,
    importance,
    likelihood_ratio,
    over_range,
    segment_fits,
    willingness_to_pay,
)

__all__ = [
    "Coding",
    "Fit",
    "RatioTest",
    "accuracy",
    "attributes",
    "by_segment",
    "draws",
    "fit",
    "hold_out",
    "importance",
    "likelihood_ratio",
    "over_range",
    "probabilities",
    "segment_fits",
    "shares",
    "willingness_to_pay",
]
