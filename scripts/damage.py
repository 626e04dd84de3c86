"""Ways in which files of a company are damaged on their way to us, and some in which nobody would."""

import csv
import io
import random
from collections.abc import Callable

Files = dict[str, bytes | None]  # None: the file is not there
CELLS = (
    "", " ", "-", "NA", "n/a", "NULL", "None", "nan", "inf", "-inf", "1e308", "-1e308", "1e-320",
    "9" * 400, "0", "-0", "-1", "1.", ".5", "1,5", "1.234.567,89", "1 234", "１２３", "٣", "½", "1/0", "0x1F",
    "1_000", "+5", "(12)", "12%", "$12", "12 USD", "1e5", "00012", "TRUE", "yes", "2024-02-30",
    "31/31/2024", "0000-00-00", "99999-01-01", "1677-01-01", "2262-04-12", "0001-01-01", "9999-12-31",
    "20240101", "45292", "1.7e18", "2024-W05", "2024-01-01T00:00:00Z", "2024-01-01 25:61",
    "2024-01-01T00:00:00+08:00", "12/05/24", "May 2024", "２０２４年１月５日", "=1+1", "=cmd|' /C calc'!A0",
    "+49 170", "@SUM(A1)", "<script>alert(1)</script>", "{{ 7 * 7 }}", "{name}", "%s%n", "$x$",
    "'; DROP TABLE orders; --", "../../etc/passwd", "a\tb", "a\nb", "a\r\nb", 'say "hi"', "a;b", "a|b",
    "\u202eabc", "\ufeffx", "e\u0301", "\u200b", "\x01", "\x7f", "\x85", "\u2028", "客户", "Ω", "𝔸",
    "x" * 5_000,
)  # fmt: skip
VALUES = (
    "3", "-1", "1.5", "true", "[]", "{}", '""', '"  "', "[1, [2]]", '"../orders.csv"', '"/dev/null"',
    '"/"', '"."', '"*"', '"**/*"', '"nowhere.csv"', '"utf-16"', '"idna"', '"rot13"', '"base64"',
    '"punycode"', '"\\u0000"', '"[("', '"(a+)+$"', '"%Q"', '"%d"', '";;"', '","', "2024-01-01",
    "1979-05-27T07:32:00Z", "99999999999999999999", "inf", "nan", '"Mars/Olympus"', '"net"',
    '"customer_day"', "{ a = 1 }", '["orders.csv", "orders.csv"]', '"~root/x"', '"a\\nb"',
)  # fmt: skip
KEYS = (
    "path", "encoding", "delimiter", "decimal", "thousands", "date_format", "timezone", "returns",
    "quantity", "order_id", "header", "sheet", "drop", "columns", "name", "currency", "as_of", "simulated",
    "nonsense", "line_total",
)  # fmt: skip
LONG = 1_000_000


def damaged(chance: random.Random, files: Files) -> None:
    """Do one thing to one of the files, or to two."""
    name = chance.choice(sorted(files))
    data = files[name]
    if data is None:
        return
    if chance.random() < 0.1:
        chance.choice(WHOLE)(chance, files, name)
    elif name == "case.toml":
        files[name] = chance.choice(TOML)(chance, data)
    elif chance.random() < 0.35:
        files[name] = chance.choice(RAW)(chance, data)
    else:
        files[name] = in_cells(chance, data)


# The whole file.


def gone(chance: random.Random, files: Files, name: str) -> None:
    files[name] = None


def swapped(chance: random.Random, files: Files, name: str) -> None:
    other = chance.choice(sorted(files))
    files[name], files[other] = files[other], files[name]


def another_kind(chance: random.Random, files: Files, name: str) -> None:
    """What says that it is a workbook, Parquet or something packed, and is not, or only half."""
    heads = (
        b"PK\x03\x04",
        b"PAR1",
        b"\xd0\xcf\x11\xe0",
        b"\x1f\x8b\x08",
        b"\x89PNG\r\n",
        b"%PDF-1.7",
        b'{"a":',
    )
    files[name] = chance.choice(heads) + chance.choice([b"", files[name] or b"", chance.randbytes(500)])


