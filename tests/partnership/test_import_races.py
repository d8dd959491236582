"""Two people at once: one import happens, the other is told."""

import threading

import pytest
from django.db import connection

from core.db.tenancy import partnership_scope
from core.imports import RecordsChanged, batches, import_file, kind_named
from partnership.models import Budget
from tests.partnership.importing import file_of

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [{"Year": f"20{year}-{year + 1}", "Opening reserve": "5"} for year in range(10, 30)]


def at_once(*actions):
    """Run the actions in threads of their own, started together; returns what each gave or raised."""
    start, ends = threading.Barrier(len(actions)), [None] * len(actions)

    def run(place, action):
        start.wait(timeout=10)
        try:
            ends[place] = action()
        except (batches.NotReady, RecordsChanged) as error:
            ends[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, action)) for place, action in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends


def test_of_two_confirmations_at_once_the_second_is_refused(darlington, member):
    officer = member(darlington, "officer")
    with partnership_scope(darlington, by=officer):
        batch = batches.receive(
            partnership=darlington,
            kind=kind_named("budgets"),
            name="b.csv",
            content=file_of("budgets", *ROWS),
            by=officer,
        )

    def confirm():
        with partnership_scope(darlington, by=officer):
            return batches.confirm(batch=batch, by=officer)

    ends = at_once(confirm, confirm)

    assert sum(isinstance(end, batches.NotReady) for end in ends) == 1
    with partnership_scope(darlington):
        assert Budget.objects.count() == len(ROWS)


def test_two_files_with_the_same_records_do_not_make_them_twice(darlington):
    content = file_of("budgets", *ROWS)
    ends = at_once(*[lambda: import_file(darlington, "budgets", content)] * 2)

    assert sorted(end.counts["new"] for end in ends) == [0, len(ROWS)]
    with partnership_scope(darlington):
        assert Budget.objects.count() == len(ROWS)
