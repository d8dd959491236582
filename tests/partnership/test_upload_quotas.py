"""How much a person uploads in a day, and how much a partnership keeps."""

from dataclasses import replace

from core.db.tenancy import partnership_scope
from core.files import documents
from core.models import ImportBatch
from tests.partnership.test_import_pages import BUDGETS, text, upload


def less(settings, **quotas):
    settings.QUOTAS = settings.QUOTAS | {
        name: replace(settings.QUOTAS[name], most=most) for name, most in quotas.items()
    }


def test_a_person_uploads_so_many_files_a_day(officer, darlington, settings):
    less(settings, uploads=2)
    for year in ("2019-20", "2020-21"):
        assert upload(officer, "budgets", BUDGETS + f"{year},1,,\r\n".encode()).status_code == 302

    page = text(upload(officer, "budgets", BUDGETS + b"2021-22,1,,\r\n"))

    assert "You have uploaded 2 files today. You can upload more tomorrow." in page
    with partnership_scope(darlington):
        assert ImportBatch.objects.count() == 2


def test_a_file_that_is_refused_counts_as_it_has_been_read(officer, settings):
    less(settings, uploads=2)
    for _ in range(2):
        assert "missing" in text(upload(officer, "budgets", b"Year\r\n2019-20\r\n"))

    assert "You have uploaded 2 files today." in text(upload(officer, "budgets", BUDGETS + b"2021-22,1,,\r\n"))


def test_a_partnerships_files_fill_so_much_and_no_more(officer, darlington, settings):
    less(settings, megabytes=1)
    with partnership_scope(darlington):
        documents.keep(
            partnership=darlington,
            name="a.pdf",
            content=b"x" * (2 * 2**20 - 50),
            content_type="application/pdf",
            by=None,
        )

    page = text(upload(officer, "budgets", BUDGETS + b"2019-20,1,,\r\n"))

    assert "The files of this partnership fill its 1 MB. Ask whoever runs the portal for more room." in page
    with partnership_scope(darlington):
        assert not ImportBatch.objects.exists()
