"""Figures kept by hand: one at a time, or all parts of one together; and what they say of one another."""

import datetime
from decimal import Decimal

import pytest

from core.disclosure import rules
from indicators import rates
from indicators.models import IndicatorValue, Measure
from indicators.periods import last_day, sort_of
from indicators.services import figures
from indicators.suppression import show_values
from indicators.trends import latest_rows, missing
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory


@pytest.mark.parametrize(
    ("period", "sort", "day"),
    [
        ("2019-20", "year", "2020-03-31"),
        ("2019-20 Q1", "quarter", "2019-06-30"),
        ("2019-20 Q4", "quarter", "2020-03-31"),
        ("2019-20 H1", "half", "2019-09-30"),
        ("2020-03-31", "day", "2020-03-31"),
        ("9999-00", "year", "0001-01-01"),
    ],
)
def test_a_period_has_a_sort_and_a_last_day(period, sort, day):
    assert (sort_of(period), last_day(period)) == (sort, datetime.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("unit", "value", "says"),
    [
        ("r10k", "44.2", "444 of 100,540 gives 44.2 per 10,000."),
        ("r10k", "50", "444 of 100,540 gives 44.2 per 10,000; the value is 5.8 per 10,000 more."),
        ("%", "0.44", "444 of 100,540 gives 0.4%."),
        ("n", "444", ""),
    ],
)
def test_a_value_is_held_against_what_it_was_counted_from(unit, value, says):
    assert rates.says(unit, Decimal(value), Decimal(444), Decimal(100540)) == says


def keep(partnership, family, opened="", **parts):
    wanted = [{"name": name.replace("_", " "), "value": Decimal(value)} for name, value in parts.items()]
    shared = {"is_exhaustive": True, "is_published": False, "source": "Report"}
    return figures.keep_parts(partnership=partnership, family=family, parts=wanted, opened=opened, by=None, **shared)


@pytest.fixture
def family(in_darlington):
    return figures.of_topic("Training", "2019-20", "n")


def test_parts_are_added_and_changed_together(in_darlington, family):
    MeasureFactory(topic="Other", position=7)
    keep(in_darlington, family, Early_help="5", Neglect="6")
    keep(in_darlington, family, figures.seen(family.rows()), neglect="8", Visits="1")

    kept = family.rows().order_by("position").values_list("category", "value", "position", "source")
    assert [tuple(row) for row in kept] == [
        ("Early help", 5, 8, "Report"),
        ("Neglect", 8, 9, "Report"),
        ("Visits", 1, 10, "Report"),
    ]


def test_parts_that_others_have_changed_are_not_written_over(in_darlington, family):
    keep(in_darlington, family, Neglect="6")
    opened = figures.seen(family.rows())
    Measure.objects.update(value=7)

    with pytest.raises(figures.PartsChanged):
        keep(in_darlington, family, opened, Neglect="8", Visits="2")
    assert list(family.rows().values_list("category", "value")) == [("Neglect", 7)]


def test_parts_sent_twice_are_kept_once(in_darlington, family):
    assert keep(in_darlington, family, Neglect="6") == keep(in_darlington, family, Neglect="6") == 1
    assert family.rows().count() == 1


def test_a_share_that_is_left_empty_is_computed(in_darlington):
    of = figures.of_indicator(IndicatorFactory(number=8801), "2019-20", "%")
    part = {"name": "Neglect", "value": None, "numerator": Decimal(336), "denominator": Decimal(444)}
    shared = {"is_exhaustive": True, "is_published": False, "source": ""}
    figures.keep_parts(partnership=in_darlington, family=of, parts=[part], opened="", by=None, **shared)

    assert IndicatorValue.objects.get().value == Decimal("75.7")


def told(*values, good="neutral", rule="none", unit="n"):
    number = {"neutral": 8802, "up": 8804, "down": 8805}[good]
    indicator = IndicatorFactory(number=number, good_direction=good)
    for period, value in values:
        IndicatorValueFactory(indicator=indicator, period=period, value=value, unit=unit)
    rows = list(IndicatorValue.objects.latest_two())
    return latest_rows(rows, show_values(rows, rules()[rule]))[indicator.pk]


@pytest.mark.parametrize(
    ("good", "values", "says"),
    [
        ("up", (61, 83), "Rose since 61 in 2018-19: better"),
        ("down", (61, 83), "Rose since 61 in 2018-19: worse"),
        ("neutral", (83, 61), "Fell since 83 in 2018-19"),
        ("up", (61, 61), "The same as in 2018-19"),
    ],
)
def test_a_trend_in_words(in_darlington, good, values, says):
    assert str(told(("2018-19", values[0]), ("2019-20", values[1]), good=good)["trend"]) == says


def test_a_hidden_value_has_no_trend(in_darlington):
    assert told(("2018-19", 61), ("2019-20", 3), rule="dfe-cla")["trend"] is None


def test_what_others_have_and_an_indicator_lacks_is_missing():
    lasts = [
        (1, "Current", "Quarterly", "quarter", "2026-27 Q2"),
        (2, "Behind", "Quarterly", "quarter", "2026-27 Q1"),
        (3, "Yearly", "Yearly", "year", "2025-26"),
        (4, "Once yearly, now by quarter", "Quarterly", "year", "2019-20"),
        (4, "Once yearly, now by quarter", "Quarterly", "quarter", "2026-27 Q2"),
        (5, "Late by a year", "Yearly", "year", "2024-25"),
    ]
    assert missing(lasts, datetime.date(2026, 10, 20)) == {2: "2026-27 Q2", 5: "2025-26"}


@pytest.mark.parametrize(
    ("frequency", "last", "today", "lacks"),
    [
        ("Yearly", "2019-20", "2020-12-31", ""),
        ("Yearly", "2019-20", "2021-06-29", ""),
        ("Yearly", "2019-20", "2021-06-30", "2020-21"),
        ("Quarterly", "2019-20", "2026-11-21", "2025-26"),
        ("Quarterly", "2019-20 Q4", "2026-11-21", "2026-27 Q1"),
        ("Quarterly", "2019-20 H2", "2027-01-21", "2026-27 H1"),
        ("Quarterly", "2020-03-31", "2026-11-21", "2026-06-30"),
        ("Yearly", "2020-03-31", "2026-11-21", "2026-03-31"),
        ("Yearly", "2026-05-31", "2026-11-21", ""),
        ("Once each audit cycle", "2020-03-31", "2026-11-21", ""),
    ],
)
def test_what_the_calendar_says_should_be_counted_is_missing(frequency, last, today, lacks):
    found = missing([(1, "Alone", frequency, sort_of(last), last)], datetime.date.fromisoformat(today))

    assert found == ({1: lacks} if lacks else {})


def test_the_last_periods_come_in_one_query(in_darlington, django_assert_num_queries):
    indicator = IndicatorFactory(number=8803, name="Counted")
    for period in ("2018-19", "2019-20", "2019-20 Q1"):
        IndicatorValueFactory(indicator=indicator, period=period)
    with django_assert_num_queries(1):
        assert sorted(IndicatorValue.objects.last_periods()) == [
            (8803, "Counted", "", "quarter", "2019-20 Q1"),
            (8803, "Counted", "", "year", "2019-20"),
        ]
