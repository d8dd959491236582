"""A person's own account: name, address, password, second factor."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail

from accounts import tasks
from accounts.links import to_email_change
from accounts.models import EmailChange, User
from accounts.roles import Role
from accounts.services import email_changes
from core.db.tenancy import partnership_scope
from tests import second_factors as factor
from tests.factories import AgencyFactory, UserFactory, make_member
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "orange kettle mountain"


@pytest.fixture(autouse=True)
def done_at_once(monkeypatch):
    """What a worker does is done when it is asked for, and mails are in an outbox of the test's."""
    for name in ("tell_of_password", "tell_of_second_factor", "ask_addresses"):
        monkeypatch.setattr(f"accounts.tasks.{name}.delay", getattr(tasks, name))


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.LAY_MEMBER, user=UserFactory(email="old@example.org", name="Fresh Person"))


@pytest.fixture
def browser(user):
    return factor.sign_in(user)


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def links():
    """The last link to each address."""
    return {one.to[0]: next(word for word in one.body.split() if "/account/email/" in word) for one in mail.outbox}


def test_the_account_says_what_one_belongs_to_and_since_when(client_for, darlington, durham):
    with partnership_scope(darlington):
        agency = AgencyFactory(name="Borough Council")
    user = make_member(darlington, Role.CONTRIBUTOR, agency=agency)
    make_member(durham, Role.LAY_MEMBER, user=user)

    page = client_for(user).get("/account/").content.decode()

    assert "Agency contributor, Borough Council" in page
    assert "Lay member" in page


def test_a_name_is_changed(browser, user):
    browser.post("/account/name/", {"name": " Ada Brook "})

    assert User.objects.get(pk=user.pk).name == "Ada Brook"


