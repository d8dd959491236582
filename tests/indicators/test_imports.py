"""Indicator values, measures and printed totals, in and out."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import exports, import_file, kind_named
from indicators.models import IndicatorValue, Measure
from tests import factories
from tests.partnership.importing import bring, file_of

VALUE = {"Indicator": "8934", "Period": "2019-20", "Unit": "n", "Value": "12"}
MEASURE = {"Topic": "Training", "Period": "2019-20", "Unit": "n", "Value": "100"}


@pytest.fixture
def indicator(darlington):
    return factories.IndicatorFactory(number=8934, name="Looked after children")


def problems(partnership, kind, *rows):
    return [text.partition(": ")[2] for text in bring(partnership, kind, *rows).problems()]


def test_a_value_is_found_by_indicator_period_breakdown_and_unit(darlington, indicator):
    bring(darlington, "indicators", VALUE, {**VALUE, "Breakdown": "Girls", "Value": "7"})
    preview = bring(
        darlington,
        "indicators",
        {**VALUE, "Indicator": "8934. Looked after children", "Value": "13"},
        {**VALUE, "Breakdown": "girls", "Value": "7.0"},
        {**VALUE, "Unit": "r10k", "Value": "44.2"},
    )

    assert [row.state for row in preview.rows] == ["changed", "same", "new"]
    with partnership_scope(darlington):
        assert IndicatorValue.objects.count() == 3


@pytest.mark.parametrize("period", ["2019-20", "2019-20 Q4", "2019-20 H1", "2020-03-31"])
def test_a_second_import_finds_the_value_of_any_period(darlington, indicator, period):
    row = {**VALUE, "Period": period, "Unit": "r10k", "Breakdown": "Girls"}
    bring(darlington, "indicators", row)

    assert bring(darlington, "indicators", {**row, "Period": period.lower()}).counts["same"] == 1


def test_an_indicator_that_the_catalogue_does_not_have_is_wrong(darlington, indicator):
    assert problems(darlington, "indicators", {**VALUE, "Indicator": "8999"})[0].startswith(
        "there is no indicator in the catalogue called “8999”"
    )


def test_a_value_says_something_and_is_counted_from_something(darlington, indicator):
    nothing = {**VALUE, "Value": ""}

    assert problems(darlington, "indicators", nothing) == [
        "the row has neither a value nor a numerator, so it says nothing."
    ]
    assert bring(darlington, "indicators", {**nothing, "Numerator": "0", "Denominator": "4"}).is_applied
    assert problems(darlington, "indicators", {**VALUE, "Denominator": "0"}) == ["it must be more than 0."]
    part = {**VALUE, "Breakdown": "Girls", "Unit": "%", "Value": "101", "Parts are exhaustive": "Yes"}
    assert problems(darlington, "indicators", part) == ["a share cannot be more than 100%."]


def test_measures_keep_the_order_of_the_file(darlington):
    names = ["Zebra", "Apple", "Mango"]
    bring(darlington, "measures", *({**MEASURE, "Category": name} for name in names))
    bring(darlington, "measures", {**MEASURE, "Category": "Apple"}, {**MEASURE, "Category": "Aardvark", "Value": "7"})

    with partnership_scope(darlington):
        assert [one.category for one in Measure.objects.all()] == ["Zebra", "Apple", "Mango", "Aardvark"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("contributions in  CASH", "Contributions in cash"),
        ("Result", "Result"),
        ("measure:Training", "Measure: Training"),
        ("indicator 034", "Indicator 34"),
    ],
)
def test_a_printed_total_is_of_something_the_portal_adds_up(darlington, text, kept):
    row = {"Of": text, "Period": "2019-20", "Printed total": "£1,234", "Source": "Report", "Unit": "£"}
    bring(darlington, "printed-totals", row)

    with partnership_scope(darlington):
        assert exports.export(darlington, kind_named("printed-totals"), "csv", is_raw=True).decode(
            "utf-8-sig"
        ).splitlines()[1] == (f"{kept},2019-20,1234,Report,,,£")


def test_a_printed_total_of_anything_else_is_wrong(darlington):
    row = {"Of": "The moon", "Period": "2019-20", "Printed total": "5", "Source": "Report"}

    assert problems(darlington, "printed-totals", row)[0].startswith(
        "“The moon” is not a total that the portal can work out; write one of: Contributions in cash"
    )


def exported(client, kind, form="csv"):
    content = client.get(reverse("imports:export", args=["darlington", kind, form])).content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_small_counts_go_out_only_to_those_who_keep_them(darlington, indicator, member, client_for):
    bring(darlington, "indicators", {**VALUE, "Value": "3", "Previous": "2"})
    bring(darlington, "measures", {**MEASURE, "Category": "Hurt", "Value": "2"})
    officer, scrutineer = (client_for(member(darlington, role)) for role in (Role.OFFICER, Role.SCRUTINEER))

    assert exported(officer, "indicators")[0]["Value"] == "3"
    assert exported(officer, "measures")[0]["Value"] == "2"
    hidden = exported(scrutineer, "indicators")[0]
    assert hidden["Value"] not in ("3", "")
    assert hidden["Previous"] != "2"
    assert exported(scrutineer, "measures")[0]["Value"] not in ("2", "")


def test_a_suppressed_export_does_not_come_back_in_as_a_figure(darlington, indicator, member, client_for):
    bring(darlington, "measures", {**MEASURE, "Category": "Hurt", "Value": "2"})
    row = exported(client_for(member(darlington, Role.SCRUTINEER)), "measures")[0]

    preview = import_file(darlington, "measures", file_of("measures", row))

    assert "stands for a number that is not given" in next(preview.problems())
