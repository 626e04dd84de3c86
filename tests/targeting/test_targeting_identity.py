"""The same customer twice: recovered on the sample and other markets, and no crash on a poor table."""

import itertools

import numpy as np
import pandas as pd
import pytest
from first_step import Sample

from helpers import targeting
from helpers.targeting.cleaning import email_key, name_keys, phone_key, street_key
from helpers.targeting.identity import FIELDS, comparable
from helpers.targeting.matching import COMPARISONS


def doubled(truth: pd.DataFrame) -> pd.DataFrame:
    return truth[truth["same_as"].fillna("") != ""]


def judged(people: pd.DataFrame, truth: pd.DataFrame) -> pd.Series:
    pairs = targeting.likely_pairs(people)
    return targeting.evaluate(pairs, doubled(truth), customers=people).set_index("measure")["value"]


def test_doubled_customers_of_the_sample_are_found(meridian: Sample) -> None:
    found = judged(meridian.people, meridian.truth)
    assert found["precision"] >= 0.98
    assert found["recall"] >= 0.9
    assert found["recall"] + found["lost_in_blocking"] + found["lost_below_threshold"] == pytest.approx(1)


@pytest.mark.parametrize("seed", [101, 102])
def test_they_are_found_on_other_markets_too(seed: int) -> None:
    from helpers.market import simulate

    market = simulate(customers=1500, seed=seed)
    found = judged(market.tables["customers"], market.truth["customers"])
    assert found["precision"] >= 0.98
    assert found["recall"] >= 0.9


def test_customers_who_only_look_alike_are_left_apart(meridian: Sample) -> None:
    pairs = targeting.likely_pairs(meridian.people)
    found = {frozenset(pair) for pair in pairs[["customer_id", "same_as"]].itertuples(index=False)}
    by_name = meridian.people.groupby("name")["customer_id"].agg(list)
    true = {
        frozenset(pair)
        for pair in doubled(meridian.truth)[["customer_id", "same_as"]].itertuples(index=False)
    }
    namesakes = {
        frozenset(pair) for ids in by_name[by_name.str.len() > 1] for pair in itertools.combinations(ids, 2)
    } - true
    assert len(namesakes) > 10
    assert not namesakes & found


def test_the_last_blocking_rule_shows_the_most_that_can_be_found(meridian: Sample) -> None:
    table = targeting.blocking_recall(meridian.people, doubled(meridian.truth))
    assert table["recall_so_far"].is_monotonic_increasing
    assert (table["recall_so_far"] >= table["recall"]).all()
    everything = len(meridian.people) * (len(meridian.people) - 1) / 2
    assert table["pairs"].sum() < everything / 1000
    assert judged(meridian.people, meridian.truth)["recall"] <= table["recall_so_far"].iloc[-1]


