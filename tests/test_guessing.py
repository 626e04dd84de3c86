"""A raw order file becomes a case: the guess is right, shown, and never written over anything."""

import importlib.util
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.case import CaseError, read_case
from helpers.case_commands import case_toml, described, from_orders_command, write_case
from helpers.guessing import guess_columns

ONLINE_RETAIL = """\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,Customer ID,Country
536365,85123A,WHITE HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom
C536379,D,Discount,-1,12/21/2010 9:41,27.50,14527,United Kingdom
536414,22139,,56,12/1/2010 11:52,0.50,,United Kingdom
"""
CHINESE = """\
客户编号,客户名称,订单号,下单日期,数量,单价,成本,折扣
K001,张三,D1,2024年3月5日,2,10.5,4,0
K002,李四,D2,2024年3月6日,1,1200,800,15.5
"""
TOTALS = """\
cust_no;order date;qty;Total (EUR)
7;2024-03-05;4;10,00
7;2024-03-05;1;3,50
8;2024-03-06;2;5,00
"""


def raw(folder: Path, text: str, name: str = "export.csv", *, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def cdnow(name: str) -> Path:
    """A file of CDNOW transactions in the installed package, found without importing that."""
    package = importlib.util.find_spec("lifetimes")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "datasets" / name


def test_online_retail(tmp_path: Path) -> None:
    guess = guess_columns(raw(tmp_path, ONLINE_RETAIL))
    assert guess.map == {
        "order_id": "InvoiceNo",
        "customer_id": "Customer ID",
        "ordered_at": "InvoiceDate",
        "quantity": "Quantity",
        "unit_price": "UnitPrice",
        "product_id": "StockCode",
    }
    assert set(guess.confidence.values()) == {1.0}
    assert guess.samples["Quantity"] == ["6", "-1", "56"]
    write_case(tmp_path / "case", guess)
    case = read_case(tmp_path / "case")
    assert case.tables["orders"]["ordered_at"].max() == pd.Timestamp("2010-12-21 09:41")
    assert case.lines_without_customer == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_chinese_headers(tmp_path: Path, encoding: str) -> None:
    guess = guess_columns(raw(tmp_path, CHINESE, encoding=encoding))
    assert guess.map == {
        "order_id": "订单号",
        "customer_id": "客户编号",
        "ordered_at": "下单日期",
        "quantity": "数量",
        "unit_price": "单价",
        "unit_cost": "成本",
        "discount": "折扣",
    }
    assert guess.settings == {}
    write_case(tmp_path / "case", guess)
    assert read_case(tmp_path / "case").tables["orders"]["unit_price"].tolist() == [10.5, 1200]


def test_totals_without_prices_and_order_numbers(tmp_path: Path) -> None:
    guess = guess_columns(raw(tmp_path, TOTALS))
    assert guess.map == {
        "customer_id": "cust_no",
        "ordered_at": "order date",
        "quantity": "qty",
        "amount": "Total (EUR)",
    }
    assert 0.5 < guess.confidence["amount"] < 1
    write_case(tmp_path / "case", guess)
    orders = read_case(tmp_path / "case").tables["orders"]
    assert orders["unit_price"].tolist() == [2.5, 3.5, 2.5]
    assert orders["order_id"].nunique() == 2


@pytest.mark.parametrize(
    ("column", "cells", "taken"),
    [("discount", ("0.1", "0.2"), False), ("折扣", ("10%", "5%"), False), ("discount", ("0", "12.5"), True)],
)
def test_a_discount_that_is_a_rate_is_not_taken_for_money(
    tmp_path: Path, column: str, cells: tuple[str, str], taken: bool
) -> None:
    rows = [f"{n},A,2024-01-31,1,5,{cell}" for n, cell in enumerate(cells)]
    text = "\n".join([f"order_id,customer_id,date,qty,price,{column}", *rows])
    assert ("discount" in guess_columns(raw(tmp_path, text)).map) is taken


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (
            "Auftragsnummer;Kunde;Kunden-Nr;Bestelldatum;Artikelnummer;Menge;Einzelpreis;Rabatt;Währung;Vertriebsweg",
            "order_id - customer_id ordered_at product_id quantity unit_price discount currency channel",
        ),
        (
            "Bestellnr;Kundennummer;Datum;Artikel;Anzahl;Gesamtpreis;MwSt-Betrag;Einkaufspreis",
            "order_id customer_id ordered_at product_id quantity amount - unit_cost",
        ),
        (
            "N° commande;Client;Code client;Date de commande;Réf article;Quantité;Prix;Remise;Devise",
            "order_id - customer_id ordered_at product_id quantity unit_price discount currency",
        ),
        (
            "Número de pedido;Código cliente;Fecha;Artículo;Cantidad;Precio;Descuento;Importe total",
            "order_id customer_id ordered_at product_id quantity unit_price discount -",
        ),
        (
            "order;Customer;Customer ID;date;qty;Total price",
            "order_id - customer_id ordered_at quantity amount",
        ),
    ],
)
def test_headers_of_other_languages(tmp_path: Path, header: str, named: str) -> None:
    theirs, names = header.split(";"), named.split()
    cell = {"ordered_at": "2024-03-15", "currency": "EUR", "channel": "Web", "customer_id": "K7", "-": "x"}
    text = "\n".join(";".join(row) for row in (theirs, [cell.get(name, "2") for name in names]))
    wanted = {name: header for header, name in zip(theirs, names, strict=True) if name != "-"}
    assert guess_columns(raw(tmp_path, text)).map == wanted


