"""Missing: what cannot be had travels through a lesson and says why, once, in words."""

import numpy as np
import pandas as pd
import pytest

from helpers import missing
from helpers.missing import Forgiving, Missing, PlainError, attempt

GAP = Missing("This needs a table `prices`.", table="prices")


def test_whatever_is_taken_from_a_missing_table_is_missing() -> None:
    assert (GAP["revenue"] / 12).sum() is GAP
    assert GAP.head(6).assign(x=1) is GAP
    assert -(1 - GAP) * 2 is GAP
    assert (GAP > 3) is GAP
    assert list(GAP) == []
    assert f"{GAP:.0%}" == str(GAP) == GAP.reason


def test_a_pair_or_a_list_that_holds_something_missing_cannot_be_had_either() -> None:
    for held in ((GAP, GAP), ["price", GAP], {"by": GAP}, ("a", ["b", GAP])):
        assert attempt(str, held) is GAP
        assert attempt(dict, by=held) is GAP
    assert attempt(len, ("a", ["b"], {"c": 1})) == 3


def test_python_and_ipython_may_still_ask_what_it_is() -> None:
    assert not hasattr(GAP, "_repr_html_")
    assert not hasattr(GAP, "__array__")


def test_a_function_of_what_is_missing_is_not_called() -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    assert attempt(never, 1, GAP) is GAP
    assert attempt(never, by=GAP) is GAP


def test_a_function_that_does_without_is_called_without() -> None:
    def counted(lines: list[int], extra: list[int] | None = None, *, note: str | None = None) -> object:
        return len(lines), extra, note

    assert attempt(counted, [1, 2], GAP, note=GAP) == (2, None, None)
    assert attempt(counted, GAP, GAP) is GAP


def test_what_is_missing_unpacks_as_what_it_stands_for() -> None:
    def pair(table: object) -> tuple[int, str]:
        raise AssertionError

    measures, absent = attempt(pair, GAP)
    assert measures is GAP
    assert absent is GAP


def test_an_empty_table_is_not_missing() -> None:
    empty = pd.DataFrame()
    assert attempt(lambda table: table, empty) is empty


def test_a_refusal_of_the_course_becomes_missing() -> None:
    from helpers.handover import step_of

    result = attempt(step_of, {"customers": None})
    assert isinstance(result, Missing)
    assert "named like 01_customers" in result.reason


def test_a_fault_inside_a_library_passes() -> None:
    with pytest.raises(ValueError, match="could not be broadcast"):
        attempt(np.add, np.ones(2), np.ones(3))


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError):
        attempt(lambda: 1 / 0)


def test_a_forgiving_module_keeps_names_documents_and_classes() -> None:
    forgiving = Forgiving(missing)
    assert forgiving.first_missing.__doc__ == missing.first_missing.__doc__
    assert forgiving.Missing is Missing
    assert "attempt" in dir(forgiving)
    with pytest.raises(AttributeError):
        forgiving.atempt  # noqa: B018 – the attribute is what is tested


def test_an_error_for_the_reader_has_no_stack() -> None:
    assert PlainError("First line.\nSecond.")._render_traceback_() == ["First line.", "Second."]
