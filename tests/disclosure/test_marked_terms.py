"""What a hidden share or rate was counted from is marked as hidden wherever it stands, and not left empty."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.imports import exports, kind_named
from indicators.models import IndicatorValue
from indicators.suppression import rule_for, show_values
from tests.factories import IndicatorFactory, IndicatorValueFactory

TERMS = {"few": (3, 60), "all but a few": (58, 60), "of a few": (2, 4)}


@pytest.fixture(params=TERMS.values(), ids=TERMS)
def value(request, in_darlington):
    some, whole = request.param
    fields = {"numerator": some, "denominator": whole, "value": round(some * 100 / whole, 1), "unit": "%"}
    indicator = IndicatorFactory(number=9301)
    return IndicatorValueFactory(indicator=indicator, breakdown="Boys", **fields)


def test_both_terms_of_a_hidden_share_say_that_they_are_hidden(in_darlington, value):
    shown = show_values(IndicatorValue.objects.all(), rule_for(in_darlington)).of(value)

    assert (shown.value, shown.numerator) == ("c", "c")
    assert shown.denominator is not None


def test_so_do_pages_and_files(in_darlington, value, member, client_for):
    reader = client_for(member(in_darlington, Role.SCRUTINEER))
    response = reader.get(reverse("indicators:indicator", args=["darlington", 9301]))

    (table,) = response.context["breakdowns"]
    assert table["parts"][0]["counted"].startswith("c of ")
    content = exports.export(in_darlington, kind_named("indicators"), "csv", is_raw=False).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert "" not in (row["Value"], row["Numerator"], row["Denominator"])


def test_terms_that_nobody_recorded_are_not_made_up(in_darlington):
    row = IndicatorValueFactory(indicator=IndicatorFactory(), value=5, unit="%", denominator=60)
    shown = show_values([row], rule_for(in_darlington)).of(row)

    assert (shown.value, shown.numerator) == ("c", None)


def test_a_share_that_is_hidden_for_what_stands_elsewhere_marks_them_too(in_darlington):
    """12 of 40, 17 of 39 and 8 of 40 of a year's 40 of 160 leave three: a second quarter is hidden."""
    indicator, terms = IndicatorFactory(), [(12, 40), (3, 41), (17, 39), (8, 40)]
    fields = {"indicator": indicator, "unit": "%"}
    rows = [
        IndicatorValueFactory(period=f"2019-20 Q{n}", numerator=some, denominator=of, value=some * 100 / of, **fields)
        for n, (some, of) in enumerate(terms, 1)
    ]
    rows.append(IndicatorValueFactory(period="2019-20", numerator=40, denominator=160, value=25, **fields))
    shown = show_values(rows, rule_for(in_darlington))

    hidden = [shown.of(row) for row in rows if shown.of(row).value == "c"]
    assert len(hidden) > 1
    assert {one.numerator for one in hidden} == {"c"}
    assert None not in {one.denominator for one in hidden}
