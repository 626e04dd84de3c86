"""Headers as they are met in exports, by language, and how like a header is to what a column is called."""

import difflib
import re
import unicodedata

AMOUNT = "amount"

# Without spaces, signs and accents; in each language the likeliest names first.
ALIASES: dict[str, dict[str, str]] = {
    "customer_id": {
        "en": """customerid customerno customernumber custid custno customercode customer clientid
            clientno client accountid accountno account buyerid buyer memberid userid customername""",
        "zh": """客户编号 客户id 客户号 客户代码 客户编码
            会员编号 会员号 会员id 买家id 用户id 用户编号 客户名称 客户名 客户""",
        "de": """kundennr kundennummer kundenid kundencode kdnr kdnummer debitornr debitorennr debitornummer
            debitor kaufernr kunde kundenname""",
        "fr": "idclient codeclient numclient numeroclient noclient nclient client nomclient",
        "es": "idcliente codigocliente codigodecliente numcliente numerocliente nocliente cliente",
    },
    "order_id": {
        "en": """orderid orderno ordernumber ordernr orderref invoiceno invoiceid invoicenumber
            invoice transactionid receiptno order""",
        "zh": "订单号 订单编号 订单id 销售单号 发票号 发票号码 单号",
        "de": """bestellnr bestellnummer bestellid auftragsnr auftragsnummer auftragnr auftragsid
            rechnungsnr rechnungsnummer rechnungnr belegnr belegnummer bestellung auftrag rechnung beleg""",
        "fr": """numcommande numerocommande numerodecommande nocommande ncommande idcommande numfacture
            numerofacture numerodefacture nofacture nfacture commande facture""",
        "es": """idpedido numpedido numeropedido numerodepedido nopedido npedido numfactura numerofactura
            numerodefactura nofactura pedido factura""",
    },
    "ordered_at": {
        "en": """orderedat orderdate ordertime invoicedate transactiondate purchasedate salesdate
            createdat datetime date""",
        "zh": "下单日期 下单时间 订单日期 订购日期 购买日期 销售日期 开票日期 日期 时间",
        "de": "bestelldatum auftragsdatum kaufdatum verkaufsdatum rechnungsdatum belegdatum datum",
        "fr": "datecommande datedecommande datedelacommande dateachat datevente datefacture datedefacture",
        "es": "fechapedido fechadepedido fechadelpedido fechacompra fechaventa fechafactura fecha",
    },
    "quantity": {
        "en": "quantity qty units pieces pcs numberof",
        "zh": "数量 订购数量 销售数量 件数",
        "de": "menge bestellmenge liefermenge verkaufsmenge anzahl stuckzahl stuck stueck stk",
        "fr": "quantite quantitecommandee qte nombre",
        "es": "cantidad unidades cant",
    },
    "unit_price": {
        "en": "unitprice priceeach priceperunit salesprice price",
        "zh": "单价 销售单价 售价 价格",
        "de": """einzelpreis stuckpreis stueckpreis preisprostuck preisjestuck verkaufspreis vkpreis
            nettopreis preis""",
        "fr": "prixunitaire prixunitaireht puht prixdevente prix",
        "es": "preciounitario precioporunidad precioventa preciodeventa precio",
    },
    AMOUNT: {
        "en": """amount linetotal lineamount totalprice totalamount netamount total dollarvalue sales
            revenue turnover value""",
        "zh": "金额 总金额 销售额 总额 总价 合计 小计",
        "de": """gesamtpreis gesamtbetrag zeilenbetrag positionsbetrag positionswert positionspreis
            nettobetrag warenwert betrag umsatz erlos erloes summe gesamt""",
        "fr": "montant montantht montantttc montanttotal prixtotal totalht totalttc chiffredaffaires",
        "es": "importe importetotal preciototal totallinea ventas",
    },
    "product_id": {
        "en": """productid productcode productno stockcode sku itemcode itemno itemid articleno product
            item""",
        "zh": "产品编号 商品编号 商品编码 产品编码 货号 产品 商品",
        "de": """artikelnr artikelnummer artikelid artnr artikelcode materialnr materialnummer produktnr
            produktnummer produktid artikel produkt""",
        "fr": """codearticle refarticle referencearticle codeproduit refproduit referenceproduit
            article produit""",
        "es": "codigoarticulo codigoproducto idproducto refarticulo referenciaproducto articulo producto",
    },
    "unit_cost": {
        "en": "unitcost costprice costperunit purchaseprice cost",
        "zh": "单位成本 成本价 进价 成本",
        "de": "einstandspreis einkaufspreis ekpreis stuckkosten stueckkosten selbstkosten kosten",
        "fr": "coutunitaire coutderevient prixderevient prixdachat cout",
        "es": "costeunitario costounitario preciodecoste preciocompra coste costo",
    },
    "discount": {
        "en": "discountamount discount rebate disc",
        "zh": "折扣额 优惠金额 折扣 优惠",
        "de": "rabattbetrag nachlassbetrag rabatt nachlass preisnachlass",
        "fr": "montantremise remise rabais",
        "es": "importedescuento descuento rebaja",
    },
    "channel": {
        "en": "saleschannel channel",
        "zh": "销售渠道 渠道",
        "de": "vertriebsweg vertriebskanal verkaufskanal absatzweg absatzkanal bestellweg kanal",
        "fr": "canaldevente canalvente canal",
        "es": "canaldeventa canaldeventas canal",
    },
    "currency": {
        "en": "currencycode currency",
        "zh": "币种 货币",
        "de": "wahrung waehrung wahrungscode waehrungscode",
        "fr": "devise",
        "es": "moneda divisa",
    },
}

