import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formatting.numbers import parse, plain
from core.reports import blocks

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=6)


@given(AMOUNTS)
def test_a_number_has_one_text_that_gives_it_back(amount):
    text = plain(amount)
    assert parse(text) == amount
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", text)
    assert text != "-0"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("37.800000"), "37.8"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0E-6"), "0"),
        (Decimal("-0.00"), "0"),
        (100, "100"),
        (None, None),
    ],
)
def test_texts_of_numbers(amount, text):
    assert plain(amount) == text


def test_a_column_is_of_the_kind_of_its_unit():
    kinds = [blocks.column_kind(unit) for unit in ("£", "%", "r10k", "n", "wd")]
    assert kinds == ["money", "percent", "rate", "number", "number"]
