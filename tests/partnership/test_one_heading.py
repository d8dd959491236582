"""“Health” and “health” are one heading: on saving and in files."""

import pytest
from django.apps import apps
from django.urls import reverse

from core.db.headings import headings_of
from core.db.tenancy import partnership_scope
from indicators.models import IndicatorValue, Measure, OwnIndicator, PrintedTotal
from partnership.models import Agency, Spending
from tests import factories
from tests.partnership.importing import bring
from tests.partnership.test_money_pages import send, text, url


def column(darlington, model, name, **of):
    with partnership_scope(darlington):
        return sorted(model.objects.filter(**of).values_list(name, flat=True))


def test_the_headings_that_group_rows_are_declared():
    found = {f"{model.__name__}.{field.name}" for model in apps.get_models() for field in headings_of(model)}
    assert {one for one in found if "Event" not in one} == {
        *("Agency.sector", "Income.item", "Spending.item", "IndicatorValue.breakdown"),
        *("Measure.topic", "Measure.category", "OwnIndicator.topic", "PeopleAnswer.topic"),
        *("IndicatorValue.grouped_by", "Measure.grouped_by"),
    }


def test_a_form_keeps_the_spelling_that_is_on_record(officer, darlington):
    with partnership_scope(darlington):
        factories.SpendingFactory(year="2018-19", item="Children's training")
    send(officer, url("spending_add", "2019-20"), item="CHILDREN’S  training", planned="100")
    assert column(darlington, Spending, "item") == ["Children's training"] * 2

    twice = text(send(officer, url("spending_add", "2019-20"), item="children's Training", planned="50"))
    assert "There is" in twice
    assert column(darlington, Spending, "item") == ["Children's training"] * 2


def test_a_heading_that_only_one_record_has_may_be_respelt(officer, darlington):
    with partnership_scope(darlington):
        row = factories.SpendingFactory(year="2019-20", item="training", planned=100)
        factories.SpendingFactory(year="2018-19", item="Staff")
    send(officer, url("spending", row.pk), item="Training", planned="100")
    assert column(darlington, Spending, "item") == ["Staff", "Training"]
    send(officer, url("spending", row.pk), item="staff", planned="100")
    assert column(darlington, Spending, "item") == ["Staff", "Staff"]


FILES = [
    (
        "agencies",
        Agency,
        "sector",
        {"Agency": "One", "Sector group": "Health"},
        {"Agency": "Two", "Sector group": "health "},
    ),
    (
        *("spending", Spending, "item"),
        {"Year": "2018-19", "Item": "Children's training", "Planned": "1"},
        {"Year": "2019-20", "Item": "children’s Training", "Planned": "1"},
    ),
    (
        *("measures", Measure, "topic"),
        {"Topic": "Training", "Category": "Courses", "Period": "2018-19", "Unit": "n", "Value": "7"},
        {"Topic": "training", "Category": "People", "Period": "2019-20", "Unit": "n", "Value": "8"},
    ),
    (
        *("measures", Measure, "category"),
        {"Topic": "Training", "Category": "Early\N{EN DASH}help", "Period": "2018-19", "Unit": "n", "Value": "7"},
        {"Topic": "TRAINING", "Category": "early-help", "Period": "2019-20", "Unit": "n", "Value": "8"},
    ),
]


@pytest.mark.parametrize(("kind", "model", "name", "first", "second"), FILES, ids=lambda one: str(one)[:20])
@pytest.mark.parametrize("together", [True, False])
def test_files_keep_one_spelling_and_the_preview_shows_it(darlington, kind, model, name, first, second, together):
    previews = (
        [bring(darlington, kind, first, second)]
        if together
        else [bring(darlington, kind, one) for one in (first, second)]
    )
    assert all(preview.is_applied for preview in previews)
    heading = previews[-1].kind.resource.fields[name].heading
    assert set(column(darlington, model, name)) == {first[heading]}
    assert (heading, "", first[heading]) in previews[-1].rows[-1].changes


def test_a_breakdown_is_one_within_its_indicator(darlington):
    factories.IndicatorFactory(number=9063, name="Children by sex")
    row = {"Indicator": "9063", "Period": "2018-19", "Breakdown": "Girls", "Unit": "n", "Value": "30"}
    bring(darlington, "indicators", row)
    assert bring(darlington, "indicators", row | {"Breakdown": "GIRLS"}).counts["same"] == 1
    bring(darlington, "indicators", row | {"Period": "2019-20", "Breakdown": "girls "})
    assert column(darlington, IndicatorValue, "breakdown") == ["Girls"] * 2


def test_an_indicator_of_ones_own_and_its_figures_have_one_name(officer, darlington):
    bring(darlington, "measures", FILES[2][3])
    send(
        officer,
        reverse("indicators:own_add", args=["darlington"]),
        topic="training",
        definition="Courses",
        unit="n",
        frequency="",
        good_direction="up",
    )
    assert column(darlington, OwnIndicator, "topic") == ["Training"]


def test_a_printed_total_finds_its_topic(darlington):
    bring(darlington, "measures", FILES[2][3])
    total = {"Of": "Measure: TRAINING", "Period": "2018-19", "Printed total": "7", "Source": "Report", "Unit": "n"}
    assert bring(darlington, "printed-totals", total).is_applied
    assert column(darlington, PrintedTotal, "of") == ["Measure: Training"]


SPELLINGS = ["Sex", "By sex", "sex", "BY  Sex"]
GROUPED = [
    ("measures", Measure, {"Topic": "Plans", "Category": "Girls", "Unit": "n", "Value": "30"}),
    ("indicators", IndicatorValue, {"Indicator": "9063", "Breakdown": "Girls", "Unit": "n", "Value": "30"}),
]


@pytest.mark.parametrize("first", SPELLINGS)
@pytest.mark.parametrize(("kind", "model", "row"), GROUPED, ids=["measures", "indicators"])
def test_a_file_names_a_breakdown_with_by_or_without(darlington, kind, model, row, first):
    factories.IndicatorFactory(number=9063, name="Children by sex")
    written = [first, *(one for one in SPELLINGS if one != first)]
    rows = [row | {"Period": f"201{place}-1{place + 1}", "Grouped by": one} for place, one in enumerate(written)]

    assert bring(darlington, kind, *rows).is_applied
    assert set(column(darlington, model, "grouped_by")) == {" ".join(first.split())}
    again = [one | {"Grouped by": "by SEX"} for one in rows]
    assert bring(darlington, kind, *again).counts["same"] == len(rows)


@pytest.mark.parametrize("there", SPELLINGS[:3])
def test_forms_name_a_breakdown_with_by_or_without(officer, darlington, there):
    with partnership_scope(darlington):
        factories.MeasureFactory(topic="Plans", category="Boys", period="2019-20", grouped_by=there)
    year = {"period": "year", "in_year": "2019-20", "unit": "n"}
    one = reverse("indicators:measure_add", args=["darlington"])
    several = reverse("indicators:measure_parts", args=["darlington"])
    for name in SPELLINGS:
        again = {"topic": "Plans", "category": "Boys", "grouped_by": name, "value": "9"}
        assert "already" in text(send(officer, one, **again, **year))

    assert send(officer, one, **(again | {"category": "Girls"}), **year).status_code == 302
    parts = {"topic": "Plans", "grouped_by": "bY sEx", "name-0": "Other", "value-0": "4", "in_year": "2018-19"}
    assert send(officer, several, **(year | parts)).status_code == 302
    assert set(column(darlington, Measure, "grouped_by")) == {there}