_NO_SALE = "^(?:tax|vat|mwst|ust|steuer|tva|iva)|税额|shipping|versand|fracht|freight|fraisdeport|envio|运费"
# Words in a header that say it is something else, however much the rest of it sounds like the column.
NOT: dict[str, str] = {
    "unit_price": "total|gesamt|summe|amount|betrag|montant|importe|总|合计|小计"
    f"|cost|kosten|einkauf|einstand|purchase|achat|revient|compra|成本|进价|{_NO_SALE}",
    AMOUNT: f"discount|rabatt|nachlass|remise|descuento|折扣|优惠|cost|kosten|成本|{_NO_SALE}",
    "unit_cost": _NO_SALE,
}
_RATE = re.compile(r"[%％]|pct|per ?cent|prozent|pourcent|porcent|rate\b|(?<!um)satz|taux|率", re.IGNORECASE)


def says_rate(header: str) -> bool:
    """Whether a header speaks of a rate and not of money.

    >>> [says_rate(header) for header in ("Rabatt %", "disc_pct", "折扣率", "discount")]
    [True, True, True, False]
    """
    return bool(_RATE.search(header))


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
    key = _bare(header)
    best = 0.0
    for alias in [header_key(name), *(alias for row in ALIASES[name].values() for alias in row.split())]:
        if key == alias:
            return 1.0
        if alias in key:
            best = max(best, 0.5 + 0.4 * len(alias) / len(key))
        elif difflib.SequenceMatcher(None, key, alias).ratio() > 0.85:
            best = max(best, 0.6)
    return 0.0 if name in NOT and re.search(NOT[name], key) else best


def _bare(header: str) -> str:
    """A header's key without accents: Währung and Wahrung are one."""
    apart = unicodedata.normalize("NFKD", header)
    return header_key("".join(char for char in apart if not unicodedata.combining(char)))


def place_among(header: str, name: str) -> int:
    """How far back a header stands among a column's names in its language: a number comes before a name.

    >>> place_among("Kundennr", "customer_id") < place_among("Kunde", "customer_id")
    True
    """
    key = _bare(header)
    rows = [row.split() for row in ALIASES[name].values()]
    return min((row.index(key) for row in rows if key in row), default=0)
