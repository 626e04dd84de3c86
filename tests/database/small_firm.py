"""A firm small enough to check by eye: two firms and a household, and everything a CRM knows of them."""

from pathlib import Path
from types import MappingProxyType

import pandas as pd

from helpers.case import Case


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def tables() -> dict[str, pd.DataFrame]:
    """The tables, made anew each time, so that a test may change them."""
    customers = pd.DataFrame(
        {
            "customer_id": ["C1", "C2", "C3"],
            "name": ["Lanterna", "Pharos & Co", "Ada Lindqvist"],
            "customer_type": ["retailer", "wholesaler", "household"],
            "country": ["Italy", "Greece", "Sweden"],
            "acquired_on": [day("2023-01-10"), day("2022-05-01"), day("2024-02-02")],
            "acquisition_cost": [100.0, 800.0, 20.0],
            "consent_email": [1, 1, 1],
            "consent_phone": [1, 0, 1],
            "email": ["desk@lanterna.example", "desk@pharos.example", "ada.lindqvist@home.example"],
            "phone": ["0039 1", "0030 2", "0046 70 123 45 67"],
            "street": ["Via 1", "Odos 2", "Gatan 3"],
            "city": ["Bari", "Volos", "Lund"],
            "employees": [12.0, 80.0, None],
        }
    )
    contacts = pd.DataFrame(
        {
            "contact_id": ["K1", "K2", "K3"],
            "customer_id": ["C1", "C2", "C2"],
            "name": ["Bruna Celestini", "Kostas Meli", "Eleni Rodi"],
            "buying_role": ["decision", "user", "decision"],
            "email": [
                "bruna.celestini@lanterna.example",
                "kostas.meli@pharos.example",
                "eleni.rodi@pharos.example",
            ],
            "phone": ["0039 1 - 17", "0030 2 - 21", "0030 2 - 22"],
        }
    )
    orders = pd.DataFrame(
        {
            "order_id": ["O1", "O1", "O2", "O3"],
            "customer_id": ["C1", "C1", "C2", "C3"],
            "ordered_at": [
                day("2025-03-01 10:00"),
                day("2025-03-01 10:00"),
                day("2025-04-02"),
                day("2025-05-03"),
            ],
            "product_id": ["P1", "P2", "P1", "P9"],
            "quantity": [2.0, 1.0, 10.0, 1.0],
            "unit_price": [100.0, 50.0, 90.0, 40.0],
            "discount": [10.0, 0.0, 0.0, None],
        }
    )
    products = pd.DataFrame(
        {"product_id": ["P1", "P2"], "name": ["Lamp", "Shade"], "list_price": [110.0, 55.0]}
    )
    leads = pd.DataFrame(
        {
            "lead_id": ["L1", "L2", "L3"],
            "converted": [1, 0, 0],
            "source": ["fair", "web", "web"],
            "created_at": [day("2025-02-01 09:00"), day("2025-05-20"), day("2024-12-01")],
            "converted_at": [day("2025-03-01 10:00"), pd.NaT, pd.NaT],
            "cost": [70.0, 30.0, 30.0],
            "customer_id": ["C1", None, None],
            "message": ["Dear all, Bruna Celestini here: two lamps?", "Do you deliver?", "Hello"],
            "reply": ["Yes.", None, None],
            "need": [2.0, 1.0, 0.0],
        }
    )
    stages = pd.DataFrame(
        {
            "lead_id": ["L1", "L1", "L1", "L2", "L2", "L3"],
            "stage": ["search", "inquiry", "order", "search", "inquiry", "search"],
            "entered_at": [
                day(text)
                for text in (
                    "2025-02-01",
                    "2025-02-10",
                    "2025-03-01",
                    "2025-05-20",
                    "2025-06-01",
                    "2024-12-01",
                )
            ],
        }
    )
    interactions = pd.DataFrame(
        {
            "interaction_id": ["I1", "I2"],
            "customer_id": ["C1", "C3"],
            "at": [day("2025-01-05"), day("2025-06-20")],
            "channel": ["visit", "call"],
            "direction": ["out", "in"],
            "purpose": ["quotation", "complaint"],
            "minutes": [45.0, 5.0],
            "cost": [200.0, 5.0],
        }
    )
    tickets = pd.DataFrame(
        {
            "ticket_id": ["T1"],
            "opened_at": [day("2025-06-01 08:00")],
            "customer_id": ["C3"],
            "first_reply_at": [day("2025-06-01 12:00")],
            "resolved_at": [pd.NaT],
            "category": ["damaged"],
            "severity": ["high"],
            "reopened": [0],
        }
    )
    campaigns = pd.DataFrame(
        {
            "customer_id": ["C1", "C2"],
            "arm": ["treatment", "control"],
            "returned": [1, 0],
            "revenue": [240.0, 0.0],
            "sent_at": [day("2025-02-20 10:00")] * 2,
            "cost": [9.0, 0.0],
        }
    )
    return {
        "customers": customers,
        "contacts": contacts,
        "orders": orders,
        "products": products,
        "leads": leads,
        "stages": stages,
        "interactions": interactions,
        "tickets": tickets,
        "campaigns": campaigns,
    }


def firm(
    changed: dict[str, pd.DataFrame] | None = None, *, as_of: str = "2025-06-30", only: tuple[str, ...] = ()
) -> Case:
    """The firm as a case; with some tables changed, or with some of them only."""
    found = tables() | (changed or {})
    kept = {name: frame for name, frame in found.items() if not only or name in only}
    return Case(folder=Path("nowhere"), name="Lamps", as_of=day(as_of), tables=MappingProxyType(kept))