@pytest.mark.parametrize(
    "header", ["Rabatt %", "discount %", "disc_pct", "折扣率", "Remise (%)", "Rabattsatz"]
)
def test_a_header_that_says_per_cent_is_no_money(tmp_path: Path, header: str) -> None:
    rows = "1,A,2024-01-31,2,5,10,9\n2,A,2024-01-31,1,5,0,5\n"
    path = raw(tmp_path, f"order_id,customer_id,date,qty,price,{header},amount\n{rows}")
    guess = guess_columns(path)
    assert "discount" not in guess.map
    assert f"“{header}” looks like a rate" in described(guess)
    assert (
        'quantity × price × rate (÷ 100, if it is in per cent) and name that: --map "discount=…"'
        in guess.hints[0]
    )
    assert '--map "amount=amount"' in guess.hints[0]
    assert guess_columns(path, {"discount": header}).hints[0].startswith(f"“{header}”")
    assert guess_columns(path, {"amount": "amount"}).hints == ()


def test_a_price_that_is_the_amount_is_a_total(tmp_path: Path) -> None:
    rows = [f"{n},A,2024-01-31,P{n % 4},{n % 3 + 1},{(n % 3 + 1) * (5 + n % 4)}" for n in range(24)]
    head = "order_id,customer_id,date,sku,qty,price"
    alone = guess_columns(raw(tmp_path, "\n".join([head, *rows])))
    assert alone.map["unit_price"] == "price"
    assert "“price” grows with the quantity" in alone.hints[0]
    both = [f"{row},{row.rpartition(',')[2]}" for row in rows]
    beside = guess_columns(raw(tmp_path, "\n".join([head + ",total", *both])))
    assert ("unit_price" in beside.map, beside.map["amount"]) == (False, "total")
    assert beside.hints == ()


def test_price_and_amount_without_quantity_are_asked_about(tmp_path: Path) -> None:
    path = raw(tmp_path, "order_id,customer_id,date,Preis,Amount\n1,A,2024-01-31,5,3\n2,A,2024-01-31,4,1\n")
    told = guess_columns(path).problems[0]
    assert '--map "quantity=Amount"' in told
    assert guess_columns(path, {"quantity": "Amount"}).problems == ()
    assert guess_columns(path, {"amount": "Amount"}).map.get("unit_price") is None
    assert guess_columns(path, {"unit_price": "Preis"}).settings == {"quantity": 1}


def test_what_the_cells_hold_counts_too(tmp_path: Path) -> None:
    text = (
        "order_id,customer,date,date of birth,qty,price\n1,A,soon,2001-01-01,1,5\n2,A,later,2002-01-01,2,5\n"
    )
    assert guess_columns(raw(tmp_path, text)).map["ordered_at"] == "date of birth"


def test_a_map_settles_what_it_names(tmp_path: Path) -> None:
    text = "order_id,customer,payer,date,qty,price\n1,A,B,2024-01-31,1,5\n"
    path = raw(tmp_path, text)
    assert guess_columns(path).map["customer_id"] == "customer"
    guess = guess_columns(path, {"customer_id": "payer"})
    assert (guess.map["customer_id"], guess.confidence["customer_id"]) == ("payer", 1.0)
    with pytest.raises(CaseError, match="“payer”"):
        guess_columns(path, {"customer_id": "payr"})
    with pytest.raises(CaseError, match="“customer_id”"):
        guess_columns(path, {"custmer_id": "payer"})


def test_cdnow_master_becomes_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert from_orders_command([cdnow("CDNOW_master.txt")], tmp_path / "cdnow") == 0
    case = read_case(tmp_path / "cdnow")
    orders = case.tables["orders"]
    assert (len(orders), orders["customer_id"].nunique()) == (69_659, 23_570)
    assert (orders["quantity"] * orders["unit_price"]).sum() == pytest.approx(2_500_315.63)
    assert case.as_of == pd.Timestamp("1998-06-30")
    assert "amount       = dollar_value" in capsys.readouterr().out


