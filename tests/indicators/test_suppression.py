import datetime

import pytest

from core import settings
from core.disclosure import rules
from indicators.suppression import rule_for, rule_words, show_measures, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory, UserFactory

CLA, SAC = rules()["dfe-cla"], rules()["dhsc-sac"]
MARCH = datetime.date(2020, 3, 31)


def choose(partnership, rule="dhsc-sac", from_on=datetime.date(2020, 1, 1), reason="Adults' figures."):
    return settings.choose(
        partnership=partnership, key="small_numbers", value=rule, by=UserFactory(), reason=reason, from_on=from_on
    )


def value(indicator, value=None, **fields):
    return IndicatorValueFactory(indicator=indicator, value=value, **fields)


def test_the_portal_has_a_rule_until_a_partnership_chooses(in_darlington):
    assert rule_for(in_darlington, MARCH) == CLA
    choose(in_darlington)
    assert rule_for(in_darlington, MARCH) == SAC
    assert rule_for(in_darlington, datetime.date(2019, 12, 31)) == CLA


def test_the_latest_choice_holds_and_for_one_day_the_one_made_last(in_darlington):
    choose(in_darlington, "none")
    choose(in_darlington, "dfe-cin", datetime.date(2020, 2, 1))
    choose(in_darlington, "dhsc-sac", datetime.date(2020, 2, 1))
    assert rule_words(in_darlington, MARCH)["symbol"] == "[c]"
    assert rule_for(in_darlington, datetime.date(2020, 1, 15)) == rules()["none"]


def test_a_rule_that_is_not_shipped_is_refused(in_darlington):
    with pytest.raises(settings.NotAllowed):
        choose(in_darlington, "mine")
    assert rule_for(in_darlington, MARCH) == CLA


def test_a_breakdown_is_protected_with_its_total(in_darlington, django_assert_num_queries):
    indicator = IndicatorFactory()
    rows = [value(indicator, number, breakdown=name, is_exhaustive=True) for name, number in PLACEMENTS]
    # What belongs to them, and what was said of figures that count no people, which the scope then knows.
    with django_assert_num_queries(2):
        shown = show_values(rows, CLA)
    with django_assert_num_queries(1):
        show_values(rows, CLA)
    assert [shown.of(row).value for row in rows] == ["56", "c", "c"]
    assert shown.total(rows[0]) == "69"


PLACEMENTS = [("Fostering", 56), ("Parents", 9), ("Other", 4)]


def test_one_row_alone_is_shown_as_beside_the_others(in_darlington):
    indicator = IndicatorFactory()
    rows = [value(indicator, number, breakdown=name, is_exhaustive=True) for name, number in PLACEMENTS]
    assert show_values(rows[1:2], CLA).of(rows[1]).value == "c"


def test_the_rate_of_a_hidden_count_is_hidden_though_it_names_no_count(in_darlington):
    indicator = IndicatorFactory()
    count, rate = value(indicator, 3), value(indicator, "1.3", unit="r10k")
    shown = show_values([rate], CLA)
    assert shown.of(rate).value == "c"
    assert shown.rows[count.pk].value == "c"


def test_the_count_of_a_hidden_share_is_hidden(in_darlington):
    indicator = IndicatorFactory()
    count = value(indicator, 56)
    share = value(indicator, "98.2", unit="%", numerator=56, denominator=57)
    shown = show_values([count, share], CLA)
    assert (shown.of(share).value, shown.of(share).denominator, shown.of(count).value) == ("c", "57", "c")


def test_published_figures_are_shown_as_published(in_darlington):
    indicator = IndicatorFactory()
    share = value(indicator, "98.2", unit="%", numerator=56, denominator=57, is_published=True)
    count = value(indicator, 4, previous=3, is_published=True)
    shown = show_values([share, count], SAC)
    assert (shown.of(share).value, shown.of(count).value, shown.of(count).previous) == ("98.2", "4", "3")


def test_last_years_small_number_is_hidden_too(in_darlington):
    row = value(IndicatorFactory(), 30, previous=2, england=3)
    assert show_values([row], CLA).of(row).previous == "c"


def test_exhaustive_shares_add_up_as_they_are_printed(in_darlington):
    indicator = IndicatorFactory()
    rows = [value(indicator, n, unit="%", breakdown=str(n), is_exhaustive=True) for n in (38, 45, 7, 9)]
    assert show_values(rows, CLA).total(rows[0]) == "99"


def test_shares_counted_from_few_hide_each_other(in_darlington):
    indicator = IndicatorFactory()
    parts = [("a", 40, 80), ("b", 8, 16), ("c", 2, 4)]
    rows = [
        value(indicator, share, unit="%", numerator=count, denominator=50, breakdown=name, is_exhaustive=True)
        for name, count, share in parts
    ]
    shown = show_values(rows, CLA)
    assert [shown.of(row).value for row in rows] == ["80", "c", "c"]
    assert shown.total(rows[0]) is None


def test_measures_of_people_are_protected_and_others_are_not(in_darlington):
    people = [MeasureFactory(topic="Injuries", value=number, is_exhaustive=True) for number in (83, 4, 2)]
    money = MeasureFactory(topic="Injuries", unit="£", value=3)
    alone = MeasureFactory(topic="Other", value=5)
    shown = show_measures([*people, money, alone], CLA)
    assert [shown.of(row).value for row in [*people, money, alone]] == ["83", "c", "c", "3", "c"]
    assert shown.total(people[0]) == "89"
