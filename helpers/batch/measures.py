"""What measures are called in front of people who have not taken the course."""

from helpers.tabular import heading
from helpers.words import _

# Those whose own name in words says too little; heading() does for the others.
NAMES = {
    "top20_revenue_share": _("Share of revenue from the largest 20% of customers"),
    "customers_for_80_percent": _("Customers who bring 80% of revenue"),
    "gini": _("How unevenly revenue is spread (Gini)"),
    "repeat_rate": _("Customers who ordered on more than one day"),
    "return_share": _("Share of order lines returned"),
    "duplicate_pairs": _("Pairs that may be one customer twice"),
    "cronbach_alpha": _("How well the survey's questions agree (Cronbach's alpha)"),
    "theme_kappa": _("How well two readers agree on themes (kappa)"),
    "inertia": _("How much brands differ on the map (inertia)"),
    "hhi": _("Concentration of the market (HHI)"),
    "psm_opp": _("Price at which the fewest turn away"),
    "psm_idp": _("The usual price"),
    "psm_low": _("Lower end of the price range"),
    "psm_high": _("Upper end of the price range"),
    "choice_loglik": _("Fit of the choice model (log-likelihood)"),
    "lead_conversion": _("Share of leads who became customers"),
    "lead_auc": _("How well leads are ranked (AUC, 0.5 is chance)"),
    "lead_brier": _("Error of the leads' chances (Brier score)"),
    "payback_months": _("Months until a customer has paid for itself"),
    "bgnbd_loglik": _("Fit of the lifetime model (log-likelihood)"),
    "nps": _("Would recommend us (NPS, −100 to 100)"),
    "nps_se": _("Standard error of NPS"),
    "csat": _("Satisfied customers (CSAT)"),
    "churn_rate": _("Share of subscriptions ended"),
    "churn_rate_monthly": _("Share of subscriptions that end in a month"),
    "churn_auc": _("How well leavers are ranked (AUC, 0.5 is chance)"),
    "churn_concordance": _("How well it is told who leaves first (concordance, 0.5 is chance)"),
    "uplift": _("What treatment adds (uplift)"),
    "qini": _("How well those are found whom treatment moves (Qini)"),
    "crm_rows": _("Rows in the CRM database"),
    "service_level": _("Calls answered in time"),
    "wait_seconds": _("Mean wait of a caller, in seconds"),
    "experiment_lift": _("What the experiment added"),
    "experiment_p": _("Chance of such a result without any effect (p)"),
}


def called(measure: str) -> str:
    """The name of a measure for a manager.

    >>> called("gini"), called("order_lines")
    ('How unevenly revenue is spread (Gini)', 'Order lines')
    """
    return NAMES.get(measure) or heading(measure)
