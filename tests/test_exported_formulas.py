"""Every file of records that the portal gives out, from records that somebody poisoned: nothing in it runs."""

import csv
import io
import re

import openpyxl
import pytest
from django.db import transaction

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.files.spreadsheets import TYPES
from core.imports import exports, import_file, kinds
from tests import world
from tests.matrix import PAGES
from tests.places import places_in

# At the start of a cell, after a separator of other countries, behind what nobody sees.
POISON = "=cmd|' /C calc'!A0;=1+1;\u200b\ufeff＝2;\t@SUM(A1)"
STARTERS = "=+-@|%＝"
NUMBER = re.compile(r"-?[\d.,]+%?|%( of [\w ]+)?")


@pytest.fixture
def poisoned(partnerships):
    return places_in(partnerships["darlington"], **world.OURS | {"word": POISON})


def cells_of_csv(content: bytes):
    """As programs of all countries part it, those that part lines first too."""
    text = content.decode("utf-8-sig")
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield from row
    yield from re.split(r"[;\t\r\n]", text)


def cells_of_workbook(content: bytes):
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                yield from re.split(r"[;\t\r\n]", str(cell.value if cell.value is not None else ""))


READ = {TYPES["csv"]: cells_of_csv, TYPES["xlsx"]: cells_of_workbook}


def assert_nothing_runs(cells, where):
    assert cells, where
    for cell in cells:
        shown = cell.strip('"\u200b\ufeff\xa0 ')
        assert not shown.startswith(tuple(STARTERS)) or NUMBER.fullmatch(shown), (where, cell)


@pytest.mark.django_db
def test_no_list_that_is_exported_runs_anything(poisoned):
    seen = set()
    for name in PAGES:
        for form in TYPES:
            with transaction.atomic():
                answer = poisoned.browsers[Role.MANAGER].get(poisoned.address(name), {"export": form})
                if answer.get("Content-Type") in READ and not answer.streaming:
                    assert_nothing_runs(list(READ[answer["Content-Type"]](answer.content)), name)
                    seen.add((name, form))
                transaction.set_rollback(True)
    assert {form for _, form in seen} == set(TYPES)
    assert len(seen) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("form", TYPES)
def test_no_kind_of_records_that_is_exported_runs_anything(poisoned, form):
    guarded = 0
    for kind in kinds():
        with partnership_scope(poisoned.partnership):
            content = exports.export(poisoned.partnership, kind, form, is_raw=True)
        cells = list(READ[TYPES[form]](content))
        assert_nothing_runs(cells, kind.code)
        guarded += any("'=cmd" in cell or "'=1+1" in cell for cell in cells)
    assert guarded > 5


@pytest.mark.django_db
@pytest.mark.parametrize("form", TYPES)
def test_what_went_out_poisoned_comes_back_as_it_was(poisoned, form):
    compared = 0
    for kind in kinds():
        with partnership_scope(poisoned.partnership):
            content = exports.export(poisoned.partnership, kind, form, is_raw=True)
        preview = import_file(poisoned.partnership, kind.code, content)
        assert preview.counts["changed"] == 0, preview.text()
        compared += preview.counts["same"]
    assert compared > 10
