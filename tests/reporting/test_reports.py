"""The outline: started from a template, then the partnership's own."""

import pytest

from reporting.models import Section
from reporting.services import reports
from reporting.services.reports import CannotArrange


def keys(report):
    return list(report.sections.values_list("key", flat=True))


def test_start_takes_the_sections_of_the_template_in_order(report):
    assert keys(report) == ["foreword", "people", "agencies"]
    assert report.sections.get(key="agencies").source == "agencies"
    assert report.sections.get(key="foreword").covers == ["A9i"]


def test_add_section_goes_after_the_one_named(report):
    foreword = report.sections.get(key="foreword")

    added = reports.add_section(
        report=report, title="Our vision", level=1, kind=Section.Kind.NARRATIVE, after=foreword, by=None
    )

    assert keys(report) == ["foreword", "our-vision", "people", "agencies"]
    assert added.is_own


def test_add_section_without_a_place_goes_to_the_end(report):
    reports.add_section(report=report, title="People", level=1, kind=Section.Kind.NARRATIVE, by=None)

    assert keys(report) == ["foreword", "people", "agencies", "people-2"]


def test_add_section_from_records_must_name_what_it_shows(report):
    with pytest.raises(CannotArrange):
        reports.add_section(report=report, title="Money", level=1, kind=Section.Kind.LIVE, source="nothing", by=None)

    assert len(keys(report)) == 3


@pytest.mark.parametrize(
    ("key", "up", "expected"),
    [
        ("people", True, ["people", "foreword", "agencies"]),
        ("people", False, ["foreword", "agencies", "people"]),
        ("foreword", True, ["foreword", "people", "agencies"]),
        ("agencies", False, ["foreword", "people", "agencies"]),
    ],
)
def test_move_changes_places_with_the_neighbour(report, key, up, expected):
    reports.move(section=report.sections.get(key=key), up=up, by=None)

    assert keys(report) == expected


def test_leave_out_keeps_the_section_and_the_reason(report):
    section = report.sections.get(key="people")

    reports.leave_out(section=section, reason=" Nothing happened. ", by=None)

    assert report.sections.get(key="people").left_out_reason == "Nothing happened."
    assert [kept.key for kept in report.sections.kept()] == ["foreword", "agencies"]


def test_leave_out_without_a_reason_is_refused(report):
    with pytest.raises(CannotArrange):
        reports.leave_out(section=report.sections.get(key="people"), reason="  ", by=None)


def test_take_back_puts_it_into_the_report_again(report):
    section = report.sections.get(key="people")
    reports.leave_out(section=section, reason="Not yet", by=None)

    reports.take_back(section=section, by=None)

    assert report.sections.kept().count() == 3


def test_remove_deletes_only_an_empty_section_of_ones_own(report):
    own = reports.add_section(report=report, title="Own", level=1, kind=Section.Kind.NARRATIVE, by=None)
    reports.remove_section(section=own, by=None)
    assert "own" not in keys(report)

    with pytest.raises(CannotArrange):
        reports.remove_section(section=report.sections.get(key="people"), by=None)
