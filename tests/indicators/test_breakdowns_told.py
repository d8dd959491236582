"""Several breakdowns of the same people: in files, in sections of a report, and beside printed totals."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import batches, exports, import_file, kind_named
from indicators.discrepancies import discrepancies
from tests.factories import MeasureFactory, PrintedTotalFactory
from tests.indicators.breakdowns import SEVERAL, UNNAMED, add_named, add_unnamed, kept
from tests.indicators.built import build, cells, labels, topic, value
from tests.partnership.importing import bring, file_of

FIGURE = {"Topic": "Plans", "Period": "2019-20", "Unit": "n", "Parts are exhaustive": "Yes"}


@pytest.fixture
def named(in_darlington):
    add_named()


@pytest.fixture
def officer(darlington, member, client_for):
    return client_for(member(darlington, Role.OFFICER))


# Files


@pytest.mark.parametrize("are_all", ["Yes", "No"])
@pytest.mark.parametrize("name", ["", "sex"])
def test_a_file_is_asked_about_parts_that_may_be_several(darlington, name, are_all):
    said = FIGURE | {"Parts are exhaustive": are_all}
    rows = [said | {"Category": part, "Value": str(number)} for part, number in UNNAMED.items()]
    for row in rows[:2]:
        row["Grouped by"] = name
    preview = bring(darlington, "measures", *rows, confirm=False)

    asked = [text for row in preview.rows for _, text in row.questions]
    assert asked == ([] if name else [SEVERAL])


RIGHT = {"is_right": "on", "because": "As printed."}
ARE_ONE = "Yes, the parts that are asked about are all of one breakdown"


def received(darlington, *rows):
    with partnership_scope(darlington):
        content = file_of("measures", *rows)
        kind = kind_named("measures")
        return batches.receive(partnership=darlington, kind=kind, name="a.csv", content=content, by=None)


def test_that_values_are_right_does_not_say_that_parts_are_one_breakdown(darlington, officer):
    batch = received(
        darlington, *(FIGURE | {"Category": part, "Value": str(number)} for part, number in UNNAMED.items())
    )
    page, confirm = (reverse(f"imports:{name}", args=["darlington", batch.pk]) for name in ("preview", "confirm"))
    assert ARE_ONE in officer.get(page).content.decode()

    assert "Tick that the parts are of one breakdown" in officer.post(confirm, RIGHT).content.decode()
    with partnership_scope(darlington), pytest.raises(batches.NotReady):
        batches.confirm(batch=batch, by=None, because="As printed.")
    assert kept(darlington) == []
    officer.post(confirm, RIGHT | {"are_one": "on"})
    assert len(kept(darlington)) == 4


def test_other_questions_of_a_file_are_answered_by_one_tick(darlington, officer):
    shares = {"Girls": "45", "Boys": "35"}
    batch = received(darlington, *(FIGURE | {"Category": one, "Value": shares[one], "Unit": "%"} for one in shares))
    page, confirm = (reverse(f"imports:{name}", args=["darlington", batch.pk]) for name in ("preview", "confirm"))
    asked = officer.get(page).content.decode()
    assert "Yes, these values are right" in asked
    assert ARE_ONE not in asked

    officer.post(confirm, RIGHT)
    assert len(kept(darlington)) == 2


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
    only = build(in_darlington, "indicator-breakdown", number=8004, grouped_by="By Sex", chart=False)
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
