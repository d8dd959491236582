"""A total that a document prints, beside what its parts give: by how much they differ is a number of people too."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.disclosure import rules
from core.settings import choose
from indicators.discrepancies import discrepancies
from indicators.shown_totals import shown_totals
from tests.disclosure.reading import words_of
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory, PrintedTotalFactory, UserFactory

PERIOD = "2019-20"
TICKED = {"is_exhaustive": True}
TOLD = {
    "parts that are all there are": [("Boys", 30, TICKED), ("Girls", 27, TICKED)],
    "parts": [("Boys", 30, {}), ("Girls", 27, {})],
    "one part": [("Boys", 57, {})],
    "a whole": [("", 57, {})],
    "a whole and its parts": [("", 57, {}), ("Boys", 30, TICKED), ("Girls", 27, TICKED)],
    "in another unit": [("Boys", 57, {"unit": "children"})],
}


def keep(of: str, told: list, unit="n"):
    indicator = IndicatorFactory(number=9301)
    for part, value, fields in told:
        fields = {"value": value, "unit": unit, "period": PERIOD} | fields
        if of == "Indicator 9301":
            IndicatorValueFactory(indicator=indicator, breakdown=part, **fields)
        else:
            MeasureFactory(topic="T", category=part or "Total", **fields)


@pytest.fixture(params=["Indicator 9301", "Measure: T"])
def printed(request, in_darlington):
    """`printed(number, told)` is what a reader sees of the number, printed as the total of what is told."""

    def made(number, told, unit="n"):
        keep(request.param, told, unit)
        total = PrintedTotalFactory(of=request.param, printed=number, unit=unit, period=PERIOD)
        return shown_totals(in_darlington)[total.pk]

    return made


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize("number", [54, 60])
def test_a_total_does_not_tell_a_small_number_by_what_it_differs(printed, number, told):
    assert printed(number, told) == "c"


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize("number", [50, 57, 70])
def test_a_total_that_tells_none_is_shown(printed, number, told):
    assert printed(number, told) == str(number)


def test_a_rate_that_is_not_the_recorded_one_is_not_shown(printed):
    """28.5 and 27 of 20,000 are 3 apart."""
    assert printed("28.5", [("", "27.0", {})], "r10k") == "c"


def test_what_counts_no_people_may_differ_by_few(printed):
    assert printed(60, TOLD["parts"], "courses") == "60"


@pytest.mark.parametrize("rule", [rule.code for rule in rules().values() if rule.hides])
def test_the_list_of_differences_prints_none_that_is_small(in_darlington, member, client_for, rule):
    choose(
        partnership=in_darlington,
        key="small_numbers",
        value=rule,
        reason="So.",
        from_on=datetime.date(2015, 4, 1),
        by=UserFactory(),
    )
    keep("Indicator 9301", TOLD["parts that are all there are"])
    PrintedTotalFactory(of="Indicator 9301", printed=60, unit="n", period=PERIOD)
    reader = client_for(member(in_darlington, Role.SCRUTINEER))

    (found,) = discrepancies(in_darlington)
    page = words_of(reader.get(reverse("indicators:discrepancies", args=["darlington"])))

    assert found.shown_printed == rules()[rule].symbol
    assert not {"60", "-3", "−3"} & set(page.split())
