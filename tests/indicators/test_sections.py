"""What a report takes from a partnership's figures."""

import pytest

from core.reports.sources import CannotBuild
from indicators.sections import periods
from tests.factories import IndicatorFactory, MeasureFactory
from tests.indicators.built import MARCH, YEAR, build, cells, labels, topic, value

PLACEMENTS = {"In-house fostering": 56, "Connected carers": 47, "Residential care": 27, "Other": 30}


@pytest.fixture
def plans(in_darlington):
    """Darlington's children on a plan beside other areas, as printed (000:178)."""
    value(34, 85, name="Children on a plan")
    value(
        34,
        "37.8",
        unit="r10k",
        numerator=85,
        statistical_neighbours="50.4",
        region="63.1",
        england="43.7",
        commentary="Below the region.",
    )
    return in_darlington


def test_an_indicator_beside_other_areas(plans):
    chart, table, remark = build(plans, "indicators", numbers=[8034], period=MARCH, chart=True)
    assert labels(table) == ["Indicator", "Number", "Rate per 10,000", "Similar areas", "Region", "England"]
    assert cells(table) == [["Children on a plan", "85", "37.8", "50.4", "63.1", "43.7"]]
    assert table["caption"] == "Children on a plan, 31 March 2020"
    assert chart["summary"] == (
        "Children on a plan: Darlington, at 37.8 per 10,000, was below similar areas (50.4 per 10,000), "
        "the region (63.1 per 10,000) and England (43.7 per 10,000)."
    )
    assert chart["series"][0]["points"][0] == {"x": "Darlington", "y": "37.8"}
    assert chart["table"] == table["key"]
    assert (remark["caption"], remark["says"]) == ("Children on a plan", "Below the region.")


def test_a_table_of_indicators_takes_a_caption_of_its_own(plans):
    (table, _) = build(plans, "indicators", numbers=[8034], period=MARCH, caption="Plans beside other areas")
    assert table["caption"] == "Plans beside other areas, 31 March 2020"


def test_figures_of_two_units_that_are_compared_have_a_table_each(plans):
    value(52, "98.2", unit="%", numerator=560, denominator=570, england=85, name="Care leavers")
    rates, shares = build(plans, "indicators", numbers=[8034, 8052], period=MARCH)[1:3]
    assert labels(rates) == ["Indicator", "Darlington", "Similar areas", "Region", "England"]
    assert labels(shares) == ["Indicator", "Counted", "Out of", "Darlington", "England"]
    assert cells(shares) == [["Care leavers", "560", "570", "98.2", "85"]]


def test_a_doubtful_figure_is_neither_compared_nor_drawn(in_darlington):
    value(25, 357, england=334, quality="doubtful", name="Children in need")
    (table,) = build(in_darlington, "indicators", numbers=[8025], period=MARCH, chart=True)
    assert cells(table) == [["Children in need", "357"]]
    assert table["note"] == "To be read with care: Children in need."


def test_without_a_period_the_one_that_stands_for_the_year_is_taken(in_darlington):
    for period, number in [("2019-20", 10), (MARCH, 11), ("2018-19", 12), ("2019-20 Q4", 13)]:
        value(1, number, period=period)
        value(2, number, period=period)
    IndicatorFactory._meta.model.objects.using("owner").filter(number=8002).update(cohort="Snapshot")
    (table,) = build(in_darlington, "indicators", numbers=[8001, 8002])
    assert [line[1] for line in cells(table)] == ["10", "11"]
    assert table["caption"].endswith("2019-20 and 31 March 2020")


def test_small_numbers_are_hidden_in_table_and_chart(in_darlington):
    value(88, 4, name="Deaths")
    value(88, "1.8", unit="r10k", england="2.1")
    chart, table = build(in_darlington, "indicators", numbers=[8088], period=MARCH, chart=True)
    assert cells(table) == [["Deaths", "c", "c", "2.1"]]
    assert chart["series"][0]["points"][0]["y"] == "c"
    assert "1.8" not in str([chart, table])


