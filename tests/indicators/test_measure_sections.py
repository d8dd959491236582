"""What a report takes from measures, topic by topic."""

from decimal import Decimal

import pytest

from tests.indicators.built import build, cells, labels, topic


def test_measures_of_a_topic_with_their_total(in_darlington):
    topic(
        "Actions", {"Strategy": 7, "Front door": 29, "Practice": 42, "Leadership": 20, "Voice": 12}, is_exhaustive=True
    )
    chart, table = build(in_darlington, "measures", topics=["Actions"], chart=True, chart_kind="bar")
    assert cells(table)[0] == ["Strategy", "7", "6.4"]
    assert table["total"] == ["Total", "110", "100"]
    assert chart["summary"] == (
        "Actions: “Practice” was the largest, at 42 of 110 (38%); “Strategy” was the smallest, at 7."
    )


def test_topics_with_the_same_categories_share_a_table(in_darlington):
    topic("Restraint", {"First half": 235, "Second half": 518}, is_exhaustive=True)
    topic("Injuries", {"First half": 52, "Second half": 37}, is_exhaustive=True)
    chart, table = build(in_darlington, "measures", topics=["Restraint", "Injuries"], chart_kind="bar")
    assert labels(table) == ["Category", "Restraint", "Injuries"]
    assert table["total"] == ["Total", "753", "89"]
    assert (chart["chart"], len(chart["series"])) == ("grouped", 2)


def test_topics_and_the_first_column_are_called_as_asked_for(in_darlington):
    topic("Restraint by half-year", {"First half": 235, "Second half": 518}, is_exhaustive=True)
    topic("Injuries by half-year", {"First half": 52, "Second half": 37}, is_exhaustive=True)
    chart, table = build(
        in_darlington,
        "measures",
        topics=["Restraint by half-year", "Injuries by half-year"],
        names=["Restraints", "Injuries"],
        heading="Half-year",
    )
    assert labels(table) == ["Half-year", "Restraints", "Injuries"]
    assert [series["name"] for series in chart["series"]] == ["Restraints", "Injuries"]
    assert "Injuries: “First half” was the largest, at 52 of 89" in chart["summary"]


def test_topics_over_time_keep_their_names_apart(in_darlington):
    for name in ("Website", "Bulletin"):
        for period, number in [("2019-20 Q1", 20), ("2019-20 Q2", 30)]:
            topic(name, {"Visits": number}, period=period)
    chart, table = build(in_darlington, "measures", topics=["Website", "Bulletin"], names=["Site", "Paper"])
    assert cells(table) == [["Site: Visits", "20", "30"], ["Paper: Visits", "20", "30"]]
    assert [series["name"] for series in chart["series"]] == ["Site: Visits", "Paper: Visits"]


def test_a_table_of_measures_takes_a_caption_of_its_own(in_darlington):
    topic("Actions by theme", {"Front door": 29, "Practice": 42}, is_exhaustive=True)
    chart, table = build(in_darlington, "measures", topics=["Actions by theme"], caption="Actions after the inspection")
    assert chart["caption"] == table["caption"] == "Actions after the inspection, 2019-20"
    assert chart["summary"].startswith("Actions after the inspection: “Practice” was the largest")


def test_each_table_of_measures_takes_its_caption_in_turn(in_darlington):
    topic("Courses", {"Core": 81, "All": 90})
    topic("Attendance", {"Online": 6665, "Core": 1589})
    topic("Website", {"Users": 280, "Visits": 450, "Pages": 1300})
    tables = build(
        in_darlington,
        "measures",
        topics=["Courses", "Attendance", "Website"],
        chart=False,
        caption=["Courses held", "Who came"],
    )
    assert [table["caption"] for table in tables] == ["Courses held, 2019-20", "Who came, 2019-20", "Website, 2019-20"]


def test_a_topic_stands_in_a_panel_where_that_is_asked_for(in_darlington):
    topic("Family survey", {"Happy": 90, "Hopeful": 85}, unit="%")
    topic("Audits", {"Completed": 14, "Planned": 16})
    table, panel = build(
        in_darlington,
        "measures",
        topics=["Audits", "Family survey"],
        chart=False,
        figures=["Audits"],
        caption="Replies",
    )
    assert table["caption"] == "Replies, 2019-20"
    assert [(item["label"], item["value"], item["detail"]) for item in panel["items"]] == [
        ("Completed", "14", "Audits"),
        ("Planned", "16", "Audits"),
    ]


