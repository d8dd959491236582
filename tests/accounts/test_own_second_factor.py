"""A person's own second factor: setting it up, its recovery codes, another phone, none any more."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts import tasks
from accounts.models import Membership
from accounts.roles import Role
from accounts.services import second_factor
from core.db.tenancy import partnership_scope
from tests import second_factors as factor
from tests.factories import make_member
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told_at_once(monkeypatch):
    """The mail is sent when it is asked for, into an outbox of the test's."""
    monkeypatch.setattr("accounts.tasks.tell_of_second_factor.delay", tasks.tell_of_second_factor)


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.LEARNER)


@pytest.fixture
def browser(user):
    return factor.sign_in(user)


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def set_up(browser):
    key = browser.get("/account/second-factor/").context["key"].replace(" ", "")
    return browser.post("/account/second-factor/", {"code": factor.code(secret=key)})


def test_a_factor_is_set_up_with_a_picture_and_a_key(browser, user, django_capture_on_commit_callbacks):
    other, before = factor.sign_in(user), browser.session.session_key
    assert browser.get("/account/second-factor/picture.svg").status_code == 404
    page = browser.get("/account/second-factor/")
    assert "data:" not in page.content.decode()
    picture = browser.get("/account/second-factor/picture.svg")
    assert (picture["Content-Type"], picture.content[:5]) == ("image/svg+xml", b"<?xml")
    assert page.context["key"].replace(" ", "") not in str(dict(browser.session))

    with django_capture_on_commit_callbacks(execute=True):
        answer = set_up(browser)

    assert answer.url == "/account/recovery-codes/"
    assert browser.session.session_key != before
    assert is_signed_in(browser)
    assert not is_signed_in(other)
    assert mail.outbox[0].subject.startswith("Two-step sign-in is set up")


@pytest.mark.parametrize(("mode", "is_asked"), [("required", True), ("offered", False)])
def test_it_is_said_to_be_needed_only_where_it_is(darlington, settings, mode, is_asked):
    """The demo offers it to those whose role needs it elsewhere."""
    settings.SECOND_FACTOR = mode
    browser = factor.sign_in(make_member(darlington, Role.MANAGER))

    page = browser.get("/account/second-factor/").content.decode()

    assert ("You need this before you can go on. It takes about 5 minutes" in page) == is_asked
    assert ("ask your business unit" in page) == is_asked
    assert ("With it nobody can sign in as you" in page) != is_asked


def test_a_wrong_code_sets_nothing_up(browser, user):
    browser.get("/account/second-factor/")

    assert "not right" in browser.post("/account/second-factor/", {"code": factor.wrong_code()}).content.decode()
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_until_they_are_put_away(browser, user):
    set_up(browser)
    codes = browser.get("/account/recovery-codes/").context["codes"]
    file = browser.get("/account/recovery-codes/recovery-codes.txt")
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert all(code in file.content.decode() for code in codes)
    assert not any(code in str(dict(browser.session)) for code in codes)

    browser.post("/account/recovery-codes/")

    assert "You have 10 of 10 recovery codes left" in browser.get("/account/recovery-codes/").content.decode()
    assert browser.get("/account/recovery-codes/recovery-codes.txt").status_code == 404


def test_new_codes_kill_the_old(browser, user):
    set_up(browser)
    old = browser.get("/account/recovery-codes/").context["codes"]
    browser.post("/account/recovery-codes/")
    factor.sign_in(user, old[0])
    assert second_factor.codes_left(user) == 9

    browser.post("/account/recovery-codes/")

    new = browser.get("/account/recovery-codes/").context["codes"]
    assert not set(new) & set(old)
    assert SESSION_KEY not in factor.sign_in(user, old[1]).session
    assert SESSION_KEY in factor.sign_in(user, new[1]).session


def test_another_phone_replaces_the_first(browser, user):
    set_up(browser)
    first = factor.secret_of(user)
    key = browser.get("/account/second-factor/replace/").context["key"].replace(" ", "")
    browser.post("/account/second-factor/replace/", {"code": factor.code(secret=key)})

    assert factor.secret_of(user) == key != first
    assert is_signed_in(browser)


def test_whoever_may_do_without_removes_it(browser, user):
    set_up(browser)
    browser.post("/account/second-factor/remove/")

    assert not Authenticator.objects.exists()
    assert not is_signed_in(browser)
    assert SESSION_KEY in factor.sign_in(user).session


def test_whose_role_needs_it_keeps_it(darlington):
    officer = make_member(darlington, Role.OFFICER)
    factor.give(officer)
    browser = factor.sign_in(officer, factor.code())

    assert browser.post("/account/second-factor/remove/").url == "/account/second-factor/"
    assert factor.app_of(officer)


def test_a_manager_takes_a_lost_factor_away(user, darlington, durham, django_capture_on_commit_callbacks):
    factor.give(user)
    browser = factor.sign_in(user, factor.code())
    manager, stranger = make_member(darlington, Role.MANAGER), make_member(durham, Role.MANAGER)
    with partnership_scope(durham), pytest.raises(PermissionDenied, match="Only the business manager"):
        second_factor.remove(user=user, by=stranger)
    assert is_signed_in(browser)

    with partnership_scope(darlington), django_capture_on_commit_callbacks(execute=True):
        second_factor.remove(user=user, by=manager)

    assert not is_signed_in(browser)
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].subject.startswith("Two-step sign-in was removed")


def test_a_managers_page_takes_it_away_and_asks_for_the_password_first(user, darlington, client_for):
    factor.give(user)
    client = client_for(make_member(darlington, Role.MANAGER))
    with partnership_scope(darlington):
        person = Membership.objects.get(user=user)
    address = f"/darlington/settings/users/{person.pk}/lost-phone/"
    assert address in client.get(address.replace("lost-phone/", "")).content.decode()
    assert "speak to them" in client.get(address).content.decode()
    session = client.session
    session["confirmed_at"] -= 301
    session.save()
    assert client.post(address).url == f"/account/confirm/?next={address}"
    assert factor.app_of(user)
    client.post("/account/confirm/", {"password": PASSWORD})

    client.post(address)

    assert factor.app_of(user) is None
    assert "has no second factor" in client.get(address, follow=True).content.decode()