@pytest.mark.parametrize(
    ("code", "options", "reason"),
    [
        ("indicators", {}, "Choose the indicators"),
        ("indicators", {"numbers": [8077, 8078]}, "No value is recorded in 2019-20 for indicators 8077 and 8078"),
        ("indicators", {"numbers": [8077], "period": MARCH}, "on 31 March 2020 for indicator 8077"),
        ("indicator-breakdown", {}, "Choose the indicator"),
        ("indicator-breakdown", {"number": 8077}, "No parts of indicator 8077"),
        ("key-figures", {"items": []}, "Choose the figures"),
        (
            "key-figures",
            {"items": [{"indicator": 8077, "unit": "%"}]},
            "indicator 8077 in per cent is recorded in 2019-20",
        ),
        ("key-figures", {"items": [{"measure": "Training", "category": "Courses"}]}, "“Training: Courses”"),
        ("key-figures", {"items": [{"number": 3}]}, "no “number”"),
        ("key-figures", {"items": [{"period": "2019-20"}]}, "either an indicator or a measure"),
        ("measures", {}, "Choose the topics"),
        ("measures", {"topics": ["Training"]}, "Nothing is recorded in 2019-20 for “Training”"),
        ("measures", {"topics": ["Training"], "chart_kind": "pie"}, "no chart of kind “pie”"),
    ],
)
def test_what_is_missing_is_named(in_darlington, code, options, reason):
    with pytest.raises(CannotBuild, match=reason):
        build(in_darlington, code, **options)


def test_a_breakdown_with_its_total_and_shares(in_darlington):
    for part, number in PLACEMENTS.items():
        value(43, number, breakdown=part, is_exhaustive=True, name="Placements")
    chart, table = build(in_darlington, "indicator-breakdown", number=8043, period=MARCH, unit="n", heading="Placement")
    assert labels(table) == ["Placement", "Number", "Share"]
    assert cells(table)[0] == ["In-house fostering", "56", "35"]
    assert cells(table)[-1] == ["Other", "30", "18.8"]
    assert table["total"] == ["Total", "160", "100"]
    assert chart["chart"] == "share"
    assert chart["summary"] == (
        "Placements: “In-house fostering” was the largest, at 56 of 160 (35%); "
        "“Residential care” was the smallest, at 27."
    )


def test_shares_that_make_99_are_printed_as_99(in_darlington):
    for part, number in {"Neglect": 38, "Emotional": 45, "Physical": 8, "Sexual": 8}.items():
        value(35, number, unit="%", breakdown=part, is_exhaustive=True, name="Plans")
    chart, table = build(in_darlington, "indicator-breakdown", number=8035)
    assert table["total"] == ["Total", "99"]
    assert table["note"].startswith("The parts add up to 99%")
    assert "“Physical” and “Sexual” were the smallest, at 8%" in chart["summary"]


def test_a_total_that_somebody_recorded_is_not_one_of_its_parts(in_darlington):
    for part, number in {"Girls": 60, "Boys": 40, "Total": 100}.items():
        value(43, number, breakdown=part, is_exhaustive=True, name="Placements")
    chart, table = build(in_darlington, "indicator-breakdown", number=8043)
    assert cells(table) == [["Girls", "60", "60"], ["Boys", "40", "40"]]
    assert table["total"] == ["Total", "100", "100"]
    assert [point["x"] for point in chart["series"][0]["points"]] == ["Girls", "Boys"]
    assert chart["summary"] == (
        "Placements: “Girls” was the largest, at 60 of 100 (60%); “Boys” was the smallest, at 40."
    )


def test_parts_in_another_unit_than_was_asked_for_are_shown_in_theirs(in_darlington):
    for part, share in {"Fostering": 50, "Kinship": 30, "Other": 20}.items():
        value(43, share, unit="%", breakdown=part, is_exhaustive=True)
    table = build(in_darlington, "indicator-breakdown", number=8043, unit="n")[-1]
    assert (labels(table)[1], cells(table)[0]) == ("Per cent", ["Fostering", "50"])


def test_half_years_belong_to_their_year(in_darlington):
    for number, period in [(40, "2019-20 H1"), (50, "2019-20 H2"), (70, "2018-19 H2")]:
        value(14, number, period=period, name="Contacts")
        value(15, number, period=period, breakdown="Girls")
    (table,) = build(in_darlington, "indicators", numbers=[8014])
    assert (cells(table), table["caption"]) == ([["Contacts", "50"]], "Contacts, second half of 2019-20")
    assert cells(build(in_darlington, "indicator-breakdown", number=8015)[-1]) == [["Girls", "50"]]


