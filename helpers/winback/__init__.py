"""Step 7, winning back: who is lost and why, what a letter changes, and whom to write to.

Pure: tables and numbers in, tables and numbers out.

- Who is lost: `standings`, by own rhythm and P(alive); contracts: `kaplan_meier`, `cox`, `leaving`.
- How good is a score: `churn_scores`, `concordance`, `auc`, `calibration`; what knows too much: `leaks`.
- Compared with whom: `arms`, `uplift`, `uplift_by`; one by one: `uplift_model`, `qini`.
- Whom to write to: `winback_list`, which nobody is on who has not agreed.
"""

from helpers.judging import auc
from helpers.winback.byhand import (
    alike,
    counted,
    main_trait,
    told,
    twelve,
    two_bills,
)
from helpers.winback.churn import (
    auc_of,
    calibration,
    churn_scores,
    concordance,
    leaks,
)
from helpers.winback.cox import (
    Cox,
    cox,
)
from helpers.winback.groups import (
    GROUPS,
    four_groups,
    groups_found,
)
from helpers.winback.leaving import (
    hazards_found,
    leaving,
)
from helpers.winback.listing import (
    channel_of,
    consent_note,
    consenting,
    expected_gain,
    letter_cost,
    offers,
    scored,
    waiting,
    winback_list,
)
from helpers.winback.lost import (
    quiet_accounts,
    standing_table,
    standings,
    usual_gaps,
    year_values,
)
from helpers.winback.measures import (
    measures,
    risk_table,
    survival_table,
)
from helpers.winback.paradox import recovered
from helpers.winback.plan import (
    Judges,
    earned,
    halves,
    judges,
    laid_out,
    lists_priced,
)
from helpers.winback.qini import (
    qini,
    qini_by_kind,
    qini_curve,
    qini_interval,
    uplift_auc,
)
from helpers.winback.reasons import (
    at_the_top,
    before_leaving,
    placed,
    reason_table,
    value_at_risk,
)
from helpers.winback.recovery import (
    attempts,
    cost_per_won,
    playbook,
    response_points,
    response_scores,
    second_value,
)
from helpers.winback.renewing import (
    only_at_renewal,
    said_at_renewal,
)
from helpers.winback.risk import (
    chances_of_loss,
    contract_risk,
    worth_a_year,
)
from helpers.winback.survival import (
    LogRank,
    Median,
    churn_shares,
    curves_compared,
    kaplan_meier,
    log_rank,
    median_lifetime,
    numbers_at_risk,
    survival_at,
)
from helpers.winback.terms import (
    Terms,
    first_words,
    terms,
    traits,
)
from helpers.winback.uplift import (
    Uplift,
    UpliftModel,
    arms,
    crossed,
    moved_by,
    uplift,
    uplift_by,
    uplift_model,
)
from helpers.winback.worth import (
    USUAL,
    SecondLife,
    sent_on,
    values_before,
    worth_of,
)

__all__ = [
    "GROUPS",
    "USUAL",
    "Cox",
    "Judges",
    "LogRank",
    "Median",
    "SecondLife",
    "Terms",
    "Uplift",
    "UpliftModel",
    "alike",
    "arms",
    "at_the_top",
    "attempts",
    "auc",
    "auc_of",
    "before_leaving",
    "calibration",
    "chances_of_loss",
    "channel_of",
    "churn_scores",
    "churn_shares",
    "concordance",
    "consent_note",
    "consenting",
    "contract_risk",
    "cost_per_won",
    "counted",
    "cox",
    "crossed",
    "curves_compared",
    "earned",
    "expected_gain",
    "first_words",
    "four_groups",
    "groups_found",
    "halves",
    "hazards_found",
    "judges",
    "kaplan_meier",
    "laid_out",
    "leaks",
    "leaving",
    "letter_cost",
    "lists_priced",
    "log_rank",
    "main_trait",
    "measures",
    "median_lifetime",
    "moved_by",
    "numbers_at_risk",
    "offers",
    "only_at_renewal",
    "placed",
    "playbook",
    "qini",
    "qini_by_kind",
    "qini_curve",
    "qini_interval",
    "quiet_accounts",
    "reason_table",
    "recovered",
    "response_points",
    "response_scores",
    "risk_table",
    "said_at_renewal",
    "scored",
    "second_value",
    "sent_on",
    "standing_table",
    "standings",
    "survival_at",
    "survival_table",
    "terms",
    "told",
    "traits",
    "twelve",
    "two_bills",
    "uplift",
    "uplift_auc",
    "uplift_by",
    "uplift_model",
    "usual_gaps",
    "value_at_risk",
    "values_before",
    "waiting",
    "winback_list",
    "worth_a_year",
    "worth_of",
    "year_values",
]
