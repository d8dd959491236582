"""A new password by a link: once, for an hour, past no second factor, and no word about who has an account."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import links, tasks
from accounts.models import User
from accounts.roles import Role
from tests import second_factors as factor
from tests.factories import UserFactory, make_member

pytestmark = pytest.mark.django_db
NEW = "orange kettle mountain"


@pytest.fixture
def asked(monkeypatch):
    """What workers were asked to do."""
    found = []
    monkeypatch.setattr("accounts.tasks.send_password_link.delay", lambda **what: found.append(what))
    return found


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.LAY_MEMBER, user=UserFactory(email="ada@example.org"))


@pytest.fixture
def link(user):
    """The address in the mail, without its host."""
    tasks.send_password_link(email="Ada@example.org ")
    word = next(word for word in mail.outbox[-1].body.split() if "/forgotten-password/" in word)
    return "/forgotten-password/" + word.partition("/forgotten-password/")[2]


def choose(client, link, password=NEW):
    return client.post(link, {"password": password})


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_everybody_gets_the_same_answer_and_the_same_work(client, user, asked, email):
    """The tries are counted, and nothing else is asked."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/forgotten-password/", {"email": email})

    assert [one["sql"] for one in queries if "core_cacheentry" not in one["sql"]] == []
    assert answer.url == "/forgotten-password/sent/"
    assert asked == [{"email": email}]


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_only_open_accounts_get_a_mail(user, email):
    UserFactory(email="closed@example.org", is_active=False)

    tasks.send_password_link(email=email)

    assert mail.outbox == []


def test_the_link_sets_a_password_and_ends_all_sessions(client, user):
    elsewhere = factor.sign_in(user)
    link = f"/forgotten-password/{links.to_password(User.objects.get(pk=user.pk))}/"

    assert choose(client, link).url == "/sign-in/"

    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert elsewhere.get("/account/").status_code == 302
    assert SESSION_KEY not in client.session
    assert SESSION_KEY in factor.sign_in(user, password=NEW).session


def test_a_link_works_once(client, link):
    choose(client, link)

    assert client.get(link).status_code == 410


def test_a_link_is_over_once_the_person_has_signed_in(client, user, link):
    factor.sign_in(user)

    assert client.get(link).status_code == 410


def test_a_link_works_for_an_hour(client, user, monkeypatch):
    for minutes, status in ((59, 200), (61, 410)):
        made = timezone.localtime().replace(tzinfo=None) - timezone.timedelta(minutes=minutes)
        with monkeypatch.context() as patch:
            patch.setattr(PasswordResetTokenGenerator, "_now", lambda self, made=made: made)
            token = links.to_password(user)
        assert client.get(f"/forgotten-password/{token}/").status_code == status


@pytest.mark.parametrize("token", ["x", "x.y", ".", "MQ.x", "4pyT.abc"])
def test_a_made_up_link_is_over(client, token):
    assert client.get(f"/forgotten-password/{token}/", follow=True).status_code == 410


def test_a_link_passes_no_second_factor(client, user, link):
    factor.give(user)
    choose(client, link)

    browser = factor.sign_in(user, password=NEW)

    assert browser.last.url == "/sign-in/code/"
    assert SESSION_KEY not in browser.session


def test_a_weak_password_is_refused(client, user, link):
    assert "at least 12" in choose(client, link, "short").content.decode()
    assert not User.objects.get(pk=user.pk).check_password("short")


def test_asking_too_often_has_to_wait(client, user, asked):
    answers = [client.post("/forgotten-password/", {"email": user.email}).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert len(asked) == 5
