"""The data dictionary, written from the declarations."""

from helpers.schema.column import KINDS, Column, Table
from helpers.schema.tables import TABLES

HEAD = """# The data of a case

Written by `make dictionary` from `helpers/schema`; change it there.

A case is a folder with `case.toml` and one file per table: CSV, TSV, XLSX or Parquet. No single table is
required, one at least is. Check yours with `ninesteps case check DIR`; make one from a raw order file with
`ninesteps case from-orders FILE --out DIR`, or of the exports of Salesforce, HubSpot or Zoho CRM with
`ninesteps case from-crm FILE… --vendor VENDOR --out DIR`.

## case.toml

    name = "Meridian Home"
    currency = "USD"
    as_of = 2026-06-30            # default: the latest date in any table; orders after it are the hold-out
    simulated = true              # says that no real firm is behind it
    [named]                       # short names of customers, for figures
    C00001 = "Nordhaus"
    [files.orders]                # one for each table
    path = "orders.csv"           # or "by-day/*.csv", or an absolute path
    [files.orders.columns]        # standard name = name in the file
    customer_id = "Customer ID"

A column needs no entry where the file uses its standard name; capitals, spaces and hyphens do not matter.
What can be told from a file is; what could be read in two ways is asked for. Say it under `[files.X]`:

| key | what it says |
|---|---|
| `encoding = "gb18030"` | else detected: UTF-8, UTF-8 with BOM, UTF-16, GB18030, Windows-1252 |
| `delimiter = ";"` | else detected among comma, `;`, tab and bar; or `"whitespace"` |
| `header = false` | the file starts with data; its columns go by number: `customer_id = 1` |
| `decimal = ","` and `thousands = "."` | else each column decides by what can be read in one way only |
| `date_format = "%d/%m/%Y"` | else detected; asked for where day and month could be either |
| `timezone = "Europe/London"` | stamps with offsets are converted to it, others are taken as local |
| `sheet = "Orders"` | the sheet of an Excel file; else its first |
| `drop = {{ order_id = "^C" }}` | rows to leave out, a regular expression per column; counted and reported |

Orders only:

| key | what it says |
|---|---|
| `returns = "drop"` | leave out lines with a negative quantity; `"net"`, the default, keeps them |
| `amount = "Total"` | there is a line total and no price: unit_price = (total + discount) / quantity |
| `quantity = 1` | there are no quantities |
| `order_id = "customer_day"` | there are no order numbers: one order for each customer and day |

## Kinds of column

{kinds}

Money is in the currency of the case. · marks a column one can do without.

## Tables

{tables}
"""


def dictionary() -> str:
    """The data dictionary, `data/README.md`: every table and column of a case in Markdown."""
    kinds = "\n".join(f"- **{kind}**: {meaning}." for kind, meaning in KINDS.items())
    tables = "\n\n".join(_described(table) for table in TABLES.values())
    return HEAD.format(kinds=kinds, tables=tables)


def _described(table: Table) -> str:
    """One table as a Markdown section."""
    notes = [table.meaning]
    if table.key:
        notes.append("One row for each " + " × ".join(f"`{name}`" for name in table.key) + ".")
    others = "kept as traits" if table.traits else "ignored, with a notice"
    rows = "\n".join(map(_row, table.columns))
    head = f"### {table.name}\n{' '.join(notes)} Other columns are {others}.\n"
    return f"{head}\n| column | kind | unit | meaning |\n|---|---|---|---|\n{rows}"


def _row(column: Column) -> str:
    """One column as a row of that section."""
    mark = "" if column.required else "· "
    return f"| {mark}`{column.name}` | {column.kind} | {column.unit} | {column.meaning} |"
