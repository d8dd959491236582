"""Files and records that are taken one after another: so many in an hour, and the managers are told once."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.bulk_reading import Records
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import AccessEntry, Mail
from tests.accounts.inviting import acting, sent
from tests.factories import AgencyFactory, JobFactory, ReportFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db
AGENCIES = "/darlington/agencies/"


@pytest.fixture(autouse=True)
def few(settings):
    settings.QUOTAS = settings.QUOTAS | {
        name: replace(settings.QUOTAS[name], most=most) for name, most in {"exports": 3, "records": 20}.items()
    }


@pytest.fixture
def reader(darlington, manager):
    return make_member(darlington, Role.ANALYST, user=UserFactory(name="Ann Reader"))


@pytest.fixture
def agency(darlington):
    with partnership_scope(darlington):
        return AgencyFactory()


def page_of(agency):
    return reverse("partnership:agency", args=["darlington", agency.pk])


def take(browser, times):
    return [browser.get(AGENCIES, {"export": "csv"}) for _ in range(times)]


def mails_of(partnership):
    with partnership_scope(partnership):
        return list(Mail.objects.values_list("kind", "to"))


def test_so_many_files_an_hour_and_then_a_page_that_says_until_when(reader, agency, client_for):
    browser = client_for(reader)
    answers = take(browser, 5)

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert "You have taken 3 files in this hour. You can take more from " in answers[-1].content.decode()
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600
    assert "attachment" not in answers[-1].get("Content-Disposition", "")
    assert browser.get(AGENCIES).status_code == 200


def test_each_person_and_each_partnership_has_its_own(darlington, durham, reader, agency, client_for):
    make_member(durham, Role.ANALYST, user=reader)
    browser = client_for(reader)
    assert take(browser, 4)[-1].status_code == 429
    assert browser.get("/durham/agencies/", {"export": "csv"}).status_code == 200
    other = make_member(darlington, Role.ANALYST)
    assert take(client_for(other), 1)[0].status_code == 200


def test_the_managers_are_told_once_who_took_what_and_how_much(darlington, durham, manager, reader, agency, client_for):
    second = acting(darlington, Role.MANAGER)
    acting(durham, Role.MANAGER)
    take(client_for(reader), 7)

    told = {("accounts.many_files", member.user.email) for member in (manager, second)}
    assert set(mails_of(darlington)) == told
    assert len(mails_of(darlington)) == 2
    assert mails_of(durham) == []
    mail = sent(darlington)[-1]
    assert mail.subject == "Ann Reader has taken 3 files within an hour"
    assert f"/darlington/settings/users/{membership_pk(darlington, reader)}/" in mail.body


def membership_pk(partnership, user):
    with partnership_scope(partnership):
        return user.memberships.get(partnership=partnership).pk


def test_what_was_held_back_stands_in_the_access_log_as_not_handed_out(darlington, reader, agency, client_for):
    take(client_for(reader), 4)
    with partnership_scope(darlington):
        outcomes = list(AccessEntry.objects.filter(user=reader).order_by("at").values_list("outcome", flat=True))
    assert outcomes == ["done", "done", "done", "failed"]


def test_records_one_after_another_are_slowed_too(darlington, manager, reader, agency, client_for):
    browser = client_for(reader)
    statuses = [browser.get(page_of(agency)).status_code for _ in range(40)]

    shown = statuses.count(200)
    assert 20 <= shown < 20 + Records.STEP
    assert statuses[shown:] == [429] * (40 - shown)
    assert mails_of(darlington) == [("accounts.many_records", manager.user.email)]
    assert "opened 20 records of " in " ".join(sent(darlington)[-1].body.split())
    assert browser.get(AGENCIES).status_code == 200


def test_what_a_page_asks_for_by_itself_is_not_counted(darlington, reader, client_for):
    with partnership_scope(darlington):
        report = ReportFactory()
        job = JobFactory(kind="reporting.compile_report", subject_id=report.pk, state="running")
    poll = reverse("reporting:compiling", args=["darlington", report.year, job.pk])
    browser = client_for(reader)
    assert {browser.get(poll, headers={"HX-Request": "true"}).status_code for _ in range(40)} == {200}


def test_lists_are_not_counted(reader, agency, client_for):
    browser = client_for(reader)
    assert {browser.get(AGENCIES).status_code for _ in range(40)} == {200}
    assert browser.get(page_of(agency)).status_code == 200
