"""The sign by a number is its unit's, the preview shows what will be kept, and what a spreadsheet changed is told."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from core.db.tenancy import partnership_scope
from core.imports import import_file
from indicators.forms.measures import MeasureForm
from indicators.models import Measure
from tests import factories
from tests.partnership.importing import bring, file_of

MEASURE = {"Topic": "Training", "Category": "Courses", "Period": "2019-20", "Unit": "n", "Value": "100"}
VALUE = {"Indicator": "8934", "Period": "2019-20", "Unit": "n", "Value": "12"}


@pytest.fixture
def indicator(darlington):
    return factories.IndicatorFactory(number=8934, name="Looked after children")


@pytest.mark.parametrize(
    ("unit", "value", "name"),
    [
        ("n", "42%", "Number (n)"),
        ("n", "£12", "Number (n)"),
        ("%", "£12", "Share (%)"),
        ("r10k", "42%", "Rate per 10,000"),
        ("£", "42%", "Pounds (£)"),
    ],
)
def test_a_sign_that_is_not_the_units_is_refused_in_file_and_form(darlington, unit, value, name):
    told = f"is written “{value}”, and the unit is “{name}”. Write the number alone"
    preview = bring(darlington, "measures", {**MEASURE, "Unit": unit, "Value": value})

    assert list(preview.problems()) == [f"E2: it {told}."]
    with partnership_scope(darlington):
        sent = {"topic": "Training", "category": "Courses", "unit": unit, "value": value}
        form = MeasureForm(sent | {"period": "year", "in_year": "2019-20"}, instance=Measure())
        assert form.errors["value"] == [f"Value: it {told}"]


@pytest.mark.parametrize(("unit", "value"), [("%", "42%"), ("per 100", "42%"), ("£", "£1,234.50"), ("n", "1,234")])
def test_the_units_own_sign_is_taken(darlington, unit, value):
    assert bring(darlington, "measures", {**MEASURE, "Unit": unit, "Value": value}).is_applied


def test_what_a_share_is_counted_from_has_no_sign(darlington, indicator):
    row = {**VALUE, "Unit": "%", "Value": "", "Numerator": "42%", "Denominator": "100"}

    assert list(bring(darlington, "indicators", row).problems()) == ["E2: “42%” is not a number; write it like 1234.5."]


def test_the_preview_shows_the_number_that_is_kept_beside_what_was_typed(darlington):
    typed = {"Share": "33.3333333333333", "Spaces": "1 234", "Plain": "1234.5"}
    rows = [{**MEASURE, "Category": name, "Unit": "%" if name == "Share" else "mean", "Value": value}
            for name, value in typed.items()]  # fmt: skip
    preview = bring(darlington, "measures", *rows)

    shown = [dict((heading, new) for heading, _, new in row.changes).get("Value") for row in preview.rows]
    assert shown == ["33.333333 (written “33.3333333333333”)", "1,234 (written “1 234”)", None]
    with partnership_scope(darlington):
        assert Measure.objects.get(category="Share").value == Decimal("33.333333")


def test_a_number_that_changes_says_so_as_people_write_numbers(darlington):
    bring(darlington, "measures", MEASURE)
    preview = bring(darlington, "measures", {**MEASURE, "Value": "12,345"})

    assert preview.rows[0].changes == (("Value", "100", "12,345"),)


def workbook(heading, value, number_format):
    """A file of measures with one row, of which one cell holds a date."""
    rows = file_of("measures", MEASURE).decode("utf-8-sig").splitlines()
    made = openpyxl.Workbook()
    names = rows[0].split(",")
    made.active.append(names)
    made.active.append([MEASURE.get(name.rstrip("*")) for name in names])
    place = [name.rstrip("*") for name in names].index(heading) + 1
    cell = made.active.cell(2, place, value)
    cell.number_format = number_format
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("heading", "number_format"),
    [("Period", "mmm-yy"), ("Category", "d-mmm"), ("Topic", "dd/mm/yyyy"), ("Note", "mmm-yy"), ("Unit", "d-mmm")],
)
def test_a_cell_that_a_spreadsheet_made_a_date_is_refused(darlington, heading, number_format):
    content = workbook(heading, datetime.datetime(2011, 12, 1), number_format)
    (problem,) = import_file(darlington, "measures", content).problems()

    assert problem.endswith(
        "2: is a date, which a spreadsheet may have made of what was typed. Format the cell as text and type it again."
    )


def test_a_day_that_is_shown_in_full_is_a_period(darlington):
    preview = import_file(darlington, "measures", workbook("Period", datetime.datetime(2020, 3, 31), "dd/mm/yyyy"))

    assert preview.is_applied


def test_signs_that_no_report_can_print_are_a_remark(darlington):
    names = ("Families \N{FAMILY}", "S\u00f3nia\u2019s course", "\N{FAMILY}")
    preview = bring(darlington, "measures", *[{**MEASURE, "Category": name} for name in names])

    assert preview.notes == [
        "The typeface of reports lacks B2 “\N{FAMILY}” (family), B4 “\N{FAMILY}” (family). Write such signs in words, "
        "or a report that shows them cannot print them."
    ]


def test_text_that_looks_like_a_made_date_is_a_remark(darlington):
    rows = [{**MEASURE, "Category": text} for text in ("5-Sep", "Dec-11", "5-9", "Sepsis")]

    assert bring(darlington, "measures", *rows).notes == [
        "A spreadsheet may have changed B2 (5-Sep), B3 (Dec-11). If 5-9 or 2011-12 was meant, format the column as "
        "text and type it again."
    ]


@pytest.mark.parametrize("period", ["01-09-2012", "Dec-11", "2019-2120", "31 Marmalade 2020"])
def test_what_may_be_another_period_is_none(darlington, period):
    (problem,) = bring(darlington, "measures", {**MEASURE, "Period": period}).problems()

    assert problem.startswith(f"C2: “{period}” is not a period")
