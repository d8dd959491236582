"""Pages against their floor: the same SQL sent by hand, and the same template on rows that are already there."""

from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext, setup_test_environment

from accounts.models import User
from bench.measure import Result, ratio, times
from core.models import Partnership
from core.tenancy import partnership_scope

AIM, GROWTH = 1.5, 1.2
READER = "manager@darlington.example"
PAGES = {
    "Agencies": "/darlington/agencies/",
    "Structure": "/darlington/structure/",
    "Budget": "/darlington/budget/2019-20/",
    "Indicators": "/darlington/indicators/",
    "Outline of the report": "/darlington/reports/2019-20/",
}


def client() -> Client:
    signed_in = Client()
    signed_in.force_login(User.objects.get(email=READER))
    return signed_in


def floor_of(browser: Client, address: str):
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
    darlington, reader = Partnership.objects.get(slug="darlington"), User.objects.get(email=READER)

    def by_hand():
        # The scope cannot be replayed: its signature belongs to one transaction.
        with partnership_scope(darlington, write=(), by=reader), connection.cursor() as cursor:
            for statement in reading:
                cursor.execute(statement)
                cursor.fetchall()
        template.render(context)

    return by_hand, len(queries)


def run() -> list[Result]:
    setup_test_environment(debug=False)
    browser, found = client(), []
    for name, address in PAGES.items():
        by_hand, queries = floor_of(browser, address)
        found.append(
            Result(
                f"{name}: page / SQL and template by hand",
                ratio(lambda address=address: browser.get(address), by_hand),
                AIM,
                f"{queries} queries",
            )
        )
    return found


def small() -> dict[str, float]:
    """Seconds of each page on the database as it is."""
    browser = client()
    return {name: times(lambda address=address: browser.get(address))[0] for name, address in PAGES.items()}


def grown(before: dict[str, float]) -> list[Result]:
    """The same pages after the world has grown round them."""
    after = small()
    return [
        Result(f"{name}: among 150 partnerships × 10 years / alone", after[name] / before[name], GROWTH)
        for name in before
    ]
