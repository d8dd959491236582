"""Against what the two reports print: `V1` and the like are the verification cases of the published figures."""

import datetime
from decimal import Decimal

import pytest

from core.settings import choose
from core.submissions.questions import limit
from indicators.discrepancies import discrepancies
from indicators.models import IndicatorValue, Measure
from tests.factories import (
    AgencyFactory,
    ContributionFactory,
    FormerNameFactory,
    IncomeFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MeasureFactory,
    PrintedTotalFactory,
    SpendingFactory,
)

DARLINGTON = [115616, 41310, 34404, 10000, 2525, 16973, 1515, 1000, 770, 2000, 550]
DURHAM = [171604, 95097, 2680, 2680, 2680, 2680, 29285, 1340, 2032, 2100, 550]
PLACEMENTS = [56, 47, 99, 27, 9, 4, 25, 3]
LOCATIONS = [42, 5, 1, 3, 26, 4, 13, 0, 6]


def cash(amounts, year="2019-20"):
    for amount in amounts:
        ContributionFactory(year=year, agreed=amount)


def printed(of, total, period="2019-20", **fields):
    return PrintedTotalFactory(of=of, printed=total, period=period, **fields)


def breakdown(numbers, number=43, unit="n", period="2020-03-31", **fields):
    indicator = IndicatorFactory(number=number)
    return [
        IndicatorValueFactory(
            indicator=indicator, value=value, unit=unit, period=period, breakdown=f"Part {place}", is_exhaustive=True
        )
        for place, value in enumerate(numbers)
    ]


def topic(name, numbers, unit="n", **fields):
    for number in numbers:
        MeasureFactory(topic=name, value=number, unit=unit, is_exhaustive=True, **fields)


def test_v1_income_printed_22_pounds_too_low(in_darlington):
    cash(DARLINGTON)
    IncomeFactory(amount=7025, item="Course fees")
    printed("Income", 233666, unit="£", line="428")
    (found,) = discrepancies(in_darlington)
    assert (found.printed, found.computed, found.difference) == (233666, 233688, 22)
    assert (found.line, found.period, len(found.parts)) == ("428", "2019-20", 12)
    assert found.is_open


def test_v2_contributions_that_agree_are_not_listed(in_darlington):
    for year in ("2018-19", "2019-20"):
        cash(DURHAM, year)
        printed("Contributions in cash", 312728, year)
    assert discrepancies(in_darlington) == []


def test_v3_only_the_total_with_the_police_in_kind_differs(in_darlington):
    cash([150982, 60103, 2715, 1846], "2025-26")
    police = AgencyFactory()
    ContributionFactory(year="2025-26", agency=police, agreed=34404)
    ContributionFactory(year="2025-26", agency=police, paid="in_kind", what_in_kind="Analyst", agreed=17596)
    SpendingFactory(year="2025-26", planned=312201)
    printed("Contributions in cash", 250050, "2025-26")
    printed("Contributions in cash and in kind", 250050, "2025-26")
    printed("Spending planned", 312201, "2025-26")
    printed("Result", -62151, "2025-26")
    (found,) = discrepancies(in_darlington)
    assert (found.of, found.computed, found.difference) == ("Contributions in cash and in kind", 267646, 17596)


def test_v4_the_table_agrees_and_the_text_does_not(in_darlington):
    topic("JTAI actions by theme", [7, 29, 42, 20, 12])
    printed("Measure: JTAI actions by theme", 110, line="750")
    printed("Measure: JTAI actions by theme", 108, line="665", says="The text says 108.")
    (found,) = discrepancies(in_darlington)
    assert (found.line, found.printed, found.computed, found.title) == ("665", 108, 110, "JTAI actions by theme")


def test_v5_and_v6_restraints_and_injuries_agree(in_darlington):
    topic("Restraint by half-year", [235, 518])
    topic("Injuries by level", [83, 4, 2])
    printed("Measure: Restraint by half-year", 753)
    printed("Measure: Injuries by level", 89)
    assert discrepancies(in_darlington) == []


def test_v8_placements_agree_with_the_children_looked_after(in_darlington):
    breakdown(PLACEMENTS)
    printed("Indicator 43", 270, "2020-03-31", unit="n")
    assert discrepancies(in_darlington) == []


def test_v9_shares_that_make_99(in_darlington):
    breakdown([38, 45, 8, 8], number=35, unit="%")
    (found,) = discrepancies(in_darlington)
    assert (found.printed, found.computed, found.difference, found.unit) == (100, 99, -1, "%")
    assert found.of == "Indicator 35"


def test_v10_shares_that_make_100_are_not_listed(in_darlington):
    breakdown(LOCATIONS, number=101, unit="%", period="2019-20")
    topic("Ethnic group", [Decimal("96.2"), Decimal("3.8")], unit="%")
    assert discrepancies(in_darlington) == []


def test_shares_of_a_topic_are_checked_too(in_darlington):
    topic("Ethnic group", [Decimal("96.2"), Decimal("3.7")], unit="%")
    (found,) = discrepancies(in_darlington)
    assert found.difference == Decimal("-0.1")


