"""The logit meets published numbers, other programs and its own laws, and says where it cannot be fitted."""

import time

import numpy as np
import pandas as pd
import pytest
from choosers import WORTHS, people
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import choice, samples
from helpers.choice.coding import coding
from helpers.choice.mnl import likelihood
from helpers.choice.tasks import tasks


def test_heating_without_constants_as_in_the_vignette_of_mlogit(heating: pd.DataFrame) -> None:
    # Croissant, vignette "The random utility model and the multinomial logit model" of R's mlogit.
    fit = choice.fit(heating)
    assert fit.estimates == pytest.approx([-0.00623187, -0.00458008], abs=5e-8)
    assert fit.table["se"].tolist() == pytest.approx([0.0003528, 0.0003222], abs=5e-8)
    assert fit.loglik == pytest.approx(-1095.2, abs=0.05)
    assert (fit.n_tasks, fit.n_respondents, fit.left_out) == (900, 900, 0)
    fitted = choice.probabilities(fit, heating).groupby(heating["alternative"]).mean()
    published = {"gc": 0.51696, "gr": 0.24031, "ec": 0.10413, "er": 0.05141, "hp": 0.08719}
    assert fitted.to_dict() == pytest.approx(published, abs=1e-5)
    assert choice.willingness_to_pay(fit, "ic")["wtp"].tolist() == pytest.approx([-0.73495], abs=1e-5)


def test_heating_with_a_discount_rate_of_12_per_cent_is_rejected(heating: pd.DataFrame) -> None:
    whole_life = choice.fit(heating.assign(cost=heating["ic"] + heating["oc"] / 0.12), attributes=["cost"])
    assert whole_life.loglik == pytest.approx(-1248.7, abs=0.05)
    test = choice.likelihood_ratio(whole_life, choice.fit(heating))
    assert test.statistic == pytest.approx(306.93, abs=0.005)
    assert test.freedom == 1
    assert test.p < 1e-60
    with pytest.raises(ValueError, match="more part-worths"):
        choice.likelihood_ratio(choice.fit(heating), whole_life)


def test_heating_with_constants(heating: pd.DataFrame) -> None:
    fit = choice.fit(heating, attributes=["alternative", "ic", "oc"], reference={"alternative": "hp"})
    found = fit.table.set_index(["attribute", "level"])["estimate"]
    published = {"ec": 1.65885, "er": 1.85344, "gc": 1.71098, "gr": 0.30826}
    assert found["alternative"].to_dict() == pytest.approx(published, abs=5e-6)
    assert [found["ic", "slope"], found["oc", "slope"]] == pytest.approx([-0.00153, -0.00700], abs=5e-6)
    assert fit.loglik == pytest.approx(-1008.229, abs=5e-4)
    worth = choice.willingness_to_pay(fit, "ic").set_index("attribute").loc["oc", "wtp"]
    assert worth == pytest.approx(-4.5634, abs=5e-5)
    assert -1 / worth == pytest.approx(0.2191, abs=5e-5)  # the discount rate at which households buy
    fitted = choice.probabilities(fit, heating).groupby(heating["alternative"]).mean()
    observed = heating.groupby("alternative")["chosen"].mean()  # a law of the logit with constants
    assert fitted.to_dict() == pytest.approx(observed.to_dict(), abs=1e-9)
    assert observed.loc[["gc", "gr", "ec", "er", "hp"]].round(4).tolist() == [
        0.6367,
        0.1433,
        0.0711,
        0.0933,
        0.0556,
    ]


def test_heating_agrees_with_xlogit(heating: pd.DataFrame) -> None:
    xlogit = pytest.importorskip("xlogit")
    model = xlogit.MultinomialLogit()
    model.fit(
        X=heating[["ic", "oc"]].to_numpy(),
        y=heating["chosen"].to_numpy(),
        varnames=["ic", "oc"],
        ids=heating["respondent_id"].astype(int).to_numpy(),
        alts=heating["alternative"].to_numpy(),
        verbose=0,
    )
    fit = choice.fit(heating)
    assert fit.estimates == pytest.approx(model.coeff_, rel=1e-4)
    assert fit.loglik == pytest.approx(model.loglikelihood, abs=1e-4)


