"""Step 8: one base instead of many lists, the desk that answers, an honest forecast. Pure: tables in and out.

The base itself stands in `helpers.database`, files of other systems in `helpers.vendors`.
"""

from helpers.crm.adoption import (
    adoption,
)
from helpers.crm.baskets import (
    next_product,
    rules,
)
from helpers.crm.business import (
    key_numbers,
    line_worth,
)
from helpers.crm.erlang import (
    Desk,
    agents_needed,
    desk,
    erlang_b,
    erlang_c,
    load_erlangs,
    poisson_range,
)
from helpers.crm.forecasts import (
    ahead,
    announced,
    back_test,
    forecast,
)
from helpers.crm.hours import (
    busiest,
    eight_calls,
    formula_tried,
    what_if,
)
from helpers.crm.lists import (
    one_record,
    record_scores,
    three_lists,
)
from helpers.crm.measures import (
    measures,
)
from helpers.crm.money_ahead import (
    ageing,
    coverage_ratio,
    money_ahead,
    usual_deals,
)
from helpers.crm.page import (
    page_facts,
    page_html,
    page_tables,
)
from helpers.crm.pictures import (
    rates_again,
    snapshot_rates,
)
from helpers.crm.pipeline import (
    order_of,
    standing,
    win_rates,
)
from helpers.crm.quality import (
    quality,
    score,
    valid_email,
    valid_phone,
)
from helpers.crm.queueing import (
    Played,
    by_hand,
    play,
)
from helpers.crm.rota import (
    Calls,
    Prices,
    best,
    drawn,
    judged,
    learnt,
    weeks,
)
from helpers.crm.route import (
    route,
    visits,
)
from helpers.crm.scorecard import (
    WEIGHTS,
    claims,
    ownership,
    ratings,
    scorecard,
    weights_tested,
)
from helpers.crm.service import (
    capture,
    service,
    timeline,
    title,
)
from helpers.crm.shifts import (
    on_payroll,
    paid,
    seated_by,
    shifts,
)
from helpers.crm.staffing import (
    PARTS,
    arrivals,
    day_totals,
    dispersion,
    interval_minutes,
    part_of,
    people_and_waits,
    pooled,
    seat_year,
    staffing,
    with_breaks,
)
from helpers.crm.web import (
    channel_share,
    difference,
    web_funnel,
)

__all__ = [
    "PARTS",
    "WEIGHTS",
    "Calls",
    "Desk",
    "Played",
    "Prices",
    "adoption",
    "ageing",
    "agents_needed",
    "ahead",
    "announced",
    "arrivals",
    "back_test",
    "best",
    "busiest",
    "by_hand",
    "capture",
    "channel_share",
    "claims",
    "coverage_ratio",
    "day_totals",
    "desk",
    "difference",
    "dispersion",
    "drawn",
    "eight_calls",
    "erlang_b",
    "erlang_c",
    "forecast",
    "formula_tried",
    "interval_minutes",
    "judged",
    "key_numbers",
    "learnt",
    "line_worth",
    "load_erlangs",
    "measures",
    "money_ahead",
    "next_product",
    "on_payroll",
    "one_record",
    "order_of",
    "ownership",
    "page_facts",
    "page_html",
    "page_tables",
    "paid",
    "part_of",
    "people_and_waits",
    "play",
    "poisson_range",
    "pooled",
    "quality",
    "rates_again",
    "ratings",
    "record_scores",
    "route",
    "rules",
    "score",
    "scorecard",
    "seat_year",
    "seated_by",
    "service",
    "shifts",
    "snapshot_rates",
    "staffing",
    "standing",
    "three_lists",
    "timeline",
    "title",
    "usual_deals",
    "valid_email",
    "valid_phone",
    "visits",
    "web_funnel",
    "weeks",
    "weights_tested",
    "what_if",
    "win_rates",
    "with_breaks",
]
