"""Order lines → customers and cohorts, written once for every engine. The course's definitions stand here.

An **order line** is one row: order_id, customer_id, ordered_at, quantity, unit_price and, where there are
any, discount (money a line) and unit_cost (money a piece). A line without customer or without date belongs
to nobody and is left out (the reader of a case counts such lines); a blank price or quantity sells nothing.

- **revenue** = quantity × unit_price − discount, added up. Returns are lines with a negative quantity; they
  are netted, so that revenue may be zero or below.
- **order** = a distinct order_id of the customer; its lines without order_id make one order more.
- **margin** = revenue − unit_cost × quantity over the lines whose cost is known; blank where none is. There
  is such a column only where the lines have unit_cost.
- **revenue_share** = share of the total; **cumulative_share** = running total from the largest customer
  down, this one included. Customers below zero stand last: the running total passes 1 before it ends at 1.
  Where the total is not above zero there is nothing to share: both are blank.
- **tier** by the share that stands *before* the customer: platinum below 50%, diamond below 80%, gold below
  95%; the rest, and whoever brought nothing or less, is wood (木头客户). So the largest customer is platinum
  even with 90% of the revenue. Where there is nothing to share, everyone is wood.
- **days_since_last** = days from the last order to `as_of`.
- **usual_gap_days** = mean of the customer's own gaps between purchase days and one typical gap of its type;
  a silence is counted in these (`usual_gap_days`).
- **r, f, m** = quintiles of last order, number of orders and revenue; 5 is the most recent, the most, the
  largest. Equal customers share a score, that of the lowest rank among them: 1 + (rank − 1) × 5 // n. So
  fifths may be uneven, and a score may have nobody.

For the models of buying till you die (BTYD: Fader, Hardie & Lee 2005; Fader & Hardie 2013), in weeks of 7
days:

- **purchase day** = a day on which the customer has a line; its value is the sum of its lines. A day with
  nothing but returns is one too, with a value below zero, as in `lifetimes`. Where that is not wanted,
  `returns = "drop"` in `case.toml` leaves returns out before they come here.
- **repeat_days** = purchase days after the first (the papers' frequency x).
- **recency_weeks** = age at the last purchase (t_x); **age_weeks** = age at `as_of` (T).
- **mean_repeat_value** = mean value of a repeat day; 0 where there is none, as in the papers' data. It may be
  below zero, which gamma-gamma models refuse.

Each line's money is rounded to whole hundredths of a cent, then added up in integers; days are whole numbers
too. So every engine finds the same sums, ranks and ties, in whatever order it reads the lines.
"""

from helpers.orders.cohorts import cohorts, retention, trend
from helpers.orders.lines import as_table
from helpers.orders.reading import read_lines
from helpers.orders.rhythm import usual_gap_days
from helpers.orders.summary import TIERS, customers

__all__ = ["TIERS", "as_table", "cohorts", "customers", "read_lines", "retention", "trend", "usual_gap_days"]
