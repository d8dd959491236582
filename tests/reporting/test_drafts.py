"""Who sees a report in preparation, and who only what everybody who was asked has signed."""

import pytest
from django.urls import reverse

from accounts.permissions import Member
from accounts.roles import ROLES, Permission, Role
from core import jobs
from core.db.tenancy import partnership_scope
from core.models import Job
from reporting.models import Edition
from reporting.services import editions, sections, signing
from tests.factories import AgencyFactory, UserFactory
from tests.factories.reporting import EditionFactory
from tests.reporting.test_editions_services import MADE, Held

READERS = [Role.TRAINER, Role.SCRUTINEER, Role.AGENCY_LEAD, Role.LAY_MEMBER]
PREPARERS = [role for role in Role if Permission.VIEW_DRAFTS in ROLES[role].permissions]
NOBODY = [Role.CONTRIBUTOR, Role.LEARNER]


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", *args])


@pytest.fixture
def council(darlington):
    with partnership_scope(darlington):
        return AgencyFactory(name="Council", kind="statutory")


@pytest.fixture
def edition(darlington, started, council):
    """Compiled with its files, offered, and signed by nobody."""
    with partnership_scope(darlington):
        job = jobs.ask(editions.COMPILE, partnership=darlington, by=None, subject=started)
        snapshot = EditionFactory.build(report=None, job=None, html=None, pdf=None, tables=None).snapshot
        made = editions.Compiled(snapshot, {}, MADE.html, MADE.pdf, MADE.tables, 1, 1)
        edition = editions.keep(report=started, compiled=made, job_id=job.pk, by=None)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        signing.offer(edition=edition, by=None)
        return edition


@pytest.fixture
def sign(darlington, edition, council):
    def signed():
        with partnership_scope(darlington):
            signing.sign(edition=edition, member=Member(UserFactory(), [Held(council)]))

    return signed


@pytest.fixture
def browser(darlington, member, client_for, council):
    def opened(role):
        return client_for(member(darlington, role, agency=council if ROLES[role].needs_agency else None))

    return opened


def files(edition):
    return [reverse("partnership:document", args=["darlington", one.pk]) for one in edition.documents]


def test_the_roles_are_split_as_the_report_needs_it():
    assert {*READERS, *PREPARERS, *NOBODY} == set(Role)
    assert not set(READERS) & set(PREPARERS)


@pytest.mark.parametrize("role", [*READERS, *NOBODY])
def test_a_report_in_preparation_is_closed_to(browser, edition, role):
    client = browser(role)

    addresses = [
        url("outline"),
        url("checklist"),
        url("compiling", edition.job_id),
        url("section", "foreword"),
        url("edition", 1),
        *files(edition),
    ]
    answers = {address: client.get(address).status_code for address in addresses}

    assert set(answers.values()) == {403}, answers
    assert "Annual report 2019-20" not in client.get(reverse("reporting:reports", args=["darlington"])).content.decode()


@pytest.mark.parametrize("role", PREPARERS)
def test_a_report_in_preparation_is_open_to(browser, edition, role):
    client = browser(role)

    for address in [url("outline"), url("checklist"), url("compiling", edition.job_id), url("edition", 1)]:
        assert client.get(address).status_code == 200, address
    assert [client.get(address).status_code for address in files(edition)] == [200] * 3


@pytest.mark.parametrize("role", READERS)
def test_a_signed_edition_and_its_files_are_open_to(browser, edition, sign, role):
    sign()
    client = browser(role)

    answer = client.get(url("edition", 1))

    assert answer.status_code == 200
    assert url("outline") not in answer.content.decode()
    assert [client.get(address).status_code for address in files(edition)] == [200] * 3
    assert url("edition", 1) in client.get(reverse("reporting:reports", args=["darlington"])).content.decode()


@pytest.mark.parametrize("role", NOBODY)
def test_a_signed_edition_is_closed_to(browser, edition, sign, role):
    sign()
    client = browser(role)

    assert client.get(url("edition", 1)).status_code == 403
    assert [client.get(address).status_code for address in files(edition)] == [403] * 3


def test_an_edition_that_was_set_aside_unsigned_stays_a_draft(darlington, browser, edition):
    with partnership_scope(darlington):
        Edition.objects.update(state=Edition.State.SUPERSEDED)

    assert browser(Role.SCRUTINEER).get(url("edition", 1)).status_code == 403


def test_a_signed_edition_that_was_superseded_stays_readable_and_is_linked(darlington, browser, edition, sign, started):
    sign()
    with partnership_scope(darlington):
        Edition.objects.update(state=Edition.State.SUPERSEDED)
        signed_at = Edition.objects.get().signed_at
        EditionFactory(report=started, number=2, state="published", signed_at=signed_at)
        EditionFactory(report=started, number=3, state="compiled")
    client = browser(Role.SCRUTINEER)

    page = client.get(url("edition", 2)).content.decode()

    assert client.get(url("edition", 1)).status_code == 200
    assert url("edition", 1) in page
    assert url("edition", 3) not in page


def test_an_author_who_reads_no_drafts_sees_their_own_section_alone(darlington, browser, started, member, client_for):
    author = member(darlington, Role.LAY_MEMBER)
    with partnership_scope(darlington):
        sections.assign(section=started.sections.get(key="people"), author=author, due_on=None, by=None)
    client = client_for(author)

    assert client.get(url("section", "people")).status_code == 200
    assert client.get(url("section", "foreword")).status_code == 403
    assert client.get(url("outline")).status_code == 403
