"""Pages against their floor: the same SQL sent by hand, and the same template on rows that are already there.

Both stand behind the same doors (`bench.doors`), and both are asked as the web server asks.
"""

import re
from collections import Counter
from collections.abc import Callable

from django.db import connection
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

from accounts.models import User
from bench.doors import visit_to, with_view
from bench.measure import Result, ratio, yardstick
from bench.visits import LISTS, OTHERS, Visit
from core.db.tenancy import partnership_scope
from core.models import Partnership

AIM, GROWTH = 1.5, 1.2
ROUNDS = 9
SMALL, LARGE = "darlington", "area-75"
SESSION, OPENS = "app.session_data", re.compile(r"app\.(?!session_data)|set_config")


def statements_of(visit: Callable[[], None]) -> tuple[list[str], int]:
    """What a visit reads, and how many statements it takes in all.

    Opening a scope cannot be replayed: its signature belongs to one transaction.
    """
    with CaptureQueriesContext(connection) as queries:
        visit()
    sent = [query["sql"] for query in queries]
    return [sql for sql in sent if sql.lstrip("(").startswith("SELECT") and not OPENS.search(sql)], len(sent)


def template_of(visit: Callable[[], None]) -> tuple:
    """The page's outermost template, and its context when the page has been made: all rows are there."""
    rendered = []

    def listen(sender, template, context, **kwargs):
        rendered.append((template, context))

    setup_test_environment(debug=False)
    template_rendered.connect(listen)
    try:
        visit()
    finally:
        template_rendered.disconnect(listen)
        teardown_test_environment()
    return rendered[0]


def floor_of(address: str, reader: str) -> tuple[Callable[[], None], int]:
    """The page by hand behind the same doors: its own statements as text, and its own template on evaluated rows."""
    page = visit_to(address, reader)
    page()
    template, context = template_of(page)
    of_page, queries = statements_of(page)
    # The template sends some by itself: the settings in its footer.
    sent_already, _ = statements_of(with_view(address, reader, lambda request: template.render(context)))
    own = _without(of_page, sent_already)

    def by_hand(request) -> str:
        _send(own)
        return template.render(context)

    return with_view(address, reader, by_hand), queries


def _without(statements: list[str], others: list[str]) -> list[str]:
    """What the others leave of the statements. That for the session is another one with every visit; doors send it."""
    left = Counter(statements) - Counter(others)
    return [sql for sql in left.elements() if SESSION not in sql]


def doors(slug: str = SMALL) -> list[Result]:
    """Being let in, with nothing behind the doors, against the statements of the doors by hand."""
    visit = LISTS[0]
    reader, address = visit.reader(slug), visit.address(slug)
    let_in = with_view(address, reader, lambda request: "")
    statements, queries = statements_of(let_in)
    user, partnership = User.objects.get(email=reader), Partnership.objects.get(slug=slug)

    def by_hand():
        with partnership_scope(partnership, write=(), by=user):
            _send(statements)

    return [Result("Being let in: an empty page / SQL by hand", ratio(let_in, by_hand), None, f"{queries} queries")]


def _send(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _measured(visit: Visit, slug: str) -> Result:
    reader, address = visit.reader(slug), visit.address(slug)
    by_hand, queries = floor_of(address, reader)
    found = ratio(visit_to(address, reader), by_hand, rounds=ROUNDS)
    return Result(f"{visit.name}: page / SQL and template by hand", found, AIM, f"{queries} queries")


def run(visits=(*LISTS, *OTHERS), slug: str = SMALL):
    """Each page of the demo's partnership, one after the other."""
    return (_measured(visit, slug) for visit in visits)


def run_large():
    """The lists of a partnership that has ten years of records, among 149 others."""
    return run(LISTS, LARGE)


def small() -> dict[str, float]:
    """How long each page takes on the database as it is, against the yardstick."""
    return {
        visit.name: ratio(visit_to(visit.address(SMALL), visit.reader(SMALL)), yardstick) for visit in (*LISTS, *OTHERS)
    }


def grown(before: dict[str, float]):
    """The same pages after the world has grown round them."""
    after = small()
    return (
        Result(f"{name}: among 150 partnerships × 10 years / alone", after[name] / before[name], GROWTH)
        for name in before
    )
