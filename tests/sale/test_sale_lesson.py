"""Lesson 5b runs on cases that have hardly anything, and says in words what it would take."""

from pathlib import Path

import pytest
from played import play
from small import small_company

HEAD = 'name = "Lamps"\ncurrency = "EUR"\n[files.leads]\npath = "leads.csv"\n'
LEADS = {
    "bare": "lead_id,converted\n1,0\n2,1\n",
    "dated": "lead_id,converted,created_at,message\n"
    + "".join(
        f"{n},{n % 3 // 2},2025-{1 + n % 12:02d}-10,{'URGENT' if n % 5 else 'a lamp'}\n" for n in range(40)
    ),
    "texts for numbers": "lead_id,converted,created_at,message,timing_weeks,budget\n"
    + "".join(f"{n},{n % 2},2025-01-{1 + n:02d},hello,soon,yes\n" for n in range(20)),
}


@pytest.mark.parametrize("kind", LEADS)
def test_a_case_of_leads_alone_runs_through(kind: str, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "leads.csv").write_text(LEADS[kind], encoding="utf-8")
    said = "\n".join(play("05b_sale", simulated=False, case=str(tmp_path)))
    assert "the case has none" in said
    assert "nan" not in said.split()


def test_orders_alone_run_through_and_the_decision_is_recorded(tmp_path: Path) -> None:
    said = play("05b_sale", simulated=False, case=str(small_company(tmp_path / "small")))
    decided = next(text for text in said if "Decision 05b.reply" in text or "created_at" in text)
    assert "This needs a table `leads`" in decided


@pytest.mark.parametrize("kind", ["household", "internal"])
def test_one_customer_type_alone_runs_through(kind: str) -> None:
    assert play("05b_sale", customer_type=kind)
