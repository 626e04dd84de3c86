"""The other tables moved on by a year: sales at the shelf, spend, inquiries, contracts, calls, plans."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.market import channels, desk, rivals
from helpers.market.contracts import MONTH
from helpers.market.facts import facts
from helpers.market.lap.facts import told
from helpers.market.lap.plan import Value
from helpers.market.state import Numbers, State

Floats = npt.NDArray[np.float64]
MONTHS = 12


def _blank() -> State:
    return State(0, 0, Numbers(), pd.DataFrame())


def _last_year(table: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The last twelve months of a table of the market, as those after as_of."""
    months = sorted(table["period"].unique())[-MONTHS:]
    after = pd.date_range(as_of + pd.Timedelta(days=1), periods=MONTHS, freq="MS")
    rows = table[table["period"].isin(months)].reset_index(drop=True)
    return rows.assign(period=rows["period"].map(dict(zip(months, after, strict=True))))


def sales(rng: np.random.Generator, *, as_of: pd.Timestamp, change: float) -> pd.DataFrame:
    """A year at the shelf, by the demand of the market; our price `change` (a fraction) away from what it
    was, and of a cut half matched by rivals after a quarter.
    """
    table = _last_year(rivals.sales(_blank(), rng), as_of)
    demand, how = facts("rivals")["demand"], told("price")
    ours = (table["brand"] == "Meridian Home").to_numpy()
    late = (table["period"] > as_of + pd.Timedelta(days=how["matched_after"])).to_numpy()
    answer = how["cut_matched"] * min(np.log1p(change), 0.0) * late
    logs = np.where(ours, np.log1p(change), answer)
    others = np.where(ours, answer, np.log1p(change) / 4 + 0.75 * answer)
    units = table["units"] * np.exp(demand["own_elasticity"] * logs + demand["cross_elasticity"] * others)
    price = (table["price"] * np.exp(logs)).round(2)
    units = np.rint(units).astype(np.int64)
    table = table.assign(units=units, price=price, revenue=(units * price).round(2))
    return table.assign(period=table["period"].dt.strftime("%Y-%m-%d"))


def spend(
    rng: np.random.Generator, parts: Mapping[str, Value] | None, before: pd.DataFrame, *, as_of: pd.Timestamp
) -> pd.DataFrame:
    """A year of spending in these parts (None: as it was) and the inquiries that came of it.

    before: period, channel, spend up to as_of, from which a stock is carried over.
    """
    table = _last_year(channels.spend(_blank(), rng), as_of)
    usual = {name: float(one["mean"]) for name, one in facts("channels").items()}
    given = {name: float(value) for name, value in (parts or {}).items()}
    share = sum(usual.values()) / sum(given.values()) if sum(given.values()) else 0.0
    rows = []
    for name, own in table.groupby("channel", sort=False):
        one = facts("channels")[str(name)]
        times = given.get(str(name), 0.0) * share / usual[str(name)] if share else 1.0
        money = (own["spend"] * times).round(-1).to_numpy()
        stock, stocks = (
            _stock(before[before["channel"] == name]["spend"].to_numpy(float), one["carry_over"]),
            [],
        )
        for spent in money:
            stock = spent + one["carry_over"] * stock
            stocks.append(stock)
        expected = one["base"] + one["ceiling"] * (1 - np.exp(-np.array(stocks) / one["scale"]))
        rows.append(own.assign(spend=money, response=rng.poisson(expected)))
    found = pd.concat(rows).sort_values("period", kind="stable")
    return found.assign(period=found["period"].dt.strftime("%Y-%m-%d"))


def _stock(spent: Floats, carry_over: float) -> float:
    stock = 0.0
    for money in spent:
        stock = money + carry_over * stock
    return stock


def calls(rng: np.random.Generator, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """The last eight weeks before the end of the year at the service desk."""
    table = desk.calls(_blank(), rng)
    last = table["interval_start"].max().normalize()
    weeks = (as_of + pd.Timedelta(days=365) - last).days // 7
    return table.assign(
        interval_start=(table["interval_start"] + pd.Timedelta(weeks=weeks)).dt.strftime("%Y-%m-%d %H:%M:%S")
    )


def subscriptions(raw: pd.DataFrame, rng: np.random.Generator, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Contracts a year later: some of those that ran have ended, by the hazard of the market.

    raw: the table as text. Rows that had ended stay as they are.
    """
    table, how = raw.copy(), facts("contracts")
    runs = np.flatnonzero(table["ended"] == "0")
    risk = np.zeros(len(runs))
    for term, effect in how["log_hazard"].items():
        column, _space, level = term.partition(" ")
        values = table[column].iloc[runs]
        risk += effect * (values == level if level else values.astype(float)).to_numpy(float)
    months = rng.exponential(1.0, len(runs)) / (how["base"] * np.exp(risk))
    days = np.maximum(np.rint(months * MONTH), 1).clip(max=365)
    ended = days < 365
    tenure = table["tenure"].iloc[runs].astype(float).to_numpy() + days / MONTH
    table.loc[runs, "tenure"] = [f"{one:.2f}" for one in tenure]
    table.loc[runs[ended], "ended"] = "1"
    when = as_of + pd.to_timedelta(days[ended], "D")
    table.loc[runs[ended], "ended_on"] = when.strftime("%Y-%m-%d")
    return table


def inquiries(
    leads: pd.DataFrame,
    stages: pd.DataFrame,
    won: pd.DataFrame,
    rng: np.random.Generator,
    *,
    as_of: pd.Timestamp,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A year of inquiries and their stages, like those of the year before; the won ones are the newcomers.

    leads, stages: as text; won: customer_id, lead (lead_id it is like), day of the first order.
    """
    created = pd.to_datetime(leads["created_at"])
    recent = leads[created >= as_of - pd.Timedelta(days=365)]
    lost = recent[recent["converted"] == "0"]
    like = lost.iloc[rng.integers(len(lost), size=len(lost))].assign(shift=365, customer="")
    first = leads.set_index("lead_id").loc[won["lead"]].reset_index()
    ahead = (
        as_of
        + pd.to_timedelta(won["day"].to_numpy(), "D")
        - pd.to_datetime(first["converted_at"]).dt.normalize()
    )
    first = first.assign(shift=ahead.dt.days.to_numpy(), customer=won["customer_id"].to_numpy())
    table = pd.concat([like, first], ignore_index=True)
    table["old"], last = table["lead_id"], int(leads["lead_id"].str[1:].astype(int).max())
    for name in ("created_at", "converted_at"):
        table[name] = _shifted(table[name], table["shift"], "%Y-%m-%d %H:%M:%S")
    end = (as_of + pd.Timedelta(days=366)).strftime("%Y-%m-%d")
    table = table[(table["created_at"] < end) & (table["created_at"] >= as_of.strftime("%Y-%m-%d 24"))]
    table = table.sort_values("created_at", kind="stable", ignore_index=True)
    table["lead_id"] = [f"L{number:05d}" for number in range(last + 1, last + 1 + len(table))]
    table["customer_id"] = table["customer"]
    entered = table[["lead_id", "old", "shift"]].merge(stages.rename(columns={"lead_id": "old"}), on="old")
    entered["entered_at"] = _shifted(entered["entered_at"], entered["shift"], "%Y-%m-%d")
    return table[leads.columns], entered.loc[entered["entered_at"] < end, stages.columns]


def _shifted(when: pd.Series, days: pd.Series, write: str) -> pd.Series:
    """Times in text so many days later; what is blank stays so."""
    moved = pd.to_datetime(when.where(when != "")) + pd.to_timedelta(days, "D")
    return moved.dt.strftime(write).fillna("")
