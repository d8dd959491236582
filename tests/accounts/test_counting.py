"""How tries are counted: by person and place, in one count for all processes, in JSON."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client

from accounts.roles import Role
from tests import database
from tests.factories import UserFactory, make_member
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.LAY_MEMBER, user=UserFactory(email="ada@example.org"))


def sign_in(password=PASSWORD, *, ip=HERE, email="ada@example.org", **more):
    client = Client(REMOTE_ADDR=ip, **more)
    client.post("/sign-in/", {"login": email, "password": password})
    return SESSION_KEY in client.session


def test_a_stranger_locks_nobody_out_from_elsewhere(user):
    for _ in range(20):
        sign_in("wrong", ip=ELSEWHERE)

    assert not sign_in(ip=ELSEWHERE)
    assert sign_in(ip=HERE)


def test_one_place_does_not_try_everybody(user, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "10/5m/key,60/5m/ip"}
    for number in range(61):
        sign_in("wrong", email=f"person-{number}@example.org")

    assert not sign_in()
    assert sign_in(ip=ELSEWHERE)


def test_behind_a_proxy_places_are_those_that_it_names(user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(11):
        sign_in("wrong", ip="10.0.0.1", HTTP_X_FORWARDED_FOR=ELSEWHERE)

    assert not sign_in(ip="10.0.0.1", HTTP_X_FORWARDED_FOR=f"{HERE}, {ELSEWHERE}"), (
        "what a stranger writes is not believed"
    )
    assert sign_in(ip="10.0.0.1", HTTP_X_FORWARDED_FOR=HERE)


def test_asking_for_the_password_again_counts_too(user):
    client = Client(REMOTE_ADDR=HERE)
    client.force_login(user)
    for _ in range(10):
        client.post("/account/confirm/", {"password": "wrong"})

    assert "Too many" in client.post("/account/confirm/", {"password": PASSWORD}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_another_process_counts_on():
    cache.set("tries", [1.5, 2.5], 60)
    cache.set("number", 4, 60)
    script = (
        "import django; django.setup(); from django.core.cache import cache; "
        "cache.set('tries', [*cache.get('tries'), 3.5], 60); cache.incr('number')"
    )
    environment = database.environment() | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)

    assert cache.get("tries") == [1.5, 2.5, 3.5]
    assert cache.get("number") == 5


def test_a_whole_council_signs_in_within_a_minute(user):
    assert all(sign_in() for _ in range(40))


def test_people_sign_in_while_the_queue_is_away(user, settings, monkeypatch):
    """And are counted: nothing of it asks the queue."""
    monkeypatch.setattr("kombu.Connection.connect", lambda *_: pytest.fail("asked the queue"))
    for _ in range(11):
        sign_in("wrong")

    assert not sign_in()
    assert sign_in(ip=ELSEWHERE)


SECRETS = {name: name.lower() * 8 for name in ("SECRET_KEY", "SCOPE_KEY", "SECOND_FACTOR_KEY")}
NAMES = {"ALLOWED_HOSTS": "portal.example.org", "REPLY_TO": "help@example.org"}
PRODUCTION = {"MODE": "production", **NAMES, **SECRETS}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "offered"),
        ({"SECOND_FACTOR": "required"}, "required"),
        (PRODUCTION, "required"),
        (PRODUCTION | {"SECOND_FACTOR": "offered"}, "ImproperlyConfigured"),
        (PRODUCTION | {"SECOND_FACTOR": ""}, "ImproperlyConfigured"),
        ({"SECOND_FACTOR": "no"}, "ImproperlyConfigured"),
        (PRODUCTION | {"SECOND_FACTOR_KEY": "short"}, "SECOND_FACTOR_KEY must be set"),
    ],
)
def test_only_the_demo_does_without_a_second_factor(environment, said):
    script = "from config import settings; print(settings.SECOND_FACTOR)"
    known = database.environment()
    known = {name: value for name, value in known.items() if name not in {"MODE", *SECRETS}}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=known | environment, capture_output=True, text=True
    )

    assert said in done.stdout + done.stderr
    assert (done.returncode == 0) == (said in {"offered", "required"})