def as_parquet(chance: random.Random, files: Files, name: str) -> None:
    """The table as Parquet with odd types, sometimes cut."""
    import pandas as pd

    rows = _rows(files[name] or b"")
    width = len(rows[0]) if rows else 0
    frame = pd.DataFrame([row for row in rows[1:] if len(row) == width], columns=range(width), dtype=object)
    frame.columns = pd.Index([f"{cell}" for cell in (rows[0] if rows else [])])
    frame = frame.loc[:, ~frame.columns.duplicated()]
    for column in frame.columns:
        kind = chance.choice(["text", "text", "category", "list", "bool", "float", "bytes", "stamp"])
        if kind == "category":
            frame[column] = frame[column].astype("category")
        elif kind == "list":
            frame[column] = [[value] for value in frame[column]]
        elif kind == "bool":
            frame[column] = frame[column] == ""
        elif kind == "float":
            frame[column] = pd.to_numeric(frame[column], errors="coerce")
        elif kind == "bytes":
            frame[column] = [str(value).encode() for value in frame[column]]
        elif kind == "stamp":
            frame[column] = pd.Timestamp("2024-01-01", tz=chance.choice([None, "UTC"]))
    data = io.BytesIO()
    frame.to_parquet(data)
    files[name] = cut(chance, data.getvalue()) if chance.random() < 0.3 else data.getvalue()


