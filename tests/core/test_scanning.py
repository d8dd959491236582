"""What people upload is looked through for viruses before anybody gets it."""

import socket

import pytest
from django.urls import reverse

from accounts.roles import Role
from core import checks
from core.db.tenancy import partnership_scope
from core.files import clamd, documents, scanning
from core.imports import WrongFile, batches
from core.models import Document, ImportBatch, Outbox
from core.tasks import clean_up as night
from tests.partnership.test_import_pages import BUDGETS, text, upload
from tests.processes import RELAY, until, worker
from tests.virus_scanner import EICAR, NAME, Scanner

ROW = b"2019-20,1,,"
HARMLESS, HARMFUL = BUDGETS + ROW + b"\r\n", BUDGETS + ROW + EICAR + b"\r\n"


@pytest.fixture
def scanner():
    server = Scanner()
    yield server
    server.stop()


@pytest.fixture
def scanned(settings, scanner):
    """A place with a scanner."""
    settings.CLAMD = scanner.address
    return scanner


@pytest.fixture
def nobody_there():
    """The address of a scanner that is down."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


def document_of(partnership):
    with partnership_scope(partnership):
        return Document.objects.get(name="file.csv")


def link(document):
    return reverse("partnership:document", args=["darlington", document.pk])


def look_through(document):
    scanning.scan(key=document.pk, partnership_id=document.partnership_id, user_id=None)


@pytest.mark.parametrize("size", [0, 1, clamd.PIECE, clamd.PIECE + 1, 3 * 2**20])
def test_a_clean_file_is_read_whole_and_called_clean(scanner, size):
    content = bytes(size)
    assert clamd.found_in(content, address=scanner.address) == ""
    assert scanner.seen == [content]


@pytest.mark.parametrize("where", [0, clamd.PIECE - 10, 200_000])
def test_what_is_found_is_named_wherever_it_stands(scanner, where):
    assert clamd.found_in(b"x" * where + EICAR, address=scanner.address) == NAME


@pytest.mark.parametrize("says", [b"", b"stream: ERROR", b"COMMAND READ TIMED OUT", b"OK FOUND OK", b"stream: NOT OK"])
def test_any_other_answer_is_no_yes(says):
    server = Scanner(says=says)
    with pytest.raises(clamd.Unavailable, match="did not say"):
        clamd.found_in(b"x", address=server.address)
    server.stop()


def test_a_file_that_is_too_large_for_it_is_not_called_clean():
    server = Scanner(limit=100)
    with pytest.raises(clamd.Unavailable):
        clamd.found_in(b"x" * 2**20, address=server.address)
    server.stop()


def test_nobody_there_is_no_yes(nobody_there):
    with pytest.raises(clamd.Unavailable, match="cannot be reached"):
        clamd.found_in(b"x", address=nobody_there)
    with pytest.raises(clamd.Unavailable, match="cannot be reached"):
        clamd.found_in(b"x", address="/nowhere/clamd.ctl")


@pytest.mark.django_db
def test_a_file_waits_and_is_handed_out_once_it_is_clean(officer, darlington, scanned):
    assert upload(officer, "budgets", HARMLESS).status_code == 302
    document = document_of(darlington)
    waits = officer.get(link(document))
    assert waits.status_code == 409
    assert "This file is being checked for viruses" in text(waits)

    look_through(document)

    assert scanned.seen == [HARMLESS]
    assert officer.get(link(document)).content == HARMLESS
    assert document_of(darlington).scan == "clean"


@pytest.mark.django_db
def test_what_is_refused_reaches_nobody_and_no_record(officer, darlington, scanned, member, client_for):
    page = upload(officer, "budgets", HARMFUL, name="file.csv").url
    document = document_of(darlington)
    look_through(document)

    for browser in (officer, client_for(member(darlington, Role.MANAGER))):
        refused = browser.get(link(document))
        assert refused.status_code == 403
        assert NAME in text(refused)
        assert EICAR not in refused.content
    assert f"The virus check says: {NAME}." in text(officer.get(page))
    with partnership_scope(darlington), pytest.raises(batches.NotReady, match="A virus scanner has refused the file"):
        batches.confirm(batch=ImportBatch.objects.get(), by=None, because="it is right")


@pytest.mark.django_db
def test_what_is_refused_after_somebody_confirmed_it_is_not_written(officer, darlington, scanned):
    """A large file is written by a job, some time after the button was pressed."""
    upload(officer, "budgets", HARMFUL, name="file.csv")
    with partnership_scope(darlington):
        batch = ImportBatch.objects.get()
        sheet = batches.sheet_of(batch)
    look_through(document_of(darlington))

    with partnership_scope(darlington), pytest.raises(WrongFile, match="A virus scanner has refused the file"):
        batches.write(batch, sheet)


@pytest.mark.django_db
def test_while_it_is_down_files_are_taken_and_nobody_reads_them(officer, darlington, settings, scanner, nobody_there):
    settings.CLAMD = nobody_there
    page = upload(officer, "budgets", HARMLESS)
    assert page.status_code == 302
    document = document_of(darlington)
    for _ in range(3):
        look_through(document)
        assert officer.get(link(document)).status_code == 409
        with pytest.raises(documents.StillWaiting):
            documents.read(document_of(darlington))
    assert "is being checked for viruses" in text(officer.get(page.url))
    with partnership_scope(darlington):
        assert Outbox.objects.get(pk=document.pk).done_at is None

    settings.CLAMD = scanner.address
    look_through(document)
    assert officer.get(link(document)).status_code == 200
    look_through(document)
    assert scanner.seen == [HARMLESS]


@pytest.mark.django_db
def test_without_a_scanner_it_is_handed_out_and_says_so_until_there_is_one(officer, darlington, settings, scanner):
    page = upload(officer, "budgets", HARMLESS).url
    document = document_of(darlington)
    assert officer.get(link(document)).content == HARMLESS
    assert "(not checked for viruses)" in text(officer.get(page))

    settings.CLAMD = scanner.address
    assert officer.get(link(document)).status_code == 409
    night()
    look_through(document)
    assert officer.get(link(document)).content == HARMLESS
    assert "(not checked for viruses)" not in text(officer.get(page))


@pytest.mark.django_db
def test_what_the_portal_made_waits_for_nobody(darlington, scanned):
    with partnership_scope(darlington):
        made = documents.keep(partnership=darlington, name="a", content=b"a", content_type="text/csv", by=None)
        assert documents.read(made) == b"a"
        assert not Outbox.objects.exists()


def test_a_real_place_without_one_is_told_at_its_start(settings):
    assert checks.virus_scanner(None) == []
    settings.PRODUCTION = True
    assert [warning.id for warning in checks.virus_scanner(None)] == ["portal.W003"]
    settings.CLAMD = "/run/clamav/clamd.ctl"
    assert checks.virus_scanner(None) == []


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_asks_it(officer, darlington, scanned, launch, monkeypatch):
    monkeypatch.setenv("CLAMD", scanned.address)
    launch(RELAY)
    launch(worker())
    upload(officer, "budgets", HARMLESS)
    until(lambda: document_of(darlington).scan == "clean")
    assert scanned.seen == [HARMLESS]
