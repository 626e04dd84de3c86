"""Columns missing, doubled, blank, or with words where there should be none."""

from cases.making import GOOD, HEADER, TOML, Flawed, error, lines, notice, other, said

ANSWER_HEADER = "respondent_id,survey,item,answer\n"
PRICE_HEADER = "respondent_id,too_cheap,cheap,expensive,too_expensive\n"

COLUMNS = (
    Flawed(
        "missing column",
        lines("1,A,2024-01-31,2", header="order_id,customer_id,ordered_at,quantity"),
        finds=(error(None, "unit_price", "required column missing", "amount ="),),
    ),
    Flawed(
        "near miss",
        lines("1,A,2024-01-31,2,1", header="order_id,customers_id,ordered_at,quantity,unit_price"),
        finds=(error(None, "customer_id", "missing", "“customers_id”"),),
    ),
    Flawed(
        "map to nowhere",
        lines(GOOD),
        said("[files.orders.columns]", 'quantity = "Qty"'),
        (error(None, "quantity", "“Qty”", "There are"),),
    ),
    Flawed(
        "map of an unknown column",
        lines(GOOD),
        said("[files.orders.columns]", 'cutomer_id = "customer_id"'),
        (error(None, "files.orders.columns", "cutomer_id", "“customer_id”"),),
    ),
    Flawed(
        "unknown column",
        lines(GOOD + ",x", header=HEADER + ",colour"),
        finds=(notice(None, "colour", "not a column of orders"),),
        reads={"orders.quantity": [2.0]},
    ),
    Flawed(
        "capitals and spaces",
        lines(GOOD, header="Order ID,Customer-ID,Ordered At,QUANTITY,unit price"),
        reads={"orders.order_id": ["1"]},
    ),
    Flawed(
        "duplicate ids",
        other("customers", "customer_id,name\nA,x\nB,y\nA,z\nA,w\n"),
        said(table="customers"),
        (error(4, "customer_id", "twice", "one row", count=2),),
    ),
    Flawed(
        "duplicate ids across files",
        {"a.csv": b"customer_id\nA\n", "b.csv": b"customer_id\nB\nA\n"},
        '[files.customers]\npath = "*.csv"',
        (error(3, "customer_id", "twice"),),
    ),
    Flawed("blank ids", lines(GOOD, ",A,2024-01-31,2,1"), finds=(error(3, "order_id", "blank", "drop"),)),
    Flawed(
        "blank customers",
        lines(GOOD, "2,,2024-01-31,2,1", "3, ,2024-01-31,2,1"),
        finds=(notice(3, "customer_id", "set aside", "Fill in", count=2),),
        reads={"orders.order_id": ["1"]},
    ),
    Flawed(
        "nobody bought",
        lines("1,,2024-01-31,2,1"),
        finds=(
            notice(2, "customer_id", "set aside"),
            notice(None, "", "no rows left"),
            error(None, "", "no table has any rows"),
        ),
    ),
    Flawed("ids with .0", lines("1,17850.0,2024-01-31,2,1"), reads={"orders.customer_id": ["17850"]}),
    Flawed("leading zeros", lines("1,00017,2024-01-31,2,1"), reads={"orders.customer_id": ["00017"]}),
    Flawed(
        "two currencies",
        lines(GOOD + ",USD", GOOD + ",EUR", header=HEADER + ",currency"),
        'currency = "USD"\n' + TOML,
        (error(None, "currency", "EUR beside USD", "^EUR$"),),
    ),
    Flawed(
        "formula and script in names",
        other(
            "customers",
            "customer_id,name\nA,\"=cmd|' /C calc'!A0\"\nB,<script>alert(1)</script>\nC,'+49 30\n",
        ),
        said(table="customers"),
        reads={"customers.name": ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "+49 30"]},
    ),
    Flawed(
        "steering characters in a value",
        lines("1,A,2024-01-31,\x1b[31mred,1"),
        finds=(error(2, "quantity", "not a number"),),
    ),
    Flawed(
        "flags in words",
        other("leads", "lead_id,converted\n1,yes\n2,否\n3,TRUE\n4,0.0\n"),
        said(table="leads"),
        reads={"leads.converted": [1, 0, 1, 0]},
    ),
    Flawed(
        "no flag",
        other("leads", "lead_id,converted\n1,perhaps\n"),
        said(table="leads"),
        (error(2, "converted", "neither 1 nor 0", "yes or no"),),
    ),
    Flawed(
        "kano in words",
        other(
            "kano",
            "respondent_id,feature,functional,dysfunctional\n1,wifi,Like,dislike\n2,wifi,喜欢,无所谓\n3,wifi,maybe,1\n4,wifi,,1\n",
        ),
        said(table="kano"),
        (notice(4, "functional", "unscored", "1–5", count=2),),
        {"kano.functional": [1.0, 1.0], "kano.dysfunctional": [5.0, 3.0]},
    ),
    Flawed(
        "a slip in a trait of numbers",
        other(
            "choices", "respondent_id,task,alternative,chosen,price\n1,1,A,1,10\n1,1,B,0,12\n2,1,A,1,ten\n"
        ),
        said(table="choices"),
        (notice(4, "price", "read as text", "Mend it"),),
        {"choices.price": ["10", "12", "ten"]},
    ),
    Flawed(
        "two chosen in one task, and none in another",
        other(
            "choices",
            "respondent_id,task,alternative,chosen,price\n1,1,A,1,10\n1,1,B,1,12\n1,2,A,1,9\n1,2,B,0,8\n1,3,A,0,9\n",
        ),
        said(table="choices"),
        (
            notice(2, "chosen", "several alternatives of a task", "Keep one 1", count=2),
            notice(6, "task", "nothing is chosen", "Nothing to mend"),
        ),
        {"choices.price": [9.0, 8.0, 9.0]},
    ),
    Flawed(
        "contracts that run backwards",
        other(
            "subscriptions",
            "customer_id,ended,tenure,started_on,ended_on\n1,1,12,2025-05-01,2025-01-01\n2,0,-3,2025-01-01,\n",
        ),
        said(table="subscriptions"),
        (
            error(2, "ended_on", "before started_on", "Mend one"),
            error(3, "tenure", "below zero", "drop"),
        ),
    ),
    Flawed(
        "calls below zero",
        other("calls", "interval_start,calls\n2025-01-01 10:00,-3\n2025-01-01 10:30,2\n"),
        said(table="calls"),
        (error(2, "calls", "below zero", "Mend it"),),
    ),
    Flawed(
        "a third arm",
        other("campaigns", "customer_id,arm,returned\n1,Treatment,1\n2,placebo,0\n3,control,0\n"),
        said(table="campaigns"),
        (error(3, "arm", "neither treatment nor control", "drop"),),
    ),
    Flawed(
        "a title above the header",
        other("customers", "Report of 3 May,,\ncustomer_id,customer type,service cost\nC1,shop,12\n"),
        said(table="customers"),
        (error(None, "customer_id", "missing", "delete what stands above"),),
    ),
    Flawed(
        "prices that do not rise",
        other("prices", PRICE_HEADER + "1,1,2,3,4\n2,1,3,2,4\n3,1,1,2,4\n"),
        said(table="prices"),
        (notice(3, "respondent_id", "do not rise", count=2),),
        {"prices.cheap": [2.0]},
    ),
    Flawed(
        "answers out of scale",
        other(
            "answers",
            "respondent_id,survey,item,answer\n1,nps,n,11\n2,nps,n,9\n3,csat,c,fine\n4,open,o,fine\n",
        ),
        said(table="answers"),
        (notice(2, "answer", "scale 0–10"), notice(4, "answer", "unscored")),
        {"answers.answer": ["11", "9", "fine", "fine"]},
    ),
    Flawed(
        "a nine on a scale of seven, a half and a missing one on a scale of five",
        other(
            "answers",
            ANSWER_HEADER
            + "".join(f"{n},importance,price,{9 if n == 7 else n % 7 + 1}\n" for n in range(60))
            + "".join(f"{n},csat,all,{ {5: 99, 6: 2.5}.get(n, n % 5 + 1) }\n" for n in range(200)),
        ),
        said(table="answers"),
        (
            notice(9, "answer", "off the scale 1–7 of the other answers to importance", "a slip"),
            notice(67, "answer", "off the scale 1–5 of the other answers to csat", "no answer", count=2),
        ),
    ),
    Flawed(
        "wide scales, and few answers",
        other(
            "answers",
            ANSWER_HEADER
            + "".join(f"{n},performance,price,{n % 10 + 1}\n" for n in range(60))
            + "".join(f"{n},csat,all,{n % 101}\n" for n in range(101))
            + "1,ces,all,3\n2,ces,all,9\n",
        ),
        said(table="answers"),
        reads={"answers.survey": ["performance"] * 60 + ["csat"] * 101 + ["ces"] * 2},
    ),
    Flawed(
        "periods as labels",
        other("sales", "period,brand,units\nspring,A,1\nautumn,A,2\n"),
        said(table="sales"),
        reads={"sales.period": ["spring", "autumn"]},
    ),
    Flawed(
        "a blank period",
        other("sales", "period,brand,units\n2024-01,A,1\n,A,2\n"),
        said(table="sales"),
        (error(3, "period", "is blank", "drop ="),),
    ),
)
