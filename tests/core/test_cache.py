"""Django's cache in PostgreSQL: one count for all processes, as JSON."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from core.jobs.cleanup import clean_up
from core.models import CacheEntry
from tests import database

pytestmark = pytest.mark.django_db


def expire():
    CacheEntry.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))


def test_what_is_set_is_got_until_its_time_is_over():
    cache.set("tries", [1.5, "ä", None, True], 60)
    assert cache.get("tries") == [1.5, "ä", None, True]

    expire()
    assert cache.get("tries", "none") == "none"
    assert not cache.touch("tries", 60)


def test_a_value_is_replaced_and_removed():
    cache.set("tries", 1, 60)
    cache.set("tries", 2, None)
    assert (cache.get("tries"), cache.incr("tries")) == (2, 3)
    assert cache.touch("tries", 60)

    assert (cache.delete("tries"), cache.delete("tries")) == (True, False)
    assert cache.get("tries") is None


def test_what_is_there_is_not_added_again_unless_it_is_over():
    assert cache.add("lock", True, 60)
    assert not cache.add("lock", True, 60)

    expire()
    assert cache.add("lock", True, 60)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_add_at_once_one_gets_it():
    def adds(_):
        try:
            return cache.add("lock", True, 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(adds, range(32))) == 1


def test_nothing_is_kept_that_would_run():
    with pytest.raises(TypeError):
        cache.set("x", object(), 60)


def test_neither_people_nor_places_stand_in_it():
    cache.set("login:ada@example.org:198.51.100.7", 1, 60)

    ((kept,),) = database.run("SELECT row_to_json(c)::text FROM core_cacheentry c")
    assert "ada" not in kept
    assert "198.51" not in kept


def test_what_is_over_is_removed_at_night(in_darlington):
    cache.set("old", 1, 60)
    expire()
    cache.set("new", 1, 60)

    clean_up()

    assert CacheEntry.objects.count() == 1
