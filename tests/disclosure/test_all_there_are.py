"""Parts that are said to be all there is beside a recorded total that is more: what is left may be few all the same."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.disclosure import rules
from core.formatting.numbers import parse
from indicators.suppression import ShownRows, show_families, show_values
from tests.disclosure.breakdowns import build, told
from tests.factories import IndicatorFactory, IndicatorValueFactory

CLA = rules()["dfe-cla"]
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def left_of_total(total, parts: list, shown: ShownRows) -> set[Decimal]:
    """What a reader who sees the total knows to be left of it: beside the sum that pages add up, and beside the sum of
    all parts; a part that is hidden alone beside both is what that sum leaves."""
    whole, seen = parse(shown.of(total).value), [parse(shown.of(row).value) for row in parts]
    sums = {parse(shown.total(parts[0]))} | ({sum(seen)} if None not in seen else set())
    return {whole - number for number in sums - {None}} if whole is not None else set()


@MANY
@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=4),
    st.integers(1, 5),
    st.sampled_from(["", "sex"]),
    st.sampled_from(["n", "children"]),
)
def test_no_total_leaves_a_few_of_all_there_are(in_darlington, numbers, rest, name, unit):
    parts = build(in_darlington, {name: {f"p{place}": number for place, number in enumerate(numbers)}}, unit=unit)
    (total,) = build(in_darlington, {"": {"Total": sum(numbers) + rest}}, exhaustive=False)
    shown = show_families([], [total, *parts], CLA)

    assert not any(map(CLA.is_small, left_of_total(total, parts, shown)))


@pytest.mark.parametrize("name", ["", "sex"])
def test_all_three_are_never_shown(in_darlington, name):
    """60 less 30 and 28 is 2."""
    rows = build(in_darlington, {"": {"Total": 60}} | {name or " ": {"Girls": 30, "Boys": 28}})
    for row in rows:
        row.grouped_by = row.grouped_by.strip()
    shown = show_families([], rows, CLA)

    assert list(told(rows, shown).values()) == [60, 30, None]
    assert shown.total(rows[1]) == "c"


def test_values_of_an_indicator_are_no_otherwise(in_darlington):
    indicator = IndicatorFactory()
    girls, boys = (
        IndicatorValueFactory(indicator=indicator, breakdown=part, value=number, is_exhaustive=True)
        for part, number in {"Girls": 30, "Boys": 28}.items()
    )
    total = IndicatorValueFactory(indicator=indicator, value=60)
    shown = show_values([total, girls, boys], CLA)

    assert [shown.of(row).value for row in (total, girls, boys)] == ["60", "30", "c"]


def test_nothing_is_hidden_where_many_are_left(in_darlington):
    rows = build(in_darlington, {"": {"Total": 60}, "sex": {"Girls": 20, "Boys": 20}})
    shown = show_families([], rows, CLA)

    assert list(told(rows, shown).values()) == [60, 20, 20]
    assert shown.total(rows[1]) == "40"


OF_60 = {"a count beside them": ("%", {"Total": 60}), "their unit": ("% of 60 children", {})}


@pytest.mark.parametrize(("unit", "whole"), OF_60.values(), ids=OF_60)
@pytest.mark.parametrize("shares", [("50", "46.7"), ("50", "47"), ("33.3", "33.3", "28.3")])
@pytest.mark.parametrize("name", ["", "sex"])
def test_no_shares_leave_a_few_of_whom_they_are(in_darlington, unit, whole, shares, name):
    """30 and 28 of 60 leave two, and so do 20, 20 and 17."""
    parts = build(in_darlington, {name: {f"p{n}": share for n, share in enumerate(shares)}}, unit=unit)
    total = build(in_darlington, {"": whole}, exhaustive=False)
    shown = show_families([], [*total, *parts], CLA)

    assert None in told(parts, shown).values()
    assert any(told(parts, shown).values())
    assert parse(shown.total(parts[0])) is None


@pytest.mark.parametrize(("unit", "whole"), OF_60.values(), ids=OF_60)
@pytest.mark.parametrize("shares", [("50", "50"), ("33", "33", "33"), ("40", "40")])
def test_shares_that_leave_nobody_or_many_are_shown(in_darlington, unit, whole, shares):
    parts = build(in_darlington, {"": {f"p{n}": share for n, share in enumerate(shares)}}, unit=unit)
    total = build(in_darlington, {"": whole}, exhaustive=False)

    assert None not in told(parts, show_families([], [*total, *parts], CLA)).values()
