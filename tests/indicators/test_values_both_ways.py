"""What a form computes, refuses and asks about, an import computes, refuses and asks about too: one table for both."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import import_file
from indicators import questions
from indicators.forms import MeasureForm, ValueForm
from indicators.models import IndicatorValue, Measure
from tests import factories
from tests.partnership.importing import bring, file_of

UNITS = ("n", "%", "per 100", "r1k", "r10k", "r100k", "£")
NUMBERS = (None, "0", "90", "120")
# Unit, value, numerator, denominator; what is kept; what is refused; what is asked about.
TABLE = [
    ("%", None, "90", "100", "90", (), ()),
    ("%", None, "1", "3", "33.3", (), ()),
    ("per 100", None, "30", "60", "50", (), ()),
    ("per 100", None, "120", "100", "120", (), ()),
    ("r10k", None, "444", "100540", "44.2", (), ()),
    ("n", None, "7", None, None, (), ()),
    ("n", "7", "7", "9", "7", (), ()),
    ("%", "33", "1", "3", "33", (), ()),
    ("%", "33.33", "1", "3", "33.33", (), ()),
    ("%", "95", "90", "100", "95", (), ("value",)),
    ("r1k", "95", "90", "1000", "95", (), ("value",)),
    ("%", None, "120", "100", None, ("numerator",), ()),
    ("%", "120", None, None, None, ("value",), ()),
    ("%", "100", "120", "100", None, ("numerator",), ()),
    ("r1k", None, "120", "100", "1200", (), ()),
    ("%", "90", "90", "0", None, ("denominator",), ()),
    ("%", None, None, "100", None, ("value",), ()),
    ("n", "-1", None, None, None, ("value",), ()),
    ("n", "1.5", None, None, None, ("value",), ()),
    ("n", "7", "-7", None, None, ("numerator",), ()),
]


@pytest.fixture
def indicator(darlington):
    return factories.IndicatorFactory(number=9061, name="Counted both ways", units=";".join(UNITS))


def typed(numbers):
    return {name: number for name, number in numbers.items() if number is not None}


def by_form(darlington, indicator, unit, numbers):
    """What is kept, the fields that are refused, those that are asked about."""
    with partnership_scope(darlington):
        row = IndicatorValue(partnership=darlington, indicator=indicator)
        sent = {"period": "year", "in_year": "2019-20", "unit": unit, "quality": "good", **typed(numbers)}
        form = ValueForm(sent, instance=row)
        if form.is_valid():
            return form.cleaned_data["value"], set(), set()
    boxes = set(form.errors) - {"is_right", "because"}
    return (None, set(), boxes) if "is_right" in form.fields else (None, boxes, set())


def by_import(darlington, indicator, unit, numbers):
    row = {"Indicator": "9061", "Period": "2019-20", "Unit": unit}
    row |= {name.capitalize(): number for name, number in typed(numbers).items()}
    preview = bring(darlington, "indicators", row)
    letters = {"E": "numerator", "F": "denominator", "G": "value"}
    wrong, asked = ({letters[place[0]] for place, _ in found} for found in _said(preview))
    if not preview.is_applied:
        return None, wrong, asked
    with partnership_scope(darlington):
        return IndicatorValue.objects.get().value, wrong, asked


def _said(preview):
    (row,) = preview.rows
    return row.problems, row.questions


@pytest.mark.parametrize(("unit", "value", "numerator", "denominator", "kept", "refused", "asked"), TABLE)
def test_form_and_import_say_the_same(darlington, indicator, unit, value, numerator, denominator, kept, refused, asked):
    numbers = {"value": value, "numerator": numerator, "denominator": denominator}
    kept = None if kept is None or asked else Decimal(kept)
    expected = (kept, set(refused), set(asked))
    assert by_form(darlington, indicator, unit, numbers) == expected
    assert by_import(darlington, indicator, unit, numbers) == expected


@pytest.mark.parametrize("unit", UNITS)
def test_form_and_import_agree_on_every_mixture(darlington, indicator, unit):
    for value in NUMBERS:
        for numerator in NUMBERS:
            for denominator in NUMBERS:
                numbers = {"value": value, "numerator": numerator, "denominator": denominator}
                form = by_form(darlington, indicator, unit, numbers)
                row = {"Indicator": "9061", "Period": "2019-20", "Unit": unit}
                row |= {name.capitalize(): number for name, number in typed(numbers).items()}
                preview = import_file(darlington, "indicators", file_of("indicators", row), confirm=False)
                problems, questions = _said(preview)
                assert (bool(form[1]), bool(form[2])) == (bool(problems), bool(questions)), numbers


def test_the_preview_shows_the_value_that_is_worked_out(darlington, indicator):
    row = {"Indicator": "9061", "Period": "2019-20", "Unit": "%", "Numerator": "90", "Denominator": "100"}
    preview = bring(darlington, "indicators", row)
    assert ("Value, worked out", "", "90") in preview.rows[0].changes
    assert "Value, worked out: (empty) → 90" in preview.text()

    changed = bring(darlington, "indicators", row | {"Numerator": "80"})
    assert changed.rows[0].changes == (("Numerator", "90", "80"), ("Value, worked out", "90", "80"))
    assert bring(darlington, "indicators", row | {"Numerator": "80"}).counts["same"] == 1


def test_a_value_that_somebody_gave_is_not_worked_out_anew(darlington, indicator):
    row = {"Indicator": "9061", "Period": "2019-20", "Unit": "%", "Numerator": "1", "Denominator": "3", "Value": "33"}
    assert bring(darlington, "indicators", row).is_applied
    preview = bring(darlington, "indicators", row | {"Numerator": "2", "Value": ""})
    assert not preview.is_applied
    assert preview.rows[0].asked() == ["G2: 2 of 3 gives 66.7%: is 33% right?"]


def test_what_cannot_be_is_told_by_cell(darlington, indicator):
    row = {"Indicator": "9061", "Period": "2019-20", "Unit": "%", "Numerator": "120", "Denominator": "100"}
    assert list(bring(darlington, "indicators", row).problems()) == [
        "E2: 120 of 100 is more than the whole, which a share cannot be."
    ]


def test_a_period_that_is_not_over_is_asked_about_in_both(darlington, indicator, officer):
    today = timezone.localdate()
    first = today.year if today.month >= 4 else today.year - 1
    year = f"{first}-{(first + 1) % 100:02d}"
    preview = bring(darlington, "indicators", {"Indicator": "9061", "Period": year, "Unit": "n", "Value": "30"})
    assert [question[:3] for question in preview.rows[0].asked()] == ["B2:"]
    with partnership_scope(darlington):
        row = IndicatorValue(partnership=darlington, indicator=indicator)
        sent = {"period": "year", "in_year": year, "unit": "n", "value": "30", "quality": "good"}
        form = ValueForm(sent, instance=row)
        assert not form.is_valid()
    assert form.errors["period"] == [preview.rows[0].questions[0][1]]
    assert str(datetime.date(first + 1, 3, 31).year) in form.errors["period"][0]


RIGHT = "It has grown."
SHARES = [("120", True, "", False), ("120", True, RIGHT, False), ("120", False, "", False), ("120", False, RIGHT, True)]


@pytest.mark.parametrize(("value", "is_whole", "because", "is_taken"), [*SHARES, ("90", True, "", True)])
def test_form_and_import_agree_on_shares_of_a_topic(darlington, value, is_whole, because, is_taken):
    """More than the parts' whole cannot be; more than another whole is asked about, and may be."""
    sent = {"topic": "Plans", "category": "All", "period": "year", "in_year": "2019-20", "unit": "%", "value": value}
    with partnership_scope(darlington):
        sent |= {"is_exhaustive": "on"} if is_whole else {}
        sent |= {"is_right": [f"{value}% is more than a whole. Is this right?"], "because": because} if because else {}
        form = MeasureForm(sent, instance=Measure(partnership=darlington))
        assert form.is_valid() is is_taken, form.errors
    row = {"Topic": "Plans", "Category": "All", "Period": "2019-20", "Unit": "%", "Value": value}
    row["Parts are exhaustive"] = "Yes" if is_whole else "No"
    assert bring(darlington, "measures", row, because=because).is_applied is is_taken


