from decimal import Decimal

import pytest

from core.formatting import numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1234.50", "1,234.5"),
        ("-62151", "−62,151"),
        ("0", "0"),
        ("-0.001", "0"),
        (Decimal("12"), "12"),
        ("[c]", "[c]"),
        (None, "–"),
        ("", ""),
        ("1e5", "1e5"),
        ("1,234", "1,234"),
        ("NaN", "NaN"),
    ],
)
def test_number(value, written):
    assert numbers.number(value) == written


def test_money_shows_pence_only_where_there_are_some():
    assert [numbers.money(value) for value in ("233688", "-62151", "12.5", "[c]")] == [
        "£233,688",
        "−£62,151",
        "£12.50",
        "[c]",
    ]


@pytest.mark.parametrize(
    ("kind", "cells", "written"),
    [
        ("money", ["10", "2.5", None], ["£10.00", "£2.50", "–"]),
        ("percent", ["61", "61.25", "[c]"], ["61.00%", "61.25%", "[c]"]),
        ("rate", ["34", "7"], ["34.0", "7.0"]),
        ("number", ["1000", "2"], ["1,000", "2"]),
        ("text", ["1000", None], ["1000", "–"]),
    ],
)
def test_a_column_is_written_to_one_precision(kind, cells, written):
    assert numbers.column(cells, kind) == written


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1200", "£", "£1,200"),
        ("61", "%", "61%"),
        ("34.2", "r10k", "34.2 per 10,000"),
        ("1204", "n", "1,204"),
        ("4.5", "wd", "4.5 working days"),
        ("[c]", "r10k", "[c] per 10,000"),
    ],
)
def test_with_unit(value, unit, said):
    assert numbers.with_unit(value, unit) == said
