"""What sessions behind functions cost: reading one, and a page's way in, each against the row read by hand."""

from functools import partial

from django.db import connections
from django.test import override_settings

from accounts.models.sessions import fingerprint
from bench.doors import with_view
from bench.measure import Result, ratio
from bench.plain_sessions import ROW
from bench.visits import LISTS
from core.db.session_store import SessionStore


def run(slug: str) -> list[Result]:
    return [
        Result("A session by its function / its row by hand", _alone()),
        Result("Being let in: sessions by functions / by hand", _on_a_page(slug), 1.1),
    ]


def _alone() -> float:
    store = SessionStore()
    store.save()
    with connections["default"].cursor() as ours, connections["owner"].cursor() as by_hand:
        return ratio(
            partial(_ask, ours, "SELECT app.session_data(%s)", store.session_key),
            partial(_ask, by_hand, ROW, fingerprint(store.session_key)),
        )


def _on_a_page(slug: str) -> float:
    visit = LISTS[0]
    let_in = partial(with_view, visit.address(slug), visit.reader(slug), lambda request: "")
    with override_settings(SESSION_ENGINE="bench.plain_sessions"):
        by_hand = let_in()
    return ratio(let_in(), by_hand)


def _ask(cursor, statement, *parameters):
    for _ in range(50):
        cursor.execute(statement, parameters)
        cursor.fetchall()
