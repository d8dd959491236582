import pytest
from django.core.management import call_command
from django.test import Client

from accounts.roles import Role
from core.calendar.financial_years import FinancialYear
from core.db.tenancy import partnership_scope
from core.models import Partnership
from reporting import demo_loading
from reporting.services import reports
from tests.factories.reporting import PublishedEditionFactory, ReportTemplateFactory

SECTIONS = [
    {"key": "foreword", "title": "Foreword", "level": 1, "kind": "narrative", "covers": ["A9i"]},
    {"key": "people", "title": "People", "level": 1, "kind": "narrative"},
    {"key": "agencies", "title": "Agencies", "level": 2, "kind": "live", "source": "agencies"},
]


@pytest.fixture
def template(db):
    """An outline of two chapters, the second with a part that the records fill."""
    return ReportTemplateFactory(
        code="two-chapters", name="Two chapters", applies_to="children-and-adults", sections=SECTIONS
    )


@pytest.fixture
def start(template):
    """`start(partnership)` begins its report of 2019-20, in the scope that is open."""

    def begin(partnership):
        year = FinancialYear(2019)
        return reports.start(partnership=partnership, year=year, template=template, title="Annual report", by=None)

    return begin


@pytest.fixture
def report(in_darlington, start):
    """A report of 2019-20 with three sections, none of them begun; the test runs in its partnership's scope."""
    return start(in_darlington)


@pytest.fixture
def started(darlington, start):
    """The same report, with no scope left open: for tests that go through pages."""
    with partnership_scope(darlington):
        return start(darlington)


@pytest.fixture
def people(darlington, member):
    return {role: member(darlington, role) for role in (Role.OFFICER, Role.MANAGER, Role.CONTRIBUTOR, Role.LAY_MEMBER)}


@pytest.fixture
def officer(people, client_for):
    return client_for(people[Role.OFFICER])


@pytest.fixture
def demo(partnerships, catalogues):
    """The demo, loaded. It renames the partnerships of the other tests, so they get their names back."""
    call_command("load_demo")
    yield
    for one in partnerships.values():
        named = {name: getattr(one, name) for name in demo_loading.DEFAULTS}
        Partnership.objects.using("owner").filter(pk=one.pk).update(**named)


@pytest.fixture
def anybody(db):
    return Client()


@pytest.fixture
def published(darlington):
    with partnership_scope(darlington):
        return PublishedEditionFactory()
