"""Quotas: as much as the settings say, by person and hour or day, counted once by all processes."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from config.quotas import DAY, HOUR, QUOTAS, Quota, from_environment
from core.db import quotas
from core.db.quotas import Spent

TRIED = {
    "hourly": Quota(3, "You have done {most} in this hour. You can do more from {again}.", HOUR),
    "daily": Quota(2, "You have done {most} today.", DAY),
}


@pytest.fixture(autouse=True)
def tried(settings):
    settings.QUOTAS = TRIED


def at(monkeypatch, moment):
    now = timezone.make_aware(datetime.datetime.fromisoformat(moment))
    monkeypatch.setattr("core.db.quotas.timezone.localtime", lambda: now)


@pytest.mark.django_db
def test_as_much_as_the_quota_and_no_more_until_the_hour_is_over(monkeypatch):
    at(monkeypatch, "2026-03-03 14:59")
    assert [quotas.spend("hourly", "ann") for _ in range(3)] == [1, 2, 3]
    with pytest.raises(Spent, match="You have done 3 in this hour. You can do more from 15:00."):
        quotas.spend("hourly", "ann")
    assert quotas.spend("hourly", "bob") == 1

    at(monkeypatch, "2026-03-03 15:00")
    assert quotas.spend("hourly", "ann") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-03-03", "2026-03-29", "2026-10-25"])
def test_a_day_ends_at_midnight_also_where_the_clocks_change(monkeypatch, day):
    at(monkeypatch, f"{day} 00:00")
    quotas.spend("daily", "ann")
    at(monkeypatch, f"{day} 23:59")
    quotas.spend("daily", "ann")
    with pytest.raises(Spent) as refusal:
        quotas.spend("daily", "ann")
    tomorrow = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    assert refusal.value.again_at == timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time.min))

    at(monkeypatch, f"{tomorrow} 00:00")
    assert quotas.spend("daily", "ann") == 1


@pytest.mark.django_db
def test_what_is_undone_is_not_counted():
    with transaction.atomic():
        quotas.spend("daily", "ann", 2)
        transaction.set_rollback(True)
    assert quotas.spend("daily", "ann", 2) == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_get_through():
    def tries(_):
        try:
            quotas.spend("hourly", "ann")
        except Spent:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tries, range(24))) == 3


def test_a_place_sets_its_own_number():
    assert from_environment({"QUOTA_INVITATIONS": "7"})["invitations"].most == 7
    assert from_environment({"QUOTA_INVITATIONS": ""}) == QUOTAS


@pytest.mark.parametrize("said", ["many", "0", "-3", "1.5", "²"])
def test_what_is_no_number_is_refused_at_start(said):
    with pytest.raises(ImproperlyConfigured, match=f"QUOTA_INVITATIONS={said}"):
        from_environment({"QUOTA_INVITATIONS": said})


@pytest.mark.parametrize("name", QUOTAS)
def test_each_says_its_number_in_a_sentence(settings, name):
    settings.QUOTAS = QUOTAS
    (sentence,) = Spent(name, timezone.localtime()).messages
    assert f"{QUOTAS[name].most:,}" in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence
