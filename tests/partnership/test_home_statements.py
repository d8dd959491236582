"""The home page asks little, whoever looks and however much there is; and it leaves no duty out."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from tests import factories

# Nine of them open and close the page: session, person, transaction, scope, roles and settings. Who looks first after a
# change counts the sections that are ready anew; it holds for the others.
STATEMENTS = {
    Role.MANAGER: 16,
    Role.OFFICER: 16,
    Role.ANALYST: 16,
    Role.LEAD_PARTNER: 13,
    Role.SCRUTINEER: 12,
    Role.AGENCY_LEAD: 10,
    Role.CONTRIBUTOR: 10,
    Role.LEARNER: 10,
}


def in_days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def fill(name, report):
    """A row of each kind that cards count and duties name."""
    last_year = FinancialYear.of(timezone.localdate()).previous()
    author = factories.UserFactory(name=f"{name} Author")
    agency = factories.AgencyFactory(name=f"{name} Agency", kind="statutory")
    factories.GroupFactory(name=f"{name} Group", terms_due_on=in_days(-3))
    factories.PostFactory(title=f"{name} post", ends_on=in_days(4))
    factories.RoleHolderFactory(role="lay_member", title=f"{name} Holder", agency=agency, ends_on=in_days(5))
    factories.IndicatorValueFactory()
    factories.ContributionFactory(agency=agency, agreed="100.00", year=str(last_year))
    factories.ImportBatchFactory(file_name=f"{name}.csv", state="ready")
    factories.SectionFactory(report=report, title=f"{name} writing", author=author, due_on=in_days(2))
    factories.SectionFactory(report=report, title=f"{name} reading", author=author, state="submitted")


@pytest.mark.django_db(transaction=True)
def test_home_takes_few_statements_for_every_role(darlington, member, client_for):
    factories.ReportTemplateFactory()
    clients = {role: client_for(member(darlington, role)) for role in STATEMENTS}
    with partnership_scope(darlington):
        report = factories.ReportFactory(year="2001-02")
    for names in (["First"], ["Second", "Third", "Fourth"]):
        with partnership_scope(darlington):
            for name in names:
                fill(name, report)
        clients[Role.MANAGER].get("/darlington/")
        counts = {}
        for role, client in clients.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/darlington/").status_code == 200
            counts[role] = len(queries)

        assert counts == STATEMENTS


def test_the_officers_home_names_everything_that_is_to_be_done(darlington, member, client_for):
    with partnership_scope(darlington):
        fill("First", factories.ReportFactory(year="2001-02"))

    found = client_for(member(darlington, Role.OFFICER)).get("/darlington/").context["duties"]

    late, coming, waiting = (
        [(due.duty.title, due.duty.due_on) for due in dues] for dues in (found.late, found.next, found.waiting)
    )
    year = FinancialYear.of(timezone.localdate()).previous()
    assert ("Review the terms of reference of First Group", in_days(-3)) in late
    assert (f"Collect 1 contribution of {year}, £100", datetime.date(year.first, 6, 30)) in late
    assert coming[:2] == [
        ("The post First post ends", in_days(4)),
        ("First Holder gives up the role of lay member", in_days(5)),
    ]
    assert {title for title, day in coming if day is None} >= {
        "Read and accept “First reading”, Annual report 2001-02",
        "First Agency has no lead safeguarding partner",
        "Confirm or discard the import of First.csv",
    }
    assert waiting == [("“First writing”, Annual report 2001-02", in_days(2))]


def test_the_newest_report_stands_on_the_card(darlington, member, client_for):
    client = client_for(member(darlington, Role.OFFICER))
    with partnership_scope(darlington):
        for year in ("2017-18", "2019-20", "2018-19", "2016-17"):
            factories.ReportFactory(year=year)

    (card,) = (one for one in client.get("/darlington/").context["cards"] if one.title == "Annual report")

    assert card.text == "sections ready, Annual report 2019-20"