def test_made_people_agree_with_statsmodels() -> None:
    from statsmodels.discrete.conditional_models import ConditionalLogit

    table = people(40).fillna({"price": 0.0})
    x = pd.DataFrame(
        {
            "price": table["price"],
            "quality good": (table["quality"] == "good").astype(float),
            "brand Ours": (table["brand"] == "Ours").astype(float),
            "none": (table["alternative"] == "none").astype(float),
        }
    )
    group = table["respondent_id"] + table["task"]
    model = ConditionalLogit(table["chosen"], x, groups=group).fit(method="newton", disp=False)
    fit = choice.fit(people(40))
    assert fit.estimates == pytest.approx(model.params.to_numpy(), rel=1e-6)
    assert fit.table["se"].to_numpy() == pytest.approx(model.bse.to_numpy(), rel=1e-4)
    assert fit.loglik == pytest.approx(model.llf, abs=1e-6)


def test_catsup(catsup: pd.DataFrame) -> None:
    fit = choice.fit(catsup, attributes=["alternative", "display", "feature", "price"])
    assert fit.table["estimate"].iloc[-1] == pytest.approx(-1.402, abs=5e-4)
    assert fit.loglik == pytest.approx(-2517.9, abs=0.05)
    assert (fit.n_tasks, fit.n_respondents) == (2798, 300)


def test_orange_juice_is_the_binary_logit_of_the_price_difference() -> None:
    import statsmodels.api as sm

    juice = samples.orange_juice()
    fit = choice.fit(juice, attributes=["alternative", "price"])
    wide = juice.pivot(index="respondent_id", columns="alternative", values=["chosen", "price"]).astype(float)
    difference = sm.add_constant(wide["price", "MM"] - wide["price", "CH"])
    model = sm.Logit(wide["chosen", "MM"], difference).fit(disp=False)
    assert fit.estimates == pytest.approx(model.params.to_numpy(), rel=1e-6)
    assert fit.loglik == pytest.approx(model.llf, abs=1e-6)
    assert fit.n_tasks == 1070


def test_gradient_and_information_are_the_derivatives_of_the_likelihood() -> None:
    table = people(20)
    work = tasks(table, coding(table))
    at, step = np.array([-0.03, 0.5, 0.2, -1.0]), 1e-5
    here = likelihood(work.x, work, at)
    for n, unit in enumerate(np.eye(4)):
        up, down = (likelihood(work.x, work, at + sign * step * unit) for sign in (1, -1))
        assert here.gradient[n] == pytest.approx((up.loglik - down.loglik) / (2 * step), rel=1e-5)
        assert -here.information[n] == pytest.approx((up.gradient - down.gradient) / (2 * step), rel=1e-5)


def test_nothing_overflows() -> None:
    table = people(20)
    work = tasks(table, coding(table))
    assert np.isfinite(likelihood(work.x, work, np.array([-40.0, 900.0, 20.0, 10.0])).loglik)


def test_recovers_known_part_worths() -> None:
    fit = choice.fit(people(600), reference={"brand": "Ours"})
    truth = np.array(list(WORTHS.values()))
    assert (np.abs(fit.estimates - truth) < 3 * fit.table["se"]).all()
    assert 0 < fit.rho2 < 1


@settings(max_examples=10, deadline=None)
@given(st.floats(-50, 50), st.sampled_from([0.01, 7.0, 1000.0]))
def test_a_constant_for_all_changes_nothing_and_units_only_the_slope(shift: float, factor: float) -> None:
    table = people(30).query("alternative != 'none'")
    plain = choice.fit(table)
    moved = choice.fit(table.assign(price=(table["price"] + shift) * factor))
    assert moved.loglik == pytest.approx(plain.loglik, abs=1e-6)
    assert moved.estimates * [factor, 1, 1] == pytest.approx(plain.estimates, abs=1e-6)
    assert moved.table["se"].to_numpy() * [factor, 1, 1] == pytest.approx(
        plain.table["se"].to_numpy(), abs=1e-6
    )


def test_the_order_of_rows_does_not_matter() -> None:
    table = people(30)
    mixed = table.sample(frac=1, random_state=4)
    assert choice.fit(mixed).estimates == pytest.approx(choice.fit(table).estimates)
    chances = choice.probabilities(choice.fit(table), mixed)
    assert chances.index.equals(mixed.index)
    assert chances.groupby([mixed["respondent_id"], mixed["task"]]).sum().to_numpy() == pytest.approx(1.0)


