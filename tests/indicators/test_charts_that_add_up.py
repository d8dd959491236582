"""A bar puts end to end only what adds up: never shares of different topics or of different wholes."""

import pytest

from core.reports import charts
from tests.indicators.built import build, labels, topic, value

GIRLS, BOYS = {"Seen": 60, "Not seen": 40}, {"Seen": 70, "Not seen": 30}


def drawn(partnership, **options):
    """The kind of the first chart and the words in it, as page, edition and PDF take it from the block."""
    block = build(partnership, "measures", **options)[0]
    return block["chart"], charts.draw(block)


@pytest.mark.parametrize("unit", ["%", "per 100", "% of cases", "r10k", "days"])
@pytest.mark.parametrize("chosen", [{"chart_kind": "stacked"}, {"chart_kind": "share"}, {}])
def test_shares_of_different_topics_stand_side_by_side(in_darlington, unit, chosen):
    for name, parts in {"Girls": GIRLS, "Boys": BOYS}.items():
        topic(name, parts, unit=unit, is_exhaustive=True)
    kind, picture = drawn(in_darlington, topics=["Girls", "Boys"], **chosen)
    assert kind == "grouped"
    assert ">130" not in picture


@pytest.mark.parametrize(
    ("parts", "is_exhaustive"),
    [
        ({"Girls": 60, "Boys": 70}, False),
        ({"Girls": 60, "Boys": 70}, True),
        ({"A": 20, "B": 20, "C": 20, "D": 20, "E": 20}, True),
    ],
)
def test_shares_over_time_that_make_no_whole_stand_side_by_side(in_darlington, parts, is_exhaustive):
    for quarter in ("2019-20 Q1", "2019-20 Q2"):
        topic("Plans", parts, period=quarter, unit="%", is_exhaustive=is_exhaustive)
    assert drawn(in_darlington, topics=["Plans"], chart_kind="stacked")[0] == "grouped"


def test_the_parts_of_one_whole_are_stacked(in_darlington):
    for quarter in ("2019-20 Q1", "2019-20 Q2"):
        topic("Plans", GIRLS, period=quarter, unit="%", is_exhaustive=True)
    kind, picture = drawn(in_darlington, topics=["Plans"], chart_kind="stacked")
    assert kind == "stacked"
    assert ">100%" in picture


@pytest.mark.parametrize("unit", ["n", "courses", "£"])
def test_counts_and_money_of_one_topic_are_stacked_as_chosen(in_darlington, unit):
    for quarter in ("2019-20 Q1", "2019-20 Q2"):
        topic("Plans", {"Seen": 61, "Not seen": 40}, period=quarter, unit=unit)
    kind, picture = drawn(in_darlington, topics=["Plans"], chart_kind="stacked")
    assert kind == "stacked"
    assert ">101<" in picture.replace("£", "")


@pytest.mark.parametrize("unit", ["n", "courses", "£"])
@pytest.mark.parametrize("chosen", [{"chart_kind": "stacked"}, {"chart_kind": "share"}, {}])
@pytest.mark.parametrize("periods", [["2019-20"], ["2019-20 Q1", "2019-20 Q2"]])
def test_counts_of_different_topics_are_never_put_end_to_end(in_darlington, unit, chosen, periods):
    """The same girls may be in each: 25, 20 and 12 are no 57."""
    for name, girls in {"Plans": 25, "Reviews": 20, "Visits": 12}.items():
        for period in periods:
            topic(name, {"Girls": girls, "Boys": 30}, unit=unit, period=period, is_exhaustive=True)
    over_time = {"names": ["A", "B"], "topics": ["Plans", "Reviews"]} if len(periods) > 1 else {}
    kind, picture = drawn(in_darlington, **({"topics": ["Plans", "Reviews", "Visits"]} | over_time), **chosen)
    assert kind == ("line" if over_time and not chosen else "grouped")
    assert ">57" not in picture.replace("£", "")


def by_its_parts(partnership, source, parts, **fields):
    """The chart and the table of one topic, or of one indicator, with its total."""
    if source == "measures":
        topic("Plans", parts, is_exhaustive=True, **fields)
        return build(partnership, "measures", topics=["Plans"])
    for part, number in parts.items():
        value(9, number, breakdown=part, is_exhaustive=True, name="Placements", **fields)
    return build(partnership, "indicator-breakdown", number=8009)


@pytest.mark.parametrize("source", ["measures", "indicator-breakdown"])
@pytest.mark.parametrize("unit", ["r10k", "mean", "d"])
def test_a_rate_or_a_mean_is_no_share_of_that_of_all(in_darlington, source, unit):
    chart, table = by_its_parts(in_darlington, source, {"Total": 10, "Girls": 9, "Boys": 11}, unit=unit)
    assert (chart["chart"], chart["total"]) == ("bar", None)
    assert "%" not in chart["summary"]
    assert "“Boys” was the highest, at 11" in chart["summary"]
    assert "Share" not in labels(table)


@pytest.mark.parametrize("source", ["measures", "indicator-breakdown"])
@pytest.mark.parametrize("parts", [{"Girls": 25, "Boys": 9}, {"Girls": 12, "Boys": 9}])
def test_parts_above_their_total_are_no_shares_of_it(in_darlington, source, parts):
    chart, table = by_its_parts(in_darlington, source, {"Total": 20, **parts})
    assert (chart["chart"], chart["total"]) == ("bar", None)
    assert f"“Girls” was the largest, at {parts['Girls']}; “Boys” was the smallest, at 9." in chart["summary"]
    assert "%" not in charts.draw(chart)
    assert table["total"] == ["Total", "20"]


@pytest.mark.parametrize("chosen", [{}, {"chart_kind": "share"}, {"chart_kind": "stacked"}])
def test_a_topic_with_a_part_below_nothing_leaves_the_others_their_section(in_darlington, chosen):
    topic("Costs", {"Total": 1000, "Courses": 1200, "Staff": -200}, unit="£", is_exhaustive=True)
    topic("Plans", {"Girls": 60, "Boys": 40}, is_exhaustive=True)
    made = build(in_darlington, "measures", topics=["Costs", "Plans"], **chosen)
    costs, plans = [block for block in made if block["type"] == "chart"]
    assert "−£200" in charts.draw(costs)
    assert "%" not in charts.draw(costs) + costs["summary"]
    assert "of 100 (60%)" in plans["summary"]


@pytest.mark.parametrize("kind", ["share", "stacked"])
def test_an_indicator_with_a_part_below_nothing_is_drawn_as_bars(in_darlington, kind):
    chart, _ = by_its_parts(in_darlington, "indicator-breakdown", {"Fees": 1200, "Refunds": -200}, unit="£")
    assert chart["chart"] == "bar"
    assert "−£200" in charts.draw(chart | {"chart": kind})


@pytest.mark.parametrize("kind", ["share", "stacked"])
def test_over_time_parts_below_nothing_stand_side_by_side(in_darlington, kind):
    for quarter in ("2019-20 Q1", "2019-20 Q2"):
        topic("Costs", {"Courses": 1200, "Staff": -200}, period=quarter, unit="£", is_exhaustive=True)
    assert "−£200 Staff" in drawn(in_darlington, topics=["Costs"], chart_kind=kind)[1]
