"""Several breakdowns of the same people: in files, in sections of a report, and beside printed totals."""

import pytest

from core.db.tenancy import partnership_scope
from core.imports import exports, import_file, kind_named
from indicators.discrepancies import discrepancies
from tests.factories import MeasureFactory, PrintedTotalFactory
from tests.indicators.breakdowns import SEVERAL, UNNAMED, add_named, add_unnamed, kept
from tests.indicators.built import build, cells, labels, topic, value
from tests.partnership.importing import bring

FIGURE = {"Topic": "Plans", "Period": "2019-20", "Unit": "n", "Parts are exhaustive": "Yes"}


@pytest.fixture
def named(in_darlington):
    add_named()


# Files


@pytest.mark.parametrize("name", ["", "sex"])
def test_a_file_is_asked_about_parts_that_may_be_several(darlington, name):
    rows = [FIGURE | {"Category": part, "Value": str(number)} for part, number in UNNAMED.items()]
    for row in rows[:2]:
        row["Grouped by"] = name
    preview = bring(darlington, "measures", *rows, confirm=False)

    asked = [text for row in preview.rows for _, text in row.questions]
    assert asked == ([] if name else [SEVERAL])


def test_parts_of_one_name_come_in_and_go_out_by_their_breakdowns(darlington, named):
    rows = [FIGURE | {"Category": "Unknown", "Grouped by": name, "Value": "5"} for name in ("Sex", "age group", "")]
    preview = bring(darlington, "measures", *rows)
    assert [row.state for row in preview.rows] == ["changed", "changed", "new"]

    with partnership_scope(darlington):
        content = exports.export(darlington, kind_named("measures"), "csv", is_raw=True)
        assert "age group" in content.decode()
    again = import_file(darlington, "measures", content, confirm=False)
    assert {row.state for row in again.rows} == {"same"}


def test_a_file_without_the_column_is_read_as_before(darlington, named):
    old = "Topic,Category,Period,Unit,Value,Parts are exhaustive,Already published,Source,Note\n"
    rows = "Plans,Girls,2019-20,n,31,Yes,No,,\nPlans,Wards,2019-20,n,7,No,No,,\n"
    preview = import_file(darlington, "measures", (old + rows).encode(), confirm=True)

    assert [row.state for row in preview.rows] == ["changed", "new"]
    assert {("sex", "Girls", 31), ("", "Wards", 7)} <= set(kept(darlington))


def test_values_of_the_whole_are_not_grouped_in_a_file_either(darlington):
    with partnership_scope(darlington):
        value(3, 5)
    row = {"Indicator": "8003", "Period": "2019-20", "Unit": "n", "Value": "12", "Grouped by": "sex"}

    (problem,) = bring(darlington, "indicators", row).problems()
    assert "only a category can be grouped by something" in problem


# Reports and printed totals


@pytest.mark.parametrize("kind", ["bar", "stacked", "share"])
def test_a_section_shows_each_breakdown_by_itself(in_darlington, named, kind):
    made = build(in_darlington, "measures", topics=["Plans"], chart_kind=kind)

    assert [block["type"] for block in made] == ["chart", "table"] * 2
    assert [block["caption"] for block in made[1::2]] == ["Plans, by sex, 2019-20", "Plans, by age group, 2019-20"]
    assert [block["total"] for block in made[1::2]] == [["Total", "57"]] * 2
    assert [len(chart["series"]) for chart in made[::2]] == [1, 1]
    assert [chart["total"] for chart in made[::2]] == ["57", "57"]


def test_a_section_takes_shares_of_the_recorded_whole(in_darlington):
    MeasureFactory(topic="Plans", category="Total", value=60)
    for name, parts in {"sex": (30, 20, 10), "age group": (40, 12, 8)}.items():
        topic("Plans", {f"{name} {n}": number for n, number in enumerate(parts)}, grouped_by=name, is_exhaustive=True)
    tables = build(in_darlington, "measures", topics=["Plans"], chart=False)

    assert [table["total"] for table in tables] == [["Total", "60", "100"]] * 2
    assert [cells(table)[0][-1] for table in tables] == ["66.7", "50"]


def test_a_section_says_no_share_of_parts_that_may_be_several(in_darlington):
    add_unnamed()
    chart, table = build(in_darlington, "measures", topics=["Plans"])

    assert (chart["chart"], chart["total"], table["total"]) == ("bar", None, None)
    assert labels(table) == ["Category", "Number"]
    assert "%" not in chart["summary"]


def test_an_indicator_by_its_parts_has_a_table_for_each_breakdown(in_darlington):
    for name, parts in {"sex": (30, 27), "age group": (40, 17)}.items():
        for place, number in enumerate(parts):
            value(4, number, breakdown=f"Part {place}", grouped_by=name, is_exhaustive=True, name="Counted children")
    made = build(in_darlington, "indicator-breakdown", number=8004)

    assert [block["key"] for block in made] == ["chart", "parts", "chart-1", "parts-1"]
    assert [block["total"][:2] for block in made[1::2]] == [["Total", "57"]] * 2
    assert made[1]["caption"] == "Counted children, by age group, 31 March 2020"
    only = build(in_darlington, "indicator-breakdown", number=8004, grouped_by="Sex", chart=False)
    assert [block["caption"] for block in only] == ["Counted children, by sex, 31 March 2020"]


def test_a_key_figure_is_of_one_breakdown(in_darlington, named):
    item = {"measure": "Plans", "category": "Unknown", "grouped_by": "age group"}
    (panel,) = build(in_darlington, "key-figures", items=[item])

    assert [(one["value"], one["detail"]) for one in panel["items"]] == [("17", "Plans, by age group")]


@pytest.mark.parametrize(("printed", "differs"), [(57, []), (60, [57])])
def test_a_printed_total_is_of_one_breakdown(in_darlington, named, printed, differs):
    PrintedTotalFactory(of="Measure: Plans", printed=printed)

    assert [one.computed for one in discrepancies(in_darlington)] == differs


def test_shares_make_a_hundred_in_each_breakdown(in_darlington):
    for name, shares in {"sex": (40, 60), "age group": (40, 50)}.items():
        topic(
            "Plans",
            {f"{name} {n}": share for n, share in enumerate(shares)},
            grouped_by=name,
            unit="%",
            is_exhaustive=True,
        )

    assert [(one.title, one.computed) for one in discrepancies(in_darlington)] == [("Plans, by age group", 90)]
