"""Who looks at the money, and the records that it is of."""

import pytest
from django.db import transaction

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting import snapshots
from tests.factories.reporting import ReportFactory, SectionFactory
from tests.money import books
from tests.money.books import BASES, YEAR


@pytest.fixture
def manager(darlington, member, client_for):
    return client_for(member(darlington, Role.MANAGER))


@pytest.fixture
def kept(darlington):
    """`kept(books)` opens a block in which the partnership has these records, taken back at its end."""

    class Kept:
        def __init__(self, of):
            self.of = of

        def __enter__(self):
            self.atomic = transaction.atomic()
            self.atomic.__enter__()
            with partnership_scope(darlington):
                books.write(self.of)
                self.snapshot = snapshots.build(_report())

        def __exit__(self, *problem):
            transaction.set_rollback(True)
            self.atomic.__exit__(*problem)

    return Kept


def _report():
    """The year's report with every section that shows money."""
    report = ReportFactory(year=YEAR)
    wanted = [("contributions", {}), *(("contributions", {"basis": basis, "chart": False}) for basis in BASES)]
    for place, (source, options) in enumerate([*wanted, ("budget", {})]):
        name = f"money-{place}"
        SectionFactory(report=report, key=name, title=name, kind="live", source=source, options=options)
    return report
