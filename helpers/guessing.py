"""Which column of a raw order file is which, guessed from its header (English or Chinese) and its cells."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.reading import CaseError, FileSettings, Notes, refused
from helpers.reading.columns import as_text
from helpers.reading.dates import read_dates
from helpers.reading.numbers import read_numbers
from helpers.reading.raw import read_raw
from helpers.reading.settings import near
from helpers.schema import TABLES
from helpers.words import _

AMOUNT = "amount"
STANDARD = (*TABLES["orders"].names, AMOUNT)
SAMPLE_ROWS = 2000
LEAST = 0.5

# Headers as they are met in exports, without spaces and signs; the likeliest names first.
ALIASES: dict[str, str] = {
    "customer_id": """customerid customerno customernumber custid custno customercode customer clientid
        clientno client accountid accountno account buyerid buyer memberid userid customername
        客户编号 客户id 客户号 客户代码 客户编码
        会员编号 会员号 会员id 买家id 用户id 用户编号 客户名称 客户名 客户""",
    "order_id": """orderid orderno ordernumber ordernr orderref invoiceno invoiceid invoicenumber
        invoice transactionid receiptno order
        订单号 订单编号 订单id 销售单号 发票号 发票号码 单号""",
    "ordered_at": """orderedat orderdate ordertime invoicedate transactiondate purchasedate salesdate
        createdat datetime date
        下单日期 下单时间 订单日期 订购日期 购买日期 销售日期 开票日期 日期 时间""",
    "quantity": "quantity qty units pieces pcs numberof 数量 订购数量 销售数量 件数",
    "unit_price": "unitprice priceeach priceperunit salesprice price 单价 销售单价 售价 价格",
    AMOUNT: """amount linetotal lineamount totalprice totalamount netamount total dollarvalue sales revenue
        turnover value 金额 总金额 销售额 总额 总价 合计 小计""",
    "product_id": """productid productcode productno stockcode sku itemcode itemno itemid articleno product
        item 产品编号 商品编号 商品编码 产品编码 货号 产品 商品""",
    "unit_cost": "unitcost costprice costperunit cost 单位成本 成本价 进价 成本",
    "discount": "discountamount discount rebate 折扣额 优惠金额 折扣 优惠",
    "channel": "saleschannel channel 销售渠道 渠道",
    "currency": "currencycode currency 币种 货币",
}
_KINDS = {column.name: column.kind for column in TABLES["orders"].columns} | {AMOUNT: "number"}


@dataclass(frozen=True)
class Guess:
    """Which column is which and how sure that is (0–1; 1 where it was said), with cells of every column.

    problems: what must be said before the file can be a case. settings: what case.toml says besides the map.
    """

    files: tuple[Path, ...]
    map: dict[str, str]
    confidence: dict[str, float]
    samples: dict[str, list[str]]
    problems: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)


def guess_columns(files: Path | Sequence[Path], mapping: Mapping[str, str] | None = None) -> Guess:
    """The column map of raw order files with one layout; `mapping` (standard = theirs) settles what it names.

    What a file lacks is made where it can be: quantity 1, one order a customer a day, unit_price from a line
    total. `problems` says what cannot. Raises CaseError where a file cannot be read or `mapping` names what
    is not there.
    """
    paths = (files,) if isinstance(files, Path) else tuple(files)
    said = dict(mapping or {})
    raw, layout = _raw(paths, said)
    cells = raw.head(SAMPLE_ROWS)
    _check_said(said, cells)
    confidence, found = dict.fromkeys(said, 1.0), dict(said)
    for sure, name, theirs in sorted(_candidates(cells), key=lambda pair: -pair[0]):
        if name not in found and theirs not in found.values():
            found[name], confidence[name] = theirs, sure
    if "unit_price" in found and AMOUNT not in said:
        found.pop(AMOUNT, None)
    made: dict[str, object] = {"order_id": "customer_day"} if "order_id" not in found else {}
    made |= {"quantity": 1} if "quantity" not in found else {}
    return Guess(
        files=paths,
        map={name: found[name] for name in STANDARD if name in found},
        confidence=confidence,
        samples={str(theirs): as_text(cells[theirs]).unique()[:3].tolist() for theirs in cells},
        problems=_problems(found, layout),
        settings=layout | made,
    )


def header_key(header: str) -> str:
    """A header without spaces, signs and capitals.

    >>> header_key("Customer ID"), header_key("单价（元）")
    ('customerid', '单价元')
    """
    return re.sub(r"[\W_]+", "", header.casefold())


def likeness(header: str, name: str) -> float:
    """How like a header is to what the standard column is usually called: 1 the same, 0 not at all.

    >>> [likeness(header, "ordered_at") for header in ("InvoiceDate", "下单日期", "Colour")]
    [1.0, 1.0, 0.0]
    """
    key = header_key(header)
    best = 0.0
    for alias in [header_key(name), *ALIASES[name].split()]:
        if key == alias:
            return 1.0
        if alias in key:
            best = max(best, 0.5 + 0.4 * len(alias) / len(key))
        elif difflib.SequenceMatcher(None, key, alias).ratio() > 0.85:
            best = max(best, 0.6)
    return best


def _raw(paths: tuple[Path, ...], said: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, object]]:
    """The first file as it stands, whose columns all must have, and what case.toml must say of it."""
    first = _read(paths[0], header=True)
    layout: dict[str, object] = {"delimiter": "whitespace"} if first.attrs.get("whitespace") else {}
    numbers = bool(said) and all(theirs.isdigit() and theirs not in first for theirs in said.values())
    if numbers or _looks_like_data(first.columns):
        first, layout = _read(paths[0], header=False), layout | {"header": False}
    for path in paths[1:]:
        if set(_read(path, header="header" not in layout)) != set(first):
            message = _("has other columns than {first}").format(first=paths[0].name)
            raise refused(message, _("Make a case of each."), file=path.name)
    return first, layout


def _read(path: Path, *, header: bool) -> pd.DataFrame:
    """One file, or CaseError."""
    notes = Notes("orders", path.name)
    raw = read_raw(path, FileSettings(path=path.name, header=header), notes)
    if raw is None:
        raise CaseError(notes.findings)
    return raw


def _looks_like_data(header: pd.Index) -> bool:
    """Whether the first row is no header: two of its cells or more are numbers or dates."""
    cells = pd.Series(list(header), dtype=str)
    return int(_readable(cells, "number").sum()) >= 2 or int(_readable(cells, "stamp").sum()) >= 2


def _readable(cells: pd.Series, kind: str) -> pd.Series:
    """Which cells hold something of that kind."""
    if kind == "number":
        numbers = read_numbers(cells)
        return numbers.values.notna() | numbers.ambiguous
    dates = read_dates(cells, timezone="UTC", **cells.attrs.get("dates", {}))
    return dates.values.notna() | dates.ambiguous


def _check_said(said: Mapping[str, str], cells: pd.DataFrame) -> None:
    """CaseError where the map names a column that there is not."""
    for name, theirs in said.items():
        if name not in STANDARD:
            raise refused(_("orders have no column “{name}”").format(name=name), near(name, list(STANDARD)))
        if theirs not in cells:
            message = _("the file has no column “{theirs}”").format(theirs=theirs)
            raise refused(message, near(theirs, list(cells.columns)))


def _candidates(cells: pd.DataFrame) -> list[tuple[float, str, str]]:
    """(how sure, standard name, their name) for every pair that may go together by header and cells."""
    pairs = []
    for theirs in cells:
        text = as_text(cells[theirs])
        text.attrs = cells.attrs
        filled = text.str.strip() != ""
        for name in STANDARD:
            sure = likeness(str(theirs), name)
            if sure and _KINDS[name] in ("number", "stamp") and filled.any():
                sure *= float(_readable(text, _KINDS[name])[filled].mean())
            if sure >= LEAST and not (name == "discount" and _is_rate(text)):
                pairs.append((sure, name, str(theirs)))
    return pairs


def _is_rate(text: pd.Series) -> bool:
    """Whether a discount column holds rates (0.1, 10%) and not money; a line's discount must be money."""
    values = read_numbers(text).values
    fractions = values.dropna().between(0, 1).all() and values.between(0, 1, inclusive="neither").any()
    return bool(fractions or text.str.contains("%", regex=False).any())


def _problems(found: Mapping[str, str], layout: Mapping[str, object]) -> tuple[str, ...]:
    """What must be said before the file can be a case."""
    open_names = [name for name in ("customer_id", "ordered_at") if name not in found]
    if "unit_price" not in found and AMOUNT not in found:
        open_names.append("unit_price")
    example = "2" if layout.get("header") is False else "…"
    ask = _('No column looks like {name}. Say which: --map "{name}={example}"')
    total = _(' (or, where the file has only totals of lines: --map "amount=…")')
    return tuple(
        ask.format(name=name, example=example) + total * (name == "unit_price") for name in open_names
    )
