"""An e-mail address copied from a mail or a page brings signs that nobody sees: it loses them at every door."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.management import call_command
from django.forms import EmailField as AnyEmailField
from django.forms.forms import BaseForm
from django.test import Client

from accounts import tasks
from accounts.forms import EmailForm, ForgottenForm
from accounts.forms.people import InviteForm
from accounts.models import EmailChange, User
from accounts.roles import Role
from accounts.services import email_changes, sign_ins
from core import forms
from partnership.forms.contacts import ContactForm
from tests.accounts.inviting import acting, invite
from tests.factories import UserFactory, make_member
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
OURS = {"core", "accounts", "partnership", "indicators", "reporting"}
PLAIN = "ada@example.org"
COPIED = "\N{ZERO WIDTH NO-BREAK SPACE}ada\N{SOFT HYPHEN}@exam\N{ZERO WIDTH SPACE}ple.org\N{LEFT-TO-RIGHT MARK} "


@pytest.fixture
def ada(darlington):
    return make_member(darlington, Role.MANAGER, user=UserFactory(email=PLAIN))


def test_every_form_takes_an_address_by_one_field(ada):
    """Also a form that somebody writes tomorrow."""
    boxes = [(form, field) for form in every(BaseForm) for field in getattr(form, "base_fields", {}).values()]
    boxes = [(form, field) for form, field in boxes if isinstance(field, AnyEmailField)]
    assert {form for form, _ in boxes} >= {EmailForm, ForgottenForm, InviteForm, ContactForm}
    assert [form for form, field in boxes if not isinstance(field, forms.EmailField)] == []
    assert forms.EmailField().clean(COPIED) == PLAIN


def every(form):
    """The forms of the portal's apps."""
    found = [one for below in form.__subclasses__() for one in [below, *every(below)]]
    return [one for one in found if one.__module__.partition(".")[0] in OURS]


def test_somebody_signs_in(ada):
    browser = Client()
    browser.post("/sign-in/", {"login": COPIED, "password": PASSWORD})
    assert browser.session[SESSION_KEY] == str(ada.pk)


def test_a_link_to_a_new_password_reaches_the_account(ada):
    tasks.send_password_link(email=COPIED)
    assert [message.to for message in mail.outbox] == [[PLAIN]]


def test_an_invitation_makes_no_second_account(darlington, ada):
    invite(darlington, acting(darlington, Role.MANAGER), email=COPIED)
    assert User.objects.filter(email__contains="ada").count() == 1


def test_an_account_is_made_without_them():
    assert User.objects.create_user(COPIED, "Ada").email == PLAIN


def test_a_change_of_address_asks_the_plain_one(ada, monkeypatch):
    monkeypatch.setattr("accounts.tasks.ask_addresses.delay", lambda **kwargs: None)
    email_changes.ask(user=ada, new=COPIED.replace("ada", "new"))
    assert EmailChange.objects.get().new == "new@example.org"


def test_a_try_is_counted_for_the_plain_one():
    assert sign_ins.fingerprint(COPIED) == sign_ins.fingerprint(PLAIN)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_operator_is_known_by_it():
    call_command("add_operator", COPIED, name="Ada")
    assert User.objects.filter(email=PLAIN).exists()
