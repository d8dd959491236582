"""Whoever reads a figure or an amount finds its history beside it, though they may not change it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from assurance.services import explanations
from core.tenancy import partnership_scope
from tests import factories, world

PAGES = {
    "value": ("assurance.indicatorvalue", "assurance:indicator", "indicator.number"),
    "measure": ("assurance.measure", "assurance:measure_topic", "measure.topic"),
    "printed": ("assurance.printedtotal", "assurance:printed_totals", ""),
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

    assert history("assurance.indicatorvalue", part) in page(reader, "assurance:indicator", rows.indicator.number)


def test_a_reader_finds_the_history_of_an_explanation(reader, darlington, rows):
    with partnership_scope(darlington):
        written = explanations.explain(
            partnership=darlington, key=rows.discrepancy.key, kind="explained", text="So it is.", by=rows.owner
        )
    where = history("assurance.explanation", written)

    assert where in page(reader, "assurance:explain", rows.discrepancy.key)
    assert reader.get(where).status_code == 200
