"""Rows that were kept in another spelling of a unit get its code, and no figure is lost on the way."""

import importlib

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from assurance.discrepancies import discrepancies
from assurance.models import IndicatorValue, Measure, OwnIndicator, PrintedTotal
from assurance.services.explanations import explain
from assurance.suppression import show_measures
from core.suppression import rules
from core.tenancy import partnership_scope
from tests import factories
from tests.database import run

pytestmark = pytest.mark.django_db(transaction=True)
fold = importlib.import_module("assurance.migrations.0008_keep_units_by_their_code").fold


@pytest.fixture
def spelt(darlington):
    """A row in a spelling that no form takes any more, as it was kept before."""

    def made(factory, unit, **fields):
        with partnership_scope(darlington):
            row = factory(**fields, unit=f"to be {unit}"[:20])
        run(f'UPDATE "{row._meta.db_table}" SET unit = %s WHERE id = %s', unit, row.pk, using=connections["owner"])
        return row

    return made


def migrate():
    owner = connections["owner"]
    state = MigrationExecutor(owner).loader.project_state([("assurance", "0008_keep_units_by_their_code")])
    with owner.schema_editor() as editor:
        fold(state.apps, editor)


def units(darlington, model, **of):
    with partnership_scope(darlington):
        return dict(model.objects.filter(**of).order_by("unit").values_list("unit", "pk"))


@pytest.mark.parametrize(
    ("factory", "model"),
    [
        (factories.IndicatorValueFactory, IndicatorValue),
        (factories.MeasureFactory, Measure),
        (factories.PrintedTotalFactory, PrintedTotal),
        (factories.OwnIndicatorFactory, OwnIndicator),
    ],
)
def test_every_row_with_a_unit_gets_its_code(darlington, spelt, factory, model):
    rows = {spelt(factory, text).pk: code for text, code in KEPT.items()}
    migrate()
    with partnership_scope(darlington):
        assert dict(model.objects.values_list("pk", "unit")) == rows


KEPT = {"Number": "n", "n": "n", "per cent": "%", "GBP": "£", "Widgets": "widgets", "N ": "n"}


def test_two_rows_that_say_the_same_become_one_and_the_other_is_taken_back(darlington, spelt):
    same = {"topic": "Audits", "category": "All", "value": 3}
    first, second = spelt(factories.MeasureFactory, "n", **same), spelt(factories.MeasureFactory, "Number", **same)
    migrate()
    assert units(darlington, Measure) == {"n": first.pk}
    with partnership_scope(darlington):
        gone = Measure.everything.get(pk=second.pk)
        assert "“Number”" in gone.taken_back
        assert gone.events.count() > 1


def test_two_rows_that_differ_both_stand_and_the_second_is_hidden_where_small(darlington, spelt):
    of = {"topic": "Courses", "category": "All"}
    spelt(factories.MeasureFactory, "courses", **of, value=4)
    spelt(factories.MeasureFactory, "Course", **of, value=3)
    spelt(factories.MeasureFactory, "COURSES", **of, value=2)
    migrate()
    found = units(darlington, Measure)
    assert list(found) == ["courses", "courses (2)", "courses (3)"]
    with partnership_scope(darlington):
        rows = Measure.objects.order_by("unit")
        shown = show_measures(rows, rules()["dfe-cla"])
        assert [shown.of(row).value for row in rows] == ["4", "c", "c"]


def test_what_was_taken_back_stands_in_nobodys_way(darlington, spelt):
    of = {"topic": "Courses", "category": "All", "value": 4}
    gone = spelt(factories.MeasureFactory, "n", **of)
    run("UPDATE assurance_measure SET taken_back = 'x' WHERE id = %s", gone.pk, using=connections["owner"])
    stands = spelt(factories.MeasureFactory, "Number", **of)
    migrate()
    assert units(darlington, Measure) == {"n": stands.pk}


def test_an_explanation_stays_with_its_printed_total(darlington, spelt):
    spelt(factories.MeasureFactory, "n", topic="Audits", value=3, is_exhaustive=True)
    total = spelt(factories.PrintedTotalFactory, "n", of="Measure: Audits", printed=4)
    with partnership_scope(darlington) as scope:
        (found,) = discrepancies(darlington)
        explain(partnership=darlington, key=found.key, kind="explained", text="A slip.", by=factories.UserFactory())
    # As if both had been kept as "Number" then.
    old = importlib.import_module("assurance.migrations.0008_keep_units_by_their_code")._key(total, "Number")
    run("UPDATE assurance_explanation SET discrepancy = %s", old, using=connections["owner"])
    run("UPDATE assurance_printedtotal SET unit = 'Number'", using=connections["owner"])
    migrate()
    with partnership_scope(darlington):
        (found,) = discrepancies(darlington)
        assert found.explanation.text == "A slip."
        assert scope.readable == (darlington.pk,)