@pytest.mark.parametrize(
    ("recorded", "stands"),
    [
        (["2019-20 Q1", "2019-20 H1", "2019-20 Q3"], "2019-20 Q3"),
        (["2019-20 Q4", "2019-20 H2"], "2019-20 H2"),
        (["2019-20", "2019-20 H2", MARCH], "2019-20"),
        (["2019-12-31", "2019-20 H1", "2020-21 H1"], "2019-12-31"),
    ],
)
def test_the_last_period_stands_for_a_year_that_is_not_recorded_as_one(recorded, stands):
    assert periods.of_year(recorded, YEAR) == stands


def test_a_breakdown_hides_what_its_total_would_give_away(in_darlington):
    for part, number in {"Fostering": 56, "Parents": 9, "Other": 4}.items():
        value(43, number, breakdown=part, is_exhaustive=True)
    chart, table = build(in_darlington, "indicator-breakdown", number=8043)
    assert cells(table) == [["Fostering", "56"], ["Parents", "c"], ["Other", "c"]]
    assert table["total"] == ["Total", "69"]
    assert [point["y"] for point in chart["series"][0]["points"]] == ["56", "c", "c"]
    assert chart["summary"].endswith("only “Fostering” is shown, at 56 of 69 (81%). 2 numbers are not shown.")
    assert chart["total"] == "69"


def test_a_hidden_part_does_not_stand_between_those_that_it_lies_between(in_darlington):
    """“d” is hidden only to keep “e”; beside “c” and “b” its place would say that it is from 20 to 30."""
    for part, number in {"a": 50, "b": 30, "d": 25, "c": 20, "e": 4}.items():
        value(43, number, breakdown=part, is_exhaustive=True, is_published=part in "bc")
    _, table = build(in_darlington, "indicator-breakdown", number=8043)
    assert cells(table)[1:] == [["b", "30"], ["c", "20"], ["d", "c"], ["e", "c"]]


def test_key_figures_say_what_they_are_compared_with(in_darlington):
    row = value(53, "28.1", unit="%", period="2019-20", england=39, target=30, previous="31", name="Care leavers")
    MeasureFactory(topic="Training", category="Attendances", value="2861.000000")
    items = [
        {"indicator": 8053, "unit": "%"},
        {"measure": "Training", "category": "Attendances", "period": "2019-20"},
        {"measure": "Training", "category": "Attendances", "label": "People trained", "detail": ""},
    ]
    (panel,) = build(in_darlington, "key-figures", items=items)
    care, training, named = panel["items"]
    assert panel["caption"] == "2019-20"
    assert (care["value"], care["detail"]) == ("28.1", "Year before 31%, England 39%, Target 30%")
    assert care["source"] == {"model": "indicators.indicatorvalue", "id": str(row.pk)}
    assert (training["label"], training["value"], training["detail"]) == ("Attendances", "2861", "Training")
    assert (named["label"], named["detail"]) == ("People trained", "")


def test_key_figures_of_several_periods_each_say_theirs(plans):
    MeasureFactory(topic="Training", category="Attendances")
    items = [{"indicator": 8034, "unit": "n", "period": MARCH}, {"measure": "Training", "category": "Attendances"}]
    (panel,) = build(plans, "key-figures", items=items)
    assert [item["detail"] for item in panel["items"]] == ["31 March 2020", "Training, 2019-20"]


def test_a_doubtful_key_figure_says_so_whatever_its_detail(in_darlington):
    value(98, 54, unit="%", period="2019-20", england=37, quality="doubtful", name="Enquiries")
    items = [{"indicator": 8098}, {"indicator": 8098, "detail": "Under section 42"}]
    (panel,) = build(in_darlington, "key-figures", items=items)
    assert [item["detail"] for item in panel["items"]] == [
        "To be read with care",
        "Under section 42, to be read with care",
    ]


def test_key_figures_hide_small_numbers(in_darlington):
    value(88, 4)
    (panel,) = build(in_darlington, "key-figures", items=[{"indicator": 8088, "period": MARCH}])
    assert panel["items"][0]["value"] == "c"


@pytest.mark.parametrize("rows", [1, 6])
def test_a_section_takes_two_queries_and_those_of_the_scope(in_darlington, django_assert_num_queries, rows):
    for place in range(rows):
        value(60 + place, 30)
        topic(f"Topic {place}", {"a": 30, "b": 40})
    # The settings, and what was said of figures that count no people.
    with django_assert_num_queries(4):
        build(in_darlington, "indicators", numbers=[8060 + place for place in range(rows)], period=MARCH)
    with django_assert_num_queries(2):
        build(in_darlington, "measures", topics=[f"Topic {place}" for place in range(rows)])
