"""What is sent twice is received once: a file, an undo, a large export. And who only reads sees what was imported."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.imports import batches, exports, kind_named
from core.models import Export, ImportBatch
from tests import factories

FEES = b"Year,Item,Amount,Source\r\n2019-20,Fees,%d,\r\n"


def url(name, *args):
    return reverse(f"imports:{name}", args=["darlington", *args])


def text(response):
    return response.content.decode()


def receipt_of(page):
    return re.search(r'name="receipt" value="([^"]+)"', text(page)).group(1)


def upload(client, receipt, content, name="fees.csv"):
    return client.post(url("kind", "income"), {"receipt": receipt, "file": SimpleUploadedFile(name, content)})


def kept(partnership, model):
    with partnership_scope(partnership):
        return model.objects.count()


def test_a_file_that_is_uploaded_twice_is_one_import(officer, darlington):
    receipt = receipt_of(officer.get(url("kind", "income")))
    first, second = upload(officer, receipt, FEES % 5), upload(officer, receipt, FEES % 5)

    assert first.url == second.url
    assert kept(darlington, ImportBatch) == 1
    another = upload(officer, receipt, FEES % 6)
    assert another.url != first.url
    assert kept(darlington, ImportBatch) == 2


def test_a_file_that_cannot_be_read_takes_no_receipt(officer, darlington):
    receipt = receipt_of(officer.get(url("kind", "income")))

    for _ in range(2):
        assert "The headings are not the expected ones" in text(upload(officer, receipt, b"Nonsense\r\n1\r\n"))
    assert kept(darlington, ImportBatch) == 0


def test_an_undo_that_is_sent_twice_is_prepared_once(officer, darlington):
    with partnership_scope(darlington):
        batch = batches.receive(
            partnership=darlington, kind=kind_named("income"), name="a.csv", content=FEES % 5, by=None
        )
        batches.confirm(batch=batch, by=None)
    form = {"receipt": receipt_of(officer.get(url("undo", batch.pk)))}
    first, second = officer.post(url("undo", batch.pk), form), officer.post(url("undo", batch.pk), form)

    assert first.url == second.url
    assert kept(darlington, ImportBatch) == 2


def test_a_large_export_that_is_asked_for_twice_is_one_job(officer, darlington, monkeypatch):
    monkeypatch.setattr(exports, "LARGE", 0)
    with partnership_scope(darlington):
        factories.IncomeFactory()
    form = {"receipt": receipt_of(officer.get(url("kind", "income")))}
    export = url("export", "income", "csv")
    first, second = officer.post(export, form), officer.post(export, form)

    assert first.url == second.url
    assert kept(darlington, Export) == 1


def test_readers_see_which_files_came_in_and_not_their_rows(member, client_for, officer, darlington):
    with partnership_scope(darlington):
        batch = factories.ImportBatchFactory(file_name="fees.csv", state="done")
    reader = client_for(member(darlington, Role.SCRUTINEER))
    page = text(reader.get(url("history")))

    assert "fees.csv" in page
    assert url("preview", batch.pk) not in page
    assert url("preview", batch.pk) in text(officer.get(url("history")))
    assert reader.get(url("preview", batch.pk)).status_code == 403
    assert url("history") in text(reader.get(reverse("records", args=["darlington"])))
