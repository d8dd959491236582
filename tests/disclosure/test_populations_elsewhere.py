"""A reader multiplies the shares and rates of one indicator by what another one says of the same people."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.disclosure import rules
from core.formatting.numbers import parse
from core.formatting.units import number_within
from indicators.discrepancies import discrepancies
from indicators.models import IndicatorValue, Measure
from indicators.populations import FILE, populations
from indicators.suppression import show_families, show_measures, show_values
from tests import database
from tests.disclosure.reading import words_of
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

CLA = rules()["dfe-cla"]
CATALOGUE = list(csv.DictReader(Path(FILE.parent, "indicators.csv").read_text("utf-8").splitlines()))
COUNTED = [(number, group.counted) for group in populations() if group.counted for number in group.indicators]
NEXT = [(group.indicators, (*group.indicators[1:], group.indicators[0])) for group in populations()]
MATES = [pair for one, others in NEXT if len(one) > 1 for pair in zip(one, others, strict=True)]
UNITS = {int(row["Number"]): row["Units"] for row in CATALOGUE}
RATES = [(one, other) for one, other in MATES if "r10" in UNITS[one] and "r10" in UNITS[other]]
SHARES = [(one, other) for one, other in MATES if "r10" not in UNITS[one] and "r10" not in UNITS[other]]
YEAR = {"period": "2019-20"}


@pytest.fixture(scope="module", autouse=True)
def catalogue(django_db_setup, django_db_blocker):
    """Indicators with numbers of the catalogue are gone after the whole file."""
    with django_db_blocker.unblock(), database.catalogues_as_before():
        yield


@pytest.fixture(autouse=True)
def _scope(in_darlington):
    """What is recorded here is Darlington's."""


def value(number, value=None, unit="%", **of):
    value = None if value is None else Decimal(value)
    return IndicatorValueFactory(indicator=IndicatorFactory(number=number), value=value, unit=unit, **YEAR | of)


def seen(*rows):
    """What a reader sees of each row, whichever others are asked for; None for a hidden number."""
    alone = [parse(show_values([row], CLA).of(row).value) for row in rows]
    together = show_values(rows, CLA)
    assert alone == [parse(together.of(row).value) for row in rows]
    return alone


@pytest.mark.parametrize(("number", "counted"), COUNTED)
@pytest.mark.parametrize("share", ["5", "95"])
def test_a_share_of_what_another_indicator_counts(number, counted, share):
    """60 are on a plan, and 5% of plans are for one reason: three."""
    assert seen(value(number, share, breakdown="Neglect"), value(counted, 60, "n")) == [None, 60]


@pytest.mark.parametrize(("number", "counted"), COUNTED)
def test_a_share_of_many_that_another_indicator_counts_is_shown(number, counted):
    assert seen(value(number, 5, breakdown="Neglect"), value(counted, 600, "n")) == [5, 600]


def test_a_share_of_what_the_rate_of_another_indicator_was_worked_out_of():
    rate = value(34, "26.7", "r10k", numerator=60, denominator=22_487)
    assert seen(value(35, 5, breakdown="Neglect"), rate)[0] is None


def test_a_share_of_what_the_parts_of_another_indicator_add_up_to():
    parts = [value(34, 30, "n", breakdown=part, is_exhaustive=True) for part in ("Girls", "Boys")]
    assert seen(value(35, 5, breakdown="Neglect"), *parts)[0] is None


@pytest.mark.parametrize(("number", "other"), SHARES)
def test_a_share_of_what_a_share_of_another_indicator_names(number, other):
    named = value(other, 50, numerator=30, denominator=60)
    assert seen(value(number, 5), named) == [None, 50]


@pytest.mark.parametrize("period", ["2020-03-31", "2019-20 Q4"])
def test_a_whole_of_the_same_last_day(period):
    assert seen(value(35, 5, breakdown="Neglect"), value(34, 60, "n", period=period))[0] is None


def test_the_whole_of_another_day_is_another():
    assert seen(value(35, 5, breakdown="Neglect"), value(34, 60, "n", period="2018-19"))[0] == 5


def test_a_share_that_names_its_own_people_is_judged_by_those():
    assert seen(value(35, 5, breakdown="Neglect", denominator=600), value(34, 60, "n")) == [5, 60]


def test_shares_that_make_up_100_of_what_another_indicator_counts():
    """35% and 60% of 60 leave three."""
    shares = [value(35, share, breakdown=f"p{share}", is_exhaustive=True) for share in (60, 35, 5)]
    assert seen(*shares, value(34, 60, "n"))[:3].count(None) >= 2


@pytest.mark.parametrize(("number", "other"), RATES)
@pytest.mark.parametrize("terms", [{"denominator": 22_487}, {"numerator": 85}])
@pytest.mark.parametrize("period", ["2019-20", "2029-30"])
def test_a_rate_of_the_population_of_another_indicator(number, other, terms, period):
    """37.8 per 10,000 are 85 of 22,487, of whom 1.3 per 10,000 are three."""
    value(other, "37.8", "r10k", period=period, **terms)
    assert seen(value(number, "1.3", "r10k")) == [None]
    assert seen(value(number, "50", "r1k", period="2018-19")) == [50]


