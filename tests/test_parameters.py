"""Parameters of a lesson: read from its cell, refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.parameters import Parameter, ParameterError, check, declared, injected

CELL = """\
case: str = "meridian"  # a case folder
places: int = 80  # accounts that can be looked after
lift: float = 0.15
bold: bool = False  # yes or no # twice
"""


def test_a_cell_declares_name_kind_default_and_help() -> None:
    assert declared(CELL) == [
        Parameter("case", "str", "meridian", "a case folder"),
        Parameter("places", "int", 80, "accounts that can be looked after"),
        Parameter("lift", "float", 0.15, ""),
        Parameter("bold", "bool", False, "yes or no # twice"),
    ]


@pytest.mark.parametrize("source", ["%matplotlib inline", "places = 3", "def f(", "", "x: list = []"])
def test_other_cells_declare_nothing(source: str) -> None:
    assert declared(source) == []


def test_only_papermills_own_cell_injects() -> None:
    assert injected('# Parameters\nplaces = 3\nplcaes = "x"\n') == ["places", "plcaes"]
    assert injected("places = 3") == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("case", "007", "007"),
        ("places", "-3", -3),
        ("lift", "1e-3", 0.001),
        ("lift", "2", 2.0),
        ("bold", "True", True),
        ("bold", "no", False),
    ],
)
def test_text_is_read_by_the_kind_of_the_parameter(name: str, text: str, value: object) -> None:
    parameter = {item.name: item for item in declared(CELL)}[name]
    assert parameter.read(text) == value
    assert type(parameter.read(text)) is type(value)


@pytest.mark.parametrize(
    ("name", "text"), [("places", "3.5"), ("places", ""), ("lift", "nan"), ("lift", "inf"), ("bold", "maybe")]
)
def test_text_of_another_kind_is_refused_in_words(name: str, text: str) -> None:
    parameter = {item.name: item for item in declared(CELL)}[name]
    with pytest.raises(ParameterError, match=f"The parameter {name} takes .*; '{text}' is not"):
        parameter.read(text)


def test_what_is_right_passes() -> None:
    check(declared(CELL), {"case": "x", "places": 1, "lift": 1, "bold": True})


@pytest.mark.parametrize(
    ("name", "value"), [("places", True), ("places", 2.0), ("case", 7), ("lift", "0.1"), ("plcaes", 3)]
)
def test_what_is_wrong_is_refused_with_the_list_of_what_is_known(name: str, value: object) -> None:
    with pytest.raises(ParameterError) as refused:
        check(declared(CELL), {"case": "x", name: value})
    message = str(refused.value)
    assert repr(value) in message or repr(name) in message
    assert "places: int = 80  # accounts that can be looked after" in message
    assert len(message.splitlines()) == 6


@given(st.integers())
def test_any_whole_number_survives_its_text(number: int) -> None:
    assert Parameter("n", "int", 0).read(str(number)) == number
