"""Whoever reads a figure or an amount finds its history beside it, though they may not change it."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from indicators.services import explanations
from tests import factories, world

PAGES = {
    "value": ("indicators.indicatorvalue", "indicators:indicator", "indicator.number"),
    "measure": ("indicators.measure", "indicators:measure_topic", "measure.topic"),
    "printed": ("indicators.printedtotal", "indicators:printed_totals", ""),
    "contribution": ("partnership.contribution", "partnership:budget_year", "budget.year"),
    "income": ("partnership.income", "partnership:budget_year", "budget.year"),
    "spending": ("partnership.spending", "partnership:budget_year", "budget.year"),
}


@pytest.fixture
def rows(darlington):
    return world.build(darlington, **world.OURS)


@pytest.fixture
def reader(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


def history(label, row):
    return reverse("history", args=["darlington", label, row.pk])


def page(client, name, *arguments):
    return client.get(reverse(name, args=["darlington", *arguments])).content.decode()


@pytest.mark.parametrize("row", PAGES)
def test_a_reader_finds_the_history_beside_the_row(reader, rows, row):
    label, name, argument = PAGES[row]
    arguments = world.arguments({"it": argument}, rows).values() if argument else ()
    where = history(label, getattr(rows, row))

    assert f'href="{where}"' in page(reader, name, *arguments)
    assert reader.get(where).status_code == 200


def test_a_reader_finds_the_history_of_a_category(reader, darlington, rows):
    with partnership_scope(darlington):
        part = factories.IndicatorValueFactory(indicator=rows.indicator, breakdown="Neglect")

    assert history("indicators.indicatorvalue", part) in page(reader, "indicators:indicator", rows.indicator.number)


def test_a_reader_finds_the_history_of_an_explanation(reader, darlington, rows):
    with partnership_scope(darlington):
        written = explanations.explain(
            partnership=darlington, key=rows.discrepancy.key, kind="explained", text="So it is.", by=rows.owner
        )
    where = history("indicators.explanation", written)

    assert where in page(reader, "indicators:explain", rows.discrepancy.key)
    assert reader.get(where).status_code == 200


def words(client, label, row):
    """What the history says, as one line of words."""
    return " ".join(strip_tags(client.get(history(label, row)).content.decode()).split())


def test_a_history_tells_a_reader_what_the_list_shows_and_not_what_was_before(reader, darlington):
    with partnership_scope(darlington):
        measure = factories.MeasureFactory(topic="Visits", value=30)
        factories.MeasureFactory(topic="Visits", value=3)
        measure.value = 31
        measure.save()

    told = words(reader, "indicators.measure", measure)

    assert "Value: from a figure that only the business unit sees to 31" in told
    assert "Value: 30" not in told
    assert "from 30" not in told
    assert "31" in page(reader, "indicators:measure_topic", "Visits")


def test_figures_that_count_nobody_are_told_to_everybody(reader, darlington):
    with partnership_scope(darlington):
        spent = factories.MeasureFactory(topic="Visits", unit="£", value=2)
        spent.value = 3
        spent.save()

    assert "Value: from 2 to 3" in words(reader, "indicators.measure", spent)


def test_a_printed_total_of_hidden_parts_is_hidden_wherever_it_stands(reader, darlington):
    with partnership_scope(darlington):
        for number in (66, 4):
            factories.MeasureFactory(topic="Injuries", value=number, is_exhaustive=True, is_published=number == 66)
        hidden = factories.PrintedTotalFactory(of="Measure: Injuries", printed=70)
        shown = factories.PrintedTotalFactory(of="Income", unit="£", printed=70)

    rows = page(reader, "indicators:printed_totals").partition("<tbody")[2]

    assert rows.count(">70<") == 0
    assert rows.count("£70") == 1
    assert "Printed total: a figure that only the business unit" in words(reader, "indicators.printedtotal", hidden)
    assert "Printed total: 70" in words(reader, "indicators.printedtotal", shown)