def test_tasks_may_differ_in_size() -> None:
    table = people(40)
    uneven = table[~((table["alternative"] == "C") & (table["task"] == "T1") & (table["chosen"] == 0))]
    fit = choice.fit(uneven)
    sizes = uneven.groupby(["respondent_id", "task"]).size()
    assert fit.null_loglik == pytest.approx(-np.log(sizes).sum())
    assert fit.loglik > fit.null_loglik


def test_errors_by_respondent_see_that_one_person_said_it_all_twice() -> None:
    table = people(60)
    twice = pd.concat([table, table.assign(task=table["task"] + "again")])
    plain, wise = choice.fit(twice), choice.fit(twice, clustered=True)
    once = choice.fit(table, clustered=True)
    assert plain.table["se"].to_numpy() == pytest.approx(choice.fit(table).table["se"].to_numpy() / 2**0.5)
    assert wise.table["se"].to_numpy() == pytest.approx(once.table["se"].to_numpy())
    assert wise.estimates == pytest.approx(plain.estimates)
    with pytest.raises(ValueError, match="two respondents or more"):
        choice.fit(table[table["respondent_id"] == "R0001"].assign(task=range(32)).assign(
            task=lambda t: np.repeat(range(8), 4)), clustered=True, attributes=["price"])  # fmt: skip


def test_errors_by_respondent_agree_with_a_sum_by_hand() -> None:
    table = people(25)
    fit = choice.fit(table, clustered=True)
    work = tasks(table, coding(table))
    top = likelihood(work.x, work, fit.estimates)
    person = np.repeat(np.arange(25), 8)
    sums = np.array([top.scores[person == n].sum(axis=0) for n in range(25)])
    bread = np.linalg.inv(top.information)
    assert fit.covariance == pytest.approx(bread @ sums.T @ sums @ bread * 25 / 24, rel=1e-6)


def rule(table: pd.DataFrame, best: pd.Series) -> pd.DataFrame:
    """The same tasks, in each of which the row with the largest `best` is chosen."""
    top = best.groupby([table["respondent_id"], table["task"]]).rank(method="first", ascending=False)
    return table.assign(chosen=(top == 1).astype(int))


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (lambda t: -t["price"], "Where price differs, the lowest was always chosen"),
        (lambda t: t["price"], "Where price differs, the highest was always chosen"),
        (
            lambda t: (t["quality"] == "good") * 9.0 + t["chosen"],
            "Wherever quality good was offered, it was chosen",
        ),
        (lambda t: (t["brand"] != "Ours") * 9.0 + t["chosen"], "Nobody ever chose brand Ours"),
        (lambda t: (t["quality"] == "good") * 12.0 - t["price"], "a rule of .*price.*quality good"),
    ],
)
def test_a_rule_without_exception_is_named(by, names: str) -> None:
    table = people().query("alternative != 'none'")
    followed = rule(table, by(table))
    with pytest.raises(ValueError, match=names):
        choice.fit(followed)
    loose = choice.fit(followed, strict=False)
    assert not loose.converged
    assert "ask more people" in loose.why


def test_nobody_ever_chose_nothing() -> None:
    table = people().query("chosen == 0 or alternative != 'none'")
    complete = table.groupby(["respondent_id", "task"])["chosen"].transform("sum") == 1
    with pytest.raises(ValueError, match="Nobody ever chose nothing"):
        choice.fit(table[complete])


def test_a_strong_taste_that_has_its_exceptions_converges() -> None:
    table = people(200).query("alternative != 'none'")
    strong = rule(table, -table["price"] + np.random.default_rng(1).gumbel(scale=4, size=len(table)))
    fit = choice.fit(strong)
    assert fit.converged
    assert fit.table["estimate"].iloc[0] == pytest.approx(-1 / 4, rel=0.2)


def test_five_thousand_tasks_take_less_than_a_tenth_of_a_second() -> None:
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.normal(size=(20_000, 12)), columns=[f"x{n}" for n in range(12)])
    utility = (table.to_numpy() @ rng.normal(scale=0.5, size=12) + rng.gumbel(size=20_000)).reshape(-1, 4)
    table["chosen"] = (utility == utility.max(axis=1, keepdims=True)).ravel().astype(int)
    table["respondent_id"] = np.repeat([f"R{n}" for n in range(625)], 32)
    table["task"] = np.tile(np.repeat([f"T{n}" for n in range(8)], 4), 625)
    table["alternative"] = np.tile(list("ABCD"), 5000)

    def once() -> float:
        start = time.process_time()
        choice.fit(table)
        return time.process_time() - start

    assert min(once() for _ in range(5)) < 0.1
