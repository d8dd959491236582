import pytest

from core.years import FinancialYear
from reporting.services import reports
from tests.factories.reporting import ReportTemplateFactory


@pytest.fixture
def report(in_darlington):
    """A report of 2019-20 with three sections, none of them begun; the test runs in its partnership's scope."""
    return reports.start(
        partnership=in_darlington,
        year=FinancialYear(2019),
        template=ReportTemplateFactory(),
        title="Annual report",
        by=None,
    )