@pytest.mark.parametrize(("shares", "code"), [((45, 35), "parts-below-the-whole"), ((60, 60), "parts-above-the-whole")])
def test_what_was_confirmed_with_a_reason_is_not_asked_again(in_darlington, shares, code):
    topic("Plans", shares, unit="%")
    (found,) = discrepancies(in_darlington)
    assert (found.is_printed, found.where) == (False, "Not printed: it is the whole")

    Measure.objects.filter(value=shares[0]).update(confirmed=f"{limit(code).about}: The rest is not known.")
    assert discrepancies(in_darlington) == []
    printed("Measure: Plans", 99, unit="%")
    assert [(one.is_printed, one.printed) for one in discrepancies(in_darlington)] == [(True, 99)]


def test_nor_what_was_confirmed_of_an_indicator(in_darlington):
    breakdown([45, 35], number=52, unit="%")
    assert len(discrepancies(in_darlington)) == 1

    said = f"{limit('parts-below-the-whole').about}: The rest is not known."
    IndicatorValue.objects.filter(value=45).update(confirmed=said)
    assert discrepancies(in_darlington) == []


def test_shares_with_a_printed_total_are_checked_against_that(in_darlington):
    breakdown([38, 45, 8, 8], number=35, unit="%")
    printed("Indicator 35", 99, "2020-03-31", unit="%")
    assert discrepancies(in_darlington) == []


@pytest.mark.parametrize(
    "total",
    [
        ("Measure: Nothing known", 3),
        ("Indicator 12", 3),
        ("Income", 3),
        ("Result", 3),
        ("Contributions in cash", 3, "2020-03-31"),
        ("Contributions in cash", 3, "2019-21"),
        ("Measure: Training", None),
    ],
)
def test_what_cannot_be_added_up_is_not_listed(in_darlington, total):
    MeasureFactory(topic="Training", value=30, is_exhaustive=False)
    printed(*total)
    assert discrepancies(in_darlington) == []


def test_an_amount_that_nobody_knows_keeps_the_total_silent(in_darlington):
    cash([100, None])
    printed("Contributions in cash", 90)
    assert discrepancies(in_darlington) == []


def test_units_are_not_mixed(in_darlington):
    topic("Training", [30, 40])
    topic("Training", [3, 4], unit="courses")
    printed("Measure: Training", 7, unit="courses")
    printed("Measure: Training", 71, unit="n")
    (found,) = discrepancies(in_darlington)
    assert found.computed == 70


def test_the_key_holds_while_the_figures_change(in_darlington):
    cash([100])
    printed("Income", 90)
    (before,) = discrepancies(in_darlington)
    cash([50])
    (after,) = discrepancies(in_darlington)
    assert before.key == after.key
    assert before.computed != after.computed


def test_parts_are_shown_as_the_rule_lets_them(in_darlington):
    breakdown([56, 9, 3])
    printed("Indicator 43", 70, "2020-03-31", unit="n")
    (found,) = discrepancies(in_darlington)
    assert [part.shown for part in found.parts] == ["56", "c", "c"]


def test_agencies_have_the_name_of_the_years_end(in_darlington):
    agency = AgencyFactory(name="Probation Service")
    FormerNameFactory(agency=agency, name="Probation Trust", used_until=datetime.date(2021, 6, 25))
    ContributionFactory(agency=agency, agreed=100)
    ContributionFactory(agency=agency, agreed=100, year="2021-22")
    printed("Income", 90)
    printed("Income", 90, "2021-22")
    names = [found.parts[0].name for found in discrepancies(in_darlington)]
    assert names == ["Probation Service", "Probation Trust"]


def test_a_part_goes_by_the_rule_that_the_partnership_chose(in_darlington):
    since = datetime.date(2020, 1, 1)
    choose(partnership=in_darlington, key="small_numbers", value="none", from_on=since, reason="Published.", by=None)
    breakdown([56, 3])
    printed("Indicator 43", 70, "2020-03-31", unit="n")
    assert [part.shown for part in discrepancies(in_darlington)[0].parts] == ["56", "3"]


def test_the_latest_period_comes_first(in_darlington):
    for year in ("2018-19", "2020-21", "2019-20"):
        cash([100], year)
        printed("Income", 90, year)
    assert [found.period for found in discrepancies(in_darlington)] == ["2020-21", "2019-20", "2018-19"]


def test_one_discrepancy_takes_as_many_queries_as_many(in_darlington, django_assert_num_queries):
    cash([100])
    printed("Income", 90)
    with django_assert_num_queries(3):
        discrepancies(in_darlington)
    cash(DURHAM, "2018-19")
    breakdown([38, 45, 8, 8], number=35, unit="%")
    topic("Training", [30, 40])
    printed("Contributions in cash", 3, "2018-19")
    printed("Measure: Training", 3)
    # The settings are known by now; another indicator may count what the shares are of.
    with django_assert_num_queries(3):
        assert len(discrepancies(in_darlington)) == 4
