"""An indicator from year to year in a report: its table, chart and sentence, and what may be chosen."""

import pytest

from core.reports.sources import CannotBuild
from indicators.models import Indicator
from tests.indicators import test_choosing as choosing
from tests.indicators.built import build, cells, labels, value


def years(**by_year):
    """Values by the year in which they end: y18=40 is 2017-18."""
    for name, number in by_year.items():
        last = int(name[1:])
        value(45, number, period=f"20{last - 1}-{last}", name="Plans begun", england="50")


def test_a_chart_a_sentence_and_a_table_from_year_to_year(in_darlington):
    years(y17=40, y18=44, y19=52, y20=60, y21=99)
    chart, table = build(in_darlington, "indicator-years", number=8045)

    assert labels(table) == ["Period", "Number", "England"]
    assert cells(table) == [
        ["2016-17", "40", "50"],
        ["2017-18", "44", "50"],
        ["2018-19", "52", "50"],
        ["2019-20", "60", "50"],
    ]
    assert table["caption"] == "Plans begun, 2016-17 to 2019-20"
    assert chart["summary"] == "Plans begun rose from 40 in 2016-17 to 60 in 2019-20."
    assert [line["name"] for line in chart["series"]] == ["Darlington", "England"]
    assert table["note"] == ""


def test_two_years_are_no_line_and_the_table_says_how_it_moved(in_darlington):
    years(y19=52, y20=48)
    (table,) = build(in_darlington, "indicator-years", number=8045)

    assert table["note"] == "Plans begun fell from 52 in 2018-19 to 48 in 2019-20."


def test_so_many_years_as_are_asked_for_and_no_chart(in_darlington):
    years(y17=40, y18=44, y19=52, y20=60)

    assert len(build(in_darlington, "indicator-years", number=8045, years=2)[0]["rows"]) == 2
    assert [one["type"] for one in build(in_darlington, "indicator-years", number=8045, chart=False)] == ["table"]


def test_a_quarter_is_never_put_beside_a_year_and_days_stand_for_snapshots(in_darlington):
    years(y18=44, y20=60)
    value(45, 13, period="2018-19 Q4")
    for day, number in [("2019-03-31", 70), ("2020-03-31", 71), ("2019-12-31", 99)]:
        value(46, number, period=day)
    Indicator.objects.using("owner").filter(number=8046).update(cohort="Snapshot")

    assert [line[0] for line in cells(build(in_darlington, "indicator-years", number=8045)[0])] == [
        "2017-18",
        "2019-20",
    ]
    assert [line[1] for line in cells(build(in_darlington, "indicator-years", number=8046)[0])] == ["70", "71"]


def test_a_small_number_is_hidden_in_table_chart_and_sentence(in_darlington):
    years(y17=40, y18=3, y19=52, y20=60)
    chart, table = build(in_darlington, "indicator-years", number=8045)

    assert [line[1] for line in cells(table)] == ["40", "c", "52", "60"]
    assert chart["series"][0]["points"][1]["y"] == "c"


@pytest.mark.parametrize(
    ("options", "reason"), [({}, "Choose the indicator"), ({"number": 8045}, "8045 is not recorded for 2019-20 and an")]
)
def test_what_is_missing_is_named(in_darlington, options, reason):
    years(y19=52)
    with pytest.raises(CannotBuild, match=reason):
        build(in_darlington, "indicator-years", **options)


def test_what_has_an_earlier_year_is_offered_by_unit(in_darlington):
    years(y19=52, y20=48)
    for period, rate in [("2018-19", 9), ("2019-20", 8)]:
        value(45, rate, period=period, unit="r10k")
    value(47, 30, period="2019-20")
    offered = choosing.offer(in_darlington, "indicator-years", number=8045, unit="r10k", years=5)

    assert choosing.labels(offered) == [
        "8045. Plans begun (number, 2018-19 to 2019-20)",
        "8045. Plans begun (rate per 10,000, 2018-19 to 2019-20)",
    ]
    assert offered.chosen == [offered.choices[1].value]
    assert offered.options([offered.choices[0].value]) == {"number": 8045, "unit": "n", "years": 5}