ELSEWHERE = {
    "a topic": lambda: MeasureFactory(topic="Who lives here", category="girls", value=11_200, **YEAR),
    "an indicator": lambda: value(9002, 11_200, "n", breakdown="Girls", grouped_by="sex", period="2018-19"),
    "a rate of an indicator": lambda: value(9003, 50, "r1k", breakdown="Girls", denominator=11_200),
}


def of_parts(about, rates: dict[str, str]) -> list:
    """Rates by sex, of an indicator or of a topic, beside one of all whose population is known."""
    if about == "indicator":
        value(34, "26.7", "r10k", numerator=60, denominator=22_487)
        return [value(34, rate, "r10k", breakdown=part, grouped_by="sex") for part, rate in rates.items()]
    MeasureFactory(topic="Plans", category="Children", value=22_487, **YEAR)
    facts = YEAR | {"topic": "Plans", "grouped_by": "sex", "unit": "r10k"}
    return [MeasureFactory(category=part, value=Decimal(rate), **facts) for part, rate in rates.items()]


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("about", ["indicator", "topic"])
def test_a_rate_of_a_part_whose_population_stands_anywhere(where, about):
    """2.7 per 10,000 of 11,200 girls are three, and of all 22,487 they would be six."""
    rows = of_parts(about, {"Girls": "2.7", "Boys": "2.7"})
    show = show_values if about == "indicator" else show_measures
    before = [show(rows, CLA).of(row).value for row in rows]
    ELSEWHERE[where]()
    values, measures = IndicatorValue.objects.all(), Measure.objects.all()

    assert before == ["2.7", "2.7"]
    assert [show(rows, CLA).of(row).value for row in rows] == ["c", "2.7"]
    assert [show_families(values, measures, CLA).of(row).value for row in rows] == ["c", "2.7"]


def test_a_number_of_a_part_that_is_no_population_says_nothing():
    """Fewer than half of what a rate is per."""
    rows = of_parts("topic", {"Girls": "2.7"})
    MeasureFactory(topic="Referrals", category="Girls", value=1_200, **YEAR)

    assert show_measures(rows, CLA).of(rows[0]).value == "2.7"


def test_another_partnership_says_nothing_of_this_one(durham):
    with partnership_scope(durham):
        value(34, 60, "n", partnership=durham)
    assert seen(value(35, 5, breakdown="Neglect")) == [5]


@pytest.mark.parametrize("unit", ["% of 60 children", "% of the 60", "per 100 of 60 girls", "% out of 60"])
@pytest.mark.parametrize("share", ["5", "95"])
def test_a_share_that_says_in_its_unit_of_how_many_it_is(unit, share):
    row = MeasureFactory(topic="Survey", category="Afraid", value=Decimal(share), unit=unit)
    assert parse(show_measures([row], CLA).of(row).value) is None
    assert seen(value(9001, share, unit)) == [None]


@pytest.mark.parametrize("unit", ["% of 600 children", "% of 1,200", "% of 16 to 17s", "% of 5 year olds", "% of 18s"])
def test_a_share_of_many_and_of_an_age_is_shown(unit):
    row = MeasureFactory(topic="Survey", category="Afraid", value=Decimal(5), unit=unit)
    assert parse(show_measures([row], CLA).of(row).value) == 5


def test_a_share_is_of_what_the_unit_of_another_says():
    rows = [
        MeasureFactory(topic="Survey", category=name, value=Decimal(of), unit=unit)
        for name, of, unit in [("Glad", 40, "% of 60 children"), ("Afraid", 5, "%")]
    ]
    shown = show_measures(rows, CLA)
    assert [parse(shown.of(row).value) for row in rows] == [40, None]


def test_a_count_says_of_no_others_in_its_unit():
    assert number_within("children of 60") is None


def test_every_page_hides_it(darlington, member, client_for):
    """Of the indicator, of all of them, of its history, and of sums that are not 100."""
    value(34, 60, "n")
    for number, part in [("5.125", "Neglect"), ("90", "Other")]:
        row = value(35, number, breakdown=part, is_exhaustive=True)
    (found,) = discrepancies(darlington)
    reader = client_for(member(darlington, Role.SCRUTINEER))
    pages = [
        reverse("indicators:indicator", args=["darlington", 35]),
        reverse("indicators:indicators", args=["darlington"]),
        reverse("indicators:discrepancies", args=["darlington"]),
        reverse("indicators:explain", args=["darlington", found.key]),
        reverse("history", args=["darlington", "indicators.indicatorvalue", row.pk]),
    ]
    for page in pages:
        answer = reader.get(page)
        assert answer.status_code == 200, page
        assert "5.125" not in words_of(answer), page


# The catalogue itself


def test_the_catalogue_says_of_whom_every_share_and_rate_with_the_same_words_is():
    by_words = {}
    for row in CATALOGUE:
        by_words.setdefault(row["Denominator"], set()).add(int(row["Number"]))
    shared = {words: numbers for words, numbers in by_words.items() if words and len(numbers) > 1}
    told = {group.of: set(group.indicators) for group in populations()}
    assert shared.items() <= told.items()


def test_the_catalogue_names_whole_indicators_that_are_counted():
    by_number = {int(row["Number"]): row for row in CATALOGUE}
    for group in populations():
        assert {by_number[number]["Denominator"] for number in group.indicators} == {group.of}
        assert group.counted is None or "n" in by_number[group.counted]["Units"].split("; ")