def as_workbook(chance: random.Random, files: Files, name: str) -> None:
    """The table as a workbook, sometimes with bytes changed."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("one")
    for row in _rows(files[name] or b""):
        sheet.append([openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)[:30_000] for cell in row])
    data = io.BytesIO()
    book.save(data)
    files[name] = flipped(chance, data.getvalue()) if chance.random() < 0.3 else data.getvalue()


WHOLE: list[Callable[[random.Random, Files, str], None]] = [
    gone,
    swapped,
    swapped,
    another_kind,
    as_parquet,
    as_workbook,
]


# Bytes.


def flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.choice([1, 3, 30]))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def doubled(chance: random.Random, data: bytes) -> bytes:
    return data + data


def emptied(chance: random.Random, data: bytes) -> bytes:
    return chance.choice(
        [b"", b"\n", b" \r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", data.partition(b"\n")[0]]
    )


def inserted(chance: random.Random, data: bytes) -> bytes:
    """Something foreign in the middle."""
    bits = (
        b"\x00", b'"', b'""', b"'", b"\r", b"\n\n\n", b"\x1a", b"\xff", b"\xc3\x28", b"\xed\xa0\x80",
        b",,,,", b";", b"\t",
    )  # fmt: skip
    spot = chance.randrange(len(data) + 1)
    return data[:spot] + chance.choice([*bits, b"x" * LONG, b'"' + b"y," * 1_000]) + data[spot:]


def recoded(chance: random.Random, data: bytes) -> bytes:
    """Another encoding, for all of the file or for a part of it."""
    text = data.decode("utf-8", "replace").replace("a", chance.choice(["a", "ä", "客", "é"]))
    there = chance.choice(
        ["gb18030", "utf-16", "utf-16-le", "cp1252", "utf-8-sig", "latin-1", "utf-32", "big5"]
    )
    spot = chance.choice([0, len(text) // 2, chance.randrange(len(text) + 1)])
    return text[:spot].encode("utf-8") + text[spot:].encode(there, "replace")


def other_ends(chance: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\r", b"\n\n", b"\xe2\x80\xa8", b"\x0b"]))


def other_delimiter(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    start = chance.choice([0, 0, len(lines) // 2])
    mark = chance.choice([b";", b"\t", b"|", b" ", b":", b",,"])
    return b"".join([*lines[:start], *(line.replace(b",", mark) for line in lines[start:])])


RAW = [flipped, cut, doubled, emptied, inserted, recoded, other_ends, other_delimiter]


# Cells.


def in_cells(chance: random.Random, data: bytes) -> bytes:
    """One change to the table, written as CSV again."""
    rows = _rows(data)
    if rows and rows[0]:
        chance.choice(TABLE)(chance, rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", escapechar="\\").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _rows(data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))
    except csv.Error:
        return []


def column_gone(chance: random.Random, rows: list[list[str]]) -> None:
    spot = chance.randrange(len(rows[0]))
    for row in rows:
        del row[spot : spot + 1]


def column_twice(chance: random.Random, rows: list[list[str]]) -> None:
    spot = chance.randrange(len(rows[0]))
    for row in rows:
        row.extend(row[spot : spot + 1])


def column_renamed(chance: random.Random, rows: list[list[str]]) -> None:
    spot = chance.randrange(len(rows[0]))
    name = rows[0][spot]
    rows[0][spot] = chance.choice(
        [name.upper(), f" {name} ", name[:-1], name.replace("_", " "), "", "客户", "1", *rows[0], *CELLS]
    )


def columns_shuffled(chance: random.Random, rows: list[list[str]]) -> None:
    """The header only: names stand over what is not theirs."""
    chance.shuffle(rows[0])


def cells_changed(chance: random.Random, rows: list[list[str]]) -> None:
    """A few cells of a column, half of them, or all."""
    spot, share = chance.randrange(len(rows[0])), chance.choice([0.02, 0.5, 1.0])
    new = chance.choice(CELLS)
    for row in rows[1:]:
        if spot < len(row) and chance.random() < share:
            row[spot] = new if chance.random() < 0.7 else chance.choice(CELLS)


def rows_uneven(chance: random.Random, rows: list[list[str]]) -> None:
    for _ in range(chance.choice([1, 5])):
        row = chance.choice(rows)
        row[:] = chance.choice([row[: len(row) // 2], [*row, "more"], [], [*row, ""], ["total"]])


def rows_repeated(chance: random.Random, rows: list[list[str]]) -> None:
    rows.extend([list(row) for row in chance.choices(rows, k=len(rows))])


def rows_few(chance: random.Random, rows: list[list[str]]) -> None:
    del rows[chance.choice([1, 2, 3, 5]) :]


def numbers_scaled(chance: random.Random, rows: list[list[str]]) -> None:
    spot, factor = chance.randrange(len(rows[0])), chance.choice([-1.0, 0.0, 1e6, 1e12, 1e18, 1e200, 1e-12])
    for row in rows[1:]:
        if spot < len(row):
            try:
                row[spot] = str(float(row[spot]) * factor)
            except ValueError:
                continue


def header_gone(chance: random.Random, rows: list[list[str]]) -> None:
    del rows[0]


TABLE = [
    column_gone, column_twice, column_renamed, column_renamed, columns_shuffled, cells_changed,
    cells_changed, cells_changed, cells_changed, cells_changed, rows_uneven, rows_repeated, rows_few,
    numbers_scaled, numbers_scaled, header_gone,
]  # fmt: skip


# case.toml.


def line_gone(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        lines.remove(chance.choice(lines))
    return b"".join(lines)


def value_changed(chance: random.Random, data: bytes) -> bytes:
    lines = data.decode("utf-8", "replace").splitlines()
    spots = [spot for spot, line in enumerate(lines) if "=" in line]
    if spots:
        spot = chance.choice(spots)
        lines[spot] = lines[spot].partition("=")[0] + "= " + chance.choice(VALUES)
    return "\n".join(lines).encode()


def key_added(chance: random.Random, data: bytes) -> bytes:
    lines = data.decode("utf-8", "replace").splitlines()
    lines.insert(chance.randrange(len(lines) + 1), f"{chance.choice(KEYS)} = {chance.choice(VALUES)}")
    return "\n".join(lines).encode()


def table_added(chance: random.Random, data: bytes) -> bytes:
    added = (
        "[files]", "[files.orders.columns]\ncustomer_id = 3",
        '[files.orders.columns]\ncustomer_id = "quantity"', '[files.nonsense]\npath = "orders.csv"',
        "[[files.orders]]", "[named]\nx = 3", '[files.orders.drop]\nquantity = "("',
        '[files.orders.drop]\nquantity = ".*"', "a = " + "[" * 2_000, "a = {" * 300,
        "[" + "a." * 900 + "a]", 'x = "' + "y" * LONG + '"',
    )  # fmt: skip
    return data + b"\n" + chance.choice(added).encode() + b"\n"


TOML = [
    flipped, cut, emptied, inserted, recoded, line_gone, value_changed, value_changed, value_changed,
    key_added, key_added, key_added, table_added,
]  # fmt: skip