def test_figures_of_several_periods_in_one_panel_each_say_theirs(in_darlington):
    for period, number in [("2019-20 H1", 20), ("2019-20 H2", 30)]:
        topic("Workshops", {"Neglect": number}, period=period)
    (panel,) = build(in_darlington, "measures", topics=["Workshops"], figures=["Workshops"])
    assert panel["caption"] == "2019-20 by half-year"
    assert [(item["value"], item["detail"]) for item in panel["items"]] == [
        ("20", "Workshops, first half of 2019-20"),
        ("30", "Workshops, second half of 2019-20"),
    ]


def test_topics_of_one_figure_stand_in_a_panel(in_darlington):
    topic("Workshops", {"Neglect": 281})
    topic("Follow-up", {"Confident": 99}, unit="%")
    (panel,) = build(in_darlington, "measures", topics=["Workshops", "Follow-up"])
    assert [(item["label"], item["value"], item["detail"]) for item in panel["items"]] == [
        ("Neglect", "281", "Workshops"),
        ("Confident", "99", "Follow-up"),
    ]


def test_measures_of_several_periods_are_set_over_time(in_darlington):
    for period, number in [("2019-20 Q1", 20), ("2019-20 Q2", 30)]:
        topic("Website", {"Visits": number}, period=period)
    chart, table = build(in_darlington, "measures", topics=["Website"])
    assert labels(table) == ["Category", "Quarter 1 of 2019-20", "Quarter 2 of 2019-20"]
    assert cells(table) == [["Visits", "20", "30"]]
    assert chart["chart"] == "line"
    assert chart["summary"] == "Visits rose from 20 in quarter 1 of 2019-20 to 30 in quarter 2 of 2019-20."


def test_each_unit_over_time_has_a_table_and_a_chart_of_its_own(in_darlington):
    for period, people, share in [("2019-20 Q1", 300, 50), ("2019-20 Q2", 400, 60)]:
        topic("Training", {"Attended": people}, period=period)
        topic("Training", {"Attended": share}, period=period, unit="%")
    made = build(in_darlington, "measures", topics=["Training"])
    assert [block["type"] for block in made] == ["chart", "table", "chart", "table"]
    assert [cells(table) for table in made[1::2]] == [[["Attended", "300", "400"]], [["Attended", "50", "60"]]]
    assert [table["columns"][1]["kind"] for table in made[1::2]] == ["number", "percent"]
    assert [block["caption"] for block in made[1::2]] == [
        "Training, numbers, 2019-20 by quarter",
        "Training, percentages, 2019-20 by quarter",
    ]
    assert [chart["summary"] for chart in made[::2]] == [
        "Attended rose from 300 in quarter 1 of 2019-20 to 400 in quarter 2 of 2019-20.",
        "Attended rose from 50% in quarter 1 of 2019-20 to 60% in quarter 2 of 2019-20.",
    ]
    assert [chart["table"] for chart in made[::2]] == [table["key"] for table in made[1::2]]
    assert len({block["key"] for block in made}) == 4


def test_years_halves_quarters_and_days_are_never_one_series(in_darlington):
    amounts = {"2019-20": 400, "2019-20 H1": 190, "2019-20 H2": 210, "2019-20 Q1": 90, "2019-20 Q4": 115}
    days = {"2019-09-30": 31, "2020-03-31": 29}
    for period, number in (amounts | days).items():
        topic("Front door", {"Referrals": number}, period=period)
    made = build(in_darlington, "measures", topics=["Front door"])
    assert [block["caption"] for block in made if block["type"] == "table"] == [
        "Front door, 2019-20",
        "Front door, 2019-20 by half-year",
        "Front door, 2019-20 by quarter",
        "Front door, 30 September 2019 and 31 March 2020",
    ]
    assert [block["summary"] for block in made if block["type"] == "chart"] == [
        "Referrals rose from 190 in the first half of 2019-20 to 210 in the second half of 2019-20.",
        "Referrals rose from 90 in quarter 1 of 2019-20 to 115 in quarter 4 of 2019-20.",
        "Referrals fell from 31 on 30 September 2019 to 29 on 31 March 2020.",
    ]
    shown = [cell for block in made if block["type"] == "table" for row in cells(block) for cell in row[1:]]
    assert sorted(shown) == sorted(str(number) for number in (amounts | days).values())


