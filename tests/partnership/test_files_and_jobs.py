"""Stored files leave by one door; a job is watched by who asked for it."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.roles import Permission, Role
from core.db.tenancy import partnership_scope
from core.files import documents
from core.models import Job


@pytest.fixture
def keep(darlington):
    def kept(by=None, needs=""):
        with partnership_scope(darlington):
            return documents.keep(
                partnership=darlington,
                name="report “2019-20”.pdf",
                content=b"%PDF",
                content_type="application/pdf",
                by=by,
                needs=needs,
            )

    return kept


def url(name, pk, slug="darlington"):
    return reverse(f"partnership:{name}", args=[slug, pk])


def test_a_file_is_an_attachment_that_no_browser_keeps(darlington, member, client_for, keep):
    document = keep(needs=Permission.VIEW_REPORT)

    response = client_for(member(darlington, Role.SCRUTINEER)).get(url("document", document.pk))

    assert response.content == b"%PDF"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_report_in_preparation_is_not_for_everybody_who_sees_records(darlington, member, client_for, keep):
    document = keep(needs=Permission.VIEW_DRAFTS)

    assert client_for(member(darlington, Role.LAY_MEMBER)).get(url("document", document.pk)).status_code == 403


def test_a_file_without_a_permission_is_for_its_owner_and_the_business_unit(darlington, member, client_for, keep):
    owner = member(darlington, Role.CONTRIBUTOR)
    document = keep(by=owner)

    answers = [
        client_for(person).get(url("document", document.pk)).status_code
        for person in (owner, member(darlington, Role.OFFICER), member(darlington, Role.LEAD_PARTNER))
    ]

    assert answers == [200, 200, 403]


def test_a_file_that_was_changed_is_not_handed_out(darlington, member, client_for, keep):
    document = keep()
    default_storage.delete(document.path)
    default_storage.save(document.path, ContentFile(b"%PDF, but another"))

    response = client_for(member(darlington, Role.OFFICER)).get(url("document", document.pk))

    assert response.status_code == 403
    assert b"but another" not in response.content


def test_a_file_that_is_gone_is_404(darlington, member, client_for, keep):
    document = keep()
    default_storage.delete(document.path)

    assert client_for(member(darlington, Role.OFFICER)).get(url("document", document.pk)).status_code == 404


def test_another_partnerships_file_is_404(darlington, durham, member, client_for, keep):
    client = client_for(member(durham, Role.MANAGER))
    document = keep()

    assert client.get(url("document", document.pk)).status_code == 404
    assert client.get(url("document", document.pk, slug="durham")).status_code == 404


@pytest.fixture
def job(darlington):
    def made(**fields):
        with partnership_scope(darlington):
            return Job.objects.create(partnership=darlington, kind="test.nothing", **fields)

    return made


def test_a_job_is_shown_to_who_asked_and_to_the_business_unit(darlington, member, client_for, job):
    asker = member(darlington, Role.CONTRIBUTOR)
    row = job(asked_by=asker, state="running", step="Drawing charts", percent=40)

    answers = [
        client_for(person).get(url("job", row.pk)).status_code
        for person in (asker, member(darlington, Role.OFFICER), member(darlington, Role.LAY_MEMBER))
    ]

    assert answers == [200, 200, 403]


def test_polling_ends_with_the_job(darlington, member, client_for, job):
    client = client_for(member(darlington, Role.OFFICER))
    row = job(state="running", step="Drawing charts", percent=40)
    polled = {"HTTP_HX_REQUEST": "true"}

    assert client.get(url("job", row.pk), **polled).status_code == 200
    assert client.get(url("job", row.pk), {"shown": "40 Drawing charts"}, **polled).status_code == 204
    with partnership_scope(darlington):
        Job.objects.filter(pk=row.pk).update(state="done", percent=100)
    assert client.get(url("job", row.pk), **polled).status_code == 286


def test_a_job_that_never_was_is_404(darlington, member, client_for):
    assert client_for(member(darlington, Role.OFFICER)).get(url("job", uuid.uuid4())).status_code == 404
