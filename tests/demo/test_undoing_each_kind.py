"""A file of every kind goes through the pages: upload, preview, confirm, history, undo, and that undone."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import kinds
from core.imports.traces import Traces
from core.models import ImportBatch, Partnership
from core.timelines import timelines

pytestmark = pytest.mark.django_db(transaction=True)
DEMO = Path(__file__).resolve().parents[2] / "demo" / "darlington"
LAST_DAY = {"last_day_day": "20", "last_day_month": "11", "last_day_year": "2026"}


@pytest.fixture
def browser(places, catalogue, member, client_for):
    return client_for(member(places["darlington"], Role.MANAGER))


def rows_of(kind):
    """The demo's file of the kind; of one that the demo does not show, the example of each column."""
    paths = list(DEMO.glob(f"*-{kind.code}.csv"))
    if not paths:
        return [kind.headings(), [column.widget.example for column in kind.resource.fields.values()]]
    (path,) = paths
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def as_csv(rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def opened(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer


def confirmed(browser, address) -> ImportBatch:
    """The preview is looked at and confirmed, and the page of what was done is looked at."""
    opened(browser, address)
    assert browser.post(f"{address}confirm/", follow=True).status_code == 200
    opened(browser, address)
    return batch_at(address)


def batch_at(address) -> ImportBatch:
    with partnership_scope(Partnership.objects.get(slug="darlington")):
        batch = ImportBatch.objects.select_related("partnership").get(pk=address.strip("/").split("/")[-1])
    assert batch.state == ImportBatch.State.DONE, batch.problem
    return batch


def undone(browser, address) -> str:
    """The address of the import that takes back another, carried out; empty where all of it stays, as the page says."""
    opened(browser, f"{address}undo/")
    answer = browser.post(f"{address}undo/", LAST_DAY)
    if answer.status_code != 302:
        assert "Nothing is left that another import could put back" in answer.content.decode()
        return ""
    confirmed(browser, answer.url)
    return answer.url


def history_of(batch) -> str:
    """The page of the history in which a record of the batch is told."""
    with partnership_scope(batch.partnership):
        record = Traces(batch)[0:1][0].instance
        for label, shown in timelines().items():
            keys = {key.model: getattr(record, key.attname, None) for key in shown.children}
            keys[shown.model] = record.pk
            if found := keys.get(type(record)):
                return reverse("history", args=["darlington", label, found])
    raise AssertionError(f"{record._meta.label} has no history that anybody can open.")


@pytest.mark.parametrize(("form", "written"), [("csv", as_csv), ("xlsx", as_xlsx)])
def test_an_import_of_every_kind_is_confirmed_opened_undone_and_done_again(browser, form, written):
    done = []
    for kind in kinds():
        upload = {"file": SimpleUploadedFile(f"{kind.code}.{form}", written(rows_of(kind)))}
        address = browser.post(reverse("imports:kind", args=["darlington", kind.code]), upload).url
        batch = confirmed(browser, address)
        assert (batch.kind, batch.new) == (kind.code, len(rows_of(kind)) - 1)
        opened(browser, history_of(batch))
        done.append(address)

    for address in reversed(done):
        if undo := undone(browser, address):
            assert undone(browser, undo), f"The undo of {address} cannot be undone."
            opened(browser, undo)
            opened(browser, address)