@pytest.mark.parametrize(("names", "said"), [("abcd", None), ("abcde", "1 more is"), ("abcdef", "2 more are")])
def test_a_chart_over_time_says_how_many_lines_it_leaves_out(in_darlington, names, said):
    for period in ("2019-20 Q1", "2019-20 Q2"):
        topic("Website", dict.fromkeys(names, 30), period=period)
    chart, table = build(in_darlington, "measures", topics=["Website"])
    assert (len(chart["series"]), len(table["rows"])) == (4, len(names))
    assert chart["summary"].endswith(f" {said} in the table only." if said else "30 in quarter 2 of 2019-20.")


@pytest.mark.parametrize("total", ["Total", "All", "Total people"])
def test_a_total_that_somebody_recorded_is_not_one_of_its_categories(in_darlington, total):
    topic("Referrals", {"Police": 50, "Health": 30, "Schools": 20, total: 100}, is_exhaustive=True)
    chart, table = build(in_darlington, "measures", topics=["Referrals"])
    assert cells(table) == [["Police", "50", "50"], ["Health", "30", "30"], ["Schools", "20", "20"]]
    assert table["total"] == [total, "100", "100"]
    assert [point["x"] for point in chart["series"][0]["points"]] == ["Police", "Health", "Schools"]
    assert "“Police” was the largest, at 50 of 100 (50%)" in chart["summary"]


def test_a_recorded_total_stands_under_its_categories_over_time_and_by_unit(in_darlington):
    for period in ("2019-20 Q1", "2019-20 Q2"):
        topic("Referrals", {"Total": 90, "Police": 50, "Health": 40}, period=period)
    topic("Replies", {"Total": 90, "Happy": 80})
    topic("Replies", {"Happy": 89}, unit="%")
    chart, table, by_unit = build(in_darlington, "measures", topics=["Referrals", "Replies"])
    assert (cells(table), table["total"]) == ([["Police", "50", "50"], ["Health", "40", "40"]], ["Total", "90", "90"])
    assert [series["name"] for series in chart["series"]] == ["Police", "Health"]
    assert (cells(by_unit), by_unit["total"]) == ([["Happy", "80", "89"]], ["Total", "90", None])


def test_measures_of_several_units_have_a_column_each(in_darlington):
    topic("Growth", {"People": 30000})
    topic("Growth", {"Rise": Decimal("6.1")}, unit="%")
    (table,) = build(in_darlington, "measures", topics=["Growth"])
    assert labels(table) == ["Category", "Number", "Per cent"]
    assert cells(table) == [["People", "30000", None], ["Rise", None, "6.1"]]


def test_measures_of_other_years_are_left_out(in_darlington):
    topic("Training", {"Courses": 30, "Events": 40})
    topic("Training", {"Courses": 10, "Events": 20}, period="2018-19")
    _, table = build(in_darlington, "measures", topics=["Training"])
    assert cells(table) == [["Courses", "30"], ["Events", "40"]]


def test_notes_stand_under_the_table(in_darlington):
    topic("Audits", {"Completed": 14, "Planned": 16}, note="A minimum.")
    assert build(in_darlington, "measures", topics=["Audits"], chart=False)[0]["note"].startswith(
        "Completed: A minimum."
    )


def test_shares_that_do_not_make_a_whole_say_what_they_add_up_to(in_darlington):
    made = {"Plans": (45, 35), "Cases": (60, 60), "Visits": (40, 60)}
    for name, (girls, boys) in made.items():
        topic(name, {"Girls": girls, "Boys": boys}, unit="%", is_exhaustive=True)
    topic("Some", {"Girls": 45, "Boys": 35}, unit="%")

    notes = {name: build(in_darlington, "measures", topics=[name])[-1]["note"] for name in [*made, "Some"]}
    assert notes == {"Plans": "The parts add up to 80%.", "Cases": "The parts add up to 120%."} | dict.fromkeys(
        ("Visits", "Some"), ""
    )
    together = build(in_darlington, "measures", topics=list(made))[-1]["note"]
    assert together == "Plans: The parts add up to 80%.\nCases: The parts add up to 120%."
