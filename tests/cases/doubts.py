"""Read, and hardly meant: a slip in a year, a total row, a line twice, an end before its start."""

from cases.making import GOOD, HEADER, TOML, Flawed, dated, error, lines, notice, other, said

DAYS = tuple(f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in (3, 17))
LINES = tuple(f"{n},A,{day},1,10" for n, day in enumerate(DAYS))
LEAD_HEADER = "lead_id,converted,created_at,converted_at\n"
CAMPAIGN_HEADER = "customer_id,arm,returned,sent_at\n"
LEADS_TOML = '[files.leads]\npath = "leads.csv"\n'

ASTRAY = (
    Flawed(
        "a year too far, which would be as_of",
        dated(*DAYS, "2031-05-01"),
        finds=(error(26, "ordered_at", "2,326 days after all other dates", "as_of = 2024-12-17"),),
    ),
    Flawed(
        "a year too far, and as_of said",
        dated(*DAYS, "2031-05-01", "2042-05-01"),
        "as_of = 2024-12-31\n" + TOML,
        (notice(26, "ordered_at", "2,326 days after all other dates", "drop", count=2),),
    ),
    Flawed(
        "a year too far in a table of its own",
        {"orders.csv": dated(*DAYS)["orders.csv"]}
        | other(
            "leads",
            LEAD_HEADER + "".join(f"{n},0,{day},\n" for n, day in enumerate(DAYS)) + "x,0,2031-05-01,\n",
        ),
        TOML + LEADS_TOML,
        (error(26, "created_at", "2,326 days after", "2024-12-17"),),
    ),
    Flawed(
        "leads that come when orders do, and not when other leads do",
        {"orders.csv": dated(*DAYS, "2024-12-30")["orders.csv"]}
        | other(
            "leads",
            LEAD_HEADER
            + "".join(f"{n},0,{day.replace('2024', '2020')},\n" for n, day in enumerate(DAYS))
            + "x,0,2024-12-01,\n",
        ),
        TOML + LEADS_TOML,
        reads={"leads.lead_id": [*map(str, range(len(DAYS))), "x"]},
    ),
    Flawed(
        "a day for not known",
        dated("1970-01-01", *DAYS, "1970-01-01"),
        finds=(notice(2, "ordered_at", "19,725 days before the rest", "slip", count=2),),
    ),
    Flawed(
        "a few orders years apart",
        dated("2015-01-05", "2019-03-01", "2024-06-01"),
        reads={"orders.quantity": [1.0] * 3},
    ),
    Flawed(
        "orders each other year",
        dated(
            *(f"{year}-06-{day:02}" for year in (2012, 2014, 2016, 2018) for day in range(1, 6)), "2021-06-01"
        ),
        reads={"orders.quantity": [1.0] * 21},
    ),
    Flawed(
        "contracts without end",
        other(
            "subscriptions",
            "customer_id,ended,ended_on\n"
            + "".join(f"{n},1,{day}\n" for n, day in enumerate((*DAYS, *["2099-12-31"] * 9))),
        ),
        said(table="subscriptions"),
        (error(26, "ended_on", "27,407 days after", "as_of = 2024-12-17", count=9),),
    ),
    Flawed(
        "a plan that reaches beyond the orders",
        lines(GOOD) | other("targets", "period,measure,plan\n2024-01-01,revenue,10\n2024-12-01,revenue,10\n"),
        TOML + said(table="targets"),
        (notice(None, "as_of", "2024-12-01, from period in targets, 305 days after", "as_of = 2024-01-31"),),
    ),
)

TWICE = (
    Flawed(
        "a line twice",
        lines(GOOD + ",x", "2,A,2024-01-31,2,1,x", GOOD + ",x", GOOD + ",y", header=HEADER + ",channel"),
        finds=(notice(4, "order_id", "stands there before, equal in every column", "export"),),
        reads={"orders.order_id": ["1", "2", "1", "1"]},
    ),
    Flawed(
        "told apart by a column that is not used",
        lines(GOOD + ",1", GOOD + ",2", header=HEADER + ",line"),
        finds=(notice(None, "line", "not a column"),),
    ),
    Flawed(
        "two exports that overlap",
        {"a.csv": lines(*LINES[:12])["orders.csv"], "b.csv": lines(*LINES[9:])["orders.csv"]},
        '[files.orders]\npath = "*.csv"',
        (notice(2, "order_id", "stands there before", "went in twice", count=3),),
    ),
    Flawed(
        "bought twice in one day, without order numbers",
        lines(*(row.partition(",")[2] for row in (*LINES * 3, LINES[0])), header=HEADER.partition(",")[2]),
        said('order_id = "customer_day"'),
        (
            notice(2, "order_id", "one for each customer and day", count=24),
            notice(26, "customer_id", "stands there before", count=49),
        ),
    ),
    Flawed(
        "bought twice in one day, for once",
        lines(
            *(f"A{n},{day},1,10" for n in range(4) for day in DAYS),
            f"A0,{DAYS[0]},1,10",
            header=HEADER.partition(",")[2],
        ),
        said('order_id = "customer_day"'),
        (notice(2, "order_id", "one for each customer and day", count=96),),
    ),
)

