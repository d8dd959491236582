"""Whatever somebody uploads, they get a page that says what and where, at once, and nothing is kept or changed."""

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from core import tasks
from core.db.tenancy import partnership_scope
from core.imports import batches, kind_named
from core.models import ImportBatch, Organisation
from partnership.models import Agency, Contribution
from tests.core.workbooks import GOOD, bomb, book, saved, sparse
from tests.partnership.importing import agencies, file_of

KIND = "contributions"
ROW = {"Year": "2019-20", "Agency": "Police", "Paid": "Cash", "Agreed": "5"}
HEADINGS = "Year,Agency,Paid,What in kind,Agreed,Invoiced,Received,Already published,Source\r\n"

REFUSED = {
    "not a table": ("a.csv", lambda: b"%PDF-1.7", "is a PDF"),
    "another program": ("a.xls", lambda: b"\xd0\xcf\x11\xe0", "old Excel workbook"),
    "wrong columns": ("a.csv", lambda: b"Name,Age\nx,1\n", "“Name”, which is not expected"),
    "bytes that are no text": ("a.csv", lambda: b"Year\x00", "Line 1 holds bytes that are not text"),
    "no encoding": ("a.csv", lambda: HEADINGS.encode() + b"2019-20,\x81\n", "Line 2 holds the byte 0x81"),
    "a bomb": ("a.xlsx", bomb, "unpacks from"),
    "49 million cells": ("a.xlsx", sparse, "49,152,000 cells"),
    "half a workbook": ("a.xlsx", lambda: GOOD[:900], "damaged"),
    "a workbook of something else": ("a.xlsx", lambda: GOOD, "column B has the heading “Amount”"),
}
WRONG = {
    "an unknown agency": ({"Agency": "Polise"}, "B2: there is no agency called “Polise”; do you mean “Police”?"),
    "negative money": ({"Agreed": "-5"}, "E2: “-5” is below zero"),
    "absurd money": ({"Agreed": "99999999999"}, "E2: “99999999999” is out of range"),
    "money in words": ({"Agreed": "five"}, "E2: “five” is not an amount of money; write it like 1234.50"),
    "a date as a year": ({"Year": "2011-12-01"}, "A2: “2011-12-01” is a date and not a year"),
    "a formula": ({"Agreed": "=1+1"}, "E2: “=1+1” begins like a formula"),
}


@pytest.fixture
def officer(darlington, member, client_for):
    agencies(darlington, "Police")
    return client_for(member(darlington, Role.OFFICER))


def upload(client, name, content):
    address = reverse("imports:kind", args=["darlington", KIND])
    response = client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)
    return response.content.decode()


@pytest.mark.parametrize("what", REFUSED)
def test_a_wrong_file_is_answered_at_once_and_not_kept(officer, darlington, what):
    name, content, reason = REFUSED[what]

    assert reason in upload(officer, name, content())
    with partnership_scope(darlington):
        assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_cell_is_named_and_nothing_changes(officer, darlington, what):
    cells, reason = WRONG[what]

    page = upload(officer, "a.csv", file_of(KIND, {**ROW, **cells}))

    assert reason in page
    assert "Nothing was imported" in page
    with partnership_scope(darlington):
        assert not Contribution.objects.exists()
    assert not Organisation.objects.filter(name="Polise").exists()


def test_money_as_people_type_it_is_taken(officer, darlington):
    page = upload(officer, "a.csv", (HEADINGS + '2019-20,Police,Cash,,"£1,234.50",,,,\r\n').encode("cp1252"))

    assert "Import these rows" in page
    assert "it was read as Windows-1252" in page


def test_formulas_merged_cells_and_days_of_a_workbook_are_named(officer):
    heads = HEADINGS.strip().split(",")
    page = upload(officer, "a.xlsx", book(heads, ["2019-20", "Police", "Cash", None, "=SUM(A1:A2)"]))
    assert "E2: holds a formula. Copy the column and paste it as values." in page

    workbook = openpyxl.Workbook()
    workbook.active.append(heads)
    workbook.active.append(["2019-20", "Police", "Cash"])
    workbook.active.merge_cells("A2:A3")
    assert "The cells A2:A3 are merged" in upload(officer, "a.xlsx", saved(workbook))


def test_a_stored_file_that_changed_is_not_imported(officer, darlington, monkeypatch):
    page = officer.post(
        reverse("imports:kind", args=["darlington", KIND]),
        {"file": SimpleUploadedFile("a.csv", file_of(KIND, ROW))},
    )

    def gone(document):
        raise batches.documents.Tampered("changed")

    monkeypatch.setattr(batches.documents, "stored", gone)
    answer = officer.post(page.url + "confirm/", follow=True).content.decode()

    assert "The stored file is gone, or is not what was stored" in answer
    with partnership_scope(darlington):
        assert not Contribution.objects.exists()


def test_a_large_file_that_is_lost_before_the_job_ends_the_import(officer, darlington, monkeypatch):
    rows = [{"Agency": f"Agency {number}"} for number in range(501)]
    with partnership_scope(darlington):
        batch = batches.receive(
            partnership=darlington,
            kind=kind_named("agencies"),
            name="a.csv",
            content=file_of("agencies", *rows),
            by=None,
        )
        job = batch.job_id
    tasks.check_import(key=str(job), partnership_id=darlington.pk, user_id=None)
    with partnership_scope(darlington):
        job = batches.confirm(batch=batch, by=None).job_id
    monkeypatch.setattr(batches.documents, "stored", lambda document: b"")
    tasks.write_import(key=str(job), partnership_id=darlington.pk, user_id=None)

    with partnership_scope(darlington):
        batch.refresh_from_db()
        assert (batch.state, batch.problem) == ("failed", "The file is empty.")
        assert Agency.objects.count() == 1
