"""What may be chosen for sections of figures, and how the choice is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.calendar.financial_years import FinancialYear
from core.reports.sources import sources
from indicators.models.people import answers
from indicators.suppression import rule_for
from tests.factories import IndicatorFactory, IndicatorValueFactory, MeasureFactory

YEAR = FinancialYear(2019)
MARCH = "2020-03-31"
NAMES = {1: "Children on a plan", 4: "Placements"}


def offer(partnership, code, **options):
    return sources()[code].chooser.offer(partnership, YEAR, options)


def labels(offered) -> list[str]:
    return [choice.label for choice in offered.choices]


def named(offered, label) -> str:
    """The value of the one choice whose label begins so."""
    (found,) = [choice.value for choice in offered.choices if choice.label.startswith(label)]
    return found


def value(number, amount=50, **fields):
    # Indicators stay from test to test, so that each has one name in all of them.
    indicator = IndicatorFactory(number=8100 + number, name=NAMES.get(number, f"Indicator {number}"))
    return IndicatorValueFactory(indicator=indicator, value=amount, **fields)


def built(partnership, code, options):
    return sources()[code].build(partnership, YEAR, options)


def test_key_figures_offers_this_year_then_the_one_before(in_darlington):
    value(1, 85, period=MARCH)
    value(1, 70, period="2019-03-31")
    value(2, 60, period="2012-13")
    MeasureFactory(topic="Training", category="Attendances", value=2861)

    offered = offer(in_darlington, "key-figures", items=[])

    assert [(choice.group, choice.label) for choice in offered.choices] == [
        ("Indicators of 2019-20", "8101. Children on a plan: 85, 31 March 2020"),
        ("Measures of 2019-20", "Training, Attendances: 2,861, 2019-20"),
        ("Indicators of 2018-19", "8101. Children on a plan: 70, 31 March 2019"),
    ]
    assert offered.chosen == []


def test_key_figures_keep_their_labels_and_order_and_what_is_new_comes_after(in_darlington):
    value(1, 85, period=MARCH)
    value(2, 57, breakdown="Girls")
    MeasureFactory(topic="Training", category="Attendances")
    old = [
        {"measure": "Training", "category": "Attendances", "label": "Seats taken"},
        {"indicator": 8101, "period": MARCH},
    ]
    offered = offer(in_darlington, "key-figures", items=old)
    assert offered.chosen == [named(offered, "Training"), named(offered, "8101")]

    options = offered.options([choice.value for choice in offered.choices])

    assert options == {
        "items": [*old, {"indicator": 8102, "unit": "n", "period": "2019-20", "breakdown": "Girls"}],
    }
    assert [item["label"] for item in built(in_darlington, "key-figures", options)[0]["items"]][0] == "Seats taken"


def test_key_figures_name_what_is_not_recorded_any_more_and_keep_older_periods(in_darlington):
    value(1, 85, period="2012-13")
    offered = offer(
        in_darlington,
        "key-figures",
        items=[{"indicator": 8101, "period": "2012-13"}, {"indicator": 8102}, {"measure": "A", "category": "B"}],
    )

    assert labels(offered) == ["8101. Children on a plan: 85, 2012-13"]
    assert offered.gone == ("indicator 8102 (2019-20)", "A, B (2019-20)")
    assert offered.options(offered.chosen) == {"items": [{"indicator": 8101, "period": "2012-13"}]}


def test_a_choice_shows_no_number_that_is_too_small(in_darlington):
    value(1, 3)

    assert "3" not in labels(offer(in_darlington, "key-figures"))[0].split(": ")[1].split(",")[0]


def test_indicators_offers_what_stands_for_the_year_and_keeps_the_rest(in_darlington):
    value(1, 85, period=MARCH)
    value(1, "37.8", period=MARCH, unit="r10k")
    value(2, 40, period="2018-19")
    value(3, 12)
    IndicatorFactory(number=8109, name="Never recorded")
    offered = offer(in_darlington, "indicators", numbers=[8103, 8109], caption="Plans", chart=True)

    assert labels(offered) == [
        "8101. Children on a plan: 85; 37.8 per 10,000, 31 March 2020",
        "8103. Indicator 3: 12, 2019-20",
    ]
    assert (offered.chosen, offered.gone) == (["8103"], ("8109. Never recorded",))
    assert offered.options(["8101", "8103"]) == {"numbers": [8103, 8101], "caption": "Plans", "chart": True}


def test_indicators_drop_their_period_only_where_something_chosen_has_another(in_darlington):
    value(1, 85, period=MARCH)
    value(2, 40, period="2019-20")
    offered = offer(in_darlington, "indicators", numbers=[8101], period=MARCH)

    assert offered.options(["8101"]) == {"numbers": [8101], "period": MARCH}
    both = offered.options(["8101", "8102"])
    assert both == {"numbers": [8101, 8102]}
    (table,) = built(in_darlington, "indicators", both)
    assert len(table["rows"]) == 2


def test_a_breakdown_is_one_indicator_in_one_unit_and_period(in_darlington):
    for part in ("Fostering", "Residential care", "Kinship", "Other"):
        value(4, 20, period=MARCH, breakdown=part)
        value(4, 25, period=MARCH, breakdown=part, unit="%")
    value(2, 30, period="2018-19", breakdown="Girls")
    offered = offer(in_darlington, "indicator-breakdown", number=8104, chart=False)

    assert labels(offered) == [
        "8104. Placements: Fostering, Kinship, Other and 1 more (per cent, 31 March 2020)",
        "8104. Placements: Fostering, Kinship, Other and 1 more (number, 31 March 2020)",
        "8102. Indicator 2: Girls (number, 2018-19)",
    ]
    assert offered.chosen == [offered.choices[1].value]
    options = offered.options([offered.choices[0].value])
    assert options == {"number": 8104, "unit": "%", "period": MARCH, "chart": False}
    assert built(in_darlington, "indicator-breakdown", options)[0]["type"] == "table"


def test_measures_are_chosen_by_topic(in_darlington):
    MeasureFactory(topic="Training", category="Attendances")
    MeasureFactory(topic="Training", category="Modules", period="2019-20 Q4")
    MeasureFactory(topic="Website", category="Visitors", period="2018-19")
    MeasureFactory(topic="Audits", category="Completed")
    options = {"topics": ["Training", "Reviews"], "caption": ["One"], "chart_kind": "bar"}
    offered = offer(in_darlington, "measures", **options)

    assert labels(offered) == ["Audits: Completed", "Training: Attendances and Modules"]
    assert (offered.chosen, offered.gone) == (["Training"], ("Reviews",))
    # Captions were those of the tables of other topics.
    assert offered.options(["Audits", "Training"]) == {"topics": ["Training", "Audits"], "chart_kind": "bar"}


def test_what_is_recorded_by_half_year_only_is_offered(in_darlington):
    MeasureFactory(topic="Training", category="Attendances", period="2019-20 H1")
    value(4, 20, period="2019-20 H2")
    value(5, 20, period="2019-20 H2", breakdown="Girls")

    assert labels(offer(in_darlington, "measures")) == ["Training: Attendances"]
    assert labels(offer(in_darlington, "indicators"))[0].endswith("20, second half of 2019-20")
    assert labels(offer(in_darlington, "indicator-breakdown"))[0].endswith("(number, second half of 2019-20)")
    assert len(offer(in_darlington, "key-figures").choices) == 3


def test_parts_in_another_unit_than_the_outline_names_are_those_that_are_ticked(in_darlington):
    value(4, 25, period=MARCH, breakdown="Kinship", unit="%")
    offered = offer(in_darlington, "indicator-breakdown", number=8104, unit="n")

    assert (offered.chosen, offered.gone) == ([offered.choices[0].value], ())


@pytest.mark.parametrize("code", ["key-figures", "indicators", "indicator-breakdown", "indicator-years", "measures"])
def test_without_records_nothing_is_offered(in_darlington, code):
    offered = offer(in_darlington, code)

    assert (offered.choices, offered.chosen, offered.gone) == ([], [], ())


@pytest.mark.parametrize("code", ["key-figures", "indicators", "indicator-breakdown", "indicator-years", "measures"])
def test_an_offer_takes_the_same_queries_for_many_records(in_darlington, code):
    counts = []
    # Settings, and what was said of figures that count no people, are read once for the whole test.
    rule_for(in_darlington)
    answers()
    for start in (10, 20, 40):
        for number in range(start, start + start // 2):
            value(number)
            value(number, breakdown="Girls")
            MeasureFactory(topic=f"Topic {number}")
        with CaptureQueriesContext(connection) as counted:
            offer(in_darlington, code)
        counts.append(len(counted))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 5