def test_an_address_changes_when_both_have_said_yes(browser, user, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/email/", {"email": "New@Example.org"})
    assert set(links()) == {"old@example.org", "new@example.org"}
    old, new = links()["old@example.org"], links()["new@example.org"]
    assert client.get(new).status_code == 200
    assert EmailChange.objects.get().new_said_yes_at is None, "opening a link is no answer: mail programs open them"

    assert "the other address has to say yes" in client.post(new, {"yes": "yes"}).content.decode()
    assert User.objects.get(pk=user.pk).email == "old@example.org"
    assert "The address was changed" in client.post(old, {"yes": "yes"}).content.decode()

    assert User.objects.get(pk=user.pk).email == "new@example.org"
    assert SESSION_KEY in factor.sign_in(User.objects.get(pk=user.pk)).session


def test_the_old_address_stops_it(browser, user, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/email/", {"email": "new@example.org"})
    client.post(links()["old@example.org"], {"no": "no"})
    client.post(links()["new@example.org"], {"yes": "yes"})

    assert User.objects.get(pk=user.pk).email == "old@example.org"
    assert "stays as it is" in client.get(links()["new@example.org"]).content.decode()


def test_asking_again_stops_what_was_asked_before(browser, user):
    for email in ("one@example.org", "two@example.org"):
        browser.post("/account/email/", {"email": email})

    assert [change.new for change in EmailChange.objects.open()] == ["two@example.org"]
    browser.post("/account/email/stop/")
    assert not EmailChange.objects.open().exists()


def test_nobody_is_sent_one_mail_after_another(browser):
    answers = [browser.post("/account/email/", {"email": f"n{number}@example.org"}) for number in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_a_link_is_dead_after_three_days(user, client, monkeypatch):
    monkeypatch.setattr(email_changes, "HOURS", -1)
    change = email_changes.ask(user=user, new="new@example.org")

    page = client.post(f"/account/email/{to_email_change(change, 'new')}/", {"yes": "yes"}).content.decode()

    assert "too old" in page
    assert EmailChange.objects.get().new_said_yes_at is None


def test_nobody_learns_that_an_address_has_an_account_but_its_person(browser, user, django_capture_on_commit_callbacks):
    UserFactory(email="theirs@example.org")
    told = []
    for email in ("theirs@example.org", "nobodys@example.org"):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            page = browser.post("/account/email/", {"email": email}, follow=True).content.decode()
        told.append(re.sub(r'value="\w{64}"', "", page[page.index("<main") :].replace(email, "…")))
        sent = {message.to[0]: message.body for message in mail.outbox}
        assert ("/account/email/" in sent[email]) == (email == "nobodys@example.org")
        assert ("You have an account with it already" in sent[email]) == (email == "theirs@example.org")

    assert told[0] == told[1]


def test_an_address_that_somebody_took_meanwhile_is_refused(user, client):
    change = email_changes.ask(user=user, new="new@example.org")
    email_changes.say_yes(change=change, side="old")
    UserFactory(email="new@example.org")

    page = client.post(f"/account/email/{to_email_change(change, 'new')}/", {"yes": "yes"}).content.decode()

    assert "Another account has this address by now." in page
    assert User.objects.get(pk=user.pk).email == "old@example.org"


@pytest.mark.parametrize("token", ["x", "x:y:z"])
def test_a_made_up_link_is_nothing(client, token):
    assert client.get(f"/account/email/{token}/").status_code == 404


def test_a_new_password_ends_the_other_sessions(browser, user):
    other = factor.sign_in(user)

    answer = browser.post("/account/password/", {"present": PASSWORD, "password": NEW_PASSWORD})

    assert answer.url == "/account/"
    assert is_signed_in(browser)
    assert not is_signed_in(other)
    assert browser.get("/account/sessions/").content.decode().count("govuk-summary-card__title-wrapper") == 1
    assert SESSION_KEY in factor.sign_in(user, password=NEW_PASSWORD).session


def test_a_person_is_told_of_a_new_password(browser, user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/password/", {"present": PASSWORD, "password": NEW_PASSWORD})

    assert [one.to for one in mail.outbox] == [["old@example.org"]]
    assert NEW_PASSWORD not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"present": "wrong", "password": NEW_PASSWORD}, "That is not your present password"),
        ({"present": PASSWORD, "password": PASSWORD}, "not your present one"),
        ({"present": PASSWORD, "password": "too short"}, "at least 12 characters"),
        ({"present": PASSWORD, "password": "x" * 129}, "128 characters or fewer"),
        ({"present": PASSWORD, "password": "my safeguarding words"}, "must not contain “safeguarding”"),
        ({"present": PASSWORD, "password": "orange DARLINGTON kettle"}, "must not contain “darlington”"),
        ({"present": PASSWORD, "password": "qwerty123456"}, "too common"),
        ({"present": PASSWORD, "password": "old@example.org"}, "too similar"),
        ({"present": PASSWORD, "password": "Fresh Person 123"}, "too similar"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(browser, typed, reason):
    answer = browser.post("/account/password/", typed)

    assert reason in answer.content.decode()


@pytest.mark.parametrize("password", ["orange kettle mountain", "nur ein Satz mit Umläuten äöü", "🦊" * 12, "x y" * 42])
def test_any_characters_will_do_up_to_128(browser, user, password):
    browser.post("/account/password/", {"present": PASSWORD, "password": password})

    assert User.objects.get(pk=user.pk).check_password(password)


def test_what_changes_how_one_signs_in_asks_for_the_password_again(browser, user):
    def grow_old():
        session = browser.session
        session["confirmed_at"] -= 301
        session.save()

    for address in ("/account/email/", "/account/second-factor/", "/account/second-factor/replace/"):
        grow_old()
        asked = browser.get(address)
        assert asked.url == f"/account/confirm/?next={address}"
        assert "not your password" in browser.post(asked.url, {"password": "wrong"}).content.decode()
        assert browser.post(asked.url, {"password": PASSWORD, "next": address}).url == address
        assert browser.get(address).status_code == 200


def test_confirming_leads_nowhere_else(browser):
    answer = browser.post("/account/confirm/", {"password": PASSWORD, "next": "https://evil.example/"})

    assert answer.url == "/account/"
