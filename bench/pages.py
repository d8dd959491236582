"""Pages against their floor: the same SQL sent by hand, and the same template on rows that are already there."""

from contextlib import nullcontext

from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.measure import Result, ratio, times
from bench.visits import LISTS, OTHERS, Visit
from core.models import Partnership
from core.tenancy import partnership_scope

AIM, GROWTH = 1.5, 1.2
ROUNDS = 9
SMALL, LARGE = "darlington", "area-75"


def client(reader: str) -> Client:
    browser = Client()
    if reader:
        browser.force_login(User.objects.get(email=reader))
    return browser


def floor_of(browser: Client, address: str, slug: str, reader: str):
    """The page's own statements, replayed as text, and its own outermost template on evaluated rows."""
    rendered = []

    def listen(sender, template, context, **kwargs):
        rendered.append((template, context))

    template_rendered.connect(listen)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    template_rendered.disconnect(listen)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    template, context = rendered[0]
    reading = [query["sql"] for query in queries if query["sql"].startswith("SELECT") and "app." not in query["sql"]]
    partnership = Partnership.objects.get(slug=slug)
    # The scope cannot be replayed: its signature belongs to one transaction. The public's pages have none.
    user = User.objects.get(email=reader) if reader else None

    def by_hand():
        scope = partnership_scope(partnership, write=(), by=user) if user else nullcontext()
        with scope, connection.cursor() as cursor:
            for statement in reading:
                cursor.execute(statement)
                cursor.fetchall()
            template.render(context)

    return by_hand, len(queries)


def _measured(visit: Visit, slug: str) -> Result:
    reader, address = visit.reader(slug), visit.address(slug)
    browser = client(reader)
    by_hand, queries = floor_of(browser, address, slug, reader)
    found = ratio(lambda: browser.get(address), by_hand, rounds=ROUNDS)
    return Result(f"{visit.name}: page / SQL and template by hand", found, AIM, f"{queries} queries")


def run(visits=(*LISTS, *OTHERS), slug: str = SMALL):
    """Each page of the demo's partnership, one after the other."""
    return (_measured(visit, slug) for visit in visits)


def run_large():
    """The lists of a partnership that has ten years of records, among 149 others."""
    return run(LISTS, LARGE)


def small() -> dict[str, float]:
    """Seconds of each page on the database as it is."""
    found = {}
    for visit in (*LISTS, *OTHERS):
        browser, address = client(visit.reader(SMALL)), visit.address(SMALL)
        found[visit.name] = times(lambda browser=browser, address=address: browser.get(address), rounds=ROUNDS)[0]
    return found


def grown(before: dict[str, float]) -> list[Result]:
    """The same pages after the world has grown round them."""
    after = small()
    return [
        Result(f"{name}: among 150 partnerships × 10 years / alone", after[name] / before[name], GROWTH)
        for name in before
    ]
