"""The snapshot: the same records, the same bytes; a section that cannot be shown is named."""

import datetime
import json

import pytest

from core.settings import choose
from reporting import snapshots
from reporting.editions import lacking_of
from reporting.services import reports, sections
from reporting.snapshots import CannotCompile
from tests.factories import AgencyFactory, ReportFactory


def test_records_that_have_not_changed_give_the_same_bytes(report):
    AgencyFactory(name="Durham Constabulary", kind="statutory")

    first, second = (snapshots.canonical(snapshots.build(report)) for _ in range(2))

    assert first == second
    assert "Durham Constabulary" in first


def test_a_changed_record_gives_another_hash(report):
    AgencyFactory(name="Durham Constabulary", kind="statutory")
    before = snapshots.digest(snapshots.canonical(snapshots.build(report)))

    AgencyFactory(name="Probation Service", kind="relevant")

    assert snapshots.digest(snapshots.canonical(snapshots.build(report))) != before


def test_no_number_is_a_float(report):
    AgencyFactory(kind="statutory")

    def refuse(value):
        raise AssertionError(f"{value} is a float")

    json.loads(snapshots.canonical(snapshots.build(report)), parse_float=refuse)


def test_what_is_left_out_is_not_there_and_numbers_close_up(report):
    AgencyFactory(kind="statutory")
    reports.leave_out(section=report.sections.get(key="foreword"), reason="None this year", by=None)

    built = snapshots.build(report)["sections"]

    assert [(part["number"], part["key"]) for part in built] == [("1", "people"), ("1.1", "agencies")]


def test_words_come_before_records_in_a_section_with_both(report):
    AgencyFactory(kind="statutory")
    section = report.sections.get(key="agencies")
    sections.write(section=section, text="Who works with us.", version=1, by=None)

    blocks = snapshots.build(report)["sections"][2]["blocks"]

    assert blocks[0] == {"type": "prose", "markdown": "Who works with us."}
    assert blocks[1]["key"].startswith("agencies-")


def reasons(report):
    return {one["key"]: one["reason"] for one in lacking_of(snapshots.build(report))}


def test_a_source_that_nothing_offers_is_told_in_its_place(report):
    report.sections.filter(key="agencies").update(source="gone")

    assert reasons(report)["agencies"] == "Nothing offers “gone” any more."


def test_a_section_that_the_records_cannot_fill_says_why_below_its_words(report):
    sections.write(section=report.sections.get(key="agencies"), text="Who works with us.", version=1, by=None)

    blocks = snapshots.build(report)["sections"][2]["blocks"]

    assert [block["type"] for block in blocks] == ["prose", "missing"]
    assert blocks[1]["reason"] == "No agency is recorded for 31 March 2020."


def test_a_section_without_words_is_lacking_until_somebody_writes_it(report):
    AgencyFactory(kind="statutory")
    assert list(reasons(report)) == ["foreword", "people"]

    for key in ("foreword", "people"):
        sections.write(section=report.sections.get(key=key), text="Words.", version=1, by=None)

    assert reasons(report) == {}


def test_what_lacks_is_listed_with_its_number_and_title_in_the_reports_order(report):
    reports.leave_out(section=report.sections.get(key="foreword"), reason="None this year", by=None)

    listed = lacking_of(snapshots.build(report))

    assert [(one["key"], one["number"], one["title"]) for one in listed] == [
        ("people", "1", "People"),
        ("agencies", "1.1", "Agencies"),
    ]
    assert [section.key for section, _ in snapshots.problems(report)] == ["people", "agencies"]


def test_a_report_without_sections_cannot_be_compiled(report):
    for section in report.sections.all():
        reports.leave_out(section=section, reason="No", by=None)

    with pytest.raises(CannotCompile, match="no sections"):
        snapshots.build(report)


def test_the_name_is_that_of_the_years_last_day_and_the_colour_todays(in_darlington):
    report = ReportFactory(year="2019-20")
    for name, day in (("Old name", 2010), ("Name of 2020", 2020), ("New name", 2021)):
        chosen = {"name": name, "colour": "#000000" if day < 2021 else "#7a1f5c"}
        for key, value in chosen.items():
            since = datetime.date(day, 1, 1)
            choose(partnership=in_darlington, key=key, value=value, from_on=since, reason="So it was.", by=None)

    made = snapshots.shell(report)

    assert (made["partnership"]["name"], made["brand"]["colour"]) == ("Name of 2020", "#7a1f5c")
