"""Case folders with something wrong in case.toml, or small ones with nothing wrong."""

from cases.making import GOOD, TOML, Flawed, error, lines, notice, said

FOLDER = (
    Flawed("no case.toml", lines(GOOD), None, (error(None, "", "no case.toml", "from-orders"),)),
    Flawed("bad toml", {}, 'name = "A"\npath = orders', (error(2, "", "not valid TOML", "line"),)),
    Flawed(
        "case.toml in GB18030",
        {},
        'name = "公司"'.encode("gb18030"),
        (error(None, "", "not UTF-8", "UTF-8"),),
    ),
    Flawed("no files", {}, 'name = "A"', (error(None, "", "names no file", "[files.orders]"),)),
    Flawed(
        "unknown key",
        lines(GOOD),
        said('decimla = ","'),
        (error(None, "files.orders.decimla", "unknown key", "“decimal”"),),
    ),
    Flawed(
        "unknown top key",
        lines(GOOD),
        'curency = "USD"\n' + TOML,
        (error(None, "curency", "unknown key", "“currency”"),),
    ),
    Flawed(
        "unknown table",
        {},
        '[files.order]\npath = "o.csv"',
        (error(None, "files.order", "unknown table", "“orders”"),),
    ),
    Flawed(
        "number for a text",
        lines(GOOD),
        "name = 7\n" + TOML,
        (error(None, "name", "not text in quotes", "quotes"),),
    ),
    Flawed(
        "as_of is no date",
        lines(GOOD),
        'as_of = "soon"\n' + TOML,
        (error(None, "as_of", "no date", "2026-06-30"),),
    ),
    Flawed(
        "as_of before all orders",
        lines(GOOD),
        "as_of = 2020-01-01\n" + TOML,
        (error(None, "as_of", "before the first order", "2024-01-31"),),
    ),
    Flawed(
        "unknown timezone",
        lines(GOOD),
        said('timezone = "Moon/Base"'),
        (error(None, "files.orders.timezone", "Moon/Base", "Europe/London"),),
    ),
    Flawed(
        "unknown encoding",
        lines(GOOD),
        said('encoding = "latin-99"'),
        (error(None, "files.orders.encoding", "latin-99", "utf-8"),),
    ),
    Flawed(
        "a codec that is no encoding",
        lines(GOOD),
        said('encoding = "rot13"'),
        (error(None, "files.orders.encoding", "rot13", "utf-8"),),
    ),
    Flawed(
        "a delimiter that none can be",
        lines(GOOD),
        said('delimiter = "\\u0000"'),
        (error(None, "files.orders.delimiter", "delimiter cannot be", "whitespace"),),
    ),
    Flawed(
        "no such date format",
        lines(GOOD),
        said('date_format = "dd/mm/yyyy"'),
        (error(None, "files.orders.date_format", "dd/mm/yyyy", "%d/%m/%Y"),),
    ),
    Flawed(
        "one mark for two things",
        lines(GOOD),
        said('decimal = ","', 'thousands = ","'),
        (error(None, "files.orders.thousands", "thousands", "a mark each"),),
    ),
    Flawed(
        "drop is no pattern",
        lines(GOOD),
        said('drop = { order_id = "(" }'),
        (error(None, "files.orders.drop.order_id", "regular expression", "pattern"),),
    ),
    Flawed(
        "drop of no column",
        lines(GOOD),
        said('drop = { order = "C" }'),
        (error(None, "order", "not there", "“order_id”"),),
    ),
    Flawed(
        "path outside",
        lines(GOOD),
        '[files.orders]\npath = "../orders.csv"',
        (error(None, "", "outside the case", "absolute path"),),
    ),
    Flawed("missing file", {}, TOML, (error(None, "", "no such file", "path"),)),
    Flawed(
        "glob without files",
        {},
        '[files.orders]\npath = "by-day/*.csv"',
        (error(None, "", "no file matches", "path"),),
    ),
    Flawed(
        "directory for a file",
        {"orders.csv/a.csv": b"x"},
        TOML,
        (error(None, "", "is not a file", "orders.csv/*.csv"),),
    ),
)

SMALL = (
    Flawed("one customer, one order", lines(GOOD), reads={"orders.quantity": [2.0]}),
    Flawed("all returns", lines("1,A,2024-01-31,-2,10"), reads={"orders.quantity": [-2.0]}),
    Flawed(
        "all returns, dropped",
        lines("1,A,2024-01-31,-2,10"),
        said('returns = "drop"'),
        (
            notice(2, "quantity", "return left out"),
            notice(None, "", "no rows left"),
            error(None, "", "no table has any rows"),
        ),
    ),
    Flawed(
        "drop",
        lines("C1,A,2024-01-31,x,10", GOOD),
        said('drop = { order_id = "^C" }'),
        (notice(2, "order_id", "left out"),),
        {"orders.order_id": ["1"]},
    ),
    Flawed(
        "no order numbers",
        lines(
            "A,2024-01-31,2,5",
            "A,2024-01-31,1,5",
            "B,2024-01-31,1,5",
            header="customer_id,ordered_at,quantity,unit_price",
        ),
        said('order_id = "customer_day"'),
        (notice(2, "order_id", "one for each customer and day", count=2),),
        {"orders.order_id": ["A 2024-01-31", "A 2024-01-31", "B 2024-01-31"]},
    ),
    Flawed(
        "no quantities",
        lines("1,A,2024-01-31,5", header="order_id,customer_id,ordered_at,unit_price"),
        said("quantity = 1"),
        (notice(None, "quantity", "counts as 1"),),
        {"orders.quantity": [1.0]},
    ),
    Flawed(
        "no header",
        {"orders.csv": b" 1 A 20240131 2  5.00\n 2 B 20240201 1  7.50\n"},
        said(
            "header = false",
            "[files.orders.columns]",
            "order_id = 1",
            "customer_id = 2",
            "ordered_at = 3",
            "quantity = 4",
            "unit_price = 5",
        ),
        reads={"orders.unit_price": [5.0, 7.5]},
    ),
    Flawed(
        "strangers",
        lines(GOOD) | {"customers.csv": b"customer_id\nB\n"},
        TOML + said(table="customers"),
        (notice(None, "customer_id", "1 customers are not in", "same way"),),
        {"orders.customer_id": ["A"]},
    ),
)