@pytest.mark.parametrize(
    ("before", "now", "when"),
    [
        ("2019-03-31", "2020-03-31", "on 31 March 2019"),
        ("2018-19", "2019-20", "in 2018-19"),
        ("2018-19 H2", "2019-20 H1", "in the second half of 2018-19"),
    ],
)
def test_a_question_says_when_the_value_before_was_counted(darlington, indicator, before, now, when):
    with partnership_scope(darlington):
        factories.IndicatorValueFactory(indicator=indicator, unit="r10k", period=before, value="637.8")
        row = IndicatorValue(partnership=darlington, indicator=indicator, unit="r10k", period=now, value=Decimal("1.3"))
        (asked,) = questions.about(row, questions.Known.beside(row))
    assert asked.text == f"1.3 per 10,000, after 637.8 per 10,000 {when}?"


PLACES = {"Foster care": "95", "Kinship": "50", "Homes": "50"}
TOO_MANY = (
    "Foster care 95%, Kinship 50% and Homes 50% add up to 195%. "
    "Are these all the categories, with nothing counted twice?"
)


@pytest.mark.parametrize("kind", ["indicators", "measures"])
@pytest.mark.parametrize("is_whole", ["Yes", "No"])
def test_an_import_asks_once_about_parts_that_make_more_than_the_whole(darlington, indicator, kind, is_whole):
    about = {"Topic": "Plans"} if kind == "measures" else {"Indicator": "9061"}
    about |= {"Period": "2019-20", "Unit": "%", "Parts are exhaustive": is_whole}
    part = "Category" if kind == "measures" else "Breakdown"
    rows = [about | {part: name, "Value": value} for name, value in PLACES.items()]

    preview = bring(darlington, kind, *rows)

    asked = [text for row in preview.rows for _, text in row.questions]
    assert asked == ([TOO_MANY] if is_whole == "Yes" else [])
    assert bring(darlington, kind, *rows, because="One child was in two.").is_applied


def test_rounded_parts_are_not_asked_about(darlington, indicator):
    about = {"Indicator": "9061", "Period": "2019-20", "Unit": "%", "Parts are exhaustive": "Yes"}
    rows = [about | {"Breakdown": name, "Value": value} for name, value in {"A": "33", "B": "34", "C": "34"}.items()]

    assert bring(darlington, "indicators", *rows).is_applied


def test_a_table_of_parts_asks_it_too(darlington, member, client_for, indicator):
    client = client_for(member(darlington, Role.OFFICER))
    address = reverse("indicators:value_parts", args=["darlington", 9061])
    sent = {"period": "year", "in_year": "2019-20", "unit": "%", "is_exhaustive": "on"}
    for place, (name, value) in enumerate(PLACES.items()):
        sent |= {f"name-{place}": name, f"value-{place}": value}
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())

    page = client.post(address, sent | ({"seen": seen[1]} if seen else {})).content.decode()

    assert TOO_MANY in page
    with partnership_scope(darlington):
        assert not IndicatorValue.objects.exists()