def test_a_file_without_header_goes_by_position(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = cdnow("CDNOW_master.txt").read_text(encoding="utf-8").splitlines(keepends=True)[1:200]
    path = raw(tmp_path, "".join(head), "cdnow.txt")
    assert from_orders_command([path], tmp_path / "case") == 1
    told = capsys.readouterr().out
    assert 'No column looks like customer_id. Say which: --map "customer_id=2"' in told
    assert not (tmp_path / "case").exists()
    mapping = ["customer_id=1", "ordered_at=2", "quantity=3", "amount=4"]
    assert from_orders_command([path], tmp_path / "case", mapping) == 0
    assert len(read_case(tmp_path / "case").tables["orders"]) == 199


def test_no_column_of_the_file_is_proposed_for_what_it_is_not(tmp_path: Path) -> None:
    path = raw(tmp_path, "Kennzeichen,Tag,Summe\nA,2026-01-02,3.50\nB,2026-01-03,4.50\n", "a.csv")
    told = " ".join(guess_columns(path).problems)
    assert '--map "customer_id=…"' in told
    assert "Summe" not in told


def test_several_files_become_one_table(tmp_path: Path) -> None:
    header, *rows = ONLINE_RETAIL.splitlines()
    files = [raw(tmp_path, f"{header}\n{row}\n", f"{n}.csv") for n, row in enumerate(rows)]
    write_case(tmp_path / "case", guess_columns(files))
    assert len(read_case(tmp_path / "case").tables["orders"]) == 2
    with pytest.raises(CaseError, match=r"other columns than 0\.csv"):
        guess_columns([files[0], raw(tmp_path, TOTALS)])


def test_nothing_is_written_over_and_the_input_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path, ONLINE_RETAIL)
    out = tmp_path / "case"
    assert from_orders_command([path], out) == 0
    said = (out / "case.toml").read_bytes()
    assert from_orders_command([path], out) == 1
    assert "a case is there already" in capsys.readouterr().err
    assert (out / "case.toml").read_bytes() == said
    (out / "case.toml").unlink()
    (out / "export.csv").write_text("mine", encoding="utf-8")
    assert from_orders_command([path], out) == 1
    assert (out / "export.csv").read_text(encoding="utf-8") == "mine"
    assert path.read_text(encoding="utf-8") == ONLINE_RETAIL


def test_a_case_can_be_made_where_the_file_lies(tmp_path: Path) -> None:
    path = raw(tmp_path, ONLINE_RETAIL)
    write_case(tmp_path, guess_columns(path))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["case.toml", "export.csv"]
    assert len(read_case(tmp_path).tables["orders"]) == 2


def test_what_is_ambiguous_is_asked_for_after_the_guess(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path, ONLINE_RETAIL.replace("12/21", "12/11"))
    assert from_orders_command([path], tmp_path / "case") == 1
    told = capsys.readouterr().out
    assert "two different dates" in told
    assert "date_format" in told
    case = tmp_path / "case" / "case.toml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace('path = "', 'date_format = "%m/%d/%Y"\npath = "'), encoding="utf-8")
    assert len(read_case(tmp_path / "case").tables["orders"]) == 2


@pytest.mark.parametrize(
    ("mapping", "status"), [(["customer_id"], 2), (["customer_id=nobody"], 1), (["nothing=date"], 1)]
)
def test_a_wrong_map_is_told(
    tmp_path: Path, mapping: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert from_orders_command([raw(tmp_path, ONLINE_RETAIL)], tmp_path / "case", mapping) == status
    assert capsys.readouterr().err
    assert not (tmp_path / "case").exists()


def test_a_file_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert from_orders_command([tmp_path / "nowhere.csv"], tmp_path / "case") == 1
    assert "nowhere.csv: there is no such file" in capsys.readouterr().err


def test_names_that_would_break_toml_are_quoted(tmp_path: Path) -> None:
    header = 'order "id",customer\\no,date\t,qty,price'
    path = raw(tmp_path, f"{header}\n1,A,2024-01-31,1,5\n")
    guess = guess_columns(path, {"order_id": 'order "id"', "customer_id": "customer\\no"})
    folder = tmp_path / "case"
    folder.mkdir()
    shutil.copy(path, folder)
    (folder / "case.toml").write_text(case_toml('a "b" \x7f', path.name, guess), encoding="utf-8")
    case = read_case(folder)
    assert case.name == 'a "b" \x7f'
    assert case.tables["orders"]["customer_id"].tolist() == ["A"]
    assert 'order "id"' in described(guess)
