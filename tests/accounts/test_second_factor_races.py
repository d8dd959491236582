"""Of two that say the same code at once, one comes in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.services import second_factor
from tests import second_factors as factor
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def both(user, code):
    """What two at once are told."""
    start = Barrier(2)

    def say():
        start.wait()
        try:
            return second_factor.use(user=user, code=code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [one.result() for one in [pool.submit(say), pool.submit(say)]]


@pytest.mark.parametrize("kind", ["app", "written"])
def test_a_code_said_twice_at_once_opens_once(kind):
    user = UserFactory()
    codes = factor.give(user)

    told = both(user, factor.code() if kind == "app" else codes[0])

    assert sorted(one is None for one in told) == [False, True]
    assert second_factor.codes_left(user) == (10 if kind == "app" else 9)
