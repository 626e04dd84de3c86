"""Files in every encoding and shape, whole and torn."""

from cases.making import GOOD, HEADER, Flawed, error, lines, notice, said, workbook

XLSX = '[files.orders]\npath = "orders.xlsx"\n'
EXCEL_HEADER = HEADER.split(",")
CHINESE = "订单号,客户编号,下单日期,数量,单价"
CHINESE_TOML = said(
    "[files.orders.columns]",
    'order_id = "订单号"',
    'customer_id = "客户编号"',
    'ordered_at = "下单日期"',
    'quantity = "数量"',
    'unit_price = "单价"',
)
CHINESE_READS: dict[str, list[object]] = {"orders.customer_id": ["张三"], "orders.quantity": [2.0]}
WEST_READS: dict[str, list[object]] = {"orders.customer_id": ["Königs & Söhne"]}

FILES = (
    Flawed("empty file", {"orders.csv": b""}, finds=(error(None, "", "is empty", "header"),)),
    Flawed("blank file", {"orders.csv": b" \n\n"}, finds=(error(None, "", "is empty"),)),
    Flawed(
        "a byte order mark and nothing else",
        {"orders.csv": b"\xff\xfe"},
        finds=(error(None, "", "is empty"),),
    ),
    Flawed(
        "header only",
        lines(),
        finds=(notice(None, "", "no rows left"), error(None, "", "no table has any rows")),
    ),
    Flawed(
        "header only, by day",
        lines() | {"orders2.csv": lines(GOOD)["orders.csv"]},
        '[files.orders]\npath = "orders*.csv"',
        reads={"orders.order_id": ["1"]},
    ),
    Flawed(
        "binary",
        {"orders.csv": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"},
        finds=(error(None, "", "not a text file", "CSV"),),
    ),
    Flawed(
        "old excel", {"orders.csv": b"\xd0\xcf\x11\xe0rest"}, finds=(error(None, "", "Excel 97", ".xlsx"),)
    ),
    Flawed(
        "damaged workbook",
        {"orders.csv": b"PK\x03\x04 torn"},
        finds=(error(None, "", "not a workbook", ".xlsx"),),
    ),
    Flawed("damaged parquet", {"orders.csv": b"PAR1 torn"}, finds=(error(None, "", "not Parquet", "again"),)),
    Flawed("BOM", lines("1,Königs & Söhne,2024-01-31,1,1", encoding="utf-8-sig"), reads=WEST_READS),
    Flawed("Windows-1252", lines("1,Königs & Söhne,2024-01-31,1,1", encoding="cp1252"), reads=WEST_READS),
    Flawed(
        "UTF-16",
        lines("1,张三,2024-01-31,2,1", header=CHINESE, encoding="utf-16"),
        CHINESE_TOML,
        reads=CHINESE_READS,
    ),
    Flawed(
        "UTF-16 without a mark",
        lines("1,张三,2024-01-31,2,1", header=CHINESE, encoding="utf-16-be"),
        CHINESE_TOML,
        reads=CHINESE_READS,
    ),
    Flawed(
        "GB18030",
        lines("1,张三,2024-01-31,2,1", header=CHINESE, encoding="gb18030"),
        CHINESE_TOML,
        reads=CHINESE_READS,
    ),
    Flawed(
        "encoding said and wrong",
        lines("1,张三,2024-01-31,2,1", encoding="gb18030"),
        said('encoding = "utf-8"'),
        (error(None, "", "not text in utf-8", "encoding"),),
    ),
    Flawed(
        "another encoding said, in which it reads as well",
        lines("1,Königs & Söhne,2024-01-31,1,1", encoding="utf-8"),
        said('encoding = "cp1252"'),
        (notice(None, "", "reads as UTF-8, and case.toml says cp1252", "out of case.toml"),),
        {"orders.customer_id": ["KÃ¶nigs & SÃ¶hne"]},
    ),
    Flawed(
        "UTF-8 with a damaged byte",
        {"orders.csv": (HEADER + "\n1,张三李四,2024-01-31,2,1\n").encode() + b"2,\xe5\xbc,2024-01-31,2,1\n"},
        finds=(error(None, "", "not text in utf-8", "encoding"),),
    ),
    Flawed(
        "semicolons",
        {"orders.csv": HEADER.replace(",", ";").encode() + b"\n1;A;2024-01-31;2;1,5\n"},
        reads={"orders.unit_price": [1.5]},
    ),
    Flawed(
        "tabs",
        {"orders.csv": HEADER.replace(",", "\t").encode() + b"\n1\tA, B\t2024-01-31\t2\t1.5\n"},
        reads={"orders.customer_id": ["A, B"]},
    ),
    Flawed(
        "bars",
        {"orders.csv": HEADER.replace(",", "|").encode() + b"\n1|A|2024-01-31|2|1.5\n"},
        reads={"orders.unit_price": [1.5]},
    ),
    Flawed(
        "sep= line",
        {"orders.csv": b"sep=;\n" + HEADER.replace(",", ";").encode() + b"\n1;A;2024-01-31;x;1,5\n"},
        finds=(error(3, "quantity", "not a number"),),
    ),
    Flawed("mac line ends", lines(GOOD, end="\r"), reads={"orders.order_id": ["1"]}),
    Flawed(
        "blank lines keep the count",
        lines(GOOD, "", "2,A,2024-01-31,many,1"),
        finds=(error(4, "quantity", "not a number", "drop"),),
    ),
    Flawed(
        "a delimiter too many",
        lines(GOOD, "2,A,B,2024-01-31,2,1"),
        finds=(error(3, "", "more cells than the header", "double quotes"),),
    ),
    Flawed("trailing delimiters", lines(GOOD + ",,"), reads={"orders.unit_price": [10.5]}),
    Flawed(
        "a row cut short",
        lines(GOOD, "2,A,2024-01-31"),
        finds=(error(3, "quantity", "blank"), error(3, "unit_price", "blank")),
    ),
    Flawed(
        "open quotation mark",
        lines(GOOD, '2,"A,2024-01-31,2,1'),
        finds=(error(3, "", "cannot be cut into cells", "quotation mark"),),
    ),
    Flawed(
        "line break in a cell",
        lines('1,"A\nB",2024-01-31,2,1', "2,A,2024-01-31,x,1"),
        finds=(error(3, "quantity", "not a number"),),
    ),
    Flawed(
        "column twice",
        lines("1,A,2024-01-31,2,1,2", header=HEADER + ",quantity"),
        finds=(error(None, "quantity", "twice in the header", "Rename"),),
    ),
    Flawed(
        "unused column twice",
        lines(GOOD + ",x,y", header=HEADER + ",note,note"),
        finds=(notice(None, "note", "not a column"), notice(None, "note (2)", "not a column")),
        reads={"orders.quantity": [2.0]},
    ),
)

EXCEL = (
    Flawed(
        "excel",
        {
            "orders.xlsx": workbook(
                [EXCEL_HEADER, [1, 17850.0, 45356, 2, 1.234], ["2", "B", "2024-03-05", "3", 1.5]]
            )
        },
        XLSX,
        reads={
            "orders.ordered_at": ["2024-03-05T00:00", "2024-03-05T00:00"],
            "orders.customer_id": ["17850", "B"],
            "orders.unit_price": [1.234, 1.5],
        },
    ),
    Flawed(
        "no such sheet",
        {"orders.xlsx": workbook([EXCEL_HEADER], sheet="Orders")},
        XLSX + 'sheet = "Order"',
        (error(None, "sheet", "no sheet", "“Orders”"),),
    ),
    Flawed("empty sheet", {"orders.xlsx": workbook([])}, XLSX, (error(None, "", "is empty"),)),
    Flawed(
        "a formula nobody calculated",
        {"orders.xlsx": workbook([EXCEL_HEADER, [1, "A", "2024-03-05", "=1+1", 5]])},
        XLSX,
        (error(2, "quantity", "blank"),),
    ),
    Flawed(
        "a cell in error",
        {"orders.xlsx": workbook([EXCEL_HEADER, [1, "A", "2024-03-05", "#DIV/0!", 5]])},
        XLSX,
        (error(2, "quantity", "not a number"),),
    ),
)
