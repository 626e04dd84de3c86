"""Whether customers are content: five experiences, moved by what happened, and what they say."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market.dates import START, day_number
from helpers.market.facts import facts, once
from helpers.market.service import by_kind, chance
from helpers.market.state import State

USUAL_LATE, USUAL_HOURS = 0.13, 9.0  # what customers reckon with
PRIOR_ORDERS, PRIOR_TICKETS = 3.0, 1.0  # so many usual ones are added before a share or a mean is taken
YEAR = 365

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def happened(state: State) -> pd.DataFrame:
    """What each customer (row of people) went through in the two years before they were asked.

    orders, delays, tickets; late: share of orders late, slow: log of the usual hours to an answer over what
    is usual, both drawn towards the usual where there are few; reopened: any ticket of the last year was;
    complained: had any in the last year.
    """
    asked = day_number(facts("satisfaction")["asked_on"])
    size, orders = len(state.people), state.purchases
    back = facts("satisfaction")["looking_back_days"]
    seen = orders[(orders["day"] < asked) & (orders["day"] >= asked - back)]
    count = np.bincount(seen["customer"], minlength=size)
    delays = np.bincount(seen["customer"], seen["late"], minlength=size)
    mine = state.tickets
    day = (mine["opened_at"] - pd.Timestamp(START)).dt.days
    mine = mine[(day < asked) & (day >= asked - back) & mine["reply_hours"].notna()]
    recent = mine[day.reindex(mine.index) >= asked - YEAR]
    tickets = np.bincount(mine["customer"], minlength=size)
    slow = np.bincount(mine["customer"], np.log(mine["reply_hours"] / USUAL_HOURS), minlength=size)
    return pd.DataFrame(
        {
            "orders": count,
            "delays": delays.astype(np.int64),
            "tickets": tickets,
            "late": (delays + PRIOR_ORDERS * USUAL_LATE) / (count + PRIOR_ORDERS) - USUAL_LATE,
            "slow": slow / (tickets + PRIOR_TICKETS),
            "reopened": np.bincount(recent["customer"], recent["reopened"], minlength=size) > 0,
            "complained": np.bincount(recent["customer"], minlength=size) > 0,
        }
    )


def verdicts(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """One row a customer (row of people): the five answers they would give, satisfaction, recommend, effort;
    whether they were asked and answered. Satisfaction is the mean of what they would answer to recommend.
    """
    said, past = facts("satisfaction"), happened(state)
    table = pd.DataFrame(_experiences(state, past, rng), columns=list(said["items"]))
    weights = np.array([one["weight"] for one in said["items"].values()])
    table["satisfaction"] = said["recommend"]["at_four"] + (table.to_numpy() - 4) @ weights
    table["recommend"] = rng.binomial(10, table["satisfaction"] / 10)
    table["effort"] = _effort(table, past, rng)
    table[["delays", "orders"]] = past[["delays", "orders"]]
    if not state.block:
        _let_the_six_speak(table)
    return table.join(_asked(state, table, rng))


def _experiences(state: State, past: pd.DataFrame, rng: np.random.Generator) -> Ints:
    """Answers 1–5 to the five items, one row a customer."""
    said, people = facts("satisfaction"), state.people
    how, items, size = said["experience"], said["items"], len(people)
    asked = day_number(said["asked_on"])
    common = (
        by_kind(how["kind"], people["kind"].to_numpy())
        + how["unrest"] * people["unrest"].to_numpy()
        + how["gone"] * (people["dropout_day"].to_numpy() < asked)
        + rng.normal(0, how["halo"], size)
    )
    latent = common[:, None] + rng.normal(0, how["own"], (size, len(items)))
    for number, one in enumerate(items.values()):
        added = sum(one.get(name, 0.0) * past[name].to_numpy() for name in ("late", "slow", "tickets"))
        latent[:, number] += one["shift"] + added
    answers: Ints = 1 + (latent[..., None] > np.array(said["steps"]["at"])).sum(axis=-1)
    return answers


def _effort(table: pd.DataFrame, past: pd.DataFrame, rng: np.random.Generator) -> Ints:
    """How much effort it was to have a ticket settled, 1–7; −1 for those who had none in the last year."""
    how = facts("satisfaction")["effort"]
    felt = (
        how["constant"]
        + how["slow"] * past["slow"]
        + how["reopened"] * past["reopened"]
        + how["handling"] * (table["complaint handling"] - 4)
        + rng.normal(0, how["spread"], len(table))
    )
    effort: Ints = np.where(past["complained"], np.rint(felt).clip(1, 7), -1).astype(np.int64)
    return effort


def _let_the_six_speak(table: pd.DataFrame) -> None:
    """Answers of the named accounts, as told."""
    told = np.array(facts("satisfaction")["told"]["answers"])
    columns = ["recommend", *facts("satisfaction")["items"], "effort"]
    table.loc[: len(told) - 1, columns] = told
    table.loc[: len(told) - 1, "satisfaction"] = told[:, 0].astype(float)


def _asked(state: State, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Who was asked, the six among them, and who of them answered: the content ones rather."""
    said, named = facts("satisfaction"), state.people["named"].to_numpy()
    luck, answers = rng.random((2, len(table)))
    able = (table["orders"].to_numpy() > 0) & (state.block == 0)
    most = min(round(said["asked_share"] * int(able.sum())), said["asked_most"])
    place = np.where(named, -1.0, np.where(able, luck, 2.0))
    asked = np.zeros(len(table), bool)
    asked[np.argsort(place, kind="stable")[:most]] = True
    # By satisfaction and not by the recommendation itself: so who does not answer leaves the weights as
    # they are.
    content = table["satisfaction"].to_numpy()
    apart = (content - content[asked].mean()) / content[asked].std() if most else content
    will = chance(said["response"]["constant"] + said["response"]["content"] * apart)
    return pd.DataFrame({"asked": asked, "answered": asked & (named | (answers < will))})


