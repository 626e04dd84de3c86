"""From bytes to text: which encoding, which delimiter."""

import codecs
import csv
import re

CANDIDATES = (",", ";", "\t", "|")
SAMPLE_LINES = 50
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*')


def detect_encoding(data: bytes) -> str:
    """The encoding of a file, among those business data come in.

    A byte order mark settles it; then zeros in every other byte (UTF-16); then whether it is valid UTF-8.
    What is left is Chinese (GB18030) or western (Windows-1252): Chinese bytes come in runs of two and more,
    accents mostly alone.

    >>> [detect_encoding("订单号,数量".encode(name)) for name in ("utf-8", "gb18030", "utf-16")]
    ['utf-8', 'gb18030', 'utf-16']
    >>> detect_encoding("Königsstraße".encode("cp1252"))
    'cp1252'
    >>> detect_encoding(("客户" + 9 * ",Zoë" + ",Ágnes").encode("gb18030"))
    'gb18030'
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:4096]
    if b"\0" in head:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


def _legacy(data: bytes) -> str:
    """GB18030 or Windows-1252, by how bytes above 127 keep company; or UTF-8 with a damaged byte or two."""
    repaired = data.decode("utf-8", "replace")
    if 3 * repaired.count("\ufffd") < sum(not char.isascii() for char in repaired):
        return "utf-8"
    runs = [len(run) for run in _HIGH_RUNS.findall(data)]
    mostly_alone = sum(length for length in runs if length > 1) * 2 < sum(runs)
    # Five bytes mean nothing in Windows-1252: a Chinese file with many accented names holds some of them.
    if mostly_alone and _reads_as(data, "cp1252"):
        return "cp1252"
    return "gb18030" if _reads_as(data, "gb18030") else "cp1252"


def _reads_as(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def detect_delimiter(text: str) -> str:
    """The delimiter of a table in text: one that cuts header and rows into the same number of fields.

    Where none of , ; tab | does, but blanks do, the file is in columns set apart by blanks: "whitespace".

    >>> detect_delimiter("a;b\\n1,5;2,5"), detect_delimiter("id  date   n\\n 1  19970101  2")
    (';', 'whitespace')
    """
    lines = [line for line in text[:200_000].splitlines()[: SAMPLE_LINES + 1] if line.strip()][:SAMPLE_LINES]
    if not lines:
        return ","
    best = max(CANDIDATES, key=lambda mark: _agreement(lines, mark))
    if _agreement(lines, best)[1] > 1:
        return best
    widths = {len(line.split()) for line in lines}
    return "whitespace" if len(lines) > 1 and len(widths) == 1 and widths != {1} else ","


def _agreement(lines: list[str], mark: str) -> tuple[float, int]:
    """The share of lines with as many fields as the first, and how many; 0 where the first is not cut."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def separator_line(text: str) -> str:
    """The delimiter that Excel's first line "sep=;" names, or ""."""
    found = _SEPARATOR_LINE.fullmatch(text.split("\n", 1)[0])
    return found.group(1) if found else ""