TOTAL = (
    Flawed(
        "a total row",
        lines(GOOD, "2,A,2024-02-01,2,1", "Summe,,,4,11.5"),
        finds=(notice(4, "order_id", "total row", r'drop = { order_id = "^Summe$" }'),),
        reads={"orders.order_id": ["1", "2"]},
    ),
    Flawed(
        "two total rows, after a blank one",
        lines(GOOD, ",,,,", ",合计：,,2,10.5", "Grand total,,,,21", header=HEADER),
        finds=(
            notice(5, "order_id", "total row", '{ order_id = "^Grand\\\\ total$" }'),
            notice(4, "customer_id", "total row", '{ customer_id = "^合计：$" }'),
        ),
        reads={"orders.order_id": ["1"]},
    ),
    Flawed(
        "a total row under a column that is not used",
        lines(GOOD + ",Vase,EUR", ",,,2,10.5,Total,EUR", header=HEADER + ",Artikel Text,currency"),
        finds=(
            notice(3, "Artikel Text", "total row", 'drop = { "Artikel Text" = "^Total$" }'),
            notice(None, "Artikel Text", "not a column"),
        ),
        reads={"orders.order_id": ["1"]},
    ),
    Flawed(
        "a total row, dropped",
        lines(GOOD, "Summe,,,4,11.5"),
        said('drop = { order_id = "^Summe$" }'),
        (notice(3, "order_id", "left out"),),
        {"orders.order_id": ["1"]},
    ),
    Flawed(
        "a firm called Total",
        lines(GOOD, "2,Total,2024-02-01,2,1"),
        reads={"orders.customer_id": ["A", "Total"]},
    ),
    Flawed(
        "a total row of customers",
        other("customers", "customer_id,region,service_cost\nA,north,5\nTotal,,5\n"),
        said(table="customers"),
        (notice(3, "customer_id", "total row"),),
        {"customers.customer_id": ["A"]},
    ),
    Flawed(
        "a brand called Total",
        other("sales", "period,brand,units,price\n1,A,4,2\n1,Total,5,\n"),
        said(table="sales"),
        reads={"sales.brand": ["A", "Total"]},
    ),
)

ORDER = (
    Flawed(
        "converted before created",
        other(
            "leads",
            LEAD_HEADER
            + "1,1,2024-01-05,2023-01-04\n2,1,2024-01-05 09:00,2024-01-05\n"
            + "3,1,2024-01-05 09:00,2024-01-05 08:00\n4,0,2024-01-06,\n",
        ),
        said(table="leads"),
        (notice(2, "converted_at", "before created_at", "Mend one", count=2),),
    ),
    Flawed(
        "resolved before opened",
        other(
            "tickets",
            "ticket_id,opened_at,first_reply_at,resolved_at\n1,2024-01-05,2024-01-06,2024-01-04\n2,2024-01-05,2024-01-01,\n",
        ),
        said(table="tickets"),
        (notice(2, "resolved_at", "before opened_at"), notice(3, "first_reply_at", "before opened_at")),
    ),
    Flawed(
        "one customer in both arms",
        other(
            "campaigns",
            CAMPAIGN_HEADER + "1,treatment,1,2024-01-01\n2,control,0,\n1,Control,0,\n2,control,0,\n",
        ),
        said(table="campaigns"),
        (notice(4, "customer_id", "both arms", "sent_at"),),
    ),
    Flawed(
        "one customer in two campaigns",
        other("campaigns", CAMPAIGN_HEADER + "1,treatment,1,2024-01-01\n1,control,0,2024-06-01\n"),
        said(table="campaigns"),
        reads={"campaigns.arm": ["treatment", "control"]},
    ),
    Flawed(
        "a rate by its name",
        lines(GOOD + ",10", header=HEADER + ",Rabatt %"),
        said("[files.orders.columns]", 'discount = "Rabatt %"'),
        (notice(None, "discount", "by its name “Rabatt %”", "unit_price × rate"),),
    ),
)

FORGOTTEN = (
    Flawed(
        "a file that case.toml does not name",
        lines(GOOD)
        | {"Leads.CSV": b"lead_id,converted\n1,1\n", "notes.csv": b"a\n1\n", "tickets/a.csv": b""},
        finds=(notice(None, "", "not read", 'path = "Leads.CSV"'),),
        reads={"orders.quantity": [2.0]},
    ),
    Flawed(
        "a customer nobody knows in tickets",
        other("customers", "customer_id\nA\n")
        | other("tickets", "ticket_id,opened_at,customer_id\n1,2024-01-01,Zoë\n2,2024-01-01,\n"),
        said(table="customers") + said(table="tickets"),
        (notice(None, "customer_id", "1 customers are not in the table customers, such as “Zoë”"),),
    ),
)

DOUBTS = (*ASTRAY, *TWICE, *TOTAL, *ORDER, *FORGOTTEN)