def answers_of(state: State) -> pd.DataFrame:
    """What they said, one row an answer: respondent_id, survey, item, answer, customer_id."""
    who = state.verdicts[state.verdicts["answered"]]
    names = list(facts("satisfaction")["items"])
    person = state.numbers.take("R", len(who), digits=4).to_numpy()
    customer = first_entry(state)["customer_id"].reindex(who.index).to_numpy()
    parts = [("nps", "recommend"), *(("csat", name) for name in names), ("ces", "effort")]
    table = pd.concat(
        pd.DataFrame(
            {
                "respondent_id": person,
                "survey": survey,
                "item": item,
                "answer": who[item].to_numpy(),
                "customer_id": customer,
            }
        )
        for survey, item in parts
    )
    return table[table["answer"] >= 0].astype({"answer": "str"})


def first_entry(state: State) -> pd.DataFrame:
    """The first record of each customer (row of people): its row `record`, its customer_id."""
    main = state.records[~state.records["second"]]
    return main.assign(record=main.index).set_index("customer")[["record", "customer_id"]]


def satisfaction(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """Hidden satisfaction of every customer on file, by their first entry, and what is behind it."""
    table = state.verdicts.assign(
        customer_id=first_entry(state)["customer_id"], unrest=state.people["unrest"]
    )
    table = table[table["customer_id"].isin(state.file["customer_id"])].sort_values("customer_id")
    shown = ["customer_id", "satisfaction", "delays", "orders", "unrest", "asked", "answered"]
    table = table[shown].rename(columns={"orders": "orders_24_months"})
    flags = {name: table[name].astype(int) for name in ("asked", "answered")}
    return table.assign(**flags).round({"satisfaction": 2, "unrest": 3}).reset_index(drop=True)


@once
def drivers(state: State, rng: np.random.Generator) -> pd.DataFrame:
    """What a point of each answer adds to the recommendation, and its share of all five: driver, weight,
    share.
    """
    rows = [(name, one["weight"]) for name, one in facts("satisfaction")["items"].items()]
    table = pd.DataFrame(rows, columns=["driver", "weight"])
    return table.assign(share=(table["weight"] / table["weight"].sum()).round(4))
