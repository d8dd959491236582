"""The pages by which records come in and go out."""

import io

import openpyxl
import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from core import tasks  # noqa: F401 -- declares the jobs
from core.db.tenancy import partnership_scope
from core.imports import batches, kind_named, kinds
from core.models import ImportBatch, Job
from partnership.models import Agency, Budget
from tests import factories

BUDGETS = b"Year,Opening reserve,Closing reserve agreed,Note\r\n"
CODES = (
    "agencies agency-names posts role-holders groups group-chairs group-members group-links budgets contributions "
    "income spending indicators measures printed-totals"
).split()


@pytest.fixture
def scrutineer(darlington, member, client_for):
    return client_for(member(darlington, Role.SCRUTINEER))


def url(name, *args):
    return reverse(f"imports:{name}", args=["darlington", *args])


def upload(client, kind, content, name="file.csv"):
    return client.post(url("kind", kind), {"file": SimpleUploadedFile(name, content)})


def workbook(*rows):
    content, book = io.BytesIO(), openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def text(response):
    return response.content.decode()


def test_the_records_page_lists_every_kind(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory.create_batch(3)

    page = text(officer.get(reverse("records", args=["darlington"])))

    assert all(kind.name in page for kind in kinds())
    assert "agencies/export.xlsx" in page


@pytest.mark.parametrize("code", CODES)
def test_every_kind_has_a_page_and_two_templates(officer, code):
    assert officer.get(url("kind", code)).status_code == 200
    assert officer.get(url("template", code, "csv")).content.startswith(b"\xef\xbb\xbf")
    assert officer.get(url("template", code, "xlsx")).content.startswith(b"PK")


def test_an_unknown_kind_is_not_found(officer):
    assert officer.get(url("kind", "wizards")).status_code == 404
    assert officer.get(url("export", "wizards", "csv")).status_code == 404


def test_nothing_is_written_before_it_is_confirmed(officer, darlington):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n")

    page = text(officer.get(response.url))
    assert "Import these rows" in page
    assert "Opening reserve: 100" in page
    with partnership_scope(darlington):
        assert not Budget.objects.exists()

    officer.post(response.url + "confirm/")

    with partnership_scope(darlington):
        assert Budget.objects.get().opening_reserve == 100
        assert ImportBatch.objects.get().state == ImportBatch.State.DONE
    assert "1 new, 0 changed" in text(officer.get(response.url))


def test_a_second_confirmation_is_refused(officer, darlington):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n")
    officer.post(response.url + "confirm/")

    page = officer.post(response.url + "confirm/", follow=True)

    assert "was imported already" in text(page)
    with partnership_scope(darlington):
        assert Budget.objects.count() == 1


def test_a_wrong_row_is_shown_by_cell_and_cannot_be_confirmed(officer, darlington):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n2020-21,abc,,\r\n")

    page = text(officer.get(response.url))
    assert "B3: “abc” is not an amount of money; write it like 1234.50." in page
    assert "Import these rows" not in page

    assert "has rows with errors" in text(officer.post(response.url + "confirm/", follow=True))
    with partnership_scope(darlington):
        assert not Budget.objects.exists()


def test_records_that_changed_since_are_shown_again(officer, darlington):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n")
    with partnership_scope(darlington):
        Budget.objects.create(partnership=darlington, year="2019-20", opening_reserve=7)

    page = text(officer.post(response.url + "confirm/", follow=True))

    assert "Records have changed since the file was checked" in page
    assert "<del>£7</del> <ins>£100</ins>" in page
    with partnership_scope(darlington):
        assert Budget.objects.get().opening_reserve == 7

    officer.post(response.url + "confirm/")
    with partnership_scope(darlington):
        assert Budget.objects.get().opening_reserve == 100


def test_a_dropped_import_stays_on_record_and_cannot_be_confirmed(officer, darlington):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n")
    officer.post(response.url + "drop/")
    officer.post(response.url + "drop/")

    assert "was dropped" in text(officer.post(response.url + "confirm/", follow=True))
    assert "Discarded" in text(officer.get(url("history")))
    with partnership_scope(darlington):
        assert not Budget.objects.exists()


def test_a_wrong_file_is_answered_on_the_form_and_not_kept(officer, darlington):
    response = upload(officer, "budgets", b"Name,Age\r\nx,1\r\n")

    assert response.status_code == 200
    assert "column A has the heading “Name”, which is not expected" in text(response)
    assert "Expected: Year, Opening reserve, Closing reserve agreed, Note." in text(response)
    with partnership_scope(darlington):
        assert not ImportBatch.objects.exists()


def test_no_file_an_empty_file_and_a_large_file_are_answered(officer):
    assert "Select a CSV or Excel file" in text(officer.post(url("kind", "budgets"), {}))
    assert "The file is empty" in text(upload(officer, "budgets", b""))
    assert "larger than 10 MB" in text(upload(officer, "budgets", b"x" * (10 * 2**20 + 1)))


def test_a_preview_is_paged_and_filtered_with_the_wrong_rows_first(officer):
    rows = "".join(f"2019-20,Item {n},{'abc' if n == 250 else n},\r\n" for n in range(300))
    response = upload(officer, "income", f"Year,Item,Amount,Source\r\n{rows}".encode())

    first = text(officer.get(response.url))
    assert first.index("C252") < first.index("2019-20, Item 0<")
    assert "2019-20, Item 98<" in first
    assert "2019-20, Item 99<" not in first
    assert "2019-20, Item 99<" in text(officer.get(response.url, {"page": "2"}))
    assert "2019-20, Item 0<" not in text(officer.get(response.url, {"state": "wrong"}))
    assert officer.get(response.url, {"state": "nonsense", "page": "x"}).status_code == 200


def test_somebody_who_may_only_read_gets_lists_and_exports(scrutineer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Police")

    assert scrutineer.get(reverse("records", args=["darlington"])).status_code == 200
    assert "Upload and check" not in text(scrutineer.get(url("kind", "agencies")))
    assert "Police" in scrutineer.get(url("export", "agencies", "csv")).content.decode("utf-8-sig")
    assert upload(scrutineer, "agencies", b"x").status_code == 403
    assert scrutineer.get(url("history")).status_code == 200


def test_a_preview_is_for_those_who_may_import(officer, scrutineer):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n")

    assert scrutineer.get(response.url).status_code == 403
    assert scrutineer.post(response.url + "confirm/").status_code == 403


def test_a_contributor_sees_no_records(darlington, member, client_for):
    contributor = client_for(member(darlington, Role.CONTRIBUTOR))

    assert contributor.get(reverse("records", args=["darlington"])).status_code == 403
    assert contributor.get(url("kind", "agencies")).status_code == 403
    assert contributor.get(url("export", "agencies", "csv")).status_code == 403


def test_an_import_of_another_partnership_is_not_found(officer, durham, darlington):
    with partnership_scope(durham):
        theirs = batches.receive(
            partnership=durham, kind=kind_named("budgets"), name="b.csv", content=BUDGETS + b"2019-20,1,,\n", by=None
        )

    assert officer.get(url("preview", theirs.pk)).status_code == 404
    assert officer.post(url("confirm", theirs.pk)).status_code == 404
    assert officer.get(reverse("imports:preview", args=["durham", theirs.pk])).status_code == 404


def test_pages_that_change_something_take_no_get(officer):
    response = upload(officer, "budgets", BUDGETS + b"2019-20,100,,\r\n")

    assert officer.get(response.url + "confirm/").status_code == 405
    assert officer.get(response.url + "drop/").status_code == 405


def test_a_file_with_markup_in_its_name_and_cells_is_shown_as_text(officer):
    rows = BUDGETS + b"2019-20,<script>alert(1)</script>,,\r\n"
    response = upload(officer, "budgets", rows, name="<b>x.csv")

    assert "<script>alert" not in text(officer.get(response.url))
    assert "<b>x" not in text(officer.get(response.url))


def test_a_large_file_is_checked_and_written_by_jobs(officer, darlington):
    rows = "".join(f"Agency {n}," + "," * 9 + "\r\n" for n in range(501))
    heads = ",".join(kind_named("agencies").headings())
    response = upload(officer, "agencies", f"{heads}\r\n{rows}".encode())

    assert "The file is large" in text(officer.get(response.url))
    work_off(darlington)
    assert "501" in text(officer.get(response.url))

    officer.post(response.url + "confirm/")
    with partnership_scope(darlington):
        assert not Agency.objects.exists()
    work_off(darlington)
    with partnership_scope(darlington):
        assert Agency.objects.count() == 501
        assert ImportBatch.objects.get().state == ImportBatch.State.DONE
        assert {job.state for job in Job.objects.all()} == {Job.State.DONE}


def test_a_large_file_that_cannot_be_read_ends_its_job_with_the_reason(officer, darlington):
    response = upload(officer, "budgets", workbook(["Name"], *[["x"]] * 600), name="large.xlsx")
    work_off(darlington)

    page = text(officer.get(response.url))
    assert "Could not be read" in page
    assert "The headings are not the expected ones" in page


def test_progress_is_polled_until_the_job_is_done(officer, darlington):
    response = upload(officer, "budgets", workbook(["Name"], *[["x"]] * 600), name="large.xlsx")
    poll = response.url + "progress/"

    assert officer.get(poll, headers={"HX-Request": "true"}).status_code == 200
    work_off(darlington)
    assert officer.get(poll, headers={"HX-Request": "true"}).status_code == 286
    assert officer.get(poll).status_code == 302


def work_off(partnership):
    """Do what a worker would do with the jobs that wait."""

    with partnership_scope(partnership):
        waiting = list(Job.objects.filter(state=Job.State.QUEUED))
    for job in waiting:
        current_app.tasks[job.kind](key=str(job.pk), partnership_id=partnership.pk, user_id=str(job.asked_by_id))
