"""Numbers and dates in many hands."""

from cases.making import GOOD, Flawed, dated, error, lines, notice, priced, said

NUMBERS = (
    Flawed(
        "text in numbers",
        lines(GOOD, "2,A,2024-01-31,many,1", "3,A,2024-01-31,few,1"),
        finds=(error(3, "quantity", "not a number", "drop", count=2),),
    ),
    Flawed("decimal comma", priced("1,5", "2", "1.234,50"), reads={"orders.unit_price": [1.5, 2.0, 1234.5]}),
    Flawed(
        "thousands by blanks",
        priced("1 234,56", "1\u202f234,5"),
        reads={"orders.unit_price": [1234.56, 1234.5]},
    ),
    Flawed(
        "thousands by commas",
        priced("1,234.56", "12,345,678.9"),
        reads={"orders.unit_price": [1234.56, 12345678.9]},
    ),
    Flawed(
        "currency signs",
        priced("€ 3.5", "$1,234.50", "12.5 USD", "￥8.0"),
        reads={"orders.unit_price": [3.5, 1234.5, 12.5, 8.0]},
    ),
    Flawed(
        "accountants' minus",
        priced("(2.5)", "3.5-", "−4.5"),
        finds=(notice(2, "unit_price", "negative price", "drop", count=3),),
        reads={"orders.unit_price": [-2.5, -3.5, -4.5]},
    ),
    Flawed(
        "thousands or decimals: comma",
        priced("1,234", "2,500"),
        finds=(error(2, "unit_price", "two different numbers", "decimal =", count=2),),
    ),
    Flawed(
        "thousands or decimals: point",
        priced("1.234", "12"),
        finds=(error(2, "unit_price", "two different numbers", "decimal ="),),
    ),
    Flawed(
        "said: thousands",
        priced("1,234", "2,500"),
        said('decimal = "."'),
        reads={"orders.unit_price": [1234.0, 2500.0]},
    ),
    Flawed(
        "said: decimals",
        priced("1,234", "2,500"),
        said('decimal = ","'),
        reads={"orders.unit_price": [1.234, 2.5]},
    ),
    Flawed(
        "two decimal marks",
        priced("1.5", "2.5", "3,5"),
        finds=(error(4, "unit_price", "another decimal mark", "one way"),),
    ),
    Flawed(
        "infinity",
        priced("1.5", "inf", "-Infinity"),
        finds=(error(3, "unit_price", "finite", "drop", count=2),),
    ),
    Flawed("infinity by size", priced("1e999"), finds=(error(2, "unit_price", "finite"),)),
    Flawed("NaN", priced("1.5", "NaN"), finds=(error(3, "unit_price", "blank", "drop"),)),
    Flawed("enormous", priced("1e300"), finds=(error(2, "unit_price", "too large", "barcode"),)),
    Flawed("large and true", priced("999999999999.5"), reads={"orders.unit_price": [999999999999.5]}),
    Flawed(
        "zero and negative prices",
        priced("0", "-1", "5"),
        finds=(notice(2, "unit_price", "zero price"), notice(3, "unit_price", "negative price")),
        reads={"orders.unit_price": [0.0, -1.0, 5.0]},
    ),
    Flawed(
        "zero revenue",
        priced("0", "0"),
        finds=(notice(2, "unit_price", "zero price", count=2),),
        reads={"orders.quantity": [1.0, 1.0]},
    ),
    Flawed(
        "amount without quantity",
        lines("1,A,2024-01-31,0,5", header="order_id,customer_id,ordered_at,quantity,total"),
        said('amount = "total"'),
        (error(2, "amount", "quantity 0"),),
    ),
    Flawed(
        "total less discount",
        lines("1,A,2024-01-31,2,8,2", header="order_id,customer_id,ordered_at,quantity,total,discount"),
        said('amount = "total"'),
        reads={"orders.unit_price": [5.0]},
    ),
)

DATES = (
    Flawed(
        "text in dates",
        dated("2024-01-31", "soon"),
        finds=(error(3, "ordered_at", "not a date", "date_format"),),
    ),
    Flawed("no such day", dated("2024-02-30"), finds=(error(2, "ordered_at", "not a date"),)),
    Flawed(
        "a date for never", dated("2024-02-01", "9999-12-31"), finds=(error(3, "ordered_at", "not a date"),)
    ),
    Flawed(
        "day or month first",
        dated("05/03/2024", "07/03/2024"),
        finds=(error(2, "ordered_at", "two different dates", "date_format", count=2),),
    ),
    Flawed(
        "mixed date orders",
        dated("25/03/2024", "26/03/2024", "03/27/2024"),
        finds=(error(4, "ordered_at", "another order", "one way"),),
    ),
    Flawed(
        "day first",
        dated("05/03/2024", "25/03/2024 10:15"),
        reads={"orders.ordered_at": ["2024-03-05T00:00", "2024-03-25T10:15"]},
    ),
    Flawed(
        "month first",
        dated("12/1/10 8:26", "12/21/10 8:26 PM"),
        reads={"orders.ordered_at": ["2010-12-01T08:26", "2010-12-21T20:26"]},
    ),
    Flawed(
        "said: month first",
        dated("05/03/2024"),
        said('date_format = "%m/%d/%Y"'),
        reads={"orders.ordered_at": ["2024-05-03T00:00"]},
    ),
    Flawed(
        "said, with a time that is not",
        dated("05/03/2024 7:30"),
        said('date_format = "%d/%m/%Y"'),
        reads={"orders.ordered_at": ["2024-03-05T07:30"]},
    ),
    Flawed(
        "dots",
        dated("5.3.2024", "06.03.2024"),
        reads={"orders.ordered_at": ["2024-03-05T00:00", "2024-03-06T00:00"]},
    ),
    Flawed(
        "dots, month first",
        dated("3.25.2024", "03.06.2024"),
        reads={"orders.ordered_at": ["2024-03-25T00:00", "2024-03-06T00:00"]},
    ),
    Flawed(
        "year first",
        dated("2024/3/5", "2024.3.6", "20240307"),
        reads={"orders.ordered_at": ["2024-03-05T00:00", "2024-03-06T00:00", "2024-03-07T00:00"]},
    ),
    Flawed(
        "Chinese",
        dated("2024年3月5日", "2024年12月25日 下午3时05分"),
        reads={"orders.ordered_at": ["2024-03-05T00:00", "2024-12-25T15:05"]},
    ),
    Flawed(
        "month in words",
        dated("5 Mar 2024", "March 6, 2024"),
        reads={"orders.ordered_at": ["2024-03-05T00:00", "2024-03-06T00:00"]},
    ),
    Flawed(
        "offsets without a timezone",
        dated("2024-03-05T10:00:00+02:00", "2024-03-05T10:00:00Z", "2024-03-05"),
        finds=(error(2, "ordered_at", "offset", "timezone", count=2),),
    ),
    Flawed(
        "offsets",
        dated("2024-07-05T10:00:00+02:00", "2024-01-05T10:00Z", "2024-01-05 10:00"),
        said('timezone = "Europe/London"'),
        reads={"orders.ordered_at": ["2024-07-05T09:00", "2024-01-05T10:00", "2024-01-05T10:00"]},
    ),
)
