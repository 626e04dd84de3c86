"""What customers say: answers on importance and performance, words for brands, Kano questions."""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.facts import facts, once
from helpers.market.kinds import NAMES
from helpers.market.satisfaction import answers_of
from helpers.market.state import State

SCALE = 7  # answers run from 1 to 7
MANNER = 0.25  # how alike the answers of one person are: correlation of any two of them before rounding
CLASSES = ("A", "O", "M", "I", "R", "Q")
# Pairs of answers (with the feature, without it) that the evaluation table puts in each class, with weights.
PAIRS = {
    "A": {(1, 2): 1, (1, 3): 3, (1, 4): 2},
    "O": {(1, 5): 1},
    "M": {(2, 5): 4, (3, 5): 2, (4, 5): 1},
    "I": {(3, 3): 6, (2, 3): 2, (2, 4): 2, (3, 4): 2, (2, 2): 1, (4, 3): 1, (3, 2): 1, (4, 4): 1, (4, 2): 1},
    "R": {(5, 1): 3, (5, 3): 3, (4, 1): 2, (3, 1): 2, (5, 2): 2, (5, 4): 1, (2, 1): 1},
    "Q": {(1, 1): 2, (5, 5): 1},
}

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def answers(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """All surveys in one table, one row an answer: importance and performance, brand words, open
    answers, and the later one on whether customers are content."""
    parts = [_ratings(state, "importance", rng), _ratings(state, "performance", rng), _words(state, rng)]
    said = state.opinions.assign(survey="open").rename(columns={"text": "answer"})
    table = pd.concat([*parts, said[["respondent_id", "survey", "item", "answer"]]], ignore_index=True)
    customer = state.respondents.set_index("respondent_id")["customer_id"]
    table = table.assign(customer_id=customer.reindex(table["respondent_id"]).to_numpy())
    return pd.concat([table, answers_of(state)], ignore_index=True)


def _ratings(state: State, survey: str, rng: np.random.Generator) -> pd.DataFrame:
    """Answers 1–7 to the nine factors, about the means of the respondent's type.

    An answer is 1 + a binomial count of 6, so that its mean is exact; one person's answers hang together,
    some people being generous and others strict.
    """
    who, factors = state.respondents, facts("surveys")["factors"]
    own, rest = rng.standard_normal((len(who), 1)), rng.standard_normal((len(who), len(factors)))
    latent = np.sqrt(MANNER) * own + np.sqrt(1 - MANNER) * rest
    steps = np.array([[_steps(mean) for mean in facts("surveys")[survey][kind]] for kind in NAMES])
    rating = 1 + (latent[..., None] > steps[who["kind"]]).sum(axis=-1)
    return pd.DataFrame(
        {
            "respondent_id": who["respondent_id"].repeat(len(factors)).to_numpy(),
            "survey": survey,
            "item": factors * len(who),
            "answer": rating.ravel().astype(str),
        }
    )


def _steps(mean: float) -> list[float]:
    """Where a standard normal passes from one answer to the next, for answers of this mean.

    >>> [round(step, 2) for step in _steps(4.0)]
    [-2.15, -1.23, -0.4, 0.4, 1.23, 2.15]
    """
    tries = SCALE - 1
    share = (mean - 1) / tries
    counts = np.array([1, 6, 15, 20, 15, 6, 1]) * share ** np.arange(SCALE)
    below = np.cumsum(counts * (1 - share) ** np.arange(tries, -1, -1))
    return [NormalDist().inv_cdf(float(part)) for part in below[:-1]]


def _words(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The words each respondent ticks for each brand, independently of one another."""
    said, brands = facts("surveys")["words"]["said"], list(facts("surveys")["words"])[1:]
    chance = np.array([facts("surveys")["words"][brand] for brand in brands])
    who, brand, word = (rng.random((len(state.respondents), *chance.shape)) < chance).nonzero()
    return pd.DataFrame(
        {
            "respondent_id": state.respondents["respondent_id"].to_numpy()[who],
            "survey": "brand",
            "item": np.array(brands, dtype=object)[brand],
            "answer": np.array(said, dtype=object)[word],
        }
    )


def kano(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Both Kano questions on each feature, as somebody answers for whom it is of the class drawn."""
    who, features = state.respondents, facts("surveys")["kano"]
    steps = np.cumsum(list(features.values()), axis=1)
    luck, drawn = rng.random((2, len(who), len(features)))
    kind = (luck[..., None] > steps[:, :-1]).sum(axis=-1).ravel()
    pair = np.empty((kind.size, 2), np.int64)
    for number, name in enumerate(CLASSES):
        mine = kind == number
        upto = np.cumsum(list(PAIRS[name].values())) / sum(PAIRS[name].values())
        pair[mine] = np.array(list(PAIRS[name]))[np.searchsorted(upto[:-1], drawn.ravel()[mine])]
    return pd.DataFrame(
        {
            "respondent_id": who["respondent_id"].repeat(len(features)).to_numpy(),
            "feature": list(features) * len(who),
            "functional": pair[:, 0],
            "dysfunctional": pair[:, 1],
        }
    )


@once
def importance_means(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The means behind the ratings: customer_type, factor, stated_mean, performance_mean."""
    said = facts("surveys")
    rows = [
        (kind, factor, said["importance"][kind][number], said["performance"][kind][number])
        for kind in NAMES
        for number, factor in enumerate(said["factors"])
    ]
    return pd.DataFrame(rows, columns=["customer_type", "factor", "stated_mean", "performance_mean"])


@once
def kano_classes(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """The class of each feature, which is that of most people, and the mix of classes among people."""
    rows = [
        (feature, CLASSES[int(np.argmax(shares))], *shares)
        for feature, shares in facts("surveys")["kano"].items()
    ]
    return pd.DataFrame(rows, columns=["feature", "category", *(f"share_{name}" for name in CLASSES)])


@once
def brand_words(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Chance that a respondent says a word fits a brand: brand, word, probability."""
    words = facts("surveys")["words"]
    rows = [
        (brand, word, words[brand][number])
        for brand in list(words)[1:]
        for number, word in enumerate(words["said"])
    ]
    return pd.DataFrame(rows, columns=["brand", "word", "probability"])