def test_it_says_nothing_while_it_works_and_answers_the_same_twice(
    meridian: Sample, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    people = meridian.people.head(600)
    first = targeting.likely_pairs(people)
    pd.testing.assert_frame_equal(first, targeting.likely_pairs(people.sample(frac=1, random_state=1)))
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def nordhaus(**changes: object) -> dict[str, object]:
    base = {"customer_id": "C1", "name": "Nordhaus Wohnen GmbH", "email": "einkauf@nordhaus.example"}
    base |= {"phone": "0049 40 0118 2040", "street": "Speicherkai 14", "city": "Hamburg", "postcode": "20459"}
    return {**base, **changes}


def found(*records: dict[str, object]) -> list[list[str]]:
    return targeting.likely_pairs(pd.DataFrame(records))[["customer_id", "same_as"]].values.tolist()


@pytest.mark.parametrize(
    "second",
    [
        {"name": "Nordhuas Wohnen", "phone": "(+49) 40-01182040"},
        {"name": "NORDHAUS WOHNEN", "email": "", "street": "Speicherkai 14"},
        {"email": "sales@nordhaus.example", "phone": ""},
        {"street": "Speicherkai 41", "email": None, "phone": None},
    ],
)
def test_slips_of_a_clerk_are_seen_through(second: dict[str, object]) -> None:
    assert found(nordhaus(), nordhaus(customer_id="C2", **second)) == [["C2", "C1"]]


@pytest.mark.parametrize(
    "other",
    [
        # A firm of the same name in another city.
        {
            "email": "info@nordhaus2.example",
            "phone": "0043 1 0765 4321",
            "street": "Ring 3",
            "city": "Wien",
            "postcode": "1010",
        },
        # Another firm in the same house, behind the same switchboard.
        {"name": "Elbe Logistik KG", "email": "post@elbe-logistik.example"},
    ],
)
def test_others_are_left_alone(other: dict[str, object]) -> None:
    assert found(nordhaus(), nordhaus(customer_id="C2", **other)) == []


def test_a_family_is_not_one_person() -> None:
    home = {"phone": "0039 051 0732 2256", "street": "Via Rosa 8", "city": "Bologna", "postcode": "40105"}
    dario = {"customer_id": "C1", "name": "Dario Ferrero", "email": "dario.ferrero@post.example", **home}
    fabio = {"customer_id": "C2", "name": "Fabio Ferrero", "email": "fabio.ferrero@post.example", **home}
    crowd = [
        {"customer_id": f"X{i}", "name": f"Ines Rossi{i}", "email": f"ines.rossi{i}@post.example"}
        for i in range(500)
    ]
    assert found(dario, fabio, *crowd) == []
    assert found(dario, {**dario, "customer_id": "C2", "name": "D. Ferrero"}, *crowd) == [["C2", "C1"]]


def test_three_records_of_one_customer_point_to_the_first() -> None:
    records = [nordhaus(customer_id=name) for name in ("C7", "C3", "C5")]
    assert found(*records) == [["C5", "C3"], ["C7", "C3"]]


@pytest.mark.parametrize("columns", [[], ["name"], ["email", "phone"], ["street", "postcode"], ["country"]])
def test_any_columns_will_do(columns: list[str]) -> None:
    people = pd.DataFrame([nordhaus(), nordhaus(customer_id="C2", name="Casa Lume", email="a@b.example")])
    table = targeting.likely_pairs(people[["customer_id", *(name for name in columns if name in people)]])
    assert table.columns.tolist() == ["customer_id", "same_as", "probability"]


@pytest.mark.parametrize("count", [0, 1])
def test_none_or_one_customer_is_nobody_twice(count: int) -> None:
    table = targeting.likely_pairs(pd.DataFrame([nordhaus()])[:count])
    assert table.empty
    assert table.dtypes.astype("str").tolist() == ["str", "str", "float64"]


def test_what_a_crowd_shares_identifies_nobody() -> None:
    people = pd.DataFrame(
        {"customer_id": [f"C{i}" for i in range(3000)], "phone": "0000000000", "name": "unknown"}
    )
    assert comparable(people)[["phone", "name"]].isna().all(axis=None)
    assert targeting.likely_pairs(people).empty


def test_odd_text_does_no_harm() -> None:
    names = [
        "'; drop table x; --",
        '"',
        "",
        " ",
        None,
        "木头家具有限公司",
        "木头家具有限公司",
        "💺",
        "=1+1",
        "\x00",
    ]
    people = pd.DataFrame({"customer_id": [f"C{i}" for i in range(len(names))]}).assign(
        **dict.fromkeys(FIELDS, names)
    )
    pairs = targeting.likely_pairs(people)
    assert set(pairs["customer_id"]) <= {"C6"}


def test_numbers_as_ids_and_postcodes_are_taken_as_text() -> None:
    people = pd.DataFrame({"customer_id": [1, 2], "name": "Nordhaus Wohnen", "postcode": [20459, 20459.0]})
    assert comparable(people)["unique_id"].tolist() == ["1", "2"]


def test_weights_are_probabilities_and_fall_from_same_to_another() -> None:
    for _columns, levels in COMPARISONS.values():
        assert sum(level.m for level in levels) == pytest.approx(1)
        assert sum(level.u for level in levels) == pytest.approx(1)
        assert levels[0].m / levels[0].u > 1 > levels[-1].m / levels[-1].u
        assert levels[-1].sql == "ELSE"


def test_precision_and_recall_by_hand() -> None:
    people = pd.DataFrame(
        {"customer_id": list("abcdef"), "phone": ["11111111"] * 2 + ["2222222" + c for c in "1234"]}
    )
    truth = pd.DataFrame({"customer_id": list("bdf"), "same_as": list("ace")})
    pairs = pd.DataFrame({"customer_id": ["b", "c"], "same_as": ["a", "a"]})
    values = targeting.evaluate(pairs, truth, customers=people).set_index("measure")["value"]
    assert values.to_dict() == pytest.approx(
        {"precision": 1 / 2, "recall": 1 / 3, "lost_in_blocking": 2 / 3, "lost_below_threshold": 0}
    )
    nothing = targeting.evaluate(pairs[:0], truth, customers=people).set_index("measure")["value"]
    assert np.isnan(nothing["precision"])
    assert nothing["recall"] == 0


def test_a_merge_pays_above_the_probability_at_which_both_mistakes_cost_the_same() -> None:
    even = 500 / 540
    for probability, best in ((even - 0.01, "leave"), (even + 0.01, "merge")):
        table = targeting.merge_cost(probability, wrong_merge=500.0, missed=40.0)
        assert table.loc[table["best"], "action"].tolist() == [best]


def test_cleaning_by_hand() -> None:
    assert phone_key(pd.Series(["+351 22 0145 8801", "0145 8801", "12", None])).fillna("").tolist() == [
        "01458801",
        "01458801",
        "",
        "",
    ]
    assert street_key(pd.Series(["Rua do Farol Velho 88", "R. do Farol Velho, 88"]))["street"].nunique() == 1
    assert email_key(
        pd.Series([" Info@Lume.example", "a@post.example"] + [f"{i}@post.example" for i in range(3)])
    )["firm"].fillna("").tolist() == ["lume.example", "", "", "", ""]
    assert name_keys(pd.Series(["Çelikel Akçam Ltd. Şti."]))["name"].tolist() == ["akcam celikel"]
